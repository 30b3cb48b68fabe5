/*
 * Which URL gives what: the lookup order, conflicts, aliases, redirects.
 */

#include "test_site.h"


#define CHECK_GET(url, expected)  CHECK_STR(test_site_get(&t, url), expected)


static void
test_lookup(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "index.md", "---\n---\n");
    test_site_write(&t, "about.md", "---\n---\n");
    test_site_write(&t, "q.md", "---\npermalink: /q\n---\n");
    test_site_write(&t, "p.md", "---\npermalink: /p/\n---\n");
    test_site_write(&t, "i.md", "---\npermalink: /i/index.html\n---\n");
    test_site_write(&t, "both.html", "---\n---\n");
    test_site_write(&t, "both/index.html", "---\n---\n");
    test_site_write(&t, "feed.json", "---\npermalink: /feed/\n---\n");
    test_site_write(&t, "s/index.html", "static");
    test_site_write(&t, "s/a.txt", "static");
    test_site_write(&t, "s/page.html", "static");
    test_site_write(&t, "\303\274 b.md", "---\n---\n");
    test_site_write(&t, "404.html", "---\n---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    CHECK_GET("/", "200 index.md");
    CHECK_GET("/index.html", "200 index.md");
    CHECK_GET("/index", "200 index.md");
    CHECK_GET("/about.html", "200 about.md");
    CHECK_GET("/about", "200 about.md");
    CHECK_GET("/about/", "404");
    CHECK_GET("/q", "200 q.md");
    CHECK_GET("/q.html", "200 q.md");
    CHECK_GET("/q/", "404");
    CHECK_GET("/p/", "200 p.md");
    CHECK_GET("/p", "301 /p/");
    CHECK_GET("/p/index.html", "200 p.md");
    CHECK_GET("/p/index", "200 p.md");
    CHECK_GET("/i/index.html", "200 i.md");
    CHECK_GET("/i/", "200 i.md");
    CHECK_GET("/i", "301 /i/");
    CHECK_GET("/both", "200 both.html");
    CHECK_GET("/both/", "200 both/index.html");
    CHECK_GET("/feed/", "200 feed.json");
    CHECK_GET("/feed", "301 /feed/");
    CHECK_GET("/feed/index.json", "200 feed.json");
    CHECK_GET("/s/", "static s/index.html");
    CHECK_GET("/s", "301 /s/");
    CHECK_GET("/s/a.txt", "static s/a.txt");
    CHECK_GET("/s/a", "404");
    CHECK_GET("/s/page", "static s/page.html");
    CHECK_GET("/\303\274 b", "200 \303\274 b.md");
    CHECK_GET("/\303\274 b.html", "200 \303\274 b.md");
    CHECK_GET("/about.md", "404");
    CHECK_GET("/nowhere", "404");
    CHECK_GET("", "301 /");
    CHECK(faimi_site_route(t.site, FAIMI_SLICE("/no")).page != NULL);
    test_site_end(&t);
}


static void
test_hidden(void)
{
    char         full[PATH_MAX], inner[PATH_MAX];
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, ".git/config", "secret");
    test_site_write(&t, ".git/a.html", "---\n---\nsecret");
    test_site_write(&t, "_config.yml", "exclude: [private, '*.tmp']\n");
    test_site_write(&t, "_layouts/default.html", "{{ content }}");
    test_site_write(&t, "private/x.html", "secret");
    test_site_write(&t, "a/b.tmp", "secret");
    test_site_write(&t, "a/c~", "secret");
    test_site_write(&t, "a/#d#", "secret");
    test_site_write(&t, "draft.md", "---\npublished: false\n---\n");
    test_site_write(&t, "Gemfile", "secret");
    test_site_write(&t, "vendor/bundle/x.rb", "secret");
    test_site_write(&t, "vendor/x.js", "not");
    test_site_write(&t, "a/real.txt", "not");
    test_site_path(&t, "out.html", full);
    CHECK(symlink("/etc/passwd", full) == 0);
    test_site_path(&t, "up", full);
    CHECK(symlink("..", full) == 0);
    test_site_path(&t, "in.txt", full);
    CHECK(symlink("a/real.txt", full) == 0);
    test_site_path(&t, "absolute.txt", full);
    test_site_path(&t, "a/real.txt", inner);
    CHECK(symlink(inner, full) == 0);
    test_site_path(&t, "a/loop", full);
    CHECK(symlink("../a", full) == 0);
    test_site_path(&t, "fifo.html", full);
    CHECK(mkfifo(full, 0666) == 0);
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    CHECK_GET("/.git/config", "404");
    CHECK_GET("/.git/a.html", "404");
    CHECK_GET("/_config.yml", "404");
    CHECK_GET("//_config.yml", "404");
    CHECK_GET("/_layouts/default.html", "404");
    CHECK_GET("/private/x.html", "404");
    CHECK_GET("/a/b.tmp", "404");
    CHECK_GET("/a/c~", "404");
    CHECK_GET("/a/#d#", "404");
    CHECK_GET("/draft.md", "404");
    CHECK_GET("/draft.html", "404");
    CHECK_GET("/Gemfile", "404");
    CHECK_GET("/vendor/bundle/x.rb", "404");
    CHECK_GET("/vendor/x.js", "static vendor/x.js");
    CHECK_GET("/out.html", "404");
    CHECK_GET("/up/etc/passwd", "404");
    CHECK_GET("/in.txt", "static in.txt");
    CHECK_GET("/absolute.txt", "static absolute.txt");
    CHECK_GET("/a/loop/real.txt", "404");
    CHECK_GET("/fifo.html", "404");
    CHECK_GET("/a", "404");
    CHECK_GET("/a/", "404");
    test_site_end(&t);
}


