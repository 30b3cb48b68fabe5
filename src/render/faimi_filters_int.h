/*
 * Shared by the files of filters: each filter's function, and what they do
 * alike.
 */

#ifndef FAIMI_FILTERS_INT_H
#define FAIMI_FILTERS_INT_H

#include "faimi_liquid_filter.h"


faimi_value_t faimi_filter_absolute_url(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_array_to_sentence_string(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_cgi_escape(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_date_to_long_string(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_date_to_rfc822(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_date_to_string(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_date_to_xmlschema(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_find(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_find_exp(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_group_by(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_group_by_exp(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_inspect(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_jsonify(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_markdownify(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_normalize_whitespace(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_number_of_words(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_pop(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_push(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_relative_url(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_sample(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_shift(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_slugify(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_sort(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_smartify(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_strip_index(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_to_integer(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_unshift(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_uri_escape(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_where(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_where_exp(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);
faimi_value_t faimi_filter_xml_escape(faimi_liquid_t *lq,
    const faimi_value_t *args, size_t n);


/* What a filter goes over: an array, a range's numbers, and of a map its
 * values or (`pairs`) its pairs as arrays of two; NULL: it is none of these.
 * Takes a step for each. */
faimi_array_t *faimi_filter_items(faimi_liquid_t *lq, faimi_value_t v,
    bool pairs);

/* The property of an item that `where`, `sort` and `group_by` look at: a name
 * may be dotted; what looks like a number is one. */
faimi_value_t faimi_filter_property(faimi_liquid_t *lq, faimi_value_t item,
    faimi_value_t name);

/* An argument as an integer; false: it is none, and the filter has failed. */
bool faimi_filter_integer(faimi_liquid_t *lq, faimi_value_t v, int64_t *n);

/* The input as a string; NULL data: it is none, and the filter has failed. */
faimi_slice_t faimi_filter_string(faimi_liquid_t *lq, faimi_value_t v,
    const char *filter);

#endif
