/*
 * What loops go over (Utils.slice_collection in liquid/utils.rb).
 *
 * A sequence is a view: the items of an array are not copied, and a range is
 * its two ends.  Only a map is written out, as pairs.
 */

#include "faimi_lq_loop.h"


void
faimi_lq_seq_one(faimi_liquid_t *lq, faimi_value_t v, faimi_lq_seq_t *seq)
{
    faimi_value_t  *item;

    item = faimi_alloc(lq->arena, sizeof(faimi_value_t));
    *item = v;
    *seq = (faimi_lq_seq_t) { .items = item, .n = 1 };
}


static faimi_value_t
faimi_lq_seq_pairs(faimi_liquid_t *lq, const faimi_map_t *map)
{
    size_t          i;
    faimi_array_t  *pairs;

    faimi_lq_step(lq, map->n);
    pairs = faimi_array_create(lq->arena);

    for (i = 0; i < map->n; i++) {
        faimi_array_push(lq->arena, pairs,
                         faimi_lq_pair(lq->arena, &map->pairs[i]));
    }

    return FAIMI_V_ARRAY(pairs);
}


bool
faimi_lq_seq(faimi_liquid_t *lq, faimi_value_t v, faimi_lq_seq_t *seq)
{
    *seq = (faimi_lq_seq_t) { .n = 0 };

    if (v.type == FAIMI_RANGE) {
        seq->first = v.u.range.first;
        seq->n = (size_t) faimi_lq_range_size(v.u.range);
        return true;
    }

    if (v.type == FAIMI_MAP) {
        v = faimi_lq_seq_pairs(lq, v.u.map);

    } else if (v.type == FAIMI_OBJECT && v.u.object.class->keys != NULL) {
        v = v.u.object.class->keys(v.u.object, lq->arena);
    }

    if (v.type != FAIMI_ARRAY) {
        return false;
    }

    seq->items = v.u.array->items;
    seq->n = v.u.array->n;

    return true;
}


faimi_value_t
faimi_lq_seq_at(const faimi_lq_seq_t *seq, size_t i)
{
    return (seq->items != NULL) ? seq->items[i]
           : FAIMI_V_INT((int64_t) ((uint64_t) seq->first + i));
}
