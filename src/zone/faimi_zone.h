/*
 * The zone: rendered pages and last good sources in one piece of memory that
 * several processes share.  Knows neither locks nor nginx: whoever calls holds
 * the one lock of the memory and has called faimi_zone_enter() first.  A
 * process may be killed at any instruction: the next one mends the zone.
 */

#ifndef FAIMI_ZONE_H
#define FAIMI_ZONE_H

#include "faimi_base.h"


#define FAIMI_ZONE_KEY  32          /* bytes of an entry's key, a digest */
#define FAIMI_ZONE_END  UINT32_MAX

typedef struct faimi_zone_s  faimi_zone_t;

/* What is put into the zone.  A source has a path and a body alone. */
typedef struct {
    const uint8_t  *key;        /* FAIMI_ZONE_KEY bytes; NULL: a source */
    faimi_slice_t   path;       /* the source file; "": none */
    faimi_slice_t   etag;
    faimi_slice_t   type;
    faimi_slice_t   body;
    int64_t         modified;   /* set by faimi_zone_put() */
    uint64_t        sum;        /* set by faimi_zone_seal() */
} faimi_zone_item_t;

/* A record, if it is still the one that it was. */
typedef struct {
    uint32_t  head;
    uint64_t  id;
} faimi_zone_ref_t;

/* What was found: a ticket for faimi_zone_copy(). */
typedef struct {
    faimi_zone_ref_t  ref;
    int64_t           modified;
    size_t            etag_len, type_len, body_len;
} faimi_zone_found_t;

typedef struct {
    uint64_t  hits, misses, stores, evictions, too_large, rebuilds;
    uint64_t  entries, sources;
    size_t    size, used;       /* bytes */
} faimi_zone_stats_t;

/* An empty zone in `size` bytes at `mem`, aligned to a page; `seed` is
 * anything that a page's author cannot know.  NULL: too small. */
faimi_zone_t *faimi_zone_format(void *mem, size_t size, uint64_t seed);

/* The first call under the lock.  True: the zone was rebuilt after a death. */
bool faimi_zone_enter(faimi_zone_t *z);

/* An entry (counts a hit or a miss); a file's last good entry and source. */
bool faimi_zone_peek(faimi_zone_t *z, const uint8_t *key,
    faimi_zone_found_t *found);
bool faimi_zone_last(faimi_zone_t *z, faimi_slice_t path,
    faimi_zone_found_t *found);
bool faimi_zone_source(faimi_zone_t *z, faimi_slice_t path,
    faimi_zone_found_t *found);

/* Copies etag, type and body, in this order, to `out`, and counts as a use.
 * The lock may have been released since: false if it is not there any more. */
bool faimi_zone_copy(faimi_zone_t *z, const faimi_zone_found_t *found,
    char *out);

/* Sets item->sum; needs no lock. */
void faimi_zone_seal(faimi_zone_item_t *item);

/* Stores an entry, which becomes the last good one of its path, and sets its
 * time: that of its key's first store, and never one that another content of
 * the same path had.  False: there is no room for it. */
bool faimi_zone_put(faimi_zone_t *z, faimi_zone_item_t *item, int64_t now);

/* Stores a file's last good source.  While it is broken, this and the last
 * good entry stay as long as anything else can go. */
bool faimi_zone_good(faimi_zone_t *z, const faimi_zone_item_t *item);

/* The same for a file that is broken now; an empty body: the source that is
 * stored, if there is one, remains. */
bool faimi_zone_broken(faimi_zone_t *z, const faimi_zone_item_t *item);

/* The file is gone. */
void faimi_zone_drop(faimi_zone_t *z, faimi_slice_t path);

/* True for the first who brings this digest (32 bytes) within `seconds`. */
bool faimi_zone_first(faimi_zone_t *z, const uint8_t *digest, int64_t now,
    int64_t seconds);

/* Keeps `text` as the reason why the page of this key cannot be made, and
 * `stamp` with it, a few bytes that tell two texts of one length apart; looks
 * it up (etag and body are the two, and no hit or miss is counted).  It is a
 * record as any other, and the least used go. */
bool faimi_zone_fail(faimi_zone_t *z, const uint8_t *key, faimi_slice_t stamp,
    faimi_slice_t text, int64_t now);
bool faimi_zone_failure(faimi_zone_t *z, const uint8_t *key,
    faimi_zone_found_t *found);

/* Says that process `pid` makes the page of this key, until `until` at the
 * latest, both times in milliseconds of one clock.  Returns 0: it is to make
 * it; else the process that is at it already.  FAIMI_ZONE_CLAIMS are kept: one
 * more is not, and at worst that page is made twice. */
int64_t faimi_zone_claim(faimi_zone_t *z, const uint8_t *key, int64_t pid,
    int64_t now, int64_t until);

/* It does not make it any more. */
void faimi_zone_release(faimi_zone_t *z, const uint8_t *key, int64_t pid);

/* Whether every link, list and counter is right; if not, the next one to
 * enter rebuilds.  The contents' sums are checked apart: `n` blocks in a call,
 * from *at (first 0) on, which moves, and at last is FAIMI_ZONE_END. */
bool faimi_zone_check(faimi_zone_t *z);
bool faimi_zone_check_sums(faimi_zone_t *z, uint32_t *at, uint32_t n);

void faimi_zone_stats(const faimi_zone_t *z, faimi_zone_stats_t *stats);

#endif
