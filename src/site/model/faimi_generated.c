/*
 * Files that Jekyll's plugins write beside the pages: the feed, the sitemap,
 * robots.txt, redirects.json.  A file of the site's own goes before each.
 */

#include "faimi_pages.h"
#include "faimi_render.h"
#include "faimi_styles.h"
#include "faimi_value_text.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


static faimi_page_t *
faimi_generated_page(faimi_index_t *index, faimi_slice_t url,
    faimi_builtin_t builtin)
{
    faimi_page_t  *page;

    page = faimi_page_new(index, FAIMI_KIND_GENERATED, builtin);
    page->url = faimi_url_sanitize(index->arena, url);
    page->path = faimi_slice_sub(page->url, 1, page->url.len);
    page->out.spelled = faimi_url_unescape(index->arena, page->url);
    page->out.ext = faimi_path_ext(page->url);
    page->out.file = page->out.spelled;
    page->data = faimi_map_create(index->arena);
    faimi_pages_push(index->arena, &index->made, page);

    return page;
}


static void
faimi_generated_set(faimi_page_t *page, const char *key, faimi_value_t v)
{
    faimi_map_set(page->index->arena, page->data, faimi_slice_str(key), v);
}


/* Whether the site has a file of that path. */
static bool
faimi_generated_has(const faimi_index_t *index, const char *path)
{
    return faimi_tree_find(&index->site->tree, faimi_slice_str(path)) != NULL;
}


/* One feed of a collection, of its documents in a category, or of the posts
 * with a tag. */
static void
faimi_generated_feed(faimi_index_t *index, faimi_slice_t url,
    faimi_slice_t collection, faimi_slice_t category, faimi_slice_t tag)
{
    faimi_page_t  *page;

    page = faimi_generated_page(index, url, FAIMI_BUILTIN_FEED);
    faimi_generated_set(page, "name", FAIMI_V_STRING(url));
    faimi_generated_set(page, "collection", FAIMI_V_STRING(collection));
    faimi_generated_set(page, "xsl", FAIMI_V_BOOL(
        faimi_generated_has(index, "feed.xslt.xml")));

    if (category.len > 0) {
        faimi_generated_set(page, "category", FAIMI_V_STRING(category));
    }

    if (tag.len > 0) {
        faimi_generated_set(page, "tags", FAIMI_V_STRING(tag));
    }
}


/* feed: collections: name: {path: ..., categories: [...]}; what concerns the
 * posts may stand at the top. */
static void
faimi_generated_collection(faimi_index_t *index, faimi_slice_t name,
    const faimi_map_t *meta)
{
    bool                 posts;
    size_t               i, n;
    faimi_slice_t        path, prefix, *categories;
    faimi_value_t        v;
    const faimi_map_t   *feed;

    feed = faimi_map_map(index->config->values, "feed");
    posts = faimi_slice_eq(name, FAIMI_SLICE("posts"));
    prefix = posts ? FAIMI_SLICE("/feed")
                   : faimi_arena_printf(index->arena, "/feed/%.*s",
                                        FAIMI_FMT(name));

    path = faimi_map_text(index->arena, meta, "path");
    path = (path.len == 0 && posts)
           ? faimi_map_text(index->arena, feed, "path") : path;
    path = (path.len == 0)
           ? faimi_arena_printf(index->arena, "%.*s.xml", FAIMI_FMT(prefix))
           : path;

    v = faimi_map_at(meta, "categories");
    v = (v.type == FAIMI_NIL && posts) ? faimi_map_at(feed, "categories") : v;
    categories = faimi_value_texts(index->arena, v, &n);

    for (i = 0; i < n; i++) {
        faimi_generated_feed(index,
                             faimi_arena_printf(index->arena, "%.*s/%.*s.xml",
                                                FAIMI_FMT(prefix),
                                                FAIMI_FMT(categories[i])),
                             name, categories[i], FAIMI_EMPTY);
    }

    faimi_generated_feed(index, path, name, FAIMI_EMPTY, FAIMI_EMPTY);
}


/* Tags of letters, digits and underscores alone have feeds. */
static bool
faimi_generated_is_word(faimi_slice_t s)
{
    size_t  i;

    for (i = 0; i < s.len; i++) {
        if (!faimi_is_word(s.data[i])) {
            return false;
        }
    }

    return true;
}


static bool
faimi_generated_listed(faimi_slice_t s, const faimi_slice_t *list, size_t n)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        if (faimi_slice_eq(s, list[i])) {
            return true;
        }
    }

    return false;
}


/* feed: tags: true, or {only: [...], except: [...], path: ...} */
static void
faimi_generated_tags(faimi_index_t *index, faimi_value_t tags)
{
    size_t              i, nonly, nexcept;
    faimi_map_t        *all;
    faimi_slice_t      *only, *except, path, tag;
    const faimi_map_t  *map;

    map = (tags.type == FAIMI_MAP) ? tags.u.map : NULL;
    only = faimi_value_texts(index->arena, faimi_map_at(map, "only"),
                             &nonly);
    except = faimi_value_texts(index->arena, faimi_map_at(map, "except"),
                               &nexcept);
    path = faimi_map_text(index->arena, map, "path");
    path = (path.len == 0) ? FAIMI_SLICE("/feed/by_tag/") : path;
    all = faimi_index_names(index, index->arena, "tags");

    for (i = 0; i < all->n; i++) {
        tag = all->pairs[i].key.u.string;

        if ((nonly == 0 || faimi_generated_listed(tag, only, nonly))
            && !faimi_generated_listed(tag, except, nexcept)
            && faimi_generated_is_word(tag))
        {
            faimi_generated_feed(index,
                                 faimi_arena_printf(index->arena,
                                                    "%.*s%.*s.xml",
                                                    FAIMI_FMT(path),
                                                    FAIMI_FMT(tag)),
                                 FAIMI_SLICE("posts"), FAIMI_EMPTY, tag);
        }
    }
}


