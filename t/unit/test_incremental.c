/*
 * A site that was brought up to date, edit by edit, is the site that a new
 * process would read: the same rows, the same keys, the same problems.
 */

#include "test_site.h"


#define STEPS  60


static const char *const  paths[] = {
    "_config.yml", "index.md", "a.md", "b.html", "c/d.md", "c/README.md",
    "README.md", "2025-x.md", "_layouts/default.html", "_layouts/l.html",
    "_includes/i.html", "_data/d.yml", "_posts/2024-01-01-p.md",
    "_posts/2023-02-02-q.md", "_people/ann.md", "s.txt", "c/_part.html",
    "404.html"
};

static const char *const  texts[] = {
    "plain", "---\n---\nx", "---\ntitle: T\n---\n[a](a.md) [d](c/d.md)",
    "---\npermalink: /p/\nredirect_from: [/a, /b.html]\n---\n# Head\n",
    "---\nlayout: l\nredirect_to: /p\n---\n", "---\nx: [\n---\n",
    "---\nlayout: default\n---\n{% include i.html %}{{ content }}",
    "---\n---\n{% include_relative _part.html %}",
    "---\npublished: false\n---\n", "---\n---\n{{ site.data.d.x }}",
    "---\n---\n{% for p in site.posts %}{{ p.title }}{% endfor %}",
    "---\n---\n{% for p in site.pages %}{{ p.content }}{% endfor %}",
    "x: 1", "title: S\nplugins: [jekyll-feed, jekyll-sitemap]\n",
    "collections: {people: {output: true}}\npaginate: 1\n",
    "exclude: [c]\npermalink: pretty\n", "a{% if", "caf\xe9",
    "---\ntags: [a, b]\ncategories: c\n---\nfirst\n\nsecond"
};

#define PATHS  (sizeof(paths) / sizeof(paths[0]))
#define TEXTS  (sizeof(texts) / sizeof(texts[0]))


typedef struct {
    char    text[32768];
    size_t  n;
} picture_t;


static void
add(picture_t *p, faimi_slice_t s)
{
    int  n;

    n = snprintf(p->text + p->n, sizeof(p->text) - p->n, "%.*s ",
                 FAIMI_FMT(s));
    p->n += (size_t) n;
    p->n = (p->n >= sizeof(p->text)) ? sizeof(p->text) - 1 : p->n;
}


/* Every row with its key, and all complaints. */
static void
picture(test_site_t *t, picture_t *p)
{
    size_t              i, k, n;
    unsigned char       key[FAIMI_KEY_SIZE];
    const faimi_row_t  *rows;

    p->n = 0;
    rows = faimi_site_rows(t->site, t->arena, &n);

    for (i = 0; i < n; i++) {
        add(p, rows[i].url);
        add(p, rows[i].output);
        add(p, rows[i].name);
        add(p, rows[i].source);
        add(p, rows[i].target);

        if (rows[i].page != NULL
            && faimi_page_key(t->site, rows[i].page, key, NULL) == FAIMI_OK)
        {
            for (k = 0; k < 8; k++) {
                p->n += (size_t) snprintf(p->text + p->n, 3, "%02x", key[k]);
            }
        }

        add(p, FAIMI_SLICE("\n"));
    }

    faimi_arena_reset(t->arena);
    add(p, test_site_list(t, faimi_site_problems));
    add(p, test_site_list(t, faimi_site_conflicts));
}


/* What is broken keeps its last good form, which a new process cannot know:
 * such states are passed over. */
static bool
is_clean(test_site_t *t)
{
    size_t                i, n;
    const faimi_error_t  *errors;

    errors = faimi_site_problems(t->site, t->arena, &n);

    for (i = 0; i < n; i++) {
        if (errors[i].line > 0 || strstr(errors[i].message, "UTF-8")) {
            break;
        }
    }

    faimi_arena_reset(t->arena);

    return i == n;
}


/* Whether a new process would read what the site has come to be. */
static bool
is_same(test_site_t *t, const char *what)
{
    bool              same;
    faimi_site_t     *site;
    static picture_t  ours, fresh;

    picture(t, &ours);
    site = t->site;
    t->site = NULL;
    (void) test_site_start(t, false);
    picture(t, &fresh);
    faimi_site_destroy(t->site);
    t->site = site;
    same = strcmp(ours.text, fresh.text) == 0;

    if (!same) {
        printf("# %s\n# ours:\n%s\n# fresh:\n%s\n", what, ours.text,
               fresh.text);
    }

    return same;
}


static void
test_walk(unsigned seed)
{
    int          i, compared;
    bool         same;
    test_site_t  t;
    const char  *path, *text;

    srand(seed);
    test_site_begin(&t);
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    compared = 0;
    same = true;

    for (i = 0; i < STEPS && same; i++) {
        path = paths[(size_t) rand() % PATHS];
        text = texts[(size_t) rand() % TEXTS];

        if (rand() % 4 == 0) {
            test_site_remove(&t, path);

        } else {
            test_site_write(&t, path, text);
        }

        (void) test_site_touch(&t, path);

        if (is_clean(&t)) {
            same = is_same(&t, path);
            compared++;
        }
    }

    CHECK(same);
    printf("# seed %u: %d of %d states compared\n", seed, compared, i);
    test_site_end(&t);
}


