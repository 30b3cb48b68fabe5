/*
 * The HTML of CommonMark as Jekyll writes it.  jekyll-commonmark does not take
 * libcmark's own renderer, but one in Ruby that walks the tree:
 * jekyll-commonmark/html_renderer.rb for blocks of code, and
 * commonmarker/renderer/html_renderer.rb for the rest.  So does this file: one
 * row for each type of node, with what is written before and after its
 * children.  Each node is visited twice, whatever its depth: the walk has no
 * recursion.
 */

#include "faimi_commonmark_html.h"


typedef struct {
    faimi_arena_t                     *arena;
    const faimi_commonmark_options_t  *options;
    faimi_buf_t                       *out;
    size_t                             from;    /* where our part begins */
    size_t                             images;  /* that are open */
} faimi_commonmark_t;


/* Renderer#cr: a block begins and ends a line. */
static void
faimi_commonmark_line(faimi_commonmark_t *c)
{
    if (c->out->len > c->from && c->out->data[c->out->len - 1] != '\n') {
        faimi_buf_char(c->out, '\n');
    }
}


/* reference ::= '&#' digit{8} ';' | '&#' [xX] hex{7,8} ';'
 * The length of one at `at`, or 0.  CommonMark 0.29, which commonmarker has,
 * takes up to eight digits; libcmark's 0.30 up to seven and six, and leaves
 * longer ones as text. */
static size_t
faimi_commonmark_reference(faimi_slice_t s, size_t at, uint32_t *code)
{
    int     digit;
    bool    hex;
    size_t  from, end;

    if (at + 2 >= s.len || s.data[at + 1] != '#') {
        return 0;
    }

    hex = (faimi_lower(s.data[at + 2]) == 'x');
    from = at + 2 + hex;
    *code = 0;

    for (end = from; end < s.len && end - from < 9; end++) {
        digit = faimi_hex(s.data[end]);

        if (digit < 0 || (!hex && digit > 9)) {
            break;
        }

        /* beyond Unicode it is U+FFFD, however far */
        *code = *code * (hex ? 16 : 10) + (uint32_t) digit;
        *code = (*code > 0x110000) ? 0x110000 : *code;
    }

    if (end == s.len || s.data[end] != ';' || end - from > 8
        || end - from < (hex ? 7 : 8))
    {
        return 0;
    }

    *code = (*code == 0) ? 0xFFFD : *code;

    return end + 1 - at;
}


/* libcmark's string with long references resolved.  One that was written as
 * `&amp;#12345678;`, to be text, can no longer be told from a reference. */
static faimi_slice_t
faimi_commonmark_text(faimi_commonmark_t *c, const char *terminated)
{
    size_t         at, from, n;
    uint32_t       code;
    faimi_buf_t   *b;
    faimi_slice_t  s;

    s = faimi_slice_str((terminated != NULL) ? terminated : "");

    if (faimi_slice_find(s, FAIMI_SLICE("&#"), 0) == s.len) {
        return s;
    }

    b = faimi_buf_create(c->arena, FAIMI_MAX_COMMONMARK);

    for (from = at = 0; at < s.len; at++) {
        at = faimi_slice_find_char(s, '&', at);
        n = faimi_commonmark_reference(s, at, &code);

        if (n > 0) {
            faimi_buf_add(b, faimi_slice_sub(s, from, at));
            faimi_utf8_add(b, code);
            from = at + n;
            at = from - 1;
        }
    }

    faimi_buf_add(b, faimi_slice_sub(s, from, s.len));

    return faimi_buf_slice(b);
}


