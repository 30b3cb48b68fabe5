/*
 * Watching a site's folder in a worker, and bringing the site up to date.
 */

#ifndef NGX_FAIMI_WATCH_H
#define NGX_FAIMI_WATCH_H

#include "ngx_faimi.h"


/* Starts what the site's `watch` says; falls back to polling, with a line in
 * the log, where the system gives no inotify.  Before the first scan. */
ngx_int_t ngx_faimi_watch_start(ngx_faimi_site_t *site, ngx_cycle_t *cycle);
void ngx_faimi_watch_stop(ngx_faimi_site_t *site);

/* Arms the timers once the first scan is done. */
void ngx_faimi_watch_arm(ngx_faimi_site_t *site);

/* Folder `path` of the site is about to be listed. */
void ngx_faimi_watch_folder(ngx_faimi_site_t *site, faimi_slice_t path);

/* Whether a writer has file `path` open, or has had since the site began to
 * read, as far as events tell. */
ngx_uint_t ngx_faimi_watch_is_open(ngx_faimi_site_t *site, faimi_slice_t path);

/* "inotify", "poll" or "off": what is in force, for the status. */
const char *ngx_faimi_watch_mode(const ngx_faimi_site_t *site);

#endif
