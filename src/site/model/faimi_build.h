/*
 * Building an index, shared by the files of this folder.  One step after
 * the other adds to the index; each may use what those before it added.
 */

#ifndef FAIMI_BUILD_H
#define FAIMI_BUILD_H

#include "faimi_index.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


typedef struct faimi_build_s {
    faimi_index_t         *index;      /* so far */
    faimi_arena_t         *arena;      /* for what stays: the index's, or the
                                          page cache's while a page is made
                                          that is kept there */
    faimi_arena_t         *tmp;        /* for one page or one step */
    const faimi_config_t  *config;
    const faimi_index_input_t  *input;
    faimi_page_cache_t    *cache;
    faimi_notes_t         *notes;
    faimi_time_t           time;       /* site.time */
    bool                   timed;      /* the configuration gives it */
    faimi_map_t           *said;       /* of messages that are said once; NULL:
                                          none yet */
    bool                   styleless;  /* pages of Sass were left out: this
                                          build has no libsass */
} faimi_build_t;


/* The files that make the site, by path; the theme's come last. */
typedef struct {
    faimi_file_t         **items;
    size_t                 n;
} faimi_build_files_t;


/* The steps, in this order. */

/* Pages, documents and static files, in Jekyll's order, and the parts of a
 * pagination. */
void faimi_index_pages(faimi_build_t *build,
    const faimi_build_files_t *files);

/* jekyll-paginate: numbers the listing page, and adds its later parts. */
void faimi_paginate_build(faimi_build_t *build);

/* site.data */
void faimi_site_data_build(faimi_build_t *build,
    const faimi_build_files_t *files);

/* Sections, and a page for each. */
void faimi_sections_build(faimi_build_t *build);

/* Files that plugins of Jekyll write, by the rows of faimi_plugins.h. */
void faimi_generated_build(faimi_build_t *build);

/* Those of one plugin: redirects.json, feeds, the sitemap and robots.txt,
 * source maps of Sass; and the place of a pagination's later parts, which are
 * pages already. */
void faimi_redirects_build(faimi_build_t *build);
void faimi_feeds_build(faimi_build_t *build);
void faimi_sitemap_build(faimi_build_t *build);
void faimi_source_maps_build(faimi_build_t *build);
void faimi_paginate_place(faimi_build_t *build);


/* The page of a file, out of the page cache if it has it.  `permalink`, if it
 * is not "", stands for that of the front matter. */
faimi_page_t *faimi_page_create(faimi_build_t *build, faimi_file_t *file,
    faimi_slice_t permalink);

/* Whether `published` of a page, or of its defaults where Jekyll looks at
 * those, allows it. */
bool faimi_page_is_published(const faimi_build_t *build,
    const faimi_page_t *page);

/* A page of which nothing is known but what it is. */
faimi_page_t *faimi_page_new(faimi_build_t *build, faimi_kind_t kind,
    faimi_builtin_t builtin);

/* A copy of a page as it would be in another folder: with its own path and
 * URL; a permalink is the first page's alone. */
faimi_page_t *faimi_page_elsewhere(faimi_build_t *build,
    const faimi_page_t *page, faimi_slice_t folder);

/* Adds a document's date, categories, tags, title and slug to its data. */
void faimi_document_build(faimi_build_t *build, faimi_page_t *page);

/* jekyll-readme-index: adds the README files of folders that have no other
 * index.  Those without front matter are in `readmes`; where they are not the
 * index they are static files. */
void faimi_readme_build(faimi_build_t *build,
    const faimi_build_files_t *readmes);

/* Whether a file is such a README. */
bool faimi_readme_is(const faimi_build_t *build, const faimi_file_t *file);

/* Adds the page of a file to the pages or to its collection, if it is
 * published. */
void faimi_index_page(faimi_build_t *build, faimi_file_t *file,
    faimi_slice_t permalink);

/* The index is out of date from that second on. */
void faimi_build_until(faimi_build_t *build, int64_t sec);

/* Sets a member of a page's data. */
void faimi_made_set(faimi_build_t *build, faimi_page_t *page,
    const char *key, faimi_value_t v);

/* Whether the site itself has a file of that path. */
bool faimi_made_has(const faimi_build_t *build, const char *path);

/* A generated page at a URL, added to the index: with its path, output and
 * empty data; `builtin` is its template, or FAIMI_BUILTINS. */
faimi_page_t *faimi_made_page(faimi_build_t *build, faimi_slice_t url,
    faimi_builtin_t builtin);

#endif
