/*
 * Markdown as Jekyll's sites are written in it: kramdown 2.4 with GFM input
 * (docs/dialect.md).  One call turns a body into HTML.
 */

#ifndef FAIMI_MARKDOWN_H
#define FAIMI_MARKDOWN_H

#include "faimi_markdown_options.h"


/* Appends the HTML of `text` to `out`.  `text` is valid UTF-8 (the caller has
 * checked); scratch memory comes from the arena.  Linear in the length of the
 * text.  FAIMI_ERROR where a limit of faimi_limits.h is hit. */
faimi_rc_t faimi_markdown_render(faimi_arena_t *arena, faimi_slice_t text,
    const faimi_markdown_options_t *options, faimi_buf_t *out,
    faimi_error_t *err);

/* The filter `smartify`, as Jekyll's SmartyPants parser has it
 * (jekyll/converters/smartypants.rb): HTML is parsed as in Markdown, as blocks
 * and in lines; in the text around it quotes, dashes, ellipses and entities
 * change, all other markup stays text.  One line end is taken off the result.
 * Everything else is as for faimi_markdown_render(). */
faimi_rc_t faimi_markdown_smartify(faimi_arena_t *arena, faimi_slice_t text,
    const faimi_markdown_options_t *options, faimi_buf_t *out,
    faimi_error_t *err);

#endif
