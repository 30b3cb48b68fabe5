/*
 * The public calls.  Each runs under the site's guard: what ends early for
 * want of memory leaves the index as it was, and is done again next time.
 */

#include <stdlib.h>

#include "faimi_page_cache.h"
#include "faimi_site_int.h"


typedef struct {
    faimi_site_t   *site;
    faimi_error_t  *err;
    bool            full;
} faimi_call_t;


static faimi_rc_t
faimi_site_create_work(void *data)
{
    faimi_site_t  *site = data;

    site->input.files = site->files;
    site->input.builtins = faimi_builtins_create(site->arena);

    site->input.highlighter = faimi_highlighter_create(site->arena);
    site->cache = faimi_page_cache_create(site->arena);

    return FAIMI_OK;
}


/* Its parts, empty; false: there is not enough memory. */
static bool
faimi_site_create_parts(faimi_site_t *site, const faimi_site_conf_t *conf)
{
    site->host = conf->host;
    site->guard = faimi_guard_create();
    site->failures = faimi_failures_create();

    site->input.shared = faimi_shared_create();

    if (site->guard == NULL || site->failures == NULL
        || site->input.shared == NULL)
    {
        return false;
    }

    site->arena = faimi_arena_create(site->guard, 0);
    site->scratch = faimi_arena_create(site->guard, 0);
    site->files = faimi_files_create(site->guard, conf);

    if (site->arena == NULL || site->scratch == NULL || site->files == NULL
        || faimi_guard_run(site->guard, faimi_site_create_work, site)
           != FAIMI_OK)
    {
        return false;
    }

    site->deps = faimi_deps_create(site->guard, &site->input);

    return site->deps != NULL;
}


faimi_site_t *
faimi_site_create(const faimi_site_conf_t *conf)
{
    faimi_site_t  *site;

    site = calloc(1, sizeof(faimi_site_t));

    if (site == NULL) {
        return NULL;
    }

    if (!faimi_site_create_parts(site, conf)) {
        faimi_site_destroy(site);
        return NULL;
    }

    return site;
}


void
faimi_site_destroy(faimi_site_t *site)
{
    if (site == NULL) {
        return;
    }

    if (site->index != NULL) {
        faimi_arena_destroy(site->index->arena);
    }

    faimi_shared_destroy(site->input.shared);
    faimi_failures_destroy(site->failures);
    faimi_deps_destroy(site->deps);
    faimi_files_destroy(site->files);
    faimi_arena_destroy(site->half);
    faimi_arena_destroy(site->scratch);
    faimi_arena_destroy(site->arena);
    faimi_guard_destroy(site->guard);
    free(site);
}


/* Whether a page that was dated ahead is due. */
static bool
faimi_site_is_old(const faimi_site_t *site)
{
    return site->index->ahead != 0
           && site->index->ahead <= faimi_files_now(site->files).sec;
}


/* `site->change` says what has changed until all that depends on it is done:
 * a run that ends early leaves the rest to the next one. */
static faimi_rc_t
faimi_site_update_work(void *data)
{
    faimi_rc_t     rc;
    faimi_call_t  *call = data;
    faimi_site_t  *site;

    site = call->site;
    rc = faimi_files_update(site->files, call->full, &site->change,
                            call->err);

    if (rc != FAIMI_OK) {
        return rc;
    }

    if (site->index == NULL || site->change >= FAIMI_CHANGE_INDEX
        || faimi_site_is_old(site))
    {
        faimi_site_index(site);
        site->change = FAIMI_CHANGE_CONFIG;
    }

    faimi_files_release(site->files);

    faimi_deps_changed(site->deps, site->change);
    site->change = FAIMI_CHANGE_NONE;

    return FAIMI_OK;
}


static faimi_rc_t
faimi_site_run(faimi_site_t *site, bool full, faimi_error_t *err)
{
    faimi_rc_t     rc;
    faimi_call_t   call;
    faimi_error_t  none;

    call = (faimi_call_t) { site, err ? err : &none, full };
    rc = faimi_guard_run(site->guard, faimi_site_update_work, &call);

    faimi_files_end(site->files, rc == FAIMI_NOMEM);
    faimi_arena_reset(site->scratch);
    faimi_arena_destroy(site->half);
    site->half = NULL;
    faimi_page_cache_end(site->cache, false);

    if (rc == FAIMI_NOMEM) {
        faimi_deps_changed(site->deps, FAIMI_CHANGE_SHARED);
        return faimi_error_set(err, FAIMI_EMPTY, 0, 0, "there is not enough "
                               "memory for the site; what was served before "
                               "still is");
    }

    return rc;
}


faimi_rc_t
faimi_site_scan(faimi_site_t *site, faimi_error_t *err)
{
    return faimi_site_run(site, true, err);
}


faimi_rc_t
faimi_site_update(faimi_site_t *site, faimi_error_t *err)
{
    return faimi_site_run(site, false, err);
}


void
faimi_site_touch(faimi_site_t *site, faimi_slice_t path)
{
    faimi_files_touch(site->files, path);
}


bool
faimi_site_takes_folder(const faimi_site_t *site, faimi_slice_t path)
{
    return faimi_files_takes_folder(site->files, path);
}


faimi_rc_t
faimi_site_rescan(faimi_site_t *site, size_t n, bool *done,
    faimi_error_t *err)
{
    return faimi_files_rescan(site->files, n, done)
           ? faimi_site_run(site, false, err) : FAIMI_OK;
}


int64_t
faimi_site_due(const faimi_site_t *site)
{
    int64_t  due, ahead;

    due = faimi_files_retry_in(site->files);

    if (site->index != NULL && site->index->ahead != 0) {
        ahead = (site->index->ahead - faimi_files_now(site->files).sec)
                * 1000;
        ahead = (ahead < 0) ? 0 : ahead;
        due = (due < 0 || ahead < due) ? ahead : due;
    }

    return due;
}


void
faimi_site_set_time(faimi_site_t *site, int64_t sec)
{
    faimi_files_set_time(site->files, sec);
}


bool
faimi_site_hurry(faimi_site_t *site)
{
    return faimi_files_hurry(site->files);
}


size_t
faimi_site_size(const faimi_site_t *site)
{
    return faimi_files_count(site->files, FAIMI_TREE_SITE);
}


const char *
faimi_site_theme(const faimi_site_t *site)
{
    return faimi_files_theme(site->files);
}


uint64_t
faimi_site_generation(const faimi_site_t *site)
{
    return faimi_deps_generation(site->deps);
}


void
faimi_site_fail_at(faimi_site_t *site, size_t n)
{
    faimi_guard_fail_at(site->guard, n);
}
