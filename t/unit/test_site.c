/*
 * A site over time: edits, broken files and what stays in force, deletions,
 * young files, git's lock, memory that ends.
 */

#include <errno.h>

#include "cost.h"
#include "test_site.h"


#define CHECK_GET(url, expected)  CHECK_STR(test_site_get(&t, url), expected)
#define CHECK_PAGE(url, expected) \
    CHECK_STR(test_site_render(&t, url), expected)


static bool
said(test_site_t *t, const char *what)
{
    bool  found;

    found = has(faimi_slice_str(t->log), what);
    t->log[0] = '\0';

    return found;
}


static void
test_edits(void)
{
    uint64_t     before;
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_layouts/l.html", "<{{ content }}>");
    test_site_write(&t, "a.html", "---\nlayout: l\n---\none");
    test_site_write(&t, "b.html", "---\n---\n{% include i.html %}");
    test_site_write(&t, "_includes/i.html", "inc{{ site.data.d.x }}");
    test_site_write(&t, "_data/d.yml", "x: 1");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_PAGE("/a.html", "<one>");
    CHECK_PAGE("/b.html", "inc1");

    before = faimi_site_generation(t.site);
    CHECK(test_site_touch(&t, "a.html") == FAIMI_OK);
    CHECK(faimi_site_generation(t.site) == before);

    test_site_write(&t, "a.html", "---\nlayout: l\n---\ntwo");
    CHECK_PAGE("/a.html", "<one>");
    CHECK(test_site_touch(&t, "a.html") == FAIMI_OK);
    CHECK_PAGE("/a.html", "<two>");
    CHECK(faimi_site_generation(t.site) > before);

    test_site_write(&t, "_layouts/l.html", "[{{ content }}]");
    CHECK(test_site_touch(&t, "_layouts/l.html") == FAIMI_OK);
    CHECK_PAGE("/a.html", "[two]");

    test_site_write(&t, "_includes/i.html", "new{{ site.data.d.x }}");
    test_site_write(&t, "_data/d.yml", "x: 2");
    faimi_site_touch(t.site, FAIMI_SLICE("_data/d.yml"));
    CHECK(test_site_touch(&t, "_includes/i.html") == FAIMI_OK);
    CHECK_PAGE("/b.html", "new2");

    test_site_write(&t, "a.html", "---\nlayout: l\npermalink: /c/\n---\n3");
    CHECK(test_site_touch(&t, "a.html") == FAIMI_OK);
    CHECK_GET("/a.html", "404");
    CHECK_PAGE("/c/", "[3]");

    test_site_write(&t, "new/deep/x.md", "---\nlayout: none\n---\nX");
    CHECK(test_site_touch(&t, "new") == FAIMI_OK);
    CHECK_PAGE("/new/deep/x", "<p>X</p>\n");

    test_site_remove(&t, "new/deep/x.md");
    CHECK(test_site_touch(&t, "new/deep/x.md") == FAIMI_OK);
    CHECK_GET("/new/deep/x", "404");
    CHECK(said(&t, "gone new/deep/x.md"));

    test_site_write(&t, "s.txt", "static");
    test_site_write(&t, "s2.txt", "static");
    CHECK(test_site_touch(&t, "") == FAIMI_OK);
    CHECK_GET("/s.txt", "static s.txt");
    test_site_write(&t, "s.txt", "---\n---\nrendered");
    CHECK(test_site_touch(&t, "s.txt") == FAIMI_OK);
    CHECK_PAGE("/s.txt", "rendered");
    test_site_write(&t, "s.txt", "static");
    CHECK(test_site_touch(&t, "s.txt") == FAIMI_OK);
    CHECK_GET("/s.txt", "static s.txt");

    test_site_write(&t, "_config.yml", "exclude: [s2.txt]\npermalink: pretty"
                    "\ndefaults: [{scope: {path: ''}, values: {layout: "
                    "none}}]\n");
    CHECK(test_site_touch(&t, "_config.yml") == FAIMI_OK);
    CHECK_GET("/s2.txt", "404");
    CHECK_GET("/b/", "200 b.html");
    CHECK_PAGE("/c/", "[3]");
    test_site_remove(&t, "_config.yml");
    CHECK(test_site_touch(&t, "_config.yml") == FAIMI_OK);
    CHECK_GET("/s2.txt", "static s2.txt");
    CHECK_GET("/b/", "404");
    test_site_end(&t);
}


