/*
 * What must hold after every edit:
 *
 *   - the site that lives through the edits is the one that a new process
 *     would read: the same rows, keys, problems and conflicts;
 *   - pages with one key are one page, now and at any time before;
 *   - nothing of what lies outside is shown, and nothing takes long.
 */

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "site.h"


/* Nanoseconds of processor time, with sanitizers, that the site may take to
 * read what changed; a page has its own limit. */
#define SITE_MAX_UPDATE  ((int64_t) 2 * 1000000000)
#define SITE_MAX_TEXT    ((size_t) 1 << 20)


typedef struct {
    site_world_t   *w;
    faimi_site_t   *site;
    faimi_page_t   *page;
    faimi_buf_t    *out;
    faimi_error_t   err;
} site_call_t;


/* What went wrong first; of two texts, where they begin to differ. */
static void
site_fail(site_world_t *w, const char *what, faimi_slice_t where,
    faimi_slice_t ours, faimi_slice_t fresh)
{
    size_t  i;

    if (w->failed) {
        return;
    }

    for (i = 0; i < ours.len && i < fresh.len; i++) {
        if (ours.data[i] != fresh.data[i]) {
            break;
        }
    }

    i = (i > 80) ? i - 80 : 0;
    ours = faimi_slice_sub(ours, i, i + 400);
    fresh = faimi_slice_sub(fresh, i, i + 400);
    fprintf(w->log, "====\n%s: %.*s\nbefore, or where it lives on:\n"
            "%.*s\nnow, or in a new process:\n%.*s\n", what,
            FAIMI_FMT(where), FAIMI_FMT(ours), FAIMI_FMT(fresh));
    w->failed = true;
}


static int64_t
site_time(void)
{
    struct timespec  ts;

    (void) clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ts);

    return (int64_t) ts.tv_sec * 1000000000 + ts.tv_nsec;
}


/* Now and then memory ends on the way; what was begun is done again then. */
static void
site_starve(site_world_t *w)
{
    if (site_choose(&w->in, 8) != 1) {
        return;
    }

    faimi_site_fail_at(w->site, 1 + site_choose(&w->in, 256)
                                    * (1 + site_choose(&w->in, 16)));
    (void) faimi_site_update(w->site, NULL);
    faimi_site_fail_at(w->site, 0);
    fprintf(w->log, "memory ends\n");
}


static faimi_rc_t
site_update(site_world_t *w, faimi_error_t *err)
{
    int            i;
    faimi_rc_t     rc;
    faimi_site_t  *site;

    site_starve(w);
    site = w->site;
    rc = w->quiet ? faimi_site_scan(site, err)
                  : faimi_site_update(site, err);

    for (i = 0; i < 8 && faimi_site_hurry(site); i++) {
        rc = faimi_site_update(site, err);
    }

    if (faimi_site_hurry(site)) {
        site_fail(w, "the site waits for ever", FAIMI_EMPTY, FAIMI_EMPTY,
                  FAIMI_EMPTY);
    }

    return rc;
}


static faimi_rc_t
site_render_work(void *data)
{
    faimi_arena_t  *arena;
    site_call_t    *call = data;

    arena = call->w->arena;
    call->out = faimi_buf_create(arena, SITE_MAX_TEXT);

    if (faimi_page_render(call->site, call->page, arena, call->out,
                          &call->err)
        != FAIMI_OK)
    {
        call->out = faimi_buf_create(arena, SITE_MAX_TEXT);
        faimi_buf_printf(call->out, "error: %s:%zu: %s", call->err.file,
                         call->err.line, call->err.message);
    }

    return FAIMI_OK;
}


/* A page, or why it is none; of the comparison's arena. */
static faimi_slice_t
site_render(site_world_t *w, faimi_site_t *site, faimi_page_t *page)
{
    site_call_t  call;

    memset(&call, 0, sizeof(call));
    call.w = w;
    call.site = site;
    call.page = page;

    if (faimi_guard_run(w->guard, site_render_work, &call) != FAIMI_OK) {
        return FAIMI_SLICE("takes more memory");
    }

    return faimi_buf_slice(call.out);
}