/* houdini_escape_href: what is safe or reserved in an address stays. */
static void
faimi_commonmark_href(faimi_buf_t *out, faimi_slice_t s)
{
    char    c;
    size_t  i;

    for (i = 0; i < s.len; i++) {
        c = s.data[i];

        if (c == '&') {
            faimi_buf_str(out, "&amp;");

        } else if (c == '\'') {
            faimi_buf_str(out, "&#x27;");

        } else if (faimi_is_alnum(c)
                   || (c != '\0' && strchr("-_.+!*(),%#@?=;:/$~", c) != NULL))
        {
            faimi_buf_char(out, c);

        } else {
            faimi_buf_printf(out, "%%%02X", (unsigned char) c);
        }
    }
}


/* filtered ::= '<' name (?= \s | '>' | '/>'), in any case
 * Whether the '<' at `at` begins one of the tags that are made text. */
static bool
faimi_commonmark_tag_filtered(faimi_slice_t s, size_t at)
{
    char           c;
    size_t         i, end;
    faimi_slice_t  name;

    static const char *const  names[] = {
        "title", "textarea", "style", "xmp", "iframe", "noembed", "noframes",
        "script", "plaintext"
    };

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        name = faimi_slice_str(names[i]);
        end = at + 1 + name.len;
        c = (end < s.len) ? s.data[end] : '\0';

        if (faimi_slice_eq_ci(faimi_slice_sub(s, at + 1, end), name)
            && (faimi_is_space(c) || c == '>'
                || (c == '/' && end + 1 < s.len && s.data[end + 1] == '>')))
        {
            return true;
        }
    }

    return false;
}


/* Renderer#tagfilter: start tags of a few elements become text. */
static void
faimi_commonmark_put_filtered(faimi_buf_t *out, faimi_slice_t s)
{
    size_t  at, from;

    for (from = at = 0; at < s.len; at++) {
        at = faimi_slice_find_char(s, '<', at);

        if (faimi_commonmark_tag_filtered(s, at)) {
            faimi_buf_add(out, faimi_slice_sub(s, from, at));
            faimi_buf_str(out, "&lt;");
            from = at + 1;
        }
    }

    faimi_buf_add(out, faimi_slice_sub(s, from, s.len));
}


/* HtmlRenderer#inline_html, and #html but for its lines. */
static void
faimi_commonmark_put_html(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_slice_t  s;

    s = faimi_slice_str(cmark_node_get_literal(node));

    if (!c->options->unsafe) {
        faimi_buf_str(c->out, "<!-- raw HTML omitted -->");

    } else if (c->options->tag_filter) {
        faimi_commonmark_put_filtered(c->out, s);

    } else {
        faimi_buf_add(c->out, s);
    }
}


/* The place of the block in the source, if that is asked for. */
static void
faimi_commonmark_place(faimi_commonmark_t *c, cmark_node *node)
{
    if (c->options->source_pos) {
        faimi_buf_printf(c->out, " data-sourcepos=\"%d:%d-%d:%d\"",
                         cmark_node_get_start_line(node),
                         cmark_node_get_start_column(node),
                         cmark_node_get_end_line(node),
                         cmark_node_get_end_column(node));
    }
}


/* Only the paragraphs of an item can be without a tag: the renderer's @in_tight
 * is that of the innermost list, and does not reach into a block quote. */
static bool
faimi_commonmark_tight(cmark_node *node)
{
    cmark_node  *parent;

    parent = cmark_node_parent(node);

    return cmark_node_get_type(parent) == CMARK_NODE_ITEM
           && cmark_node_get_list_tight(cmark_node_parent(parent));
}


static void
faimi_commonmark_paragraph(faimi_commonmark_t *c, cmark_node *node)
{
    if (!faimi_commonmark_tight(node)) {
        faimi_commonmark_line(c);
        faimi_buf_str(c->out, "<p");
        faimi_commonmark_place(c, node);
        faimi_buf_char(c->out, '>');
    }
}


static void
faimi_commonmark_paragraph_end(faimi_commonmark_t *c, cmark_node *node)
{
    if (!faimi_commonmark_tight(node)) {
        faimi_buf_str(c->out, "</p>\n");
    }
}


