/*
 * A number keeps as many digits as 64 bits hold, more than a double has, so
 * that a product fits in 128.  What does not fit all the same goes on as a
 * double.
 */

#include <stdio.h>
#include <stdlib.h>

#include "faimi_lq_number.h"


static faimi_lq_number_t
faimi_lq_number_wild(double x)
{
    return (faimi_lq_number_t) { .wild = true, .approx = x };
}


/* Without the digits that 64 bits cannot hold. */
static faimi_lq_number_t
faimi_lq_number_fit(faimi_lq_number_t x)
{
    int       n;
    __int128  rest;

    n = 0;

    for (rest = x.coef; rest > INT64_MAX || rest < -INT64_MAX; rest /= 10) {
        n++;
    }

    return faimi_lq_number_round(x, -(x.exp + n), 0);
}


double
faimi_lq_number_double(faimi_lq_number_t x)
{
    char  text[64];

    if (x.wild) {
        return x.approx;
    }

    /* without a decimal point, which is the locale's */
    x = faimi_lq_number_fit(x);
    (void) snprintf(text, sizeof(text), "%llde%d", (long long) x.coef, x.exp);

    return strtod(text, NULL);
}


/* digits: {digit | '_' between digits}; beyond the 19th they only count. */
static size_t
faimi_lq_number_digits(faimi_slice_t s, size_t at, faimi_lq_number_t *x,
    bool fraction)
{
    for ( /* void */ ; at < s.len; at++) {
        if (s.data[at] == '_' && at > 0 && faimi_is_digit(s.data[at - 1])
            && at + 1 < s.len && faimi_is_digit(s.data[at + 1]))
        {
            continue;
        }

        if (!faimi_is_digit(s.data[at])) {
            break;
        }

        if (x->coef < (__int128) 1000000000000000000 * 10000000000000000) {
            x->coef = x->coef * 10 + (s.data[at] - '0');
            x->exp -= fraction;

        } else {
            x->exp += !fraction;
        }
    }

    return at;
}


/* number: {space} ['-' | '+'] digits ['.' digits]; `dot` where the fraction
 * counts. */
static faimi_lq_number_t
faimi_lq_number_read(faimi_slice_t s, bool dot)
{
    bool               minus;
    size_t             at;
    faimi_lq_number_t  x;

    x = (faimi_lq_number_t) { .whole = !dot };

    for (at = 0; at < s.len && faimi_is_space(s.data[at]); at++) {
        /* before it */
    }

    minus = (at < s.len && s.data[at] == '-');
    at += minus || (at < s.len && s.data[at] == '+');
    at = faimi_lq_number_digits(s, at, &x, false);

    if (dot && at + 1 < s.len && s.data[at] == '.'
        && faimi_is_digit(s.data[at + 1]))
    {
        (void) faimi_lq_number_digits(s, at + 1, &x, true);
    }

    x.coef = minus ? -x.coef : x.coef;

    if (x.whole && x.exp > 0) {
        return faimi_lq_number_wild(faimi_lq_number_double(x));
    }

    return x.whole ? x : faimi_lq_number_fit(x);
}


int64_t
faimi_lq_number_to_i(faimi_slice_t s)
{
    faimi_lq_number_t  x;

    x = faimi_lq_number_read(s, false);

    if (x.wild) {
        return (x.approx < 0) ? INT64_MIN : INT64_MAX;
    }

    return (x.coef > INT64_MAX) ? INT64_MAX
           : (x.coef < INT64_MIN) ? INT64_MIN : (int64_t) x.coef;
}


/* Ruby's to_f: what can be read at the beginning, or 0. */
static double
faimi_lq_number_to_f(faimi_slice_t s)
{
    double  x;

    x = faimi_lq_number_double(faimi_lq_number_read(s, true));

    return (x == 0 && s.len > 0 && s.data[0] == '-') ? -0.0 : x;
}


faimi_value_t
faimi_lq_number_text(faimi_arena_t *arena, faimi_slice_t s, bool fraction)
{
    faimi_lq_number_t  x;

    if (fraction) {
        return FAIMI_V_FLOAT(faimi_lq_number_to_f(s));
    }

    x = faimi_lq_number_read(s, false);

    return (x.wild || x.coef > INT64_MAX || x.coef < INT64_MIN)
           ? faimi_value_integer(arena, s) : FAIMI_V_INT((int64_t) x.coef);
}


faimi_value_t
faimi_lq_number_whole(faimi_value_t v)
{
    return (v.type == FAIMI_FLOAT && v.u.number > -9e18 && v.u.number < 9e18)
           ? FAIMI_V_INT((int64_t) v.u.number) : v;
}


