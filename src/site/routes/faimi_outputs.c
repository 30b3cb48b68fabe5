/*
 * Who gets which output.  Every page, static file, section page and generated
 * file wants the file that Jekyll would write for it; of several that want
 * one, that of the smallest rank has it, and the others are conflicts.
 *
 * Within a rank it is whom Jekyll writes last, where that is certain: posts
 * and documents are written collection by collection, each in its order, so
 * that the newest post has a URL that an older one wants too (Site#write,
 * each_site_file).  The order of pages is that of their names, and would give
 * a URL to the copy that a sync tool left ("a (conflicted copy).md"): between
 * pages a permalink goes before a derived URL, then the shorter path.
 */

#include "faimi_routes_int.h"


faimi_output_t *
faimi_output_find(const faimi_map_t *map, faimi_slice_t key)
{
    const faimi_value_t  *v;

    v = faimi_map_get(map, key);

    return (v == NULL) ? NULL : v->u.object.data;
}


void
faimi_output_set(faimi_routes_t *routes, faimi_map_t *map, faimi_slice_t key,
    faimi_output_t *entry)
{
    faimi_map_set(routes->arena, map, key, FAIMI_V_OBJECT(NULL, entry));
}


static const faimi_rank_t  faimi_output_ranks[] = {
    [FAIMI_KIND_PAGE] = FAIMI_RANK_PAGE,
    [FAIMI_KIND_POST] = FAIMI_RANK_DOCUMENT,
    [FAIMI_KIND_DOCUMENT] = FAIMI_RANK_DOCUMENT,
    [FAIMI_KIND_SECTION] = FAIMI_RANK_SECTION,
    [FAIMI_KIND_GENERATED] = FAIMI_RANK_GENERATED
};


/* Whether the document `p` is written after `q`. */
static bool
faimi_output_is_later(const faimi_page_t *p, const faimi_page_t *q)
{
    return (p->doc.group != q->doc.group) ? p->doc.group > q->doc.group
                                          : p->place > q->place;
}


/* Whether `a` goes before `b`. */
static bool
faimi_output_precedes(const faimi_output_t *a, const faimi_output_t *b)
{
    faimi_slice_t  p, q;

    if (a->rank != b->rank) {
        return a->rank < b->rank;
    }

    if (a->rank == FAIMI_RANK_DOCUMENT) {
        return faimi_output_is_later(a->page, b->page);
    }

    if (a->permalink != b->permalink) {
        return a->permalink;
    }

    p = faimi_output_source(a);
    q = faimi_output_source(b);

    return (p.len != q.len) ? p.len < q.len : faimi_slice_cmp(p, q) < 0;
}


/* Notes that a file lost its URL.  What the site makes by itself, a section or
 * a feed, gives way silently: it was meant to. */
static void
faimi_output_conflict(faimi_routes_t *routes, const faimi_output_t *winner,
    const faimi_output_t *loser, faimi_slice_t where)
{
    if (loser->rank < FAIMI_RANK_SECTION) {
        faimi_notes_conflict(routes->notes, faimi_output_source(loser),
                             "%.*s is what %.*s is served at; this file is "
                             "not served", FAIMI_FMT(where),
                             FAIMI_FMT(faimi_output_source(winner)));
    }
}


/* Puts an entry under a key, unless one that precedes it is there; returns the
 * one that lost, or NULL. */
static faimi_output_t *
faimi_output_put(faimi_routes_t *routes, faimi_map_t *map, faimi_slice_t key,
    faimi_output_t *entry)
{
    faimi_output_t  *old;

    old = faimi_output_find(map, key);

    if (old != NULL && faimi_output_precedes(old, entry)) {
        faimi_output_conflict(routes, old, entry, key);
        return entry;
    }

    faimi_output_set(routes, map, key, entry);

    if (old != NULL) {
        faimi_output_conflict(routes, entry, old, key);
    }

    return old;
}


