/*
 * The key of a page: a digest of everything that goes into it, and of nothing
 * else, so that two hosts with the same files have the same key.  What its
 * templates look at is found in faimi_deps.c.
 */

#include "faimi_body.h"
#include "faimi_deps.h"
#include "faimi_route.h"
#include "faimi_styles.h"


/* To be changed with everything that makes the same sources come out
 * differently. */
#define FAIMI_KEY_VERSION  "faimi 1"

#define FAIMI_DAY  86400


/* A page's key, and the state in which it was made: while that is the state
 * of now, the key holds.  It lies in the page's slot, in the index's arena. */
struct faimi_page_key_s {
    uint64_t        inputs;      /* the site's count of shared inputs */
    uint64_t        generation;  /* the site's; 0: any, no body is shown */
    uint64_t        version;     /* of the page's file */
    int64_t         day;         /* in the site's zone; 0: any */
    unsigned char   bytes[FAIMI_KEY_SIZE];
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
    const faimi_page_t  *map;
    unsigned char       *key;    /* of its page; then its own */
} faimi_key_map_t;


static void
faimi_key_page(faimi_buf_t *b, const faimi_page_t *page)
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

        if (page->file->parsed->links || page->body.stripped) {
            faimi_digest_part(b, faimi_page_body(page, page->site->scratch));
        }
    }
}


/* A digest that is the same for all pages that ask for it. */
static void
faimi_key_value(faimi_buf_t *b, const faimi_page_t *page, faimi_slice_t key,
    faimi_value_t v)
{
    faimi_buf_t           *all;
    faimi_slice_t          name;
    faimi_digest_t         digest;
    const faimi_digest_t  *known;

    name = faimi_deps_cache_name(page->site->scratch, "data ", key);
    known = faimi_deps_cache_find(page->site, name);

    if (known == NULL) {
        all = faimi_buf_create(page->site->scratch, SIZE_MAX);
        faimi_digest_value(all, v);
        digest = faimi_digest(page->site->guard, faimi_buf_slice(all));
        faimi_deps_cache_set(page->site, name, &digest);
        known = &digest;
    }

    faimi_digest_part(b, key);
    faimi_digest_add(b, known);
}


static void
faimi_key_data(faimi_buf_t *b, const faimi_page_t *page,
    const faimi_deps_t *needs)
{
    size_t                i;
    faimi_slice_t         name;
    const faimi_value_t  *v;

    if (needs->all_data) {
        faimi_key_value(b, page, FAIMI_EMPTY, page->index->data);
        return;
    }

    for (i = 0; i < needs->data->n; i++) {
        name = needs->data->pairs[i].key.u.string;
        v = faimi_map_get(page->index->data.u.map, name);
        faimi_key_value(b, page, name, (v == NULL) ? FAIMI_V_NIL : *v);
    }
}


/* Where a link leads, by either tag. */
static void
faimi_key_link(faimi_buf_t *b, const faimi_page_t *page, faimi_slice_t name)
{
    size_t          i;
    faimi_slice_t   memo, url;
    faimi_array_t  *urls;

    static const char  *const  tags[] = { "link", "post_url" };

    memo = faimi_deps_cache_name(page->site->scratch, "/", name);
    urls = faimi_array_create(page->site->scratch);

    for (i = 0; i < 2; i++) {
        url = FAIMI_EMPTY;
        (void) faimi_routes_link(page->site->routes, faimi_slice_str(tags[i]),
                                 name, &url);
        faimi_array_push(page->site->scratch, urls, FAIMI_V_STRING(url));
    }

    faimi_key_value(b, page, memo, FAIMI_V_ARRAY(urls));
}


static void
faimi_key_url(void *data, const faimi_page_t *page)
{
    faimi_digest_part(data, page->path);
    faimi_digest_part(data, page->url);
}


