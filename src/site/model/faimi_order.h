/*
 * The order of pages and documents.
 */

#ifndef FAIMI_ORDER_H
#define FAIMI_ORDER_H

#include "faimi_build.h"


/* site.pages: by file name; of two with one name that first which Jekyll
 * reads first; what has no front matter comes after all others, by path. */
void faimi_order_pages(faimi_pages_t *pages);

/* site.static_files: by path. */
void faimi_order_statics(faimi_file_t **files, size_t n);

/* A collection: as its `order` says, by its `sort_by`, or by date and path. */
void faimi_order_documents(faimi_build_t *build, faimi_pages_t *docs,
    const faimi_group_t *group);

#endif
