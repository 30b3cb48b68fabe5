/*
 * jekyll-paginate: `paginate: 5` makes the last index.html on the way to
 * `paginate_path` a list of posts in parts; copies of it show the later ones.
 */

#include <stdio.h>

#include "faimi_pages.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


/* More parts than this are of no use to anyone. */
#define FAIMI_MAX_PAGERS  10000


static int64_t
faimi_paginate_size(const faimi_index_t *index)
{
    faimi_slice_t  s;
    faimi_value_t  v;

    v = faimi_map_at(index->config->values, "paginate");

    if (v.type == FAIMI_INT) {
        return v.u.integer;
    }

    s = (v.type == FAIMI_STRING) ? v.u.string : FAIMI_EMPTY;

    return (s.len == 1 && faimi_is_digit(s.data[0])) ? s.data[0] - '0' : 0;
}


/* The path of part `n`, from the second on: "/page2". */
static faimi_slice_t
faimi_paginate_path(const faimi_index_t *index, faimi_arena_t *arena,
    size_t n)
{
    size_t         at;
    faimi_slice_t  format;

    format = faimi_map_text(arena, index->config->values, "paginate_path");
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
faimi_paginate_is_above(const faimi_index_t *index, const faimi_page_t *page)
{
    faimi_slice_t  dir, path;

    dir = faimi_path_dir(page->path);
    path = faimi_paginate_path(index, index->tmp, 0);
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
faimi_paginate_template(const faimi_index_t *index)
{
    size_t         i;
    faimi_page_t  *page, *found;

    found = NULL;

    for (i = 0; i < index->pages.n; i++) {
        page = index->pages.items[i];

        if (faimi_slice_eq(faimi_path_name(page->path),
                           FAIMI_SLICE("index.html"))
            && faimi_paginate_is_above(index, page)
            && (found == NULL || page->path.len > found->path.len))
        {
            found = page;
        }
    }

    return found;
}


/* Posts that are not `hidden`, the newest first. */
static faimi_pages_t
faimi_paginate_posts(const faimi_index_t *index)
{
    size_t                i;
    faimi_pages_t         shown;
    const faimi_pages_t  *posts;

    memset(&shown, 0, sizeof(shown));
    posts = &index->groups[0];

    for (i = posts->n; i-- > 0; /* the newest first */) {
        if (!faimi_value_truthy(faimi_map_at(posts->items[i]->data,
                                             "hidden")))
        {
            faimi_pages_push(index->arena, &shown, posts->items[i]);
        }
    }

    return shown;
}


void
faimi_index_paginate(faimi_index_t *index)
{
    size_t          i, n, size;
    int64_t         wanted;
    faimi_page_t   *page, *copy;
    faimi_slice_t   folder;

    wanted = faimi_paginate_size(index);
    page = (wanted > 0) ? faimi_paginate_template(index) : NULL;

    if (page == NULL) {
        return;
    }

    size = (size_t) wanted;
    index->shown = faimi_paginate_posts(index);
    n = (index->shown.n + size - 1) / size;
    n = (n > FAIMI_MAX_PAGERS) ? FAIMI_MAX_PAGERS : n;

    index->pagers = n;
    index->paginated = page;
    page->pager = (n > 0) ? 1 : 0;

    for (i = 2; i <= n; i++) {
        folder = faimi_paginate_path(index, index->arena, i);
        folder = faimi_slice_sub(folder, 1, folder.len);
        copy = faimi_page_elsewhere(index, page, folder);
        copy->pager = i;
        faimi_pages_push(index->arena, &index->pages, copy);
    }
}


static void
faimi_paginator_set(faimi_arena_t *arena, faimi_map_t *map, const char *key,
    faimi_value_t v)
{
    faimi_map_set(arena, map, faimi_slice_str(key), v);
}


/* A neighbour's number and path, or nil. */
static void
faimi_paginator_link(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_map_t *map, const char *name, size_t n)
{
    char                  key[32];
    faimi_value_t         number, path;
    const faimi_index_t  *index;

    index = page->index;
    number = FAIMI_V_NIL;
    path = FAIMI_V_NIL;

    if (n >= 1 && n <= index->pagers) {
        number = FAIMI_V_INT((int64_t) n);
        path = FAIMI_V_STRING((n == 1) ? index->paginated->url
                              : faimi_paginate_path(index, arena, n));
    }

    faimi_paginator_set(arena, map, name, number);
    (void) snprintf(key, sizeof(key), "%s_path", name);
    faimi_map_set(arena, map, faimi_arena_copy(arena, faimi_slice_str(key)),
                  path);
}


faimi_pages_t
faimi_page_pager(const faimi_page_t *page)
{
    size_t         from, size;
    faimi_pages_t  part;

    size = (size_t) faimi_paginate_size(page->index);
    from = (page->pager - 1) * size;
    memset(&part, 0, sizeof(part));

    if (page->pager > 0 && from < page->index->shown.n) {
        part.items = page->index->shown.items + from;
        part.n = page->index->shown.n - from;
        part.n = (part.n > size) ? size : part.n;
    }

    return part;
}


faimi_value_t
faimi_page_paginator(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_value_t posts)
{
    size_t        size;
    faimi_map_t  *map;

    size = (size_t) faimi_paginate_size(page->index);
    map = faimi_map_create(arena);
    faimi_paginator_set(arena, map, "page",
                        FAIMI_V_INT((int64_t) page->pager));
    faimi_paginator_set(arena, map, "per_page", FAIMI_V_INT((int64_t) size));
    faimi_paginator_set(arena, map, "posts", posts);
    faimi_paginator_set(arena, map, "total_posts",
                        FAIMI_V_INT((int64_t) page->index->shown.n));
    faimi_paginator_set(arena, map, "total_pages",
                        FAIMI_V_INT((int64_t) page->index->pagers));
    faimi_paginator_link(page, arena, map, "previous_page", page->pager - 1);
    faimi_paginator_link(page, arena, map, "next_page", page->pager + 1);

    return FAIMI_V_MAP(map);
}
