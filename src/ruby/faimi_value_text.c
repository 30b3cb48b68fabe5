/*
 * Values as text, as Ruby's to_s writes them, and as Liquid prints them
 * (Context, Variable#render_to_output_buffer): the two differ for lists, which
 * Liquid joins.
 */

#include "faimi_limits.h"
#include "faimi_map.h"
#include "faimi_strftime.h"
#include "faimi_value_text.h"


/* Time#to_s; a time that was written with Z says UTC. */
static void
faimi_time_text(faimi_buf_t *out, faimi_time_t t)
{
    faimi_strftime(out, t, t.utc ? FAIMI_SLICE("%Y-%m-%d %H:%M:%S UTC")
                                    : FAIMI_SLICE("%Y-%m-%d %H:%M:%S %z"));
}


/* A class without a text of its own prints its name, as a drop does. */
static void
faimi_object_text(faimi_buf_t *out, faimi_object_t object,
    faimi_arena_t *arena)
{
    if (object.class->text != NULL) {
        faimi_buf_add(out, object.class->text(object, arena));

    } else {
        faimi_buf_str(out, object.class->name);
    }
}


/* Array#join: the elements' texts one after the other, arrays in it too. */
static void
faimi_array_text(faimi_buf_t *out, const faimi_array_t *array,
    faimi_arena_t *arena)
{
    size_t  i;

    for (i = 0; i < array->n && !out->full; i++) {
        faimi_value_text(out, array->items[i], arena);
    }
}


void
faimi_value_text(faimi_buf_t *out, faimi_value_t v, faimi_arena_t *arena)
{
    switch (v.type) {
    case FAIMI_NIL:
        break;

    case FAIMI_BOOL:
        faimi_buf_str(out, v.u.boolean ? "true" : "false");
        break;

    case FAIMI_INT:
        faimi_buf_printf(out, "%lld", (long long) v.u.integer);
        break;

    case FAIMI_FLOAT:
        faimi_float_text(out, v.u.number);
        break;

    case FAIMI_STRING:
    case FAIMI_BIGINT:
        faimi_buf_add(out, v.u.string);
        break;

    case FAIMI_DATE:
        faimi_strftime(out, v.u.time, FAIMI_SLICE("%Y-%m-%d"));
        break;

    case FAIMI_TIME:
        faimi_time_text(out, v.u.time);
        break;

    case FAIMI_RANGE:
        faimi_buf_printf(out, "%lld..%lld", (long long) v.u.range.first,
                         (long long) v.u.range.last);
        break;

    case FAIMI_ARRAY:
        faimi_array_text(out, v.u.array, arena);
        break;

    case FAIMI_MAP:
        faimi_inspect(out, v, arena);
        break;

    case FAIMI_OBJECT:
        faimi_object_text(out, v.u.object, arena);
        break;
    }
}


/* What a writer appends, as a slice of the arena. */
static faimi_slice_t
faimi_value_written(faimi_arena_t *arena, faimi_value_t v,
    void (*write)(faimi_buf_t *, faimi_value_t, faimi_arena_t *))
{
    faimi_buf_t  *out;

    out = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);
    write(out, v, arena);

    return faimi_buf_slice(out);
}


faimi_slice_t
faimi_value_slice(faimi_arena_t *arena, faimi_value_t v)
{
    switch (v.type) {
    case FAIMI_NIL:
        return FAIMI_EMPTY;

    case FAIMI_STRING:
    case FAIMI_BIGINT:
        return v.u.string;

    case FAIMI_BOOL:
        return v.u.boolean ? FAIMI_SLICE("true") : FAIMI_SLICE("false");

    case FAIMI_INT:
        return faimi_arena_printf(arena, "%lld", (long long) v.u.integer);

    default:
        return faimi_value_written(arena, v, faimi_value_text);
    }
}


faimi_slice_t
faimi_value_to_s(faimi_arena_t *arena, faimi_value_t v)
{
    return (v.type == FAIMI_ARRAY)
           ? faimi_value_written(arena, v, faimi_inspect)
           : faimi_value_slice(arena, v);
}
