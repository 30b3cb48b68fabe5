/*
 * Filters on markup, URLs and Base64 (liquid/standardfilters.rb).
 *
 * All write into the scratch buffer of the rendering and cut their result off
 * it: its length need not be known before, and nothing is copied twice.
 */

#include "faimi_lq_filter.h"


static const char *
faimi_lq_entity(char c)
{
    switch (c) {
    case '&':  return "&amp;";
    case '<':  return "&lt;";
    case '>':  return "&gt;";
    case '"':  return "&quot;";
    case '\'': return "&#39;";
    default:   return NULL;
    }
}


/* entity: '&' (letter {letter} | '#' digit {digit}) ';' */
static bool
faimi_lq_is_entity(faimi_slice_t s, size_t at)
{
    size_t  i, from;
    bool    number;

    number = (at + 1 < s.len && s.data[at + 1] == '#');
    from = at + 1 + number;

    for (i = from; i < s.len; i++) {
        if (!(number ? faimi_is_digit(s.data[i]) : faimi_is_alpha(s.data[i])))
        {
            break;
        }
    }

    return i > from && i < s.len && s.data[i] == ';';
}


/* escape and escape_once: CGI.escapeHTML, and HTML_ESCAPE_ONCE_REGEXP. */
static faimi_value_t
faimi_lq_escaped(faimi_liquid_t *lq, faimi_value_t v, bool once)
{
    size_t         i, from;
    const char    *entity;
    faimi_slice_t  s;

    s = faimi_liquid_text(lq, v);
    from = lq->scratch->len;

    for (i = 0; i < s.len; i++) {
        entity = faimi_lq_entity(s.data[i]);

        if (entity == NULL
            || (once && s.data[i] == '&' && faimi_lq_is_entity(s, i)))
        {
            faimi_buf_char(lq->scratch, s.data[i]);

        } else {
            faimi_buf_str(lq->scratch, entity);
        }
    }

    return faimi_liquid_taken(lq, from);
}


static faimi_value_t
faimi_lq_escape(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return (args[0].type == FAIMI_NIL) ? args[0]
           : faimi_lq_escaped(lq, args[0], false);
}


static faimi_value_t
faimi_lq_escape_once(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_escaped(lq, args[0], true);
}


/* Blocks whose content goes with them; their end, once not found, is not
 * looked for again. */
typedef struct {
    faimi_slice_t  open;
    faimi_slice_t  close;
    bool           none;
} faimi_lq_strip_t;


/* The end of what begins at `at` and goes: a block; or `at`. */
static size_t
faimi_lq_strip_block(faimi_slice_t s, size_t at, faimi_lq_strip_t *blocks)
{
    size_t             end;
    faimi_slice_t      rest;
    faimi_lq_strip_t  *b;

    rest = faimi_slice_sub(s, at, s.len);

    for (b = blocks; b->open.len != 0; b++) {
        if (b->none || !faimi_slice_starts(rest, b->open)) {
            continue;
        }

        end = faimi_slice_find(s, b->close, at + b->open.len);
        b->none = (end == s.len);

        if (!b->none) {
            return end + b->close.len;
        }
    }

    return at;
}


/* Without all that the blocks say, in one pass.  What is removed may leave a
 * new tag behind it ("<<b>b>"): as in Ruby it is not looked at again. */
static faimi_slice_t
faimi_lq_strip_all(faimi_liquid_t *lq, faimi_slice_t s,
    faimi_lq_strip_t *blocks)
{
    size_t  at, end, from;

    from = lq->scratch->len;

    for (at = 0; at < s.len; at = end) {
        end = faimi_slice_find_char(s, '<', at);
        faimi_buf_add(lq->scratch, faimi_slice_sub(s, at, end));
        at = end;

        if (at < s.len) {
            end = faimi_lq_strip_block(s, at, blocks);
        }

        if (end == at && at < s.len) {
            faimi_buf_char(lq->scratch, s.data[end++]);
        }
    }

    return faimi_lq_cut(lq, lq->scratch, from);
}


/* First STRIP_HTML_BLOCKS, scripts, comments and styles with what is in them,
 * then every tag (STRIP_HTML_TAGS). */
