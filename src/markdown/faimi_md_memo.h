/*
 * An opener that finds no closer is text after all, and what follows it is read
 * again.  So that this stays linear, what a frame found out is remembered.
 */

#ifndef FAIMI_MD_MEMO_H
#define FAIMI_MD_MEMO_H

#include "faimi_md_span.h"


/* Whether a frame of emphasis like this one has found no end from here. */
bool faimi_md_memo_fails(const faimi_md_spans_t *p,
    const faimi_md_frame_t *f);

/* The innermost frame passes the position. */
void faimi_md_memo_visit(faimi_md_spans_t *p);

/* While the text of a link is read: an opening bracket at `at`; a closing one,
 * which is the frame's own if the answer is true; the end of an image that was
 * HTML, which counts as a closing one. */
void faimi_md_memo_open(faimi_md_spans_t *p, size_t at);
bool faimi_md_memo_close(faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t at);
void faimi_md_memo_image(faimi_md_spans_t *p, faimi_md_frame_t *f, size_t at);

/* The text of a link has ended: at its bracket, but without a target; at the
 * end of the text; or it is given up for what memo_ahead() has told. */
void faimi_md_memo_unlinked(faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t at);
void faimi_md_memo_unclosed(faimi_md_spans_t *p, const faimi_md_frame_t *f);
void faimi_md_memo_giveup(faimi_md_spans_t *p, const faimi_md_frame_t *f);

/* The partner of the bracket at `at`, and the closing bracket of the frame
 * from its position on: 0 if it is not known, 1 if there is none, else its
 * position plus 2. */
size_t faimi_md_memo_partner(const faimi_md_spans_t *p,
    const faimi_md_frame_t *f, size_t at);
size_t faimi_md_memo_ahead(const faimi_md_spans_t *p,
    const faimi_md_frame_t *f);

/* Any frame has ended; `found`: at its mark, bracket or tag. */
void faimi_md_memo_end(faimi_md_spans_t *p, const faimi_md_frame_t *f,
    bool found);

/* Whether the text of a link, which ends at `close`, leads anywhere. */
bool faimi_md_link_leads(faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t close);

#endif
