/*
 * A walk over templates and what they include, reference by reference.
 */

#include <stdlib.h>

#include "faimi_builtin.h"
#include "faimi_collect.h"


static void faimi_collect_template(faimi_collect_t *g,
    const faimi_template_t *template);


static bool
faimi_collect_is(faimi_slice_t s, const char *name)
{
    return faimi_slice_eq(s, faimi_slice_str(name));
}


static void
faimi_collect_groups(faimi_collect_t *g)
{
    size_t  i;

    for (i = 0; i < g->index->config->ngroups; i++) {
        g->needs->groups[i] = true;
    }
}


static void
faimi_collect_site(faimi_collect_t *g)
{
    faimi_collect_groups(g);
    g->named = true;
    g->needs->lists |= FAIMI_DEP_PAGES | FAIMI_DEP_STATICS
                       | FAIMI_DEP_SECTIONS;
    g->needs->all_data = true;
    g->needs->times = true;
    g->needs->clock = true;
}


/* Members of `site` that list something: what, and their kind. */
static const struct {
    const char  *name;
    unsigned     lists;
    bool         posts;
    bool         groups;
    unsigned     kind;
} faimi_collect_lists[] = {
    { "categories", 0, true, false, FAIMI_VALUE_NAMED },
    { "collections", FAIMI_DEP_STATICS, true, true, FAIMI_VALUE_GROUPS },
    { "documents", FAIMI_DEP_STATICS, true, true, FAIMI_VALUE_LIST },
    { "html_pages", FAIMI_DEP_PAGES, false, false, FAIMI_VALUE_LIST },
    { "pages", FAIMI_DEP_PAGES, false, false, FAIMI_VALUE_LIST },
    { "posts", 0, true, false, FAIMI_VALUE_LIST },
    { "related_posts", FAIMI_DEP_RELATED, false, false, FAIMI_VALUE_LIST },
    { "sections", FAIMI_DEP_SECTIONS, false, false, FAIMI_VALUE_GROUPS },
    { "static_files", FAIMI_DEP_STATICS, false, false, 0 },
    { "tags", 0, true, false, FAIMI_VALUE_NAMED }
};

#define FAIMI_COLLECT_LISTS \
    (sizeof(faimi_collect_lists) / sizeof(faimi_collect_lists[0]))


static void
faimi_collect_member(faimi_collect_t *g, faimi_slice_t member)
{
    size_t         i;
    faimi_deps_t  *needs;

    needs = g->needs;

    if (member.len == 0) {
        faimi_collect_site(g);
        return;
    }

    needs->clock |= faimi_collect_is(member, "time");

    for (i = 0; i < g->index->config->ngroups; i++) {
        needs->groups[i] |= faimi_slice_eq(g->index->config->groups[i].label,
                                           member);
    }

    for (i = 0; i < FAIMI_COLLECT_LISTS; i++) {
        if (!faimi_collect_is(member, faimi_collect_lists[i].name)) {
            continue;
        }

        needs->lists |= faimi_collect_lists[i].lists;
        needs->groups[0] |= faimi_collect_lists[i].posts;
        g->named |= faimi_collect_lists[i].kind == FAIMI_VALUE_NAMED;
        needs->times |= (faimi_collect_lists[i].lists & FAIMI_DEP_STATICS)
                        != 0;

        if (faimi_collect_lists[i].groups) {
            faimi_collect_groups(g);
        }
    }
}


unsigned
faimi_collect_value_kind(void *data, faimi_slice_t member)
{
    size_t            i;
    faimi_collect_t  *g = data;

    if (member.len == 0) {
        return FAIMI_VALUE_ANY & ~FAIMI_VALUE_SELF;
    }

    for (i = 0; i < FAIMI_COLLECT_LISTS; i++) {
        if (faimi_collect_is(member, faimi_collect_lists[i].name)) {
            return faimi_collect_lists[i].kind;
        }
    }

    for (i = 0; i < g->index->config->ngroups; i++) {
        if (faimi_slice_eq(g->index->config->groups[i].label, member)) {
            return FAIMI_VALUE_LIST;
        }
    }

    return 0;
}