static void
faimi_commonmark_heading(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_commonmark_line(c);
    faimi_buf_printf(c->out, "<h%d", cmark_node_get_heading_level(node));
    faimi_commonmark_place(c, node);
    faimi_buf_char(c->out, '>');
}


static void
faimi_commonmark_heading_end(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_buf_printf(c->out, "</h%d>\n", cmark_node_get_heading_level(node));
}


/* HtmlRenderer#list: only a start other than 1 is written. */
static void
faimi_commonmark_list(faimi_commonmark_t *c, cmark_node *node)
{
    int  start;

    start = cmark_node_get_list_start(node);
    faimi_commonmark_line(c);

    if (cmark_node_get_list_type(node) == CMARK_BULLET_LIST) {
        faimi_buf_str(c->out, "<ul");

    } else if (start == 1) {
        faimi_buf_str(c->out, "<ol");

    } else {
        faimi_buf_printf(c->out, "<ol start=\"%d\"", start);
    }

    faimi_commonmark_place(c, node);

    faimi_buf_str(c->out, ">\n");
}


static void
faimi_commonmark_list_end(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_buf_str(c->out, cmark_node_get_list_type(node) == CMARK_BULLET_LIST
                          ? "</ul>\n" : "</ol>\n");
}


static void
faimi_commonmark_item(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_commonmark_line(c);
    faimi_buf_str(c->out, "<li");
    faimi_commonmark_place(c, node);
    faimi_buf_char(c->out, '>');
}


static void
faimi_commonmark_item_end(faimi_commonmark_t *c, cmark_node *node)
{
    (void) node;

    faimi_buf_str(c->out, "</li>\n");
}


static void
faimi_commonmark_quote(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_commonmark_line(c);
    faimi_buf_str(c->out, "<blockquote");
    faimi_commonmark_place(c, node);
    faimi_buf_str(c->out, ">\n");
}


static void
faimi_commonmark_quote_end(faimi_commonmark_t *c, cmark_node *node)
{
    (void) node;

    faimi_buf_str(c->out, "</blockquote>\n");
}


static void
faimi_commonmark_rule(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_commonmark_line(c);
    faimi_buf_str(c->out, "<hr");
    faimi_commonmark_place(c, node);
    faimi_buf_str(c->out, " />\n");
}


static void
faimi_commonmark_html_block(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_commonmark_line(c);
    faimi_commonmark_put_html(c, node);
    faimi_commonmark_line(c);
}


/* HtmlRenderer#extract_code_lang: info.split(/\s+/)[0].  False where there is
 * none; it is "" where the info begins with a blank, written as a reference. */
static bool
faimi_commonmark_language(faimi_commonmark_t *c, cmark_node *node,
    faimi_slice_t *lang)
{
    size_t         end;
    faimi_slice_t  info;

    info = faimi_commonmark_text(c, cmark_node_get_fence_info(node));

    for (end = 0; end < info.len && !faimi_is_space(info.data[end]); end++) {
        /* void */
    }

    *lang = faimi_slice_sub(info, 0, end);

    return faimi_slice_trim(info).len > 0;
}


static void
faimi_commonmark_data_lang(faimi_commonmark_t *c, faimi_slice_t lang)
{
    faimi_buf_str(c->out, " data-lang=\"");
    faimi_buf_attr(c->out, lang);
    faimi_buf_char(c->out, '"');
}


/* HtmlRenderer#code_block.  The code is rouge's, which leaves quotation marks
 * as they are.  The gem writes the language
 * without escaping it; here it is, as else it could bring in HTML that UNSAFE
 * has not allowed. */
