/*
 * Pages and documents out of the records of their files.
 */

#include "faimi_order.h"
#include "faimi_pages.h"
#include "faimi_permalink.h"
#include "faimi_page_cache.h"
#include "faimi_styles.h"
#include "faimi_title.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


void
faimi_pages_push(faimi_arena_t *arena, faimi_pages_t *list,
    faimi_page_t *page)
{
    if (list->n == list->cap) {
        list->items = faimi_arena_grow(arena, list->items, list->n,
                                       &list->cap, sizeof(faimi_page_t *));
    }

    list->items[list->n++] = page;
}


bool
faimi_page_is_document(const faimi_page_t *page)
{
    return page->kind == FAIMI_KIND_POST || page->kind == FAIMI_KIND_DOCUMENT;
}


/* What the page says itself, else what `defaults:` say.  A page's own nil
 * counts, a document's does not (page.rb and document.rb differ). */
static faimi_value_t
faimi_page_field(const faimi_page_t *page, const char *key)
{
    const faimi_value_t  *v;

    if (!faimi_page_is_document(page) && page->file->parsed != NULL) {
        v = faimi_map_get(page->file->parsed->data, faimi_slice_str(key));

        if (v != NULL) {
            return *v;
        }
    }

    return faimi_map_at(page->data, key);
}


static faimi_slice_t
faimi_page_text(faimi_arena_t *arena, const faimi_page_t *page,
    const char *key)
{
    faimi_value_t  v;

    v = faimi_page_field(page, key);

    return (v.type == FAIMI_NIL || v.type == FAIMI_ARRAY
            || v.type == FAIMI_MAP)
           ? FAIMI_EMPTY : faimi_value_slice(arena, v);
}


/* A page's own front matter: a copy, its times in the site's zone. */
static faimi_map_t *
faimi_page_own(faimi_index_t *index, const faimi_parsed_t *parsed)
{
    faimi_value_t  v;

    v = faimi_value_copy(index->arena, FAIMI_V_MAP(parsed->data));

    return faimi_tz_value(index->arena, index->config->tz, v).u.map;
}


static void
faimi_page_data(faimi_index_t *index, faimi_page_t *page)
{
    faimi_map_t    *defaults, *own;
    faimi_slice_t   type;
    faimi_parsed_t   *parsed;

    parsed = page->file->parsed;
    type = page->doc.group ? page->doc.group->label : FAIMI_SLICE("pages");
    own = (parsed == NULL) ? faimi_map_create(index->arena)
                           : faimi_page_own(index, parsed);
    defaults = faimi_config_defaults(index->config, index->arena, page->path,
                                     type);
    page->data = (defaults == NULL)
                 ? own : faimi_map_merge(index->arena, defaults, own);
}


/* Whether a heading gives the title: of pages that have none, and, if it is
 * asked for, of documents, whatever title they have. */
static bool
faimi_page_wants_heading(const faimi_index_t *index, const faimi_page_t *page)
{
    if (!page->body.markdown
        || faimi_config_off(index->config, "titles_from_headings", "enabled"))
    {
        return false;
    }

    return faimi_page_is_document(page)
           ? page->doc.group->output
             && faimi_config_on(index->config, "titles_from_headings",
                                "collections")
           : faimi_map_at(page->data, "title").type == FAIMI_NIL;
}


/* strip_title, of the page or of the configuration. */
static bool
faimi_page_wants_strip(const faimi_index_t *index, const faimi_page_t *page)
{
    return (faimi_map_get(page->data, FAIMI_SLICE("strip_title")) != NULL)
           ? faimi_map_true(page->data, "strip_title")
           : faimi_config_on(index->config, "titles_from_headings",
                             "strip_title");
}


/* The title of Markdown that has none: its heading; and of Markdown without
 * front matter that has no heading either: its file's name. */
static void
faimi_page_title(faimi_index_t *index, faimi_page_t *page)
{
    bool            wanted;
    faimi_parsed_t   *parsed;
    faimi_slice_t   title;

    parsed = page->file->parsed;
    title = FAIMI_EMPTY;
    wanted = parsed != NULL && faimi_page_wants_heading(index, page);

    if (wanted) {
        title = faimi_title_text(index->tmp, index->config, parsed->heading);
        page->body.stripped = faimi_page_wants_strip(index, page);
    }

    if (title.len == 0 && page->body.markdown && parsed != NULL
        && !parsed->matter
        && faimi_map_at(page->data, "title").type == FAIMI_NIL)
    {
        title = faimi_path_name(page->path);
        title.len -= faimi_path_ext(title).len;
        title = faimi_title_slug(index->tmp, title);
    }

    if (title.len > 0) {
        faimi_map_set(index->arena, page->data, FAIMI_SLICE("title"),
                      FAIMI_V_STRING(faimi_arena_copy(index->arena, title)));
    }

    page->title = faimi_map_text(index->arena, page->data, "title");
}


