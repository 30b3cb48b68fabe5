/*
 * The variable `site` as templates see it (jekyll/drops/site_drop.rb).
 *
 * It is an object whose members are made when a template asks for them: most
 * pages ask for two or three, and a map of all would cost each page the size
 * of the site.  A member is made once in a rendering and kept in view->lists,
 * since a loop asks for it again in each round.
 *
 * The order in which a name is looked up is SiteDrop#[]: collections but for
 * "posts", then the drop's own methods, then the keys of _config.yml.
 */

#include "faimi_github.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"
#include "faimi_view_int.h"


/* Posts that site.related_posts has, at most (jekyll/related_posts.rb). */
#define FAIMI_RELATED_POSTS  10


typedef faimi_value_t (*faimi_member_pt)(faimi_view_t *view);

typedef struct {
    const char       *name;
    faimi_member_pt   fn;
    bool              shared;
} faimi_member_t;


faimi_value_t
faimi_drop_pages(faimi_view_t *view, const faimi_pages_t *list, bool reverse)
{
    size_t          i;
    faimi_array_t  *array;

    array = faimi_array_create(view->arena);

    for (i = 0; i < list->n; i++) {
        faimi_drop_push(view, array,
                        list->items[reverse ? list->n - 1 - i : i]);
    }

    return FAIMI_V_ARRAY(array);
}


/* Whether the page is one that a plugin makes, and is served. */
static bool
faimi_site_is_made(const faimi_view_t *view, const faimi_page_t *page)
{
    return page->kind == FAIMI_KIND_GENERATED && page->made.map_of == NULL
           && faimi_routes_has(view->input->routes, page);
}


/* Appends redirects.json, which may come before pages without front matter. */
static void
faimi_site_redirects(faimi_view_t *view, faimi_array_t *array)
{
    const faimi_page_t  *page;

    page = view->index->redirects_page;

    if (page != NULL && faimi_site_is_made(view, page)) {
        faimi_drop_push(view, array, page);
    }
}


/* After the pages come the files that plugins make, and among them the later
 * parts of a listing.  Left out are section pages, of which Jekyll knows
 * nothing, and source maps, which are there by the order of rendering. */
static faimi_value_t
faimi_site_pages(faimi_view_t *view)
{
    size_t                i, k, n;
    faimi_array_t        *array;
    const faimi_index_t  *index;

    index = view->index;
    array = faimi_array_create(view->arena);

    for (n = 0; n < index->pages.n && index->pages.items[n]->pager < 2; n++) {
        if (n == index->redirects_at) {
            faimi_site_redirects(view, array);
        }

        faimi_drop_push(view, array, index->pages.items[n]);
    }

    if (n <= index->redirects_at) {
        faimi_site_redirects(view, array);
    }

    for (i = 0; i <= index->made.n; i++) {
        if (i == index->pagination.before) {
            for (k = n; k < index->pages.n; k++) {
                faimi_drop_push(view, array, index->pages.items[k]);
            }
        }

        if (i < index->made.n && index->made.items[i] != index->redirects_page
            && faimi_site_is_made(view, index->made.items[i]))
        {
            faimi_drop_push(view, array, index->made.items[i]);
        }
    }

    return FAIMI_V_ARRAY(array);
}


/* SiteDrop#html_pages: Page#html?, or a URL that ends with a slash. */
static faimi_value_t
faimi_site_html_pages(faimi_view_t *view)
{
    size_t                i;
    faimi_array_t        *array;
    const faimi_page_t   *page;
    const faimi_pages_t  *pages;

    pages = &view->index->pages;
    array = faimi_array_create(view->arena);

    for (i = 0; i < pages->n; i++) {
        page = pages->items[i];

        if (page->out.html || faimi_slice_ends(page->url, FAIMI_SLICE("/"))) {
            faimi_drop_push(view, array, page);
        }
    }

    return FAIMI_V_ARRAY(array);
}


/* The newest first. */
static faimi_value_t
faimi_site_posts(faimi_view_t *view)
{
    return faimi_drop_pages(view, &view->index->groups[0], true);
}


/* Site#documents: the documents of all collections and their static files, in
 * the order of the configuration. */
static faimi_value_t
faimi_site_documents(faimi_view_t *view)
{
    size_t                i, k;
    faimi_array_t        *array;
    const faimi_index_t  *index;

    index = view->index;
    array = faimi_array_create(view->arena);

    for (i = 0; i < index->config->ngroups; i++) {
        for (k = 0; k < index->groups[i].n; k++) {
            faimi_drop_push(view, array, index->groups[i].items[k]);
        }

        for (k = 0; k < index->nstatics; k++) {
            if (index->statics[k]->where.group == &index->config->groups[i]) {
                faimi_array_push(view->arena, array,
                                 faimi_drop_static(view, index->statics[k]));
            }
        }
    }

    return FAIMI_V_ARRAY(array);
}


