/*
 * Pages and documents, between the files that make them.
 */

#ifndef FAIMI_PAGES_H
#define FAIMI_PAGES_H

#include "faimi_site_int.h"


/* The file of a layout, or NULL. */
faimi_file_t *faimi_layout_find(const faimi_index_t *index,
    faimi_slice_t name);

/* A page of which nothing is known but what it is. */
faimi_page_t *faimi_page_new(faimi_index_t *index, faimi_kind_t kind,
    faimi_builtin_t builtin);

/* Adds a document's date, categories, tags, title and slug to its data. */
void faimi_page_document(faimi_index_t *index, faimi_page_t *page);

/* A page as it would be in another folder: with its own path and URL. */
faimi_page_t *faimi_page_elsewhere(faimi_index_t *index,
    const faimi_page_t *page, faimi_slice_t folder);

/* jekyll-paginate: the listing page, and its copies for older posts. */
void faimi_index_paginate(faimi_index_t *index);

/* The posts that a page's paginator shows: a part of a list. */
faimi_pages_t faimi_page_pager(const faimi_page_t *page);

/* The `paginator` of a page that has one; `posts` are those that it shows, as
 * templates see them. */
faimi_value_t faimi_page_paginator(const faimi_page_t *page,
    faimi_arena_t *arena, faimi_value_t posts);

#endif
