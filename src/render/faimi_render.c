/*
 * A page's body goes through Liquid, then through Markdown or Sass; the result
 * is `content` in its layout, whose output is `content` in the next one, and so
 * on outwards (jekyll/renderer.rb, render_document and place_in_layouts).
 *
 * One faimi_liquid_t renders all templates of a page: they share its steps, and
 * its counters, as Jekyll's templates share one payload.  The clock is asked
 * between templates in addition to within them, so that a page of many small
 * layouts ends in time, too.
 *
 * Everything is in the page's arena; a step's output stays there until the page
 * is done, since `content` and variables may be views of it.
 */

#include "faimi_render.h"


/* One page being rendered. */
typedef struct {
    faimi_arena_t         *arena;
    const faimi_render_t  *job;
    faimi_liquid_host_t    host;
    faimi_liquid_t        *lq;
    faimi_map_t           *globals;
    faimi_error_t         *err;
} faimi_rendering_t;


const faimi_render_t *
faimi_render_job(faimi_liquid_t *lq)
{
    const faimi_rendering_t  *r;

    r = faimi_liquid_data(lq);

    return r->job;
}


/* A tag of a plugin ({% seo %}) is a template of its own.  It gets a rendering
 * with a copy of the globals: it sees what the page's templates see, and its
 * variables are not theirs. */
static faimi_rc_t
faimi_render_tag(void *data, faimi_liquid_t *lq, faimi_slice_t name,
    faimi_slice_t markup, faimi_buf_t *out, faimi_error_t *err)
{
    faimi_map_t               *globals;
    faimi_rendering_t         *r;
    const faimi_template_t    *template;
    const faimi_render_env_t  *env;

    r = faimi_liquid_data(lq);
    env = r->job->env;
    template = (env->tag == NULL) ? NULL : env->tag(data, name);

    if (template == NULL) {
        return FAIMI_OK;
    }

    globals = faimi_map_clone(r->arena, r->globals);
    faimi_map_set(r->arena, globals, FAIMI_SLICE("tag_markup"),
                  FAIMI_V_STRING(markup));

    return faimi_liquid_render(faimi_liquid_create(r->arena, &r->host, globals,
                                                   r),
                               template, out, err);
}


static void
faimi_render_set(faimi_rendering_t *r, const char *name, faimi_value_t v)
{
    faimi_map_set(r->arena, r->globals, faimi_slice_str(name), v);
}


/* jekyll.version and jekyll.environment (jekyll/drops/jekyll_drop.rb). */
static faimi_value_t
faimi_render_jekyll(faimi_arena_t *arena)
{
    faimi_map_t  *map;

    map = faimi_map_create(arena);
    faimi_map_set(arena, map, FAIMI_SLICE("version"),
                  FAIMI_V_STRING(FAIMI_SLICE("4.3.1")));
    faimi_map_set(arena, map, FAIMI_SLICE("environment"),
                  FAIMI_V_STRING(FAIMI_SLICE("production")));

    return FAIMI_V_MAP(map);
}


static faimi_code_hook_t
faimi_render_code_hook(const faimi_render_env_t *env)
{
    return faimi_highlight_hook(env->highlighter, (faimi_code_deadline_t) {
                                    env->code_late, env->host.data });
}


/* The payload: site, page, layout, paginator, jekyll (Renderer#assign_pages!
 * and #assign_layout_data!).  Prefix and suffix keep a highlighted block apart
 * from the Markdown around it (#assign_highlighter_options!). */
static void
faimi_render_begin(faimi_rendering_t *r, faimi_arena_t *arena,
    const faimi_render_t *job, faimi_error_t *err)
{
    r->arena = arena;
    r->job = job;
    r->err = err;
    r->host = job->env->host;
    r->host.tag = faimi_render_tag;
    r->host.strict = true;
    r->host.code = faimi_render_code_hook(job->env);

    r->globals = faimi_map_create(arena);
    faimi_render_set(r, "site", job->env->site);
    faimi_render_set(r, "page", job->page);
    faimi_render_set(r, "paginator", job->paginator);
    faimi_render_set(r, "jekyll", faimi_render_jekyll(arena));

    if (job->nlayouts > 0) {
        faimi_render_set(r, "layout", FAIMI_V_MAP(
            (faimi_map_t *) job->layouts[0].data));
    }

    if (job->markdown) {
        faimi_render_set(r, "highlighter_prefix",
                         FAIMI_V_STRING(FAIMI_SLICE("\n")));
        faimi_render_set(r, "highlighter_suffix",
                         FAIMI_V_STRING(FAIMI_SLICE("\n")));
    }

    r->lq = faimi_liquid_create(arena, &r->host, r->globals, r);
}


static faimi_rc_t
faimi_render_full(faimi_rendering_t *r)
{
    return faimi_error_set(r->err, r->job->file, 0, 0, "the page grows "
                           "beyond %u MB", FAIMI_MAX_OUTPUT >> 20);
}