/* One edit: 'w' writes a text, 'm' moves a path, 'l' links one, 'f' makes a
 * folder; '.' looks at what has come together, and 'k' is a text that a new
 * process knows of a file that is broken by then. */
typedef struct {
    char         what;
    const char  *path;
    const char  *more;
} edit_t;

typedef struct {
    const char  *name;
    edit_t       edits[6];
} story_t;


/* What went wrong once. */
static const story_t  stories[] = {
    { "a file takes a folder's place",
      { { 'w', "a/b.md", "b" }, { '.', "", "" }, { 'm', "a", "_a" },
        { 'w', "a", "text" } } },
    { "a link leads to the folder above",
      { { 'w', "a.md", "a" }, { '.', "", "" }, { 'l', "b", "." } } },
    { "a README that is a static file breaks",
      { { 'w', "README.md", "a" }, { 'w', "index.md", "b" }, { '.', "", "" },
        { 'k', "README.md", "a" }, { 'w', "README.md", "\xff" } } },
    { "there is a folder for layouts, and nothing in it",
      { { 'w', "_posts/2024-01-01-a.md", "a" }, { '.', "", "" },
        { 'f', "_layouts", "" } } },
    { "the second _config is not read any more",
      { { 'w', "_config.yaml", "a" }, { '.', "", "" },
        { 'w', "_config.yml", "title: T" } } },
    { "data become a page",
      { { 'w', "_config.yml", "data_dir: a" },
        { 'w', "a/b.html", "---\nx: [\n---\n" }, { '.', "", "" },
        { 'w', "_config.yml", "" } } },
    { "the first page of Sass comes after what it imports",
      { { 'w', "_sass/_v.scss", "p { color: red; }" }, { '.', "", "" },
        { 'w', "a.scss", "---\n---\n@import 'v';" } } },
    { "a 404.html that is no static file has another time",
      { { 'w', "a.html", "---\n---\n{{ site.static_files }}" },
        { 'w', "404.html", "---\n---\nx" }, { '.', "", "" },
        { 'w', "404.html", "---\n---\nx" } } },
    { "a README that is a static file has another time",
      { { 'w', "a.html", "---\n---\n{{ site.static_files }}" },
        { 'w', "index.md", "x" }, { 'w', "README.md", "x" },
        { '.', "", "" }, { 'w', "README.md", "y" } } },
    { "a broken file beside a page goes",
      { { 'w', "a.html", "---\n---\n{% include_relative b.txt %}" },
        { 'w', "b.txt", "\xff" }, { '.', "", "" },
        { 'm', "b.txt", "_b" } } }
};


static void
do_edit(test_site_t *t, const edit_t *edit)
{
    char  full[PATH_MAX], more[PATH_MAX];

    test_site_path(t, edit->path, full);

    switch (edit->what) {
    case 'w':
        test_site_write(t, edit->path, edit->more);
        break;
    case 'm':
        test_site_path(t, edit->more, more);
        CHECK(rename(full, more) == 0);
        faimi_site_touch(t->site, faimi_slice_str(edit->more));
        break;
    case 'l':
        CHECK(symlink(edit->more, full) == 0);
        break;
    case 'f':
        CHECK(mkdir(full, 0777) == 0);
        break;
    case 'k':
        (void) snprintf(t->recall, sizeof(t->recall), "%s", edit->path);
        t->recalled = edit->more;
        return;
    default:
        (void) test_site_update(t);
        CHECK(is_same(t, "on the way"));
        return;
    }

    faimi_site_touch(t->site, faimi_slice_str(edit->path));
}


static void
test_story(const story_t *story)
{
    size_t       i;
    test_site_t  t;

    test_site_begin(&t);
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    for (i = 0; story->edits[i].what != '\0'; i++) {
        do_edit(&t, &story->edits[i]);
    }

    (void) test_site_update(&t);
    test_check(is_same(&t, story->name), story->name, __FILE__, __LINE__);
    test_site_end(&t);
}


/* What is too large is not read, so it is not like what is empty. */
static void
test_large(void)
{
    char         text[8000];
    test_site_t  t;

    memset(text, 'a', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    test_site_begin(&t);
    test_site_write(&t, "a.md", text);
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(has(test_site_list(&t, faimi_site_problems), "max_page"));
    test_site_write(&t, "a.md", "");
    CHECK(test_site_touch(&t, "a.md") == FAIMI_OK);
    CHECK(test_site_list(&t, faimi_site_problems).len == 0);
    test_site_end(&t);
}


int
main(void)
{
    size_t    i;
    unsigned  seed;

    for (seed = 1; seed <= 6; seed++) {
        test_walk(seed);
    }

    for (i = 0; i < sizeof(stories) / sizeof(stories[0]); i++) {
        test_story(&stories[i]);
    }

    test_large();

    return test_end();
}
