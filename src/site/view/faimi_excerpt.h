/*
 * What one page shows of another: its content, its excerpt, its output.
 */

#ifndef FAIMI_EXCERPT_H
#define FAIMI_EXCERPT_H

#include "faimi_render.h"
#include "faimi_site_int.h"


/* Rendered without and with layouts, in the arena; "" where that fails, or
 * where pages show each other in a circle. */
faimi_slice_t faimi_page_content(const faimi_page_t *page,
    faimi_arena_t *arena);
faimi_slice_t faimi_page_output(const faimi_page_t *page,
    faimi_arena_t *arena);
faimi_slice_t faimi_page_excerpt(const faimi_page_t *page,
    faimi_arena_t *arena);

/* Whether plugins make the excerpt anew, also in place of the page's own. */
bool faimi_excerpt_is_new(const faimi_page_t *page, faimi_arena_t *arena);

/* The same by one of these calls, made once while a page is rendered. */
typedef faimi_slice_t (*faimi_show_pt)(const faimi_page_t *page,
    faimi_arena_t *arena);
faimi_slice_t faimi_page_shown(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_show_pt show);

/* The part of a source that is its excerpt (jekyll/excerpt.rb). */
faimi_slice_t faimi_excerpt_extract(faimi_arena_t *arena,
    faimi_slice_t source, faimi_slice_t separator);

#endif
