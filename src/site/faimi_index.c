/*
 * The building of an index, step by step.
 */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "faimi_outputs.h"
#include "faimi_page_cache.h"
#include "faimi_scan.h"


faimi_output_t *
faimi_output_find(const faimi_map_t *map, faimi_slice_t key)
{
    const faimi_value_t  *v;

    v = faimi_map_get(map, key);

    return (v == NULL) ? NULL : v->u.object.data;
}


void
faimi_output_set(faimi_index_t *index, faimi_map_t *map, faimi_slice_t key,
    faimi_output_t *claim)
{
    faimi_map_set(index->arena, map, key, FAIMI_V_OBJECT(NULL, claim));
}


static void
faimi_errors_add(faimi_index_t *index, faimi_errors_t *errors,
    faimi_slice_t file, const char *fmt, va_list args)
{
    char  text[512];

    if (errors->n == errors->cap) {
        errors->items = faimi_arena_grow(index->arena, errors->items,
                                         errors->n, &errors->cap,
                                         sizeof(faimi_error_t));
    }

    (void) vsnprintf(text, sizeof(text), fmt, args);
    (void) faimi_error_set(&errors->items[errors->n++], file, 0, 0, "%s",
                           text);
}


void
faimi_index_problem(faimi_index_t *index, faimi_slice_t file,
    const char *fmt, ...)
{
    va_list  args;

    va_start(args, fmt);
    faimi_errors_add(index, &index->problems, file, fmt, args);
    va_end(args);
}


void
faimi_index_conflict(faimi_index_t *index, faimi_slice_t file,
    const char *fmt, ...)
{
    va_list  args;

    va_start(args, fmt);
    faimi_errors_add(index, &index->conflicts, file, fmt, args);
    va_end(args);
}


faimi_time_t
faimi_index_time(const faimi_index_t *index)
{
    faimi_value_t  own;

    own = faimi_map_at(index->config->values, "time");

    return (own.type == FAIMI_TIME)
           ? faimi_tz_local(index->config->tz, own.u.time)
           : faimi_site_now(index->site);
}


void
faimi_index_each(faimi_index_t *index, faimi_each_pt fn)
{
    size_t  i, k;

    for (i = 0; i < index->config->ngroups; i++) {
        for (k = 0; k < index->groups[i].n; k++) {
            if (!index->groups[i].items[k]->hidden) {
                fn(index, index->groups[i].items[k]);
            }
        }
    }

    for (i = 0; i < index->pages.n; i++) {
        fn(index, index->pages.items[i]);
    }

    for (i = 0; i < index->made.n; i++) {
        fn(index, index->made.items[i]);
    }
}


static int
faimi_index_cmp(const void *a, const void *b)
{
    const faimi_file_t  *p, *q;

    p = *(faimi_file_t *const *) a;
    q = *(faimi_file_t *const *) b;

    return (p->theme != q->theme) ? p->theme - q->theme
                                  : faimi_slice_cmp(p->path, q->path);
}


void
faimi_index_due(faimi_index_t *index, int64_t sec)
{
    if (index->ahead == 0 || sec < index->ahead) {
        index->ahead = sec;
    }
}


/* Whether the site has a file in place of the theme's: what is broken from
 * its first day is none, but for a page, which has its URL all the same. */
static bool
faimi_index_hides(const faimi_tree_t *tree, const faimi_file_t *themed)
{
    const faimi_file_t  *own;

    own = faimi_tree_find(tree, themed->path);

    return own != NULL && own->where.kind != FAIMI_FILE_DATA
           && (own->parsed != NULL || own->where.kind < FAIMI_FILE_LAYOUTS);
}


/* The site's files by path; behind them the theme's, as far as the site has
 * none of that path: data alone is put together. */
static faimi_file_t **
faimi_index_files(faimi_index_t *index, size_t *n)
{
    size_t          i;
    faimi_site_t   *site;
    faimi_file_t   *file, **files;

    site = index->site;
    *n = 0;
    files = faimi_alloc(index->arena, (site->tree.n + site->theme.n + 1)
                                      * sizeof(faimi_file_t *));

    for (i = 0; i < site->tree.nslots; i++) {
        if (site->tree.slots[i] != NULL) {
            files[(*n)++] = site->tree.slots[i];
        }
    }

    for (i = 0; i < site->theme.nslots; i++) {
        file = site->theme.slots[i];

        if (file != NULL && !faimi_index_hides(&site->tree, file)) {
            files[(*n)++] = file;
        }
    }

    qsort(files, *n, sizeof(faimi_file_t *), faimi_index_cmp);

    return files;
}


/* _layouts/a/b.html is the layout "a/b". */
void
faimi_index_layouts(faimi_index_t *index, faimi_file_t **files, size_t n)
{
    size_t                i;
    faimi_slice_t         name;
    const faimi_value_t  *old;

    index->layouts = faimi_map_create(index->arena);

    for (i = 0; i < n; i++) {
        if (files[i]->where.kind != FAIMI_FILE_LAYOUTS
            || files[i]->parsed == NULL)
        {
            continue;
        }

        name = faimi_slice_sub(files[i]->path,
                               index->config->layouts.len + 1,
                               files[i]->path.len);
        name.len -= faimi_path_ext(name).len;
        old = faimi_map_get(index->layouts, name);

        if (old == NULL || !files[i]->theme) {
            faimi_map_set(index->arena, index->layouts, name,
                          FAIMI_V_OBJECT(NULL, files[i]));
        }
    }

    index->builtin = faimi_scan_is_bare(index->site);
}


faimi_file_t *
faimi_layout_find(const faimi_index_t *index, faimi_slice_t name)
{
    const faimi_value_t  *v;

    v = faimi_map_get(index->layouts, name);

    return (v == NULL) ? NULL : v->u.object.data;
}


static void
faimi_index_path(faimi_index_t *index, faimi_page_t *page)
{
    if (page->path.len > 0) {
        faimi_map_set(index->arena, index->paths, page->path,
                      FAIMI_V_OBJECT(NULL, page));
    }
}


faimi_index_t *
faimi_index_create(faimi_site_t *site, faimi_arena_t *arena)
{
    size_t           i, n;
    faimi_file_t   **files;
    faimi_index_t   *index;

    index = faimi_alloc(arena, sizeof(faimi_index_t));
    index->site = site;
    index->arena = arena;
    index->config = site->config;
    index->tmp = site->scratch;

    for (i = 0; i < index->config->nproblems; i++) {
        faimi_index_problem(index,
                            faimi_slice_str(index->config->problems[i].file),
                            "%s", index->config->problems[i].message);
    }

    index->paths = faimi_map_create(arena);
    if (site->overfull) {
        faimi_index_problem(index, FAIMI_EMPTY, "the site has more than %d "
                            "files; the rest is left out: exclude: what is "
                            "no part of it", FAIMI_MAX_FILES);
    }

    faimi_index_missing(index);
    files = faimi_index_files(index, &n);
    faimi_index_layouts(index, files, n);
    faimi_page_cache_open(index);
    faimi_index_pages(index, files, n);
    faimi_index_data(index, files, n);
    faimi_index_each(index, faimi_index_path);
    faimi_index_sections(index);
    faimi_index_generated(index);
    faimi_index_outputs(index);
    faimi_index_aliases(index);
    faimi_index_targets(index);

    return index;
}
