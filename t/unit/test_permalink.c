/*
 * URLs and output files of pages and documents, as Jekyll 4.3.1 prints them;
 * and the parts of URLs.
 */

#include "test_site.h"
#include "faimi_glob.h"
#include "faimi_url.h"


#define S(s)  faimi_slice_str(s)
#define CHECK_GET(url, expected)  CHECK_STR(test_site_get(&t, url), expected)


/* A file, its front matter, and what `faimi routes` has for it. */
typedef struct {
    const char  *path;
    const char  *matter;
    const char  *url;
    const char  *output;
} page_row_t;


static const page_row_t  pages[] = {
    { "index.md", "", "/", "index.html" },
    { "about.md", "", "/about.html", "about.html" },
    { "sub/index.html", "", "/sub/", "sub/index.html" },
    { "sub/x.markdown", "", "/sub/x.html", "sub/x.html" },
    { "data.json", "", "/data.json", "data.json" },
    { "a.b.md", "", "/a.b.html", "a.b.html" },
    { "dots....md", "", "/dots.html", "dots.html" },
    { "sp ace.md", "", "/sp%20ace.html", "sp ace.html" },
    { "\303\274n.md", "", "/%C3%BCn.html", "\303\274n.html" },
    { "pc%20x.md", "", "/pc%2520x.html", "pc%20x.html" },
    { "br[1].md", "", "/br%5B1%5D.html", "br[1].html" },
    { "h#h.md", "", "/h%23h.html", "h#h.html" },
    { "noext", "", "/noext", "noext" },
    { "x.htm", "", "/x.htm", "x.htm" },
    { "p1.md", "permalink: /p1/", "/p1/", "p1/index.html" },
    { "p2.md", "permalink: /p2", "/p2", "p2.html" },
    { "p3.md", "permalink: /p3.html", "/p3.html", "p3.html" },
    { "deep/p4.md", "permalink: p4", "/p4", "p4.html" },
    { "deep/p5.md", "permalink: p5/", "/p5/", "p5/index.html" },
    { "p6.md", "permalink: /p6/index.html", "/p6/index.html",
      "p6/index.html" },
    { "p7.md", "permalink: /p7/index", "/p7/index", "p7/index.html" },
    { "p8.md", "permalink: pretty", "/pretty", "pretty.html" },
    { "q/p9.md", "permalink: /:path/:basename/x/", "/q/p9/x/",
      "q/p9/x/index.html" },
    { "p10.md", "permalink: /:nothing/x", "/:nothing/x", ":nothing/x.html" },
    { "p11.md", "permalink:", "/p11.html", "p11.html" },
    { "p12.md", "permalink: //a//b/", "/a/b/", "a/b/index.html" },
    { "p13.md", "permalink: /x.xml", "/x.xml", "x.xml" },
    { "p14.json", "permalink: /x14/", "/x14/", "x14/index.json" },
    { "p15.md", "permalink: /../../etc/p15", "/etc/p15", "etc/p15.html" },
    { "p16.md", "permalink: /v1.0", "/v1.0", "v1.0" },
    { "p17.md", "permalink: 2024", "/2024", "2024.html" },
    { "p18.md", "permalink: /\303\274 b/", "/\303\274 b/",
      "\303\274 b/index.html" },
    { "_posts/2024-12-30-Cased Post!.md", "",
      "/2024/12/30/Cased-Post!.html", "2024/12/30/Cased-Post!.html" },
    { "sub/_posts/2024-3-5-x.md", "categories: [A b, \303\207]",
      "/sub/a%20b/%C3%A7/2024/03/05/x.html",
      "sub/a b/\303\247/2024/03/05/x.html" },
    { "_posts/2024-01-01-own.md", "permalink: /own/:year/:slug/",
      "/own/2024/own/", "own/2024/own/index.html" },
    { "_posts/2024-01-01-date.md", "date: 2023-02-03",
      "/2023/02/03/date.html", "2023/02/03/date.html" },
    { "_col/deep/A doc.md", "", "/col/deep/A%20doc.html",
      "col/deep/A doc.html" },
    { "_col/raw.txt", NULL, "/col/raw.txt", "col/raw.txt" },
    { "assets/x.png", NULL, "/assets/x.png", "assets/x.png" }
};

#define PAGES  (sizeof(pages) / sizeof(pages[0]))


