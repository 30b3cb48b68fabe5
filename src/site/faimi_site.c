/*
 * The public calls.  Each runs under the site's guard: what ends early for
 * want of memory leaves the index as it was, and is done again next time.
 */

#include <stdlib.h>
#include <time.h>

#include "faimi_builtin.h"
#include "faimi_deps.h"
#include "faimi_scan.h"
#include "faimi_page_cache.h"
#include "faimi_styles.h"
#include "faimi_url.h"


#define FAIMI_LOCK_WAIT   30000     /* ms that .git/index.lock is waited for */

/* More touched paths than this are found by a sweep. */
#define FAIMI_MAX_TOUCHED  10000


typedef struct {
    faimi_site_t   *site;
    faimi_slice_t   path;
    faimi_error_t  *err;
    bool            sweep;
    bool            event;
    size_t          n;
} faimi_call_t;


int64_t
faimi_site_clock(void)
{
    struct timespec  ts;

    (void) clock_gettime(CLOCK_MONOTONIC, &ts);

    return (int64_t) ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}


faimi_time_t
faimi_site_now(const faimi_site_t *site)
{
    faimi_time_t     t;
    struct timespec  ts;

    if (site->fixed != 0) {
        return (faimi_time_t) { .sec = site->fixed };
    }

    (void) clock_gettime(CLOCK_REALTIME, &ts);
    t = (faimi_time_t) { .sec = ts.tv_sec, .nsec = (int32_t) ts.tv_nsec };

    return faimi_tz_local(site->config ? site->config->tz : NULL, t);
}


static faimi_template_t *
faimi_site_builtin(faimi_site_t *site, const char *text)
{
    faimi_template_t  *template;

    template = NULL;
    (void) faimi_render_parse(site->arena, faimi_slice_str(text),
                              FAIMI_SLICE("built-in template"), 1, &template,
                              NULL);

    return template;
}


static faimi_rc_t
faimi_site_create_work(void *data)
{
    size_t              i;
    faimi_call_t       *call = data;
    faimi_site_t       *site;
    faimi_site_conf_t  *conf;

    site = call->site;
    conf = &site->conf;
    conf->root = faimi_arena_str(site->arena, faimi_slice_str(conf->root));
    site->tree.source = faimi_source_create(site->arena, conf->root);
    site->partials.source = site->tree.source;
    site->partials.marks = 2;

    for (i = 0; i < FAIMI_BUILTINS; i++) {
        site->builtins[i] = faimi_site_builtin(site, faimi_builtins[i]);
    }

    if (conf->theme != NULL) {
        conf->theme = faimi_arena_str(site->arena,
                                      faimi_slice_str(conf->theme));
        site->theme.source = faimi_source_create(site->arena, conf->theme);
        site->theme.theme = true;
        site->theme.marks = 1;
    }

    site->cache = faimi_page_cache_create(site->arena);
    faimi_styles_create(site);

    return FAIMI_OK;
}


faimi_site_t *
faimi_site_create(const faimi_site_conf_t *conf)
{
    faimi_call_t   call;
    faimi_site_t  *site;

    site = calloc(1, sizeof(faimi_site_t));

    if (site == NULL) {
        return NULL;
    }

    site->conf = *conf;
    site->guard = faimi_guard_create();

    if (site->guard != NULL) {
        site->arena = faimi_arena_create(site->guard, 0);
        site->scratch = faimi_arena_create(site->guard, 0);
        site->touches = faimi_arena_create(site->guard, 0);
        site->memo = faimi_arena_create(site->guard, 0);
    }

    memset(&call, 0, sizeof(call));
    call.site = site;

    if (site->arena == NULL || site->scratch == NULL || site->touches == NULL
        || site->memo == NULL
        || faimi_guard_run(site->guard, faimi_site_create_work, &call)
           != FAIMI_OK)
    {
        faimi_site_destroy(site);
        return NULL;
    }

    return site;
}


