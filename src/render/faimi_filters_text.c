/*
 * Filters of texts (jekyll/filters.rb).
 *
 * All of them are linear in their text.  Strings that come in are paid for by
 * the caller of a filter; a filter that makes a text of another value uses
 * faimi_liquid_text(), which pays for it.  Outputs are bounded by the buffer:
 * one that is full drops what follows, and the page fails when it is done.
 */

#include <utf8proc.h>

#include "faimi_filters_int.h"


/* A character that is looked up in Unicode's tables takes the time of this many
 * bytes that are copied. */
#define FAIMI_FILTER_DECODING  8


typedef struct {
    uint32_t  first;
    uint32_t  last;
} faimi_filter_range_t;


/* \p{Han}, \p{Katakana}, \p{Hiragana} and \p{Hangul} of Unicode 13. */
static const faimi_filter_range_t  faimi_filter_cjk[] = {
    { 0x1100, 0x11FF }, { 0x2E80, 0x2E99 }, { 0x2E9B, 0x2EF3 },
    { 0x2F00, 0x2FD5 }, { 0x3005, 0x3005 }, { 0x3007, 0x3007 },
    { 0x3021, 0x3029 }, { 0x302E, 0x302F }, { 0x3038, 0x303B },
    { 0x3041, 0x3096 }, { 0x309D, 0x309F }, { 0x30A1, 0x30FA },
    { 0x30FD, 0x30FF }, { 0x3131, 0x318E }, { 0x31F0, 0x321E },
    { 0x3260, 0x327E }, { 0x32D0, 0x32FE }, { 0x3300, 0x3357 },
    { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFC }, { 0xA960, 0xA97C },
    { 0xAC00, 0xD7A3 }, { 0xD7B0, 0xD7C6 }, { 0xD7CB, 0xD7FB },
    { 0xF900, 0xFA6D }, { 0xFA70, 0xFAD9 }, { 0xFF66, 0xFF6F },
    { 0xFF71, 0xFF9D }, { 0xFFA0, 0xFFBE }, { 0xFFC2, 0xFFC7 },
    { 0xFFCA, 0xFFCF }, { 0xFFD2, 0xFFD7 }, { 0xFFDA, 0xFFDC },
    { 0x16FF0, 0x16FF1 }, { 0x1B000, 0x1B11E }, { 0x1B150, 0x1B152 },
    { 0x1B164, 0x1B167 }, { 0x1F200, 0x1F200 }, { 0x20000, 0x2A6DD },
    { 0x2A700, 0x2B734 }, { 0x2B740, 0x2B81D }, { 0x2B820, 0x2CEA1 },
    { 0x2CEB0, 0x2EBE0 }, { 0x2F800, 0x2FA1D }, { 0x30000, 0x3134A },
};


/* String#encode(:xml => :attr), which escapes both kinds of quotes. */
static faimi_value_t
faimi_filter_xml(faimi_liquid_t *lq, faimi_slice_t s)
{
    size_t        at, end;
    faimi_buf_t  *out;

    out = faimi_buf_create(faimi_liquid_arena(lq), FAIMI_MAX_OUTPUT);

    for (at = 0; at < s.len; at = end + 1) {
        end = faimi_slice_find_char(s, '\'', at);
        faimi_buf_attr(out, faimi_slice_sub(s, at, end));

        if (end < s.len) {
            faimi_buf_str(out, "&apos;");
        }
    }

    return FAIMI_V_STRING(faimi_buf_slice(out));
}


static faimi_value_t
faimi_filter_xml_escape(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    return faimi_filter_xml(lq, faimi_liquid_text(lq, args[0]));
}


/* #inspect, for debugging: Ruby's inspect, escaped for HTML. */
static faimi_value_t
faimi_filter_inspect(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_buf_t  *out;

    (void) n;

    faimi_liquid_weigh(lq, args[0]);
    out = faimi_buf_create(faimi_liquid_arena(lq), FAIMI_MAX_OUTPUT);
    faimi_inspect(out, args[0], faimi_liquid_arena(lq));

    return faimi_filter_xml(lq, faimi_buf_slice(out));
}


