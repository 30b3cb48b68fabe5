/*
 * Which repository it is: `repository:` of _config.yml, else the remote
 * "origin" of the checkout (RepositoryFinder#nwo; the plugin looks at remotes
 * in development alone).  The rest follows from its name, as on GitHub Pages,
 * where the environment is "dotcom" (Pages, Repository, RepositoryCompat).
 *
 * Two things are known better than to the plugin without a network, which
 * would ask GitHub: the branch is that of the checkout, and addresses of sites
 * begin with https://.  That a repository has issues, a wiki and downloads is
 * GitHub's default.
 */

#include "faimi_github.h"
#include "faimi_value_tree.h"


/* What all functions here need to know. */
typedef struct {
    faimi_arena_t  *arena;
    faimi_map_t    *map;
    faimi_slice_t   nwo;      /* "owner/name" */
    faimi_slice_t   owner;
    faimi_slice_t   name;
} faimi_github_t;


static const char *const  faimi_github_remote[] = {
    "archived", "contributors", "disabled", "language", "latest_release",
    "license", "organization_members", "owner_display_name", "private",
    "project_tagline", "public_repositories", "releases"
};


bool
faimi_github_is_remote(faimi_slice_t member)
{
    size_t  i;

    for (i = 0; i < sizeof(faimi_github_remote)
                    / sizeof(faimi_github_remote[0]); i++)
    {
        if (faimi_slice_eq(member, faimi_slice_str(faimi_github_remote[i]))) {
            return true;
        }
    }

    return false;
}


/* github\.com(:|/)([\w-]+)/([\w\.-]+), without ".git" at the end */
static faimi_slice_t
faimi_github_nwo_of_remote(faimi_slice_t url)
{
    size_t         at, from, slash;
    faimi_slice_t  host;

    host = FAIMI_SLICE("github.com");
    url = faimi_slice_ends(url, FAIMI_SLICE(".git"))
          ? faimi_slice_sub(url, 0, url.len - 4) : url;
    from = faimi_slice_find(url, host, 0) + host.len + 1;

    if (from >= url.len
        || (url.data[from - 1] != ':' && url.data[from - 1] != '/'))
    {
        return FAIMI_EMPTY;
    }

    slash = faimi_slice_find_char(url, '/', from);

    for (at = from; at < url.len; at++) {
        if (!faimi_is_word(url.data[at]) && url.data[at] != '-'
            && at != slash && (at < slash || url.data[at] != '.'))
        {
            break;
        }
    }

    return (slash > from && at > slash + 1) ? faimi_slice_sub(url, from, at)
                                            : FAIMI_EMPTY;
}


static faimi_slice_t
faimi_github_nwo(const faimi_config_t *config,
    const faimi_checkout_t *checkout)
{
    faimi_value_t  v;

    v = faimi_map_at(config->values, "repository");

    if (v.type == FAIMI_STRING
        && faimi_slice_find_char(v.u.string, '/', 0) < v.u.string.len)
    {
        return v.u.string;
    }

    return (checkout == NULL) ? FAIMI_EMPTY
           : faimi_github_nwo_of_remote(checkout->remote);
}


static void
faimi_github_set(faimi_github_t *g, const char *key, faimi_value_t v)
{
    faimi_map_set(g->arena, g->map, faimi_slice_str(key), v);
}


static void
faimi_github_text(faimi_github_t *g, const char *key, faimi_slice_t text)
{
    faimi_github_set(g, key, FAIMI_V_STRING(text));
}


/* Where the repository itself is. */
static void
faimi_github_repository(faimi_github_t *g, faimi_slice_t branch)
{
    size_t         i;
    faimi_slice_t  owner, url;

    static const struct {
        const char  *key;
        const char  *path;
    } below[] = {
        { "releases_url", "/releases" }, { "issues_url", "/issues" },
        { "wiki_url", "/wiki" }, { "clone_url", ".git" },
        { "repository_url", "" }
    };

    owner = faimi_arena_printf(g->arena, "https://github.com/%.*s",
                               FAIMI_FMT(g->owner));
    url = faimi_arena_printf(g->arena, "%.*s/%.*s", FAIMI_FMT(owner),
                             FAIMI_FMT(g->name));

    for (i = 0; i < sizeof(below) / sizeof(below[0]); i++) {
        faimi_github_text(g, below[i].key,
                          faimi_arena_printf(g->arena, "%.*s%s",
                                             FAIMI_FMT(url), below[i].path));
    }

    faimi_github_text(g, "zip_url",
                      faimi_arena_printf(g->arena, "%.*s/zipball/%.*s",
                                         FAIMI_FMT(url), FAIMI_FMT(branch)));
    faimi_github_text(g, "tar_url",
                      faimi_arena_printf(g->arena, "%.*s/tarball/%.*s",
                                         FAIMI_FMT(url), FAIMI_FMT(branch)));
    faimi_github_text(g, "owner_url", owner);
    faimi_github_text(g, "owner_gravatar_url",
                      faimi_arena_printf(g->arena, "%.*s.png",
                                         FAIMI_FMT(owner)));
}


