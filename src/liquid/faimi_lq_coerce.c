/*
 * What filters make of their arguments: texts, whole numbers and lists
 * (Liquid::Utils, Liquid::StandardFilters::InputIterator).
 */

#include "faimi_lq_filter.h"
#include "faimi_lq_loop.h"


/* Input#to_s, paid for before and after: the parts that are read, then the
 * text that comes of them. */
faimi_slice_t
faimi_liquid_text(faimi_liquid_t *lq, faimi_value_t v)
{
    faimi_slice_t  s;

    faimi_liquid_weigh(lq, v);

    if (v.type == FAIMI_STRING) {
        return v.u.string;
    }

    s = faimi_value_to_s(lq->arena, v);
    faimi_lq_spend_text(lq, s.len);

    return s;
}


size_t
faimi_lq_next(faimi_slice_t s, size_t at)
{
    if (at >= s.len) {
        return s.len + 1;
    }

    (void) faimi_utf8_next(s, &at);

    return at;
}


bool
faimi_lq_is_blank_value(faimi_value_t v)
{
    switch (v.type) {
    case FAIMI_STRING: return v.u.string.len == 0;
    case FAIMI_ARRAY:  return v.u.array->n == 0;
    case FAIMI_MAP:    return v.u.map->n == 0;
    default:           return false;
    }
}


int64_t
faimi_lq_integer(faimi_liquid_t *lq, faimi_value_t v)
{
    int64_t  n;

    if (v.type == FAIMI_INT) {
        return v.u.integer;
    }

    /* the nearest that there is: as a length or a place it is beyond all */
    if (v.type == FAIMI_BIGINT) {
        return faimi_lq_number_to_i(v.u.string);
    }

    if (!faimi_lq_number_strict(faimi_value_to_s(lq->arena, v), &n)) {
        (void) faimi_liquid_fail(lq, "invalid integer");
        return 0;
    }

    return n;
}


/* Array#flatten.  The depth is bounded, since a list may be nested by a
 * template as deep as its steps allow. */
static void
faimi_lq_flatten(faimi_liquid_t *lq, const faimi_array_t *from,
    faimi_array_t *to, size_t depth)
{
    size_t         i;
    faimi_value_t  v;

    if (depth > 2 * FAIMI_MAX_YAML_DEPTH) {
        faimi_lq_fatal(lq, "a list is nested deeper than %d levels: build a "
                       "flatter one", 2 * FAIMI_MAX_YAML_DEPTH);
    }

    faimi_lq_step(lq, 1 + from->n / 8);

    for (i = 0; i < from->n; i++) {
        v = from->items[i];

        if (v.type == FAIMI_ARRAY) {
            faimi_lq_flatten(lq, v.u.array, to, depth + 1);

        } else {
            faimi_array_push(lq->arena, to, v);
        }
    }
}


static bool
faimi_lq_is_flat(const faimi_array_t *array)
{
    size_t  i;

    for (i = 0; i < array->n; i++) {
        if (array->items[i].type == FAIMI_ARRAY) {
            return false;
        }
    }

    return true;
}


/* InputIterator: an array that has no arrays in it is used as it is, without a
 * copy; filters never write to their input. */
faimi_array_t *
faimi_lq_list(faimi_liquid_t *lq, faimi_value_t v)
{
    size_t          i;
    faimi_lq_seq_t  seq;
    faimi_array_t  *list;

    if (v.type == FAIMI_ARRAY && faimi_lq_is_flat(v.u.array)) {
        faimi_lq_step(lq, v.u.array->n / 8);
        return v.u.array;
    }

    list = faimi_array_create(lq->arena);

    switch (v.type) {

    case FAIMI_NIL:
        break;

    case FAIMI_ARRAY:
        faimi_lq_flatten(lq, v.u.array, list, 0);
        break;

    case FAIMI_RANGE:
        (void) faimi_lq_seq(lq, v, &seq);
        faimi_lq_step(lq, seq.n);

        for (i = 0; i < seq.n; i++) {
            faimi_array_push(lq->arena, list, faimi_lq_seq_at(&seq, i));
        }

        break;

    default:
        faimi_array_push(lq->arena, list, faimi_lq_to_liquid(v));
    }

    return list;
}
