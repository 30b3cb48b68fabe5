/*
 * The table of plugins, and those that act on finished pages.
 */

#include "test_site.h"
#include "faimi_plugins.h"


/* Each row says where the plugin acts, and has what acts there; each has its
 * line in the documentation. */
static void
test_rows(void)
{
    size_t                 i, n;
    const faimi_plugin_t  *rows;

    rows = faimi_plugins(&n);
    CHECK(n > 20);

    for (i = 0; i < n; i++) {
        CHECK(i == 0 || strcmp(rows[i - 1].name, rows[i].name) < 0);
        CHECK(faimi_plugins_find(faimi_slice_str(rows[i].name)) == &rows[i]);
        CHECK(((rows[i].acts & FAIMI_PLUGIN_FILES) != 0)
              == (rows[i].files != NULL));
        CHECK(((rows[i].acts & FAIMI_PLUGIN_TAG) != 0)
              == (rows[i].tag != NULL));
        CHECK(((rows[i].acts & FAIMI_PLUGIN_HTML) != 0)
              == (rows[i].html != NULL));
        CHECK((rows[i].tag != NULL) == (rows[i].template != FAIMI_BUILTINS));
        CHECK((rows[i].when == FAIMI_PLUGIN_NEEDLESS) == (rows[i].acts == 0));
        CHECK(rows[i].tag == NULL
              || faimi_plugins_tag(faimi_slice_str(rows[i].tag)) == &rows[i]);
    }

    CHECK(faimi_plugins_find(FAIMI_SLICE("jekyll-nothing")) == NULL);
    CHECK(faimi_plugins_tag(FAIMI_SLICE("nothing")) == NULL);
}


static void
test_documented(void)
{
    char                   text[65536];
    FILE                  *f;
    size_t                 i, n, len;
    const faimi_plugin_t  *rows;

    f = fopen("docs/compatibility.md", "r");
    CHECK(f != NULL);

    if (f == NULL) {
        return;
    }

    len = fread(text, 1, sizeof(text), f);
    (void) fclose(f);
    rows = faimi_plugins(&n);

    for (i = 0; i < n; i++) {
        CHECK(faimi_slice_find(faimi_slice(text, len),
                               faimi_slice_str(rows[i].name), 0) < len);
    }
}


typedef struct {
    char    names[1024];
} test_order_t;


static void
test_order_one(void *data, const faimi_plugin_t *plugin)
{
    test_order_t  *order = data;

    (void) strcat(strcat(order->names, plugin->name), " ");
}


/* Those that are listed, then the others that are always on. */
static void
test_order(void)
{
    faimi_list_t    list;
    test_order_t    order;
    faimi_slice_t   names[4];
    faimi_config_t  config;

    memset(&config, 0, sizeof(config));
    memset(&order, 0, sizeof(order));
    names[0] = FAIMI_SLICE("jekyll-sitemap");
    names[1] = FAIMI_SLICE("jekyll-redirect-from");
    names[2] = FAIMI_SLICE("jekyll-feed");
    names[3] = FAIMI_SLICE("jekyll-sitemap");
    list.n = 4;
    list.items = names;
    config.plugins = list;
    faimi_plugins_each(&config, FAIMI_PLUGIN_FILES, test_order_one, &order);
    CHECK_STR(faimi_slice_str(order.names), "jekyll-sitemap "
              "jekyll-redirect-from jekyll-feed jekyll-paginate "
              "jekyll-sass-converter ");
    CHECK(!faimi_plugins_on(faimi_plugins_find(FAIMI_SLICE("jemoji")),
                            &config));
    CHECK(faimi_plugins_on(faimi_plugins_find(FAIMI_SLICE("jekyll-feed")),
                           &config));
}


