/*
 * A site that lives through edits serves what a new one would: random edits
 * of a small site that uses all there is, and after each the pages out of the
 * long-lived site - by their keys, as a cache would have them - beside those
 * of a site that has just read the folder.
 *
 *     test_same [SEED [EDITS]]
 */

#include "test_site.h"
#include "faimi_site_int.h"


#define EDITS    600
#define RECORDS  (1u << 16)
#define KEPT     128


typedef struct {
    unsigned char  key[FAIMI_KEY_SIZE];
    char          *text;
} record_t;

/* A file's last good source, as the zone keeps it. */
typedef struct {
    char  *path;
    char  *text;
} kept_t;

typedef struct {
    test_site_t    t;           /* the folder, and the long-lived site */
    faimi_site_t  *fresh;
    char           theme[96];
    char           other[65536];
    record_t       records[RECORDS];
    size_t         nrecords;
    size_t         hits;
    kept_t         kept[KEPT];
    size_t         nkept;
    uint64_t       seed;
    int64_t        now;
    bool           events;
    char           edit[256];   /* what was done last */
    int            failures;
} world_t;


static size_t
rnd(world_t *w, size_t n)
{
    w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;

    return (size_t) (w->seed >> 33) % n;
}


#define PICK(w, list)  ((list)[rnd((w), sizeof(list) / sizeof((list)[0]))])


/* What the site may consist of.  The words are few, so that edits matter. */

static const char *const  words[] = {
    "one", "two", "three", "x", "now", "a.html", "b.html", "content", "t"
};

static const char *const  snippets[] = {
    "plain *text* and a [link](p1.md)",
    "{{ page.title }} {{ page.url }} {{ page.year }} {{ page.event }}",
    "{% include a.html %}",
    "{% include b.html p=page %}",
    "{% include {{ page.inc }} %}",
    "{% include_relative part.md %}",
    "{% include_relative sub/part.md %}",
    "{% include_relative part.txt %}",
    "{{ site.data.d.x }} {{ site.data.e }}",
    "{% assign k = page.word %}{{ site.data[k] }} {{ site.data.d[k] }}",
    "{% assign k = 'da' | append: 'ta' %}{{ site[k].d.x }}",
    "{% assign k = page.word %}{{ site[k] }}",
    "{{ page.next.title }} {{ page.previous.url }}",
    "{{ page.next.content }} {{ page.previous.excerpt }}",
    "{{ page.excerpt }}",
    "{% for p in site.related_posts %}{{ p.title }},{% endfor %}",
    "{% for p in site.pages %}{{ p.title }}={{ p.url }},{% endfor %}",
    "{% for p in site.posts %}{{ p.excerpt }}{{ p.date }},{% endfor %}",
    "{% for p in site.posts %}{{ p.content }}{% endfor %}",
    "{% for p in site.posts limit: 1 %}{{ p.output }}{% endfor %}",
    "{% for p in site.staff %}{{ p.title }}{{ p.word }},{% endfor %}",
    "{% for p in site.staff %}{{ p.content }}{% endfor %}",
    "{% for p in site.notes %}{{ p.title }}{{ p.url }},{% endfor %}",
    "{% for c in site.collections %}{{ c.label }}{{ c.docs | size }}"
        "{% for f in c.files %}{{ f }}{% endfor %}{% endfor %}",
    "{% for d in site.documents %}{{ d.path }},{% endfor %}",
    "{% for f in site.static_files %}{{ f.path }} {{ f.modified_time }}"
        "{% endfor %}",
    "{% for f in site.static_files %}{{ f }}{% endfor %}",
    "{{ site.static_files | map: 'modified_time' | join }}",
    "{{ site.static_files | jsonify }}",
    "{% for f in site.static_files %}{% for kv in f %}{{ kv[1] }}"
        "{% endfor %}{% endfor %}",
    "{% for s in site.sections %}{{ s.year }}{% for p in s.pages %}"
        "{{ p.title }}{{ p.weight }}{% endfor %}{% endfor %}",
    "{% for t in site.tags %}{{ t[0] }}{{ t[1] | map: 'title' }}{% endfor %}",
    "{% for c in site.categories %}{{ c[0] }}{{ c[1] | size }}{% endfor %}",
    "{{ site.pages | where: 'title', 'one' | map: 'url' }}",
    "{{ site.posts | where_exp: 'p', \"p.content contains 'x'\" | size }}",
    "{% assign s = site %}{% for p in s.posts %}{{ p.title }}{% endfor %}",
    "{% assign k = page.word %}{% for p in site.posts %}{{ p[k] }}"
        "{% endfor %}",
    "{{ site.posts | sort: 'title' | map: 'content' | join: ',' }}",
    "{{ site.posts | group_by: 'excerpt' | size }}",
    "{{ site.pages | jsonify }}",
    "{{ site.posts.first | inspect }}",
    "{{ site.staff | map: 'word' | join: ',' }}",
    "{% link p1.md %} {% link img/a.png %}",
    "{% post_url 2024-01-02-two %}",
    "{{ site.time | date: '%Y-%m-%d' }}",
    "{{ 'now' | date: '%F' }}",
    "{% assign n = 'no' | append: 'w' %}{{ n | date: '%j' }}",
    "{{ site.title }} {{ site.foo.bar }} {{ jekyll.environment }}",
    "{{ 'p1' | relative_url }} {{ 'p1' | absolute_url }}",
    "{{ layout.word }} {{ content | size }}",
    "{{ site.html_pages | size }} {{ site.pages.last.content | size }}",
    "{% capture x %}{% include c.html %}{% endcapture %}{{ x | upcase }}",
    "{{ site.data.d | jsonify }} {{ site | size }}",
    "{% for p in site.pages %}{% for kv in p %}{{ kv | first }}{% endfor %}"
        "{% endfor %}",
    "{{ site.pages.first }}", "{{ page }}",
    "{{ site.posts | join: ' ' | size }}",
    "{{ site.staff | where: 'word', 'one' | map: 'title' }}",
    "{{ site.staff.first.content }}{{ site.notes.last.date }}",
    "{{ \"site.data\" }}", "{% seo %}", "{% feed_meta %}", "{{ broken",
    "text two\n\n# Heading\n\nthree"
};

