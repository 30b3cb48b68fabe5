/*
 * Which URL of a site gives what: the routes of its index, below baseurl.
 */

#include "faimi_route.h"
#include "faimi_site_int.h"


/* Takes baseurl off a path; false: it does not have it. */
static bool
faimi_site_route_rest(const faimi_config_t *config, faimi_slice_t *path)
{
    size_t  n;

    n = config->baseurl.len;

    if (!faimi_slice_starts(*path, config->baseurl)
        || (n > 0 && path->len > n && path->data[n] != '/'))
    {
        return false;
    }

    *path = faimi_slice_sub(*path, n, path->len);

    return true;
}


faimi_route_t
faimi_site_route(const faimi_site_t *site, faimi_slice_t path)
{
    bool                   slash;
    faimi_route_t          route;
    const faimi_output_t  *entry;

    memset(&route, 0, sizeof(route));
    route.target = FAIMI_EMPTY;
    route.path = FAIMI_EMPTY;
    route.page = (site->index == NULL) ? NULL
                                       : faimi_routes_404(site->input.routes);

    if (faimi_files_down(site->files)) {
        route.kind = FAIMI_ROUTE_DOWN;
        return route;
    }

    slash = false;
    entry = (site->index == NULL
             || !faimi_site_route_rest(site->index->config, &path))
            ? NULL : faimi_routes_find(site->input.routes, path, &slash);

    if (entry == NULL
        || ((slash || entry->kind == FAIMI_ROUTE_REDIRECT)
            && entry->target.len == 0))
    {
        return route;
    }

    route.kind = entry->kind;
    route.page = entry->page;

    if (slash || entry->kind == FAIMI_ROUTE_REDIRECT) {
        route.kind = FAIMI_ROUTE_REDIRECT;
        route.target = entry->target;
        route.status = (entry->kind == FAIMI_ROUTE_REDIRECT) ? entry->status
                                                             : 301;

    } else if (entry->kind == FAIMI_ROUTE_STATIC) {
        route.path = entry->file->path;
        route.theme = entry->file->theme;
    }

    return route;
}


int
faimi_route_open(const faimi_site_t *site, const faimi_route_t *route,
    struct stat *st)
{
    return faimi_files_open(site->files, route->theme, route->path, st);
}
