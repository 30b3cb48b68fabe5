/*
 * Values: equality, truth and their forms as text.
 */

#include "table.h"


#define S(text)  FAIMI_SLICE(text)


typedef struct {
    faimi_arena_t  *arena;
    size_t          bad;
} test_value_t;


static faimi_slice_t
test_form(test_value_t *test, faimi_value_t v,
    void (*form)(faimi_buf_t *, faimi_value_t, faimi_arena_t *))
{
    faimi_buf_t  *out;

    out = faimi_buf_create(test->arena, FAIMI_MAX_OUTPUT);
    form(out, v, test->arena);

    return faimi_buf_slice(out);
}


static void
test_float_case(void *data, const faimi_slice_t *fields, size_t n,
    size_t line)
{
    char           hex[17];
    double         number;
    uint64_t       bits;
    test_value_t  *test = data;
    faimi_slice_t  got;

    (void) snprintf(hex, sizeof(hex), "%.*s", FAIMI_FMT(fields[0]));
    bits = strtoull(hex, NULL, 16);
    memcpy(&number, &bits, sizeof(number));
    got = test_form(test, FAIMI_V_FLOAT(number), faimi_value_text);

    if (!faimi_slice_eq(got, fields[n - 1])) {
        test->bad++;
        printf("# line %zu: %.*s, expected %.*s\n", line, FAIMI_FMT(got),
               FAIMI_FMT(fields[n - 1]));
    }
}


static void
test_case_case(void *data, const faimi_slice_t *fields, size_t n, size_t line)
{
    size_t          i;
    test_value_t   *test = data;
    faimi_buf_t    *out;

    static void  (*const maps[])(faimi_buf_t *, faimi_slice_t) = {
        faimi_case_up, faimi_case_down, faimi_case_capitalize
    };

    for (i = 0; i < 3; i++) {
        out = faimi_buf_create(test->arena, FAIMI_MAX_OUTPUT);
        maps[i](out, fields[0]);

        if (n != 4 || !faimi_slice_eq(faimi_buf_slice(out), fields[i + 1])) {
            test->bad++;
            printf("# line %zu: %.*s, expected %.*s\n", line,
                   FAIMI_FMT(faimi_buf_slice(out)), FAIMI_FMT(fields[i + 1]));
        }
    }
}


static void
test_string_case(void *data, const faimi_slice_t *fields, size_t n,
    size_t line)
{
    test_value_t   *test = data;
    faimi_slice_t   inspect, json;
    faimi_value_t   v;

    v = FAIMI_V_STRING(fields[0]);
    inspect = test_form(test, v, faimi_inspect);
    json = test_form(test, v, faimi_json);

    if (n != 3 || !faimi_slice_eq(inspect, fields[1])
        || !faimi_slice_eq(json, fields[2]))
    {
        test->bad++;
        printf("# line %zu: %.*s %.*s, expected %.*s %.*s\n", line,
               FAIMI_FMT(inspect), FAIMI_FMT(json), FAIMI_FMT(fields[1]),
               FAIMI_FMT(fields[2]));
    }
}


static faimi_value_t
test_get(faimi_object_t object, faimi_slice_t key, faimi_arena_t *arena)
{
    (void) arena;

    return faimi_slice_eq(key, S("self"))
           ? FAIMI_V_OBJECT(object.class, object.data)
           : FAIMI_V_INT(7);
}


static faimi_value_t
test_keys(faimi_object_t object, faimi_arena_t *arena)
{
    faimi_array_t  *keys;

    (void) object;

    keys = faimi_array_create(arena);
    faimi_array_push(arena, keys, FAIMI_V_STRING(S("a")));
    faimi_array_push(arena, keys, FAIMI_V_STRING(S("self")));

    return FAIMI_V_ARRAY(keys);
}


static faimi_slice_t
test_text(faimi_object_t object, faimi_arena_t *arena)
{
    (void) object;
    (void) arena;

    return S("drop");
}


static faimi_value_t
test_time_value(int64_t sec, int32_t nsec, int32_t offset, bool utc)
{
    faimi_value_t  v;

    memset(&v, 0, sizeof(faimi_value_t));
    v.type = FAIMI_TIME;
    v.u.time.sec = sec;
    v.u.time.nsec = nsec;
    v.u.time.offset = offset;
    v.u.time.utc = utc;

    return v;
}


