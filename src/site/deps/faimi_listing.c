/*
 * Digests of the site's lists, as far as a page looks at them: which pages
 * they have, in which order, and those members of each that are asked for.
 * Each is made once for all pages that ask for the same.
 */

#include "faimi_deps.h"


typedef struct {
    faimi_buf_t          *b;
    const faimi_deps_t  *needs;
} faimi_listing_t;


/* The newest, and one more, since the page itself is left out. */
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


static void
faimi_listing_near(const faimi_page_t *page, faimi_listed_pt fn, void *data)
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

    if ((lists & FAIMI_DEP_PAGES) != 0) {
        faimi_listing_pages(&index->pages, 0, SIZE_MAX, fn, data);
        faimi_listing_pages(&index->made, 0, SIZE_MAX, fn, data);
    }

    if ((lists & FAIMI_DEP_SECTIONS) != 0) {
        faimi_listing_sections(index, fn, data);
    }

    if ((lists & FAIMI_DEP_RELATED) != 0) {
        n = index->groups[0].n;
        faimi_listing_pages(&index->groups[0],
                            (n > FAIMI_LISTING_RELATED)
                            ? n - FAIMI_LISTING_RELATED : 0, n, fn, data);
    }

    if ((lists & FAIMI_DEP_PAGER) != 0) {
        faimi_listing_pager(page, fn, data);
    }

    if ((lists & FAIMI_DEP_NEAR) != 0) {
        faimi_listing_near(page, fn, data);
    }
}


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


/* Its place is that in the list; its path and URL are always looked at. */
static void
faimi_listing_page(void *data, const faimi_page_t *page)
{
    size_t               i;
    const faimi_parsed_t  *parsed;
    faimi_listing_t     *l = data;

    faimi_digest_part(l->b, page->path);
    faimi_digest_part(l->b, page->url);
    faimi_buf_char(l->b, page->out.html ? 'h' : 'n');

    if (!l->needs->all) {
        for (i = 0; i < l->needs->nnames; i++) {
            faimi_listing_name(l->b, page, l->needs->names[i]);
        }

        return;
    }

    faimi_digest_part(l->b, page->in.year);
    faimi_digest_part(l->b, page->in.event);
    faimi_digest_value(l->b, FAIMI_V_MAP(page->data));
    parsed = page->file ? page->file->parsed : NULL;

    if (l->needs->bodies && parsed != NULL) {
        faimi_digest_add(l->b, &parsed->digest);
    }
}


static void
faimi_listing_made(faimi_buf_t *b, const faimi_index_t *index)
{
    size_t  i;

    for (i = 0; i < index->made.n; i++) {
        faimi_buf_char(b, faimi_routes_has(index->site->routes,
                                           index->made.items[i])
                          ? 'y' : 'n');
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
faimi_listing_statics(faimi_buf_t *b, const faimi_index_t *index)
{
    size_t               i;
    const faimi_file_t  *file;

    for (i = 0; i < index->nstatics; i++) {
        faimi_digest_part(b, index->statics[i]->path);
        faimi_buf_char(b, (index->statics[i]->problem == NULL) ? 'y' : 'n');
    }

    /* a page that may be listed as a static file */
    file = faimi_files_find(index->site->files, FAIMI_TREE_SITE,
                            FAIMI_SLICE("404.html"));
    faimi_buf_char(b, (file != NULL && file->parsed != NULL
                       && file->parsed->raw) ? 'r' : 'n');
}


/* What a paginator says beside its posts. */
static void
faimi_listing_parts(faimi_buf_t *b, const faimi_page_t *page)
{
    const faimi_pagination_t  *all;

    all = &page->index->pagination;
    faimi_buf_printf(b, "%zu %zu %zu,", page->pager, all->parts,
                     all->posts.n);

    if (page->pager != 0) {
        faimi_digest_part(b, all->first->url);
    }
}


/* What one list, or one collection, is to pages with these needs. */
static void
faimi_listing_digest(faimi_buf_t *b, const faimi_page_t *page,
    const faimi_deps_t *needs, unsigned list, const bool *groups)
{
    faimi_listing_t  l;

    l = (faimi_listing_t) { b, needs };

    if (list == FAIMI_DEP_PAGES) {
        faimi_listing_made(b, page->index);

    } else if (list == FAIMI_DEP_SECTIONS) {
        faimi_listing_years(b, page->index);

    } else if (list == FAIMI_DEP_STATICS) {
        faimi_listing_statics(b, page->index);

    } else if (list == FAIMI_DEP_PAGER) {
        faimi_listing_parts(b, page);
    }

    faimi_listing_each(page, list, groups, faimi_listing_page, &l);
}


/* The members that are asked for, and whose: a name for the digest. */
static faimi_slice_t
faimi_listing_memo(const faimi_page_t *page, const faimi_deps_t *needs,
    unsigned list, size_t group)
{
    size_t        i;
    faimi_buf_t  *b;

    b = faimi_buf_create(page->site->scratch, SIZE_MAX);
    faimi_buf_printf(b, "list %u %zu %d %llu,", list, group, needs->all,
                     (unsigned long long) (needs->bodies
                                           ? page->site->generation : 0));

    for (i = 0; !needs->all && i < needs->nnames; i++) {
        faimi_digest_part(b, needs->names[i]);
    }

    return faimi_buf_slice(b);
}


static void
faimi_listing_one(faimi_buf_t *b, const faimi_page_t *page,
    const faimi_deps_t *needs, unsigned list, const bool *groups,
    size_t group)
{
    faimi_buf_t           *all;
    faimi_slice_t          name;
    faimi_digest_t         digest;
    const faimi_digest_t  *known;

    faimi_buf_printf(b, "list %u %zu,", list, group);

    if (list == FAIMI_DEP_NEAR || list == FAIMI_DEP_PAGER) {
        faimi_listing_digest(b, page, needs, list, groups);
        return;
    }

    name = faimi_listing_memo(page, needs, list, group);
    known = faimi_deps_cache_find(page->site, name);

    if (known != NULL) {
        faimi_digest_add(b, known);
        return;
    }

    all = faimi_buf_create(page->site->scratch, SIZE_MAX);
    faimi_listing_digest(all, page, needs, list, groups);
    digest = faimi_digest(page->site->guard, faimi_buf_slice(all));
    faimi_deps_cache_set(page->site, name, &digest);
    faimi_digest_add(b, &digest);
}


void
faimi_listing_add(faimi_buf_t *b, const faimi_page_t *page,
    const faimi_deps_t *needs)
{
    size_t     i, n;
    bool      *one;
    unsigned   list;

    n = page->index->config->ngroups;
    one = faimi_alloc(page->site->scratch, n * sizeof(bool));

    for (list = 1; list <= FAIMI_DEP_NEAR; list *= 2) {
        if ((needs->lists & list) != 0) {
            faimi_listing_one(b, page, needs, list, one, 0);
        }
    }

    for (i = 0; i < n; i++) {
        if (needs->groups[i]) {
            one[i] = true;
            faimi_listing_one(b, page, needs, 0, one, i);
            one[i] = false;
        }
    }
}
