/*
 * item[property] for filters: what Ruby's [] makes of a hash, an array, a text
 * or a number (StandardFilters, `where`, `map`, `sort`).
 *
 * Filters call [] of whatever they are given, without asking what it is: so a
 * number has bits, and a text has parts.  Lookups in templates are stricter and
 * go by faimi_lq_member.c instead.
 */

#include "faimi_lq_filter.h"
#include "faimi_lq_member.h"


/* Ruby's slice: from the end where negative; nothing where it begins beyond
 * the end or the length is negative. */
bool
faimi_lq_slice_of(int64_t size, int64_t *from, int64_t *length)
{
    *from += (*from < 0) ? size : 0;

    if (*from < 0 || *from > size || *length < 0) {
        return false;
    }

    *length = (*length > size - *from) ? size - *from : *length;

    return true;
}


faimi_value_t
faimi_lq_slice_value(faimi_liquid_t *lq, faimi_value_t v, int64_t from,
    int64_t length)
{
    faimi_slice_t   s;
    faimi_array_t  *part;

    if (v.type == FAIMI_ARRAY) {
        part = faimi_array_create(lq->arena);

        if (length > 0) {
            part->items = v.u.array->items + from;
            part->n = (size_t) length;
            part->cap = part->n;
        }

        return FAIMI_V_ARRAY(part);
    }

    s = v.u.string;
    s = faimi_slice_sub(s, faimi_utf8_offset(s, (size_t) from), s.len);

    return FAIMI_V_STRING(faimi_slice_sub(s, 0, faimi_utf8_offset(s,
                                                         (size_t) length)));
}


static faimi_value_t
faimi_lq_map_value(const faimi_map_t *map, faimi_value_t key)
{
    const faimi_value_t  *found;

    found = faimi_map_find(map, key);

    return (found == NULL) ? FAIMI_V_NIL : *found;
}


bool
faimi_lq_has_members(faimi_value_t item)
{
    return item.type == FAIMI_MAP || item.type == FAIMI_ARRAY
           || item.type == FAIMI_OBJECT || item.type == FAIMI_STRING
           || item.type == FAIMI_INT;
}


/* The part of a text or list that a number or range tells, as Ruby's [] finds
 * it; nil where it is outside. */
static bool
faimi_lq_part(faimi_liquid_t *lq, faimi_value_t item, faimi_value_t at,
    faimi_value_t *v)
{
    int64_t  from, length, last, size;

    at = faimi_lq_number_whole(at);
    size = faimi_lq_command(lq->arena, item, FAIMI_SLICE("size")).u.integer;

    if (at.type == FAIMI_INT) {
        from = at.u.integer;
        length = 1;

        if (from >= size) {
            return true;
        }

    } else if (at.type == FAIMI_RANGE) {
        from = at.u.range.first;
        last = at.u.range.last;
        from += (from < 0) ? size : 0;
        last += (last < 0) ? size : 0;
        last = (last > size) ? size : last;
        length = (last < from) ? 0 : last - from + 1;

    } else {
        return false;
    }

    if (faimi_lq_slice_of(size, &from, &length)) {
        *v = faimi_lq_slice_value(lq, item, from, length);

        if (at.type == FAIMI_INT && item.type == FAIMI_ARRAY) {
            *v = v->u.array->items[0];
        }
    }

    return true;
}


/* text["part"] is the part where it is in it. */
static bool
faimi_lq_text_part(faimi_liquid_t *lq, faimi_value_t item,
    faimi_value_t property, faimi_value_t *v)
{
    faimi_lq_spend_text(lq, item.u.string.len);

    if (property.type != FAIMI_STRING) {
        return faimi_lq_part(lq, item, property, v);
    }

    if (property.u.string.len == 0
        || faimi_slice_find(item.u.string, property.u.string, 0)
           < item.u.string.len)
    {
        *v = property;
    }

    return true;
}


/* number[n] is the bit n, number[n..m] the bits from n to m. */
static bool
faimi_lq_bits(faimi_value_t item, faimi_value_t property, faimi_value_t *v)
{
    int64_t        n;
    faimi_range_t  r;

    property = faimi_lq_number_whole(property);

    if (property.type == FAIMI_RANGE) {
        r = property.u.range;
        n = (r.first > 63) ? 63 : (r.first < 0) ? 0 : r.first;
        *v = FAIMI_V_INT(item.u.integer >> n);

        if (r.last >= n && r.last - n < 62) {
            v->u.integer &= ((int64_t) 1 << (r.last - n + 1)) - 1;
        }

        return true;
    }

    if (property.type != FAIMI_INT) {
        return false;
    }

    n = (property.u.integer > 63) ? 63 : property.u.integer;
    *v = FAIMI_V_INT((n < 0) ? 0 : (item.u.integer >> n) & 1);

    return true;
}


bool
faimi_lq_property(faimi_liquid_t *lq, faimi_value_t item,
    faimi_value_t property, faimi_value_t *v)
{
    bool  has;

    *v = FAIMI_V_NIL;

    switch (item.type) {

    case FAIMI_MAP:
        faimi_liquid_weigh(lq, property);
        *v = faimi_lq_map_value(item.u.map, property);
        return true;

    case FAIMI_OBJECT:
        *v = faimi_liquid_member(lq->arena, item, property);
        return true;

    case FAIMI_STRING:
        has = faimi_lq_text_part(lq, item, property, v);
        break;

    case FAIMI_ARRAY:
        has = faimi_lq_part(lq, item, property, v);
        break;

    default:
        has = faimi_lq_bits(item, property, v);
    }

    if (!has) {
        (void) faimi_liquid_fail(lq, "cannot select the property '%.*s'",
                                 FAIMI_FMT(faimi_liquid_text(lq, property)));
    }

    return has;
}
