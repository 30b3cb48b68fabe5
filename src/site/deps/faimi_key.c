/*
 * The key of a page: a digest of everything that goes into it, and of nothing
 * else, so that two hosts with the same files have the same key.
 *
 * It is the page's name in the shared cache, and the reason why an edit is
 * seen on the next request: a page whose inputs changed has another key, and
 * is not found under it.  So no page is ever invalidated, and no list of
 * dependents is kept.
 *
 * The key is made for each page once, and again when the counts say that an
 * input may have changed.  What the page's templates use is found in
 * faimi_uses.c.
 */

#include "faimi_checkout.h"
#include "faimi_deps_int.h"


/* To be changed with every change of code that makes the same sources come out
 * differently: a zone survives the binary that filled it. */
#define FAIMI_KEY_VERSION  "faimi 1"

#define FAIMI_DAY  86400


/* A page's key, and the state in which it was made: the key holds as long as
 * none of these has changed.  It lives in the arena of the page's index. */
struct faimi_page_key_s {
    uint64_t        inputs;      /* the count of shared inputs */
    uint64_t        generation;  /* 0: any, since no body is shown */
    uint64_t        version;     /* of the page's file */
    int64_t         day;         /* in the site's time zone; 0: any */
    faimi_digest_t  digest;
};


/* Which colours code has: another module, with other tables, gives other
 * pages. */
static faimi_slice_t
faimi_key_highlight(void)
{
    const char  *version;

    version = faimi_highlight_version();

    return (version == NULL) ? FAIMI_EMPTY : faimi_slice_str(version);
}


typedef struct {
    faimi_deps_t    *deps;
    faimi_page_t    *page;
    faimi_digest_t  *key;        /* of a source map: first that of its page */
} faimi_key_call_t;


/* What the page is: its source, its data with defaults, its place.  Parts have
 * their length in front, so that two of them cannot be confused with one. */
static void
faimi_key_page(const faimi_deps_t *deps, faimi_buf_t *b,
    const faimi_page_t *page)
{
    faimi_digest_part(b, FAIMI_SLICE(FAIMI_KEY_VERSION));
    faimi_digest_part(b, faimi_key_highlight());
    faimi_digest_add(b, &page->index->config->digest);
    faimi_digest_part(b, page->path);
    faimi_digest_part(b, page->url);
    faimi_digest_part(b, page->in.year);
    faimi_digest_part(b, page->in.event);
    faimi_digest_value(b, FAIMI_V_MAP(page->data));

    if (page->file != NULL) {
        faimi_digest_add(b, &page->file->parsed->digest);

        /* links in it become URLs of other pages */
        if (page->file->parsed->links || page->body.stripped) {
            faimi_digest_part(b, faimi_view_body(deps->input, page,
                                                 deps->scratch));
        }
    }
}


static void
faimi_key_value(faimi_deps_t *deps, faimi_buf_t *b, const void *data)
{
    (void) deps;
    faimi_digest_value(b, *(const faimi_value_t *) data);
}


/* A member of site.data; "": all of it. */
static void
faimi_key_datum(faimi_deps_t *deps, faimi_buf_t *b, faimi_slice_t name,
    faimi_value_t v)
{
    faimi_buf_str(b, "data ");
    faimi_digest_part(b, name);
    faimi_cache_add(deps, b, faimi_cache_name(deps, "data", name),
                    faimi_key_value, &v);
}


static void
faimi_key_data(faimi_deps_t *deps, faimi_buf_t *b, const faimi_index_t *index,
    const faimi_uses_t *uses)
{
    size_t                i;
    faimi_slice_t         name;
    const faimi_value_t  *v;

    if (uses->all_data) {
        faimi_key_datum(deps, b, FAIMI_EMPTY, index->data);
        return;
    }

    for (i = 0; i < uses->data->n; i++) {
        name = uses->data->pairs[i].key.u.string;
        v = faimi_map_get(index->data.u.map, name);
        faimi_key_datum(deps, b, name, (v == NULL) ? FAIMI_V_NIL : *v);
    }
}


