/*
 * Arithmetic on decimals (faimi_lq_number.h), as BigDecimal and Integer do it
 * for the filters of liquid/standardfilters.rb.
 *
 * A result is exact as long as its digits fit in 128 bits.  One that does not
 * fit becomes a double (`wild`) and stays one: pages that reach such numbers
 * show no more digits than that.  No function allocates or fails.
 */

#include "faimi_lq_number.h"


static faimi_lq_number_t
faimi_lq_number_approx(double x)
{
    return (faimi_lq_number_t) { .wild = true, .approx = x };
}


/* The remainder of doubles, with the divisor's sign as in Ruby.  If they are
 * too far apart for a quotient of 64 bits it is 0. */
static double
faimi_lq_number_rest(double a, double b)
{
    double   n;
    int64_t  whole;

    n = a / b;

    if (!(n > -9e18 && n < 9e18)) {
        return 0;
    }

    whole = (int64_t) n;
    whole -= (n < (double) whole);

    return a - b * (double) whole;
}


/* Brings both to the smaller exponent; false where that does not fit.  At most
 * 38 turns: then ten times the number overflows, or it is 0. */
static bool
faimi_lq_number_align(faimi_lq_number_t *a, faimi_lq_number_t *b)
{
    faimi_lq_number_t  *high;

    if (a->wild || b->wild) {
        return false;
    }

    high = (a->exp > b->exp) ? a : b;

    while (a->exp != b->exp) {
        if (__builtin_mul_overflow(high->coef, 10, &high->coef)) {
            return false;
        }

        high->exp--;

        if (high->coef == 0) {
            high->exp = (high == a) ? b->exp : a->exp;
        }
    }

    return true;
}


faimi_lq_number_t
faimi_lq_number_negate(faimi_lq_number_t a)
{
    a.coef = -a.coef;
    a.approx = -a.approx;

    return a;
}


faimi_lq_number_t
faimi_lq_number_add(faimi_lq_number_t a, faimi_lq_number_t b)
{
    faimi_lq_number_t  x, y, sum;

    x = a;
    y = b;

    if (faimi_lq_number_align(&x, &y)
        && !__builtin_add_overflow(x.coef, y.coef, &sum.coef))
    {
        sum.exp = x.exp;
        sum.whole = a.whole && b.whole;
        sum.wild = false;
        sum.approx = 0;

        return sum;
    }

    return faimi_lq_number_approx(faimi_lq_number_double(a)
                                  + faimi_lq_number_double(b));
}


faimi_lq_number_t
faimi_lq_number_times(faimi_lq_number_t a, faimi_lq_number_t b)
{
    faimi_lq_number_t  x;

    x = (faimi_lq_number_t) { .exp = a.exp + b.exp,
                              .whole = a.whole && b.whole };

    if (!a.wild && !b.wild
        && !__builtin_mul_overflow(a.coef, b.coef, &x.coef))
    {
        return (x.coef == 0 && !x.whole && (a.coef < 0) != (b.coef < 0))
               ? faimi_lq_number_approx(-0.0) : x;
    }

    return faimi_lq_number_approx(faimi_lq_number_double(a)
                                  * faimi_lq_number_double(b));
}


/* Integer#modulo: C's remainder has the sign of the dividend, Ruby's that of
 * the divisor. */
static __int128
faimi_lq_number_floor_mod(__int128 a, __int128 b)
{
    __int128  rest;

    rest = a % b;

    return (rest != 0 && (rest < 0) != (b < 0)) ? rest + b : rest;
}


faimi_lq_number_t
faimi_lq_number_divide(faimi_lq_number_t a, faimi_lq_number_t b)
{
    __int128  scaled;

    if (a.wild || b.wild || b.coef == 0) {
        return faimi_lq_number_approx(faimi_lq_number_double(a)
                                      / faimi_lq_number_double(b));
    }

    if (a.whole && b.whole) {
        a.coef = (a.coef - faimi_lq_number_floor_mod(a.coef, b.coef)) / b.coef;
        return a;
    }

    if (a.coef == 0) {
        return faimi_lq_number_approx((b.coef < 0) ? -0.0 : 0.0);
    }

    /* as many digits as fit: twice those of a double */
    while (!__builtin_mul_overflow(a.coef, 10, &scaled)) {
        a.coef = scaled;
        a.exp--;
    }

    a.coef /= b.coef;
    a.exp -= b.exp;
    a.whole = false;

    return a;
}


faimi_lq_number_t
faimi_lq_number_modulo(faimi_lq_number_t a, faimi_lq_number_t b)
{
    faimi_lq_number_t  x, y;

    x = a;
    y = b;

    if (faimi_lq_number_align(&x, &y)) {
        x.coef = faimi_lq_number_floor_mod(x.coef, y.coef);
        x.whole = a.whole && b.whole;
        return x;
    }

    return faimi_lq_number_approx(
               faimi_lq_number_rest(faimi_lq_number_double(a),
                                    faimi_lq_number_double(b)));
}


int
faimi_lq_number_cmp(faimi_lq_number_t a, faimi_lq_number_t b)
{
    double             x, y;
    faimi_lq_number_t  c, d;

    c = a;
    d = b;

    if (faimi_lq_number_align(&c, &d)) {
        return (c.coef > d.coef) - (c.coef < d.coef);
    }

    x = faimi_lq_number_double(a);
    y = faimi_lq_number_double(b);

    return (x > y) - (x < y);
}


bool
faimi_lq_number_is_zero(faimi_lq_number_t a)
{
    return a.wild ? a.approx == 0 : a.coef == 0;
}


static __int128
faimi_lq_number_power(int n)
{
    __int128  x;

    for (x = 1; n > 0; n--) {
        x *= 10;
    }

    return x;
}


/* `coef` without its last `n` digits, rounded up (way > 0), down (way < 0) or
 * to the nearest, halves away from zero. */
static __int128
faimi_lq_number_drop(__int128 coef, int n, int way)
{
    __int128  unit, rest;

    if (n > 37) {
        return (way == 0) ? 0 : (way > 0) ? coef > 0 : -(coef < 0);
    }

    unit = faimi_lq_number_power(n);
    rest = coef % unit;
    coef /= unit;

    if (way == 0) {
        return coef + (rest >= unit - rest) - (-rest >= unit + rest);
    }

    return (way > 0) ? coef + (rest > 0) : coef - (rest < 0);
}


faimi_lq_number_t
faimi_lq_number_round(faimi_lq_number_t a, int digits, int way)
{
    int  n;

    n = -digits - a.exp;

    if (a.wild || n <= 0) {
        return a;
    }

    a.coef = faimi_lq_number_drop(a.coef, n, way);
    a.exp += n;

    return a;
}
