/*
 * Child processes that render pages for a worker.
 */

#ifndef NGX_FAIMI_CHILD_H
#define NGX_FAIMI_CHILD_H

#include "ngx_faimi_wait.h"


typedef struct ngx_faimi_child_s  ngx_faimi_child_t;


/* What a child is to make.  The texts are copied. */
typedef struct {
    ngx_faimi_site_t  *site;
    faimi_page_t      *page;
    const u_char      *key;
    ngx_str_t          path;     /* of the page's source, or empty */
    faimi_slice_t      type;
    uint32_t           name;     /* for ngx_faimi_child_want() */
} ngx_faimi_order_t;


/* The child that makes the page of this key, or NULL. */
ngx_faimi_child_t *ngx_faimi_child_find(ngx_faimi_site_t *site,
    const u_char *key);

/* Whether this worker may have one more. */
ngx_uint_t ngx_faimi_child_room(void);

/* Starts one for a page that this worker has claimed in the zone: it is
 * released when the child has ended.  NULL: it could not be started, which was
 * logged. */
ngx_faimi_child_t *ngx_faimi_child_start(const ngx_faimi_order_t *order);

/* Lets a request wait for the child's page. */
ngx_int_t ngx_faimi_child_wait(ngx_faimi_child_t *child,
    ngx_faimi_wait_t *wait);

/* Pages that took too long for the worker, by a digest of their names: the
 * next version of one is likely to, too. */
ngx_uint_t ngx_faimi_child_wanted(uint32_t name);
void ngx_faimi_child_want(uint32_t name, ngx_uint_t slow);

/* When the worker leaves. */
void ngx_faimi_child_kill_all(void);

#endif
