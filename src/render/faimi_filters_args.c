/*
 * What Jekyll's filters make of their arguments: items, properties, whole
 * numbers, strings.
 *
 * Ruby asks its objects what they can do (respond_to?); here this is a switch
 * over the kinds of values, with the same answers.
 *
 * Whoever goes over a list pays for it: faimi_liquid_spend() takes a step of
 * the page's budget for each item, so that filters in loops stay bounded.
 */

#include <errno.h>
#include <stdlib.h>

#include "faimi_filters_int.h"
#include "faimi_render.h"


/* Longer texts are not read as numbers: no double has more digits before its
 * point, and the text is copied to the stack. */
#define FAIMI_FILTER_NUMBER  400


/* The numbers of a range.  The steps are taken before anything is allocated: a
 * range of 2^63 numbers ends the page here, and not its memory. */
static faimi_array_t *
faimi_filter_range(faimi_liquid_t *lq, faimi_range_t range)
{
    int64_t         i;
    uint64_t        n;
    faimi_array_t  *items;

    items = faimi_array_create(faimi_liquid_arena(lq));

    if (range.first > range.last) {
        return items;
    }

    n = (uint64_t) range.last - (uint64_t) range.first;
    faimi_liquid_spend(lq, (n > FAIMI_MAX_LIQUID_STEPS)
                           ? FAIMI_MAX_LIQUID_STEPS : (size_t) n);

    for (i = range.first; ; i++) {
        faimi_array_push(faimi_liquid_arena(lq), items, FAIMI_V_INT(i));

        if (i == range.last) {
            return items;
        }
    }
}


/* The values of a map (input.values of `where`), or its pairs as arrays of
 * two, which is what Ruby's Hash gives to group_by and sort. */
static faimi_array_t *
faimi_filter_map(faimi_liquid_t *lq, const faimi_map_t *map, bool pairs)
{
    size_t          i;
    faimi_array_t  *items, *pair;
    faimi_arena_t  *arena;

    arena = faimi_liquid_arena(lq);
    items = faimi_array_create(arena);
    faimi_liquid_spend(lq, map->n);

    for (i = 0; i < map->n; i++) {
        if (!pairs) {
            faimi_array_push(arena, items, map->pairs[i].value);
            continue;
        }

        pair = faimi_array_create(arena);
        faimi_array_push(arena, pair, map->pairs[i].key);
        faimi_array_push(arena, pair, map->pairs[i].value);
        faimi_array_push(arena, items, FAIMI_V_ARRAY(pair));
    }

    return items;
}


faimi_array_t *
faimi_filter_items(faimi_liquid_t *lq, faimi_value_t v, bool pairs)
{
    switch (v.type) {
    case FAIMI_ARRAY:
        faimi_liquid_spend(lq, v.u.array->n);
        return v.u.array;

    case FAIMI_MAP:
        return faimi_filter_map(lq, v.u.map, pairs);

    case FAIMI_RANGE:
        return faimi_filter_range(lq, v.u.range);

    default:
        return NULL;
    }
}


/* One step of a name: `data[key]` of #read_liquid_attribute.  A string has a
 * part of itself (String#[]); what has no [] at all ends a dotted name with
 * false. */
static bool
faimi_filter_member(faimi_liquid_t *lq, faimi_value_t item, faimi_slice_t name,
    faimi_value_t *v)
{
    const faimi_value_t  *found;

    *v = FAIMI_V_NIL;

    switch (item.type) {
    case FAIMI_MAP:
        found = faimi_map_get(item.u.map, name);
        *v = (found == NULL) ? FAIMI_V_NIL : *found;
        return true;

    case FAIMI_OBJECT:
        *v = item.u.object.class->get(item.u.object, name,
                                      faimi_liquid_arena(lq));
        return true;

    case FAIMI_STRING:
        faimi_liquid_spend_text(lq, item.u.string.len);

        if (faimi_slice_find(item.u.string, name, 0) < item.u.string.len) {
            *v = FAIMI_V_STRING(name);
        }

        return true;

    case FAIMI_ARRAY:
    case FAIMI_INT:
        (void) faimi_liquid_fail(lq, "a %s has no property \"%.*s\"",
                                 faimi_value_type(item), FAIMI_FMT(name));
        return false;

    default:
        return false;
    }
}


