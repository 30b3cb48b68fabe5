/*
 * Blocks and spans as HTML.  Indentation is two blanks for each level, as the
 * reference has it; raw HTML keeps its own.
 *
 * The reference: kramdown/converter/html.rb.
 */

#include "faimi_md_render.h"


/* The children of a node, one level further in. */
void
faimi_md_put_inner(faimi_md_render_t *r, const faimi_md_node_t *node,
    int indent)
{
    faimi_md_node_t  *child;

    for (child = node->first; child != NULL; child = child->next) {
        faimi_md_put(r, child, indent + 2);
    }
}


/* format_as_span_html: the tag around its content, without a line of its own.
 */
static void
faimi_md_put_span(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    const char  *tag;

    tag = faimi_md_tag(node);
    faimi_md_put_start(r, tag, &node->attrs);
    faimi_md_put_inner(r, node, indent);
    faimi_md_put_end(r, tag);
}


/* format_as_block_html: the tag around its content, on a line. */
static void
faimi_md_put_line(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    faimi_md_put_indent(r, indent);
    faimi_md_put_span(r, node, indent);
    faimi_buf_char(r->out, '\n');
}


/* format_as_indented_block_html: tags on lines of their own, content further
 * in. */
static void
faimi_md_put_box(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    const char  *tag;

    tag = faimi_md_tag(node);
    faimi_md_put_indent(r, indent);
    faimi_md_put_start(r, tag, &node->attrs);
    faimi_buf_char(r->out, '\n');
    faimi_md_put_inner(r, node, indent);
    faimi_md_put_indent(r, indent);
    faimi_md_put_end(r, tag);
    faimi_buf_char(r->out, '\n');
}


/* convert_standalone_image: {:standalone} on the only image of a paragraph
 * makes a figure of it.  Its class and identifier go to the figure. */
static void
faimi_md_put_figure(faimi_md_render_t *r, faimi_md_node_t *p, int indent)
{
    size_t                  i;
    faimi_slice_t           value;
    faimi_md_attrs_t        figure;
    faimi_md_node_t        *img;
    const faimi_md_attr_t  *alt;

    static const char *const  moved[] = { "class", "id" };

    img = p->first;
    figure = p->attrs;

    for (i = 0; i < 2; i++) {
        if (faimi_md_attr_get(&img->attrs, moved[i]) != NULL
            && faimi_md_attr_get(&figure, moved[i]) == NULL)
        {
            value = faimi_md_attr_take(&img->attrs, moved[i]);
            faimi_md_attr_set(r->doc, &figure, faimi_slice_str(moved[i]),
                              value);
        }
    }

    faimi_md_put_indent(r, indent);
    faimi_md_put_start(r, "figure", &figure);
    faimi_buf_char(r->out, '\n');
    faimi_md_put_indent(r, indent + 2);
    faimi_buf_str(r->out, "<img");
    faimi_md_put_attrs(r, &img->attrs);
    faimi_buf_str(r->out, " />\n");
    faimi_md_put_indent(r, indent + 2);
    alt = faimi_md_attr_get(&img->attrs, "alt");
    faimi_buf_str(r->out, "<figcaption>");
    faimi_buf_add(r->out, (alt == NULL) ? FAIMI_EMPTY : alt->value.s);
    faimi_buf_str(r->out, "</figcaption>\n");
    faimi_md_put_indent(r, indent);
    faimi_buf_str(r->out, "</figure>\n");
}


/* convert_p.  A transparent paragraph, in a tight list, has no tag. */
static void
faimi_md_put_p(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    if (node->transparent) {
        faimi_md_put_inner(r, node, indent);

    } else if (node->first != NULL && node->first == node->last
               && node->first->type == FAIMI_MD_IMG
               && faimi_md_has_ref(node->first, FAIMI_SLICE("standalone")))
    {
        faimi_md_put_figure(r, node, indent);

    } else {
        faimi_md_put_line(r, node, indent);
    }
}


/* convert_ul.  A list may stand for the table of contents, or for the
 * footnotes, which are known only at the end: a byte keeps their place.
 * Within the notes themselves it comes too late. */
static void
faimi_md_put_list(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    if (r->toc == NULL && faimi_md_has_ref(node, FAIMI_SLICE("toc"))) {
        r->toc = node;
        r->toc_at = r->out->len;
        faimi_buf_char(r->out, ' ');

    } else if (!r->placed && faimi_md_has_ref(node, FAIMI_SLICE("footnotes")))
    {
        r->placed = true;
        r->notes_at = r->out->len;
        faimi_buf_str(r->out, r->noting ? "" : " ");

    } else {
        faimi_md_put_box(r, node, indent);
    }
}


/* convert_li.  An item that begins with bare text has it on the line of its
 * tag, and its end tag, too, unless a block came after. */
