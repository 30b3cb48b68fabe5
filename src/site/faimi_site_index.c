/*
 * A new index of a site's files, and its routes, put in the place of the old
 * ones.
 */

#include "faimi_imports.h"
#include "faimi_index.h"
#include "faimi_missing.h"
#include "faimi_page_cache.h"
#include "faimi_site_int.h"


/* Tells the host of those that the index before did not have. */
static void
faimi_site_tell(faimi_site_t *site, const faimi_error_t *old, size_t nold,
    const faimi_error_t *new, size_t nnew)
{
    size_t  i, k;

    for (i = 0; site->host.problem != NULL && i < nnew; i++) {
        for (k = 0; k < nold; k++) {
            if (strcmp(old[k].message, new[i].message) == 0
                && strcmp(old[k].file, new[i].file) == 0)
            {
                break;
            }
        }

        if (k == nold) {
            site->host.problem(site->host.data, &new[i]);
        }
    }
}


static void
faimi_site_tell_all(faimi_site_t *site, const faimi_notes_t *old,
    const faimi_notes_t *new)
{
    size_t                n, m;
    const faimi_error_t  *before, *now;

    n = 0;
    before = old ? faimi_notes_problems(old, &n) : NULL;
    now = faimi_notes_problems(new, &m);
    faimi_site_tell(site, before, n, now, m);

    n = 0;
    before = old ? faimi_notes_conflicts(old, &n) : NULL;
    now = faimi_notes_conflicts(new, &m);
    faimi_site_tell(site, before, n, now, m);
}


/* What is wrong with the site before any page of it is looked at. */
static void
faimi_site_notes(faimi_site_t *site, faimi_index_input_t *input)
{
    size_t                i;
    const faimi_error_t  *problem;

    for (i = 0; i < input->config->problems.n; i++) {
        problem = &input->config->problems.items[i];
        faimi_notes_problem(input->notes, faimi_slice_str(problem->file),
                            "%s", problem->message);
    }

    if (faimi_files_overfull(site->files)) {
        faimi_notes_problem(input->notes, FAIMI_EMPTY, "the site has more "
                            "than %d files; the rest is left out: exclude: "
                            "what is no part of it", FAIMI_MAX_FILES);
    }

    input->themeless = faimi_missing(site, input->notes, input->tmp);
}


void
faimi_site_index(faimi_site_t *site)
{
    faimi_index_t        *index;
    faimi_notes_t        *notes;
    faimi_arena_t        *arena;
    faimi_routes_t       *routes;
    faimi_index_input_t   input;

    arena = faimi_arena_create(site->guard, 0);

    if (arena == NULL) {
        faimi_guard_raise(site->guard, FAIMI_NOMEM);
    }

    site->half = arena;
    notes = faimi_notes_create(arena);
    input = (faimi_index_input_t) {
        .arena = arena,
        .tmp = site->scratch,
        .config = faimi_files_config(site->files),
        .files = site->files,
        .cache = site->cache,
        .notes = notes,
        .now = faimi_files_now(site->files),
    };

    faimi_site_notes(site, &input);
    index = faimi_index_create(&input);
    routes = faimi_routes_create(index, site->scratch, notes);

    /* from here on nothing fails */
    site->half = (site->index != NULL) ? site->index->arena : NULL;
    faimi_site_tell_all(site, site->notes, notes);
    site->index = index;
    site->input.routes = routes;
    faimi_shared_forget(site->input.shared);
    site->notes = notes;

    faimi_arena_destroy(site->half);
    site->half = NULL;
    faimi_page_cache_end(site->cache, true);
}