/* {1 => nil, "b" => [true, "x", 2.0, [], {}], nil => 1..3} */
static faimi_value_t
test_nested(faimi_arena_t *arena)
{
    faimi_map_t    *map;
    faimi_value_t   range;
    faimi_array_t  *list;

    list = faimi_array_create(arena);
    faimi_array_push(arena, list, FAIMI_V_BOOL(true));
    faimi_array_push(arena, list, FAIMI_V_STRING(S("x")));
    faimi_array_push(arena, list, FAIMI_V_FLOAT(2.0));
    faimi_array_push(arena, list, FAIMI_V_ARRAY(faimi_array_create(arena)));
    faimi_array_push(arena, list, FAIMI_V_MAP(faimi_map_create(arena)));

    range.type = FAIMI_RANGE;
    range.u.range = (faimi_range_t) { 1, 3 };

    map = faimi_map_create(arena);
    faimi_map_put(arena, map, FAIMI_V_INT(1), FAIMI_V_NIL);
    faimi_map_set(arena, map, S("b"), FAIMI_V_ARRAY(list));
    faimi_map_put(arena, map, FAIMI_V_NIL, range);

    return FAIMI_V_MAP(map);
}


static void
test_forms(test_value_t *test)
{
    faimi_value_t  v, list;

    v = test_nested(test->arena);
    list = *faimi_map_get(v.u.map, S("b"));

    CHECK_STR(test_form(test, v, faimi_inspect),
              "{1=>nil, \"b\"=>[true, \"x\", 2.0, [], {}], nil=>1..3}");
    CHECK_STR(test_form(test, v, faimi_value_text),
              "{1=>nil, \"b\"=>[true, \"x\", 2.0, [], {}], nil=>1..3}");
    CHECK_STR(test_form(test, v, faimi_json),
              "{\"1\":null,\"b\":[true,\"x\",2.0,[],{}],\"\":\"1..3\"}");
    CHECK_STR(test_form(test, v, faimi_json_pretty),
              "{\n  \"1\": null,\n  \"b\": [\n    true,\n    \"x\",\n    2.0,\n"
              "    [\n\n    ],\n    {\n    }\n  ],\n  \"\": \"1..3\"\n}");
    CHECK_STR(test_form(test, list, faimi_value_text), "truex2.0{}");
    CHECK_STR(faimi_value_to_s(test->arena, list),
              "[true, \"x\", 2.0, [], {}]");
    CHECK_STR(faimi_value_slice(test->arena, list), "truex2.0{}");
    CHECK_STR(faimi_value_slice(test->arena, FAIMI_V_NIL), "");
    CHECK_STR(faimi_value_slice(test->arena, FAIMI_V_INT(INT64_MIN)),
              "-9223372036854775808");
    CHECK_STR(faimi_value_slice(test->arena, FAIMI_V_BOOL(false)), "false");
    CHECK_STR(test_form(test, FAIMI_V_FLOAT(1.0 / 0.0), faimi_json),
              "null");
}


static void
test_times(test_value_t *test)
{
    faimi_value_t  date;

    date = test_time_value(1577923200, 0, 0, false);
    date.type = FAIMI_DATE;

    CHECK_STR(test_form(test, date, faimi_value_text), "2020-01-02");
    CHECK_STR(test_form(test, date, faimi_inspect),
              "#<Date: 2020-01-02 ((2458851j,0s,0n),+0s,2299161j)>");
    CHECK_STR(test_form(test, date, faimi_json), "\"2020-01-02\"");
    CHECK_STR(test_form(test, test_time_value(1577923200, 0, 0, true),
                        faimi_value_text), "2020-01-02 00:00:00 UTC");
    CHECK_STR(test_form(test, test_time_value(1577923200, 0, 0, false),
                        faimi_value_text), "2020-01-02 00:00:00 +0000");
    CHECK_STR(test_form(test, test_time_value(1577923200, 500, -5400, false),
                        faimi_value_text), "2020-01-01 22:30:00 -0130");
    CHECK_STR(test_form(test,
                        test_time_value(1577923200, 120000000, 0, true),
                        faimi_inspect), "2020-01-02 00:00:00.12 UTC");
    CHECK(!faimi_value_eq(date, test_time_value(1577923200, 0, 0, false)));
    CHECK(faimi_value_eq(test_time_value(5, 1, 0, true),
                         test_time_value(5, 1, 3600, false)));
    CHECK(!faimi_value_eq(test_time_value(5, 1, 0, true),
                          test_time_value(5, 2, 0, true)));
}


static void
test_objects(test_value_t *test)
{
    faimi_value_t  v, w;
    faimi_slice_t  text;

    static const faimi_class_t  plain = { "Plain", test_get, NULL, NULL,
                                          NULL };
    static const faimi_class_t  drop = { "Drop", test_get, test_keys,
                                         test_text, NULL };

    v = FAIMI_V_OBJECT(&plain, test);
    w = FAIMI_V_OBJECT(&drop, (void *) &drop);

    CHECK_STR(test_form(test, v, faimi_value_text), "Plain");
    CHECK_STR(test_form(test, v, faimi_json), "\"Plain\"");
    CHECK_STR(test_form(test, w, faimi_value_text), "drop");
    CHECK(faimi_value_eq(v, v) && !faimi_value_eq(v, w));

    /* it holds itself: the depth is bounded */
    text = test_form(test, w, faimi_json);
    CHECK(faimi_slice_starts(text, S("{\"a\":7,\"self\":{\"a\":7,")));
    CHECK(text.len < 4000);
    text = test_form(test, w, faimi_inspect);
    CHECK(faimi_slice_starts(text, S("{\n  \"a\": 7,\n")));
}


