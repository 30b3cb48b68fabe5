/*
 * The pattern that tells a page's year by its URL.
 */

#ifndef FAIMI_PATTERN_H
#define FAIMI_PATTERN_H

#include "faimi_config.h"


#define FAIMI_SECTIONS_PATTERN \
    "^/(?<year>\\d{4})(?:-(?<event>[^/]+))?(?:/|$)"


/* NULL: no regular expression, or without a group `year`; `err` says so. */
faimi_pattern_t *faimi_pattern_compile(faimi_arena_t *arena,
    faimi_slice_t text, faimi_error_t *err);

/* The two groups, as views of `url`; empty where they took no part. */
bool faimi_pattern_match(const faimi_pattern_t *pattern, faimi_slice_t url,
    faimi_slice_t *year, faimi_slice_t *event);

#endif
