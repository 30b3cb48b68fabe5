/*
 * The pattern that finds a page's year, and its event, in its URL: pages whose
 * URLs have one year are a section.
 */

#ifndef FAIMI_PATTERN_H
#define FAIMI_PATTERN_H

#include "faimi_config.h"


#define FAIMI_SECTIONS_PATTERN \
    "^/(?<year>\\d{4})(?:-(?<event>[^/]+))?(?:/|$)"


/* A pattern that lives as long as the arena.  NULL: `text` is not a regular
 * expression, or has no group `year`; `err` says which. */
faimi_pattern_t *faimi_pattern_compile(faimi_arena_t *arena,
    faimi_slice_t text, faimi_error_t *err);

/* Whether it matches with a year; the two groups are views of `url`, empty
 * where they took no part.  Not for two threads at once. */
bool faimi_pattern_match(const faimi_pattern_t *pattern, faimi_slice_t url,
    faimi_slice_t *year, faimi_slice_t *event);

#endif
