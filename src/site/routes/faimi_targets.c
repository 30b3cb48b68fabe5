/*
 * Where redirects lead: in one hop to what answers, however many aliases and
 * redirect_to lie on the way, so that a browser never follows a chain and never
 * runs in a circle.
 *
 * Each target is resolved once, from the target of the next entry, which is
 * resolved first: a depth-first walk.  An entry that is met while it is open is
 * on a circle; all entries of the circle answer 404.  The depth is bounded by
 * FAIMI_MAX_HOPS.
 */

#include "faimi_routes_int.h"


static void faimi_target_resolve(faimi_routes_t *routes, faimi_output_t *entry,
    size_t depth);


/* A path of the site's own as a Location: encoded, with baseurl. */
static faimi_slice_t
faimi_target_own(faimi_routes_t *routes, faimi_slice_t path)
{
    path = faimi_url_location(routes->arena, path);

    return faimi_arena_printf(routes->arena, "%.*s%.*s",
                              FAIMI_FMT(routes->config->baseurl),
                              FAIMI_FMT(path));
}


/* The length of `url` and `baseurl` in front of a goal that is written out in
 * full and leads into the site; 0: it does not.  Such a goal is resolved like
 * any other of the site's own. */
static size_t
faimi_target_site(const faimi_routes_t *routes, faimi_slice_t goal)
{
    size_t         n;
    faimi_slice_t  url;

    url = routes->config->url;

    if (url.len == 0 || !faimi_slice_starts(goal, url)) {
        return 0;
    }

    n = url.len;

    if (faimi_slice_starts(faimi_slice_sub(goal, n, goal.len),
                           routes->config->baseurl))
    {
        n += routes->config->baseurl.len;
    }

    return (n < goal.len && goal.data[n] == '/') ? n : 0;
}


/* A target with the query and the fragment of the goal that led to it: they are
 * what the author of the redirect asked for.  A fragment of the target's own
 * goes before it. */
static faimi_slice_t
faimi_target_join(faimi_routes_t *routes, faimi_slice_t target,
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
    b = faimi_buf_create(routes->tmp, FAIMI_MAX_SOURCE);
    faimi_route_location(b, target, query);
    faimi_buf_add(b, fragment);

    return faimi_url_location(routes->arena, faimi_buf_slice(b));
}


/* What a goal of the site's own comes to; "" for a cycle. */
static faimi_slice_t
faimi_target_inner(faimi_routes_t *routes, faimi_output_t *entry,
    faimi_slice_t goal, size_t depth)
{
    bool            slash;
    faimi_url_t     url;
    faimi_slice_t   path;
    faimi_output_t  *next;

    url = faimi_url_split(goal);
    path = (url.path.len > 0 && url.path.data[0] == '/') ? url.path
           : faimi_arena_printf(routes->arena, "/%.*s", FAIMI_FMT(url.path));
    next = (faimi_output_t *) faimi_routes_find(routes,
                                 faimi_url_unescape(routes->arena, path),
                                 &slash);

    if (next == NULL) {
        if (entry->page != NULL && entry->page->file != NULL) {
            faimi_notes_problem(routes->notes, entry->page->file->path,
                                "redirect_to %.*s: there is nothing at that "
                                "URL", FAIMI_FMT(goal));
        }

        return faimi_target_join(routes, faimi_target_own(routes, path), &url);
    }

    if (next->kind == FAIMI_ROUTE_REDIRECT) {
        faimi_target_resolve(routes, next, depth + 1);

        return (next->target.len == 0)
               ? FAIMI_EMPTY
               : faimi_target_join(routes, next->target, &url);
    }

    if (slash) {
        path = faimi_arena_printf(routes->arena, "%.*s/", FAIMI_FMT(path));
    }

    return faimi_target_join(routes, faimi_target_own(routes, path), &url);
}


static void
faimi_target_cycle(faimi_routes_t *routes, const faimi_output_t *entry)
{
    faimi_notes_problem(routes->notes, faimi_output_source(entry), "the "
                        "redirect at %.*s leads back to itself; it answers "
                        "404", FAIMI_FMT(entry->spelled));
}


/* Sets the entry's target; "" where it leads back to itself. */
static void
faimi_target_resolve(faimi_routes_t *routes, faimi_output_t *entry,
    size_t depth)
{
    size_t         n;
    faimi_slice_t  inner;

    if (entry->state == FAIMI_TARGET_DONE) {
        return;
    }

    entry->target = FAIMI_EMPTY;

    if (entry->state == FAIMI_TARGET_OPEN || depth > FAIMI_MAX_HOPS) {
        faimi_target_cycle(routes, entry);
        return;
    }

    entry->state = FAIMI_TARGET_OPEN;
    n = faimi_target_site(routes, entry->goal);

    if (n > 0) {
        inner = faimi_target_inner(routes, entry,
                    faimi_slice_sub(entry->goal, n, entry->goal.len), depth);
        entry->target = (inner.len == 0) ? inner
                        : faimi_arena_printf(routes->arena, "%.*s%.*s",
                                             FAIMI_FMT(routes->config->url),
                                             FAIMI_FMT(inner));

    } else if (faimi_url_split(entry->goal).external) {
        entry->target = faimi_url_location(routes->arena, entry->goal);

    } else {
        entry->target = faimi_target_inner(routes, entry, entry->goal, depth);
    }

    entry->state = FAIMI_TARGET_DONE;
}


/* A page's URL for Location.  One with ".." in percent-encoding is none that a
 * server is asked for: nginx refuses a path that climbs above the root, and
 * browsers take the dots away. */
static faimi_slice_t
faimi_target_url(faimi_routes_t *routes, const faimi_page_t *page)
{
    return faimi_slice_eq(faimi_url_unescape(routes->tmp, page->url),
                          page->out.spelled)
           ? page->url : faimi_url_escape(routes->arena, page->out.spelled);
}


/* Where the URL of a folder without its slash leads: to the page's own URL
 * if that is it, else to the folder's. */
static void
faimi_target_folder(faimi_routes_t *routes, faimi_output_t *entry,
    faimi_slice_t output)
{
    faimi_slice_t  url;

    url = (entry->page != NULL) ? faimi_target_url(routes, entry->page)
                                : entry->spelled;

    if (faimi_slice_ends(url, FAIMI_SLICE("/"))) {
        entry->target = faimi_target_own(routes, url);

    } else if (faimi_slice_ends(output, FAIMI_SLICE("/index.html"))) {
        output.len -= sizeof("index.html") - 1;
        output = faimi_url_escape(routes->arena, output);
        entry->target = faimi_target_own(routes, output);
    }
}


void
faimi_targets_build(faimi_routes_t *routes)
{
    size_t          i;
    faimi_output_t  *entry;

    for (i = 0; i < routes->outputs->n; i++) {
        entry = routes->outputs->pairs[i].value.u.object.data;

        if (entry == NULL) {
            continue;
        }

        if (entry->kind == FAIMI_ROUTE_REDIRECT) {
            faimi_target_resolve(routes, entry, 0);

        } else {
            faimi_target_folder(routes, entry,
                                routes->outputs->pairs[i].key.u.string);
        }
    }

    for (i = 0; i < routes->aliases->n; i++) {
        entry = routes->aliases->pairs[i].value.u.object.data;

        if (entry != NULL) {
            faimi_target_resolve(routes, entry, 0);
        }
    }
}
