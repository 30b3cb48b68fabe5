/*
 * The templates of a page, gathered, with what their references say; for
 * faimi_deps.c.
 */

#ifndef FAIMI_COLLECT_H
#define FAIMI_COLLECT_H

#include "faimi_deps.h"


/* One gathering: templates, and what their references say. */
typedef struct {
    const faimi_page_t       *page;      /* whose templates are walked */
    const faimi_page_t       *own;       /* who needs them */
    const faimi_index_t      *index;
    faimi_arena_t            *arena;     /* scratch */
    faimi_buf_t              *b;         /* digests of the templates */
    faimi_map_t              *seen;      /* includes, tags and layouts */
    const faimi_template_t  **templates;
    size_t                    n;
    size_t                    cap;
    size_t                    depth;
    bool                      shared;    /* within an include or a layout */
    bool                      deep;      /* pages within the page */
    bool                      outputs;   /* with their layouts */
    bool                      named;     /* posts by category or tag */
    faimi_deps_t            *needs;
} faimi_collect_t;


/* The page's own template, or the one that is built in for it. */
void faimi_collect_own(faimi_collect_t *g);
void faimi_collect_layouts(faimi_collect_t *g);

/* The same of a page that is shown within: a faimi_listed_pt. */
void faimi_collect_within(void *data, const faimi_page_t *page);

/* The kind of value of a member of `site`: a faimi_value_kind_pt. */
unsigned faimi_collect_value_kind(void *data, faimi_slice_t member);

#endif