/* What breaks stays up as it was, and says so once. */
static void
test_broken(void)
{
    test_site_t    t;
    faimi_route_t  route;

    test_site_begin(&t);
    test_site_write(&t, "_layouts/l.html", "<{{ content }}>");
    test_site_write(&t, "a.html", "---\nlayout: l\n---\none");
    test_site_write(&t, "bad.html", "---\nx: [\n---\n");
    test_site_write(&t, "_data/d.yml", "x: 1");
    test_site_write(&t, "d.html", "---\n---\n{{ site.data.d.x }}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(said(&t, "broken bad.html\n"));

    route = faimi_site_route(t.site, FAIMI_SLICE("/bad.html"));
    CHECK(route.kind == FAIMI_ROUTE_PAGE
          && faimi_page_info(route.page).no_form);
    CHECK(has(test_site_render(&t, "/bad.html"), "error: bad.html:"));

    test_site_write(&t, "a.html", "---\nlayout: l\n---\n{% if x %}");
    CHECK(test_site_touch(&t, "a.html") == FAIMI_OK);
    CHECK_PAGE("/a.html", "<one>");
    CHECK(has(faimi_slice_str(t.log), "problem a.html"));
    CHECK(said(&t, "broken a.html ---\nlayout: l\n---\none\n"));
    CHECK(test_site_touch(&t, "a.html") == FAIMI_OK);
    CHECK(t.log[0] == '\0');
    CHECK(has(test_site_list(&t, faimi_site_problems), "a.html:4:"));
    route = faimi_site_route(t.site, FAIMI_SLICE("/a.html"));
    CHECK(faimi_page_info(route.page).broken);

    test_site_write(&t, "a.html", "---\nlayout: l\n---\n\xff");
    CHECK(test_site_touch(&t, "a.html") == FAIMI_OK);
    CHECK_PAGE("/a.html", "<one>");
    CHECK(has(test_site_list(&t, faimi_site_problems),
              "a.html:4:1: not UTF-8: byte 0xff"));

    test_site_write(&t, "_layouts/l.html", "{{ content }}{% nonsense %}");
    CHECK(test_site_touch(&t, "_layouts/l.html") == FAIMI_OK);
    CHECK_PAGE("/a.html", "<one>");
    test_site_write(&t, "_data/d.yml", "x: [");
    CHECK(test_site_touch(&t, "_data/d.yml") == FAIMI_OK);
    CHECK_PAGE("/d.html", "1");
    test_site_write(&t, "_config.yml", "x: [");
    CHECK(test_site_touch(&t, "_config.yml") == FAIMI_OK);
    CHECK_PAGE("/a.html", "<one>");
    CHECK(has(test_site_list(&t, faimi_site_problems), "_config.yml:1:"));

    test_site_write(&t, "a.html", "---\nlayout: l\n---\ntwo");
    CHECK(test_site_touch(&t, "a.html") == FAIMI_OK);
    CHECK_PAGE("/a.html", "<two>");
    test_site_remove(&t, "bad.html");
    CHECK(test_site_touch(&t, "bad.html") == FAIMI_OK);
    CHECK_GET("/bad.html", "404");
    test_site_remove(&t, "_config.yml");
    test_site_remove(&t, "_data/d.yml");
    test_site_remove(&t, "_layouts/l.html");
    faimi_site_touch(t.site, FAIMI_SLICE("_config.yml"));
    faimi_site_touch(t.site, FAIMI_SLICE("_data/d.yml"));
    CHECK(test_site_touch(&t, "_layouts/l.html") == FAIMI_OK);
    CHECK_STR(test_site_list(&t, faimi_site_problems),
              "a.html: there is no layout `l`; the page is shown without\n");
    test_site_end(&t);
}


static void
test_large(void)
{
    char         big[5000];
    test_site_t  t;

    test_site_begin(&t);
    memset(big, 'x', sizeof(big) - 1);
    big[sizeof(big) - 1] = '\0';
    test_site_write(&t, "big.md", "small");
    test_site_write(&t, "static.txt", big);
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    test_site_write(&t, "big.md", big);
    CHECK(test_site_touch(&t, "big.md") == FAIMI_OK);
    CHECK(has(test_site_list(&t, faimi_site_problems),
              "big.md: the file has 4999 bytes, more than the 4096"));
    CHECK(has(test_site_render(&t, "/big"), "small"));
    CHECK_GET("/static.txt", "static static.txt");
    test_site_end(&t);
}


/* The URLs of pages that do not render, or whose source is broken. */
static const char *
broken(test_site_t *t)
{
    size_t              i, n;
    faimi_buf_t        *b;
    const faimi_row_t  *rows;
    static char         text[256];

    b = faimi_buf_create(t->arena, sizeof(text));
    rows = faimi_site_rows(t->site, t->arena, &n);

    for (i = 0; i < n; i++) {
        if (rows[i].broken) {
            faimi_buf_printf(b, "%.*s ", FAIMI_FMT(rows[i].url));
        }
    }

    (void) snprintf(text, sizeof(text), "%.*s", (int) b->len,
                    (b->len > 0) ? b->data : "");

    return text;
}


/* Failures of rendering: a missing include, found when it is asked for. */
static void
test_failure(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "a.html", "---\n---\nx\n{% include no.html %}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_STR(test_site_list(&t, faimi_site_problems), "");
    CHECK(has(test_site_render(&t, "/a.html"), "error: a.html:4: "));
    CHECK(said(&t, "problem a.html"));
    CHECK(has(test_site_render(&t, "/a.html"), "error: a.html:4: "));
    CHECK(t.log[0] == '\0');
    CHECK(has(test_site_list(&t, faimi_site_problems), "a.html:4:"));
    CHECK_STR(faimi_slice_str(broken(&t)), "/a.html ");

    test_site_write(&t, "_includes/no.html", "yes");
    CHECK(test_site_touch(&t, "_includes/no.html") == FAIMI_OK);
    CHECK_STR(test_site_list(&t, faimi_site_problems), "");
    CHECK_STR(faimi_slice_str(broken(&t)), "");
    CHECK_PAGE("/a.html", "x\nyes");
    CHECK_STR(test_site_list(&t, faimi_site_problems), "");
    test_site_end(&t);
}


/* Whether a text has `what` in it, and only once. */
static bool
once(faimi_slice_t text, const char *what)
{
    size_t         at;
    faimi_slice_t  s;

    s = faimi_slice_str(what);
    at = faimi_slice_find(text, s, 0);

    return has(text, what) && faimi_slice_find(text, s, at + 1) == text.len;
}


/* A slash in front of the name of an include: Jekyll joins it with the
 * folder's path (jekyll/path_manager.rb). */
static void
test_include_slash(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_includes/sub/a.html", "A");
    test_site_write(&t, "_includes/b.html", "B");
    test_site_write(&t, "a.html", "---\n---\n{% include /sub/a.html %}");
    test_site_write(&t, "b.html", "---\n---\n{% assign n = '/b.html' %}"
                    "{% include {{ n }} %}{% assign n = '/sub' %}"
                    "{% include {{ n }}/a.html %}");
    test_site_write(&t, "d/c.html", "---\n---\n{% include_relative /x.txt %}");
    test_site_write(&t, "d/x.txt", "X");
    test_site_write(&t, "bad1.html", "---\n---\n{% include //b.html %}");
    test_site_write(&t, "bad2.html", "---\n---\n{% include sub//a.html %}");
    test_site_write(&t, "bad3.html", "---\n---\n{% include ./b.html %}");
    test_site_write(&t, "bad4.html", "---\n---\n{% include /../b.html %}");
    test_site_write(&t, "none.html", "---\n---\n{% include /no.html %}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_PAGE("/a.html", "A");
    CHECK_PAGE("/b.html", "BA");
    CHECK_PAGE("/d/c.html", "X");
    CHECK(has(test_site_render(&t, "/bad1.html"), "is no name of an include"));
    CHECK(has(test_site_render(&t, "/bad2.html"), "is no name of an include"));
    CHECK(has(test_site_render(&t, "/bad3.html"), "is no name of an include"));
    CHECK(has(test_site_render(&t, "/bad4.html"), "is no name of an include"));
    CHECK(has(test_site_render(&t, "/none.html"),
              "there is no _includes/no.html"));

    /* an edit of it is seen */
    test_site_write(&t, "_includes/sub/a.html", "AA");
    test_site_write(&t, "d/x.txt", "XX");
    CHECK(test_site_touch(&t, "_includes/sub/a.html") == FAIMI_OK);
    CHECK(test_site_touch(&t, "d/x.txt") == FAIMI_OK);
    CHECK_PAGE("/a.html", "AA");
    CHECK_PAGE("/b.html", "BAA");
    CHECK_PAGE("/d/c.html", "XX");
    test_site_end(&t);
}


/* An include that does not parse: the page says why, not that it is not
 * there. */
static void
test_include_broken(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_includes/x.html", "a\nb {% if %}{% endif %}");
    test_site_write(&t, "p.txt", "c\n\n{% for %}{% endfor %}");
    test_site_write(&t, "a.html", "---\n---\n{% include x.html %}");
    test_site_write(&t, "b.html", "---\n---\n{% include_relative p.txt %}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(has(test_site_render(&t, "/a.html"),
              "error: _includes/x.html:2: "));
    CHECK(has(test_site_render(&t, "/b.html"), "error: p.txt:3: "));
    CHECK(once(test_site_list(&t, faimi_site_problems), "_includes/x.html:2:"));

    test_site_write(&t, "_includes/x.html", "fine");
    test_site_write(&t, "p.txt", "good");
    CHECK(test_site_touch(&t, "_includes/x.html") == FAIMI_OK);
    CHECK(test_site_touch(&t, "p.txt") == FAIMI_OK);
    CHECK_PAGE("/a.html", "fine");
    CHECK_PAGE("/b.html", "good");
    CHECK_STR(test_site_list(&t, faimi_site_problems), "");
    test_site_end(&t);
}


/* Of the pages that pagination makes of one file, one fails. */
static void
test_failure_paginated(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "paginate: 1\n");
    test_site_write(&t, "_posts/2024-01-01-a.md", "a");
    test_site_write(&t, "_posts/2024-01-02-b.md", "b");
    test_site_write(&t, "index.html", "---\n---\n{% if paginator.page == 2 %}"
                    "{% include no.html %}{% endif %}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(has(test_site_render(&t, "/page2/"), "error: index.html:3: "));
    CHECK_PAGE("/", "");
    CHECK_STR(faimi_slice_str(broken(&t)), "/page2/ ");
    CHECK(has(test_site_list(&t, faimi_site_problems), "index.html:3:"));
    test_site_end(&t);
}


/* The last good source of an earlier process. */
static void
test_recall(void)
{
    test_site_t  t;

    test_site_begin(&t);
    (void) snprintf(t.recall, sizeof(t.recall), "a.html");
    t.recalled = "---\npermalink: /here\n---\nbefore";
    test_site_write(&t, "a.html", "---\nx: [\n---\nnow");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_PAGE("/here", "before");
    CHECK(said(&t, "broken a.html ---\npermalink: /here\n---\nbefore\n"));

    test_site_write(&t, "a.html", "---\npermalink: /here\n---\nmended");
    CHECK(test_site_touch(&t, "a.html") == FAIMI_OK);
    CHECK_PAGE("/here", "mended");

    /* of a configuration */
    (void) snprintf(t.recall, sizeof(t.recall), "_config.yml");
    t.recalled = "permalink: pretty";
    test_site_write(&t, "_config.yml", "permalink: [");
    test_site_write(&t, "b.md", "b");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_GET("/b/", "200 b.md");

    t.recall[0] = '\0';
    CHECK(test_site_start(&t, false) == FAIMI_ERROR);
    CHECK_GET("/b/", "503");
    CHECK_GET("/nothing", "503");
    test_site_write(&t, "_config.yml", "permalink: none");
    CHECK(test_site_touch(&t, "_config.yml") == FAIMI_OK);
    CHECK_GET("/b.html", "200 b.md");
    test_site_end(&t);
}


/* A sweep does not read what may still be written to. */
static void
test_settle(void)
{
    int64_t      due;
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "a.html", "---\n---\none");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(faimi_site_due(t.site) == -1);

    test_site_old(&t, "a.html", "---\n---\nhal", 0);
    CHECK(faimi_site_scan(t.site, NULL) == FAIMI_OK);
    CHECK_PAGE("/a.html", "one");
    due = faimi_site_due(t.site);
    CHECK(due > 1000 && due <= 2000);

    test_site_pause(300);
    test_site_old(&t, "a.html", "---\n---\nwhole", 0);
    test_site_pause(faimi_site_due(t.site) + 10);
    CHECK(faimi_site_update(t.site, NULL) == FAIMI_OK);
    CHECK_PAGE("/a.html", "one");
    test_site_pause(faimi_site_due(t.site) + 10);
    CHECK(faimi_site_update(t.site, NULL) == FAIMI_OK);
    CHECK_PAGE("/a.html", "whole");
    CHECK(faimi_site_due(t.site) == -1);

    /* at the first sweep, where an earlier process knew the file */
    (void) snprintf(t.recall, sizeof(t.recall), "a.html");
    t.recalled = "---\n---\nearlier";
    test_site_old(&t, "a.html", "---\n---\nyoung", 0);
    test_site_old(&t, "b.html", "---\n---\nnew", 0);
    CHECK(test_site_start(&t, true) == FAIMI_OK);
    CHECK_PAGE("/a.html", "earlier");
    CHECK_PAGE("/b.html", "new");
    CHECK(faimi_site_due(t.site) > 0);

    /* an event says that its writer has finished */
    CHECK(test_site_touch(&t, "a.html") == FAIMI_OK);
    CHECK_PAGE("/a.html", "young");

    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_PAGE("/a.html", "young");
    test_site_end(&t);
}


