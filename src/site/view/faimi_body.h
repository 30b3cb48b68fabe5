/*
 * A page's body before Liquid: without the heading that is its title, and
 * with links to files of the site made URLs.
 */

#ifndef FAIMI_BODY_H
#define FAIMI_BODY_H

#include "faimi_site_int.h"


/* Whether links of this page are looked at. */
bool faimi_page_relinks(const faimi_page_t *page, faimi_arena_t *arena);

/* The body with its links made URLs. */
faimi_slice_t faimi_page_linked(const faimi_page_t *page,
    faimi_arena_t *arena);

/* The body to be rendered; the form's own where nothing is to be done. */
faimi_slice_t faimi_page_body(const faimi_page_t *page,
    faimi_arena_t *arena);

#endif
