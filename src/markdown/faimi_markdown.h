/*
 * Markdown as Jekyll's sites are written in it: kramdown 2.4 with GFM input
 * (docs/dialect.md).  One call turns a body into HTML.
 */

#ifndef FAIMI_MARKDOWN_H
#define FAIMI_MARKDOWN_H

#include "faimi_base.h"


typedef enum {
    FAIMI_ENTITY_AS_CHAR = 0, FAIMI_ENTITY_AS_INPUT, FAIMI_ENTITY_NUMERIC,
    FAIMI_ENTITY_SYMBOLIC
} faimi_entity_output_t;


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

    bool           auto_id_stripping; /* true, as GFM sets it */
    bool           parse_block_html;  /* false */
    bool           parse_span_html;   /* true */
    bool           paragraph_end;     /* true: the quirk of GFM */
    bool           typographic;       /* true: dashes, ellipses, guillemets */
    bool           mathjax;           /* true; else the source in <kbd> */
    bool           highlight;         /* true: rouge's wrappers */
    bool           backlink_inline;   /* false */
    bool           join_cjk;          /* false: no line breaks in Chinese */
    int64_t        header_offset;     /* 0 */
    uint32_t       quotes[4];         /* single, double; left and right */
    faimi_slice_t  footnote_prefix;   /* "" */
    faimi_slice_t  footnote_backlink; /* "&#8617;" */
    faimi_slice_t  default_lang;      /* "plaintext" */

    faimi_entity_output_t  entity_output;
} faimi_markdown_options_t;


/* Jekyll's defaults. */
void faimi_markdown_defaults(faimi_markdown_options_t *options);

/* Sets an option by kramdown's name and its value as text ("true", "2..3");
 * false if there is no such option, or no such value of it. */
bool faimi_markdown_option(faimi_markdown_options_t *options,
    faimi_slice_t name, faimi_slice_t value);

/* Appends the HTML of `text` to `out`.  `text` is valid UTF-8 (the caller has
 * checked); scratch memory comes from the arena.  Linear in the length of the
 * text.  FAIMI_ERROR where a limit of faimi_limits.h is hit. */
faimi_rc_t faimi_markdown_render(faimi_arena_t *arena, faimi_slice_t text,
    const faimi_markdown_options_t *options, faimi_buf_t *out,
    faimi_error_t *err);

/* Its typography alone: quotes, dashes, ellipses, entities; the rest of the
 * text stays text. */
faimi_rc_t faimi_markdown_smartify(faimi_arena_t *arena, faimi_slice_t text,
    const faimi_markdown_options_t *options, faimi_buf_t *out,
    faimi_error_t *err);


/* What `markdown: CommonMark` in _config.yml may set. */
typedef struct {
    bool           hard_breaks;       /* HARDBREAKS */
    bool           smart;             /* SMART */
    bool           safe;              /* without UNSAFE, which Jekyll sets */
    faimi_slice_t  file;
} faimi_commonmark_options_t;


/* The same by CommonMark's own library, as jekyll-commonmark does it. */
faimi_rc_t faimi_commonmark_render(faimi_arena_t *arena, faimi_slice_t text,
    const faimi_commonmark_options_t *options, faimi_buf_t *out,
    faimi_error_t *err);

#endif