/* Files of include_relative: also where nothing is published. */
static void
test_partials(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "a/p.html", "---\n---\n1{% include_relative "
                    "_in/x.html %}{% include_relative q.html %}");
    test_site_write(&t, "a/_in/x.html", "x{% include_relative _y.html %}");
    test_site_write(&t, "a/_y.html", "y");
    test_site_write(&t, "a/q.html", "---\n---\nq");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_PAGE("/a/p", "1xy---\n---\nq");
    CHECK_GET("/a/_y.html", "404");
    CHECK_PAGE("/a/q", "q");

    test_site_write(&t, "a/_y.html", "why");
    CHECK(test_site_touch(&t, "a/_y.html") == FAIMI_OK);
    CHECK_PAGE("/a/p", "1xwhy---\n---\nq");

    test_site_write(&t, "a/q.html", "---\n---\nQ");
    CHECK(test_site_touch(&t, "a/q.html") == FAIMI_OK);
    CHECK_PAGE("/a/p", "1xwhy---\n---\nQ");
    CHECK_PAGE("/a/q", "Q");

    test_site_remove(&t, "a/_y.html");
    CHECK(test_site_touch(&t, "a/_y.html") == FAIMI_OK);
    CHECK(has(test_site_render(&t, "/a/p"), "error: a/_in/x.html:1"));
    test_site_write(&t, "a/_y.html", "back");
    CHECK(test_site_touch(&t, "a/_y.html") == FAIMI_OK);
    CHECK_PAGE("/a/p", "1xback---\n---\nQ");
    test_site_end(&t);
}


