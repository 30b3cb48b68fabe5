/*
 * A page as a job for the renderer: its body, its layouts, and the callbacks
 * by which the renderer asks for includes, links and the time
 * (jekyll/renderer.rb, #run and #render_document).
 *
 * The renderer knows no site: all that it needs of one comes through
 * faimi_render_env_t.  `data` of its callbacks is the job itself, so the job
 * must not move, and lives on the stack of the call that renders it.
 */

#include "faimi_url.h"
#include "faimi_value_tree.h"
#include "faimi_view_int.h"


/* Says why an include has no template: one that does not parse is reported
 * with its own error and position, one that does not exist with its name. */
static void
faimi_job_no_include(const faimi_view_job_t *j, faimi_slice_t name,
    bool relative, faimi_error_t *err)
{
    const faimi_error_t   *problem;
    const faimi_config_t  *config;

    config = j->page->index->config;
    problem = relative ? faimi_view_relative_problem(j->view->input, j->page,
                                                     name)
                       : faimi_view_include_problem(j->view->input, config,
                                                    name);
    err->file[0] = '\0';

    if (problem != NULL) {
        *err = *problem;

    } else if (relative) {
        (void) faimi_error_set(err, FAIMI_EMPTY, 0, 0, "include_relative "
                               "%.*s: there is no such file in the folder of "
                               "the page", FAIMI_FMT(name));

    } else {
        (void) faimi_error_set(err, FAIMI_EMPTY, 0, 0, "include %.*s: there "
                               "is no %.*s%s%.*s", FAIMI_FMT(name),
                               FAIMI_FMT(config->folders.includes),
                               (name.data[0] == '/') ? "" : "/",
                               FAIMI_FMT(name));
    }
}


static const faimi_template_t *
faimi_job_include(void *data, faimi_slice_t name, bool relative,
    faimi_error_t *err)
{
    faimi_view_job_t    *j = data;
    const faimi_file_t  *file;

    file = relative ? faimi_view_relative(j->view->input, j->page, name)
                    : faimi_view_include(j->view->input,
                                         j->page->index->config, name);

    if (file != NULL) {
        return file->parsed->template;
    }

    faimi_job_no_include(j, name, relative, err);

    return NULL;
}


/* {% link %} and {% post_url %}; both tags apply relative_url to what they
 * find (jekyll/tags/link.rb, jekyll/tags/post_url.rb). */
static faimi_rc_t
faimi_job_link(void *data, faimi_slice_t tag, faimi_slice_t name,
    faimi_arena_t *arena, faimi_slice_t *url, faimi_error_t *err)
{
    faimi_view_job_t  *j = data;

    if (!faimi_routes_link(j->view->input->routes, tag, name, url)) {
        return faimi_error_set(err, FAIMI_EMPTY, 0, 0, "%.*s %.*s: there is "
                               "no such page, post or file",
                               FAIMI_FMT(tag), FAIMI_FMT(name));
    }

    *url = faimi_render_relative_url(arena, &j->env, *url);

    return FAIMI_OK;
}


static const faimi_template_t *
faimi_job_tag(void *data, faimi_slice_t name)
{
    faimi_view_job_t  *j = data;

    return faimi_builtins_tag(j->view->input->builtins, name);
}


static faimi_time_t
faimi_job_now(void *data)
{
    faimi_view_job_t  *j = data;

    return faimi_files_now(j->view->input->files);
}


static faimi_time_t
faimi_job_local(void *data, faimi_time_t t)
{
    faimi_view_job_t  *j = data;

    return faimi_tz_local(j->page->index->config->tz, t);
}


/* Whether the time of the page is up.  Once it was, it stays so: a page
 * within the page fails quietly, and the outermost one asks view->late to
 * know why. */
static bool
faimi_job_late(void *data)
{
    faimi_view_job_t  *j = data;

    j->view->late |= faimi_view_clock() > j->view->deadline;

    return j->view->late;
}


static const faimi_sass_job_t *
faimi_job_sass(void *data, bool indented)
{
    faimi_view_job_t  *j = data;

    return faimi_styles_filter(j->view, j->page, indented);
}


/* No error of the page: its code is plain from then on.  Of a quick rendering
 * both deadlines are one, and it is given up. */
static bool
faimi_job_code_late(void *data)
{
    int64_t            now;
    faimi_view_job_t  *j = data;

    now = faimi_view_clock();
    j->view->late |= now > j->view->deadline;

    return now > j->view->code_deadline;
}


/* Called between conversion and layouts: from here on `page.content` of a
 * document is its HTML (Renderer#render_document assigns it). */
