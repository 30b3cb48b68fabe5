/*
 * Where redirects lead: in one hop to what answers, however many aliases and
 * redirect_to lie on the way.  Each target is resolved once, by way of the
 * next one's.
 */

#include "faimi_outputs.h"


static void faimi_target_resolve(faimi_index_t *index, faimi_output_t *claim,
    size_t depth);


static faimi_slice_t
faimi_target_own(faimi_index_t *index, faimi_slice_t path)
{
    path = faimi_url_location(index->arena, path);

    return faimi_arena_printf(index->arena, "%.*s%.*s",
                              FAIMI_FMT(index->config->baseurl),
                              FAIMI_FMT(path));
}


/* What stands in front of the site's own URLs where they are written out
 * in full, if `goal` is one of them: its length. */
static size_t
faimi_target_site(const faimi_index_t *index, faimi_slice_t goal)
{
    size_t         n;
    faimi_slice_t  url;

    url = index->config->url;

    if (url.len == 0 || !faimi_slice_starts(goal, url)) {
        return 0;
    }

    n = url.len;

    if (faimi_slice_starts(faimi_slice_sub(goal, n, goal.len),
                           index->config->baseurl))
    {
        n += index->config->baseurl.len;
    }

    return (n < goal.len && goal.data[n] == '/') ? n : 0;
}


/* A target with the query and fragment that lead to it. */
static faimi_slice_t
faimi_target_join(faimi_index_t *index, faimi_slice_t target,
    const faimi_url_t *via)
{
    faimi_buf_t    *b;
    faimi_slice_t   query, fragment;

    if (via->query.len + via->fragment.len == 0) {
        return target;
    }

    query = faimi_slice_sub(via->query, 1, via->query.len);
    fragment = (faimi_url_split(target).fragment.len == 0) ? via->fragment
                                                           : FAIMI_EMPTY;
    b = faimi_buf_create(index->tmp, FAIMI_MAX_SOURCE);
    faimi_route_location(b, target, query);
    faimi_buf_add(b, fragment);

    return faimi_url_location(index->arena, faimi_buf_slice(b));
}


/* What a goal of the site's own comes to; "" for a cycle. */
static faimi_slice_t
faimi_target_inner(faimi_index_t *index, faimi_output_t *claim,
    faimi_slice_t goal, size_t depth)
{
    bool            slash;
    faimi_url_t     url;
    faimi_slice_t   path;
    faimi_output_t  *next;

    url = faimi_url_split(goal);
    path = (url.path.len > 0 && url.path.data[0] == '/') ? url.path
           : faimi_arena_printf(index->arena, "/%.*s", FAIMI_FMT(url.path));
    next = (faimi_output_t *) faimi_lookup_all(index,
                                 faimi_url_unescape(index->arena, path),
                                 &slash);

    if (next == NULL) {
        if (claim->page != NULL && claim->page->file != NULL) {
            faimi_index_problem(index, claim->page->file->path,
                                "redirect_to %.*s: there is nothing at that "
                                "URL", FAIMI_FMT(goal));
        }

        return faimi_target_join(index, faimi_target_own(index, path), &url);
    }

    if (next->kind == FAIMI_ROUTE_REDIRECT) {
        faimi_target_resolve(index, next, depth + 1);

        return (next->target.len == 0)
               ? FAIMI_EMPTY
               : faimi_target_join(index, next->target, &url);
    }

    if (slash) {
        path = faimi_arena_printf(index->arena, "%.*s/", FAIMI_FMT(path));
    }

    return faimi_target_join(index, faimi_target_own(index, path), &url);
}


static void
faimi_target_cycle(faimi_index_t *index, const faimi_output_t *claim)
{
    faimi_index_problem(index, faimi_output_source(claim), "the redirect at "
                        "%.*s leads back to itself; it answers 404",
                        FAIMI_FMT(claim->spelled));
}


static void
faimi_target_resolve(faimi_index_t *index, faimi_output_t *claim,
    size_t depth)
{
    size_t         n;
    faimi_slice_t  inner;

    if (claim->state == FAIMI_TARGET_DONE) {
        return;
    }

    claim->target = FAIMI_EMPTY;

    if (claim->state == FAIMI_TARGET_OPEN || depth > FAIMI_MAX_HOPS) {
        faimi_target_cycle(index, claim);
        return;
    }

    claim->state = FAIMI_TARGET_OPEN;
    n = faimi_target_site(index, claim->goal);

    if (n > 0) {
        inner = faimi_target_inner(index, claim,
                    faimi_slice_sub(claim->goal, n, claim->goal.len), depth);
        claim->target = (inner.len == 0) ? inner
                        : faimi_arena_printf(index->arena, "%.*s%.*s",
                                             FAIMI_FMT(index->config->url),
                                             FAIMI_FMT(inner));

    } else if (faimi_url_split(claim->goal).external) {
        claim->target = faimi_url_location(index->arena, claim->goal);

    } else {
        claim->target = faimi_target_inner(index, claim, claim->goal, depth);
    }

    claim->state = FAIMI_TARGET_DONE;
}


/* Where the URL of a folder without its slash leads: to the page's own URL
 * if that is it, else to the folder's. */
static void
faimi_target_folder(faimi_index_t *index, faimi_output_t *claim,
    faimi_slice_t output)
{
    faimi_slice_t  url;

    url = (claim->page != NULL) ? claim->page->url : claim->spelled;

    if (faimi_slice_ends(url, FAIMI_SLICE("/"))) {
        claim->target = faimi_target_own(index, url);

    } else if (faimi_slice_ends(output, FAIMI_SLICE("/index.html"))) {
        output.len -= sizeof("index.html") - 1;
        output = faimi_url_escape(index->arena, output);
        claim->target = faimi_target_own(index, output);
    }
}


void
faimi_index_targets(faimi_index_t *index)
{
    size_t          i;
    faimi_output_t  *claim;

    for (i = 0; i < index->outputs->n; i++) {
        claim = index->outputs->pairs[i].value.u.object.data;

        if (claim->kind == FAIMI_ROUTE_REDIRECT) {
            faimi_target_resolve(index, claim, 0);

        } else {
            faimi_target_folder(index, claim,
                                index->outputs->pairs[i].key.u.string);
        }
    }

    for (i = 0; i < index->aliases->n; i++) {
        faimi_target_resolve(index,
                             index->aliases->pairs[i].value.u.object.data, 0);
    }
}
