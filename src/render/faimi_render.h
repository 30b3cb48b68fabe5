/*
 * A page from its source to HTML: Liquid, then Markdown or Sass, then the
 * layouts (Jekyll::Renderer).  It gets values and callbacks, never a site.
 */

#ifndef FAIMI_RENDER_H
#define FAIMI_RENDER_H

#include "faimi_answers.h"
#include "faimi_commonmark.h"
#include "faimi_highlight.h"
#include "faimi_html.h"
#include "faimi_liquid_render.h"
#include "faimi_markdown.h"
#include "faimi_sass.h"


typedef struct faimi_render_s  faimi_render_t;


/* A layout of the page; its strings and template belong to the caller. */
typedef struct {
    faimi_slice_t            name;
    const faimi_template_t  *template;   /* NULL: `text` has no Liquid */
    faimi_slice_t            text;
    const faimi_map_t       *data;       /* its front matter */
} faimi_layout_t;


/* What all pages of a site share. */
typedef struct {
    faimi_slice_t                    url;        /* of _config.yml, or "" */
    faimi_slice_t                    baseurl;
    const faimi_markdown_options_t  *markdown;
    const faimi_commonmark_options_t  *commonmark;   /* NULL: kramdown */
    faimi_value_t                    site;
    faimi_highlighter_t             *highlighter;    /* NULL: code is plain */

    const faimi_html_toc_options_t  *toc;   /* NULL: jekyll-toc is off */
    faimi_answers_t                 *answers;        /* NULL: none is kept */

    /* Its callbacks get its `data`, as those below do; `tag` and `strict` are
     * set by the rendering. */
    faimi_liquid_host_t              host;

    /* The page's time for code in colour is over; or NULL.  What comes after
     * that is plain, and there is time left for the rest of the page. */
    bool  (*code_late)(void *data);

    /* The template that stands for a tag ({% seo %}), or NULL; it finds the
     * tag's text in `tag_markup`. */
    const faimi_template_t  *(*tag)(void *data, faimi_slice_t name);

    /* How the filters scssify and sassify (`indented`) compile; or NULL. */
    const faimi_sass_job_t  *(*sass)(void *data, bool indented);

    /* The page's content is converted: HTML, without a layout; or NULL. */
    void  (*converted)(void *data, faimi_slice_t content);
} faimi_render_env_t;


/* One page to render; all of it belongs to the caller and outlives the call. */
struct faimi_render_s {
    const faimi_render_env_t  *env;
    faimi_slice_t              file;       /* for errors */
    const faimi_template_t    *template;   /* NULL: `body` has no Liquid */
    faimi_slice_t              body;
    size_t                     line;       /* of the file where it begins */
    bool                       markdown;
    const faimi_sass_job_t    *sass;       /* NULL: no Sass */
    const faimi_layout_t      *layouts;    /* from the innermost outwards */
    size_t                     nlayouts;
    faimi_value_t              page;
    faimi_value_t              paginator;
};


/* Jekyll's filters, those that Liquid does not have and those that Jekyll
 * replaces: tables for faimi_liquid_options_t. */
extern const faimi_filter_t *const  faimi_render_filters[];

/* faimi_liquid_parse() with Jekyll's filters. */
faimi_rc_t faimi_render_parse(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, size_t line, faimi_template_t **template,
    faimi_error_t *err);


/* Appends the page's content, without layouts.  FAIMI_ERROR: `err` says which
 * file and line; what was appended is of no use then. */
faimi_rc_t faimi_render_content(faimi_arena_t *arena,
    const faimi_render_t *job, faimi_buf_t *out, faimi_error_t *err);

/* Appends the whole page. */
faimi_rc_t faimi_render_page(faimi_arena_t *arena,
    const faimi_render_t *job, faimi_buf_t *out, faimi_error_t *err);

/* The job of a rendering, for filters and tags. */
const faimi_render_t *faimi_render_job(faimi_liquid_t *lq);

/* Markdown as the site's configuration has it; `file` and `line` for errors. */
faimi_rc_t faimi_render_markdown(faimi_arena_t *arena,
    const faimi_render_env_t *env, faimi_slice_t text, faimi_slice_t file,
    size_t line, faimi_buf_t *out, faimi_error_t *err);

/* relative_url and absolute_url of Jekyll's filters; of `env` they use the url
 * and the baseurl alone.  The result is in the arena, or is `url` itself. */
faimi_slice_t faimi_render_relative_url(faimi_arena_t *arena,
    const faimi_render_env_t *env, faimi_slice_t url);
faimi_slice_t faimi_render_absolute_url(faimi_arena_t *arena,
    const faimi_render_env_t *env, faimi_slice_t url);

#endif
