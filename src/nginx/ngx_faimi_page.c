/*
 * A page: out of the zone, or rendered and put there; and where it cannot be
 * rendered, as it last was.
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
    ngx_uint_t           keyed;    /* `key` is set: the page has a form */
} ngx_faimi_render_t;


static ngx_int_t
ngx_faimi_copy(ngx_pool_t *pool, ngx_str_t *dst, faimi_slice_t src)
{
    dst->len = 0;
    dst->data = ngx_pnalloc(pool, src.len);

    if (dst->data == NULL) {
        return NGX_ERROR;
    }

    ngx_memcpy(dst->data, src.data, src.len);
    dst->len = src.len;

    return NGX_OK;
}


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


static void
ngx_faimi_set_status(ngx_http_request_t *r, const char *status)
{
    ngx_faimi_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_faimi_module);
    ctx->cache_status.data = (u_char *) status;
    ctx->cache_status.len = ngx_strlen(status);
}


/* Whatever the render took is given back at its end: the page alone is
 * copied, into the request's pool. */
static faimi_rc_t
ngx_faimi_render_in(ngx_faimi_render_t *rd, faimi_arena_t *arena)
{
    faimi_rc_t     rc;
    faimi_buf_t   *out;
    faimi_error_t  err;

    out = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);
    rc = faimi_page_render(rd->site->site, rd->page, arena, out, &err);

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


typedef struct {
    ngx_faimi_render_t  *rd;
    faimi_arena_t       *arena;
} ngx_faimi_render_work_t;


static faimi_rc_t
ngx_faimi_render_work(void *data)
{
    ngx_faimi_render_work_t  *work = data;

    return ngx_faimi_render_in(work->rd, work->arena);
}


static ngx_int_t
ngx_faimi_render(ngx_faimi_render_t *rd)
{
    faimi_rc_t                rc;
    ngx_faimi_render_work_t   work;

    work.rd = rd;
    work.arena = faimi_arena_create(rd->site->guard,
                                    FAIMI_MAX_RENDER_MEMORY);
    if (work.arena == NULL) {
        return NGX_ERROR;
    }

    rc = faimi_guard_run(rd->site->guard, ngx_faimi_render_work, &work);
    faimi_arena_destroy(work.arena);

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


/* The page's entry and the word for it: how it was come by. */
static const char *
ngx_faimi_obtain(ngx_faimi_render_t *rd)
{
    faimi_error_t  err;

    if (faimi_page_key(rd->site->site, rd->page, rd->key, &err) == FAIMI_OK) {

        if (ngx_faimi_zone_get(rd->site->zone, rd->key, rd->r->pool,
                               rd->entry)
            == NGX_OK)
        {
            return rd->info.broken ? "STALE" : "HIT";
        }

        if (ngx_faimi_render(rd) == NGX_OK
            && ngx_faimi_publish(rd) == NGX_OK)
        {
            return rd->info.broken ? "STALE" : "MISS";
        }
    }

    if (rd->path.len > 0
        && ngx_faimi_zone_last(rd->site->zone, &rd->path, rd->r->pool,
                               rd->entry)
           == NGX_OK)
    {
        return "STALE";
    }

    return "ERROR";
}


ngx_int_t
ngx_faimi_send_page(ngx_http_request_t *r, ngx_faimi_site_t *site,
    faimi_page_t *page, ngx_uint_t status)
{
    const char          *word;
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

    word = ngx_faimi_obtain(&rd);
    ngx_faimi_set_status(r, word);

    if (ngx_strcmp(word, "ERROR") == 0) {
        return (status == NGX_HTTP_OK) ? NGX_HTTP_INTERNAL_SERVER_ERROR
                                       : (ngx_int_t) status;
    }

    return ngx_faimi_send(r, status, &entry);
}


/* The type up to its parameters is what gzip_types and the like compare. */
static void
ngx_faimi_set_type(ngx_http_request_t *r, ngx_str_t *type)
{
    u_char  *p;

    r->headers_out.content_type = *type;
    r->headers_out.content_type_lowcase = NULL;

    p = ngx_strlchr(type->data, type->data + type->len, ';');
    r->headers_out.content_type_len = (p == NULL) ? type->len
                                                  : (size_t) (p - type->data);
}


static ngx_int_t
ngx_faimi_set_etag(ngx_http_request_t *r, ngx_str_t *etag)
{
    ngx_table_elt_t  *h;

    h = ngx_list_push(&r->headers_out.headers);

    if (h == NULL) {
        return NGX_ERROR;
    }

    ngx_memzero(h, sizeof(ngx_table_elt_t));
    h->hash = 1;
    ngx_str_set(&h->key, "ETag");
    h->value = *etag;
    r->headers_out.etag = h;

    return NGX_OK;
}


ngx_int_t
ngx_faimi_send(ngx_http_request_t *r, ngx_uint_t status,
    ngx_faimi_entry_t *entry)
{
    ngx_int_t     rc;
    ngx_buf_t    *b;
    ngx_chain_t   out;

    b = ngx_calloc_buf(r->pool);

    if (b == NULL
        || (status == NGX_HTTP_OK && entry->etag.len > 0
            && ngx_faimi_set_etag(r, &entry->etag) != NGX_OK))
    {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    r->headers_out.status = status;
    r->headers_out.content_length_n = (off_t) entry->body.len;
    r->allow_ranges = 1;
    ngx_faimi_set_type(r, &entry->type);

    /* a moment that is not over yet validates nothing (RFC 9110, 8.8.2) */
    if (status == NGX_HTTP_OK && entry->modified > 0
        && entry->modified <= ngx_time())
    {
        r->headers_out.last_modified_time = entry->modified;
    }

    rc = ngx_http_send_header(r);

    if (rc == NGX_ERROR || rc > NGX_OK || r->header_only) {
        return rc;
    }

    b->pos = entry->body.data;
    b->last = entry->body.data + entry->body.len;
    b->memory = entry->body.len ? 1 : 0;
    b->last_buf = (r == r->main) ? 1 : 0;
    b->last_in_chain = 1;
    b->sync = (b->last_buf || b->memory) ? 0 : 1;

    out.buf = b;
    out.next = NULL;

    return ngx_http_output_filter(r, &out);
}