static void
test_pages(void)
{
    char                 text[256];
    size_t               i, k, n;
    test_site_t          t;
    const faimi_row_t   *rows;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "collections: {col: {output: true}}");

    for (i = 0; i < PAGES; i++) {
        (void) snprintf(text, sizeof(text), "---\n%s\n---\n",
                        pages[i].matter ? pages[i].matter : "");
        test_site_write(&t, pages[i].path, pages[i].matter ? text : "raw");
    }

    CHECK(test_site_start(&t, false) == FAIMI_OK);
    rows = faimi_site_rows(t.site, t.arena, &n);

    for (i = 0; i < PAGES; i++) {
        for (k = 0; k < n; k++) {
            if (faimi_slice_eq(rows[k].source,
                               faimi_slice_str(pages[i].path)))
            {
                break;
            }
        }

        test_check(k < n, pages[i].path, __FILE__, __LINE__);

        if (k < n) {
            CHECK_STR(rows[k].url, pages[i].url);
            CHECK_STR(rows[k].output, pages[i].output);
        }
    }

    test_site_end(&t);
}


/* Styles of permalinks: a page, an index, a post, a document. */
static const char *const  styles[][5] = {
    { "pretty", "/a/", "/", "/c/2024/03/05/x/", "/col/d/" },
    { "date", "/a.html", "/", "/c/2024/03/05/x.html", "/col/d.html" },
    { "none", "/a.html", "/", "/c/x.html", "/col/d.html" },
    { "ordinal", "/a.html", "/", "/c/2024/065/x.html", "/col/d.html" },
    { "weekdate", "/a", "/", "/c/2024/W10/Tue/x.html", "/col/d" },
    { "/:year/:title", "/a", "/", "/2024/x", "/col/d" },
    { "/x/:i_month/:short_day/", "/a/", "/", "/x/3/Tue/", "/col/d/" }
};


static bool
has_url(const faimi_row_t *rows, size_t n, const char *url)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        if (faimi_slice_eq(rows[i].url, faimi_slice_str(url))) {
            return true;
        }
    }

    return false;
}


static void
test_styles(void)
{
    char                text[256];
    size_t              i, k, n;
    test_site_t         t;
    const faimi_row_t  *rows;

    for (i = 0; i < sizeof(styles) / sizeof(styles[0]); i++) {
        test_site_begin(&t);
        (void) snprintf(text, sizeof(text), "permalink: %s\ncollections: "
                        "{col: {output: true}}\nfaimi: {sections: false}\n",
                        styles[i][0]);
        test_site_write(&t, "_config.yml", text);
        test_site_write(&t, "a.md", "---\n---\n");
        test_site_write(&t, "index.md", "---\n---\n");
        test_site_write(&t, "c/_posts/2024-03-05-x.md", "---\n---\n");
        test_site_write(&t, "_col/d.md", "---\n---\n");
        CHECK(test_site_start(&t, false) == FAIMI_OK);
        rows = faimi_site_rows(t.site, t.arena, &n);

        for (k = 1; k < 5; k++) {
            test_check(has_url(rows, n, styles[i][k]), styles[i][k],
                       styles[i][0], 0);
        }

        test_site_end(&t);
    }
}


static faimi_arena_t  *arena;


static void
test_urls(void)
{
    faimi_url_t  u;

    CHECK_STR(faimi_url_escape(arena, S("/a b?c#d%20[x]|\303\274:@")),
              "/a%20b?c%23d%2520%5Bx%5D%7C%C3%BC:@");
    CHECK_STR(faimi_url_unescape(arena, S("a%20b%zz%4")), "a b%zz%4");
    CHECK_STR(faimi_url_sanitize(arena, S("abc..d././e...f//g")),
              "/abc/de/.f/g");
    CHECK_STR(faimi_url_location(arena, S("/a b%20c%d?x=[1]#\303\274")),
              "/a%20b%20c%25d?x=[1]#%C3%BC");
    CHECK_STR(faimi_url_location(arena, S("/a\r\nSet-Cookie: x")),
              "/a%0D%0ASet-Cookie:%20x");

    u = faimi_url_split(S("/p?q#f?x"));
    CHECK(!u.external);
    CHECK_STR(u.path, "/p");
    CHECK_STR(u.query, "?q");
    CHECK_STR(u.fragment, "#f?x");
    CHECK(faimi_url_split(S("mailto:a@b")).external);
    CHECK(faimi_url_split(S("//host/x")).external);
    CHECK(!faimi_url_split(S("/a:b")).external);
    CHECK(!faimi_url_split(S("1a:b")).external);

    CHECK_STR(faimi_path_ext(S("a/b.c.d")), ".d");
    CHECK_STR(faimi_path_ext(S("a.b/c")), "");
    CHECK_STR(faimi_path_ext(S(".htaccess")), "");
    CHECK_STR(faimi_path_ext(S("..a.b")), ".b");
    CHECK_STR(faimi_path_ext(S("a.")), ".");
    CHECK_STR(faimi_path_dir(S("a/b/c")), "a/b");
    CHECK_STR(faimi_path_dir(S("a")), "");
    CHECK_STR(faimi_path_name(S("a/b")), "b");

    CHECK_STR(faimi_media_type(S("/x.html")), "text/html; charset=utf-8");
    CHECK_STR(faimi_media_type(S("/x.CSS")), "text/css; charset=utf-8");
    CHECK_STR(faimi_media_type(S("/x")), "");
    CHECK_STR(faimi_media_type(S("/0.6.7")), "");
}


