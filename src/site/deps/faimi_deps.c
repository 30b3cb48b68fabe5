/*
 * From a page's templates to what they look at.  Where bodies of listed pages
 * are shown, the templates of these count as well, and what they list.
 */

#include <stdio.h>
#include <stdlib.h>

#include "faimi_collect.h"


static int
faimi_deps_cmp(const void *a, const void *b)
{
    return faimi_slice_cmp(*(const faimi_slice_t *) a,
                           *(const faimi_slice_t *) b);
}


static bool
faimi_deps_lists(const faimi_collect_t *g)
{
    size_t  i;

    for (i = 0; i < g->index->config->ngroups; i++) {
        if (g->needs->groups[i]) {
            return true;
        }
    }

    return (g->needs->lists & ~(unsigned) FAIMI_DEP_STATICS) != 0;
}


/* The collections that sections have documents of. */
static void
faimi_deps_sections(faimi_collect_t *g)
{
    size_t                  i, k;
    const faimi_group_t    *group;
    const faimi_section_t  *section;

    for (i = 0; i < g->index->nsections; i++) {
        section = &g->index->sections[i];

        for (k = 0; k < section->pages.n; k++) {
            group = section->pages.items[k]->doc.group;

            if (group != NULL) {
                g->needs->groups[group - g->index->config->groups] = true;
            }
        }
    }
}


/* Neighbours of listed pages: all of their collections. */
static void
faimi_deps_far(faimi_collect_t *g)
{
    const faimi_page_t  *own;

    own = g->own;

    if ((g->needs->lists & (FAIMI_DEP_RELATED | FAIMI_DEP_PAGER)) != 0) {
        g->needs->groups[0] = true;
    }

    if ((g->needs->lists & FAIMI_DEP_NEAR) != 0 && own->doc.group != NULL) {
        g->needs->groups[own->doc.group - g->index->config->groups] = true;
    }

    if ((g->needs->lists & FAIMI_DEP_SECTIONS) != 0) {
        faimi_deps_sections(g);
    }
}


/* The members that are asked for, in order, each once. */
static void
faimi_deps_names(faimi_collect_t *g, faimi_map_t *names)
{
    size_t         i;
    faimi_slice_t  name;
    faimi_deps_t  *needs;

    /* what names make of the posts is in their order */
    if (g->named) {
        faimi_map_set(g->arena, names, FAIMI_SLICE("categories"),
                      FAIMI_V_NIL);
        faimi_map_set(g->arena, names, FAIMI_SLICE("tags"), FAIMI_V_NIL);
    }

    needs = g->needs;
    needs->nnames = names->n;
    needs->names = faimi_alloc(g->arena, (names->n + 1)
                                         * sizeof(faimi_slice_t));

    for (i = 0; i < names->n; i++) {
        name = names->pairs[i].key.u.string;
        needs->names[i] = name;
        g->outputs |= faimi_slice_eq(name, FAIMI_SLICE("output"));
        needs->bodies |= faimi_slice_eq(name, FAIMI_SLICE("content"))
                         || faimi_slice_eq(name, FAIMI_SLICE("excerpt"));
    }

    qsort(needs->names, needs->nnames, sizeof(faimi_slice_t),
          faimi_deps_cmp);
}


/* What is asked of the listed pages. */
static void
faimi_deps_flow(faimi_collect_t *g)
{
    faimi_dataflow_t  flow;
    faimi_deps_t     *needs;

    needs = g->needs;
    memset(&flow, 0, sizeof(flow));
    flow.arena = g->arena;
    flow.site = faimi_collect_value_kind;
    flow.data = g;
    faimi_liquid_dataflow(&flow, g->templates, g->n);

    needs->all |= flow.all || flow.whole;
    needs->lists |= (flow.neighbours && !g->deep) ? FAIMI_DEP_NEAR : 0;

    if (flow.their_neighbours || (flow.neighbours && g->deep)) {
        faimi_deps_far(g);
    }

    faimi_deps_names(g, flow.names);
    g->outputs |= needs->all;
    needs->bodies = (needs->bodies || g->outputs) && faimi_deps_lists(g);
}


