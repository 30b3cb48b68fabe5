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
    NGX_FAIMI_UNWATCHED  /* a folder cannot be watched; close this, no path */
} ngx_faimi_change_e;


typedef struct ngx_faimi_inotify_s  ngx_faimi_inotify_t;

/* Called from the event loop; may call back into what is declared here. */
typedef void (*ngx_faimi_change_pt)(void *data, ngx_faimi_change_e change,
    faimi_slice_t path);

/* Whether a new folder is one to be watched. */
typedef ngx_uint_t (*ngx_faimi_takes_pt)(void *data, faimi_slice_t path);


/* NULL where the system gives no instance or no connection slot is free; the
 * log says which.  Ended by ngx_faimi_inotify_close() alone. */
ngx_faimi_inotify_t *ngx_faimi_inotify_open(ngx_str_t *root,
    ngx_cycle_t *cycle, ngx_faimi_change_pt changed, ngx_faimi_takes_pt takes,
    void *data);
void ngx_faimi_inotify_close(ngx_faimi_inotify_t *in);

/* Watches folder `path` ("" is the root; that of a theme is absolute, and so
 * are the paths of all in it); it may be watched already. */
void ngx_faimi_inotify_add(ngx_faimi_inotify_t *in, faimi_slice_t path);

/* Reads the events that the kernel has queued by now, without waiting for the
 * event loop. */
void ngx_faimi_inotify_drain(ngx_faimi_inotify_t *in);

/* Whether a file is open for writing: it was written to, and as far as is known
 * not closed yet. */
ngx_uint_t ngx_faimi_inotify_is_open(ngx_faimi_inotify_t *in,
    faimi_slice_t path);

/* Whether another folder has taken the root's path since (a symbolic link was
 * turned, the folder was replaced): then all watches are gone, and a full scan
 * sets them anew. */
ngx_uint_t ngx_faimi_inotify_check(ngx_faimi_inotify_t *in);

/* Whether a folder could not be watched: there may be edits without events. */
ngx_uint_t ngx_faimi_inotify_is_partial(const ngx_faimi_inotify_t *in);

#endif
