/*
 * What the standard filters share: their tables, and what they make of their
 * arguments (faimi_lq_coerce.c, faimi_lq_property.c).
 *
 * To add a filter: its function and its row in one faimi_lq_filters_*.c, an
 * example in t/spec, its name in docs/compatibility.md.  The row says what it
 * does to pages; t/unit/test_filter_rows.c tries whether that is true.
 */

#ifndef FAIMI_LQ_FILTER_H
#define FAIMI_LQ_FILTER_H

#include "faimi_lq_eval.h"


/* The tables, one for each faimi_lq_filters_*.c, ended by FAIMI_FILTER_END. */
extern const faimi_filter_t  faimi_lq_filters_text[];
extern const faimi_filter_t  faimi_lq_filters_html[];
extern const faimi_filter_t  faimi_lq_filters_list[];
extern const faimi_filter_t  faimi_lq_filters_math[];

/* The byte after the character at `at`; s.len + 1 at the end, so that a loop
 * over all places, the end included, ends. */
size_t faimi_lq_next(faimi_slice_t s, size_t at);

/* Ruby's empty? where there is one: of strings, arrays and maps. */
bool faimi_lq_is_blank_value(faimi_value_t v);

/* The input of a filter on lists: an array flattened, a map as one item, a
 * range, any other value as a list of it alone, nil as an empty list. */
faimi_array_t *faimi_lq_list(faimi_liquid_t *lq, faimi_value_t v);

/* item[property]; false (and failed) where Ruby raises TypeError. */
bool faimi_lq_property(faimi_liquid_t *lq, faimi_value_t item,
    faimi_value_t property, faimi_value_t *v);

/* Whether Ruby's item has []. */
bool faimi_lq_has_members(faimi_value_t item);

/* Ruby's slice: `from` counts from the end where negative; false where it is
 * outside or the length is negative.  Both are made to fit. */
bool faimi_lq_slice_of(int64_t size, int64_t *from, int64_t *length);
faimi_value_t faimi_lq_slice_value(faimi_liquid_t *lq, faimi_value_t v,
    int64_t from, int64_t length);

faimi_value_t faimi_lq_date(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n);
faimi_value_t faimi_lq_sort(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n);
faimi_value_t faimi_lq_sort_natural(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);

#endif