/* A state of what is gathered, to see whether it grows. */
static size_t
faimi_deps_size(const faimi_collect_t *g)
{
    size_t  i, n;

    n = g->n + g->needs->lists + g->outputs;

    for (i = 0; i < g->index->config->ngroups; i++) {
        n += g->needs->groups[i];
    }

    return n;
}


static void
faimi_deps_begin(faimi_collect_t *g)
{
    g->n = 0;
    g->seen = faimi_map_create(g->arena);
    g->b = faimi_buf_create(g->arena, SIZE_MAX);
    g->needs->dynamic = false;
    g->page = g->own;
    faimi_collect_own(g);
    faimi_collect_layouts(g);
}


/* The templates of pages within, and of those that these list; from the
 * beginning each time, until no list is new. */
static void
faimi_deps_deep(faimi_collect_t *g)
{
    size_t    i, before, after;
    bool     *groups;
    unsigned  lists;

    g->deep = true;
    groups = faimi_alloc(g->arena, g->index->config->ngroups * sizeof(bool));
    after = 0;

    do {
        before = after;
        lists = g->needs->lists;

        for (i = 0; i < g->index->config->ngroups; i++) {
            groups[i] = g->needs->groups[i];
        }

        faimi_deps_begin(g);
        faimi_listing_each(g->own, lists, groups, faimi_collect_within, g);
        faimi_deps_flow(g);
        after = faimi_deps_size(g);
    } while (after != before);

    g->needs->all = true;
}


static faimi_map_t *
faimi_deps_keys(faimi_arena_t *arena, const faimi_map_t *map)
{
    size_t        i;
    faimi_map_t  *copy;

    copy = faimi_map_create(arena);

    for (i = 0; i < map->n; i++) {
        faimi_map_set(arena, copy,
                      faimi_arena_copy(arena, map->pairs[i].key.u.string),
                      FAIMI_V_NIL);
    }

    return copy;
}


/* A copy that outlives the templates. */
static faimi_deps_t *
faimi_deps_keep(const faimi_collect_t *g, faimi_slice_t name)
{
    size_t          i, n;
    faimi_deps_t   *copy;
    faimi_arena_t  *arena;

    arena = g->index->site->memo;
    n = g->index->config->ngroups;
    copy = faimi_alloc(arena, sizeof(faimi_deps_t));
    *copy = *g->needs;
    copy->name = faimi_arena_copy(arena, name);
    copy->groups = faimi_alloc(arena, n * sizeof(bool));
    memcpy(copy->groups, g->needs->groups, n * sizeof(bool));
    copy->names = faimi_alloc(arena, copy->nnames * sizeof(faimi_slice_t));

    for (i = 0; i < copy->nnames; i++) {
        copy->names[i] = faimi_arena_copy(arena, g->needs->names[i]);
    }

    copy->data = faimi_deps_keys(arena, g->needs->data);
    copy->links = faimi_deps_keys(arena, g->needs->links);
    faimi_map_set(arena, g->index->site->memos, copy->name,
                  FAIMI_V_OBJECT(NULL, copy));

    return copy;
}


/* What pages with the same templates have in common. */
static faimi_slice_t
faimi_deps_name(const faimi_page_t *page, faimi_arena_t *arena)
{
    size_t                 n;
    faimi_buf_t           *b;
    faimi_layout_ref_t     refs[FAIMI_MAX_LAYOUT_DEPTH];
    const faimi_parsed_t  *parsed;

    b = faimi_buf_create(arena, SIZE_MAX);
    parsed = (page->file != NULL) ? page->file->parsed : NULL;
    faimi_buf_printf(b, "needs %d %d %d %td ", (int) page->kind,
                     (int) page->made.builtin, parsed != NULL,
                     page->doc.group
                     ? page->doc.group - page->index->config->groups : -1);
    faimi_digest_part(b, page->layout);

    /* of one name, not all pages have a layout */
    n = faimi_page_layouts(page, refs);
    faimi_buf_printf(b, "%zu %d ", n, (n > 0 && refs[0].file == NULL)
                                      ? (int) refs[0].builtin : -1);

    if (parsed != NULL && parsed->template != NULL) {
        faimi_digest_add(b, &parsed->digest);
    }

    return faimi_buf_slice(b);
}


