/*
 * What is published, and as what, by its place: one row per path and
 * configuration.
 */

#include "test_site.h"
#include "faimi_frontmatter.h"
#include "faimi_publish.h"


typedef struct {
    const char     *path;
    bool            folder;
    faimi_file_kind_t   place;
} publish_row_t;


static const publish_row_t  plain[] = {
    { "a.md", false, FAIMI_FILE_PAGES },
    { "a/b/c.png", false, FAIMI_FILE_PAGES },
    { ".hidden", false, FAIMI_FILE_NONE },
    { ".well-known/x", false, FAIMI_FILE_NONE },
    { ".htaccess", false, FAIMI_FILE_PAGES },
    { "_x.md", false, FAIMI_FILE_NONE },
    { "_x/a.md", false, FAIMI_FILE_NONE },
    { "a/_x/b.md", false, FAIMI_FILE_NONE },
    { "#x", false, FAIMI_FILE_NONE },
    { "~x", false, FAIMI_FILE_NONE },
    { "x~", false, FAIMI_FILE_NONE },
    { "x.", false, FAIMI_FILE_NONE },
    { ".git/config", false, FAIMI_FILE_NONE },
    { "_site/a.html", false, FAIMI_FILE_NONE },
    { "Gemfile", false, FAIMI_FILE_NONE },
    { "Gemfile.lock", false, FAIMI_FILE_NONE },
    { "a/Gemfile", false, FAIMI_FILE_PAGES },
    { "node_modules/a/b.js", false, FAIMI_FILE_NONE },
    { "node_modules_too/b.js", false, FAIMI_FILE_NONE },
    { "vendor/bundle/x", false, FAIMI_FILE_NONE },
    { "vendor/other/x", false, FAIMI_FILE_PAGES },
    { "_layouts", true, FAIMI_FILE_LAYOUTS },
    { "_layouts/a.html", false, FAIMI_FILE_LAYOUTS },
    { "_layouts/a/b.html", false, FAIMI_FILE_LAYOUTS },
    { "_layouts/_a.html", false, FAIMI_FILE_NONE },
    { "_layouts/noext", false, FAIMI_FILE_NONE },
    { "_includes/_a.html", false, FAIMI_FILE_INCLUDES },
    { "_includes/a/b", false, FAIMI_FILE_INCLUDES },
    { "_data/a.yml", false, FAIMI_FILE_DATA },
    { "_data/.a.yml", false, FAIMI_FILE_NONE },
    { "a/_data/a.yml", false, FAIMI_FILE_NONE },
    { "_posts/2024-01-02-a.md", false, FAIMI_FILE_POSTS },
    { "_posts/2024-1-2-a.md", false, FAIMI_FILE_POSTS },
    { "_posts/deep/2024-01-02-a.md", false, FAIMI_FILE_POSTS },
    { "a/_posts/2024-01-02-a.md", false, FAIMI_FILE_POSTS },
    { "_posts/a.md", false, FAIMI_FILE_NONE },
    { "_posts/2024-01-02-a", false, FAIMI_FILE_NONE },
    { "_posts/20245-01-02-a.md", false, FAIMI_FILE_NONE },
    { "_drafts/a.md", false, FAIMI_FILE_NONE },
    { "_people/a.md", false, FAIMI_FILE_NONE }
};

static const publish_row_t  configured[] = {
    { "private.html", false, FAIMI_FILE_NONE },
    { "private/a.html", false, FAIMI_FILE_NONE },
    { "privateer.html", false, FAIMI_FILE_NONE },
    { "a/private", false, FAIMI_FILE_PAGES },
    { "a/b.tmp", false, FAIMI_FILE_NONE },
    { "keep.tmp", false, FAIMI_FILE_PAGES },
    { "only", true, FAIMI_FILE_NONE },
    { "Gemfile", false, FAIMI_FILE_NONE },
    { "_pages/a.md", false, FAIMI_FILE_PAGES },
    { ".well-known/x", false, FAIMI_FILE_PAGES },
    { "_special/deep/a.md", false, FAIMI_FILE_NONE },
    { "src/layouts/a.html", false, FAIMI_FILE_LAYOUTS },
    { "_layouts/a.html", false, FAIMI_FILE_NONE },
    { "_parts/a.html", false, FAIMI_FILE_INCLUDES },
    { "_drafts/a.md", false, FAIMI_FILE_DRAFTS },
    { "_people/a.md", false, FAIMI_FILE_DOCUMENTS },
    { "_people/x/a.md", false, FAIMI_FILE_DOCUMENTS },
    { "_people/_a.md", false, FAIMI_FILE_NONE },
    { "_people/.a.md", false, FAIMI_FILE_NONE }
};

