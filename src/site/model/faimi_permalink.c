/*
 * Permalinks (jekyll/url.rb, page.rb, document.rb, drops/url_drop.rb).
 *
 * A URL is a template whose placeholders are replaced, and is then sanitized.
 * The two kinds of pages differ in how: a document's placeholders are found
 * from left to right, each once, and one that is unknown is an error
 * (URL#generate_url_from_drop); a page's three are replaced one after the
 * other, and what is unknown stays (generate_url_from_hash).  What replaces a
 * placeholder is percent-encoded; the template itself is not, so that a
 * permalink of the front matter comes out as it was written.
 */

#include "faimi_case.h"
#include "faimi_permalink.h"
#include "faimi_slug.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


/* A document whose placeholders are replaced; memory is the arena's. */
typedef struct {
    faimi_arena_t         *arena;
    const faimi_config_t  *config;
    const faimi_page_t    *page;
    faimi_slice_t          unknown;   /* a placeholder that there is not, with
                                         its colon; "" */
} faimi_place_of_t;


/* What a placeholder stands for, not encoded; `arg` is of its row. */
typedef faimi_slice_t (*faimi_place_pt)(const faimi_place_of_t *p,
    const char *arg);

typedef struct {
    const char      *name;
    faimi_place_pt   fn;
    const char      *arg;
} faimi_placeholder_t;


/* File.basename(name, ".*") without dots at its end, which would hide the
 * ending that is put after it (Page#process). */
static faimi_slice_t
faimi_permalink_basename(faimi_slice_t path)
{
    faimi_slice_t  name;

    name = faimi_path_name(path);
    name.len -= faimi_path_ext(name).len;

    while (name.len > 0 && name.data[name.len - 1] == '.') {
        name.len--;
    }

    return name;
}


/* The path within the collection's folder, without its ending. */
static faimi_slice_t
faimi_place_path(const faimi_place_of_t *p, const char *arg)
{
    size_t         at;
    faimi_slice_t  path, folder;

    (void) arg;
    path = p->page->path;
    path.len -= faimi_path_ext(path).len;
    folder = faimi_arena_printf(p->arena, "_%.*s",
                                FAIMI_FMT(p->page->doc.group->label));
    at = faimi_slice_find(path, folder, 0);

    if (at < path.len) {
        path = faimi_arena_printf(p->arena, "%.*s%.*s", (int) at, path.data,
                   FAIMI_FMT(faimi_slice_sub(path, at + folder.len,
                                             path.len)));
    }

    while (path.len > 0 && path.data[path.len - 1] == '.') {
        path.len--;
    }

    return path;
}


static faimi_slice_t
faimi_place_ext(const faimi_place_of_t *p, const char *arg)
{
    (void) arg;

    return p->page->out.ext;
}


static faimi_slice_t
faimi_place_collection(const faimi_place_of_t *p, const char *arg)
{
    (void) arg;

    return p->page->doc.group->label;
}


static faimi_slice_t
faimi_place_name(const faimi_place_of_t *p, const char *arg)
{
    (void) arg;

    return faimi_slug(p->arena, faimi_permalink_basename(p->page->path),
                      FAIMI_SLUG_DEFAULT, false);
}


/* "slug": lowered; "title": with case and punctuation. */
static faimi_slice_t
faimi_place_title(const faimi_place_of_t *p, const char *arg)
{
    bool           title;
    faimi_slice_t  slug;

    title = (arg[0] == 't');
    slug = faimi_map_text(p->arena, p->page->data, "slug");

    if (slug.len == 0) {
        slug = p->page->doc.slug;
    }

    return faimi_slug(p->arena, slug, title ? FAIMI_SLUG_PRETTY
                                           : FAIMI_SLUG_DEFAULT, title);
}


/* Each category once: two that differ in case, or in what a slug leaves out,
 * are one part of the path (UrlDrop#categories, #slugified_categories). */
static faimi_slice_t
faimi_place_categories(const faimi_place_of_t *p, const char *arg)
{
    size_t          i, n;
    faimi_buf_t    *b, *lower;
    faimi_map_t    *seen;
    faimi_slice_t  *texts, one;

    texts = faimi_value_texts(p->arena,
                              faimi_map_at(p->page->data, "categories"), &n);
    seen = faimi_map_create(p->arena);
    b = faimi_buf_create(p->arena, FAIMI_MAX_SOURCE);

    for (i = 0; i < n; i++) {
        lower = faimi_buf_create(p->arena, FAIMI_MAX_SOURCE);
        faimi_case_down(lower, texts[i]);
        one = (arg[0] == 's')
              ? faimi_slug(p->arena, texts[i], FAIMI_SLUG_DEFAULT, false)
              : faimi_buf_slice(lower);

        if (faimi_map_get(seen, one) == NULL) {
            faimi_map_set(p->arena, seen, one, FAIMI_V_NIL);
            faimi_buf_str(b, (b->len > 0) ? "/" : "");
            faimi_buf_add(b, one);
        }
    }

    return faimi_buf_slice(b);
}


