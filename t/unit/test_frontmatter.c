/*
 * The split of front matter, YAML and its scalars against tables of what Ruby
 * answers; places of errors; limits and hostile documents.
 */

#include "cost.h"
#include "faimi_frontmatter.h"
#include "faimi_scalar.h"
#include "table.h"


typedef struct {
    faimi_guard_t  *guard;
    faimi_arena_t  *arena;
    faimi_slice_t   yaml;
    faimi_value_t   value;
    faimi_error_t   err;
    faimi_rc_t      rc;
    size_t          bad;
    double          yardstick;      /* what an ordinary document costs */
} test_fm_t;


static void
test_split_case(void *data, const faimi_slice_t *fields, size_t n,
    size_t line)
{
    bool                 ok, opens;
    char                 first[32];
    test_fm_t           *test = data;
    faimi_frontmatter_t  fm;

    fm = faimi_frontmatter_split(fields[0]);
    opens = faimi_frontmatter_opens(fields[0]);
    (void) snprintf(first, sizeof(first), "%zu", fm.body_line);

    ok = n == 6
         && faimi_slice_eq(fields[1], fm.present ? FAIMI_SLICE("true")
                                                 : FAIMI_SLICE("false"))
         && faimi_slice_eq(fields[2], fm.yaml)
         && faimi_slice_eq(fields[3], fm.body)
         && faimi_slice_eq(fields[4], faimi_slice_str(first))
         && faimi_slice_eq(fields[5], opens ? FAIMI_SLICE("true")
                                            : FAIMI_SLICE("false"));

    if (!ok) {
        test->bad++;
        printf("# line %zu: %d [%.*s] [%.*s] %s %d\n", line, fm.present,
               FAIMI_FMT(fm.yaml), FAIMI_FMT(fm.body), first, opens);
    }
}


static void
test_scalar_case(void *data, const faimi_slice_t *fields, size_t n,
    size_t line)
{
    test_fm_t     *test = data;
    faimi_buf_t   *out;
    faimi_value_t  v;

    out = faimi_buf_create(test->arena, 4096);
    v = faimi_scalar_resolve(test->arena, fields[0]);
    faimi_inspect(out, v, test->arena);

    if (!faimi_slice_eq(faimi_buf_slice(out), fields[n - 1])) {
        test->bad++;
        printf("# line %zu: %.*s gives %.*s, expected %.*s\n", line,
               FAIMI_FMT(fields[0]), FAIMI_FMT(faimi_buf_slice(out)),
               FAIMI_FMT(fields[n - 1]));
    }
}


static faimi_rc_t
test_parse_run(void *data)
{
    test_fm_t  *test = data;

    return faimi_yaml_parse(test->arena, test->yaml, FAIMI_SLICE("a.md"), 1,
                            &test->value, &test->err);
}


static faimi_rc_t
test_parse(test_fm_t *test, faimi_slice_t yaml)
{
    memset(&test->err, 0, sizeof(faimi_error_t));
    test->yaml = yaml;

    return faimi_guard_run(test->guard, test_parse_run, test);
}


static void
test_tag_case(void *data, const faimi_slice_t *fields, size_t n, size_t line)
{
    test_fm_t    *test = data;
    faimi_buf_t  *out;

    out = faimi_buf_create(test->arena, 4096);

    if (test_parse(test, fields[0]) == FAIMI_OK) {
        faimi_inspect(out, test->value, test->arena);

    } else {
        faimi_buf_char(out, '!');
    }

    if (!faimi_slice_eq(faimi_buf_slice(out), fields[n - 1])) {
        test->bad++;
        printf("# line %zu: %.*s gives %.*s, expected %.*s\n", line,
               FAIMI_FMT(fields[0]), FAIMI_FMT(faimi_buf_slice(out)),
               FAIMI_FMT(fields[n - 1]));
    }
}


/* The error of a document as text. */
static void
test_error(test_fm_t *test, const char *yaml, const char *expected)
{
    char  text[1024];

    CHECK(test_parse(test, faimi_slice_str(yaml)) == FAIMI_ERROR);
    (void) faimi_error_text(&test->err, text, sizeof(text));
    text[strlen(text) < strlen(expected) ? strlen(text) : strlen(expected)]
        = '\0';
    CHECK_STR(faimi_slice_str(text), expected);
}


