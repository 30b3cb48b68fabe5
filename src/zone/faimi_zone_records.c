/*
 * Records: their making and undoing, the hash table over both kinds, and two
 * lists in the order of use.  The ordinary list serves first when room is
 * made; the spared one holds what stands in for a broken file, and gives way
 * only to its own.
 */

#include "faimi_zone_int.h"


static uint64_t
faimi_zone_hash(const faimi_zone_t *z, const faimi_zone_item_t *item)
{
    faimi_zone_sum_t  sum;

    faimi_zone_sum_init(&sum, z->seed);

    if (item->key != NULL) {
        faimi_zone_sum_add(&sum, item->key, FAIMI_ZONE_KEY);

    } else {
        faimi_zone_sum_add(&sum, item->path.data, item->path.len);
    }

    return faimi_zone_sum_end(&sum);
}


/* The path always lies in the head's block: see FAIMI_ZONE_ROOM. */
faimi_slice_t
faimi_zone_path(const faimi_zone_t *z, uint32_t i)
{
    faimi_zone_record_t  *rec;

    rec = faimi_zone_record(z, i);

    return faimi_slice((char *) (rec + 1), rec->path_len);
}


static bool
faimi_zone_is(const faimi_zone_t *z, uint32_t i, const faimi_zone_item_t *item)
{
    faimi_zone_record_t  *rec;

    rec = faimi_zone_record(z, i);

    if (item->key != NULL) {
        return rec->kind == FAIMI_ZONE_ENTRY
               && memcmp(rec->key, item->key, FAIMI_ZONE_KEY) == 0;
    }

    return rec->kind == FAIMI_ZONE_SOURCE
           && faimi_slice_eq(faimi_zone_path(z, i), item->path);
}


/* The record of an item's key or path. */
uint32_t
faimi_zone_find(faimi_zone_t *z, const faimi_zone_item_t *item)
{
    uint32_t              i;
    uint64_t              hash;
    faimi_zone_record_t  *rec;

    hash = faimi_zone_hash(z, item);

    for (i = *faimi_zone_bucket(z, hash); i != FAIMI_ZONE_NONE; i = rec->peer) {
        rec = faimi_zone_record(z, i);

        if (rec->hash == hash && faimi_zone_is(z, i, item)) {
            break;
        }
    }

    return i;
}


uint32_t
faimi_zone_find_entry(faimi_zone_t *z, const uint8_t *key)
{
    faimi_zone_item_t  item = { .key = key };

    return faimi_zone_find(z, &item);
}


uint32_t
faimi_zone_find_source(faimi_zone_t *z, faimi_slice_t path)
{
    faimi_zone_item_t  item = { .path = path };

    return (path.len == 0) ? FAIMI_ZONE_NONE : faimi_zone_find(z, &item);
}


faimi_zone_last_t *
faimi_zone_last_of(const faimi_zone_t *z, uint32_t i)
{
    faimi_zone_record_t  *rec;

    rec = faimi_zone_record(z, i);

    return &rec->last[rec->current & 1];
}


/* The source whose last entry is `i`. */
uint32_t
faimi_zone_source_of(faimi_zone_t *z, uint32_t i)
{
    uint32_t              source;
    faimi_zone_last_t    *last;
    faimi_zone_record_t  *rec;

    rec = faimi_zone_record(z, i);

    if (rec->kind != FAIMI_ZONE_ENTRY) {
        return FAIMI_ZONE_NONE;
    }

    source = faimi_zone_find_source(z, faimi_zone_path(z, i));

    if (source == FAIMI_ZONE_NONE) {
        return FAIMI_ZONE_NONE;
    }

    last = faimi_zone_last_of(z, source);

    return (last->set && memcmp(last->key, rec->key, FAIMI_ZONE_KEY) == 0)
           ? source : FAIMI_ZONE_NONE;
}


/* Whether a record is what stands in for a broken file. */
bool
faimi_zone_is_spared(faimi_zone_t *z, uint32_t i)
{
    if (faimi_zone_record(z, i)->kind == FAIMI_ZONE_ENTRY) {
        i = faimi_zone_source_of(z, i);
    }

    return i != FAIMI_ZONE_NONE && faimi_zone_record(z, i)->broken;
}


