/*
 * A stock is an arena to which pages are added.  It is left for a new one when
 * most of it is of no use, or when the configuration or the names of layouts
 * change, on which pages depend.  An index has copies of the pages, since it
 * gives them their places; what they point to stays as it is.
 */

#include "faimi_page_cache.h"


/* So many pages more than there are files are no waste yet. */
#define FAIMI_PAGE_CACHE_SPARE  1000


/* Whether both have the same layouts by name, and the same in their stead. */
static bool
faimi_page_cache_has_layouts(const faimi_index_t *a, const faimi_index_t *b)
{
    size_t  i;

    for (i = 0; i < a->layouts->n; i++) {
        if (faimi_map_get(b->layouts, a->layouts->pairs[i].key.u.string)
            == NULL)
        {
            return false;
        }
    }

    return a->layouts->n == b->layouts->n && a->builtin == b->builtin
           && a->themeless == b->themeless;
}


static bool
faimi_page_cache_holds(const faimi_index_t *index)
{
    const faimi_site_t   *site;
    const faimi_page_cache_t  *stock;

    site = index->site;
    stock = site->stock;

    return stock != NULL && site->index != NULL
           && stock->config == index->config
           && stock->made < 2 * stock->files + FAIMI_PAGE_CACHE_SPARE
           && faimi_page_cache_has_layouts(index, site->index);
}


void
faimi_page_cache_open(faimi_index_t *index)
{
    faimi_site_t   *site;
    faimi_arena_t  *arena;
    faimi_page_cache_t  *stock;

    site = index->site;

    if (faimi_page_cache_holds(index)) {
        index->stock = site->stock;
        return;
    }

    arena = faimi_arena_create(site->guard, 0);

    if (arena == NULL) {
        faimi_guard_raise(site->guard, FAIMI_NOMEM);
    }

    site->half_stock = arena;
    site->stocks++;
    stock = faimi_alloc(arena, sizeof(faimi_page_cache_t));
    stock->arena = arena;
    stock->config = index->config;
    stock->files = site->tree.n + site->theme.n;
    index->stock = stock;
}


void
faimi_page_cache_close(faimi_site_t *site, bool done)
{
    if (site->half_stock == NULL) {
        return;
    }

    if (!done) {
        faimi_arena_destroy(site->half_stock);

        /* files have pages of it: those of before are not found any more */
        site->stocks++;

    } else if (site->stock != NULL) {
        faimi_arena_destroy(site->stock->arena);
    }

    site->stock = done ? site->index->stock : site->stock;
    site->half_stock = NULL;
}


faimi_page_t *
faimi_page_cache_take(faimi_index_t *index, faimi_file_t *file)
{
    faimi_page_t  *page;

    if (file->page == NULL || file->page_stock != index->site->stocks
        || file->page_version != file->version)
    {
        return NULL;
    }

    page = faimi_alloc(index->arena, sizeof(faimi_page_t));
    *page = *file->page;
    page->index = index;

    return page;
}


void
faimi_page_cache_enter(faimi_index_t *index)
{
    index->stock->outer = index->arena;
    index->arena = index->stock->arena;
}


/* With `keep` it is the same for every index, as long as the file is. */
faimi_page_t *
faimi_page_cache_leave(faimi_index_t *index, faimi_file_t *file,
    faimi_page_t *page, bool keep)
{
    index->arena = index->stock->outer;
    index->stock->made++;

    if (!keep) {
        return page;
    }

    file->page = page;
    file->page_stock = index->site->stocks;
    file->page_version = file->version;

    return faimi_page_cache_take(index, file);
}