/* pattern, path, as exclude: has it, as defaults: has it */
typedef struct {
    const char  *pattern;
    const char  *path;
    bool         flat;
    bool         folders;
} glob_row_t;


static const glob_row_t  globs[] = {
    { "*.md", "a.md", true, true },
    { "*.md", "a/b.md", true, false },
    { "a/*", "a/b", true, true },
    { "a/*", "a/b/c", true, false },
    { "a?c", "abc", true, true },
    { "a?c", "a/c", true, false },
    { "a[bc]d", "acd", true, true },
    { "a[^bc]d", "acd", false, false },
    { "a[!a-c]d", "axd", true, true },
    { "a[b", "a[b", false, false },
    { "a\\*b", "a*b", true, true },
    { "a\\*b", "axb", false, false },
    { "**/x.md", "x.md", false, true },
    { "**/x.md", "a/b/x.md", true, true },
    { "a/**/x.md", "a/x.md", false, true },
    { "a/**/b/**/c", "a/1/b/2/3/c", true, true },
    { "a/**/b/**/c", "a/1/b/2/3/d", false, false },
    { "*", ".hidden", true, false },
    { "", "", true, true },
    { "", "a", false, false },
    { "a*b*c*d", "aXbXcXd", true, true },
    { "a*b*c*d", "aXbXcX", false, false }
};


static void
test_globs(void)
{
    char    path[1025], pattern[1025];
    size_t  i;

    for (i = 0; i < sizeof(globs) / sizeof(globs[0]); i++) {
        test_check(faimi_glob(S(globs[i].pattern), S(globs[i].path))
                   == globs[i].flat, globs[i].pattern, globs[i].path, 0);
        test_check(faimi_glob_path(S(globs[i].pattern), S(globs[i].path))
                   == globs[i].folders, globs[i].pattern, globs[i].path, 1);
    }

    /* hostile ones end */
    for (i = 0; i + 4 <= 1024; i += 4) {
        memcpy(pattern + i, "**/*", 4);
        memcpy(path + i, "a/a/", 4);
    }

    pattern[1023] = 'x';
    pattern[1024] = '\0';
    path[1024] = '\0';
    CHECK(!faimi_glob_path(S(pattern), S(path)));
    CHECK(!faimi_glob(S(pattern), S(path)));
}


