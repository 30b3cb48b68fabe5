/*
 * Sections by year: the pattern, what overrides it, their order, their pages,
 * /latest/.
 */

#include "test_site.h"
#include "faimi_pattern.h"


#define CHECK_GET(url, expected)  CHECK_STR(test_site_get(&t, url), expected)
#define CHECK_PAGE(url, expected) \
    CHECK_STR(test_site_render(&t, url), expected)


static faimi_arena_t  *arena;


static faimi_slice_t
match(const char *pattern, const char *url)
{
    faimi_error_t     err;
    faimi_slice_t     year, event;
    faimi_pattern_t  *p;

    p = faimi_pattern_compile(arena, faimi_slice_str(pattern), &err);

    if (p == NULL) {
        return faimi_arena_copy(arena, faimi_slice_str(err.message));
    }

    if (!faimi_pattern_match(p, faimi_slice_str(url), &year, &event)) {
        return FAIMI_SLICE("-");
    }

    return faimi_arena_printf(arena, "%.*s/%.*s", FAIMI_FMT(year),
                              FAIMI_FMT(event));
}


static void
test_pattern(void)
{
    static const char  pattern[] = FAIMI_SECTIONS_PATTERN;

    CHECK_STR(match(pattern, "/2025/"), "2025/");
    CHECK_STR(match(pattern, "/2025"), "2025/");
    CHECK_STR(match(pattern, "/2025-miccai/index.html"), "2025/miccai");
    CHECK_STR(match(pattern, "/2025-a-b.html"), "2025/a-b.html");
    CHECK_STR(match(pattern, "/20255/"), "-");
    CHECK_STR(match(pattern, "/x/2025/"), "-");
    CHECK_STR(match(pattern, "/2025x/"), "-");
    CHECK_STR(match("(?<year>\\d+)", "/a/b12/"), "12/");
    CHECK_STR(match("(?<event>a)", "/a"), "faimi.sections.pattern has no "
              "group (?<year>...); the default pattern is used");
    CHECK(faimi_slice_starts(match("(", "/a"),
                             FAIMI_SLICE("faimi.sections.pattern: missing")));

    /* gives up instead of running for ever */
    CHECK_STR(match("^/(?<year>(a+)+)$", "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
              "-");
}


static void
test_pages(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_layouts/section.html", "{% for s in site.sections "
                    "%}{{ s.year }}:{{ s.title }}:{{ s.url }}:{% for p in "
                    "s.pages %}{{ p.url }} {% endfor %};{% endfor %}"
                    "[{{ page.title }} {{ page.year }}]");
    test_site_write(&t, "_layouts/l.html", "{{ page.year | inspect }} "
                    "{{ page.event | inspect }}");
    test_site_write(&t, "2024-a.md", "---\nlayout: l\n---\n");
    test_site_write(&t, "2025-z.md", "---\nlayout: l\nweight: -1\n---\n");
    test_site_write(&t, "2025-y.md", "---\nlayout: l\ndate: 2025-01-02\n"
                    "---\n");
    test_site_write(&t, "2025-x.md", "---\nlayout: l\ndate: 2025-01-03\n"
                    "---\n");
    test_site_write(&t, "2025-w.md", "---\nlayout: l\n---\n");
    test_site_write(&t, "own.md", "---\nlayout: l\nyear: 2019\nevent: e\n"
                    "---\n");
    test_site_write(&t, "2020-moved.md", "---\nlayout: l\nyear: 2021\n---\n");
    test_site_write(&t, "name.md", "---\nlayout: l\nyear: early\n---\n");
    test_site_write(&t, "2018.md", "---\nlayout: l\npermalink: /2018/\n---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    CHECK_PAGE("/2025/", "2025:2025:/2025/:/2025-z.html /2025-x.html "
               "/2025-y.html /2025-w.html ;2024:2024:/2024/:/2024-a.html ;"
               "2021:2021:/2021/:/2020-moved.html ;2019:2019:/2019/:"
               "/own.html ;2018:2018:/2018/:;early:early:/early/:/name.html ;"
               "[2025 2025]");
    CHECK_PAGE("/own", "2019 &quot;e&quot;");
    CHECK_PAGE("/2025-z", "2025 &quot;z.html&quot;");
    CHECK_PAGE("/name", "&quot;early&quot; nil");
    CHECK_GET("/2018/", "200 2018.md");
    CHECK_GET("/2019/", "200 ");
    CHECK_GET("/2025", "301 /2025/");
    CHECK_GET("/early/", "200 ");
    CHECK_GET("/latest/", "302 /2025/");
    CHECK_GET("/latest", "302 /2025/");
    CHECK_GET("/latest/index.html", "302 /2025/");

    /* the newest is a redirect, and a page of the name wins */
    test_site_write(&t, "2026-a.md", "---\nredirect_from: /2026/\n---\n");
    CHECK(test_site_touch(&t, "2026-a.md") == FAIMI_OK);
    CHECK_GET("/latest/", "302 /2026-a.html");
    test_site_write(&t, "latest.md", "---\npermalink: /latest/\n---\n");
    CHECK(test_site_touch(&t, "latest.md") == FAIMI_OK);
    CHECK_GET("/latest/", "200 latest.md");

    /* off, and another pattern */
    test_site_write(&t, "_config.yml", "faimi: {sections: false}");
    CHECK(test_site_touch(&t, "_config.yml") == FAIMI_OK);
    CHECK_GET("/2025/", "404");
    CHECK_PAGE("/2025-z", "nil nil");
    test_site_write(&t, "_config.yml", "faimi: {sections: {pattern: "
                    "'^/(?<year>own)'}}");
    CHECK(test_site_touch(&t, "_config.yml") == FAIMI_OK);
    CHECK_GET("/2025/", "404");
    CHECK_GET("/2019/", "200 ");

    /* a key of the site's own */
    test_site_write(&t, "_config.yml", "sections: [mine]");
    CHECK(test_site_touch(&t, "_config.yml") == FAIMI_OK);
    CHECK_PAGE("/2025/", ":::;[2025 2025]");
    test_site_end(&t);
}


/* Without a section layout: the default one around a list; without any
 * layouts the built-in ones. */
static void
test_layouts(void)
{
    test_site_t    t;
    faimi_slice_t  page;

    test_site_begin(&t);
    test_site_write(&t, "_layouts/default.html", "<{{ content }}>");
    test_site_write(&t, "2025-a.md", "---\ntitle: A & B\n"
                    "description: about\n---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_PAGE("/2025/", "<<h1>2025</h1>\n<ul>\n<li><a href=\"/2025-a.html\">"
               "A &amp; B</a> <br>about</li>\n</ul>\n>");

    test_site_remove(&t, "_layouts/default.html");
    test_site_remove(&t, "_layouts");
    CHECK(test_site_touch(&t, "_layouts") == FAIMI_OK);
    page = test_site_render(&t, "/2025/");
    CHECK(faimi_slice_starts(page, FAIMI_SLICE("<!DOCTYPE html>")));
    CHECK(faimi_slice_find(page, FAIMI_SLICE("href=\"/2025/\" aria-current="),
                           0) < page.len);
    CHECK(faimi_slice_find(page, FAIMI_SLICE("A &amp; B</a>"), 0) < page.len);
    test_site_end(&t);
}


int
main(void)
{
    faimi_guard_t  *guard;

    guard = faimi_guard_create();
    arena = faimi_arena_create(guard, 0);

    test_pattern();
    test_pages();
    test_layouts();

    faimi_arena_destroy(arena);
    faimi_guard_destroy(guard);

    return test_end();
}