static faimi_value_t
faimi_filter_jsonify(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_buf_t  *out;

    (void) n;

    faimi_liquid_weigh(lq, args[0]);
    out = faimi_buf_create(faimi_liquid_arena(lq), FAIMI_MAX_OUTPUT);
    faimi_json(out, args[0], faimi_liquid_arena(lq));

    return FAIMI_V_STRING(faimi_buf_slice(out));
}


/* Percent-encodes what is neither a letter, a digit nor of `safe`.  Bytes, not
 * characters: UTF-8 becomes a sequence of %XX. */
static faimi_slice_t
faimi_filter_percent(faimi_liquid_t *lq, faimi_slice_t s, const char *safe)
{
    char          c;
    size_t        i;
    faimi_buf_t  *out;

    out = faimi_buf_create(faimi_liquid_arena(lq), FAIMI_MAX_OUTPUT);

    for (i = 0; i < s.len; i++) {
        c = s.data[i];

        if (faimi_is_alnum(c) || (c != '\0' && strchr(safe, c) != NULL)) {
            faimi_buf_char(out, c);

        } else {
            faimi_buf_printf(out, "%%%02X", (unsigned char) c);
        }
    }

    return faimi_buf_slice(out);
}


/* CGI.escape, for a query: a blank is a plus sign. */
static faimi_value_t
faimi_filter_cgi_escape(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    char           *p;
    size_t          i;
    faimi_slice_t   s;

    (void) n;

    s = faimi_filter_string(lq, args[0], "cgi_escape");

    if (s.data == NULL) {
        return FAIMI_V_NIL;
    }

    s = faimi_filter_percent(lq, s, "-._~ ");
    p = (char *) s.data;

    for (i = 0; i < s.len; i++) {
        p[i] = (p[i] == ' ') ? '+' : p[i];
    }

    return FAIMI_V_STRING(s);
}


/* Each %XX as its byte; a "%" without two digits stays. */
static faimi_slice_t
faimi_filter_unpercent(faimi_arena_t *arena, faimi_slice_t s)
{
    int      high, low;
    char    *to;
    size_t   i, n;

    to = faimi_alloc_text(arena, s.len + 1);

    for (i = 0, n = 0; i < s.len; i++) {
        to[n] = s.data[i];

        if (s.data[i] == '%' && i + 2 < s.len) {
            high = faimi_hex(s.data[i + 1]);
            low = faimi_hex(s.data[i + 2]);

            if (high >= 0 && low >= 0) {
                to[n] = (char) (high * 16 + low);
                i += 2;
            }
        }

        n++;
    }

    return faimi_slice(to, n);
}


/* Unicode's form NFKC; a text that is not UTF-8 is returned as it is.  Called
 * twice: the first call only counts. */
static faimi_slice_t
faimi_filter_nfkc(faimi_arena_t *arena, faimi_slice_t s)
{
    utf8proc_int32_t       *text;
    utf8proc_ssize_t        n;
    const utf8proc_uint8_t *from;

    const utf8proc_option_t form = UTF8PROC_STABLE | UTF8PROC_COMPOSE
                                   | UTF8PROC_COMPAT;

    from = (const utf8proc_uint8_t *) s.data;
    n = utf8proc_decompose(from, (utf8proc_ssize_t) s.len, NULL, 0, form);

    if (n < 0) {
        return s;
    }

    /* a place more: the encoder ends its text with a NUL */
    text = faimi_alloc(arena, ((size_t) n + 1) * sizeof(utf8proc_int32_t));
    (void) utf8proc_decompose(from, (utf8proc_ssize_t) s.len, text, n, form);
    n = utf8proc_reencode(text, n, form);

    return (n < 0) ? s : faimi_slice((const char *) text, (size_t) n);
}


/* Addressable::URI.normalize_component: what is encoded is decoded first, so
 * that encoding twice changes nothing. */
static faimi_value_t
faimi_filter_uri_escape(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    faimi_slice_t   s;
    faimi_arena_t  *arena;

    (void) n;

    if (args[0].type == FAIMI_NIL) {
        return FAIMI_V_NIL;
    }

    arena = faimi_liquid_arena(lq);
    s = faimi_filter_string(lq, args[0], "uri_escape");

    if (s.data == NULL) {
        return FAIMI_V_NIL;
    }

    s = faimi_filter_nfkc(arena, faimi_filter_unpercent(arena, s));

    return FAIMI_V_STRING(faimi_filter_percent(lq, s,
                                               "-._~:/?#[]@!$&'()*+,;="));
}


