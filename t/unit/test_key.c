/*
 * What changes a page's key, and what does not; it is the same in every
 * process.
 */

#include "test_site.h"


/* The pages of the site below: each looks at something else. */
static const char *const  urls[] = {
    "/plain", "/layout", "/include", "/dynamic", "/data", "/lists", "/shows",
    "/where", "/clock", "/links", "/section", "/2025/", "/list-by-filter",
    "/next", "/titles", "/excerpts", "/tags", "/printed", "/staff",
    "/data-e", "/data-any", "/found", "/variable", "/related", "/given",
    "/computed", "/size", "/far", "/words", "/link"
};

/* A letter for each, for the tables below. */
static const char  letters[] = "abcdefghijklmnopqrstuvwxyzABCD";

#define URLS  (sizeof(urls) / sizeof(urls[0]))

/* Links of a chain of variables: more than the rounds that follow them. */
#define LINKS  120


/* Three posts behind the one below, and what shows something of them. */
static void
write_lists(test_site_t *t)
{
    test_site_write(t, "_posts/2024-05-06-q.md", "---\nlayout: none\n"
                    "title: Q\ntags: [x]\nweight: 1\n---\nfirst\n\nrest");
    test_site_write(t, "_posts/2024-05-07-r.md", "---\nlayout: none\n"
                    "title: R\n---\nfirst");
    test_site_write(t, "_staff/ann.md", "---\ntitle: Ann\n---\nann");
    test_site_write(t, "_data/e.yml", "x: 1");
    test_site_write(t, "_includes/card.html", "{{ include.post.title }}"
                    "{{ include.text }}");
    test_site_write(t, "titles.html", "---\n---\n{% for p in site.posts %}"
                    "{{ p.title }}{% endfor %}{{ page.content | size }}");
    test_site_write(t, "excerpts.html", "---\n---\n{% for p in site.posts %}"
                    "{{ p.excerpt }}{% endfor %}");
    test_site_write(t, "tags.html", "---\n---\n{% for t in site.tags %}"
                    "{{ t[0] }}{{ t[1].size }}{% endfor %}");
    test_site_write(t, "printed.html", "---\n---\n{{ site.staff }}");
    test_site_write(t, "staff.html", "---\n---\n{{ site.staff | "
                    "map: 'title' | join: ',' }}");
    test_site_write(t, "data-e.html", "---\n---\n{{ site.data.e.x }}");
    test_site_write(t, "data-any.html", "---\nk: e\n---\n"
                    "{{ site.data[page.k].x }}");
    test_site_write(t, "found.html", "---\n---\n{% assign a = site.posts | "
                    "where: 'tags', page.title | first %}{{ a.title }}");
    test_site_write(t, "variable.html", "---\ntitle: V\n---\n"
                    "{% assign v = page.title %}{{ v }}{% for p in "
                    "site.posts %}{{ p.weight }}{% endfor %}");
    test_site_write(t, "related.html", "---\n---\n{% for p in "
                    "site.related_posts %}{{ p.title }}{% endfor %}");
    test_site_write(t, "given.html", "---\n---\n{% for p in site.posts %}"
                    "{% include card.html post=p text=page.title %}"
                    "{% endfor %}");
    test_site_write(t, "computed.html", "---\nk: weight\n---\n{% for p in "
                    "site.posts %}{{ p[page.k] }}{% endfor %}");
    test_site_write(t, "size.html", "---\n---\n{{ site.posts | size }}");
    test_site_write(t, "far.html", "---\n---\n{{ site.staff.first.next."
                    "title }}");
    test_site_write(t, "words.html", "---\n---\n{{ content | "
                    "number_of_words }}{{ site.staff | jsonify }}");
    test_site_write(t, "link.html", "---\n---\n{% link other.md %}"
                    "{% post_url 2024-05-06-q %}");
}


