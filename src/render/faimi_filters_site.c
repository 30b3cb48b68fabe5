/*
 * The filters that need the job of the page: the URL of its site, and the
 * converters with their options.
 *
 * They run a converter inside of Liquid.  It uses the rendering's arena and
 * asks the same clock, so that a page cannot get around its limits by a
 * filter.
 */

#include "faimi_filters_int.h"
#include "faimi_render.h"
#include "faimi_value_text.h"


/* `input.url if input.respond_to?(:url)`: a page or document stands for its
 * URL. */
static faimi_slice_t
faimi_filter_url(faimi_liquid_t *lq, faimi_value_t v)
{
    faimi_arena_t  *arena;

    arena = faimi_liquid_arena(lq);

    if (v.type == FAIMI_OBJECT) {
        v = faimi_liquid_member(arena, v, FAIMI_V_STRING(FAIMI_SLICE("url")));
    }

    return faimi_value_slice(arena, v);
}


static faimi_value_t
faimi_filter_relative_url(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    if (args[0].type == FAIMI_NIL) {
        return FAIMI_V_NIL;
    }

    return FAIMI_V_STRING(faimi_render_relative_url(faimi_liquid_arena(lq),
                              faimi_render_job(lq)->env,
                              faimi_filter_url(lq, args[0])));
}


static faimi_value_t
faimi_filter_absolute_url(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    if (args[0].type == FAIMI_NIL) {
        return FAIMI_V_NIL;
    }

    return FAIMI_V_STRING(faimi_render_absolute_url(faimi_liquid_arena(lq),
                              faimi_render_job(lq)->env,
                              faimi_filter_url(lq, args[0])));
}


typedef faimi_rc_t (*faimi_filter_convert_pt)(faimi_arena_t *arena,
    const faimi_render_t *job, faimi_slice_t text, faimi_buf_t *out,
    faimi_error_t *err);


static faimi_rc_t
faimi_filter_markdown(faimi_arena_t *arena, const faimi_render_t *job,
    faimi_slice_t text, faimi_buf_t *out, faimi_error_t *err)
{
    return faimi_render_markdown(arena, job->env, text, job->file, 1, out,
                                 err);
}


/* smartify: kramdown's typographic symbols and nothing else
 * (jekyll/converters/smartypants.rb). */
static faimi_rc_t
faimi_filter_typography(faimi_arena_t *arena, const faimi_render_t *job,
    faimi_slice_t text, faimi_buf_t *out, faimi_error_t *err)
{
    faimi_markdown_options_t  options;

    options = *job->env->markdown;
    options.file = job->file;
    options.late = job->env->host.late;
    options.late_data = job->env->host.data;

    return faimi_markdown_smartify(arena, text, &options, out, err);
}


static faimi_rc_t
faimi_filter_sass(faimi_arena_t *arena, const faimi_render_t *job,
    bool indented, faimi_slice_t text, faimi_buf_t *out, faimi_error_t *err)
{
    const faimi_render_env_t  *env;

    env = job->env;

    if (env->sass == NULL) {
        return faimi_error_set(err, job->file, 0, 0, "nothing compiles Sass "
                               "here");
    }

    return faimi_sass_compile(arena, env->sass(env->host.data, indented), text,
                              out, err);
}


/* jekyll/converters/scss.rb and sass.rb.  A filter has no page of its own:
 * there is no source map. */
static faimi_rc_t
faimi_filter_scss(faimi_arena_t *arena, const faimi_render_t *job,
    faimi_slice_t text, faimi_buf_t *out, faimi_error_t *err)
{
    return faimi_filter_sass(arena, job, false, text, out, err);
}


static faimi_rc_t
faimi_filter_indented(faimi_arena_t *arena, const faimi_render_t *job,
    faimi_slice_t text, faimi_buf_t *out, faimi_error_t *err)
{
    return faimi_filter_sass(arena, job, true, text, out, err);
}


/* A converter as a filter; its error is that of the filter, at the tag's
 * line. */
static faimi_value_t
faimi_filter_convert(faimi_liquid_t *lq, faimi_value_t v,
    faimi_filter_convert_pt convert)
{
    faimi_buf_t    *b;
    faimi_error_t   err;
    faimi_arena_t  *arena;

    arena = faimi_liquid_arena(lq);
    b = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);

    if (convert(arena, faimi_render_job(lq), faimi_value_slice(arena, v), b,
                &err) != FAIMI_OK)
    {
        return faimi_liquid_fail(lq, "%s", err.message);
    }

    return FAIMI_V_STRING(faimi_buf_slice(b));
}


static faimi_value_t
faimi_filter_markdownify(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    return faimi_filter_convert(lq, args[0], faimi_filter_markdown);
}


static faimi_value_t
faimi_filter_smartify(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_filter_convert(lq, args[0], faimi_filter_typography);
}


static faimi_value_t
faimi_filter_scssify(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_filter_convert(lq, args[0], faimi_filter_scss);
}


static faimi_value_t
faimi_filter_sassify(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_filter_convert(lq, args[0], faimi_filter_indented);
}


const faimi_filter_t  faimi_filters_site[] = {
    { "absolute_url", faimi_filter_absolute_url, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "markdownify", faimi_filter_markdownify, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "relative_url", faimi_filter_relative_url, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "sassify", faimi_filter_sassify, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "scssify", faimi_filter_scssify, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "smartify", faimi_filter_smartify, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    FAIMI_FILTER_END
};
