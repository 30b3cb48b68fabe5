/*
 * jekyll-feed (jekyll-feed/generator.rb): a feed of the posts, of further
 * collections, of categories and of tags.  They differ in what their pages'
 * front matter says; one template (FAIMI_BUILTIN_FEED) makes them all.
 */

#include "faimi_build.h"
#include "faimi_value_text.h"


/* One feed of a collection, of its documents in a category, or of the posts
 * with a tag. */
static void
faimi_feeds_one(faimi_build_t *build, faimi_slice_t url,
    faimi_slice_t collection, faimi_slice_t category, faimi_slice_t tag)
{
    faimi_page_t  *page;

    page = faimi_made_page(build, url, FAIMI_BUILTIN_FEED);
    faimi_made_set(build, page, "name", FAIMI_V_STRING(url));
    faimi_made_set(build, page, "sitemap", FAIMI_V_BOOL(false));
    faimi_made_set(build, page, "collection", FAIMI_V_STRING(collection));
    faimi_made_set(build, page, "xsl", FAIMI_V_BOOL(
        faimi_made_has(build, "feed.xslt.xml")));

    if (category.len > 0) {
        faimi_made_set(build, page, "category", FAIMI_V_STRING(category));
    }

    if (tag.len > 0) {
        faimi_made_set(build, page, "tags", FAIMI_V_STRING(tag));
    }
}


/* feed: collections: name: {path: ..., categories: [...]}; what concerns the
 * posts may stand at the top. */
static void
faimi_feeds_collection(faimi_build_t *build, faimi_slice_t name,
    const faimi_map_t *meta)
{
    bool                 posts;
    size_t               i, n;
    faimi_slice_t        path, prefix, *categories;
    faimi_value_t        v;
    const faimi_map_t   *feed;

    feed = faimi_map_map(build->config->values, "feed");
    posts = faimi_slice_eq(name, FAIMI_SLICE("posts"));
    prefix = posts ? FAIMI_SLICE("/feed")
                   : faimi_arena_printf(build->arena, "/feed/%.*s",
                                        FAIMI_FMT(name));

    path = faimi_map_text(build->arena, meta, "path");
    path = (path.len == 0 && posts)
           ? faimi_map_text(build->arena, feed, "path") : path;
    path = (path.len == 0)
           ? faimi_arena_printf(build->arena, "%.*s.xml", FAIMI_FMT(prefix))
           : path;

    v = faimi_map_at(meta, "categories");
    v = (v.type == FAIMI_NIL && posts) ? faimi_map_at(feed, "categories") : v;
    categories = faimi_value_texts(build->arena, v, &n);

    for (i = 0; i < n; i++) {
        faimi_feeds_one(build,
                             faimi_arena_printf(build->arena, "%.*s/%.*s.xml",
                                                FAIMI_FMT(prefix),
                                                FAIMI_FMT(categories[i])),
                             name, categories[i], FAIMI_EMPTY);
    }

    faimi_feeds_one(build, path, name, FAIMI_EMPTY, FAIMI_EMPTY);
}


/* Tags of letters, digits and underscores alone have feeds: the name of the
 * file is the tag (generate_tag_feed). */
static bool
faimi_feeds_is_word(faimi_slice_t s)
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
faimi_feeds_listed(faimi_slice_t s, const faimi_slice_t *list, size_t n)
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
faimi_feeds_tags(faimi_build_t *build, faimi_value_t tags)
{
    size_t              i, nonly, nexcept;
    faimi_map_t        *all;
    faimi_slice_t      *only, *except, path, tag;
    const faimi_map_t  *map;

    map = (tags.type == FAIMI_MAP) ? tags.u.map : NULL;
    only = faimi_value_texts(build->arena, faimi_map_at(map, "only"),
                             &nonly);
    except = faimi_value_texts(build->arena, faimi_map_at(map, "except"),
                               &nexcept);
    path = faimi_map_text(build->arena, map, "path");
    path = (path.len == 0) ? FAIMI_SLICE("/feed/by_tag/") : path;
    all = build->index->tags;

    for (i = 0; i < all->n; i++) {
        tag = (all->pairs[i].key.type == FAIMI_STRING)
              ? all->pairs[i].key.u.string : FAIMI_EMPTY;

        if (tag.len > 0 && (nonly == 0 || faimi_feeds_listed(tag, only, nonly))
            && !faimi_feeds_listed(tag, except, nexcept)
            && faimi_feeds_is_word(tag))
        {
            faimi_feeds_one(build,
                            faimi_arena_printf(build->arena, "%.*s%.*s.xml",
                                               FAIMI_FMT(path),
                                               FAIMI_FMT(tag)),
                            FAIMI_SLICE("posts"), FAIMI_EMPTY, tag);
        }
    }
}


/* `collections` is a list of names, or a map of them to settings; the feed of
 * the posts is there in any case, and last where the configuration does not
 * name it (normalize_posts_meta).  A file of the site's own takes the place of
 * a feed by its rank (faimi_outputs.c). */
void
faimi_feeds_build(faimi_build_t *build)
{
    bool                posts;
    size_t              i, n;
    faimi_value_t       v;
    faimi_slice_t      *names;
    const faimi_map_t  *feed, *map;

    feed = faimi_map_map(build->config->values, "feed");
    v = faimi_map_at(feed, "collections");
    map = (v.type == FAIMI_MAP) ? v.u.map : NULL;
    names = faimi_value_texts(build->arena, v, &n);
    posts = false;

    for (i = 0; i < n; i++) {
        posts |= faimi_slice_eq(names[i], FAIMI_SLICE("posts"));
        faimi_feeds_collection(build, names[i], NULL);
    }

    for (i = 0; map != NULL && i < map->n; i++) {
        if (map->pairs[i].key.type == FAIMI_STRING) {
            v = map->pairs[i].value;
            posts |= faimi_slice_eq(map->pairs[i].key.u.string,
                                    FAIMI_SLICE("posts"));
            faimi_feeds_collection(build, map->pairs[i].key.u.string,
                                       (v.type == FAIMI_MAP) ? v.u.map
                                                             : NULL);
        }
    }

    if (!posts) {
        faimi_feeds_collection(build, FAIMI_SLICE("posts"), NULL);
    }

    v = faimi_map_at(feed, "tags");

    if (faimi_value_truthy(v)) {
        faimi_feeds_tags(build, v);
    }
}
