/*
 * Static files, sent from the descriptor that was checked.
 *
 * nginx's static handler opens a file by its path.  A link that takes the
 * file's place, or that of a folder on its way, after the site has looked at
 * it would lead anywhere.  So the file is opened once, below the descriptor
 * of the site's folder, and what was opened is sent with all that nginx's
 * handler gives: type, ETag, Last-Modified, ranges and conditions, sendfile,
 * aio, directio and read_ahead.
 *
 * open_file_cache has no part in it.  It keeps descriptors by path, and a
 * path is what cannot be trusted here; opening a file takes less system calls
 * than the check and the open by path that it replaces.
 */

#include "ngx_faimi.h"


/* A shorter file is not worth a hint, as in nginx's open_file_cache. */
#define NGX_FAIMI_READ_AHEAD_MIN  (128 * 1024)


/* Sets the URI to the file's path, if the request spells another one (an
 * ending left out, baseurl): type and variables follow from it. */
static ngx_int_t
ngx_faimi_static_uri(ngx_http_request_t *r, const faimi_route_t *route)
{
    u_char  *p;

    if (r->uri.len == route->path.len + 1
        && ngx_memcmp(r->uri.data + 1, route->path.data, route->path.len)
           == 0)
    {
        return NGX_OK;
    }

    p = ngx_pnalloc(r->pool, route->path.len + 1);

    if (p == NULL) {
        return NGX_ERROR;
    }

    p[0] = '/';
    ngx_memcpy(p + 1, route->path.data, route->path.len);

    r->uri.data = p;
    r->uri.len = route->path.len + 1;
    r->valid_unparsed_uri = 0;
    ngx_http_set_exten(r);

    return NGX_OK;
}


/* The statuses of nginx's static handler.  What is not there any more, or not
 * the site's own, is no news for the log: the index will hear of it. */
static ngx_int_t
ngx_faimi_static_failed(ngx_http_request_t *r, const ngx_str_t *name,
    ngx_err_t err)
{
    ngx_int_t   rc;
    ngx_uint_t  level;

    switch (err) {

    case NGX_ENOENT:
    case NGX_ENOTDIR:
    case NGX_ENAMETOOLONG:
    case NGX_ELOOP:
    case NGX_EXDEV:
        return NGX_HTTP_NOT_FOUND;

    case NGX_EACCES:
        level = NGX_LOG_ERR;
        rc = NGX_HTTP_FORBIDDEN;
        break;

    default:
        level = NGX_LOG_CRIT;
        rc = NGX_HTTP_INTERNAL_SERVER_ERROR;
        break;
    }

    ngx_log_error(level, r->connection->log, err,
                  "faimi: the file \"%V\" cannot be opened", name);

    return rc;
}


/* Hints are no promise: a failure is logged, and the file sent without. */
static void
ngx_faimi_static_advise(ngx_http_request_t *r, ngx_file_t *file)
{
    off_t                      size;
    ngx_http_core_loc_conf_t  *clcf;

    size = ngx_file_size(&file->info);
    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (clcf->read_ahead && size > NGX_FAIMI_READ_AHEAD_MIN
        && ngx_read_ahead(file->fd, clcf->read_ahead) == NGX_ERROR)
    {
        ngx_log_error(NGX_LOG_ALERT, file->log, ngx_errno,
                      ngx_read_ahead_n " \"%V\" failed", &file->name);
    }

    if (clcf->directio > size) {
        return;
    }

    if (ngx_directio_on(file->fd) == NGX_FILE_ERROR) {
        ngx_log_error(NGX_LOG_ALERT, file->log, ngx_errno,
                      ngx_directio_on_n " \"%V\" failed", &file->name);
        return;
    }

    file->directio = 1;
}


/* Opens the file and ties it to the request. */
static ngx_int_t
ngx_faimi_static_open(ngx_http_request_t *r, ngx_faimi_site_t *site,
    const faimi_route_t *route, ngx_file_t *file)
{
    ngx_pool_cleanup_t       *cln;
    ngx_pool_cleanup_file_t  *clnf;

    cln = ngx_pool_cleanup_add(r->pool, sizeof(ngx_pool_cleanup_file_t));

    if (cln == NULL
        || ngx_faimi_copy(r->pool, &file->name, route->path) != NGX_OK)
    {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    file->log = r->connection->log;
    file->fd = faimi_route_open(site->site, route, &file->info);

    if (file->fd == NGX_INVALID_FILE) {
        return ngx_faimi_static_failed(r, &file->name, ngx_errno);
    }

    cln->handler = ngx_pool_cleanup_file;
    clnf = cln->data;
    clnf->fd = file->fd;
    clnf->name = file->name.data;
    clnf->log = r->pool->log;

    ngx_faimi_static_advise(r, file);

    return NGX_OK;
}


ngx_int_t
ngx_faimi_send_file(ngx_http_request_t *r, ngx_faimi_site_t *site,
    const faimi_route_t *route)
{
    ngx_int_t   rc;
    ngx_buf_t  *b;

    rc = ngx_http_discard_request_body(r);

    if (rc != NGX_OK) {
        return rc;
    }

    b = ngx_calloc_buf(r->pool);

    if (b == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    b->file = ngx_pcalloc(r->pool, sizeof(ngx_file_t));

    if (b->file == NULL || ngx_faimi_static_uri(r, route) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    rc = ngx_faimi_static_open(r, site, route, b->file);

    if (rc != NGX_OK) {
        return rc;
    }

    r->root_tested = !r->error_page;
    r->headers_out.status = NGX_HTTP_OK;
    r->headers_out.content_length_n = ngx_file_size(&b->file->info);
    r->headers_out.last_modified_time = ngx_file_mtime(&b->file->info);
    r->allow_ranges = 1;

    if (ngx_http_set_etag(r) != NGX_OK
        || ngx_http_set_content_type(r) != NGX_OK)
    {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    r->connection->log->action = "sending response to client";
    b->file_last = ngx_file_size(&b->file->info);
    b->in_file = b->file_last ? 1 : 0;

    return ngx_faimi_send_buf(r, b);
}