/* Each winner of an output file over each loser. */
static void
test_conflicts(void)
{
    test_site_t    t;
    faimi_slice_t  list;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "plugins: [jekyll-sitemap]\n");
    test_site_write(&t, "_posts/2024-01-01-x.md", "---\npermalink: /a\n---\n");
    test_site_write(&t, "a.html", "static");
    test_site_write(&t, "b.html", "static");
    test_site_write(&t, "b.md", "---\n---\n");
    test_site_write(&t, "c.md", "---\npermalink: /c\nredirect_from: /b\n"
                    "---\n");
    test_site_write(&t, "c2.md", "---\nredirect_from: [/c, /2025/, /d, /b2]\n"
                    "---\n");
    test_site_write(&t, "d.html", "---\n---\n");
    test_site_write(&t, "d.md", "---\n---\n");
    test_site_write(&t, "e1.md", "---\npermalink: /e2.html\n---\n");
    test_site_write(&t, "e2.md", "---\n---\n");
    test_site_write(&t, "2025-x.md", "---\n---\n");
    test_site_write(&t, "2024-x.md", "---\nredirect_from: /b2\n---\n");
    test_site_write(&t, "sitemap.xml", "own");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    CHECK_GET("/a", "200 _posts/2024-01-01-x.md");
    CHECK_GET("/b", "static b.html");
    CHECK_GET("/c", "200 c.md");
    CHECK_GET("/d", "200 d.md");
    CHECK_GET("/e2", "200 e1.md");
    CHECK_GET("/2025/", "301 /c2.html");
    CHECK_GET("/2024/", "200 ");
    CHECK_GET("/b2", "301 /c2.html");
    CHECK_GET("/sitemap.xml", "static sitemap.xml");

    list = test_site_list(&t, faimi_site_conflicts);
    CHECK(has(list, "a.html: /a.html is what _posts/2024-01-01-x.md"));
    CHECK(has(list, "b.md: /b.html is what b.html is served at"));
    CHECK(has(list, "c.md: redirect_from /b: b.html is served"));
    CHECK(has(list, "c2.md: redirect_from /c: c.md is served there"));
    CHECK(has(list, "c2.md: redirect_from /d: d.md is served there"));
    CHECK(has(list, "2024-x.md: redirect_from /b2: c2.md redirects from"));
    CHECK(has(list, "d.html: /d.html is what d.md is served at"));
    CHECK(has(list, "e2.md: /e2.html is what e1.md is served at"));
    CHECK(!has(list, "sitemap"));
    test_site_end(&t);
}


/* Of two of a kind it is the one that Jekyll writes last, and never a copy
 * that a sync tool left. */
