/*
 * A walk over the templates of a page and what they include, reference by
 * reference.  References were found when the templates were parsed; here each
 * of them becomes a flag, a name or a digest in faimi_uses_t.
 *
 * An include is walked once, however often it is named (`seen`), so the walk
 * is linear in the templates.  What the templates do with the pages that they
 * name is a question of data flow, asked afterwards over all of them
 * (faimi_uses.c).
 */

#include <stdlib.h>

#include "faimi_deps_int.h"


static void faimi_collect_template(faimi_collect_t *c,
    const faimi_template_t *template);


static bool
faimi_collect_is(faimi_slice_t s, const char *name)
{
    return faimi_slice_eq(s, faimi_slice_str(name));
}


static void
faimi_collect_groups(faimi_collect_t *c)
{
    size_t  i;

    for (i = 0; i < c->index->config->ngroups; i++) {
        c->uses->groups[i] = true;
    }
}


/* All of the site: for a variable whose name, or a member whose name, is
 * computed. */
static void
faimi_collect_site(faimi_collect_t *c)
{
    faimi_collect_groups(c);
    c->named = true;
    c->uses->lists |= FAIMI_USES_PAGES | FAIMI_USES_STATICS
                       | FAIMI_USES_SECTIONS;
    c->uses->all_data = true;
    c->uses->times = true;
    c->uses->clock = true;
    c->uses->github = true;
    c->uses->revision = true;
}


/* Members of `site` that list something: what, and the kind of
 * value that they are. */
static const struct {
    const char  *name;
    unsigned     lists;
    bool         posts;
    bool         groups;
    unsigned     kind;
} faimi_collect_lists[] = {
    { "categories", 0, true, false, FAIMI_VALUE_NAMED },
    { "collections", FAIMI_USES_STATICS, true, true, FAIMI_VALUE_GROUPS },
    { "documents", FAIMI_USES_STATICS, true, true, FAIMI_VALUE_LIST },
    { "html_pages", FAIMI_USES_PAGES, false, false, FAIMI_VALUE_LIST },
    { "pages", FAIMI_USES_PAGES, false, false, FAIMI_VALUE_LIST },
    { "posts", 0, true, false, FAIMI_VALUE_LIST },
    { "related_posts", FAIMI_USES_RELATED, false, false, FAIMI_VALUE_LIST },
    { "sections", FAIMI_USES_SECTIONS, false, false, FAIMI_VALUE_GROUPS },
    { "static_files", FAIMI_USES_STATICS, false, false, 0 },
    { "tags", 0, true, false, FAIMI_VALUE_NAMED }
};

#define FAIMI_COLLECT_LISTS \
    (sizeof(faimi_collect_lists) / sizeof(faimi_collect_lists[0]))


static void
faimi_collect_member(faimi_collect_t *c, faimi_slice_t member)
{
    size_t          i;
    faimi_uses_t  *uses;

    uses = c->uses;

    if (member.len == 0) {
        faimi_collect_site(c);
        return;
    }

    uses->clock |= faimi_collect_is(member, "time");
    uses->github |= faimi_collect_is(member, "github");

    for (i = 0; i < c->index->config->ngroups; i++) {
        uses->groups[i] |= faimi_slice_eq(c->index->config->groups[i].label,
                                           member);
    }

    for (i = 0; i < FAIMI_COLLECT_LISTS; i++) {
        if (!faimi_collect_is(member, faimi_collect_lists[i].name)) {
            continue;
        }

        uses->lists |= faimi_collect_lists[i].lists;
        uses->groups[0] |= faimi_collect_lists[i].posts;
        c->named |= faimi_collect_lists[i].kind == FAIMI_VALUE_NAMED;
        uses->times |= (faimi_collect_lists[i].lists & FAIMI_USES_STATICS)
                        != 0;

        if (faimi_collect_lists[i].groups) {
            faimi_collect_groups(c);
        }
    }
}


unsigned
faimi_collect_value_kind(void *data, faimi_slice_t member)
{
    size_t           i;
    faimi_collect_t  *c = data;

    if (member.len == 0) {
        return FAIMI_VALUE_ANY & ~FAIMI_VALUE_SELF;
    }

    for (i = 0; i < FAIMI_COLLECT_LISTS; i++) {
        if (faimi_collect_is(member, faimi_collect_lists[i].name)) {
            return faimi_collect_lists[i].kind;
        }
    }

    for (i = 0; i < c->index->config->ngroups; i++) {
        if (faimi_slice_eq(c->index->config->groups[i].label, member)) {
            return FAIMI_VALUE_LIST;
        }
    }

    return 0;
}


