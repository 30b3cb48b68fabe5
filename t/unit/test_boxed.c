/*
 * Pages that take long: given up where others wait, and made in a child.
 */

#include <poll.h>
#include <signal.h>

#include "faimi_boxed.h"
#include "faimi_sass.h"
#include "test_site.h"


#define NEVER  "{% for i in (1..9000) %}{% for j in (1..9000) %}" \
               "{% assign x = i | times: j %}{% endfor %}{% endfor %}"


static test_site_t             t;
static faimi_sandbox_family_t  family;


static faimi_page_t *
page_at(const char *url)
{
    return faimi_site_route(t.site, faimi_slice_str(url)).page;
}


static faimi_rc_t
quick_work(void *data)
{
    faimi_error_t  err;

    return faimi_page_render_quick(t.site, data, t.arena,
                                   faimi_buf_create(t.arena, 1 << 20), &err);
}


static faimi_rc_t
quick(const char *url)
{
    faimi_rc_t  rc;

    rc = faimi_guard_run(t.guard, quick_work, page_at(url));
    faimi_arena_reset(t.arena);

    return rc;
}


static faimi_boxed_t *
start(const char *url)
{
    faimi_error_t   err;
    faimi_boxed_t  *boxed;

    boxed = faimi_boxed_start(t.site, page_at(url), &family, t.guard, &err);
    CHECK(boxed != NULL);

    return boxed;
}


/* The page of a child, or its error; as test_site_render() has them. */
static faimi_slice_t
finish(faimi_boxed_t *boxed, faimi_rc_t *rc)
{
    int            n;
    faimi_error_t  err;
    faimi_slice_t  page;
    struct pollfd  event = { faimi_boxed_fd(boxed), POLLIN, 0 };

    do {
        (void) poll(&event, 1, 20000);
    } while (faimi_boxed_read(boxed));

    *rc = faimi_boxed_finish(boxed, &page, &err);

    if (*rc != FAIMI_OK) {
        n = snprintf(t.text, sizeof(t.text), "error: %s:%zu: %s", err.file,
                     err.line, err.message);

    } else {
        n = (int) page.len;
        memcpy(t.text, page.data, page.len);
    }

    faimi_boxed_destroy(boxed);

    return faimi_slice(t.text, (size_t) n);
}


static faimi_slice_t
boxed(const char *url, faimi_rc_t *rc)
{
    return finish(start(url), rc);
}


/* The page is the one that is rendered otherwise, and may be gone by then. */
static void
test_page(void)
{
    faimi_rc_t      rc;
    faimi_boxed_t  *one, *other;

    CHECK(quick("/a.html") == FAIMI_OK);
    CHECK_STR(boxed("/a.html", &rc), "[<p>TEXT</p>\n]");
    CHECK(rc == FAIMI_OK);

    one = start("/a.html");
    other = start("/b.html");
    test_site_write(&t, "a.md", "---\ntitle: B\nlayout: l\n---\nNEW\n");
    CHECK(test_site_touch(&t, "a.md") == FAIMI_OK);
    CHECK_STR(finish(other, &rc), "<p>OTHER</p>\n");
    CHECK_STR(finish(one, &rc), "[<p>TEXT</p>\n]");
    CHECK_STR(boxed("/a.html", &rc), "[<p>NEW</p>\n]");
    CHECK(family.running == 0);
}


/* What fails is told by the child, and recorded by who asked alone. */
static void
test_failing(void)
{
    test_key_t      key;
    faimi_rc_t      rc;
    faimi_error_t   err;
    faimi_boxed_t  *killed;

    CHECK(quick("/never.html") == FAIMI_LATE);
    CHECK(has(boxed("/never.html", &rc), "error: never.md:3: the page takes"));
    CHECK(rc == FAIMI_ERROR);
    CHECK_STR(test_site_list(&t, faimi_site_problems), "");

    killed = start("/never.html");
    faimi_boxed_kill(killed);
    (void) finish(killed, &rc);
    CHECK(rc == FAIMI_LATE);

    key = test_site_key(&t, "/never.html");
    (void) faimi_error_set(&err, FAIMI_SLICE("never.md"), 3, 0, "too long");
    faimi_site_ended(t.site, FAIMI_SLICE("never.md"), key.bytes, &err, true);
    CHECK(has(test_site_list(&t, faimi_site_problems), "too long"));
    CHECK(has(faimi_slice_str(t.log), "too long"));
    CHECK(quick("/never.html") == FAIMI_ERROR);

    key = test_site_key(&t, "/2025/");
    (void) faimi_error_set(&err, FAIMI_SLICE("x.html"), 1, 0, "no section");
    faimi_site_ended(t.site, FAIMI_EMPTY, key.bytes, &err, false);
    CHECK(has(test_site_list(&t, faimi_site_problems), "no section"));
    CHECK(quick("/2025/") == FAIMI_ERROR);

    test_site_write(&t, "never.md", "---\n---\nENDS\n");
    test_site_write(&t, "2025-a.md", "---\ntitle: T\n---\n");
    CHECK(test_site_touch(&t, "never.md") == FAIMI_OK);
    CHECK(test_site_touch(&t, "2025-a.md") == FAIMI_OK);
    CHECK(quick("/never.html") == FAIMI_OK && quick("/2025/") == FAIMI_OK);
    CHECK_STR(test_site_list(&t, faimi_site_problems), "");
}


/* Sass is never begun where others wait, and needs no child within one. */
static void
test_sass(void)
{
    faimi_rc_t  rc;

    if (faimi_sass_version() == NULL) {
        return;
    }

    CHECK(quick("/s.css") == FAIMI_LATE);
    CHECK(has(boxed("/s.css", &rc), ".a { x: 3; }"));
    CHECK(has(boxed("/s.css.map", &rc), "\"mappings\""));
    CHECK(has(boxed("/bad.css", &rc), "error: bad.scss:4: Sass: "));
    CHECK(rc == FAIMI_ERROR);
    CHECK(has(boxed("/while.css", &rc),
              "error: while.scss:3: Sass: the page takes more than 3 s"));
    CHECK(rc == FAIMI_ERROR);

    /* a filter's, too */
    CHECK(quick("/filter.html") == FAIMI_LATE);
    CHECK_STR(boxed("/filter.html", &rc), ".b { x: 3; }");
}


int
main(void)
{
    test_site_begin(&t);
    test_site_write(&t, "_layouts/l.html", "[{{ content }}]");
    test_site_write(&t, "a.md", "---\ntitle: A\nlayout: l\n---\nTEXT\n");
    test_site_write(&t, "b.md", "---\n---\nOTHER\n");
    test_site_write(&t, "2025-a.md", "---\n---\nA\n");
    test_site_write(&t, "never.md", "---\n---\n" NEVER);
    test_site_write(&t, "s.scss", "---\n---\n.a { x: 1 + 2 }\n");
    test_site_write(&t, "bad.scss", "---\n---\n\n.a { x: $no }\n");
    test_site_write(&t, "while.scss", "---\n---\n@while true {}\n");
    test_site_write(&t, "filter.html", "---\n---\n{% capture s %}.b { x: "
                    "1 + 2 }{% endcapture %}{{ s | scssify | strip }}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    test_page();
    test_failing();
    test_sass();
    test_site_end(&t);

    return test_end();
}