/* Where a link leads, by either tag.  Only its target counts: other pages may
 * come and go. */
static void
faimi_key_link(faimi_deps_t *deps, faimi_buf_t *b, faimi_slice_t name)
{
    size_t          i;
    faimi_slice_t   url;
    faimi_value_t   urls;
    faimi_array_t  *array;

    static const char  *const  tags[] = { "link", "post_url" };

    array = faimi_array_create(deps->scratch);

    for (i = 0; i < 2; i++) {
        url = FAIMI_EMPTY;
        (void) faimi_routes_link(deps->input->routes,
                                 faimi_slice_str(tags[i]), name, &url);
        faimi_array_push(deps->scratch, array, FAIMI_V_STRING(url));
    }

    urls = FAIMI_V_ARRAY(array);
    faimi_buf_str(b, "link ");
    faimi_digest_part(b, name);
    faimi_cache_add(deps, b, faimi_cache_name(deps, "link", name),
                    faimi_key_value, &urls);
}


static void
faimi_key_url(void *data, const faimi_page_t *page)
{
    faimi_digest_part(data, page->path);
    faimi_digest_part(data, page->url);
}


/* Flags for all collections. */
static bool *
faimi_key_groups(const faimi_deps_t *deps, const faimi_index_t *index)
{
    bool   *groups;
    size_t  size;

    size = index->config->ngroups * sizeof(bool);
    groups = faimi_alloc(deps->scratch, size);
    memset(groups, true, size);

    return groups;
}


/* Whatever a link may lead to. */
static void
faimi_key_urls(faimi_deps_t *deps, faimi_buf_t *b, const void *data)
{
    size_t                i;
    const faimi_page_t   *page = data;
    const faimi_index_t  *index = page->index;

    faimi_listing_each(page, FAIMI_USES_PAGES, faimi_key_groups(deps, index),
                       faimi_key_url, b);

    for (i = 0; i < index->nstatics; i++) {
        faimi_digest_part(b, index->statics[i]->path);
    }
}


/* Whether a value is "now" or "today" somewhere within.  Its depth is bounded
 * where it was parsed. */
static bool
faimi_key_says_now(faimi_value_t v)
{
    size_t  i;

    if (v.type == FAIMI_STRING) {
        return faimi_liquid_is_now(v.u.string);
    }

    if (v.type == FAIMI_ARRAY) {
        for (i = 0; i < v.u.array->n; i++) {
            if (faimi_key_says_now(v.u.array->items[i])) {
                return true;
            }
        }
    }

    if (v.type == FAIMI_MAP) {
        for (i = 0; i < v.u.map->n; i++) {
            if (faimi_key_says_now(v.u.map->pairs[i].value)) {
                return true;
            }
        }
    }

    return false;
}


static void
faimi_key_page_now(void *data, const faimi_page_t *page)
{
    bool  *now = data;

    *now = *now || faimi_key_says_now(FAIMI_V_MAP(page->data));
}


static bool
faimi_key_layouts_now(const faimi_index_t *index)
{
    size_t               i;
    const faimi_file_t  *file;

    for (i = 0; i < index->layouts->n; i++) {
        file = index->layouts->pairs[i].value.u.object.data;

        if (faimi_key_says_now(FAIMI_V_MAP(file->parsed->data))) {
            return true;
        }
    }

    return false;
}


/* Whether anything that a template may read as a date is "now".  It reads all
 * front matter and data of the site, once, for all pages that read dates. */
