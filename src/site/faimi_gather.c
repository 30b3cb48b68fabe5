/*
 * A walk over templates and what they include, reference by reference.
 */

#include <stdlib.h>

#include "faimi_gather.h"
#include "faimi_partials.h"


static void faimi_gather_template(faimi_gather_t *g,
    const faimi_template_t *template);


static bool
faimi_gather_is(faimi_slice_t s, const char *name)
{
    return faimi_slice_eq(s, faimi_slice_str(name));
}


void
faimi_gather_groups(faimi_gather_t *g)
{
    size_t  i;

    for (i = 0; i < g->index->config->ngroups; i++) {
        g->needs->groups[i] = true;
    }
}


static void
faimi_gather_site(faimi_gather_t *g)
{
    faimi_gather_groups(g);
    g->named = true;
    g->needs->lists |= FAIMI_NEED_PAGES | FAIMI_NEED_STATICS
                       | FAIMI_NEED_SECTIONS;
    g->needs->all_data = true;
    g->needs->times = true;
    g->needs->clock = true;
}


/* Members of `site` that list something: what, and their shape. */
static const struct {
    const char  *name;
    unsigned     lists;
    bool         posts;
    bool         groups;
    unsigned     shape;
} faimi_gather_lists[] = {
    { "categories", 0, true, false, FAIMI_SHAPE_NAMED },
    { "collections", FAIMI_NEED_STATICS, true, true, FAIMI_SHAPE_GROUPS },
    { "documents", FAIMI_NEED_STATICS, true, true, FAIMI_SHAPE_LIST },
    { "html_pages", FAIMI_NEED_PAGES, false, false, FAIMI_SHAPE_LIST },
    { "pages", FAIMI_NEED_PAGES, false, false, FAIMI_SHAPE_LIST },
    { "posts", 0, true, false, FAIMI_SHAPE_LIST },
    { "related_posts", FAIMI_NEED_RELATED, false, false, FAIMI_SHAPE_LIST },
    { "sections", FAIMI_NEED_SECTIONS, false, false, FAIMI_SHAPE_GROUPS },
    { "static_files", FAIMI_NEED_STATICS, false, false, 0 },
    { "tags", 0, true, false, FAIMI_SHAPE_NAMED }
};

#define FAIMI_GATHER_LISTS \
    (sizeof(faimi_gather_lists) / sizeof(faimi_gather_lists[0]))


static void
faimi_gather_member(faimi_gather_t *g, faimi_slice_t member)
{
    size_t          i;
    faimi_needs_t  *needs;

    needs = g->needs;

    if (member.len == 0) {
        faimi_gather_site(g);
        return;
    }

    needs->clock |= faimi_gather_is(member, "time");

    for (i = 0; i < g->index->config->ngroups; i++) {
        needs->groups[i] |= faimi_slice_eq(g->index->config->groups[i].label,
                                           member);
    }

    for (i = 0; i < FAIMI_GATHER_LISTS; i++) {
        if (!faimi_gather_is(member, faimi_gather_lists[i].name)) {
            continue;
        }

        needs->lists |= faimi_gather_lists[i].lists;
        needs->groups[0] |= faimi_gather_lists[i].posts;
        g->named |= faimi_gather_lists[i].shape == FAIMI_SHAPE_NAMED;
        needs->times |= (faimi_gather_lists[i].lists & FAIMI_NEED_STATICS)
                        != 0;

        if (faimi_gather_lists[i].groups) {
            faimi_gather_groups(g);
        }
    }
}


unsigned
faimi_gather_shape(void *data, faimi_slice_t member)
{
    size_t           i;
    faimi_gather_t  *g = data;

    if (member.len == 0) {
        return FAIMI_SHAPE_ANY & ~FAIMI_SHAPE_SELF;
    }

    for (i = 0; i < FAIMI_GATHER_LISTS; i++) {
        if (faimi_gather_is(member, faimi_gather_lists[i].name)) {
            return faimi_gather_lists[i].shape;
        }
    }

    for (i = 0; i < g->index->config->ngroups; i++) {
        if (faimi_slice_eq(g->index->config->groups[i].label, member)) {
            return FAIMI_SHAPE_LIST;
        }
    }

    return 0;
}