/* `arg` is a format of strftime; names of months are English, as Ruby's. */
static faimi_slice_t
faimi_place_date(const faimi_place_of_t *p, const char *arg)
{
    faimi_buf_t  *b;

    b = faimi_buf_create(p->arena, 256);
    faimi_strftime(b, p->page->doc.date, faimi_slice_str(arg));

    return faimi_buf_slice(b);
}


static const faimi_placeholder_t  faimi_placeholders[] = {
    { "collection", faimi_place_collection, "" },
    { "path", faimi_place_path, "" },
    { "output_ext", faimi_place_ext, "" },
    { "name", faimi_place_name, "" },
    { "title", faimi_place_title, "title" },
    { "slug", faimi_place_title, "slug" },
    { "categories", faimi_place_categories, "" },
    { "slugified_categories", faimi_place_categories, "slugified" },
    { "year", faimi_place_date, "%Y" },
    { "month", faimi_place_date, "%m" },
    { "day", faimi_place_date, "%d" },
    { "hour", faimi_place_date, "%H" },
    { "minute", faimi_place_date, "%M" },
    { "second", faimi_place_date, "%S" },
    { "i_day", faimi_place_date, "%-d" },
    { "i_month", faimi_place_date, "%-m" },
    { "short_month", faimi_place_date, "%b" },
    { "long_month", faimi_place_date, "%B" },
    { "short_year", faimi_place_date, "%y" },
    { "w_year", faimi_place_date, "%G" },
    { "week", faimi_place_date, "%V" },
    { "w_day", faimi_place_date, "%u" },
    { "short_day", faimi_place_date, "%a" },
    { "long_day", faimi_place_date, "%A" },
    { "y_day", faimi_place_date, "%j" }
};


static const faimi_placeholder_t *
faimi_placeholder_find(faimi_slice_t name)
{
    size_t  i;

    for (i = 0; i < sizeof(faimi_placeholders)
                    / sizeof(faimi_placeholders[0]); i++)
    {
        if (faimi_slice_eq(name, faimi_slice_str(faimi_placeholders[i].name)))
        {
            return &faimi_placeholders[i];
        }
    }

    return NULL;
}


/* placeholder: ":" (a-z | "_")+; a "_" at its end may belong to the text. */
static size_t
faimi_permalink_placeholder(faimi_place_of_t *p, faimi_slice_t rest,
    faimi_buf_t *b)
{
    size_t                      n;
    const faimi_placeholder_t  *row;

    for (n = 1; n < rest.len
                && (rest.data[n] == '_'
                    || (rest.data[n] >= 'a' && rest.data[n] <= 'z')); n++)
    {
        /* its name */
    }

    row = faimi_placeholder_find(faimi_slice_sub(rest, 1, n));

    if (row == NULL && n > 2 && rest.data[n - 1] == '_') {
        n--;
        row = faimi_placeholder_find(faimi_slice_sub(rest, 1, n));
    }

    if (row == NULL) {
        p->unknown = faimi_slice_sub(rest, 0, n);
        faimi_buf_add(b, p->unknown);
        return n;
    }

    faimi_buf_add(b, faimi_url_escape(p->arena, row->fn(p, row->arg)));

    return n;
}


/* The placeholder that is not known, if there is one, is put into `unknown`. */
static faimi_slice_t
faimi_permalink_document(faimi_arena_t *arena, const faimi_config_t *config,
    const faimi_page_t *page, faimi_slice_t template, faimi_slice_t *unknown)
{
    size_t            at;
    faimi_buf_t      *b;
    faimi_place_of_t  p;

    p = (faimi_place_of_t) { arena, config, page, FAIMI_EMPTY };
    b = faimi_buf_create(arena, FAIMI_MAX_SOURCE);

    for (at = 0; at < template.len; /* moved on */) {
        if (template.data[at] == ':' && at + 1 < template.len
            && (template.data[at + 1] == '_'
                || (template.data[at + 1] >= 'a'
                    && template.data[at + 1] <= 'z')))
        {
            at += faimi_permalink_placeholder(&p,
                      faimi_slice_sub(template, at, template.len), b);
            continue;
        }

        faimi_buf_char(b, template.data[at++]);
    }

    *unknown = p.unknown;

    return faimi_buf_slice(b);
}


