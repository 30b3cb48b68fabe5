/*
 * HTML as blocks: an element from its start tag to the matching end tag.  Its
 * content stays raw, or is parsed as blocks or spans, as its `markdown`
 * attribute says.  What is not closed ends with the text.
 *
 * The reference: kramdown/parser/kramdown/html.rb, and what it takes from
 * kramdown/parser/html.rb.
 */

#include "faimi_md_native.h"


/* Text up to `end`.  It joins the text before it, so that it is one again
 * where an invalid tag came between (add_text of base.rb). */
static void
faimi_md_html_text(faimi_md_block_t *b, faimi_md_node_t *el, size_t end,
    faimi_md_type_t type)
{
    faimi_slice_t     s;
    faimi_md_node_t  *node;

    s = faimi_slice_sub(b->src->text, b->src->pos, end);
    b->src->pos = end;

    if (s.len == 0) {
        return;
    }

    node = el->last;

    if (node == NULL || node->type != type) {
        node = faimi_md_node(&b->doc->pool, type);
        node->at = (uint32_t) b->doc->at;
        faimi_md_append(el, node);
    }

    faimi_md_text_add(b->doc->arena, &node->value, s);
}


/* Where '</name' \s* '>' begins, in any case; or the length of the text. */
static size_t
faimi_md_html_find_end(faimi_slice_t s, size_t at, faimi_slice_t name)
{
    size_t         end;
    faimi_slice_t  part;

    for ( ;; ) {
        at = faimi_slice_find(s, FAIMI_SLICE("</"), at);
        part = faimi_slice_sub(s, at + 2, at + 2 + name.len);

        if (at == s.len) {
            return at;
        }

        end = faimi_md_skip_space(s, at + 2 + part.len);

        if (faimi_slice_eq_ci(part, name) && faimi_md_char(s, end) == '>') {
            return at;
        }

        at += 2;
    }
}


/* content ::= .*? ('</' name \s* '>' | the end)
 * Content in which nothing else is looked for: that of script and style, and
 * of elements with the model of spans. */
static void
faimi_md_html_until_end(faimi_md_block_t *b, faimi_md_node_t *el,
    faimi_md_type_t type)
{
    size_t         at, end;
    faimi_slice_t  name;

    at = faimi_md_html_find_end(b->src->text, b->src->pos, el->value.s);
    faimi_md_html_text(b, el, at, type);
    end = faimi_md_html_close(b->src->text, at, &name);
    b->src->pos = (end == 0) ? at : end;
}


/* A comment or an instruction, kept as it is; false if `end` is 0. */
static bool
faimi_md_html_comment_node(faimi_md_block_t *b, faimi_md_node_t *el,
    size_t end)
{
    faimi_md_node_t  *node;

    if (end == 0) {
        return false;
    }

    node = faimi_md_node(&b->doc->pool, FAIMI_MD_XML);
    node->value.s = faimi_slice_sub(b->src->text, b->src->pos, end);
    faimi_md_append(el, node);
    b->src->pos = end;

    return true;
}


/* pi ::= '<?' .*? '?>'
 * HTML_INSTRUCTION_RE. Its end, or 0. */
static size_t
faimi_md_html_pi(faimi_md_src_t *src, size_t at)
{
    size_t  end;

    if (faimi_md_char(src->text, at + 1) != '?') {
        return 0;
    }

    end = faimi_md_next(src, FAIMI_MD_NEXT_PI, at + 2);

    return (end == src->text.len) ? 0 : end + 2;
}


static void faimi_md_html_start(faimi_md_block_t *b, faimi_md_node_t *tree,
    const faimi_md_tag_t *tag);


/* part ::= comment | pi | element | end tag | '<'
 * One step of parse_raw_html; true at el's own end tag.  The end tag of
 * another element is text: it does not close what is open. */