/* Whatever a link may lead to. */
static void
faimi_key_urls(faimi_buf_t *b, const faimi_page_t *page)
{
    size_t                 i;
    bool                  *groups;
    faimi_buf_t           *all;
    faimi_digest_t         digest;
    const faimi_index_t   *index;
    const faimi_digest_t  *known;

    index = page->index;
    known = faimi_deps_cache_find(page->site, FAIMI_SLICE("urls"));

    if (known != NULL) {
        faimi_digest_add(b, known);
        return;
    }

    all = faimi_buf_create(page->site->scratch, SIZE_MAX);
    groups = faimi_alloc(page->site->scratch,
                         index->config->ngroups * sizeof(bool));
    memset(groups, true, index->config->ngroups * sizeof(bool));
    faimi_listing_each(page, FAIMI_DEP_PAGES, groups, faimi_key_url, all);

    for (i = 0; i < index->nstatics; i++) {
        faimi_digest_part(all, index->statics[i]->path);
    }

    digest = faimi_digest(page->site->guard, faimi_buf_slice(all));
    faimi_deps_cache_set(page->site, FAIMI_SLICE("urls"), &digest);
    faimi_digest_add(b, &digest);
}


/* Whether a value says "now" somewhere. */
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


/* Whether anything that a template may read as a date is "now". */
static bool
faimi_key_is_dated(const faimi_page_t *page)
{
    bool                   now, *groups;
    faimi_digest_t         digest;
    const faimi_index_t   *index;
    const faimi_digest_t  *known;

    index = page->index;
    known = faimi_deps_cache_find(page->site, FAIMI_SLICE("now"));

    if (known != NULL) {
        return known->bytes[0] != 0;
    }

    groups = faimi_alloc(page->site->scratch,
                         index->config->ngroups * sizeof(bool));
    memset(groups, true, index->config->ngroups * sizeof(bool));
    now = faimi_key_says_now(index->data) || faimi_key_layouts_now(index)
          || faimi_key_says_now(FAIMI_V_MAP(index->config->values));
    faimi_listing_each(page, FAIMI_DEP_PAGES, groups, faimi_key_page_now,
                       &now);
    memset(&digest, now, sizeof(digest));
    faimi_deps_cache_set(page->site, FAIMI_SLICE("now"), &digest);

    return now;
}


static void
faimi_key_time(faimi_buf_t *b, const faimi_file_t *file)
{
    faimi_buf_printf(b, "%lld,", (long long) file->stamp.mtime);
}


/* Static files' times. */
static void
faimi_key_times(faimi_buf_t *b, const faimi_index_t *index)
{
    size_t               i;
    const faimi_file_t  *raw;

    for (i = 0; i < index->nstatics; i++) {
        faimi_key_time(b, index->statics[i]);
    }

    /* a page that may be listed as a static file */
    raw = faimi_files_find(index->site->files, FAIMI_TREE_SITE,
                           FAIMI_SLICE("404.html"));

    if (raw != NULL && raw->parsed != NULL && raw->parsed->raw) {
        faimi_key_time(b, raw);
    }
}


/* The day in the site's zone. */
static int64_t
faimi_key_day(const faimi_site_t *site)
{
    faimi_time_t  now;

    now = faimi_files_now(site->files);

    return (now.sec + now.offset) / FAIMI_DAY;
}


static void
faimi_key_site(faimi_buf_t *b, faimi_page_t *page,
    const faimi_deps_t *needs)
{
    size_t  i;

    faimi_digest_add(b, &needs->templates);
    faimi_listing_add(b, page, needs);

    /* a listing of bodies may have CSS in it */
    if (page->body.sass || needs->bodies) {
        faimi_styles_digest(page, page->site->scratch, b);
    }

    faimi_key_data(b, page, needs);

    for (i = 0; i < needs->links->n; i++) {
        faimi_key_link(b, page, needs->links->pairs[i].key.u.string);
    }

    if (needs->urls) {
        faimi_key_urls(b, page);
    }

    if (needs->times) {
        faimi_key_times(b, page->index);
    }

    page->key->day = 0;

    if (needs->clock || (needs->dated && faimi_key_is_dated(page))) {
        page->key->day = faimi_key_day(page->site);
        faimi_buf_printf(b, "day %lld", (long long) page->key->day);
    }
}