static faimi_slice_t
faimi_permalink_replace(faimi_arena_t *arena, faimi_slice_t s,
    const char *name, faimi_slice_t value)
{
    size_t         at, from;
    faimi_buf_t   *b;
    faimi_slice_t  what;

    what = faimi_slice_str(name);
    at = faimi_slice_find(s, what, 0);

    if (at == s.len) {
        return s;
    }

    value = faimi_url_escape(arena, value);
    b = faimi_buf_create(arena, FAIMI_MAX_SOURCE);

    for (from = 0; at < s.len; at = faimi_slice_find(s, what, from)) {
        faimi_buf_add(b, faimi_slice_sub(s, from, at));
        faimi_buf_add(b, value);
        from = at + what.len;
    }

    faimi_buf_add(b, faimi_slice_sub(s, from, s.len));

    return faimi_buf_slice(b);
}


/* The ending that a style of permalinks gives (add_permalink_suffix). */
static const char *
faimi_permalink_suffix(faimi_slice_t style)
{
    size_t              i;
    static const char  *const  html[] = { "date", "ordinal", "none" };

    for (i = 0; i < 3; i++) {
        if (faimi_slice_eq(style, faimi_slice_str(html[i]))) {
            return ":output_ext";
        }
    }

    if (faimi_slice_eq(style, FAIMI_SLICE("pretty"))
        || faimi_slice_ends(style, FAIMI_SLICE("/")))
    {
        return "/";
    }

    return faimi_slice_ends(style, FAIMI_SLICE(":output_ext"))
           ? ":output_ext" : "";
}


/* A page's URL before it is sanitized (Page#template): without a permalink of
 * its own an index is its folder, HTML follows the style of the site, and any
 * other file keeps its name. */
static faimi_slice_t
faimi_permalink_of_page(faimi_arena_t *arena, const faimi_config_t *config,
    const faimi_page_t *page, faimi_slice_t template)
{
    faimi_slice_t  s, base;

    base = faimi_permalink_basename(page->path);

    if (template.len > 0) {
        s = template;

    } else if (!page->out.html) {
        s = FAIMI_SLICE("/:path/:basename:output_ext");

    } else if (faimi_slice_eq(base, FAIMI_SLICE("index"))) {
        s = FAIMI_SLICE("/:path/");

    } else {
        s = faimi_arena_printf(arena, "/:path/:basename%s",
                               faimi_permalink_suffix(config->permalink));
    }

    s = faimi_permalink_replace(arena, s, ":path",
                                faimi_path_dir(page->path));
    s = faimi_permalink_replace(arena, s, ":basename", base);

    return faimi_permalink_replace(arena, s, ":output_ext", page->out.ext);
}


/* Page::HTML_EXTENSIONS */
static bool
faimi_permalink_is_html(faimi_slice_t ext)
{
    return faimi_slice_eq(ext, FAIMI_SLICE(".html"))
           || faimi_slice_eq(ext, FAIMI_SLICE(".htm"))
           || faimi_slice_eq(ext, FAIMI_SLICE(".xhtml"));
}


/* A decoded URL without "." and ".." as parts: percent-encoded ones are still
 * there ("/%2e%2e/up/"), and Jekyll writes what File.expand_path makes of the
 * path (path_manager.rb). */
static faimi_slice_t
faimi_permalink_expand(faimi_arena_t *arena, faimi_slice_t spelled)
{
    size_t         at, end;
    faimi_buf_t   *b;
    faimi_slice_t  part;

    if (faimi_slice_find(spelled, FAIMI_SLICE("/."), 0) == spelled.len
        && faimi_slice_find(spelled, FAIMI_SLICE("//"), 0) == spelled.len)
    {
        return spelled;
    }

    b = faimi_buf_create(arena, spelled.len + 1);

    for (at = 0; at < spelled.len; at = end + 1) {
        end = faimi_slice_find_char(spelled, '/', at);
        part = faimi_slice_sub(spelled, at, end);

        if (faimi_slice_eq(part, FAIMI_SLICE(".."))) {
            while (b->len > 0 && b->data[--b->len] != '/') { /* up */ }

        } else if (part.len > 0 && !faimi_slice_eq(part, FAIMI_SLICE("."))) {
            faimi_buf_char(b, '/');
            faimi_buf_add(b, part);
        }
    }

    if (b->len == 0 || faimi_slice_ends(spelled, FAIMI_SLICE("/"))) {
        faimi_buf_char(b, '/');
    }

    return faimi_buf_slice(b);
}


