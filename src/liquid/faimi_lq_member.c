/*
 * Members of values, as a dotted lookup finds them (Liquid::VariableLookup):
 * by name or number first, then the commands `size`, `first` and `last`.
 */

#include <math.h>

#include "faimi_lq_member.h"


/* Ruby's Integer#size: the bytes of a machine word. */
#define FAIMI_LQ_WORD  8


static faimi_value_t
faimi_lq_element(const faimi_array_t *array, int64_t i)
{
    i += (i < 0) ? (int64_t) array->n : 0;

    return (i >= 0 && (uint64_t) i < array->n) ? array->items[i] : FAIMI_V_NIL;
}


bool
faimi_lq_fetch(faimi_arena_t *arena, faimi_value_t v, faimi_value_t key,
    faimi_value_t *member)
{
    const faimi_value_t  *found;

    *member = FAIMI_V_NIL;

    switch (v.type) {

    case FAIMI_MAP:
        found = faimi_map_find(v.u.map, key);
        *member = (found == NULL) ? FAIMI_V_NIL : *found;
        return found != NULL || key.type == FAIMI_INT;

    case FAIMI_ARRAY:
        if (key.type != FAIMI_INT) {
            return false;
        }

        *member = faimi_lq_element(v.u.array, key.u.integer);
        return true;

    case FAIMI_OBJECT:
        if (key.type == FAIMI_STRING) {
            *member = v.u.object.class->get(v.u.object, key.u.string, arena);
        }

        return true;

    default:
        return false;
    }
}


static faimi_value_t
faimi_lq_size(faimi_value_t v)
{
    faimi_range_t  r;

    switch (v.type) {
    case FAIMI_STRING: return FAIMI_V_INT((int64_t)
                                          faimi_utf8_len(v.u.string));
    case FAIMI_ARRAY:  return FAIMI_V_INT((int64_t) v.u.array->n);
    case FAIMI_MAP:    return FAIMI_V_INT((int64_t) v.u.map->n);
    case FAIMI_INT:    return FAIMI_V_INT(FAIMI_LQ_WORD);
    case FAIMI_BIGINT: return FAIMI_V_INT(ilogb(faimi_value_number(v)) / 8 + 1);
    case FAIMI_RANGE:  r = v.u.range;
                       return FAIMI_V_INT(faimi_lq_range_size(r));
    default:           return FAIMI_V_NIL;
    }
}


faimi_value_t
faimi_lq_pair(faimi_arena_t *arena, const faimi_pair_t *pair)
{
    faimi_array_t  *array;

    array = faimi_array_create(arena);
    faimi_array_push(arena, array, pair->key);
    faimi_array_push(arena, array, pair->value);

    return FAIMI_V_ARRAY(array);
}


faimi_value_t
faimi_lq_command(faimi_arena_t *arena, faimi_value_t v, faimi_slice_t name)
{
    bool  first;

    if (faimi_slice_eq(name, FAIMI_SLICE("size"))) {
        return faimi_lq_size(v);
    }

    first = faimi_slice_eq(name, FAIMI_SLICE("first"));

    if (!first && !faimi_slice_eq(name, FAIMI_SLICE("last"))) {
        return FAIMI_V_NIL;
    }

    switch (v.type) {

    case FAIMI_ARRAY:
        return faimi_lq_element(v.u.array, first ? 0 : -1);

    case FAIMI_RANGE:
        return FAIMI_V_INT(first ? v.u.range.first : v.u.range.last);

    case FAIMI_MAP:
        return (first && v.u.map->n > 0)
               ? faimi_lq_pair(arena, &v.u.map->pairs[0]) : FAIMI_V_NIL;

    default:
        return FAIMI_V_NIL;
    }
}


faimi_value_t
faimi_liquid_member(faimi_arena_t *arena, faimi_value_t v, faimi_value_t key)
{
    faimi_value_t  member;

    if (!faimi_lq_fetch(arena, v, key, &member) && key.type == FAIMI_STRING) {
        member = faimi_lq_command(arena, v, key.u.string);
    }

    return faimi_lq_to_liquid(member);
}


int64_t
faimi_lq_range_size(faimi_range_t r)
{
    uint64_t  n;

    if (r.last < r.first) {
        return 0;
    }

    n = (uint64_t) r.last - (uint64_t) r.first;

    return (n >= INT64_MAX) ? INT64_MAX : (int64_t) n + 1;
}