void
faimi_zone_hash_in(faimi_zone_t *z, uint32_t i)
{
    uint32_t             *bucket;
    faimi_zone_record_t  *rec;

    rec = faimi_zone_record(z, i);
    bucket = faimi_zone_bucket(z, rec->hash);
    rec->peer = *bucket;
    *bucket = i;
    z->records[rec->kind]++;
}


void
faimi_zone_hash_out(faimi_zone_t *z, uint32_t i)
{
    uint32_t             *link;
    faimi_zone_record_t  *rec;

    rec = faimi_zone_record(z, i);
    link = faimi_zone_bucket(z, rec->hash);

    while (*link != i) {
        link = &faimi_zone_record(z, *link)->peer;
    }

    *link = rec->peer;
    z->records[rec->kind]--;
}


/* Puts a record, as the most used one, into the list where it belongs. */
void
faimi_zone_list_in(faimi_zone_t *z, uint32_t i)
{
    faimi_zone_list_t    *list;
    faimi_zone_record_t  *rec;

    rec = faimi_zone_record(z, i);
    rec->spared = faimi_zone_is_spared(z, i);
    list = &z->lists[rec->spared];
    rec->prev = FAIMI_ZONE_NONE;
    rec->next = list->head;

    if (list->head != FAIMI_ZONE_NONE) {
        faimi_zone_record(z, list->head)->prev = i;

    } else {
        list->tail = i;
    }

    list->head = i;
    list->blocks += rec->blocks;
}


static void
faimi_zone_list_out(faimi_zone_t *z, uint32_t i)
{
    faimi_zone_list_t    *list;
    faimi_zone_record_t  *rec;

    rec = faimi_zone_record(z, i);
    list = &z->lists[rec->spared];
    list->blocks -= rec->blocks;

    if (rec->prev != FAIMI_ZONE_NONE) {
        faimi_zone_record(z, rec->prev)->next = rec->next;

    } else {
        list->head = rec->next;
    }

    if (rec->next != FAIMI_ZONE_NONE) {
        faimi_zone_record(z, rec->next)->prev = rec->prev;

    } else {
        list->tail = rec->prev;
    }

    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_LIST);
}


/* Counts a use: the record becomes the first in its list. */
void
faimi_zone_touch(faimi_zone_t *z, uint32_t i)
{
    faimi_zone_record(z, i)->used = ++z->clock;
    faimi_zone_list_out(z, i);
    faimi_zone_list_in(z, i);
}


/* Moves a record to the other list if it belongs there now. */
void
faimi_zone_relist(faimi_zone_t *z, uint32_t i)
{
    if (i != FAIMI_ZONE_NONE
        && faimi_zone_record(z, i)->spared != faimi_zone_is_spared(z, i))
    {
        faimi_zone_touch(z, i);
    }
}


void
faimi_zone_relist_last(faimi_zone_t *z, const faimi_zone_last_t *last)
{
    if (last->set) {
        faimi_zone_relist(z, faimi_zone_find_entry(z, last->key));
    }
}


void
faimi_zone_remove(faimi_zone_t *z, uint32_t i)
{
    faimi_zone_last_t  last;

    faimi_zone_link(z, i)->owner = FAIMI_ZONE_NONE;
    faimi_zone_fence();
    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_RETIRE);

    last = *faimi_zone_last_of(z, i);
    faimi_zone_hash_out(z, i);
    faimi_zone_list_out(z, i);
    faimi_zone_relist_last(z, &last);
    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_GIVE);
    faimi_zone_give(z, i);
}


/* Whether n blocks can be made free.  What is spared goes only for what will be
 * spared too: a page that is not kept costs time, a last good one that is lost
 * cannot be made again. */
bool
faimi_zone_has_room(faimi_zone_t *z, size_t n, bool spared)
{
    return n <= z->n - (spared ? 0 : z->lists[1].blocks);
}


