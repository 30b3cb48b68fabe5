/*
 * Where the pages of a site go in a set of templates, and what is asked of
 * them: found without rendering, for the cache's key.  A variable is followed
 * by its name alone, through all templates of the set: too much may be found,
 * never too little.
 */

#ifndef FAIMI_FLOW_H
#define FAIMI_FLOW_H

#include "faimi_liquid.h"


/* What may be in a value, as far as pages go: bits; 0: no page is. */
enum {
    FAIMI_SHAPE_SELF = 1,      /* the page that is rendered */
    FAIMI_SHAPE_PAGE = 2,      /* any other */
    FAIMI_SHAPE_LIST = 4,      /* of pages */
    FAIMI_SHAPE_NAMED = 8,     /* lists of pages by name, or their pairs */
    FAIMI_SHAPE_PAIR = 16,     /* a name and a list */
    FAIMI_SHAPE_GROUP = 32,    /* a collection, section or group */
    FAIMI_SHAPE_GROUPS = 64,   /* a list of them */
    FAIMI_SHAPE_ANY = 127
};


/* The shape of `site.member`; "": it is computed, or the whole site. */
typedef unsigned (*faimi_shape_pt)(void *data, faimi_slice_t member);

typedef struct {
    faimi_arena_t   *arena;
    faimi_shape_pt   site;
    void            *data;
    /* found: */
    faimi_map_t     *names;   /* members that pages beside the one rendered
                                 are asked for: its keys */
    bool             all;     /* any member may be */
    bool             whole;   /* pages are printed, or turned to text */
    bool             near;    /* the page's own neighbours are asked for */
    bool             far;     /* and those of any other */
} faimi_flow_t;

/* Follows them; `names` is made in the arena. */
void faimi_liquid_flow(faimi_flow_t *flow,
    const faimi_template_t *const *templates, size_t n);

#endif
