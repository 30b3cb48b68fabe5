/*
 * relative_url, absolute_url, markdownify, smartify.
 */

#include "faimi_filters_int.h"
#include "faimi_filters_int.h"
#include "faimi_filters_site.h"
#include "faimi_text.h"


/* A page, and anything with a `url`, stands for its URL. */
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


faimi_value_t
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


faimi_value_t
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


faimi_value_t
faimi_filter_markdownify(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    faimi_buf_t               *b;
    faimi_error_t              err;
    faimi_arena_t             *arena;
    faimi_slice_t              text;
    const faimi_render_t      *job;
    faimi_markdown_options_t   options;

    (void) n;
    arena = faimi_liquid_arena(lq);
    job = faimi_render_job(lq);
    text = faimi_value_slice(arena, args[0]);

    options = *job->env->markdown;
    options.file = job->file;
    b = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);

    if (faimi_markdown_render(arena, text, &options, b, &err) != FAIMI_OK) {
        return faimi_liquid_fail(lq, "%s", err.message);
    }

    return FAIMI_V_STRING(faimi_buf_slice(b));
}


/* kramdown with its quotes and typographic symbols alone: Markdown of one
 * paragraph, whose tags are taken off again. */
faimi_value_t
faimi_filter_smartify(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_value_t  v;
    faimi_slice_t  text;

    v = faimi_filter_markdownify(lq, args, n);

    if (v.type != FAIMI_STRING) {
        return v;
    }

    text = faimi_slice_trim(v.u.string);

    if (faimi_slice_starts(text, FAIMI_SLICE("<p>"))
        && faimi_slice_ends(text, FAIMI_SLICE("</p>")))
    {
        text = faimi_slice_sub(text, 3, text.len - 4);
    }

    return FAIMI_V_STRING(text);
}
