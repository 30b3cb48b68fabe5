/*
 * Files that pages name in include_relative: they may lie anywhere, also
 * where nothing is published, and are taken whole, front matter and all.
 */

#ifndef FAIMI_RELATIVE_H
#define FAIMI_RELATIVE_H

#include "faimi_site_int.h"


/* Notes the files that a new form names. */
void faimi_relative_note(faimi_site_t *site, const faimi_file_t *file);

/* Reads those that are new or were touched, in a sweep all. */
void faimi_relative_scan(faimi_site_t *site, bool sweep);

/* The record of {% include_relative name %} in `page`, or NULL. */
const faimi_file_t *faimi_relative_find(const faimi_page_t *page,
    faimi_slice_t name);

#endif
