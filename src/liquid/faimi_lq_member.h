/*
 * Members of values, and the commands that stand in for them.
 */

#ifndef FAIMI_LQ_MEMBER_H
#define FAIMI_LQ_MEMBER_H

#include "faimi_lq_eval.h"


/* The member of that name or number; false: there is none, and a command may
 * stand in for it. */
bool faimi_lq_fetch(faimi_arena_t *arena, faimi_value_t v, faimi_value_t key,
    faimi_value_t *member);

/* The commands `size`, `first` and `last` of what has them; nil where `name`
 * is another. */
faimi_value_t faimi_lq_command(faimi_arena_t *arena, faimi_value_t v,
    faimi_slice_t name);

/* A map's pair as a list of two. */
faimi_value_t faimi_lq_pair(faimi_arena_t *arena, const faimi_pair_t *pair);

/* How many numbers a range has: at most INT64_MAX. */
int64_t faimi_lq_range_size(faimi_range_t r);

#endif
