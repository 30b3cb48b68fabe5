/*
 * Which files are pages, documents and static files, and in which order
 * (jekyll/reader.rb).
 */

#include "faimi_build.h"
#include "faimi_order.h"
#include "faimi_sass.h"
#include "faimi_imports.h"


/* Posts that are dated ahead are not there yet; other documents are, but are
 * not written. */
static bool
faimi_index_is_ahead(faimi_build_t *build, faimi_page_t *page)
{
    if (!faimi_page_is_document(page) || build->config->publish.future
        || page->doc.date.sec <= build->time.sec)
    {
        return false;
    }

    faimi_build_until(build, page->doc.date.sec);

    return true;
}


void
faimi_index_page(faimi_build_t *build, faimi_file_t *file,
    faimi_slice_t permalink)
{
    size_t         i;
    bool           ahead;
    faimi_page_t  *page;

    if (faimi_imports_is_page(file->path) && faimi_sass_version() == NULL) {
        build->styleless = true;
        return;
    }

    faimi_arena_reset(build->tmp);
    page = faimi_page_create(build, file, permalink);
    ahead = faimi_index_is_ahead(build, page);

    if (page->doc.rejected || !faimi_page_is_published(build, page)
        || (ahead && page->kind == FAIMI_KIND_POST))
    {
        return;
    }

    if (page->doc.group == NULL) {
        /* a static 404.html is no page to templates */
        faimi_pages_push(build->arena,
                         (file->parsed != NULL && file->parsed->raw)
                         ? &build->index->made : &build->index->pages, page);
        return;
    }

    page->hidden = ahead || !page->doc.group->output;
    i = (size_t) (page->doc.group - build->config->groups);
    faimi_pages_push(build->arena, &build->index->groups[i], page);
}


/* limit_posts: the last ones. */
static void
faimi_index_limit(faimi_build_t *build)
{
    size_t          limit;
    faimi_pages_t  *posts;

    posts = &build->index->groups[0];
    limit = (size_t) build->config->publish.limit_posts;

    if (limit > 0 && posts->n > limit) {
        posts->items += posts->n - limit;
        posts->n = limit;
        posts->cap = limit;
    }
}


/* The list of a name; made where there is none. */
static faimi_pages_t *
faimi_index_name(faimi_build_t *build, faimi_map_t *map, faimi_value_t name)
{
    faimi_pages_t        *list;
    const faimi_value_t  *known;

    known = faimi_map_find(map, name);

    if (known != NULL) {
        return known->u.object.data;
    }

    list = faimi_alloc(build->arena, sizeof(faimi_pages_t));
    faimi_map_put(build->arena, map, name, FAIMI_V_OBJECT(NULL, list));

    return list;
}


/* Posts by the names that they have under a key: names in the order in which
 * they are met from the oldest on, posts the newest first (jekyll/site.rb,
 * post_attr_hash). */
static faimi_map_t *
faimi_index_named(faimi_build_t *build, const char *key)
{
    size_t                i, k;
    faimi_map_t          *map;
    faimi_value_t         v;
    const faimi_pages_t  *posts;

    map = faimi_map_create(build->arena);
    posts = &build->index->groups[0];

    for (i = 0; i < posts->n; i++) {
        v = faimi_map_at(posts->items[i]->data, key);

        for (k = 0; v.type == FAIMI_ARRAY && k < v.u.array->n; k++) {
            if (faimi_value_is_scalar(v.u.array->items[k])) {
                (void) faimi_index_name(build, map, v.u.array->items[k]);
            }
        }
    }

    for (i = posts->n; i-- > 0; /* the newest first */) {
        v = faimi_map_at(posts->items[i]->data, key);

        for (k = 0; v.type == FAIMI_ARRAY && k < v.u.array->n; k++) {
            if (faimi_value_is_scalar(v.u.array->items[k])) {
                faimi_pages_push(build->arena,
                                 faimi_index_name(build, map,
                                                  v.u.array->items[k]),
                                 posts->items[i]);
            }
        }
    }

    return map;
}


/* The places of pages and documents within their lists. */
static void
faimi_index_places(faimi_build_t *build)
{
    size_t          i, k;
    faimi_index_t  *index;

    index = build->index;

    for (k = 0; k < index->pages.n; k++) {
        index->pages.items[k]->place = k;
    }

    for (i = 0; i < build->config->ngroups; i++) {
        for (k = 0; k < index->groups[i].n; k++) {
            index->groups[i].items[k]->place = k;
        }
    }
}


/* What one file is: a README that waits for the other pages, a page, or a
 * static file.  A 404.html without front matter is a page that is not
 * rendered. */
static void
faimi_index_file(faimi_build_t *build, faimi_file_t *file,
    faimi_build_files_t *readmes)
{
    if (faimi_readme_is(build, file)) {
        readmes->items[readmes->n++] = file;

    } else if (file->rendered) {
        faimi_index_page(build, file,
                         (file->parsed != NULL && file->parsed->raw)
                         ? FAIMI_SLICE("/404.html") : FAIMI_EMPTY);

    } else if (file->tried) {
        build->index->statics[build->index->nstatics++] = file;
    }
}


void
faimi_index_pages(faimi_build_t *build, const faimi_build_files_t *files)
{
    size_t                i;
    faimi_index_t        *index;
    faimi_build_files_t   readmes;

    index = build->index;
    readmes.n = 0;
    readmes.items = faimi_alloc(build->arena, (files->n + 1)
                                              * sizeof(faimi_file_t *));
    index->groups = faimi_alloc(build->arena, build->config->ngroups
                                              * sizeof(faimi_pages_t));
    index->statics = faimi_alloc(build->arena, (files->n + 1)
                                               * sizeof(faimi_file_t *));

    for (i = 0; i < files->n; i++) {
        if (files->items[i]->where.kind >= FAIMI_FILE_PAGES
            && files->items[i]->where.kind <= FAIMI_FILE_DOCUMENTS)
        {
            faimi_index_file(build, files->items[i], &readmes);
        }
    }

    faimi_order_pages(&index->pages);
    faimi_readme_build(build, &readmes);
    faimi_order_statics(index->statics, index->nstatics);

    for (i = 0; i < build->config->ngroups; i++) {
        faimi_order_documents(build, &index->groups[i],
                              &build->config->groups[i]);
    }

    faimi_index_limit(build);
    index->tags = faimi_index_named(build, "tags");
    index->categories = faimi_index_named(build, "categories");
    faimi_paginate_build(build);
    faimi_index_places(build);
}
