/*
 * Rendering a page from values and callbacks, without a site: Liquid before
 * Markdown, layouts from the inside out, URLs, errors with their places.
 */

#include "test.h"
#include "faimi_render.h"


static faimi_guard_t             *guard;
static faimi_arena_t             *arena;
static faimi_markdown_options_t   options;
static faimi_slice_t              converted;


#define S(s)  faimi_slice_str(s)


static faimi_template_t *
parse(const char *text, const char *file, size_t line)
{
    faimi_template_t  *template;

    CHECK(faimi_render_parse(arena, S(text), S(file), line, &template, NULL)
          == FAIMI_OK);

    return template;
}


static const faimi_template_t *
include(void *data, faimi_slice_t name, bool relative,
    faimi_error_t *err)
{
    (void) data;
    (void) err;

    if (faimi_slice_eq(name, S("bad.html"))) {
        return parse("1\n2 {% include none %}", "_includes/bad.html", 1);
    }

    return faimi_slice_eq(name, S("none")) ? NULL
           : parse(relative ? "beside {{ page.x }}" : "in {{ include.a }}",
                   "_includes/x", 1);
}


static faimi_rc_t
link_url(void *data, faimi_slice_t tag, faimi_slice_t name,
    faimi_arena_t *a, faimi_slice_t *url, faimi_error_t *err)
{
    (void) data;

    if (faimi_slice_eq(name, S("none"))) {
        return faimi_error_set(err, FAIMI_EMPTY, 0, 0, "nothing");
    }

    *url = faimi_arena_printf(a, "/%.*s:%.*s", FAIMI_FMT(tag),
                              FAIMI_FMT(name));

    return FAIMI_OK;
}


static const faimi_template_t *
tag(void *data, faimi_slice_t name)
{
    (void) data;

    return faimi_slice_eq(name, S("seo"))
           ? parse("<{{ tag_markup | strip }} {{ page.x }}>", "seo", 1)
           : NULL;
}


static faimi_time_t
now(void *data)
{
    (void) data;

    return (faimi_time_t) { .sec = 86400 };
}


static faimi_time_t
local(void *data, faimi_time_t t)
{
    (void) data;

    return t;
}


static void
content_is(void *data, faimi_slice_t content)
{
    (void) data;
    converted = content;
}


/* What a page's clock says of its code. */
static bool  code_over;


static bool
code_late(void *data)
{
    (void) data;

    return code_over;
}


static faimi_render_env_t
make_env(void)
{
    faimi_render_env_t  env;

    memset(&env, 0, sizeof(env));
    env.url = S("https://example.org");
    env.baseurl = S("/base");
    env.markdown = &options;
    env.host.include = include;
    env.host.link = link_url;
    env.tag = tag;
    env.host.now = now;
    env.host.local = local;
    env.converted = content_is;
    env.code_late = code_late;

    return env;
}


static faimi_map_t *
map_of(const char *key, const char *value)
{
    faimi_map_t  *map;

    map = faimi_map_create(arena);
    faimi_map_set(arena, map, S(key), FAIMI_V_STRING(S(value)));

    return map;
}


typedef struct {
    const char            *body;
    const char            *layouts[3];     /* from the innermost outwards */
    bool                   markdown;
    faimi_slice_t          result;
} job_t;


static faimi_rc_t
render_work(void *data)
{
    size_t               n;
    job_t               *job = data;
    faimi_rc_t           rc;
    faimi_buf_t         *b;
    faimi_error_t        err;
    faimi_layout_t       layouts[3];
    faimi_render_t       r;
    faimi_render_env_t   env;

    env = make_env();
    env.highlighter = faimi_highlighter_create(arena);
    memset(&r, 0, sizeof(r));
    memset(&err, 0, sizeof(err));

    for (n = 0; n < 3 && job->layouts[n] != NULL; n++) {
        layouts[n].name = S("l");
        layouts[n].template = parse(job->layouts[n], "_layouts/l.html", 3);
        layouts[n].text = FAIMI_EMPTY;
        layouts[n].data = map_of(n == 0 ? "inner" : "outer", "L");
    }

    r.env = &env;
    r.file = S("page.md");
    r.template = parse(job->body, "page.md", 4);
    r.body = S(job->body);
    r.line = 4;
    r.markdown = job->markdown;
    r.layouts = layouts;
    r.nlayouts = n;
    r.page = FAIMI_V_MAP(map_of("x", "X"));

    b = faimi_buf_create(arena, 45000);
    rc = faimi_render_page(arena, &r, b, &err);
    job->result = (rc == FAIMI_OK) ? faimi_buf_slice(b)
                  : faimi_arena_printf(arena, "%s:%zu: %s", err.file,
                                       err.line, err.message);

    return FAIMI_OK;
}


static faimi_slice_t
render(const char *body, bool markdown, const char *inner, const char *outer)
{
    job_t  job;

    job = (job_t) { body, { inner, outer, NULL }, markdown, FAIMI_EMPTY };
    CHECK(faimi_guard_run(guard, render_work, &job) == FAIMI_OK);

    return job.result;
}


