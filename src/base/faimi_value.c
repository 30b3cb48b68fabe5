/*
 * Equality and order of values as Ruby's == and <=> have them, since maps
 * find their keys by equality.  Nothing is converted on the way: a string
 * never equals a number, a date never equals a time.
 */

#include <math.h>
#include <stdlib.h>

#include "faimi_limits.h"
#include "faimi_map.h"


bool
faimi_value_is_number(faimi_value_t v)
{
    return v.type == FAIMI_INT || v.type == FAIMI_FLOAT
           || v.type == FAIMI_BIGINT;
}


double
faimi_value_number(faimi_value_t v)
{
    char  text[FAIMI_MAX_DIGITS + 2];

    switch (v.type) {
    case FAIMI_INT:
        return (double) v.u.integer;
    case FAIMI_FLOAT:
        return v.u.number;
    case FAIMI_BIGINT:
        memcpy(text, v.u.string.data, v.u.string.len);
        text[v.u.string.len] = '\0';
        return strtod(text, NULL);
    default:
        return 0;
    }
}


/* Whether the digits fit, of which the value is *n then. */
static bool
faimi_value_fits(faimi_slice_t digits, bool minus, int64_t *n)
{
    size_t  i;

    *n = 0;

    for (i = 0; i < digits.len; i++) {
        if (__builtin_mul_overflow(*n, 10, n)
            || __builtin_add_overflow(*n, (minus ? '0' - digits.data[i]
                                                 : digits.data[i] - '0'), n))
        {
            return false;
        }
    }

    return true;
}


faimi_value_t
faimi_value_integer(faimi_arena_t *arena, faimi_slice_t digits)
{
    bool           minus;
    int64_t        n;
    faimi_value_t  v;

    minus = digits.len > 0 && digits.data[0] == '-';
    digits = faimi_slice_sub(digits, minus || faimi_slice_starts(digits,
                                                  FAIMI_SLICE("+")),
                             digits.len);

    while (digits.len > 0 && digits.data[0] == '0') {
        digits = faimi_slice_sub(digits, 1, digits.len);
    }

    if (faimi_value_fits(digits, minus, &n)) {
        return FAIMI_V_INT(n);
    }

    /* more digits than are kept: of such a number only its size counts */
    if (digits.len > FAIMI_MAX_DIGITS) {
        return FAIMI_V_FLOAT(minus ? -INFINITY : INFINITY);
    }

    v.type = FAIMI_BIGINT;
    v.u.string = faimi_arena_printf(arena, "%s%.*s", minus ? "-" : "",
                                    FAIMI_FMT(digits));

    return v;
}


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
    return (a.type == FAIMI_FLOAT || b.type == FAIMI_FLOAT)
           && faimi_value_is_number(a) && faimi_value_is_number(b)
           && faimi_value_number(a) == faimi_value_number(b);
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
    case FAIMI_STRING:
    case FAIMI_BIGINT: return faimi_slice_eq(a.u.string, b.u.string);
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


/* Whether an integer that is not of 64 bits, and so beyond any that is, is
 * below zero. */
static bool
faimi_value_is_minus(faimi_value_t v)
{
    return v.u.string.data[0] == '-';
}


/* Two integers, of which one at least is beyond 64 bits: the sign decides, then
 * the number of digits, then these. */
static int
faimi_value_order_big(faimi_value_t a, faimi_value_t b)
{
    int            order;
    faimi_slice_t  x, y;

    if (a.type == FAIMI_INT) {
        return faimi_value_is_minus(b) ? 1 : -1;
    }

    if (b.type == FAIMI_INT
        || faimi_value_is_minus(a) != faimi_value_is_minus(b))
    {
        return faimi_value_is_minus(a) ? -1 : 1;
    }

    x = a.u.string;
    y = b.u.string;
    order = (x.len != y.len) ? ((x.len > y.len) ? 1 : -1)
                             : faimi_slice_cmp(x, y);

    return faimi_value_is_minus(a) ? -order : order;
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

    if (a.type != FAIMI_FLOAT && b.type != FAIMI_FLOAT) {
        *order = faimi_value_order_big(a, b);
        return true;
    }

    x = faimi_value_number(a);
    y = faimi_value_number(b);
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
    if (faimi_value_is_number(a) && faimi_value_is_number(b)) {
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
    case FAIMI_INT:
    case FAIMI_BIGINT: return "integer";
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
