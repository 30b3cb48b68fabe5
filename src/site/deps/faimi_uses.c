/*
 * What the templates of a page use.
 *
 * The page's template, its layouts and all that they include are collected
 * (faimi_collect.c); the data flow through them (faimi_dataflow.h) says which
 * members of listed pages they ask for.  If these are made of bodies, the
 * templates of the listed pages count as well, and what these list: that is
 * repeated until no list is new.
 *
 * Pages with the same templates use the same, so that it is found once for
 * all of them.
 */

#include <stdio.h>
#include <stdlib.h>

#include "faimi_deps_int.h"


static int
faimi_uses_cmp(const void *a, const void *b)
{
    return faimi_slice_cmp(*(const faimi_slice_t *) a,
                           *(const faimi_slice_t *) b);
}


static bool
faimi_uses_lists(const faimi_collect_t *c)
{
    size_t  i;

    for (i = 0; i < c->index->config->ngroups; i++) {
        if (c->uses->groups[i]) {
            return true;
        }
    }

    return (c->uses->lists & ~(unsigned) FAIMI_USES_STATICS) != 0;
}


/* The collections that sections have documents of. */
static void
faimi_uses_sections(faimi_collect_t *c)
{
    size_t                  i, k;
    const faimi_group_t    *group;
    const faimi_section_t  *section;

    for (i = 0; i < c->index->nsections; i++) {
        section = &c->index->sections[i];

        for (k = 0; k < section->pages.n; k++) {
            group = section->pages.items[k]->doc.group;

            if (group != NULL) {
                c->uses->groups[group - c->index->config->groups] = true;
            }
        }
    }
}


/* Neighbours of listed pages may be any page of their collections. */
static void
faimi_uses_neighbours(faimi_collect_t *c)
{
    const faimi_page_t  *own;

    own = c->own;

    if ((c->uses->lists & (FAIMI_USES_RELATED | FAIMI_USES_PAGER)) != 0) {
        c->uses->groups[0] = true;
    }

    if ((c->uses->lists & FAIMI_USES_NEIGHBOURS) != 0
        && own->doc.group != NULL)
    {
        c->uses->groups[own->doc.group - c->index->config->groups] = true;
    }

    if ((c->uses->lists & FAIMI_USES_SECTIONS) != 0) {
        faimi_uses_sections(c);
    }
}


/* The members that are asked for, in order, each once. */
static void
faimi_uses_members(faimi_collect_t *c, faimi_map_t *names)
{
    size_t          i;
    faimi_slice_t   name;
    faimi_uses_t   *uses;

    /* what names make of the posts is in their order */
    if (c->named) {
        faimi_map_set(c->arena, names, FAIMI_SLICE("categories"),
                      FAIMI_V_NIL);
        faimi_map_set(c->arena, names, FAIMI_SLICE("tags"), FAIMI_V_NIL);
    }

    uses = c->uses;
    uses->nmembers = names->n;
    uses->members = faimi_alloc(c->arena, (names->n + 1)
                                         * sizeof(faimi_slice_t));

    for (i = 0; i < names->n; i++) {
        name = names->pairs[i].key.u.string;
        uses->members[i] = name;
        c->outputs |= faimi_slice_eq(name, FAIMI_SLICE("output"));
        uses->bodies |= faimi_slice_eq(name, FAIMI_SLICE("content"))
                         || faimi_slice_eq(name, FAIMI_SLICE("excerpt"));
    }

    qsort(uses->members, uses->nmembers, sizeof(faimi_slice_t),
          faimi_uses_cmp);
}


/* What is asked of the listed pages. */
static void
faimi_uses_flow(faimi_collect_t *c)
{
    faimi_uses_t      *uses;
    faimi_dataflow_t   flow;

    uses = c->uses;
    memset(&flow, 0, sizeof(flow));
    flow.arena = c->arena;
    flow.site = faimi_collect_value_kind;
    flow.data = c;
    faimi_liquid_dataflow(&flow, c->templates, c->n);

    uses->any_member |= flow.all || flow.whole;
    uses->lists |= (flow.neighbours && !c->transitive)
                   ? FAIMI_USES_NEIGHBOURS : 0;

    if (flow.their_neighbours || (flow.neighbours && c->transitive)) {
        faimi_uses_neighbours(c);
    }

    faimi_uses_members(c, flow.names);
    c->outputs |= uses->any_member;
    uses->bodies = (uses->bodies || c->outputs) && faimi_uses_lists(c);
}


/* Grows whenever more is collected. */
static size_t
faimi_uses_size(const faimi_collect_t *c)
{
    size_t  i, n;

    n = c->n + c->uses->lists + c->outputs;

    for (i = 0; i < c->index->config->ngroups; i++) {
        n += c->uses->groups[i];
    }

    return n;
}


static void
faimi_uses_begin(faimi_collect_t *c)
{
    c->n = 0;
    c->seen = faimi_map_create(c->arena);
    c->b = faimi_buf_create(c->arena, SIZE_MAX);
    c->uses->dynamic = false;
    c->page = c->own;
    faimi_collect_own(c);
    faimi_collect_layouts(c);
}


/* The templates of pages within, and of those that these list; from the
 * beginning each time, until no list is new.  There are as many rounds as
 * collections and lists, at most. */
