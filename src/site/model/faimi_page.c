/*
 * One page or document out of its file: front matter over `defaults:`, title,
 * URL, layout (jekyll/page.rb, document.rb).  What only documents have is in
 * faimi_document.c.
 *
 * A page refers to its file, but not into what was parsed of it: that is freed
 * when the file changes, and the page of an edited body is still this one.
 */

#include "faimi_build.h"
#include "faimi_page_cache.h"
#include "faimi_permalink.h"
#include "faimi_imports.h"
#include "faimi_render.h"
#include "faimi_title.h"


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


faimi_slice_t
faimi_page_source(const faimi_page_t *page)
{
    return (page->file == NULL || page->file->parsed == NULL
            || page->body.blank) ? FAIMI_EMPTY : page->file->parsed->body;
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
faimi_page_own(faimi_build_t *build, const faimi_parsed_t *parsed)
{
    faimi_value_t  v;

    v = faimi_value_copy(build->arena, FAIMI_V_MAP(parsed->data));

    return faimi_tz_value(build->arena, build->config->tz, v).u.map;
}


static void
faimi_page_data(faimi_build_t *build, faimi_page_t *page)
{
    faimi_map_t     *defaults, *own;
    faimi_slice_t    type;
    faimi_parsed_t  *parsed;

    parsed = page->file->parsed;
    type = page->doc.group ? page->doc.group->label : FAIMI_SLICE("pages");
    own = (parsed == NULL) ? faimi_map_create(build->arena)
                           : faimi_page_own(build, parsed);
    defaults = faimi_config_defaults(build->config, build->arena, page->path,
                                     type);
    page->data = (defaults == NULL)
                 ? own : faimi_map_merge(build->arena, defaults, own);
}


/* Whether a heading gives the title: of pages that have none, and, if it is
 * asked for, of documents, whatever title they have. */
static bool
faimi_page_wants_heading(const faimi_build_t *build, const faimi_page_t *page)
{
    if (!page->body.markdown
        || faimi_config_off(build->config, "titles_from_headings", "enabled"))
    {
        return false;
    }

    return faimi_page_is_document(page)
           ? page->doc.group->output
             && faimi_config_on(build->config, "titles_from_headings",
                                "collections")
           : faimi_map_at(page->data, "title").type == FAIMI_NIL;
}


/* strip_title, of the page or of the configuration. */
static bool
faimi_page_wants_strip(const faimi_build_t *build, const faimi_page_t *page)
{
    return (faimi_map_get(page->data, FAIMI_SLICE("strip_title")) != NULL)
           ? faimi_map_true(page->data, "strip_title")
           : faimi_config_on(build->config, "titles_from_headings",
                             "strip_title");
}


/* redirect_to, or the first of its list: false where there is none.  An empty
 * text is the site's root (Redirectable#redirect_to, which asks whether it is
 * truthy).  Documents that are not written lead nowhere (docs_to_write). */
static bool
faimi_page_goal(faimi_build_t *build, const faimi_page_t *page,
    faimi_slice_t *goal)
{
    size_t          i, n;
    faimi_value_t   v;
    faimi_slice_t  *goals;

    v = faimi_map_at(page->data, "redirect_to");

    if (v.type == FAIMI_ARRAY) {
        for (i = 0; i < v.u.array->n
                    && v.u.array->items[i].type == FAIMI_NIL; i++) { /* - */ }

        v = (i < v.u.array->n) ? v.u.array->items[i] : FAIMI_V_NIL;
    }

    if (!faimi_value_truthy(v)
        || (page->doc.group != NULL && !page->doc.group->output))
    {
        return false;
    }

    goals = faimi_value_texts(build->arena, v, &n);
    *goal = (n > 0 && goals[0].len > 0) ? goals[0] : FAIMI_SLICE("/");

    return n > 0;
}


/* The title of Markdown that has none: its heading; and of Markdown without
 * front matter that has no heading either: its file's name.  A page that
 * redirects has no content when jekyll-titles-from-headings looks for one. */
static void
faimi_page_title(faimi_build_t *build, faimi_page_t *page)
{
    bool             wanted;
    faimi_slice_t    title, goal;
    faimi_parsed_t  *parsed;

    parsed = page->file->parsed;
    title = FAIMI_EMPTY;
    wanted = parsed != NULL && faimi_page_wants_heading(build, page)
             && !faimi_page_goal(build, page, &goal);

    if (wanted) {
        title = faimi_title_text(build->tmp, build->config, parsed->heading);
        page->body.stripped = faimi_page_wants_strip(build, page);
    }

    if (title.len == 0 && page->body.markdown && parsed != NULL
        && !parsed->matter
        && faimi_map_at(page->data, "title").type == FAIMI_NIL)
    {
        title = faimi_path_name(page->path);
        title.len -= faimi_path_ext(title).len;
        title = faimi_title_slug(build->tmp, title);
    }

    if (title.len > 0) {
        faimi_map_set(build->arena, page->data, FAIMI_SLICE("title"),
                      FAIMI_V_STRING(faimi_arena_copy(build->arena, title)));
    }

    page->title = faimi_map_text(build->arena, page->data, "title");
}


bool
faimi_page_is_published(const faimi_build_t *build, const faimi_page_t *page)
{
    const faimi_map_t    *data;
    const faimi_value_t  *v;

    if (build->config->publish.unpublished) {
        return true;
    }

    data = faimi_page_is_document(page) || page->file->parsed == NULL
           ? page->data : page->file->parsed->data;
    v = faimi_map_get(data, FAIMI_SLICE("published"));

    return v == NULL || faimi_value_truthy(*v);
}


/* The line of a file on which a permalink has the text `what`; 0: none, since
 * YAML can write it otherwise. */
static size_t
faimi_page_permalink_line(const faimi_parsed_t *parsed, faimi_slice_t what)
{
    size_t         at, line, column;
    faimi_slice_t  source;

    source = (parsed != NULL) ? parsed->source : FAIMI_EMPTY;
    at = faimi_slice_find(source, FAIMI_SLICE("permalink"), 0);
    at = faimi_slice_find(source, what, at);

    if (at == source.len) {
        return 0;
    }

    faimi_error_locate(source, at, &line, &column);

    return line;
}


/* A permalink with an unknown placeholder: one message for all documents that
 * have it, at the file in which it stands. */
static void
faimi_page_reject(faimi_build_t *build, faimi_page_t *page,
    faimi_slice_t unknown)
{
    faimi_slice_t          file, said;
    const faimi_file_t    *config;
    const faimi_parsed_t  *parsed;

    parsed = page->file->parsed;
    file = page->file->path;

    if (parsed == NULL || faimi_map_get(parsed->data,
                                        FAIMI_SLICE("permalink")) == NULL)
    {
        file = FAIMI_SLICE("_config.yml");
        config = faimi_files_find(build->input->files, FAIMI_TREE_SITE, file);
        parsed = (config != NULL) ? config->parsed : NULL;
    }

    said = faimi_arena_printf(build->index->arena, "%.*s %.*s",
                              FAIMI_FMT(file), FAIMI_FMT(unknown));
    page->doc.rejected = true;

    if (build->said == NULL) {
        build->said = faimi_map_create(build->index->arena);
    }

    if (faimi_map_get(build->said, said) == NULL) {
        faimi_map_set(build->index->arena, build->said, said, FAIMI_V_NIL);
        faimi_notes_problem_at(build->notes, file,
                               faimi_page_permalink_line(parsed, unknown),
                               "permalink: there is no placeholder %.*s; "
                               "documents with it are left out, %.*s first",
                               FAIMI_FMT(unknown), FAIMI_FMT(page->path));
    }
}


static void
faimi_page_urls(faimi_build_t *build, faimi_page_t *page,
    faimi_slice_t permalink)
{
    faimi_slice_t  unknown;

    unknown = faimi_permalink_page(build->tmp, build->config, page,
                                   permalink);

    if (unknown.len > 0) {
        faimi_page_reject(build, page, unknown);
    }

    page->url = faimi_arena_copy(build->arena, page->url);
    page->out.spelled = faimi_arena_copy(build->arena, page->out.spelled);
    page->out.file = faimi_arena_copy(build->arena, page->out.file);
    page->out.ext = faimi_arena_copy(build->arena, page->out.ext);
}


/* What jekyll-redirect-from makes of a page with redirect_to: it has no
 * content, and the layout `redirect`.  Where the site has that layout the page
 * is rendered with it; else it is a redirect (faimi_outputs.c). */
static bool
faimi_page_redirect(faimi_build_t *build, faimi_page_t *page)
{
    faimi_map_t         *redirect;
    faimi_slice_t        to;
    faimi_render_env_t   env;

    if (!faimi_page_goal(build, page, &page->redirect)) {
        return false;
    }

    memset(&env, 0, sizeof(env));
    env.url = build->config->url;
    env.baseurl = build->config->baseurl;
    to = page->redirect;

    if (!faimi_slice_starts(to, FAIMI_SLICE("http://"))
        && !faimi_slice_starts(to, FAIMI_SLICE("https://")))
    {
        to = faimi_render_absolute_url(build->arena, &env, to);
    }

    redirect = faimi_map_create(build->arena);
    faimi_map_set(build->arena, redirect, FAIMI_SLICE("from"),
                  FAIMI_V_STRING(page->url));
    faimi_map_set(build->arena, redirect, FAIMI_SLICE("to"),
                  FAIMI_V_STRING(to));
    faimi_made_set(build, page, "permalink", FAIMI_V_STRING(page->url));
    faimi_made_set(build, page, "redirect", FAIMI_V_MAP(redirect));
    faimi_made_set(build, page, "sitemap", FAIMI_V_BOOL(false));
    faimi_made_set(build, page, "layout",
                   FAIMI_V_STRING(FAIMI_SLICE("redirect")));
    page->body.blank = true;
    page->layout = (faimi_index_layout(build->index, FAIMI_SLICE("redirect"))
                    == NULL) ? FAIMI_EMPTY : FAIMI_SLICE("redirect");

    return true;
}


/* jekyll-default-layout: for Markdown that names none, the first of these
 * that the site has. */
static faimi_slice_t
faimi_page_default_layout(const faimi_build_t *build,
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
        if (faimi_index_layout(build->index, names[i]) != NULL) {
            return names[i];
        }
    }

    return build->index->builtin ? names[2] : FAIMI_EMPTY;
}