/* What ends the build in Jekyll is left out here, with a message. */
static void
test_rejected(void)
{
    test_site_t    t;
    faimi_slice_t  list;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "permalink: /p/:number.html\n"
                    "time: some day\n");
    test_site_write(&t, "_posts/2020-01-01-a.md", "---\n---\n");
    test_site_write(&t, "_posts/2020-01-02-b.md", "---\n---\n");
    test_site_write(&t, "_posts/2020-01-03-c.md", "---\npermalink: /c/:nix/"
                    "\n---\n");
    test_site_write(&t, "_posts/2020-01-04-d.md", "---\npermalink: /d:/\n"
                    "---\n");
    test_site_write(&t, "_posts/2020-13-05-e.md", "---\npermalink: /e/\n"
                    "---\n");
    test_site_write(&t, "_posts/2020-01-32-f.md", "---\npermalink: /f/\n"
                    "---\n");
    test_site_write(&t, "_posts/2020-13-32-g.md", "---\npermalink: /g/\n"
                    "date: 2020-01-01\n---\n");
    test_site_write(&t, "_posts/2020-01-06-h.md", "---\npermalink: /h/\n"
                    "date:\n---\n");
    test_site_write(&t, "_posts/2020-01-07-i.md", "---\npermalink: /i/\n"
                    "date: [2020-01-01]\n---\n");
    test_site_write(&t, "_posts/2020-01-08-k.md", "---\ndate: 20200203\n"
                    "permalink: /:month/k/\n---\n");
    test_site_write(&t, "_posts/2020-01-09-l.md", "---\npermalink: /l/\n"
                    "date: 2020\n---\n");
    test_site_write(&t, "j.md", "---\npermalink: /j/\ndate:\n---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    CHECK_GET("/p/:number.html", "404");
    CHECK_GET("/c/:nix/", "404");
    CHECK_GET("/d:/", "200 _posts/2020-01-04-d.md");
    CHECK_GET("/e/", "404");
    CHECK_GET("/f/", "404");
    CHECK_GET("/g/", "200 _posts/2020-13-32-g.md");
    CHECK_GET("/h/", "404");
    CHECK_GET("/i/", "404");
    CHECK_GET("/j/", "200 j.md");
    CHECK_GET("/02/k/", "200 _posts/2020-01-08-k.md");
    CHECK_GET("/l/", "404");

    list = test_site_list(&t, faimi_site_problems);
    CHECK(has(list, "_config.yml:1: permalink: there is no placeholder "
              ":number; documents with it are left out, "
              "_posts/2020-01-01-a.md first"));
    CHECK(has(list, "_posts/2020-01-03-c.md:2: permalink: there is no "
              "placeholder :nix"));
    CHECK(has(list, "2020-13-05-e.md: the date in the file's name is no"));
    CHECK(has(list, "2020-01-32-f.md: the date in the file's name is no"));
    CHECK(has(list, "2020-01-06-h.md: `date` is no date"));
    CHECK(has(list, "2020-01-07-i.md: `date` is no date"));
    CHECK(has(list, "_config.yml: time: is no date"));
    test_site_end(&t);
}


/* The first part of a listing has the page's permalink, the others have the
 * paths of paginate_path. */
static void
test_parts(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "paginate: 1\n"
                    "paginate_path: /blog/page:num/\n");
    test_site_write(&t, "_posts/2020-01-01-a.md", "---\n---\n");
    test_site_write(&t, "_posts/2020-01-02-b.md", "---\n---\n");
    test_site_write(&t, "blog/index.html", "---\npermalink: /blog\n---\n"
                    "{{ paginator.page }} {{ paginator.previous_page_path }}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    CHECK_STR(test_site_render(&t, "/blog"), "1 ");
    CHECK_STR(test_site_render(&t, "/blog/page2/"), "2 /blog");
    test_site_end(&t);
}


/* Names keep their types; categories are there as texts, too. */
static void
test_names(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_posts/2020-01-01-a.html", "---\npermalink: /a/\n"
                    "categories: [2020, a, 2020, A]\ncategory: [a, 1.5]\n"
                    "tags: [1, '1', 1]\nlayout: none\n---\n"
                    "{{ page.categories | jsonify }}{{ page.tags | jsonify }}"
                    "{{ site.tags[1].size }}{{ site.tags['1'].size }}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/a/"), "[2020,\"a\",\"A\",\"2020\","
              "\"1.5\"][1,\"1\",1]21");
    test_site_end(&t);
}


/* Drafts are among the posts by the time at which they were changed. */
static void
test_drafts(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "show_drafts: true\n");
    test_site_old(&t, "_drafts/a.md", "---\n---\n", 3 * 86400);
    test_site_old(&t, "_drafts/b.md", "---\n---\n", 5 * 86400);
    test_site_old(&t, "_drafts/c.md", "---\n---\n", 4 * 86400);
    test_site_write(&t, "_posts/2020-01-01-d.md", "---\n---\n");
    test_site_write(&t, "index.html", "---\n---\n{% for p in site.posts %}"
                    "{{ p.slug }}{% endfor %}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/"), "acbd");

    test_site_write(&t, "_config.yml", "show_drafts: true\nfuture: true\n");
    CHECK(test_site_touch(&t, "_config.yml") == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/"), "acbd");
    test_site_end(&t);
}


int
main(void)
{
    faimi_guard_t  *guard;

    guard = faimi_guard_create();
    arena = faimi_arena_create(guard, 0);

    test_pages();
    test_styles();
    test_urls();
    test_globs();
    test_rejected();
    test_parts();
    test_drafts();
    test_names();

    faimi_arena_destroy(arena);
    faimi_guard_destroy(guard);

    return test_end();
}
