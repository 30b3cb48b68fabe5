/*
 * Copying, merging and reading value trees.
 *
 * The readers return an empty value where a key has another type than the one
 * asked for: what a site writes into its files is not known to be right, and
 * callers that care report it.
 */

#include "faimi_value_text.h"
#include "faimi_value_tree.h"


static faimi_map_t *
faimi_map_copy(faimi_arena_t *arena, const faimi_map_t *map)
{
    size_t        i;
    faimi_map_t  *copy;

    copy = faimi_map_create(arena);

    for (i = 0; i < map->n; i++) {
        faimi_map_put(arena, copy,
                      faimi_value_copy(arena, map->pairs[i].key),
                      faimi_value_copy(arena, map->pairs[i].value));
    }

    return copy;
}


static faimi_array_t *
faimi_array_copy(faimi_arena_t *arena, const faimi_array_t *array)
{
    size_t          i;
    faimi_array_t  *copy;

    copy = faimi_array_create(arena);

    for (i = 0; i < array->n; i++) {
        faimi_array_push(arena, copy,
                         faimi_value_copy(arena, array->items[i]));
    }

    return copy;
}


faimi_value_t
faimi_value_copy(faimi_arena_t *arena, faimi_value_t v)
{
    switch (v.type) {
    case FAIMI_BIGINT:
        v.u.string = faimi_arena_copy(arena, v.u.string);
        return v;
    case FAIMI_STRING:
        return FAIMI_V_STRING(faimi_arena_copy(arena, v.u.string));
    case FAIMI_ARRAY:
        return FAIMI_V_ARRAY(faimi_array_copy(arena, v.u.array));
    case FAIMI_MAP:
        return FAIMI_V_MAP(faimi_map_copy(arena, v.u.map));
    default:
        return v;
    }
}


faimi_value_t
faimi_map_at(const faimi_map_t *map, const char *key)
{
    const faimi_value_t  *v;

    v = faimi_map_get(map, faimi_slice_str(key));

    return (v == NULL) ? FAIMI_V_NIL : *v;
}


bool
faimi_value_is_scalar(faimi_value_t v)
{
    return v.type != FAIMI_NIL && v.type != FAIMI_ARRAY
           && v.type != FAIMI_MAP && v.type != FAIMI_OBJECT;
}


faimi_slice_t
faimi_map_text(faimi_arena_t *arena, const faimi_map_t *map, const char *key)
{
    faimi_value_t  v;

    v = faimi_map_at(map, key);

    return faimi_value_is_scalar(v) ? faimi_value_slice(arena, v)
                                    : FAIMI_EMPTY;
}


bool
faimi_map_true(const faimi_map_t *map, const char *key)
{
    faimi_value_t  v;

    v = faimi_map_at(map, key);

    return v.type == FAIMI_BOOL && v.u.boolean;
}


bool
faimi_map_off(const faimi_map_t *map, const char *key)
{
    faimi_value_t  v;

    v = faimi_map_at(map, key);

    return v.type == FAIMI_BOOL && !v.u.boolean;
}


const faimi_map_t *
faimi_map_map(const faimi_map_t *map, const char *key)
{
    faimi_value_t  v;

    v = faimi_map_at(map, key);

    return (v.type == FAIMI_MAP) ? v.u.map : NULL;
}


faimi_slice_t *
faimi_value_texts(faimi_arena_t *arena, faimi_value_t v, size_t *n)
{
    size_t          i, count;
    faimi_slice_t  *texts;
    faimi_value_t  *items;

    items = (v.type == FAIMI_ARRAY) ? v.u.array->items : &v;
    count = (v.type == FAIMI_ARRAY) ? v.u.array->n : 1;
    texts = faimi_alloc(arena, (count + 1) * sizeof(faimi_slice_t));
    *n = 0;

    for (i = 0; i < count; i++) {
        if (faimi_value_is_scalar(items[i])) {
            texts[(*n)++] = faimi_value_slice(arena, items[i]);
        }
    }

    return texts;
}


faimi_value_t
faimi_value_words(faimi_arena_t *arena, faimi_slice_t s)
{
    size_t          at, from;
    faimi_array_t  *words;

    words = faimi_array_create(arena);

    for (at = 0; at < s.len; at++) {
        for (from = at; at < s.len && !faimi_is_space(s.data[at]); at++) {
            /* to the end of the word */
        }

        if (at > from) {
            faimi_array_push(arena, words,
                             FAIMI_V_STRING(faimi_slice_sub(s, from, at)));
        }
    }

    return FAIMI_V_ARRAY(words);
}
