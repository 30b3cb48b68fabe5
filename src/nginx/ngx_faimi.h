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
    void             **themed;       /* this location with the theme as its
                                        root, once that is asked for */
} ngx_faimi_loc_conf_t;


/* Of a request; texts are in its pool: a log line may come after an edit. */
typedef struct {
    ngx_str_t  cache_status;
    ngx_str_t  page;
    ngx_str_t  year;
    ngx_str_t  layout;
    ngx_str_t  title;
    unsigned   revalidate:1;  /* no-cache, unless the operator says more */
} ngx_faimi_ctx_t;


extern ngx_module_t  ngx_faimi_module;


/* ngx_faimi_handler.c, ngx_faimi_page.c, ngx_faimi_status.c */
ngx_int_t ngx_faimi_not_allowed(ngx_http_request_t *r);
ngx_int_t ngx_faimi_send_page(ngx_http_request_t *r, ngx_faimi_site_t *site,
    faimi_page_t *page, ngx_uint_t status);
ngx_int_t ngx_faimi_send(ngx_http_request_t *r, ngx_uint_t status,
    ngx_faimi_entry_t *entry);
ngx_int_t ngx_faimi_status_handler(ngx_http_request_t *r);

/* ngx_faimi_worker.c: sites in a worker */
ngx_int_t ngx_faimi_init_process(ngx_cycle_t *cycle);
void ngx_faimi_exit_process(ngx_cycle_t *cycle);
void ngx_faimi_log_problem(ngx_faimi_site_t *site, const faimi_error_t *err);

#endif
