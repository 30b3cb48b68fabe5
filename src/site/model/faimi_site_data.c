/*
 * site.data: the files of _data by their names, its folders as maps within
 * (jekyll/readers/data_reader.rb).
 */

#include <stdlib.h>

#include "faimi_build.h"
#include "faimi_data.h"


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


/* The order in which Jekyll reads a folder's files: a later one takes the
 * place of one before it that has its name. */
static const char *const  faimi_site_data_endings[] = {
    ".yaml", ".yml", ".json", ".csv", ".tsv"
};


static size_t
faimi_site_data_rank(faimi_slice_t name)
{
    size_t  i, n;

    n = sizeof(faimi_site_data_endings) / sizeof(faimi_site_data_endings[0]);

    for (i = 0; i < n; i++) {
        if (faimi_slice_eq(faimi_path_ext(name),
                           faimi_slice_str(faimi_site_data_endings[i])))
        {
            break;
        }
    }

    return i;
}


/* Of a folder its files come first, by their endings, and then its folders. */
static int
faimi_site_data_cmp(const void *a, const void *b)
{
    size_t         i, at, m, n;
    faimi_slice_t  p, q;

    p = (*(faimi_file_t *const *) a)->path;
    q = (*(faimi_file_t *const *) b)->path;
    at = 0;

    for (i = 0; i < p.len && i < q.len && p.data[i] == q.data[i]; i++) {
        at = (p.data[i] == '/') ? i + 1 : at;
    }

    p = faimi_slice_sub(p, at, p.len);
    q = faimi_slice_sub(q, at, q.len);
    m = faimi_slice_find_char(p, '/', 0);
    n = faimi_slice_find_char(q, '/', 0);

    if ((m < p.len) != (n < q.len)) {
        return (m < p.len) ? 1 : -1;
    }

    if (m == p.len && faimi_site_data_rank(p) != faimi_site_data_rank(q)) {
        return (faimi_site_data_rank(p) < faimi_site_data_rank(q)) ? -1 : 1;
    }

    return faimi_slice_cmp(faimi_slice(p.data, m), faimi_slice(q.data, n));
}


static void
faimi_site_data_file(faimi_build_t *build, faimi_map_t *map,
    const faimi_file_t *file, faimi_slice_t name)
{
    name.len -= faimi_path_ext(name).len;
    faimi_map_set(build->arena, map, faimi_site_data_name(build->arena, name),
                  faimi_tz_value(build->arena, build->config->tz,
                                 file->parsed->value));
}


/* Files of one folder, and of those within, whose names begin at `at`. */
static void
faimi_site_data_folder(faimi_build_t *build, faimi_map_t *map,
    faimi_file_t **files, size_t n, size_t at)
{
    size_t         i, k;
    faimi_map_t   *inner;
    faimi_slice_t  name, folder;

    for (i = 0; i < n; i = k) {
        k = i + 1;
        name = faimi_slice_sub(files[i]->path, at, files[i]->path.len);
        folder = faimi_slice(name.data, faimi_slice_find_char(name, '/', 0));

        if (folder.len == name.len) {
            faimi_site_data_file(build, map, files[i], name);
            continue;
        }

        while (k < n && faimi_slice_starts(files[k]->path,
                            faimi_slice_sub(files[i]->path, 0,
                                            at + folder.len + 1)))
        {
            k++;
        }

        inner = faimi_map_create(build->arena);
        faimi_map_set(build->arena, map,
                      faimi_site_data_name(build->arena, folder),
                      FAIMI_V_MAP(inner));
        faimi_site_data_folder(build, inner, &files[i], k - i,
                               at + folder.len + 1);
    }
}


static faimi_map_t *
faimi_site_data_files(faimi_build_t *build, faimi_file_t **files, size_t n,
    bool theme)
{
    size_t          i, found;
    faimi_map_t    *map;
    faimi_file_t  **data;

    found = 0;
    data = faimi_alloc(build->tmp, (n + 1) * sizeof(faimi_file_t *));

    for (i = 0; i < n; i++) {
        if (files[i]->where.kind == FAIMI_FILE_DATA
            && files[i]->theme == theme && files[i]->parsed != NULL
            && faimi_data_is(files[i]->path))
        {
            data[found++] = files[i];
        }
    }

    qsort(data, found, sizeof(faimi_file_t *), faimi_site_data_cmp);
    map = faimi_map_create(build->arena);
    faimi_site_data_folder(build, map, data, found,
                           build->config->folders.data.len + 1);

    return map;
}


/* The site's keys go before the theme's, at every depth. */
void
faimi_site_data_build(faimi_build_t *build, const faimi_build_files_t *files)
{
    faimi_map_t  *map;

    map = faimi_site_data_files(build, files->items, files->n, false);

    if (faimi_files_theme(build->input->files) != NULL) {
        map = faimi_map_merge(build->arena,
                              faimi_site_data_files(build, files->items,
                                                    files->n, true),
                              map);
    }

    build->index->data = FAIMI_V_MAP(map);
}
