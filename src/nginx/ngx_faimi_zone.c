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
#define NGX_FAIMI_ZONE_TRIES   4
#define NGX_FAIMI_ZONE_SLICE   256     /* blocks checked at a time */
#define NGX_FAIMI_ZONE_ONCE    3600    /* s between lines of one page */
#define NGX_FAIMI_ZONE_NEW     5       /* s in which the first workers come */
#define NGX_FAIMI_ETAG_LEN     (2 + 2 * 16)


struct ngx_faimi_zone_s {
    ngx_shm_zone_t   *shm;
    ngx_slab_pool_t  *shpool;
    faimi_zone_t     *zone;
    time_t            made;            /* by this configuration; 0: before */
    ngx_uint_t        rebuilt;         /* to be logged after the lock */
};


typedef bool (*ngx_faimi_zone_find_pt)(faimi_zone_t *z, const void *name,
    faimi_zone_found_t *found);


/*
 * nginx's own ngx_shmtx_lock() would sleep on a semaphore, and a process that
 * is killed between its unlocking and the post never wakes the sleeper.  So
 * waiting is done by hand: spin, yield, then look now and then, and whether
 * the holder still lives.  The last is for old workers after a reload that
 * took the zone out of the configuration: their master does not know it.
 */
static void
ngx_faimi_zone_free_dead(ngx_shmtx_t *mtx)
{
#if (NGX_HAVE_ATOMIC_OPS)
    ngx_pid_t  pid;

    pid = (ngx_pid_t) *mtx->lock;

    if (pid != 0 && kill(pid, 0) == -1 && ngx_errno == NGX_ESRCH) {
        (void) ngx_shmtx_force_unlock(mtx, pid);
    }
#endif
}


static void
ngx_faimi_zone_acquire(ngx_shmtx_t *mtx)
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
            ngx_faimi_zone_free_dead(mtx);
            ngx_msleep(1);
        }
    }
}


/* Never in the master once there are workers: it blocks SIGCHLD, and would
 * wait for the lock of a worker that only it can bury. */
static faimi_zone_t *
ngx_faimi_zone_lock(ngx_faimi_zone_t *zone)
{
    ngx_faimi_zone_acquire(&zone->shpool->mutex);

    if (faimi_zone_enter(zone->zone)) {
        zone->rebuilt = 1;
    }

    return zone->zone;
}