static void
faimi_job_converted(void *data, faimi_slice_t content)
{
    faimi_view_job_t  *j = data;

    j->view->frame->content = content;
}


/* The layouts with their templates, which belong to the parsed files and the
 * built-in ones: the index and its files outlive the rendering. */
static void
faimi_job_layouts(faimi_view_job_t *j)
{
    size_t                     i, n;
    faimi_layout_t            *layout;
    const faimi_parsed_t      *parsed;
    faimi_layout_ref_t         refs[FAIMI_MAX_LAYOUT_DEPTH];
    static const faimi_map_t   none;

    n = faimi_view_layouts(j->page, refs);

    for (i = 0; i < n; i++) {
        layout = &j->layouts[i];
        layout->name = refs[i].name;

        if (refs[i].file != NULL) {
            parsed = refs[i].file->parsed;
            layout->template = parsed->template;
            layout->text = parsed->body;
            layout->data = parsed->data;
            continue;
        }

        layout->template = faimi_builtins_get(j->view->input->builtins,
                                              refs[i].builtin);
        layout->text = FAIMI_EMPTY;
        layout->data = &none;
    }

    j->job.layouts = j->layouts;
    j->job.nlayouts = n;
}


/* The body where plugins change it.  Its Liquid is parsed again, since the
 * template in the parsed file is that of the source.  Where that fails, the
 * old template stays: the file itself did parse, and a page is better than
 * none. */
static void
faimi_job_body(faimi_view_job_t *j, const faimi_page_t *page,
    faimi_arena_t *arena)
{
    faimi_slice_t      body;
    faimi_template_t  *template;

    body = faimi_view_body(j->view->input, page, arena);

    if (body.data == j->job.body.data && body.len == j->job.body.len) {
        return;
    }

    j->job.body = body;

    if (j->job.template != NULL
        && faimi_render_parse(arena, body, j->job.file, j->job.line,
                              &template, NULL) == FAIMI_OK)
    {
        j->job.template = template;
    }
}


static void
faimi_job_env(faimi_view_job_t *j, const faimi_page_t *page)
{
    const faimi_config_t  *config;

    config = page->index->config;

    j->env = (faimi_render_env_t) {
        .url = config->url,
        .baseurl = config->baseurl,
        .markdown = &config->convert.markdown,
        .commonmark = config->convert.is_commonmark
                      ? &config->convert.commonmark : NULL,
        .highlighter = j->view->input->highlighter,
        .toc = faimi_config_toc(config, j->view->arena),
        .site = j->view->site,
        .answers = j->view->input->shared->answers,
        .host = {
            .include = faimi_job_include,
            .link = faimi_job_link,
            .now = faimi_job_now,
            .local = faimi_job_local,
            .late = faimi_job_late,
            .data = j
        },
        .code_late = faimi_job_code_late,
        .tag = faimi_job_tag,
        .sass = faimi_job_sass,
        .converted = faimi_job_converted
    };
}


void
faimi_view_job(faimi_view_job_t *j, faimi_view_t *view,
    const faimi_page_t *page, bool layouts)
{
    const faimi_parsed_t  *parsed;

    memset(j, 0, sizeof(faimi_view_job_t));
    parsed = page->file ? page->file->parsed : NULL;

    j->view = view;
    j->page = page;
    faimi_job_env(j, page);

    j->job.env = &j->env;
    j->job.file = page->file ? page->file->path : FAIMI_EMPTY;
    j->job.template = (parsed && !page->body.blank) ? parsed->template : NULL;
    j->job.body = faimi_page_source(page);
    j->job.line = parsed ? parsed->body_line : 1;
    j->job.markdown = page->body.markdown;
    j->job.page = faimi_drop_page(view, page);
    j->job.paginator = faimi_drop_paginator(view, page);

    if (parsed == NULL && page->made.builtin != FAIMI_BUILTINS) {
        j->job.template = faimi_builtins_get(view->input->builtins,
                                             page->made.builtin);
        j->job.file = page->url;
    }

    /* the site's own layout lists the pages */
    if (page->kind == FAIMI_KIND_SECTION
        && faimi_index_layout(page->index, page->layout) != NULL)
    {
        j->job.template = NULL;
    }

    if (parsed != NULL && !page->body.blank
        && (parsed->links || page->body.stripped))
    {
        faimi_job_body(j, page, view->arena);
    }

    if (page->body.sass) {
        faimi_styles_job(view, page, &j->styles, &j->sass);
        j->job.sass = &j->sass;
    }

    if (layouts) {
        faimi_job_layouts(j);
    }
}
