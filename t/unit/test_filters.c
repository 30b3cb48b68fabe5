/*
 * Jekyll's filters against what Jekyll makes of the values in filters.yml.
 */

#include "faimi_frontmatter.h"
#include "faimi_render.h"
#include "table.h"


typedef struct {
    faimi_guard_t  *guard;
    faimi_arena_t  *arena;
    faimi_map_t    *globals;
    size_t          bad;
} test_filters_t;


static faimi_rc_t
test_render(test_filters_t *test, faimi_slice_t expression, faimi_buf_t *out,
    faimi_error_t *err)
{
    faimi_slice_t      source;
    faimi_liquid_t    *lq;
    faimi_template_t  *template;

    static const faimi_liquid_host_t  host = {
        .strict = true
    };

    source = faimi_arena_printf(test->arena, "{{ %.*s }}",
                                FAIMI_FMT(expression));

    if (faimi_render_parse(test->arena, source, FAIMI_SLICE("t"), 1,
                           &template, err)
        != FAIMI_OK)
    {
        return FAIMI_ERROR;
    }

    lq = faimi_liquid_create(test->arena, &host, test->globals, NULL);

    return faimi_liquid_render(lq, template, out, err);
}


static void
test_case(void *data, const faimi_slice_t *fields, size_t n, size_t line)
{
    faimi_buf_t     *out;
    faimi_error_t    err;
    faimi_slice_t    got;
    test_filters_t  *test = data;

    out = faimi_buf_create(test->arena, FAIMI_MAX_OUTPUT);
    got = FAIMI_SLICE("!");
    err.message[0] = '\0';

    if (test_render(test, fields[0], out, &err) == FAIMI_OK) {
        got = faimi_buf_slice(out);
    }

    if (!faimi_slice_eq(got, fields[n - 1])) {
        test->bad++;
        printf("# line %zu: %.*s\n#      got: %.*s %s\n# expected: %.*s\n",
               line, FAIMI_FMT(fields[0]), FAIMI_FMT(got), err.message,
               FAIMI_FMT(fields[n - 1]));
    }
}


static faimi_rc_t
test_run(void *data)
{
    FILE            *f;
    char            *text;
    size_t           n;
    faimi_error_t    err;
    faimi_value_t    value;
    test_filters_t  *test = data;

    f = fopen("t/spec/tables/filters.yml", "r");
    CHECK(f != NULL);

    if (f == NULL) {
        return FAIMI_ERROR;
    }

    text = faimi_alloc_text(test->arena, TABLE_LINE);
    n = fread(text, 1, TABLE_LINE, f);
    (void) fclose(f);

    CHECK(faimi_yaml_parse(test->arena, faimi_slice(text, n),
                           FAIMI_SLICE("filters.yml"), 1, &value, &err)
          == FAIMI_OK);
    test->globals = value.u.map;

    table_run("t/spec/tables/filters.tsv", test_case, test);
    CHECK(test->bad == 0);

    return FAIMI_OK;
}


int
main(void)
{
    test_filters_t  test;

    memset(&test, 0, sizeof(test_filters_t));
    test.guard = faimi_guard_create();
    test.arena = faimi_arena_create(test.guard, 0);

    CHECK(faimi_guard_run(test.guard, test_run, &test) == FAIMI_OK);

    faimi_arena_destroy(test.arena);
    faimi_guard_destroy(test.guard);

    return test_end();
}