static void
faimi_collect_variable(faimi_collect_t *c, const faimi_reference_t *ref)
{
    /* a name that is computed: it may be any */
    if (ref->name.len == 0) {
        faimi_collect_site(c);

    } else if (faimi_collect_is(ref->name, "site")) {
        faimi_collect_member(c, ref->member);

    } else if (faimi_collect_is(ref->name, "paginator")) {
        c->uses->lists |= FAIMI_USES_PAGER;
        /* of a page within, it is another one's */
        c->uses->groups[0] |= c->transitive;
    }
}


/* An include that does not exist counts by its name: when its file appears,
 * the digest changes.  One that was never good counts by its `problem`, which
 * is the page's error, too. */
static void
faimi_collect_include(faimi_collect_t *c, const faimi_file_t *file,
    const faimi_error_t *problem, faimi_slice_t name)
{
    bool  shared;

    faimi_digest_part(c->b, name);

    if (file == NULL) {
        faimi_digest_part(c->b, (problem == NULL) ? FAIMI_EMPTY
                                : faimi_slice_str(problem->message));
        return;
    }

    faimi_digest_add(c->b, &file->parsed->digest);

    if (faimi_map_get(c->seen, file->name) == NULL
        && c->depth < FAIMI_MAX_INCLUDE_DEPTH)
    {
        faimi_map_set(c->arena, c->seen, file->name, FAIMI_V_NIL);
        shared = c->shared;
        c->shared = true;
        c->depth++;
        faimi_collect_template(c, file->parsed->template);
        c->depth--;
        c->shared = shared;
    }
}


static int
faimi_collect_cmp(const void *a, const void *b)
{
    return faimi_slice_cmp((*(faimi_file_t *const *) a)->name,
                           (*(faimi_file_t *const *) b)->name);
}


/* All files of a tree that can be included, in the order of their names: the
 * order of the table depends on the history of the process. */
static void
faimi_collect_all(faimi_collect_t *c, faimi_tree_id_t id)
{
    size_t                i, n, at;
    faimi_file_t         *file, **list;
    const faimi_files_t  *files;

    n = 0;
    files = c->deps->input->files;
    list = faimi_alloc(c->arena, (faimi_files_count(files, id) + 1)
                                 * sizeof(faimi_file_t *));

    for (at = 0; (file = faimi_files_next(files, id, &at)) != NULL; ) {
        if (file->where.kind == FAIMI_FILE_INCLUDES
            && (file->parsed != NULL || file->problem != NULL))
        {
            list[n++] = file;
        }
    }

    qsort(list, n, sizeof(faimi_file_t *), faimi_collect_cmp);

    for (i = 0; i < n; i++) {
        faimi_collect_include(c, (list[i]->parsed != NULL) ? list[i] : NULL,
                              list[i]->problem, list[i]->name);
    }
}


static void
faimi_collect_dynamic(faimi_collect_t *c)
{
    if (!c->uses->dynamic) {
        c->uses->dynamic = true;
        faimi_collect_all(c, FAIMI_TREE_SITE);
        faimi_collect_all(c, FAIMI_TREE_THEME);
        faimi_collect_all(c, FAIMI_TREE_RELATIVE);
    }
}


/* include_relative means another file for each page.  In an include or layout
 * that pages within the page use as well, it may mean any. */
static void
faimi_collect_relative(faimi_collect_t *c, faimi_slice_t name)
{
    c->uses->relative = true;

    if (c->transitive && c->shared) {
        faimi_collect_all(c, FAIMI_TREE_RELATIVE);

    } else {
        faimi_collect_include(c,
            faimi_view_relative(c->deps->input, c->page, name),
            faimi_view_relative_problem(c->deps->input, c->page, name), name);
    }
}


/* What the template that stands for a tag looks at. */
static void
faimi_collect_tag(faimi_collect_t *c, faimi_slice_t name)
{
    const faimi_template_t  *template;

    template = faimi_builtins_tag(c->deps->input->builtins, name);

    if (template != NULL && faimi_map_get(c->seen, name) == NULL) {
        faimi_map_set(c->arena, c->seen, name, FAIMI_V_NIL);
        faimi_collect_template(c, template);
    }
}


static void
faimi_collect_link(faimi_collect_t *c, faimi_slice_t name)
{
    if (name.len == 0) {
        c->uses->urls = true;

    } else {
        faimi_map_set(c->arena, c->uses->links, name, FAIMI_V_NIL);
    }
}


static void
faimi_collect_data(faimi_collect_t *c, faimi_slice_t name)
{
    if (name.len == 0) {
        c->uses->all_data = true;

    } else {
        faimi_map_set(c->arena, c->uses->data, name, FAIMI_V_NIL);
    }
}


/* One reference.  A kind without a case here would be a page that goes stale:
 * the switch has no default, so the compiler names what is missing. */