static void
faimi_collect_variable(faimi_collect_t *g, const faimi_reference_t *ref)
{
    /* a name that is computed: it may be any */
    if (ref->name.len == 0) {
        faimi_collect_site(g);

    } else if (faimi_collect_is(ref->name, "site")) {
        faimi_collect_member(g, ref->member);

    } else if (faimi_collect_is(ref->name, "paginator")) {
        g->needs->lists |= FAIMI_DEP_PAGER;
        /* of a page within, it is another one's */
        g->needs->groups[0] |= g->deep;
    }
}


static void
faimi_collect_include(faimi_collect_t *g, const faimi_file_t *file,
    faimi_slice_t name)
{
    bool  shared;

    faimi_digest_part(g->b, name);

    if (file == NULL) {
        return;
    }

    faimi_digest_add(g->b, &file->parsed->digest);

    if (faimi_map_get(g->seen, file->name) == NULL
        && g->depth < FAIMI_MAX_INCLUDE_DEPTH)
    {
        faimi_map_set(g->arena, g->seen, file->name, FAIMI_V_NIL);
        shared = g->shared;
        g->shared = true;
        g->depth++;
        faimi_collect_template(g, file->parsed->template);
        g->depth--;
        g->shared = shared;
    }
}


static int
faimi_collect_cmp(const void *a, const void *b)
{
    return faimi_slice_cmp((*(faimi_file_t *const *) a)->name,
                           (*(faimi_file_t *const *) b)->name);
}


/* All files of a tree that can be included. */
static void
faimi_collect_all(faimi_collect_t *g, faimi_tree_id_t id)
{
    size_t                i, n, at;
    faimi_file_t         *file, **list;
    const faimi_files_t  *files;

    files = g->index->site->files;
    list = faimi_alloc(g->arena, (faimi_files_count(files, id) + 1)
                                 * sizeof(faimi_file_t *));
    n = 0;

    for (at = 0; (file = faimi_files_next(files, id, &at)) != NULL; ) {
        if (file->parsed != NULL && file->where.kind == FAIMI_FILE_INCLUDES) {
            list[n++] = file;
        }
    }

    qsort(list, n, sizeof(faimi_file_t *), faimi_collect_cmp);

    for (i = 0; i < n; i++) {
        faimi_collect_include(g, list[i], list[i]->name);
    }
}


static void
faimi_collect_dynamic(faimi_collect_t *g)
{
    if (!g->needs->dynamic) {
        g->needs->dynamic = true;
        faimi_collect_all(g, FAIMI_TREE_SITE);
        faimi_collect_all(g, FAIMI_TREE_THEME);
        faimi_collect_all(g, FAIMI_TREE_RELATIVE);
    }
}


/* Where the same include stands in several pages, it means other files. */
static void
faimi_collect_relative(faimi_collect_t *g, faimi_slice_t name)
{
    g->needs->beside = true;

    if (g->deep && g->shared) {
        faimi_collect_all(g, FAIMI_TREE_RELATIVE);

    } else {
        faimi_collect_include(g, faimi_page_relative(g->page, name), name);
    }
}


/* What the template that stands for a tag looks at. */
static void
faimi_collect_tag(faimi_collect_t *g, faimi_slice_t name)
{
    const faimi_template_t  *template;

    template = faimi_tag_template(g->index->site, name);

    if (template != NULL && faimi_map_get(g->seen, name) == NULL) {
        faimi_map_set(g->arena, g->seen, name, FAIMI_V_NIL);
        faimi_collect_template(g, template);
    }
}


static void
faimi_collect_link(faimi_collect_t *g, faimi_slice_t name)
{
    if (name.len == 0) {
        g->needs->urls = true;

    } else {
        faimi_map_set(g->arena, g->needs->links, name, FAIMI_V_NIL);
    }
}


