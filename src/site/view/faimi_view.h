/*
 * The view of a page: its rendering, and what the index knows to render it
 * with.
 */

#ifndef FAIMI_VIEW_H
#define FAIMI_VIEW_H

#include "faimi_page_job.h"
#include "faimi_styles.h"


/* Appends the whole page.  Memory is the arena's, and raises on its guard.
 * FAIMI_ERROR: `err` says what failed; `out` may have a part of the page. */
faimi_rc_t faimi_view_render(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_buf_t *out, faimi_error_t *err);

#endif
