#include <stdlib.h>

#include "faimi_build.h"
#include "faimi_page_cache.h"


/* _layouts/a/b.html is the layout "a/b"; the site's own go before the theme's,
 * whose files come last. */
static void
faimi_index_layouts(faimi_build_t *build, const faimi_build_files_t *files)
{
    size_t         i;
    faimi_map_t   *layouts;
    faimi_file_t  *file;
    faimi_slice_t  name;

    layouts = faimi_map_create(build->arena);

    for (i = 0; i < files->n; i++) {
        file = files->items[i];

        if (file->where.kind != FAIMI_FILE_LAYOUTS || file->parsed == NULL) {
            continue;
        }

        name = faimi_slice_sub(file->path, build->config->layouts.len + 1,
                               file->path.len);
        name.len -= faimi_path_ext(name).len;

        if (faimi_map_get(layouts, name) == NULL || !file->theme) {
            faimi_map_set(build->arena, layouts, name,
                          FAIMI_V_OBJECT(NULL, file));
        }
    }

    build->index->layouts = layouts;
    build->index->builtin = build->input->bare;
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


/* The site's files by path; after them the theme's, as far as the site has
 * none of that path: data alone is put together. */
static faimi_build_files_t
faimi_index_files(const faimi_build_t *build)
{
    size_t                i;
    faimi_file_t         *file;
    faimi_build_files_t   files;
    const faimi_tree_t   *tree, *theme;

    tree = build->input->tree;
    theme = build->input->theme;
    files.n = 0;
    files.items = faimi_alloc(build->arena, (tree->n + theme->n + 1)
                                            * sizeof(faimi_file_t *));

    for (i = 0; i < tree->nslots; i++) {
        if (tree->slots[i] != NULL) {
            files.items[files.n++] = tree->slots[i];
        }
    }

    for (i = 0; i < theme->nslots; i++) {
        file = theme->slots[i];

        if (file != NULL && !faimi_index_hides(tree, file)) {
            files.items[files.n++] = file;
        }
    }

    qsort(files.items, files.n, sizeof(faimi_file_t *), faimi_index_cmp);

    return files;
}


static void
faimi_index_path(void *data, faimi_page_t *page)
{
    faimi_build_t  *build = data;

    if (page->path.len > 0) {
        faimi_map_set(build->arena, build->index->paths, page->path,
                      FAIMI_V_OBJECT(NULL, page));
    }
}


faimi_index_t *
faimi_index_create(const faimi_index_input_t *input)
{
    faimi_build_t         build;
    faimi_build_files_t   files;

    build = (faimi_build_t) {
        .index = faimi_alloc(input->arena, sizeof(faimi_index_t)),
        .arena = input->arena,
        .tmp = input->tmp,
        .config = input->config,
        .input = input,
        .cache = input->cache,
        .notes = input->notes,
        .time = faimi_index_time(input->config, input->now),
    };

    build.index->site = input->site;
    build.index->arena = input->arena;
    build.index->config = input->config;
    build.index->paths = faimi_map_create(input->arena);

    files = faimi_index_files(&build);
    faimi_index_layouts(&build, &files);
    faimi_page_cache_open(&build);
    faimi_index_pages(&build, &files);
    faimi_site_data_build(&build, &files);
    faimi_index_each(build.index, faimi_index_path, &build);
    faimi_sections_build(&build);
    faimi_generated_build(&build);

    return build.index;
}
