/*
 * What plugins do to the source of a body before Liquid sees it:
 * jekyll-relative-links (lib/jekyll-relative-links/generator.rb) and the
 * stripping of jekyll-titles-from-headings.
 *
 * A link to a file of the site, as it lies there, becomes the URL of what is
 * made of it:
 *
 *     inline:    "[" text "](" target fragment? title? ")"
 *     reference: blanks "[" text "]: " target fragment? title? blanks
 *
 * The plugin substitutes LINK_REGEX in the text of the source: it knows no
 * Markdown, so that links in code blocks are changed as well.  Its expression
 * backtracks; the scan here goes forward once.  It takes the first "](" or
 * "]:" after a bracket, and keeps where that is for the brackets that follow.
 *
 * A body without such a link is returned as the view of the source that it
 * was: the caller sees that nothing has changed by its address, and keeps the
 * template that was parsed when the file was read.
 */

#include "faimi_glob.h"
#include "faimi_title.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"
#include "faimi_view_int.h"


/* One body being gone through. */
typedef struct {
    const faimi_view_input_t  *input;
    const faimi_page_t  *page;
    faimi_arena_t       *arena;
    faimi_render_env_t   env;
    faimi_buf_t         *out;    /* NULL: nothing has changed so far */
    faimi_slice_t        body;
    size_t               done;   /* of the body, in `out` */

    /* Found once and good for all brackets before them, so that the scan
     * stays linear. */
    size_t               first;  /* what is no blank in the line, */
    size_t               line;   /* and its end */
    size_t               close;  /* the next "](" or "]: " */
    size_t               paren;  /* the next ")" */
} faimi_linking_t;


/* CGI.unescape: "+" is a blank. */
static faimi_slice_t
faimi_body_unescape(faimi_arena_t *arena, faimi_slice_t s)
{
    char    *p;
    size_t   i;

    p = faimi_alloc_text(arena, s.len);

    for (i = 0; i < s.len; i++) {
        p[i] = (s.data[i] == '+') ? ' ' : s.data[i];
    }

    return faimi_url_unescape(arena, faimi_slice(p, s.len));
}


/* A target as a path from the site's root, as File.expand_path makes it in
 * path_from_root.  False: it climbs out of the site, where no file of ours can
 * be. */
static bool
faimi_body_path(faimi_linking_t *l, faimi_slice_t target, faimi_slice_t *path)
{
    char           *p;
    size_t          at, end, n;
    faimi_slice_t   part, full;

    full = (target.data[0] == '/') ? target
           : faimi_path_join(l->arena, faimi_path_dir(l->page->path), target);
    p = faimi_alloc_text(l->arena, full.len + 1);

    for (at = 0, n = 0; at < full.len; at = end + 1) {
        end = faimi_slice_find_char(full, '/', at);
        part = faimi_slice_sub(full, at, end);

        if (part.len == 0 || faimi_slice_eq(part, FAIMI_SLICE("."))) {
            continue;
        }

        if (faimi_slice_eq(part, FAIMI_SLICE(".."))) {
            if (n == 0) {
                return false;
            }

            while (n > 0 && p[--n] != '/') { /* up */ }

            continue;
        }

        if (n > 0) {
            p[n++] = '/';
        }

        memcpy(p + n, part.data, part.len);
        n += part.len;
    }

    *path = faimi_body_unescape(l->arena, faimi_slice(p, n));

    return true;
}


/* The URL for a target.  The file is looked up among the outputs of the index
 * in force, the same table that {% link %} uses; what is not found stays as it
 * was written, as with the plugin. */
static bool
faimi_body_url(faimi_linking_t *l, faimi_slice_t target, faimi_slice_t *url)
{
    faimi_slice_t  path;

    if (target.len == 0 || target.data[0] == '#'
        || faimi_url_split(target).external
        || !faimi_body_path(l, target, &path)
        || !faimi_routes_link(l->input->routes, FAIMI_SLICE("link"), path,
                              url))
    {
        return false;
    }

    *url = faimi_render_relative_url(l->arena, &l->env, *url);

    return true;
}


/* Puts `url` in the place of the target at `from` to `to`. */
static void
faimi_body_replace(faimi_linking_t *l, size_t from, size_t to,
    faimi_slice_t url)
{
    if (l->out == NULL) {
        l->out = faimi_buf_create(l->arena, FAIMI_MAX_OUTPUT);
    }

    faimi_buf_add(l->out, faimi_slice_sub(l->body, l->done, from));
    faimi_buf_add(l->out, url);
    l->done = to;
}


/* The end of the target in the text from `from` to `to`: a fragment or a
 * title in quotes may follow it. */
static size_t
faimi_body_target(const faimi_linking_t *l, size_t from, size_t to)
{
    size_t  i;

    for (i = from; i < to; i++) {
        if (l->body.data[i] == '#'
            || (faimi_is_space(l->body.data[i]) && i + 1 < to
                && faimi_slice_trim_left(
                       faimi_slice_sub(l->body, i, to)).data[0] == '"'))
        {
            break;
        }
    }

    return i;
}