/* What pages share, and a partial itself, may name such files: each page has
 * those of its own folder. */
static void
test_shared_partials(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_layouts/l.html", "{% include_relative _l.txt %}/"
                    "{{ content }}");
    test_site_write(&t, "_includes/i.html", "{% include_relative _i.txt %}");
    test_site_write(&t, "a/p.html", "---\nlayout: l\n---\n"
                    "{% include i.html %}");
    test_site_write(&t, "a/_l.txt", "la");
    test_site_write(&t, "a/_i.txt", "ia{% include_relative _n.txt %}");
    test_site_write(&t, "a/_n.txt", "na");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_PAGE("/a/p", "la/iana");

    test_site_write(&t, "a/_n.txt", "NA");
    CHECK(test_site_touch(&t, "a/_n.txt") == FAIMI_OK);
    CHECK_PAGE("/a/p", "la/iaNA");

    /* a folder that comes later, whose files were there before */
    test_site_write(&t, "b/_l.txt", "lb");
    test_site_write(&t, "b/_i.txt", "ib{% include_relative _n.txt %}");
    test_site_write(&t, "b/_n.txt", "nb");
    test_site_write(&t, "b/p.html", "---\nlayout: l\nn: _n.txt\n---\n"
                    "{% include i.html %}{% include_relative {{ page.n }} %}");
    CHECK(test_site_touch(&t, "b/p.html") == FAIMI_OK);
    CHECK_PAGE("/b/p", "lb/ibnbnb");
    CHECK_PAGE("/a/p", "la/iaNA");

    test_site_write(&t, "b/_n.txt", "NB");
    CHECK(test_site_touch(&t, "b/_n.txt") == FAIMI_OK);
    CHECK_PAGE("/b/p", "lb/ibNBNB");
    test_site_end(&t);
}