/* The host of the owner's own site (Repository#default_user_domain). */
static faimi_slice_t
faimi_github_domain(const faimi_github_t *g)
{
    faimi_buf_t  *b;

    b = faimi_buf_create(g->arena, FAIMI_MAX_SOURCE);
    faimi_case_down(b, g->owner);
    faimi_buf_str(b, faimi_slice_eq(g->owner, FAIMI_SLICE("github"))
                     ? ".github.com" : ".github.io");

    return faimi_buf_slice(b);
}


/* Whether the repository is that of the owner's site (Repository#primary?). */
static bool
faimi_github_is_user(const faimi_github_t *g)
{
    faimi_slice_t  old;

    old = faimi_arena_printf(g->arena, "%.*s.github.com",
                             FAIMI_FMT(g->owner));

    return faimi_slice_eq_ci(g->name, faimi_github_domain(g))
           || faimi_slice_eq_ci(g->name, old);
}


/* Where the site is. */
static void
faimi_github_site(faimi_github_t *g, faimi_slice_t cname, bool user)
{
    faimi_slice_t  path;

    path = (user || cname.len > 0)
           ? FAIMI_EMPTY
           : faimi_arena_printf(g->arena, "/%.*s", FAIMI_FMT(g->name));
    cname = (cname.len > 0) ? cname : faimi_github_domain(g);
    faimi_github_text(g, "baseurl", path);
    faimi_github_text(g, "url",
                      faimi_arena_printf(g->arena, "https://%.*s%.*s",
                                         FAIMI_FMT(cname), FAIMI_FMT(path)));
    faimi_github_set(g, "is_user_page", FAIMI_V_BOOL(user));
    faimi_github_set(g, "is_project_page", FAIMI_V_BOOL(!user));
}


/* GitHub's own names (Pages). */
static void
faimi_github_constants(faimi_github_t *g)
{
    size_t  i;

    static const char *const  texts[][2] = {
        { "environment", "dotcom" }, { "pages_env", "dotcom" },
        { "hostname", "github.com" }, { "pages_hostname", "github.io" },
        { "api_url", "https://api.github.com" },
        { "help_url", "https://help.github.com" }
    };

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        faimi_github_text(g, texts[i][0], faimi_slice_str(texts[i][1]));
    }

    faimi_github_set(g, "show_downloads", FAIMI_V_BOOL(true));
    faimi_github_set(g, "versions",
                     FAIMI_V_MAP(faimi_map_create(g->arena)));
}


static void
faimi_github_fill(faimi_github_t *g, const faimi_checkout_t *checkout)
{
    bool            user;
    faimi_map_t    *source;
    faimi_slice_t   branch;

    user = faimi_github_is_user(g);
    branch = (checkout != NULL && checkout->branch.len > 0)
             ? checkout->branch
             : user ? FAIMI_SLICE("master") : FAIMI_SLICE("gh-pages");
    source = faimi_map_create(g->arena);
    faimi_map_set(g->arena, source, FAIMI_SLICE("branch"),
                  FAIMI_V_STRING(branch));
    faimi_map_set(g->arena, source, FAIMI_SLICE("path"),
                  FAIMI_V_STRING(FAIMI_SLICE("/")));

    faimi_github_constants(g);
    faimi_github_text(g, "owner_name", g->owner);
    faimi_github_text(g, "project_title", g->name);
    faimi_github_text(g, "repository_name", g->name);
    faimi_github_text(g, "repository_nwo", g->nwo);
    faimi_github_repository(g, branch);
    faimi_github_site(g, checkout ? checkout->cname : FAIMI_EMPTY, user);
    faimi_github_set(g, "source", FAIMI_V_MAP(source));

    if (checkout != NULL && checkout->revision.len > 0) {
        faimi_github_text(g, "build_revision", checkout->revision);
    }
}


faimi_value_t
faimi_github(const faimi_config_t *config, const faimi_checkout_t *checkout,
    faimi_arena_t *arena)
{
    faimi_value_t   own;
    faimi_github_t  g;

    own = faimi_map_at(config->values, "github");

    if (own.type != FAIMI_NIL && own.type != FAIMI_MAP) {
        return own;
    }

    g.arena = arena;
    g.map = faimi_map_create(arena);
    g.nwo = faimi_github_nwo(config, checkout);
    g.owner = faimi_slice_sub(g.nwo, 0,
                              faimi_slice_find_char(g.nwo, '/', 0));
    g.name = faimi_slice_sub(g.nwo, faimi_slice_rfind_char(g.nwo, '/') + 1,
                             g.nwo.len);

    if (g.nwo.len > 0) {
        faimi_github_fill(&g, checkout);

    } else if (own.type == FAIMI_NIL) {
        return own;
    }

    return FAIMI_V_MAP(faimi_map_merge(arena, g.map,
                                       (own.type == FAIMI_MAP) ? own.u.map
                                                               : NULL));
}
