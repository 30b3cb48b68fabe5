/*
 * CommonMark, as the gem jekyll-commonmark 1.4 gives it to sites whose
 * _config.yml says `markdown: CommonMark`: libcmark parses, and the HTML is
 * written as the gem's own renderer writes it.
 */

#ifndef FAIMI_COMMONMARK_H
#define FAIMI_COMMONMARK_H

#include "faimi_base.h"


/* `commonmark.options` and `commonmark.extensions`, of which false is the
 * default of each, and what the caller adds. */
typedef struct {
    bool           smart;         /* SMART: typographic quotes and dashes */
    bool           hard_breaks;   /* HARDBREAKS: a line end is <br /> */
    bool           no_breaks;     /* NOBREAKS: a line end is a blank */
    bool           unsafe;        /* UNSAFE: HTML in the text is kept */
    bool           source_pos;    /* SOURCEPOS: data-sourcepos on blocks */
    bool           pre_lang;      /* GITHUB_PRE_LANG: data-lang on <pre> */
    bool           tag_filter;    /* tagfilter: some tags are made text */
    bool           ignored;       /* options that change nothing here */
    faimi_slice_t  file;          /* for errors: path within the site */

    faimi_code_hook_t  code;      /* asked for the code of blocks */
} faimi_commonmark_options_t;


/* Switches an option on by its name, in any case.  FAIMI_NOT_FOUND: Jekyll
 * knows no such option; FAIMI_ERROR: Jekyll does, but libcmark does not. */
faimi_rc_t faimi_commonmark_option(faimi_commonmark_options_t *options,
    faimi_slice_t name);

/* The same for an extension, whose name is in lower case. */
faimi_rc_t faimi_commonmark_extension(faimi_commonmark_options_t *options,
    faimi_slice_t name);

/* Appends the HTML of `text` (valid UTF-8) to `out`.  The tree is libcmark's,
 * outside of the arena, which frees it.  FAIMI_ERROR where the text is longer
 * than FAIMI_MAX_COMMONMARK bytes, or the HTML longer than `out` may be. */
faimi_rc_t faimi_commonmark_render(faimi_arena_t *arena, faimi_slice_t text,
    const faimi_commonmark_options_t *options, faimi_buf_t *out,
    faimi_error_t *err);

#endif
