/*
 * Filters, and what a filter may ask of the rendering it works in.
 */

#ifndef FAIMI_LIQUID_FILTER_H
#define FAIMI_LIQUID_FILTER_H

#include "faimi_liquid.h"


/* A filter's function: `args[0]` is its input, n >= 1 the number of values in
 * `args`.  It returns a value that lives as long as the rendering's arena.  An
 * error is set on the rendering by faimi_liquid_fail(). */
typedef faimi_value_t (*faimi_filter_pt)(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);


/* What a filter makes of the pages in its input.  The dependency analysis
 * (faimi_dataflow.c) follows pages through filters by this column alone: a row
 * that claims too little gives stale pages, one that claims too much only more
 * renderings. */
typedef enum {
    FAIMI_FLOW_UNSET = 0,     /* not said: t/unit/test_filter_rows.c fails */
    FAIMI_FLOW_TEXT,          /* its input becomes text: of a page, all of it */
    FAIMI_FLOW_DATE,          /* the same; the text is a date: may say `now` */
    FAIMI_FLOW_COUNT,         /* looks only at how many there are */
    FAIMI_FLOW_KEEP,          /* some of them, or all in another order */
    FAIMI_FLOW_KEEP_TEXT,     /* the same; by their text if no field is named */
    FAIMI_FLOW_ONE,           /* one of them */
    FAIMI_FLOW_SAMPLE,        /* one, or some, chosen by all that is in them */
    FAIMI_FLOW_FIRST,         /* as the member `first` */
    FAIMI_FLOW_LAST,          /* as the member `last` */
    FAIMI_FLOW_GROUP,         /* groups of them */
    FAIMI_FLOW_MAP,           /* a list of the field that is named */
    FAIMI_FLOW_JOIN,          /* a list of them and of what the arguments are */
    FAIMI_FLOW_ELSE           /* the input, or the argument instead of it */
} faimi_filter_flow_t;

/* What a filter's arguments are. */
typedef enum {
    FAIMI_ARGS_UNSET = 0,     /* not said: t/unit/test_filter_rows.c fails */
    FAIMI_ARGS_VALUES,        /* values */
    FAIMI_ARGS_FIELD,         /* the first names a field of each element */
    FAIMI_ARGS_EXPRESSION     /* the first names the variable that stands for
                                 each element in the second, an expression */
} faimi_filter_args_t;


/* All that is known of a filter, in one row. */
struct faimi_filter_s {
    const char           *name;   /* NULL ends a table */
    faimi_filter_pt       fn;
    uint8_t               min;    /* arguments in addition to the input */
    uint8_t               max;
    faimi_filter_flow_t   flow;
    faimi_filter_args_t   args;
};

#define FAIMI_FILTER_END  { .name = NULL }

/* The tables of Liquid's own filters, ended by NULL. */
extern const faimi_filter_t *const  faimi_liquid_filters[];


/* For filters and tags: the arena of the rendering, the data given to
 * faimi_liquid_create(), the value of a variable such as `page` (nil where
 * there is none). */
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
 * there are no more, or the page is late, the rendering ends. */
void faimi_liquid_spend(faimi_liquid_t *lq, size_t n);

/* The same for n bytes of text that are read, compared or written, in addition
 * to the strings that a filter is given: those are paid for at its call. */
void faimi_liquid_spend_text(faimi_liquid_t *lq, size_t n);

/* What was taken so far, in bytes of text; a step is many.  What is made once
 * for many pages costs each of them the difference. */
size_t faimi_liquid_spent(const faimi_liquid_t *lq);

/* For filters that look into all of a value (to print or to compare it): takes
 * a step for each part, and for the bytes of its strings; where it is nested
 * too deeply the rendering ends. */
void faimi_liquid_weigh(faimi_liquid_t *lq, faimi_value_t v);

/* A value as text, paid for. */
faimi_slice_t faimi_liquid_text(faimi_liquid_t *lq, faimi_value_t v);

/* Ruby's == and <=>, paid for.  False from the second: they do not compare. */
bool faimi_liquid_equal(faimi_liquid_t *lq, faimi_value_t a, faimi_value_t b);
bool faimi_liquid_order(faimi_liquid_t *lq, faimi_value_t a, faimi_value_t b,
    int *order);

/* For filters: the moment t in the site's zone. */
faimi_time_t faimi_liquid_local(faimi_liquid_t *lq, faimi_time_t t);

/* What Liquid takes for a date: dates and times as they are; integers and
 * strings of digits are seconds since 1970, other strings are read by
 * faimi_dateparse() in the site's zone; `now` and `today` ask the clock.
 * False: it is not a date. */
bool faimi_liquid_date(faimi_liquid_t *lq, faimi_value_t v,
    faimi_value_t *date);


/* An expression out of a string, for where_exp, find_exp and group_by_exp;
 * parsed once for each text.  NULL: it does not parse, and the filter
 * has failed. */
typedef struct faimi_expression_s  faimi_expression_t;

const faimi_expression_t *faimi_liquid_condition(faimi_liquid_t *lq,
    faimi_slice_t text);
const faimi_expression_t *faimi_liquid_expression(faimi_liquid_t *lq,
    faimi_slice_t text);

/* Its value with the variable `name` bound to `v` above all others. */
faimi_value_t faimi_liquid_evaluate(faimi_liquid_t *lq,
    const faimi_expression_t *expr, faimi_slice_t name, faimi_value_t v);

#endif