static void
faimi_commonmark_code_block(faimi_commonmark_t *c, cmark_node *node)
{
    bool           known;
    faimi_slice_t  lang;

    known = faimi_commonmark_language(c, node, &lang);
    faimi_commonmark_line(c);
    faimi_buf_str(c->out, "<div class=\"");

    if (known) {
        faimi_buf_str(c->out, "language-");
        faimi_buf_attr(c->out, lang);
        faimi_buf_char(c->out, ' ');
    }

    faimi_buf_str(c->out, "highlighter-rouge\"><div class=\"highlight\">");
    faimi_buf_str(c->out, "<pre");
    faimi_commonmark_place(c, node);
    faimi_buf_str(c->out, " class=\"highlight\"");

    if (known && c->options->pre_lang) {
        faimi_commonmark_data_lang(c, lang);
    }

    faimi_buf_str(c->out, "><code");

    if (known && !c->options->pre_lang) {
        faimi_commonmark_data_lang(c, lang);
    }

    faimi_buf_char(c->out, '>');
    faimi_code_put(&c->options->code, known ? lang : FAIMI_SLICE("guess"),
                   faimi_slice_str(cmark_node_get_literal(node)), c->arena,
                   c->out);
    faimi_buf_str(c->out, "</code></pre></div></div>\n");
}


static void
faimi_commonmark_put_text(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_buf_attr(c->out, faimi_commonmark_text(c,
                               cmark_node_get_literal(node)));
}


/* HtmlRenderer#softbreak: HARDBREAKS wins over NOBREAKS. */
static void
faimi_commonmark_soft_break(faimi_commonmark_t *c, cmark_node *node)
{
    (void) node;

    faimi_buf_str(c->out, c->options->hard_breaks ? "<br />\n"
                          : c->options->no_breaks ? " " : "\n");
}


static void
faimi_commonmark_hard_break(faimi_commonmark_t *c, cmark_node *node)
{
    (void) node;

    faimi_buf_str(c->out, "<br />\n");
}


static void
faimi_commonmark_code(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_buf_str(c->out, "<code>");
    faimi_buf_attr(c->out, faimi_slice_str(cmark_node_get_literal(node)));
    faimi_buf_str(c->out, "</code>");
}


static void
faimi_commonmark_emphasis(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_buf_str(c->out, cmark_node_get_type(node) == CMARK_NODE_EMPH
                          ? "<em>" : "<strong>");
}


static void
faimi_commonmark_emphasis_end(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_buf_str(c->out, cmark_node_get_type(node) == CMARK_NODE_EMPH
                          ? "</em>" : "</strong>");
}


/* An empty title is not written. */
static void
faimi_commonmark_title(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_slice_t  title;

    title = faimi_commonmark_text(c, cmark_node_get_title(node));

    if (title.len > 0) {
        faimi_buf_str(c->out, " title=\"");
        faimi_buf_attr(c->out, title);
        faimi_buf_char(c->out, '"');
    }
}


static void
faimi_commonmark_link(faimi_commonmark_t *c, cmark_node *node)
{
    faimi_buf_str(c->out, "<a href=\"");
    faimi_commonmark_href(c->out, faimi_commonmark_text(c,
                                      cmark_node_get_url(node)));
    faimi_buf_char(c->out, '"');
    faimi_commonmark_title(c, node);
    faimi_buf_char(c->out, '>');
}


static void
faimi_commonmark_link_end(faimi_commonmark_t *c, cmark_node *node)
{
    (void) node;

    faimi_buf_str(c->out, "</a>");
}


/* Renderer#plain: the description of an image is the text in it, that of an
 * image in it included, but no code. */
static void
faimi_commonmark_image(faimi_commonmark_t *c, cmark_node *node)
{
    if (c->images++ == 0) {
        faimi_buf_str(c->out, "<img src=\"");
        faimi_commonmark_href(c->out, faimi_commonmark_text(c,
                                          cmark_node_get_url(node)));
        faimi_buf_str(c->out, "\" alt=\"");
    }
}


static void
faimi_commonmark_image_end(faimi_commonmark_t *c, cmark_node *node)
{
    if (--c->images == 0) {
        faimi_buf_char(c->out, '"');
        faimi_commonmark_title(c, node);
        faimi_buf_str(c->out, " />");
    }
}


