/*
 * What a site can tell of itself: for the status page and the command line.
 */

#ifndef FAIMI_REPORT_H
#define FAIMI_REPORT_H

#include "faimi_route.h"


/* One row per URL: pages, aliases, static files, in the order of URLs. */
typedef struct {
    faimi_slice_t        url;
    faimi_slice_t        output;  /* file in Jekyll's output, "" for none */
    faimi_route_kind_t   kind;
    faimi_slice_t        name;    /* "page", "post", "section", "generated",
                                     "alias", "redirect", "static" */
    faimi_slice_t        source;  /* path within the site */
    bool                 theme;   /* within the theme */
    faimi_slice_t        target;  /* of a redirect */
    int                  status;
    bool                 broken;  /* its source is, or it does not render */
    faimi_page_t        *page;    /* or NULL */
} faimi_row_t;

/* An array in the arena, valid until the next sweep or update. */
const faimi_row_t *faimi_site_rows(faimi_site_t *site, faimi_arena_t *arena,
    size_t *n);

/* The problems of now: an array ordered by file and line. */
const faimi_error_t *faimi_site_problems(faimi_site_t *site,
    faimi_arena_t *arena, size_t *n);

/* How many of the problems are of files that are broken, or of pages that do
 * not render; the others are warnings, as Jekyll gives them for a layout that
 * does not exist. */
size_t faimi_site_broken(faimi_site_t *site, faimi_arena_t *arena);

/* Conflicts (two that claim one URL), a line each. */
const faimi_error_t *faimi_site_conflicts(faimi_site_t *site,
    faimi_arena_t *arena, size_t *n);

/* The sections, the newest first: maps of year, title, url, pages; of
 * a page its url and title. */
faimi_value_t faimi_site_sections(faimi_site_t *site, faimi_arena_t *arena);

#endif
