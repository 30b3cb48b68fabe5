#include <stdlib.h>

#include "faimi_pages.h"
#include "faimi_styles.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


static const char *const  faimi_styles_names[] = {
    [FAIMI_SASS_NESTED] = "nested",
    [FAIMI_SASS_EXPANDED] = "expanded",
    [FAIMI_SASS_COMPACT] = "compact",
    [FAIMI_SASS_COMPRESSED] = "compressed"
};


bool
faimi_styles_is_page(faimi_slice_t path)
{
    faimi_slice_t  ext;

    ext = faimi_path_ext(path);

    return faimi_slice_eq_ci(ext, FAIMI_SLICE(".scss"))
           || faimi_slice_eq_ci(ext, FAIMI_SLICE(".sass"));
}


static const faimi_map_t *
faimi_styles_conf(const faimi_config_t *config)
{
    return faimi_map_map(config->values, "sass");
}


/* sourcemap: always, never or development; here it is production. */
static bool
faimi_styles_mapped(faimi_arena_t *arena, const faimi_page_t *page)
{
    faimi_slice_t  s;

    s = faimi_map_text(arena, faimi_styles_conf(page->index->config),
                       "sourcemap");

    return page->kind == FAIMI_KIND_PAGE
           && !faimi_slice_eq(s, FAIMI_SLICE("never"))
           && !faimi_slice_eq(s, FAIMI_SLICE("development"));
}


/* style: "compressed", or ":compressed"; any other is "compact". */
static faimi_sass_style_t
faimi_styles_style(faimi_slice_t s)
{
    unsigned  i;

    if (faimi_slice_starts(s, FAIMI_SLICE(":"))) {
        s = faimi_slice_sub(s, 1, s.len);
    }

    for (i = FAIMI_SASS_NESTED; i <= FAIMI_SASS_COMPRESSED; i++) {
        if (faimi_slice_eq(s, faimi_slice_str(faimi_styles_names[i]))) {
            return (faimi_sass_style_t) i;
        }
    }

    return FAIMI_SASS_COMPACT;
}


static int
faimi_styles_cmp(const void *a, const void *b)
{
    return faimi_slice_cmp(((const faimi_sass_file_t *) a)->path,
                           ((const faimi_sass_file_t *) b)->path);
}


/* The files that may be imported, in order. */
static faimi_sass_file_t *
faimi_styles_files(const faimi_styles_t *styles, faimi_arena_t *arena,
    size_t *n)
{
    size_t               i, nown;
    faimi_sass_file_t   *files;
    const faimi_file_t  *file;

    nown = styles->own.nslots;
    files = faimi_alloc(arena, (styles->own.n + styles->themed.n + 1)
                               * sizeof(faimi_sass_file_t));
    *n = 0;

    for (i = 0; i < nown + styles->themed.nslots; i++) {
        file = (i < nown) ? styles->own.slots[i]
                          : styles->themed.slots[i - nown];

        if (file == NULL || file->parsed == NULL) {
            continue;
        }

        files[*n].text = file->parsed->source;
        files[(*n)++].path = !file->theme ? file->path
                             : faimi_arena_printf(arena, "%s%.*s",
                                                  FAIMI_SASS_THEME,
                                                  FAIMI_FMT(file->path));
    }

    qsort(files, *n, sizeof(faimi_sass_file_t), faimi_styles_cmp);

    return files;
}


/* load_paths, sass_dir, and the theme's folder behind them. */
static faimi_slice_t *
faimi_styles_paths(const faimi_styles_t *styles, faimi_arena_t *arena,
    size_t *n)
{
    size_t          i;
    faimi_slice_t  *paths;

    *n = styles->npaths + 2;
    paths = faimi_alloc(arena, *n * sizeof(faimi_slice_t));

    for (i = 0; i < styles->npaths; i++) {
        paths[i] = styles->paths[i];
    }

    paths[i++] = styles->folder;
    paths[i] = FAIMI_SLICE(FAIMI_SASS_THEME FAIMI_STYLES_THEME);

    return paths;
}


static void
faimi_styles_options(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_sass_options_t *options)
{
    faimi_value_t        v;
    const faimi_map_t   *conf;
    faimi_sass_file_t   *files;
    const faimi_site_t  *site;

    site = page->site;
    conf = faimi_styles_conf(page->index->config);
    memset(options, 0, sizeof(faimi_sass_options_t));
    files = faimi_styles_files(site->styles, arena, &options->nfiles);
    options->files = files;
    options->paths = faimi_styles_paths(site->styles, arena,
                                        &options->npaths);
    options->style = faimi_styles_style(faimi_map_text(arena, conf,
                                                       "style"));
    options->comments = faimi_value_truthy(faimi_map_at(conf,
                                                        "line_comments"));
    options->embed = faimi_value_truthy(faimi_map_at(conf,
                                                     "source_map_embed"));
    options->charset = faimi_value_truthy(faimi_map_at(conf, "add_charset"));
    v = faimi_map_at(conf, "precision");

    if (v.type == FAIMI_INT && v.u.integer > 0) {
        options->precision = (v.u.integer < 100) ? (int) v.u.integer : 100;
    }
}


