/*
 * Values as JSON, as Ruby's JSON.generate and JSON.pretty_generate write them.
 * A value that JSON has no form for (a time, an object) is the string that its
 * to_s gives.
 *
 * Unlike data, objects can refer to each other: documents have `next` and
 * `previous`.  Jekyll leaves these out below the second level
 * (DocumentDrop#hash_for_json); the depth bounds what remains.
 */

#include <math.h>

#include "faimi_limits.h"
#include "faimi_map.h"
#include "faimi_value_text.h"


/* Objects may hold each other in a circle (a page, the next one, its previous
 * one); JSON stops where it is nested so deep. */
#define FAIMI_JSON_DEPTH  FAIMI_MAX_YAML_DEPTH

/* As deep as this a document shows its neighbours whole. */
#define FAIMI_JSON_NEAR  2


typedef struct {
    faimi_buf_t    *out;
    faimi_arena_t  *arena;
    bool            pretty;   /* a line per element, two blanks per level */
    unsigned        depth;
} faimi_json_t;


static void faimi_json_value(faimi_json_t *j, faimi_value_t v);


/* Where the next element begins in the pretty form. */
static void
faimi_json_newline(faimi_json_t *j)
{
    unsigned  i;

    if (!j->pretty) {
        return;
    }

    faimi_buf_char(j->out, '\n');

    for (i = 0; i < j->depth; i++) {
        faimi_buf_str(j->out, "  ");
    }
}


/* What stands before the element `i` of an array or map. */
static void
faimi_json_element(faimi_json_t *j, size_t i)
{
    if (i > 0) {
        faimi_buf_char(j->out, ',');
    }

    faimi_json_newline(j);
}


/* In the pretty form an empty list has an empty line within, and an empty map
 * none. */
static void
faimi_json_array(faimi_json_t *j, const faimi_array_t *array)
{
    size_t  i;

    faimi_buf_char(j->out, '[');
    j->depth++;

    for (i = 0; i < array->n && !j->out->full; i++) {
        faimi_json_element(j, i);
        faimi_json_value(j, array->items[i]);
    }

    j->depth--;

    if (array->n == 0 && j->pretty) {
        faimi_buf_char(j->out, '\n');
    }

    faimi_json_newline(j);

    faimi_buf_char(j->out, ']');
}


static void
faimi_json_pair(faimi_json_t *j, size_t i, faimi_slice_t key, faimi_value_t v)
{
    faimi_json_element(j, i);
    faimi_buf_json(j->out, key);
    faimi_buf_str(j->out, j->pretty ? ": " : ":");
    faimi_json_value(j, v);
}


/* Keys that are no strings become such. */
static void
faimi_json_map(faimi_json_t *j, const faimi_map_t *map)
{
    size_t  i;

    faimi_buf_char(j->out, '{');
    j->depth++;

    for (i = 0; i < map->n && !j->out->full; i++) {
        faimi_json_pair(j, i, faimi_value_to_s(j->arena, map->pairs[i].key),
                        map->pairs[i].value);
    }

    j->depth--;
    faimi_json_newline(j);
    faimi_buf_char(j->out, '}');
}


/* What a document leaves out where it is only the neighbour of another
 * (jekyll/drops/document_drop.rb). */
static bool
faimi_json_is_nested(faimi_slice_t key)
{
    size_t             i;
    static const char *const  names[] = {
        "content", "output", "excerpt", "next", "previous"
    };

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (faimi_slice_eq(key, faimi_slice_str(names[i]))) {
            return true;
        }
    }

    return false;
}


/* A document whose neighbours would go on for ever: without them. */
static void
faimi_json_collapsed(faimi_json_t *j, faimi_object_t object)
{
    size_t          i;
    faimi_map_t    *map;
    faimi_slice_t   key;
    faimi_value_t   keys;

    map = faimi_map_create(j->arena);
    keys = object.class->keys(object, j->arena);

    for (i = 0; i < keys.u.array->n; i++) {
        key = faimi_value_slice(j->arena, keys.u.array->items[i]);

        if (!faimi_json_is_nested(key)) {
            faimi_map_set(j->arena, map, key,
                          object.class->get(object, key, j->arena));
        }
    }

    faimi_json_map(j, map);
}


