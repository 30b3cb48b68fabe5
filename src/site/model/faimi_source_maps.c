/*
 * jekyll-sass-converter: source maps of pages of Sass.  A map is a page of its
 * own, whose content comes out of the run of Sass that makes the CSS.
 */

#include "faimi_build.h"
#include "faimi_imports.h"


bool
faimi_source_maps_has(const faimi_page_t *page)
{
    faimi_value_t  v;

    v = faimi_map_at(faimi_map_map(page->index->config->values, "sass"),
                     "sourcemap");

    return page->kind == FAIMI_KIND_PAGE && page->body.sass
           && (v.type != FAIMI_STRING
               || (!faimi_slice_eq(v.u.string, FAIMI_SLICE("never"))
                   && !faimi_slice_eq(v.u.string,
                                      FAIMI_SLICE("development"))));
}


/* In the folder of the CSS, under the name of the source; an empty page has
 * none. */
static void
faimi_source_maps_add(faimi_build_t *build, faimi_page_t *page)
{
    faimi_page_t   *map;
    faimi_slice_t   name;

    if (!faimi_source_maps_has(page) || page->file->parsed == NULL
        || page->file->parsed->body.len == 0)
    {
        return;
    }

    map = faimi_page_new(build, FAIMI_KIND_GENERATED, FAIMI_BUILTINS);
    map->made.map_of = page;
    map->data = faimi_map_create(build->arena);
    map->out.ext = FAIMI_SLICE(".map");
    name = faimi_path_name(page->path);
    name.len -= faimi_path_ext(name).len;
    name = faimi_arena_printf(build->arena, "%.*s.css.map", FAIMI_FMT(name));
    map->path = faimi_path_join(build->arena, faimi_path_dir(page->path),
                                name);
    map->out.spelled = faimi_arena_printf(build->arena, "%.*s/%.*s",
                           FAIMI_FMT(faimi_path_dir(page->out.file)),
                           FAIMI_FMT(name));
    map->url = faimi_url_escape(build->arena, map->out.spelled);
    map->out.file = map->out.spelled;
    faimi_pages_push(build->arena, &build->index->made, map);
}


/* Paths of sass.load_paths that lead out of the site are not followed. */
static void
faimi_source_maps_load_paths(faimi_build_t *build)
{
    size_t               i, n;
    faimi_slice_t       *texts;
    const faimi_map_t   *conf;

    conf = faimi_map_map(build->config->values, "sass");
    texts = faimi_value_texts(build->tmp, faimi_map_at(conf, "load_paths"),
                              &n);

    for (i = 0; i < n; i++) {
        if (faimi_imports_path(build->tmp, texts[i]).len == 0) {
            faimi_notes_problem(build->notes, FAIMI_SLICE("_config.yml"),
                                "sass.load_paths: %.*s leads out of the site, "
                                "and is left out", FAIMI_FMT(texts[i]));
        }
    }
}


void
faimi_source_maps_build(faimi_build_t *build)
{
    size_t  i;

    if (build->styleless) {
        faimi_notes_problem(build->notes, FAIMI_EMPTY, "pages of Sass are "
                            "left out: this build has no libsass; install "
                            "libsass-dev and build anew");
    }

    if (faimi_imports_full(build->input->files)) {
        faimi_notes_problem(build->notes, FAIMI_EMPTY, "pages of Sass import "
                            "more than %d files, or from more than %d places; "
                            "the rest is left out", FAIMI_MAX_SASS_FILES,
                            FAIMI_MAX_SASS_LOOKS);
    }

    faimi_source_maps_load_paths(build);

    for (i = 0; i < build->index->pages.n; i++) {
        faimi_source_maps_add(build, build->index->pages.items[i]);
    }
}