void
faimi_deps_cache_reset(faimi_site_t *site)
{
    faimi_arena_reset(site->memo);
    site->memos = NULL;
}


/* Frees what only an index that is no more referred to. */
static void
faimi_site_release(faimi_site_t *site)
{
    faimi_file_t  *file;

    while (site->nretired > 0) {
        faimi_arena_destroy(site->retired[--site->nretired]);
    }

    while (site->dead != NULL) {
        file = site->dead;
        site->dead = file->next;
        faimi_file_destroy(file);
    }
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

    faimi_site_release(site);
    faimi_tree_destroy(&site->tree);
    faimi_tree_destroy(&site->theme);
    faimi_tree_destroy(&site->partials);
    faimi_styles_destroy(site);
    faimi_arena_destroy(site->config_arena);
    faimi_arena_destroy(site->half);
    faimi_arena_destroy(site->touches);
    faimi_arena_destroy(site->memo);
    faimi_arena_destroy(site->scratch);
    faimi_arena_destroy(site->arena);
    faimi_guard_destroy(site->guard);
    free(site->retired);
    free(site);
}


void
faimi_site_retire(faimi_site_t *site, faimi_arena_t *arena)
{
    size_t           cap;
    faimi_arena_t  **bigger;

    if (site->nretired == site->cretired) {
        cap = (site->cretired == 0) ? 64 : 2 * site->cretired;
        bigger = realloc(site->retired, cap * sizeof(faimi_arena_t *));

        if (bigger == NULL) {
            /* it leaks, but nothing that is in use is freed */
            return;
        }

        site->retired = bigger;
        site->cretired = cap;
    }

    site->retired[site->nretired++] = arena;
}


/* While git writes a checkout, what it has written so far waits. */
static bool
faimi_site_is_locked(faimi_site_t *site)
{
    int64_t        now;
    faimi_entry_t  entry;

    if (site->index == NULL) {
        return false;
    }

    faimi_source_stat(site->tree.source, FAIMI_SLICE(".git/index.lock"),
                      &entry);

    if (entry.type == FAIMI_ENTRY_NONE) {
        site->locked = 0;
        return false;
    }

    now = faimi_site_clock();
    site->locked = (site->locked == 0) ? now : site->locked;

    return now - site->locked < FAIMI_LOCK_WAIT;
}


static faimi_rc_t
faimi_site_down(const faimi_site_t *site, faimi_error_t *err)
{
    size_t               i;
    const faimi_file_t  *file;

    for (i = 0; i < site->tree.nslots; i++) {
        file = site->tree.slots[i];

        if (file != NULL && file->where.kind == FAIMI_FILE_CONFIG
            && file->problem != NULL)
        {
            *err = *file->problem;
        }
    }

    return FAIMI_ERROR;
}


static faimi_rc_t
faimi_site_update_work(void *data)
{
    bool           ahead;
    faimi_rc_t     rc;
    faimi_call_t  *call = data;
    faimi_site_t  *site;

    site = call->site;

    if (faimi_site_is_locked(site)) {
        site->resweep |= call->sweep;
        site->due = faimi_site_clock() + 100;
        return FAIMI_OK;
    }

    if (call->sweep || site->index == NULL || site->resweep) {
        site->resweep = true;
    }

    rc = faimi_scan_touched(site, call->err);

    if (site->down) {
        return faimi_site_down(site, call->err);
    }

    if (rc != FAIMI_OK) {
        return rc;
    }

    site->resweep = false;
    site->touched = NULL;
    faimi_arena_reset(site->touches);

    ahead = site->index != NULL && site->index->ahead != 0
            && site->index->ahead <= faimi_site_now(site).sec;

    if (site->stale || site->index == NULL || ahead) {
        faimi_site_index(site);
        site->changed = true;
        site->wide = true;
    }

    faimi_site_release(site);

    if (site->wide) {
        faimi_deps_cache_reset(site);
        site->inputs++;
    }

    site->generation += site->changed;
    site->changed = false;
    site->wide = false;

    return FAIMI_OK;
}


