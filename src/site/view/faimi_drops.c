/*
 * What templates see of the site: objects whose members are found when they
 * are asked for (jekyll/drops/).
 */

#include "faimi_outputs.h"
#include "faimi_drops.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


typedef faimi_value_t (*faimi_member_pt)(const faimi_index_t *index,
    faimi_arena_t *arena);

typedef struct {
    const char       *name;
    faimi_member_pt   fn;
} faimi_member_t;


faimi_value_t
faimi_drop_pages(faimi_arena_t *arena, const faimi_pages_t *list,
    bool reverse)
{
    size_t          i;
    faimi_array_t  *array;

    array = faimi_array_create(arena);

    for (i = 0; i < list->n; i++) {
        faimi_array_push(arena, array, faimi_drop_page(
                             list->items[reverse ? list->n - 1 - i : i]));
    }

    return FAIMI_V_ARRAY(array);
}


/* Whether the page is one that a plugin makes, and is served. */
static bool
faimi_site_is_made(const faimi_index_t *index, const faimi_page_t *page)
{
    const faimi_output_t  *claim;

    claim = faimi_output_find(index->outputs, page->out.file);

    return page->kind == FAIMI_KIND_GENERATED && claim != NULL
           && claim->page == page;
}


/* Behind the pages come the files that plugins make, and the later parts of
 * a listing: not section pages, of which Jekyll knows nothing. */
static faimi_value_t
faimi_site_pages(const faimi_index_t *index, faimi_arena_t *arena)
{
    size_t          i, n;
    faimi_array_t  *pages;

    pages = faimi_array_create(arena);

    for (n = 0; n < index->pages.n && index->pages.items[n]->pager < 2; n++) {
        faimi_array_push(arena, pages,
                         faimi_drop_page(index->pages.items[n]));
    }

    for (i = 0; i < index->made.n; i++) {
        if (faimi_site_is_made(index, index->made.items[i])) {
            faimi_array_push(arena, pages,
                             faimi_drop_page(index->made.items[i]));
        }
    }

    for (i = n; i < index->pages.n; i++) {
        faimi_array_push(arena, pages,
                         faimi_drop_page(index->pages.items[i]));
    }

    return FAIMI_V_ARRAY(pages);
}


static faimi_value_t
faimi_site_html_pages(const faimi_index_t *index, faimi_arena_t *arena)
{
    size_t          i;
    faimi_page_t   *page;
    faimi_array_t  *array;

    array = faimi_array_create(arena);

    for (i = 0; i < index->pages.n; i++) {
        page = index->pages.items[i];

        if (page->out.html || faimi_slice_ends(page->url, FAIMI_SLICE("/"))) {
            faimi_array_push(arena, array, faimi_drop_page(page));
        }
    }

    return FAIMI_V_ARRAY(array);
}


/* The newest first. */
static faimi_value_t
faimi_site_posts(const faimi_index_t *index, faimi_arena_t *arena)
{
    return faimi_drop_pages(arena, &index->groups[0], true);
}


static faimi_value_t
faimi_site_documents(const faimi_index_t *index, faimi_arena_t *arena)
{
    size_t          i, k;
    faimi_array_t  *array;

    array = faimi_array_create(arena);

    for (i = 0; i < index->config->ngroups; i++) {
        for (k = 0; k < index->groups[i].n; k++) {
            faimi_array_push(arena, array,
                             faimi_drop_page(index->groups[i].items[k]));
        }

        for (k = 0; k < index->nstatics; k++) {
            if (index->statics[k]->where.group == &index->config->groups[i]) {
                faimi_array_push(arena, array,
                                 faimi_drop_static(index, index->statics[k],
                                                   arena));
            }
        }
    }

    return FAIMI_V_ARRAY(array);
}


/* The newest ten, without the page that asks; none where there is but one
 * post. */
static faimi_value_t
faimi_site_related(const faimi_index_t *index, faimi_arena_t *arena)
{
    size_t                i;
    faimi_array_t        *array;
    const faimi_pages_t  *posts;
    const faimi_page_t   *current;

    current = index->site->current;

    if (current == NULL || current->doc.group == NULL
        || index->site->excerpt != NULL)
    {
        return FAIMI_V_NIL;
    }

    array = faimi_array_create(arena);
    posts = &index->groups[0];

    for (i = (posts->n > 1) ? posts->n : 0; i-- > 0 && array->n < 10; ) {
        if (posts->items[i] != current) {
            faimi_array_push(arena, array,
                             faimi_drop_page(posts->items[i]));
        }
    }

    return FAIMI_V_ARRAY(array);
}


