/*
 * Data files: CSV against a table of what Ruby reads, the endings, errors and
 * limits.
 */

#include "cost.h"
#include "faimi_csv.h"
#include "faimi_data.h"
#include "table.h"


#define S(text)  FAIMI_SLICE(text)


typedef struct {
    faimi_guard_t  *guard;
    faimi_arena_t  *arena;
    size_t          bad;
} test_data_t;


/* What a file of CSV costs. */
typedef struct {
    faimi_guard_t  *guard;
    faimi_slice_t   text;
    faimi_rc_t      rc;
    faimi_error_t   err;
    double          yardstick;
} test_csv_t;


static faimi_slice_t
test_read(test_data_t *test, faimi_slice_t source, faimi_slice_t file)
{
    faimi_buf_t    *out;
    faimi_value_t   v;
    faimi_error_t   err;

    out = faimi_buf_create(test->arena, 1u << 20);

    if (faimi_data_parse(test->arena, source, file, &v, &err) != FAIMI_OK) {
        faimi_buf_printf(out, "!%zu:%zu %s", err.line, err.column,
                         err.message);

    } else {
        faimi_inspect(out, v, test->arena);
    }

    return faimi_buf_slice(out);
}


static void
test_csv_case(void *data, const faimi_slice_t *fields, size_t n, size_t line)
{
    test_data_t    *test = data;
    faimi_slice_t   got;

    got = test_read(test, fields[0], S("a.csv"));

    if (got.data[0] == '!') {
        got = S("!");
    }

    if (!faimi_slice_eq(got, fields[n - 1])) {
        test->bad++;
        printf("# line %zu: %.*s, expected %.*s\n", line, FAIMI_FMT(got),
               FAIMI_FMT(fields[n - 1]));
    }
}


static void
test_endings(test_data_t *test)
{
    CHECK(faimi_data_is(S("a/b.yml")) && faimi_data_is(S("b.json")));
    CHECK(!faimi_data_is(S("a.txt")) && !faimi_data_is(S("csv"))
          && !faimi_data_is(S("a.csv/b")) && !faimi_data_is(S("a.YML")));
    CHECK_STR(test_read(test, S("a: 1"), S("a.yml")), "{\"a\"=>1}");
    CHECK_STR(test_read(test, S("a: 1"), S("a.b.yaml")), "{\"a\"=>1}");
    CHECK_STR(test_read(test, S("{\"a\": [1, null, \"x\\u00e9\\n\"]}"),
                        S("a.json")),
              "{\"a\"=>[1, nil, \"x\xC3\xA9\\n\"]}");
    CHECK_STR(test_read(test, S("{\n\t\"a\": 1.5e+3\n}\n"), S("a.json")),
              "{\"a\"=>1500.0}");
    CHECK_STR(test_read(test, S("a\tb\n1,2\t3\n"), S("a.tsv")),
              "[{\"a\"=>\"1,2\", \"b\"=>\"3\"}]");
    CHECK_STR(test_read(test, S("a"), S("a.txt")),
              "!0:0 no data file: its name must end in .yml, .yaml, .json, "
              ".csv or .tsv");
}


static void
test_errors(test_data_t *test)
{
    CHECK_STR(test_read(test, S("a,b\n1,x\"y\n"), S("a.csv")),
              "!2:4 a field with a quote in it must be quoted, and the quote "
              "doubled");
    CHECK_STR(test_read(test, S("a,b\n\"1\n2,3"), S("a.csv")),
              "!2:1 this quote is not closed");
    CHECK_STR(test_read(test, S("a,b\n\"1\" ,3"), S("a.csv")),
              "!2:4 nothing may stand between a closing quote and the end of "
              "the field");
    CHECK_STR(test_read(test, S("a,b\n1,2\r\n"), S("a.csv")),
              "!2:4 this line ends in another way than the first one");
    CHECK_STR(test_read(test, S("a,b\n1,\xFF\n"), S("a.csv")),
              "!2:3 this is not UTF-8");
}


/* `n` times a text. */
static faimi_slice_t
test_times(faimi_arena_t *arena, const char *head, const char *unit, size_t n)
{
    size_t        i;
    faimi_buf_t  *out;

    out = faimi_buf_create(arena, 64u << 20);
    faimi_buf_str(out, head);

    for (i = 0; i < n; i++) {
        faimi_buf_str(out, unit);
    }

    return faimi_buf_slice(out);
}


static void
test_csv_work(void *data)
{
    test_csv_t     *csv = data;
    faimi_value_t   v;
    faimi_arena_t  *arena;

    arena = faimi_arena_create(csv->guard, 0);
    csv->rc = faimi_csv_parse(arena, csv->text, S("a.csv"), ',', &v,
                              &csv->err);
    faimi_arena_destroy(arena);
}


static void
test_costs(test_csv_t *csv, const char *name, faimi_slice_t text,
    faimi_rc_t expected)
{
    csv->text = text;
    cost_check(name, test_csv_work, csv, csv->yardstick, 30);
    CHECK(csv->rc == expected);
}


static void
test_hostile(test_data_t *test)
{
    test_csv_t      csv;
    faimi_slice_t   wide;
    faimi_arena_t  *arena;

    arena = test->arena;
    csv.guard = test->guard;
    csv.text = test_times(arena, "a,b\n", "two words,\"a, b\"\n", 50000);
    csv.yardstick = cost(test_csv_work, &csv, 0);
    CHECK(csv.rc == FAIMI_OK);

    wide = test_times(arena, "", "a,", 5000);
    wide = test_times(arena, faimi_arena_str(arena, wide), "\n", 100000);
    test_costs(&csv, "many columns of empty lines", wide, FAIMI_ERROR);
    CHECK_STR(faimi_slice_str(csv.err.message),
              "too many values: split the file");

    test_costs(&csv, "a quote that is open",
               test_times(arena, "a\n\"", "\"\"", 500000), FAIMI_ERROR);
    test_costs(&csv, "empty fields in quotes",
               test_times(arena, "a\n", "\"\"\n", 300000), FAIMI_OK);
    test_costs(&csv, "empty fields",
               test_times(arena, "a\n", ",", 900000), FAIMI_OK);
}


static faimi_rc_t
test_run(void *data)
{
    test_data_t  *test = data;

    table_run("t/spec/tables/csv.tsv", test_csv_case, test);
    CHECK(test->bad == 0);
    test_endings(test);
    test_errors(test);
    test_hostile(test);

    return FAIMI_OK;
}


int
main(void)
{
    test_data_t  test;

    test.bad = 0;
    test.guard = faimi_guard_create();
    test.arena = faimi_arena_create(test.guard, 0);

    CHECK(faimi_guard_run(test.guard, test_run, &test) == FAIMI_OK);

    faimi_arena_destroy(test.arena);
    faimi_guard_destroy(test.guard);

    return test_end();
}
