/*
 * The variables: what the handler found out about the page of a request.
 * Empty where the request was not for a page.
 */

#include "ngx_faimi_conf.h"


static ngx_int_t ngx_faimi_variable(ngx_http_request_t *r,
    ngx_http_variable_value_t *v, uintptr_t data);
static ngx_int_t ngx_faimi_variable_cache_status(ngx_http_request_t *r,
    ngx_http_variable_value_t *v, uintptr_t data);


static ngx_http_variable_t  ngx_faimi_variables[] = {

    { ngx_string("faimi_cache_status"), NULL, ngx_faimi_variable_cache_status,
      0, NGX_HTTP_VAR_NOCACHEABLE, 0 },

    { ngx_string("faimi_page"), NULL, ngx_faimi_variable,
      offsetof(ngx_faimi_ctx_t, page), NGX_HTTP_VAR_NOCACHEABLE, 0 },

    { ngx_string("faimi_year"), NULL, ngx_faimi_variable,
      offsetof(ngx_faimi_ctx_t, year), NGX_HTTP_VAR_NOCACHEABLE, 0 },

    { ngx_string("faimi_layout"), NULL, ngx_faimi_variable,
      offsetof(ngx_faimi_ctx_t, layout), NGX_HTTP_VAR_NOCACHEABLE, 0 },

    { ngx_string("faimi_title"), NULL, ngx_faimi_variable,
      offsetof(ngx_faimi_ctx_t, title), NGX_HTTP_VAR_NOCACHEABLE, 0 },

      ngx_http_null_variable
};


static const ngx_str_t  ngx_faimi_cache_statuses[] = {
    [NGX_FAIMI_CACHE_NONE] = ngx_null_string,
    [NGX_FAIMI_CACHE_HIT] = ngx_string("HIT"),
    [NGX_FAIMI_CACHE_MISS] = ngx_string("MISS"),
    [NGX_FAIMI_CACHE_STALE] = ngx_string("STALE"),
    [NGX_FAIMI_CACHE_ERROR] = ngx_string("ERROR")
};


static void
ngx_faimi_variable_set(ngx_http_variable_value_t *v, const ngx_str_t *value)
{
    v->valid = 1;
    v->no_cacheable = 0;
    v->not_found = (value->len == 0);
    v->len = (unsigned) value->len;
    v->data = value->data;
}


/* A text of the request's context, at the offset `data`. */
static ngx_int_t
ngx_faimi_variable(ngx_http_request_t *r, ngx_http_variable_value_t *v,
    uintptr_t data)
{
    ngx_faimi_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_faimi_module);

    if (ctx == NULL) {
        v->not_found = 1;
        return NGX_OK;
    }

    ngx_faimi_variable_set(v, (ngx_str_t *) ((u_char *) ctx + data));

    return NGX_OK;
}


static ngx_int_t
ngx_faimi_variable_cache_status(ngx_http_request_t *r,
    ngx_http_variable_value_t *v, uintptr_t data)
{
    ngx_faimi_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_faimi_module);

    if (ctx == NULL) {
        v->not_found = 1;
        return NGX_OK;
    }

    ngx_faimi_variable_set(v, &ngx_faimi_cache_statuses[ctx->cache_status]);

    return NGX_OK;
}


ngx_int_t
ngx_faimi_add_variables(ngx_conf_t *cf)
{
    ngx_http_variable_t  *var, *v;

    for (v = ngx_faimi_variables; v->name.len; v++) {
        var = ngx_http_add_variable(cf, &v->name, v->flags);

        if (var == NULL) {
            return NGX_ERROR;
        }

        var->get_handler = v->get_handler;
        var->data = v->data;
    }

    return NGX_OK;
}