static void
test_git(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "a.html", "---\n---\none");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    test_site_write(&t, ".git/index.lock", "");
    test_site_write(&t, "a.html", "---\n---\ntwo");
    CHECK(test_site_touch(&t, "a.html") == FAIMI_OK);
    CHECK_PAGE("/a.html", "one");
    CHECK(faimi_site_due(t.site) > 0);
    test_site_remove(&t, ".git/index.lock");
    test_site_pause(110);
    CHECK(test_site_update(&t) == FAIMI_OK);
    CHECK_PAGE("/a.html", "two");
    test_site_end(&t);
}


/* The folder goes away: what was there is still served, and it returns. */
static void
test_unmounted(void)
{
    char           away[80];
    test_site_t    t;
    faimi_error_t  err;

    test_site_begin(&t);
    test_site_write(&t, "a.html", "---\n---\none");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    (void) snprintf(away, sizeof(away), "%s-away", t.root);
    CHECK(rename(t.root, away) == 0);
    CHECK(faimi_site_scan(t.site, &err) == FAIMI_ERROR);
    CHECK(strstr(err.message, "cannot be read") != NULL);
    CHECK_PAGE("/a.html", "one");
    CHECK(rename(away, t.root) == 0);
    CHECK(faimi_site_scan(t.site, &err) == FAIMI_OK);
    CHECK_PAGE("/a.html", "one");
    test_site_end(&t);
}


