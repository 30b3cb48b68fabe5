/*
 * The zone under nginx: its memory, its lock, pools and logs.  What is in it
 * is src/zone/'s.
 *
 * The memory is nginx's, with a slab pool at its beginning, of which only the
 * mutex is used: the master unlocks that one when a worker has died.  All the
 * rest is allocated once and becomes the zone.
 */

#include <openssl/evp.h>
#include <openssl/rand.h>

#include "faimi_zone.h"
#include "ngx_faimi_zone.h"


#define NGX_FAIMI_ZONE_SPINS   11      /* the last one is 2^10 pauses */
#define NGX_FAIMI_ZONE_YIELDS  16
#define NGX_FAIMI_ZONE_WAIT    100     /* ms for a lock; then without it */
#define NGX_FAIMI_ZONE_TRIES   4
#define NGX_FAIMI_ZONE_SLICE   256     /* blocks checked at a time */
#define NGX_FAIMI_ZONE_ONCE    3600    /* s between lines of one page */
#define NGX_FAIMI_ZONE_NEW     5       /* s in which the first workers come */
#define NGX_FAIMI_ETAG_LEN     (2 + 2 * 16)


/* What is shared but needs no lock: the slab pool's `data`. */
typedef struct {
    faimi_zone_t   *zone;
    ngx_atomic_t    bypassed;   /* uses that were given up for want of a lock */
    ngx_atomic_t    damaged;    /* the last check found damage */
    ngx_atomic_t    renders;
    ngx_atomic_t    children;
} ngx_faimi_zone_shared_t;


struct ngx_faimi_zone_s {
    ngx_shm_zone_t           *shm;
    ngx_slab_pool_t          *shpool;
    ngx_faimi_zone_shared_t  *shared;
    time_t                    made;     /* by this configuration; 0: before */
    ngx_uint_t                rebuilt;  /* to be logged after the lock */
    ngx_pid_t                 stuck;    /* held the lock for a whole wait */
};


/* What is kept of a failure. */
typedef struct {
    time_t         until;       /* 0: no matter */
    faimi_error_t  error;
} ngx_faimi_failure_t;


typedef bool (*ngx_faimi_zone_find_pt)(faimi_zone_t *z, const void *name,
    faimi_zone_found_t *found);


static ngx_pid_t
ngx_faimi_zone_holder(const ngx_faimi_zone_t *zone)
{
#if (NGX_HAVE_ATOMIC_OPS)
    return (ngx_pid_t) *zone->shpool->mutex.lock;
#else
    return 0;
#endif
}


static int64_t
ngx_faimi_zone_msec(void)
{
    struct timespec  ts;

    (void) clock_gettime(CLOCK_MONOTONIC, &ts);

    return (int64_t) ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}


/* Spins, then yields: enough for a holder that is running. */
static ngx_uint_t
ngx_faimi_zone_spin(ngx_shmtx_t *mtx)
{
    ngx_uint_t  i, n;

    for (n = 0; !ngx_shmtx_trylock(mtx); n++) {

        if (n < NGX_FAIMI_ZONE_SPINS && ngx_ncpu > 1) {
            for (i = 0; i < (ngx_uint_t) 1 << n; i++) {
                ngx_cpu_pause();
            }

        } else if (n < NGX_FAIMI_ZONE_SPINS + NGX_FAIMI_ZONE_YIELDS) {
            ngx_sched_yield();

        } else {
            return 0;
        }
    }

    return 1;
}


/*
 * A holder that is stopped (SIGSTOP, a debugger) may hold the lock for ever:
 * the wait has an end, and it is not waited for again as long as it holds the
 * lock.  nginx's own ngx_shmtx_lock() has no end, and would sleep on a
 * semaphore, which a process that is killed between its unlocking and the post
 * never posts.  A dead holder's lock is freed here for old workers after a
 * reload that took the zone out of the configuration: their master does not
 * know it.
 */
