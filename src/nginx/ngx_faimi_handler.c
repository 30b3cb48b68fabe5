/*
 * Requests: from a URL to what the site has there.
 *
 * The handler stands in the content phase, before nginx's index and static
 * handlers: declining a request hands a published static file to them.  All
 * else is answered here, so that nothing that the site does not publish is
 * ever looked for on disk.
 */

#include "ngx_faimi_conf.h"


static ngx_http_output_header_filter_pt  ngx_faimi_next_header_filter;


static ngx_table_elt_t *
ngx_faimi_add_header(ngx_http_request_t *r, const char *key, size_t key_len,
    const char *value, size_t len)
{
    ngx_table_elt_t  *h;

    h = ngx_list_push(&r->headers_out.headers);

    if (h == NULL) {
        return NULL;
    }

    ngx_memzero(h, sizeof(ngx_table_elt_t));
    h->hash = 1;
    h->key.data = (u_char *) key;
    h->key.len = key_len;
    h->value.data = (u_char *) value;
    h->value.len = len;

    return h;
}


/* 405 with the methods that are (RFC 9110, 15.5.6). */
ngx_int_t
ngx_faimi_not_allowed(ngx_http_request_t *r)
{
    if (ngx_faimi_add_header(r, "Allow", sizeof("Allow") - 1,
                             "GET, HEAD", sizeof("GET, HEAD") - 1) == NULL)
    {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    return NGX_HTTP_NOT_ALLOWED;
}


typedef struct {
    ngx_http_request_t   *r;
    faimi_arena_t        *arena;
    const faimi_route_t  *route;
    ngx_str_t             location;
} ngx_faimi_location_t;


static faimi_rc_t
ngx_faimi_location_work(void *data)
{
    faimi_buf_t           *out;
    ngx_http_request_t    *r;
    ngx_faimi_location_t  *l = data;

    r = l->r;
    out = faimi_buf_create(l->arena, FAIMI_MAX_OUTPUT);
    faimi_route_location(out, l->route->target,
                         faimi_slice((char *) r->args.data, r->args.len));

    l->location.data = ngx_pnalloc(r->pool, out->len);

    if (l->location.data != NULL) {
        ngx_memcpy(l->location.data, out->data, out->len);
        l->location.len = out->len;
    }

    return (l->location.data == NULL) ? FAIMI_NOMEM : FAIMI_OK;
}


static ngx_int_t
ngx_faimi_redirect(ngx_http_request_t *r, ngx_faimi_site_t *site,
    const faimi_route_t *route)
{
    faimi_rc_t            rc;
    ngx_faimi_location_t  l;

    ngx_memzero(&l, sizeof(ngx_faimi_location_t));
    l.r = r;
    l.route = route;
    l.arena = faimi_arena_create(site->guard, 0);

    if (l.arena == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    /* outside of the run: one that ends early gives its memory back, too */
    rc = faimi_guard_run(site->guard, ngx_faimi_location_work, &l);
    faimi_arena_destroy(l.arena);

    if (rc != FAIMI_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    ngx_http_clear_location(r);

    r->headers_out.location =
        ngx_faimi_add_header(r, "Location", sizeof("Location") - 1,
                             (char *) l.location.data, l.location.len);

    if (r->headers_out.location == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    return route->status;
}


/* A theme's asset lies below another root than the location's.  The location
 * is copied once, with that root; in the cycle's pool, since a connection that
 * is kept alive looks at its location after the request. */
static ngx_int_t
ngx_faimi_theme(ngx_http_request_t *r, ngx_faimi_loc_conf_t *flcf)
{
    void                      **conf;
    ngx_http_core_loc_conf_t   *clcf;

    if (flcf->themed == NULL) {
        conf = ngx_palloc(ngx_cycle->pool, ngx_http_max_module
                                           * sizeof(void *));
        clcf = ngx_palloc(ngx_cycle->pool, sizeof(ngx_http_core_loc_conf_t));

        if (conf == NULL || clcf == NULL) {
            return NGX_ERROR;
        }

        *clcf = *(ngx_http_core_loc_conf_t *)
                ngx_http_get_module_loc_conf(r, ngx_http_core_module);
        clcf->root = flcf->site->theme;

        ngx_memcpy(conf, r->loc_conf, ngx_http_max_module * sizeof(void *));
        conf[ngx_http_core_module.ctx_index] = clcf;
        flcf->themed = conf;
    }

    r->loc_conf = flcf->themed;

    return NGX_OK;
}


/* The static handler maps the URI below the root, which is the site's folder:
 * where the file has another path there, the URI follows it. */
static ngx_int_t
ngx_faimi_static(ngx_http_request_t *r, const faimi_route_t *route)
{
    u_char  *p;

    if (r->uri.len == route->path.len + 1
        && ngx_memcmp(r->uri.data + 1, route->path.data, route->path.len)
           == 0)
    {
        return NGX_DECLINED;
    }

    p = ngx_pnalloc(r->pool, route->path.len + 1);

    if (p == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    p[0] = '/';
    ngx_memcpy(p + 1, route->path.data, route->path.len);

    r->uri.data = p;
    r->uri.len = route->path.len + 1;
    r->valid_unparsed_uri = 0;
    ngx_http_set_exten(r);

    return NGX_DECLINED;
}


static ngx_int_t
ngx_faimi_handler(ngx_http_request_t *r)
{
    ngx_int_t              rc;
    faimi_route_t          route;
    ngx_faimi_ctx_t       *ctx;
    ngx_faimi_site_t      *site;
    ngx_faimi_loc_conf_t  *flcf;

    flcf = ngx_http_get_module_loc_conf(r, ngx_faimi_module);
    site = flcf->site;

    if (site == NULL) {
        return NGX_DECLINED;
    }

    ctx = ngx_pcalloc(r->pool, sizeof(ngx_faimi_ctx_t));

    if (ctx == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    ngx_http_set_ctx(r, ctx, ngx_faimi_module);

    if (!(r->method & (NGX_HTTP_GET|NGX_HTTP_HEAD))) {
        return ngx_faimi_not_allowed(r);
    }

    if (site->site == NULL) {
        return NGX_HTTP_SERVICE_UNAVAILABLE;
    }

    route = faimi_site_route(site->site, faimi_slice((char *) r->uri.data,
                                                     r->uri.len));
    if (route.kind == FAIMI_ROUTE_STATIC) {
        if (!faimi_route_stands(site->site, &route)) {
            return NGX_HTTP_NOT_FOUND;
        }

        if (route.theme && ngx_faimi_theme(r, flcf) != NGX_OK) {
            return NGX_HTTP_INTERNAL_SERVER_ERROR;
        }

        return ngx_faimi_static(r, &route);
    }

    ctx->revalidate = 1;
    rc = ngx_http_discard_request_body(r);

    if (rc != NGX_OK) {
        return rc;
    }

    switch (route.kind) {

    case FAIMI_ROUTE_PAGE:
        return ngx_faimi_send_page(r, site, route.page, NGX_HTTP_OK);

    case FAIMI_ROUTE_REDIRECT:
        return ngx_faimi_redirect(r, site, &route);

    case FAIMI_ROUTE_DOWN:
        return NGX_HTTP_SERVICE_UNAVAILABLE;

    default:
        break;
    }

    if (route.page == NULL) {
        return NGX_HTTP_NOT_FOUND;
    }

    return ngx_faimi_send_page(r, site, route.page, NGX_HTTP_NOT_FOUND);
}


/* Stands behind nginx's headers filter (see `config`), so that `expires` and
 * `add_header Cache-Control` have had their say. */
static ngx_int_t
ngx_faimi_header_filter(ngx_http_request_t *r)
{
    ngx_faimi_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_faimi_module);

    if (ctx == NULL || r != r->main || !ctx->revalidate) {
        return ngx_faimi_next_header_filter(r);
    }

#if (nginx_version >= 1023000)
    if (r->headers_out.cache_control != NULL) {
#else
    if (r->headers_out.cache_control.elts != NULL) {
#endif
        return ngx_faimi_next_header_filter(r);
    }

    if (ngx_faimi_add_header(r, "Cache-Control", sizeof("Cache-Control") - 1,
                             "no-cache", sizeof("no-cache") - 1) == NULL)
    {
        return NGX_ERROR;
    }

    return ngx_faimi_next_header_filter(r);
}


ngx_int_t
ngx_faimi_init(ngx_conf_t *cf)
{
    ngx_http_handler_pt        *h;
    ngx_http_core_main_conf_t  *cmcf;

    cmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);
    h = ngx_array_push(&cmcf->phases[NGX_HTTP_CONTENT_PHASE].handlers);

    if (h == NULL) {
        return NGX_ERROR;
    }

    *h = ngx_faimi_handler;

    ngx_faimi_next_header_filter = ngx_http_top_header_filter;
    ngx_http_top_header_filter = ngx_faimi_header_filter;

    return NGX_OK;
}
