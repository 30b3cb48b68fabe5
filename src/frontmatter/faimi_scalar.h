/*
 * What a plain scalar means.
 */

#ifndef FAIMI_SCALAR_H
#define FAIMI_SCALAR_H

#include "faimi_base.h"


/* Resolves an unquoted scalar; one that means nothing special is a string and
 * shares the bytes of `s`. */
faimi_value_t faimi_scalar_resolve(faimi_arena_t *arena, faimi_slice_t s);

/* The float that Ruby's Float() makes of a resolved scalar; any other type: it
 * makes none. */
faimi_value_t faimi_scalar_to_float(faimi_arena_t *arena, faimi_slice_t s);

#endif