/* Names of emoji and mentions, in that order, on pages of HTML alone. */
static void
test_html(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_layouts/l.html", "<body>{{ content }}</body>");
    test_site_write(&t, "_config.yml", "plugins: [jekyll-mentions, jemoji]\n"
                    "emoji: {src: 'https://e.org/'}\n"
                    "jekyll-mentions: {base_url: 'https://m.org'}\n");
    test_site_write(&t, "a.html", "---\nlayout: l\n---\n@x :tada: `");
    test_site_write(&t, "b.txt", "---\n---\n@x :tada:");
    test_site_write(&t, "c.html", "---\njekyll-mentions: false\n---\n@x");
    test_site_write(&t, "d.html", "---\njekyll-mentions: https://d.org\n---\n"
                    "@x");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(has(test_site_render(&t, "/a"), "href=\"https://m.org/x\""));
    CHECK(has(test_site_render(&t, "/a"), "https://e.org/emoji/unicode/1f389"));
    CHECK_STR(test_site_render(&t, "/b.txt"), "@x :tada:");
    CHECK_STR(test_site_render(&t, "/c"), "@x");
    CHECK(has(test_site_render(&t, "/d"), "href=\"https://d.org/x\""));

    test_site_write(&t, "_config.yml", "title: t\n");
    CHECK(test_site_touch(&t, "_config.yml") == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/d"), "@x");
    CHECK_STR(test_site_list(&t, faimi_site_problems), "");
    test_site_end(&t);
}


/* A page of the site's own layout for redirect_to, the order of site.pages, and
 * a feed on one line. */
static void
test_files(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "plugins: [jekyll-sitemap, jekyll-feed]"
                    "\ndefaults: [{scope: {path: ''}, values: {k: d}}]\n"
                    "paginate: 1\nfeed: {collections: {posts: {path: a.xml}}}"
                    "\n");
    test_site_write(&t, "_layouts/other.html", "{{ content }}");
    test_site_write(&t, "_posts/2020-01-01-a.md", "---\n---\n");
    test_site_write(&t, "_posts/2020-01-02-b.md", "---\n---\n");
    test_site_write(&t, "to.md", "---\nredirect_to: x\n---\nbody");
    test_site_write(&t, "index.html", "---\n---\n{% for p in site.pages %}"
                    "{{ p.url }}{{ p.k }} {% endfor %}{% feed_meta %}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/"), "/d /to.htmld "
              "/redirects.jsond /sitemap.xmld /robots.txtd /a.xmld /page2/d "
              "<link type=\"application/atom+xml\" rel=\"alternate\" "
              "href=\"/a.xml\" />");
    CHECK(has(test_site_render(&t, "/a.xml"), "?><feed "));
    CHECK_STR(test_site_get(&t, "/to"), "301 /x");

    test_site_write(&t, "_layouts/redirect.html", "{{ page.redirect.to }} "
                    "{{ page.redirect.from }}[{{ content | strip }}]");
    CHECK(test_site_touch(&t, "_layouts/redirect.html") == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/to"), "/x /to.html[]");
    test_site_end(&t);
}


/* A post that redirects has no content, and a new excerpt of it is empty. */
static void
test_emptied(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "a.md", "---\n---\n");
    test_site_write(&t, "_posts/2020-01-01-p.md", "---\nredirect_to: /x\n---\n"
                    "[a](../a.md) {{ page.url }}");
    test_site_write(&t, "index.html", "---\n---\n{% for p in site.posts %}"
                    "[{{ p.content | strip }}|{{ p.excerpt | strip }}]"
                    "{% endfor %}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(has(test_site_render(&t, "/"), "[|<p><a href="));
    test_site_write(&t, "_config.yml", "relative_links: {collections: true}");
    CHECK(test_site_touch(&t, "_config.yml") == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/"), "[|]");

    test_site_write(&t, "a.md", "---\n---\n# A");
    test_site_write(&t, "to.md", "---\nredirect_to: /x\n---\n# Heading");
    test_site_write(&t, "index.html", "---\n---\n{% for p in site.pages %}"
                    "{{ p.title }};{% endfor %}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/"), "A;;;;");
    test_site_end(&t);
}


/* What is no redirect_to, and where an empty one leads. */
static void
test_goals(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "collections: [notes]\n");
    test_site_write(&t, "off.html", "---\nredirect_to: false\n---\nstays");
    test_site_write(&t, "none.html", "---\nredirect_to: [~, false, /x]\n---\n"
                    "stays");
    test_site_write(&t, "list.html", "---\nredirect_to: [~, /y, /x]\n---\n");
    test_site_write(&t, "root.html", "---\nredirect_to: ''\n---\n");
    test_site_write(&t, "_notes/n.md", "---\nredirect_to: /x\n---\nstays");
    test_site_write(&t, "index.html", "---\n---\n{% for p in site.notes %}"
                    "{{ p.content | strip }}{% endfor %}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/off"), "stays");
    CHECK_STR(test_site_render(&t, "/none"), "stays");
    CHECK_STR(test_site_get(&t, "/list"), "301 /y");
    CHECK_STR(test_site_get(&t, "/root"), "301 /");
    CHECK_STR(test_site_render(&t, "/"), "<p>stays</p>");
    test_site_end(&t);
}


int
main(void)
{
    test_goals();
    test_emptied();
    test_rows();
    test_documented();
    test_order();
    test_html();
    test_files();

    return test_end();
}