static void
faimi_md_put_item(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    size_t       from;
    const char  *tag;

    tag = faimi_md_tag(node);
    faimi_md_put_indent(r, indent);
    faimi_md_put_start(r, tag, &node->attrs);
    from = r->out->len;

    /* an item that begins with its text has it on the line of its tag */
    if (node->first != NULL && !(node->first->type == FAIMI_MD_P
                                 && node->first->transparent))
    {
        faimi_buf_char(r->out, '\n');
        from = 0;
    }

    faimi_md_put_inner(r, node, indent);

    if (from == 0
        || (r->out->len > from && r->out->data[r->out->len - 1] == '\n'))
    {
        faimi_md_put_indent(r, indent);
    }

    faimi_md_put_end(r, tag);
    faimi_buf_char(r->out, '\n');
}


/* convert_dt. {:auto_ids} or {:auto_ids-prefix} on the list gives its terms
 * identifiers. */
static void
faimi_md_put_term(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    faimi_slice_t           id, name;
    const faimi_md_attr_t  *ref;
    const faimi_md_node_t  *list;

    list = node->parent;
    ref = (list->ial == NULL
           || faimi_md_attr_get(&node->attrs, "id") != NULL)
          ? NULL : list->ial->refs.first;

    for ( /* void */ ; ref != NULL; ref = ref->next) {
        name = ref->name;

        if (faimi_slice_starts(name, FAIMI_SLICE("auto_ids"))) {
            name = faimi_slice_sub(name, 8, name.len);
            name = (faimi_md_char(name, 0) == '-' && name.len > 1)
                   ? faimi_slice_sub(name, 1, name.len) : FAIMI_EMPTY;
            id = faimi_md_id_basic(r->doc, node->u.text);
            id = faimi_arena_printf(r->doc->arena, "%.*s%.*s",
                                    FAIMI_FMT(name), FAIMI_FMT(id));
            faimi_md_attr_set(r->doc, &node->attrs, FAIMI_SLICE("id"),
                              faimi_slice_trim_left(id));
            break;
        }
    }

    faimi_md_put_line(r, node, indent);
}


/* A tag without content. */
static void
faimi_md_put_void(faimi_md_render_t *r, const char *tag,
    const faimi_md_node_t *node)
{
    faimi_buf_char(r->out, '<');
    faimi_buf_str(r->out, tag);
    faimi_md_put_attrs(r, &node->attrs);
    faimi_buf_str(r->out, " />");
}


static void
faimi_md_put_hr(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    faimi_md_put_indent(r, indent);
    faimi_md_put_void(r, "hr", node);
    faimi_buf_char(r->out, '\n');
}


static void
faimi_md_put_img(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    (void) indent;

    faimi_md_put_void(r, "img", node);
}


static void
faimi_md_put_br(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    (void) node;
    (void) indent;

    faimi_buf_str(r->out, "<br />");
}


/* Within raw HTML no white space is added: it would be part of the page. */
static bool
faimi_md_in_raw(const faimi_md_node_t *node)
{
    return node->parent->type == FAIMI_MD_HTML
           && node->parent->model == FAIMI_MD_MODEL_RAW;
}


/* convert_html_element, from the end of its start tag on.  The content is
 * written first; if there was none, the tag is taken back to its short form. */
static void
faimi_md_put_element(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    bool    block, empty, none;
    size_t  from;

    block = !node->span && node->model == FAIMI_MD_MODEL_BLOCK;
    none = (faimi_md_element(node->value.s) & FAIMI_MD_EL_VOID) != 0;
    from = r->out->len;
    faimi_buf_str(r->out, block ? ">\n" : ">");
    faimi_md_put_inner(r, node, indent);
    empty = (r->out->len == from + 1 + block);

    if ((!node->span && node->closed && node->model == FAIMI_MD_MODEL_RAW)
        || (empty && none))
    {
        faimi_buf_cut(r->out, from);
        faimi_buf_str(r->out, " />");
        return;
    }

    if (empty) {
        faimi_buf_cut(r->out, from + 1);

    } else if (block) {
        if (r->out->data[r->out->len - 1] == '\n') {
            faimi_buf_cut(r->out, r->out->len - 1);
        }

        faimi_buf_char(r->out, '\n');
        faimi_md_put_indent(r, indent);
    }

    faimi_buf_str(r->out, "</");
    faimi_buf_add(r->out, node->value.s);
    faimi_buf_char(r->out, '>');
}


/* An element of HTML; outside of raw HTML a block has a line of its own. */
static void
faimi_md_put_html(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    bool  outer;

    outer = !node->span && !faimi_md_in_raw(node);

    if (outer) {
        faimi_md_put_indent(r, indent);
    }

    faimi_buf_char(r->out, '<');
    faimi_buf_add(r->out, node->value.s);
    faimi_md_put_attrs(r, &node->attrs);
    faimi_md_put_element(r, node, indent);

    if (outer) {
        faimi_buf_char(r->out, '\n');
    }
}


