/*
 * The folder's own functions, from the lowest layer to the highest.
 */

#ifndef FAIMI_ZONE_INT_H
#define FAIMI_ZONE_INT_H

#include "faimi_zone_access.h"
#include "faimi_zone_sum.h"


#define FAIMI_ZONE_ROOM  (FAIMI_ZONE_BLOCK - sizeof(faimi_zone_record_t))


/* faimi_zone_blocks.c: chains and what is in them. */

typedef struct {
    faimi_zone_t  *z;
    uint32_t       block;
    uint32_t       offset;
} faimi_zone_at_t;

size_t faimi_zone_need(uint64_t len);
uint64_t faimi_zone_data_len(const faimi_zone_record_t *rec);
uint32_t faimi_zone_take(faimi_zone_t *z, uint32_t n);
void faimi_zone_give(faimi_zone_t *z, uint32_t head);
faimi_zone_at_t faimi_zone_data(faimi_zone_t *z, uint32_t head);
void faimi_zone_skip(faimi_zone_at_t *at, size_t len);
void faimi_zone_read(faimi_zone_at_t *at, char *out, size_t len);
void faimi_zone_write(faimi_zone_at_t *at, faimi_slice_t s);
bool faimi_zone_equal(faimi_zone_at_t *at, faimi_slice_t s);
uint64_t faimi_zone_data_sum(faimi_zone_t *z, uint32_t head);
uint64_t faimi_zone_record_seal(const faimi_zone_record_t *rec);

/* faimi_zone_records.c: the hash table and the lists. */

uint32_t faimi_zone_find(faimi_zone_t *z, const faimi_zone_item_t *item);
uint32_t faimi_zone_find_entry(faimi_zone_t *z, const uint8_t *key);
uint32_t faimi_zone_find_source(faimi_zone_t *z, faimi_slice_t path);
uint32_t faimi_zone_source_of(faimi_zone_t *z, uint32_t i);
faimi_slice_t faimi_zone_path(const faimi_zone_t *z, uint32_t i);
faimi_zone_last_t *faimi_zone_last_of(const faimi_zone_t *z, uint32_t i);
bool faimi_zone_is_spared(faimi_zone_t *z, uint32_t i);
void faimi_zone_hash_in(faimi_zone_t *z, uint32_t i);
void faimi_zone_hash_out(faimi_zone_t *z, uint32_t i);
void faimi_zone_list_in(faimi_zone_t *z, uint32_t i);
void faimi_zone_relist(faimi_zone_t *z, uint32_t i);
void faimi_zone_relist_last(faimi_zone_t *z, const faimi_zone_last_t *last);
void faimi_zone_touch(faimi_zone_t *z, uint32_t i);
bool faimi_zone_has_room(faimi_zone_t *z, size_t n, bool spared);
uint32_t faimi_zone_add(faimi_zone_t *z, const faimi_zone_item_t *item,
    const faimi_zone_last_t *last, bool spared);
void faimi_zone_remove(faimi_zone_t *z, uint32_t i);
faimi_zone_ref_t faimi_zone_ref(const faimi_zone_t *z, uint32_t i);
uint32_t faimi_zone_deref(const faimi_zone_t *z, faimi_zone_ref_t ref);
void faimi_zone_retire(faimi_zone_t *z, faimi_zone_ref_t old);

/* faimi_zone_rebuild.c */

bool faimi_zone_valid_head(const faimi_zone_t *z, uint32_t i);
void faimi_zone_empty(faimi_zone_t *z);
void faimi_zone_rebuild(faimi_zone_t *z);

#endif
