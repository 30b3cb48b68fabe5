/*
 * Markdown as Jekyll's sites are written in it: kramdown 2.4 with GFM input
 * (docs/dialect.md).  One call turns a body into HTML.
 */

#ifndef FAIMI_MARKDOWN_H
#define FAIMI_MARKDOWN_H

#include "faimi_base.h"


/* What `kramdown:` in _config.yml may set and changes output here; the
 * defaults are Jekyll's (jekyll/configuration.rb). */
typedef struct {
    bool           auto_ids;          /* true */
    bool           hard_wrap;         /* false */
    bool           toc_levels[7];     /* [1] to [6]: all true */
    bool           smart_quotes;      /* true: typographic */
    faimi_slice_t  auto_id_prefix;    /* "" */
    int64_t        footnote_nr;       /* 1 */
    faimi_slice_t  file;              /* for errors: path within the site */
    size_t         line;              /* where the text begins in `file` */
} faimi_markdown_options_t;


/* Jekyll's defaults. */
void faimi_markdown_defaults(faimi_markdown_options_t *options);

/* Appends the HTML of `text` to `out`.  `text` is valid UTF-8 (the caller has
 * checked); scratch memory comes from the arena.  Linear in the length of the
 * text.  FAIMI_ERROR where a limit of faimi_limits.h is hit. */
faimi_rc_t faimi_markdown_render(faimi_arena_t *arena, faimi_slice_t text,
    const faimi_markdown_options_t *options, faimi_buf_t *out,
    faimi_error_t *err);

#endif
