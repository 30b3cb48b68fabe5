/*
 * redirect_from: other URLs of a page.  An alias never hides a page or a file
 * of another.  At the URL of its own page's output (the alias /p/ of a page at
 * /p/index.html) it is a redirect all the same, since the front matter is
 * taken at its word.
 *
 * Of two pages that want one alias the last has it: jekyll-redirect-from makes
 * a page of every alias, of documents by collection and then of pages, and
 * each is written over those before it.
 */

#include "faimi_routes_int.h"


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


/* The alias of an earlier page gives way to the same of a later one. */
static void
faimi_alias_remove(faimi_routes_t *routes, const faimi_output_t *old,
    const faimi_page_t *page)
{
    faimi_output_set(routes, routes->aliases, old->spelled, NULL);

    if (old->output.len > 0) {
        faimi_output_set(routes, routes->outputs, old->output, NULL);
    }

    faimi_notes_conflict(routes->notes, faimi_output_source(old),
                         "redirect_from %.*s: %.*s redirects from there; the "
                         "alias is left out", FAIMI_FMT(old->spelled),
                         FAIMI_FMT(page->file->path));
}


/* Whether the alias may be at its URL and output; what is an alias of another
 * page there is removed. */
static bool
faimi_alias_clear(faimi_routes_t *routes, const faimi_page_t *page,
    faimi_slice_t spelled, faimi_slice_t output)
{
    faimi_slice_t          path;
    const faimi_output_t  *taken;

    for ( ;; ) {
        taken = faimi_alias_taken(routes, page, spelled, output);

        if (taken == NULL) {
            return true;
        }

        if (taken->rank != FAIMI_RANK_ALIAS) {
            break;
        }

        faimi_alias_remove(routes, taken, page);
    }

    path = faimi_output_source(taken);
    faimi_notes_conflict(routes->notes, page->file->path, "redirect_from "
                         "%.*s: %.*s is served there; the alias is left out",
                         FAIMI_FMT(spelled), FAIMI_FMT(path));

    return false;
}


static faimi_output_t *
faimi_alias_create(faimi_routes_t *routes, faimi_page_t *page,
    faimi_slice_t spelled)
{
    faimi_output_t  *entry;

    entry = faimi_alloc(routes->arena, sizeof(faimi_output_t));
    entry->kind = FAIMI_ROUTE_REDIRECT;
    entry->rank = FAIMI_RANK_ALIAS;
    entry->page = page;
    entry->spelled = spelled;
    entry->output = FAIMI_EMPTY;
    entry->goal = page->url;
    entry->status = routes->config->own.redirect_status;

    return entry;
}


/* URL#sanitize_url takes "./" and ".." out of an alias.  People follow the
 * link as it was written, and so that is an alias too, where it is free. */
static void
faimi_alias_written(faimi_routes_t *routes, faimi_page_t *page,
    faimi_slice_t text, faimi_slice_t sanitized)
{
    faimi_slice_t  spelled;

    text = faimi_slice_starts(text, FAIMI_SLICE("/")) ? text
           : faimi_arena_printf(routes->arena, "/%.*s", FAIMI_FMT(text));
    spelled = faimi_url_unescape(routes->arena, text);

    if (!faimi_slice_eq(spelled, sanitized)
        && faimi_lookup(routes, spelled) == NULL)
    {
        faimi_output_set(routes, routes->aliases, spelled,
                         faimi_alias_create(routes, page, spelled));
    }
}


/* One entry of redirect_from. */
static void
faimi_alias_add(faimi_routes_t *routes, faimi_page_t *page,
    faimi_slice_t text)
{
    faimi_slice_t          url, spelled, ext, output;
    const faimi_output_t  *own;

    url = faimi_url_sanitize(routes->arena, text);
    spelled = faimi_url_unescape(routes->arena, url);
    ext = faimi_path_ext(url);
    output = faimi_permalink_output(routes->arena, spelled,
                                    ext.len > 0 ? ext : FAIMI_SLICE(".html"),
                                    false);

    if (faimi_slice_eq(spelled, page->out.spelled)
        || !faimi_alias_clear(routes, page, spelled, output))
    {
        return;
    }

    own = faimi_output_find(routes->outputs, output);

    if (own != NULL && own->page == page && own->rank < FAIMI_RANK_ALIAS
        && routes->config->own.index_alias_serves)
    {
        return;
    }

    faimi_alias_output(routes, faimi_alias_create(routes, page, spelled),
                       output);
    faimi_alias_written(routes, page, text, spelled);
}


/* A text, or a list of texts: false for anything else. */
static bool
faimi_alias_is_list(faimi_value_t v)
{
    size_t  i;

    for (i = 0; v.type == FAIMI_ARRAY && i < v.u.array->n; i++) {
        if (v.u.array->items[i].type == FAIMI_ARRAY
            || v.u.array->items[i].type == FAIMI_MAP)
        {
            return false;
        }
    }

    return v.type != FAIMI_MAP;
}


static void
faimi_alias_page(void *data, faimi_page_t *page)
{
    size_t           i, n;
    faimi_value_t    v;
    faimi_slice_t   *texts;
    faimi_routes_t  *routes = data;

    v = faimi_map_at(page->data, "redirect_from");

    if (v.type == FAIMI_NIL || page->file == NULL || page->pager > 1) {
        return;
    }

    if (!faimi_alias_is_list(v)) {
        faimi_notes_problem(routes->notes, page->file->path, "redirect_from "
                            "is neither a path nor a list of paths; what is "
                            "a list or a map in it is left out");
    }

    texts = faimi_value_texts(routes->arena, v, &n);

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


void
faimi_aliases_build(faimi_routes_t *routes)
{
    faimi_index_each(routes->index, faimi_alias_page, routes);
}
