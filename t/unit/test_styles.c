/*
 * Sass in a site: pages and their maps, what may be imported, keys, edits.
 */

#include <signal.h>
#include <sys/wait.h>

#include "cost.h"
#include "faimi_sass.h"
#include "test_site.h"


static void
write_site(test_site_t *t)
{
    test_site_write(t, "_config.yml", "sass: {load_paths: [lib, 'v/*']}");
    test_site_write(t, "_sass/_a.scss", ".a { x: 1 } @import 'far';");
    test_site_write(t, "_sass/unused.scss", ".unused { x: 1 }");
    test_site_write(t, "lib/_far.scss", ".far { x: 1 }");
    test_site_write(t, "lib/_other.scss", ".other { x: 1 }");
    test_site_write(t, "lib/skins/_one.scss", ".one { x: 1 }");
    test_site_write(t, "v/w/p.scss", ".p { x: 1 }");
    test_site_write(t, "css/main.scss", "---\n---\n@import 'a', 'p';");
    test_site_write(t, "css/skin.scss", "---\nskin: one\n---\n"
                    "@import 'skins/{{ page.skin }}';");
    test_site_write(t, "css/static.scss", "x { y: z }");
    test_site_write(t, "b.md", "text");
}


static void
test_routes(test_site_t *t)
{
    CHECK(test_site_start(t, false) == FAIMI_OK);
    CHECK_STR(test_site_get(t, "/css/main.css"), "200 css/main.scss");
    CHECK_STR(test_site_get(t, "/css/main.css.map"), "200 ");
    CHECK_STR(test_site_get(t, "/css/main.scss"), "404");
    CHECK_STR(test_site_get(t, "/css/static.scss"), "static css/static.scss");
    CHECK(has(test_site_render(t, "/css/main.css"),
              ".a { x: 1; }\n\n.far { x: 1; }\n\n.p { x: 1; }\n"));
    CHECK(has(test_site_render(t, "/css/main.css.map"),
              "\"lib/_far.scss\""));
    CHECK(has(test_site_render(t, "/css/skin.css"), ".one { x: 1; }"));
}


/* The key has what may be imported in it, and nothing else. */
static void
test_keys(test_site_t *t)
{
    size_t      i;
    test_key_t  before, map, text, after;

    static const struct {
        const char  *path;
        const char  *source;
        bool         counts;
    } edits[] = {
        { "_sass/_a.scss", ".a { x: 2 } @import 'far';", true },
        { "lib/_far.scss", ".far { x: 2 }", true },
        { "lib/_other.scss", ".other { x: 2 }", false },
        { "lib/skins/_one.scss", ".one { x: 2 }", true },
        { "v/w/p.scss", ".p { x: 2 }", true },
        { "_sass/_new.scss", ".new { x: 1 }", true },
        { "css/static.scss", "x { y: a }", false },
        { "b.md", "other text", false }
    };

    text = test_site_key(t, "/b.html");

    for (i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
        before = test_site_key(t, "/css/main.css");
        map = test_site_key(t, "/css/main.css.map");
        CHECK(memcmp(&before, &map, sizeof(map)) != 0);

        test_site_write(t, edits[i].path, edits[i].source);
        CHECK(test_site_touch(t, edits[i].path) == FAIMI_OK);
        after = test_site_key(t, "/css/main.css");
        CHECK((memcmp(&before, &after, sizeof(after)) != 0)
              == edits[i].counts);
        after = test_site_key(t, "/css/main.css.map");
        CHECK((memcmp(&map, &after, sizeof(after)) != 0) == edits[i].counts);

        if (i + 1 < sizeof(edits) / sizeof(edits[0])) {
            after = test_site_key(t, "/b.html");
            CHECK(memcmp(&text, &after, sizeof(text)) == 0);
        }
    }

    before = test_site_key(t, "/css/main.css");
    CHECK(test_site_start(t, false) == FAIMI_OK);
    after = test_site_key(t, "/css/main.css");
    CHECK(memcmp(&before, &after, sizeof(after)) == 0);
}