typedef void (*faimi_commonmark_put_pt)(faimi_commonmark_t *c,
    cmark_node *node);

typedef struct {
    faimi_commonmark_put_pt  enter;
    faimi_commonmark_put_pt  leave;    /* NULL: of a leaf there is no end */
    bool                     plain;    /* is written within an image */
} faimi_commonmark_type_t;


/* By type; the document itself writes nothing. */
static const faimi_commonmark_type_t  faimi_commonmark_types[] = {
    [CMARK_NODE_BLOCK_QUOTE] = { faimi_commonmark_quote,
                                 faimi_commonmark_quote_end, false },
    [CMARK_NODE_LIST] = { faimi_commonmark_list, faimi_commonmark_list_end,
                          false },
    [CMARK_NODE_ITEM] = { faimi_commonmark_item, faimi_commonmark_item_end,
                          false },
    [CMARK_NODE_CODE_BLOCK] = { faimi_commonmark_code_block, NULL, false },
    [CMARK_NODE_HTML_BLOCK] = { faimi_commonmark_html_block, NULL, false },
    [CMARK_NODE_PARAGRAPH] = { faimi_commonmark_paragraph,
                               faimi_commonmark_paragraph_end, false },
    [CMARK_NODE_HEADING] = { faimi_commonmark_heading,
                             faimi_commonmark_heading_end, false },
    [CMARK_NODE_THEMATIC_BREAK] = { faimi_commonmark_rule, NULL, false },
    [CMARK_NODE_TEXT] = { faimi_commonmark_put_text, NULL, true },
    [CMARK_NODE_SOFTBREAK] = { faimi_commonmark_soft_break, NULL, true },
    [CMARK_NODE_LINEBREAK] = { faimi_commonmark_hard_break, NULL, false },
    [CMARK_NODE_CODE] = { faimi_commonmark_code, NULL, false },
    [CMARK_NODE_HTML_INLINE] = { faimi_commonmark_put_html, NULL, false },
    [CMARK_NODE_EMPH] = { faimi_commonmark_emphasis,
                          faimi_commonmark_emphasis_end, false },
    [CMARK_NODE_STRONG] = { faimi_commonmark_emphasis,
                            faimi_commonmark_emphasis_end, false },
    [CMARK_NODE_LINK] = { faimi_commonmark_link, faimi_commonmark_link_end,
                          false },
    [CMARK_NODE_IMAGE] = { faimi_commonmark_image,
                           faimi_commonmark_image_end, true }
};


static void
faimi_commonmark_free(void *data)
{
    cmark_iter  **iter = data;

    if (*iter != NULL) {
        cmark_iter_free(*iter);
    }
}


/* The walk: rows of types say what is written when a node is entered and left.
 * Within an image only texts and line ends are. */
void
faimi_commonmark_html(faimi_arena_t *arena, cmark_node *root,
    const faimi_commonmark_options_t *options, faimi_buf_t *out)
{
    cmark_iter              **iter;
    cmark_node               *node;
    cmark_event_type          event;
    faimi_commonmark_t        c;
    faimi_commonmark_put_pt   put;
    faimi_commonmark_type_t   row;

    memset(&c, 0, sizeof(faimi_commonmark_t));
    c.arena = arena;
    c.options = options;
    c.out = out;
    c.from = out->len;

    iter = faimi_alloc(arena, sizeof(cmark_iter *));
    faimi_arena_cleanup(arena, faimi_commonmark_free, iter);
    *iter = cmark_iter_new(root);

    while ((event = cmark_iter_next(*iter)) != CMARK_EVENT_DONE) {
        node = cmark_iter_get_node(*iter);
        row = faimi_commonmark_types[cmark_node_get_type(node)];
        put = (event == CMARK_EVENT_ENTER) ? row.enter : row.leave;

        if (put != NULL && (c.images == 0 || row.plain)) {
            put(&c, node);
        }
    }
}