static void
faimi_zone_make_room(faimi_zone_t *z, size_t n)
{
    uint32_t  i;

    while (z->n_free < n) {
        i = z->lists[0].tail;

        if (i == FAIMI_ZONE_NONE) {
            i = z->lists[1].tail;
        }

        faimi_zone_fail_point(z, FAIMI_FAIL_POINT_EVICT);
        faimi_zone_remove(z, i);
        z->evictions++;
    }
}


static void
faimi_zone_fill(faimi_zone_t *z, uint32_t i, const faimi_zone_item_t *item)
{
    faimi_zone_at_t       at;
    faimi_zone_record_t  *rec;

    at = faimi_zone_data(z, i);
    faimi_zone_write(&at, item->path);
    faimi_zone_write(&at, item->etag);
    faimi_zone_write(&at, item->type);
    faimi_zone_write(&at, item->body);

    rec = faimi_zone_record(z, i);
    memset(rec, 0, sizeof(faimi_zone_record_t));

    rec->sum = item->sum;
    rec->id = ++z->id;
    rec->hash = faimi_zone_hash(z, item);
    rec->kind = FAIMI_ZONE_SOURCE;
    rec->modified = item->modified;
    rec->path_len = (uint32_t) item->path.len;
    rec->etag_len = (uint32_t) item->etag.len;
    rec->type_len = (uint32_t) item->type.len;
    rec->body_len = (uint32_t) item->body.len;
    rec->blocks = (uint32_t) faimi_zone_need(faimi_zone_data_len(rec));
    rec->whole = item->body.data != NULL;

    if (item->key != NULL) {
        rec->kind = FAIMI_ZONE_ENTRY;
        memcpy(rec->key, item->key, FAIMI_ZONE_KEY);
    }

    rec->seal = faimi_zone_record_seal(rec);
}


/* A new record.  A source gets its last entry and is broken if it is spared.
 * NONE: there is no room. */
uint32_t
faimi_zone_add(faimi_zone_t *z, const faimi_zone_item_t *item,
    const faimi_zone_last_t *last, bool spared)
{
    size_t                n;
    uint32_t              i;
    faimi_zone_record_t  *rec;

    n = faimi_zone_need((uint64_t) item->path.len + item->etag.len
                        + item->type.len + item->body.len);

    if (!faimi_zone_has_room(z, n, spared)) {
        return FAIMI_ZONE_NONE;
    }

    faimi_zone_make_room(z, n);
    i = faimi_zone_take(z, (uint32_t) n);
    faimi_zone_fill(z, i, item);
    rec = faimi_zone_record(z, i);
    rec->used = ++z->clock;

    if (last != NULL) {
        rec->last[0] = *last;
        rec->broken = spared;
    }

    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_SEAL);
    faimi_zone_fence();
    faimi_zone_link(z, i)->owner = i;
    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_PUBLISH);
    faimi_zone_hash_in(z, i);
    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_HASH);
    faimi_zone_list_in(z, i);

    return i;
}


faimi_zone_ref_t
faimi_zone_ref(const faimi_zone_t *z, uint32_t i)
{
    return (faimi_zone_ref_t) {
        i, (i != FAIMI_ZONE_NONE) ? faimi_zone_record(z, i)->id : 0
    };
}


uint32_t
faimi_zone_deref(const faimi_zone_t *z, faimi_zone_ref_t ref)
{
    if (ref.head == FAIMI_ZONE_NONE || !faimi_zone_is_head(z, ref.head)
        || faimi_zone_record(z, ref.head)->id != ref.id)
    {
        return FAIMI_ZONE_NONE;
    }

    return ref.head;
}


/* Removes the record that a new one replaces, unless making room for that one
 * has done so already: then its blocks may be others' by now. */
void
faimi_zone_retire(faimi_zone_t *z, faimi_zone_ref_t old)
{
    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_REPLACE);

    if (faimi_zone_deref(z, old) != FAIMI_ZONE_NONE) {
        faimi_zone_remove(z, old.head);
    }
}