static void
test_equals(void)
{
    test_site_t    t;
    faimi_slice_t  list;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "collections:\n"
                    "  one: {output: true, sort_by: rank}\n"
                    "  two: {output: true}\n");
    test_site_write(&t, "_posts/2021-01-01-new.md", "---\npermalink: /same\n"
                    "redirect_from: [/al, /al.html, /new]\n---\n");
    test_site_write(&t, "_posts/2022-01-01-old.md", "---\ndate: 2020-01-01\n"
                    "permalink: /same\nredirect_from: /al\n---\n");
    test_site_write(&t, "_one/a.md", "---\npermalink: /both/\nrank: 2\n"
                    "---\n");
    test_site_write(&t, "_one/b.md", "---\npermalink: /both/\nrank: 1\n"
                    "---\n");
    test_site_write(&t, "_one/c.md", "---\npermalink: /two/\n---\n");
    test_site_write(&t, "_two/c.md", "---\npermalink: /two/\n---\n");
    test_site_write(&t, "_two/d.md", "---\nredirect_from: /new\n---\n");
    test_site_write(&t, "x.md", "---\npermalink: /x/\nredirect_from: /y\n"
                    "---\n");
    test_site_write(&t, "x (conflicted copy).md", "---\npermalink: /x/\n"
                    "redirect_from: /y\n---\n");
    test_site_write(&t, "x - Copy.md", "---\npermalink: /x/\n---\n");
    test_site_write(&t, "Copy of x.md", "---\npermalink: /x/\n---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    CHECK_GET("/same", "200 _posts/2021-01-01-new.md");
    CHECK_GET("/al", "301 /same");
    CHECK_GET("/both/", "200 _one/a.md");
    CHECK_GET("/two/", "200 _two/c.md");
    CHECK_GET("/new", "301 /two/d.html");
    CHECK_GET("/x/", "200 x.md");
    CHECK_GET("/y", "301 /x/");

    list = test_site_list(&t, faimi_site_conflicts);
    CHECK(has(list, "_posts/2022-01-01-old.md: /same.html is what "
              "_posts/2021-01-01-new.md is served at"));
    CHECK(has(list, "old.md: redirect_from /al: _posts/2021-01-01-new.md "
              "redirects from there"));
    CHECK(has(list, "new.md: redirect_from /new: _two/d.md redirects from"));
    CHECK(has(list, "x - Copy.md: /x/index.html is what x.md is"));
    test_site_end(&t);
}


/* Aliases that are sanitized are there as they were written, too; and URLs
 * with percent-encoded dots where Jekyll writes their files. */
static void
test_written(void)
{
    test_site_t    t;
    faimi_slice_t  list;

    test_site_begin(&t);
    test_site_write(&t, "a.md", "---\nredirect_from: [/Inc./about.html, "
                    "/x/.../y, c./d]\n---\n");
    test_site_write(&t, "b.md", "---\nredirect_from: /Incabout.html\n---\n");
    test_site_write(&t, "map.md", "---\nredirect_from: {a: /m}\n---\n");
    test_site_write(&t, "nested.md", "---\nredirect_from: [/n, [/o]]\n---\n");
    test_site_write(&t, "up.md", "---\npermalink: /%2e%2e/up/\n---\n");
    test_site_write(&t, "in.md", "---\npermalink: /q/%2e/a%2Fb/%2e%2E/c\n"
                    "---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    CHECK_GET("/Inc./about.html", "301 /a.html");
    CHECK_GET("/Incabout.html", "301 /b.html");
    CHECK_GET("/x/.../y", "301 /a.html");
    CHECK_GET("/x/y", "301 /a.html");
    CHECK_GET("/c./d", "301 /a.html");
    CHECK_GET("/cd", "301 /a.html");
    CHECK_GET("/n", "301 /nested.html");
    CHECK_GET("/up/", "200 up.md");
    CHECK_GET("/up", "301 /up/");
    CHECK_GET("/q/a/c", "200 in.md");

    list = test_site_list(&t, faimi_site_problems);
    CHECK(has(list, "map.md: redirect_from is neither a path nor a list"));
    CHECK(has(list, "nested.md: redirect_from is neither a path nor a"));
    test_site_end(&t);
}


/* File systems differ in the form that names have. */
static void
test_composed(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "u\314\210ber.md", "---\nredirect_from: /ve\314\201"
                    "\n---\n");
    test_site_write(&t, "caf\303\251/index.md", "---\n---\n");
    test_site_write(&t, "o\314\210/x.txt", "decomposed");
    test_site_write(&t, "a\314\212.html", "decomposed");
    test_site_write(&t, "\303\245.html", "composed");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    CHECK_GET("/\303\274ber.html", "200 u\314\210ber.md");
    CHECK_GET("/\303\274ber", "200 u\314\210ber.md");
    CHECK_GET("/u\314\210ber", "200 u\314\210ber.md");
    CHECK_GET("/v\303\251", "301 /u%CC%88ber.html");
    CHECK_GET("/cafe\314\201/", "200 caf\303\251/index.md");
    CHECK_GET("/cafe\314\201", "301 /caf%C3%A9/");
    CHECK_GET("/\303\266/x.txt", "static o\314\210/x.txt");
    CHECK_GET("/a\314\212", "static a\314\212.html");
    CHECK_GET("/\303\245", "static \303\245.html");
    CHECK_GET("/\303\244", "404");
    CHECK_GET("/\377", "404");
    test_site_end(&t);
}


