/*
 * Where in a text a rule of spans may begin.
 *
 * kramdown scans for the union of all start patterns (span_parser_regexps in
 * kramdown/parser/kramdown.rb).  Here a table of bytes finds the next
 * candidate, and the few that depend on what is next to them are looked at.  A
 * position that no rule wants may be found: it costs a step, and stays text.
 * One that a rule wants may not be missed.
 */

#include "faimi_md_span.h"


#define FAIMI_MD_NONE  SIZE_MAX


/* Bytes at or next to which a rule may begin. */
static const uint8_t  faimi_md_special[256] = {
    ['\n'] = 1, ['!'] = 1, ['"'] = 1, ['$'] = 1, ['&'] = 1, ['\''] = 1,
    ['*'] = 1, ['-'] = 1, ['.'] = 1, ['<'] = 1, ['>'] = 1, ['['] = 1,
    ['\\'] = 1, [']'] = 1, ['_'] = 1, ['`'] = 1, ['{'] = 1, ['~'] = 1
};


/* The beginning of the character before `at`. */
static size_t
faimi_md_before(faimi_slice_t s, size_t at)
{
    do {
        at--;
    } while (at > 0 && ((unsigned char) s.data[at] & 0xC0) == 0x80);

    return at;
}


/* A quotation mark is looked at from the character before it, as the rules
 * want it, unless that is a backslash or has been taken already. */
static size_t
faimi_md_token_quote(const faimi_md_spans_t *p, size_t from, size_t i)
{
    if (i > from && p->src.text.data[i - 1] != '\\') {
        return faimi_md_before(p->src.text, i);
    }

    return i;
}


/* Where the token begins that the byte at `i` belongs to; FAIMI_MD_NONE: this
 * byte begins nothing here.  Not before `from`, what is before has been taken.
 */
static size_t
faimi_md_token_at(const faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t from, size_t i)
{
    char           c, next;
    faimi_slice_t  s;

    s = p->src.text;
    c = s.data[i];
    next = faimi_md_char(s, i + 1);

    switch (c) {
    case ']':
        return (f->until == FAIMI_MD_UNTIL_BRACKET) ? i : FAIMI_MD_NONE;
    case '!':
        return (next == '[') ? i : FAIMI_MD_NONE;
    case '{':
        return (next == ':') ? i : FAIMI_MD_NONE;
    case '-': case '~':
        return (next == c) ? i : FAIMI_MD_NONE;
    case '.':
        return (next == '.' && faimi_md_char(s, i + 2) == '.')
               ? i : FAIMI_MD_NONE;
    case '>':
        if (next != '>') {
            return FAIMI_MD_NONE;
        }

        return (i > from && s.data[i - 1] == ' ') ? i - 1 : i;
    case '\n':
        return (i >= from + 2 && s.data[i - 1] == ' '
                && s.data[i - 2] == ' ') ? i - 2 : FAIMI_MD_NONE;
    case '"': case '\'':
        return faimi_md_token_quote(p, from, i);
    default:
        return i;
    }
}


/* The next token of the frame, or the length of the text. */
size_t
faimi_md_token(const faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t from)
{
    char           c;
    size_t         i, at;
    faimi_slice_t  s;

    s = p->src.text;

    for (i = from; i < s.len; i++) {
        c = s.data[i];

        if (faimi_md_special[(unsigned char) c] == 0) {
            continue;
        }

        if (f->flags & FAIMI_MD_ONLY) {
            if ((c == '`' && (f->flags & FAIMI_MD_ONLY_CODE))
                || (c == '<' && (f->flags & FAIMI_MD_ONLY_HTML)))
            {
                return i;
            }

            continue;
        }

        at = faimi_md_token_at(p, f, from, i);

        if (at != FAIMI_MD_NONE) {
            return at;
        }
    }

    return s.len;
}
