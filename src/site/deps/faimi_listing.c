/*
 * Digests of the site's lists, as far as a page looks at them: which pages
 * they have, in which order, and those members of each that are asked for.
 *
 * A list of titles thus does not change when a body does, and the pages that
 * show it keep their keys.  Each digest is made once for all pages that ask
 * for the same list and members (faimi_cache.c).
 */

#include "faimi_deps_int.h"


/* A list whose pages are being digested. */
typedef struct {
    faimi_buf_t         *b;
    const faimi_uses_t  *uses;
} faimi_listing_t;


/* One list, as one page uses it. */
typedef struct {
    const faimi_page_t  *page;
    const faimi_uses_t  *uses;
    unsigned             list;     /* FAIMI_USES_..., or 0: */
    size_t               group;    /* a collection, by number */
} faimi_list_use_t;


/* The ten newest, and one more, since the page itself is left out. */
#define FAIMI_LISTING_RELATED  11


static void
faimi_listing_pages(const faimi_pages_t *list, size_t from, size_t to,
    faimi_listed_pt fn, void *data)
{
    size_t  i;

    for (i = from; i < to && i < list->n; i++) {
        fn(data, list->items[i]);
    }
}


static void
faimi_listing_sections(const faimi_index_t *index, faimi_listed_pt fn,
    void *data)
{
    size_t                  i, k;
    const faimi_section_t  *section;

    for (i = 0; i < index->nsections; i++) {
        section = &index->sections[i];

        for (k = 0; k < section->pages.n; k++) {
            fn(data, section->pages.items[k]);
        }
    }
}


/* The documents before and after a document in its collection. */
static void
faimi_listing_neighbours(const faimi_page_t *page, faimi_listed_pt fn,
    void *data)
{
    const faimi_pages_t  *group;

    if (page->doc.group == NULL) {
        return;
    }

    group = &page->index->groups[page->doc.group - page->index->config->groups];

    if (page->place > 0) {
        faimi_listing_pages(group, page->place - 1, page->place, fn, data);
    }

    faimi_listing_pages(group, page->place + 1, page->place + 2, fn, data);
}


/* The posts that the page's paginator shows, the newest first. */
static void
faimi_listing_pager(const faimi_page_t *page, faimi_listed_pt fn, void *data)
{
    faimi_pages_t  posts;

    posts = faimi_paginate_part(page);
    faimi_listing_pages(&posts, 0, posts.n, fn, data);
}


void
faimi_listing_each(const faimi_page_t *page, unsigned lists,
    const bool *groups, faimi_listed_pt fn, void *data)
{
    size_t                i, n;
    const faimi_index_t  *index;

    index = page->index;

    for (i = 0; i < index->config->ngroups; i++) {
        if (groups[i]) {
            faimi_listing_pages(&index->groups[i], 0, SIZE_MAX, fn, data);
        }
    }

    if ((lists & FAIMI_USES_PAGES) != 0) {
        faimi_listing_pages(&index->pages, 0, SIZE_MAX, fn, data);
        faimi_listing_pages(&index->made, 0, SIZE_MAX, fn, data);
    }

    if ((lists & FAIMI_USES_SECTIONS) != 0) {
        faimi_listing_sections(index, fn, data);
    }

    if ((lists & FAIMI_USES_RELATED) != 0) {
        n = index->groups[0].n;
        faimi_listing_pages(&index->groups[0],
                            (n > FAIMI_LISTING_RELATED)
                            ? n - FAIMI_LISTING_RELATED : 0, n, fn, data);
    }

    if ((lists & FAIMI_USES_PAGER) != 0) {
        faimi_listing_pager(page, fn, data);
    }

    if ((lists & FAIMI_USES_NEIGHBOURS) != 0) {
        faimi_listing_neighbours(page, fn, data);
    }
}


/* A member of a page.  `year` and `event` come from its URL or its front
 * matter, `id` from its URL, which is always in the digest, and its slug. */
static void
faimi_listing_name(faimi_buf_t *b, const faimi_page_t *page,
    faimi_slice_t name)
{
    const faimi_value_t  *v;

    if (faimi_slice_eq(name, FAIMI_SLICE("year"))) {
        faimi_digest_part(b, page->in.year);

    } else if (faimi_slice_eq(name, FAIMI_SLICE("event"))) {
        faimi_digest_part(b, page->in.event);

    } else if (faimi_slice_eq(name, FAIMI_SLICE("id"))) {
        name = FAIMI_SLICE("slug");
    }

    v = faimi_map_get(page->data, name);

    if (v == NULL) {
        faimi_buf_char(b, '-');

    } else {
        faimi_digest_value(b, *v);
    }
}


/* A page of a list.  Its place is its position in the digest; its path and URL
 * are always part of it.  Members are separated, so that a value cannot move
 * from one to the next unseen. */
static void
faimi_listing_page(void *data, const faimi_page_t *page)
{
    size_t               i;
    const faimi_parsed_t  *parsed;
    faimi_listing_t     *l = data;

    faimi_digest_part(l->b, page->path);
    faimi_digest_part(l->b, page->url);
    faimi_buf_char(l->b, page->out.html ? 'h' : 'n');

    if (!l->uses->any_member) {
        for (i = 0; i < l->uses->nmembers; i++) {
            faimi_listing_name(l->b, page, l->uses->members[i]);
        }

        return;
    }

    faimi_digest_part(l->b, page->in.year);
    faimi_digest_part(l->b, page->in.event);
    faimi_digest_value(l->b, FAIMI_V_MAP(page->data));
    parsed = page->file ? page->file->parsed : NULL;

    if (l->uses->bodies && parsed != NULL) {
        faimi_digest_add(l->b, &parsed->digest);
    }
}


