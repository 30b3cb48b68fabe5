/*
 * A page's rendering: its layouts, its includes, the callbacks that connect
 * the renderer with the site.
 */

#include <stdio.h>

#include "faimi_body.h"
#include "faimi_plugins.h"
#include "faimi_styles.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"
#include "faimi_view_int.h"


const faimi_template_t *
faimi_tag_template(const faimi_site_t *site, faimi_slice_t name)
{
    const faimi_plugin_t  *plugin;

    plugin = faimi_plugins_tag(name);

    return (plugin == NULL) ? NULL : site->builtins[plugin->template];
}


const faimi_file_t *
faimi_include_find(const faimi_index_t *index, faimi_slice_t name)
{
    int                  n;
    char                 path[FAIMI_MAX_PATH];
    faimi_slice_t        key;
    const faimi_file_t  *file;

    n = snprintf(path, sizeof(path), "%.*s/%.*s",
                 FAIMI_FMT(index->config->includes), FAIMI_FMT(name));

    if (n < 0 || n >= (int) sizeof(path)) {
        return NULL;
    }

    key = faimi_slice(path, (size_t) n);
    file = faimi_files_find(index->site->files, FAIMI_TREE_SITE, key);

    if (file == NULL || file->parsed == NULL) {
        file = faimi_files_find(index->site->files, FAIMI_TREE_THEME, key);
    }

    return (file != NULL && file->parsed != NULL
            && file->where.kind == FAIMI_FILE_INCLUDES) ? file : NULL;
}


const faimi_file_t *
faimi_page_relative(const faimi_page_t *page, faimi_slice_t name)
{
    return (page->file == NULL) ? NULL
           : faimi_files_relative(page->site->files, page->file->path, name);
}


static const faimi_template_t *
faimi_page_include(void *data, faimi_slice_t name, bool relative,
    faimi_error_t *err)
{
    faimi_page_job_t     *j = data;
    const faimi_file_t   *file;
    const faimi_index_t  *index;

    /* relative to the page, whichever file asks (jekyll/tags/include.rb) */
    index = j->page->index;
    file = relative ? faimi_page_relative(j->page, name)
                    : faimi_include_find(index, name);

    if (file != NULL) {
        return file->parsed->template;
    }

    err->file[0] = '\0';

    if (relative) {
        (void) faimi_error_set(err, FAIMI_EMPTY, 0, 0, "include_relative "
                               "%.*s: there is no such file beside this one",
                               FAIMI_FMT(name));

    } else {
        (void) faimi_error_set(err, FAIMI_EMPTY, 0, 0, "include %.*s: there "
                               "is no %.*s/%.*s", FAIMI_FMT(name),
                               FAIMI_FMT(index->config->includes),
                               FAIMI_FMT(name));
    }

    return NULL;
}


static faimi_rc_t
faimi_page_link(void *data, faimi_slice_t tag, faimi_slice_t name,
    faimi_arena_t *arena, faimi_slice_t *url, faimi_error_t *err)
{
    faimi_page_job_t  *j = data;

    if (!faimi_routes_link(j->page->site->routes, tag, name, url)) {
        return faimi_error_set(err, FAIMI_EMPTY, 0, 0, "%.*s %.*s: there is "
                               "no such page, post or file",
                               FAIMI_FMT(tag), FAIMI_FMT(name));
    }

    *url = faimi_render_relative_url(arena, &j->env, *url);

    return FAIMI_OK;
}


static const faimi_template_t *
faimi_page_tag(void *data, faimi_slice_t name)
{
    faimi_page_job_t  *j = data;

    return faimi_tag_template(j->page->site, name);
}


static faimi_time_t
faimi_page_now(void *data)
{
    faimi_page_job_t  *j = data;

    return faimi_files_now(j->page->site->files);
}


static faimi_time_t
faimi_page_local(void *data, faimi_time_t t)
{
    faimi_page_job_t  *j = data;

    return faimi_tz_local(j->page->index->config->tz, t);
}


static bool
faimi_page_late(void *data)
{
    faimi_page_job_t  *j = data;

    j->view->late |= faimi_view_clock() > j->view->deadline;

    return j->view->late;
}


static void
faimi_page_converted(void *data, faimi_slice_t content)
{
    faimi_page_job_t  *j = data;

    j->view->frame->content = content;
}


/* The layout that a name means here; false: none. */
static bool
faimi_page_layout_ref(const faimi_page_t *page, faimi_slice_t name,
    faimi_layout_ref_t *ref)
{
    ref->name = name;
    ref->file = faimi_index_layout(page->index, name);

    if (ref->file != NULL) {
        return true;
    }

    if (page->kind == FAIMI_KIND_SECTION) {
        ref->file = faimi_index_layout(page->index, FAIMI_SLICE("default"));
        ref->builtin = page->index->builtin ? FAIMI_BUILTIN_DEFAULT
                                            : FAIMI_BUILTIN_ALONE;
        return true;
    }

    ref->builtin = FAIMI_BUILTIN_DEFAULT;

    return page->index->builtin && page->out.html;
}


