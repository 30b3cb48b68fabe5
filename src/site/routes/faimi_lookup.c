/*
 * Which URL gives what: the first rule of docs/urls.md that fits wins.
 */

#include "faimi_routes_int.h"


/* A path and what is tried after it. */
#define FAIMI_LOOKUP_SIZE  (FAIMI_MAX_PATH + 16)


static const faimi_output_t *
faimi_lookup_output(const faimi_routes_t *routes, char *buf, size_t len,
    const char *suffix)
{
    size_t  n;

    n = strlen(suffix);
    memcpy(buf + len, suffix, n);

    return faimi_output_find(routes->outputs, faimi_slice(buf, len + n));
}


/* Rules 1 to 5. */
static const faimi_output_t *
faimi_lookup(const faimi_routes_t *routes, faimi_slice_t path)
{
    char                   buf[FAIMI_LOOKUP_SIZE];
    const faimi_output_t  *entry;

    if (path.len == 0 || path.len > FAIMI_MAX_PATH) {
        return NULL;
    }

    memcpy(buf, path.data, path.len);
    entry = faimi_output_find(routes->urls, path);

    if (entry == NULL) {
        entry = faimi_output_find(routes->aliases, path);
    }

    if (entry == NULL) {
        entry = faimi_lookup_output(routes, buf, path.len, "");
    }

    if (entry == NULL) {
        entry = faimi_lookup_output(routes, buf, path.len, ".html");
    }

    if (entry == NULL && path.data[path.len - 1] == '/') {
        entry = faimi_lookup_output(routes, buf, path.len, "index.html");
    }

    return entry;
}


const faimi_output_t *
faimi_routes_find(const faimi_routes_t *routes, faimi_slice_t path,
    bool *slash)
{
    char                   buf[FAIMI_LOOKUP_SIZE];
    const faimi_output_t  *entry;

    *slash = false;
    entry = faimi_lookup(routes, path);

    if (entry != NULL || path.len >= FAIMI_MAX_PATH
        || (path.len > 0 && path.data[path.len - 1] == '/'))
    {
        return entry;
    }

    memcpy(buf, path.data, path.len);
    buf[path.len] = '/';
    *slash = true;

    return faimi_lookup(routes, faimi_slice(buf, path.len + 1));
}


faimi_page_t *
faimi_routes_404(const faimi_routes_t *routes)
{
    const faimi_output_t  *entry;

    entry = faimi_output_find(routes->outputs, FAIMI_SLICE("/404.html"));

    return (entry != NULL && entry->kind == FAIMI_ROUTE_PAGE) ? entry->page
                                                              : NULL;
}


bool
faimi_routes_has(const faimi_routes_t *routes, const faimi_page_t *page)
{
    const faimi_output_t  *entry;

    entry = faimi_output_find(routes->outputs, page->out.file);

    return entry != NULL && entry->page == page;
}


const faimi_output_t *
faimi_lookup_static(const faimi_routes_t *routes, faimi_slice_t path)
{
    char                   buf[FAIMI_LOOKUP_SIZE];
    const faimi_output_t  *entry;

    if (path.len > FAIMI_MAX_PATH) {
        return NULL;
    }

    buf[0] = '/';
    memcpy(buf + 1, path.data, path.len);
    entry = faimi_output_find(routes->outputs,
                              faimi_slice(buf, path.len + 1));

    return (entry != NULL && entry->file != NULL
            && faimi_slice_eq(entry->file->path, path)) ? entry : NULL;
}