/* Limits are met a little sooner or later. */
static bool
site_is_limit(faimi_slice_t text)
{
    return text.len < 1000
           && (faimi_slice_find(text, FAIMI_SLICE("takes more "), 0) < text.len
               || faimi_slice_find(text, FAIMI_SLICE("page grows "), 0)
                  < text.len);
}


static void
site_remember(site_world_t *w, const unsigned char key[FAIMI_KEY_SIZE],
    faimi_slice_t text)
{
    site_page_t  *page;

    page = faimi_alloc(w->memory, sizeof(site_page_t));
    memcpy(page->key, key, FAIMI_KEY_SIZE);
    page->text = faimi_arena_copy(w->memory, text);
    page->next = w->pages[key[0]];
    w->pages[key[0]] = page;
    w->rendered++;
}


/* One page, one key. */
static void
site_check_key(site_world_t *w, const unsigned char key[FAIMI_KEY_SIZE],
    faimi_slice_t url, faimi_slice_t text)
{
    site_page_t  *page;

    for (page = w->pages[key[0]]; page != NULL; page = page->next) {
        if (memcmp(page->key, key, FAIMI_KEY_SIZE) == 0) {
            break;
        }
    }

    if (page == NULL) {
        site_remember(w, key, text);
        return;
    }

    w->hits++;

    if (!faimi_slice_eq(page->text, text)) {
        site_fail(w, "another page under the same key", url, page->text,
                  text);
    }
}


static void
site_check_page(site_world_t *w, const faimi_row_t *ours,
    const faimi_row_t *fresh)
{
    bool            limit, keyed;
    unsigned char   old[FAIMI_KEY_SIZE], new[FAIMI_KEY_SIZE];
    faimi_slice_t   a, b;

    keyed = faimi_page_key(w->site, ours->page, old, NULL) == FAIMI_OK;

    if (keyed != (faimi_page_key(w->fresh, fresh->page, new, NULL)
                  == FAIMI_OK)
        || (keyed && memcmp(old, new, FAIMI_KEY_SIZE) != 0))
    {
        site_fail(w, "another key", ours->url, FAIMI_EMPTY, FAIMI_EMPTY);
    }

    a = site_render(w, w->site, ours->page);
    b = site_render(w, w->fresh, fresh->page);
    limit = site_is_limit(a) || site_is_limit(b);

    if (!limit && !faimi_slice_eq(a, b)) {
        site_fail(w, "another page", ours->url, a, b);
    }

    if (faimi_slice_find(b, FAIMI_SLICE("kept-outside"), 0) < b.len) {
        site_fail(w, "shown from outside", ours->url, a, b);
    }

    if (keyed && !limit) {
        site_check_key(w, old, ours->url, a);
    }
}


static faimi_slice_t
site_row_text(site_world_t *w, const faimi_row_t *row)
{
    return faimi_arena_printf(w->arena, "%.*s %.*s %d %.*s %.*s %d %.*s %d",
                              FAIMI_FMT(row->url), FAIMI_FMT(row->output),
                              (int) row->kind, FAIMI_FMT(row->name),
                              FAIMI_FMT(row->source), (int) row->theme,
                              FAIMI_FMT(row->target), row->status);
}


static bool
site_can_open(site_world_t *w, const faimi_route_t *route)
{
    int          fd;
    struct stat  st;

    fd = faimi_route_open(w->fresh, route, &st);

    return fd >= 0 && close(fd) == 0;
}


/* What is at a row's URL, by the lookup that requests take. */
static void
site_check_route(site_world_t *w, const faimi_row_t *row)
{
    faimi_route_t          ours, fresh;
    faimi_slice_t          url;
    const faimi_config_t  *config;

    config = faimi_files_config(w->fresh->files);
    url = faimi_arena_printf(w->arena, "%.*s%.*s", FAIMI_FMT(config->baseurl),
                             FAIMI_FMT(row->url));
    ours = faimi_site_route(w->site, url);
    fresh = faimi_site_route(w->fresh, url);

    if (ours.kind != fresh.kind || ours.status != fresh.status
        || !faimi_slice_eq(ours.target, fresh.target)
        || !faimi_slice_eq(ours.path, fresh.path)
        || (ours.page == NULL) != (fresh.page == NULL))
    {
        site_fail(w, "another route", url, ours.target, fresh.target);
    }

    if (fresh.kind == FAIMI_ROUTE_STATIC && !site_can_open(w, &fresh)) {
        site_fail(w, "a static file that is not there", url, ours.path,
                  fresh.path);
    }
}