static void
write_site(test_site_t *t)
{
    test_site_write(t, "_config.yml", "title: T\nexclude: []\n"
                    "collections: [staff]\n");
    test_site_write(t, "_layouts/l.html", "<{% include l.html %}{{content}}>");
    test_site_write(t, "_layouts/none.html", "{{ content }}");
    test_site_write(t, "_layouts/section.html", "{{ site.sections }}");
    test_site_write(t, "_includes/l.html", "l");
    test_site_write(t, "_includes/a.html", "{% include b.html %}");
    test_site_write(t, "_includes/b.html", "b");
    test_site_write(t, "_includes/c.html", "c");
    test_site_write(t, "_data/d.yml", "x: 1");
    test_site_write(t, "plain.html", "---\n---\nplain {{ page.title }}");
    test_site_write(t, "layout.html", "---\nlayout: l\n---\nlayout");
    test_site_write(t, "include.html", "---\n---\n{% include a.html %}");
    test_site_write(t, "dynamic.html", "---\nf: c.html\n---\n"
                    "{% include {{ page.f }} %}");
    test_site_write(t, "data.html", "---\n---\n{{ site.data.d.x }}");
    test_site_write(t, "lists.html", "---\n---\n{% for p in site.pages %}"
                    "{{ p.title }}{% endfor %}");
    test_site_write(t, "shows.html", "---\n---\n{% for p in site.pages %}"
                    "{{ p.content }}{% endfor %}");
    test_site_write(t, "where.html", "---\n---\n{{ site.pages | where_exp: "
                    "'p', \"p.content contains 'x'\" | size }}");
    test_site_write(t, "list-by-filter.html", "---\n---\n{{ site.pages | "
                    "where: 'title', 'x' | size }}");
    test_site_write(t, "clock.html", "---\n---\n{{ 'now' | date: '%Y' }}");
    test_site_write(t, "links.md", "---\nlayout: none\n---\n"
                    "[x](other.md)");
    test_site_write(t, "section.html", "---\n---\n{{ site.sections.size }}");
    test_site_write(t, "other.md", "---\nlayout: none\ntitle: O\n---\n"
                    "other");
    test_site_write(t, "2025-x.md", "---\nlayout: none\n---\nx");
    test_site_write(t, "image.png", "png");
    test_site_write(t, "_posts/2024-05-05-p.md", "---\nlayout: none\n"
                    "permalink: /next\n---\n{{ page.next.title }}");
    write_lists(t);
}


/* The change, and the numbers of the pages above that it concerns. */
typedef struct {
    const char  *path;
    const char  *text;      /* NULL: the file is deleted */
    const char  *changed;   /* a letter each: 'a' is the first URL */
} change_t;


static const change_t  changes[] = {
    { "plain.html", "---\n---\nedited {{ page.title }}", "agh" },
    { "other.md", "---\nlayout: none\ntitle: O\n---\nedited", "gh" },
    { "other.md", "---\nlayout: none\ntitle: New\n---\nother", "fghm" },
    { "other.md", "---\nlayout: none\ntitle: O\nweight: 9\n---\nother",
      "gh" },
    { "other.md", "---\nlayout: none\ntitle: O\npermalink: /o\n---\nother",
      "fghjmD" },
    { "_layouts/l.html", "[{% include l.html %}{{ content }}]", "b" },
    { "_includes/l.html", "l2", "bd" },
    { "_includes/b.html", "b2", "cd" },
    { "_includes/c.html", "c2", "d" },
    { "_includes/card.html", "{{ include.post.weight }}", "dy" },
    { "_includes/unused.html", "u", "d" },
    { "_data/d.yml", "x: 2", "eghu" },
    { "_data/e.yml", "x: 2", "ghtu" },
    { "_data/new.yml", "x: 2", "ghu" },
    { "2025-x.md", "---\nlayout: none\ntitle: X\n---\nx", "fghlm" },
    { "new.md", "---\nlayout: none\n---\nnew", "fghm" },
    { "other.md", NULL, "fghjmD" },
    { "_posts/2024-05-06-q.md", "---\nlayout: none\ntitle: Q\ntags: [x]\n"
      "weight: 1\n---\nedited", "ghlpz" },
    { "_posts/2024-05-06-q.md", "---\nlayout: none\ntitle: Q2\ntags: [x]\n"
      "weight: 1\n---\nfirst\n\nrest", "ghlnopvxyz" },
    { "_posts/2024-05-06-q.md", "---\nlayout: none\ntitle: Q\ntags: [x]\n"
      "weight: 2\n---\nfirst\n\nrest", "ghlpwz" },
    { "_posts/2024-05-06-q.md", "---\nlayout: none\ntitle: Q\ntags: [y]\n"
      "weight: 1\n---\nfirst\n\nrest", "ghlpqvz" },
    { "_posts/2024-05-07-r.md", "---\nlayout: none\ntitle: R2\n---\nfirst",
      "ghlopvxyz" },
    { "_posts/2024-05-08-s.md", "---\nlayout: none\ntitle: S\n---\nfirst",
      "ghklopqvwxyzA" },
    { "_staff/ann.md", "---\ntitle: Ann\n---\nedited", "ghrC" },
    { "_staff/ann.md", "---\ntitle: Bob\n---\nann", "ghrsBC" },
    { "_config.yml", "title: U\nexclude: []\ncollections: [staff]\n",
      letters }
};


