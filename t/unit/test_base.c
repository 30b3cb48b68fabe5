/*
 * Slices, arenas and guards, buffers, UTF-8, errors and maps.
 */

#include "test.h"


typedef struct {
    faimi_guard_t  *guard;
    faimi_arena_t  *arena;
    size_t          n;
    size_t          cleaned;
} test_base_t;


#define S(text)  FAIMI_SLICE(text)


static void
test_slices(void)
{
    faimi_slice_t  s;

    s = S("one two two");

    CHECK_STR(faimi_slice_sub(s, 4, 7), "two");
    CHECK_STR(faimi_slice_sub(s, 8, 100), "two");
    CHECK_STR(faimi_slice_sub(s, 9, 3), "");
    CHECK(faimi_slice_find(s, S("two"), 0) == 4);
    CHECK(faimi_slice_find(s, S("two"), 5) == 8);
    CHECK(faimi_slice_find(s, S("three"), 0) == s.len);
    CHECK(faimi_slice_find(s, S(""), 3) == 3);
    CHECK(faimi_slice_find(s, S("o"), 50) == s.len);
    CHECK(faimi_slice_find_char(s, 't', 5) == 8);
    CHECK(faimi_slice_find_char(s, 'x', 0) == s.len);
    CHECK(faimi_slice_rfind_char(s, 'o') == 10);
    CHECK(faimi_slice_rfind_char(s, 'x') == s.len);
    CHECK(faimi_slice_starts(s, S("one")) && !faimi_slice_starts(s, S("two")));
    CHECK(faimi_slice_ends(s, S("two")) && !faimi_slice_ends(s, S("one")));
    CHECK(!faimi_slice_starts(S("a"), S("ab")));
    CHECK(!faimi_slice_ends(S("b"), S("ab")));
    CHECK(faimi_slice_cmp(S("a"), S("ab")) < 0);
    CHECK(faimi_slice_cmp(S("b"), S("ab")) > 0);
    CHECK(faimi_slice_cmp(S("\xFF"), S("a")) > 0);
    CHECK(faimi_slice_cmp(S("ab"), S("ab")) == 0);
    CHECK(faimi_slice_eq_ci(S("AbC"), S("aBc")));
    CHECK(!faimi_slice_eq_ci(S("[\xC4"), S("{\xE4")));
    CHECK_STR(faimi_slice_trim(S(" \t\r\n\v\f x y \n")), "x y");
    CHECK_STR(faimi_slice_trim(S(" \n ")), "");
    CHECK(faimi_slice_eq(FAIMI_EMPTY, faimi_slice(NULL, 0)));
}


static void
test_clean(void *data)
{
    test_base_t  *test = data;

    test->cleaned++;
}


/* Takes test->n times 100 bytes, each writable and zeroed. */
static faimi_rc_t
test_take(void *data)
{
    char         *p;
    size_t        i, k;
    test_base_t  *test = data;

    faimi_arena_cleanup(test->arena, test_clean, test);

    for (i = 0; i < test->n; i++) {
        p = faimi_alloc(test->arena, 100);

        if ((uintptr_t) p % 16 != 0) {
            return FAIMI_ERROR;
        }

        for (k = 0; k < 100; k++) {
            if (p[k] != 0) {
                return FAIMI_ERROR;
            }
        }

        memset(p, 'x', 100);
    }

    return FAIMI_OK;
}


static faimi_rc_t
test_raise(void *data)
{
    test_base_t  *test = data;

    faimi_guard_raise(test->guard, FAIMI_ERROR);
}


static faimi_rc_t
test_nested(void *data)
{
    test_base_t  *test = data;

    CHECK(faimi_guard_run(test->guard, test_raise, test) == FAIMI_ERROR);

    return FAIMI_NOT_FOUND;
}


static void
test_arenas(test_base_t *test)
{
    size_t  n, used;

    test->n = 5000;
    CHECK(faimi_guard_run(test->guard, test_take, test) == FAIMI_OK);
    CHECK(faimi_arena_used(test->arena) >= 500000);

    faimi_arena_reset(test->arena);
    CHECK(test->cleaned == 1);
    used = faimi_arena_used(test->arena);
    CHECK(used < 500000);

    /* a limit, over several runs of it */
    faimi_arena_destroy(test->arena);
    test->arena = faimi_arena_create(test->guard, 100000);

    for (n = 0; n < 3; n++) {
        CHECK(faimi_guard_run(test->guard, test_take, test) == FAIMI_NOMEM);
        CHECK(faimi_arena_used(test->arena) <= 100000);
        faimi_arena_reset(test->arena);
    }

    CHECK(test->cleaned == 4);

    /* each allocation fails once */
    test->n = 10;

    for (n = 1; n <= 11; n++) {
        faimi_guard_fail_at(test->guard, n);
        CHECK(faimi_guard_run(test->guard, test_take, test) == FAIMI_NOMEM);
    }

    faimi_guard_fail_at(test->guard, 12);
    CHECK(faimi_guard_run(test->guard, test_take, test) == FAIMI_OK);
    faimi_guard_fail_at(test->guard, 0);

    CHECK(faimi_guard_run(test->guard, test_nested, test) == FAIMI_NOT_FOUND);

    faimi_arena_destroy(test->arena);
    faimi_arena_destroy(NULL);
    test->arena = faimi_arena_create(test->guard, 0);
}


