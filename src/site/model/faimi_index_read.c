/*
 * What is asked of an index, while it is made and later.
 */

#include "faimi_build.h"


faimi_file_t *
faimi_index_layout(const faimi_index_t *index, faimi_slice_t name)
{
    const faimi_value_t  *v;

    v = faimi_map_get(index->layouts, name);

    return (v == NULL) ? NULL : v->u.object.data;
}


void
faimi_index_each(const faimi_index_t *index, faimi_index_each_pt fn,
    void *data)
{
    size_t  i, k;

    for (i = 0; i < index->config->ngroups; i++) {
        for (k = 0; k < index->groups[i].n; k++) {
            if (!index->groups[i].items[k]->hidden) {
                fn(data, index->groups[i].items[k]);
            }
        }
    }

    for (i = 0; i < index->pages.n; i++) {
        fn(data, index->pages.items[i]);
    }

    for (i = 0; i < index->made.n; i++) {
        fn(data, index->made.items[i]);
    }
}


faimi_time_t
faimi_index_time(const faimi_config_t *config, faimi_time_t now)
{
    faimi_value_t  own;

    own = faimi_map_at(config->values, "time");

    return (own.type == FAIMI_TIME) ? faimi_tz_local(config->tz, own.u.time)
                                    : now;
}


faimi_map_t *
faimi_index_names(const faimi_index_t *index, faimi_arena_t *arena,
    const char *key)
{
    size_t                i, k, n;
    faimi_map_t          *map;
    faimi_slice_t        *names;
    const faimi_pages_t  *posts;

    map = faimi_map_create(arena);
    posts = &index->groups[0];

    for (i = 0; i < posts->n; i++) {
        names = faimi_value_texts(arena,
                    faimi_map_at(posts->items[i]->data, key), &n);

        for (k = 0; k < n; k++) {
            faimi_map_set(arena, map, names[k],
                          FAIMI_V_ARRAY(faimi_array_create(arena)));
        }
    }

    return map;
}


void
faimi_build_until(faimi_build_t *build, int64_t sec)
{
    if (build->index->ahead == 0 || sec < build->index->ahead) {
        build->index->ahead = sec;
    }
}
