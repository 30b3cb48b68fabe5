/*
 * Templates: the input is one, and behind a NUL the text of whatever it
 * includes.  It is parsed in each mode and rendered; nothing else may come of
 * it than output or an error with its place.
 */

#include "faimi_liquid_render.h"
#include "faimi_map.h"
#include "fuzz.h"


typedef struct {
    faimi_template_t  *partial;
} fuzz_host_t;


static const faimi_template_t *
fuzz_include(void *data, faimi_slice_t name, bool relative,
    faimi_slice_t from, faimi_error_t *err)
{
    fuzz_host_t  *host;

    (void) name;
    (void) relative;
    (void) from;
    host = data;

    if (host->partial == NULL) {
        (void) faimi_error_set(err, FAIMI_EMPTY, 0, 0, "none");
    }

    return host->partial;
}


static faimi_value_t
fuzz_exp(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    const faimi_expression_t  *expr;

    if (n < 2 || args[1].type != FAIMI_STRING) {
        return FAIMI_V_NIL;
    }

    expr = (n == 2) ? faimi_liquid_condition(lq, args[1].u.string)
                    : faimi_liquid_expression(lq, args[1].u.string);

    return (expr == NULL) ? FAIMI_V_NIL
           : faimi_liquid_evaluate(lq, expr, FAIMI_SLICE("item"), args[0]);
}


static const faimi_filter_t  fuzz_filters[] = {
    { "where_exp", fuzz_exp, 0, 2 },
    { NULL, NULL, 0, 0 }
};


static faimi_map_t *
fuzz_globals(faimi_arena_t *arena)
{
    int             i;
    faimi_map_t    *map, *item;
    faimi_array_t  *list;

    map = faimi_map_create(arena);
    list = faimi_array_create(arena);

    for (i = 0; i < 3; i++) {
        item = faimi_map_create(arena);
        faimi_map_set(arena, item, FAIMI_SLICE("k"), FAIMI_V_INT(i));
        faimi_array_push(arena, list, FAIMI_V_MAP(item));
        faimi_array_push(arena, list, FAIMI_V_FLOAT(i / 3.0));
    }

    faimi_map_set(arena, map, FAIMI_SLICE("a"), FAIMI_V_ARRAY(list));
    faimi_map_set(arena, map, FAIMI_SLICE("s"),
                  FAIMI_V_STRING(FAIMI_SLICE("<b>\xC3\xA9 text</b>\n")));
    faimi_map_set(arena, map, FAIMI_SLICE("n"), FAIMI_V_INT(7));
    faimi_map_set(arena, map, FAIMI_SLICE("m"), FAIMI_V_MAP(item));

    return map;
}


static void
fuzz_render(fuzz_t *fuzz, fuzz_host_t *data, faimi_template_t *template)
{
    faimi_rc_t            rc;
    faimi_buf_t          *out;
    faimi_error_t         err;
    faimi_liquid_host_t   host;

    host = (faimi_liquid_host_t) { .include = fuzz_include,
                                   .filters = fuzz_filters, .data = data };
    out = faimi_buf_create(fuzz->arena, 1 << 20);
    err.line = 0;

    rc = faimi_liquid_render(faimi_liquid_create(fuzz->arena, &host,
                                                 fuzz_globals(fuzz->arena)),
                             template, out, &err);

    fuzz_check(rc != FAIMI_ERROR || err.line > 0);
    fuzz_check(rc != FAIMI_OK || faimi_utf8_check(faimi_buf_slice(out))
                                 == out->len);
}


static faimi_rc_t
fuzz_run(void *data)
{
    int                mode;
    size_t             nul;
    fuzz_t            *fuzz;
    fuzz_host_t        host;
    faimi_error_t      err;
    faimi_slice_t      source, partial;
    faimi_template_t  *template;

    fuzz = data;
    nul = faimi_slice_find_char(fuzz->input, '\0', 0);
    source = faimi_slice_sub(fuzz->input, 0, nul);
    partial = faimi_slice_sub(fuzz->input, nul + 1, fuzz->input.len);
    host.partial = NULL;

    if (faimi_utf8_check(fuzz->input) != fuzz->input.len) {
        return FAIMI_OK;
    }

    for (mode = FAIMI_LIQUID_WARN; mode <= FAIMI_LIQUID_STRICT; mode++) {
        (void) faimi_liquid_parse_as(fuzz->arena, partial,
                                     FAIMI_SLICE("partial"), 1, mode,
                                     &host.partial, &err);

        if (faimi_liquid_parse_as(fuzz->arena, source, FAIMI_SLICE("source"),
                                  1, mode, &template, &err) == FAIMI_OK)
        {
            fuzz_render(fuzz, &host, template);

        } else {
            fuzz_check(err.line > 0 && err.column > 0);
        }
    }

    return FAIMI_OK;
}
