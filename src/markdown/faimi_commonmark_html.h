/*
 * The HTML of a tree that libcmark has parsed.
 */

#ifndef FAIMI_COMMONMARK_HTML_H
#define FAIMI_COMMONMARK_HTML_H

#include <cmark.h>

#include "faimi_commonmark.h"


/* Appends the HTML of `root`, which stays the caller's; the arena is for
 * scratch memory, and may raise FAIMI_NOMEM. */
void faimi_commonmark_html(faimi_arena_t *arena, cmark_node *root,
    const faimi_commonmark_options_t *options, faimi_buf_t *out);

#endif
