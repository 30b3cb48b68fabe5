/*
 * The routes as a whole: their making, and walks over all of them.
 */

#include "faimi_routes_int.h"


faimi_routes_t *
faimi_routes_create(const faimi_index_t *index, faimi_arena_t *tmp,
    faimi_notes_t *notes)
{
    faimi_routes_t  *routes;

    routes = faimi_alloc(index->arena, sizeof(faimi_routes_t));
    routes->index = index;
    routes->config = index->config;
    routes->arena = index->arena;
    routes->tmp = tmp;
    routes->notes = notes;
    routes->outputs = faimi_map_create(routes->arena);
    routes->urls = faimi_map_create(routes->arena);
    routes->aliases = faimi_map_create(routes->arena);
    routes->composed = faimi_map_create(routes->arena);

    faimi_outputs_build(routes);
    faimi_aliases_build(routes);
    faimi_targets_build(routes);
    faimi_lookup_build(routes);

    return routes;
}


size_t
faimi_routes_count(const faimi_routes_t *routes)
{
    return routes->outputs->n + routes->aliases->n;
}


void
faimi_routes_each(const faimi_routes_t *routes, faimi_routes_each_pt fn,
    void *data)
{
    size_t                 i;
    faimi_slice_t          key;
    const faimi_map_t     *map;
    const faimi_output_t  *entry;

    map = routes->outputs;

    for (i = 0; i < map->n; i++) {
        key = map->pairs[i].key.u.string;
        entry = map->pairs[i].value.u.object.data;

        if (entry != NULL) {
            fn(data, entry, faimi_slice_sub(key, 1, key.len));
        }
    }

    map = routes->aliases;

    for (i = 0; i < map->n; i++) {
        entry = map->pairs[i].value.u.object.data;

        if (entry != NULL && entry->output.len == 0) {
            fn(data, entry, FAIMI_EMPTY);
        }
    }
}


bool
faimi_routes_any(const faimi_routes_t *routes, const faimi_file_t *file,
    faimi_routes_test_pt fn, void *data)
{
    size_t                 i;
    const faimi_map_t     *map;
    const faimi_output_t  *entry;

    map = routes->outputs;

    for (i = 0; i < map->n; i++) {
        entry = map->pairs[i].value.u.object.data;

        if (entry != NULL && entry->page != NULL && entry->page->file == file
            && fn(data, entry->page))
        {
            return true;
        }
    }

    return false;
}


faimi_slice_t
faimi_output_source(const faimi_output_t *entry)
{
    if (entry->file != NULL) {
        return entry->file->path;
    }

    return (entry->page != NULL && entry->page->file != NULL)
           ? entry->page->file->path : FAIMI_EMPTY;
}