static void
test_equal(test_value_t *test)
{
    faimi_value_t  a, b;

    a = test_nested(test->arena);
    b = test_nested(test->arena);

    CHECK(faimi_value_eq(a, b));
    faimi_map_set(test->arena, b.u.map, S("c"), FAIMI_V_NIL);
    CHECK(!faimi_value_eq(a, b));
    faimi_map_set(test->arena, a.u.map, S("d"), FAIMI_V_NIL);
    CHECK(!faimi_value_eq(a, b));

    CHECK(faimi_value_eq(FAIMI_V_INT(1), FAIMI_V_FLOAT(1.0)));
    CHECK(faimi_value_eq(FAIMI_V_FLOAT(1.0), FAIMI_V_INT(1)));
    CHECK(!faimi_value_eq(FAIMI_V_INT(1), FAIMI_V_STRING(S("1"))));
    CHECK(!faimi_value_eq(FAIMI_V_NIL, FAIMI_V_BOOL(false)));
    CHECK(faimi_value_eq(FAIMI_V_STRING(S("a")), FAIMI_V_STRING(S("a"))));

    CHECK(!faimi_value_truthy(FAIMI_V_NIL));
    CHECK(!faimi_value_truthy(FAIMI_V_BOOL(false)));
    CHECK(faimi_value_truthy(FAIMI_V_INT(0)));
    CHECK(faimi_value_truthy(FAIMI_V_STRING(FAIMI_EMPTY)));
    CHECK(strcmp(faimi_value_type(a), "map") == 0);
}


/* Integers in order: each is equal to itself alone, and below the next. */
static void
test_integers(test_value_t *test)
{
    int            order;
    size_t         i, k;
    faimi_value_t  v, w;

    static const char *const  digits[] = {
        "-100000000000000000000", "-18446744073709551617",
        "-18446744073709551616", "-9223372036854775809",
        "-9223372036854775808", "-1", "0", "9223372036854775807",
        "9223372036854775808", "18446744073709551616",
        "18446744073709551617", "100000000000000000000"
    };

    for (i = 0; i < sizeof(digits) / sizeof(digits[0]); i++) {
        v = faimi_value_integer(test->arena, faimi_slice_str(digits[i]));
        CHECK_STR(test_form(test, v, faimi_value_text), digits[i]);
        CHECK_STR(test_form(test, v, faimi_inspect), digits[i]);
        CHECK_STR(test_form(test, v, faimi_json), digits[i]);

        for (k = 0; k < sizeof(digits) / sizeof(digits[0]); k++) {
            w = faimi_value_integer(test->arena, faimi_slice_str(digits[k]));
            CHECK(faimi_value_eq(v, w) == (i == k));
            CHECK(faimi_value_order(v, w, &order));
            CHECK(order == (i > k) - (i < k));
        }
    }

    v = faimi_value_integer(test->arena, S("+00018446744073709551616"));
    CHECK_STR(test_form(test, v, faimi_value_text), "18446744073709551616");
    CHECK(faimi_value_eq(v, FAIMI_V_FLOAT(18446744073709551616.0)));
    CHECK(!faimi_value_eq(v, FAIMI_V_STRING(S("18446744073709551616"))));
    CHECK(faimi_value_order(v, FAIMI_V_FLOAT(1e30), &order) && order < 0);
    CHECK(!faimi_value_order(v, FAIMI_V_FLOAT(0.0 / 0.0), &order));
    CHECK(faimi_value_integer(test->arena, S("007")).type == FAIMI_INT);
}


static faimi_rc_t
test_run(void *data)
{
    test_value_t  *test = data;

    test_integers(test);
    table_run("t/spec/tables/floats.tsv", test_float_case, test);
    CHECK(test->bad == 0);
    test->bad = 0;
    table_run("t/spec/tables/case.tsv", test_case_case, test);
    CHECK(test->bad == 0);
    test->bad = 0;
    table_run("t/spec/tables/strings.tsv", test_string_case, test);
    CHECK(test->bad == 0);

    test_forms(test);
    test_times(test);
    test_objects(test);
    test_equal(test);

    return FAIMI_OK;
}


int
main(void)
{
    test_value_t    test;
    faimi_guard_t  *guard;

    guard = faimi_guard_create();
    test.arena = faimi_arena_create(guard, 0);
    test.bad = 0;

    CHECK(faimi_guard_run(guard, test_run, &test) == FAIMI_OK);

    faimi_arena_destroy(test.arena);
    faimi_guard_destroy(guard);

    return test_end();
}
