/*
 * Texts that grow, attributes, and inline attribute lists (IAL).
 */

#ifndef FAIMI_MD_ATTR_H
#define FAIMI_MD_ATTR_H

#include "faimi_base.h"


/* A text that may grow; without room of its own it is a view. */
typedef struct {
    faimi_slice_t  s;
    size_t         room;         /* bytes at s.data, or 0 for a view */
} faimi_md_text_t;


typedef struct faimi_md_attr_s  faimi_md_attr_t;

struct faimi_md_attr_s {
    faimi_slice_t     name;
    faimi_md_text_t   value;
    size_t            nth;       /* its number in the list, from 1 */
    faimi_md_attr_t  *next;
};


/* In the order of their first setting, as Ruby's Hash has them. */
typedef struct {
    faimi_md_attr_t  *first;
    faimi_md_attr_t  *last;
} faimi_md_attrs_t;


/* What an attribute list says.  References keep their names only, since what
 * they stand for may be defined later. */
typedef struct {
    faimi_md_attrs_t  attrs;
    faimi_md_attrs_t  refs;
} faimi_md_ial_t;


/* Text that continues where the last piece ended is only a longer view; a
 * copy is made when pieces from two places meet. */
void faimi_md_text_add(faimi_arena_t *arena, faimi_md_text_t *text,
    faimi_slice_t s);

/* Whether `word` occurs in a list of classes as a word of its own. */
bool faimi_md_has_word(faimi_slice_t s, faimi_slice_t word);

/* What follows "language-" in the class, or "". */
faimi_slice_t faimi_md_language(const faimi_md_attrs_t *attrs);

#endif
