/*
 * Filters, and what a filter may ask of the rendering it works in.
 */

#ifndef FAIMI_LIQUID_FILTER_H
#define FAIMI_LIQUID_FILTER_H

#include "faimi_liquid.h"


/* A filter: `args[0]` is its input, n >= 1.  An error is set on the context
 * by faimi_liquid_fail() and rendered as Liquid does ("Liquid error: ..."). */
typedef faimi_value_t (*faimi_filter_pt)(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);

typedef struct {
    const char       *name;
    faimi_filter_pt   fn;
    uint8_t           min;      /* arguments besides the input */
    uint8_t           max;
} faimi_filter_t;


/* For filters: the arena of the rendering, the host's data, the value of a
 * variable such as `page` (nil where there is none). */
faimi_arena_t *faimi_liquid_arena(faimi_liquid_t *lq);
void *faimi_liquid_data(faimi_liquid_t *lq);
faimi_value_t faimi_liquid_variable(faimi_liquid_t *lq, faimi_slice_t name);

/* For filters that write: a buffer, in which they only add, and what it got
 * since its length was `from`, as a string; that is taken out of it. */
faimi_buf_t *faimi_liquid_scratch(faimi_liquid_t *lq);
faimi_value_t faimi_liquid_taken(faimi_liquid_t *lq, size_t from);

/* For filters: returns nil and makes the output "Liquid error: message". */
faimi_value_t faimi_liquid_fail(faimi_liquid_t *lq, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* For filters and objects: the member `key` of a map, array, string or
 * object, as a dotted lookup finds it (`size`, `first`, `last` included). */
faimi_value_t faimi_liquid_member(faimi_arena_t *arena, faimi_value_t v,
    faimi_value_t key);


/* For filters that go over much: takes n steps of the page's budget; where
 * there are no more the rendering ends. */
void faimi_liquid_spend(faimi_liquid_t *lq, size_t n);

/* For filters that look into all of a value (to print or to compare it): takes
 * a step for each part; where it is nested too deeply the rendering ends. */
void faimi_liquid_weigh(faimi_liquid_t *lq, faimi_value_t v);

/* For filters: the moment t in the site's zone. */
faimi_time_t faimi_liquid_local(faimi_liquid_t *lq, faimi_time_t t);

/* What Liquid takes for a date: dates and times as they are; integers and
 * strings of digits are seconds since 1970, other strings are read by
 * faimi_dateparse() in the site's zone; `now` and `today` ask the clock.
 * False: it is none. */
bool faimi_liquid_date(faimi_liquid_t *lq, faimi_value_t v,
    faimi_value_t *date);


/* An expression out of a string, for where_exp, find_exp and group_by_exp;
 * parsed once for each text.  NULL: it is none, and the filter has failed. */
typedef struct faimi_expression_s  faimi_expression_t;

const faimi_expression_t *faimi_liquid_condition(faimi_liquid_t *lq,
    faimi_slice_t text);
const faimi_expression_t *faimi_liquid_expression(faimi_liquid_t *lq,
    faimi_slice_t text);

/* Its value with the variable `name` bound to `v` above all others. */
faimi_value_t faimi_liquid_evaluate(faimi_liquid_t *lq,
    const faimi_expression_t *expr, faimi_slice_t name, faimi_value_t v);

#endif