static int
faimi_lq_number_base(faimi_slice_t s, size_t *at)
{
    char  c;

    if (s.len - *at < 2 || s.data[*at] != '0') {
        return 10;
    }

    c = faimi_lower(s.data[*at + 1]);
    *at += (c == 'x' || c == 'b' || c == 'o' || c == 'd') ? 2 : 1;

    return (c == 'x') ? 16 : (c == 'b') ? 2 : (c == 'd') ? 10 : 8;
}


/* integer: {space} ['-' | '+'] ['0x' | '0b' | '0o' | '0d' | '0'] digit
 *     {['_'] digit} {space} */
bool
faimi_lq_number_strict(faimi_slice_t s, int64_t *n)
{
    int     base, digit;
    bool    minus;
    size_t  at, from;

    s = faimi_slice_trim(s);
    minus = (s.len > 0 && s.data[0] == '-');
    at = (s.len > 0 && (minus || s.data[0] == '+'));
    from = at;
    base = faimi_lq_number_base(s, &at);
    *n = 0;

    if (at == s.len) {
        return false;
    }

    for ( /* void */ ; at < s.len; at++) {
        if (s.data[at] == '_' && at > from && at + 1 < s.len
            && s.data[at - 1] != '_')
        {
            continue;
        }

        digit = faimi_hex(s.data[at]);

        if (digit < 0 || digit >= base || __builtin_mul_overflow(*n, base, n)
            || __builtin_add_overflow(*n, minus ? -digit : digit, n))
        {
            return false;
        }
    }

    return true;
}


/* The shortest decimal that reads as the same double. */
static faimi_lq_number_t
faimi_lq_number_float(double d)
{
    int                 precision;
    char                text[40], *p;
    faimi_lq_number_t   x;

    x = (faimi_lq_number_t) { .coef = 0 };

    if (__builtin_isfinite(d) == 0) {
        return faimi_lq_number_wild(d);
    }

    for (precision = 14; precision <= 16; precision++) {
        (void) snprintf(text, sizeof(text), "%.*e", precision, d);

        if (strtod(text, NULL) == d) {
            break;
        }
    }

    p = text + (text[0] == '-');

    for ( /* void */ ; *p != 'e' && *p != '\0'; p++) {
        if (faimi_is_digit(*p)) {
            x.coef = x.coef * 10 + (*p - '0');
        }
    }

    precision = (precision > 16) ? 16 : precision;
    x.exp = (*p == 'e') ? atoi(p + 1) - precision : 0;
    x.coef = (text[0] == '-') ? -x.coef : x.coef;

    while (x.coef != 0 && x.coef % 10 == 0) {
        x.coef /= 10;
        x.exp++;
    }

    return x;
}


/* decimal: ['-'] digit {digit} '.' digit {digit}, nothing else */
static bool
faimi_lq_number_is_decimal(faimi_slice_t s)
{
    size_t  i, dot;

    s = faimi_slice_trim(s);
    i = (s.len > 0 && s.data[0] == '-');
    s = faimi_slice_sub(s, i, s.len);
    dot = faimi_slice_find_char(s, '.', 0);

    if (dot == 0 || dot + 1 >= s.len) {
        return false;
    }

    for (i = 0; i < s.len; i++) {
        if (i != dot && !faimi_is_digit(s.data[i])) {
            return false;
        }
    }

    return true;
}


faimi_lq_number_t
faimi_lq_number(faimi_value_t v)
{
    switch (v.type) {

    case FAIMI_INT:
        return (faimi_lq_number_t) { .coef = v.u.integer, .whole = true };

    case FAIMI_FLOAT:
        return faimi_lq_number_float(v.u.number);

    case FAIMI_BIGINT:
        return faimi_lq_number_read(v.u.string, false);

    case FAIMI_STRING:
        return faimi_lq_number_read(v.u.string,
                                    faimi_lq_number_is_decimal(v.u.string));

    default:
        return (faimi_lq_number_t) { .whole = true };
    }
}


faimi_value_t
faimi_lq_number_value(faimi_arena_t *arena, faimi_lq_number_t x)
{
    char    text[48], *p;
    bool    minus;

    if (x.wild || !x.whole) {
        return FAIMI_V_FLOAT(faimi_lq_number_double(x));
    }

    if (x.coef >= INT64_MIN && x.coef <= INT64_MAX) {
        return FAIMI_V_INT((int64_t) x.coef);
    }

    minus = (x.coef < 0);
    p = text + sizeof(text);

    for ( /* void */ ; x.coef != 0; x.coef /= 10) {
        *--p = (char) ('0' + (minus ? -(x.coef % 10) : x.coef % 10));
    }

    if (minus) {
        *--p = '-';
    }

    return faimi_value_integer(arena, faimi_slice(p, (size_t) (text
                                                        + sizeof(text) - p)));
}