static ngx_int_t
ngx_faimi_zone_acquire(ngx_faimi_zone_t *zone)
{
    int64_t       end;
    ngx_pid_t     first, pid;
    ngx_shmtx_t  *mtx;

    mtx = &zone->shpool->mutex;

    if (ngx_faimi_zone_spin(mtx)) {
        zone->stuck = 0;
        return NGX_OK;
    }

    end = ngx_faimi_zone_msec() + NGX_FAIMI_ZONE_WAIT;
    first = ngx_faimi_zone_holder(zone);

    while (!ngx_shmtx_trylock(mtx)) {
        pid = ngx_faimi_zone_holder(zone);

        if (pid != 0 && kill(pid, 0) == -1 && ngx_errno == NGX_ESRCH) {
            (void) ngx_shmtx_force_unlock(mtx, pid);
            continue;
        }

        if (pid != 0 && pid == zone->stuck) {
            return NGX_BUSY;
        }

        if (ngx_faimi_zone_msec() >= end) {
            zone->stuck = (pid == first) ? pid : 0;
            ngx_log_error(NGX_LOG_WARN, ngx_cycle->log, 0,
                          "faimi: zone \"%V\" was locked for %d ms, last by "
                          "process %P: pages are rendered without it",
                          &zone->shm->shm.name, NGX_FAIMI_ZONE_WAIT, pid);
            return NGX_BUSY;
        }

        ngx_msleep(1);
    }

    zone->stuck = 0;

    return NGX_OK;
}


/* NULL: the lock could not be had in time, and the caller does without the
 * zone.  Never in the master once there are workers: it blocks SIGCHLD, and
 * would wait for the lock of a worker that only it can bury. */
static faimi_zone_t *
ngx_faimi_zone_lock(ngx_faimi_zone_t *zone)
{
    if (ngx_faimi_zone_acquire(zone) != NGX_OK) {
        (void) ngx_atomic_fetch_add(&zone->shared->bypassed, 1);
        return NULL;
    }

    if (faimi_zone_enter(zone->shared->zone)) {
        zone->rebuilt = 1;
    }

    return zone->shared->zone;
}


static void
ngx_faimi_zone_unlock(ngx_faimi_zone_t *zone)
{
    ngx_shmtx_unlock(&zone->shpool->mutex);

    if (zone->rebuilt) {
        zone->rebuilt = 0;
        zone->shared->damaged = 0;
        ngx_log_error(NGX_LOG_WARN, ngx_cycle->log, 0,
                      "faimi: zone \"%V\" was rebuilt: a process had died "
                      "inside it, or it was damaged", &zone->shm->shm.name);
    }
}


static faimi_slice_t
ngx_faimi_zone_slice(ngx_str_t *s)
{
    return (s->len == 0) ? FAIMI_EMPTY
                         : faimi_slice((char *) s->data, s->len);
}


/* All that the slab pool has left becomes the zone. */
static ngx_faimi_zone_shared_t *
ngx_faimi_zone_format(ngx_slab_pool_t *shpool)
{
    void                     *mem;
    size_t                    size;
    uint64_t                  seed;
    ngx_faimi_zone_shared_t  *shared;

    shared = ngx_slab_calloc(shpool, sizeof(ngx_faimi_zone_shared_t));
    size = shpool->pfree * ngx_pagesize;
    mem = ngx_slab_alloc(shpool, size);

    if (shared == NULL || mem == NULL
        || RAND_bytes((u_char *) &seed, sizeof(seed)) != 1)
    {
        return NULL;
    }

    shared->zone = faimi_zone_format(mem, size, seed);

    return (shared->zone != NULL) ? shared : NULL;
}


static ngx_int_t
ngx_faimi_zone_init(ngx_shm_zone_t *shm_zone, void *data)
{
    ngx_faimi_zone_t  *old = data;

    ngx_slab_pool_t   *shpool;
    ngx_faimi_zone_t  *zone;

    zone = shm_zone->data;
    shpool = (ngx_slab_pool_t *) shm_zone->shm.addr;
    zone->shpool = shpool;

    if (old != NULL) {
        zone->shared = old->shared;
        return NGX_OK;
    }

    if (shm_zone->shm.exists) {
        zone->shared = shpool->data;
        return NGX_OK;
    }

    zone->shared = ngx_faimi_zone_format(shpool);

    if (zone->shared == NULL) {
        ngx_log_error(NGX_LOG_EMERG, shm_zone->shm.log, 0,
                      "faimi: zone \"%V\" of %uz bytes cannot be set up",
                      &shm_zone->shm.name, shm_zone->shm.size);
        return NGX_ERROR;
    }

    shpool->data = zone->shared;
    zone->made = ngx_time();

    return NGX_OK;
}


