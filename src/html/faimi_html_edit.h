/*
 * A copy of a page in which some parts are replaced, from left to right: each
 * byte of the page is copied once or left out.
 */

#ifndef FAIMI_HTML_EDIT_H
#define FAIMI_HTML_EDIT_H

#include "faimi_html_reader.h"


typedef struct {
    faimi_buf_t    *out;
    faimi_slice_t   html;
    size_t          copied;      /* bytes of html that are done */
    bool            changed;
} faimi_html_edit_t;


static inline void
faimi_html_edit_open(faimi_html_edit_t *e, faimi_buf_t *out,
    faimi_slice_t html)
{
    *e = (faimi_html_edit_t) { out, html, 0, false };
}


/* Appends what stands before `part` and leaves `part` out; the caller appends
 * what comes in its place.  `part` is a part of the html (an empty one is a
 * place to insert at), and none begins before the end of the one before. */
void faimi_html_edit_cut(faimi_html_edit_t *e, faimi_slice_t part);

/* Appends the rest.  False: nothing was replaced, and nothing appended. */
bool faimi_html_edit_close(faimi_html_edit_t *e);


/* Looks for what is to be replaced in one text, a part of e->html. */
typedef void (*faimi_html_text_pt)(faimi_html_edit_t *e, faimi_slice_t text,
    faimi_slice_t arg);

/* Calls fn for each text of the page's body that is in none of the elements
 * `off` (ended by NULL).  False: as above. */
bool faimi_html_each_text(faimi_buf_t *out, faimi_slice_t html,
    const char *const *off, faimi_html_text_pt fn, faimi_slice_t arg);

#endif