faimi_map_t *
faimi_index_names(const faimi_index_t *index, faimi_arena_t *arena,
    const char *key)
{
    size_t                i, k, n;
    faimi_map_t          *map;
    faimi_slice_t        *names;
    const faimi_pages_t  *posts;

    map = faimi_map_create(arena);
    posts = &index->groups[0];

    for (i = 0; i < posts->n; i++) {
        names = faimi_value_texts(arena,
                    faimi_map_at(posts->items[i]->data, key), &n);

        for (k = 0; k < n; k++) {
            faimi_map_set(arena, map, names[k],
                          FAIMI_V_ARRAY(faimi_array_create(arena)));
        }
    }

    return map;
}


/* Name -> posts, the newest first (site.rb, post_attr_hash). */
static faimi_value_t
faimi_site_by(const faimi_index_t *index, faimi_arena_t *arena,
    const char *key)
{
    size_t                i, k, n;
    faimi_map_t          *map;
    faimi_slice_t        *names;
    const faimi_page_t   *post;
    const faimi_value_t  *old;
    const faimi_pages_t  *posts;

    map = faimi_index_names(index, arena, key);
    posts = &index->groups[0];

    for (i = posts->n; i-- > 0; /* the newest first */) {
        post = posts->items[i];
        names = faimi_value_texts(arena, faimi_map_at(post->data, key), &n);

        for (k = 0; k < n; k++) {
            old = faimi_map_get(map, names[k]);
            faimi_array_push(arena, old->u.array, faimi_drop_page(post));
        }
    }

    return FAIMI_V_MAP(map);
}


static faimi_value_t
faimi_site_tags(const faimi_index_t *index, faimi_arena_t *arena)
{
    return faimi_site_by(index, arena, "tags");
}


static faimi_value_t
faimi_site_categories(const faimi_index_t *index, faimi_arena_t *arena)
{
    return faimi_site_by(index, arena, "categories");
}


/* A 404.html without front matter is shown as a page, and still a file. */
static const faimi_file_t *
faimi_site_raw(const faimi_index_t *index)
{
    size_t                i;
    const faimi_file_t   *file;

    for (i = 0; i < index->made.n; i++) {
        file = index->made.items[i]->file;

        if (file != NULL && file->parsed != NULL && file->parsed->raw) {
            return file;
        }
    }

    return NULL;
}


static faimi_value_t
faimi_site_static_files(const faimi_index_t *index, faimi_arena_t *arena)
{
    size_t               i;
    faimi_array_t       *array;
    const faimi_file_t  *raw;

    array = faimi_array_create(arena);
    raw = faimi_site_raw(index);

    for (i = 0; i <= index->nstatics; i++) {
        if (raw != NULL
            && (i == index->nstatics
                || faimi_slice_cmp(raw->path, index->statics[i]->path) < 0))
        {
            faimi_array_push(arena, array,
                             faimi_drop_static(index, raw, arena));
            raw = NULL;
        }

        if (i < index->nstatics) {
            faimi_array_push(arena, array,
                             faimi_drop_static(index, index->statics[i],
                                               arena));
        }
    }

    return FAIMI_V_ARRAY(array);
}


static faimi_value_t
faimi_site_collections(const faimi_index_t *index, faimi_arena_t *arena)
{
    size_t          i, k, least;
    bool           *done;
    faimi_array_t  *array;

    array = faimi_array_create(arena);
    done = faimi_alloc(arena, index->config->ngroups * sizeof(bool));

    /* by label: there are a handful */
    for (i = 0; i < index->config->ngroups; i++) {
        least = SIZE_MAX;

        for (k = 0; k < index->config->ngroups; k++) {
            if (!done[k]
                && (least == SIZE_MAX
                    || faimi_slice_cmp(index->config->groups[k].label,
                                       index->config->groups[least].label)
                       < 0))
            {
                least = k;
            }
        }

        done[least] = true;
        faimi_array_push(arena, array, faimi_drop_group(index, least, arena));
    }

    return FAIMI_V_ARRAY(array);
}


