/*
 * What loops go over, and the objects that tell how far they are.
 */

#ifndef FAIMI_LQ_LOOP_H
#define FAIMI_LQ_LOOP_H

#include "faimi_lq_member.h"


/* What a loop goes over: the items of an array, or (items NULL) a range of
 * whole numbers, which is never written out. */
typedef struct {
    const faimi_value_t  *items;
    int64_t               first;
    size_t                n;
} faimi_lq_seq_t;

/* False: v is nothing to go over.  A map is its pairs, an object the names of
 * its members. */
bool faimi_lq_seq(faimi_liquid_t *lq, faimi_value_t v, faimi_lq_seq_t *seq);
faimi_value_t faimi_lq_seq_at(const faimi_lq_seq_t *seq, size_t i);

/* A sequence of `v` alone. */
void faimi_lq_seq_one(faimi_liquid_t *lq, faimi_value_t v,
    faimi_lq_seq_t *seq);

/* `forloop`, and `tablerowloop` with its columns.  In the arena, since a
 * template may assign it and look at it after the loop. */
struct faimi_lq_forloop_s {
    faimi_slice_t        name;
    int64_t              index;     /* from 0 */
    int64_t              length;
    faimi_lq_forloop_t  *parent;
    int64_t              col;       /* from 1 */
    int64_t              row;
    int64_t              cols;      /* 0: no limit */
};

/* A loop of so many turns; its value as `forloop` and as `tablerowloop`; on to
 * the next turn. */
faimi_lq_forloop_t *faimi_lq_forloop(faimi_liquid_t *lq, faimi_slice_t name,
    size_t length, faimi_lq_forloop_t *parent);
faimi_value_t faimi_lq_forloop_value(faimi_lq_forloop_t *loop);
faimi_value_t faimi_lq_tablerow_value(faimi_lq_forloop_t *loop);
void faimi_lq_forloop_next(faimi_lq_forloop_t *loop);

#endif
