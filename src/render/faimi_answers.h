/*
 * What many pages ask of the same lists, answered once.
 *
 * A layout that has `site.pages | where: "lang", page.lang` asks each page of
 * the site for its language on each page of the site: the work grows with the
 * square of the site.  So the lists that all pages share are kept here, and
 * what `where`, `find`, `group_by` and `sort` find in them by a property, for
 * as long as the site's index lives.  A list is known by its address, and what
 * a filter picks of one is such a list again: chains of filters are answered,
 * too.
 *
 * Kept values live in an arena of the answers, which begins anew between two
 * renderings when it is full.  Making an answer takes the same steps of a
 * page's budget as having it, so that a page fails on each worker or on none.
 */

#ifndef FAIMI_ANSWERS_H
#define FAIMI_ANSWERS_H

#include "faimi_liquid_filter.h"


typedef struct faimi_answers_s  faimi_answers_t;


/* No answers yet.  `changing`, ended by NULL, are the members that items may
 * have another value of while the answers live (a body, what is rendered):
 * nothing is kept that depends on them.  NULL: no memory. */
faimi_answers_t *faimi_answers_create(const char *const *changing);
void faimi_answers_destroy(faimi_answers_t *answers);

/* A rendering begins: no value of the one before it is in use any more. */
void faimi_answers_begin(faimi_answers_t *answers);

/* The items are others now; no rendering is on its way. */
void faimi_answers_forget(faimi_answers_t *answers);

/* The shared list, or map of lists, of that name; NULL: none is kept. */
const faimi_value_t *faimi_answers_list(const faimi_answers_t *answers,
    faimi_slice_t name);

/* Keeps one, and returns the copy; where there is no room, `v` itself.  The
 * objects in it must live as long as the answers, their classes too. */
faimi_value_t faimi_answers_keep_list(faimi_answers_t *answers,
    faimi_slice_t name, faimi_value_t v);


/*
 * For filters.
 */

/* What a filter finds in a list by a property of its items. */
typedef struct {
    const char           *filter;
    const faimi_array_t  *items;
    faimi_value_t         property;
    int                   way;        /* by its sign: the filter has two */
} faimi_question_t;

typedef faimi_value_t (*faimi_answer_pt)(faimi_liquid_t *lq,
    const faimi_question_t *question);

/* Whether the answer would be kept. */
bool faimi_answers_take(const faimi_answers_t *answers,
    const faimi_question_t *question);

/* The answer: the kept one, or what `make` returns.  `answers` may be NULL. */
faimi_value_t faimi_answers_give(faimi_answers_t *answers, faimi_liquid_t *lq,
    const faimi_question_t *question, faimi_answer_pt make);

#endif
