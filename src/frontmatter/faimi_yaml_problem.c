/*
 * libyaml's complaints, said so that an editor of pages knows what to do; and
 * the decoding of !!binary.
 */

#include "faimi_yaml_int.h"


typedef struct {
    const char  *problem;    /* libyaml's, or how it begins */
    const char  *advice;
} faimi_yaml_advice_t;


static const faimi_yaml_advice_t  faimi_yaml_advices[] = {
    { "mapping values are not allowed",
      "a value with \": \" in it must be quoted, and lines of one map begin "
      "in the same column" },
    { "did not find expected key",
      "look at the indentation and for a quote that ends too early" },
    { "did not find expected '-' indicator",
      "items of one list begin in the same column" },
    { "did not find expected ',' or ']'", "a \"[\" is not closed" },
    { "did not find expected ',' or '}'", "a \"{\" is not closed" },
    { "did not find expected node content", "a value is missing here" },
    { "did not find expected <document start>",
      "a value ends before this; look at the indentation" },
    { "did not find expected alphabetic",
      "a value that begins with \"&\" or \"*\" must be quoted" },
    { "found character that cannot start any token",
      "indent with blanks, not tabs; a value that begins with \"@\", \"`\" or "
      "\"%\" must be quoted" },
    { "found a tab character", "indent with blanks, not tabs" },
    { "found unexpected end of stream", "a quote is not closed" },
    { "found unexpected document indicator", "a quote is not closed" },
    { "could not find expected ':'",
      "this line, or the one before, is no \"key: value\"" },
    { "found unknown escape character",
      "write \"\\\\\" for a backslash, or use single quotes" },
    { "found undefined tag handle",
      "a value that begins with \"!\" must be quoted" },
    { "found undefined alias",
      "a value that begins with \"*\" must be quoted" },
    { "block sequence entries are not allowed",
      "a list begins on a line of its own" },
    { "control characters are not allowed",
      "take out the invisible character" },
    { "invalid", "save the file as UTF-8" },
    { NULL, NULL }
};


/* The first row that fits, or NULL. */
static const char *
faimi_yaml_advice(faimi_slice_t problem)
{
    const faimi_yaml_advice_t  *row;

    for (row = faimi_yaml_advices; row->problem != NULL; row++) {
        if (faimi_slice_starts(problem, faimi_slice_str(row->problem))) {
            break;
        }
    }

    return row->advice;
}


faimi_slice_t
faimi_yaml_problem(faimi_arena_t *arena, const yaml_parser_t *parser,
    size_t first)
{
    faimi_buf_t   *out;
    const char    *problem, *advice;

    problem = (parser->problem == NULL) ? "not YAML" : parser->problem;
    advice = faimi_yaml_advice(faimi_slice_str(problem));

    out = faimi_buf_create(arena, sizeof(((faimi_error_t *) NULL)->message));
    faimi_buf_str(out, problem);

    if (parser->context != NULL) {
        faimi_buf_printf(out, " %s from line %zu on", parser->context,
                         first + parser->context_mark.line);
    }

    if (advice != NULL) {
        faimi_buf_printf(out, ": %s", advice);
    }

    return faimi_buf_slice(out);
}


/* The value of a BASE64 digit, or -1. */
static int
faimi_yaml_digit64(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }

    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }

    if (faimi_is_digit(c)) {
        return c - '0' + 52;
    }

    return (c == '+') ? 62 : (c == '/') ? 63 : -1;
}


/* Each byte that is not of UTF-8 becomes U+FFFD. */
static faimi_slice_t
faimi_yaml_utf8(faimi_arena_t *arena, faimi_slice_t s)
{
    size_t        bad;
    faimi_buf_t  *out;

    if (faimi_utf8_check(s) == s.len) {
        return s;
    }

    out = faimi_buf_create(arena, s.len * 3);

    while (s.len > 0) {
        bad = faimi_utf8_check(s);
        faimi_buf_add(out, faimi_slice_sub(s, 0, bad));

        if (bad < s.len) {
            faimi_utf8_add(out, 0xFFFD);
        }

        s = faimi_slice_sub(s, bad + 1, s.len);
    }

    return faimi_buf_slice(out);
}


faimi_slice_t
faimi_yaml_base64(faimi_arena_t *arena, faimi_slice_t text)
{
    int        digit;
    char      *to;
    size_t     i, n, bits;
    unsigned   word;

    to = faimi_alloc_text(arena, text.len + 1);

    for (i = 0, n = 0, bits = 0, word = 0; i < text.len; i++) {
        digit = faimi_yaml_digit64(text.data[i]);

        if (text.data[i] == '=') {
            break;
        }

        if (digit < 0) {
            continue;
        }

        word = (word << 6 | (unsigned) digit) & 0xFFFF;
        bits += 6;

        if (bits >= 8) {
            bits -= 8;
            to[n++] = (char) (word >> bits);
        }
    }

    return faimi_yaml_utf8(arena, faimi_slice(to, n));
}
