/*
 * Points at which a debug build lets a process die inside the zone, to see
 * whether the others can go on.  Built with -DFAIMI_DEBUG_FAIL_POINTS and run
 * with FAIMI_FAIL_POINT=name[:n[:stop]],... in the environment, a process kills
 * itself (or stops) at every n-th pass, by whichever process, of the point of
 * that name.
 */

#ifndef FAIMI_ZONE_FAIL_POINT_H
#define FAIMI_ZONE_FAIL_POINT_H

#include "faimi_zone.h"


typedef enum {
    FAIMI_FAIL_POINT_BEGIN,      /* marked dirty, nothing changed yet */
    FAIMI_FAIL_POINT_EVICT,      /* a victim is chosen */
    FAIMI_FAIL_POINT_TAKE,       /* blocks off the free list, without owner */
    FAIMI_FAIL_POINT_FILL,       /* the content is being written */
    FAIMI_FAIL_POINT_SEAL,       /* written whole, not published */
    FAIMI_FAIL_POINT_PUBLISH,    /* published, in no table yet */
    FAIMI_FAIL_POINT_HASH,       /* in the hash table, in no list */
    FAIMI_FAIL_POINT_RETIRE,     /* unpublished, still in its tables */
    FAIMI_FAIL_POINT_GIVE,       /* out of its tables, not in the free list */
    FAIMI_FAIL_POINT_LIST,       /* out of one list, not yet in another */
    FAIMI_FAIL_POINT_LAST,       /* the last entry, written aside only */
    FAIMI_FAIL_POINT_REPLACE,    /* two records of one name */
    FAIMI_FAIL_POINT_END,        /* all done, still marked */
    FAIMI_FAIL_POINT_REBUILD,    /* heads judged, nothing linked */
    FAIMI_FAIL_POINT_RELINK,     /* free list made, order of use not */
    FAIMI_FAIL_POINTS
} faimi_fail_point_t;


#if (FAIMI_DEBUG_FAIL_POINTS)

extern const char *const  faimi_fail_point_names[FAIMI_FAIL_POINTS];

/* What the unit tests put in place of a death; NULL: FAIMI_FAIL_POINT
 * decides. */
extern void  (*faimi_fail_point_hook)(faimi_fail_point_t point);

void faimi_zone_fail_point_init(void);
void faimi_zone_fail_point(faimi_zone_t *z, faimi_fail_point_t point);

#else


static inline void
faimi_zone_fail_point_init(void)
{
}


static inline void
faimi_zone_fail_point(faimi_zone_t *z, faimi_fail_point_t point)
{
    (void) z;
    (void) point;
}

#endif

#endif
