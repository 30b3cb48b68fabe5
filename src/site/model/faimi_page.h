/*
 * A page: what a file, or a generator, contributes to the site.  Posts and
 * documents of collections are pages too; their kind tells.
 *
 * Pages, lists of pages and sections are value types: the model's room makes
 * them, and the folders above (routes, view, deps) read their fields.
 * Nobody but the model changes one, with the exception of the slot that is
 * marked below.  A page lives as long as the index that it belongs to.
 */

#ifndef FAIMI_PAGE_H
#define FAIMI_PAGE_H

#include "faimi_files.h"


typedef struct faimi_page_s     faimi_page_t;
typedef struct faimi_index_s    faimi_index_t;
typedef struct faimi_section_s  faimi_section_t;

/* What the deps room remembers of a page's key. */
typedef struct faimi_page_key_s  faimi_page_key_t;


typedef enum {
    FAIMI_KIND_PAGE = 0,
    FAIMI_KIND_POST,         /* of the collection `posts` */
    FAIMI_KIND_DOCUMENT,     /* of any other collection */
    FAIMI_KIND_SECTION,      /* the list of a section's pages */
    FAIMI_KIND_GENERATED     /* what a plugin of Jekyll would write */
} faimi_kind_t;


/* The templates that the site has of its own; the view's room has their texts.
 * The first three are layouts. */
typedef enum {
    FAIMI_BUILTIN_DEFAULT = 0,   /* for a site without layouts */
    FAIMI_BUILTIN_ALONE,         /* the same without a menu */
    FAIMI_BUILTIN_SECTION,       /* a section's list of its pages */
    FAIMI_BUILTIN_FEED,
    FAIMI_BUILTIN_SITEMAP,
    FAIMI_BUILTIN_ROBOTS,
    FAIMI_BUILTIN_SEO,           /* tags */
    FAIMI_BUILTIN_FEED_META,
    FAIMI_BUILTIN_TOC,
    FAIMI_BUILTIN_EDIT_LINK,
    FAIMI_BUILTINS               /* how many */
} faimi_builtin_t;


/* Writes a generated file that has no template. */
typedef void (*faimi_write_pt)(const faimi_page_t *page,
    faimi_arena_t *arena, faimi_buf_t *out);


/* Where a page is published (faimi_permalink.h). */
typedef struct {
    faimi_slice_t         spelled;    /* its URL, decoded */
    faimi_slice_t         file;       /* that Jekyll would write, with "/" in
                                         front */
    faimi_slice_t         ext;        /* of that file, with its dot */
    bool                  html;       /* by that ending */
    bool                  permalink;  /* the URL is the front matter's */
} faimi_page_out_t;


/* What posts and documents have in addition (faimi_document.c). */
typedef struct {
    const faimi_group_t  *group;      /* the collection; NULL: a page */
    faimi_slice_t         slug;       /* of the file's name */
    faimi_time_t          date;
    bool                  dated;      /* by front matter or name; else `date`
                                         is the file's or the site's */
    bool                  sorted;     /* stands in its collection by `date` */
    bool                  rejected;   /* invalid, and so left out */
} faimi_page_doc_t;


/* How the body is to be read. */
typedef struct {
    bool                  markdown;
    bool                  sass;
    bool                  stripped;   /* its first heading is its title, and
                                         is not shown */
    bool                  blank;      /* the page redirects: it has no content,
                                         whatever its file has */
} faimi_page_body_t;


/* How a page is made that has no file. */
typedef struct {
    faimi_write_pt        write;      /* or NULL */
    faimi_builtin_t       builtin;    /* its template; FAIMI_BUILTINS: none */
    faimi_page_t         *map_of;     /* the page of Sass whose source map
                                         this is, or NULL */
} faimi_page_made_t;


/* The section that a page belongs to (faimi_sections.c). */
typedef struct {
    faimi_slice_t         year;       /* "": none */
    faimi_slice_t         event;
    faimi_section_t      *section;
} faimi_page_in_t;


struct faimi_page_s {
    const faimi_index_t  *index;
    faimi_file_t         *file;       /* NULL: it has no source */
    faimi_kind_t          kind;
    faimi_slice_t         path;       /* as Jekyll's relative_path */
    faimi_slice_t         url;        /* as Jekyll's page.url: encoded,
                                         without baseurl */
    faimi_page_out_t      out;
    faimi_map_t          *data;       /* front matter over defaults */
    faimi_slice_t         title;
    faimi_slice_t         layout;     /* its name, or "" */
    faimi_slice_t         redirect;   /* redirect_to, or "" */
    faimi_page_doc_t      doc;
    faimi_page_in_t       in;
    faimi_page_body_t     body;
    faimi_page_made_t     made;
    size_t                place;      /* in its collection, or the pages */
    size_t                pager;      /* its part of a pagination, from 1;
                                         0: it is none */
    bool                  hidden;     /* known to templates, but not written:
                                         `output: false` */
    faimi_page_key_t     *key;        /* the deps room's slot, or NULL */
};


/* A list of pages that grows. */
typedef struct {
    faimi_page_t  **items;
    size_t          n;
    size_t          cap;
} faimi_pages_t;


/* The pages of a year. */
struct faimi_section_s {
    faimi_slice_t   year;       /* or another name, from a page's `year` */
    faimi_slice_t   url;        /* "/2025/" */
    faimi_page_t   *page;       /* the generated list of it */
    faimi_pages_t   pages;      /* by weight, date and URL */
    bool            numeric;    /* the year is a number */
};


/* Whether a page is a post or a document of a collection. */
bool faimi_page_is_document(const faimi_page_t *page);

/* A page's content before it is rendered, or "": the body of its file, unless
 * it redirects. */
faimi_slice_t faimi_page_source(const faimi_page_t *page);

/* Appends to a list, whose array is of that arena. */
void faimi_pages_push(faimi_arena_t *arena, faimi_pages_t *list,
    faimi_page_t *page);

#endif