/* Whether the page is to be had at all. */
static bool
faimi_page_is_published(const faimi_index_t *index, const faimi_page_t *page)
{
    const faimi_map_t    *data;
    const faimi_value_t  *v;

    if (index->config->unpublished) {
        return true;
    }

    data = faimi_page_is_document(page) || page->file->parsed == NULL
           ? page->data : page->file->parsed->data;
    v = faimi_map_get(data, FAIMI_SLICE("published"));

    return v == NULL || faimi_value_truthy(*v);
}


static void
faimi_page_urls(faimi_index_t *index, faimi_page_t *page,
    faimi_slice_t permalink)
{
    permalink = (permalink.len > 0) ? permalink
                : faimi_page_text(index->tmp, page, "permalink");
    faimi_permalink_page(index->tmp, index->config, page, permalink);

    page->url = faimi_arena_copy(index->arena, page->url);
    page->out.spelled = faimi_arena_copy(index->arena, page->out.spelled);
    page->out.file = faimi_arena_copy(index->arena, page->out.file);
    page->out.ext = faimi_arena_copy(index->arena, page->out.ext);
}


static void
faimi_page_redirect(faimi_index_t *index, faimi_page_t *page)
{
    size_t          n;
    faimi_slice_t  *goals;

    goals = faimi_value_texts(index->arena,
                              faimi_map_at(page->data, "redirect_to"), &n);
    page->redirect = (n > 0) ? goals[0] : FAIMI_EMPTY;
}


/* jekyll-default-layout: for Markdown that names none, the first of these
 * that the site has. */
static faimi_slice_t
faimi_page_default_layout(const faimi_index_t *index,
    const faimi_page_t *page)
{
    size_t         i;
    faimi_slice_t  names[3];

    names[0] = faimi_slice_eq(page->url, FAIMI_SLICE("/"))
               ? FAIMI_SLICE("home") : FAIMI_EMPTY;
    names[1] = (page->kind == FAIMI_KIND_POST) ? FAIMI_SLICE("post")
                                               : FAIMI_SLICE("page");
    names[2] = FAIMI_SLICE("default");

    for (i = 0; i < 3; i++) {
        if (faimi_layout_find(index, names[i]) != NULL) {
            return names[i];
        }
    }

    return index->builtin ? names[2] : FAIMI_EMPTY;
}


static void
faimi_page_layout(faimi_index_t *index, faimi_page_t *page)
{
    faimi_slice_t  ext;

    ext = faimi_path_ext(page->path);
    /* copied: the text may be the parsed file's, which is replaced */
    page->layout = faimi_arena_copy(index->arena,
                                    faimi_page_text(index->tmp, page,
                                                    "layout"));

    if ((page->file->parsed != NULL && page->file->parsed->raw)
        || faimi_slice_eq(page->layout, FAIMI_SLICE("none"))
        || faimi_slice_eq(ext, FAIMI_SLICE(".scss"))
        || faimi_slice_eq(ext, FAIMI_SLICE(".sass"))
        || faimi_slice_eq(ext, FAIMI_SLICE(".coffee")))
    {
        page->layout = FAIMI_EMPTY;
        return;
    }

    if (page->layout.len == 0) {
        if (page->body.markdown && page->kind != FAIMI_KIND_DOCUMENT
            && faimi_map_get(page->data, FAIMI_SLICE("layout")) == NULL)
        {
            page->layout = faimi_page_default_layout(index, page);
            faimi_map_set(index->arena, page->data, FAIMI_SLICE("layout"),
                          (page->layout.len > 0)
                          ? FAIMI_V_STRING(page->layout) : FAIMI_V_NIL);
        }

    } else if (!index->builtin && !index->themeless
               && faimi_layout_find(index, page->layout) == NULL)
    {
        faimi_index_problem(index, page->file->path, "there is no layout "
                            "`%.*s`; the page is shown without",
                            FAIMI_FMT(page->layout));
    }
}


/* The path as Jekyll names it: of documents, from collections_dir on. */
static faimi_slice_t
faimi_page_path(const faimi_index_t *index, const faimi_file_t *file)
{
    size_t  n;

    n = index->config->collections_dir.len;

    return (file->where.group != NULL && n > 0)
           ? faimi_slice_sub(file->path, n + 1, file->path.len) : file->path;
}


faimi_page_t *
faimi_page_new(faimi_index_t *index, faimi_kind_t kind,
    faimi_builtin_t builtin)
{
    faimi_page_t  *page;

    page = faimi_alloc(index->arena, sizeof(faimi_page_t));
    page->site = index->site;
    page->index = index;
    page->kind = kind;
    page->made.builtin = builtin;
    page->path = FAIMI_EMPTY;
    page->title = FAIMI_EMPTY;
    page->layout = FAIMI_EMPTY;
    page->in.year = FAIMI_EMPTY;
    page->in.event = FAIMI_EMPTY;
    page->doc.slug = FAIMI_EMPTY;
    page->redirect = FAIMI_EMPTY;

    return page;
}


