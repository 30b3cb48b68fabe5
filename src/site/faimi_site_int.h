/*
 * The site itself, and the parts of it that other files of this folder use.
 */

#ifndef FAIMI_SITE_INT_H
#define FAIMI_SITE_INT_H

#include "faimi_highlight.h"
#include "faimi_route.h"
#include "faimi_routes.h"
#include "faimi_site.h"


/* Why the page of a file did not render, and its key then. */
typedef struct {
    faimi_error_t   error;
    unsigned char   key[FAIMI_KEY_SIZE];
} faimi_failure_t;


struct faimi_site_s {
    faimi_host_t        host;
    faimi_guard_t      *guard;
    faimi_arena_t      *arena;       /* as long as the site */
    faimi_arena_t      *scratch;     /* one index or key */
    faimi_files_t      *files;
    faimi_change_t      change;      /* not yet followed by an index */
    faimi_index_t      *index;       /* in force, or NULL */
    faimi_routes_t     *routes;      /* of that index */
    faimi_notes_t      *notes;       /* on it: problems and conflicts */
    faimi_page_cache_t  *cache;      /* pages for it and the next one */
    faimi_failure_t   **failures;    /* by number of the file; malloc'ed */
    size_t              nfailures;
    faimi_arena_t      *half;        /* what a run that ended early left */
    uint64_t            generation;
    uint64_t            inputs;      /* counts what several pages see */
    faimi_arena_t      *memo;        /* what keys of pages have in common, */
    faimi_map_t        *memos;       /* by name; NULL: nothing yet */
    faimi_template_t   *builtins[FAIMI_BUILTINS];
    faimi_highlighter_t  *highlighter;
};


/* faimi_site_index.c: puts a new index of the files in place; raises on the
 * site's guard, and then the old one stays. */
void faimi_site_index(faimi_site_t *site);

#endif