static void
test_arena_text(faimi_arena_t *arena)
{
    int     *numbers;
    char    *p;
    size_t   cap, i;

    p = faimi_arena_str(arena, S("text"));
    CHECK(strcmp(p, "text") == 0);
    CHECK_STR(faimi_arena_copy(arena, S("copy")), "copy");
    CHECK(faimi_arena_copy(arena, FAIMI_EMPTY).data != NULL);
    CHECK_STR(faimi_arena_printf(arena, "%d-%s", 7, "x"), "7-x");

    for (i = 0, cap = 0, numbers = NULL; i < 1000; i++) {
        if (i == cap) {
            numbers = faimi_arena_grow(arena, numbers, i, &cap, sizeof(int));
        }

        numbers[i] = (int) i;
    }

    CHECK(numbers[0] == 0 && numbers[500] == 500 && numbers[999] == 999);
}


static void
test_buffers(faimi_arena_t *arena)
{
    size_t        i;
    faimi_buf_t  *b;

    b = faimi_buf_create(arena, 5000);
    CHECK_STR(faimi_buf_slice(b), "");
    faimi_buf_str(b, "a");
    faimi_buf_char(b, 'b');
    faimi_buf_printf(b, "%03d", 7);
    faimi_buf_add(b, FAIMI_EMPTY);
    CHECK_STR(faimi_buf_slice(b), "ab007");
    faimi_buf_cut(b, 2);
    faimi_buf_cut(b, 100);
    CHECK_STR(faimi_buf_slice(b), "ab");
    faimi_buf_html(b, S("<&\">"));
    faimi_buf_attr(b, S("<\">"));
    CHECK_STR(faimi_buf_slice(b), "ab&lt;&amp;\"&gt;&lt;&quot;&gt;");
    faimi_buf_cut(b, 0);
    faimi_buf_json(b, S("\"\\/\b\f\n\r\t\x01\x7F\xC3\xA9"));
    CHECK_STR(faimi_buf_slice(b),
              "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\x7F\xC3\xA9\"");

    for (i = 0; i < 6000; i++) {
        faimi_buf_char(b, 'x');
    }

    CHECK(b->full && b->len == 5000 && b->cap <= 5000);
    faimi_buf_str(b, "more");
    CHECK(b->len == 5000);
    faimi_buf_cut(b, 0);
    faimi_buf_str(b, "more");
    CHECK(b->full);
}


static void
test_utf8(faimi_arena_t *arena)
{
    size_t        at;
    faimi_buf_t  *b;

    CHECK(faimi_utf8_check(S("a\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80")) == 10);
    CHECK(faimi_utf8_check(S("a\xC3")) == 1);
    CHECK(faimi_utf8_check(S("\xC0\xAF")) == 0);
    CHECK(faimi_utf8_check(S("a\xE0\x9F\xBF")) == 1);
    CHECK(faimi_utf8_check(S("\xED\xA0\x80")) == 0);
    CHECK(faimi_utf8_check(S("\xF4\x90\x80\x80")) == 0);
    CHECK(faimi_utf8_check(S("\xF0\x8F\xBF\xBF")) == 0);
    CHECK(faimi_utf8_check(S("\xF0\x9F\x98x")) == 0);
    CHECK(faimi_utf8_check(S("\x80")) == 0);

    at = 1;
    CHECK(faimi_utf8_next(S("a\xE6\x97\xA5"), &at) == 0x65E5 && at == 4);
    CHECK(faimi_utf8_last(S("a\xE6\x97\xA5"), 4) == 0x65E5);
    CHECK(faimi_utf8_last(S("a\xE6\x97\xA5"), 1) == 'a');
    CHECK(faimi_utf8_len(S("a\xE6\x97\xA5\xC3\xA9")) == 3);
    CHECK(faimi_utf8_offset(S("a\xE6\x97\xA5\xC3\xA9"), 2) == 4);
    CHECK(faimi_utf8_offset(S("a"), 2) == 1);

    b = faimi_buf_create(arena, 100);
    faimi_utf8_add(b, 'a');
    faimi_utf8_add(b, 0x1F600);
    faimi_utf8_add(b, 0xD800);
    faimi_utf8_add(b, 0x110000);
    CHECK_STR(faimi_buf_slice(b),
              "a\xF0\x9F\x98\x80\xEF\xBF\xBD\xEF\xBF\xBD");

    CHECK(faimi_utf8_is_alpha(0xE9) && !faimi_utf8_is_alpha('1'));
    CHECK(faimi_utf8_is_alnum(0x661) && !faimi_utf8_is_alnum(0xA0));
    CHECK(faimi_utf8_is_word('_') && !faimi_utf8_is_word('-'));
}