void
faimi_styles_job(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_sass_options_t *options, faimi_sass_job_t *job)
{
    faimi_styles_options(page, arena, options);
    memset(job, 0, sizeof(faimi_sass_job_t));
    job->options = options;
    job->file = page->file->path;
    job->line = page->file->parsed ? page->file->parsed->body_line : 1;
    job->indented = faimi_slice_eq_ci(faimi_path_ext(page->path),
                                      FAIMI_SLICE(".sass"));
    job->linked = faimi_styles_mapped(arena, page);

    /* as the converter has it: without the page's folder, from which nothing
     * is imported; a document has no name */
    job->name = (page->kind == FAIMI_KIND_PAGE) ? faimi_path_name(page->path)
                                                : FAIMI_EMPTY;
}


void
faimi_styles_digest(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_buf_t *b)
{
    size_t               i;
    const char          *version;
    faimi_digest_t       digest;
    faimi_sass_options_t  options;

    version = faimi_sass_version();
    faimi_digest_part(b, faimi_slice_str(version ? version : ""));
    faimi_styles_options(page, arena, &options);

    for (i = 0; i < options.nfiles; i++) {
        digest = faimi_digest(page->site->guard, options.files[i].text);
        faimi_digest_part(b, options.files[i].path);
        faimi_digest_add(b, &digest);
    }
}


/* Beside the CSS, under the name of the source; an empty page has none. */
static void
faimi_index_map(faimi_index_t *index, faimi_page_t *page)
{
    faimi_page_t   *map;
    faimi_slice_t   name;

    if (!page->body.sass || !faimi_styles_mapped(index->tmp, page)
        || page->file->parsed == NULL || page->file->parsed->body.len == 0)
    {
        return;
    }

    map = faimi_page_new(index, FAIMI_KIND_GENERATED, FAIMI_BUILTINS);
    map->made.map_of = page;
    map->data = faimi_map_create(index->arena);
    map->out.ext = FAIMI_SLICE(".map");
    name = faimi_path_name(page->path);
    name.len -= faimi_path_ext(name).len;
    name = faimi_arena_printf(index->arena, "%.*s.css.map", FAIMI_FMT(name));
    map->path = faimi_path_join(index->arena, faimi_path_dir(page->path),
                                name);
    map->out.spelled = faimi_arena_printf(index->arena, "%.*s/%.*s",
                                      FAIMI_FMT(faimi_path_dir(page->out.file)),
                                      FAIMI_FMT(name));
    map->url = faimi_url_escape(index->arena, map->out.spelled);
    map->out.file = map->out.spelled;
    faimi_pages_push(index->arena, &index->made, map);
}


static void
faimi_index_load_paths(faimi_index_t *index)
{
    size_t               i, n;
    faimi_slice_t       *texts;
    const faimi_map_t   *conf;

    conf = faimi_styles_conf(index->config);
    texts = faimi_value_texts(index->tmp, faimi_map_at(conf, "load_paths"),
                              &n);

    for (i = 0; i < n; i++) {
        if (faimi_styles_path(index->tmp, texts[i]).len == 0) {
            faimi_index_problem(index, FAIMI_SLICE("_config.yml"), "sass."
                                "load_paths: %.*s leads out of the site, and "
                                "is left out", FAIMI_FMT(texts[i]));
        }
    }
}


void
faimi_index_styles(faimi_index_t *index)
{
    size_t  i;

    if (index->styleless) {
        faimi_index_problem(index, FAIMI_EMPTY, "pages of Sass are left out: "
                            "this build has no libsass; install libsass-dev "
                            "and build anew");
    }

    if (faimi_styles_full(index->site)) {
        faimi_index_problem(index, FAIMI_EMPTY, "pages of Sass import more "
                            "than %d files, or from more than %d places; the "
                            "rest is left out", FAIMI_MAX_SASS_FILES,
                            FAIMI_MAX_SASS_LOOKS);
    }

    faimi_index_load_paths(index);

    for (i = 0; i < index->pages.n; i++) {
        faimi_index_map(index, index->pages.items[i]);
    }
}