/* Includes and layouts count for `shows` and `where` too: pages may use
 * them. */
static bool
is_allowed(char letter, const change_t *change)
{
    return strchr(change->changed, letter) != NULL
           || ((letter == 'g' || letter == 'h')
               && (strstr(change->path, "_includes") != NULL
                   || strstr(change->path, "_layouts") != NULL));
}


static void
test_change(const change_t *change)
{
    char         letter;
    size_t       i;
    test_key_t   before[URLS], after;
    test_site_t  t;

    test_site_begin(&t);
    write_site(&t);
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    for (i = 0; i < URLS; i++) {
        before[i] = test_site_key(&t, urls[i]);
    }

    if (change->text == NULL) {
        test_site_remove(&t, change->path);

    } else {
        test_site_write(&t, change->path, change->text);
    }

    CHECK(test_site_touch(&t, change->path) == FAIMI_OK);

    for (i = 0; i < URLS; i++) {
        letter = letters[i];
        after = test_site_key(&t, urls[i]);

        if (memcmp(&after, &before[i], sizeof(after)) != 0) {
            test_check(is_allowed(letter, change), change->path, urls[i], 0);

        } else {
            test_check(strchr(change->changed, letter) == NULL,
                       change->path, urls[i], 1);
        }
    }

    test_site_end(&t);
}


/* Posts handed on from variable to variable, from the last line to the first:
 * found without a round for each. */