static void
faimi_body_link(faimi_linking_t *l, size_t from, size_t to)
{
    size_t         end;
    faimi_slice_t  url;

    end = faimi_body_target(l, from, to);

    if (end > from
        && faimi_body_url(l, faimi_slice_sub(l->body, from, end), &url))
    {
        faimi_body_replace(l, from, end, url);
    }
}


/* Brings the positions that were found ahead up to `at`.  Each of them only
 * moves forward, and a bracket before it reads nothing: all brackets of a body
 * together read it once for each of the four. */
static void
faimi_body_look(faimi_linking_t *l, size_t at)
{
    faimi_slice_t  body;

    body = l->body;

    while (l->line < at) {
        l->first = l->line + 1;
        l->line = faimi_slice_find_char(body, '\n', l->first);

        while (l->first < l->line && faimi_is_space(body.data[l->first])) {
            l->first++;
        }
    }

    while (l->close < at
           || (l->close < body.len && body.data[l->close] != ']'))
    {
        l->close = faimi_slice_find_char(body, ']', l->close + 1);

        while (l->close + 2 < body.len
               && body.data[l->close + 1] != '('
               && (body.data[l->close + 1] != ':'
                   || body.data[l->close + 2] != ' '))
        {
            l->close = faimi_slice_find_char(body, ']', l->close + 1);
        }
    }

    if (l->paren < l->close) {
        l->paren = faimi_slice_find_char(body, ')', l->close);
    }
}


/* Handles the "[" at `at` and returns where the scan goes on.  A text between
 * brackets does not cross a line ("." of the plugin's expression), a target in
 * parentheses may: [^)] matches a newline. */
static size_t
faimi_body_bracket(faimi_linking_t *l, size_t at)
{
    faimi_body_look(l, at);

    if (l->close >= l->line || l->close + 2 >= l->body.len) {
        return l->line;
    }

    if (l->body.data[l->close + 1] == '(') {
        if (l->paren >= l->body.len) {
            return l->body.len;
        }

        faimi_body_link(l, l->close + 2, l->paren);
        return l->paren + 1;
    }

    if (at != l->first) {
        return at + 1;
    }

    faimi_body_link(l, l->close + 3, l->line);

    return l->line;
}


/* Generator#generate and #excluded?: pages always, documents only with
 * `collections: true`, and of these only those that are written. */
bool
faimi_body_relinks(const faimi_page_t *page, faimi_arena_t *arena)
{
    size_t                  i, n;
    faimi_slice_t          *texts;
    const faimi_config_t   *config;

    config = page->index->config;

    if (!page->body.markdown
        || faimi_config_off(config, "relative_links", "enabled")
        || (page->doc.group != NULL
            && (!page->doc.group->output
                || !faimi_config_on(config, "relative_links",
                                    "collections"))))
    {
        return false;
    }

    texts = faimi_value_texts(arena,
                              faimi_map_at(faimi_map_map(config->values,
                                                         "relative_links"),
                                           "exclude"), &n);

    for (i = 0; i < n; i++) {
        if (faimi_publish_matches(texts[i], page->path, false)) {
            return false;
        }
    }

    return true;
}


/* Replaces the links of a body.  The output buffer comes into being with the
 * first replacement. */
static faimi_slice_t
faimi_body_links(const faimi_view_input_t *input, const faimi_page_t *page,
    faimi_arena_t *arena, faimi_slice_t body)
{
    size_t           at;
    faimi_linking_t  l;

    memset(&l, 0, sizeof(l));
    l.input = input;
    l.page = page;
    l.arena = arena;
    l.body = body;
    l.line = faimi_slice_find_char(body, '\n', 0);

    while (l.first < l.line && faimi_is_space(body.data[l.first])) {
        l.first++;
    }
    l.env.url = page->index->config->url;
    l.env.baseurl = page->index->config->baseurl;

    for (at = 0; ; /* moved on */) {
        at = faimi_slice_find_char(body, '[', at);

        if (at == body.len) {
            break;
        }

        at = faimi_body_bracket(&l, at);
    }

    if (l.out == NULL) {
        return body;
    }

    faimi_buf_add(l.out, faimi_slice_sub(body, l.done, body.len));

    return faimi_buf_slice(l.out);
}


faimi_slice_t
faimi_body_linked(const faimi_view_input_t *input, const faimi_page_t *page,
    faimi_arena_t *arena)
{
    const faimi_parsed_t  *parsed;

    parsed = page->file->parsed;

    return (parsed->links && faimi_body_relinks(page, arena))
           ? faimi_body_links(input, page, arena, parsed->body)
           : parsed->body;
}


faimi_slice_t
faimi_view_body(const faimi_view_input_t *input, const faimi_page_t *page,
    faimi_arena_t *arena)
{
    faimi_slice_t  body;

    body = faimi_body_linked(input, page, arena);

    return page->body.stripped ? faimi_title_stripped(body) : body;
}
