/*
 * HTML as a sequence of tokens: texts, start tags, end tags, and all else
 * (comments, declarations).  It follows the HTML standard's tokenizer (section
 * 13.2.5) as far as telling text from markup goes: quotes in attributes, raw
 * text in script and style, comments.
 *
 * Tokens are views of the page.  Together they are the page, byte by byte, so
 * that copying all sources gives it back.
 */

#ifndef FAIMI_HTML_READER_H
#define FAIMI_HTML_READER_H

#include "faimi_base.h"


typedef enum {
    FAIMI_HTML_END = 0,
    FAIMI_HTML_TEXT,
    FAIMI_HTML_START_TAG,
    FAIMI_HTML_END_TAG,
    FAIMI_HTML_OTHER
} faimi_html_kind_t;


typedef struct {
    faimi_html_kind_t  kind;
    faimi_slice_t      source;    /* all of it, as it is written */
    faimi_slice_t      name;      /* of a tag */
    faimi_slice_t      attrs;     /* of a start tag: between name and ">" */
} faimi_html_token_t;


typedef struct {
    faimi_slice_t  html;
    size_t         at;
    faimi_slice_t  raw;           /* the script or style that is open, or "" */
    bool           no_gt;         /* no ">" follows: searched in vain once */
} faimi_html_reader_t;


static inline void
faimi_html_open(faimi_html_reader_t *r, faimi_slice_t html)
{
    *r = (faimi_html_reader_t) { html, 0, FAIMI_EMPTY, false };
}


/* The next token; its kind is FAIMI_HTML_END after the last one. */
faimi_html_token_t faimi_html_next(faimi_html_reader_t *r);

/* The value of an attribute of a start tag, without quotes and with its
 * references as they are written; false: it has none of that name. */
bool faimi_html_attr(const faimi_html_token_t *tag, const char *name,
    faimi_slice_t *value);

/* Whether a class is among those of a start tag. */
bool faimi_html_has_class(const faimi_html_token_t *tag, faimi_slice_t name);

/* Whether the element of a tag never has content (<br>, <img>, ...). */
bool faimi_html_is_void(faimi_slice_t name);

/* The part of a document that plugins work on: what its <body> holds, up to
 * the first </body>, as jemoji and jekyll-mentions cut it; all of it where
 * there is no <body>. */
faimi_slice_t faimi_html_body(faimi_slice_t html);


/* How deep text is within elements of certain names. */
typedef struct {
    const char *const  *names;    /* ended by NULL, in small letters */
    size_t              depth[8]; /* of each */
    size_t              open;     /* all together */
} faimi_html_within_t;

/* Takes a tag into account. */
void faimi_html_within(faimi_html_within_t *w, const faimi_html_token_t *tag);

#endif