/* Runs of white space become one blank, those at the ends nothing. */
static faimi_value_t
faimi_filter_normalize_whitespace(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n)
{
    size_t         i;
    bool           space;
    faimi_buf_t   *out;
    faimi_slice_t  s;

    (void) n;

    s = faimi_liquid_text(lq, args[0]);
    out = faimi_buf_create(faimi_liquid_arena(lq), FAIMI_MAX_OUTPUT);

    for (i = 0, space = false; i < s.len; i++) {
        if (!faimi_is_space(s.data[i])) {
            faimi_buf_char(out, s.data[i]);

        } else if (!space) {
            faimi_buf_char(out, ' ');
        }

        space = faimi_is_space(s.data[i]);
    }

    return FAIMI_V_STRING(faimi_slice_trim(faimi_buf_slice(out)));
}


/* The ranges ascend: bisection. */
static bool
faimi_filter_is_cjk(uint32_t c)
{
    size_t  low, high, middle;

    low = 0;
    high = sizeof(faimi_filter_cjk) / sizeof(faimi_filter_cjk[0]);

    while (low < high) {
        middle = (low + high) / 2;

        if (c > faimi_filter_cjk[middle].last) {
            low = middle + 1;

        } else if (c < faimi_filter_cjk[middle].first) {
            high = middle;

        } else {
            return true;
        }
    }

    return false;
}


/* Words between white space, and in `cjk` the number of such characters.  With
 * `split` each of them also ends the word before it (word_regex of
 * #number_of_words). */
static int64_t
faimi_filter_words(faimi_slice_t s, bool split, int64_t *cjk)
{
    bool      word, in;
    size_t    at;
    int64_t   words;
    uint32_t  c;

    *cjk = 0;

    for (at = 0, words = 0, in = false; at < s.len; in = word) {
        c = faimi_utf8_next(s, &at);
        word = c >= 0x80 || !faimi_is_space((char) c);

        if (faimi_filter_is_cjk(c)) {
            (*cjk)++;
            word = word && !split;
        }

        words += word && !in;
    }

    return words;
}


/* text | number_of_words, with "cjk" or "auto" */
static faimi_value_t
faimi_filter_number_of_words(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    bool           all;
    int64_t        words, cjk;
    faimi_slice_t  s, mode;

    s = faimi_filter_string(lq, args[0], "number_of_words");

    if (s.data == NULL) {
        return FAIMI_V_NIL;
    }

    mode = (n > 1 && args[1].type == FAIMI_STRING) ? args[1].u.string
                                                   : FAIMI_EMPTY;
    words = faimi_filter_words(s, false, &cjk);
    faimi_liquid_spend_text(lq, FAIMI_FILTER_DECODING * s.len);
    all = faimi_slice_eq(mode, FAIMI_SLICE("cjk"))
          || (faimi_slice_eq(mode, FAIMI_SLICE("auto")) && cjk > 0);

    if (all) {
        words = faimi_filter_words(s, true, &cjk) + cjk;
    }

    return FAIMI_V_INT(words);
}


/* text | slugify: "mode".  An unknown mode only makes the letters small
 * (Utils#slugify). */
static faimi_value_t
faimi_filter_slugify(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_slice_t      s;
    faimi_slug_mode_t  mode;

    if (args[0].type == FAIMI_NIL) {
        return FAIMI_V_NIL;
    }

    s = faimi_filter_string(lq, args[0], "slugify");

    if (s.data == NULL) {
        return FAIMI_V_NIL;
    }

    mode = FAIMI_SLUG_DEFAULT;

    if (n > 1 && faimi_value_truthy(args[1])) {
        mode = (args[1].type == FAIMI_STRING)
               ? faimi_slug_mode(args[1].u.string) : FAIMI_SLUG_NONE;
    }

    return FAIMI_V_STRING(faimi_slug(faimi_liquid_arena(lq), s, mode, false));
}


