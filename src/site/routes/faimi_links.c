/*
 * {% link %} and {% post_url %}: files by the names that other pages give them
 * (jekyll/tags/link.rb, post_url.rb).
 */

#include "faimi_routes_int.h"


/* link: the path of a page, a static file, or a document. */
static bool
faimi_link_path(const faimi_routes_t *routes, faimi_slice_t path,
    faimi_slice_t *url)
{
    const faimi_value_t   *v;
    const faimi_output_t  *entry;

    while (faimi_slice_starts(path, FAIMI_SLICE("/"))) {
        path = faimi_slice_sub(path, 1, path.len);
    }

    v = faimi_map_get(routes->index->paths, path);

    if (v != NULL) {
        *url = ((const faimi_page_t *) v->u.object.data)->url;
        return true;
    }

    entry = faimi_lookup_static(routes, path);
    *url = (entry != NULL) ? entry->spelled : FAIMI_EMPTY;

    return entry != NULL;
}


/* "dir/2024-03-05-slug" is the post dir/_posts/2024-03-05-slug.md, or
 * _posts/dir/..., whatever its ending. */
static bool
faimi_link_is_post(const faimi_page_t *post, faimi_slice_t name)
{
    size_t         at;
    faimi_slice_t  path, dir, base;

    path = post->path;
    path.len -= faimi_path_ext(path).len;

    if (!faimi_slice_eq(faimi_path_name(path), faimi_path_name(name))) {
        return false;
    }

    dir = faimi_path_dir(name);
    base = faimi_path_dir(path);
    at = faimi_slice_find(base, FAIMI_SLICE("_posts"), 0);

    if (dir.len == 0) {
        return faimi_slice_eq(base, FAIMI_SLICE("_posts"));
    }

    return (at == dir.len + 1 && faimi_slice_starts(base, dir)
            && base.len == at + 6)
           || (at == 0 && base.len == dir.len + 7
               && faimi_slice_ends(base, dir));
}


static bool
faimi_link_post(const faimi_routes_t *routes, faimi_slice_t name,
    faimi_slice_t *url)
{
    size_t                i;
    const faimi_pages_t  *posts;

    posts = &routes->index->groups[0];

    if (faimi_slice_starts(name, FAIMI_SLICE("/"))) {
        name = faimi_slice_sub(name, 1, name.len);
    }

    for (i = 0; i < posts->n; i++) {
        if (faimi_link_is_post(posts->items[i], name)) {
            *url = posts->items[i]->url;
            return true;
        }
    }

    return false;
}


bool
faimi_routes_link(const faimi_routes_t *routes, faimi_slice_t tag,
    faimi_slice_t name, faimi_slice_t *url)
{
    return faimi_slice_eq(tag, FAIMI_SLICE("post_url"))
           ? faimi_link_post(routes, name, url)
           : faimi_link_path(routes, name, url);
}
