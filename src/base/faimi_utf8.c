#include <utf8proc.h>

#include "faimi_ctype.h"
#include "faimi_limits.h"
#include "faimi_utf8.h"


/* The bytes of the character that a lead byte announces; 0: not a lead byte.
 * 0xC0, 0xC1 and 0xF5 and above never occur (RFC 3629, section 4). */
static size_t
faimi_utf8_width(unsigned char lead)
{
    if (lead < 0x80) {
        return 1;
    }

    if (lead < 0xC2 || lead > 0xF4) {
        return 0;
    }

    return (lead < 0xE0) ? 2 : (lead < 0xF0) ? 3 : 4;
}


/* The second byte excludes overlong forms, surrogates and what lies beyond
 * U+10FFFF. */
static bool
faimi_utf8_second(unsigned char lead, unsigned char c)
{
    switch (lead) {
    case 0xE0: return c >= 0xA0 && c <= 0xBF;
    case 0xED: return c >= 0x80 && c <= 0x9F;
    case 0xF0: return c >= 0x90 && c <= 0xBF;
    case 0xF4: return c >= 0x80 && c <= 0x8F;
    default:   return c >= 0x80 && c <= 0xBF;
    }
}


size_t
faimi_utf8_check(faimi_slice_t s)
{
    size_t                i, k, n;
    const unsigned char  *p;

    p = (const unsigned char *) s.data;

    for (i = 0; i < s.len; i += n) {
        n = faimi_utf8_width(p[i]);

        if (n == 1) {
            continue;
        }

        if (n == 0 || n > s.len - i || !faimi_utf8_second(p[i], p[i + 1])) {
            return i;
        }

        for (k = 2; k < n; k++) {
            if ((p[i + k] & 0xC0) != 0x80) {
                return i;
            }
        }
    }

    return s.len;
}


faimi_slice_t
faimi_utf8_without_bom(faimi_slice_t s)
{
    return faimi_slice_starts(s, FAIMI_SLICE("\xEF\xBB\xBF"))
           ? faimi_slice_sub(s, 3, s.len) : s;
}


uint32_t
faimi_utf8_next(faimi_slice_t s, size_t *at)
{
    size_t                n, k;
    uint32_t              c;
    const unsigned char  *p;

    p = (const unsigned char *) s.data + *at;
    n = faimi_utf8_width(p[0]);

    if (n <= 1 || n > s.len - *at) {
        (*at)++;
        return (n == 1) ? p[0] : 0xFFFD;
    }

    c = p[0] & (0x7Fu >> n);

    for (k = 1; k < n; k++) {
        c = (c << 6) | (p[k] & 0x3Fu);
    }

    *at += n;

    return c;
}


uint32_t
faimi_utf8_last(faimi_slice_t s, size_t at)
{
    do {
        at--;
    } while (at > 0 && ((unsigned char) s.data[at] & 0xC0) == 0x80);

    return faimi_utf8_next(s, &at);
}


size_t
faimi_utf8_len(faimi_slice_t s)
{
    size_t  i, n;

    for (i = 0, n = 0; i < s.len; i++) {
        n += ((unsigned char) s.data[i] & 0xC0) != 0x80;
    }

    return n;
}


size_t
faimi_utf8_offset(faimi_slice_t s, size_t n)
{
    size_t  at;

    for (at = 0; n > 0 && at < s.len; n--) {
        (void) faimi_utf8_next(s, &at);
    }

    return at;
}


void
faimi_utf8_add(faimi_buf_t *b, uint32_t c)
{
    char             text[4];
    utf8proc_ssize_t n;

    if (!utf8proc_codepoint_valid((utf8proc_int32_t) c)) {
        c = 0xFFFD;
    }

    n = utf8proc_encode_char((utf8proc_int32_t) c, (utf8proc_uint8_t *) text);
    faimi_buf_add(b, faimi_slice(text, (size_t) n));
}


static bool
faimi_utf8_in(uint32_t c, utf8proc_category_t from, utf8proc_category_t to)
{
    utf8proc_category_t  cat;

    cat = utf8proc_category((utf8proc_int32_t) c);

    return cat >= from && cat <= to;
}


bool
faimi_utf8_is_alpha(uint32_t c)
{
    if (c < 0x80) {
        return faimi_is_alpha((char) c);
    }

    return faimi_utf8_in(c, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO)
           || faimi_utf8_in(c, UTF8PROC_CATEGORY_NL, UTF8PROC_CATEGORY_NL);
}


bool
faimi_utf8_is_alnum(uint32_t c)
{
    if (c < 0x80) {
        return faimi_is_alnum((char) c);
    }

    return faimi_utf8_is_alpha(c)
           || faimi_utf8_in(c, UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_ND);
}


bool
faimi_utf8_is_word(uint32_t c)
{
    if (c < 0x80) {
        return faimi_is_word((char) c);
    }

    return faimi_utf8_in(c, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_ND)
           || faimi_utf8_in(c, UTF8PROC_CATEGORY_NL, UTF8PROC_CATEGORY_NL)
           || faimi_utf8_in(c, UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PC);
}


bool
faimi_utf8_is_print(uint32_t c)
{
    utf8proc_category_t  cat;

    if (c < 0x80) {
        return c >= 0x20 && c != 0x7F;
    }

    cat = utf8proc_category((utf8proc_int32_t) c);

    return c == 0x85
           || (cat != UTF8PROC_CATEGORY_CN && cat != UTF8PROC_CATEGORY_CC
               && cat != UTF8PROC_CATEGORY_CS && cat != UTF8PROC_CATEGORY_ZL
               && cat != UTF8PROC_CATEGORY_ZP);
}


size_t
faimi_utf8_nfc(faimi_slice_t s, char *out, size_t size)
{
    utf8proc_ssize_t  n;

    /* reencode() needs a byte more than there are characters */
    utf8proc_int32_t  text[FAIMI_MAX_PATH * 4 + 1];

    const utf8proc_option_t form = UTF8PROC_STABLE | UTF8PROC_COMPOSE;

    if (s.len == 0 || s.len > FAIMI_MAX_PATH) {
        return 0;
    }

    n = utf8proc_decompose((const utf8proc_uint8_t *) s.data,
                           (utf8proc_ssize_t) s.len, text,
                           FAIMI_MAX_PATH * 4, form);

    if (n <= 0 || n > FAIMI_MAX_PATH * 4) {
        return 0;
    }

    n = utf8proc_reencode(text, n, form);

    if (n <= 0 || (size_t) n > size) {
        return 0;
    }

    memcpy(out, text, (size_t) n);

    return (size_t) n;
}
