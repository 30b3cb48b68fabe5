/*
 * Sass in a site: the files that may be imported, in trees of records of their
 * own, since one of them may be a page beside; and the pages that are
 * compiled.
 */

#ifndef FAIMI_STYLES_H
#define FAIMI_STYLES_H

#include "faimi_sass.h"
#include "faimi_site_int.h"


/* The theme's folder has one name, the site's may have another. */
#define FAIMI_STYLES_THEME  "_sass"


struct faimi_styles_s {
    faimi_tree_t     own;
    faimi_tree_t     themed;
    faimi_arena_t   *arena;     /* of what follows; from sweep to sweep */
    faimi_slice_t    folder;    /* sass_dir */
    faimi_slice_t   *paths;     /* load_paths, patterns replaced by folders */
    size_t           npaths;
    size_t           listed;    /* folders, for the patterns */
    size_t           looks;     /* at paths that an @import names */
    faimi_map_t     *made;      /* folders that were read for a name that
                                   Liquid makes, in this scan */
    bool             again;     /* a page was parsed anew: what it imports
                                   is to be looked for */
};


/* Empty, tied to the site's arena. */
void faimi_styles_create(faimi_site_t *site);
void faimi_styles_destroy(faimi_site_t *site);

/* faimi_styles_scan.c: reads what is new or was touched, in a sweep all. */
void faimi_styles_scan(faimi_site_t *site, bool sweep);

/* Whether there is more to import than is read. */
bool faimi_styles_full(const faimi_site_t *site);

/* Whether a file is compiled, by its ending. */
bool faimi_styles_is_page(faimi_slice_t path);

/* Fills what the renderer asks for, but for the time that it may take. */
void faimi_styles_job(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_sass_options_t *options, faimi_sass_job_t *job);

/* What goes into a page beside its own file. */
void faimi_styles_digest(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_buf_t *b);

/* sass: load_paths: one of them from the site's folder on, or "": it leads out
 * of that. */
faimi_slice_t faimi_styles_path(faimi_arena_t *arena, faimi_slice_t path);

#endif