/* The identity goes into the name: then it is nginx who sees that a reload is
 * about another folder, and gives it new memory while old workers keep
 * theirs. */
ngx_faimi_zone_t *
ngx_faimi_zone_create(ngx_conf_t *cf, ngx_str_t *name, size_t size,
    ngx_str_t *identity, void *tag)
{
    ngx_str_t          full;
    ngx_shm_zone_t    *shm_zone;
    ngx_faimi_zone_t  *zone;

    zone = ngx_pcalloc(cf->pool, sizeof(ngx_faimi_zone_t));
    full.len = name->len + 1 + identity->len;
    full.data = ngx_pnalloc(cf->pool, full.len);

    if (zone == NULL || full.data == NULL) {
        return NULL;
    }

    (void) ngx_sprintf(full.data, "%V:%V", name, identity);
    shm_zone = ngx_shared_memory_add(cf, &full, size, tag);

    if (shm_zone == NULL) {
        return NULL;
    }

    if (shm_zone->data != NULL) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "zone \"%V\" is already in use", &full);
        return NULL;
    }

    shm_zone->init = ngx_faimi_zone_init;
    shm_zone->data = zone;
    zone->shm = shm_zone;

    return zone;
}


ngx_uint_t
ngx_faimi_zone_fresh(ngx_faimi_zone_t *zone)
{
    return zone->made != 0 && ngx_time() - zone->made < NGX_FAIMI_ZONE_NEW;
}


static bool
ngx_faimi_zone_find_key(faimi_zone_t *z, const void *name,
    faimi_zone_found_t *found)
{
    return faimi_zone_peek(z, name, found);
}


static bool
ngx_faimi_zone_find_last(faimi_zone_t *z, const void *name,
    faimi_zone_found_t *found)
{
    return faimi_zone_last(z, *(const faimi_slice_t *) name, found);
}


static bool
ngx_faimi_zone_find_source(faimi_zone_t *z, const void *name,
    faimi_zone_found_t *found)
{
    return faimi_zone_source(z, *(const faimi_slice_t *) name, found);
}


static bool
ngx_faimi_zone_find_failure(faimi_zone_t *z, const void *name,
    faimi_zone_found_t *found)
{
    return faimi_zone_failure(z, name, found);
}


static ngx_uint_t
ngx_faimi_zone_find(ngx_faimi_zone_t *zone, ngx_faimi_zone_find_pt find,
    const void *name, faimi_zone_found_t *found)
{
    bool           done;
    faimi_zone_t  *z;

    z = ngx_faimi_zone_lock(zone);

    if (z == NULL) {
        return 0;
    }

    done = find(z, name, found);
    ngx_faimi_zone_unlock(zone);

    return done;
}


static ngx_uint_t
ngx_faimi_zone_copy(ngx_faimi_zone_t *zone, const faimi_zone_found_t *found,
    u_char *data)
{
    bool           done;
    faimi_zone_t  *z;

    z = ngx_faimi_zone_lock(zone);

    if (z == NULL) {
        return 0;
    }

    done = faimi_zone_copy(z, found, (char *) data);
    ngx_faimi_zone_unlock(zone);

    return done;
}


/*
 * Finds and copies a record, into memory of the pool or, without one, of
 * ngx_alloc().  Nothing is allocated under the lock: the length is looked up,
 * then the lock taken again; where the record went in between, all once more.
 */
static ngx_int_t
ngx_faimi_zone_fetch(ngx_faimi_zone_t *zone, ngx_faimi_zone_find_pt find,
    const void *name, ngx_pool_t *pool, ngx_log_t *log,
    faimi_zone_found_t *found, u_char **data)
{
    size_t      size;
    ngx_uint_t  i;

    for (i = 0; i < NGX_FAIMI_ZONE_TRIES; i++) {

        if (!ngx_faimi_zone_find(zone, find, name, found)) {
            return NGX_DECLINED;
        }

        size = found->etag_len + found->type_len + found->body_len + 1;
        *data = pool ? ngx_pnalloc(pool, size) : ngx_alloc(size, log);

        if (*data == NULL) {
            return NGX_ERROR;
        }

        if (ngx_faimi_zone_copy(zone, found, *data)) {
            return NGX_OK;
        }

        if (pool == NULL) {
            ngx_free(*data);
        }
    }

    return NGX_DECLINED;
}


