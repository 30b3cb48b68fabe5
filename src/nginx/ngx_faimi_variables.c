/*
 * The variables: what the handler found out about the page of a request.
 * Empty where the request was not for a page.
 */

#include "ngx_faimi_conf.h"


static ngx_int_t
ngx_faimi_variable(ngx_http_request_t *r, ngx_http_variable_value_t *v,
    uintptr_t data)
{
    ngx_str_t        *value;
    ngx_faimi_ctx_t  *ctx;

    ctx = ngx_http_get_module_ctx(r, ngx_faimi_module);

    if (ctx == NULL) {
        v->not_found = 1;
        return NGX_OK;
    }

    value = (ngx_str_t *) ((u_char *) ctx + data);

    if (value->len == 0) {
        v->not_found = 1;
        return NGX_OK;
    }

    v->valid = 1;
    v->no_cacheable = 0;
    v->not_found = 0;
    v->len = (unsigned) value->len;
    v->data = value->data;

    return NGX_OK;
}


static ngx_http_variable_t  ngx_faimi_variables[] = {

    { ngx_string("faimi_cache_status"), NULL, ngx_faimi_variable,
      offsetof(ngx_faimi_ctx_t, cache_status), NGX_HTTP_VAR_NOCACHEABLE, 0 },

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
