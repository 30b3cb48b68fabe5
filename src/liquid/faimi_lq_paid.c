/*
 * Comparisons that are paid for.  Two texts of a megabyte compare in no time
 * where their first bytes differ, and in 100 us where they are the same; a sort
 * makes thousands of such comparisons in what were a few steps.
 */

#include "faimi_lq_eval.h"


/* Pays for the comparison of two texts.  One that ends within the first bytes
 * is part of the step around it. */
static void
faimi_lq_pay_texts(faimi_liquid_t *lq, faimi_slice_t a, faimi_slice_t b)
{
    size_t  n;

    n = (a.len < b.len) ? a.len : b.len;

    if (n > FAIMI_LQ_STEP_BYTES
        && memcmp(a.data, b.data, FAIMI_LQ_STEP_BYTES) == 0)
    {
        faimi_lq_spend_text(lq, n);
    }
}


bool
faimi_liquid_equal(faimi_liquid_t *lq, faimi_value_t a, faimi_value_t b)
{
    if (a.type == b.type) {
        if (a.type != FAIMI_STRING) {
            faimi_liquid_weigh(lq, a);

        } else if (a.u.string.len == b.u.string.len) {
            faimi_lq_pay_texts(lq, a.u.string, b.u.string);
        }
    }

    return faimi_value_eq(a, b);
}


bool
faimi_liquid_order(faimi_liquid_t *lq, faimi_value_t a, faimi_value_t b,
    int *order)
{
    if (a.type == FAIMI_STRING && b.type == FAIMI_STRING) {
        faimi_lq_pay_texts(lq, a.u.string, b.u.string);

    } else if (a.type == FAIMI_ARRAY && b.type == FAIMI_ARRAY) {
        faimi_liquid_weigh(lq, a);
    }

    return faimi_value_order(a, b, order);
}