static ngx_int_t
ngx_faimi_zone_entry(ngx_faimi_zone_t *zone, ngx_faimi_zone_find_pt find,
    const void *name, ngx_pool_t *pool, ngx_faimi_entry_t *entry)
{
    u_char              *p;
    ngx_int_t            rc;
    faimi_zone_found_t   found;

    rc = ngx_faimi_zone_fetch(zone, find, name, pool, NULL, &found, &p);

    if (rc != NGX_OK) {
        return rc;
    }

    entry->modified = (time_t) found.modified;
    entry->etag.data = p;
    entry->etag.len = found.etag_len;
    entry->type.data = p + found.etag_len;
    entry->type.len = found.type_len;
    entry->body.data = entry->type.data + found.type_len;
    entry->body.len = found.body_len;

    return NGX_OK;
}


ngx_int_t
ngx_faimi_zone_get(ngx_faimi_zone_t *zone, const u_char *key, ngx_pool_t *pool,
    ngx_faimi_entry_t *entry)
{
    return ngx_faimi_zone_entry(zone, ngx_faimi_zone_find_key, key, pool,
                                entry);
}


ngx_int_t
ngx_faimi_zone_last(ngx_faimi_zone_t *zone, ngx_str_t *path, ngx_pool_t *pool,
    ngx_faimi_entry_t *entry)
{
    faimi_slice_t  name;

    name = ngx_faimi_zone_slice(path);

    return ngx_faimi_zone_entry(zone, ngx_faimi_zone_find_last, &name, pool,
                                entry);
}


ngx_int_t
ngx_faimi_zone_recall(ngx_faimi_zone_t *zone, ngx_str_t *path,
    ngx_str_t *source, ngx_log_t *log)
{
    ngx_int_t            rc;
    faimi_slice_t        name;
    faimi_zone_found_t   found;

    name = ngx_faimi_zone_slice(path);
    rc = ngx_faimi_zone_fetch(zone, ngx_faimi_zone_find_source, &name, NULL,
                              log, &found, &source->data);

    if (rc == NGX_OK) {
        source->len = found.body_len;
    }

    return rc;
}


/* A strong tag is made from the bytes alone, so that all hosts with the same
 * content agree. */
static ngx_int_t
ngx_faimi_zone_etag(ngx_pool_t *pool, ngx_faimi_entry_t *entry)
{
    u_char  *p, digest[EVP_MAX_MD_SIZE];

    if (EVP_Digest(entry->body.data, entry->body.len, digest, NULL,
                   EVP_sha256(), NULL)
        != 1)
    {
        return NGX_ERROR;
    }

    p = ngx_pnalloc(pool, NGX_FAIMI_ETAG_LEN);

    if (p == NULL) {
        return NGX_ERROR;
    }

    entry->etag.data = p;
    entry->etag.len = NGX_FAIMI_ETAG_LEN;

    *p++ = '"';
    p = ngx_hex_dump(p, digest, 16);
    *p = '"';

    return NGX_OK;
}


static void
ngx_faimi_zone_log_large(ngx_faimi_zone_t *zone, ngx_str_t *path,
    ngx_faimi_entry_t *entry, ngx_log_t *log)
{
    u_char  digest[EVP_MAX_MD_SIZE];

    if (EVP_Digest(path->data, path->len, digest, NULL, EVP_sha256(), NULL)
        == 1
        && ngx_faimi_zone_first(zone, digest, NGX_FAIMI_ZONE_ONCE))
    {
        ngx_log_error(NGX_LOG_WARN, log, 0,
                      "faimi: page \"%V\" of %uz bytes does not fit into zone "
                      "\"%V\" and is rendered for every request: give the "
                      "site a larger zone=", path, entry->body.len,
                      &zone->shm->shm.name);
    }
}


