/*
 * Excerpts: a document up to its separator, rendered by itself
 * (jekyll/excerpt.rb).
 *
 * The excerpt is a piece of source, not of HTML: it is cut before Liquid and
 * Markdown, so it has to be completed.  Blocks of Liquid that are open at the
 * separator are closed (#sanctify_liquid_tags), and definitions of links that
 * stand after it are appended if the excerpt names them
 * (#extract_markdown_link_reference_definitions).
 *
 * An excerpt is made when a template asks for it, within the rendering of the
 * page that shows it, and kept for this rendering by faimi_view_shown().
 */

#include "faimi_value_tree.h"
#include "faimi_view_int.h"


/* The tags that are blocks: Jekyll asks whether the tag's class is a
 * Liquid::Block (#liquid_block?). */
static const char *const  faimi_excerpt_blocks[] = {
    "if", "unless", "for", "case", "capture", "comment", "raw", "tablerow",
    "highlight", "ifchanged", "include_block"
};


static bool
faimi_excerpt_is_block(faimi_slice_t name)
{
    size_t  i;

    for (i = 0; i < sizeof(faimi_excerpt_blocks) / sizeof(char *); i++) {
        if (faimi_slice_eq(name, faimi_slice_str(faimi_excerpt_blocks[i]))) {
            return true;
        }
    }

    return false;
}


/* The name of the tag that begins at `at`, which moves past it. */
static faimi_slice_t
faimi_excerpt_tag(faimi_slice_t s, size_t *at)
{
    size_t  from;

    *at += 2;
    *at += (*at < s.len && s.data[*at] == '-');

    while (*at < s.len && faimi_is_space(s.data[*at])) {
        (*at)++;
    }

    for (from = *at; *at < s.len && faimi_is_word(s.data[*at]); (*at)++) {
        /* its name */
    }

    return faimi_slice_sub(s, from, *at);
}


/* Appends the end tags that are missing, the innermost first, as Jekyll does
 * by going through its matches in reverse.  A stack of the open tags: one pass
 * over the text. */
static faimi_slice_t
faimi_excerpt_close(faimi_arena_t *arena, faimi_slice_t head)
{
    size_t          at, n;
    faimi_buf_t    *b;
    faimi_slice_t   name;
    faimi_array_t  *open;

    open = faimi_array_create(arena);

    for (at = 0; ; /* moved on */) {
        at = faimi_slice_find(head, FAIMI_SLICE("{%"), at);

        if (at == head.len) {
            break;
        }

        name = faimi_excerpt_tag(head, &at);

        if (faimi_excerpt_is_block(name)) {
            faimi_array_push(arena, open, FAIMI_V_STRING(name));

        } else if (faimi_slice_starts(name, FAIMI_SLICE("end"))
                   && open->n > 0)
        {
            open->n--;
        }
    }

    if (open->n == 0) {
        return head;
    }

    b = faimi_buf_create(arena, FAIMI_MAX_SOURCE);
    faimi_buf_add(b, head);

    for (n = open->n; n-- > 0; /* inwards out */) {
        faimi_buf_printf(b, "\n{%% end%.*s %%}",
                         FAIMI_FMT(open->items[n].u.string));
    }

    return faimi_buf_slice(b);
}


/* MKDWN_LINK_REF_REGEX, and whether `head` uses the name:
 *
 *     definition: blank{0,3} "[" name "]" ":" text
 */
static bool
faimi_excerpt_definition(faimi_slice_t head, faimi_slice_t line,
    faimi_slice_t *text)
{
    size_t         i, end;
    faimi_slice_t  label;

    for (i = 0; i < 3 && i < line.len && line.data[i] == ' '; i++) { /* - */ }

    if (i >= line.len || line.data[i] != '[') {
        return false;
    }

    end = faimi_slice_find_char(line, ']', i);

    if (end <= i + 1 || end + 2 >= line.len || line.data[end + 1] != ':') {
        return false;
    }

    label = faimi_slice_sub(line, i, end + 1);
    *text = faimi_slice_sub(line, i, line.len);

    return faimi_slice_find(head, label, 0) < head.len;
}


/* The part of a source that is its excerpt: Excerpt#extract_excerpt.  Nothing
 * is completed where nothing follows the separator. */
