/*
 * The index: what the files amount to.  It is built aside, in an arena of its
 * own, and put in place by one assignment.  It refers to the records of files
 * and to data files' values; of pages' forms it keeps copies, so that an edit
 * of a body needs no new index.
 */

#ifndef FAIMI_INDEX_H
#define FAIMI_INDEX_H

#include "faimi_builtin.h"
#include "faimi_tree.h"
#include "faimi_report.h"


typedef struct faimi_index_s  faimi_index_t;
typedef struct faimi_page_cache_s  faimi_page_cache_t;


typedef enum {
    FAIMI_KIND_PAGE = 0,
    FAIMI_KIND_POST,
    FAIMI_KIND_DOCUMENT,
    FAIMI_KIND_SECTION,
    FAIMI_KIND_GENERATED
} faimi_kind_t;


typedef struct {
    faimi_slice_t   year;
    faimi_slice_t   url;
    faimi_page_t   *page;      /* that lists it; NULL: another has its URL */
    faimi_page_t  **pages;
    size_t          n;
    size_t          cap;
    bool            numeric;
} faimi_section_t;


/* Writes a generated file. */
typedef void (*faimi_make_pt)(const faimi_page_t *page,
    faimi_arena_t *arena, faimi_buf_t *out);


struct faimi_page_s {
    faimi_site_t         *site;
    const faimi_index_t  *index;
    faimi_file_t         *file;      /* NULL: it has no source */
    faimi_kind_t          kind;
    faimi_slice_t         path;      /* as Jekyll's relative_path */
    faimi_slice_t         url;
    faimi_slice_t         spelled;   /* the URL, decoded */
    faimi_slice_t         output;    /* with "/" in front */
    faimi_slice_t         ext;       /* of the output */
    faimi_slice_t         title;
    faimi_slice_t         layout;    /* its name, or "" */
    faimi_slice_t         year;
    faimi_slice_t         event;
    faimi_map_t          *data;      /* front matter over defaults */
    const faimi_group_t  *group;     /* its collection, or NULL */
    size_t                place;     /* in the collection, or the pages */
    faimi_section_t      *section;
    faimi_make_pt         make;      /* GENERATED, without a template */
    faimi_builtin_t       builtin;   /* its template, or FAIMI_BUILTINS */
    faimi_page_t         *style;     /* GENERATED: whose source map it is */
    faimi_slice_t         slug;      /* POST, DOCUMENT */
    faimi_time_t          date;
    bool                  dated;
    size_t                pager;     /* its number, from 1; 0: none */
    bool                  permalink; /* its URL is explicit */
    bool                  markdown;
    bool                  sass;
    bool                  stripped;  /* its first heading is its title only */
    bool                  html;
    bool                  hidden;    /* not written: output: false */
    faimi_slice_t         redirect;  /* redirect_to, or "" */
    uint64_t              keyed;     /* the site's `inputs` then */
    uint64_t              keyed_deep;  /* its generation; 0: any */
    uint64_t              keyed_version;  /* the file's */
    int64_t               keyed_day; /* and the day; 0: any */
    unsigned char         key[FAIMI_KEY_SIZE];
};


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
