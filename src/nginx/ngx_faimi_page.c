/*
 * Pages: a page comes from the zone, or is made and put there.  Where it cannot
 * be made, its last good version is sent.
 *
 * One thread serves all, so a page is rendered here as long as that is quick.
 * What is not is given up, and made in a child (ngx_faimi_child.h); the request
 * waits for that, and so do others for the same page.  A page that another
 * worker makes is waited for likewise, by asking the zone again.  What failed
 * is not tried again before an input changes.
 */

#include "ngx_faimi_child.h"


/* Milliseconds that a worker may take to make a page it has claimed; and
 * between two questions to the zone for a page that another makes. */
#define NGX_FAIMI_PAGE_CLAIM  (FAIMI_MAX_RENDER_WAIT + 1000)
#define NGX_FAIMI_PAGE_ASK    5
#define NGX_FAIMI_PAGE_ASKS   20


typedef struct {
    ngx_http_request_t  *r;
    ngx_faimi_site_t    *site;
    faimi_page_t        *page;
    faimi_page_info_t    info;
    ngx_faimi_entry_t   *entry;
    ngx_str_t            path;     /* of the source, or empty */
    u_char               key[FAIMI_KEY_SIZE];
    ngx_uint_t           status;   /* that it is sent with */
    faimi_arena_t       *arena;    /* of the render, while it runs */
    faimi_error_t        error;    /* of it */
} ngx_faimi_render_t;


/* When the last page was given up here: for a while then no other is tried. */
static ngx_msec_t  ngx_faimi_page_pause;


static ngx_int_t
ngx_faimi_describe(ngx_http_request_t *r, const faimi_page_info_t *info)
{
    ngx_faimi_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_faimi_module);

    if (ngx_faimi_copy(r->pool, &ctx->page, info->source) != NGX_OK
        || ngx_faimi_copy(r->pool, &ctx->year, info->year) != NGX_OK
        || ngx_faimi_copy(r->pool, &ctx->layout, info->layout) != NGX_OK
        || ngx_faimi_copy(r->pool, &ctx->title, info->title) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return NGX_OK;
}


/* The page alone is copied, into the request's pool: all else that the render
 * took goes with its arena. */
static faimi_rc_t
ngx_faimi_render_work(void *data)
{
    faimi_rc_t           rc;
    faimi_buf_t         *out;
    ngx_faimi_render_t  *rd = data;

    out = faimi_buf_create(rd->arena, FAIMI_MAX_OUTPUT);
    rc = faimi_page_render_quick(rd->site->site, rd->page, rd->arena, out,
                                 &rd->error);

    if (rc != FAIMI_OK) {
        return rc;
    }

    if (ngx_faimi_copy(rd->r->pool, &rd->entry->body, faimi_buf_slice(out))
        != NGX_OK
        || ngx_faimi_copy(rd->r->pool, &rd->entry->type, rd->info.type)
           != NGX_OK)
    {
        return FAIMI_NOMEM;
    }

    return FAIMI_OK;
}


/* NGX_OK: it is in the entry; NGX_AGAIN: it takes too long here. */
static ngx_int_t
ngx_faimi_render(ngx_faimi_render_t *rd)
{
    faimi_rc_t  rc;

    rd->arena = faimi_arena_create(rd->site->guard, FAIMI_MAX_RENDER_MEMORY);

    if (rd->arena == NULL) {
        return NGX_ERROR;
    }

    ngx_faimi_zone_count(rd->site->zone, 0);
    rc = faimi_guard_run(rd->site->guard, ngx_faimi_render_work, rd);
    faimi_arena_destroy(rd->arena);

    if (rc == FAIMI_LATE) {
        ngx_time_update();
        return NGX_AGAIN;
    }

    if (rc == FAIMI_NOMEM) {
        ngx_log_error(NGX_LOG_ERR, rd->r->connection->log, 0,
                      "faimi: no memory to render \"%V\"", &rd->path);

    } else if (rc != FAIMI_OK) {
        ngx_faimi_zone_fail(rd->site->zone, rd->key, &rd->error, 0);
    }

    return (rc == FAIMI_OK) ? NGX_OK : NGX_ERROR;
}


static ngx_int_t
ngx_faimi_publish(ngx_faimi_render_t *rd)
{
    ngx_int_t  rc;

    rc = ngx_faimi_zone_put(rd->site->zone, rd->key, &rd->path, rd->r->pool,
                            rd->entry);

    /* declined: it does not fit, and is served all the same */
    return (rc == NGX_ERROR) ? NGX_ERROR : NGX_OK;
}


