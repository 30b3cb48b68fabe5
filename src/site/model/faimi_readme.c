/*
 * jekyll-readme-index: a README is the index of its folder if nothing else is.
 * Since a README that becomes an index is one for those after it, too, the
 * folders that have an index are kept in a set.
 */

#include "faimi_build.h"


/* Folders, "/a/", in small letters: the plugin compares URLs without regard
 * to case. */
typedef struct {
    faimi_build_t  *build;
    faimi_map_t    *indexed;
} faimi_readme_t;


bool
faimi_readme_is(const faimi_build_t *build, const faimi_file_t *file)
{
    return file->where.kind == FAIMI_FILE_PAGES && file->rendered
           && file->parsed != NULL && !file->parsed->header
           && faimi_publish_is_readme(build->config, file->path)
           && !faimi_publish_included(build->config, file->path, false);
}


static faimi_slice_t
faimi_readme_lower(faimi_arena_t *arena, faimi_slice_t s)
{
    char    *out;
    size_t   i;

    out = faimi_alloc_text(arena, s.len);

    for (i = 0; i < s.len; i++) {
        out[i] = faimi_lower(s.data[i]);
    }

    return faimi_slice(out, s.len);
}


/* A URL that is a folder's, "/a/", or that of its index, "/a/index.html". */
static void
faimi_readme_add(faimi_readme_t *r, faimi_slice_t url)
{
    size_t         i;
    faimi_slice_t  name;

    static const char  *const  names[] = {
        "", "index.html", "index.htm", "index.xhtml", "index.xml"
    };

    url = faimi_readme_lower(r->build->arena, url);
    name = faimi_path_name(url);

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (faimi_slice_eq(name, faimi_slice_str(names[i]))) {
            faimi_map_set(r->build->arena, r->indexed,
                          faimi_slice_sub(url, 0, url.len - name.len),
                          FAIMI_V_NIL);
        }
    }
}


static bool
faimi_readme_is_indexed(const faimi_readme_t *r, faimi_slice_t folder)
{
    return faimi_map_get(r->indexed,
                         faimi_readme_lower(r->build->arena, folder)) != NULL;
}


static void
faimi_readme_file(faimi_readme_t *r, faimi_file_t *file)
{
    faimi_slice_t   folder;
    faimi_index_t  *index;

    index = r->build->index;
    folder = faimi_path_dir(file->path);
    folder = faimi_arena_printf(r->build->arena, "/%.*s%s",
                                FAIMI_FMT(folder),
                                (folder.len > 0) ? "/" : "");

    if (faimi_readme_is_indexed(r, folder)) {
        index->statics[index->nstatics++] = file;
        return;
    }

    faimi_index_page(r->build, file, folder);

    /* it may be unpublished, and then is not a page */
    if (index->pages.n > 0
        && index->pages.items[index->pages.n - 1]->file == file)
    {
        faimi_readme_add(r, folder);
    }
}


/* readme_index.with_frontmatter: pages, too; of the folder that their URL is
 * in. */
static void
faimi_readme_page(faimi_readme_t *r, faimi_page_t **page)
{
    faimi_slice_t  url, folder;

    url = (*page)->url;

    if ((*page)->file->parsed == NULL || !(*page)->file->parsed->header
        || !faimi_publish_is_readme(r->build->config, (*page)->path))
    {
        return;
    }

    folder = faimi_slice_sub(url, 0, url.len - faimi_path_name(url).len);

    if (!faimi_readme_is_indexed(r, folder)) {
        *page = faimi_page_create(r->build, (*page)->file, folder);
        faimi_readme_add(r, folder);
    }
}


void
faimi_readme_build(faimi_build_t *build, const faimi_build_files_t *readmes)
{
    bool             pages;
    size_t           i;
    faimi_index_t   *index;
    faimi_readme_t   r;

    index = build->index;
    pages = faimi_config_on(build->config, "readme_index",
                            "with_frontmatter");

    if (readmes->n == 0 && !pages) {
        return;
    }

    r = (faimi_readme_t) { build, faimi_map_create(build->arena) };

    for (i = 0; i < index->pages.n; i++) {
        faimi_readme_add(&r, index->pages.items[i]->url);
    }

    for (i = 0; i < index->nstatics; i++) {
        faimi_readme_add(&r, faimi_arena_printf(build->arena, "/%.*s",
                                 FAIMI_FMT(index->statics[i]->path)));
    }

    for (i = 0; i < readmes->n; i++) {
        faimi_readme_file(&r, readmes->items[i]);
    }

    for (i = 0; pages && i < index->pages.n; i++) {
        faimi_readme_page(&r, &index->pages.items[i]);
    }
}
