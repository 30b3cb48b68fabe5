/*
 * Static files, collections, sections and paginators as templates see them
 * (jekyll/drops/static_file_drop.rb, jekyll/drops/collection_drop.rb,
 * jekyll-paginate's pager.rb).
 *
 * They are small maps, made when they are asked for, in the rendering's arena.
 * Unlike pages they need no class: none of their members depends on the page
 * that asks, or costs more than it takes to fill the map.
 */

#include "faimi_url.h"
#include "faimi_value_tree.h"
#include "faimi_view_int.h"


static void
faimi_drop_set(faimi_arena_t *arena, faimi_map_t *map, const char *key,
    faimi_value_t v)
{
    faimi_map_set(arena, map, faimi_slice_str(key), v);
}


/* "/a/b.png"; of a collection "_label/b.png", without collections_dir
 * (StaticFile#relative_path). */
static faimi_slice_t
faimi_drop_static_path(const faimi_index_t *index, const faimi_file_t *file,
    faimi_arena_t *arena)
{
    size_t  n;

    if (file->where.group == NULL) {
        return faimi_arena_printf(arena, "/%.*s", FAIMI_FMT(file->path));
    }

    n = index->config->folders.collections.len;

    return (n == 0) ? file->path
                    : faimi_slice_sub(file->path, n + 1, file->path.len);
}


/* Front matter defaults apply to static files as well (StaticFile#data), under
 * the members that the file has itself. */
faimi_value_t
faimi_drop_static(const faimi_view_t *view, const faimi_file_t *file)
{
    faimi_map_t          *map;
    faimi_time_t          mtime;
    faimi_arena_t        *arena;
    faimi_slice_t         path, name, base;
    const faimi_index_t  *index;

    index = view->index;
    arena = view->arena;
    name = faimi_path_name(file->path);
    base = name;
    base.len -= faimi_path_ext(name).len;
    path = faimi_drop_static_path(index, file, arena);
    mtime = (faimi_time_t) { .sec = file->stamp.mtime / 1000000000,
                             .nsec = (int32_t) (file->stamp.mtime
                                                % 1000000000) };
    mtime = faimi_tz_local(index->config->tz, mtime);

    map = faimi_map_create(arena);
    faimi_drop_set(arena, map, "path", FAIMI_V_STRING(path));
    faimi_drop_set(arena, map, "name", FAIMI_V_STRING(name));
    faimi_drop_set(arena, map, "basename", FAIMI_V_STRING(base));
    faimi_drop_set(arena, map, "extname",
                   FAIMI_V_STRING(faimi_path_ext(name)));
    faimi_drop_set(arena, map, "modified_time",
                   (faimi_value_t) { .type = FAIMI_TIME, .u.time = mtime });
    faimi_drop_set(arena, map, "collection",
                   file->where.group
                   ? FAIMI_V_STRING(file->where.group->label) : FAIMI_V_NIL);

    return FAIMI_V_MAP(faimi_map_merge(arena,
                           faimi_config_defaults(index->config, arena, path,
                               file->where.group ? file->where.group->label
                                                 : FAIMI_EMPTY), map));
}


/* A collection: what _config.yml says of it, under the members of
 * CollectionDrop.  `permalink` of the posts is the style written out, since
 * Jekyll puts it into the configuration
 * (Configuration#add_default_collections). */
faimi_value_t
faimi_drop_group(faimi_view_t *view, size_t group)
{
    size_t                i;
    faimi_map_t          *map;
    faimi_array_t        *files;
    faimi_arena_t        *arena;
    faimi_slice_t         folder;
    const faimi_group_t  *conf;
    const faimi_index_t  *index;

    index = view->index;
    arena = view->arena;
    conf = &index->config->groups[group];
    files = faimi_array_create(arena);

    for (i = 0; i < index->nstatics; i++) {
        if (index->statics[i]->where.group == conf) {
            faimi_array_push(arena, files,
                             faimi_drop_static(view, index->statics[i]));
        }
    }

    folder = faimi_arena_printf(arena, "_%.*s", FAIMI_FMT(conf->label));
    map = faimi_map_clone(arena, conf->metadata);

    if (conf == &index->config->groups[0]) {
        faimi_drop_set(arena, map, "permalink",
                       FAIMI_V_STRING(conf->permalink));
    }

    faimi_drop_set(arena, map, "label", FAIMI_V_STRING(conf->label));
    faimi_drop_set(arena, map, "output", FAIMI_V_BOOL(conf->output));
    faimi_drop_set(arena, map, "docs",
                   faimi_drop_pages(view, &index->groups[group], false));
    faimi_drop_set(arena, map, "files", FAIMI_V_ARRAY(files));
    faimi_drop_set(arena, map, "relative_directory", FAIMI_V_STRING(folder));
    faimi_drop_set(arena, map, "directory", FAIMI_V_STRING(folder));

    return FAIMI_V_MAP(map);
}


/* A section, which is ours: a map, so that templates can sort and group them
 * like any data. */
static faimi_value_t
faimi_drop_section(const faimi_view_t *view, const faimi_section_t *section)
{
    size_t          i;
    faimi_map_t    *map;
    faimi_arena_t  *arena;
    faimi_array_t  *pages;

    arena = view->arena;
    map = faimi_map_create(arena);
    pages = faimi_array_create(arena);

    for (i = 0; i < section->pages.n; i++) {
        faimi_drop_push(view, pages, section->pages.items[i]);
    }

    faimi_drop_set(arena, map, "year", faimi_section_year(section->year));
    faimi_drop_set(arena, map, "title", FAIMI_V_STRING(section->year));
    faimi_drop_set(arena, map, "url", FAIMI_V_STRING(section->url));
    faimi_drop_set(arena, map, "pages", FAIMI_V_ARRAY(pages));

    return FAIMI_V_MAP(map);
}


faimi_value_t
faimi_drop_sections(const faimi_view_t *view)
{
    size_t                i;
    faimi_array_t        *array;
    const faimi_index_t  *index;

    index = view->index;
    array = faimi_array_create(view->arena);

    for (i = 0; i < index->nsections; i++) {
        faimi_array_push(view->arena, array,
                         faimi_drop_section(view, &index->sections[i]));
    }

    return FAIMI_V_ARRAY(array);
}


faimi_value_t
faimi_drop_paginator(const faimi_view_t *view, const faimi_page_t *page)
{
    size_t          i;
    faimi_array_t  *array;
    faimi_pages_t   posts;

    if (page->pager == 0) {
        return FAIMI_V_NIL;
    }

    posts = faimi_paginate_part(page);
    array = faimi_array_create(view->arena);

    for (i = 0; i < posts.n; i++) {
        faimi_drop_push(view, array, posts.items[i]);
    }

    return faimi_paginate_values(page, view->arena, FAIMI_V_ARRAY(array));
}
