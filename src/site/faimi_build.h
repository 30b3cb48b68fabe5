/*
 * The site's inside: what it holds, and how an index is built.
 */

#ifndef FAIMI_BUILD_H
#define FAIMI_BUILD_H

#include "faimi_index.h"


typedef struct {
    faimi_error_t  *items;
    size_t          n;
    size_t          cap;
} faimi_errors_t;


struct faimi_index_s {
    faimi_site_t          *site;
    faimi_arena_t         *arena;
    faimi_arena_t         *tmp;        /* for one step of the building */
    faimi_page_cache_t         *stock;
    const faimi_config_t  *config;
    faimi_pages_t          pages;      /* site.pages, in Jekyll's order */
    faimi_pages_t         *groups;     /* documents by collection, as in
                                          config->groups; by date and path */
    faimi_pages_t          made;       /* section pages and generated ones */
    faimi_pages_t          aliased;    /* pages with redirect_from, by path */
    faimi_file_t         **statics;    /* by path */
    size_t                 nstatics;
    faimi_section_t       *sections;   /* the newest first */
    size_t                 nsections;
    faimi_pages_t          shown;      /* the posts that it lists */
    size_t                 pagers;     /* how many; 0: no pagination */
    faimi_page_t          *paginated;  /* the first of them */
    faimi_map_t           *years;      /* year -> faimi_section_t, unsorted */
    faimi_map_t           *layouts;    /* name -> faimi_file_t */
    faimi_map_t           *paths;      /* path -> faimi_page_t */
    faimi_map_t           *outputs;    /* output file -> faimi_output_t */
    faimi_map_t           *urls;       /* decoded URL of a page -> the same */
    faimi_map_t           *aliases;    /* decoded alias -> the same */
    faimi_map_t           *redirects;  /* alias -> where to, for JSON */
    faimi_value_t          data;       /* site.data */
    faimi_errors_t         problems;
    faimi_errors_t         conflicts;
    bool                   builtin;    /* the site has no layouts */
    bool                   themeless;  /* its theme is not here */
    bool                   styleless;  /* Sass is left out: no libsass */
    int64_t                ahead;      /* the second from which it is out of
                                          date; 0: never */
};


/* A new index of the site's files; raises on the guard. */
faimi_index_t *faimi_index_create(faimi_site_t *site, faimi_arena_t *arena);

/* Its steps, in this order. */
void faimi_index_missing(faimi_index_t *index);
void faimi_index_pages(faimi_index_t *index, faimi_file_t **files, size_t n);
void faimi_index_layouts(faimi_index_t *index, faimi_file_t **files,
    size_t n);
void faimi_index_data(faimi_index_t *index, faimi_file_t **files, size_t n);
void faimi_index_sections(faimi_index_t *index);
void faimi_index_generated(faimi_index_t *index);
void faimi_index_outputs(faimi_index_t *index);
void faimi_index_aliases(faimi_index_t *index);
void faimi_index_targets(faimi_index_t *index);

/* Every page that is written, in a fixed order. */
typedef void (*faimi_each_pt)(faimi_index_t *index, faimi_page_t *page);
void faimi_index_each(faimi_index_t *index, faimi_each_pt fn);

/* site.time: the configuration's `time`, or now; in the site's zone. */
faimi_time_t faimi_index_time(const faimi_index_t *index);

/* The names that posts have under a key ("tags"), as keys of a map. */
faimi_map_t *faimi_index_names(const faimi_index_t *index,
    faimi_arena_t *arena, const char *key);

/* The index is out of date from that second on. */
void faimi_index_due(faimi_index_t *index, int64_t sec);

/* Notes a problem of a file, or a conflict. */
void faimi_index_problem(faimi_index_t *index, faimi_slice_t file,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void faimi_index_conflict(faimi_index_t *index, faimi_slice_t file,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

#endif
