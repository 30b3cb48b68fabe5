/*
 * What the site does with value trees: copy, merge, and read what may be
 * written in several ways.
 */

#ifndef FAIMI_VALUE_TREE_H
#define FAIMI_VALUE_TREE_H

#include "faimi_base.h"


/* A deep copy: nothing in it belongs to another arena.  Objects stay what
 * they are. */
faimi_value_t faimi_value_copy(faimi_arena_t *arena, faimi_value_t v);

/* The member `key`, or nil. */
faimi_value_t faimi_map_at(const faimi_map_t *map, const char *key);

/* The same as text, or "" where it is nil or no scalar. */
faimi_slice_t faimi_map_text(faimi_arena_t *arena, const faimi_map_t *map,
    const char *key);

/* True if it is exactly `true`; or, for _off, exactly `false`. */
bool faimi_map_true(const faimi_map_t *map, const char *key);
bool faimi_map_off(const faimi_map_t *map, const char *key);

/* The member as a map, or NULL. */
const faimi_map_t *faimi_map_map(const faimi_map_t *map, const char *key);

/* Neither nil nor a list, a map or an object. */
bool faimi_value_is_scalar(faimi_value_t v);

/* A scalar, or the scalars of a list, as texts; nils are left out. */
faimi_slice_t *faimi_value_texts(faimi_arena_t *arena, faimi_value_t v,
    size_t *n);

/* The words between white space: an array of strings. */
faimi_value_t faimi_value_words(faimi_arena_t *arena, faimi_slice_t s);

#endif