static const char *const  pages[] = {
    "index.md", "p1.md", "p2.html", "p3.md", "2025-one.md", "2024/t.html",
    "404.html", "sub/p4.md", "feed.xml", "part.md", "sub/part.md",
    "_posts/2024-01-01-one.md", "_posts/2024-01-02-two.md",
    "_posts/2025-05-05-three.html", "sub/_posts/2023-03-03-x.md",
    "_posts/2030-01-05-ahead.md", "_staff/ann.md", "_staff/bob.md",
    "_notes/n1.md", "_notes/n2.html", "_notes/2030-01-04-soon.md",
    "_drafts/d.md"
};

static const char *const  includes[] = {
    "_includes/a.html", "_includes/b.html", "_includes/c.html"
};

static const char *const  layouts[] = {
    "_layouts/default.html", "_layouts/page.html", "_layouts/post.html",
    "_layouts/section.html", "_layouts/home.html"
};

static const char *const  statics[] = {
    "img/a.png", "img/b.png", "part.txt", "_staff/photo.png", "sub/rel.html"
};

static const char *const  others[] = {
    "_config.yml", "_data/d.yml", "_data/e.json", "_data/t.csv",
    "_data/sub/one.yml"
};

static const char *const  themed[] = {
    "_layouts/default.html", "_layouts/post.html", "_includes/a.html",
    "_includes/c.html", "_data/d.yml", "_data/one.yml", "assets/a.png",
    "assets/s.css"
};

static const char *const  matter[] = {
    "title: one", "title: two", "layout: default", "layout: page",
    "layout: post", "layout: none", "layout: missing", "permalink: /one/",
    "permalink: /two", "permalink: pretty", "published: false",
    "date: 2024-06-06", "date: 2030-01-03 12:00", "tags: [one, two]",
    "tags: x", "category: one", "year: 2024", "event: t", "weight: 3",
    "redirect_from: /old", "redirect_from: [/a/, /p1]", "redirect_to: /p1",
    "inc: a.html", "inc: c.html", "rel: part.md", "rel: p1.md",
    "rel: sub/rel.html", "word: one", "word: content", "word: excerpt",
    "word: pages", "word: time", "word: d", "word: staff",
    "excerpt: given", "excerpt_separator: two", "render_with_liquid: false",
    "slug: one", "a: [broken"
};

