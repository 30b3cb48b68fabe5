/*
 * Answers: what pages, static files, redirects and the status have in common.
 */

#include "ngx_faimi.h"


ngx_table_elt_t *
ngx_faimi_add_header(ngx_http_request_t *r, const ngx_str_t *key,
    const ngx_str_t *value)
{
    ngx_table_elt_t  *h;

    h = ngx_list_push(&r->headers_out.headers);

    if (h == NULL) {
        return NULL;
    }

    /* from 1.23.0 on it also has a `next` */
    ngx_memzero(h, sizeof(ngx_table_elt_t));
    h->hash = 1;
    h->key = *key;
    h->value = *value;

    return h;
}


ngx_int_t
ngx_faimi_not_allowed(ngx_http_request_t *r)
{
    static const ngx_str_t  key = ngx_string("Allow");
    static const ngx_str_t  methods = ngx_string("GET, HEAD");

    if (ngx_faimi_add_header(r, &key, &methods) == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    return NGX_HTTP_NOT_ALLOWED;
}


/* `etag off` holds for pages, too. */
static ngx_int_t
ngx_faimi_set_etag(ngx_http_request_t *r, const ngx_str_t *etag)
{
    ngx_http_core_loc_conf_t  *clcf;

    static const ngx_str_t  key = ngx_string("ETag");

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (!clcf->etag || etag->len == 0) {
        return NGX_OK;
    }

    r->headers_out.etag = ngx_faimi_add_header(r, &key, etag);

    return (r->headers_out.etag != NULL) ? NGX_OK : NGX_ERROR;
}


/* Without a type of its own the answer has the one of `types` for the URL's
 * ending, else `default_type`. */
static ngx_int_t
ngx_faimi_set_type(ngx_http_request_t *r, const ngx_str_t *type)
{
    u_char  *p;

    if (type->len == 0) {
        return ngx_http_set_content_type(r);
    }

    r->headers_out.content_type = *type;
    r->headers_out.content_type_lowcase = NULL;

    /* the part before parameters is what gzip_types and the like compare */
    p = ngx_strlchr(type->data, type->data + type->len, ';');
    r->headers_out.content_type_len = (p == NULL) ? type->len
                                                  : (size_t) (p - type->data);

    return NGX_OK;
}


ngx_int_t
ngx_faimi_send_buf(ngx_http_request_t *r, ngx_buf_t *b)
{
    ngx_int_t    rc;
    ngx_chain_t  out;

    rc = ngx_http_send_header(r);

    if (rc == NGX_ERROR || rc > NGX_OK || r->header_only) {
        return rc;
    }

    b->last_buf = (r == r->main) ? 1 : 0;
    b->last_in_chain = 1;
    b->sync = (b->last_buf || b->memory || b->in_file) ? 0 : 1;

    out.buf = b;
    out.next = NULL;

    return ngx_http_output_filter(r, &out);
}


ngx_int_t
ngx_faimi_send(ngx_http_request_t *r, ngx_uint_t status,
    const ngx_faimi_entry_t *entry)
{
    ngx_buf_t  *b;

    b = ngx_calloc_buf(r->pool);

    if (b == NULL || ngx_faimi_set_type(r, &entry->type) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    r->headers_out.status = status;
    r->headers_out.content_length_n = (off_t) entry->body.len;
    r->allow_ranges = 1;

    /* validators are a page's own, not those of an error */
    if (status == NGX_HTTP_OK) {
        if (ngx_faimi_set_etag(r, &entry->etag) != NGX_OK) {
            return NGX_HTTP_INTERNAL_SERVER_ERROR;
        }

        /* a second that is not over yet validates nothing (RFC 9110, 8.8.2) */
        if (entry->modified > 0 && entry->modified <= ngx_time()) {
            r->headers_out.last_modified_time = entry->modified;
        }
    }

    b->pos = entry->body.data;
    b->last = entry->body.data + entry->body.len;
    b->memory = entry->body.len ? 1 : 0;

    return ngx_faimi_send_buf(r, b);
}
