/*
 * What filters find in the lists that all pages share: the same whether the
 * answer is made or known, and never an old one.  The expected texts are
 * Jekyll's.
 */

#include "test_site.h"


#define ITEMS  24


typedef struct {
    const char  *question;    /* of the list `l`, into `a` */
    const char  *answer;
} row_t;


static const row_t  rows[] = {
    { "where: 'lang', 'de'", "t01 t05 t09 t13 t17 t21" },
    { "where: 'lang', nil", "t03 t07 t11 t15 t19 t23" },
    { "where: 'lang', 'none'", "" },
    { "where: 'n', 7", "t01 t06 t07 t12 t13 t18 t19" },
    { "where: 'n', '007'", "" },
    { "where: 'flag', false",
      "t00 t02 t04 t06 t08 t10 t12 t14 t16 t18 t20 t22" },
    { "where: 'tags', 'a'", "t00 t02 t06 t08 t12 t14 t18 t20" },
    { "where: 'tags', 1", "t04 t10 t16 t22" },
    { "where: 'lang', 'en' | where: 'flag', false | sort: 'n'",
      "t00 t20 t08 t12 t04 t16" },
    { "sort: 'lang'", "t03 t07 t11 t15 t19 t23 t01 t05 t09 t13 t17 t21 "
      "t00 t04 t08 t12 t16 t20 t02 t06 t10 t14 t18 t22" },
    { "sort: 'lang', 'last'", "t01 t05 t09 t13 t17 t21 t00 t04 t08 t12 t16 "
      "t20 t02 t06 t10 t14 t18 t22 t03 t07 t11 t15 t19 t23" }
};

#define ROWS  (sizeof(rows) / sizeof(rows[0]))


static void
write_item(test_site_t *t, int i, const char *lang, const char *body)
{
    char  path[32], text[256], n[16];
    static const char *const  langs[] = {
        "lang: en\n", "lang: de\n", "lang: fr\n", ""
    };
    static const char *const  numbers[] = {
        "7", "\"007\"", "\"7.0\"", "3", "\"x\"", "1.5"
    };
    static const char *const  tags[] = {
        "[a, a, b]", "[b]", "a", "[]", "[1, 2]", "{k: v}"
    };

    (void) snprintf(n, sizeof(n), "n: %s\n", numbers[i % 6]);
    (void) snprintf(path, sizeof(path), "_items/i%02d.md", i);
    (void) snprintf(text, sizeof(text), "---\ntitle: t%02d\n%s%sflag: %s\n"
                    "tags: %s\n---\n%s\n", i, lang ? lang : langs[i % 4],
                    (i % 5 == 0) ? "" : n, (i % 2) ? "true" : "false",
                    tags[i % 6], body);
    test_site_write(t, path, text);
}


/* Two pages that ask the same. */
static void
write_question(test_site_t *t, const char *name, const char *text)
{
    char  path[32];

    (void) snprintf(path, sizeof(path), "%s-1.html", name);
    test_site_write(t, path, text);
    (void) snprintf(path, sizeof(path), "%s-2.html", name);
    test_site_write(t, path, text);
}


static void
write_site(test_site_t *t)
{
    int     i;
    char    text[512], name[16];
    size_t  k;

    test_site_write(t, "_config.yml", "collections: {items: {output: no}}");

    for (i = 0; i < ITEMS; i++) {
        write_item(t, i, NULL, "old");
    }

    for (k = 0; k < ROWS; k++) {
        (void) snprintf(text, sizeof(text), "---\n---\n{%% assign a = "
                        "site.items | %s %%}{{ a | map: 'title' | join: ' ' "
                        "}}", rows[k].question);
        (void) snprintf(name, sizeof(name), "q%zu", k);
        write_question(t, name, text);
    }

    write_question(t, "groups", "---\n---\n{% assign a = site.items | "
                   "group_by: 'lang' %}{% for g in a %}{{ g.name }}="
                   "{{ g.size }}:{{ g.items | map: 'title' | join: ' ' }};"
                   "{% endfor %}");
    write_question(t, "names", "---\n---\n{% assign a = site.items | "
                   "where: 'flag', true | group_by: 'lang' | sort: 'size' %}"
                   "{% for g in a %}{{ g.name }}={{ g.size }};{% endfor %}");
    write_question(t, "found", "---\n---\n{% assign a = site.items | find: "
                   "'lang', 'fr' %}{{ a.title }}");
    write_question(t, "body", "---\n---\n{% assign a = site.items | where: "
                   "'content', '<p>new</p>\n' %}{{ a | map: 'title' | join: "
                   "' ' }}");
}


/* Of two pages the first has the answer made, and the second finds it. */
static void
check_answer(test_site_t *t, const char *name, const char *answer)
{
    char  url[32];

    (void) snprintf(url, sizeof(url), "/%s-1.html", name);
    CHECK_STR(test_site_render(t, url), answer);
    (void) snprintf(url, sizeof(url), "/%s-2.html", name);
    CHECK_STR(test_site_render(t, url), answer);
}


static void
test_questions(test_site_t *t)
{
    char    name[16];
    size_t  k;

    for (k = 0; k < ROWS; k++) {
        (void) snprintf(name, sizeof(name), "q%zu", k);
        check_answer(t, name, rows[k].answer);
    }

    check_answer(t, "groups", "en=6:t00 t04 t08 t12 t16 t20;"
                 "de=6:t01 t05 t09 t13 t17 t21;"
                 "fr=6:t02 t06 t10 t14 t18 t22;"
                 "=6:t03 t07 t11 t15 t19 t23;");
    check_answer(t, "names", "de=6;=6;");
    check_answer(t, "found", "t02");
    check_answer(t, "body", "");
}


/* A body that is edited leaves the index as it is, front matter does not. */
static void
test_edits(test_site_t *t)
{
    write_item(t, 4, NULL, "new");
    CHECK(test_site_touch(t, "_items/i04.md") == FAIMI_OK);
    check_answer(t, "body", "t04");
    check_answer(t, "found", "t02");

    write_item(t, 0, "lang: fr\n", "old");
    CHECK(test_site_touch(t, "_items/i00.md") == FAIMI_OK);
    check_answer(t, "found", "t00");
    check_answer(t, "q0", rows[0].answer);

    test_site_remove(t, "_items/i01.md");
    CHECK(test_site_touch(t, "_items/i01.md") == FAIMI_OK);
    check_answer(t, "q0", "t05 t09 t13 t17 t21");
}


int
main(void)
{
    static test_site_t  t;

    test_site_begin(&t);
    write_site(&t);
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    test_questions(&t);
    test_edits(&t);
    test_site_end(&t);

    return test_end();
}