/* Waits until the request is asked again, if it has time for that. */
static ngx_int_t
ngx_faimi_page_later(ngx_faimi_render_t *rd)
{
    ngx_uint_t         n;
    ngx_faimi_wait_t  *wait;

    wait = ngx_faimi_wait_get(rd->r);

    if (wait == NULL || (ngx_msec_int_t) (ngx_current_msec - wait->until) > 0)
    {
        return NGX_ERROR;
    }

    n = ngx_min(wait->times + 1, NGX_FAIMI_PAGE_ASKS);

    return ngx_faimi_wait_timer(wait, n * NGX_FAIMI_PAGE_ASK);
}


static ngx_int_t
ngx_faimi_page_join(ngx_faimi_render_t *rd, ngx_faimi_child_t *child)
{
    ngx_faimi_wait_t  *wait;

    wait = ngx_faimi_wait_get(rd->r);

    if (wait == NULL) {
        return NGX_ERROR;
    }

    wait->status = rd->status;
    wait->broken = rd->info.broken;

    return ngx_faimi_child_wait(child, wait);
}


/* Which page it is, whatever its version. */
static uint32_t
ngx_faimi_page_name(const ngx_faimi_render_t *rd)
{
    return (rd->path.len > 0)
           ? ngx_crc32_short(rd->path.data, rd->path.len)
           : ngx_crc32_short((u_char *) rd->info.url.data, rd->info.url.len);
}


/* In a child of this worker, if there may be one more. */
static ngx_int_t
ngx_faimi_page_child(ngx_faimi_render_t *rd)
{
    ngx_faimi_child_t  *child;
    ngx_faimi_order_t   order;

    order.site = rd->site;
    order.page = rd->page;
    order.key = rd->key;
    order.path = rd->path;
    order.type = rd->info.type;
    order.name = ngx_faimi_page_name(rd);

    child = ngx_faimi_child_room() ? ngx_faimi_child_start(&order) : NULL;

    if (child == NULL) {
        ngx_faimi_zone_release(rd->site->zone, rd->key);
        return ngx_faimi_page_later(rd);
    }

    return ngx_faimi_page_join(rd, child);
}


/* Makes a page that this worker has claimed.  Where pages are given up one
 * after the other, those who wait for others are served in between. */
static ngx_int_t
ngx_faimi_page_make(ngx_faimi_render_t *rd)
{
    ngx_int_t  rc;
    uint32_t   name;

    name = ngx_faimi_page_name(rd);

    if (rd->info.boxed || ngx_faimi_child_wanted(name)) {
        return ngx_faimi_page_child(rd);
    }

    if ((ngx_msec_int_t) (ngx_faimi_page_pause - ngx_current_msec) > 0) {
        ngx_faimi_zone_release(rd->site->zone, rd->key);
        return ngx_faimi_page_later(rd);
    }

    rc = ngx_faimi_render(rd);

    if (rc == NGX_AGAIN) {
        ngx_faimi_page_pause = ngx_current_msec + 2 * FAIMI_MAX_QUICK_TIME;
        ngx_faimi_child_want(name, 1);
        return ngx_faimi_page_child(rd);
    }

    if (rc == NGX_OK) {
        rc = ngx_faimi_publish(rd);
    }

    ngx_faimi_zone_release(rd->site->zone, rd->key);

    return rc;
}


/* Whether the page of this key was made in vain, here or elsewhere. */
static ngx_uint_t
ngx_faimi_page_failed(ngx_faimi_render_t *rd)
{
    ngx_int_t      rc;
    faimi_slice_t  path;

    rc = ngx_faimi_zone_failure(rd->site->zone, rd->key, rd->r->pool,
                                &rd->error);
    if (rc != NGX_OK) {
        return rc == NGX_BUSY;
    }

    path = (rd->path.len == 0) ? FAIMI_EMPTY
           : faimi_slice((char *) rd->path.data, rd->path.len);
    faimi_site_ended(rd->site->site, path, rd->key, &rd->error, false);

    return 1;
}