/* jekyll-feed */
static void
faimi_generated_feeds(faimi_index_t *index)
{
    bool                posts;
    size_t              i, n;
    faimi_value_t       v;
    faimi_slice_t      *names;
    const faimi_map_t  *feed, *map;

    feed = faimi_map_map(index->config->values, "feed");
    v = faimi_map_at(feed, "collections");
    map = (v.type == FAIMI_MAP) ? v.u.map : NULL;
    names = faimi_value_texts(index->arena, v, &n);
    posts = false;

    for (i = 0; i < n; i++) {
        posts |= faimi_slice_eq(names[i], FAIMI_SLICE("posts"));
        faimi_generated_collection(index, names[i], NULL);
    }

    for (i = 0; map != NULL && i < map->n; i++) {
        if (map->pairs[i].key.type == FAIMI_STRING) {
            v = map->pairs[i].value;
            posts |= faimi_slice_eq(map->pairs[i].key.u.string,
                                    FAIMI_SLICE("posts"));
            faimi_generated_collection(index, map->pairs[i].key.u.string,
                                       (v.type == FAIMI_MAP) ? v.u.map
                                                             : NULL);
        }
    }

    if (!posts) {
        faimi_generated_collection(index, FAIMI_SLICE("posts"), NULL);
    }

    v = faimi_map_at(feed, "tags");

    if (faimi_value_truthy(v)) {
        faimi_generated_tags(index, v);
    }
}


/* jekyll-sitemap */
static void
faimi_generated_sitemap(faimi_index_t *index)
{
    faimi_page_t  *page;

    page = faimi_generated_page(index, FAIMI_SLICE("/sitemap.xml"),
                                FAIMI_BUILTIN_SITEMAP);
    faimi_generated_set(page, "xsl", FAIMI_V_BOOL(
        faimi_generated_has(index, "sitemap.xsl")));
    (void) faimi_generated_page(index, FAIMI_SLICE("/robots.txt"),
                                FAIMI_BUILTIN_ROBOTS);
}


/* {"alias": "where it leads", ...}, as jekyll-redirect-from writes it. */
static void
faimi_generated_redirects(const faimi_page_t *self, faimi_arena_t *arena,
    faimi_buf_t *out)
{
    size_t          i;
    faimi_map_t    *map;
    faimi_value_t   v;

    map = faimi_map_create(arena);

    for (i = 0; i < self->index->redirects->n; i++) {
        v = self->index->redirects->pairs[i].value;
        faimi_map_put(arena, map, self->index->redirects->pairs[i].key, v);
    }

    faimi_json(out, FAIMI_V_MAP(map), arena);
}


static faimi_slice_t
faimi_generated_slash(faimi_index_t *index, faimi_slice_t url)
{
    return (url.len > 0 && url.data[0] == '/') ? url
           : faimi_arena_printf(index->arena, "/%.*s", FAIMI_FMT(url));
}


static void
faimi_generated_redirect(faimi_index_t *index, faimi_slice_t from,
    faimi_slice_t to)
{
    faimi_render_env_t  env;

    memset(&env, 0, sizeof(env));
    env.url = index->config->url;
    env.baseurl = index->config->baseurl;
    to = faimi_render_absolute_url(index->tmp, &env, to);
    faimi_map_set(index->arena, index->redirects,
                  faimi_generated_slash(index, from),
                  FAIMI_V_STRING(faimi_arena_copy(index->arena, to)));
}


static void
faimi_generated_collect(faimi_index_t *index, faimi_page_t *page)
{
    size_t          i, n;
    faimi_slice_t  *texts;

    if (page->pager > 1) {
        return;
    }

    texts = faimi_value_texts(index->arena,
                              faimi_map_at(page->data, "redirect_from"), &n);

    for (i = 0; i < n && i < FAIMI_MAX_ALIASES; i++) {
        faimi_generated_redirect(index, texts[i], page->url);
    }

    if (page->redirect.len > 0) {
        faimi_generated_redirect(index, page->url, page->redirect);
    }
}


/* In the order of `plugins`, which is that of site.pages under Jekyll. */
static void
faimi_generated_plugins(faimi_index_t *index)
{
    bool                 feed, sitemap;
    size_t               i;
    const faimi_list_t  *plugins;

    plugins = &index->config->plugins;
    feed = sitemap = false;

    for (i = 0; i < plugins->n; i++) {
        if (!feed && faimi_slice_eq(plugins->items[i],
                                    FAIMI_SLICE("jekyll-feed")))
        {
            faimi_generated_feeds(index);
            feed = true;
        }

        if (!sitemap && faimi_slice_eq(plugins->items[i],
                                       FAIMI_SLICE("jekyll-sitemap")))
        {
            faimi_generated_sitemap(index);
            sitemap = true;
        }
    }
}


void
faimi_index_generated(faimi_index_t *index)
{
    faimi_page_t  *page;

    index->redirects = faimi_map_create(index->arena);
    faimi_index_styles(index);
    faimi_index_each(index, faimi_generated_collect);

    if ((index->redirects->n > 0
         || faimi_config_has_plugin(index->config, "jekyll-redirect-from"))
        && !faimi_config_off(index->config, "redirect_from", "json"))
    {
        page = faimi_generated_page(index, FAIMI_SLICE("/redirects.json"),
                                    FAIMI_BUILTINS);
        page->made.write = faimi_generated_redirects;
    }

    faimi_generated_plugins(index);
}
