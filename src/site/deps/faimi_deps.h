/*
 * The key of a page: a digest of everything that goes into it, found without
 * rendering it.  Pages with one key have the same bytes, in each process and
 * on each host.
 */

#ifndef FAIMI_DEPS_H
#define FAIMI_DEPS_H

#include "faimi_view.h"


/* The keys of one site's pages, and what these have in common. */
typedef struct faimi_deps_s  faimi_deps_t;


/* Keys of pages that are rendered from `input`, which outlives them and is of
 * the index in force.  Allocations fail into `guard`.  NULL: no memory. */
faimi_deps_t *faimi_deps_create(faimi_guard_t *guard,
    const faimi_view_input_t *input);
void faimi_deps_destroy(faimi_deps_t *deps);

/* An update has ended, and so much has changed: what depends on it is
 * forgotten. */
void faimi_deps_changed(faimi_deps_t *deps, faimi_change_t change);

/* Counts the changes. */
uint64_t faimi_deps_generation(const faimi_deps_t *deps);

/* The key of a page, kept until one of its inputs changes.  FAIMI_ERROR: the
 * page's file was never good, or memory ran out; `err` may be NULL. */
faimi_rc_t faimi_deps_key(faimi_deps_t *deps, faimi_page_t *page,
    faimi_digest_t *key, faimi_error_t *err);

#endif