ngx_int_t
ngx_faimi_zone_put(ngx_faimi_zone_t *zone, const u_char *key, ngx_str_t *path,
    ngx_pool_t *pool, ngx_faimi_entry_t *entry)
{
    bool               stored;
    faimi_zone_t      *z;
    faimi_zone_item_t  item = { .key = key };

    if (ngx_faimi_zone_etag(pool, entry) != NGX_OK) {
        return NGX_ERROR;
    }

    item.path = ngx_faimi_zone_slice(path);
    item.etag = ngx_faimi_zone_slice(&entry->etag);
    item.type = ngx_faimi_zone_slice(&entry->type);
    item.body = ngx_faimi_zone_slice(&entry->body);
    faimi_zone_seal(&item);

    z = ngx_faimi_zone_lock(zone);

    if (z == NULL) {
        entry->modified = 0;
        return NGX_DECLINED;
    }

    stored = faimi_zone_put(z, &item, ngx_time());
    ngx_faimi_zone_unlock(zone);

    entry->modified = (time_t) item.modified;

    if (!stored) {
        ngx_faimi_zone_log_large(zone, path, entry, pool->log);
        return NGX_DECLINED;
    }

    return NGX_OK;
}


void
ngx_faimi_zone_fail(ngx_faimi_zone_t *zone, const u_char *key,
    const faimi_error_t *err, time_t seconds)
{
    faimi_zone_t         *z;
    ngx_faimi_failure_t   failure;

    ngx_memzero(&failure, sizeof(ngx_faimi_failure_t));
    failure.until = (seconds > 0) ? ngx_time() + seconds : 0;
    failure.error = *err;

    z = ngx_faimi_zone_lock(zone);

    if (z != NULL) {
        (void) faimi_zone_fail(z, key,
                               faimi_slice((char *) &failure.until,
                                           sizeof(time_t)),
                               faimi_slice((char *) &failure,
                                           sizeof(ngx_faimi_failure_t)),
                               ngx_time());
        ngx_faimi_zone_unlock(zone);
    }
}


ngx_int_t
ngx_faimi_zone_failure(ngx_faimi_zone_t *zone, const u_char *key,
    ngx_pool_t *pool, faimi_error_t *err)
{
    ngx_int_t            rc;
    ngx_faimi_entry_t    entry;
    ngx_faimi_failure_t  failure;

    rc = ngx_faimi_zone_entry(zone, ngx_faimi_zone_find_failure, key, pool,
                              &entry);

    if (rc != NGX_OK || entry.body.len != sizeof(ngx_faimi_failure_t)) {
        return NGX_DECLINED;
    }

    ngx_memcpy(&failure, entry.body.data, sizeof(ngx_faimi_failure_t));

    if (failure.until != 0 && failure.until < ngx_time()) {
        return NGX_DECLINED;
    }

    *err = failure.error;

    return (failure.until != 0) ? NGX_BUSY : NGX_OK;
}


ngx_int_t
ngx_faimi_zone_claim(ngx_faimi_zone_t *zone, const u_char *key,
    ngx_msec_t msec)
{
    int64_t        now, pid;
    faimi_zone_t  *z;

    now = ngx_faimi_zone_msec();
    z = ngx_faimi_zone_lock(zone);

    if (z == NULL) {
        return NGX_OK;
    }

    pid = faimi_zone_claim(z, key, ngx_pid, now, now + (int64_t) msec);
    ngx_faimi_zone_unlock(zone);

    if (pid == 0) {
        return NGX_OK;
    }

    if (kill((ngx_pid_t) pid, 0) == 0 || ngx_errno != NGX_ESRCH) {
        return NGX_BUSY;
    }

    /* a dead maker; of those who notice, the next one to ask is to make it */
    z = ngx_faimi_zone_lock(zone);

    if (z == NULL) {
        return NGX_OK;
    }

    faimi_zone_release(z, key, pid);
    pid = faimi_zone_claim(z, key, ngx_pid, now, now + (int64_t) msec);
    ngx_faimi_zone_unlock(zone);

    return (pid == 0) ? NGX_OK : NGX_BUSY;
}


void
ngx_faimi_zone_release(ngx_faimi_zone_t *zone, const u_char *key)
{
    faimi_zone_t  *z;

    z = ngx_faimi_zone_lock(zone);

    if (z != NULL) {
        faimi_zone_release(z, key, ngx_pid);
        ngx_faimi_zone_unlock(zone);
    }
}