static faimi_slice_t
site_list(site_world_t *w, faimi_site_t *site,
    const faimi_error_t *(*list)(faimi_site_t *, faimi_arena_t *, size_t *))
{
    size_t                i, n;
    faimi_buf_t          *b;
    const faimi_error_t  *errors;

    b = faimi_buf_create(w->arena, SITE_MAX_TEXT);
    errors = list(site, w->arena, &n);

    for (i = 0; i < n; i++) {
        if (!site_is_limit(faimi_slice_str(errors[i].message))) {
            faimi_buf_printf(b, "%s:%zu:%zu: %s\n", errors[i].file,
                             errors[i].line, errors[i].column,
                             errors[i].message);
        }
    }

    return faimi_buf_slice(b);
}


static void
site_check_list(site_world_t *w, const char *what,
    const faimi_error_t *(*list)(faimi_site_t *, faimi_arena_t *, size_t *))
{
    faimi_slice_t  ours, fresh;

    ours = site_list(w, w->site, list);
    fresh = site_list(w, w->fresh, list);

    if (!faimi_slice_eq(ours, fresh)) {
        site_fail(w, what, FAIMI_EMPTY, ours, fresh);
    }
}


static void
site_check_rows(site_world_t *w)
{
    size_t              i, n, m;
    faimi_slice_t       a, b;
    const faimi_row_t  *ours, *fresh;

    ours = faimi_site_rows(w->site, w->arena, &n);
    fresh = faimi_site_rows(w->fresh, w->arena, &m);

    for (i = 0; i < n || i < m; i++) {
        a = (i < n) ? site_row_text(w, &ours[i]) : FAIMI_EMPTY;
        b = (i < m) ? site_row_text(w, &fresh[i]) : FAIMI_EMPTY;

        if (!faimi_slice_eq(a, b)) {
            site_fail(w, "other rows", FAIMI_EMPTY, a, b);
            return;
        }
    }

    for (i = 0; i < n; i++) {
        site_check_route(w, &fresh[i]);

        if (ours[i].page != NULL) {
            site_check_page(w, &ours[i], &fresh[i]);
        }
    }
}


static faimi_rc_t
site_check_work(void *data)
{
    site_world_t  *w = data;

    site_check_rows(w);

    /* those of pages that do not render are known by now */
    site_check_list(w, "other problems", faimi_site_problems);
    site_check_list(w, "other conflicts", faimi_site_conflicts);

    return FAIMI_OK;
}


void
site_check(site_world_t *w)
{
    int64_t        start;
    faimi_rc_t     ours, fresh;
    faimi_error_t  err;

    err.message[0] = '\0';
    faimi_site_set_time(w->site, w->now);
    start = site_time();
    ours = site_update(w, &err);
    w->fresh = site_open(w, true);
    fresh = faimi_site_scan(w->fresh, &err);

    if (site_time() - start > SITE_MAX_UPDATE) {
        site_fail(w, "reading takes long", FAIMI_EMPTY, FAIMI_EMPTY,
                  FAIMI_EMPTY);
    }

    if (faimi_files_down(w->fresh->files)) {
        /* only who has seen the site before its _config.yml was broken can
         * go on */

    } else if (ours != fresh) {
        site_fail(w, "only one can be read", FAIMI_EMPTY, FAIMI_EMPTY,
                  faimi_slice_str(err.message));

    } else if (ours == FAIMI_OK) {
        /* pages that show each other may be too much for one arena */
        (void) faimi_guard_run(w->guard, site_check_work, w);
    }

    faimi_arena_reset(w->arena);
    faimi_site_destroy(w->fresh);
    w->fresh = NULL;
    w->quiet = w->sweeping || w->linked;
}