static void
test_aliases(void)
{
    test_site_t    t;
    faimi_slice_t  list;

    test_site_begin(&t);
    test_site_write(&t, "a.md", "---\npermalink: /x/index.html\n"
                    "redirect_from:\n  - /x/\n  - /old\n  - older/\n"
                    "  - /o.php\n  - 2024\n  -\n  - /x/index.html\n---\n");
    test_site_write(&t, "b.md", "---\nredirect_from: /from b\n"
                    "redirect_to: /old?q=1#top\n---\n");
    test_site_write(&t, "c.md", "---\nredirect_to: [null, c2.html]\n---\n");
    test_site_write(&t, "c2.md", "---\nredirect_to: /c3\n---\n");
    test_site_write(&t, "c3.md", "---\nredirect_to: /b.html?r=2\n---\n");
    test_site_write(&t, "l1.md", "---\nredirect_to: /l2\n---\n");
    test_site_write(&t, "l2.md", "---\nredirect_to: /l1\nredirect_from: /l3\n"
                    "---\n");
    test_site_write(&t, "self.md", "---\nredirect_to: /self\n---\n");
    test_site_write(&t, "lost.md", "---\nredirect_to: /nowhere\n---\n");
    test_site_write(&t, "ext.md", "---\nredirect_to: https://example.org/"
                    "a b\n---\n");
    test_site_write(&t, "ext2.md", "---\nredirect_to: //example.org/x\n"
                    "---\n");
    test_site_write(&t, "mail.md", "---\nredirect_to: mailto:a@b.c\n---\n");
    test_site_write(&t, "dir.md", "---\nredirect_to: /x\n---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    CHECK_GET("/x/", "301 /x/index.html");
    CHECK_GET("/x", "301 /x/index.html");
    CHECK_GET("/x/index.html", "200 a.md");
    CHECK_GET("/old", "301 /x/index.html");
    CHECK_GET("/old.html", "301 /x/index.html");
    CHECK_GET("/older/", "301 /x/index.html");
    CHECK_GET("/older", "301 /x/index.html");
    CHECK_GET("/o.php", "301 /x/index.html");
    CHECK_GET("/2024", "301 /x/index.html");
    CHECK_GET("/b", "301 /x/index.html?q=1#top");
    CHECK_GET("/from b", "301 /x/index.html?q=1#top");
    CHECK_GET("/c", "301 /x/index.html?q=1&r=2#top");
    CHECK_GET("/c2.html", "301 /x/index.html?q=1&r=2#top");
    CHECK_GET("/l1", "404");
    CHECK_GET("/l2.html", "404");
    CHECK_GET("/l3", "404");
    CHECK_GET("/self", "404");
    CHECK_GET("/lost", "301 /nowhere");
    CHECK_GET("/ext", "301 https://example.org/a%20b");
    CHECK_GET("/ext2", "301 //example.org/x");
    CHECK_GET("/mail", "301 mailto:a@b.c");
    CHECK_GET("/dir", "301 /x/index.html");

    list = test_site_list(&t, faimi_site_problems);
    CHECK(has(list, "the redirect at /l1.html leads back to itself"));
    CHECK(has(list, "self.md: the redirect at /self.html leads back"));
    CHECK(has(list, "lost.md: redirect_to /nowhere: there is nothing"));
    test_site_end(&t);
}


static void
test_options(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "baseurl: /base/\n"
                    "url: https://example.org\n"
                    "faimi: {redirect_status: 308, index_alias: serve}\n");
    test_site_write(&t, "a.md", "---\npermalink: /x/index.html\n"
                    "redirect_from: [/x/, /old]\n---\n");
    test_site_write(&t, "in.md", "---\nredirect_to: "
                    "https://example.org/base/old\n---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    CHECK_GET("/base/x/", "200 a.md");
    CHECK_GET("/base/x", "301 /base/x/");
    CHECK_GET("/base/old", "308 /base/x/index.html");
    CHECK_GET("/base", "404");
    CHECK_GET("/base/in", "308 https://example.org/base/x/index.html");
    CHECK_GET("/bases/x/", "404");

    test_site_write(&t, "_config.yml", "faimi: {redirect_status: 303}\n");
    CHECK(test_site_touch(&t, "_config.yml") == FAIMI_OK);
    CHECK_GET("/old", "301 /x/index.html");
    CHECK(has(test_site_list(&t, faimi_site_problems),
              "faimi.redirect_status: must be 301, 302, 307 or 308"));
    test_site_end(&t);
}


static void
test_location(void)
{
    faimi_buf_t          *b;
    faimi_guard_t        *guard;
    faimi_arena_t        *arena;
    size_t                i;
    static const char    *const  rows[][3] = {
        { "/a", "", "/a" },
        { "/a", "x=1", "/a?x=1" },
        { "/a?y=2", "x=1", "/a?y=2&x=1" },
        { "/a#f", "x=1", "/a?x=1#f" },
        { "/a?y#f?g", "x=1", "/a?y&x=1#f?g" },
        { "/a?", "x", "/a?&x" }
    };

    guard = faimi_guard_create();
    arena = faimi_arena_create(guard, 0);

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        b = faimi_buf_create(arena, 1024);
        faimi_route_location(b, faimi_slice_str(rows[i][0]),
                             faimi_slice_str(rows[i][1]));
        CHECK_STR(faimi_buf_slice(b), rows[i][2]);
    }

    faimi_arena_destroy(arena);
    faimi_guard_destroy(guard);
}


