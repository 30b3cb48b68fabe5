/*
 * Rendering a parsed template.
 */

#ifndef FAIMI_LIQUID_RENDER_H
#define FAIMI_LIQUID_RENDER_H

#include "faimi_liquid_filter.h"


/* What the surroundings give to templates. */
typedef struct {
    /* The parsed template of `{% include name %}` (a path in _includes), or
     * of include_relative; NULL: there is none, or it may not be used, and
     * `err` says so. */
    const faimi_template_t  *(*include)(void *data, faimi_slice_t name,
        bool relative, faimi_error_t *err);

    /* {% link path %} and {% post_url name %}: the URL, or an error. */
    faimi_rc_t  (*link)(void *data, faimi_slice_t tag, faimi_slice_t name,
        faimi_arena_t *arena, faimi_slice_t *url, faimi_error_t *err);

    /* The moment of `now` and `today`; its offset is the site's zone. */
    faimi_time_t  (*now)(void *data);

    /* The moment t with the offset that the site's zone has then; NULL: the
     * offset of `now`. */
    faimi_time_t  (*local)(void *data, faimi_time_t t);

    /* {% seo %}, {% feed_meta %}: tags that the surroundings render; NULL:
     * they render nothing. */
    faimi_rc_t  (*tag)(void *data, faimi_liquid_t *lq, faimi_slice_t name,
        faimi_slice_t markup, faimi_buf_t *out, faimi_error_t *err);

    /* Whether the page has taken all the time that it may; asked now and
     * then.  NULL: it never has. */
    bool  (*late)(void *data);

    /* Who marks the tokens of {% highlight %}; its data is its own. */
    faimi_code_hook_t  code;

    /* Whether a filter that fails, or an unknown operator, is an error of the
     * rendering, as under Jekyll, and not a text in the output. */
    bool   strict;

    void  *data;
} faimi_liquid_host_t;


/* A rendering: its scopes, its counters of steps, its includes.  `globals`
 * holds `site`, `page`, `layout`, `content`, `jekyll`, ...; assignments go
 * into a scope of their own and leave `globals` as it is.  Several templates
 * may be rendered one after the other (a page, then its layouts), and share
 * the steps of FAIMI_MAX_LIQUID_STEPS.  `host`, `globals` and `data` must
 * outlive it; `data` is for filters: faimi_liquid_data(). */
faimi_liquid_t *faimi_liquid_create(faimi_arena_t *arena,
    const faimi_liquid_host_t *host, faimi_map_t *globals, void *data);

/* Appends the output.  FAIMI_ERROR: a missing include or a limit; `err` names
 * the template and the line.  What Liquid's lax mode only reports in the
 * output (a division by zero) is no error. */
faimi_rc_t faimi_liquid_render(faimi_liquid_t *lq,
    const faimi_template_t *template, faimi_buf_t *out, faimi_error_t *err);

/* Whether `now` was asked for: an input that no reference may have told, if a
 * field of a page holds the word. */
bool faimi_liquid_used_clock(const faimi_liquid_t *lq);

#endif
