/*
 * Making the zone whole again.  Nothing is believed but the geometry in its
 * header: every head is judged by its seal, its chain and its sum, and all
 * that is derived is made anew.  A death in here does no harm, since the mark
 * stays and the next one begins again.
 *
 * A block that is found in a valid chain is marked in its link's owner, by the
 * highest bit; what bears no mark in the end is free.
 */

#include "faimi_zone_int.h"


#define FAIMI_ZONE_MARK  0x80000000u
#define FAIMI_ZONE_BINS  32


/* A chain of exactly the right blocks, all of them its own, and an end. */
static bool
faimi_zone_valid_chain(const faimi_zone_t *z, uint32_t head, uint32_t n)
{
    uint32_t            i;
    faimi_zone_link_t  *link;

    link = faimi_zone_link(z, head);

    for (i = 1; i < n; i++) {
        if (link->next >= z->n || link->next == head) {
            return false;
        }

        link = faimi_zone_link(z, link->next);

        if (link->owner != head) {
            return false;
        }
    }

    return link->next == FAIMI_ZONE_NONE;
}


bool
faimi_zone_valid_head(const faimi_zone_t *z, uint32_t i)
{
    faimi_zone_record_t  *rec;

    rec = faimi_zone_record(z, i);

    return rec->seal == faimi_zone_record_seal(rec)
           && (rec->kind == FAIMI_ZONE_ENTRY || rec->kind == FAIMI_ZONE_SOURCE)
           && rec->path_len <= FAIMI_MAX_PATH
           && rec->blocks == faimi_zone_need(faimi_zone_data_len(rec))
           && rec->blocks <= z->n
           && faimi_zone_valid_chain(z, i, rec->blocks);
}


/* Of two records with one name the newer one stays. */
static bool
faimi_zone_is_newest(faimi_zone_t *z, uint32_t i)
{
    uint32_t              other;
    faimi_zone_record_t  *rec;
    faimi_zone_item_t     item = { .key = NULL };

    rec = faimi_zone_record(z, i);

    if (rec->kind == FAIMI_ZONE_ENTRY) {
        item.key = rec->key;

    } else {
        item.path = faimi_zone_path(z, i);
    }

    other = faimi_zone_find(z, &item);

    if (other == FAIMI_ZONE_NONE) {
        return true;
    }

    if (faimi_zone_record(z, other)->id > rec->id) {
        return false;
    }

    faimi_zone_hash_out(z, other);
    faimi_zone_link(z, other)->owner = FAIMI_ZONE_NONE;

    return true;
}


static void
faimi_zone_clear(faimi_zone_t *z)
{
    memset(faimi_zone_bucket(z, 0), 0xff,
           ((size_t) z->mask + 1) * sizeof(uint32_t));
    memset(z->records, 0, sizeof(z->records));

    z->lists[0] = (faimi_zone_list_t) { FAIMI_ZONE_NONE, FAIMI_ZONE_NONE, 0 };
    z->lists[1] = z->lists[0];
    z->free = FAIMI_ZONE_NONE;
    z->n_free = 0;
}


/* Judges every head and puts the valid ones into the hash table. */
static void
faimi_zone_judge(faimi_zone_t *z)
{
    uint32_t              i;
    faimi_zone_record_t  *rec;

    for (i = 0; i < z->n; i++) {
        if (!faimi_zone_is_head(z, i)) {
            continue;
        }

        rec = faimi_zone_record(z, i);

        if (!faimi_zone_valid_head(z, i)
            || rec->sum != faimi_zone_data_sum(z, i)
            || !faimi_zone_is_newest(z, i))
        {
            faimi_zone_link(z, i)->owner = FAIMI_ZONE_NONE;
            continue;
        }

        faimi_zone_hash_in(z, i);

        if (rec->id > z->id) {
            z->id = rec->id;
        }
    }
}


static void
faimi_zone_mark(faimi_zone_t *z, uint32_t head)
{
    uint32_t            i;
    faimi_zone_link_t  *link;

    for (i = head; i != FAIMI_ZONE_NONE; i = link->next) {
        link = faimi_zone_link(z, i);
        link->owner |= FAIMI_ZONE_MARK;
    }
}


