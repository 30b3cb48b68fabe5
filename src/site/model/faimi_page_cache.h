/*
 * Pages as their files alone make them, kept from index to index: an edit of
 * one file's front matter makes one page anew.
 */

#ifndef FAIMI_PAGE_CACHE_H
#define FAIMI_PAGE_CACHE_H

#include "faimi_pages.h"


struct faimi_page_cache_s {
    faimi_arena_t         *arena;
    const faimi_config_t  *config;    /* that they were made by */
    size_t                 made;      /* with those that are of no use now */
    size_t                 files;     /* that there were at first */
    faimi_arena_t         *outer;     /* the index's, while a page is made */
};


/* Before an index's pages are made; its layouts are known. */
void faimi_page_cache_open(faimi_index_t *index);

/* The index took its place: nothing refers to an older stock.  Or it did not:
 * what was made for it goes. */
void faimi_page_cache_close(faimi_site_t *site, bool done);

/* The page of a file that the stock has, for this index; or NULL. */
faimi_page_t *faimi_page_cache_take(faimi_index_t *index, faimi_file_t *file);

/* Around the making of a page: what is allocated for it is the stock's. */
void faimi_page_cache_enter(faimi_index_t *index);
faimi_page_t *faimi_page_cache_leave(faimi_index_t *index, faimi_file_t *file,
    faimi_page_t *page, bool keep);

#endif
