/*
 * Which URL gives what (docs/urls.md): the first rule that fits wins.
 */

#include "faimi_outputs.h"
#include "faimi_url.h"


/* A path and what is tried behind it. */
#define FAIMI_LOOKUP_SIZE  (FAIMI_MAX_PATH + 16)


static const faimi_output_t *
faimi_lookup_output(const faimi_index_t *index, char *buf, size_t len,
    const char *suffix)
{
    size_t  n;

    n = strlen(suffix);
    memcpy(buf + len, suffix, n);

    return faimi_output_find(index->outputs, faimi_slice(buf, len + n));
}


const faimi_output_t *
faimi_lookup(const faimi_index_t *index, faimi_slice_t path)
{
    char                  buf[FAIMI_LOOKUP_SIZE];
    const faimi_output_t  *claim;

    if (path.len == 0 || path.len > FAIMI_MAX_PATH) {
        return NULL;
    }

    memcpy(buf, path.data, path.len);
    claim = faimi_output_find(index->urls, path);

    if (claim == NULL) {
        claim = faimi_output_find(index->aliases, path);
    }

    if (claim == NULL) {
        claim = faimi_lookup_output(index, buf, path.len, "");
    }

    if (claim == NULL) {
        claim = faimi_lookup_output(index, buf, path.len, ".html");
    }

    if (claim == NULL && path.data[path.len - 1] == '/') {
        claim = faimi_lookup_output(index, buf, path.len, "index.html");
    }

    return claim;
}


const faimi_output_t *
faimi_lookup_all(const faimi_index_t *index, faimi_slice_t path, bool *slash)
{
    char                  buf[FAIMI_LOOKUP_SIZE];
    const faimi_output_t  *claim;

    *slash = false;
    claim = faimi_lookup(index, path);

    if (claim != NULL || path.len >= FAIMI_MAX_PATH
        || (path.len > 0 && path.data[path.len - 1] == '/'))
    {
        return claim;
    }

    memcpy(buf, path.data, path.len);
    buf[path.len] = '/';
    *slash = true;

    return faimi_lookup(index, faimi_slice(buf, path.len + 1));
}


static faimi_route_t
faimi_route_none(const faimi_index_t *index)
{
    faimi_route_t         route;
    const faimi_output_t  *claim;

    memset(&route, 0, sizeof(route));
    route.target = FAIMI_EMPTY;
    route.path = FAIMI_EMPTY;
    claim = (index == NULL) ? NULL
            : faimi_output_find(index->outputs, FAIMI_SLICE("/404.html"));

    if (claim != NULL && claim->kind == FAIMI_ROUTE_PAGE) {
        route.page = claim->page;
    }

    return route;
}


/* Takes baseurl off a path; false: it does not have it. */
static bool
faimi_route_rest(const faimi_config_t *config, faimi_slice_t *path)
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
    bool                  slash;
    faimi_route_t         route;
    const faimi_output_t  *claim;

    route = faimi_route_none(site->index);

    if (site->down) {
        route.kind = FAIMI_ROUTE_DOWN;
        return route;
    }

    slash = false;
    claim = (site->index == NULL
             || !faimi_route_rest(site->index->config, &path))
            ? NULL : faimi_lookup_all(site->index, path, &slash);

    if (claim == NULL
        || ((slash || claim->kind == FAIMI_ROUTE_REDIRECT)
            && claim->target.len == 0))
    {
        return route;
    }

    route.kind = claim->kind;
    route.page = claim->page;

    if (slash || claim->kind == FAIMI_ROUTE_REDIRECT) {
        route.kind = FAIMI_ROUTE_REDIRECT;
        route.target = claim->target;
        route.status = (claim->kind == FAIMI_ROUTE_REDIRECT) ? claim->status
                                                             : 301;

    } else if (claim->kind == FAIMI_ROUTE_STATIC) {
        route.path = claim->file->path;
        route.theme = claim->file->theme;
    }

    return route;
}


bool
faimi_route_stands(const faimi_site_t *site, const faimi_route_t *route)
{
    faimi_entry_t  entry;

    faimi_source_stat(route->theme ? site->theme.source : site->tree.source,
                      route->path, &entry);

    return entry.type == FAIMI_ENTRY_FILE;
}


void
faimi_route_location(faimi_buf_t *out, faimi_slice_t target,
    faimi_slice_t query)
{
    faimi_url_t  url;

    url = faimi_url_split(target);
    faimi_buf_add(out, url.path);
    faimi_buf_add(out, url.query);

    if (query.len > 0) {
        faimi_buf_char(out, (url.query.len == 0) ? '?' : '&');
        faimi_buf_add(out, query);
    }

    faimi_buf_add(out, url.fragment);
}


const faimi_output_t *
faimi_output_of(const faimi_index_t *index, const faimi_file_t *file)
{
    char                  buf[FAIMI_LOOKUP_SIZE];
    const faimi_output_t  *claim;

    if (file->path.len > FAIMI_MAX_PATH) {
        return NULL;
    }

    buf[0] = '/';
    memcpy(buf + 1, file->path.data, file->path.len);
    claim = faimi_output_find(index->outputs,
                             faimi_slice(buf, file->path.len + 1));

    return (claim != NULL && claim->file == file) ? claim : NULL;
}
