/*
 * Files that plugins of Jekyll write in addition to the pages, by the rows of
 * faimi_plugins.h; those of jekyll-sitemap and jekyll-redirect-from are here.
 *
 * They are made whether or not the site has a file of the same name: that has
 * the smaller rank, and the generated one is then not served, nor is it in
 * site.pages.
 */

#include "faimi_build.h"
#include "faimi_plugins.h"
#include "faimi_render.h"


/* jekyll-sitemap */
void
faimi_sitemap_build(faimi_build_t *build)
{
    faimi_page_t  *page;

    page = faimi_made_page(build, FAIMI_SLICE("/sitemap.xml"),
                                FAIMI_BUILTIN_SITEMAP);
    faimi_made_set(build, page, "xsl", FAIMI_V_BOOL(
        faimi_made_has(build, "sitemap.xsl")));
    (void) faimi_made_page(build, FAIMI_SLICE("/robots.txt"),
                                FAIMI_BUILTIN_ROBOTS);
}


/* {"alias": "where it leads", ...}, as jekyll-redirect-from writes it. */
static void
faimi_generated_redirects(const faimi_page_t *self, faimi_arena_t *arena,
    faimi_buf_t *out)
{
    size_t              i;
    faimi_map_t        *map;
    const faimi_map_t  *all;

    map = faimi_map_create(arena);
    all = self->index->redirects;

    for (i = 0; i < all->n; i++) {
        faimi_map_put(arena, map, all->pairs[i].key, all->pairs[i].value);
    }

    faimi_json(out, FAIMI_V_MAP(map), arena);
}


/* The plugin puts a slash in front of what has none. */
static faimi_slice_t
faimi_generated_slash(faimi_build_t *build, faimi_slice_t url)
{
    return (url.len > 0 && url.data[0] == '/') ? url
           : faimi_arena_printf(build->arena, "/%.*s", FAIMI_FMT(url));
}


/* Both ends as the plugin's `redirect.from` and `redirect.to` have them. */
static void
faimi_generated_redirect(faimi_build_t *build, faimi_slice_t from,
    faimi_slice_t to)
{
    faimi_render_env_t  env;

    memset(&env, 0, sizeof(env));
    env.url = build->config->url;
    env.baseurl = build->config->baseurl;
    to = faimi_render_absolute_url(build->tmp, &env, to);
    faimi_map_set(build->arena, build->index->redirects,
                  faimi_generated_slash(build, from),
                  FAIMI_V_STRING(faimi_arena_copy(build->arena, to)));
}


/* The redirects that one page makes.  Of an alias that two pages have the last
 * is in the file, as it is in the routes. */
static void
faimi_generated_collect(void *data, faimi_page_t *page)
{
    size_t          i, n;
    faimi_build_t  *build = data;
    faimi_slice_t  *texts;

    if (page->pager > 1) {
        return;
    }

    texts = faimi_value_texts(build->arena,
                              faimi_map_at(page->data, "redirect_from"), &n);

    for (i = 0; i < n && i < FAIMI_MAX_ALIASES; i++) {
        faimi_generated_redirect(build, texts[i], page->url);
    }

    if (page->redirect.len > 0) {
        faimi_generated_redirect(build, page->url, page->redirect);
    }
}


/* Whether jekyll-redirect-from runs before jekyll-optional-front-matter: both
 * have the usual priority, and so it is the order of `plugins:`, where those
 * that are always on come last. */
static bool
faimi_redirects_first(const faimi_config_t *config)
{
    size_t         i;
    faimi_slice_t  name;

    for (i = 0; i < config->plugins.n; i++) {
        name = config->plugins.items[i];

        if (faimi_slice_eq(name, FAIMI_SLICE("jekyll-redirect-from"))) {
            return true;
        }

        if (faimi_slice_eq(name, FAIMI_SLICE("jekyll-optional-front-matter")))
        {
            return false;
        }
    }

    return false;
}


/* How many pages site.pages has when redirects.json is added to it.  A README
 * that is an index comes later in any case (jekyll-readme-index is of low
 * priority). */
static size_t
faimi_redirects_place(const faimi_build_t *build)
{
    size_t               i;
    bool                 first;
    const faimi_page_t  *page;

    first = faimi_redirects_first(build->config);

    for (i = 0; i < build->index->pages.n; i++) {
        page = build->index->pages.items[i];

        if (page->pager > 1
            || (page->file->parsed != NULL && !page->file->parsed->header
                && (first || faimi_readme_is(build, page->file))))
        {
            break;
        }
    }

    return i;
}


/* redirects.json exists if there is a redirect, or if the plugin is listed:
 * it is always on here, and a site that has never heard of it gets no file. */
void
faimi_redirects_build(faimi_build_t *build)
{
    faimi_page_t  *page;

    build->index->redirects = faimi_map_create(build->arena);
    faimi_index_each(build->index, faimi_generated_collect, build);

    if ((build->index->redirects->n > 0
         || faimi_config_has_plugin(build->config, "jekyll-redirect-from"))
        && !faimi_config_off(build->config, "redirect_from", "json"))
    {
        page = faimi_made_page(build, FAIMI_SLICE("/redirects.json"),
                               FAIMI_BUILTINS);
        page->made.write = faimi_generated_redirects;
        build->index->redirects_page = page;
        build->index->redirects_at = faimi_redirects_place(build);
    }
}


/* The files of one round, by their places in site.pages. */
typedef struct {
    faimi_build_t         *build;
    faimi_plugin_order_t   order;
} faimi_generated_call_t;


static void
faimi_generated_plugin(void *data, const faimi_plugin_t *plugin)
{
    faimi_generated_call_t  *call = data;

    if (plugin->order == call->order) {
        plugin->files(call->build);
    }
}


/* `defaults:` of the type "pages" reach generated files, too; they have no
 * layout all the same, since their generators say so. */
static void
faimi_generated_defaults(faimi_build_t *build, faimi_page_t *page)
{
    faimi_map_t  *defaults;

    if (page->kind != FAIMI_KIND_GENERATED || build->config->ndefaults == 0) {
        return;
    }

    defaults = faimi_config_defaults(build->config, build->arena, page->path,
                                     FAIMI_SLICE("pages"));

    if (defaults != NULL) {
        page->data = faimi_map_merge(build->arena, defaults, page->data);
    }
}


void
faimi_generated_build(faimi_build_t *build)
{
    size_t                   i;
    faimi_generated_call_t   call;

    call.build = build;

    for (call.order = FAIMI_PLUGIN_FIRST; call.order <= FAIMI_PLUGIN_LAST;
         call.order++)
    {
        faimi_plugins_each(build->config, FAIMI_PLUGIN_FILES,
                           faimi_generated_plugin, &call);
    }

    for (i = 0; i < build->index->made.n; i++) {
        faimi_generated_defaults(build, build->index->made.items[i]);
    }
}