static faimi_deps_t *
faimi_deps_new(faimi_collect_t *g)
{
    faimi_deps_t  *needs;

    needs = faimi_alloc(g->arena, sizeof(faimi_deps_t));
    needs->groups = faimi_alloc(g->arena, g->index->config->ngroups
                                          * sizeof(bool));
    needs->data = faimi_map_create(g->arena);
    needs->links = faimi_map_create(g->arena);

    return needs;
}


/* Gathers anew; `deep` is set where bodies are looked at. */
static void
faimi_deps_gather(faimi_collect_t *g, const faimi_page_t *page)
{
    memset(g, 0, sizeof(faimi_collect_t));
    g->own = page;
    g->index = page->index;
    g->arena = page->site->scratch;
    g->needs = faimi_deps_new(g);

    faimi_deps_begin(g);
    faimi_deps_flow(g);

    if (g->needs->bodies) {
        faimi_deps_deep(g);
    }

    g->needs->templates = faimi_digest(page->site->guard,
                                       faimi_buf_slice(g->b));
}


/* What is deep holds until some body changes; what is the page's own, or
 * lies beside it, is of no use to others. */
const faimi_deps_t *
faimi_deps(const faimi_page_t *page)
{
    char                  generation[24];
    faimi_site_t         *site;
    faimi_slice_t         name, deep;
    faimi_collect_t       g;
    const faimi_value_t  *v;

    site = page->site;
    name = faimi_deps_name(page, site->scratch);
    (void) snprintf(generation, sizeof(generation), "%llu ",
                    (unsigned long long) site->generation);
    deep = faimi_deps_cache_name(site->scratch, generation, name);
    v = faimi_map_get(site->memos, name);
    v = (v == NULL) ? faimi_map_get(site->memos, deep) : v;

    if (v != NULL) {
        return v->u.object.data;
    }

    faimi_deps_gather(&g, page);
    g.needs->name = FAIMI_EMPTY;

    if (g.needs->beside
        || (g.needs->bodies
            && (g.needs->lists & (FAIMI_DEP_PAGER | FAIMI_DEP_NEAR)) != 0))
    {
        return g.needs;
    }

    return faimi_deps_keep(&g, g.needs->bodies ? deep : name);
}


/* Not by printf: there may be a NUL in it, in a digest above all. */
faimi_slice_t
faimi_deps_cache_name(faimi_arena_t *arena, const char *what,
    faimi_slice_t name)
{
    faimi_buf_t  *b;

    b = faimi_buf_create(arena, SIZE_MAX);
    faimi_buf_str(b, what);
    faimi_buf_add(b, name);

    return faimi_buf_slice(b);
}


const faimi_digest_t *
faimi_deps_cache_find(const faimi_site_t *site, faimi_slice_t name)
{
    const faimi_value_t  *v;

    v = faimi_map_get(site->memos, name);

    return (v == NULL) ? NULL : v->u.object.data;
}


void
faimi_deps_cache_set(faimi_site_t *site, faimi_slice_t name,
    const faimi_digest_t *digest)
{
    faimi_digest_t  *copy;

    copy = faimi_alloc(site->memo, sizeof(faimi_digest_t));
    *copy = *digest;
    faimi_map_set(site->memo, site->memos, faimi_arena_copy(site->memo, name),
                  FAIMI_V_OBJECT(NULL, copy));
}