/* A page that redirects is none to the routes, unless the site has a layout for
 * it (faimi_page.c). */
static void
faimi_output_page(void *data, faimi_page_t *page)
{
    faimi_output_t  *entry;
    faimi_routes_t  *routes = data;

    entry = faimi_alloc(routes->arena, sizeof(faimi_output_t));
    entry->kind = (page->redirect.len > 0 && page->layout.len == 0)
                  ? FAIMI_ROUTE_REDIRECT : FAIMI_ROUTE_PAGE;
    entry->rank = faimi_output_ranks[page->kind];
    entry->page = page;
    entry->permalink = page->out.permalink;
    entry->spelled = page->out.spelled;
    entry->goal = page->redirect;
    entry->status = routes->config->own.redirect_status;

    (void) faimi_output_put(routes, routes->outputs, page->out.file, entry);
}


/* Defaults may say `published: false`. */
static bool
faimi_output_is_published(faimi_routes_t *routes, const faimi_file_t *file)
{
    const faimi_map_t  *defaults;

    if (routes->config->ndefaults == 0) {
        return true;
    }

    defaults = faimi_config_defaults(routes->config, routes->tmp, file->path,
                                     file->where.group
                                     ? file->where.group->label
                                     : FAIMI_EMPTY);

    return defaults == NULL
           || !faimi_map_off(defaults, "published");
}


static void
faimi_output_static(faimi_routes_t *routes, faimi_file_t *file)
{
    faimi_slice_t   output;
    faimi_output_t  *entry;

    if ((file->where.group != NULL && !file->where.group->output)
        || !faimi_output_is_published(routes, file))
    {
        return;
    }

    entry = faimi_alloc(routes->arena, sizeof(faimi_output_t));
    entry->kind = FAIMI_ROUTE_STATIC;
    entry->rank = FAIMI_RANK_STATIC;
    entry->file = file;

    output = (file->where.group != NULL)
             ? faimi_permalink_static(routes->arena, routes->config, file)
             : faimi_arena_printf(routes->arena, "/%.*s",
                                  FAIMI_FMT(file->path));
    entry->spelled = output;
    (void) faimi_output_put(routes, routes->outputs, output, entry);
}


/* The URL of each page that has its output file; two that differ in their
 * files may still have one URL. */
static void
faimi_output_urls(faimi_routes_t *routes)
{
    size_t          i;
    faimi_output_t  *entry;

    for (i = 0; i < routes->outputs->n; i++) {
        entry = routes->outputs->pairs[i].value.u.object.data;

        if (entry->page != NULL) {
            (void) faimi_output_put(routes, routes->urls,
                                    entry->page->out.spelled, entry);
        }
    }
}


/* /latest/ leads to the newest section, unless a page is there. */
static void
faimi_output_latest(faimi_routes_t *routes)
{
    faimi_output_t  *entry;

    if (routes->index->nsections == 0) {
        return;
    }

    entry = faimi_alloc(routes->arena, sizeof(faimi_output_t));
    entry->kind = FAIMI_ROUTE_REDIRECT;
    entry->rank = FAIMI_RANK_SECTION;
    entry->spelled = FAIMI_SLICE("/latest/");
    entry->goal = routes->index->sections[0].url;
    entry->status = 302;

    (void) faimi_output_put(routes, routes->outputs,
                           FAIMI_SLICE("/latest/index.html"), entry);
}


void
faimi_outputs_build(faimi_routes_t *routes)
{
    size_t  i;

    routes->outputs = faimi_map_create(routes->arena);
    routes->urls = faimi_map_create(routes->arena);
    routes->aliases = faimi_map_create(routes->arena);

    for (i = 0; i < routes->index->nstatics; i++) {
        if (routes->index->statics[i]->problem == NULL) {
            faimi_output_static(routes, routes->index->statics[i]);
        }
    }

    faimi_index_each(routes->index, faimi_output_page, routes);
    faimi_output_latest(routes);
    faimi_output_urls(routes);
}
