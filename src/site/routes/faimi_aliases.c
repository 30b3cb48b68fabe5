/*
 * redirect_from: other URLs of a page.  An alias never hides a page or a file
 * of another.  At the URL of its own page's output file (the alias /p/ of a
 * page at /p/index.html) it is a redirect all the same, since the front
 * matter is taken at its word.
 */

#include <stdlib.h>

#include "faimi_outputs.h"


/* Who else is at the alias's URL, or has its output file; or NULL. */
static const faimi_output_t *
faimi_alias_taken(const faimi_index_t *index, const faimi_page_t *page,
    faimi_slice_t spelled, faimi_slice_t output)
{
    size_t          i;
    faimi_output_t  *claims[4];

    claims[0] = faimi_output_find(index->urls, spelled);
    claims[1] = faimi_output_find(index->outputs, spelled);
    claims[2] = faimi_output_find(index->outputs, output);
    claims[3] = faimi_output_find(index->aliases, spelled);

    for (i = 0; i < 4; i++) {
        if (claims[i] != NULL && claims[i]->page != page
            && claims[i]->rank <= FAIMI_RANK_ALIAS)
        {
            return claims[i];
        }
    }

    return NULL;
}


/* The alias takes the output file; a section page that had it gives way, at
 * its URL too. */
static void
faimi_alias_output(faimi_index_t *index, faimi_output_t *claim,
    faimi_slice_t output)
{
    faimi_output_t  *old;

    old = faimi_output_find(index->outputs, output);
    faimi_output_set(index, index->aliases, claim->spelled, claim);

    if (old != NULL && old->rank <= FAIMI_RANK_ALIAS) {
        return;
    }

    if (old != NULL && old->page != NULL) {
        faimi_output_set(index, index->urls, old->page->out.spelled, NULL);
    }

    claim->output = output;
    faimi_output_set(index, index->outputs, output, claim);
}


/* One entry of redirect_from. */
static void
faimi_alias_add(faimi_index_t *index, faimi_page_t *page, faimi_slice_t text)
{
    faimi_slice_t         url, spelled, ext, output, path;
    faimi_output_t        *claim;
    const faimi_output_t  *taken, *own;

    url = faimi_url_sanitize(index->arena, text);
    spelled = faimi_url_unescape(index->arena, url);
    ext = faimi_path_ext(url);
    output = faimi_permalink_output(index->arena, spelled,
                                    ext.len > 0 ? ext : FAIMI_SLICE(".html"),
                                    false);

    if (faimi_slice_eq(spelled, page->out.spelled)) {
        return;
    }

    taken = faimi_alias_taken(index, page, spelled, output);

    if (taken != NULL) {
        path = faimi_output_source(taken);
        faimi_index_conflict(index, page->file->path, "redirect_from %.*s: "
                             "%.*s %s there; the alias is left out",
                             FAIMI_FMT(spelled), FAIMI_FMT(path),
                             (taken->rank == FAIMI_RANK_ALIAS)
                             ? "redirects from" : "is served");
        return;
    }

    own = faimi_output_find(index->outputs, output);

    if (own != NULL && own->page == page && own->rank < FAIMI_RANK_ALIAS
        && index->config->index_alias_serves)
    {
        return;
    }

    claim = faimi_alloc(index->arena, sizeof(faimi_output_t));
    claim->kind = FAIMI_ROUTE_REDIRECT;
    claim->rank = FAIMI_RANK_ALIAS;
    claim->page = page;
    claim->spelled = spelled;
    claim->goal = page->url;
    claim->status = index->config->redirect_status;
    faimi_alias_output(index, claim, output);
}


static void
faimi_alias_page(faimi_index_t *index, faimi_page_t *page)
{
    size_t          i, n;
    faimi_slice_t  *texts;

    texts = faimi_value_texts(index->arena,
                              faimi_map_at(page->data, "redirect_from"), &n);

    if (n > FAIMI_MAX_ALIASES) {
        faimi_index_problem(index, page->file->path, "redirect_from has %zu "
                            "entries; those after the first %d are left out",
                            n, FAIMI_MAX_ALIASES);
        n = FAIMI_MAX_ALIASES;
    }

    for (i = 0; i < n; i++) {
        faimi_alias_add(index, page, texts[i]);
    }
}


static int
faimi_alias_cmp(const void *a, const void *b)
{
    return faimi_slice_cmp((*(faimi_page_t *const *) a)->path,
                           (*(faimi_page_t *const *) b)->path);
}


static void
faimi_alias_collect(faimi_index_t *index, faimi_page_t *page)
{
    if (page->file != NULL && page->pager < 2
        && faimi_map_at(page->data, "redirect_from").type != FAIMI_NIL)
    {
        faimi_pages_push(index->arena, &index->aliased, page);
    }
}


/* By path: of two pages that want one alias, the first gets it. */
void
faimi_index_aliases(faimi_index_t *index)
{
    size_t  i;

    faimi_index_each(index, faimi_alias_collect);

    if (index->aliased.n > 1) {
        qsort(index->aliased.items, index->aliased.n, sizeof(faimi_page_t *),
              faimi_alias_cmp);
    }

    for (i = 0; i < index->aliased.n; i++) {
        faimi_alias_page(index, index->aliased.items[i]);
    }
}
