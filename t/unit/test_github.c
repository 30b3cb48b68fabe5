/*
 * site.github out of a checkout's files, and the keys of pages that show it.
 */

#include "test_site.h"


#define ONE  "1111111111111111111111111111111111111111"
#define TWO  "2222222222222222222222222222222222222222"


static bool
same(test_key_t a, test_key_t b)
{
    return memcmp(&a, &b, sizeof(test_key_t)) == 0;
}


static void
scan(test_site_t *t)
{
    CHECK(faimi_site_scan(t->site, NULL) == FAIMI_OK);
}


static void
remotes(test_site_t *t)
{
    size_t  i;
    char    config[256];

    static const char *const  rows[][2] = {
        { "https://github.com/me/site.git", "me/site" },
        { "https://github.com/me/site", "me/site" },
        { "git@github.com:me/my.site.git", "me/my.site" },
        { "ssh://git@github.com/me/site.git", "me/site" },
        { "https://github.com/me/site/tree", "me/site" },
        { "https://example.org/me/site.git", "" },
        { "https://github.com/me", "" },
        { "https://github.com/", "" },
        { "https://github.com", "" },
        { "github.com/my.name/site", "" },
        { "", "" }
    };

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        (void) snprintf(config, sizeof(config), "[core]\n\turl = x\n"
                        "[remote \"other\"]\n\turl = git@github.com:a/b\n"
                        "[remote \"origin\"]\n\tfetch = +refs\n\turl = %s\n",
                        rows[i][0]);
        test_site_write(t, ".git/config", config);
        scan(t);
        printf("# %s\n", rows[i][0]);
        CHECK_STR(test_site_render(t, "/name"), rows[i][1]);
    }
}


static void
heads(test_site_t *t)
{
    test_key_t  name, revision, whole;

    test_site_write(t, ".git/config",
                    "[remote \"origin\"]\nurl=git@github.com:me/site\n");
    test_site_write(t, ".git/HEAD", "ref: refs/heads/topic/x\n");
    test_site_write(t, ".git/packed-refs", "# pack-refs with: peeled\n"
                    TWO " refs/heads/topic\n" ONE " refs/heads/topic/x\n");
    scan(t);
    CHECK_STR(test_site_render(t, "/revision"), "topic/x " ONE);
    name = test_site_key(t, "/name");
    revision = test_site_key(t, "/revision");
    whole = test_site_key(t, "/whole");

    test_site_write(t, ".git/refs/heads/topic/x", TWO "\n");
    scan(t);
    CHECK_STR(test_site_render(t, "/revision"), "topic/x " TWO);
    CHECK(same(name, test_site_key(t, "/name")));
    CHECK(!same(revision, test_site_key(t, "/revision")));
    CHECK(!same(whole, test_site_key(t, "/whole")));

    test_site_write(t, ".git/HEAD", ONE "\n");
    scan(t);
    CHECK_STR(test_site_render(t, "/revision"), "gh-pages " ONE);
    CHECK(!same(name, test_site_key(t, "/name")));

    test_site_write(t, ".git/HEAD", "ref: refs/heads/../../../x\n");
    scan(t);
    CHECK_STR(test_site_render(t, "/revision"), "../../../x ");
    test_site_write(t, ".git/HEAD", "nonsense");
    scan(t);
    CHECK_STR(test_site_render(t, "/revision"), "gh-pages ");
}


static void
site(test_site_t *t)
{
    CHECK_STR(test_site_render(t, "/url"), "https://me.github.io/site /site");
    test_site_write(t, "CNAME", "www.example.org\n");
    scan(t);
    CHECK_STR(test_site_render(t, "/url"), "https://www.example.org ");
    test_site_write(t, "_config.yml", "repository: You/you.github.io\n"
                    "github: {owner_name: Them}\n");
    scan(t);
    CHECK_STR(test_site_render(t, "/name"), "You/you.github.io");
    CHECK_STR(test_site_render(t, "/owner"), "Them  true");
}


/* What only GitHub knows is told of once, and not where it is written down. */
static void
said(test_site_t *t)
{
    CHECK_STR(test_site_list(t, faimi_site_problems), "");
    test_site_write(t, "asks.html", "---\n---\n{{ site.github.releases }}"
                    "{{ site.github.contributors }}");
    test_site_write(t, "more.html", "---\n---\n{{ site.github.releases }}");
    test_site_write(t, "other.html", "---\n---\n{{ page.license }}");
    scan(t);
    CHECK_STR(test_site_list(t, faimi_site_problems),
              "asks.html: site.github.contributors is nil: only GitHub knows "
              "it, which is not asked; write it into github: of "
              "_config.yml\n");
    test_site_write(t, "_config.yml", "repository: a/b\n"
                    "github: {releases: [], contributors: []}\n");
    scan(t);
    CHECK_STR(test_site_list(t, faimi_site_problems), "");
}


int
main(void)
{
    test_site_t  t;

    test_site_begin(&t);
    test_site_write(&t, "name.html",
                    "---\n---\n{{ site.github.repository_nwo }}");
    test_site_write(&t, "revision.html", "---\n---\n"
                    "{{ site.github.source.branch }} "
                    "{{ site.github.build_revision }}");
    test_site_write(&t, "whole.html", "---\n---\n"
                    "{% assign g = site.github %}{{ g | jsonify }}");
    test_site_write(&t, "url.html", "---\n---\n{{ site.github.url }} "
                    "{{ site.github.baseurl }}");
    test_site_write(&t, "owner.html", "---\n---\n"
                    "{{ site.github.owner_name }} {{ site.github.baseurl }} "
                    "{{ site.github.is_user_page }}");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/name"), "");

    remotes(&t);
    heads(&t);
    site(&t);
    said(&t);
    test_site_end(&t);

    return test_end();
}
