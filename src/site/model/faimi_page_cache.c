#include "faimi_page_cache.h"


/* So many pages more than there are files are no waste yet. */
#define FAIMI_PAGE_CACHE_SPARE  1000


/* Its arena is NULL where there is none. */
typedef struct {
    faimi_arena_t         *arena;
    const faimi_config_t  *config;    /* that its pages were made by */
    faimi_digest_t         layouts;   /* their names, and what stands for
                                         them */
    size_t                 made;      /* pages, with those of no use now */
    size_t                 files;     /* that there were at first */
} faimi_page_store_t;


struct faimi_page_cache_s {
    faimi_page_store_t     store;     /* of the index in force */
    faimi_page_store_t     next;      /* of the one that is being made, if
                                         that has a new store */
    faimi_arena_t         *outer;     /* the index's, while a page is made */
    uint64_t               number;    /* counts stores: files know of which
                                         one their page is */
};


static void
faimi_page_cache_free(void *data)
{
    faimi_page_cache_t  *cache = data;

    faimi_arena_destroy(cache->store.arena);
    faimi_arena_destroy(cache->next.arena);
}


faimi_page_cache_t *
faimi_page_cache_create(faimi_arena_t *arena)
{
    faimi_page_cache_t  *cache;

    cache = faimi_alloc(arena, sizeof(faimi_page_cache_t));
    faimi_arena_cleanup(arena, faimi_page_cache_free, cache);

    return cache;
}


/* All that pages depend on beside their files and the configuration. */
static faimi_digest_t
faimi_page_cache_layouts(const faimi_build_t *build)
{
    size_t              i;
    faimi_buf_t        *b;
    const faimi_map_t  *layouts;

    b = faimi_buf_create(build->tmp, SIZE_MAX);
    layouts = build->index->layouts;
    faimi_buf_printf(b, "%d %d ", build->index->builtin,
                     build->input->themeless);

    for (i = 0; i < layouts->n; i++) {
        faimi_digest_part(b, layouts->pairs[i].key.u.string);
    }

    return faimi_digest(faimi_arena_guard(build->arena), faimi_buf_slice(b));
}


void
faimi_page_cache_open(faimi_build_t *build)
{
    faimi_digest_t             layouts;
    faimi_page_cache_t        *cache;
    const faimi_page_store_t  *old;

    cache = build->cache;
    old = &cache->store;
    layouts = faimi_page_cache_layouts(build);

    if (old->arena != NULL && old->config == build->config
        && old->made < 2 * old->files + FAIMI_PAGE_CACHE_SPARE
        && faimi_digest_eq(&old->layouts, &layouts))
    {
        return;
    }

    cache->next = (faimi_page_store_t) {
        .arena = faimi_arena_create(faimi_arena_guard(build->arena), 0),
        .config = build->config,
        .layouts = layouts,
        .files = build->input->tree->n + build->input->theme->n,
    };

    if (cache->next.arena == NULL) {
        faimi_guard_raise(faimi_arena_guard(build->arena), FAIMI_NOMEM);
    }

    cache->number++;
}


/* The store that the index being made adds to. */
static faimi_page_store_t *
faimi_page_cache_store(faimi_page_cache_t *cache)
{
    return (cache->next.arena != NULL) ? &cache->next : &cache->store;
}


void
faimi_page_cache_end(faimi_page_cache_t *cache, bool done)
{
    if (cache->next.arena == NULL) {
        return;
    }

    if (done) {
        faimi_arena_destroy(cache->store.arena);
        cache->store = cache->next;

    } else {
        /* files have pages of it: those of before are not found any more */
        faimi_arena_destroy(cache->next.arena);
        cache->number++;
    }

    cache->next.arena = NULL;
}


faimi_page_t *
faimi_page_cache_take(faimi_build_t *build, faimi_file_t *file)
{
    faimi_page_t  *page;

    if (file->page == NULL || file->page_stock != build->cache->number
        || file->page_version != file->version)
    {
        return NULL;
    }

    page = faimi_alloc(build->arena, sizeof(faimi_page_t));
    *page = *file->page;
    page->index = build->index;

    return page;
}


void
faimi_page_cache_enter(faimi_build_t *build)
{
    build->cache->outer = build->arena;
    build->arena = faimi_page_cache_store(build->cache)->arena;
}


faimi_page_t *
faimi_page_cache_leave(faimi_build_t *build, faimi_file_t *file,
    faimi_page_t *page, bool keep)
{
    build->arena = build->cache->outer;
    faimi_page_cache_store(build->cache)->made++;

    if (!keep) {
        return page;
    }

    file->page = page;
    file->page_stock = build->cache->number;
    file->page_version = file->version;

    return faimi_page_cache_take(build, file);
}