static const char *const  config[] = {
    "title: T", "title: U", "foo: {bar: 1}", "baseurl: /b", "url: http://h",
    "exclude: [p3.md]", "include: [_drafts]", "permalink: pretty",
    "permalink: /:year/:title", "future: true", "show_drafts: true",
    "unpublished: true", "timezone: Asia/Tokyo", "limit_posts: 1",
    "page_excerpts: true", "excerpt_separator: two",
    "collections: {staff: {output: false, word: two}, notes: {output: true}}",
    "collections: {staff: {}, notes: {output: true, permalink: '/n/:path'}}",
    "collections: [staff, notes]",
    "defaults: [{scope: {path: ''}, values: {layout: page, word: one}}]",
    "defaults: [{scope: {path: '', type: posts}, values: {title: three}}]",
    "defaults: [{scope: {path: img}, values: {image: true}}]",
    "titles_from_headings: {enabled: false}",
    "plugins: [jekyll-feed, jekyll-sitemap]",
    "faimi: {sections: false}",
    "data: {d: own}", "includes_dir: _layouts", "layouts_dir: _includes"
};

static const char *const  data[] = {
    "x: 1", "x: 2", "one: a", "content: b", "d: {x: 3}", "broken: ["
};


/* Writing it. */

static void
add(char *text, size_t size, const char *more)
{
    (void) snprintf(text + strlen(text), size - strlen(text), "%s\n", more);
}


static void
body(world_t *w, char *text, size_t size, bool relative)
{
    size_t       n;
    const char  *snippet;

    for (n = 1 + rnd(w, 2); n > 0; n--) {
        snippet = PICK(w, snippets);

        /* for pages alone: only what they name is read */
        if (relative || strstr(snippet, "relative ") == NULL) {
            add(text, size, snippet);
        }
    }
}


static void
page(world_t *w, char *text, size_t size)
{
    size_t  n;

    add(text, size, "---");

    for (n = rnd(w, 4); n > 0; n--) {
        add(text, size, PICK(w, matter));
    }

    add(text, size, "---");
    body(w, text, size, true);
}


static void
layout(world_t *w, char *text, size_t size)
{
    if (rnd(w, 3) == 0) {
        add(text, size, "---");
        add(text, size, rnd(w, 2) ? "layout: default" : "word: two");
        add(text, size, "---");
    }

    add(text, size, "<{{ content }}>");

    if (rnd(w, 2)) {
        body(w, text, size, false);
    }
}


static void
lines(world_t *w, char *text, size_t size, const char *const *list, size_t n)
{
    size_t  i;

    for (i = 1 + rnd(w, 3); i > 0; i--) {
        add(text, size, list[rnd(w, n)]);
    }
}


/* A path of the site, and what might stand in it. */
static const char *
invent(world_t *w, char *text, size_t size)
{
    const char  *path;

    text[0] = '\0';

    switch (rnd(w, 12)) {
    case 0:
        body(w, text, size, false);
        return PICK(w, includes);
    case 1:
        layout(w, text, size);
        return PICK(w, layouts);
    case 2:
        add(text, size, PICK(w, words));
        return PICK(w, statics);
    case 3:
        path = PICK(w, others);

        if (strcmp(path, others[0]) == 0) {
            lines(w, text, size, config, sizeof(config) / sizeof(config[0]));
        } else {
            lines(w, text, size, data, sizeof(data) / sizeof(data[0]));
        }

        return path;
    case 4:
        body(w, text, size, true);
        return PICK(w, pages);
    default:
        page(w, text, size);
        return PICK(w, pages);
    }
}


static void
edit_theme(world_t *w)
{
    char  text[4096], path[128];

    w->events = false;
    text[0] = '\0';
    (void) snprintf(path, sizeof(path), "_theme/%s", PICK(w, themed));

    if (path[8] == 'l') {
        layout(w, text, sizeof(text));
    } else if (path[8] == 'd') {
        lines(w, text, sizeof(text), data, sizeof(data) / sizeof(data[0]));
    } else {
        body(w, text, sizeof(text), false);
    }

    (void) snprintf(w->edit, sizeof(w->edit), "%s", path);

    if (rnd(w, 5) == 0) {
        test_site_remove(&w->t, path);
    } else {
        test_site_old(&w->t, path, text, 60 + (int) rnd(w, 1000));
    }
}


/* What an event would say; a sweep finds it for itself. */
static void
touch(world_t *w, const char *path)
{
    if (w->events) {
        faimi_site_touch(w->t.site, faimi_slice_str(path));
    }
}


static void
edit_rename(world_t *w, const char *path)
{
    char         from[PATH_MAX], to[PATH_MAX];
    const char  *other;

    other = PICK(w, pages);
    (void) snprintf(w->edit, sizeof(w->edit), "rename: %s %s", path, other);
    touch(w, path);
    test_site_path(&w->t, path, from);
    test_site_path(&w->t, other, to);
    (void) rename(from, to);
    touch(w, other);
}


