/*
 * Pages of Sass as jobs for the compiler: its options from `sass:` of the
 * configuration, as jekyll-sass-converter reads them (jekyll/converters/
 * scss.rb), and the files that may be imported, which files/ has read.
 */

#include <stdlib.h>

#include "faimi_imports.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"
#include "faimi_view_int.h"


static const char *const  faimi_styles_names[] = {
    [FAIMI_SASS_NESTED] = "nested",
    [FAIMI_SASS_EXPANDED] = "expanded",
    [FAIMI_SASS_COMPACT] = "compact",
    [FAIMI_SASS_COMPRESSED] = "compressed"
};


static const faimi_map_t *
faimi_styles_conf(const faimi_config_t *config)
{
    return faimi_map_map(config->values, "sass");
}


/* style: "compressed" or ":compressed"; any other is "compact"
 * (Scss#sass_style and ALLOWED_STYLES). */
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


/* Adds the files of one tree.  Those of the theme get a prefix in front of
 * their paths, so that equal paths of site and theme stay two files. */
static void
faimi_styles_add(const faimi_files_t *files, faimi_tree_id_t id,
    faimi_arena_t *arena, faimi_sass_file_t *list, size_t *n)
{
    size_t               at;
    const faimi_file_t  *file;

    for (at = 0; (file = faimi_files_next(files, id, &at)) != NULL; ) {
        if (file->parsed == NULL) {
            continue;
        }

        list[*n].text = file->parsed->source;
        list[(*n)++].path = !file->theme ? file->path
                            : faimi_arena_printf(arena, "%s%.*s",
                                                 FAIMI_SASS_THEME,
                                                 FAIMI_FMT(file->path));
    }
}


/* The files that may be imported, sorted by path: the importer finds them by
 * bisection, and the digest of the list does not depend on the order in which
 * the files were found. */
static faimi_sass_file_t *
faimi_styles_files(const faimi_files_t *files, faimi_arena_t *arena,
    size_t *n)
{
    faimi_sass_file_t  *list;

    *n = 0;
    list = faimi_alloc(arena, (faimi_files_count(files, FAIMI_TREE_SASS)
                               + faimi_files_count(files,
                                                   FAIMI_TREE_SASS_THEME)
                               + 1) * sizeof(faimi_sass_file_t));
    faimi_styles_add(files, FAIMI_TREE_SASS, arena, list, n);
    faimi_styles_add(files, FAIMI_TREE_SASS_THEME, arena, list, n);
    qsort(list, *n, sizeof(faimi_sass_file_t), faimi_styles_cmp);

    return list;
}


/* Where imports are looked for, in this order: load_paths, sass_dir, and the
 * theme's folder (Scss#sass_load_paths). */
static faimi_slice_t *
faimi_styles_paths(const faimi_files_t *files, faimi_arena_t *arena,
    size_t *n)
{
    size_t                i, nown;
    faimi_slice_t        *paths;
    const faimi_slice_t  *own;

    own = faimi_imports_paths(files, &nown);
    *n = nown + 2;
    paths = faimi_alloc(arena, *n * sizeof(faimi_slice_t));

    for (i = 0; i < nown; i++) {
        paths[i] = own[i];
    }

    paths[i++] = faimi_imports_folder(files);
    paths[i] = FAIMI_SLICE(FAIMI_SASS_THEME FAIMI_IMPORTS_FOLDER);

    return paths;
}


static void
faimi_styles_options(const faimi_files_t *files, const faimi_config_t *config,
    faimi_arena_t *arena, faimi_sass_options_t *options)
{
    faimi_value_t       v;
    const faimi_map_t  *conf;

    conf = faimi_styles_conf(config);
    memset(options, 0, sizeof(faimi_sass_options_t));
    options->files = faimi_styles_files(files, arena, &options->nfiles);
    options->paths = faimi_styles_paths(files, arena, &options->npaths);
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


/* Where a compilation runs.  Where others wait for the page it does not begin,
 * and the page is late. */
static void
faimi_styles_where(faimi_view_t *view, faimi_sass_job_t *job)
{
    static const faimi_sass_where_t  where[] = {
        [FAIMI_RENDER_ALONE] = FAIMI_SASS_CHILD,
        [FAIMI_RENDER_QUICK] = FAIMI_SASS_NOWHERE,
        [FAIMI_RENDER_BOXED] = FAIMI_SASS_HERE
    };

    job->until = view->sass_until;
    job->where = where[view->way];
    view->late |= (job->where == FAIMI_SASS_NOWHERE);
}


void
faimi_styles_job(faimi_view_t *view, const faimi_page_t *page,
    faimi_sass_options_t *options, faimi_sass_job_t *job)
{
    faimi_styles_options(view->input->files, page->index->config, view->arena,
                         options);
    memset(job, 0, sizeof(faimi_sass_job_t));
    job->options = options;
    job->file = page->file->path;
    job->line = page->file->parsed ? page->file->parsed->body_line : 1;
    job->indented = faimi_slice_eq_ci(faimi_path_ext(page->path),
                                      FAIMI_SLICE(".sass"));
    job->linked = faimi_source_maps_has(page);
    faimi_styles_where(view, job);

    /* as the converter has it: without the page's folder, from which nothing
     * is imported; a document has no name */
    job->name = (page->kind == FAIMI_KIND_PAGE) ? faimi_path_name(page->path)
                                                : FAIMI_EMPTY;
}


const faimi_sass_job_t *
faimi_styles_filter(faimi_view_t *view, const faimi_page_t *page,
    bool indented)
{
    faimi_sass_job_t  *job;

    if (view->sass == NULL) {
        view->sass = faimi_alloc(view->arena, sizeof(faimi_sass_options_t));
        faimi_styles_options(view->input->files, page->index->config,
                             view->arena, view->sass);
    }

    job = faimi_alloc(view->arena, sizeof(faimi_sass_job_t));
    job->options = view->sass;
    job->file = page->path;
    job->line = 1;
    job->indented = indented;
    faimi_styles_where(view, job);

    return job;
}


void
faimi_view_styles(const faimi_view_input_t *input, faimi_arena_t *arena,
    faimi_buf_t *b)
{
    size_t              i, n;
    const char         *version;
    faimi_digest_t      digest;
    faimi_sass_file_t  *files;

    version = faimi_sass_version();
    faimi_digest_part(b, faimi_slice_str(version ? version : ""));
    files = faimi_styles_files(input->files, arena, &n);

    for (i = 0; i < n; i++) {
        digest = faimi_digest(faimi_arena_guard(arena), files[i].text);
        faimi_digest_part(b, files[i].path);
        faimi_digest_add(b, &digest);
    }
}