static bool
faimi_md_html_raw_tag(faimi_md_block_t *b, faimi_md_node_t *el)
{
    size_t          at, end;
    faimi_slice_t   name;
    faimi_md_tag_t  tag;

    at = b->src->pos;

    if (faimi_md_html_comment_node(b, el, faimi_md_html_comment(b->src, at))
        || faimi_md_html_comment_node(b, el, faimi_md_html_pi(b->src, at)))
    {
        return false;
    }

    if (faimi_md_html_tag(b->src, at, &tag)) {
        b->src->pos = tag.end;
        faimi_md_html_start(b, el, &tag);
        return false;
    }

    end = faimi_md_html_close(b->src->text, at, &name);

    /* an end tag of another element is text, and does not close what is open */
    if (end != 0) {
        if (faimi_slice_eq(el->value.s, name)
            || (faimi_md_element(el->value.s) != 0
                && faimi_slice_eq_ci(el->value.s, name)))
        {
            b->src->pos = end;
            return true;
        }
    }

    faimi_md_html_text(b, el, (end == 0) ? at + 1 : end, FAIMI_MD_TEXT);

    return false;
}


/* raw ::= (text | part)* end-tag?
 * parse_raw_html of kramdown/parser/html.rb.  It calls itself for elements
 * inside, as deep as FAIMI_MAX_HTML_DEPTH allows. */
static void
faimi_md_html_raw(faimi_md_block_t *b, faimi_md_node_t *el)
{
    size_t         at;
    faimi_slice_t  s;

    s = b->src->text;
    faimi_md_enter(b->doc, &b->doc->depth, FAIMI_MAX_HTML_DEPTH);

    while (b->src->pos < s.len) {
        at = faimi_slice_find_char(s, '<', b->src->pos);
        faimi_md_html_text(b, el, at, FAIMI_MD_TEXT);

        if (at < s.len && faimi_md_html_raw_tag(b, el)) {
            break;
        }
    }

    b->doc->depth--;
}


/* trailing ::= [ \t]* '\n'
 * TRAILING_WHITESPACE: what is left of the line after a tag. */
static void
faimi_md_html_trailing(faimi_md_block_t *b)
{
    size_t  at;

    at = faimi_md_skip(b->src->text, b->src->pos, " \t");

    if (faimi_md_char(b->src->text, at) == '\n') {
        b->src->pos = at + 1;
    }
}


/* Whether `tree` is an element whose content is raw. */
static bool
faimi_md_html_in_raw(const faimi_md_node_t *tree)
{
    return tree->type == FAIMI_MD_HTML && tree->model == FAIMI_MD_MODEL_RAW;
}


/* How the element's content is read: its attribute `markdown`
 * (HTML_MARKDOWN_ATTR_MAP), which goes; else the option parse_block_html.
 * What is in a raw element stays raw, unless its own attribute says otherwise.
 */
static faimi_md_model_t
faimi_md_html_model(faimi_md_block_t *b, faimi_md_node_t *el,
    const faimi_md_node_t *tree, int flags)
{
    faimi_slice_t  markdown;

    markdown = faimi_md_attr_take(&el->attrs, "markdown");

    if (markdown.data != NULL) {
        if (faimi_slice_eq(markdown, FAIMI_SLICE("0"))) {
            return FAIMI_MD_MODEL_RAW;
        }

        if (faimi_slice_eq(markdown, FAIMI_SLICE("1"))) {
            return faimi_md_html_default(flags);
        }

        if (faimi_slice_eq(markdown, FAIMI_SLICE("span"))) {
            return FAIMI_MD_MODEL_SPAN;
        }

        if (faimi_slice_eq(markdown, FAIMI_SLICE("block"))) {
            return FAIMI_MD_MODEL_BLOCK;
        }
    }

    /* what is in a raw element is raw, unless its own attribute says not */
    if (faimi_md_html_in_raw(tree) || !b->doc->options.parse_block_html) {
        return FAIMI_MD_MODEL_RAW;
    }

    return faimi_md_html_default(flags);
}


/* The content of an element that is open, by its model.  In raw HTML the white
 * space after an end tag belongs to the text. */
