/*
 * Inotify as an nginx event: one instance per worker and site, a watch per
 * folder, and the paths that changed once they are whole.
 */

#ifndef NGX_FAIMI_INOTIFY_H
#define NGX_FAIMI_INOTIFY_H

#include "ngx_faimi.h"


typedef enum {
    NGX_FAIMI_CHANGED,   /* path: a file or folder to look at again */
    NGX_FAIMI_LOST,      /* events were lost; no path */
    NGX_FAIMI_BLIND      /* a folder cannot be watched; close this, no path */
} ngx_faimi_change_e;


typedef struct ngx_faimi_inotify_s  ngx_faimi_inotify_t;

/* Called from the event loop; may call back into what is declared here. */
typedef void (*ngx_faimi_change_pt)(void *data, ngx_faimi_change_e change,
    faimi_slice_t path);


/* NULL where the system gives no instance or no connection slot is free; the
 * log says which.  Ended by ngx_faimi_inotify_close() alone. */
ngx_faimi_inotify_t *ngx_faimi_inotify_open(ngx_str_t *root,
    ngx_cycle_t *cycle, ngx_faimi_change_pt changed, void *data);
void ngx_faimi_inotify_close(ngx_faimi_inotify_t *in);

/* Watches folder `path` ("" is the root); again is no harm. */
void ngx_faimi_inotify_add(ngx_faimi_inotify_t *in, faimi_slice_t path);

/* Tells of what is in the queue by now, without waiting for the loop. */
void ngx_faimi_inotify_drain(ngx_faimi_inotify_t *in);

/* Whether a file was written to and is not closed yet. */
ngx_uint_t ngx_faimi_inotify_held(ngx_faimi_inotify_t *in,
    faimi_slice_t path);

/* Whether another folder stands at the root's path by now (a symlink was
 * turned, the folder was replaced): then all watches are off, and a sweep
 * sets them anew. */
ngx_uint_t ngx_faimi_inotify_check(ngx_faimi_inotify_t *in);

/* Whether a folder could not be watched: what events tell is not all. */
ngx_uint_t ngx_faimi_inotify_blind(const ngx_faimi_inotify_t *in);

#endif
