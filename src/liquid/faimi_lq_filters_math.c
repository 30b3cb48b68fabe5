/*
 * Filters on numbers (liquid/standardfilters.rb, #apply_operation): integers
 * stay integers, and fractions are decimals, as in Ruby (faimi_lq_number.h).
 */

#include "faimi_lq_filter.h"


static faimi_value_t
faimi_lq_abs(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_lq_number_t  x;

    (void) n;
    x = faimi_lq_number(args[0]);

    if (x.wild ? x.approx < 0 : x.coef < 0) {
        x = faimi_lq_number_negate(x);
    }

    return faimi_lq_number_value(lq->arena, x);
}


static faimi_value_t
faimi_lq_plus(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_number_value(lq->arena,
               faimi_lq_number_add(faimi_lq_number(args[0]),
                                   faimi_lq_number(args[1])));
}


static faimi_value_t
faimi_lq_minus(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_number_value(lq->arena,
               faimi_lq_number_add(faimi_lq_number(args[0]),
                   faimi_lq_number_negate(faimi_lq_number(args[1]))));
}


static faimi_value_t
faimi_lq_times(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_number_value(lq->arena,
               faimi_lq_number_times(faimi_lq_number(args[0]),
                                     faimi_lq_number(args[1])));
}


/* An integer divided by 0 is an error; a decimal is infinite. */
static faimi_value_t
faimi_lq_divided_by(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_lq_number_t  a, b;

    (void) n;
    a = faimi_lq_number(args[0]);
    b = faimi_lq_number(args[1]);

    if (a.whole && b.whole && b.coef == 0) {
        return faimi_liquid_fail(lq, "divided by 0");
    }

    return faimi_lq_number_value(lq->arena, faimi_lq_number_divide(a, b));
}


static faimi_value_t
faimi_lq_modulo(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_lq_number_t  a, b;

    (void) n;
    a = faimi_lq_number(args[0]);
    b = faimi_lq_number(args[1]);

    if (faimi_lq_number_is_zero(b)) {
        return faimi_liquid_fail(lq, "divided by 0");
    }

    return faimi_lq_number_value(lq->arena, faimi_lq_number_modulo(a, b));
}


/* round, ceil and floor without digits: an integer, which infinity and NaN are
 * not.  (The built-in tests for these need no library.) */
static faimi_value_t
faimi_lq_to_whole(faimi_liquid_t *lq, faimi_lq_number_t x, int digits,
    int way)
{
    if (x.wild && __builtin_isnan(x.approx)) {
        return faimi_liquid_fail(lq, "Computation results in 'NaN' (Not a "
                                 "Number)");
    }

    if (x.wild && __builtin_isinf(x.approx)) {
        return faimi_liquid_fail(lq, "Computation results in '%sInfinity'",
                                 (x.approx < 0) ? "-" : "");
    }

    x = faimi_lq_number_round(x, digits, way);

    /* the zeros that a large exponent stands for */
    while (x.exp > 0 && !__builtin_mul_overflow(x.coef, 10, &x.coef)) {
        x.exp--;
    }

    x.whole = (x.exp == 0);

    return faimi_lq_number_value(lq->arena, x);
}


/* The number of digits is itself a number of a template: it is cut off at 400,
 * more than any value has. */
static faimi_value_t
faimi_lq_round(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    int                digits;
    faimi_lq_number_t  x, d;

    x = faimi_lq_number(args[0]);
    d = faimi_lq_number((n > 1) ? args[1] : FAIMI_V_INT(0));
    d = faimi_lq_number_round(d, 0, (d.coef < 0) ? 1 : -1);
    digits = (d.wild || d.exp > 2 || d.coef > 400) ? 400
             : (d.coef < -400) ? -400 : (int) d.coef;

    if (digits <= 0) {
        return faimi_lq_to_whole(lq, x, digits, 0);
    }

    return faimi_lq_number_value(lq->arena,
                                 faimi_lq_number_round(x, digits, 0));
}


static faimi_value_t
faimi_lq_ceil(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_to_whole(lq, faimi_lq_number(args[0]), 0, 1);
}


static faimi_value_t
faimi_lq_floor(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_to_whole(lq, faimi_lq_number(args[0]), 0, -1);
}


static faimi_value_t
faimi_lq_at_least(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_lq_number_t  a, b;

    (void) n;
    a = faimi_lq_number(args[0]);
    b = faimi_lq_number(args[1]);

    return faimi_lq_number_value(lq->arena,
                                 (faimi_lq_number_cmp(b, a) > 0) ? b : a);
}


static faimi_value_t
faimi_lq_at_most(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_lq_number_t  a, b;

    (void) n;
    a = faimi_lq_number(args[0]);
    b = faimi_lq_number(args[1]);

    return faimi_lq_number_value(lq->arena,
                                 (faimi_lq_number_cmp(b, a) < 0) ? b : a);
}


const faimi_filter_t  faimi_lq_filters_math[] = {
    { "abs", faimi_lq_abs, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "at_least", faimi_lq_at_least, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "at_most", faimi_lq_at_most, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "ceil", faimi_lq_ceil, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "divided_by", faimi_lq_divided_by, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "floor", faimi_lq_floor, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "minus", faimi_lq_minus, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "modulo", faimi_lq_modulo, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "plus", faimi_lq_plus, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "round", faimi_lq_round, 0, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "times", faimi_lq_times, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    FAIMI_FILTER_END
};