static const char  configuration[] =
    "exclude: [private, '*.tmp', only/]\n"
    "include: [keep.tmp, _pages, .well-known]\n"
    "layouts_dir: src/layouts\n"
    "includes_dir: _parts\n"
    "show_drafts: true\n"
    "collections: [people]\n";


/* include: of folders, by name and by pattern, and of single files, as Jekyll
 * 4.3.1 writes them. */
static const publish_row_t  included[] = {
    { "_pages", true, FAIMI_FILE_PAGES },
    { "_pages/ok.md", false, FAIMI_FILE_PAGES },
    { "_pages/deep/f.txt", false, FAIMI_FILE_PAGES },
    { "_pages/_draft.md", false, FAIMI_FILE_NONE },
    { "_pages/.env", false, FAIMI_FILE_NONE },
    { "_pages/x.md~", false, FAIMI_FILE_NONE },
    { "_pages/#y#", false, FAIMI_FILE_NONE },
    { "_pages/deep/.p.swp", false, FAIMI_FILE_NONE },
    { "_pages/_sub/a.md", false, FAIMI_FILE_NONE },
    { "_things/a.md", false, FAIMI_FILE_PAGES },
    { "_things/.env", false, FAIMI_FILE_NONE },
    { ".x/z", false, FAIMI_FILE_PAGES },
    { ".x/.y", false, FAIMI_FILE_NONE },
    { ".well-known", true, FAIMI_FILE_PARENT },
    { ".well-known/security.txt", false, FAIMI_FILE_PAGES },
    { ".well-known/other.txt", false, FAIMI_FILE_NONE },
    { "node_modules/pkg/x.js", false, FAIMI_FILE_PAGES },
    { "node_modules/pkg/y.js", false, FAIMI_FILE_NONE },
    { "node_modules/other/x.js", false, FAIMI_FILE_NONE },
    { "_hid/p.html", false, FAIMI_FILE_PAGES },
    { "import/a.md", false, FAIMI_FILE_PAGES },
    { "import/b.md", false, FAIMI_FILE_NONE },
    { "_posts", true, FAIMI_FILE_POSTS },
    { "_posts/2024-01-02-a.md", false, FAIMI_FILE_POSTS },
    { "_posts/page.html", false, FAIMI_FILE_PAGES },
    { "a/_posts", true, FAIMI_FILE_POSTS },
    { "a/_posts/2024-01-02-a.md", false, FAIMI_FILE_POSTS },
    { "a/_posts/page.html", false, FAIMI_FILE_NONE },
};


static const char  including[] =
    "exclude: [import]\n"
    "include: [_pages, '_th*', '_pos*', .well-known/security.txt,\n"
    "  ./node_modules/pkg/x.js, /_hid/p.html, import/a.md, .x,\n"
    "  _posts/page.html]\n";


/* The configuration out of a text; NULL: none. */
static faimi_config_t *
configure(faimi_arena_t *arena, const char *text)
{
    faimi_value_t   v;
    faimi_digest_t  digest;

    memset(&digest, 0, sizeof(digest));
    v = FAIMI_V_NIL;

    if (text != NULL) {
        CHECK(faimi_yaml_parse(arena, faimi_slice_str(text), FAIMI_EMPTY, 1,
                               &v, NULL) == FAIMI_OK);
    }

    return faimi_config_create(arena, text ? v.u.map : NULL, NULL, &digest);
}


static void
test_rows(faimi_arena_t *arena, const char *text, const publish_row_t *rows,
    size_t n)
{
    size_t           i;
    faimi_config_t  *config;

    config = configure(arena, text);

    for (i = 0; i < n; i++) {
        test_check(faimi_publish_path(config, faimi_slice_str(rows[i].path),
                                      rows[i].folder).kind == rows[i].place,
                   rows[i].path, text ? "configured" : "plain", (int) i);
    }
}


