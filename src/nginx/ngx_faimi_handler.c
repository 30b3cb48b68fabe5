/*
 * Requests: from a URL to what the site has there.
 *
 * The handler stands in the content phase, before nginx's index and static
 * handlers, and answers all that is asked of a site: nothing that the site does
 * not publish is ever looked for on disk.
 */

#include "ngx_faimi_conf.h"


typedef struct {
    ngx_http_request_t   *r;
    faimi_arena_t        *arena;
    const faimi_route_t  *route;
    ngx_str_t             location;
} ngx_faimi_location_t;


static ngx_http_output_header_filter_pt  ngx_faimi_next_header_filter;


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

    return (ngx_faimi_copy(r->pool, &l->location, faimi_buf_slice(out))
            == NGX_OK)
           ? FAIMI_OK : FAIMI_NOMEM;
}


static ngx_int_t
ngx_faimi_redirect(ngx_http_request_t *r, ngx_faimi_site_t *site,
    const faimi_route_t *route)
{
    faimi_rc_t            rc;
    ngx_faimi_location_t  l;

    static const ngx_str_t  key = ngx_string("Location");

    ngx_memzero(&l, sizeof(ngx_faimi_location_t));
    l.r = r;
    l.route = route;
    l.arena = faimi_arena_create(site->guard, 0);

    if (l.arena == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    /* a run may end early: what frees its memory stands outside of it */
    rc = faimi_guard_run(site->guard, ngx_faimi_location_work, &l);
    faimi_arena_destroy(l.arena);

    if (rc != FAIMI_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    ngx_http_clear_location(r);
    r->headers_out.location = ngx_faimi_add_header(r, &key, &l.location);

    if (r->headers_out.location == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    return route->status;
}


/* Whether the location has an `error_page` for this status, and nginx would
 * use it now: the operator's own page wins over the site's. */
static ngx_uint_t
ngx_faimi_has_error_page(ngx_http_request_t *r, ngx_int_t status)
{
    ngx_uint_t                 i;
    ngx_http_err_page_t       *pages;
    ngx_http_core_loc_conf_t  *clcf;

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (clcf->error_pages == NULL
        || (r->error_page && !clcf->recursive_error_pages))
    {
        return 0;
    }

    pages = clcf->error_pages->elts;

    for (i = 0; i < clcf->error_pages->nelts; i++) {
        if (pages[i].status == status) {
            return 1;
        }
    }

    return 0;
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

    /* a request that has waited comes here again */
    ctx = ngx_http_get_module_ctx(r, ngx_faimi_module);

    if (ctx == NULL) {
        ctx = ngx_pcalloc(r->pool, sizeof(ngx_faimi_ctx_t));
    }

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
        return ngx_faimi_send_file(r, site, &route);
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

    if (route.page == NULL || ngx_faimi_has_error_page(r, NGX_HTTP_NOT_FOUND))
    {
        return NGX_HTTP_NOT_FOUND;
    }

    return ngx_faimi_send_page(r, site, route.page, NGX_HTTP_NOT_FOUND);
}


/* Runs after nginx's headers filter (`config` sees to that): `expires` and
 * `add_header Cache-Control` win. */
static ngx_int_t
ngx_faimi_header_filter(ngx_http_request_t *r)
{
    ngx_faimi_ctx_t  *ctx;

    static const ngx_str_t  key = ngx_string("Cache-Control");
    static const ngx_str_t  value = ngx_string("no-cache");

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

    if (ngx_faimi_add_header(r, &key, &value) == NULL) {
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