static void
edit_touch(world_t *w, const char *path)
{
    char             full[PATH_MAX];
    struct timespec  times[2];

    (void) snprintf(w->edit, sizeof(w->edit), "touch: %s", path);
    test_site_path(&w->t, path, full);
    times[0].tv_sec = 1700000000 + (time_t) rnd(w, 100000);
    times[0].tv_nsec = 0;
    times[1] = times[0];
    (void) utimensat(AT_FDCWD, full, times, 0);
}


static void
edit(world_t *w)
{
    char         text[4096];
    const char  *path;

    path = invent(w, text, sizeof(text));
    touch(w, path);

    switch (rnd(w, 14)) {
    case 0:
        (void) snprintf(w->edit, sizeof(w->edit), "remove: %s", path);
        test_site_remove(&w->t, path);
        break;
    case 1:
        edit_rename(w, PICK(w, pages));
        break;
    case 2:
        edit_touch(w, path);
        break;
    case 3:
        edit_theme(w);
        break;
    case 4:
        w->now += 86400;       /* what is shown of a day does not change */
        (void) snprintf(w->edit, sizeof(w->edit), "time goes on");
        break;
    default:
        (void) snprintf(w->edit, sizeof(w->edit), "write: %s", path);
        test_site_old(&w->t, path, text, 60 + (int) rnd(w, 1000));
        break;
    }
}


/* The host: it remembers good sources, and knows them when asked. */

static kept_t *
kept_find(world_t *w, faimi_slice_t path)
{
    size_t  i;

    for (i = 0; i < w->nkept; i++) {
        if (faimi_slice_eq(path, faimi_slice_str(w->kept[i].path))) {
            return &w->kept[i];
        }
    }

    return NULL;
}


static void
kept_drop(void *host, faimi_slice_t path)
{
    kept_t   *kept;
    world_t  *w = host;

    kept = kept_find(w, path);

    if (kept != NULL) {
        free(kept->path);
        free(kept->text);
        *kept = w->kept[--w->nkept];
    }
}


static void
kept_put(void *host, faimi_slice_t path, faimi_slice_t source)
{
    world_t  *w = host;

    kept_drop(w, path);

    if (w->nkept < KEPT && memchr(source.data, '\0', source.len) == NULL) {
        w->kept[w->nkept].path = strndup(path.data, path.len);
        w->kept[w->nkept++].text = strndup(source.data, source.len);
    }
}


static bool
kept_get(void *host, faimi_slice_t path, faimi_arena_t *arena,
    faimi_slice_t *source)
{
    kept_t  *kept;

    (void) arena;
    kept = kept_find(host, path);

    if (kept == NULL) {
        return false;
    }

    *source = faimi_slice_str(kept->text);

    return true;
}


static faimi_site_t *
open_site(world_t *w, bool fresh)
{
    faimi_site_t       *site;
    faimi_site_conf_t   conf;

    memset(&conf, 0, sizeof(conf));
    conf.root = w->t.root;
    conf.theme = w->theme;
    conf.host.recall = kept_get;
    conf.host.good = fresh ? NULL : kept_put;
    conf.host.gone = fresh ? NULL : kept_drop;
    conf.host.data = w;
    site = faimi_site_create(&conf);

    if (site == NULL) {
        exit(1);
    }

    site->fixed = w->now;

    return site;
}


/* Looking at it. */

static record_t *
record_of(world_t *w, const unsigned char key[FAIMI_KEY_SIZE])
{
    size_t  i;

    memcpy(&i, key, sizeof(i));

    for (i &= RECORDS - 1; w->records[i].text != NULL;
         i = (i + 1) & (RECORDS - 1))
    {
        if (memcmp(w->records[i].key, key, FAIMI_KEY_SIZE) == 0) {
            break;
        }
    }

    return &w->records[i];
}


/* The page as a cache gives it: rendered only if its key is a new one. */
static faimi_slice_t
serve(world_t *w, faimi_page_t *p, const char *url)
{
    record_t       *record;
    faimi_slice_t   text;
    unsigned char   key[FAIMI_KEY_SIZE];

    if (faimi_page_key(w->t.site, p, key, NULL) != FAIMI_OK) {
        return test_site_render(&w->t, url);
    }

    record = record_of(w, key);

    if (record->text != NULL) {
        w->hits++;
        return faimi_slice_str(record->text);
    }

    text = test_site_render(&w->t, url);

    if (w->nrecords < RECORDS / 2
        && !faimi_slice_starts(text, FAIMI_SLICE("error: ")))
    {
        w->nrecords++;
        memcpy(record->key, key, FAIMI_KEY_SIZE);
        record->text = strndup(text.data, text.len);
    }

    return text;
}


