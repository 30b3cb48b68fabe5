/*
 * The zone as a whole, and its entries: find, copy, put.
 */

#include "faimi_zone_int.h"


#define FAIMI_ZONE_LEAST  16      /* blocks: less is not worth a zone */


/* The largest power of two that is at most n (n > 0), and at most `max`. */
static uint32_t
faimi_zone_power(uint32_t n, uint32_t max)
{
    uint32_t  p;

    for (p = 1; p * 2 <= n && p < max; p *= 2) { /* void */ }

    return p;
}


/* Sizes and offsets of the tables: links, buckets, digests, then the blocks,
 * each in their own cache lines. */
static bool
faimi_zone_lay(faimi_zone_t *z, size_t size)
{
    size_t  n, per, own;

    per = FAIMI_ZONE_BLOCK + sizeof(faimi_zone_link_t) + sizeof(uint32_t)
          + sizeof(faimi_zone_log_once_t) / 2;
    own = sizeof(faimi_zone_t) + 2 * FAIMI_ZONE_BLOCK;
    n = (size > own) ? (size - own) / per : 0;

    if (n < FAIMI_ZONE_LEAST) {
        return false;
    }

    if (n > 1u << 30) {
        n = 1u << 30;
    }

    z->size = size;
    z->n = (uint32_t) n;
    z->mask = faimi_zone_power(z->n, 1u << 30) - 1;
    z->sets = faimi_zone_power(z->n / (2 * FAIMI_ZONE_WAYS), 1024);
    z->links = sizeof(faimi_zone_t);
    z->buckets = z->links + n * sizeof(faimi_zone_link_t);
    z->logged = z->buckets + ((size_t) z->mask + 1) * sizeof(uint32_t);
    z->logged = (z->logged + 63) / 64 * 64;
    z->blocks = z->logged
                + z->sets * FAIMI_ZONE_WAYS * sizeof(faimi_zone_log_once_t);
    z->blocks = (z->blocks + FAIMI_ZONE_BLOCK - 1)
                / FAIMI_ZONE_BLOCK * FAIMI_ZONE_BLOCK;

    return true;
}


faimi_zone_t *
faimi_zone_format(void *mem, size_t size, uint64_t seed)
{
    uint32_t       i;
    faimi_zone_t  *z;

    z = mem;

    if (size < sizeof(faimi_zone_t)) {
        return NULL;
    }

    memset(z, 0, sizeof(faimi_zone_t));

    if (!faimi_zone_lay(z, size)) {
        return NULL;
    }

    z->seed = seed;
    faimi_zone_fail_point_init();
    memset((char *) z + z->logged, 0, z->blocks - z->logged);

    for (i = 0; i < z->n; i++) {
        *faimi_zone_link(z, i) = (faimi_zone_link_t) { 0, FAIMI_ZONE_NONE };
    }

    faimi_zone_empty(z);

    return z;
}


bool
faimi_zone_enter(faimi_zone_t *z)
{
    if (!z->dirty) {
        return false;
    }

    faimi_zone_rebuild(z);

    return true;
}


static bool
faimi_zone_found(faimi_zone_t *z, uint32_t i, faimi_zone_found_t *found)
{
    faimi_zone_record_t  *rec;

    if (i == FAIMI_ZONE_NONE || !faimi_zone_record(z, i)->whole) {
        return false;
    }

    rec = faimi_zone_record(z, i);
    found->ref = faimi_zone_ref(z, i);
    found->modified = rec->modified;
    found->etag_len = rec->etag_len;
    found->type_len = rec->type_len;
    found->body_len = rec->body_len;

    return true;
}


bool
faimi_zone_peek(faimi_zone_t *z, const uint8_t *key, faimi_zone_found_t *found)
{
    bool  hit;

    hit = faimi_zone_found(z, faimi_zone_find_entry(z, key), found);

    if (hit) {
        z->hits++;

    } else {
        z->misses++;
    }

    return hit;
}


bool
faimi_zone_last(faimi_zone_t *z, faimi_slice_t path, faimi_zone_found_t *found)
{
    uint32_t            i;
    faimi_zone_last_t  *last;

    i = faimi_zone_find_source(z, path);

    if (i == FAIMI_ZONE_NONE) {
        return false;
    }

    last = faimi_zone_last_of(z, i);

    return last->set
           && faimi_zone_found(z, faimi_zone_find_entry(z, last->key), found);
}


bool
faimi_zone_source(faimi_zone_t *z, faimi_slice_t path,
    faimi_zone_found_t *found)
{
    return faimi_zone_found(z, faimi_zone_find_source(z, path), found);
}