static void
faimi_collect_data(faimi_collect_t *g, faimi_slice_t name)
{
    if (name.len == 0) {
        g->needs->all_data = true;

    } else {
        faimi_map_set(g->arena, g->needs->data, name, FAIMI_V_NIL);
    }
}


static void
faimi_collect_ref(faimi_collect_t *g, const faimi_reference_t *ref)
{
    switch (ref->kind) {
    case FAIMI_REF_INCLUDE:
        faimi_collect_include(g, faimi_include_find(g->index, ref->name),
                             ref->name);
        break;
    case FAIMI_REF_RELATIVE:
        faimi_collect_relative(g, ref->name);
        break;
    case FAIMI_REF_DYNAMIC:
        faimi_collect_dynamic(g);
        break;
    case FAIMI_REF_LINK:
        faimi_collect_link(g, ref->name);
        break;
    case FAIMI_REF_TAG:
        faimi_collect_tag(g, ref->name);
        break;
    case FAIMI_REF_VARIABLE:
        faimi_collect_variable(g, ref);
        break;
    case FAIMI_REF_DATA:
        faimi_collect_data(g, ref->name);
        break;
    case FAIMI_REF_MEMBER:
        g->needs->times |= faimi_collect_is(ref->name, "modified_time");
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
faimi_collect_template(faimi_collect_t *g, const faimi_template_t *template)
{
    size_t                    i, n;
    const faimi_reference_t  *refs;

    if (template == NULL) {
        return;
    }

    if (g->n == g->cap) {
        g->templates = faimi_arena_grow(g->arena, g->templates, g->n, &g->cap,
                                        sizeof(faimi_template_t *));
    }

    g->templates[g->n++] = template;
    refs = faimi_liquid_references(template, &n);

    for (i = 0; i < n; i++) {
        faimi_collect_ref(g, &refs[i]);
    }
}


static void
faimi_collect_builtin(faimi_collect_t *g, faimi_builtin_t builtin)
{
    faimi_slice_t  text;

    text = faimi_slice_str(faimi_builtins[builtin]);

    if (faimi_map_get(g->seen, text) == NULL) {
        faimi_map_set(g->arena, g->seen, text, FAIMI_V_NIL);
        faimi_digest_part(g->b, text);
        faimi_collect_template(g, g->index->site->builtins[builtin]);
    }
}


void
faimi_collect_layouts(faimi_collect_t *g)
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
            faimi_collect_builtin(g, refs[i].builtin);

        } else if (faimi_map_get(g->seen, refs[i].file->name) == NULL) {
            faimi_map_set(g->arena, g->seen, refs[i].file->name, FAIMI_V_NIL);
            faimi_digest_part(g->b, refs[i].name);
            /* a section without a layout of its own has the default one */
            faimi_digest_part(g->b, refs[i].file->name);
            faimi_digest_add(g->b, &refs[i].file->parsed->digest);
            faimi_collect_template(g, refs[i].file->parsed->template);
        }
    }

    g->shared = shared;
}


void
faimi_collect_own(faimi_collect_t *g)
{
    const faimi_page_t  *page;

    page = g->page;

    if (page->file != NULL) {
        if (page->file->parsed != NULL) {
            faimi_collect_template(g, page->file->parsed->template);
        }

    } else if (page->made.builtin != FAIMI_BUILTINS) {
        faimi_collect_builtin(g, page->made.builtin);

    } else {
        /* written by code, which may look at any front matter */
        faimi_collect_groups(g);
        g->needs->lists |= FAIMI_DEP_PAGES;
        g->needs->all = true;
    }
}


/* A page that is shown within the page: its own neighbours are any. */
void
faimi_collect_within(void *data, const faimi_page_t *page)
{
    faimi_collect_t  *g = data;

    /* of the page itself, too: what is found is remembered for others, which
     * may show it */
    g->needs->urls |= page->body.stripped
                      || (page->file != NULL && page->file->parsed != NULL
                          && page->file->parsed->links);

    if (page == g->own) {
        return;
    }

    g->page = page;
    faimi_collect_own(g);

    if (g->outputs) {
        faimi_collect_layouts(g);
    }
}