static faimi_rc_t
faimi_key_work(void *data)
{
    faimi_buf_t          *b;
    faimi_page_t         *page = data;
    faimi_site_t         *site;
    faimi_digest_t        digest;
    const faimi_deps_t  *needs;

    site = page->site;

    if (site->memos == NULL
        || faimi_arena_used(site->memo) > FAIMI_DEPS_CACHE_SIZE)
    {
        faimi_deps_cache_reset(site);
        site->memos = faimi_map_create(site->memo);
    }

    if (page->key == NULL) {
        page->key = faimi_alloc(page->index->arena, sizeof(faimi_page_key_t));
    }

    b = faimi_buf_create(site->scratch, SIZE_MAX);
    needs = faimi_deps(page);
    faimi_key_page(b, page);
    faimi_key_site(b, page, needs);

    digest = faimi_digest(site->guard, faimi_buf_slice(b));
    memcpy(page->key->bytes, digest.bytes, FAIMI_KEY_SIZE);
    page->key->inputs = site->inputs;
    page->key->version = page->file ? page->file->version : 0;
    page->key->generation = needs->bodies ? site->generation : 0;

    return FAIMI_OK;
}


/* The key of before holds while nothing has changed but bodies, and not this
 * page's, nor one that it shows. */
static bool
faimi_key_is_fresh(const faimi_page_t *page)
{
    const faimi_site_t      *site;
    const faimi_page_key_t  *key;

    site = page->site;
    key = page->key;

    return key != NULL && key->inputs == site->inputs
           && (page->file == NULL || key->version == page->file->version)
           && (key->generation == 0 || key->generation == site->generation)
           && (key->day == 0 || key->day == faimi_key_day(site));
}


static faimi_rc_t
faimi_key_map_work(void *data)
{
    faimi_buf_t      *b;
    faimi_digest_t    digest;
    faimi_key_map_t  *call = data;

    b = faimi_buf_create(call->map->site->scratch, SIZE_MAX);
    faimi_digest_part(b, FAIMI_SLICE("map"));
    faimi_digest_part(b, faimi_slice((char *) call->key, FAIMI_KEY_SIZE));
    digest = faimi_digest(call->map->site->guard, faimi_buf_slice(b));
    memcpy(call->key, digest.bytes, FAIMI_KEY_SIZE);

    return FAIMI_OK;
}


/* The key of a source map: a digest of its page's, since both come out of one
 * run of Sass. */
static faimi_rc_t
faimi_key_map(faimi_site_t *site, const faimi_page_t *map,
    unsigned char key[FAIMI_KEY_SIZE], faimi_error_t *err)
{
    faimi_rc_t       rc;
    faimi_key_map_t  call;

    rc = faimi_page_key(site, map->made.map_of, key, err);

    if (rc == FAIMI_OK) {
        call = (faimi_key_map_t) { map, key };
        rc = faimi_guard_run(site->guard, faimi_key_map_work, &call);
        faimi_arena_reset(site->scratch);
    }

    return rc;
}


faimi_rc_t
faimi_page_key(faimi_site_t *site, faimi_page_t *page,
    unsigned char key[FAIMI_KEY_SIZE], faimi_error_t *err)
{
    faimi_rc_t  rc;

    if (page->made.map_of != NULL) {
        return faimi_key_map(site, page, key, err);
    }

    if (page->file != NULL && page->file->parsed == NULL) {
        if (err != NULL && page->file->problem != NULL) {
            *err = *page->file->problem;
        }

        return FAIMI_ERROR;
    }

    if (!faimi_key_is_fresh(page)) {
        rc = faimi_guard_run(site->guard, faimi_key_work, page);
        faimi_arena_reset(site->scratch);

        if (rc != FAIMI_OK) {
            faimi_deps_cache_reset(site);
            return faimi_error_set(err, page->path, 0, 0, "there is not "
                                   "enough memory for this page");
        }
    }

    memcpy(key, page->key->bytes, FAIMI_KEY_SIZE);

    return FAIMI_OK;
}
