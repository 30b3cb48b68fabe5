/*
 * Rendering a parsed template, and what filters of the host may ask of it.
 */

#ifndef FAIMI_LIQUID_RENDER_H
#define FAIMI_LIQUID_RENDER_H

#include "faimi_liquid.h"


/* A rendering: its scopes, its counters of steps, its includes.  `globals`
 * holds `site`, `page`, `layout`, `content`, `jekyll`, ...; assignments go
 * into a scope of their own and leave `globals` as it is.  Several templates
 * may be rendered one after the other (a page, then its layouts), and share
 * the steps of FAIMI_MAX_LIQUID_STEPS. */
faimi_liquid_t *faimi_liquid_create(faimi_arena_t *arena,
    const faimi_liquid_host_t *host, faimi_map_t *globals);

/* Appends the output.  FAIMI_ERROR: a missing include or a limit; `err` names
 * the template and the line.  What Liquid's lax mode only reports in the
 * output (a division by zero) is no error. */
faimi_rc_t faimi_liquid_render(faimi_liquid_t *lq,
    const faimi_template_t *template, faimi_buf_t *out, faimi_error_t *err);

/* For filters: the arena of the rendering, the host's data, the value of a
 * variable such as `page` (nil where there is none). */
faimi_arena_t *faimi_liquid_arena(faimi_liquid_t *lq);
void *faimi_liquid_data(faimi_liquid_t *lq);
faimi_value_t faimi_liquid_variable(faimi_liquid_t *lq, faimi_slice_t name);

/* For filters: returns nil and makes the output "Liquid error: message". */
faimi_value_t faimi_liquid_fail(faimi_liquid_t *lq, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* For filters and objects: the member `key` of a map, array, string or
 * object, as a dotted lookup finds it (`size`, `first`, `last` included). */
faimi_value_t faimi_liquid_member(faimi_arena_t *arena, faimi_value_t v,
    faimi_value_t key);

#endif
