/*
 * Numbers as Liquid's filters take them: whole ones, and decimals instead of
 * binary fractions, so that 0.1 + 0.2 is 0.3 (Liquid::Utils.to_number, which
 * makes a BigDecimal of a float's text).
 */

#ifndef FAIMI_LQ_NUMBER_H
#define FAIMI_LQ_NUMBER_H

#include "faimi_base.h"


/* coef * 10^exp; `whole` is an integer of Ruby's, which stays one.  `wild`:
 * infinite, NaN or too large for that: `approx` has it. */
typedef struct {
    __int128  coef;
    int       exp;
    bool      whole;
    bool      wild;
    double    approx;   /* where wild */
} faimi_lq_number_t;

/* Ruby's to_i: what can be read at the beginning, or 0. */
int64_t faimi_lq_number_to_i(faimi_slice_t s);

/* A literal of digits and dots. */
faimi_value_t faimi_lq_number_text(faimi_arena_t *arena, faimi_slice_t s,
    bool fraction);

/* A float without its fraction; what is no float as it is. */
faimi_value_t faimi_lq_number_whole(faimi_value_t v);

/* Kernel#Integer on a string: the whole of it, with 0x, 0b, 0o and "_". */
bool faimi_lq_number_strict(faimi_slice_t s, int64_t *n);

/* Utils.to_number, and back. */
faimi_lq_number_t faimi_lq_number(faimi_value_t v);
double faimi_lq_number_double(faimi_lq_number_t x);
faimi_value_t faimi_lq_number_value(faimi_arena_t *arena,
    faimi_lq_number_t x);

faimi_lq_number_t faimi_lq_number_add(faimi_lq_number_t a,
    faimi_lq_number_t b);
faimi_lq_number_t faimi_lq_number_negate(faimi_lq_number_t a);
faimi_lq_number_t faimi_lq_number_times(faimi_lq_number_t a,
    faimi_lq_number_t b);

/* `b` is not 0 where both are whole, nor in a remainder.  Whole numbers round
 * towards minus infinity. */
faimi_lq_number_t faimi_lq_number_divide(faimi_lq_number_t a,
    faimi_lq_number_t b);
faimi_lq_number_t faimi_lq_number_modulo(faimi_lq_number_t a,
    faimi_lq_number_t b);

int faimi_lq_number_cmp(faimi_lq_number_t a, faimi_lq_number_t b);
bool faimi_lq_number_is_zero(faimi_lq_number_t a);

/* To `digits` after the point (before it where negative): -1 rounds down, 1 up,
 * 0 to the nearest, halves away from zero. */
faimi_lq_number_t faimi_lq_number_round(faimi_lq_number_t a, int digits,
    int way);

#endif
