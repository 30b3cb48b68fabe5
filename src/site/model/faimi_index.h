/*
 * The index: what the files amount to.  It is built aside, in an arena of its
 * own, and put in place by one assignment.  It refers to the records of files
 * and to data files' values; of pages' forms it keeps copies, so that an edit
 * of a body needs no new index.
 */

#ifndef FAIMI_INDEX_H
#define FAIMI_INDEX_H

#include "faimi_page.h"
#include "faimi_tree.h"
#include "faimi_report.h"


typedef struct faimi_page_cache_s  faimi_page_cache_t;


/* What an output file is, or what a URL leads to. */
typedef struct {
    faimi_route_kind_t  kind;     /* PAGE, STATIC or REDIRECT */
    int                 rank;     /* the smaller wins (docs/urls.md) */
    faimi_page_t       *page;     /* PAGE; REDIRECT: of whom it is an alias */
    faimi_file_t       *file;     /* STATIC */
    faimi_slice_t       spelled;  /* its URL, decoded */
    faimi_slice_t       output;   /* an alias: the file it has, or "" */
    faimi_slice_t       goal;     /* REDIRECT: where to, as it was written */
    faimi_slice_t       target;   /* REDIRECT: resolved; "": a cycle */
    int                 status;
    bool                permalink;
    uint8_t             state;    /* of the target: FAIMI_TARGET_... */
} faimi_output_t;

#endif