/* An update that finds no memory leaves the site as it was; tried again, it
 * succeeds. */
static void
test_memory(void)
{
    size_t       n, failed;
    bool         whole;
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "title: T");
    test_site_write(&t, "_layouts/default.html", "<{{ content }}>");
    test_site_write(&t, "a.md", "---\nredirect_from: /o\n---\none");
    test_site_write(&t, "2025-b.md", "b");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    failed = 0;
    whole = true;

    for (n = 1; n < 4000; n += 1 + n / 16) {
        test_site_write(&t, "_config.yml", (n % 2) ? "title: T" : "title: U");
        test_site_write(&t, "c.md", (n % 2) ? "# c" : "---\nx: 1\n---\nd");
        faimi_site_touch(t.site, FAIMI_SLICE("_config.yml"));
        faimi_site_fail_at(t.site, n);

        if (test_site_touch(&t, "c.md") != FAIMI_OK) {
            failed++;
        }

        faimi_site_fail_at(t.site, 0);
        whole &= faimi_slice_eq(test_site_render(&t, "/a"),
                                FAIMI_SLICE("<<p>one</p>\n>"));
        whole &= faimi_slice_eq(test_site_get(&t, "/o"),
                                FAIMI_SLICE("301 /a.html"));
        whole &= test_site_update(&t) == FAIMI_OK;
        whole &= faimi_slice_eq(test_site_get(&t, "/c"),
                                FAIMI_SLICE("200 c.md"));
    }

    CHECK(whole);
    CHECK(failed > 20);
    test_site_end(&t);
}


