/*
 * Where the pages of a site go in a set of templates, and which of their
 * members are asked for: found without rendering, for the key of a cached page.
 * What is not found here does not make a new key, and so would be stale; what
 * is found without need only costs a rendering.
 */

#ifndef FAIMI_DATAFLOW_H
#define FAIMI_DATAFLOW_H

#include "faimi_liquid.h"


/* The kind of a value: what may be in it, as far as pages go.  Bits; 0: no
 * page. */
enum {
    FAIMI_VALUE_SELF = 1,      /* the page that is rendered */
    FAIMI_VALUE_PAGE = 2,      /* any other page */
    FAIMI_VALUE_LIST = 4,      /* a list of pages */
    FAIMI_VALUE_NAMED = 8,     /* lists of pages by name, or their pairs */
    FAIMI_VALUE_PAIR = 16,     /* a name and a list */
    FAIMI_VALUE_GROUP = 32,    /* a collection, section or group */
    FAIMI_VALUE_GROUPS = 64,   /* a list of them */
    FAIMI_VALUE_ANY = 127
};


/* The kind of `site.member`; an empty name: the member is computed, or the
 * whole site is meant. */
typedef unsigned (*faimi_value_kind_pt)(void *data, faimi_slice_t member);

typedef struct {
    /* given by the caller: */
    faimi_arena_t        *arena;
    faimi_value_kind_pt   site;
    void                 *data;              /* of `site` */

    /* found; all false and `names` NULL before: */
    faimi_map_t          *names;             /* its keys: members that pages
                                                other than the one rendered
                                                are asked for */
    bool                  all;               /* any member may be asked for */
    bool                  whole;             /* pages are turned to text */
    bool                  neighbours;        /* `next` or `previous` of the
                                                page that is rendered */
    bool                  their_neighbours;  /* the same of any other page */
} faimi_dataflow_t;

/* Follows pages through the templates of one page: its own, its layouts, and
 * all that these include.  `flow->names` is made in flow->arena; its keys point
 * into the templates or the arena.  Takes at most 32 rounds over the uses that
 * the templates have. */
void faimi_liquid_dataflow(faimi_dataflow_t *flow,
    const faimi_template_t *const *templates, size_t n);

#endif
