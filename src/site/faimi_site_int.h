/*
 * The site itself, and the parts of it that other files of this folder use.
 */

#ifndef FAIMI_SITE_INT_H
#define FAIMI_SITE_INT_H

#include "faimi_deps.h"
#include "faimi_failures.h"
#include "faimi_route.h"
#include "faimi_routes.h"
#include "faimi_site.h"


struct faimi_site_s {
    faimi_host_t        host;
    faimi_guard_t      *guard;
    faimi_arena_t      *arena;       /* as long as the site */
    faimi_arena_t      *scratch;     /* one index */
    faimi_files_t      *files;
    faimi_change_t      change;      /* not yet followed by an index */
    faimi_index_t      *index;       /* in force, or NULL */
    faimi_notes_t      *notes;       /* on it: problems and conflicts */
    faimi_page_cache_t  *cache;      /* pages for it and the next one */
    faimi_arena_t      *half;        /* what a run that ended early left */
    faimi_view_input_t  input;       /* of renderings */
    faimi_deps_t       *deps;
    faimi_failures_t   *failures;
};


/* faimi_site_index.c: puts a new index of the files in place; raises on the
 * site's guard, and then the old one stays. */
void faimi_site_index(faimi_site_t *site);

/* faimi_page_calls.c: renders in one of these ways; in a child nothing is
 * recorded. */
faimi_rc_t faimi_page_render_as(faimi_site_t *site, faimi_page_t *page,
    faimi_render_way_t way, faimi_arena_t *arena, faimi_buf_t *out,
    faimi_error_t *err);

/* faimi_page_calls.c: why a page does not render, NULL: it does, or its inputs
 * have changed since it did not; and the same for any page of a file. */
const faimi_error_t *faimi_page_failure(faimi_site_t *site,
    faimi_page_t *page);
const faimi_error_t *faimi_file_failure(faimi_site_t *site,
    const faimi_file_t *file);

#endif
