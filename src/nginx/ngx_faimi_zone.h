/*
 * The shared zone: rendered pages by the digest of what went into them, and
 * for each source file its last good form.  Every function but the counters
 * takes the zone's lock, does no I/O under it, and may be called by any worker
 * at any time.  A process that dies inside leaves a mark, and the next one to
 * enter rebuilds the zone from the entries that validate.  A process that is
 * stopped inside keeps the lock: others wait for 100 ms, once, and then do as
 * if the zone were empty and full until the lock is free again.
 */

#ifndef NGX_FAIMI_ZONE_H
#define NGX_FAIMI_ZONE_H

#include <ngx_config.h>
#include <ngx_core.h>

#include "faimi_error.h"


#define NGX_FAIMI_KEY_SIZE   32     /* a page's key: SHA-256 */
#define NGX_FAIMI_ZONE_MIN   (1024 * 1024)


/* The handle: one per process and site, not shared; `data` of the
 * ngx_shm_zone_t whose init is ngx_faimi_zone_init(). */
typedef struct ngx_faimi_zone_s  ngx_faimi_zone_t;


typedef struct {
    time_t     modified;     /* when this content was first rendered */
    ngx_str_t  etag;         /* with its quotes */
    ngx_str_t  type;         /* media type */
    ngx_str_t  body;
} ngx_faimi_entry_t;


typedef struct {
    ngx_uint_t  hits, misses, stores, evictions, too_large;
    ngx_uint_t  entries, sources;
    size_t      size, used;           /* bytes */
    ngx_uint_t  rebuilds;             /* after a death inside the lock */
    ngx_uint_t  bypassed;             /* uses given up: the lock was held */
    ngx_uint_t  sound;                /* the last check found no damage */
    ngx_uint_t  renders;              /* pages that were begun, by all */
    ngx_uint_t  children;             /* of these, in processes of their own */
} ngx_faimi_zone_stats_t;


/* In the configuration: `identity` (the site's folder) tells a reload whether
 * the old content may stay. */
ngx_faimi_zone_t *ngx_faimi_zone_create(ngx_conf_t *cf, ngx_str_t *name,
    size_t size, ngx_str_t *identity, void *tag);

/* Whether this is a first start: no process before this one's generation can
 * have left anything in the zone. */
ngx_uint_t ngx_faimi_zone_fresh(ngx_faimi_zone_t *zone);

/* Copies an entry into the pool.  NGX_OK; NGX_DECLINED: there is none;
 * NGX_ERROR: no memory in the pool. */
ngx_int_t ngx_faimi_zone_get(ngx_faimi_zone_t *zone, const u_char *key,
    ngx_pool_t *pool, ngx_faimi_entry_t *entry);

/* Publishes an entry under its key, in one step; the least used make room.
 * Sets `modified` and `etag` of `entry` (in the pool), also where it returns
 * NGX_DECLINED: it does not fit.  `path` is the source file whose last good
 * entry this becomes (empty: none). */
ngx_int_t ngx_faimi_zone_put(ngx_faimi_zone_t *zone, const u_char *key,
    ngx_str_t *path, ngx_pool_t *pool, ngx_faimi_entry_t *entry);

/* The last good entry of a source file: its page as it was last published. */
ngx_int_t ngx_faimi_zone_last(ngx_faimi_zone_t *zone, ngx_str_t *path,
    ngx_pool_t *pool, ngx_faimi_entry_t *entry);

/* Why the page of a key cannot be made: kept until it is evicted, or for so
 * many seconds (0: no matter).  NGX_DECLINED: nothing is known; NGX_BUSY: it
 * was not the page's fault, and may be tried again after these seconds. */
void ngx_faimi_zone_fail(ngx_faimi_zone_t *zone, const u_char *key,
    const faimi_error_t *err, time_t seconds);
ngx_int_t ngx_faimi_zone_failure(ngx_faimi_zone_t *zone, const u_char *key,
    ngx_pool_t *pool, faimi_error_t *err);

/* Workers make a page once between them.  NGX_OK: this one is to make it, and
 * says so by ngx_faimi_zone_release() when it has, within so many milliseconds.
 * NGX_BUSY: another one that lives is at it.  Without the zone all make it. */
ngx_int_t ngx_faimi_zone_claim(ngx_faimi_zone_t *zone, const u_char *key,
    ngx_msec_t msec);
void ngx_faimi_zone_release(ngx_faimi_zone_t *zone, const u_char *key);

/* Counts a render, which is one in a child or not. */
void ngx_faimi_zone_count(ngx_faimi_zone_t *zone, ngx_uint_t child);

/* The last good source of a file.  A broken one is spared by eviction until
 * it is good again or dropped. */
void ngx_faimi_zone_good(ngx_faimi_zone_t *zone, ngx_str_t *path,
    ngx_str_t *source);
void ngx_faimi_zone_broken(ngx_faimi_zone_t *zone, ngx_str_t *path,
    ngx_str_t *source);
void ngx_faimi_zone_drop(ngx_faimi_zone_t *zone, ngx_str_t *path);

/* `source` is allocated with ngx_alloc(): the caller frees it. */
ngx_int_t ngx_faimi_zone_recall(ngx_faimi_zone_t *zone, ngx_str_t *path,
    ngx_str_t *source, ngx_log_t *log);

/* True for the first caller of all workers who brings this digest within
 * `seconds`: one log line per change, not one per worker. */
ngx_uint_t ngx_faimi_zone_first(ngx_faimi_zone_t *zone, const u_char *digest,
    time_t seconds);

/* Checks every link and sum, on demand alone: it takes the lock for as long as
 * the links take, about 22 ms for a zone of 64 MB. */
void ngx_faimi_zone_check(ngx_faimi_zone_t *zone);

/* Counters, and what the last check found; takes no lock. */
void ngx_faimi_zone_stats(ngx_faimi_zone_t *zone,
    ngx_faimi_zone_stats_t *stats);

#endif