static void
test_edits(test_site_t *t)
{
    test_site_write(t, "_sass/_a.scss", ".a { x: $none }");
    CHECK(test_site_touch(t, "_sass/_a.scss") == FAIMI_OK);
    CHECK(has(test_site_render(t, "/css/main.css"),
              "Undefined variable: \"$none\""));
    CHECK(has(faimi_slice_str(t->log), "problem _sass/_a.scss Sass: "
              "Undefined"));

    /* the map, and the page once more: told of once */
    CHECK(has(test_site_render(t, "/css/main.css.map"), "Undefined"));
    CHECK(strstr(strstr(t->log, "Undefined") + 1, "Undefined") == NULL);

    test_site_remove(t, "_sass/_a.scss");
    CHECK(test_site_touch(t, "_sass/_a.scss") == FAIMI_OK);
    CHECK(has(test_site_render(t, "/css/main.css"), "to import not found"));

    test_site_write(t, "lib/a.scss", ".a { x: 7 }");
    CHECK(test_site_touch(t, "lib/a.scss") == FAIMI_OK);
    CHECK(has(test_site_render(t, "/css/main.css"), ".a { x: 7; }"));

    test_site_write(t, "css/main.scss", "---\n---\n");
    CHECK(test_site_touch(t, "css/main.scss") == FAIMI_OK);
    CHECK_STR(test_site_get(t, "/css/main.css.map"), "404");

    test_site_write(t, "css/main.scss", "---\n---\n.m { x: 1 }");
    CHECK(test_site_touch(t, "css/main.scss") == FAIMI_OK);
    CHECK_STR(test_site_get(t, "/css/main.css.map"), "200 ");
}


/* What lies outside, and what leads there. */
static void
test_outside(test_site_t *t)
{
    char  link[PATH_MAX], goal[PATH_MAX];

    test_site_path(t, "_sass/_link.scss", link);
    CHECK(symlink("/etc/passwd", link) == 0);
    test_site_path(t, "_sass/_near.scss", link);
    CHECK(symlink("../lib/_far.scss", link) == 0);
    test_site_path(t, "_sass/round", link);
    test_site_path(t, "_sass", goal);
    CHECK(symlink(goal, link) == 0);
    test_site_path(t, "lib/out", link);
    CHECK(symlink("/etc", link) == 0);

    test_site_write(t, "_config.yml", "sass: {load_paths: ['../..', /etc, "
                    "lib/out, '**/x'], sass_dir: ../../_sass/}");
    test_site_write(t, "css/link.scss", "---\n---\n@import 'link';");
    test_site_write(t, "css/near.scss", "---\n---\n@import 'near';");
    test_site_write(t, "css/out.scss", "---\n---\n@import 'passwd';");
    CHECK(test_site_start(t, false) == FAIMI_OK);
    CHECK(has(test_site_render(t, "/css/link.css"), "to import not found"));
    CHECK(has(test_site_render(t, "/css/near.css"), ".far { x: 2; }"));
    CHECK(has(test_site_render(t, "/css/out.css"), "to import not found"));
    CHECK(has(faimi_slice_str(t->log), "load_paths: ../.. leads out"));
    CHECK(has(faimi_slice_str(t->log), "load_paths: /etc leads out"));
}


/* Every allocation fails once; the site is whole after all. */
static void
test_memory(test_site_t *t)
{
    size_t         n;
    sigset_t       mask;
    faimi_slice_t  text;

    test_site_write(t, "_config.yml", "sass: {load_paths: [lib, 'v/*']}");
    CHECK(test_site_start(t, false) == FAIMI_OK);

    for (n = 1; n < 400; n += 1 + n / 8) {
        faimi_site_fail_at(t->site, n);
        (void) faimi_site_scan(t->site, NULL);
        faimi_site_fail_at(t->site, 0);
        (void) faimi_site_scan(t->site, NULL);
    }

    for (n = 1; n < 60; n++) {
        faimi_guard_fail_at(t->guard, n);
        (void) test_site_render(t, "/css/near.css");
        faimi_guard_fail_at(t->guard, 0);
    }

    CHECK(sigprocmask(SIG_BLOCK, NULL, &mask) == 0);
    CHECK(!sigismember(&mask, SIGCHLD));
    CHECK(waitpid(-1, NULL, WNOHANG) < 0);
    /* what failed is asked again when an input has changed */
    test_site_write(t, "lib/_far.scss", ".far { x: 3 }");
    CHECK(test_site_touch(t, "lib/_far.scss") == FAIMI_OK);
    text = test_site_render(t, "/css/near.css");
    CHECK(has(text, ".far { x: 3; }"));
}