void
ngx_faimi_zone_count(ngx_faimi_zone_t *zone, ngx_uint_t child)
{
    (void) ngx_atomic_fetch_add(&zone->shared->renders, 1);

    if (child) {
        (void) ngx_atomic_fetch_add(&zone->shared->children, 1);
    }
}


void
ngx_faimi_zone_good(ngx_faimi_zone_t *zone, ngx_str_t *path, ngx_str_t *source)
{
    faimi_zone_t      *z;
    faimi_zone_item_t  item = { .key = NULL };

    item.path = ngx_faimi_zone_slice(path);
    item.body = ngx_faimi_zone_slice(source);
    faimi_zone_seal(&item);

    z = ngx_faimi_zone_lock(zone);

    if (z != NULL) {
        (void) faimi_zone_good(z, &item);
        ngx_faimi_zone_unlock(zone);
    }
}


void
ngx_faimi_zone_broken(ngx_faimi_zone_t *zone, ngx_str_t *path,
    ngx_str_t *source)
{
    faimi_zone_t      *z;
    faimi_zone_item_t  item = { .key = NULL };

    item.path = ngx_faimi_zone_slice(path);
    item.body = ngx_faimi_zone_slice(source);
    faimi_zone_seal(&item);

    z = ngx_faimi_zone_lock(zone);

    if (z != NULL) {
        (void) faimi_zone_broken(z, &item);
        ngx_faimi_zone_unlock(zone);
    }
}


void
ngx_faimi_zone_drop(ngx_faimi_zone_t *zone, ngx_str_t *path)
{
    faimi_zone_t  *z;

    z = ngx_faimi_zone_lock(zone);

    if (z != NULL) {
        faimi_zone_drop(z, ngx_faimi_zone_slice(path));
        ngx_faimi_zone_unlock(zone);
    }
}


ngx_uint_t
ngx_faimi_zone_first(ngx_faimi_zone_t *zone, const u_char *digest,
    time_t seconds)
{
    bool           first;
    faimi_zone_t  *z;

    z = ngx_faimi_zone_lock(zone);

    if (z == NULL) {
        /* rather twice than never */
        return 1;
    }

    first = faimi_zone_first(z, digest, ngx_time(), seconds);
    ngx_faimi_zone_unlock(zone);

    return first;
}


/* The links are checked in one go, which takes a third of a millisecond for
 * each megabyte; the contents, of which there is more, in slices, so that
 * nobody waits for long. */
void
ngx_faimi_zone_check(ngx_faimi_zone_t *zone)
{
    bool           sound;
    uint32_t       at;
    faimi_zone_t  *z;

    z = ngx_faimi_zone_lock(zone);

    if (z == NULL) {
        return;
    }

    sound = faimi_zone_check(z);
    ngx_faimi_zone_unlock(zone);

    for (at = 0; sound && at != FAIMI_ZONE_END; /* void */ ) {
        z = ngx_faimi_zone_lock(zone);

        if (z == NULL) {
            return;
        }

        sound = faimi_zone_check_sums(z, &at, NGX_FAIMI_ZONE_SLICE);
        ngx_faimi_zone_unlock(zone);
    }

    zone->shared->damaged = !sound;
}


/* Counters are read without the lock, so that monitoring neither waits for
 * anybody nor makes anybody wait: each is one word. */
void
ngx_faimi_zone_stats(ngx_faimi_zone_t *zone, ngx_faimi_zone_stats_t *stats)
{
    faimi_zone_stats_t  st;

    faimi_zone_stats(zone->shared->zone, &st);

    stats->hits = (ngx_uint_t) st.hits;
    stats->misses = (ngx_uint_t) st.misses;
    stats->stores = (ngx_uint_t) st.stores;
    stats->evictions = (ngx_uint_t) st.evictions;
    stats->too_large = (ngx_uint_t) st.too_large;
    stats->entries = (ngx_uint_t) st.entries;
    stats->sources = (ngx_uint_t) st.sources;
    stats->size = zone->shm->shm.size;
    stats->used = st.used;
    stats->rebuilds = (ngx_uint_t) st.rebuilds;
    stats->bypassed = (ngx_uint_t) zone->shared->bypassed;
    stats->sound = !zone->shared->damaged;
    stats->renders = (ngx_uint_t) zone->shared->renders;
    stats->children = (ngx_uint_t) zone->shared->children;
}