/* Array#join with ", ", which also joins lists within the list.  Their depth
 * is bounded where values are read; a full buffer ends the loop. */
static void
faimi_filter_join(faimi_buf_t *out, const faimi_array_t *array, size_t n,
    faimi_arena_t *arena)
{
    size_t  i;

    for (i = 0; i < n && !out->full; i++) {
        if (i > 0) {
            faimi_buf_str(out, ", ");
        }

        if (array->items[i].type == FAIMI_ARRAY) {
            faimi_filter_join(out, array->items[i].u.array,
                              array->items[i].u.array->n, arena);

        } else {
            faimi_value_text(out, array->items[i], arena);
        }
    }
}


/* "a", "a and b", "a, b, and c" */
static faimi_value_t
faimi_filter_array_to_sentence_string(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n)
{
    size_t           last;
    faimi_buf_t     *out;
    faimi_arena_t   *arena;
    faimi_slice_t    connector;
    faimi_array_t   *array;

    if (args[0].type != FAIMI_ARRAY) {
        return faimi_liquid_fail(lq, "array_to_sentence_string takes a list, "
                                 "this is a %s", faimi_value_type(args[0]));
    }

    array = args[0].u.array;
    arena = faimi_liquid_arena(lq);
    faimi_liquid_weigh(lq, args[0]);
    connector = (n > 1) ? faimi_liquid_text(lq, args[1])
                        : FAIMI_SLICE("and");

    if (array->n == 0) {
        return FAIMI_V_STRING(FAIMI_EMPTY);
    }

    last = array->n - 1;
    out = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);

    if (last == 1) {
        faimi_buf_add(out, faimi_value_to_s(arena, array->items[0]));

    } else {
        faimi_filter_join(out, array, last, arena);
    }

    if (last > 0) {
        faimi_buf_str(out, (last > 1) ? ", " : " ");
        faimi_buf_add(out, connector);
        faimi_buf_char(out, ' ');
    }

    faimi_buf_add(out, faimi_value_to_s(arena, array->items[last]));

    return FAIMI_V_STRING(faimi_buf_slice(out));
}


/* Whether a line, or the text, ends at `at`. */
static bool
faimi_filter_line_end(faimi_slice_t s, size_t at)
{
    return at == s.len || s.data[at] == '\n';
}


/* URLFilters#strip_index: the first "/index.html" or "/index.htm" that ends a
 * line ("$" of the expression) loses its name. */
static faimi_value_t
faimi_filter_strip_index(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    size_t         at, end;
    faimi_buf_t   *out;
    faimi_slice_t  s, name;

    (void) n;

    name = FAIMI_SLICE("/index.htm");
    if (args[0].type == FAIMI_NIL) {
        return FAIMI_V_NIL;
    }

    s = faimi_filter_string(lq, args[0], "strip_index");

    if (s.len == 0) {
        return FAIMI_V_NIL;
    }

    for (at = 0; (at = faimi_slice_find(s, name, at)) < s.len; at++) {
        end = at + name.len;
        end += end < s.len && s.data[end] == 'l';

        if (faimi_filter_line_end(s, end)) {
            out = faimi_buf_create(faimi_liquid_arena(lq), s.len);
            faimi_buf_add(out, faimi_slice_sub(s, 0, at + 1));
            faimi_buf_add(out, faimi_slice_sub(s, end, s.len));
            return FAIMI_V_STRING(faimi_buf_slice(out));
        }
    }

    return FAIMI_V_STRING(s);
}


const faimi_filter_t  faimi_filters_text[] = {
    { "array_to_sentence_string", faimi_filter_array_to_sentence_string, 0, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "cgi_escape", faimi_filter_cgi_escape, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "inspect", faimi_filter_inspect, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "jsonify", faimi_filter_jsonify, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "normalize_whitespace", faimi_filter_normalize_whitespace, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "number_of_words", faimi_filter_number_of_words, 0, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "slugify", faimi_filter_slugify, 0, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "strip_index", faimi_filter_strip_index, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "uri_escape", faimi_filter_uri_escape, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "xml_escape", faimi_filter_xml_escape, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    FAIMI_FILTER_END
};
