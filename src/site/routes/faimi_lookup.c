/*
 * Which URL gives what: the first rule of docs/urls.md that fits wins.  A
 * request allocates nothing: what is tried after the path is put together in a
 * buffer on the stack, and is looked up in maps that were made with the index.
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


const faimi_output_t *
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


/* Rule 6: with a "/" at the end of the path, if it has none. */
static const faimi_output_t *
faimi_lookup_slash(const faimi_routes_t *routes, faimi_slice_t path)
{
    char  buf[FAIMI_LOOKUP_SIZE];

    if (path.len >= FAIMI_MAX_PATH
        || (path.len > 0 && path.data[path.len - 1] == '/'))
    {
        return NULL;
    }

    memcpy(buf, path.data, path.len);
    buf[path.len] = '/';

    return faimi_lookup(routes, faimi_slice(buf, path.len + 1));
}


static bool
faimi_lookup_is_ascii(faimi_slice_t s)
{
    size_t  i;

    for (i = 0; i < s.len && !faimi_is_high(s.data[i]); i++) { /* - */ }

    return i == s.len;
}


/* Rule 7: file systems differ in the form that names have (macOS decomposes
 * them), and browsers send what was typed. */
static const faimi_output_t *
faimi_lookup_composed(const faimi_routes_t *routes, faimi_slice_t path,
    bool *slash)
{
    char                   buf[FAIMI_LOOKUP_SIZE];
    size_t                 i, n;
    const char *const     *tails;
    const faimi_output_t  *entry;

    static const char  *const  folder[4] = { "", ".html", "index.html", "" };
    static const char  *const  file[4] = { "", ".html", "/", "/index.html" };

    if (routes->composed->n == 0 || faimi_lookup_is_ascii(path)
        || faimi_utf8_check(path) < path.len)
    {
        return NULL;
    }

    n = faimi_utf8_nfc(path, buf, FAIMI_MAX_PATH);

    tails = (path.data[path.len - 1] == '/') ? folder : file;

    for (i = 0; n > 0 && i < 4; i++) {
        memcpy(buf + n, tails[i], strlen(tails[i]));
        entry = faimi_output_find(routes->composed,
                                  faimi_slice(buf, n + strlen(tails[i])));

        if (entry != NULL) {
            *slash = (tails == file && i >= 2);
            return entry;
        }
    }

    return NULL;
}


const faimi_output_t *
faimi_routes_find(const faimi_routes_t *routes, faimi_slice_t path,
    bool *slash)
{
    const faimi_output_t  *entry;

    *slash = false;
    entry = faimi_lookup(routes, path);

    if (entry == NULL) {
        entry = faimi_lookup_slash(routes, path);
        *slash = (entry != NULL);
    }

    return (entry != NULL) ? entry
                           : faimi_lookup_composed(routes, path, slash);
}


static void
faimi_lookup_compose(faimi_routes_t *routes, const faimi_map_t *map)
{
    char             buf[FAIMI_MAX_PATH];
    size_t           i, n;
    faimi_slice_t    key;
    faimi_output_t  *entry;

    for (i = 0; i < map->n; i++) {
        key = map->pairs[i].key.u.string;
        entry = map->pairs[i].value.u.object.data;

        if (entry == NULL || faimi_lookup_is_ascii(key)
            || faimi_utf8_check(key) < key.len)
        {
            continue;
        }

        n = faimi_utf8_nfc(key, buf, sizeof(buf));
        key = faimi_slice(buf, n);

        if (n > 0 && faimi_map_get(routes->composed, key) == NULL) {
            faimi_output_set(routes, routes->composed,
                             faimi_arena_copy(routes->arena, key), entry);
        }
    }
}


void
faimi_lookup_build(faimi_routes_t *routes)
{
    faimi_lookup_compose(routes, routes->urls);
    faimi_lookup_compose(routes, routes->aliases);
    faimi_lookup_compose(routes, routes->outputs);
}


/* GitHub Pages serves 404.html for what is not found. */
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
