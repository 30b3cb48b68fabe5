/*
 * What `kramdown:` in _config.yml, or {::options} in a page, may set and
 * changes output here.  The defaults are Jekyll's (jekyll/configuration.rb).
 */

#ifndef FAIMI_MARKDOWN_OPTIONS_H
#define FAIMI_MARKDOWN_OPTIONS_H

#include "faimi_ruby.h"


typedef enum {
    FAIMI_ENTITY_AS_CHAR = 0, FAIMI_ENTITY_AS_INPUT, FAIMI_ENTITY_NUMERIC,
    FAIMI_ENTITY_SYMBOLIC
} faimi_entity_output_t;


/* Reads YAML out of {::options}; the caller knows how (faimi_yaml_parse). */
typedef faimi_rc_t (*faimi_markdown_yaml_pt)(faimi_arena_t *arena,
    faimi_slice_t yaml, faimi_slice_t file, size_t line, faimi_value_t *value,
    faimi_error_t *err);


/* `syntax_highlighter_opts`, for blocks or for spans. */
typedef struct {
    faimi_slice_t  default_lang;      /* "plaintext" */
    faimi_slice_t  css_class;         /* "highlight" */
    int64_t        start_line;        /* 1 */
    bool           guess_lang;        /* true: plain text gets a wrapper, too */
    bool           disable;           /* false */
    bool           line_numbers;      /* false: no column of them */
    bool           wrap;              /* true for blocks: <div> and <pre> */
    bool           bare;              /* false: rouge's usual formatter */
} faimi_markdown_code_t;


#define FAIMI_MARKDOWN_SYMBOLS  7

typedef struct {
    bool           auto_ids;          /* true */
    bool           hard_wrap;         /* false */
    bool           toc_levels[7];     /* [1] to [6]: all true */
    bool           smart_quotes;      /* true: typographic */
    faimi_slice_t  auto_id_prefix;    /* "" */
    int64_t        footnote_nr;       /* 1 */
    faimi_slice_t  file;              /* for errors: path within the site */
    size_t         line;              /* where the text begins in `file` */

    bool           gfm;               /* true: `input: GFM` */
    bool           auto_id_stripping; /* false; GFM sets it */
    bool           parse_block_html;  /* false */
    bool           parse_span_html;   /* true */
    bool           html_to_native;    /* false: HTML elements stay what they
                                       * are */
    bool           paragraph_end;     /* true: the quirk of GFM */
    bool           typographic;       /* true: dashes, ellipses, guillemets */
    bool           mathjax;           /* true; else the source as it is */
    bool           highlight;         /* true: rouge's wrappers */
    bool           backlink_inline;   /* false */
    bool           join_cjk;          /* false: no line breaks in Chinese */
    int64_t        header_offset;     /* 0 */
    uint32_t       quotes[4];         /* single, double; left and right */
    faimi_slice_t  footnote_prefix;   /* "" */
    faimi_slice_t  footnote_backlink; /* "&#8617;" */

    faimi_entity_output_t   entity_output;
    faimi_markdown_code_t   block_code;
    faimi_markdown_code_t   span_code;
    faimi_markdown_yaml_pt  yaml;     /* NULL: no maps in {::options} */

    /* Who marks the tokens of code; without one it stays plain. */
    faimi_code_hook_t       code;

    /* Whether the page's time is over; NULL: it never is. */
    bool                  (*late)(void *data);
    void                   *late_data;

    /* typographic_symbols: in place of the characters; NULL data: no other.
     * In the order of their names in faimi_md_option_map.c. */
    faimi_slice_t           symbols[FAIMI_MARKDOWN_SYMBOLS];

    /* link_defs: name -> [url, title]; NULL: none. */
    const faimi_map_t      *link_defs;

    /* forbidden_inline_options: names, each in commas; or "". */
    faimi_slice_t           forbidden;
} faimi_markdown_options_t;


/* Jekyll's defaults. */
void faimi_markdown_defaults(faimi_markdown_options_t *options);

/* Sets an option by kramdown's name: to a value of _config.yml, or to text
 * ("true", "2..3").  FAIMI_NOT_FOUND: there is no such option; FAIMI_ERROR: no
 * such value of it.  Null is what it is for Jekyll: the default, for options
 * that Jekyll has one of; else "" or false, or no such value.  The options
 * refer to the value and to the arena. */
faimi_rc_t faimi_markdown_option(faimi_arena_t *arena,
    faimi_markdown_options_t *options, faimi_slice_t name,
    faimi_value_t value);

#endif