faimi_slice_t
faimi_permalink_output(faimi_arena_t *arena, faimi_slice_t spelled,
    faimi_slice_t ext, bool document)
{
    if (faimi_slice_ends(spelled, FAIMI_SLICE("/"))) {
        return faimi_arena_printf(arena, "%.*sindex%.*s", FAIMI_FMT(spelled),
                                  FAIMI_FMT(document ? FAIMI_SLICE(".html")
                                                     : ext));
    }

    return faimi_slice_ends(spelled, ext) ? spelled
           : faimi_arena_printf(arena, "%.*s%.*s", FAIMI_FMT(spelled),
                                FAIMI_FMT(ext));
}


/* A static file knows fewer placeholders than a document; the others stay
 * (jekyll/static_file.rb). */
faimi_slice_t
faimi_permalink_static(faimi_arena_t *arena, const faimi_config_t *config,
    const faimi_file_t *file)
{
    faimi_page_t      page;
    faimi_slice_t     url, ext;
    faimi_place_of_t  p;

    memset(&page, 0, sizeof(page));
    page.path = file->path;
    page.doc.group = file->where.group;

    if (config->folders.collections.len > 0) {
        page.path = faimi_slice_sub(page.path,
                                    config->folders.collections.len + 1,
                                    page.path.len);
    }

    p = (faimi_place_of_t) { arena, config, &page, FAIMI_EMPTY };
    ext = faimi_path_ext(file->path);
    url = page.doc.group->permalink;

    if (url.len == 0) {
        url = faimi_arena_printf(arena, "/:collection/:path%s",
                                 faimi_permalink_suffix(config->permalink));
    }

    url = faimi_permalink_replace(arena, url, ":collection",
                                  page.doc.group->label);
    url = faimi_permalink_replace(arena, url, ":path",
                                  faimi_place_path(&p, ""));
    url = faimi_permalink_replace(arena, url, ":name",
                                  faimi_permalink_basename(page.path));
    url = faimi_permalink_replace(arena, url, ":output_ext", FAIMI_EMPTY);
    url = faimi_permalink_replace(arena, url, ":title", FAIMI_EMPTY);

    while (url.len > 0 && url.data[url.len - 1] == '/') {
        url.len--;
    }

    url = faimi_arena_printf(arena, "%.*s%.*s", FAIMI_FMT(url),
                             FAIMI_FMT(ext));

    return faimi_url_unescape(arena, faimi_url_sanitize(arena, url));
}


/* A permalink's own ending comes before that of the source. */
static faimi_slice_t
faimi_permalink_ext(const faimi_page_t *page, faimi_slice_t permalink)
{
    faimi_slice_t  ext;

    if (permalink.len > 0 && permalink.data[permalink.len - 1] != '/') {
        ext = faimi_path_ext(permalink);

        if (ext.len > 0) {
            return ext;
        }
    }

    if (page->body.sass) {
        return FAIMI_SLICE(".css");
    }

    return page->body.markdown ? FAIMI_SLICE(".html")
                          : faimi_path_ext(page->path);
}


faimi_slice_t
faimi_permalink_page(faimi_arena_t *arena, const faimi_config_t *config,
    faimi_page_t *page, faimi_slice_t permalink)
{
    bool           document;
    faimi_slice_t  template, unknown;

    unknown = FAIMI_EMPTY;
    document = (page->kind == FAIMI_KIND_POST
                || page->kind == FAIMI_KIND_DOCUMENT);
    page->out.ext = faimi_permalink_ext(page, permalink);
    page->out.html = faimi_permalink_is_html(page->out.ext);
    page->out.permalink = permalink.len > 0;

    if (document) {
        template = permalink.len > 0 ? permalink : page->doc.group->permalink;

        if (template.len == 0) {
            template = faimi_arena_printf(arena, "/:collection/:path%s",
                           faimi_permalink_suffix(config->permalink));
        }

        page->url = faimi_permalink_document(arena, config, page, template,
                                             &unknown);

    } else {
        page->url = faimi_permalink_of_page(arena, config, page, permalink);
    }

    page->url = faimi_url_sanitize(arena, page->url);
    page->out.spelled = faimi_permalink_expand(arena,
                            faimi_url_unescape(arena, page->url));
    page->out.file = faimi_permalink_output(arena, page->out.spelled,
                                            page->out.ext, document);

    return unknown;
}
