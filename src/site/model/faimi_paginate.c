/*
 * jekyll-paginate (pager.rb, pagination.rb): `paginate: 5` makes the last
 * index.html on the way to `paginate_path` a list of posts in parts; copies of
 * it show the later ones.  A copy has the file, the data and the body of the
 * first part, and a path, a URL and a number of its own.
 */

#include <stdio.h>

#include "faimi_build.h"


/* How many posts a part has.  A text of one digit is a number, too: the plugin
 * takes what it is given by to_i. */
static int64_t
faimi_paginate_size(const faimi_config_t *config)
{
    faimi_slice_t  s;
    faimi_value_t  v;

    v = faimi_map_at(config->values, "paginate");

    if (v.type == FAIMI_INT) {
        return v.u.integer;
    }

    s = (v.type == FAIMI_STRING) ? v.u.string : FAIMI_EMPTY;

    return (s.len == 1 && faimi_is_digit(s.data[0])) ? s.data[0] - '0' : 0;
}


/* The path of part `n`, from the second on: "/page2". */
static faimi_slice_t
faimi_paginate_path(const faimi_config_t *config, faimi_arena_t *arena,
    size_t n)
{
    size_t         at;
    faimi_slice_t  format;

    format = faimi_map_text(arena, config->values, "paginate_path");
    at = faimi_slice_find(format, FAIMI_SLICE(":num"), 0);

    if (at < format.len) {
        format = faimi_arena_printf(arena, "%.*s%zu%.*s", (int) at,
                                    format.data, n,
                                    FAIMI_FMT(faimi_slice_sub(format, at + 4,
                                                              format.len)));
    }

    return (format.len > 0 && format.data[0] == '/') ? format
           : faimi_arena_printf(arena, "/%.*s", FAIMI_FMT(format));
}


/* Whether the page lies in the folder of paginate_path or above it. */
static bool
faimi_paginate_is_above(const faimi_build_t *build, const faimi_page_t *page)
{
    faimi_slice_t  dir, path;

    dir = faimi_path_dir(page->path);
    path = faimi_paginate_path(build->config, build->tmp, 0);
    path = faimi_slice_sub(path, 1, path.len);

    while (path.len > 0 && path.data[path.len - 1] == '/') {
        path.len--;
    }

    path = faimi_path_dir(path);

    return dir.len == 0
           || (faimi_slice_starts(path, dir)
               && (path.len == dir.len || path.data[dir.len] == '/'));
}


/* The listing page: of all that can be, the one with the longest path. */
static faimi_page_t *
faimi_paginate_template(const faimi_build_t *build)
{
    size_t                i;
    faimi_page_t         *page, *found;
    const faimi_pages_t  *pages;

    found = NULL;
    pages = &build->index->pages;

    for (i = 0; i < pages->n; i++) {
        page = pages->items[i];

        if (faimi_slice_eq(faimi_path_name(page->path),
                           FAIMI_SLICE("index.html"))
            && faimi_paginate_is_above(build, page)
            && (found == NULL || page->path.len > found->path.len))
        {
            found = page;
        }
    }

    return found;
}


/* Posts that are not `hidden`, the newest first. */
static faimi_pages_t
faimi_paginate_posts(const faimi_build_t *build)
{
    size_t                i;
    faimi_pages_t         shown;
    const faimi_pages_t  *posts;

    memset(&shown, 0, sizeof(shown));
    posts = &build->index->groups[0];

    for (i = posts->n; i-- > 0; /* the newest first */) {
        if (!faimi_value_truthy(faimi_map_at(posts->items[i]->data,
                                             "hidden")))
        {
            faimi_pages_push(build->arena, &shown, posts->items[i]);
        }
    }

    return shown;
}


void
faimi_paginate_build(faimi_build_t *build)
{
    size_t               i;
    int64_t              size;
    faimi_page_t        *page, *copy;
    faimi_slice_t        folder;
    faimi_pagination_t  *all;

    size = faimi_paginate_size(build->config);
    page = (size > 0) ? faimi_paginate_template(build) : NULL;

    if (page == NULL) {
        return;
    }

    all = &build->index->pagination;
    all->posts = faimi_paginate_posts(build);
    all->size = (size_t) size;
    all->parts = (all->posts.n + all->size - 1) / all->size;
    all->parts = (all->parts > FAIMI_MAX_PAGERS) ? FAIMI_MAX_PAGERS
                                                 : all->parts;
    all->first = page;
    page->pager = (all->parts > 0) ? 1 : 0;

    for (i = 2; i <= all->parts; i++) {
        folder = faimi_paginate_path(build->config, build->arena, i);
        folder = faimi_slice_sub(folder, 1, folder.len);
        copy = faimi_page_elsewhere(build, page, folder);
        copy->pager = i;
        faimi_pages_push(build->arena, &build->index->pages, copy);
    }
}


void
faimi_paginate_place(faimi_build_t *build)
{
    build->index->pagination.before = build->index->made.n;
}


faimi_pages_t
faimi_paginate_part(const faimi_page_t *page)
{
    size_t                     from;
    faimi_pages_t              part;
    const faimi_pagination_t  *all;

    all = &page->index->pagination;
    from = (page->pager - 1) * all->size;
    memset(&part, 0, sizeof(part));

    if (page->pager > 0 && from < all->posts.n) {
        part.items = all->posts.items + from;
        part.n = all->posts.n - from;
        part.n = (part.n > all->size) ? all->size : part.n;
    }

    return part;
}


static void
faimi_paginate_set(faimi_arena_t *arena, faimi_map_t *map, const char *key,
    faimi_value_t v)
{
    faimi_map_set(arena, map, faimi_slice_str(key), v);
}


/* The number and the path of the part before or after, or nil. */
static void
faimi_paginate_link(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_map_t *map, const char *name, size_t n)
{
    char                       key[32];
    faimi_value_t              number, path;
    const faimi_pagination_t  *all;

    all = &page->index->pagination;
    number = FAIMI_V_NIL;
    path = FAIMI_V_NIL;

    if (n >= 1 && n <= all->parts) {
        number = FAIMI_V_INT((int64_t) n);
        path = FAIMI_V_STRING((n == 1) ? all->first->url
                              : faimi_paginate_path(page->index->config,
                                                    arena, n));
    }

    faimi_paginate_set(arena, map, name, number);
    (void) snprintf(key, sizeof(key), "%s_path", name);
    faimi_map_set(arena, map, faimi_arena_copy(arena, faimi_slice_str(key)),
                  path);
}


faimi_value_t
faimi_paginate_values(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_value_t posts)
{
    faimi_map_t               *map;
    const faimi_pagination_t  *all;

    all = &page->index->pagination;
    map = faimi_map_create(arena);
    faimi_paginate_set(arena, map, "page",
                       FAIMI_V_INT((int64_t) page->pager));
    faimi_paginate_set(arena, map, "per_page",
                       FAIMI_V_INT((int64_t) all->size));
    faimi_paginate_set(arena, map, "posts", posts);
    faimi_paginate_set(arena, map, "total_posts",
                       FAIMI_V_INT((int64_t) all->posts.n));
    faimi_paginate_set(arena, map, "total_pages",
                       FAIMI_V_INT((int64_t) all->parts));
    faimi_paginate_link(page, arena, map, "previous_page", page->pager - 1);
    faimi_paginate_link(page, arena, map, "next_page", page->pager + 1);

    return FAIMI_V_MAP(map);
}