static void
faimi_collect_ref(faimi_collect_t *c, const faimi_reference_t *ref)
{
    switch (ref->kind) {
    case FAIMI_REF_INCLUDE:
        faimi_collect_include(c,
            faimi_view_include(c->deps->input, c->index->config, ref->name),
            faimi_view_include_problem(c->deps->input, c->index->config,
                                       ref->name), ref->name);
        break;
    case FAIMI_REF_RELATIVE:
        faimi_collect_relative(c, ref->name);
        break;
    case FAIMI_REF_DYNAMIC:
        faimi_collect_dynamic(c);
        break;
    case FAIMI_REF_LINK:
        faimi_collect_link(c, ref->name);
        break;
    case FAIMI_REF_TAG:
        faimi_collect_tag(c, ref->name);
        break;
    case FAIMI_REF_VARIABLE:
        faimi_collect_variable(c, ref);
        break;
    case FAIMI_REF_DATA:
        faimi_collect_data(c, ref->name);
        break;
    case FAIMI_REF_MEMBER:
        c->uses->times |= faimi_collect_is(ref->name, "modified_time");
        /* without a name it is computed */
        c->uses->revision |= ref->name.len == 0
                             || faimi_collect_is(ref->name, "build_revision");
        break;
    case FAIMI_REF_CLOCK:
        c->uses->clock = true;
        break;
    case FAIMI_REF_DATED:
        c->uses->dated = true;
        break;
    case FAIMI_REF_FILTER:
        c->uses->sass |= faimi_collect_is(ref->name, "scssify")
                         || faimi_collect_is(ref->name, "sassify");
        break;
    }
}


static void
faimi_collect_template(faimi_collect_t *c, const faimi_template_t *template)
{
    size_t                    i, n;
    const faimi_reference_t  *refs;

    if (template == NULL) {
        return;
    }

    if (c->n == c->cap) {
        c->templates = faimi_arena_grow(c->arena, c->templates, c->n, &c->cap,
                                        sizeof(faimi_template_t *));
    }

    c->templates[c->n++] = template;
    refs = faimi_liquid_references(template, &n);

    for (i = 0; i < n; i++) {
        faimi_collect_ref(c, &refs[i]);
    }
}


static void
faimi_collect_builtin(faimi_collect_t *c, faimi_builtin_t builtin)
{
    faimi_slice_t  text;

    text = faimi_builtins_text(builtin);

    if (faimi_map_get(c->seen, text) == NULL) {
        faimi_map_set(c->arena, c->seen, text, FAIMI_V_NIL);
        faimi_digest_part(c->b, text);
        faimi_collect_template(c, faimi_builtins_get(c->deps->input->builtins,
                                                     builtin));
    }
}


void
faimi_collect_layouts(faimi_collect_t *c)
{
    bool                shared;
    size_t              i, n;
    faimi_layout_ref_t  refs[FAIMI_MAX_LAYOUT_DEPTH];

    n = faimi_view_layouts(c->page, refs);
    shared = c->shared;
    c->shared = true;

    for (i = 0; i < n; i++) {
        if (refs[i].file == NULL) {
            faimi_digest_part(c->b, refs[i].name);
            faimi_collect_builtin(c, refs[i].builtin);

        } else if (faimi_map_get(c->seen, refs[i].file->name) == NULL) {
            faimi_map_set(c->arena, c->seen, refs[i].file->name, FAIMI_V_NIL);
            faimi_digest_part(c->b, refs[i].name);
            /* a section without a layout of its own has the default one */
            faimi_digest_part(c->b, refs[i].file->name);
            faimi_digest_add(c->b, &refs[i].file->parsed->digest);
            faimi_collect_template(c, refs[i].file->parsed->template);
        }
    }

    c->shared = shared;
}


void
faimi_collect_own(faimi_collect_t *c)
{
    const faimi_page_t  *page;

    page = c->page;

    if (page->file != NULL) {
        if (page->file->parsed != NULL) {
            faimi_collect_template(c, page->file->parsed->template);
        }

    } else if (page->made.builtin != FAIMI_BUILTINS) {
        faimi_collect_builtin(c, page->made.builtin);

    } else {
        /* written by code, which may look at any front matter */
        faimi_collect_groups(c);
        c->uses->lists |= FAIMI_USES_PAGES;
        c->uses->any_member = true;
    }
}


/* A page that is shown within the page (faimi_view.c): its templates count
 * like the page's own. */
void
faimi_collect_within(void *data, const faimi_page_t *page)
{
    faimi_collect_t  *c = data;

    /* of the page itself, too: what is found is remembered for others, which
     * may show it */
    c->uses->urls |= page->body.stripped
                      || (page->file != NULL && page->file->parsed != NULL
                          && page->file->parsed->links);

    if (page == c->own) {
        return;
    }

    c->page = page;
    faimi_collect_own(c);

    if (c->outputs) {
        faimi_collect_layouts(c);
    }
}
