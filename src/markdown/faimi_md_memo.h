/*
 * An opener that finds no closer is text after all, and what follows it is read
 * again.  So that this stays linear, what a frame found out is remembered.
 */

#ifndef FAIMI_MD_MEMO_H
#define FAIMI_MD_MEMO_H

#include "faimi_md_span.h"


/* What is known from frames that were read before. */
bool faimi_md_memo_fails(const faimi_md_spans_t *p,
    const faimi_md_frame_t *f);
void faimi_md_memo_visit(faimi_md_spans_t *p);
void faimi_md_memo_open(faimi_md_spans_t *p, size_t at);
bool faimi_md_memo_close(faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t at);
void faimi_md_memo_image(faimi_md_spans_t *p, faimi_md_frame_t *f, size_t at);
void faimi_md_memo_unlinked(faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t at);
void faimi_md_memo_unclosed(faimi_md_spans_t *p, const faimi_md_frame_t *f);
size_t faimi_md_memo_partner(const faimi_md_spans_t *p,
    const faimi_md_frame_t *f, size_t at);
size_t faimi_md_memo_ahead(const faimi_md_spans_t *p,
    const faimi_md_frame_t *f);
void faimi_md_memo_giveup(faimi_md_spans_t *p, const faimi_md_frame_t *f);
void faimi_md_memo_end(faimi_md_spans_t *p, const faimi_md_frame_t *f,
    bool found);

/* Whether the text of a link, which ends at `close`, leads anywhere. */
bool faimi_md_link_leads(faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t close);

#endif
