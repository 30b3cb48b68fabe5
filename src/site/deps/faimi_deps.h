/*
 * What the templates of a page look at, beside the page itself: found in
 * their parsed forms, and remembered for all pages with the same templates.
 */

#ifndef FAIMI_DEPS_H
#define FAIMI_DEPS_H

#include "faimi_dataflow.h"
#include "faimi_page_job.h"


/* Bytes that are remembered of what pages' keys have in common. */
#define FAIMI_DEPS_CACHE_SIZE  (8u << 20)


/* Lists of the site, beside its collections: bits. */
enum {
    FAIMI_DEP_PAGES = 1,
    FAIMI_DEP_STATICS = 2,
    FAIMI_DEP_SECTIONS = 4,
    FAIMI_DEP_RELATED = 8,
    FAIMI_DEP_PAGER = 16,       /* the posts of this page's paginator */
    FAIMI_DEP_NEAR = 32         /* the page's neighbours */
};


typedef struct {
    faimi_digest_t   templates;  /* all that are not the page's own */
    unsigned         lists;
    bool            *groups;     /* collections, by number */
    faimi_slice_t   *names;      /* members of listed pages, in order */
    size_t           nnames;
    bool             all;        /* any member */
    bool             bodies;     /* what comes of their bodies */
    faimi_map_t     *data;       /* members of site.data */
    bool             all_data;
    faimi_map_t     *links;      /* what `link` and `post_url` name */
    bool             urls;       /* any page's URL */
    bool             times;      /* of static files */
    bool             clock;
    bool             dated;      /* if some value says "now" */
    bool             beside;     /* files beside the page are included */
    bool             dynamic;    /* an include's name is computed */
    faimi_slice_t    name;       /* for what is remembered of it */
} faimi_deps_t;


/* Until the site's memory of them is reset. */
const faimi_deps_t *faimi_deps(const faimi_page_t *page);

/* What is remembered under a name, or NULL; and the place for it. */
faimi_slice_t faimi_deps_cache_name(faimi_arena_t *arena, const char *what,
    faimi_slice_t name);
const faimi_digest_t *faimi_deps_cache_find(const faimi_site_t *site,
    faimi_slice_t name);
void faimi_deps_cache_reset(faimi_site_t *site);
void faimi_deps_cache_set(faimi_site_t *site, faimi_slice_t name,
    const faimi_digest_t *digest);

/* faimi_listing.c: puts the digests of the lists into `b`. */
void faimi_listing_add(faimi_buf_t *b, const faimi_page_t *page,
    const faimi_deps_t *needs);

/* Each page of them, in order; those of sections by sections. */
typedef void (*faimi_listed_pt)(void *data, const faimi_page_t *page);
void faimi_listing_each(const faimi_page_t *page, unsigned lists,
    const bool *groups, faimi_listed_pt fn, void *data);

#endif
