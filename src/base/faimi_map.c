#include "faimi_map.h"


/* Fewer pairs than this are found by looking at each. */
#define FAIMI_MAP_INDEXED  9

/* 2^64 divided by the golden ratio: spreads what differs in any bit. */
#define FAIMI_MAP_SPREAD   0x9E3779B97F4A7C15u


faimi_array_t *
faimi_array_create(faimi_arena_t *arena)
{
    return faimi_alloc(arena, sizeof(faimi_array_t));
}


void
faimi_array_push(faimi_arena_t *arena, faimi_array_t *array, faimi_value_t v)
{
    if (array->n == array->cap) {
        array->items = faimi_arena_grow(arena, array->items, array->n,
                                        &array->cap, sizeof(faimi_value_t));
    }

    array->items[array->n++] = v;
}


faimi_map_t *
faimi_map_create(faimi_arena_t *arena)
{
    return faimi_alloc(arena, sizeof(faimi_map_t));
}


static uint64_t faimi_map_hash(faimi_value_t key);


/* A list as a key: its order counts. */
static uint64_t
faimi_map_hash_array(const faimi_array_t *array)
{
    size_t    i;
    uint64_t  h;

    for (i = 0, h = 0; i < array->n; i++) {
        h = (h ^ faimi_map_hash(array->items[i])) * FAIMI_MAP_SPREAD;
    }

    return h;
}


/* A map as a key: its order does not count. */
static uint64_t
faimi_map_hash_map(const faimi_map_t *map)
{
    size_t    i;
    uint64_t  h;

    for (i = 0, h = 0; i < map->n; i++) {
        h += faimi_map_hash(map->pairs[i].key) * FAIMI_MAP_SPREAD
             + faimi_map_hash(map->pairs[i].value);
    }

    return h;
}


static uint64_t
faimi_map_hash(faimi_value_t key)
{
    uint64_t  bits;

    switch (key.type) {
    case FAIMI_INT:    return (uint64_t) key.u.integer;
    case FAIMI_STRING:
    case FAIMI_BIGINT: return faimi_slice_hash(key.u.string);
    case FAIMI_DATE:
    case FAIMI_TIME:   return (uint64_t) key.u.time.sec;
    case FAIMI_RANGE:  return (uint64_t) key.u.range.first;
    case FAIMI_ARRAY:  return faimi_map_hash_array(key.u.array);
    case FAIMI_MAP:    return faimi_map_hash_map(key.u.map);
    case FAIMI_OBJECT: return (uintptr_t) key.u.object.data;
    case FAIMI_NIL:    return 0;
    case FAIMI_BOOL:   return 1 + key.u.boolean;
    case FAIMI_FLOAT:  break;
    }

    memcpy(&bits, &key.u.number, sizeof(bits));

    return bits;
}


static bool
faimi_map_same(faimi_value_t a, faimi_value_t b)
{
    if (a.type != b.type) {
        return false;
    }

    if (a.type == FAIMI_STRING) {
        return faimi_slice_eq(a.u.string, b.u.string);
    }

    return faimi_value_eq(a, b);
}


/* The slot of a key in the index: its own, or the empty one it would get.  The
 * table's address, which no author of keys knows, keeps apart what was made to
 * collide. */
static size_t
faimi_map_slot(const faimi_map_t *map, faimi_value_t key)
{
    size_t    i;
    uint64_t  h;

    h = faimi_map_hash(key) ^ (uintptr_t) map->index;
    i = (size_t) (h * FAIMI_MAP_SPREAD >> 32) & (map->slots - 1);

    while (map->index[i] != 0
           && !faimi_map_same(map->pairs[map->index[i] - 1].key, key))
    {
        i = (i + 1) & (map->slots - 1);
    }

    return i;
}


static void
faimi_map_reindex(faimi_arena_t *arena, faimi_map_t *map)
{
    size_t  i;

    map->slots = map->cap * 2;
    map->index = faimi_alloc(arena, map->slots * sizeof(uint32_t));

    for (i = 0; i < map->n; i++) {
        map->index[faimi_map_slot(map, map->pairs[i].key)] = (uint32_t) i + 1;
    }
}


static faimi_pair_t *
faimi_map_pair(const faimi_map_t *map, faimi_value_t key)
{
    size_t  i;

    if (map->index != NULL) {
        i = map->index[faimi_map_slot(map, key)];
        return (i == 0) ? NULL : &map->pairs[i - 1];
    }

    for (i = 0; i < map->n; i++) {
        if (faimi_map_same(map->pairs[i].key, key)) {
            return &map->pairs[i];
        }
    }

    return NULL;
}


void
faimi_map_put(faimi_arena_t *arena, faimi_map_t *map, faimi_value_t key,
    faimi_value_t v)
{
    faimi_pair_t  *pair;

    pair = faimi_map_pair(map, key);

    if (pair != NULL) {
        pair->value = v;
        return;
    }

    if (map->n == map->cap) {
        map->pairs = faimi_arena_grow(arena, map->pairs, map->n, &map->cap,
                                      sizeof(faimi_pair_t));
        map->index = NULL;
    }

    map->pairs[map->n++] = (faimi_pair_t) { key, v };

    if (map->n < FAIMI_MAP_INDEXED) {
        return;
    }

    if (map->index == NULL) {
        faimi_map_reindex(arena, map);

    } else {
        map->index[faimi_map_slot(map, key)] = (uint32_t) map->n;
    }
}


void
faimi_map_set(faimi_arena_t *arena, faimi_map_t *map, faimi_slice_t key,
    faimi_value_t v)
{
    faimi_map_put(arena, map, FAIMI_V_STRING(key), v);
}


const faimi_value_t *
faimi_map_find(const faimi_map_t *map, faimi_value_t key)
{
    faimi_pair_t  *pair;

    pair = (map == NULL) ? NULL : faimi_map_pair(map, key);

    return (pair == NULL) ? NULL : &pair->value;
}


const faimi_value_t *
faimi_map_get(const faimi_map_t *map, faimi_slice_t key)
{
    return faimi_map_find(map, FAIMI_V_STRING(key));
}


faimi_map_t *
faimi_map_clone(faimi_arena_t *arena, const faimi_map_t *map)
{
    size_t        i;
    faimi_map_t  *copy;

    copy = faimi_map_create(arena);

    for (i = 0; map != NULL && i < map->n; i++) {
        faimi_map_put(arena, copy, map->pairs[i].key, map->pairs[i].value);
    }

    return copy;
}


/* The nesting of both is bounded by FAIMI_MAX_YAML_DEPTH. */
faimi_map_t *
faimi_map_merge(faimi_arena_t *arena, const faimi_map_t *base,
    const faimi_map_t *over)
{
    size_t                i;
    faimi_map_t          *map;
    faimi_pair_t         *pair;
    const faimi_value_t  *old;

    map = faimi_map_clone(arena, base);

    for (i = 0; over != NULL && i < over->n; i++) {
        pair = &over->pairs[i];
        old = faimi_map_find(map, pair->key);

        if (old == NULL) {
            faimi_map_put(arena, map, pair->key, pair->value);

        } else if (old->type == FAIMI_MAP && pair->value.type == FAIMI_MAP) {
            faimi_map_put(arena, map, pair->key,
                          FAIMI_V_MAP(faimi_map_merge(arena, old->u.map,
                                                      pair->value.u.map)));

        } else if (pair->value.type != FAIMI_NIL) {
            faimi_map_put(arena, map, pair->key, pair->value);
        }
    }

    return map;
}
