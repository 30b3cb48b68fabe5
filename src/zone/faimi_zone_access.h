/*
 * The parts of the zone by their index, and the mark around every change.
 */

#ifndef FAIMI_ZONE_ACCESS_H
#define FAIMI_ZONE_ACCESS_H

#include <stdatomic.h>

#include "faimi_zone_layout.h"
#include "faimi_zone_fail_point.h"


static inline faimi_zone_link_t *
faimi_zone_link(const faimi_zone_t *z, uint32_t i)
{
    return (faimi_zone_link_t *) ((char *) z + z->links) + i;
}


static inline uint32_t *
faimi_zone_bucket(const faimi_zone_t *z, uint64_t hash)
{
    return (uint32_t *) ((char *) z + z->buckets) + (hash & z->mask);
}


static inline faimi_zone_record_t *
faimi_zone_record(const faimi_zone_t *z, uint32_t i)
{
    return (void *) ((char *) z + z->blocks + (size_t) i * FAIMI_ZONE_BLOCK);
}


static inline bool
faimi_zone_is_head(const faimi_zone_t *z, uint32_t i)
{
    return faimi_zone_link(z, i)->owner == i;
}


/* A process that is killed stops between two of its instructions, and all it
 * stored until then is seen by those who come after.  So what matters is the
 * order of its own stores: a barrier for the compiler. */
static inline void
faimi_zone_fence(void)
{
    atomic_signal_fence(memory_order_seq_cst);
}


static inline void
faimi_zone_begin(faimi_zone_t *z)
{
    z->dirty = 1;
    faimi_zone_fence();
    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_BEGIN);
}


static inline void
faimi_zone_end(faimi_zone_t *z)
{
    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_END);
    faimi_zone_fence();
    z->dirty = 0;
}

#endif