static void
test_errors(test_fm_t *test)
{
    test_error(test, "a: b: c\n", "a.md:1:5: mapping values are not allowed "
               "in this context: a value with \": \" in it must be quoted");
    test_error(test, "---\ntitle: x\nkey: 'open\nb: 1\n",
               "a.md:5:1: found unexpected end of stream while scanning a "
               "quoted scalar from line 3 on: a quote is not closed");
    test_error(test, "a:\n\t- b\n", "a.md:2:1: found character that cannot "
               "start any token while scanning for the next token from line 2 "
               "on: indent with blanks, not tabs");
    test_error(test, "x: [", "a.md:1:5: did not find expected node content");
    test_error(test, "a: @b\n", "a.md:1:4: found character");
    test_error(test, "\xC3\xA9: *x\n", "a.md:1:4: no anchor \"&x\"");
    test_error(test, "a: &x [*x]\n", "a.md:1:8: alias \"*x\" stands inside");
    test_error(test, "a: 1\nb: \xFF\n", "a.md:2:4: invalid leading UTF-8 "
               "octet: save the file as UTF-8");
    test_error(test, "a: \x01\n", "a.md:1:4: control characters are not "
               "allowed: take out");
    test_error(test, "a: !ruby/object:Object {}\n", "a.md:1:4: tag "
               "!ruby/object:Object makes an object");
    test_error(test, "a:\n  - [1, 2\nb: 1\n", "a.md:3:2: did not find "
               "expected ',' or ']' while parsing a flow sequence from line 2 "
               "on: a \"[\" is not closed");
}


static faimi_rc_t
test_front_run(void *data)
{
    test_fm_t            *test = data;
    faimi_map_t          *map;
    faimi_frontmatter_t   fm;

    fm = faimi_frontmatter_split(FAIMI_SLICE("---\n---\nx"));
    CHECK(faimi_frontmatter_parse(test->arena, &fm, FAIMI_SLICE("a.md"),
                                  &map, &test->err) == FAIMI_OK);
    CHECK(map->n == 0);

    fm = faimi_frontmatter_split(FAIMI_SLICE("---\n- a\n---\nx"));
    CHECK(faimi_frontmatter_parse(test->arena, &fm, FAIMI_SLICE("a.md"),
                                  &map, &test->err) == FAIMI_ERROR);

    fm = faimi_frontmatter_split(FAIMI_SLICE("---\nb: 1\na: : x\n---\nx"));
    CHECK(faimi_frontmatter_parse(test->arena, &fm, FAIMI_SLICE("a.md"),
                                  &map, &test->err) == FAIMI_ERROR);
    CHECK(test->err.line == 3);
    CHECK(fm.body_line == 5);

    return FAIMI_OK;
}


/* Text that is `head`, then n times `unit`, then `tail`. */
static faimi_slice_t
test_repeat(faimi_arena_t *arena, const char *head, const char *unit, size_t n,
    const char *tail)
{
    size_t        i;
    faimi_buf_t  *out;

    out = faimi_buf_create(arena, 64u << 20);
    faimi_buf_str(out, head);

    for (i = 0; i < n; i++) {
        faimi_buf_str(out, unit);
    }

    faimi_buf_str(out, tail);

    return faimi_buf_slice(out);
}


/* Nine levels, each nine times the one before: a billion laughs. */
static faimi_slice_t
test_laughs(faimi_arena_t *arena)
{
    int           level, i;
    faimi_buf_t  *out;

    out = faimi_buf_create(arena, 1u << 20);
    faimi_buf_str(out, "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");

    for (level = 1; level <= 9; level++) {
        faimi_buf_printf(out, "a%d: &a%d [", level, level);

        for (i = 0; i < 9; i++) {
            faimi_buf_printf(out, "*a%d, ", level - 1);
        }

        faimi_buf_str(out, "]\n");
    }

    return faimi_buf_slice(out);
}


static void
test_hostile_work(void *data)
{
    test_fm_t  *test = data;

    faimi_arena_reset(test->arena);
    test->rc = test_parse(test, test->yaml);
}


/* Each must end, either way, in the time and memory of its size. */
static void
test_hostile(test_fm_t *test, const char *name, faimi_slice_t yaml,
    faimi_rc_t expected)
{
    test->yaml = yaml;
    cost_check(name, test_hostile_work, test, test->yardstick, 30);
    printf("# %zu bytes: %s\n", yaml.len, test->err.message);
    CHECK(test->rc == expected);
printf("# used %zu\n", faimi_arena_used(test->arena));
}