/* FLOAT_LIKE and INTEGER_LIKE of jekyll/filters.rb, without the white space
 * around them:
 *
 *     number: "-"? ( digits ( "." digits? )? | "." digits )
 */
static bool
faimi_filter_is_number(faimi_slice_t s, bool *fraction)
{
    size_t  at, digits;

    *fraction = false;
    at = s.len > 0 && s.data[0] == '-';

    for (digits = 0; at < s.len; at++) {
        if (s.data[at] == '.' && !*fraction) {
            *fraction = true;

        } else if (faimi_is_digit(s.data[at])) {
            digits++;

        } else {
            return false;
        }
    }

    return digits > 0;
}


/* A string that looks like a number as that number (#parse_sort_input), so
 * that "10" sorts after "9".  Integers beyond 64 bits become floating
 * point. */
static faimi_value_t
faimi_filter_number(faimi_value_t v)
{
    bool           fraction;
    char           buf[FAIMI_FILTER_NUMBER + 1];
    faimi_slice_t  s;

    if (v.type != FAIMI_STRING) {
        return v;
    }

    s = faimi_slice_trim(v.u.string);

    if (s.len > FAIMI_FILTER_NUMBER || !faimi_filter_is_number(s, &fraction)) {
        return v;
    }

    memcpy(buf, s.data, s.len);
    buf[s.len] = '\0';
    errno = 0;
    v = fraction ? FAIMI_V_FLOAT(strtod(buf, NULL))
                 : FAIMI_V_INT(strtoll(buf, NULL, 10));

    return (!fraction && errno != 0) ? FAIMI_V_FLOAT(strtod(buf, NULL)) : v;
}


/* #item_property.  Jekyll keeps the results in a cache of the site; here
 * nothing is kept, since looking up a member is cheap and the cache would be
 * as large as the site. */
faimi_value_t
faimi_filter_property(faimi_liquid_t *lq, faimi_value_t item,
    faimi_value_t name)
{
    size_t         at, dot;
    faimi_slice_t  path;

    path = faimi_liquid_text(lq, name);
    dot = faimi_slice_find_char(path, '.', 0);

    if (dot == path.len) {
        if (!faimi_filter_member(lq, item, path, &item)) {
            return faimi_liquid_fail(lq, "an item of the list is a %s, which "
                                     "has no properties",
                                     faimi_value_type(item));
        }

        return faimi_filter_number(item);
    }

    for (at = 0; at < path.len; at = dot + 1) {
        dot = faimi_slice_find_char(path, '.', at);

        if (!faimi_filter_member(lq, item, faimi_slice_sub(path, at, dot),
                                 &item))
        {
            return FAIMI_V_BOOL(false);
        }
    }

    return faimi_filter_number(item);
}


faimi_answers_t *
faimi_filter_answers(faimi_liquid_t *lq)
{
    return (faimi_liquid_data(lq) == NULL)
           ? NULL : faimi_render_job(lq)->env->answers;
}


/* Liquid::Utils.to_integer. */
bool
faimi_filter_integer(faimi_liquid_t *lq, faimi_value_t v, int64_t *n)
{
    faimi_value_t  number;

    number = faimi_filter_number(v);

    if (number.type != FAIMI_INT) {
        (void) faimi_liquid_fail(lq, "invalid integer");
        return false;
    }

    *n = number.u.integer;

    return true;
}


/* For filters whose Ruby calls a method of String: anything else is an error
 * of the page, as NoMethodError is in Jekyll. */
faimi_slice_t
faimi_filter_string(faimi_liquid_t *lq, faimi_value_t v, const char *filter)
{
    if (v.type == FAIMI_STRING) {
        return v.u.string;
    }

    (void) faimi_liquid_fail(lq, "%s takes a string, this is a %s", filter,
                             faimi_value_type(v));

    return faimi_slice(NULL, 0);
}