static void
ngx_faimi_zone_unlock(ngx_faimi_zone_t *zone)
{
    ngx_shmtx_unlock(&zone->shpool->mutex);

    if (zone->rebuilt) {
        zone->rebuilt = 0;
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


static faimi_zone_t *
ngx_faimi_zone_format(ngx_slab_pool_t *shpool)
{
    void      *mem;
    size_t     size;
    uint64_t   seed;

    size = shpool->pfree * ngx_pagesize;
    mem = ngx_slab_alloc(shpool, size);

    if (mem == NULL || RAND_bytes((u_char *) &seed, sizeof(seed)) != 1) {
        return NULL;
    }

    return faimi_zone_format(mem, size, seed);
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
        zone->zone = old->zone;
        return NGX_OK;
    }

    if (shm_zone->shm.exists) {
        zone->zone = shpool->data;
        return NGX_OK;
    }

    zone->zone = ngx_faimi_zone_format(shpool);

    if (zone->zone == NULL) {
        ngx_log_error(NGX_LOG_EMERG, shm_zone->shm.log, 0,
                      "faimi: zone \"%V\" of %uz bytes cannot be set up",
                      &shm_zone->shm.name, shm_zone->shm.size);
        return NGX_ERROR;
    }

    shpool->data = zone->zone;
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
    bool        done;
    size_t      size;
    ngx_uint_t  i;

    for (i = 0; i < NGX_FAIMI_ZONE_TRIES; i++) {
        done = find(ngx_faimi_zone_lock(zone), name, found);
        ngx_faimi_zone_unlock(zone);

        if (!done) {
            return NGX_DECLINED;
        }

        size = found->etag_len + found->type_len + found->body_len + 1;
        *data = pool ? ngx_pnalloc(pool, size) : ngx_alloc(size, log);

        if (*data == NULL) {
            return NGX_ERROR;
        }

        done = faimi_zone_copy(ngx_faimi_zone_lock(zone), found,
                               (char *) *data);
        ngx_faimi_zone_unlock(zone);

        if (done) {
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
    faimi_zone_item_t  item = { .key = key };

    if (ngx_faimi_zone_etag(pool, entry) != NGX_OK) {
        return NGX_ERROR;
    }

    item.path = ngx_faimi_zone_slice(path);
    item.etag = ngx_faimi_zone_slice(&entry->etag);
    item.type = ngx_faimi_zone_slice(&entry->type);
    item.body = ngx_faimi_zone_slice(&entry->body);
    faimi_zone_seal(&item);

    stored = faimi_zone_put(ngx_faimi_zone_lock(zone), &item, ngx_time());
    ngx_faimi_zone_unlock(zone);

    entry->modified = (time_t) item.modified;

    if (!stored) {
        ngx_faimi_zone_log_large(zone, path, entry, pool->log);
        return NGX_DECLINED;
    }

    return NGX_OK;
}


void
ngx_faimi_zone_good(ngx_faimi_zone_t *zone, ngx_str_t *path, ngx_str_t *source)
{
    faimi_zone_item_t  item = { .key = NULL };

    item.path = ngx_faimi_zone_slice(path);
    item.body = ngx_faimi_zone_slice(source);
    faimi_zone_seal(&item);

    (void) faimi_zone_good(ngx_faimi_zone_lock(zone), &item);
    ngx_faimi_zone_unlock(zone);
}


void
ngx_faimi_zone_broken(ngx_faimi_zone_t *zone, ngx_str_t *path,
    ngx_str_t *source)
{
    faimi_zone_item_t  item = { .key = NULL };

    item.path = ngx_faimi_zone_slice(path);
    item.body = ngx_faimi_zone_slice(source);
    faimi_zone_seal(&item);

    (void) faimi_zone_broken(ngx_faimi_zone_lock(zone), &item);
    ngx_faimi_zone_unlock(zone);
}


void
ngx_faimi_zone_drop(ngx_faimi_zone_t *zone, ngx_str_t *path)
{
    faimi_zone_drop(ngx_faimi_zone_lock(zone), ngx_faimi_zone_slice(path));
    ngx_faimi_zone_unlock(zone);
}


ngx_uint_t
ngx_faimi_zone_first(ngx_faimi_zone_t *zone, const u_char *digest,
    time_t seconds)
{
    bool  first;

    first = faimi_zone_first(ngx_faimi_zone_lock(zone), digest, ngx_time(),
                             seconds);
    ngx_faimi_zone_unlock(zone);

    return first;
}


/* The links are checked in one go; the contents, of which there is more, in
 * slices, so that nobody waits for long. */
static ngx_uint_t
ngx_faimi_zone_sound(ngx_faimi_zone_t *zone)
{
    bool      sound;
    uint32_t  at;

    sound = faimi_zone_check(ngx_faimi_zone_lock(zone));
    ngx_faimi_zone_unlock(zone);

    for (at = 0; sound && at != FAIMI_ZONE_END; /* void */ ) {
        sound = faimi_zone_check_sums(ngx_faimi_zone_lock(zone), &at,
                                      NGX_FAIMI_ZONE_SLICE);
        ngx_faimi_zone_unlock(zone);
    }

    return sound;
}


void
ngx_faimi_zone_stats(ngx_faimi_zone_t *zone, ngx_faimi_zone_stats_t *stats)
{
    faimi_zone_stats_t  st;

    stats->sound = ngx_faimi_zone_sound(zone);

    faimi_zone_stats(ngx_faimi_zone_lock(zone), &st);
    ngx_faimi_zone_unlock(zone);

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
}
