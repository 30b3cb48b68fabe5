/*
 * redirect_from: other URLs of a page.  An alias never hides a page or a file
 * of another.  At the URL of its own page's output file (the alias /p/ of a
 * page at /p/index.html) it is a redirect all the same, since the front
 * matter is taken at its word.
 */

#include <stdlib.h>

#include "faimi_routes_int.h"


typedef struct {
    faimi_routes_t  *routes;
    faimi_pages_t    pages;      /* with redirect_from */
} faimi_alias_call_t;


/* Who else is at the alias's URL, or has its output file; or NULL. */
static const faimi_output_t *
faimi_alias_taken(const faimi_routes_t *routes, const faimi_page_t *page,
    faimi_slice_t spelled, faimi_slice_t output)
{
    size_t          i;
    faimi_output_t  *found[4];

    found[0] = faimi_output_find(routes->urls, spelled);
    found[1] = faimi_output_find(routes->outputs, spelled);
    found[2] = faimi_output_find(routes->outputs, output);
    found[3] = faimi_output_find(routes->aliases, spelled);

    for (i = 0; i < 4; i++) {
        if (found[i] != NULL && found[i]->page != page
            && found[i]->rank <= FAIMI_RANK_ALIAS)
        {
            return found[i];
        }
    }

    return NULL;
}


/* The alias takes the output file; a section page that had it gives way, at
 * its URL too. */
static void
faimi_alias_output(faimi_routes_t *routes, faimi_output_t *entry,
    faimi_slice_t output)
{
    faimi_output_t  *old;

    old = faimi_output_find(routes->outputs, output);
    faimi_output_set(routes, routes->aliases, entry->spelled, entry);

    if (old != NULL && old->rank <= FAIMI_RANK_ALIAS) {
        return;
    }

    if (old != NULL && old->page != NULL) {
        faimi_output_set(routes, routes->urls, old->page->out.spelled, NULL);
    }

    entry->output = output;
    faimi_output_set(routes, routes->outputs, output, entry);
}


/* One entry of redirect_from. */
static void
faimi_alias_add(faimi_routes_t *routes, faimi_page_t *page, faimi_slice_t text)
{
    faimi_slice_t         url, spelled, ext, output, path;
    faimi_output_t        *entry;
    const faimi_output_t  *taken, *own;

    url = faimi_url_sanitize(routes->arena, text);
    spelled = faimi_url_unescape(routes->arena, url);
    ext = faimi_path_ext(url);
    output = faimi_permalink_output(routes->arena, spelled,
                                    ext.len > 0 ? ext : FAIMI_SLICE(".html"),
                                    false);

    if (faimi_slice_eq(spelled, page->out.spelled)) {
        return;
    }

    taken = faimi_alias_taken(routes, page, spelled, output);

    if (taken != NULL) {
        path = faimi_output_source(taken);
        faimi_notes_conflict(routes->notes, page->file->path,
                             "redirect_from %.*s: "
                             "%.*s %s there; the alias is left out",
                             FAIMI_FMT(spelled), FAIMI_FMT(path),
                             (taken->rank == FAIMI_RANK_ALIAS)
                             ? "redirects from" : "is served");
        return;
    }

    own = faimi_output_find(routes->outputs, output);

    if (own != NULL && own->page == page && own->rank < FAIMI_RANK_ALIAS
        && routes->config->index_alias_serves)
    {
        return;
    }

    entry = faimi_alloc(routes->arena, sizeof(faimi_output_t));
    entry->kind = FAIMI_ROUTE_REDIRECT;
    entry->rank = FAIMI_RANK_ALIAS;
    entry->page = page;
    entry->spelled = spelled;
    entry->goal = page->url;
    entry->status = routes->config->redirect_status;
    faimi_alias_output(routes, entry, output);
}


static void
faimi_alias_page(faimi_routes_t *routes, faimi_page_t *page)
{
    size_t          i, n;
    faimi_slice_t  *texts;

    texts = faimi_value_texts(routes->arena,
                              faimi_map_at(page->data, "redirect_from"), &n);

    if (n > FAIMI_MAX_ALIASES) {
        faimi_notes_problem(routes->notes, page->file->path, "redirect_from "
                            "has %zu entries; those after the first %d are "
                            "left out", n, FAIMI_MAX_ALIASES);
        n = FAIMI_MAX_ALIASES;
    }

    for (i = 0; i < n; i++) {
        faimi_alias_add(routes, page, texts[i]);
    }
}


static int
faimi_alias_cmp(const void *a, const void *b)
{
    return faimi_slice_cmp((*(faimi_page_t *const *) a)->path,
                           (*(faimi_page_t *const *) b)->path);
}


static void
faimi_alias_collect(void *data, faimi_page_t *page)
{
    faimi_alias_call_t  *call = data;

    if (page->file != NULL && page->pager < 2
        && faimi_map_at(page->data, "redirect_from").type != FAIMI_NIL)
    {
        faimi_pages_push(call->routes->tmp, &call->pages, page);
    }
}


/* By path: of two pages that want one alias, the first gets it. */
void
faimi_aliases_build(faimi_routes_t *routes)
{
    size_t               i;
    faimi_alias_call_t   call;

    memset(&call, 0, sizeof(call));
    call.routes = routes;
    faimi_index_each(routes->index, faimi_alias_collect, &call);

    if (call.pages.n > 1) {
        qsort(call.pages.items, call.pages.n, sizeof(faimi_page_t *),
              faimi_alias_cmp);
    }

    for (i = 0; i < call.pages.n; i++) {
        faimi_alias_page(routes, call.pages.items[i]);
    }
}
