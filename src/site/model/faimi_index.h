/*
 * The index: what the files of a site amount to.  Pages with their URLs,
 * documents by collection, static files, sections, the posts of a pagination,
 * layouts and site.data.
 *
 * It is built aside, in an arena of its own, from the files as they are then,
 * and put in place by one assignment; it does not change afterwards.  It
 * refers to records of files and to values of data files.  Of front matter it
 * has copies, so that an edit of a body needs no new index.
 *
 * faimi_index_t is a value type that the folders above (routes, view,
 * deps) and the top read; only model/ fills it, by way of a faimi_build_t.
 */

#ifndef FAIMI_INDEX_H
#define FAIMI_INDEX_H

#include "faimi_files.h"
#include "faimi_notes.h"
#include "faimi_page.h"


/* Pages that were made for indexes before, for this one and later ones
 * (faimi_page_cache.c). */
typedef struct faimi_page_cache_s  faimi_page_cache_t;


/* jekyll-paginate's listing (faimi_paginate.c). */
typedef struct {
    faimi_pages_t          posts;      /* that it lists, the newest first */
    size_t                 size;       /* how many on a part */
    size_t                 parts;      /* 0: there is no listing */
    size_t                 before;     /* how many of the index's `made` stand
                                          before the second part in
                                          site.pages */
    const faimi_page_t    *first;      /* the first part */
} faimi_pagination_t;


struct faimi_index_s {
    faimi_arena_t         *arena;      /* of all that is the index's */
    const faimi_config_t  *config;
    faimi_pages_t          pages;      /* site.pages, in Jekyll's order */
    faimi_pages_t         *groups;     /* documents by collection, as in
                                          config->groups, in Jekyll's order */
    faimi_pages_t          made;       /* section pages and generated ones */
    faimi_file_t         **statics;    /* in the order of site.static_files */
    size_t                 nstatics;
    faimi_section_t       *sections;   /* the newest first */
    size_t                 nsections;
    faimi_pagination_t     pagination;
    faimi_map_t           *layouts;    /* name -> faimi_file_t */
    faimi_map_t           *paths;      /* path -> faimi_page_t */
    faimi_map_t           *redirects;  /* for redirects.json: alias -> where
                                          it leads, as URLs in full */
    const faimi_page_t    *redirects_page;  /* that file, or NULL */
    size_t                 redirects_at;  /* how many of `pages` stand before
                                             it in site.pages */
    faimi_map_t           *tags;       /* name -> faimi_pages_t: posts, the
                                          newest first.  Names are of any
                                          type: 2019 is not "2019" */
    faimi_map_t           *categories;
    faimi_value_t          data;       /* site.data */
    bool                   builtin;    /* there are no layouts: the built-in
                                          ones are used */
    int64_t                ahead;      /* the second from which the index is
                                          out of date; 0: never */
};


/* What an index is made of.  Slices, files and the configuration must live as
 * long as the index; `tmp` is reset as the work goes on. */
typedef struct {
    faimi_arena_t         *arena;
    faimi_arena_t         *tmp;
    const faimi_config_t  *config;
    const faimi_files_t   *files;
    faimi_page_cache_t    *cache;
    faimi_notes_t         *notes;      /* to which problems are added */
    faimi_time_t           now;        /* in the time zone of `config` */
    bool                   themeless;  /* the configuration names a theme that
                                          is not here */
} faimi_index_input_t;


/* A new index.  Raises on the arena's guard; the caller then frees the arena
 * and ends the page cache's step. */
faimi_index_t *faimi_index_create(const faimi_index_input_t *input);

/* The file of a layout ("page", "dir/page"), or NULL. */
faimi_file_t *faimi_index_layout(const faimi_index_t *index,
    faimi_slice_t name);

/* Calls `fn` for every page that is written: documents by collection, pages,
 * then what was made. */
typedef void (*faimi_index_each_pt)(void *data, faimi_page_t *page);
void faimi_index_each(const faimi_index_t *index, faimi_index_each_pt fn,
    void *data);

/* A date, a time, a text or an integer (20250923) as a moment in the time zone
 * (Time.parse); false: it is none. */
bool faimi_index_moment(const faimi_tz_t *tz, faimi_value_t v,
    faimi_time_t *t);

/* site.time: `time` of the configuration if that is a moment, else `now`. */
faimi_time_t faimi_index_time(const faimi_config_t *config,
    faimi_time_t now);

/* The posts that a page's paginator shows: a part of the index's list. */
faimi_pages_t faimi_paginate_part(const faimi_page_t *page);

/* The `paginator` of a page that has one; `posts` are those that it shows, as
 * templates see them. */
faimi_value_t faimi_paginate_values(const faimi_page_t *page,
    faimi_arena_t *arena, faimi_value_t posts);

/* Whether a page of Sass has a source map. */
bool faimi_source_maps_has(const faimi_page_t *page);

/* The year of a section for templates: a number where it is one. */
faimi_value_t faimi_section_year(faimi_slice_t year);

#endif
