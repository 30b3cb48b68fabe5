/*
 * The making of an index, step by step.  The order of the steps is that of
 * Jekyll's reading and generating: layouts are known before pages, which need
 * their names; data, sections and generated files look at all pages.
 */

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

        name = faimi_slice_sub(file->path,
                               build->config->folders.layouts.len + 1,
                               file->path.len);
        name.len -= faimi_path_ext(name).len;

        if (faimi_map_get(layouts, name) == NULL || !file->theme) {
            faimi_map_set(build->arena, layouts, name,
                          FAIMI_V_OBJECT(NULL, file));
        }
    }

    build->index->layouts = layouts;
    build->index->builtin = faimi_files_bare(build->input->files);
}


/* For {% link %}: pages by the paths of their files. */
static void
faimi_index_path(void *data, faimi_page_t *page)
{
    faimi_build_t  *build = data;

    if (page->path.len > 0) {
        faimi_map_set(build->arena, build->index->paths, page->path,
                      FAIMI_V_OBJECT(NULL, page));
    }
}


/* `time` that is no moment is reported, and ignored. */
static void
faimi_index_timed(faimi_build_t *build)
{
    faimi_time_t   t;
    faimi_value_t  v;

    v = faimi_map_at(build->config->values, "time");
    build->timed = faimi_index_moment(build->config->tz, v, &t);

    if (!build->timed && faimi_value_truthy(v)) {
        faimi_notes_problem(build->notes, FAIMI_SLICE("_config.yml"), "time: "
                            "is no date; write it as 2025-09-23 or "
                            "2025-09-23 14:00");
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

    faimi_index_timed(&build);

    build.index->arena = input->arena;
    build.index->config = input->config;
    build.index->paths = faimi_map_create(input->arena);

    files.items = faimi_files_list(input->files, input->arena, &files.n);
    faimi_index_layouts(&build, &files);
    faimi_page_cache_open(&build);
    faimi_index_pages(&build, &files);
    faimi_site_data_build(&build, &files);
    faimi_index_each(build.index, faimi_index_path, &build);
    faimi_sections_build(&build);
    faimi_generated_build(&build);

    return build.index;
}