static void
test_pages(void)
{
    CHECK_STR(render("plain {{ page.x }}", false, NULL, NULL), "plain X");
    CHECK_STR(render("*{{ page.x }}*", true, NULL, NULL),
              "<p><em>X</em></p>\n");
    CHECK_STR(render("a", true, "[{{ content }}{{ layout.inner }}]",
                     "({{ content }}{{ layout.inner }}{{ layout.outer }})"),
              "([<p>a</p>\nL]LL)");
    CHECK_STR(converted, "<p>a</p>\n");
    CHECK_STR(render("{{ layout.inner }}", false, "{{ content }}", NULL),
              "L");
    CHECK_STR(render("{% assign v = 1 %}", false, "{{ v }}", NULL), "");
    CHECK_STR(render("{% include a a=page.x %} {% include_relative b %}",
                     false, NULL, NULL), "in X beside X");
    CHECK_STR(render("{% link a %} {% post_url b %}", false, NULL, NULL),
              "/link:a /post_url:b");
    CHECK_STR(render("{% seo title=false %}", false, NULL, NULL),
              "<title=false X>");
    CHECK_STR(render("{{ 'now' | date: '%F' }} {{ jekyll.environment }}",
                     false, NULL, NULL), "1970-01-02 production");
}


static void
test_errors(void)
{
    CHECK(faimi_slice_starts(render("a\n{% include none %}", false, NULL,
                                    NULL), S("page.md:5: ")));
    CHECK(faimi_slice_starts(render("a\n{% include bad.html %}", false, NULL,
                                    NULL), S("_includes/bad.html:2: ")));
    CHECK(faimi_slice_starts(render("a", false, "\n{% link none %}", NULL),
                             S("_layouts/l.html:4: ")));
    CHECK(faimi_slice_starts(render("{% for i in (1..10000) %}xxxxx"
                                    "{% endfor %}", false, NULL, NULL),
                             S("page.md:0: the page grows")));
}


/* What Jekyll's filters print with this url and baseurl. */
static const char *const  urls[][3] = {
    { "/a", "/base/a", "https://example.org/base/a" },
    { "a", "/base/a", "https://example.org/base/a" },
    { "", "/base", "https://example.org/base" },
    { "/", "/base/", "https://example.org/base/" },
    { "/a b/\303\274", "/base/a%20b/%C3%BC",
      "https://example.org/base/a%20b/%C3%BC" },
    { "/a/../b", "/base/b", "https://example.org/base/b" },
    { "/a%20b", "/base/a%20b", "https://example.org/base/a%20b" },
    { "/a?x=1&y=2#z", "/base/a?x=1&y=2#z",
      "https://example.org/base/a?x=1&y=2#z" },
    { "https://other.org/x y", "https://other.org/x y",
      "https://other.org/x y" },
    { "mailto:a@b.c", "mailto:a@b.c", "mailto:a@b.c" }
};


/* Once the time for code is over it is plain, and the page is whole. */
static void
test_code(void)
{
    int            i;
    faimi_buf_t   *b;
    faimi_slice_t  plain, marked;

    b = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);
    faimi_buf_str(b, "```json\n");

    for (i = 0; i < 300; i++) {
        faimi_buf_str(b, "[1,\n");
    }

    faimi_buf_str(b, "```\n\n*after*\n");
    faimi_buf_char(b, '\0');

    code_over = false;
    marked = render(b->data, true, NULL, NULL);
    code_over = true;
    plain = render(b->data, true, NULL, NULL);
    code_over = false;

    CHECK(faimi_slice_find(plain, S("<code>[1,\n[1,\n"), 0) < plain.len);
    CHECK(faimi_slice_find(plain, S("<em>after</em>"), 0) < plain.len);
    CHECK(faimi_slice_find(marked, S("<em>after</em>"), 0) < marked.len);
    CHECK(faimi_highlight_version() == NULL
          || faimi_slice_find(marked, S("<span class=\"mi\">1</span>"), 0)
             < marked.len);
}


static void
test_urls(void)
{
    size_t              i;
    faimi_render_env_t  env;

    env = make_env();

    for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
        CHECK_STR(faimi_render_relative_url(arena, &env, S(urls[i][0])),
                  urls[i][1]);
        CHECK_STR(faimi_render_absolute_url(arena, &env, S(urls[i][0])),
                  urls[i][2]);
    }

    env.url = FAIMI_EMPTY;
    env.baseurl = FAIMI_EMPTY;
    CHECK_STR(faimi_render_absolute_url(arena, &env, S("a")), "/a");
    env.url = S("HTTP://Example.ORG");
    CHECK_STR(faimi_render_absolute_url(arena, &env, S("")),
              "http://example.org/");
}


int
main(void)
{
    guard = faimi_guard_create();
    arena = faimi_arena_create(guard, 0);
    faimi_markdown_defaults(&options);

    test_pages();
    test_errors();
    test_urls();
    test_code();

    faimi_arena_destroy(arena);
    faimi_guard_destroy(guard);

    return test_end();
}
