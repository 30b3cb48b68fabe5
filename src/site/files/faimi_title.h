/*
 * A page's title where its front matter gives none: its first heading
 * (jekyll-titles-from-headings).
 */

#ifndef FAIMI_TITLE_H
#define FAIMI_TITLE_H

#include "faimi_config.h"


/* The heading that begins a body, as it is written, or "". */
faimi_slice_t faimi_title_heading(faimi_slice_t body);

/* A body without it. */
faimi_slice_t faimi_title_stripped(faimi_slice_t body);

/* Its text, without what Markdown makes of it. */
faimi_slice_t faimi_title_text(faimi_arena_t *arena,
    const faimi_config_t *config, faimi_slice_t heading);

/* "a-title" as a title: "A Title". */
faimi_slice_t faimi_title_slug(faimi_arena_t *arena, faimi_slice_t slug);

#endif