/* Fills in the page's entry: NGX_OK, or NGX_ERROR; or NGX_DONE: it waits. */
static ngx_int_t
ngx_faimi_obtain(ngx_faimi_render_t *rd, ngx_faimi_ctx_t *ctx)
{
    ngx_faimi_child_t  *child;

    ctx->cache_status = NGX_FAIMI_CACHE_HIT;

    if (faimi_page_key(rd->site->site, rd->page, rd->key, &rd->error)
        != FAIMI_OK)
    {
        return NGX_ERROR;
    }

    if (ngx_faimi_zone_get(rd->site->zone, rd->key, rd->r->pool, rd->entry)
        == NGX_OK)
    {
        return NGX_OK;
    }

    ctx->cache_status = NGX_FAIMI_CACHE_MISS;
    child = ngx_faimi_child_find(rd->site, rd->key);

    if (child != NULL) {
        return ngx_faimi_page_join(rd, child);
    }

    if (ngx_faimi_page_failed(rd)) {
        return NGX_ERROR;
    }

    if (ngx_faimi_zone_claim(rd->site->zone, rd->key, NGX_FAIMI_PAGE_CLAIM)
        == NGX_BUSY)
    {
        return ngx_faimi_page_later(rd);
    }

    return ngx_faimi_page_make(rd);
}


/* Sends what was obtained, else the last good version. */
static ngx_int_t
ngx_faimi_answer(ngx_http_request_t *r, ngx_faimi_site_t *site,
    ngx_uint_t status, ngx_uint_t broken, ngx_int_t rc,
    ngx_faimi_entry_t *entry)
{
    ngx_faimi_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_faimi_module);

    if (rc == NGX_OK) {
        if (broken) {
            ctx->cache_status = NGX_FAIMI_CACHE_STALE;
        }

        return ngx_faimi_send(r, status, entry);
    }

    if (ctx->page.len > 0
        && ngx_faimi_zone_last(site->zone, &ctx->page, r->pool, entry)
           == NGX_OK)
    {
        ctx->cache_status = NGX_FAIMI_CACHE_STALE;
        return ngx_faimi_send(r, status, entry);
    }

    ctx->cache_status = NGX_FAIMI_CACHE_ERROR;

    return (status == NGX_HTTP_OK) ? NGX_HTTP_INTERNAL_SERVER_ERROR
                                   : (ngx_int_t) status;
}


/* The page's memory is the child's, which goes. */
void
ngx_faimi_page_made(ngx_faimi_wait_t *wait, ngx_faimi_site_t *site,
    ngx_int_t rc, const ngx_faimi_entry_t *made)
{
    ngx_faimi_entry_t    entry;
    ngx_http_request_t  *r;

    r = wait->r;
    ngx_memzero(&entry, sizeof(ngx_faimi_entry_t));

    if (rc == NGX_OK) {
        entry.modified = made->modified;

        if (ngx_faimi_copy_str(r->pool, &entry.etag, &made->etag) != NGX_OK
            || ngx_faimi_copy_str(r->pool, &entry.type, &made->type) != NGX_OK
            || ngx_faimi_copy_str(r->pool, &entry.body, &made->body) != NGX_OK)
        {
            ngx_faimi_wait_end(wait, NGX_HTTP_INTERNAL_SERVER_ERROR);
            return;
        }
    }

    ngx_http_set_log_request(r->connection->log, r);
    ngx_faimi_wait_end(wait, ngx_faimi_answer(r, site, wait->status,
                                              wait->broken, rc, &entry));
}


ngx_int_t
ngx_faimi_send_page(ngx_http_request_t *r, ngx_faimi_site_t *site,
    faimi_page_t *page, ngx_uint_t status)
{
    ngx_int_t            rc;
    ngx_faimi_ctx_t     *ctx;
    ngx_faimi_entry_t    entry;
    ngx_faimi_render_t   rd;

    ngx_memzero(&entry, sizeof(ngx_faimi_entry_t));
    ngx_memzero(&rd, sizeof(ngx_faimi_render_t));

    rd.r = r;
    rd.site = site;
    rd.page = page;
    rd.entry = &entry;
    rd.status = status;
    rd.info = faimi_page_info(page);

    if (ngx_faimi_describe(r, &rd.info) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    ctx = ngx_http_get_module_ctx(r, ngx_faimi_module);
    rd.path = ctx->page;
    rc = ngx_faimi_obtain(&rd, ctx);

    return (rc == NGX_DONE) ? NGX_DONE
           : ngx_faimi_answer(r, site, status, rd.info.broken, rc, &entry);
}
