/*
 * What a rendering writes: values as text, and the scratch buffer that filters
 * build their strings in.
 *
 * The scratch buffer is a stack: a filter remembers its length, appends, and
 * cuts off what is new.  Filters within filters therefore do not disturb each
 * other.
 */

#include "faimi_lq_eval.h"


void
faimi_lq_print(faimi_liquid_t *lq, faimi_value_t v, faimi_buf_t *out)
{
    size_t  from;

    from = out->len;

    /* a string is paid for as output, below */
    if (v.type != FAIMI_STRING) {
        faimi_liquid_weigh(lq, v);
    }

    faimi_value_text(out, v, lq->arena);
    faimi_lq_spend_text(lq, out->len - from);
}


void
faimi_lq_check_output(faimi_liquid_t *lq, const faimi_buf_t *out)
{
    if (out->full) {
        faimi_lq_fatal(lq, "the page grows beyond %zu bytes: let its loops "
                       "write less", out->max);
    }
}


faimi_slice_t
faimi_lq_cut(faimi_liquid_t *lq, faimi_buf_t *out, size_t from)
{
    faimi_slice_t  s;

    faimi_lq_check_output(lq, out);
    s = faimi_slice_sub(faimi_buf_slice(out), from, out->len);
    faimi_lq_spend_text(lq, s.len);
    s = faimi_arena_copy(lq->arena, s);
    faimi_buf_cut(out, from);

    return s;
}


faimi_buf_t *
faimi_liquid_scratch(faimi_liquid_t *lq)
{
    return lq->scratch;
}


faimi_value_t
faimi_liquid_taken(faimi_liquid_t *lq, size_t from)
{
    return FAIMI_V_STRING(faimi_lq_cut(lq, lq->scratch, from));
}


void
faimi_lq_render_output(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    faimi_value_t  v;

    v = faimi_lq_chain(lq, data);

    if (!lq->failed) {
        faimi_lq_print(lq, v, out);
    }
}