/* The first sweep, too. */
static void
test_first_memory(void)
{
    size_t       n, failed;
    bool         whole;
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "plugins: [jekyll-feed]\npaginate: 1");
    test_site_write(&t, "_data/d.csv", "a,b\n1,2\n");
    test_site_write(&t, "_posts/2024-01-01-p.md", "---\ntags: [a]\n---\np");
    test_site_write(&t, "index.html", "---\n---\n{% include_relative i %}");
    test_site_write(&t, "i", "i");
    test_site_write(&t, "README.md", "# [x](a.md)");
    failed = 0;
    whole = true;

    for (n = 1; n < 20000; n += 1 + n / 8) {
        faimi_site_destroy(t.site);
        t.site = test_site_create(&t, false);
        faimi_site_fail_at(t.site, n);
        failed += (faimi_site_scan(t.site, NULL) != FAIMI_OK);
        faimi_site_fail_at(t.site, 0);
        whole &= (faimi_site_scan(t.site, NULL) == FAIMI_OK);
        whole &= faimi_slice_eq(test_site_render(&t, "/"),
                                FAIMI_SLICE("i"));
        whole &= faimi_slice_eq(test_site_get(&t, "/feed.xml"),
                                FAIMI_SLICE("200 "));
    }

    CHECK(whole);
    CHECK(failed > 20);
    test_site_end(&t);
}


static void
show_each_other(void *data)
{
    int          i, *n = data;
    char         name[32];
    test_site_t  t;

    test_site_begin(&t);

    for (i = 0; i < *n; i++) {
        (void) snprintf(name, sizeof(name), "p%d.html", i);
        test_site_write(&t, name, "---\n---\n{% for p in site.pages %}"
                        "{{ p.content | size }} {% endfor %}");
    }

    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(!faimi_slice_starts(test_site_render(&t, "/p1"),
                              FAIMI_SLICE("error")));
    test_site_end(&t);
}


/* Pages that show each other: each is made once, not once by every way, of
 * which there are more than can be counted. */
static void
test_circle(void)
{
    int     few = 10, many = 40;
    double  yardstick;

    yardstick = cost(show_each_other, &few, 0);
    cost_check("pages that show each other", show_each_other, &many, yardstick,
               40);
}


/* What opening the file of a static route ends with: 0, or an errno. */
static int
test_open_route(test_site_t *t, const faimi_route_t *route)
{
    int          fd;
    struct stat  st;

    fd = faimi_route_open(t->site, route, &st);

    return (fd < 0) ? errno : close(fd);
}


/* A document of YAML is data alone, and no post. */
static void
test_yaml_documents(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "collections: {c: {output: true}}\n");
    test_site_write(&t, "_layouts/default.html", "<{{ content }}>");
    test_site_write(&t, "_posts/2020-01-01-p.yml", "---\na: 1\n---\n");
    test_site_write(&t, "_c/z.yml", "---\na: 1\nlayout: default\n");
    test_site_write(&t, "i.html", "---\n---\n{% for d in site.c %}{{ d.a }}"
                    "[{{ d.content }}{{ d.title }}]{% endfor %}"
                    "{{ site.posts.size }}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/i"), "1[]0");
    CHECK_STR(test_site_render(&t, "/c/z.yml"), "");

    test_site_write(&t, "_c/z.yml", "---\na: 2\nlayout: default\n");
    CHECK(test_site_touch(&t, "_c/z.yml") == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/i"), "2[]0");

    test_site_write(&t, "_c/z.yml", "---\na: [\n");
    CHECK(test_site_touch(&t, "_c/z.yml") == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/i"), "2[]0");
    test_site_end(&t);
}


/* Nobody may have told of it yet. */
static void
test_swapped(void)
{
    char           full[PATH_MAX];
    test_site_t    t;
    faimi_route_t  route;

    test_site_begin(&t);
    test_site_write(&t, ".hidden/file.txt", "x");
    test_site_path(&t, "link.txt", full);
    CHECK(symlink(".hidden/file.txt", full) == 0);
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    route = faimi_site_route(t.site, FAIMI_SLICE("/link.txt"));
    CHECK(route.kind == FAIMI_ROUTE_STATIC);
    CHECK(test_open_route(&t, &route) == 0);

    test_site_remove(&t, ".hidden/file.txt");
    CHECK(test_open_route(&t, &route) == ENOENT);

    test_site_path(&t, ".hidden/file.txt", full);
    CHECK(symlink("/etc/passwd", full) == 0);
    CHECK(test_open_route(&t, &route) == EXDEV);

    CHECK(unlink(full) == 0);
    CHECK(mkfifo(full, 0600) == 0);
    CHECK(test_open_route(&t, &route) == ENOENT);

    test_site_end(&t);
}


/* A byte order mark is not part of any text; as in Jekyll, it is of CSV. */
static void
test_bom(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "\xef\xbb\xbftitle: T\n");
    test_site_write(&t, "_layouts/l.html", "\xef\xbb\xbf---\nx: 1\n---\n"
                    "L{{ content }}");
    test_site_write(&t, "_includes/i.html", "\xef\xbb\xbfinc");
    test_site_write(&t, "_data/y.yml", "\xef\xbb\xbf" "a: 1\n");
    test_site_write(&t, "_data/c.csv", "\xef\xbb\xbf" "a\n2\n");
    test_site_write(&t, "rel.txt", "\xef\xbb\xbfrel");
    test_site_write(&t, "q.html", "---\nlayout: l\n---\n{% include i.html %} "
                    "{% include_relative rel.txt %} {{ site.data.y.a }} "
                    "{{ site.data.c[0].a }} {{ site.title }}");
    test_site_write(&t, "_posts/2024-01-02-p.md",
                    "\xef\xbb\xbf---\nlayout: l\n---\npost");
    test_site_write(&t, "m.md", "\xef\xbb\xbfno matter");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/q.html"), "Linc rel 1  T");
    CHECK_STR(test_site_render(&t, "/2024/01/02/p.html"),
              "L<p>post</p>\n");
    CHECK_STR(test_site_render(&t, "/m.html"), "<p>no matter</p>\n");
    test_site_end(&t);
}