/* The same site, but the other object. */
static void
swap(world_t *w)
{
    faimi_site_t  *site;

    site = w->t.site;
    w->t.site = w->fresh;
    w->fresh = site;
}


static void
differ(world_t *w, const char *url, faimi_slice_t old, const char *new)
{
    if (w->failures++ < 10) {
        printf("# after \"%s\": %s\n#  long-lived: [%.*s]\n#       fresh: "
               "[%s]\n", w->edit, url, FAIMI_FMT(old), new);
    }
}


static void
compare_page(world_t *w, const char *url)
{
    faimi_route_t  route;
    faimi_slice_t  text;

    swap(w);
    text = test_site_get(&w->t, url);

    if (faimi_slice_starts(text, FAIMI_SLICE("200"))) {
        text = test_site_render(&w->t, url);
    }

    (void) snprintf(w->other, sizeof(w->other), "%.*s", FAIMI_FMT(text));
    swap(w);

    text = test_site_get(&w->t, url);
    route = faimi_site_route(w->t.site, faimi_slice_str(url));

    if (route.kind == FAIMI_ROUTE_PAGE) {
        text = serve(w, route.page, url);
    }

    if (!faimi_slice_eq(text, faimi_slice_str(w->other))) {
        differ(w, url, text, w->other);
    }
}


/* Every URL that either of the two has. */
static void
compare_site(world_t *w)
{
    size_t              i, n;
    char              (*urls)[256];
    const faimi_row_t  *rows;

    rows = faimi_site_rows(w->fresh, w->t.arena, &n);
    urls = calloc(n + 1, sizeof(*urls));

    for (i = 0; urls != NULL && i < n; i++) {
        (void) snprintf(urls[i], sizeof(*urls), "%.*s%.*s",
                        FAIMI_FMT(w->fresh->config->baseurl),
                        FAIMI_FMT(rows[i].url));
    }

    faimi_arena_reset(w->t.arena);

    for (i = 0; urls != NULL && i < n; i++) {
        compare_page(w, urls[i]);
    }

    free(urls);
    (void) faimi_site_rows(w->t.site, w->t.arena, &i);
    faimi_arena_reset(w->t.arena);

    if (i != n) {
        differ(w, "number of URLs", FAIMI_EMPTY, "");
    }
}


static void
step(world_t *w)
{
    faimi_rc_t     old, new;
    faimi_error_t  err;

    w->t.site->fixed = w->now;
    old = w->events ? test_site_update(&w->t)
                    : faimi_site_sweep(w->t.site, &err);

    w->fresh = open_site(w, true);
    new = faimi_site_sweep(w->fresh, &err);

    if (old != new) {
        differ(w, "the folder", FAIMI_EMPTY, err.message);

    } else if (new == FAIMI_OK) {
        compare_site(w);
    }

    faimi_site_destroy(w->fresh);
}


static void
begin(world_t *w, uint64_t seed)
{
    memset(w, 0, sizeof(world_t));
    w->seed = seed;
    w->now = 1893456000;       /* 2030-01-01 */
    test_site_begin(&w->t);
    (void) snprintf(w->theme, sizeof(w->theme), "%.60s/_theme", w->t.root);
    (void) mkdir(w->theme, 0777);
    test_site_write(&w->t, "_config.yml", "collections: [staff, notes]\n");
    w->t.site = open_site(w, false);
    (void) faimi_site_sweep(w->t.site, NULL);
}


static void
end(world_t *w)
{
    size_t  i;

    for (i = 0; i < RECORDS; i++) {
        free(w->records[i].text);
    }

    while (w->nkept > 0) {
        kept_drop(w, faimi_slice_str(w->kept[0].path));
    }

    test_site_end(&w->t);
}


int
main(int argc, char **argv)
{
    size_t          i, n;
    static world_t  w;

    begin(&w, (argc > 1) ? strtoull(argv[1], NULL, 10) : 1);
    n = (argc > 2) ? strtoul(argv[2], NULL, 10) : EDITS;

    for (i = 0; i < n && w.failures == 0; i++) {
        /* with events a file is looked at twice: that takes time */
        w.events = (i % 16 == 0);
        edit(&w);
        step(&w);
    }

    printf("# %zu edits, %zu renderings, %zu hits\n", i, w.nrecords, w.hits);
    CHECK(w.failures == 0);
    CHECK(w.hits > w.nrecords / 4);
    end(&w);

    return test_end();
}