static bool
faimi_key_is_dated(faimi_deps_t *deps, const faimi_page_t *page)
{
    bool                  now;
    const faimi_index_t  *index;
    const faimi_value_t  *known;

    index = page->index;
    known = faimi_cache_get(deps, FAIMI_SLICE("now"));

    if (known != NULL) {
        return known->u.boolean;
    }

    now = faimi_key_says_now(index->data) || faimi_key_layouts_now(index)
          || faimi_key_says_now(FAIMI_V_MAP(index->config->values));
    faimi_listing_each(page, FAIMI_USES_PAGES, faimi_key_groups(deps, index),
                       faimi_key_page_now, &now);
    faimi_cache_put(deps, FAIMI_SLICE("now"), FAIMI_V_BOOL(now));

    return now;
}


static void
faimi_key_time(faimi_buf_t *b, const faimi_file_t *file)
{
    faimi_buf_printf(b, "%lld,", (long long) file->stamp.mtime);
}


/* Times of static files (modified_time), which change without their
 * contents. */
static void
faimi_key_times(faimi_deps_t *deps, faimi_buf_t *b, const void *data)
{
    size_t                i;
    const faimi_file_t   *raw;
    const faimi_index_t  *index = data;

    for (i = 0; i < index->nstatics; i++) {
        faimi_key_time(b, index->statics[i]);
    }

    /* a page that may be listed as a static file */
    raw = faimi_files_find(deps->input->files, FAIMI_TREE_SITE,
                           FAIMI_SLICE("404.html"));

    if (raw != NULL && raw->parsed != NULL && raw->parsed->raw) {
        faimi_key_time(b, raw);
    }
}


/* The day in the site's zone. */
static int64_t
faimi_key_day(const faimi_deps_t *deps)
{
    faimi_time_t  now;

    now = faimi_files_now(deps->input->files);

    return (now.sec + now.offset) / FAIMI_DAY;
}


static void
faimi_key_styles(faimi_deps_t *deps, faimi_buf_t *b, const void *data)
{
    (void) data;
    faimi_view_styles(deps->input, deps->scratch, b);
}


/* The name of what changes with the generation. */
static faimi_slice_t
faimi_key_now_name(const faimi_deps_t *deps, const char *what)
{
    return faimi_arena_printf(deps->scratch, "%s %llu", what,
                              (unsigned long long) deps->generation);
}


/* What of site.github is not in _config.yml.  A commit makes no new key where
 * nothing asks for it. */
static void
faimi_key_github(const faimi_deps_t *deps, faimi_buf_t *b, bool revision)
{
    const faimi_checkout_t  *checkout;

    checkout = faimi_files_checkout(deps->input->files);

    if (checkout != NULL) {
        faimi_buf_str(b, "github ");
        faimi_digest_part(b, checkout->remote);
        faimi_digest_part(b, checkout->branch);
        faimi_digest_part(b, checkout->cname);
        faimi_digest_part(b, revision ? checkout->revision : FAIMI_EMPTY);
    }
}


/* What the page uses of the site.  Of the clock only the day is in the key: a
 * page that shows the time is rendered once a day, not at each request. */
static void
faimi_key_site(faimi_deps_t *deps, faimi_buf_t *b, faimi_page_t *page,
    const faimi_uses_t *uses)
{
    size_t                i;
    const faimi_index_t  *index;

    index = page->index;
    faimi_digest_add(b, &uses->templates);
    faimi_listing_add(deps, b, page, uses);

    /* a listing of bodies may have CSS in it */
    if (page->body.sass || uses->sass || uses->bodies) {
        faimi_cache_add(deps, b, faimi_key_now_name(deps, "sass"),
                        faimi_key_styles, NULL);
    }

    faimi_key_data(deps, b, index, uses);

    for (i = 0; i < uses->links->n; i++) {
        faimi_key_link(deps, b, uses->links->pairs[i].key.u.string);
    }

    if (uses->urls) {
        faimi_cache_add(deps, b, FAIMI_SLICE("urls"), faimi_key_urls, page);
    }

    if (uses->times) {
        faimi_cache_add(deps, b, faimi_key_now_name(deps, "times"),
                        faimi_key_times, index);
    }

    if (uses->github) {
        faimi_key_github(deps, b, uses->revision);
    }

    page->key->day = 0;

    if (uses->clock || (uses->dated && faimi_key_is_dated(deps, page))) {
        page->key->day = faimi_key_day(deps);
        faimi_buf_printf(b, "day %lld", (long long) page->key->day);
    }
}


