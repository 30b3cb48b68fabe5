/*
 * Templates: the input is one, and behind a NUL the text of whatever it
 * includes.  It is parsed in each mode, followed, and rendered; nothing else
 * may come of it than output or an error with its place.
 */

#include <time.h>

#include "faimi_dataflow.h"
#include "faimi_frontmatter.h"
#include "faimi_liquid_render.h"
#include "faimi_map.h"
#include "fuzz.h"


/* Nanoseconds of processor time for one rendering. */
#define FUZZ_RENDER_TIME  500000000


typedef struct {
    faimi_template_t  *partial;
    int64_t            deadline;
} fuzz_host_t;


/* What templates see. */
static const char  fuzz_values[] =
    "a: [1, 2, {k: 0, t: x}, {k: 1, t: y}, 0.3333, ~]\n"
    "h: {k: v, n: 1, x: {y: [1, 2]}}\n"
    "m: [{n: 3, t: c}, {n: 1, t: a}, {t: b}, {n: '2', t: A}]\n"
    "w: [b, A, ~, c]\n"
    "mix: [1, b, 2.5, true, ~, [x], {k: 1}]\n"
    "nest: [[1, [2, [3]]], [], [4]]\n"
    "e: []\n"
    "eh: {}\n"
    "es: ''\n"
    "s: \"<b>\\xE9 text</b>\\n\"\n"
    "n: 7\n"
    "p: {f: a.html}\n"
    "name: a\n"
    "key: title\n"
    "i: 1\n"
    "yes: true\n"
    "t: 2024-03-05 10:20:30 +0100\n"
    "d: 2024-03-05\n"
    "inf: .inf\n"
    "nan: .nan\n"
    "big: 9223372036854775807\n"
    "exp: item.k == 1\n"
    "page: {title: T, tags: [x, y, z], deep: {er: [0, {x: 1}]}, n: 5}\n"
    "site: {posts: [{title: P, tags: [x]}], data: {d: {x: 1}}}\n";


