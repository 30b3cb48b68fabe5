/*
 * `theme:` and `remote_theme:`: how they are read, and the folder of themes.
 */

#include "test_site.h"
#include "faimi_theme.h"


/* What a configuration with `key: text` asks for: "host owner name ref". */
static faimi_slice_t
wanted(faimi_arena_t *arena, const char *key, const char *text)
{
    faimi_map_t    *map;
    faimi_theme_t   theme;

    map = faimi_map_create(arena);
    faimi_map_set(arena, map, faimi_slice_str(key),
                  FAIMI_V_STRING(faimi_slice_str(text)));
    theme = faimi_theme_wanted(map);

    return faimi_arena_printf(arena, "%.*s %.*s %.*s %.*s",
                              FAIMI_FMT(theme.host), FAIMI_FMT(theme.owner),
                              FAIMI_FMT(theme.name), FAIMI_FMT(theme.ref));
}


static faimi_rc_t
names_work(void *data)
{
    size_t         i;
    faimi_arena_t  *arena = data;

    static const struct {
        const char  *key;
        const char  *text;
        const char  *is;
    } rows[] = {
        { "theme", "minima", "  minima " },
        { "theme", "jekyll-theme-a_b.c", "  jekyll-theme-a_b.c " },
        { "theme", "../x", "   " },
        { "theme", ".git", "   " },
        { "theme", "-rf", "   " },
        { "theme", "a/b", "   " },
        { "theme", "a b", "   " },
        { "theme", "a;b", "   " },
        { "remote_theme", "a/b", "https://github.com a b " },
        { "remote_theme", "a/b@v1.2", "https://github.com a b v1.2" },
        { "remote_theme", "https://git.example.org/a/b@x",
          "https://git.example.org a b x" },
        { "remote_theme", "b", "https://github.com b  " },
        { "remote_theme", "a/../b", "https://github.com a  " },
        { "remote_theme", "../b", "https://github.com ..  " },
        { "remote_theme", "a/b@", "https://github.com a  " },
        { "remote_theme", "a/b@-x", "https://github.com a  -x" },
        { "remote_theme", "a/b@$(x)", "https://github.com a  $(x)" },
        { "other", "minima", "   " }
    };

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        CHECK_STR(wanted(arena, rows[i].key, rows[i].text), rows[i].is);
    }

    CHECK(faimi_theme_is_version(FAIMI_SLICE("a-1.0"), FAIMI_SLICE("a")));
    CHECK(!faimi_theme_is_version(FAIMI_SLICE("a-b-1"), FAIMI_SLICE("a")));
    CHECK(!faimi_theme_is_version(FAIMI_SLICE("a-"), FAIMI_SLICE("a")));
    CHECK(faimi_theme_cmp(FAIMI_SLICE("a-2.9"), FAIMI_SLICE("a-2.10")) < 0);
    CHECK(faimi_theme_cmp(FAIMI_SLICE("a-2.5.1"), FAIMI_SLICE("a-2.5")) > 0);
    CHECK(faimi_theme_cmp(FAIMI_SLICE("a-2.5"), FAIMI_SLICE("a-2.5")) == 0);

    return FAIMI_OK;
}


/* t->root has the folders "site" and "themes". */
static faimi_site_t *
create(test_site_t *t)
{
    char               root[80], themes[80];
    faimi_site_conf_t  conf;

    memset(&conf, 0, sizeof(conf));
    (void) snprintf(root, sizeof(root), "%s/site", t->root);
    (void) snprintf(themes, sizeof(themes), "%s/themes", t->root);
    conf.root = root;
    conf.themes = themes;

    return faimi_site_create(&conf);
}


static void
edit(test_site_t *t, const char *config)
{
    test_site_write(t, "site/_config.yml", config);
    (void) test_site_touch(t, "_config.yml");
}


static void
renders(test_site_t *t, const char *text, const char *what)
{
    printf("# %s\n", what);
    CHECK_STR(test_site_render(t, "/"), text);
}