/* jekyll/related_posts.rb, #most_recent_posts: the newest posts without the
 * page that asks; none where there is only one post, and nil for what is not a
 * document (SiteDrop#related_posts). */
static faimi_value_t
faimi_site_related(faimi_view_t *view)
{
    size_t                i;
    faimi_array_t        *array;
    const faimi_page_t   *current;
    const faimi_pages_t  *posts;

    current = view->frame->page;

    if (current->doc.group == NULL || view->frame->excerpt != NULL) {
        return FAIMI_V_NIL;
    }

    array = faimi_array_create(view->arena);
    posts = &view->index->groups[0];
    i = (posts->n > 1) ? posts->n : 0;

    while (i-- > 0 && array->n < FAIMI_RELATED_POSTS) {
        if (posts->items[i] != current) {
            faimi_drop_push(view, array, posts->items[i]);
        }
    }

    return FAIMI_V_ARRAY(array);
}


/* Name -> posts.  The index keeps each list with the newest first, so nothing
 * is sorted here. */
static faimi_value_t
faimi_site_by(faimi_view_t *view, const faimi_map_t *names)
{
    size_t        i;
    faimi_map_t  *map;

    map = faimi_map_create(view->arena);

    for (i = 0; i < names->n; i++) {
        faimi_map_put(view->arena, map, names->pairs[i].key,
                      faimi_drop_pages(view,
                                       names->pairs[i].value.u.object.data,
                                       false));
    }

    return FAIMI_V_MAP(map);
}


static faimi_value_t
faimi_site_tags(faimi_view_t *view)
{
    return faimi_site_by(view, view->index->tags);
}


static faimi_value_t
faimi_site_categories(faimi_view_t *view)
{
    return faimi_site_by(view, view->index->categories);
}


/* A 404.html without front matter.  Jekyll copies it as a static file; here it
 * is a page, so that it can be the answer to a request that finds nothing. */
static const faimi_file_t *
faimi_site_raw(const faimi_index_t *index)
{
    size_t               i;
    const faimi_file_t  *file;

    for (i = 0; i < index->made.n; i++) {
        file = index->made.items[i]->file;

        if (file != NULL && file->parsed != NULL && file->parsed->raw) {
            return file;
        }
    }

    return NULL;
}


/* site.static_files, with the raw 404.html put where its path belongs: the
 * others are sorted by path (Reader#sort_files!). */
static faimi_value_t
faimi_site_static_files(faimi_view_t *view)
{
    size_t                i;
    faimi_array_t        *array;
    const faimi_file_t   *raw;
    const faimi_index_t  *index;

    index = view->index;
    array = faimi_array_create(view->arena);
    raw = faimi_site_raw(index);

    for (i = 0; i <= index->nstatics; i++) {
        if (raw != NULL
            && (i == index->nstatics
                || faimi_slice_cmp(raw->path, index->statics[i]->path) < 0))
        {
            faimi_array_push(view->arena, array,
                             faimi_drop_static(view, raw));
            raw = NULL;
        }

        if (i < index->nstatics) {
            faimi_array_push(view->arena, array,
                             faimi_drop_static(view, index->statics[i]));
        }
    }

    return FAIMI_V_ARRAY(array);
}


/* SiteDrop#collections sorts by label.  A selection sort: their number is that
 * of the keys below `collections:`, a handful. */
static faimi_value_t
faimi_site_collections(faimi_view_t *view)
{
    size_t                  i, k, least;
    bool                   *done;
    faimi_array_t          *array;
    const faimi_config_t   *config;

    config = view->index->config;
    array = faimi_array_create(view->arena);
    done = faimi_alloc(view->arena, config->ngroups * sizeof(bool));

    /* by label; there are a handful */
    for (i = 0; i < config->ngroups; i++) {
        least = SIZE_MAX;

        for (k = 0; k < config->ngroups; k++) {
            if (!done[k]
                && (least == SIZE_MAX
                    || faimi_slice_cmp(config->groups[k].label,
                                       config->groups[least].label) < 0))
            {
                least = k;
            }
        }

        done[least] = true;
        faimi_array_push(view->arena, array, faimi_drop_group(view, least));
    }

    return FAIMI_V_ARRAY(array);
}


/* A key `data` of _config.yml hides the data files. */
static faimi_value_t
faimi_site_data(faimi_view_t *view)
{
    faimi_value_t  own;

    own = faimi_map_at(view->index->config->values, "data");

    return faimi_value_truthy(own) ? own : view->index->data;
}


/* `time:` of the configuration, or the time of this rendering where Jekyll has
 * that of its build. */
static faimi_value_t
faimi_site_time(faimi_view_t *view)
{
    return (faimi_value_t) {
        .type = FAIMI_TIME,
        .u.time = faimi_index_time(view->index->config,
                                   faimi_files_now(view->input->files))
    };
}