static void
faimi_uses_transitive(faimi_collect_t *c)
{
    size_t     i, before, after;
    bool      *groups;
    unsigned   lists;

    c->transitive = true;
    groups = faimi_alloc(c->arena, c->index->config->ngroups * sizeof(bool));
    after = 0;

    do {
        before = after;
        lists = c->uses->lists;

        for (i = 0; i < c->index->config->ngroups; i++) {
            groups[i] = c->uses->groups[i];
        }

        faimi_uses_begin(c);
        faimi_listing_each(c->own, lists, groups, faimi_collect_within, c);
        faimi_uses_flow(c);
        after = faimi_uses_size(c);
    } while (after != before);

    c->uses->any_member = true;
}


static faimi_map_t *
faimi_uses_keys(faimi_arena_t *arena, const faimi_map_t *map)
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


/* A copy in the cache: references point into templates, which may be parsed
 * anew while it holds. */
static const faimi_uses_t *
faimi_uses_keep(faimi_deps_t *deps, const faimi_collect_t *c,
    faimi_slice_t name)
{
    size_t          i, n;
    faimi_uses_t   *copy;
    faimi_arena_t  *arena;

    arena = deps->arena;
    n = c->index->config->ngroups;
    copy = faimi_alloc(arena, sizeof(faimi_uses_t));
    *copy = *c->uses;
    copy->groups = faimi_alloc(arena, n * sizeof(bool));
    memcpy(copy->groups, c->uses->groups, n * sizeof(bool));
    copy->members = faimi_alloc(arena, copy->nmembers * sizeof(faimi_slice_t));

    for (i = 0; i < copy->nmembers; i++) {
        copy->members[i] = faimi_arena_copy(arena, c->uses->members[i]);
    }

    copy->data = faimi_uses_keys(arena, c->uses->data);
    copy->links = faimi_uses_keys(arena, c->uses->links);
    faimi_cache_put(deps, name, FAIMI_V_OBJECT(NULL, copy));

    return copy;
}


/* A name that pages with the same templates have in common. */
static faimi_slice_t
faimi_uses_name(const faimi_deps_t *deps, const faimi_page_t *page)
{
    size_t                 n;
    faimi_buf_t           *b;
    faimi_layout_ref_t     refs[FAIMI_MAX_LAYOUT_DEPTH];
    const faimi_parsed_t  *parsed;

    b = faimi_buf_create(deps->scratch, SIZE_MAX);
    parsed = (page->file != NULL) ? page->file->parsed : NULL;
    faimi_buf_printf(b, "uses %d %d %d %td ", (int) page->kind,
                     (int) page->made.builtin, parsed != NULL,
                     page->doc.group
                     ? page->doc.group - page->index->config->groups : -1);
    faimi_digest_part(b, page->layout);

    /* of one name, not all pages have a layout */
    n = faimi_view_layouts(page, refs);
    faimi_buf_printf(b, "%zu %d ", n, (n > 0 && refs[0].file == NULL)
                                      ? (int) refs[0].builtin : -1);

    if (parsed != NULL && parsed->template != NULL) {
        faimi_digest_add(b, &parsed->digest);
    }

    return faimi_buf_slice(b);
}


static faimi_uses_t *
faimi_uses_new(faimi_collect_t *c)
{
    faimi_uses_t   *uses;

    uses = faimi_alloc(c->arena, sizeof(faimi_uses_t));
    uses->groups = faimi_alloc(c->arena, c->index->config->ngroups
                                          * sizeof(bool));
    uses->data = faimi_map_create(c->arena);
    uses->links = faimi_map_create(c->arena);

    return uses;
}


static void
faimi_uses_find(faimi_collect_t *c, const faimi_deps_t *deps,
    const faimi_page_t *page)
{
    memset(c, 0, sizeof(faimi_collect_t));
    c->deps = deps;
    c->own = page;
    c->index = page->index;
    c->arena = deps->scratch;
    c->uses = faimi_uses_new(c);

    faimi_uses_begin(c);
    faimi_uses_flow(c);

    if (c->uses->bodies) {
        faimi_uses_transitive(c);
    }

    c->uses->templates = faimi_digest(deps->guard, faimi_buf_slice(c->b));
}


/* What is found of bodies holds until some body changes.  What is the page's
 * own, or relative to it, is of no use to others. */
const faimi_uses_t *
faimi_uses(faimi_deps_t *deps, const faimi_page_t *page)
{
    char                  generation[24];
    faimi_slice_t         name, name_bodies;
    faimi_collect_t       c;
    const faimi_value_t  *v;

    name = faimi_uses_name(deps, page);
    (void) snprintf(generation, sizeof(generation), "%llu",
                    (unsigned long long) deps->generation);
    name_bodies = faimi_cache_name(deps, generation, name);
    v = faimi_cache_get(deps, name);
    v = (v == NULL) ? faimi_cache_get(deps, name_bodies) : v;

    if (v != NULL) {
        return v->u.object.data;
    }

    faimi_uses_find(&c, deps, page);

    if (c.uses->relative
        || (c.uses->bodies
            && (c.uses->lists & (FAIMI_USES_PAGER | FAIMI_USES_NEIGHBOURS))
               != 0))
    {
        return c.uses;
    }

    return faimi_uses_keep(deps, &c, c.uses->bodies ? name_bodies : name);
}
