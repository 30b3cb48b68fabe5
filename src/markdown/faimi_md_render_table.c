/*
 * Tables, whose rows are filled up to the same length, and mathematics.
 */

#include "faimi_md_render.h"


typedef struct {
    faimi_md_render_t         *r;
    const faimi_md_columns_t  *columns;
    const char                *tag;       /* "td" or "th" */
    int                        indent;    /* of a cell */
} faimi_md_grid_t;


/* The alignment of the column comes after a style of the cell's own. */
static void
faimi_md_put_cell_start(const faimi_md_grid_t *g, const faimi_md_node_t *cell,
    size_t column)
{
    faimi_buf_t      *out;
    faimi_slice_t     align, own;
    faimi_md_attrs_t  attrs;

    static const char *const  aligned[] = {
        "", "text-align: left", "text-align: right", "text-align: center"
    };

    out = g->r->out;
    align = faimi_slice_str((column < g->columns->n)
                            ? aligned[g->columns->align[column]] : "");
    memset(&attrs, 0, sizeof(faimi_md_attrs_t));

    if (cell != NULL && cell->attrs.first != NULL) {
        faimi_md_attrs_copy(g->r->doc, &attrs, &cell->attrs);
    }

    if (align.len > 0 && faimi_md_attr_get(&attrs, "style") != NULL) {
        own = faimi_md_attr_get(&attrs, "style")->value.s;
        own = faimi_arena_printf(g->r->doc->arena, "%.*s; %.*s",
                                 FAIMI_FMT(own), FAIMI_FMT(align));
        faimi_md_attr_set(g->r->doc, &attrs, FAIMI_SLICE("style"), own);
        align = FAIMI_EMPTY;
    }

    faimi_md_put_indent(g->r, g->indent);
    faimi_buf_char(out, '<');
    faimi_buf_str(out, g->tag);
    faimi_md_put_attrs(g->r, &attrs);

    if (align.len > 0) {
        faimi_buf_str(out, " style=\"");
        faimi_buf_add(out, align);
        faimi_buf_char(out, '"');
    }

    faimi_buf_char(out, '>');
}


/* A cell; without a node it is one that the source does not have. */
static void
faimi_md_put_cell(const faimi_md_grid_t *g, const faimi_md_node_t *cell,
    size_t column)
{
    size_t              from;
    faimi_md_render_t  *r;

    r = g->r;
    faimi_md_put_cell_start(g, cell, column);
    from = r->out->len;

    if (cell != NULL) {
        faimi_md_put_inner(r, cell, g->indent);
    }

    /* an empty cell is kept open */
    if (r->out->len == from) {
        faimi_md_put_char(r, 0xA0, FAIMI_EMPTY);
    }

    faimi_md_put_end(r, g->tag);
    faimi_buf_char(r->out, '\n');
}


/* A row is filled up to the number of columns, with cells that the source does
 * not have. */
static void
faimi_md_put_row(const faimi_md_grid_t *g, const faimi_md_node_t *row)
{
    size_t                  n;
    const faimi_md_node_t  *cell;

    faimi_md_put_indent(g->r, g->indent - 2);
    faimi_md_put_start(g->r, "tr", &row->attrs);
    faimi_buf_char(g->r->out, '\n');

    for (n = 0, cell = row->first; cell != NULL; cell = cell->next, n++) {
        faimi_md_put_cell(g, cell, n);
    }

    for ( /* void */ ; n < g->columns->n && !g->r->out->full; n++) {
        faimi_md_put_cell(g, NULL, n);
    }

    faimi_md_put_indent(g->r, g->indent - 2);
    faimi_buf_str(g->r->out, "</tr>\n");
}


/* convert_table: cells of a head are <th>, others <td>. */
void
faimi_md_put_table(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    const char             *tag;
    faimi_md_grid_t         grid;
    const faimi_md_node_t  *section, *row;

    grid = (faimi_md_grid_t) { r, node->u.data, NULL, indent + 6 };

    faimi_md_put_indent(r, indent);
    faimi_md_put_start(r, "table", &node->attrs);
    faimi_buf_char(r->out, '\n');

    for (section = node->first; section != NULL; section = section->next) {
        tag = faimi_md_tag(section);
        grid.tag = (section->type == FAIMI_MD_THEAD) ? "th" : "td";

        faimi_md_put_indent(r, indent + 2);
        faimi_md_put_start(r, tag, &section->attrs);
        faimi_buf_char(r->out, '\n');

        for (row = section->first; row != NULL && !r->out->full;
             row = row->next)
        {
            faimi_md_put_row(&grid, row);
        }

        faimi_md_put_indent(r, indent + 2);
        faimi_md_put_end(r, tag);
        faimi_buf_char(r->out, '\n');
    }

    faimi_md_put_indent(r, indent);
    faimi_buf_str(r->out, "</table>\n");
}


/* Without an engine: the source between dollar signs. */
static void
faimi_md_put_math_plain(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent)
{
    faimi_md_attrs_t  attrs;

    memset(&attrs, 0, sizeof(faimi_md_attrs_t));
    faimi_md_attrs_copy(r->doc, &attrs, &node->attrs);
    faimi_md_attr_class(r->doc, &attrs, FAIMI_SLICE("kdmath"));
    faimi_md_put_indent(r, node->span ? 0 : indent);
    faimi_buf_str(r->out, node->span ? "<span" : "<div");
    faimi_md_put_attrs(r, &attrs);
    faimi_buf_str(r->out, node->span ? ">$" : ">$$\n");
    faimi_buf_add(r->out, node->value.s);
    faimi_buf_str(r->out, node->span ? "$</span>" : "\n$$</div>\n");
}


/* For MathJax: \( \) or \[ \]; with attributes it needs an element, and a
 * span then has dollar signs. */
void
faimi_md_put_math(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    bool  attrs;

    if (!r->doc->options.mathjax) {
        faimi_md_put_math_plain(r, node, indent);
        return;
    }

    attrs = node->attrs.first != NULL;

    if (attrs) {
        faimi_md_put_indent(r, node->span ? 0 : indent);
        faimi_buf_str(r->out, node->span ? "<span" : "<div");
        faimi_md_put_attrs(r, &node->attrs);
        faimi_buf_char(r->out, '>');
    }

    if (node->span && attrs) {
        faimi_buf_char(r->out, '$');
        faimi_buf_add(r->out, node->value.s);
        faimi_buf_str(r->out, "$</span>");
        return;
    }

    faimi_buf_str(r->out, node->span ? "\\(" : "\\[");
    faimi_buf_html(r->out, node->value.s);
    faimi_buf_str(r->out, node->span ? "\\)" : "\\]\n");

    if (attrs) {
        faimi_buf_str(r->out, "</div>\n");
    }
}