static void
write_imports(test_site_t *t, size_t n)
{
    FILE    *f;
    char     path[PATH_MAX];
    size_t   i;

    test_site_write(t, "_sass/_many.scss", "");
    test_site_path(t, "_sass/_many.scss", path);
    f = fopen(path, "w");

    for (i = 0; i < n; i++) {
        (void) fprintf(f, "@import 'a%zu';\n", i);
    }

    (void) fclose(f);
}


static void
start(void *data)
{
    CHECK(test_site_start(data, false) == FAIMI_OK);
}


/* More to look for than a worker should: twenty times as many imports cost at
 * most twenty times as much. */
static void
test_many(test_site_t *t)
{
    double  yardstick;

    write_imports(t, 5000);
    yardstick = cost(start, t, 0);

    write_imports(t, 100000);
    cost_check("imports", start, t, yardstick, 20);
    CHECK(has(faimi_slice_str(t->log), "from more than 20000 places"));
}


/* The filters, on a site without a page of Sass: as Jekyll prints them, with
 * imports from _sass, which are inputs of the page. */
static void
test_filters(void)
{
    test_key_t   before, after;
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_sass/_v.scss", ".v { x: 1 }\n");
    test_site_write(&t, "a.html", "---\n---\n{% capture t %}@import \"v\"; "
                    "a { b { c: d } }{% endcapture %}[{{ t | scssify }}]\n"
                    "{% capture s %}a\n  b\n    c: d\n{% endcapture %}"
                    "[{{ s | sassify }}]\n");
    test_site_write(&t, "bad.html", "---\n---\nx\n{% capture t %}a { b: }"
                    "{% endcapture %}[{{ t | scssify }}]");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/a.html"), "[.v { x: 1; }\n\n"
              "a b { c: d; }\n]\n[a b { c: d; }\n]\n");
    CHECK(has(test_site_render(&t, "/bad.html"), "error: bad.html:4: "));

    before = test_site_key(&t, "/a.html");
    test_site_write(&t, "_sass/_v.scss", ".v { x: 2 }\n");
    CHECK(test_site_touch(&t, "_sass/_v.scss") == FAIMI_OK);
    after = test_site_key(&t, "/a.html");
    CHECK(memcmp(&before, &after, sizeof(after)) != 0);
    CHECK(has(test_site_render(&t, "/a.html"), ".v { x: 2; }"));
    test_site_end(&t);
}


static void
test_without(test_site_t *t)
{
    CHECK(test_site_start(t, false) == FAIMI_OK);
    CHECK_STR(test_site_get(t, "/css/main.css"), "404");
    CHECK_STR(test_site_get(t, "/css/static.scss"), "static css/static.scss");
    CHECK_STR(test_site_get(t, "/b.html"), "200 b.md");
    CHECK(has(faimi_slice_str(t->log), "this build has no libsass; install "
              "libsass-dev"));
    CHECK(strstr(strstr(t->log, "libsass;") + 1, "libsass;") == NULL);
}


int
main(void)
{
    test_site_t  t;

    test_site_begin(&t);
    write_site(&t);

    if (faimi_sass_version() != NULL) {
        test_routes(&t);
        test_keys(&t);
        test_edits(&t);
        test_outside(&t);
        test_memory(&t);
        test_many(&t);
        test_filters();

    } else {
        test_without(&t);
    }

    test_site_end(&t);

    return test_end();
}