static const faimi_template_t *
fuzz_include(void *data, faimi_slice_t name, bool relative,
    faimi_error_t *err)
{
    fuzz_host_t  *host;

    (void) name;
    (void) relative;
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


/* A value is gone through, printed, and taken out of the scratch again. */
static faimi_value_t
fuzz_json(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t        from;
    faimi_buf_t  *b;

    (void) n;
    b = faimi_liquid_scratch(lq);
    from = b->len;
    faimi_liquid_weigh(lq, args[0]);
    faimi_json(b, args[0], faimi_liquid_arena(lq));

    return faimi_liquid_taken(lq, from);
}


static const faimi_filter_t  fuzz_filters[] = {
    { "where_exp", fuzz_exp, 0, 2, FAIMI_FLOW_KEEP, FAIMI_ARGS_EXPRESSION },
    { "jsonify", fuzz_json, 0, 0, FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    FAIMI_FILTER_END
};

static const faimi_filter_t *const  fuzz_tables[] = { fuzz_filters, NULL };


static faimi_rc_t
fuzz_link(void *data, faimi_slice_t tag, faimi_slice_t name,
    faimi_arena_t *arena, faimi_slice_t *url, faimi_error_t *err)
{
    (void) data;
    (void) tag;
    *url = faimi_arena_copy(arena, name);

    return (name.len != 1) ? FAIMI_OK
           : faimi_error_set(err, FAIMI_EMPTY, 0, 0, "short");
}


static faimi_rc_t
fuzz_tag(void *data, faimi_liquid_t *lq, faimi_slice_t name,
    faimi_slice_t markup, faimi_buf_t *out, faimi_error_t *err)
{
    (void) data;
    (void) lq;
    (void) name;
    (void) err;
    faimi_buf_html(out, markup);

    return FAIMI_OK;
}


static faimi_time_t
fuzz_now(void *data)
{
    (void) data;

    return (faimi_time_t) { .sec = 1709600000, .offset = 3600 };
}


static faimi_time_t
fuzz_local(void *data, faimi_time_t t)
{
    (void) data;
    t.offset = 3600;

    return t;
}


static int64_t
fuzz_clock(void)
{
    struct timespec  ts;

    (void) clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ts);

    return (int64_t) ts.tv_sec * 1000000000 + ts.tv_nsec;
}


static bool
fuzz_late(void *data)
{
    fuzz_host_t  *host = data;

    return fuzz_clock() > host->deadline;
}


/* An object that has itself for a member. */
static const faimi_class_t  fuzz_class;


static faimi_value_t
fuzz_get(faimi_object_t object, faimi_slice_t key, faimi_arena_t *arena)
{
    (void) arena;

    return faimi_slice_eq(key, FAIMI_SLICE("self"))
           ? FAIMI_V_OBJECT(&fuzz_class, object.data) : FAIMI_V_STRING(key);
}


static faimi_value_t
fuzz_keys(faimi_object_t object, faimi_arena_t *arena)
{
    faimi_array_t  *keys;

    (void) object;
    keys = faimi_array_create(arena);
    faimi_array_push(arena, keys, FAIMI_V_STRING(FAIMI_SLICE("k")));

    return FAIMI_V_ARRAY(keys);
}


static const faimi_class_t  fuzz_class = {
    "Fuzz::Drop", fuzz_get, fuzz_keys, NULL, NULL
};


static faimi_map_t *
fuzz_globals(faimi_arena_t *arena)
{
    faimi_value_t  v;

    fuzz_check(faimi_yaml_parse(arena, faimi_slice_str(fuzz_values),
                                FAIMI_SLICE("globals"), 1, &v, NULL)
               == FAIMI_OK && v.type == FAIMI_MAP);
    faimi_map_set(arena, v.u.map, FAIMI_SLICE("o"),
                  FAIMI_V_OBJECT(&fuzz_class, NULL));

    return v.u.map;
}


static unsigned
fuzz_shape(void *data, faimi_slice_t member)
{
    (void) data;

    return (member.len == 0) ? FAIMI_VALUE_ANY : FAIMI_VALUE_LIST;
}


/* Where pages go in a template and its include. */
static void
fuzz_follow(fuzz_t *fuzz, const fuzz_host_t *host,
    const faimi_template_t *template)
{
    faimi_dataflow_t             flow;
    const faimi_template_t  *both[2];

    memset(&flow, 0, sizeof(flow));
    flow.arena = fuzz->arena;
    flow.site = fuzz_shape;
    both[0] = template;
    both[1] = host->partial;
    faimi_liquid_dataflow(&flow, both, (host->partial != NULL) ? 2 : 1);
    fuzz_check(flow.names != NULL);
}


static void
fuzz_render(fuzz_t *fuzz, fuzz_host_t *data, faimi_template_t *template)
{
    faimi_rc_t            rc;
    faimi_buf_t          *out;
    faimi_error_t         err;
    faimi_liquid_host_t   host;

    host = (faimi_liquid_host_t) {
        .include = fuzz_include, .link = fuzz_link, .tag = fuzz_tag,
        .now = fuzz_now, .local = fuzz_local, .late = fuzz_late,
        .strict = fuzz->input.len % 2 == 0, .data = data
    };
    out = faimi_buf_create(fuzz->arena, 1 << 20);
    err.line = 0;
    data->deadline = fuzz_clock() + FUZZ_RENDER_TIME;

    rc = faimi_liquid_render(faimi_liquid_create(fuzz->arena, &host,
                                                 fuzz_globals(fuzz->arena),
                                                 NULL),
                             template, out, &err);

    fuzz_check(rc != FAIMI_ERROR || err.line > 0);
    fuzz_check(rc != FAIMI_OK || faimi_utf8_check(faimi_buf_slice(out))
                                 == out->len);
}


static faimi_rc_t
fuzz_run(void *data)
{
    int                      mode;
    size_t                   nul;
    fuzz_t                  *fuzz;
    fuzz_host_t              host;
    faimi_error_t            err;
    faimi_slice_t            source, partial;
    faimi_template_t        *template;
    faimi_liquid_options_t   options;

    fuzz = data;
    nul = faimi_slice_find_char(fuzz->input, '\0', 0);
    source = faimi_slice_sub(fuzz->input, 0, nul);
    partial = (nul == fuzz->input.len)
              ? FAIMI_SLICE("{{ include.x }}{{ x }}")
              : faimi_slice_sub(fuzz->input, nul + 1, fuzz->input.len);
    host.partial = NULL;

    if (faimi_utf8_check(fuzz->input) != fuzz->input.len) {
        return FAIMI_OK;
    }

    for (mode = FAIMI_LIQUID_WARN; mode <= FAIMI_LIQUID_STRICT; mode++) {
        options = (faimi_liquid_options_t) { mode, fuzz_tables };
        (void) faimi_liquid_parse_as(fuzz->arena, partial,
                                     FAIMI_SLICE("partial"), 1, &options,
                                     &host.partial, &err);

        if (faimi_liquid_parse_as(fuzz->arena, source, FAIMI_SLICE("source"),
                                  1, &options, &template, &err) == FAIMI_OK)
        {
            fuzz_follow(fuzz, &host, template);
            fuzz_render(fuzz, &host, template);

        } else {
            fuzz_check(err.line > 0 && err.column > 0);
        }
    }

    return FAIMI_OK;
}