static void
faimi_md_html_body(faimi_md_block_t *b, faimi_md_node_t *el,
    const faimi_md_node_t *tree)
{
    switch (el->model) {
    case FAIMI_MD_MODEL_BLOCK:
        (void) faimi_md_blocks(b, el, NULL);
        break;
    case FAIMI_MD_MODEL_SPAN:
        faimi_md_html_until_end(b, el, FAIMI_MD_RAW_TEXT);
        break;
    default:
        faimi_md_html_raw(b, el);
        break;
    }

    /* in raw HTML white space after a tag belongs to the text */
    if (!faimi_md_html_in_raw(tree)) {
        faimi_md_html_trailing(b);
    }
}


/* handle_html_start_tag of kramdown/parser/html.rb and
 * handle_kramdown_html_tag: an element whose start tag has been read, and its
 * content.  The node is in the tree before its content is parsed, since an
 * error points to it. */
static void
faimi_md_html_start(faimi_md_block_t *b, faimi_md_node_t *tree,
    const faimi_md_tag_t *tag)
{
    int               flags;
    bool              verbatim;
    faimi_md_node_t  *el;

    el = faimi_md_node(&b->doc->pool, FAIMI_MD_HTML);
    el->at = (uint32_t) b->doc->at;
    el->value.s = faimi_md_html_lower(b->doc, tag->name, &flags);
    faimi_md_html_attrs(b->doc, &el->attrs, tag, flags != 0);
    faimi_md_append(tree, el);

    /* their content is not HTML: the end tag alone is looked for */
    verbatim = faimi_slice_eq(el->value.s, FAIMI_SLICE("script"))
               || faimi_slice_eq(el->value.s, FAIMI_SLICE("style"));

    if (verbatim) {
        faimi_md_html_until_end(b, el, FAIMI_MD_RAW);
    }

    el->ial = b->ial;
    b->ial = NULL;
    el->model = (uint8_t) faimi_md_html_model(b, el, tree, flags);
    el->closed = !verbatim
                 && (tag->closed || (flags & FAIMI_MD_EL_VOID) != 0);

    if (el->model == FAIMI_MD_MODEL_BLOCK) {
        faimi_md_html_trailing(b);
    }

    if (!el->closed && !verbatim) {
        faimi_md_html_body(b, el, tree);
    }
}


/* Whether the tag begins a paragraph instead of a block. */
static bool
faimi_md_html_is_span(faimi_md_doc_t *doc, faimi_slice_t name)
{
    int  flags;

    (void) faimi_md_html_lower(doc, name, &flags);

    return (flags & FAIMI_MD_EL_SPAN) != 0;
}


/* html ::= comment | ' '{0,3} (element | the end tag of the tree)
 * parse_block_html.  The end tag stops the blocks of the element that they are
 * in: that is what b->stop says. */
bool
faimi_md_html_block(faimi_md_block_t *b)
{
    size_t          at, end;
    faimi_slice_t   name;
    faimi_md_tag_t  tag;

    at = faimi_md_opt_space(b->src->text, b->src->pos);

    if (faimi_md_char(b->src->text, at) != '<') {
        return false;
    }

    end = faimi_md_html_comment(b->src, b->src->pos);

    if (faimi_md_html_comment_node(b, b->tree, end)) {
        faimi_md_html_trailing(b);
        return true;
    }

    if (faimi_md_html_tag(b->src, at, &tag)) {
        /* an element of a line begins a paragraph */
        if (faimi_md_html_is_span(b->doc, tag.name)) {
            return false;
        }

        b->src->pos = tag.end;
        faimi_md_html_start(b, b->tree, &tag);
        faimi_md_native(b->doc, b->tree->last);
        return true;
    }

    end = faimi_md_html_close(b->src->text, at, &name);

    if (end == 0 || b->tree->type != FAIMI_MD_HTML
        || faimi_md_html_is_span(b->doc, name)
        || !faimi_slice_eq_ci(b->tree->value.s, name))
    {
        return false;
    }

    b->src->pos = end;
    b->stop = true;

    return true;
}
