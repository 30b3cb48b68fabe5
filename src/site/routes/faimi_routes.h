/*
 * Which URL gives what (docs/urls.md).  Every page and static file has an
 * output: the file that Jekyll would write for it.  Of several that want one
 * output the one of the smallest rank has it.  Aliases (`redirect_from`) are
 * outputs that redirect.
 *
 * The routes are settled once for an index, and live as long as it.
 * faimi_routes_t is opaque; faimi_output_t is a value type that is read
 * outside of routes/.
 */

#ifndef FAIMI_ROUTES_H
#define FAIMI_ROUTES_H

#include "faimi_index.h"
#include "faimi_location.h"


typedef struct faimi_routes_s  faimi_routes_t;


/* Who goes first where several want one output. */
typedef enum {
    FAIMI_RANK_DOCUMENT = 0,
    FAIMI_RANK_STATIC,
    FAIMI_RANK_PAGE,
    FAIMI_RANK_ALIAS,
    FAIMI_RANK_SECTION,
    FAIMI_RANK_GENERATED
} faimi_rank_t;


/* What an output is, or what a URL leads to. */
typedef struct {
    faimi_route_kind_t  kind;     /* PAGE, STATIC or REDIRECT */
    faimi_rank_t        rank;
    faimi_page_t       *page;     /* PAGE; REDIRECT: whose alias it is */
    faimi_file_t       *file;     /* STATIC */
    faimi_slice_t       spelled;  /* its URL, decoded */
    faimi_slice_t       output;   /* of an alias: the output that it has, or
                                     "" where that is another's */
    faimi_slice_t       goal;     /* REDIRECT: where to, as it was written */
    faimi_slice_t       target;   /* REDIRECT: for the Location header; "": it
                                     leads back to itself.  PAGE: where its
                                     folder's URL without a slash leads */
    int                 status;   /* REDIRECT: 301, 302, 307 or 308 */
    bool                permalink;  /* the page's URL is explicit */
    uint8_t             state;    /* while targets are resolved */
} faimi_output_t;


/* Settles the routes of an index; conflicts and redirects that lead nowhere
 * are noted.  Memory is the index's; `tmp` is for the work. */
faimi_routes_t *faimi_routes_create(const faimi_index_t *index,
    faimi_arena_t *tmp, faimi_notes_t *notes);

/* What is at a decoded path that begins with "/", without baseurl: rules 1 to
 * 7 of docs/urls.md.  With `slash` it is what is at the path with a "/" at its
 * end.  NULL: nothing is.  Allocates nothing. */
const faimi_output_t *faimi_routes_find(const faimi_routes_t *routes,
    faimi_slice_t path, bool *slash);

/* The site's page for what is not found, or NULL. */
faimi_page_t *faimi_routes_404(const faimi_routes_t *routes);

/* Whether a page has the output that it wants. */
bool faimi_routes_has(const faimi_routes_t *routes,
    const faimi_page_t *page);

/* Whether `fn` is true for a page of the file that has its output: pagination
 * makes several pages of one file. */
typedef bool (*faimi_routes_test_pt)(void *data, faimi_page_t *page);
bool faimi_routes_any(const faimi_routes_t *routes,
    const faimi_file_t *file, faimi_routes_test_pt fn, void *data);

/* The URL of {% link name %} or {% post_url name %}, whichever `tag` is;
 * false: there is no such file. */
bool faimi_routes_link(const faimi_routes_t *routes, faimi_slice_t tag,
    faimi_slice_t name, faimi_slice_t *url);

/* Calls `fn` for every output, and for each alias whose output is another's;
 * `output` is its file without "/" in front, or "".  faimi_routes_count() is
 * how many calls there are, at most. */
typedef void (*faimi_routes_each_pt)(void *data,
    const faimi_output_t *entry, faimi_slice_t output);
void faimi_routes_each(const faimi_routes_t *routes,
    faimi_routes_each_pt fn, void *data);
size_t faimi_routes_count(const faimi_routes_t *routes);

/* The path of the file that an output comes from, or "". */
faimi_slice_t faimi_output_source(const faimi_output_t *entry);

#endif
