/*
 * The filter to_integer: Ruby's to_i of each kind of value, which is why it is
 * not faimi_filter_integer().
 */

#include <math.h>
#include <stdlib.h>

#include "faimi_filters_int.h"


/* String#to_i: the digits at the beginning, or 0.  More digits than fit in
 * `buf` are beyond 64 bits, where strtoll() gives the largest number. */
static int64_t
faimi_filter_to_i(faimi_slice_t s)
{
    char    buf[32];
    size_t  i, n;

    s = faimi_slice_trim_left(s);

    for (i = 0, n = 0; i < s.len && n < sizeof(buf) - 1; i++) {
        if (faimi_is_digit(s.data[i])
            || (i == 0 && (s.data[0] == '-' || s.data[0] == '+')))
        {
            buf[n++] = s.data[i];

        /* one underscore between two digits is skipped */
        } else if (s.data[i] != '_' || i == 0
                   || !faimi_is_digit(s.data[i - 1]))
        {
            break;
        }
    }

    buf[n] = '\0';

    return strtoll(buf, NULL, 10);
}


/* Float#to_i.  Ruby's integers have no limit: beyond 64 bits the result is the
 * text of its digits, which prints the same. */
static faimi_value_t
faimi_filter_truncate(faimi_liquid_t *lq, double number)
{
    number = trunc(number);

    if (fabs(number) < 9e18) {
        return FAIMI_V_INT((int64_t) number);
    }

    return FAIMI_V_STRING(faimi_arena_printf(faimi_liquid_arena(lq), "%.0f",
                                             number));
}


/* true is 1 and false is 0: the filter's own rule, Ruby has no to_i for
 * them. */
static faimi_value_t
faimi_filter_to_integer(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    switch (args[0].type) {
    case FAIMI_NIL:    return FAIMI_V_INT(0);
    case FAIMI_BOOL:   return FAIMI_V_INT(args[0].u.boolean);
    case FAIMI_INT:
    case FAIMI_BIGINT: return args[0];
    case FAIMI_STRING: return FAIMI_V_INT(faimi_filter_to_i(
                                  args[0].u.string));
    case FAIMI_TIME:   return FAIMI_V_INT(args[0].u.time.sec);
    default:           break;
    }

    if (args[0].type == FAIMI_FLOAT && isfinite(args[0].u.number)) {
        return faimi_filter_truncate(lq, args[0].u.number);
    }

    return faimi_liquid_fail(lq, "to_integer takes no %s",
                             faimi_value_type(args[0]));
}


const faimi_filter_t  faimi_filters_number[] = {
    { "to_integer", faimi_filter_to_integer, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    FAIMI_FILTER_END
};
