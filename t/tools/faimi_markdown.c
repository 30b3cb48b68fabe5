/*
 * Markdown on the command line: for tests only.
 *
 *     faimi_markdown [NAME=VALUE ...] <TEXT >HTML
 *     faimi_markdown --spec FILE...
 *
 * NAME=VALUE sets an option by kramdown's name.  --spec runs the examples of
 * specification files and prints TAP.  With --serve texts come one after the
 * other, each after its length on a line, and so does the HTML.
 */

#include <stdio.h>
#include <stdlib.h>

#include "faimi_markdown.h"


typedef struct {
    faimi_arena_t             *arena;
    faimi_markdown_options_t   options;
    faimi_slice_t              text;
    faimi_buf_t               *out;
    faimi_error_t              err;
} work_t;


static faimi_rc_t
work_render(void *data)
{
    work_t  *w = data;

    w->out = faimi_buf_create(w->arena, FAIMI_MAX_OUTPUT);

    return faimi_markdown_render(w->arena, w->text, &w->options, w->out,
                                 &w->err);
}


static faimi_slice_t
read_all(FILE *f)
{
    char    *data;
    size_t   n, cap, len;

    for (data = NULL, cap = len = 0, n = 1; n > 0; len += n) {
        cap = (cap == 0) ? 65536 : 2 * cap;
        data = realloc(data, cap);

        if (data == NULL) {
            exit(2);
        }

        n = fread(data + len, 1, cap - len, f);

        if (n < cap - len) {
            len += n;
            break;
        }
    }

    return faimi_slice(data, len);
}


/* Renders and says what went wrong, in `w`. */
static faimi_rc_t
render(faimi_guard_t *guard, work_t *w)
{
    size_t  bad;

    bad = faimi_utf8_check(w->text);

    if (bad < w->text.len) {
        return faimi_error_set(&w->err, FAIMI_EMPTY, 0, 0,
                               "not UTF-8 at byte %zu", bad);
    }

    return faimi_guard_run(guard, work_render, w);
}


static int
run_one(faimi_guard_t *guard, work_t *w)
{
    char        text[1024];
    faimi_rc_t  rc;

    w->text = read_all(stdin);
    rc = render(guard, w);

    if (rc == FAIMI_OK) {
        (void) fwrite(w->out->data, 1, w->out->len, stdout);

    } else {
        (void) faimi_error_text(&w->err, text, sizeof(text));
        (void) fprintf(stderr, "%s\n", rc == FAIMI_NOMEM ? "no memory" : text);
    }

    free((char *) w->text.data);

    return rc != FAIMI_OK;
}


/* The answer to an error is its message with a minus before the length. */
static int
run_serve(faimi_guard_t *guard, work_t *w)
{
    char        text[1024], line[32], *data;
    size_t      len;
    faimi_rc_t  rc;

    while (fgets(line, sizeof(line), stdin) != NULL) {
        len = strtoul(line, NULL, 10);
        data = malloc(len + 1);

        if (data == NULL || fread(data, 1, len, stdin) != len) {
            free(data);
            return 2;
        }

        w->text = faimi_slice(data, len);
        rc = render(guard, w);

        if (rc == FAIMI_OK) {
            (void) printf("%zu\n", w->out->len);
            (void) fwrite(w->out->data, 1, w->out->len, stdout);

        } else {
            len = faimi_error_text(&w->err, text, sizeof(text));
            (void) printf("-%zu\n%s", len, text);
        }

        (void) fflush(stdout);
        faimi_arena_reset(w->arena);
        free(data);
    }

    return 0;
}


static bool
is_line(faimi_slice_t line, const char *what)
{
    faimi_slice_t  fence;

    fence = FAIMI_SLICE("````````````````````````````````");

    return faimi_slice_starts(line, fence)
           && faimi_slice_eq(faimi_slice_sub(line, fence.len, line.len),
                             faimi_slice_str(what));
}


/* Reads up to a line that is `end`; the lines before it are the text. */
static faimi_slice_t
read_until(faimi_slice_t s, size_t *at, bool (*is_end)(faimi_slice_t))
{
    size_t         from, eol;
    faimi_slice_t  line;

    for (from = *at; *at < s.len; *at = eol + 1) {
        eol = faimi_slice_find_char(s, '\n', *at);
        line = faimi_slice_sub(s, *at, eol);

        if (is_end(line)) {
            line = faimi_slice_sub(s, from, *at);
            *at = eol + 1;
            return line;
        }
    }

    return faimi_slice_sub(s, from, s.len);
}


static bool
is_begin(faimi_slice_t line)
{
    return is_line(line, " example");
}


static bool
is_dot(faimi_slice_t line)
{
    return faimi_slice_eq(line, FAIMI_SLICE("."));
}


static bool
is_close(faimi_slice_t line)
{
    return is_line(line, "");
}


static int
run_spec(faimi_guard_t *guard, work_t *w, const char *name, int *count)
{
    int             failed;
    FILE           *f;
    size_t          at;
    faimi_rc_t      rc;
    faimi_slice_t   s, expected, got;

    f = fopen(name, "r");

    if (f == NULL) {
        (void) printf("Bail out! cannot read %s\n", name);
        return 1;
    }

    s = read_all(f);
    (void) fclose(f);
    failed = 0;

    for (at = 0; ; /* void */) {
        (void) read_until(s, &at, is_begin);

        if (at >= s.len) {
            break;
        }

        w->text = read_until(s, &at, is_dot);
        expected = read_until(s, &at, is_close);
        rc = render(guard, w);
        got = (rc == FAIMI_OK) ? faimi_buf_slice(w->out) : FAIMI_EMPTY;
        (*count)++;

        if (rc == FAIMI_OK && faimi_slice_eq(got, expected)) {
            (void) printf("ok %d - %s\n", *count, name);

        } else {
            (void) printf("not ok %d - %s, before byte %zu\n", *count, name,
                          at);
            (void) fprintf(stderr, "# text:\n%.*s# expected:\n%.*s# got:\n"
                           "%.*s", FAIMI_FMT(w->text), FAIMI_FMT(expected),
                           FAIMI_FMT(got));
            failed++;
        }

        faimi_arena_reset(w->arena);
    }

    free((char *) s.data);

    return failed;
}


int
main(int argc, char **argv)
{
    int             i, rc, count;
    char           *value;
    work_t          w;
    faimi_guard_t  *guard;

    memset(&w, 0, sizeof(work_t));
    guard = faimi_guard_create();
    w.arena = faimi_arena_create(guard, FAIMI_MAX_RENDER_MEMORY);
    faimi_markdown_defaults(&w.options);
    rc = count = 0;

    for (i = 1; i < argc && (value = strchr(argv[i], '=')) != NULL; i++) {
        if (!faimi_markdown_option(&w.options,
                                   faimi_slice(argv[i],
                                               (size_t) (value - argv[i])),
                                   faimi_slice_str(value + 1)))
        {
            (void) fprintf(stderr, "no such option: %s\n", argv[i]);
            return 2;
        }
    }

    if (i == argc) {
        rc = run_one(guard, &w);

    } else if (strcmp(argv[i], "--serve") == 0) {
        rc = run_serve(guard, &w);

    } else {
        for (i++; i < argc; i++) {
            rc += run_spec(guard, &w, argv[i], &count);
        }

        (void) printf("1..%d\n", count);
    }

    faimi_arena_destroy(w.arena);
    faimi_guard_destroy(guard);

    return rc != 0;
}