static faimi_rc_t
test_hostile_run(void *data)
{
    test_fm_t      *test = data;
    faimi_arena_t  *text;

    static const char  zeros[1000];

    text = faimi_arena_create(test->guard, 0);
    test->yaml = test_repeat(text, "", "- name: two words\n", 55000, "");
    test->yardstick = cost(test_hostile_work, test, 0);
    CHECK(test->rc == FAIMI_OK);

    test_hostile(test, "billion laughs", test_laughs(text), FAIMI_ERROR);
    test_hostile(test, "nested lists",
                 test_repeat(text, "", "[", 100000, ""), FAIMI_ERROR);
    test_hostile(test, "nested maps",
                 test_repeat(text, "", "{a: ", 100000, ""), FAIMI_ERROR);
    test_hostile(test, "nested blocks",
                 test_repeat(text, "", "- ", 100000, "a"), FAIMI_ERROR);
    test_hostile(test, "nested keys",
                 test_repeat(text, "", "? ", 100000, "a"), FAIMI_ERROR);
    test_hostile(test, "long key",
                 test_repeat(text, "", "kkkkkkkk", 130000, ": 1"),
                 FAIMI_ERROR);
    test_hostile(test, "long scalar",
                 test_repeat(text, "a: ", "word or ", 130000, "\n"), FAIMI_OK);
    test_hostile(test, "long quoted scalar",
                 test_repeat(text, "a: \"", "\\n", 500000, "\"\n"), FAIMI_OK);
    test_hostile(test, "long block scalar",
                 test_repeat(text, "a: |\n", "  x\n", 250000, "\n"), FAIMI_OK);
    test_hostile(test, "quotes never closed",
                 test_repeat(text, "", "a: 'x\n", 100000, ""), FAIMI_ERROR);
    test_hostile(test, "many keys",
                 test_repeat(text, "", "a: 1\n", 450000, ""), FAIMI_OK);
    test_hostile(test, "too many keys",
                 test_repeat(text, "", "a: 1\n", 550000, ""), FAIMI_ERROR);
    test_hostile(test, "anchors",
                 test_repeat(text, "", "- &a\n", 450000, ""), FAIMI_OK);
    test_hostile(test, "aliases",
                 test_repeat(text, "- &a 1\n", "- *a\n", 950000, ""),
                 FAIMI_OK);
    test_hostile(test, "merges",
                 test_repeat(text, "a: &a {b: 1, c: 2}\nd:\n",
                             "  <<: *a\n", 200000, ""), FAIMI_ERROR);
    test_hostile(test, "tags",
                 test_repeat(text, "", "- !a b\n", 450000, ""), FAIMI_OK);
    test_hostile(test, "comments",
                 test_repeat(text, "", "# a: b\n", 150000, ""), FAIMI_OK);
    test_hostile(test, "blank lines",
                 test_repeat(text, "a:\n", "\n", 1000000, ""), FAIMI_OK);
    test_hostile(test, "colons",
                 test_repeat(text, "", ":", 1000000, ""), FAIMI_ERROR);
    test_hostile(test, "question marks",
                 test_repeat(text, "", "?\n", 450000, ""), FAIMI_OK);
    test_hostile(test, "brackets and braces",
                 test_repeat(text, "", "[{", 60, ""), FAIMI_ERROR);
    test_hostile(test, "digits",
                 test_repeat(text, "a: ", "9", 1000000, "\n"), FAIMI_OK);
    test_hostile(test, "a date without end",
                 test_repeat(text, "a: 2024-01-01 00:00:00.", "9", 1000000,
                             "\n"), FAIMI_OK);
    test_hostile(test, "nul bytes", faimi_slice(zeros, sizeof(zeros)),
                 FAIMI_ERROR);

    faimi_arena_destroy(text);

    return FAIMI_OK;
}


/* Every allocation fails in turn; what libyaml took is given back (the
 * address sanitizer looks). */
static void
test_memory(test_fm_t *test)
{
    size_t      n;
    faimi_rc_t  rc;

    for (n = 1; n < 1000; n++) {
        faimi_arena_reset(test->arena);
        faimi_guard_fail_at(test->guard, n);
        rc = test_parse(test, FAIMI_SLICE("a: &x {b: [1, 2.5, yes]}\n"
                                          "c: *x\nd: {<<: *x, e: ~}\n"));

        if (rc == FAIMI_OK) {
            break;
        }

        if (rc != FAIMI_NOMEM) {
            CHECK(!"NOMEM");
        }
    }

    faimi_guard_fail_at(test->guard, 0);
    CHECK(n > 5 && n < 1000);
}


static faimi_rc_t
test_tables_run(void *data)
{
    test_fm_t  *test = data;

    table_run("t/spec/tables/frontmatter.tsv", test_split_case, test);
    CHECK(test->bad == 0);
    table_run("t/spec/tables/scalars.tsv", test_scalar_case, test);
    CHECK(test->bad == 0);
    test->bad = 0;
    table_run("t/spec/tables/tags.tsv", test_tag_case, test);
    CHECK(test->bad == 0);

    return FAIMI_OK;
}


int
main(void)
{
    test_fm_t  test;

    memset(&test, 0, sizeof(test_fm_t));
    test.guard = faimi_guard_create();
    test.arena = faimi_arena_create(test.guard, FAIMI_MAX_FILE_MEMORY);

    CHECK(faimi_guard_run(test.guard, test_tables_run, &test) == FAIMI_OK);
    CHECK(faimi_guard_run(test.guard, test_front_run, &test) == FAIMI_OK);
    test_errors(&test);
    test_memory(&test);
    CHECK(faimi_guard_run(test.guard, test_hostile_run, &test) == FAIMI_OK);

    faimi_arena_destroy(test.arena);
    faimi_guard_destroy(test.guard);

    return test_end();
}
