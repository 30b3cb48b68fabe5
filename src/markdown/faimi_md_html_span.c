/*
 * HTML within a line: an element whose content is parsed on.  Block elements
 * and end tags without a begin are text.
 *
 * The reference: kramdown/parser/kramdown/html.rb.
 */

#include "faimi_md_memo.h"
#include "faimi_md_native.h"


/* Newlines in an attribute's value become a blank. */
static void
faimi_md_html_unbreak(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs)
{
    char             *p;
    size_t            i, n;
    faimi_slice_t     s;
    faimi_md_attr_t  *attr;

    for (attr = attrs->first; attr != NULL; attr = attr->next) {
        s = attr->value.s;

        if (faimi_slice_find_char(s, '\n', 0) == s.len) {
            continue;
        }

        p = faimi_alloc_text(doc->arena, s.len);

        for (i = 0, n = 0; i < s.len; i++) {
            if (s.data[i] != '\n') {
                p[n++] = s.data[i];

            } else if (i == 0 || s.data[i - 1] != '\n') {
                p[n++] = ' ';
            }
        }

        attr->value.s = faimi_slice(p, n);
    }
}


/* Whether the content is parsed: not in raw elements, unless `markdown` says
 * so. */
static bool
faimi_md_html_parsed(faimi_md_spans_t *p, faimi_md_node_t *el, int flags)
{
    bool                    raw;
    faimi_slice_t           markdown;
    const faimi_md_node_t  *tree;

    tree = p->frame->tree;
    raw = (flags & (FAIMI_MD_EL_MBLOCK | FAIMI_MD_EL_MSPAN)) == 0;
    markdown = faimi_md_attr_take(&el->attrs, "markdown");

    if (markdown.data != NULL) {
        if (faimi_slice_eq(markdown, FAIMI_SLICE("span"))) {
            return true;
        }

        if (faimi_slice_eq(markdown, FAIMI_SLICE("1"))) {
            return !raw;
        }

        if (faimi_slice_eq(markdown, FAIMI_SLICE("0"))) {
            return false;
        }
    }

    return !raw && p->doc->options.parse_span_html
           && (tree->type != FAIMI_MD_HTML
               || tree->model != FAIMI_MD_MODEL_RAW);
}


/* The content up to the end tag, or to the end of the text. */
static void
faimi_md_html_content(faimi_md_spans_t *p, faimi_md_node_t *el)
{
    faimi_slice_t      name;
    faimi_md_frame_t   f, *outer;

    memset(&f, 0, sizeof(faimi_md_frame_t));
    f.tree = el;
    f.until = FAIMI_MD_UNTIL_TAG;
    f.flags = p->frame->flags & ~FAIMI_MD_ONLY;

    if (el->model == FAIMI_MD_MODEL_RAW) {
        f.flags |= FAIMI_MD_ONLY_HTML;
    }

    if (faimi_md_spans_run(p, &f)) {
        p->src.pos = faimi_md_html_close(p->src.text, p->src.pos, &name);
        return;
    }

    outer = p->frame;
    p->frame = &f;
    faimi_md_add_chars(p, p->src.text.len - p->src.pos);
    p->frame = outer;
}


/* element ::= tag (content end-tag?)? : without an end tag up to the end of the
 * text, which is why a stray <b> reaches so far */
static void
faimi_md_html_element(faimi_md_spans_t *p, const faimi_md_tag_t *tag)
{
    int               flags;
    faimi_slice_t     name;
    faimi_md_node_t  *el;

    name = faimi_md_html_lower(p->doc, tag->name, &flags);

    /* only the tag is text: its content is read on, its end tag is text, too */
    if (flags & FAIMI_MD_EL_BLOCK) {
        faimi_md_add_chars(p, tag->end - p->src.pos);
        return;
    }

    el = faimi_md_add_node(p, FAIMI_MD_HTML);
    el->value.s = name;
    el->span = true;
    faimi_md_html_attrs(p->doc, &el->attrs, tag, flags != 0);
    faimi_md_html_unbreak(p->doc, &el->attrs);
    el->model = faimi_md_html_parsed(p, el, flags) ? FAIMI_MD_MODEL_SPAN
                                                   : FAIMI_MD_MODEL_RAW;
    p->src.pos = tag->end;

    if (!tag->closed && (flags & FAIMI_MD_EL_VOID) == 0) {
        faimi_md_html_content(p, el);
    }

    faimi_md_native(p->doc, el);

    /* a table's lines are looked through before there are texts in them: code
     * has none then, and no pipes */
    if ((p->frame->flags & FAIMI_MD_ONLY_CODE)
        && el->type == FAIMI_MD_CODESPAN)
    {
        el->value.s = FAIMI_EMPTY;
    }

    if (el->type == FAIMI_MD_IMG && p->frame->until == FAIMI_MD_UNTIL_BRACKET)
    {
        faimi_md_memo_image(p, p->frame, tag->end - 1);
    }
}


/* html ::= comment | end tag, as text | element */
bool
faimi_md_html_span(faimi_md_spans_t *p)
{
    char              c;
    size_t            at, end;
    faimi_slice_t     s, name;
    faimi_md_tag_t    tag;
    faimi_md_node_t  *node;

    s = p->src.text;
    at = p->src.pos;
    end = faimi_md_html_comment(&p->src, at);

    if (end != 0) {
        node = faimi_md_add_node(p, FAIMI_MD_XML);
        node->span = true;
        node->value.s = faimi_slice_sub(s, at, end);
        p->src.pos = end;
        return true;
    }

    end = faimi_md_html_close(s, at, &name);

    if (end != 0) {
        faimi_md_add_chars(p, end - at);
        return true;
    }

    if (faimi_md_html_tag(&p->src, at, &tag)) {
        faimi_md_html_element(p, &tag);
        return true;
    }

    c = faimi_md_char(s, at + 1);

    if (c == '/' || (c == '!' && faimi_md_char(s, at + 2) == '-'
                     && faimi_md_char(s, at + 3) == '-')
        || faimi_md_html_name(s, at + 1) != 0)
    {
        faimi_md_add_chars(p, 1);
        return true;
    }

    return false;
}