static faimi_value_t
faimi_lq_strip_html(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_slice_t     s;
    faimi_lq_strip_t  blocks[] = {
        { FAIMI_SLICE("<script"), FAIMI_SLICE("</script>"), false },
        { FAIMI_SLICE("<!--"), FAIMI_SLICE("-->"), false },
        { FAIMI_SLICE("<style"), FAIMI_SLICE("</style>"), false },
        { FAIMI_EMPTY, FAIMI_EMPTY, false }
    };
    faimi_lq_strip_t  tags[] = {
        { FAIMI_SLICE("<"), FAIMI_SLICE(">"), false },
        { FAIMI_EMPTY, FAIMI_EMPTY, false }
    };

    (void) n;
    s = faimi_lq_strip_all(lq, faimi_liquid_text(lq, args[0]), blocks);

    return FAIMI_V_STRING(faimi_lq_strip_all(lq, s, tags));
}


/* CGI.escape. */
static faimi_value_t
faimi_lq_url_encode(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    char           c;
    size_t         i, from;
    faimi_slice_t  s;

    (void) n;

    if (args[0].type == FAIMI_NIL) {
        return args[0];
    }

    s = faimi_liquid_text(lq, args[0]);
    from = lq->scratch->len;

    for (i = 0; i < s.len; i++) {
        c = s.data[i];

        if (faimi_is_word(c) || c == '.' || c == '-' || c == '~') {
            faimi_buf_char(lq->scratch, c);

        } else if (c == ' ') {
            faimi_buf_char(lq->scratch, '+');

        } else {
            faimi_buf_printf(lq->scratch, "%%%02X", (unsigned char) c);
        }
    }

    return faimi_liquid_taken(lq, from);
}


/* What was decoded must be text again. */
static faimi_value_t
faimi_lq_decoded(faimi_liquid_t *lq, size_t from)
{
    faimi_slice_t  s;

    s = faimi_lq_cut(lq, lq->scratch, from);

    return (faimi_utf8_check(s) == s.len) ? FAIMI_V_STRING(s)
           : faimi_liquid_fail(lq, "invalid byte sequence in UTF-8");
}


static faimi_value_t
faimi_lq_url_decode(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    char           c;
    size_t         i, from;
    faimi_slice_t  s;

    (void) n;

    if (args[0].type == FAIMI_NIL) {
        return args[0];
    }

    s = faimi_liquid_text(lq, args[0]);
    from = lq->scratch->len;

    for (i = 0; i < s.len; i++) {
        c = (s.data[i] == '+') ? ' ' : s.data[i];

        if (c == '%' && i + 2 < s.len && faimi_hex(s.data[i + 1]) >= 0
            && faimi_hex(s.data[i + 2]) >= 0)
        {
            c = (char) (faimi_hex(s.data[i + 1]) * 16
                        + faimi_hex(s.data[i + 2]));
            i += 2;
        }

        faimi_buf_char(lq->scratch, c);
    }

    return faimi_lq_decoded(lq, from);
}


