/*
 * Points at which a debug build lets a process die inside the zone, to see
 * whether the others can go on.  Built with -DFAIMI_DEBUG_STOPS and run with
 * FAIMI_STOP=name[:n[:stop]],... in the environment, a process kills itself (or
 * stops) at every n-th pass, by whichever process, of the point of that name.
 */

#ifndef FAIMI_ZONE_STOP_H
#define FAIMI_ZONE_STOP_H

#include "faimi_zone.h"


typedef enum {
    FAIMI_STOP_BEGIN,      /* marked dirty, nothing changed yet */
    FAIMI_STOP_EVICT,      /* a victim is chosen */
    FAIMI_STOP_TAKE,       /* blocks are off the free list, without owner */
    FAIMI_STOP_FILL,       /* the content is being written */
    FAIMI_STOP_SEAL,       /* written whole, not published */
    FAIMI_STOP_PUBLISH,    /* published, in no table yet */
    FAIMI_STOP_HASH,       /* in the hash table, in no list */
    FAIMI_STOP_RETIRE,     /* unpublished, still in its tables */
    FAIMI_STOP_GIVE,       /* out of its tables, not in the free list */
    FAIMI_STOP_LIST,       /* out of one list, not yet in another */
    FAIMI_STOP_LAST,       /* the last entry is written aside, not in force */
    FAIMI_STOP_REPLACE,    /* two records of one name */
    FAIMI_STOP_END,        /* all done, still marked */
    FAIMI_STOP_REBUILD,    /* heads judged, nothing linked */
    FAIMI_STOP_RELINK,     /* free list made, order of use not */
    FAIMI_STOPS
} faimi_stop_t;


#if (FAIMI_DEBUG_STOPS)

extern const char *const  faimi_stop_names[FAIMI_STOPS];

/* What the unit tests put in place of a death; NULL: FAIMI_STOP decides. */
extern void  (*faimi_stop_hook)(faimi_stop_t point);

void faimi_zone_stop_init(void);
void faimi_zone_stop(faimi_zone_t *z, faimi_stop_t point);

#else


static inline void
faimi_zone_stop_init(void)
{
}


static inline void
faimi_zone_stop(faimi_zone_t *z, faimi_stop_t point)
{
    (void) z;
    (void) point;
}

#endif

#endif
