/*
 * Private to the filters: the table of each file, and what several filters
 * need.
 *
 * A filter gets its input as args[0], then its arguments; `n` counts all of
 * them, and is within the bounds of its row.  The result is in the rendering's
 * arena, or is a view of the arguments, which are never written to: a list may
 * be the index's own.  An error is faimi_liquid_fail(), whose value is
 * returned at once.
 */

#ifndef FAIMI_FILTERS_INT_H
#define FAIMI_FILTERS_INT_H

#include "faimi_answers.h"


/* One table for each faimi_filters_*.c, ended by FAIMI_FILTER_END; together
 * they are faimi_render_filters. */
extern const faimi_filter_t  faimi_filters_date[];
extern const faimi_filter_t  faimi_filters_list[];
extern const faimi_filter_t  faimi_filters_number[];
extern const faimi_filter_t  faimi_filters_plugins[];
extern const faimi_filter_t  faimi_filters_site[];
extern const faimi_filter_t  faimi_filters_text[];

/* list | sort, in a file of its own; its row is in the table of lists. */
faimi_value_t faimi_filter_sort(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n);


/* What a filter goes over: an array, a range's numbers, and of a map its
 * values or (`pairs`) its pairs as arrays of two; NULL: it is none of these.
 * Takes a step for each. */
faimi_array_t *faimi_filter_items(faimi_liquid_t *lq, faimi_value_t v,
    bool pairs);

/* The property of an item that `where`, `sort` and `group_by` look at: a name
 * may be dotted; what looks like a number is one. */
faimi_value_t faimi_filter_property(faimi_liquid_t *lq, faimi_value_t item,
    faimi_value_t name);

/* The answers of the rendering's site; NULL: it has none. */
faimi_answers_t *faimi_filter_answers(faimi_liquid_t *lq);

/* An argument as an integer; false: it is not one, and the filter has
 * failed. */
bool faimi_filter_integer(faimi_liquid_t *lq, faimi_value_t v, int64_t *n);

/* The input as a string; NULL data: it is not one, and the filter has
 * failed. */
faimi_slice_t faimi_filter_string(faimi_liquid_t *lq, faimi_value_t v,
    const char *filter);

#endif
