/*
 * Equality and order of values as Ruby's == and <=> have them, since maps
 * find their keys by equality.  Nothing is converted on the way: a string
 * never equals a number, a date never equals a time.
 */

#include <math.h>

#include "faimi_map.h"


/* By content: two lists that share nothing may be equal. */
static bool
faimi_array_eq(const faimi_array_t *a, const faimi_array_t *b)
{
    size_t  i;

    if (a->n != b->n) {
        return false;
    }

    for (i = 0; i < a->n; i++) {
        if (!faimi_value_eq(a->items[i], b->items[i])) {
            return false;
        }
    }

    return true;
}


/* The order of the pairs does not count, as in Ruby. */
static bool
faimi_map_eq(const faimi_map_t *a, const faimi_map_t *b)
{
    size_t                i;
    const faimi_value_t  *v;

    if (a->n != b->n) {
        return false;
    }

    for (i = 0; i < a->n; i++) {
        v = faimi_map_find(b, a->pairs[i].key);

        if (v == NULL || !faimi_value_eq(a->pairs[i].value, *v)) {
            return false;
        }
    }

    return true;
}


/* 1 == 1.0, and nothing else is equal across types. */
static bool
faimi_value_eq_mixed(faimi_value_t a, faimi_value_t b)
{
    if (a.type == FAIMI_INT && b.type == FAIMI_FLOAT) {
        return (double) a.u.integer == b.u.number;
    }

    if (a.type == FAIMI_FLOAT && b.type == FAIMI_INT) {
        return a.u.number == (double) b.u.integer;
    }

    return false;
}


/* Nothing is converted: a string never equals a number, a date no time. */
bool
faimi_value_eq(faimi_value_t a, faimi_value_t b)
{
    if (a.type != b.type) {
        return faimi_value_eq_mixed(a, b);
    }

    switch (a.type) {
    case FAIMI_NIL:    return true;
    case FAIMI_BOOL:   return a.u.boolean == b.u.boolean;
    case FAIMI_INT:    return a.u.integer == b.u.integer;
    case FAIMI_FLOAT:  return a.u.number == b.u.number;
    case FAIMI_STRING: return faimi_slice_eq(a.u.string, b.u.string);
    case FAIMI_DATE:   return a.u.time.sec == b.u.time.sec;
    case FAIMI_TIME:   return a.u.time.sec == b.u.time.sec
                              && a.u.time.nsec == b.u.time.nsec;
    case FAIMI_RANGE:  return a.u.range.first == b.u.range.first
                              && a.u.range.last == b.u.range.last;
    case FAIMI_ARRAY:  return a.u.array == b.u.array
                              || faimi_array_eq(a.u.array, b.u.array);
    case FAIMI_MAP:    return a.u.map == b.u.map
                              || faimi_map_eq(a.u.map, b.u.map);
    case FAIMI_OBJECT: return a.u.object.data == b.u.object.data;
    }

    return false;
}


static int
faimi_time_order(faimi_time_t a, faimi_time_t b)
{
    if (a.sec != b.sec) {
        return (a.sec > b.sec) ? 1 : -1;
    }

    return (a.nsec > b.nsec) - (a.nsec < b.nsec);
}


/* Whole numbers are compared exactly, others as doubles; NaN with nothing. */
static bool
faimi_number_order(faimi_value_t a, faimi_value_t b, int *order)
{
    double  x, y;

    if (a.type == FAIMI_INT && b.type == FAIMI_INT) {
        *order = (a.u.integer > b.u.integer) - (a.u.integer < b.u.integer);
        return true;
    }

    x = (a.type == FAIMI_INT) ? (double) a.u.integer : a.u.number;
    y = (b.type == FAIMI_INT) ? (double) b.u.integer : b.u.number;
    *order = (x > y) - (x < y);

    return !isnan(x) && !isnan(y);
}


/* The first elements that differ decide, then the lengths. */
static bool
faimi_array_order(const faimi_array_t *a, const faimi_array_t *b, int *order)
{
    size_t  i;

    for (i = 0; i < a->n && i < b->n; i++) {
        if (!faimi_value_order(a->items[i], b->items[i], order)) {
            return false;
        }

        if (*order != 0) {
            return true;
        }
    }

    *order = (a->n > b->n) - (a->n < b->n);

    return true;
}


bool
faimi_value_order(faimi_value_t a, faimi_value_t b, int *order)
{
    if ((a.type == FAIMI_INT || a.type == FAIMI_FLOAT)
        && (b.type == FAIMI_INT || b.type == FAIMI_FLOAT))
    {
        return faimi_number_order(a, b, order);
    }

    if (a.type != b.type) {
        return false;
    }

    switch (a.type) {
    case FAIMI_STRING:
        *order = faimi_slice_cmp(a.u.string, b.u.string);
        return true;

    case FAIMI_DATE:
    case FAIMI_TIME:
        *order = faimi_time_order(a.u.time, b.u.time);
        return true;

    case FAIMI_ARRAY:
        return faimi_array_order(a.u.array, b.u.array, order);

    default:
        *order = 0;
        return faimi_value_eq(a, b);
    }
}


bool
faimi_value_truthy(faimi_value_t v)
{
    return v.type != FAIMI_NIL && (v.type != FAIMI_BOOL || v.u.boolean);
}


const char *
faimi_value_type(faimi_value_t v)
{
    switch (v.type) {
    case FAIMI_NIL:    return "nothing";
    case FAIMI_BOOL:   return "boolean";
    case FAIMI_INT:    return "integer";
    case FAIMI_FLOAT:  return "number";
    case FAIMI_STRING: return "string";
    case FAIMI_DATE:   return "date";
    case FAIMI_TIME:   return "time";
    case FAIMI_RANGE:  return "range";
    case FAIMI_ARRAY:  return "list";
    case FAIMI_MAP:    return "map";
    case FAIMI_OBJECT: return "object";
    }

    return "unknown";
}
