/*
 * Excerpts of documents.
 */

#ifndef FAIMI_EXCERPT_H
#define FAIMI_EXCERPT_H

#include "faimi_render.h"
#include "faimi_site_int.h"


/* Whether plugins make the excerpt anew, also in place of the page's own. */
bool faimi_excerpt_is_new(const faimi_page_t *page, faimi_arena_t *arena);

#endif