/* Runs under the guard: if memory ends, the page keeps its old key, which is
 * not fresh. */
static faimi_rc_t
faimi_key_work(void *data)
{
    faimi_buf_t         *b;
    faimi_deps_t        *deps;
    faimi_page_t        *page;
    faimi_key_call_t    *call = data;
    const faimi_uses_t  *uses;

    deps = call->deps;
    page = call->page;
    faimi_cache_begin(deps);

    if (page->key == NULL) {
        page->key = faimi_alloc(page->index->arena, sizeof(faimi_page_key_t));
    }

    b = faimi_buf_create(deps->scratch, SIZE_MAX);
    uses = faimi_uses(deps, page);
    faimi_key_page(deps, b, page);
    faimi_key_site(deps, b, page, uses);

    page->key->digest = faimi_digest(deps->guard, faimi_buf_slice(b));
    page->key->inputs = deps->inputs;
    page->key->version = page->file ? page->file->version : 0;
    page->key->generation = uses->bodies ? deps->generation : 0;

    return FAIMI_OK;
}


/* The key of before holds while nothing has changed but bodies, and not this
 * page's, nor one that it shows. */
static bool
faimi_key_is_fresh(const faimi_deps_t *deps, const faimi_page_t *page)
{
    const faimi_page_key_t  *key;

    key = page->key;

    return key != NULL && key->inputs == deps->inputs
           && (page->file == NULL || key->version == page->file->version)
           && (key->generation == 0 || key->generation == deps->generation)
           && (key->day == 0 || key->day == faimi_key_day(deps));
}


static faimi_rc_t
faimi_key_map_work(void *data)
{
    faimi_buf_t       *b;
    faimi_key_call_t  *call = data;

    b = faimi_buf_create(call->deps->scratch, SIZE_MAX);
    faimi_digest_part(b, FAIMI_SLICE("map"));
    faimi_digest_add(b, call->key);
    *call->key = faimi_digest(call->deps->guard, faimi_buf_slice(b));

    return FAIMI_OK;
}


/* The cache may be half made when the guard was raised: it is forgotten. */
static faimi_rc_t
faimi_key_run(faimi_deps_t *deps, faimi_page_t *page, faimi_digest_t *key,
    faimi_work_pt work, faimi_error_t *err)
{
    faimi_rc_t        rc;
    faimi_key_call_t  call;

    call = (faimi_key_call_t) { deps, page, key };
    rc = faimi_guard_run(deps->guard, work, &call);
    faimi_arena_reset(deps->scratch);

    if (rc != FAIMI_OK) {
        faimi_cache_forget(deps);
        return faimi_error_set(err, page->path, 0, 0, "there is not enough "
                               "memory for this page");
    }

    return FAIMI_OK;
}


faimi_rc_t
faimi_deps_key(faimi_deps_t *deps, faimi_page_t *page, faimi_digest_t *key,
    faimi_error_t *err)
{
    faimi_rc_t  rc;

    /* a source map comes out of the same run of Sass as its page */
    if (page->made.map_of != NULL) {
        rc = faimi_deps_key(deps, page->made.map_of, key, err);

        return (rc != FAIMI_OK) ? rc
               : faimi_key_run(deps, page, key, faimi_key_map_work, err);
    }

    if (page->file != NULL && page->file->parsed == NULL) {
        if (err != NULL && page->file->problem != NULL) {
            *err = *page->file->problem;
        }

        return FAIMI_ERROR;
    }

    if (!faimi_key_is_fresh(deps, page)) {
        rc = faimi_key_run(deps, page, key, faimi_key_work, err);

        if (rc != FAIMI_OK) {
            return rc;
        }
    }

    *key = page->key->digest;

    return FAIMI_OK;
}
