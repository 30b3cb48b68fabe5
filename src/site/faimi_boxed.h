/*
 * A page rendered in a child process of its own: with all the time and memory
 * that a page may have, while the site goes on.  The child is a copy of the
 * site as it was at the start, in the sandbox of faimi_sandbox.h; its answer is
 * the page, or why there is none.
 */

#ifndef FAIMI_BOXED_H
#define FAIMI_BOXED_H

#include "faimi_route.h"
#include "faimi_sandbox.h"


typedef struct faimi_boxed_s  faimi_boxed_t;


/* Begins; memory for the answer is tied to `guard`.  The page may go while
 * the child works.  NULL: `err` says why not, and it may be tried again. */
faimi_boxed_t *faimi_boxed_start(faimi_site_t *site, faimi_page_t *page,
    faimi_sandbox_family_t *family, faimi_guard_t *guard,
    faimi_error_t *err);

/* The descriptor that is readable when there is an answer, or an end; the
 * caller calls faimi_boxed_read() then. */
int faimi_boxed_fd(const faimi_boxed_t *boxed);

/* Takes what there is.  False: that was all, and it is to be finished. */
bool faimi_boxed_read(faimi_boxed_t *boxed);

/* Ends a child that has had FAIMI_MAX_RENDER_WAIT milliseconds; the caller
 * reads on, to the end. */
void faimi_boxed_kill(faimi_boxed_t *boxed);

/* What came of it: FAIMI_OK with the page, which lives as long as `boxed`;
 * FAIMI_ERROR, and so again with the same input; FAIMI_LATE: the machine was
 * too busy, or the child was killed; `err` is filled, too. */
faimi_rc_t faimi_boxed_finish(faimi_boxed_t *boxed, faimi_slice_t *page,
    faimi_error_t *err);

/* Frees it; a child that was not finished is killed. */
void faimi_boxed_destroy(faimi_boxed_t *boxed);

#endif