static faimi_rc_t
faimi_site_run(faimi_site_t *site, bool sweep, faimi_error_t *err)
{
    faimi_rc_t     rc;
    faimi_call_t   call;
    faimi_error_t  none;

    call = (faimi_call_t) { site, FAIMI_EMPTY, err ? err : &none, sweep,
                            false, 0 };
    rc = faimi_guard_run(site->guard, faimi_site_update_work, &call);

    faimi_arena_reset(site->scratch);
    faimi_arena_destroy(site->half);
    site->half = NULL;
    faimi_page_cache_end(site->cache, false);

    if (rc == FAIMI_NOMEM) {
        site->resweep = true;
        site->inputs++;
        faimi_deps_cache_reset(site);
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


static faimi_rc_t
faimi_site_touch_work(void *data)
{
    faimi_call_t         *call = data;
    faimi_site_t         *site;
    const faimi_value_t  *known;

    site = call->site;

    if (site->touched == NULL) {
        site->touched = faimi_map_create(site->touches);
    }

    known = faimi_map_get(site->touched, call->path);

    if (known == NULL || (call->event && !known->u.boolean)) {
        faimi_map_set(site->touches, site->touched,
                      faimi_arena_copy(site->touches, call->path),
                      FAIMI_V_BOOL(call->event));
    }

    return FAIMI_OK;
}


static void
faimi_site_note(faimi_site_t *site, faimi_slice_t path, bool event)
{
    faimi_call_t  call;

    if (path.len == 0
        || (site->touched != NULL && site->touched->n >= FAIMI_MAX_TOUCHED))
    {
        site->resweep = true;
        return;
    }

    call = (faimi_call_t) { site, path, NULL, false, event, 0 };

    if (faimi_guard_run(site->guard, faimi_site_touch_work, &call)
        != FAIMI_OK)
    {
        site->resweep = true;
    }
}


void
faimi_site_touch(faimi_site_t *site, faimi_slice_t path)
{
    faimi_site_note(site, path, true);
}


static faimi_rc_t
faimi_site_rescan_work(void *data)
{
    faimi_call_t  *call = data;

    faimi_rescan(call->site, call->n, faimi_site_note);
    faimi_arena_reset(call->site->scratch);

    return FAIMI_OK;
}


faimi_rc_t
faimi_site_rescan(faimi_site_t *site, size_t n, bool *done,
    faimi_error_t *err)
{
    faimi_call_t  call;

    call = (faimi_call_t) { .site = site, .n = n };
    *done = false;

    /* while git is at work, all waits */
    if (site->index == NULL || site->locked != 0
        || faimi_guard_run(site->guard, faimi_site_rescan_work, &call)
           != FAIMI_OK)
    {
        return FAIMI_OK;
    }

    *done = site->patrolled;

    return (site->touched == NULL && !site->patrolled && !site->resweep)
           ? FAIMI_OK : faimi_site_run(site, false, err);
}


int64_t
faimi_site_due(const faimi_site_t *site)
{
    int64_t  due, ahead;

    due = -1;

    if (site->due != 0) {
        due = site->due - faimi_site_clock();
        due = (due < 0) ? 0 : due;
    }

    if (site->index != NULL && site->index->ahead != 0) {
        ahead = (site->index->ahead - faimi_site_now(site).sec) * 1000;
        ahead = (ahead < 0) ? 0 : ahead;
        due = (due < 0 || ahead < due) ? ahead : due;
    }

    return due;
}


size_t
faimi_site_size(const faimi_site_t *site)
{
    return site->tree.n;
}


uint64_t
faimi_site_generation(const faimi_site_t *site)
{
    return site->generation;
}


void
faimi_site_fail_at(faimi_site_t *site, size_t n)
{
    faimi_guard_fail_at(site->guard, n);
}
