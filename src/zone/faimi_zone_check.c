/*
 * The consistency check: every block is in one chain or in the free list, and
 * links, hash table, lists and counters agree.  It believes nothing, so that
 * it ends on any memory.  Owners make it simple: a block names one owner, and
 * a chain that ends holds no block twice, so it is enough to count.
 */

#include "faimi_zone_int.h"


static bool
faimi_zone_check_free(const faimi_zone_t *z)
{
    uint32_t  i, n;

    i = z->free;

    for (n = 0; n < z->n_free; n++) {
        if (i >= z->n || faimi_zone_link(z, i)->owner != FAIMI_ZONE_NONE) {
            return false;
        }

        i = faimi_zone_link(z, i)->next;
    }

    return i == FAIMI_ZONE_NONE;
}


/* Every record is valid, and all blocks that are not free are theirs. */
static bool
faimi_zone_check_chains(const faimi_zone_t *z)
{
    uint32_t  i;
    uint64_t  blocks, records;

    blocks = z->n_free;
    records = 0;

    for (i = 0; i < z->n; i++) {
        if (!faimi_zone_is_head(z, i)) {
            continue;
        }

        if (!faimi_zone_valid_head(z, i)) {
            return false;
        }

        blocks += faimi_zone_record(z, i)->blocks;
        records++;
    }

    return blocks == z->n
           && records == (uint64_t) z->records[FAIMI_ZONE_ENTRY]
                         + z->records[FAIMI_ZONE_SOURCE];
}


/* Every bucket's chain ends, and holds heads of its own. */
static bool
faimi_zone_check_buckets(const faimi_zone_t *z)
{
    uint32_t              i, b, n, counts[3] = { 0, 0, 0 };
    faimi_zone_record_t  *rec;

    n = 0;

    for (b = 0; b <= z->mask; b++) {
        for (i = *faimi_zone_bucket(z, b); i != FAIMI_ZONE_NONE;
             i = rec->peer)
        {
            if (i >= z->n || n++ == z->n || !faimi_zone_is_head(z, i)) {
                return false;
            }

            rec = faimi_zone_record(z, i);

            if ((rec->hash & z->mask) != b) {
                return false;
            }

            counts[rec->kind]++;
        }
    }

    return memcmp(counts, z->records, sizeof(counts)) == 0;
}


/* A record of list `spared` that belongs there and is found by its name. */
static bool
faimi_zone_check_member(faimi_zone_t *z, uint32_t i, uint32_t spared)
{
    uint32_t              found;
    faimi_zone_record_t  *rec;

    rec = faimi_zone_record(z, i);

    found = (rec->kind == FAIMI_ZONE_ENTRY)
            ? faimi_zone_find_entry(z, rec->key)
            : faimi_zone_find_source(z, faimi_zone_path(z, i));

    return found == i && rec->spared == spared
           && faimi_zone_is_spared(z, i) == (spared != 0);
}


/* Counts a list's records into *n; false if it is wrong. */
static bool
faimi_zone_check_list(faimi_zone_t *z, uint32_t spared, uint64_t *n)
{
    uint32_t              i, prev;
    uint64_t              blocks, used;
    faimi_zone_list_t    *list;
    faimi_zone_record_t  *rec;

    list = &z->lists[spared];
    blocks = 0;
    used = z->clock;
    prev = FAIMI_ZONE_NONE;

    for (i = list->head; i != FAIMI_ZONE_NONE; i = rec->next) {
        if (i >= z->n || (*n)++ == z->n || !faimi_zone_is_head(z, i)) {
            return false;
        }

        rec = faimi_zone_record(z, i);

        if (rec->prev != prev || rec->used > used
            || !faimi_zone_check_member(z, i, spared))
        {
            return false;
        }

        blocks += rec->blocks;
        used = rec->used;
        prev = i;
    }

    return list->tail == prev && list->blocks == blocks;
}


bool
faimi_zone_check(faimi_zone_t *z)
{
    bool      sound;
    uint64_t  n;

    n = 0;
    sound = faimi_zone_check_free(z) && faimi_zone_check_chains(z)
            && faimi_zone_check_buckets(z)
            && faimi_zone_check_list(z, 0, &n)
            && faimi_zone_check_list(z, 1, &n)
            && n == (uint64_t) z->records[FAIMI_ZONE_ENTRY]
                    + z->records[FAIMI_ZONE_SOURCE];

    if (!sound) {
        z->dirty = 1;
    }

    return sound;
}


bool
faimi_zone_check_sums(faimi_zone_t *z, uint32_t *at, uint32_t n)
{
    uint32_t              i, done;
    faimi_zone_record_t  *rec;

    for (i = *at, done = 0; i < z->n && done < n; i++) {
        done++;

        if (!faimi_zone_is_head(z, i)) {
            continue;
        }

        rec = faimi_zone_record(z, i);
        done += rec->blocks;

        if (!faimi_zone_valid_head(z, i)
            || rec->sum != faimi_zone_data_sum(z, i))
        {
            z->dirty = 1;
            return false;
        }
    }

    *at = (i < z->n) ? i : FAIMI_ZONE_END;

    return true;
}
