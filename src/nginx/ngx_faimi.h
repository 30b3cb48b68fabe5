/*
 * The adapter between nginx and the core: what its files share.
 */

#ifndef NGX_FAIMI_H
#define NGX_FAIMI_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>

#include "faimi_report.h"
#include "ngx_faimi_zone.h"


typedef enum {
    NGX_FAIMI_WATCH_ON = 0,
    NGX_FAIMI_WATCH_POLL,
    NGX_FAIMI_WATCH_OFF
} ngx_faimi_watch_e;


typedef struct ngx_faimi_watch_s  ngx_faimi_watch_t;


/* A site as it was declared, and what a worker makes of it. */
typedef struct {
    ngx_str_t           name;
    ngx_str_t           root;        /* absolute, terminated, no "/" behind */
    ngx_str_t           theme;       /* likewise, or empty */
    ngx_str_t           themes;      /* likewise: a folder of themes */
    size_t              zone_size;
    size_t              max_page;
    ngx_msec_t          interval;    /* of watch=poll */
    ngx_uint_t          watch;       /* ngx_faimi_watch_e */
    ngx_faimi_zone_t   *zone;

    faimi_site_t       *site;        /* in a worker, from init_process on */
    faimi_guard_t      *guard;       /* of renders and reports */
    ngx_faimi_watch_t  *watcher;
    ngx_log_t          *log;
} ngx_faimi_site_t;


typedef struct {
    ngx_array_t  sites;                 /* of ngx_faimi_site_t * */
} ngx_faimi_main_conf_t;


typedef struct {
    ngx_str_t          name;         /* as given; data NULL: not given */
    u_char            *file;         /* where, for messages */
    ngx_uint_t         line;
    ngx_faimi_site_t  *site;         /* NULL: off */
    ngx_str_t          status;       /* name of the status page's site */
    ngx_faimi_site_t  *status_site;

    u_char            *root;         /* the root that holds without `faimi` */
} ngx_faimi_loc_conf_t;


/* How a page was obtained; $faimi_cache_status says it by a name. */
typedef enum {
    NGX_FAIMI_CACHE_NONE = 0,  /* not a page */
    NGX_FAIMI_CACHE_HIT,       /* it was in the zone */
    NGX_FAIMI_CACHE_MISS,      /* it was rendered */
    NGX_FAIMI_CACHE_STALE,     /* its source is broken: the last good version */
    NGX_FAIMI_CACHE_ERROR      /* broken, and there is no good version */
} ngx_faimi_cache_status_e;


typedef struct ngx_faimi_wait_s  ngx_faimi_wait_t;


/* Of a request.  The texts are in its pool, since a log line may be written
 * after an edit has replaced the page. */
typedef struct {
    ngx_uint_t         cache_status;  /* ngx_faimi_cache_status_e */
    ngx_str_t          page;
    ngx_str_t          year;
    ngx_str_t          layout;
    ngx_str_t          title;
    ngx_faimi_wait_t  *wait;          /* NULL: it never waited */
    unsigned           revalidate:1;  /* Cache-Control: no-cache, unless the
                                         operator has set another */
} ngx_faimi_ctx_t;


extern ngx_module_t  ngx_faimi_module;


/* ngx_faimi_answer.c */

/* A response header; NULL: no memory.  `key` and `value` are not copied. */
ngx_table_elt_t *ngx_faimi_add_header(ngx_http_request_t *r,
    const ngx_str_t *key, const ngx_str_t *value);

/* 405 with the methods that are allowed (RFC 9110, 15.5.6). */
ngx_int_t ngx_faimi_not_allowed(ngx_http_request_t *r);

/* Sends an entry; ETag and Last-Modified only with status 200. */
ngx_int_t ngx_faimi_send(ngx_http_request_t *r, ngx_uint_t status,
    const ngx_faimi_entry_t *entry);

/* Sends the header, then the buffer as the whole body. */
ngx_int_t ngx_faimi_send_buf(ngx_http_request_t *r, ngx_buf_t *b);

/* ngx_faimi_page.c, ngx_faimi_static.c, ngx_faimi_status.c: what is sent */
ngx_int_t ngx_faimi_send_page(ngx_http_request_t *r, ngx_faimi_site_t *site,
    faimi_page_t *page, ngx_uint_t status);
ngx_int_t ngx_faimi_send_file(ngx_http_request_t *r, ngx_faimi_site_t *site,
    const faimi_route_t *route);
ngx_int_t ngx_faimi_status_handler(ngx_http_request_t *r);

/* Answers a request whose page a child has made: NGX_OK, with the entry, or
 * NGX_ERROR. */
void ngx_faimi_page_made(ngx_faimi_wait_t *wait, ngx_faimi_site_t *site,
    ngx_int_t rc, const ngx_faimi_entry_t *made);

/* ngx_faimi_slice.c: the core's texts and nginx's */

/* A terminated copy in the pool. */
ngx_int_t ngx_faimi_copy(ngx_pool_t *pool, ngx_str_t *dst, faimi_slice_t src);
ngx_int_t ngx_faimi_copy_str(ngx_pool_t *pool, ngx_str_t *dst,
    const ngx_str_t *src);

/* ngx_faimi_worker.c: sites in a worker */
ngx_int_t ngx_faimi_init_process(ngx_cycle_t *cycle);
void ngx_faimi_exit_process(ngx_cycle_t *cycle);
void ngx_faimi_log_problem(ngx_faimi_site_t *site, const faimi_error_t *err);

#endif
