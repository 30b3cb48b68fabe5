/*
 * Requests that wait for a page which is being made.
 */

#ifndef NGX_FAIMI_WAIT_H
#define NGX_FAIMI_WAIT_H

#include "ngx_faimi.h"


/* Of a request, in its pool, from its first wait on. */
struct ngx_faimi_wait_s {
    ngx_queue_t          queue;    /* of a child's requests */
    unsigned             queued:1;
    ngx_http_request_t  *r;
    ngx_event_t          timer;    /* where it waits for no child of ours */
    ngx_msec_t           until;    /* it waits no longer */
    ngx_uint_t           times;    /* that it has waited */
    ngx_uint_t           status;   /* that the page is sent with */
    unsigned             broken:1; /* the page is a last good version */
};


/* The request's place to wait, made at first; NULL: no memory. */
ngx_faimi_wait_t *ngx_faimi_wait_get(ngx_http_request_t *r);

/* Lets the request wait until it is asked again from the content phase on,
 * after `msec`; or, with a queue, until somebody takes it from there by
 * ngx_faimi_wait_end().  Returns what the content handler returns. */
ngx_int_t ngx_faimi_wait_timer(ngx_faimi_wait_t *wait, ngx_msec_t msec);
ngx_int_t ngx_faimi_wait_queue(ngx_faimi_wait_t *wait, ngx_queue_t *queue);

/* Ends a wait in a queue: answers the request with `rc`. */
void ngx_faimi_wait_end(ngx_faimi_wait_t *wait, ngx_int_t rc);

#endif
