/*
 * How the zone lies in memory.  It is cut into blocks of one size, so that it
 * cannot fragment.  A record (an entry or a source) is a chain of blocks, and
 * begins with its head in the first.
 *
 * What is true is in the links' owners and in the heads: a record exists when
 * the link of its first block names itself as owner, which is the last store
 * of its making and the first of its undoing.  All else (free list, hash
 * table, order of use, counters) follows from that and can be made again.
 */

#ifndef FAIMI_ZONE_LAYOUT_H
#define FAIMI_ZONE_LAYOUT_H

#include "faimi_zone_fail_point.h"


/* With twice the size a page of 31 KB is copied in 1.0 instead of 1.15 us, and
 * every record wastes 1 KB more (t/bench/bench_zone.c). */
#ifndef FAIMI_ZONE_BLOCK
#define FAIMI_ZONE_BLOCK  2048
#endif
#define FAIMI_ZONE_NONE   UINT32_MAX    /* no block */
#define FAIMI_ZONE_WAYS   8             /* digests in a set */

typedef enum { FAIMI_ZONE_ENTRY = 1, FAIMI_ZONE_SOURCE } faimi_zone_kind_t;

typedef struct {
    uint32_t  next;      /* in its chain, or in the free list */
    uint32_t  owner;     /* the head of its chain; NONE: free */
} faimi_zone_link_t;

typedef struct {         /* of a source: the last entry of its path */
    uint8_t   key[FAIMI_ZONE_KEY];
    int64_t   newest;    /* the latest time that any of them had */
    uint64_t  set;       /* whether there is one */
} faimi_zone_last_t;

typedef struct {
    uint64_t           seal;       /* sum of what follows, up to `used` */
    uint64_t           sum;        /* of path, etag, type and body */
    uint64_t           id;         /* no two records ever have the same */
    uint64_t           hash;
    uint8_t            key[FAIMI_ZONE_KEY];   /* of an entry */
    int64_t            modified;
    uint32_t           kind;
    uint32_t           blocks;
    uint32_t           path_len;   /* these four follow the head, in order */
    uint32_t           etag_len;
    uint32_t           type_len;
    uint32_t           body_len;
    uint64_t           whole;      /* not a source without known bytes */

    /* Changes in place, by the store of one word. */
    uint64_t           used;       /* the zone's clock at the last use */
    uint32_t           broken;
    uint32_t           current;    /* which of last[] is in force */
    faimi_zone_last_t  last[2];

    /* Derived. */
    uint32_t           peer;       /* the next one in its bucket */
    uint32_t           prev;
    uint32_t           next;       /* one less used */
    uint32_t           spared;     /* the list it is in */
} faimi_zone_record_t;

typedef struct {
    uint32_t  head;      /* the most used */
    uint32_t  tail;
    uint32_t  blocks;    /* of all its records */
} faimi_zone_list_t;

typedef struct {
    uint8_t  digest[32];
    int64_t  time;
} faimi_zone_log_once_t;

#define FAIMI_ZONE_CLAIMS  128

typedef struct {         /* who makes a page */
    uint8_t  key[FAIMI_ZONE_KEY];
    int64_t  pid;
    int64_t  until;
} faimi_zone_claim_t;

struct faimi_zone_s {
    volatile uint32_t  dirty;      /* a change is under way */
    uint32_t           n;          /* blocks */
    uint32_t           mask;       /* buckets - 1 */
    uint32_t           sets;       /* of digests; a power of two */
    uint64_t           seed;
    size_t             size;
    size_t             links;      /* offsets of the tables, from here */
    size_t             buckets;
    size_t             logged;     /* digests that were logged once */
    size_t             blocks;

    uint64_t           clock;      /* counts uses */
    uint64_t           id;         /* the last one given */
    uint32_t           free;
    uint32_t           n_free;
    faimi_zone_list_t  lists[2];   /* ordinary, spared */
    uint32_t           records[3]; /* by kind */
    uint32_t           passes[FAIMI_FAIL_POINTS];   /* in debug builds */
    faimi_zone_claim_t claims[FAIMI_ZONE_CLAIMS];
    uint64_t           hits, misses, stores, evictions, too_large, rebuilds;
};

#endif
