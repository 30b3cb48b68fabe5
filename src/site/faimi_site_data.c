/*
 * site.data: the files of _data by their names, its folders as maps within
 * (jekyll/readers/data_reader.rb).
 */

#include "faimi_build.h"
#include "faimi_data.h"
#include "faimi_site_int.h"
#include "faimi_url.h"
#include "faimi_values.h"


/* Names lose what is no letter, digit, underscore, dash or blank; runs of
 * blanks become an underscore. */
static faimi_slice_t
faimi_site_data_name(faimi_arena_t *arena, faimi_slice_t name)
{
    char    *out;
    size_t   i, n;

    n = 0;
    out = faimi_alloc_text(arena, name.len);

    for (i = 0; i < name.len; i++) {
        if (faimi_is_word(name.data[i]) || name.data[i] == '-') {
            out[n++] = name.data[i];

        } else if (faimi_is_space(name.data[i])
                   && (n == 0 || out[n - 1] != '_'
                       || !faimi_is_space(name.data[i - 1])))
        {
            out[n++] = '_';
        }
    }

    return faimi_slice(out, n);
}


/* The map of a folder in its parent's. */
static faimi_map_t *
faimi_site_data_folder(faimi_index_t *index, faimi_map_t *map,
    faimi_slice_t name)
{
    faimi_map_t          *inner;
    const faimi_value_t  *v;

    name = faimi_site_data_name(index->arena, name);
    v = faimi_map_get(map, name);

    if (v != NULL && v->type == FAIMI_MAP) {
        return v->u.map;
    }

    inner = faimi_map_create(index->arena);
    faimi_map_set(index->arena, map, name, FAIMI_V_MAP(inner));

    return inner;
}


static void
faimi_site_data_file(faimi_index_t *index, faimi_map_t *map,
    const faimi_file_t *file)
{
    size_t         slash;
    faimi_slice_t  rest;

    rest = faimi_slice_sub(file->path, index->config->data.len + 1,
                           file->path.len);

    for ( ;; ) {
        slash = faimi_slice_find_char(rest, '/', 0);

        if (slash == rest.len) {
            break;
        }

        map = faimi_site_data_folder(index, map, faimi_slice(rest.data, slash));
        rest = faimi_slice_sub(rest, slash + 1, rest.len);
    }

    rest.len -= faimi_path_ext(rest).len;
    faimi_map_set(index->arena, map, faimi_site_data_name(index->arena, rest),
                  faimi_tz_value(index->arena, index->config->tz,
                                 file->form->value));
}


static faimi_map_t *
faimi_site_data_files(faimi_index_t *index, faimi_file_t **files, size_t n,
    bool theme)
{
    size_t        i;
    faimi_map_t  *map;

    map = faimi_map_create(index->arena);

    for (i = 0; i < n; i++) {
        if (files[i]->where.place == FAIMI_PLACE_DATA
            && files[i]->theme == theme && files[i]->form != NULL
            && faimi_data_is(files[i]->path))
        {
            faimi_site_data_file(index, map, files[i]);
        }
    }

    return map;
}


/* The site's keys go before the theme's, at every depth. */
void
faimi_index_data(faimi_index_t *index, faimi_file_t **files, size_t n)
{
    faimi_map_t  *map;

    map = faimi_site_data_files(index, files, n, false);

    if (index->site->theme.source != NULL) {
        map = faimi_map_merge(index->arena,
                              faimi_site_data_files(index, files, n, true),
                              map);
    }

    index->data = FAIMI_V_MAP(map);
}