static const char  faimi_lq_base64[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";


/* Sign number n of the alphabet, which for URLs ends in "-_". */
static char
faimi_lq_base64_char(unsigned n, bool url)
{
    n &= 63;

    return (url && n >= 62) ? "-_"[n - 62] : faimi_lq_base64[n];
}


static faimi_value_t
faimi_lq_encode64(faimi_liquid_t *lq, faimi_value_t v, bool url)
{
    size_t                i, from;
    unsigned              bits;
    faimi_slice_t         s;
    const unsigned char  *p;

    s = faimi_liquid_text(lq, v);
    p = (const unsigned char *) s.data;
    from = lq->scratch->len;

    for (i = 0; i < s.len; i += 3) {
        bits = (unsigned) p[i] << 16;
        bits |= (i + 1 < s.len) ? (unsigned) p[i + 1] << 8 : 0;
        bits |= (i + 2 < s.len) ? p[i + 2] : 0;

        faimi_buf_char(lq->scratch, faimi_lq_base64_char(bits >> 18, url));
        faimi_buf_char(lq->scratch, faimi_lq_base64_char(bits >> 12, url));
        faimi_buf_char(lq->scratch, (i + 1 < s.len)
                                ? faimi_lq_base64_char(bits >> 6, url) : '=');
        faimi_buf_char(lq->scratch, (i + 2 < s.len)
                                ? faimi_lq_base64_char(bits, url) : '=');
    }

    return faimi_liquid_taken(lq, from);
}


static int
faimi_lq_base64_value(char c, bool url)
{
    const char  *p;

    if (url && (c == '-' || c == '_')) {
        return (c == '-') ? 62 : 63;
    }

    p = (c == '\0') ? NULL : strchr(faimi_lq_base64, c);

    return (p == NULL) ? -1 : (int) (p - faimi_lq_base64);
}


/* Base64.strict_decode64: whole groups, no other characters, no bits left
 * over; the form for URLs may lack its padding. */
static bool
faimi_lq_decode64_to(faimi_buf_t *out, faimi_slice_t s, bool url)
{
    int       value;
    size_t    i, n;
    unsigned  bits;

    for (n = s.len; n > 0 && s.len - n < 2 && s.data[n - 1] == '='; n--) {
        /* padding */
    }

    if (n % 4 == 1 || (s.len % 4 != 0 && !(url && n == s.len))) {
        return false;
    }

    for (i = 0, bits = 0; i < n; i++) {
        value = faimi_lq_base64_value(s.data[i], url);

        if (value < 0) {
            return false;
        }

        bits = (bits << 6) | (unsigned) value;

        if (i % 4 != 0) {
            faimi_buf_char(out, (char) (bits >> (6 - 2 * (i % 4))));
        }
    }

    return n % 4 == 0 || (bits & ((n % 4 == 2) ? 15 : 3)) == 0;
}


/* Ruby's result is binary and need not be text; a page is UTF-8.  So each byte
 * that is invalid becomes U+FFFD: what counts, cuts, compares or reads a number
 * then works as under Ruby. */
static faimi_value_t
faimi_lq_scrubbed(faimi_liquid_t *lq, faimi_slice_t s)
{
    size_t         end, from;
    faimi_slice_t  rest;

    if (faimi_utf8_check(s) == s.len) {
        return FAIMI_V_STRING(s);
    }

    from = lq->scratch->len;

    for (rest = s; rest.len > 0; rest = faimi_slice_sub(rest, end, rest.len)) {
        end = faimi_utf8_check(rest);
        faimi_buf_add(lq->scratch, faimi_slice_sub(rest, 0, end));

        if (end < rest.len) {
            faimi_utf8_add(lq->scratch, 0xFFFD);
            end++;
        }
    }

    return faimi_liquid_taken(lq, from);
}


static faimi_value_t
faimi_lq_decode64(faimi_liquid_t *lq, faimi_value_t v, bool url)
{
    size_t  from;

    from = lq->scratch->len;

    if (!faimi_lq_decode64_to(lq->scratch, faimi_liquid_text(lq, v), url)) {
        faimi_buf_cut(lq->scratch, from);
        return faimi_liquid_fail(lq, "invalid base64 provided to %s",
                                 url ? "base64_url_safe_decode"
                                     : "base64_decode");
    }

    return faimi_lq_scrubbed(lq, faimi_lq_cut(lq, lq->scratch, from));
}


static faimi_value_t
faimi_lq_base64_encode(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    return faimi_lq_encode64(lq, args[0], false);
}


static faimi_value_t
faimi_lq_base64_decode(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    return faimi_lq_decode64(lq, args[0], false);
}


static faimi_value_t
faimi_lq_base64_url_encode(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    return faimi_lq_encode64(lq, args[0], true);
}


static faimi_value_t
faimi_lq_base64_url_decode(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    return faimi_lq_decode64(lq, args[0], true);
}


const faimi_filter_t  faimi_lq_filters_html[] = {
    { "base64_decode", faimi_lq_base64_decode, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "base64_encode", faimi_lq_base64_encode, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "base64_url_safe_decode", faimi_lq_base64_url_decode, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "base64_url_safe_encode", faimi_lq_base64_url_encode, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "escape", faimi_lq_escape, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "escape_once", faimi_lq_escape_once, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "h", faimi_lq_escape, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "strip_html", faimi_lq_strip_html, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "url_decode", faimi_lq_url_decode, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "url_encode", faimi_lq_url_encode, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    FAIMI_FILTER_END
};