/* Which of the generated pages exist: a file of the site may take their
 * place. */
static void
faimi_listing_made(const faimi_deps_t *deps, faimi_buf_t *b,
    const faimi_index_t *index)
{
    size_t  i;

    for (i = 0; i < index->made.n; i++) {
        faimi_buf_char(b, faimi_routes_has(deps->input->routes,
                                           index->made.items[i]) ? 'y' : 'n');
    }
}


static void
faimi_listing_years(faimi_buf_t *b, const faimi_index_t *index)
{
    size_t  i;

    for (i = 0; i < index->nsections; i++) {
        faimi_digest_part(b, index->sections[i].year);
        faimi_digest_part(b, index->sections[i].url);
        faimi_buf_printf(b, "%zu,", index->sections[i].pages.n);
    }
}


static void
faimi_listing_statics(const faimi_deps_t *deps, faimi_buf_t *b,
    const faimi_index_t *index)
{
    size_t               i;
    const faimi_file_t  *file;

    for (i = 0; i < index->nstatics; i++) {
        faimi_digest_part(b, index->statics[i]->path);
        faimi_buf_char(b, (index->statics[i]->problem == NULL) ? 'y' : 'n');
    }

    /* a page that may be listed as a static file */
    file = faimi_files_find(deps->input->files, FAIMI_TREE_SITE,
                            FAIMI_SLICE("404.html"));
    faimi_buf_char(b, (file != NULL && file->parsed != NULL
                       && file->parsed->raw) ? 'r' : 'n');
}


/* What a paginator says in addition to its posts: numbers and URLs of its
 * parts. */
static void
faimi_listing_parts(faimi_buf_t *b, const faimi_page_t *page)
{
    const faimi_pagination_t  *pagination;

    pagination = &page->index->pagination;
    faimi_buf_printf(b, "%zu %zu %zu,", page->pager, pagination->parts,
                     pagination->posts.n);

    if (page->pager != 0) {
        faimi_digest_part(b, pagination->first->url);
    }
}


/* One list, or one collection where `list` is 0, as a page uses it: what
 * Jekyll would have in it, in order. */
static void
faimi_listing_fill(faimi_deps_t *deps, faimi_buf_t *b, const void *data)
{
    bool                     *groups;
    faimi_listing_t           l;
    const faimi_index_t      *index;
    const faimi_list_use_t  *use = data;

    index = use->page->index;
    l = (faimi_listing_t) { b, use->uses };
    groups = faimi_alloc(deps->scratch,
                         index->config->ngroups * sizeof(bool));

    if (use->list == 0) {
        groups[use->group] = true;

    } else if (use->list == FAIMI_USES_PAGES) {
        faimi_listing_made(deps, b, index);

    } else if (use->list == FAIMI_USES_SECTIONS) {
        faimi_listing_years(b, index);

    } else if (use->list == FAIMI_USES_STATICS) {
        faimi_listing_statics(deps, b, index);

    } else if (use->list == FAIMI_USES_PAGER) {
        faimi_listing_parts(b, use->page);
    }

    faimi_listing_each(use->page, use->list, groups, faimi_listing_page, &l);
}


/* The list, and the members that are asked for: a name for its digest. */
static faimi_slice_t
faimi_listing_name_of(const faimi_deps_t *deps, const faimi_list_use_t *use)
{
    size_t        i;
    faimi_buf_t  *b;

    b = faimi_buf_create(deps->scratch, SIZE_MAX);
    faimi_buf_printf(b, "list %u %zu %d %llu,", use->list, use->group,
                     use->uses->any_member,
                     (unsigned long long) (use->uses->bodies
                                           ? deps->generation : 0));

    for (i = 0; !use->uses->any_member && i < use->uses->nmembers; i++) {
        faimi_digest_part(b, use->uses->members[i]);
    }

    return faimi_buf_slice(b);
}


/* Neighbours and the posts of a paginator are few, and belong to this page
 * alone: they are not worth an entry in the cache. */
static void
faimi_listing_one(faimi_deps_t *deps, faimi_buf_t *b,
    const faimi_list_use_t *use)
{
    faimi_buf_printf(b, "list %u %zu,", use->list, use->group);

    if (use->list == FAIMI_USES_NEIGHBOURS || use->list == FAIMI_USES_PAGER) {
        faimi_listing_fill(deps, b, use);

    } else {
        faimi_cache_add(deps, b, faimi_listing_name_of(deps, use),
                        faimi_listing_fill, use);
    }
}


void
faimi_listing_add(faimi_deps_t *deps, faimi_buf_t *b,
    const faimi_page_t *page, const faimi_uses_t *uses)
{
    size_t             i;
    unsigned           list;
    faimi_list_use_t  use;

    for (list = 1; list <= FAIMI_USES_NEIGHBOURS; list *= 2) {
        if ((uses->lists & list) != 0) {
            use = (faimi_list_use_t) { page, uses, list, 0 };
            faimi_listing_one(deps, b, &use);
        }
    }

    for (i = 0; i < page->index->config->ngroups; i++) {
        if (uses->groups[i]) {
            use = (faimi_list_use_t) { page, uses, 0, i };
            faimi_listing_one(deps, b, &use);
        }
    }
}