static void
faimi_gather_variable(faimi_gather_t *g, const faimi_ref_t *ref)
{
    /* a name that is computed: it may be any */
    if (ref->name.len == 0) {
        faimi_gather_site(g);

    } else if (faimi_gather_is(ref->name, "site")) {
        faimi_gather_member(g, ref->member);

    } else if (faimi_gather_is(ref->name, "paginator")) {
        g->needs->lists |= FAIMI_NEED_PAGER;
        /* of a page within, it is another one's */
        g->needs->groups[0] |= g->deep;
    }
}


static void
faimi_gather_include(faimi_gather_t *g, const faimi_file_t *file,
    faimi_slice_t name)
{
    bool  shared;

    faimi_digest_part(g->b, name);

    if (file == NULL) {
        return;
    }

    faimi_digest_add(g->b, &file->form->digest);

    if (faimi_map_get(g->seen, file->name) == NULL
        && g->depth < FAIMI_MAX_INCLUDE_DEPTH)
    {
        faimi_map_set(g->arena, g->seen, file->name, FAIMI_V_NIL);
        shared = g->shared;
        g->shared = true;
        g->depth++;
        faimi_gather_template(g, file->form->template);
        g->depth--;
        g->shared = shared;
    }
}


static int
faimi_gather_cmp(const void *a, const void *b)
{
    return faimi_slice_cmp((*(faimi_file_t *const *) a)->name,
                           (*(faimi_file_t *const *) b)->name);
}


/* All files that can be included, of the trees of partials too. */
static void
faimi_gather_all(faimi_gather_t *g, const faimi_tree_t *tree)
{
    size_t          i, n;
    faimi_file_t  **files;

    files = faimi_alloc(g->arena, (tree->n + 1) * sizeof(faimi_file_t *));

    for (i = 0, n = 0; i < tree->nslots; i++) {
        if (tree->slots[i] != NULL && tree->slots[i]->form != NULL
            && tree->slots[i]->where.place == FAIMI_PLACE_INCLUDES)
        {
            files[n++] = tree->slots[i];
        }
    }

    qsort(files, n, sizeof(faimi_file_t *), faimi_gather_cmp);

    for (i = 0; i < n; i++) {
        faimi_gather_include(g, files[i], files[i]->name);
    }
}


static void
faimi_gather_dynamic(faimi_gather_t *g)
{
    if (!g->needs->dynamic) {
        g->needs->dynamic = true;
        faimi_gather_all(g, &g->index->site->tree);
        faimi_gather_all(g, &g->index->site->theme);
        faimi_gather_all(g, &g->index->site->partials);
    }
}


/* Where the same include stands in several pages, it means other files. */
static void
faimi_gather_relative(faimi_gather_t *g, faimi_slice_t name)
{
    g->needs->beside = true;

    if (g->deep && g->shared) {
        faimi_gather_all(g, &g->index->site->partials);

    } else {
        faimi_gather_include(g, faimi_partials_find(g->page, name), name);
    }
}


/* What the template that stands for a tag looks at. */
static void
faimi_gather_tag(faimi_gather_t *g, faimi_slice_t name)
{
    const faimi_template_t  *template;

    template = faimi_tag_template(g->index->site, name);

    if (template != NULL && faimi_map_get(g->seen, name) == NULL) {
        faimi_map_set(g->arena, g->seen, name, FAIMI_V_NIL);
        faimi_gather_template(g, template);
    }
}


static void
faimi_gather_link(faimi_gather_t *g, faimi_slice_t name)
{
    if (name.len == 0) {
        g->needs->urls = true;

    } else {
        faimi_map_set(g->arena, g->needs->links, name, FAIMI_V_NIL);
    }
}


static void
faimi_gather_data(faimi_gather_t *g, faimi_slice_t name)
{
    if (name.len == 0) {
        g->needs->all_data = true;

    } else {
        faimi_map_set(g->arena, g->needs->data, name, FAIMI_V_NIL);
    }
}


