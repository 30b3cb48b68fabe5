/*
 * Texts that grow, attributes, and inline attribute lists (IAL).
 */

#ifndef FAIMI_MD_ATTR_H
#define FAIMI_MD_ATTR_H

#include "faimi_base.h"


/* A text that may grow; without room of its own it is a view. */
typedef struct {
    faimi_slice_t  s;
    size_t         room;
} faimi_md_text_t;


typedef struct faimi_md_attr_s  faimi_md_attr_t;

struct faimi_md_attr_s {
    faimi_slice_t     name;
    faimi_md_text_t   value;
    size_t            nth;       /* of its list, from 1 */
    faimi_md_attr_t  *next;
};


/* In the order of their first setting, as Ruby's Hash has them. */
typedef struct {
    faimi_md_attr_t  *first;
    faimi_md_attr_t  *last;
} faimi_md_attrs_t;


typedef struct {
    faimi_md_attrs_t  attrs;
    faimi_md_attrs_t  refs;      /* names only */
} faimi_md_ial_t;


/* Text that continues where the last piece ended is only a longer view; a
 * copy is made when pieces from two places meet. */
void faimi_md_text_add(faimi_arena_t *arena, faimi_md_text_t *text,
    faimi_slice_t s);

/* Whether `word` occurs as a word of its own. */
bool faimi_md_has_word(faimi_slice_t s, faimi_slice_t word);

/* What follows "language-" in the class, or "". */
faimi_slice_t faimi_md_language(const faimi_md_attrs_t *attrs);

#endif
