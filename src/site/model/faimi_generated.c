/*
 * Files that Jekyll's plugins write beside the pages: the feed, the sitemap,
 * robots.txt, redirects.json.  A file of the site's own goes before each.
 */

#include "faimi_build.h"
#include "faimi_render.h"


/* jekyll-sitemap */
static void
faimi_generated_sitemap(faimi_build_t *build)
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


static faimi_slice_t
faimi_generated_slash(faimi_build_t *build, faimi_slice_t url)
{
    return (url.len > 0 && url.data[0] == '/') ? url
           : faimi_arena_printf(build->arena, "/%.*s", FAIMI_FMT(url));
}


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


/* In the order of `plugins`, which is that of site.pages under Jekyll. */
static void
faimi_generated_plugins(faimi_build_t *build)
{
    bool                 feed, sitemap;
    size_t               i;
    const faimi_list_t  *plugins;

    plugins = &build->config->plugins;
    feed = sitemap = false;

    for (i = 0; i < plugins->n; i++) {
        if (!feed && faimi_slice_eq(plugins->items[i],
                                    FAIMI_SLICE("jekyll-feed")))
        {
            faimi_feeds_build(build);
            feed = true;
        }

        if (!sitemap && faimi_slice_eq(plugins->items[i],
                                       FAIMI_SLICE("jekyll-sitemap")))
        {
            faimi_generated_sitemap(build);
            sitemap = true;
        }
    }
}


void
faimi_generated_build(faimi_build_t *build)
{
    faimi_page_t  *page;

    build->index->redirects = faimi_map_create(build->arena);
    faimi_source_maps_build(build);
    faimi_index_each(build->index, faimi_generated_collect, build);

    if ((build->index->redirects->n > 0
         || faimi_config_has_plugin(build->config, "jekyll-redirect-from"))
        && !faimi_config_off(build->config, "redirect_from", "json"))
    {
        page = faimi_made_page(build, FAIMI_SLICE("/redirects.json"),
                                    FAIMI_BUILTINS);
        page->made.write = faimi_generated_redirects;
    }

    faimi_generated_plugins(build);
}
