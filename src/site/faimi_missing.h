/*
 * What a site asks for that is not here, and what is done without it: one
 * message each, since its pages cannot tell.
 */

#ifndef FAIMI_MISSING_H
#define FAIMI_MISSING_H

#include "faimi_site_int.h"


/* Notes what is missing; `tmp` is for the work.  True: the theme is. */
bool faimi_missing(faimi_site_t *site, faimi_notes_t *notes,
    faimi_arena_t *tmp);

#endif