/* No redirect leads to a redirect, whatever pages and aliases say. */
static void
test_one_hop(unsigned seed)
{
    int                  i, k;
    char                 name[32], text[512];
    bool                 good;
    size_t               n;
    test_site_t          t;
    faimi_route_t        next;
    const faimi_row_t   *rows;
    static const char   *const  words[] = {
        "/a", "/a/", "/a.html", "/b", "/b/", "/b/index.html", "/c", "/c/",
        "/c.html", "/d/", "/d", "/p1", "/p2.html", "/p3/", "/p4", "/2025/",
        "/2025", "/latest/", "/latest", "/s", "/s/", "/", "/index.html", "/p5"
    };

    srand(seed);
    test_site_begin(&t);
    test_site_write(&t, "s/index.html", "static");
    test_site_write(&t, "2025-w.md", "---\n---\n");

    for (i = 0; i < 12; i++) {
        (void) snprintf(name, sizeof(name), "p%d.md", i);
        n = (size_t) snprintf(text, sizeof(text), "---\nredirect_from:\n");

        for (k = rand() % 4; k > 0; k--) {
            n += (size_t) snprintf(text + n, sizeof(text) - n, "  - %s\n",
                                   words[rand() % 24]);
        }

        if (rand() % 2) {
            n += (size_t) snprintf(text + n, sizeof(text) - n,
                                   "permalink: %s\n", words[rand() % 24]);
        }

        if (rand() % 3 == 0) {
            n += (size_t) snprintf(text + n, sizeof(text) - n,
                                   "redirect_to: %s\n", words[rand() % 24]);
        }

        (void) snprintf(text + n, sizeof(text) - n, "---\n");
        test_site_write(&t, name, text);
    }

    good = test_site_start(&t, false) == FAIMI_OK;
    rows = faimi_site_rows(t.site, t.arena, &n);

    for (k = 0; k < (int) n + 24; k++) {
        next = faimi_site_route(t.site, k < (int) n ? rows[k].url
                                : faimi_slice_str(words[k - (int) n]));

        if (next.kind == FAIMI_ROUTE_REDIRECT) {
            next = faimi_site_route(t.site, next.target);
            good &= (next.kind != FAIMI_ROUTE_REDIRECT);
        }
    }

    if (!good) {
        printf("# seed %u\n", seed);
    }

    CHECK(good);
    test_site_end(&t);
}


int
main(void)
{
    unsigned  seed;

    test_lookup();
    test_hidden();
    test_conflicts();
    test_equals();
    test_written();
    test_composed();
    test_aliases();
    test_options();
    test_location();

    for (seed = 1; seed <= 60; seed++) {
        test_one_hop(seed);
    }

    return test_end();
}