/* A comment or instruction of HTML, as it was. */
static void
faimi_md_put_xml(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    bool  outer;

    outer = !node->span && !faimi_md_in_raw(node);

    if (outer) {
        faimi_md_put_indent(r, indent);
    }

    faimi_buf_add(r->out, node->value.s);

    if (outer) {
        faimi_buf_char(r->out, '\n');
    }
}


/* {::comment} as a comment of HTML. */
static void
faimi_md_put_comment(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    faimi_md_put_indent(r, node->span ? 0 : indent);
    faimi_buf_str(r->out, "<!-- ");
    faimi_buf_add(r->out, node->value.s);
    faimi_buf_str(r->out, node->span ? " -->" : " -->\n");
}


/* The content of <script> and <style>, or of {::nomarkdown}. */
static void
faimi_md_put_raw(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    (void) indent;

    if (node->closed) {
        return;
    }

    faimi_buf_add(r->out, node->value.s);

    if (node->kind != 0 && !node->span) {
        faimi_buf_char(r->out, '\n');
    }
}


static void
faimi_md_put_blank(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    (void) node;
    (void) indent;

    faimi_buf_char(r->out, '\n');
}


/* convert_a.  An entry of the table of contents is a link itself, so that
 * links in it are only their text (fix_for_toc_entry). */
static void
faimi_md_put_a(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    if (r->entry) {
        faimi_md_put_inner(r, node, indent);

    } else {
        faimi_md_put_span(r, node, indent);
    }
}


/* By type; EOB and RAW_TEXT are gone by now. */
typedef void (*faimi_md_put_pt)(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent);

static const faimi_md_put_pt  faimi_md_puts[] = {
    [FAIMI_MD_ROOT] = NULL,
    [FAIMI_MD_BLANK] = faimi_md_put_blank,
    [FAIMI_MD_P] = faimi_md_put_p,
    [FAIMI_MD_HEADER] = faimi_md_put_header,
    [FAIMI_MD_QUOTE] = faimi_md_put_box,
    [FAIMI_MD_CODE] = faimi_md_put_code,
    [FAIMI_MD_UL] = faimi_md_put_list,
    [FAIMI_MD_OL] = faimi_md_put_list,
    [FAIMI_MD_LI] = faimi_md_put_item,
    [FAIMI_MD_DL] = faimi_md_put_box,
    [FAIMI_MD_DT] = faimi_md_put_term,
    [FAIMI_MD_DD] = faimi_md_put_item,
    [FAIMI_MD_HR] = faimi_md_put_hr,
    [FAIMI_MD_TABLE] = faimi_md_put_table,
    [FAIMI_MD_THEAD] = faimi_md_put_box,
    [FAIMI_MD_TBODY] = faimi_md_put_box,
    [FAIMI_MD_TFOOT] = faimi_md_put_box,
    [FAIMI_MD_TR] = faimi_md_put_box,
    [FAIMI_MD_TD] = faimi_md_put_line,
    [FAIMI_MD_TH] = faimi_md_put_line,
    [FAIMI_MD_MATH] = faimi_md_put_math,
    [FAIMI_MD_HTML] = faimi_md_put_html,
    [FAIMI_MD_XML] = faimi_md_put_xml,
    [FAIMI_MD_COMMENT] = faimi_md_put_comment,
    [FAIMI_MD_RAW] = faimi_md_put_raw,
    [FAIMI_MD_TEXT] = faimi_md_put_text,
    [FAIMI_MD_BR] = faimi_md_put_br,
    [FAIMI_MD_A] = faimi_md_put_a,
    [FAIMI_MD_IMG] = faimi_md_put_img,
    [FAIMI_MD_CODESPAN] = faimi_md_put_codespan,
    [FAIMI_MD_FOOTNOTE] = faimi_md_put_note,
    [FAIMI_MD_EM] = faimi_md_put_span,
    [FAIMI_MD_STRONG] = faimi_md_put_span,
    [FAIMI_MD_ENTITY] = faimi_md_put_entity,
    [FAIMI_MD_SYMBOL] = faimi_md_put_symbol,
    [FAIMI_MD_ABBR] = faimi_md_put_abbr,
    [FAIMI_MD_TOC_TEXT] = faimi_md_put_toc_text
};


/* One node.  Rendering has no steps, as each node is written once, or twice in
 * a table of contents; it looks at the clock. */
void
faimi_md_put(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    faimi_md_look(r->doc, 1);
    faimi_md_puts[node->type](r, node, indent);
}


/* convert_root: the blocks, the notes, then the table of contents, which is
 * put where its list was.  Indentation begins below zero for the children of
 * the root to have none. */
void
faimi_md_render(faimi_md_doc_t *doc, faimi_buf_t *out)
{
    faimi_md_render_t  r;

    memset(&r, 0, sizeof(faimi_md_render_t));
    r.doc = doc;
    r.out = out;
    r.ids = faimi_map_create(doc->arena);

    faimi_md_put_inner(&r, doc->root, -2);
    faimi_md_put_notes(&r);
    faimi_md_put_toc(&r);
}
