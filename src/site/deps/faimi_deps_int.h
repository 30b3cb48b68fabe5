/*
 * Private to deps/.
 *
 *     faimi_key.c       the key of a page, out of all that follows
 *     faimi_uses.c      what the templates of a page use, by their data flow
 *     faimi_collect.c   these templates, collected reference by reference
 *     faimi_listing.c   digests of the lists of pages that they use
 *     faimi_cache.c     what keys have in common, and until when
 *
 * Finding too much costs a rendering that was not needed; finding too little
 * serves a stale page.  So whatever is not known counts as used.
 *
 * Two arenas: `scratch` for the work on one key, emptied after it, and `arena`
 * for the cache, emptied when an input of several pages changes.
 */

#ifndef FAIMI_DEPS_INT_H
#define FAIMI_DEPS_INT_H

#include "faimi_deps.h"
#include "faimi_dataflow.h"


struct faimi_deps_s {
    faimi_guard_t             *guard;
    const faimi_view_input_t  *input;
    faimi_arena_t             *scratch;     /* one key */
    faimi_arena_t             *arena;       /* of the cache */
    faimi_map_t               *cache;       /* name -> value; NULL: empty */
    uint64_t                   generation;  /* counts changes of any kind, */
    uint64_t                   inputs;      /* and those of more than a
                                               body */
};


/* What a page uses of the site in addition to its collections: bits. */
enum {
    FAIMI_USES_PAGES = 1,
    FAIMI_USES_STATICS = 2,
    FAIMI_USES_SECTIONS = 4,
    FAIMI_USES_RELATED = 8,
    FAIMI_USES_PAGER = 16,          /* the posts of the page's paginator */
    FAIMI_USES_NEIGHBOURS = 32      /* the page's own, in its collection */
};


/* What the templates of a page use, in addition to the page itself. */
typedef struct {
    faimi_digest_t   templates;    /* of all that are not the page's own */
    unsigned         lists;        /* FAIMI_USES_... */
    bool            *groups;       /* collections, by number */
    faimi_slice_t   *members;      /* of the listed pages, in order */
    size_t           nmembers;
    bool             any_member;   /* any, whatever `members` says */
    bool             bodies;       /* content, excerpt or output of them */
    faimi_map_t     *data;         /* keys: members of site.data */
    bool             all_data;
    faimi_map_t     *links;        /* keys: what `link` and `post_url` name */
    bool             urls;         /* of any page */
    bool             times;        /* of static files */
    bool             sass;         /* a filter compiles it */
    bool             github;       /* site.github, and */
    bool             revision;     /* the commit of the checkout in it */
    bool             clock;        /* the day */
    bool             dated;        /* the same if some value says "now" */
    bool             relative;     /* files named by include_relative */
    bool             dynamic;      /* an include's name is computed */
} faimi_uses_t;


/* One collection: templates, and what their references say. */
typedef struct {
    const faimi_deps_t       *deps;
    const faimi_index_t      *index;
    const faimi_page_t       *own;         /* whose key it is for */
    const faimi_page_t       *page;        /* whose templates are walked: the
                                              same, or one shown within */
    faimi_arena_t            *arena;       /* scratch */
    faimi_buf_t              *b;           /* digests of the templates */
    faimi_map_t              *seen;        /* includes, tags and layouts */
    const faimi_template_t  **templates;   /* of the page and all of `seen` */
    size_t                    n;
    size_t                    cap;
    size_t                    depth;       /* of includes */
    bool                      shared;      /* within an include or a layout */
    bool                      transitive;  /* pages within the page count */
    bool                      outputs;     /* and these with their layouts */
    bool                      named;       /* posts by category or tag */
    faimi_uses_t             *uses;
} faimi_collect_t;


/* faimi_uses.c: what a page uses; until the next call, or longer. */
const faimi_uses_t *faimi_uses(faimi_deps_t *deps, const faimi_page_t *page);


/* faimi_collect.c */

/* The page's own template, or the one that is built in for it. */
void faimi_collect_own(faimi_collect_t *c);
void faimi_collect_layouts(faimi_collect_t *c);

/* The same of a page that is shown within: a faimi_listed_pt. */
void faimi_collect_within(void *data, const faimi_page_t *page);

/* The kind of value that a member of `site` is: a faimi_value_kind_pt. */
unsigned faimi_collect_value_kind(void *data, faimi_slice_t member);


/* faimi_listing.c */

/* Appends digests of the lists that a page uses. */
void faimi_listing_add(faimi_deps_t *deps, faimi_buf_t *b,
    const faimi_page_t *page, const faimi_uses_t *uses);

/* Calls `fn` for each page of the lists and collections, in order. */
typedef void (*faimi_listed_pt)(void *data, const faimi_page_t *page);
void faimi_listing_each(const faimi_page_t *page, unsigned lists,
    const bool *groups, faimi_listed_pt fn, void *data);


/* faimi_cache.c */

/* A name: a word that says what it is of, and a key. */
faimi_slice_t faimi_cache_name(const faimi_deps_t *deps, const char *what,
    faimi_slice_t key);

/* What has a name, or NULL; and names it. `v` and what it points to must live
 * in the arena of the cache; the name is copied. */
const faimi_value_t *faimi_cache_get(const faimi_deps_t *deps,
    faimi_slice_t name);
void faimi_cache_put(faimi_deps_t *deps, faimi_slice_t name, faimi_value_t v);

/* Appends the digest of what `fill` writes, which is called only if the cache
 * has none of that name. */
typedef void (*faimi_fill_pt)(faimi_deps_t *deps, faimi_buf_t *b,
    const void *data);
void faimi_cache_add(faimi_deps_t *deps, faimi_buf_t *b, faimi_slice_t name,
    faimi_fill_pt fill, const void *data);

/* To be called before a key is made: bounds the cache. */
void faimi_cache_begin(faimi_deps_t *deps);

void faimi_cache_forget(faimi_deps_t *deps);

#endif