static void
faimi_json_member(faimi_json_t *j, faimi_object_t object, size_t i,
    faimi_slice_t key)
{
    faimi_value_t  v;

    v = object.class->get(object, key, j->arena);

    if (j->depth > FAIMI_JSON_NEAR && v.type == FAIMI_OBJECT
        && v.u.object.class == object.class && faimi_json_is_nested(key))
    {
        faimi_json_element(j, i);
        faimi_buf_json(j->out, key);
        faimi_buf_str(j->out, j->pretty ? ": " : ":");
        faimi_json_collapsed(j, v.u.object);
        return;
    }

    faimi_json_pair(j, i, key, v);
}


/* An object as the map of its members, each asked for in turn. */
static void
faimi_json_members(faimi_json_t *j, faimi_object_t object,
    const faimi_array_t *keys)
{
    size_t  i;

    faimi_buf_char(j->out, '{');
    j->depth++;

    for (i = 0; i < keys->n && !j->out->full; i++) {
        faimi_json_member(j, object, i,
                          faimi_value_slice(j->arena, keys->items[i]));
    }

    j->depth--;

    if (keys->n > 0) {
        faimi_json_newline(j);
    }

    faimi_buf_char(j->out, '}');
}


/* An object that lists no members is its text. */
static void
faimi_json_object(faimi_json_t *j, faimi_value_t v)
{
    faimi_value_t  keys;

    keys = FAIMI_V_NIL;

    if (v.u.object.class->keys != NULL) {
        keys = v.u.object.class->keys(v.u.object, j->arena);
    }

    if (keys.type == FAIMI_ARRAY) {
        faimi_json_members(j, v.u.object, keys.u.array);

    } else {
        faimi_buf_json(j->out, faimi_value_slice(j->arena, v));
    }
}


/* What may hold other values, and so itself in a circle. */
static bool
faimi_json_nests(faimi_value_t v)
{
    return v.type == FAIMI_ARRAY || v.type == FAIMI_MAP
           || v.type == FAIMI_OBJECT;
}


/* Too deep, a value is null: what stands there is a circle, or of no use. */
static void
faimi_json_value(faimi_json_t *j, faimi_value_t v)
{
    if (j->depth >= FAIMI_JSON_DEPTH && faimi_json_nests(v)) {
        v = FAIMI_V_NIL;
    }

    /* Ruby refuses these, and ends the build; JSON has no word for them */
    if (v.type == FAIMI_FLOAT && !isfinite(v.u.number)) {
        v = FAIMI_V_NIL;
    }

    switch (v.type) {
    case FAIMI_NIL:
        faimi_buf_str(j->out, "null");
        break;

    case FAIMI_BOOL:
    case FAIMI_INT:
    case FAIMI_BIGINT:
    case FAIMI_FLOAT:
        faimi_value_text(j->out, v, j->arena);
        break;

    case FAIMI_STRING:
    case FAIMI_DATE:
    case FAIMI_TIME:
    case FAIMI_RANGE:
        faimi_buf_json(j->out, faimi_value_slice(j->arena, v));
        break;

    case FAIMI_ARRAY:
        faimi_json_array(j, v.u.array);
        break;

    case FAIMI_MAP:
        faimi_json_map(j, v.u.map);
        break;

    case FAIMI_OBJECT:
        faimi_json_object(j, v);
        break;
    }
}


void
faimi_json(faimi_buf_t *out, faimi_value_t v, faimi_arena_t *arena)
{
    faimi_json_t  j = { out, arena, false, 0 };

    faimi_json_value(&j, v);
}


void
faimi_json_pretty(faimi_buf_t *out, faimi_value_t v,
    faimi_arena_t *arena)
{
    faimi_json_t  j = { out, arena, true, 0 };

    faimi_json_value(&j, v);
}