static void
folder(test_site_t *t)
{
    test_site_write(t, "site/_config.yml", "theme: one\n");
    test_site_write(t, "site/index.html", "---\nlayout: l\n---\n"
                    "{{ site.tint }}");
    test_site_write(t, "themes/one-2.9/_layouts/l.html", "2.9 {{ content }}");
    test_site_write(t, "themes/one-2.9/assets/a.css", "css");
    test_site_write(t, "themes/one-2.10/_layouts/l.html",
                    "2.10 {{ content }}");
    test_site_write(t, "themes/one-2.10/_config.yml", "tint: red\n");
    test_site_write(t, "themes/two/_layouts/l.html", "two {{ content }}");
    test_site_write(t, "themes/me/two/_layouts/l.html",
                    "me/two {{ content }}");
    test_site_write(t, "themes/me/two@v1/_layouts/l.html",
                    "me/two@v1 {{ content }}");
    t->site = create(t);
    (void) faimi_site_scan(t->site, NULL);

    renders(t, "2.10 red", "the newest version, with its keys");
    CHECK(has(test_site_get(t, "/assets/a.css"), "404"));
    CHECK(strstr(faimi_site_theme(t->site), "/themes/one-2.10") != NULL);

    edit(t, "theme: two\n");
    renders(t, "two ", "another one after an edit");
    edit(t, "theme: two\nremote_theme: me/two\n");
    renders(t, "me/two ", "of a repository");
    edit(t, "remote_theme: me/two@v1\n");
    renders(t, "me/two@v1 ", "of a version of it");
    edit(t, "remote_theme: https://example.org/me/two@v2\n");
    renders(t, "me/two ", "of a version that has no folder of its own");
    edit(t, "remote_theme: you/one\n");
    renders(t, "2.10 red", "a repository by the name of its gem");
}


static void
missing(test_site_t *t)
{
    edit(t, "theme: three\n");
    CHECK(faimi_site_theme(t->site) == NULL);
    CHECK(has(test_site_list(t, faimi_site_problems),
           "theme: three: is not there; fetch it with `gem unpack three "
           "--target /tmp/"));
    edit(t, "remote_theme: me/three@v2\n");
    CHECK(has(test_site_list(t, faimi_site_problems),
           "`git clone --depth 1 -b v2 https://github.com/me/three /tmp/"));
    CHECK(has(test_site_list(t, faimi_site_problems), "themes/me/three`"));
    edit(t, "remote_theme: three\n");
    CHECK(has(test_site_list(t, faimi_site_problems), "names no theme"));
    edit(t, "theme: ../site\n");
    CHECK(faimi_site_theme(t->site) == NULL);

    edit(t, "theme: late\n");
    test_site_write(t, "themes/late/_layouts/l.html", "late {{ content }}");
    (void) faimi_site_scan(t->site, NULL);
    renders(t, "late ", "one that comes later");
    CHECK_STR(test_site_list(t, faimi_site_problems), "");
    test_site_remove(t, "themes/late/_layouts/l.html");
    test_site_remove(t, "themes/late/_layouts");
    test_site_remove(t, "themes/late");
    (void) faimi_site_update(t->site, NULL);
    renders(t, "late ", "one that is away for a moment");
    edit(t, "title: x\n");
    CHECK(faimi_site_theme(t->site) == NULL);
}


/* A run that ends early, wherever, is made up for. */
static void
memory(test_site_t *t)
{
    size_t  n;

    edit(t, "theme: two\n");

    for (n = 1; n < 400; n += 7) {
        test_site_write(t, "site/_config.yml",
                        (n % 2) ? "theme: one\n" : "remote_theme: me/two\n");
        faimi_site_touch(t->site, FAIMI_SLICE("_config.yml"));
        faimi_site_fail_at(t->site, n);
        (void) faimi_site_update(t->site, NULL);
        faimi_site_fail_at(t->site, 0);
        (void) test_site_update(t);

        if (!has(test_site_render(t, "/"), (n % 2) ? "2.10 red" : "me/two")) {
            break;
        }
    }

    CHECK(n >= 400);
}


int
main(void)
{
    test_site_t  t;

    test_site_begin(&t);
    (void) faimi_guard_run(t.guard, names_work, t.arena);
    folder(&t);
    missing(&t);
    memory(&t);
    test_site_end(&t);

    return test_end();
}
