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


/* A cell; without a node it is one that the source does not have. */
static void
faimi_md_put_cell(const faimi_md_grid_t *g, const faimi_md_node_t *cell,
    size_t column)
{
    size_t              from;
    uint8_t             align;
    faimi_md_render_t  *r;

    static const char *const  aligned[] = {
        "", " style=\"text-align: left\"", " style=\"text-align: right\"",
        " style=\"text-align: center\""
    };

    r = g->r;
    align = (column < g->columns->n) ? g->columns->align[column] : 0;
    faimi_md_put_indent(r, g->indent);
    faimi_buf_char(r->out, '<');
    faimi_buf_str(r->out, g->tag);
    faimi_buf_str(r->out, aligned[align]);
    faimi_buf_char(r->out, '>');
    from = r->out->len;

    if (cell != NULL) {
        faimi_md_put_inner(r, cell, g->indent);
    }

    if (r->out->len == from) {
        faimi_md_put_char(r, 0xA0, FAIMI_EMPTY);
    }

    faimi_buf_str(r->out, "</");
    faimi_buf_str(r->out, g->tag);
    faimi_buf_str(r->out, ">\n");
}


static void
faimi_md_put_row(const faimi_md_grid_t *g, const faimi_md_node_t *row)
{
    size_t                  n;
    const faimi_md_node_t  *cell;

    faimi_md_put_indent(g->r, g->indent - 2);
    faimi_buf_str(g->r->out, "<tr>\n");

    for (n = 0, cell = row->first; cell != NULL; cell = cell->next, n++) {
        faimi_md_put_cell(g, cell, n);
    }

    for ( /* void */ ; n < g->columns->n && !g->r->out->full; n++) {
        faimi_md_put_cell(g, NULL, n);
    }

    faimi_md_put_indent(g->r, g->indent - 2);
    faimi_buf_str(g->r->out, "</tr>\n");
}


void
faimi_md_put_table(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    const char             *tag;
    faimi_md_grid_t         grid;
    const faimi_md_node_t  *section, *row;

    grid = (faimi_md_grid_t) { r, node->u.data, NULL, indent + 6 };

    faimi_md_put_indent(r, indent);
    faimi_buf_str(r->out, "<table");
    faimi_md_put_attrs(r, &node->attrs);
    faimi_buf_str(r->out, ">\n");

    for (section = node->first; section != NULL; section = section->next) {
        tag = (section->type == FAIMI_MD_THEAD) ? "thead"
            : (section->type == FAIMI_MD_TFOOT) ? "tfoot" : "tbody";
        grid.tag = (section->type == FAIMI_MD_THEAD) ? "th" : "td";

        faimi_md_put_indent(r, indent + 2);
        faimi_buf_printf(r->out, "<%s>\n", tag);

        for (row = section->first; row != NULL && !r->out->full;
             row = row->next)
        {
            faimi_md_put_row(&grid, row);
        }

        faimi_md_put_indent(r, indent + 2);
        faimi_buf_printf(r->out, "</%s>\n", tag);
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
