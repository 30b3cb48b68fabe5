/*
 * Arrays and maps.  A map is ordered by insertion, as Ruby's Hash is: its pairs
 * are an array.  From nine pairs on there is a hash index in addition, which
 * finds a key; fewer are compared one by one.  Nothing is ever removed, so the
 * index needs no marks for deleted slots.
 */

#ifndef FAIMI_MAP_H
#define FAIMI_MAP_H

#include "faimi_value.h"


struct faimi_array_s {
    faimi_value_t  *items;
    size_t          n;       /* of them in use */
    size_t          cap;     /* and room, in elements */
};


typedef struct {
    faimi_value_t  key;     /* mostly a string; YAML allows any scalar */
    faimi_value_t  value;
} faimi_pair_t;


struct faimi_map_s {
    faimi_pair_t  *pairs;
    size_t         n;
    size_t         cap;
    uint32_t      *index;   /* open addressing, from 9 pairs on; or NULL */
    size_t         slots;   /* a power of two */
};


/* An empty array.  It grows in `arena`; a doubling leaves the old items there
 * until the arena ends. */
faimi_array_t *faimi_array_create(faimi_arena_t *arena);
void faimi_array_push(faimi_arena_t *arena, faimi_array_t *array,
    faimi_value_t v);

faimi_map_t *faimi_map_create(faimi_arena_t *arena);

/* Sets or replaces; a replaced key keeps its place (as in Ruby).  Key and value
 * are not copied: their texts must live as long as the map.  1 and 1.0 are two
 * keys (Hash compares by eql?, not by ==). */
void faimi_map_set(faimi_arena_t *arena, faimi_map_t *map, faimi_slice_t key,
    faimi_value_t v);
void faimi_map_put(faimi_arena_t *arena, faimi_map_t *map, faimi_value_t key,
    faimi_value_t v);

/* The value of a string key, or NULL; `map` may be NULL. */
const faimi_value_t *faimi_map_get(const faimi_map_t *map, faimi_slice_t key);
const faimi_value_t *faimi_map_find(const faimi_map_t *map,
    faimi_value_t key);

/* A copy whose pairs may be set without changing the original; the values in
 * it are shared. */
faimi_map_t *faimi_map_clone(faimi_arena_t *arena, const faimi_map_t *map);

/* `over` on top of `base`, maps within maps too; a nil of `over` hides
 * nothing (jekyll/utils.rb, deep_merge_hashes).  Either may be NULL. */
faimi_map_t *faimi_map_merge(faimi_arena_t *arena, const faimi_map_t *base,
    const faimi_map_t *over);

#endif
