/*
 * Slugs: Jekyll's Utils.slugify.
 */

#ifndef FAIMI_SLUG_H
#define FAIMI_SLUG_H

#include "faimi_arena.h"


typedef enum {
    FAIMI_SLUG_DEFAULT = 0,   /* letters, marks and digits stay */
    FAIMI_SLUG_RAW,           /* all but white space */
    FAIMI_SLUG_PRETTY,        /* as default, and ._~!$&'()+,;=@ */
    FAIMI_SLUG_ASCII,         /* A-Z a-z 0-9 */
    FAIMI_SLUG_LATIN,         /* as default, once accents are taken off */
    FAIMI_SLUG_NONE           /* all */
} faimi_slug_mode_t;


/* The mode of that name; an unknown one is FAIMI_SLUG_NONE. */
faimi_slug_mode_t faimi_slug_mode(faimi_slice_t name);

/* Runs of what does not stay become a hyphen, but for one at either end, and
 * letters become small unless `cased`. */
faimi_slice_t faimi_slug(faimi_arena_t *arena, faimi_slice_t s,
    faimi_slug_mode_t mode, bool cased);

#endif