static void
faimi_page_layout(faimi_build_t *build, faimi_page_t *page)
{
    faimi_slice_t  ext;

    ext = faimi_path_ext(page->path);
    /* copied: the text may be the parsed file's, which is replaced */
    page->layout = faimi_arena_copy(build->arena,
                                    faimi_page_text(build->tmp, page,
                                                    "layout"));

    if ((page->file->parsed != NULL && page->file->parsed->raw)
        || faimi_slice_eq(page->layout, FAIMI_SLICE("none"))
        || (page->doc.group != NULL
            && (faimi_slice_eq(ext, FAIMI_SLICE(".yml"))
                || faimi_slice_eq(ext, FAIMI_SLICE(".yaml"))))
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
            page->layout = faimi_page_default_layout(build, page);
            faimi_map_set(build->arena, page->data, FAIMI_SLICE("layout"),
                          (page->layout.len > 0)
                          ? FAIMI_V_STRING(page->layout) : FAIMI_V_NIL);
        }

    } else if (!build->index->builtin && !build->input->themeless
               && faimi_index_layout(build->index, page->layout) == NULL)
    {
        faimi_notes_problem(build->notes, page->file->path, "there is no "
                            "layout `%.*s`; the page is shown without",
                            FAIMI_FMT(page->layout));
    }
}