static faimi_slice_t
faimi_excerpt_extract(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t separator)
{
    size_t         at, end;
    bool           first;
    faimi_buf_t   *b;
    faimi_slice_t  head, tail, text;

    at = (separator.len == 0) ? source.len
                              : faimi_slice_find(source, separator, 0);
    head = faimi_slice_sub(source, 0, at);
    tail = faimi_slice_sub(source, at + separator.len, source.len);

    if (tail.len == 0) {
        return head;
    }

    head = faimi_excerpt_close(arena, head);
    b = faimi_buf_create(arena, FAIMI_MAX_SOURCE);
    faimi_buf_add(b, head);
    first = true;

    for (at = 0; at < tail.len; at = end + 1) {
        end = faimi_slice_find_char(tail, '\n', at);

        if (faimi_excerpt_definition(head, faimi_slice_sub(tail, at, end),
                                     &text))
        {
            faimi_buf_str(b, first ? "\n\n" : "\n");
            faimi_buf_add(b, text);
            first = false;
        }
    }

    return faimi_buf_slice(b);
}


static faimi_slice_t
faimi_excerpt_separator(const faimi_page_t *page, faimi_arena_t *arena)
{
    faimi_value_t  own;

    own = faimi_map_at(page->data, "excerpt_separator");

    return faimi_value_truthy(own) ? faimi_value_slice(arena, own)
           : page->index->config->excerpts.separator;
}


/* A post whose heading jekyll-titles-from-headings has taken out: the plugin
 * assigns a new body, and makes the excerpt of a post again from it. */
static bool
faimi_excerpt_is_stripped(const faimi_page_t *page, faimi_arena_t *arena)
{
    return page->body.stripped && page->kind == FAIMI_KIND_POST
           && faimi_excerpt_separator(page, arena).len > 0;
}


bool
faimi_excerpt_is_new(const faimi_page_t *page, faimi_arena_t *arena)
{
    return page->doc.group != NULL
           && (faimi_excerpt_is_stripped(page, arena)
               || faimi_body_relinks(page, arena));
}


/* Document#read makes the excerpt before generators run, and so before plugins
 * change the bodies.  Only those plugins that make a new excerpt are seen in
 * it. */
static faimi_slice_t
faimi_excerpt_source(const faimi_view_t *view, const faimi_page_t *page)
{
    if (page->doc.group == NULL) {
        return page->file->parsed->body;
    }

    /* a new excerpt of a page that redirects is one of nothing */
    if (page->body.blank && faimi_excerpt_is_new(page, view->arena)) {
        return FAIMI_EMPTY;
    }

    return faimi_excerpt_is_stripped(page, view->arena)
           ? faimi_view_body(view->input, page, view->arena)
           : faimi_body_linked(view->input, page, view->arena);
}


/* The job of a page, with its excerpt for a body and without layouts
 * (Excerpt#place_in_layout? is false).  False: an empty separator, which means
 * that there are no excerpts.
 *
 * The excerpt is parsed here and not with its file: the separator may come
 * from the configuration, which can change without the file. */
static bool
faimi_excerpt_job(faimi_view_job_t *j, faimi_view_t *view,
    const faimi_page_t *page)
{
    faimi_slice_t          separator;
    faimi_template_t      *template;
    const faimi_parsed_t  *parsed;

    parsed = page->file->parsed;
    separator = faimi_excerpt_separator(page, view->arena);

    if (separator.len == 0) {
        return false;
    }

    faimi_view_job(j, view, page, false);
    j->job.body = faimi_excerpt_extract(view->arena,
                                        faimi_excerpt_source(view, page),
                                        separator);

    if (page->doc.group != NULL) {
        j->job.page = faimi_drop_excerpt(view, page);
    }

    j->job.template = NULL;

    if (parsed->template != NULL
        && faimi_render_parse(view->arena, j->job.body, page->path,
                              parsed->body_line, &template, NULL) == FAIMI_OK)
    {
        j->job.template = template;
    }

    return true;
}


/* An excerpt that fails is empty: the page that shows it is served all the
 * same. */
faimi_slice_t
faimi_view_excerpt(faimi_view_t *view, const faimi_page_t *page)
{
    faimi_rc_t         rc;
    faimi_buf_t       *b;
    faimi_view_job_t   j;

    if (page->file == NULL || page->file->parsed == NULL
        || !faimi_view_enter(view, view->frame->page, page))
    {
        return FAIMI_EMPTY;
    }

    rc = FAIMI_ERROR;
    b = faimi_buf_create(view->arena, FAIMI_MAX_OUTPUT);

    if (faimi_excerpt_job(&j, view, page)) {
        rc = faimi_render_content(view->arena, &j.job, b, NULL);
    }

    faimi_view_leave(view);

    return (rc == FAIMI_OK) ? faimi_buf_slice(b) : FAIMI_EMPTY;
}