/* A use of an entry is one of its source too: the two are needed together.
 * The entry goes last, so that at the head of the list there is nothing to do:
 * a page that is asked for again and again changes nothing in the zone. */
static void
faimi_zone_use(faimi_zone_t *z, uint32_t i)
{
    uint32_t  source;

    if (z->lists[faimi_zone_record(z, i)->spared].head == i) {
        return;
    }

    faimi_zone_begin(z);
    source = faimi_zone_source_of(z, i);

    if (source != FAIMI_ZONE_NONE) {
        faimi_zone_touch(z, source);
    }

    faimi_zone_touch(z, i);
    faimi_zone_end(z);
}


/* Bodies that are sent without a copy would be pinned here, by a count per
 * worker's slot in the record's head, and eviction would pass them over.  A
 * compressed form of a body is an entry of its own, under a key made from this
 * one and the name of the coding. */
bool
faimi_zone_copy(faimi_zone_t *z, const faimi_zone_found_t *found, char *out)
{
    faimi_zone_at_t  at;

    if (faimi_zone_deref(z, found->ref) == FAIMI_ZONE_NONE) {
        return false;
    }

    at = faimi_zone_data(z, found->ref.head);
    faimi_zone_skip(&at, faimi_zone_path(z, found->ref.head).len);
    faimi_zone_read(&at, out, found->etag_len + found->type_len
                              + found->body_len);
    faimi_zone_use(z, found->ref.head);

    return true;
}


/* No two contents of a path may have the same time, or a client that knows
 * the first by its second would never see the other. */
static void
faimi_zone_set_time(faimi_zone_t *z, uint32_t old, uint32_t source,
    faimi_zone_item_t *item, int64_t now)
{
    faimi_zone_last_t  *last;

    item->modified = now;

    if (old != FAIMI_ZONE_NONE) {
        item->modified = faimi_zone_record(z, old)->modified;
        return;
    }

    if (source != FAIMI_ZONE_NONE) {
        last = faimi_zone_last_of(z, source);

        if (last->newest >= now) {
            item->modified = last->newest + 1;
        }
    }
}


/* The last entry of a source changes by one store: a death before or after it
 * leaves the old one or the new one. */
static void
faimi_zone_set_last(faimi_zone_t *z, uint32_t source,
    const faimi_zone_item_t *item, bool stored)
{
    uint32_t              other;
    faimi_zone_last_t     old, *last;
    faimi_zone_record_t  *rec;

    rec = faimi_zone_record(z, source);
    old = *faimi_zone_last_of(z, source);
    other = 1 - (rec->current & 1);
    last = &rec->last[other];
    *last = old;

    if (item->modified > old.newest) {
        last->newest = item->modified;
    }

    if (stored) {
        memcpy(last->key, item->key, FAIMI_ZONE_KEY);
        last->set = 1;
    }

    faimi_zone_fence();
    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_LAST);
    rec->current = other;

    faimi_zone_relist_last(z, &old);
    faimi_zone_relist_last(z, last);
}


/* Whether the record of a key already holds what is to be put under it.  A key
 * stands for its content; the tag, which is made from the bytes, is looked at
 * all the same. */
static bool
faimi_zone_same(faimi_zone_t *z, uint32_t i, const faimi_zone_item_t *item)
{
    faimi_zone_at_t       at;
    faimi_zone_record_t  *rec;

    if (i == FAIMI_ZONE_NONE) {
        return false;
    }

    rec = faimi_zone_record(z, i);
    at = faimi_zone_data(z, i);

    return rec->path_len == item->path.len && rec->etag_len == item->etag.len
           && rec->type_len == item->type.len
           && rec->body_len == item->body.len
           && faimi_zone_equal(&at, item->path)
           && faimi_zone_equal(&at, item->etag)
           && faimi_zone_equal(&at, item->type);
}


/* Room for the entry, and a block for its source. */
static bool
faimi_zone_fits(faimi_zone_t *z, uint32_t source, const faimi_zone_item_t *item)
{
    bool    spared;
    size_t  n;

    spared = source != FAIMI_ZONE_NONE && faimi_zone_record(z, source)->broken;
    n = faimi_zone_need((uint64_t) item->path.len + item->etag.len
                        + item->type.len + item->body.len);

    return item->path.len <= FAIMI_MAX_PATH
           && faimi_zone_has_room(z, n + (item->path.len > 0), spared);
}


/* A record without a source, which remembers a path's last entry; NONE where
 * there is no path, or no room. */