static faimi_value_t
faimi_site_data(const faimi_index_t *index, faimi_arena_t *arena)
{
    faimi_value_t  own;

    (void) arena;
    own = faimi_map_at(index->config->values, "data");

    return faimi_value_truthy(own) ? own : index->data;
}


static faimi_value_t
faimi_site_time(const faimi_index_t *index, faimi_arena_t *arena)
{
    (void) arena;

    return (faimi_value_t) { .type = FAIMI_TIME,
                             .u.time = faimi_index_time(index) };
}


/* Ours, unless the site has a key of that name. */
static faimi_value_t
faimi_site_own_sections(const faimi_index_t *index, faimi_arena_t *arena)
{
    faimi_value_t  own;

    own = faimi_map_at(index->config->values, "sections");

    return (own.type != FAIMI_NIL) ? own : faimi_drop_sections(index, arena);
}


static const faimi_member_t  faimi_site_members[] = {
    { "categories", faimi_site_categories },
    { "collections", faimi_site_collections },
    { "data", faimi_site_data },
    { "documents", faimi_site_documents },
    { "html_pages", faimi_site_html_pages },
    { "pages", faimi_site_pages },
    { "posts", faimi_site_posts },
    { "related_posts", faimi_site_related },
    { "sections", faimi_site_own_sections },
    { "static_files", faimi_site_static_files },
    { "tags", faimi_site_tags },
    { "time", faimi_site_time }
};

#define FAIMI_SITE_MEMBERS \
    (sizeof(faimi_site_members) / sizeof(faimi_site_members[0]))


/* What one rendering has asked of `site`: a list is made once, however often
 * a template names it. */
typedef struct {
    const faimi_index_t  *index;
    faimi_arena_t        *arena;
    faimi_map_t          *known;
} faimi_drop_site_t;


static faimi_value_t
faimi_drop_site_member(const faimi_index_t *index, faimi_slice_t key,
    faimi_arena_t *arena)
{
    size_t                i;
    const faimi_value_t  *v;

    for (i = 1; i < index->config->ngroups; i++) {
        if (faimi_slice_eq(key, index->config->groups[i].label)) {
            return faimi_drop_pages(arena, &index->groups[i], false);
        }
    }

    for (i = 0; i < FAIMI_SITE_MEMBERS; i++) {
        if (faimi_slice_eq(key, faimi_slice_str(faimi_site_members[i].name)))
        {
            return faimi_site_members[i].fn(index, arena);
        }
    }

    v = faimi_map_get(index->config->values, key);

    return (v == NULL || faimi_slice_eq(key, FAIMI_SLICE("config")))
           ? FAIMI_V_NIL : *v;
}


static faimi_value_t
faimi_drop_site_get(faimi_object_t object, faimi_slice_t key,
    faimi_arena_t *arena)
{
    faimi_value_t         v;
    faimi_drop_site_t    *drop = object.data;
    const faimi_value_t  *known;

    (void) arena;
    known = faimi_map_get(drop->known, key);

    if (known != NULL) {
        return *known;
    }

    v = faimi_drop_site_member(drop->index, key, drop->arena);

    /* which is of the page that asks */
    if (!faimi_slice_eq(key, FAIMI_SLICE("related_posts"))) {
        faimi_map_set(drop->arena, drop->known,
                      faimi_arena_copy(drop->arena, key), v);
    }

    return v;
}


static faimi_value_t
faimi_drop_site_keys(faimi_object_t object, faimi_arena_t *arena)
{
    size_t                i;
    faimi_map_t          *seen;
    faimi_array_t        *keys;
    faimi_drop_site_t    *drop = object.data;

    seen = faimi_map_clone(arena, drop->index->config->values);
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
faimi_drop_site(const faimi_index_t *index, faimi_arena_t *arena)
{
    faimi_drop_site_t  *drop;

    drop = faimi_alloc(arena, sizeof(faimi_drop_site_t));
    drop->index = index;
    drop->arena = arena;
    drop->known = faimi_map_create(arena);

    return FAIMI_V_OBJECT(&faimi_drop_site_class, drop);
}
