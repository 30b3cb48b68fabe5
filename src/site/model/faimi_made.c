/*
 * The beginning of a generated page, for the plugins that make one: a page
 * without a file, whose path is that of the file that Jekyll would write.
 */

#include "faimi_build.h"


faimi_page_t *
faimi_made_page(faimi_build_t *build, faimi_slice_t url,
    faimi_builtin_t builtin)
{
    faimi_page_t  *page;

    page = faimi_page_new(build, FAIMI_KIND_GENERATED, builtin);
    page->url = faimi_url_sanitize(build->arena, url);
    page->path = faimi_slice_sub(page->url, 1, page->url.len);
    page->out.spelled = faimi_url_unescape(build->arena, page->url);
    page->out.ext = faimi_path_ext(page->url);
    page->out.file = page->out.spelled;
    page->data = faimi_map_create(build->arena);
    faimi_pages_push(build->arena, &build->index->made, page);

    return page;
}


void
faimi_made_set(faimi_build_t *build, faimi_page_t *page,
    const char *key, faimi_value_t v)
{
    faimi_map_set(build->arena, page->data, faimi_slice_str(key), v);
}


bool
faimi_made_has(const faimi_build_t *build, const char *path)
{
    return faimi_files_find(build->input->files, FAIMI_TREE_SITE,
                            faimi_slice_str(path)) != NULL;
}
