/*
 * Ruby's to_s, ==, <=> and truth of values.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "faimi_limits.h"
#include "faimi_map.h"
#include "faimi_text.h"
#include "faimi_time.h"


/* Digits of a double that tell it from every other. */
#define FAIMI_FLOAT_DIGITS  17

/* Ruby writes a float without exponent if its point stands within these. */
#define FAIMI_FLOAT_FIRST   (-3)
#define FAIMI_FLOAT_LAST    15


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


/* The fewest significant digits (no point, no trailing zeros) that read back
 * as `number`, which is finite and positive; returns the place of the point
 * relative to their beginning. */
static int
faimi_float_digits(double number, char digits[FAIMI_FLOAT_DIGITS + 1])
{
    int   n, exponent;
    char  buf[FAIMI_FLOAT_DIGITS + 16];

    for (n = 0; n < FAIMI_FLOAT_DIGITS; n++) {
        (void) snprintf(buf, sizeof(buf), "%.*e", n, number);

        if (strtod(buf, NULL) == number) {
            break;
        }
    }

    exponent = (int) strtol(strchr(buf, 'e') + 1, NULL, 10);
    n = (int) (strchr(buf, 'e') - buf);

    /* buf[1] is the point, or whatever the locale makes of it */
    digits[0] = buf[0];
    n = (n > 2) ? n - 2 : 0;
    memcpy(digits + 1, buf + 2, (size_t) n);

    while (n > 0 && digits[n] == '0') {
        n--;
    }

    digits[n + 1] = '\0';

    return exponent + 1;
}


/* Digits with a point at place `point`: zeros fill what is between. */
static void
faimi_float_fixed(faimi_buf_t *out, const char *digits, int point)
{
    int  i, n;

    n = (int) strlen(digits);

    if (point <= 0) {
        faimi_buf_str(out, "0.");
    }

    for (i = point; i < 0; i++) {
        faimi_buf_char(out, '0');
    }

    for (i = 0; i < n || i < point; i++) {
        if (i == point && point > 0) {
            faimi_buf_char(out, '.');
        }

        faimi_buf_char(out, (i < n) ? digits[i] : '0');
    }

    if (n <= point) {
        faimi_buf_str(out, ".0");
    }
}


void
faimi_float_text(faimi_buf_t *out, double number)
{
    int   point;
    char  digits[FAIMI_FLOAT_DIGITS + 1];

    if (isnan(number)) {
        faimi_buf_str(out, "NaN");
        return;
    }

    if (signbit(number)) {
        faimi_buf_char(out, '-');
        number = -number;
    }

    if (isinf(number)) {
        faimi_buf_str(out, "Infinity");

    } else if (number == 0) {
        faimi_buf_str(out, "0.0");

    } else {
        point = faimi_float_digits(number, digits);

        if (point >= FAIMI_FLOAT_FIRST && point <= FAIMI_FLOAT_LAST) {
            faimi_float_fixed(out, digits, point);

        } else {
            faimi_buf_printf(out, "%c.%se%+03d", digits[0],
                             (digits[1] == '\0') ? "0" : digits + 1,
                             point - 1);
        }
    }
}


/* Time#to_s; a time that was written with Z says UTC. */
static void
faimi_time_text(faimi_buf_t *out, faimi_time_t t)
{
    faimi_time_format(out, t, t.utc ? FAIMI_SLICE("%Y-%m-%d %H:%M:%S UTC")
                                    : FAIMI_SLICE("%Y-%m-%d %H:%M:%S %z"));
}


/* A class without a text of its own prints its name, as a drop does. */
static void
faimi_object_text(faimi_buf_t *out, faimi_object_t object,
    faimi_arena_t *arena)
{
    if (object.class->text != NULL) {
        faimi_buf_add(out, object.class->text(object, arena));

    } else {
        faimi_buf_str(out, object.class->name);
    }
}


/* Array#join: the elements' texts one after the other, arrays in it too. */
static void
faimi_array_text(faimi_buf_t *out, const faimi_array_t *array,
    faimi_arena_t *arena)
{
    size_t  i;

    for (i = 0; i < array->n && !out->full; i++) {
        faimi_value_text(out, array->items[i], arena);
    }
}


void
faimi_value_text(faimi_buf_t *out, faimi_value_t v, faimi_arena_t *arena)
{
    switch (v.type) {
    case FAIMI_NIL:
        break;

    case FAIMI_BOOL:
        faimi_buf_str(out, v.u.boolean ? "true" : "false");
        break;

    case FAIMI_INT:
        faimi_buf_printf(out, "%lld", (long long) v.u.integer);
        break;

    case FAIMI_FLOAT:
        faimi_float_text(out, v.u.number);
        break;

    case FAIMI_STRING:
        faimi_buf_add(out, v.u.string);
        break;

    case FAIMI_DATE:
        faimi_time_format(out, v.u.time, FAIMI_SLICE("%Y-%m-%d"));
        break;

    case FAIMI_TIME:
        faimi_time_text(out, v.u.time);
        break;

    case FAIMI_RANGE:
        faimi_buf_printf(out, "%lld..%lld", (long long) v.u.range.first,
                         (long long) v.u.range.last);
        break;

    case FAIMI_ARRAY:
        faimi_array_text(out, v.u.array, arena);
        break;

    case FAIMI_MAP:
        faimi_value_inspect(out, v, arena);
        break;

    case FAIMI_OBJECT:
        faimi_object_text(out, v.u.object, arena);
        break;
    }
}


/* What a writer appends, as a slice of the arena. */
static faimi_slice_t
faimi_value_written(faimi_arena_t *arena, faimi_value_t v,
    void (*write)(faimi_buf_t *, faimi_value_t, faimi_arena_t *))
{
    faimi_buf_t  *out;

    out = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);
    write(out, v, arena);

    return faimi_buf_slice(out);
}


faimi_slice_t
faimi_value_slice(faimi_arena_t *arena, faimi_value_t v)
{
    switch (v.type) {
    case FAIMI_NIL:
        return FAIMI_EMPTY;

    case FAIMI_STRING:
        return v.u.string;

    case FAIMI_BOOL:
        return v.u.boolean ? FAIMI_SLICE("true") : FAIMI_SLICE("false");

    case FAIMI_INT:
        return faimi_arena_printf(arena, "%lld", (long long) v.u.integer);

    default:
        return faimi_value_written(arena, v, faimi_value_text);
    }
}


faimi_slice_t
faimi_value_to_s(faimi_arena_t *arena, faimi_value_t v)
{
    return (v.type == FAIMI_ARRAY)
           ? faimi_value_written(arena, v, faimi_value_inspect)
           : faimi_value_slice(arena, v);
}
