/*
 * Values as text, in the forms that templates and status need: Ruby's to_s
 * and inspect, and JSON.
 */

#ifndef FAIMI_VALUE_TEXT_H
#define FAIMI_VALUE_TEXT_H

#include "faimi_value.h"


/* As Ruby's to_s writes it, and as Liquid prints it: nil is nothing, an array
 * is its elements joined, a map is as `inspect` shows it. */
void faimi_value_text(faimi_buf_t *out, faimi_value_t v,
    faimi_arena_t *arena);

/* As Ruby 3.1's `inspect`: {"a"=>1, "b"=>[nil, "x"]}. */
void faimi_inspect(faimi_buf_t *out, faimi_value_t v,
    faimi_arena_t *arena);

/* As Jekyll's jsonify writes it: compact JSON. */
void faimi_json(faimi_buf_t *out, faimi_value_t v,
    faimi_arena_t *arena);

/* As JSON.pretty_generate does, which is how a drop inspects itself. */
void faimi_json_pretty(faimi_buf_t *out, faimi_value_t v,
    faimi_arena_t *arena);

/* v as text in the arena; a string is returned as it is. */
faimi_slice_t faimi_value_slice(faimi_arena_t *arena, faimi_value_t v);

/* Ruby's to_s, which filters apply to their input: as faimi_value_slice(), but
 * an array is as `inspect` shows it. */
faimi_slice_t faimi_value_to_s(faimi_arena_t *arena, faimi_value_t v);

/* A float as Ruby prints it: the shortest digits that read back the same,
 * "1.0", "1.0e+20", "NaN". */
void faimi_float_text(faimi_buf_t *out, double number);

#endif
