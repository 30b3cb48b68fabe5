/*
 * Punycode (RFC 3492) for the labels of a host's name.
 *
 * Of a label the ASCII characters come first, then "-" and, for each other
 * character in the order of their codes, how far to count to reach its code and
 * place.  Counting starts where it stopped, so these deltas are small; they are
 * written in digits of a weight that adapts to them.
 */

#include <utf8proc.h>

#include "faimi_idna.h"


/* Characters of a label; DNS allows no more bytes of the encoded form. */
#define FAIMI_IDNA_LABEL  63

/* Parameters of Punycode (RFC 3492, section 5). */
enum {
    FAIMI_IDNA_BASE = 36,
    FAIMI_IDNA_TMIN = 1,
    FAIMI_IDNA_TMAX = 26,
    FAIMI_IDNA_SKEW = 38,
    FAIMI_IDNA_DAMP = 700,
    FAIMI_IDNA_BIAS = 72,
    FAIMI_IDNA_FIRST = 128
};


/* Section 6.1: the bias after a delta that was the first of all, or not. */
static uint32_t
faimi_idna_adapt(uint32_t delta, uint32_t n, bool first)
{
    uint32_t  k;

    delta = first ? delta / FAIMI_IDNA_DAMP : delta / 2;
    delta += delta / n;

    for (k = 0;
         delta > ((FAIMI_IDNA_BASE - FAIMI_IDNA_TMIN) * FAIMI_IDNA_TMAX) / 2;
         k += FAIMI_IDNA_BASE)
    {
        delta /= FAIMI_IDNA_BASE - FAIMI_IDNA_TMIN;
    }

    return k + (FAIMI_IDNA_BASE - FAIMI_IDNA_TMIN + 1) * delta
               / (delta + FAIMI_IDNA_SKEW);
}


/* Section 3.3: a delta as a number of digits of variable weight, the least
 * first. */
static void
faimi_idna_delta(faimi_buf_t *b, uint32_t q, uint32_t bias)
{
    uint32_t  k, t;

    static const char  digits[] = "abcdefghijklmnopqrstuvwxyz0123456789";

    for (k = FAIMI_IDNA_BASE; /* until the last digit */; k += FAIMI_IDNA_BASE)
    {
        t = (k <= bias) ? FAIMI_IDNA_TMIN
            : (k >= bias + FAIMI_IDNA_TMAX) ? FAIMI_IDNA_TMAX : k - bias;

        if (q < t) {
            break;
        }

        faimi_buf_char(b, digits[t + (q - t) % (FAIMI_IDNA_BASE - t)]);
        q = (q - t) / (FAIMI_IDNA_BASE - t);
    }

    faimi_buf_char(b, digits[q]);
}


/* Section 6.3.  Each round looks for the least code that is left: quadratic,
 * in at most FAIMI_IDNA_LABEL characters.  No delta overflows: it is at most
 * the number of codes times that of characters. */
static void
faimi_idna_encode(faimi_buf_t *b, const utf8proc_int32_t *c, size_t n)
{
    size_t    i, basic, done;
    uint32_t  code, least, delta, bias;

    for (i = 0, basic = 0; i < n; i++) {
        if (c[i] < FAIMI_IDNA_FIRST) {
            faimi_buf_char(b, (char) c[i]);
            basic++;
        }
    }

    faimi_buf_str(b, (basic > 0) ? "-" : "");
    code = FAIMI_IDNA_FIRST;
    delta = 0;
    bias = FAIMI_IDNA_BIAS;

    for (done = basic; done < n; delta++, code++) {
        least = UINT32_MAX;

        for (i = 0; i < n; i++) {
            if ((uint32_t) c[i] >= code && (uint32_t) c[i] < least) {
                least = (uint32_t) c[i];
            }
        }

        delta += (least - code) * (uint32_t) (done + 1);
        code = least;

        for (i = 0; i < n; i++) {
            delta += ((uint32_t) c[i] < code);

            if ((uint32_t) c[i] == code) {
                faimi_idna_delta(b, delta, bias);
                bias = faimi_idna_adapt(delta, (uint32_t) done + 1,
                                        done == basic);
                delta = 0;
                done++;
            }
        }
    }
}


/* The label in small letters and in Unicode's form NFKC; 0: it is too long, or
 * has no such form. */
static size_t
faimi_idna_normalize(faimi_slice_t label, utf8proc_int32_t *out)
{
    char               lower[FAIMI_IDNA_LABEL * 4];
    size_t             at, len;
    utf8proc_int32_t   c;
    utf8proc_ssize_t   n;

    for (at = 0, len = 0; at < label.len; /* moved on */) {
        c = (utf8proc_int32_t) faimi_utf8_next(label, &at);

        if (len + 4 > sizeof(lower)) {
            return 0;
        }

        len += (size_t) utf8proc_encode_char(utf8proc_tolower(c),
                            (utf8proc_uint8_t *) lower + len);
    }

    n = utf8proc_decompose((utf8proc_uint8_t *) lower,
                           (utf8proc_ssize_t) len, out, FAIMI_IDNA_LABEL,
                           UTF8PROC_STABLE | UTF8PROC_COMPAT
                           | UTF8PROC_COMPOSE);

    if (n <= 0 || n > FAIMI_IDNA_LABEL) {
        return 0;
    }

    n = utf8proc_normalize_utf32(out, n, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

    return (n > 0) ? (size_t) n : 0;
}


/* A label that cannot be encoded stays as it is: the link is the author's, and
 * the browser will say what is wrong with it. */
static void
faimi_idna_label(faimi_buf_t *b, faimi_slice_t label)
{
    size_t             i, n;
    utf8proc_int32_t   text[FAIMI_IDNA_LABEL];

    for (i = 0; i < label.len && !faimi_is_high(label.data[i]); i++) { /* - */ }

    n = (i == label.len || faimi_utf8_check(label) < label.len)
        ? 0 : faimi_idna_normalize(label, text);

    if (n > 0) {
        faimi_buf_str(b, "xn--");
        faimi_idna_encode(b, text, n);
        return;
    }

    for (i = 0; i < label.len; i++) {
        faimi_buf_char(b, faimi_lower(label.data[i]));
    }
}


void
faimi_idna_host(faimi_buf_t *b, faimi_slice_t host)
{
    size_t  at, end;

    for (at = 0; at <= host.len; at = end + 1) {
        end = faimi_slice_find_char(host, '.', at);
        faimi_idna_label(b, faimi_slice_sub(host, at, end));
        faimi_buf_str(b, (end < host.len) ? "." : "");
    }
}