static bool
faimi_page_layout_met(const faimi_layout_ref_t *refs, size_t n,
    faimi_slice_t name)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        if (faimi_slice_eq(refs[i].name, name)) {
            return true;
        }
    }

    return false;
}


size_t
faimi_page_layouts(const faimi_page_t *page,
    faimi_layout_ref_t refs[FAIMI_MAX_LAYOUT_DEPTH])
{
    size_t               n;
    faimi_value_t        v;
    faimi_slice_t        name;

    name = page->layout;

    for (n = 0; n < FAIMI_MAX_LAYOUT_DEPTH && name.len > 0; n++) {
        if (faimi_page_layout_met(refs, n, name)
            || !faimi_page_layout_ref(page, name, &refs[n]))
        {
            break;
        }

        v = refs[n].file ? faimi_map_at(refs[n].file->parsed->data, "layout")
                         : FAIMI_V_NIL;
        name = (v.type == FAIMI_STRING) ? v.u.string : FAIMI_EMPTY;
    }

    return n;
}


static void
faimi_page_job_layouts(faimi_page_job_t *j)
{
    size_t                     i, n;
    faimi_layout_t            *layout;
    const faimi_parsed_t  *parsed;
    const faimi_site_t        *site;
    faimi_layout_ref_t         refs[FAIMI_MAX_LAYOUT_DEPTH];
    static const faimi_map_t   none;

    site = j->page->site;
    n = faimi_page_layouts(j->page, refs);

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

        layout->template = site->builtins[refs[i].builtin];
        layout->text = FAIMI_EMPTY;
        layout->data = &none;
    }

    j->job.layouts = j->layouts;
    j->job.nlayouts = n;
}


/* The body where plugins change it: its Liquid is parsed anew. */
static void
faimi_page_job_body(faimi_page_job_t *j, const faimi_page_t *page,
    faimi_arena_t *arena)
{
    faimi_slice_t      body;
    faimi_template_t  *template;

    body = faimi_page_body(page, arena);

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
faimi_page_env(faimi_page_job_t *j, const faimi_page_t *page)
{
    const faimi_config_t  *config;

    config = page->index->config;

    j->env = (faimi_render_env_t) {
        .url = config->url,
        .baseurl = config->baseurl,
        .markdown = &config->markdown,
        .commonmark = config->commonmark ? &config->cmark : NULL,
        .site = j->view->site,
        .highlighter = page->site->highlighter,
        .host = {
            .include = faimi_page_include,
            .link = faimi_page_link,
            .now = faimi_page_now,
            .local = faimi_page_local,
            .late = faimi_page_late,
            .data = j
        },
        .tag = faimi_page_tag,
        .converted = faimi_page_converted
    };
}


void
faimi_page_job(faimi_page_job_t *j, faimi_view_t *view,
    const faimi_page_t *page, bool layouts)
{
    const faimi_parsed_t  *parsed;

    memset(j, 0, sizeof(faimi_page_job_t));
    parsed = page->file ? page->file->parsed : NULL;

    j->view = view;
    j->page = page;
    faimi_page_env(j, page);

    j->job.env = &j->env;
    j->job.file = page->file ? page->file->path : FAIMI_EMPTY;
    j->job.template = (parsed && !page->body.blank) ? parsed->template : NULL;
    j->job.body = faimi_page_source(page);
    j->job.line = parsed ? parsed->body_line : 1;
    j->job.markdown = page->body.markdown;
    j->job.page = faimi_drop_page(view, page);
    j->job.paginator = faimi_drop_paginator(view, page);

    if (parsed == NULL && page->made.builtin != FAIMI_BUILTINS) {
        j->job.template = page->site->builtins[page->made.builtin];
        j->job.file = page->url;
    }

    /* the site's own layout lists the pages */
    if (page->kind == FAIMI_KIND_SECTION
        && faimi_index_layout(page->index, page->layout) != NULL)
    {
        j->job.template = NULL;
    }

    if (parsed != NULL && (parsed->links || page->body.stripped)) {
        faimi_page_job_body(j, page, view->arena);
    }

    if (page->body.sass) {
        faimi_styles_job(page, view->arena, &j->styles, &j->sass);
        j->sass.until = view->sass_until;
        j->job.sass = &j->sass;
    }

    if (layouts) {
        faimi_page_job_layouts(j);
    }
}
