/*
 * A sweep in slices finds what a sweep finds.
 */

#include "test_site.h"
#include "faimi_site_int.h"


/* All is as if it were done a while ago: what is new is left to events. */
static void
age(test_site_t *t)
{
    t->now = (t->now ? t->now : time(NULL)) + 60;
    faimi_site_set_time(t->site, t->now);
}


/* Rounds of slices of `n`, until something is found: how many slices. */
static size_t
patrol(test_site_t *t, size_t n)
{
    bool           done;
    size_t         slices;
    uint64_t       before;
    faimi_error_t  err;

    before = faimi_site_generation(t->site);
    age(t);

    for (slices = 1; slices < 100; slices++) {
        CHECK(faimi_site_rescan(t->site, n, &done, &err) == FAIMI_OK);

        if (faimi_site_generation(t->site) != before) {
            break;
        }
    }

    return slices;
}


static bool
is_page(test_site_t *t, const char *url)
{
    return faimi_site_route(t->site, faimi_slice_str(url)).kind
           == FAIMI_ROUTE_PAGE;
}


static void
test_rescan(size_t n)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "a.md", "---\n---\none");
    test_site_write(&t, "b/c.md", "---\n---\ntwo");
    test_site_write(&t, "b/d/e.md", "---\n---\nthree");
    test_site_write(&t, "b/s.txt", "static");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(faimi_site_size(t.site) == 4);

    /* nothing is found where nothing changed */
    CHECK(patrol(&t, n) == 100);

    test_site_old(&t, "b/c.md", "---\n---\nedited", 50);
    CHECK(patrol(&t, n) < 100);
    CHECK(has(test_site_render(&t, "/b/c"), "edited"));

    test_site_write(&t, "b/new.md", "---\n---\nnew");
    CHECK(patrol(&t, n) < 100);
    CHECK(is_page(&t, "/b/new"));

    test_site_write(&t, "root.md", "---\n---\nroot");
    CHECK(patrol(&t, n) < 100);
    CHECK(is_page(&t, "/root"));

    test_site_write(&t, "b/x/y/z.md", "---\n---\ndeep");
    CHECK(patrol(&t, n) < 100);
    CHECK(is_page(&t, "/b/x/y/z"));

    test_site_remove(&t, "b/d/e.md");
    CHECK(patrol(&t, n) < 100);
    CHECK(!is_page(&t, "/b/d/e"));

    test_site_old(&t, "b/s.txt", "other", 40);
    CHECK(patrol(&t, n) < 100);

    test_site_write(&t, "_config.yml", "permalink: /x/:title\n");
    CHECK(patrol(&t, n) < 100);

    test_site_write(&t, "_includes/i.html", "i");
    CHECK(patrol(&t, n) < 100);

    test_site_end(&t);
}


int
main(void)
{
    test_rescan(1);
    test_rescan(3);
    test_rescan(1000);

    return test_end();
}