static void
test_errors(void)
{
    char           text[64], path[401];
    size_t         line, column;
    faimi_error_t  err;

    CHECK(faimi_error_set(NULL, S("x"), 1, 1, "y") == FAIMI_ERROR);
    CHECK(faimi_error_set(&err, S("a.md"), 3, 4, "no \"%s\"\n", "x")
          == FAIMI_ERROR);
    CHECK(faimi_error_text(&err, text, sizeof(text)) == 17);
    CHECK_STR(faimi_slice_str(text), "a.md:3:4: no \"x\" ");
    CHECK(faimi_error_text(&err, text, 5) == 4);
    CHECK_STR(faimi_slice_str(text), "a.md");

    (void) faimi_error_set(&err, S("a.md"), 3, 0, "x");
    (void) faimi_error_text(&err, text, sizeof(text));
    CHECK_STR(faimi_slice_str(text), "a.md:3: x");
    (void) faimi_error_set(&err, S(""), 0, 0, "x");
    (void) faimi_error_text(&err, text, sizeof(text));
    CHECK_STR(faimi_slice_str(text), "x");

    /* what is cut stays UTF-8 */
    memset(path, 'a', sizeof(path));

    for (line = 0; line < 400; line += 2) {
        memcpy(path + line, "\xC3\xA9", 2);
    }

    (void) faimi_error_set(&err, faimi_slice(path, 400), 1, 1, "%.*s%.*s%.*s",
                           400, path, 111, "", 201, path);
    CHECK(strlen(err.file) == 254);
    CHECK(faimi_utf8_check(faimi_slice_str(err.file)) == 254);
    CHECK(faimi_utf8_check(faimi_slice_str(err.message))
          == strlen(err.message));

    faimi_error_locate(S("a\nb\xC3\xA9" "c\n"), 5, &line, &column);
    CHECK(line == 2 && column == 3);
    faimi_error_locate(S(""), 5, &line, &column);
    CHECK(line == 1 && column == 1);
}


static void
test_maps(faimi_arena_t *arena)
{
    size_t                i, found;
    faimi_map_t          *map, *copy;
    faimi_slice_t         key;
    const faimi_value_t  *v;

    map = faimi_map_create(arena);
    CHECK(faimi_map_get(map, S("a")) == NULL);
    CHECK(faimi_map_get(NULL, S("a")) == NULL);

    for (i = 0; i < 1000; i++) {
        key = faimi_arena_printf(arena, "key%zu", i);
        faimi_map_set(arena, map, key, FAIMI_V_INT((int64_t) i));
        faimi_map_put(arena, map, FAIMI_V_INT((int64_t) i), FAIMI_V_NIL);
        faimi_map_put(arena, map, FAIMI_V_FLOAT((double) i), FAIMI_V_NIL);
    }

    faimi_map_set(arena, map, S("key3"), FAIMI_V_INT(-3));
    CHECK(map->n == 3000);
    CHECK_STR(map->pairs[9].key.u.string, "key3");

    for (i = 0, found = 0; i < 1000; i++) {
        key = faimi_arena_printf(arena, "key%zu", i);
        v = faimi_map_get(map, key);
        found += v != NULL && v->u.integer == (i == 3 ? -3 : (int64_t) i);
    }

    CHECK(found == 1000);
    CHECK(faimi_map_get(map, S("key1000")) == NULL);
    CHECK(faimi_map_find(map, FAIMI_V_INT(1000)) == NULL);
    CHECK(faimi_map_find(map, FAIMI_V_NIL) == NULL);

    copy = faimi_map_clone(arena, map);
    faimi_map_set(arena, copy, S("new"), FAIMI_V_NIL);
    faimi_map_set(arena, copy, S("key0"), FAIMI_V_NIL);
    CHECK(copy->n == 3001 && map->n == 3000);
    CHECK(faimi_map_get(map, S("key0"))->type == FAIMI_INT);
}


static faimi_rc_t
test_run(void *data)
{
    test_base_t  *test = data;

    test_arena_text(test->arena);
    test_buffers(test->arena);
    test_utf8(test->arena);
    test_maps(test->arena);

    return FAIMI_OK;
}


int
main(void)
{
    test_base_t  test;

    memset(&test, 0, sizeof(test_base_t));
    test.guard = faimi_guard_create();
    test.arena = faimi_arena_create(test.guard, 0);

    test_slices();
    test_errors();
    test_arenas(&test);
    CHECK(faimi_guard_run(test.guard, test_run, &test) == FAIMI_OK);

    faimi_arena_destroy(test.arena);
    faimi_guard_destroy(test.guard);

    return test_end();
}
