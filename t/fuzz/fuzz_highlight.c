/*
 * Code in colour: the first two bytes say the lexer, the rest is the code.
 * Nothing of it may be lost: without its tags the HTML is the code, escaped,
 * unless Rouge itself loses some of it.  That it ends is libFuzzer's to see, by
 * its time for one input.
 */

#include "faimi_highlight.h"
#include "fuzz.h"


/* Lexers of which Rouge loses what a rule has matched and not emitted. */
static const char *const  losing[] = { "crystal" };


static bool
fuzz_loses(int lexer)
{
    size_t  i;

    for (i = 0; i < sizeof(losing) / sizeof(losing[0]); i++) {
        if (strcmp(faimi_highlight_tag(lexer), losing[i]) == 0) {
            return true;
        }
    }

    return false;
}


/* The HTML without its spans. */
static faimi_slice_t
fuzz_text(faimi_arena_t *arena, faimi_slice_t html)
{
    size_t        i;
    faimi_buf_t  *b;

    b = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);

    for (i = 0; i < html.len; i++) {
        if (html.data[i] == '<') {
            i = faimi_slice_find_char(html, '>', i);

        } else {
            faimi_buf_char(b, html.data[i]);
        }
    }

    return faimi_buf_slice(b);
}


static int
fuzz_lexer(faimi_slice_t input)
{
    int  n, number;

    for (n = 0; faimi_highlight_tag(n) != NULL; n++) {
        /* void */
    }

    number = (unsigned char) input.data[0] << 8 | (unsigned char) input.data[1];

    return (n == 0) ? -1 : number % n;
}


static faimi_rc_t
fuzz_run(void *data)
{
    int             lexer;
    fuzz_t         *fuzz = data;
    faimi_rc_t      rc;
    faimi_buf_t    *out, *escaped;
    faimi_slice_t   code;

    if (fuzz->input.len < 2) {
        return FAIMI_OK;
    }

    code = faimi_slice_sub(fuzz->input, 2, fuzz->input.len);
    lexer = fuzz_lexer(fuzz->input);

    if (lexer < 0 || faimi_utf8_check(code) != code.len) {
        return FAIMI_OK;
    }

    out = faimi_buf_create(fuzz->arena, FAIMI_MAX_OUTPUT);
    rc = faimi_highlight(faimi_highlighter_create(fuzz->arena), lexer, code,
                         NULL, fuzz->arena, out);
    fuzz_check(rc == FAIMI_OK || out->len == 0);

    if (rc == FAIMI_OK && !fuzz_loses(lexer)) {
        escaped = faimi_buf_create(fuzz->arena, FAIMI_MAX_OUTPUT);
        faimi_buf_html(escaped, code);
        fuzz_check(faimi_slice_eq(fuzz_text(fuzz->arena, faimi_buf_slice(out)),
                                  faimi_buf_slice(escaped)));
    }

    return rc;
}
