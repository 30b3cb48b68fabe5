/*
 * Sass in a site: the files that may be imported, in trees of records of their
 * own, since one of them may be a page beside; and the pages that are
 * compiled.
 */

#ifndef FAIMI_STYLES_H
#define FAIMI_STYLES_H

#include "faimi_sass.h"
#include "faimi_site_int.h"


/* Fills what the renderer asks for, but for the time that it may take. */
void faimi_styles_job(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_sass_options_t *options, faimi_sass_job_t *job);

/* What goes into a page beside its own file. */
void faimi_styles_digest(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_buf_t *b);

#endif