static void
test_bare(faimi_arena_t *arena)
{
    size_t           i;
    faimi_config_t  *config;

    static const struct {
        const char  *path;
        bool         plain;
        bool         off;
    } rows[] = {
        { "a.md", true, false },
        { "a.markdown", true, false },
        { "a.MD", true, false },
        { "a.txt", false, false },
        { "README.md", true, false },
        { "sub/readme.md", true, false },
        { "LICENSE.md", false, false },
        { "contributing.md", false, false },
        { "CODE_OF_CONDUCT.md", false, true }
    };

    config = configure(arena, NULL);

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        test_check(faimi_publish_bare(config, faimi_slice_str(rows[i].path))
                   == rows[i].plain, rows[i].path, "plain", 0);
    }

    config = configure(arena, "optional_front_matter: {enabled: false}\n"
                       "readme_index: {enabled: false}\n");

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        test_check(!faimi_publish_bare(config, faimi_slice_str(rows[i].path)),
                   rows[i].path, "off", 0);
    }

    config = configure(arena, "include: [CODE_OF_CONDUCT.md]");
    CHECK(faimi_publish_bare(config, FAIMI_SLICE("CODE_OF_CONDUCT.md")));
}


/* defaults: what each path gets for `x` */
static void
test_defaults(faimi_arena_t *arena)
{
    size_t                i;
    faimi_map_t          *map;
    faimi_slice_t         got;
    faimi_config_t       *config;
    const faimi_value_t  *v;

    static const char  text[] =
        "defaults:\n"
        "- {scope: {path: ''}, values: {x: all, m: {a: 1}}}\n"
        "- {scope: {path: '', type: posts}, values: {x: posts}}\n"
        "- {scope: {path: docs}, values: {x: docs, m: {b: 2}}}\n"
        "- {scope: {path: docs/deep}, values: {x: deep}}\n"
        "- {scope: {path: docs/deep, type: pages}, values: {x: typed}}\n"
        "- {scope: {path: docs/deep}, values: {x: later}}\n"
        "- {scope: {path: 'a/*/c'}, values: {x: glob}}\n"
        "- {scope: {type: page}, values: {x: weak}}\n"
        "- {values: nothing}\n"
        "- nonsense\n";

    static const char  *const  rows[][3] = {
        { "index.md", "pages", "weak" },
        { "_posts/2024-01-01-a.md", "posts", "posts" },
        { "docs/a.md", "pages", "docs" },
        { "docsy.md", "pages", "docs" },
        { "docs/deep/a.md", "pages", "typed" },
        { "docs/deep/a.md", "col", "later" },
        { "a/b/c/d.md", "col", "glob" },
        { "a/b/d.md", "col", "all" }
    };

    config = configure(arena, text);

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        map = faimi_config_defaults(config, arena,
                                    faimi_slice_str(rows[i][0]),
                                    faimi_slice_str(rows[i][1]));
        v = faimi_map_get(map, FAIMI_SLICE("x"));
        got = v ? v->u.string : FAIMI_EMPTY;
        CHECK_STR(got, rows[i][2]);
    }

    map = faimi_config_defaults(config, arena, FAIMI_SLICE("docs/a.md"),
                                FAIMI_SLICE("pages"));
    CHECK(faimi_map_get(map, FAIMI_SLICE("m"))->u.map->n == 2);
}


int
main(void)
{
    faimi_guard_t  *guard;
    faimi_arena_t  *arena;

    guard = faimi_guard_create();
    arena = faimi_arena_create(guard, 0);

    test_rows(arena, NULL, plain, sizeof(plain) / sizeof(plain[0]));
    test_rows(arena, including, included,
              sizeof(included) / sizeof(included[0]));
    test_rows(arena, configuration, configured,
              sizeof(configured) / sizeof(configured[0]));
    test_bare(arena);
    test_defaults(arena);

    faimi_arena_destroy(arena);
    faimi_guard_destroy(guard);

    return test_end();
}