/* The path as Jekyll names it: of documents, from collections_dir on. */
static faimi_slice_t
faimi_page_path(const faimi_build_t *build, const faimi_file_t *file)
{
    size_t  n;

    n = build->config->folders.collections.len;

    return (file->where.group != NULL && n > 0)
           ? faimi_slice_sub(file->path, n + 1, file->path.len) : file->path;
}


faimi_page_t *
faimi_page_new(faimi_build_t *build, faimi_kind_t kind,
    faimi_builtin_t builtin)
{
    faimi_page_t  *page;

    page = faimi_alloc(build->arena, sizeof(faimi_page_t));
    page->index = build->index;
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
faimi_page_kind(const faimi_build_t *build, const faimi_file_t *file)
{
    if (file->where.group == NULL) {
        return FAIMI_KIND_PAGE;
    }

    return (file->where.group == &build->config->groups[0])
           ? FAIMI_KIND_POST : FAIMI_KIND_DOCUMENT;
}


/* `permalink` goes before all others, if it is not "". */
static faimi_page_t *
faimi_page_make(faimi_build_t *build, faimi_file_t *file,
    faimi_slice_t permalink)
{
    faimi_page_t  *page;

    page = faimi_page_new(build, faimi_page_kind(build, file),
                          FAIMI_BUILTINS);
    page->file = file;
    page->path = faimi_page_path(build, file);
    page->doc.group = file->where.group;
    page->body.markdown = faimi_config_is_markdown(build->config, file->path);
    page->body.sass = faimi_imports_is_page(file->path);

    faimi_page_data(build, page);

    if (permalink.len > 0) {
        faimi_map_set(build->arena, page->data, FAIMI_SLICE("permalink"),
                      FAIMI_V_STRING(permalink));
    }

    if (faimi_page_is_document(page)) {
        faimi_document_build(build, page);
    }

    faimi_page_title(build, page);
    faimi_page_urls(build, page, (permalink.len > 0) ? permalink
                    : faimi_page_text(build->tmp, page, "permalink"));

    if (!faimi_page_redirect(build, page)) {
        faimi_page_layout(build, page);
    }

    return page;
}


/* Kept for later indexes is not what depends on the day or on the file's time,
 * nor what brings a problem with it, which each index has to note. */
faimi_page_t *
faimi_page_create(faimi_build_t *build, faimi_file_t *file,
    faimi_slice_t permalink)
{
    size_t         before, after;
    faimi_page_t  *page;

    page = (permalink.len > 0) ? NULL : faimi_page_cache_take(build, file);

    if (page != NULL) {
        return page;
    }

    (void) faimi_notes_problems(build->notes, &before);
    faimi_page_cache_enter(build);
    page = faimi_page_make(build, file, permalink);
    (void) faimi_notes_problems(build->notes, &after);

    return faimi_page_cache_leave(build, file, page,
                                  permalink.len == 0 && file->parsed != NULL
                                  && !page->doc.rejected
                                  && before == after
                                  && (page->doc.dated
                                      || !faimi_page_is_document(page)));
}


faimi_page_t *
faimi_page_elsewhere(faimi_build_t *build, const faimi_page_t *page,
    faimi_slice_t folder)
{
    faimi_page_t  *copy;

    copy = faimi_alloc(build->arena, sizeof(faimi_page_t));
    *copy = *page;
    copy->path = faimi_path_join(build->arena, folder,
                                 faimi_path_name(page->path));
    faimi_page_urls(build, copy, FAIMI_EMPTY);

    return copy;
}