static void
faimi_zone_unmark(faimi_zone_t *z)
{
    uint32_t            i;
    faimi_zone_link_t  *link;

    for (i = 0; i < z->n; i++) {
        link = faimi_zone_link(z, i);

        if (link->owner != FAIMI_ZONE_NONE) {
            link->owner &= ~FAIMI_ZONE_MARK;
        }
    }
}


/* What is in no chain of a head becomes the free list, first blocks first. */
static void
faimi_zone_collect(faimi_zone_t *z)
{
    uint32_t            i;
    faimi_zone_link_t  *link;

    for (i = 0; i < z->n; i++) {
        if (faimi_zone_is_head(z, i)) {
            faimi_zone_mark(z, i);
        }
    }

    for (i = z->n; i-- > 0; /* void */ ) {
        link = faimi_zone_link(z, i);

        if (link->owner == FAIMI_ZONE_NONE
            || !(link->owner & FAIMI_ZONE_MARK))
        {
            link->owner = FAIMI_ZONE_NONE;
            link->next = z->free;
            z->free = i;
            z->n_free++;
        }
    }

    faimi_zone_unmark(z);
}


/* Merges two chains of records that are in the order of use, the least used
 * first. */
static uint32_t
faimi_zone_merge(faimi_zone_t *z, uint32_t a, uint32_t b)
{
    uint32_t  first, *end, *least;

    end = &first;

    while (a != FAIMI_ZONE_NONE && b != FAIMI_ZONE_NONE) {
        least = (faimi_zone_record(z, b)->used < faimi_zone_record(z, a)->used)
                ? &b : &a;
        *end = *least;
        end = &faimi_zone_record(z, *least)->next;
        *least = *end;
    }

    *end = (a != FAIMI_ZONE_NONE) ? a : b;

    return first;
}


/* All records in the order of use: a merge sort that needs no memory; bin k
 * has a chain of 2^k of them or none. */
static uint32_t
faimi_zone_sort(faimi_zone_t *z)
{
    uint32_t  i, k, chain, bins[FAIMI_ZONE_BINS];

    memset(bins, 0xff, sizeof(bins));

    for (i = 0; i < z->n; i++) {
        if (!faimi_zone_is_head(z, i)) {
            continue;
        }

        chain = i;
        faimi_zone_record(z, i)->next = FAIMI_ZONE_NONE;

        for (k = 0; bins[k] != FAIMI_ZONE_NONE; k++) {
            chain = faimi_zone_merge(z, bins[k], chain);
            bins[k] = FAIMI_ZONE_NONE;
        }

        bins[k] = chain;
    }

    chain = FAIMI_ZONE_NONE;

    for (k = 0; k < FAIMI_ZONE_BINS; k++) {
        chain = faimi_zone_merge(z, bins[k], chain);
    }

    return chain;
}


/* The lists, and the clock anew.  The n-th record in the order has a time of at
 * least n, so a death in here leaves the order as it is. */
static void
faimi_zone_order(faimi_zone_t *z)
{
    uint32_t  i, next;

    z->clock = 0;

    for (i = faimi_zone_sort(z); i != FAIMI_ZONE_NONE; i = next) {
        next = faimi_zone_record(z, i)->next;
        faimi_zone_record(z, i)->used = ++z->clock;
        faimi_zone_list_in(z, i);
    }
}


/* For a zone whose links are all free. */
void
faimi_zone_empty(faimi_zone_t *z)
{
    faimi_zone_clear(z);
    faimi_zone_collect(z);
}


void
faimi_zone_rebuild(faimi_zone_t *z)
{
    faimi_zone_unmark(z);
    faimi_zone_clear(z);
    faimi_zone_judge(z);
    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_REBUILD);
    faimi_zone_collect(z);
    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_RELINK);
    faimi_zone_order(z);

    z->rebuilds++;
    faimi_zone_fence();
    z->dirty = 0;
}