static uint32_t
faimi_zone_keeper(faimi_zone_t *z, faimi_slice_t path,
    const faimi_zone_last_t *last, bool spared)
{
    faimi_zone_item_t  item = { .path = path };

    if (path.len == 0) {
        return FAIMI_ZONE_NONE;
    }

    faimi_zone_seal(&item);

    return faimi_zone_add(z, &item, last, spared);
}


/* Stores an entry; `old` has the same key and goes.  An entry that fills most
 * of the zone evicts its own path's source, too: a keeper in its place goes on
 * with what the source knew, for which faimi_zone_fits() has left a block.
 * Returns the record of the path. */
static uint32_t
faimi_zone_store(faimi_zone_t *z, faimi_zone_ref_t old, uint32_t source,
    const faimi_zone_item_t *item)
{
    bool               spared;
    faimi_zone_ref_t   ref;
    faimi_zone_last_t  last;

    if (source == FAIMI_ZONE_NONE) {
        (void) faimi_zone_add(z, item, NULL, false);
        faimi_zone_retire(z, old);
        z->stores++;
        return FAIMI_ZONE_NONE;
    }

    spared = faimi_zone_record(z, source)->broken;
    ref = faimi_zone_ref(z, source);
    last = *faimi_zone_last_of(z, source);
    (void) faimi_zone_add(z, item, NULL, spared);
    faimi_zone_retire(z, old);
    z->stores++;
    source = faimi_zone_deref(z, ref);

    return (source != FAIMI_ZONE_NONE)
           ? source : faimi_zone_keeper(z, item->path, &last, spared);
}


bool
faimi_zone_put(faimi_zone_t *z, faimi_zone_item_t *item, int64_t now)
{
    bool               same, room, fits;
    uint32_t           old, source;
    faimi_zone_ref_t   ref;
    faimi_zone_last_t  none = { .set = 0 };

    old = faimi_zone_find_entry(z, item->key);
    ref = faimi_zone_ref(z, old);
    source = faimi_zone_find_source(z, item->path);
    same = faimi_zone_same(z, old, item);
    room = faimi_zone_fits(z, source, item);
    fits = same || room;
    faimi_zone_set_time(z, same ? old : FAIMI_ZONE_NONE, source, item, now);
    z->too_large += !fits;

    if (!fits && source == FAIMI_ZONE_NONE) {
        return false;
    }

    faimi_zone_begin(z);

    if (same) {
        faimi_zone_touch(z, old);
    }

    /* without room for both, a keeper would evict the entry it remembers */
    if (source != FAIMI_ZONE_NONE) {
        faimi_zone_touch(z, source);

    } else if (room) {
        source = faimi_zone_keeper(z, item->path, &none, false);
    }

    if (fits && !same) {
        source = faimi_zone_store(z, ref, source, item);
    }

    if (source != FAIMI_ZONE_NONE) {
        faimi_zone_set_last(z, source, item, fits);
    }

    faimi_zone_end(z);

    return fits;
}


/* The key of a failure: a digest as any other, which no page has. */
static void
faimi_zone_failure_key(uint8_t *failure, const uint8_t *key)
{
    size_t  i;

    for (i = 0; i < FAIMI_ZONE_KEY; i++) {
        failure[i] = (uint8_t) ~key[i];
    }
}


bool
faimi_zone_fail(faimi_zone_t *z, const uint8_t *key, faimi_slice_t stamp,
    faimi_slice_t text, int64_t now)
{
    uint8_t            failure[FAIMI_ZONE_KEY];
    faimi_zone_item_t  item = { .key = failure, .etag = stamp, .body = text };

    faimi_zone_failure_key(failure, key);
    faimi_zone_seal(&item);

    return faimi_zone_put(z, &item, now);
}


bool
faimi_zone_failure(faimi_zone_t *z, const uint8_t *key,
    faimi_zone_found_t *found)
{
    uint8_t  failure[FAIMI_ZONE_KEY];

    faimi_zone_failure_key(failure, key);

    return faimi_zone_found(z, faimi_zone_find_entry(z, failure), found);
}


void
faimi_zone_stats(const faimi_zone_t *z, faimi_zone_stats_t *stats)
{
    stats->hits = z->hits;
    stats->misses = z->misses;
    stats->stores = z->stores;
    stats->evictions = z->evictions;
    stats->too_large = z->too_large;
    stats->rebuilds = z->rebuilds;
    stats->entries = z->records[FAIMI_ZONE_ENTRY];
    stats->sources = z->records[FAIMI_ZONE_SOURCE];
    stats->size = z->size;
    stats->used = (size_t) (z->n - z->n_free) * FAIMI_ZONE_BLOCK;
}