static void
test_chain(void)
{
    char         *text, *end;
    size_t        i;
    test_key_t    before, after;
    test_site_t   t;

    text = malloc(LINKS * sizeof("{% assign v00000 = v00000 %}") + 100);
    end = text + sprintf(text, "---\n---\n{{ v00000.title }}");

    for (i = 0; i < LINKS; i++) {
        end += sprintf(end, "{%% assign v%05zu = v%05zu %%}", i, i + 1);
    }

    (void) sprintf(end, "{%% assign v%05d = site.posts.first %%}", LINKS);

    test_site_begin(&t);
    test_site_write(&t, "chain.html", text);
    test_site_write(&t, "_posts/2024-01-01-a.md", "---\ntitle: A\n---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    before = test_site_key(&t, "/chain");

    test_site_write(&t, "_posts/2024-01-01-a.md", "---\ntitle: B\n---\n");
    CHECK(test_site_touch(&t, "_posts/2024-01-01-a.md") == FAIMI_OK);
    after = test_site_key(&t, "/chain");
    CHECK(memcmp(&before, &after, sizeof(after)) != 0);

    test_site_end(&t);
    free(text);
}


/* Two processes, two folders, other times: the same keys. */
static void
test_same(void)
{
    size_t       i;
    test_key_t   a, b;
    test_site_t  t, u;

    test_site_begin(&t);
    test_site_begin(&u);
    write_site(&t);
    test_site_old(&u, "_includes/b.html", "b", 5000);
    write_site(&u);
    test_site_write(&u, "junk.html", "---\n---\n");
    test_site_remove(&u, "junk.html");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(test_site_start(&u, false) == FAIMI_OK);

    for (i = 0; i < URLS; i++) {
        a = test_site_key(&t, urls[i]);
        b = test_site_key(&u, urls[i]);
        test_check(memcmp(&a, &b, sizeof(a)) == 0, urls[i], __FILE__,
                   __LINE__);
        b = test_site_key(&t, urls[(i + 1) % URLS]);
        CHECK(memcmp(&a, &b, sizeof(a)) != 0);
    }

    test_site_end(&t);
    test_site_end(&u);
}


/* What is remembered of a page whose digest begins with a NUL (that of this
 * source does) is of no other page. */
static void
test_nul(void)
{
    test_key_t   a, b;
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "a.html", "---\n---\n{{ site.posts | jsonify }} 179");
    test_site_write(&t, "b.html", "---\n---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    a = test_site_key(&t, "/b.html");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    (void) test_site_key(&t, "/a.html");
    b = test_site_key(&t, "/b.html");
    CHECK(memcmp(&a, &b, sizeof(a)) == 0);
    test_site_end(&t);
}


/* What is remembered for pages with the same templates is true of each. */
static void
test_alike(void)
{
    test_key_t   near, far, shows;
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "collections: {a: {output: true}, "
                    "b: {output: true}}");
    test_site_write(&t, "_layouts/near.html", "{{ page.next.next.title }}");
    test_site_write(&t, "_layouts/all.html", "{% for p in site.pages %}"
                    "{{ p.content }}{% endfor %}");
    test_site_write(&t, "_a/1.md", "---\nlayout: near\n---\n");
    test_site_write(&t, "_b/1.md", "---\nlayout: near\n---\n");
    test_site_write(&t, "_b/2.md", "---\nlayout: near\n---\n");
    test_site_write(&t, "_b/3.md", "---\nlayout: near\n---\n");
    test_site_write(&t, "x.md", "---\nlayout: all\n---\n[y](y.md)");
    test_site_write(&t, "y.md", "---\nlayout: all\n---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    (void) test_site_key(&t, "/a/1.html");
    (void) test_site_key(&t, "/x.html");
    near = test_site_key(&t, "/b/1.html");
    shows = test_site_key(&t, "/y.html");

    test_site_write(&t, "_b/3.md", "---\nlayout: near\ntitle: T\n---\n");
    CHECK(test_site_touch(&t, "_b/3.md") == FAIMI_OK);
    (void) test_site_key(&t, "/a/1.html");
    (void) test_site_key(&t, "/x.html");
    far = test_site_key(&t, "/b/1.html");
    CHECK(memcmp(&near, &far, sizeof(far)) != 0);

    test_site_write(&t, "z.md", "---\nlayout: near\n---\n");
    CHECK(test_site_touch(&t, "z.md") == FAIMI_OK);
    (void) test_site_key(&t, "/x.html");
    far = test_site_key(&t, "/y.html");
    CHECK(memcmp(&shows, &far, sizeof(far)) != 0);
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    near = test_site_key(&t, "/y.html");
    CHECK(memcmp(&near, &far, sizeof(far)) == 0);
    test_site_end(&t);
}


/* A list that is printed has its pages' neighbours in it, which may be in no
 * list. */
static void
test_neighbours(void)
{
    test_key_t   before, after;
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_posts/2025-05-05-a.html", "---\nlayout: none\n---\n"
                    "{{ site.sections | slice: 0, 3 }}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    before = test_site_key(&t, "/2025/05/05/a.html");
    test_site_write(&t, "docs/_posts/2023-03-03-b.md", "\xff");
    CHECK(test_site_touch(&t, "docs/_posts/2023-03-03-b.md") == FAIMI_OK);
    after = test_site_key(&t, "/2025/05/05/a.html");
    CHECK(memcmp(&before, &after, sizeof(after)) != 0);
    test_site_end(&t);
}


/* The built-in layout is for HTML; what has none has its name all the same. */
static void
test_builtin(void)
{
    test_key_t   before, after;
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "a.xml", "---\nlayout: page\n---\n");
    test_site_write(&t, "b.html", "---\nlayout: page\n---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    (void) test_site_key(&t, "/a.xml");
    before = test_site_key(&t, "/b.html");
    test_site_write(&t, "2025-c.md", "c");
    CHECK(test_site_touch(&t, "2025-c.md") == FAIMI_OK);
    (void) test_site_key(&t, "/a.xml");
    after = test_site_key(&t, "/b.html");
    CHECK(memcmp(&before, &after, sizeof(after)) != 0);
    test_site_end(&t);
}


/* An include that is not there, one that was never good, and another of that
 * kind: each is another error of the pages that have it. */
static void
test_broken(void)
{
    size_t        i;
    test_key_t    key, next, dynamic, other;
    test_site_t   t;

    static const char  *const  sources[] = { "{{ i", "{% if %}", "good" };

    test_site_begin(&t);
    test_site_write(&t, "a.html", "---\n---\n{% include b.html %}");
    test_site_write(&t, "c.html", "---\n---\n{% include {{ page.x }} %}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    key = test_site_key(&t, "/a.html");
    dynamic = test_site_key(&t, "/c.html");

    for (i = 0; i < 3; i++) {
        test_site_write(&t, "_includes/b.html", sources[i]);
        (void) test_site_touch(&t, "_includes/b.html");
        next = test_site_key(&t, "/a.html");
        other = test_site_key(&t, "/c.html");
        CHECK(memcmp(&key, &next, sizeof(key)) != 0);
        CHECK(memcmp(&dynamic, &other, sizeof(key)) != 0);
        key = next;
        dynamic = other;
    }

    test_site_end(&t);
}


int
main(void)
{
    size_t  i;

    for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        test_change(&changes[i]);
    }

    test_chain();
    test_same();
    test_nul();
    test_alike();
    test_neighbours();
    test_builtin();
    test_broken();

    return test_end();
}