/* Ours, unless the site has a key of that name. */
static faimi_value_t
faimi_site_own_sections(faimi_view_t *view)
{
    faimi_value_t  own;

    own = faimi_map_at(view->index->config->values, "sections");

    return (own.type != FAIMI_NIL) ? own : faimi_drop_sections(view);
}


static faimi_value_t
faimi_site_github(faimi_view_t *view)
{
    return faimi_github(view->index->config,
                        faimi_files_checkout(view->input->files),
                        view->arena);
}


/* Of what is no list of a collection.  `shared`: it holds pages alone, and
 * the same for each page that asks, until the index is replaced. */
static const faimi_member_t  faimi_site_members[] = {
    { "categories", faimi_site_categories, true },
    { "collections", faimi_site_collections, false },
    { "data", faimi_site_data, false },
    { "documents", faimi_site_documents, false },
    { "github", faimi_site_github, false },
    { "html_pages", faimi_site_html_pages, true },
    { "pages", faimi_site_pages, true },
    { "posts", faimi_site_posts, true },
    { "related_posts", faimi_site_related, false },
    { "sections", faimi_site_own_sections, false },
    { "static_files", faimi_site_static_files, false },
    { "tags", faimi_site_tags, true },
    { "time", faimi_site_time, false }
};

#define FAIMI_SITE_MEMBERS \
    (sizeof(faimi_site_members) / sizeof(faimi_site_members[0]))


/* `site.config` is nil in SiteDrop#config, also if the file has such a key. */
static faimi_value_t
faimi_drop_site_member(faimi_view_t *view, faimi_slice_t key, bool *shared)
{
    size_t                 i;
    const faimi_value_t   *v;
    const faimi_index_t   *index;

    index = view->index;
    *shared = true;

    for (i = 1; i < index->config->ngroups; i++) {
        if (faimi_slice_eq(key, index->config->groups[i].label)) {
            return faimi_drop_pages(view, &index->groups[i], false);
        }
    }

    for (i = 0; i < FAIMI_SITE_MEMBERS; i++) {
        if (faimi_slice_eq(key, faimi_slice_str(faimi_site_members[i].name)))
        {
            *shared = faimi_site_members[i].shared;
            return faimi_site_members[i].fn(view);
        }
    }

    *shared = false;
    v = faimi_map_get(index->config->values, key);

    return (v == NULL || faimi_slice_eq(key, FAIMI_SLICE("config")))
           ? FAIMI_V_NIL : *v;
}


static faimi_value_t
faimi_drop_site_get(faimi_object_t object, faimi_slice_t key,
    faimi_arena_t *arena)
{
    bool                  shared;
    faimi_view_t         *view = object.data;
    faimi_value_t         v;
    faimi_answers_t      *answers;
    const faimi_value_t  *known;

    (void) arena;
    answers = view->input->shared->answers;
    known = faimi_map_get(view->lists, key);
    known = (known != NULL) ? known : faimi_answers_list(answers, key);

    if (known != NULL) {
        return *known;
    }

    v = faimi_drop_site_member(view, key, &shared);

    if (shared) {
        v = faimi_answers_keep_list(answers, key, v);
    }

    /* related_posts depends on the page that asks, and a rendering has
     * several; all others are the same for all of them */
    if (!faimi_slice_eq(key, FAIMI_SLICE("related_posts"))) {
        faimi_map_set(view->arena, view->lists,
                      faimi_arena_copy(view->arena, key), v);
    }

    return v;
}


/* The names for {% for key in site %} and the like (Drop#keys): those of the
 * configuration, and those of the methods. */
static faimi_value_t
faimi_drop_site_keys(faimi_object_t object, faimi_arena_t *arena)
{
    size_t          i;
    faimi_map_t    *seen;
    faimi_view_t   *view = object.data;
    faimi_array_t  *keys;

    seen = faimi_map_clone(arena, view->index->config->values);
    keys = faimi_array_create(arena);

    for (i = 0; i < FAIMI_SITE_MEMBERS; i++) {
        faimi_map_set(arena, seen,
                      faimi_slice_str(faimi_site_members[i].name),
                      FAIMI_V_NIL);
    }

    for (i = 0; i < seen->n; i++) {
        faimi_array_push(arena, keys, seen->pairs[i].key);
    }

    return FAIMI_V_ARRAY(keys);
}


static const faimi_class_t  faimi_drop_site_class = {
    "Jekyll::Drops::SiteDrop", faimi_drop_site_get, faimi_drop_site_keys, NULL,
    NULL
};


faimi_value_t
faimi_drop_site(faimi_view_t *view)
{
    return FAIMI_V_OBJECT(&faimi_drop_site_class, view);
}
