/*
 * A site with a timezone: dates in URLs, in front matter, in data files and in
 * filters, as Jekyll shows them.
 */

#include "test_site.h"


static void
test_zone(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "timezone: America/New_York\n");
    test_site_write(&t, "_data/d.yml", "t: 2024-02-29 10:00:00\n");
    test_site_write(&t, "_posts/2024-01-01-a.md",
                    "---\ndate: 2024-01-01 02:00:00\n---\n");
    test_site_write(&t, "_posts/2024-07-02-b.md",
                    "---\ndate: 2024-07-02 02:00:00 Z\n---\n");
    test_site_write(&t, "_posts/2024-11-03-c.md",
                    "---\ndate: \"2024-11-03 01:30\"\n---\n");
    test_site_write(&t, "index.html",
                    "---\n"
                    "layout: null\n"
                    "when: 2024-02-03 04:05:06\n"
                    "moment: 2024-07-03 04:05:06 Z\n"
                    "day: 2024-07-04\n"
                    "---\n"
                    "{% for p in site.posts %}{{ p.date }}\n{% endfor %}"
                    "{{ page.when }}\n{{ page.moment }}\n"
                    "{{ page.moment | date_to_xmlschema }}\n"
                    "{{ page.day | date_to_xmlschema }}\n"
                    "{{ site.data.d.t }}\n"
                    "{{ 1700000000 | date: '%c %z' }}\n"
                    "{{ '2024-07-01 10:00' | date_to_rfc822 }}\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);

    CHECK_STR(test_site_get(&t, "/2023/12/31/a.html"),
              "200 _posts/2024-01-01-a.md");
    CHECK_STR(test_site_get(&t, "/2024/07/01/b.html"),
              "200 _posts/2024-07-02-b.md");
    CHECK_STR(test_site_get(&t, "/2024/11/03/c.html"),
              "200 _posts/2024-11-03-c.md");
    CHECK_STR(test_site_render(&t, "/"),
              "2024-11-03 01:30:00 -0500\n"
              "2024-07-01 22:00:00 -0400\n"
              "2023-12-31 21:00:00 -0500\n"
              "2024-02-02 23:05:06 -0500\n"
              "2024-07-03 04:05:06 UTC\n"
              "2024-07-03T00:05:06-04:00\n"
              "2024-07-04T00:00:00-04:00\n"
              "2024-02-29 05:00:00 -0500\n"
              "Tue Nov 14 17:13:20 2023 -0500\n"
              "Mon, 01 Jul 2024 10:00:00 -0400\n");

    test_site_end(&t);
}


/* Without a timezone, or with one that is unknown, dates are UTC's. */
static void
test_no_zone(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "timezone: Mars/Olympus\n");
    test_site_write(&t, "_posts/2024-01-01-a.md",
                    "---\ndate: 2024-01-01 02:00:00\n---\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_STR(test_site_get(&t, "/2024/01/01/a.html"),
              "200 _posts/2024-01-01-a.md");
    CHECK(strstr(t.log, "timezone: Mars/Olympus is not known") != NULL);
    test_site_end(&t);
}


int
main(void)
{
    if (access("/usr/share/zoneinfo/America/New_York", R_OK) == 0) {
        test_zone();
    }

    test_no_zone();

    return test_end();
}