static void
faimi_gather_ref(faimi_gather_t *g, const faimi_ref_t *ref)
{
    switch (ref->kind) {
    case FAIMI_REF_INCLUDE:
        faimi_gather_include(g, faimi_include_find(g->index, ref->name),
                             ref->name);
        break;
    case FAIMI_REF_RELATIVE:
        faimi_gather_relative(g, ref->name);
        break;
    case FAIMI_REF_DYNAMIC:
        faimi_gather_dynamic(g);
        break;
    case FAIMI_REF_LINK:
        faimi_gather_link(g, ref->name);
        break;
    case FAIMI_REF_TAG:
        faimi_gather_tag(g, ref->name);
        break;
    case FAIMI_REF_VARIABLE:
        faimi_gather_variable(g, ref);
        break;
    case FAIMI_REF_DATA:
        faimi_gather_data(g, ref->name);
        break;
    case FAIMI_REF_MEMBER:
        g->needs->times |= faimi_gather_is(ref->name, "modified_time");
        break;
    case FAIMI_REF_CLOCK:
        g->needs->clock = true;
        break;
    case FAIMI_REF_DATED:
        g->needs->dated = true;
        break;
    case FAIMI_REF_FILTER:
        break;
    }
}


static void
faimi_gather_template(faimi_gather_t *g, const faimi_template_t *template)
{
    size_t              i, n;
    const faimi_ref_t  *refs;

    if (template == NULL) {
        return;
    }

    if (g->n == g->cap) {
        g->templates = faimi_arena_grow(g->arena, g->templates, g->n, &g->cap,
                                        sizeof(faimi_template_t *));
    }

    g->templates[g->n++] = template;
    refs = faimi_liquid_refs(template, &n);

    for (i = 0; i < n; i++) {
        faimi_gather_ref(g, &refs[i]);
    }
}


static void
faimi_gather_builtin(faimi_gather_t *g, faimi_builtin_t builtin)
{
    faimi_slice_t  text;

    text = faimi_slice_str(faimi_builtins[builtin]);

    if (faimi_map_get(g->seen, text) == NULL) {
        faimi_map_set(g->arena, g->seen, text, FAIMI_V_NIL);
        faimi_digest_part(g->b, text);
        faimi_gather_template(g, g->index->site->builtins[builtin]);
    }
}


void
faimi_gather_layouts(faimi_gather_t *g)
{
    bool                shared;
    size_t              i, n;
    faimi_layout_ref_t  refs[FAIMI_MAX_LAYOUT_DEPTH];

    n = faimi_page_layouts(g->page, refs);
    shared = g->shared;
    g->shared = true;

    for (i = 0; i < n; i++) {
        if (refs[i].file == NULL) {
            faimi_digest_part(g->b, refs[i].name);
            faimi_gather_builtin(g, refs[i].builtin);

        } else if (faimi_map_get(g->seen, refs[i].file->name) == NULL) {
            faimi_map_set(g->arena, g->seen, refs[i].file->name, FAIMI_V_NIL);
            faimi_digest_part(g->b, refs[i].name);
            /* a section without a layout of its own has the default one */
            faimi_digest_part(g->b, refs[i].file->name);
            faimi_digest_add(g->b, &refs[i].file->form->digest);
            faimi_gather_template(g, refs[i].file->form->template);
        }
    }

    g->shared = shared;
}


void
faimi_gather_own(faimi_gather_t *g)
{
    const faimi_page_t  *page;

    page = g->page;

    if (page->file != NULL) {
        if (page->file->form != NULL) {
            faimi_gather_template(g, page->file->form->template);
        }

    } else if (page->builtin != FAIMI_BUILTINS) {
        faimi_gather_builtin(g, page->builtin);

    } else {
        /* written by code, which may look at any front matter */
        faimi_gather_groups(g);
        g->needs->lists |= FAIMI_NEED_PAGES;
        g->needs->all = true;
    }
}


/* A page that is shown within the page: its own neighbours are any. */
void
faimi_gather_within(void *data, const faimi_page_t *page)
{
    faimi_gather_t  *g = data;

    /* of the page itself, too: what is found is remembered for others, which
     * may show it */
    g->needs->urls |= page->stripped
                      || (page->file != NULL && page->file->form != NULL
                          && page->file->form->links);

    if (page == g->own) {
        return;
    }

    g->page = page;
    faimi_gather_own(g);

    if (g->outputs) {
        faimi_gather_layouts(g);
    }
}
