/*
 * Pages: a page comes from the zone, or is rendered and put there.  Where it
 * cannot be rendered, its last good version is sent.
 */

#include "ngx_faimi.h"


typedef struct {
    ngx_http_request_t  *r;
    ngx_faimi_site_t    *site;
    faimi_page_t        *page;
    faimi_page_info_t    info;
    ngx_faimi_entry_t   *entry;
    ngx_str_t            path;     /* of the source, or empty */
    u_char               key[FAIMI_KEY_SIZE];
    faimi_arena_t       *arena;    /* of the render, while it runs */
} ngx_faimi_render_t;


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
    faimi_error_t        err;
    ngx_faimi_render_t  *rd = data;

    out = faimi_buf_create(rd->arena, FAIMI_MAX_OUTPUT);
    rc = faimi_page_render(rd->site->site, rd->page, rd->arena, out, &err);

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


static ngx_int_t
ngx_faimi_render(ngx_faimi_render_t *rd)
{
    faimi_rc_t  rc;

    rd->arena = faimi_arena_create(rd->site->guard, FAIMI_MAX_RENDER_MEMORY);

    if (rd->arena == NULL) {
        return NGX_ERROR;
    }

    rc = faimi_guard_run(rd->site->guard, ngx_faimi_render_work, rd);
    faimi_arena_destroy(rd->arena);

    if (rc == FAIMI_NOMEM) {
        ngx_log_error(NGX_LOG_ERR, rd->r->connection->log, 0,
                      "faimi: no memory to render \"%V\"", &rd->path);
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


/* Fills in the page's entry. */
static ngx_faimi_cache_status_e
ngx_faimi_obtain(ngx_faimi_render_t *rd)
{
    faimi_error_t  err;

    if (faimi_page_key(rd->site->site, rd->page, rd->key, &err) == FAIMI_OK) {

        if (ngx_faimi_zone_get(rd->site->zone, rd->key, rd->r->pool,
                               rd->entry)
            == NGX_OK)
        {
            return rd->info.broken ? NGX_FAIMI_CACHE_STALE
                                   : NGX_FAIMI_CACHE_HIT;
        }

        if (ngx_faimi_render(rd) == NGX_OK
            && ngx_faimi_publish(rd) == NGX_OK)
        {
            return rd->info.broken ? NGX_FAIMI_CACHE_STALE
                                   : NGX_FAIMI_CACHE_MISS;
        }
    }

    if (rd->path.len > 0
        && ngx_faimi_zone_last(rd->site->zone, &rd->path, rd->r->pool,
                               rd->entry)
           == NGX_OK)
    {
        return NGX_FAIMI_CACHE_STALE;
    }

    return NGX_FAIMI_CACHE_ERROR;
}


ngx_int_t
ngx_faimi_send_page(ngx_http_request_t *r, ngx_faimi_site_t *site,
    faimi_page_t *page, ngx_uint_t status)
{
    ngx_faimi_ctx_t     *ctx;
    ngx_faimi_entry_t    entry;
    ngx_faimi_render_t   rd;

    ngx_memzero(&entry, sizeof(ngx_faimi_entry_t));
    ngx_memzero(&rd, sizeof(ngx_faimi_render_t));

    rd.r = r;
    rd.site = site;
    rd.page = page;
    rd.entry = &entry;
    rd.info = faimi_page_info(page);

    if (ngx_faimi_describe(r, &rd.info) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    ctx = ngx_http_get_module_ctx(r, ngx_faimi_module);
    rd.path = ctx->page;

    ctx->cache_status = ngx_faimi_obtain(&rd);

    if (ctx->cache_status == NGX_FAIMI_CACHE_ERROR) {
        return (status == NGX_HTTP_OK) ? NGX_HTTP_INTERNAL_SERVER_ERROR
                                       : (ngx_int_t) status;
    }

    return ngx_faimi_send(r, status, &entry);
}
