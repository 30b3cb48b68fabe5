/*
 * Pages as their files alone make them, kept from index to index: an edit of
 * one file's front matter makes one page anew, however many there are.
 *
 * The cache is a store, which is an arena to which pages are added.  A store
 * is left for a new one when most of it is of no use any more, or when
 * something changes on which pages depend: the configuration, or which layouts
 * there are.  An index has copies of the pages, since it gives them their
 * places; what they point to stays as it is.
 *
 * A new store is used by the index that is being made.  faimi_page_cache_end()
 * puts it in place of the one before, or frees it if that index came to
 * nothing.
 */

#ifndef FAIMI_PAGE_CACHE_H
#define FAIMI_PAGE_CACHE_H

#include "faimi_build.h"


/* Empty, tied to the arena, on whose guard it raises. */
faimi_page_cache_t *faimi_page_cache_create(faimi_arena_t *arena);

/* The end of the making of an index: it is in force now, or (not `done`) was
 * given up. */
void faimi_page_cache_end(faimi_page_cache_t *cache, bool done);

/* Before an index's pages are made; its layouts are known. */
void faimi_page_cache_open(faimi_build_t *build);

/* A copy, for this index, of the page that was kept of a file's version; or
 * NULL. */
faimi_page_t *faimi_page_cache_take(faimi_build_t *build, faimi_file_t *file);

/* Around the making of a page: what is allocated in between is the store's.
 * With `keep` the page is the same for every index as long as the file does
 * not change, and the index gets a copy. */
void faimi_page_cache_enter(faimi_build_t *build);
faimi_page_t *faimi_page_cache_leave(faimi_build_t *build,
    faimi_file_t *file, faimi_page_t *page, bool keep);

#endif