static faimi_kind_t
faimi_page_kind(const faimi_index_t *index, const faimi_file_t *file)
{
    if (file->where.group == NULL) {
        return FAIMI_KIND_PAGE;
    }

    return (file->where.group == &index->config->groups[0])
           ? FAIMI_KIND_POST : FAIMI_KIND_DOCUMENT;
}


/* `permalink` goes before all others, if it is not "". */
static faimi_page_t *
faimi_page_make(faimi_index_t *index, faimi_file_t *file,
    faimi_slice_t permalink)
{
    faimi_page_t  *page;

    page = faimi_page_new(index, faimi_page_kind(index, file),
                          FAIMI_BUILTINS);
    page->file = file;
    page->path = faimi_page_path(index, file);
    page->doc.group = file->where.group;
    page->body.markdown = faimi_config_is_markdown(index->config, file->path);
    page->body.sass = faimi_styles_is_page(file->path);

    faimi_page_data(index, page);

    if (permalink.len > 0) {
        faimi_map_set(index->arena, page->data, FAIMI_SLICE("permalink"),
                      FAIMI_V_STRING(permalink));
    }

    if (faimi_page_is_document(page)) {
        faimi_page_document(index, page);
    }

    faimi_page_title(index, page);
    faimi_page_urls(index, page, permalink);
    faimi_page_layout(index, page);
    faimi_page_redirect(index, page);

    return page;
}


/* The same, out of the stock if it can be: not what depends on the day or on
 * the file's time, nor what brings a problem with it. */
static faimi_page_t *
faimi_page_create(faimi_index_t *index, faimi_file_t *file,
    faimi_slice_t permalink)
{
    size_t         problems;
    faimi_page_t  *page;

    page = (permalink.len > 0) ? NULL : faimi_page_cache_take(index, file);

    if (page != NULL) {
        return page;
    }

    problems = index->problems.n;
    faimi_page_cache_enter(index);
    page = faimi_page_make(index, file, permalink);

    return faimi_page_cache_leave(index, file, page,
                             permalink.len == 0 && file->parsed != NULL
                             && problems == index->problems.n
                             && (page->doc.dated
                                 || !faimi_page_is_document(page)));
}


faimi_page_t *
faimi_page_elsewhere(faimi_index_t *index, const faimi_page_t *page,
    faimi_slice_t folder)
{
    faimi_page_t  *copy;

    copy = faimi_alloc(index->arena, sizeof(faimi_page_t));
    *copy = *page;
    copy->path = faimi_path_join(index->arena, folder,
                                 faimi_path_name(page->path));
    faimi_page_urls(index, copy, FAIMI_EMPTY);

    return copy;
}


/* Posts that are dated ahead are not there yet; other documents are, but are
 * not written. */
static bool
faimi_page_is_ahead(faimi_index_t *index, faimi_page_t *page)
{
    if (!faimi_page_is_document(page) || index->config->future
        || page->doc.date.sec <= faimi_index_time(index).sec)
    {
        return false;
    }

    faimi_index_due(index, page->doc.date.sec);

    return true;
}


static void
faimi_index_page(faimi_index_t *index, faimi_file_t *file,
    faimi_slice_t permalink)
{
    size_t         i;
    bool           ahead;
    faimi_page_t  *page;

    if (faimi_styles_is_page(file->path) && faimi_sass_version() == NULL) {
        index->styleless = true;
        return;
    }

    faimi_arena_reset(index->tmp);
    page = faimi_page_create(index, file, permalink);
    ahead = faimi_page_is_ahead(index, page);

    if (!faimi_page_is_published(index, page)
        || (ahead && page->kind == FAIMI_KIND_POST))
    {
        return;
    }

    if (page->doc.group == NULL) {
        /* a static 404.html is no page to templates */
        faimi_pages_push(index->arena,
                         (file->parsed != NULL && file->parsed->raw)
                         ? &index->made : &index->pages, page);
        return;
    }

    page->hidden = ahead || !page->doc.group->output;
    i = (size_t) (page->doc.group - index->config->groups);
    faimi_pages_push(index->arena, &index->groups[i], page);
}


/* limit_posts: the last ones. */
static void
faimi_index_limit(faimi_index_t *index)
{
    size_t          limit;
    faimi_pages_t  *posts;

    posts = &index->groups[0];
    limit = (size_t) index->config->limit_posts;

    if (limit > 0 && posts->n > limit) {
        posts->items += posts->n - limit;
        posts->n = limit;
        posts->cap = limit;
    }
}


