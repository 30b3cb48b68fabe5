#include "faimi_page_cache.h"


/* So many pages more than there are files are no waste yet. */
#define FAIMI_PAGE_CACHE_SPARE  1000


/* The page of a file, made of that version. */
typedef struct {
    faimi_page_t          *page;
    uint64_t               version;
} faimi_page_slot_t;


/* Its arena is NULL where there is none. */
typedef struct {
    faimi_arena_t         *arena;
    const faimi_config_t  *config;    /* that its pages were made by */
    faimi_digest_t         layouts;   /* their names, and what stands for
                                         them */
    size_t                 made;      /* pages, with those of no use now */
    size_t                 files;     /* that there were at first */
    faimi_page_slot_t     *slots;     /* by number of the file */
    size_t                 nslots;
} faimi_page_store_t;


struct faimi_page_cache_s {
    faimi_page_store_t     store;     /* of the index in force */
    faimi_page_store_t     next;      /* of the one that is being made, if
                                         that has a new store */
    faimi_arena_t         *outer;     /* the index's, while a page is made */
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


/* All that pages depend on in addition to their files and the configuration. */
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
        .files = faimi_files_count(build->input->files, FAIMI_TREE_SITE)
                 + faimi_files_count(build->input->files, FAIMI_TREE_THEME),
    };

    if (cache->next.arena == NULL) {
        faimi_guard_raise(faimi_arena_guard(build->arena), FAIMI_NOMEM);
    }
}


/* The store that the index being made adds to. */
static faimi_page_store_t *
faimi_page_cache_store(faimi_page_cache_t *cache)
{
    return (cache->next.arena != NULL) ? &cache->next : &cache->store;
}


/* Makes room for the file of a number; files have small ones. */
static void
faimi_page_store_room(faimi_page_store_t *store, size_t number)
{
    size_t              n;
    faimi_page_slot_t  *slots;

    if (number < store->nslots) {
        return;
    }

    n = 2 * number + 64;
    slots = faimi_alloc(store->arena, n * sizeof(faimi_page_slot_t));

    if (store->nslots > 0) {
        memcpy(slots, store->slots,
               store->nslots * sizeof(faimi_page_slot_t));
    }

    store->slots = slots;
    store->nslots = n;
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
        faimi_arena_destroy(cache->next.arena);
    }

    cache->next.arena = NULL;
}


faimi_page_t *
faimi_page_cache_take(faimi_build_t *build, faimi_file_t *file)
{
    faimi_page_t              *page;
    const faimi_page_slot_t   *slot;
    const faimi_page_store_t  *store;

    store = faimi_page_cache_store(build->cache);
    slot = (file->number < store->nslots) ? &store->slots[file->number]
                                          : NULL;

    if (slot == NULL || slot->page == NULL || slot->version != file->version)
    {
        return NULL;
    }

    page = faimi_alloc(build->arena, sizeof(faimi_page_t));
    *page = *slot->page;
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
    faimi_page_store_t  *store;

    store = faimi_page_cache_store(build->cache);
    store->made++;
    build->arena = build->cache->outer;

    if (!keep) {
        return page;
    }

    faimi_page_store_room(store, file->number);
    store->slots[file->number] = (faimi_page_slot_t) { page, file->version };

    return faimi_page_cache_take(build, file);
}