/* The output of a template, or the text itself if it has no Liquid: no copy of
 * it. */
static faimi_rc_t
faimi_render_template(faimi_rendering_t *r, const faimi_template_t *template,
    faimi_slice_t text, faimi_slice_t *result)
{
    faimi_buf_t  *b;

    *result = text;

    if (r->host.late != NULL && r->host.late(r->host.data)) {
        return faimi_error_set(r->err, r->job->file, 0, 0, "the page takes "
                               "more than %d s to render",
                               FAIMI_MAX_RENDER_TIME);
    }

    if (template == NULL) {
        return FAIMI_OK;
    }

    b = faimi_buf_create(r->arena, FAIMI_MAX_OUTPUT);

    if (faimi_liquid_render(r->lq, template, b, r->err) != FAIMI_OK) {
        return FAIMI_ERROR;
    }

    *result = faimi_buf_slice(b);

    return b->full ? faimi_render_full(r) : FAIMI_OK;
}


faimi_rc_t
faimi_render_markdown(faimi_arena_t *arena, const faimi_render_env_t *env,
    faimi_slice_t text, faimi_slice_t file, size_t line, faimi_buf_t *out,
    faimi_error_t *err)
{
    faimi_markdown_options_t    options;
    faimi_commonmark_options_t  cmark;

    if (env->commonmark != NULL) {
        cmark = *env->commonmark;
        cmark.file = file;
        cmark.code = faimi_render_code_hook(env);
        return faimi_commonmark_render(arena, text, &cmark, out, err);
    }

    options = *env->markdown;
    options.file = file;
    options.line = line;
    options.late = env->host.late;
    options.late_data = env->host.data;
    options.code = faimi_render_code_hook(env);

    return faimi_markdown_render(arena, text, &options, out, err);
}


/* Liquid first, then the converter (Renderer#render_document): Liquid may
 * write Markdown, but Markdown never sees Liquid. */
static faimi_rc_t
faimi_render_body(faimi_rendering_t *r, faimi_slice_t *content)
{
    faimi_rc_t             rc;
    faimi_buf_t           *b;
    const faimi_render_t  *job;

    job = r->job;

    if (faimi_render_template(r, job->template, job->body, content)
        != FAIMI_OK)
    {
        return FAIMI_ERROR;
    }

    if (!job->markdown && job->sass == NULL) {
        return FAIMI_OK;
    }

    b = faimi_buf_create(r->arena, FAIMI_MAX_OUTPUT);

    if (job->sass != NULL) {
        rc = faimi_sass_compile(r->arena, job->sass, *content, b, r->err);

    } else {
        rc = faimi_render_markdown(r->arena, job->env, *content, job->file,
                                   job->line, b, r->err);
    }

    if (rc != FAIMI_OK) {
        return FAIMI_ERROR;
    }

    *content = faimi_buf_slice(b);

    return b->full ? faimi_render_full(r) : FAIMI_OK;
}


/* Renderer#render_layout merges the front matter of the inner layouts over
 * that of the outer one. */
static void
faimi_render_layout_data(faimi_rendering_t *r, const faimi_layout_t *layout,
    faimi_map_t **data)
{
    *data = faimi_map_merge(r->arena, layout->data, *data);
    faimi_render_set(r, "layout", FAIMI_V_MAP(*data));
}


faimi_rc_t
faimi_render_content(faimi_arena_t *arena, const faimi_render_t *job,
    faimi_buf_t *out, faimi_error_t *err)
{
    faimi_slice_t      content;
    faimi_rendering_t  r;

    faimi_render_begin(&r, arena, job, err);

    if (faimi_render_body(&r, &content) != FAIMI_OK) {
        return FAIMI_ERROR;
    }

    faimi_buf_add(out, content);

    return out->full ? faimi_render_full(&r) : FAIMI_OK;
}


faimi_rc_t
faimi_render_page(faimi_arena_t *arena, const faimi_render_t *job,
    faimi_buf_t *out, faimi_error_t *err)
{
    size_t                 i;
    faimi_map_t           *data;
    faimi_slice_t          content;
    faimi_rendering_t      r;
    const faimi_layout_t  *layout;

    data = NULL;
    faimi_render_begin(&r, arena, job, err);

    if (faimi_render_body(&r, &content) != FAIMI_OK) {
        return FAIMI_ERROR;
    }

    if (job->env->converted != NULL) {
        job->env->converted(job->env->host.data, content);
    }

    for (i = 0; i < job->nlayouts; i++) {
        layout = &job->layouts[i];
        faimi_render_layout_data(&r, layout, &data);
        faimi_render_set(&r, "content", FAIMI_V_STRING(content));

        if (faimi_render_template(&r, layout->template, layout->text,
                                  &content) != FAIMI_OK)
        {
            return FAIMI_ERROR;
        }
    }

    faimi_buf_add(out, content);

    return out->full ? faimi_render_full(&r) : FAIMI_OK;
}