/* jekyll-readme-index: a README without front matter may be the index of its
 * folder. */
static bool
faimi_index_is_readme(const faimi_index_t *index, const faimi_file_t *file)
{
    return file->where.kind == FAIMI_FILE_PAGES && file->rendered
           && file->parsed != NULL && !file->parsed->matter
           && faimi_publish_is_readme(index->config, file->path)
           && !faimi_publish_included(index->config, file->path, false);
}


/* Whether something is at the URL of a folder, "/a/", or at its index. */
static bool
faimi_index_has_index(const faimi_index_t *index, faimi_slice_t folder)
{
    size_t         i, k;
    faimi_slice_t  url, path;

    static const char  *const  names[] = {
        "", "index.html", "index.htm", "index.xhtml", "index.xml"
    };

    for (i = 0; i < index->pages.n + index->nstatics; i++) {
        path = (i < index->pages.n) ? index->pages.items[i]->url
               : faimi_arena_printf(index->tmp, "/%.*s",
                     FAIMI_FMT(index->statics[i - index->pages.n]->path));

        if (!faimi_slice_eq_ci(faimi_slice_sub(path, 0, folder.len), folder)) {
            continue;
        }

        url = faimi_slice_sub(path, folder.len, path.len);

        for (k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
            if (faimi_slice_eq_ci(url, faimi_slice_str(names[k]))) {
                return true;
            }
        }
    }

    return false;
}


static void
faimi_index_readme(faimi_index_t *index, faimi_file_t *file)
{
    faimi_slice_t  folder;

    folder = faimi_path_dir(file->path);
    folder = faimi_arena_printf(index->arena, "/%.*s%s", FAIMI_FMT(folder),
                                (folder.len > 0) ? "/" : "");

    if (faimi_index_has_index(index, folder)) {
        index->statics[index->nstatics++] = file;

    } else {
        faimi_index_page(index, file, folder);
    }
}


/* readme_index.with_frontmatter: pages, too; of the folder that their URL is
 * in. */
static void
faimi_index_readme_pages(faimi_index_t *index)
{
    size_t          i, end;
    faimi_page_t   *page;
    faimi_slice_t   folder;

    if (!faimi_config_on(index->config, "readme_index", "with_frontmatter")) {
        return;
    }

    for (i = 0; i < index->pages.n; i++) {
        page = index->pages.items[i];

        if (page->file->parsed == NULL || !page->file->parsed->matter
            || !faimi_publish_is_readme(index->config, page->path))
        {
            continue;
        }

        end = page->url.len - faimi_path_name(page->url).len;
        folder = faimi_slice_sub(page->url, 0, end);

        if (!faimi_index_has_index(index, folder)) {
            index->pages.items[i] = faimi_page_create(index, page->file,
                                                      folder);
        }
    }
}


void
faimi_index_pages(faimi_index_t *index, faimi_file_t **files, size_t n)
{
    size_t          i, k, nreadmes;
    faimi_file_t  **readmes;

    nreadmes = 0;
    readmes = faimi_alloc(index->arena, (n + 1) * sizeof(faimi_file_t *));
    index->groups = faimi_alloc(index->arena, index->config->ngroups
                                              * sizeof(faimi_pages_t));
    index->statics = faimi_alloc(index->arena,
                                 (n + 1) * sizeof(faimi_file_t *));

    for (i = 0; i < n; i++) {
        if (files[i]->where.kind < FAIMI_FILE_PAGES
            || files[i]->where.kind > FAIMI_FILE_DOCUMENTS)
        {
            continue;
        }

        if (faimi_index_is_readme(index, files[i])) {
            readmes[nreadmes++] = files[i];

        } else if (files[i]->rendered) {
            faimi_index_page(index, files[i],
                             (files[i]->parsed != NULL && files[i]->parsed->raw)
                             ? FAIMI_SLICE("/404.html") : FAIMI_EMPTY);

        } else if (files[i]->tried) {
            index->statics[index->nstatics++] = files[i];
        }
    }

    faimi_order_pages(&index->pages);

    for (i = 0; i < nreadmes; i++) {
        faimi_index_readme(index, readmes[i]);
    }

    faimi_index_readme_pages(index);

    faimi_order_statics(index->statics, index->nstatics);

    for (i = 0; i < index->config->ngroups; i++) {
        faimi_order_documents(index, &index->groups[i],
                              &index->config->groups[i]);
    }

    faimi_index_limit(index);
    faimi_index_paginate(index);

    for (k = 0; k < index->pages.n; k++) {
        index->pages.items[k]->place = k;
    }

    for (i = 0; i < index->config->ngroups; i++) {
        for (k = 0; k < index->groups[i].n; k++) {
            index->groups[i].items[k]->place = k;
        }
    }
}