/* What is left out for its name or its depth is said, and no more once it is
 * away. */
static void
test_left_out(void)
{
    char         deep[256];
    size_t       i, n;
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "a.md", "---\n---\na");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    test_site_write(&t, "b\n.md", "---\n---\nb");
    CHECK(test_site_touch(&t, "b\n.md") == FAIMI_OK);
    CHECK(strstr(t.log, "problem b\\x0a.md names must be UTF-8") != NULL);

    test_site_write(&t, "c\xff/x.md", "---\n---\nc");
    CHECK(test_site_touch(&t, "c\xff") == FAIMI_OK);
    CHECK(strstr(t.log, "problem c\\xff names must be UTF-8") != NULL);

    for (i = 0; i < 40; i++) {
        memcpy(deep + 2 * i, "d/", 3);
    }

    memcpy(deep + 80, "x.md", 5);
    test_site_write(&t, deep, "---\n---\nd");
    CHECK(test_site_touch(&t, "d") == FAIMI_OK);
    CHECK(strstr(t.log, "folders are nested more than 32 deep") != NULL);
    (void) faimi_site_problems(t.site, t.arena, &n);
    CHECK(n == 3);

    t.log[0] = '\0';
    CHECK(faimi_site_scan(t.site, NULL) == FAIMI_OK);
    CHECK(strcmp(t.log, "") == 0);
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    (void) faimi_site_problems(t.site, t.arena, &n);
    CHECK(n == 3);

    test_site_remove(&t, "b\n.md");
    CHECK(test_site_touch(&t, "b\n.md") == FAIMI_OK);
    test_site_remove(&t, "c\xff/x.md");
    test_site_remove(&t, "c\xff");
    CHECK(faimi_site_scan(t.site, NULL) == FAIMI_OK);
    (void) faimi_site_problems(t.site, t.arena, &n);
    CHECK(n == 1);
    CHECK(strstr(t.log, "gone") == NULL);
    test_site_end(&t);
}


int
main(void)
{
    test_circle();
    test_swapped();
    test_yaml_documents();
    test_edits();
    test_broken();
    test_large();
    test_failure();
    test_failure_paginated();
    test_left_out();
    test_bom();
    test_include_slash();
    test_include_broken();
    test_recall();
    test_settle();
    test_partials();
    test_shared_partials();
    test_git();
    test_unmounted();
    test_memory();
    test_first_memory();

    return test_end();
}
