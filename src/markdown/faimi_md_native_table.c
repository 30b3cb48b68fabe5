/*
 * <table> as a native table, if it is one that Markdown could have: cells with
 * text only, as many in each row, alignments that are those of the column.
 *
 * The reference: is_simple_table? and convert_table of kramdown/parser/html.rb.
 * It asks for the names of nodes before it asks what they are, so that a text
 * which reads `tr' is a row.
 */

#include "faimi_md_native.h"


static bool
faimi_md_native_is(const faimi_md_node_t *node, const char *name)
{
    return faimi_slice_eq(node->value.s, faimi_slice_str(name));
}


static bool
faimi_md_native_is_cell(const faimi_md_node_t *node)
{
    return faimi_md_native_is(node, "td") || faimi_md_native_is(node, "th");
}


/* No element of a block in it. */
static bool
faimi_md_native_phrasing(faimi_md_doc_t *doc, const faimi_md_node_t *el)
{
    const faimi_md_node_t  *child;

    for (child = el->first; child != NULL; child = child->next) {
        faimi_md_step(doc, 1);

        if ((child->type != FAIMI_MD_TEXT
             && (faimi_md_element(child->value.s) & FAIMI_MD_EL_BLOCK))
            || !faimi_md_native_phrasing(doc, child))
        {
            return false;
        }
    }

    return true;
}


static bool
faimi_md_native_cells(faimi_md_doc_t *doc, const faimi_md_node_t *el)
{
    const faimi_md_node_t  *child;

    if (faimi_md_native_is_cell(el)) {
        return faimi_md_native_phrasing(doc, el);
    }

    for (child = el->first; child != NULL; child = child->next) {
        if (!faimi_md_native_cells(doc, child)) {
            return false;
        }
    }

    return true;
}


enum {
    FAIMI_MD_ALIGN_NONE = 0, FAIMI_MD_ALIGN_LEFT, FAIMI_MD_ALIGN_RIGHT,
    FAIMI_MD_ALIGN_CENTER, FAIMI_MD_ALIGN_OTHER
};


/* align ::= 'text-align:' \s+ word : where it is in a style, and its end */
static int
faimi_md_native_align(faimi_slice_t s, bool others, size_t *from, size_t *end)
{
    size_t  at, i;

    static const char *const  words[] = {
        "left", "right", "center", "justify", "inherit"
    };

    for (at = 0; at < s.len; at++) {
        at = faimi_slice_find(s, FAIMI_SLICE("text-align:"), at);
        *from = at;
        *end = faimi_md_skip_space(s, at + 11);

        for (i = 0; at < s.len && *end > at + 11 && i < (others ? 5 : 3); i++)
        {
            if (faimi_slice_starts(faimi_slice_sub(s, *end, s.len),
                                   faimi_slice_str(words[i])))
            {
                *end += strlen(words[i]);
                return (i < 3) ? (int) i + 1 : FAIMI_MD_ALIGN_OTHER;
            }
        }
    }

    return FAIMI_MD_ALIGN_NONE;
}


static int
faimi_md_native_cell_align(const faimi_md_node_t *cell)
{
    size_t                  from, end;
    const faimi_md_attr_t  *style;

    style = faimi_md_attr_get(&cell->attrs, "style");

    return (style == NULL) ? FAIMI_MD_ALIGN_NONE
           : faimi_md_native_align(style->value.s, true, &from, &end);
}


/* What the rows have in common; the first one tells. */
typedef struct {
    faimi_md_doc_t  *doc;
    bool             told;
    size_t           n;          /* cells */
    uint8_t         *aligned;
} faimi_md_rows_t;


/* Whether the row is like the first one. */
static bool
faimi_md_native_row(faimi_md_rows_t *rows, const faimi_md_node_t *tr)
{
    int                     align;
    size_t                  n;
    const faimi_md_node_t  *cell;

    for (n = 0, cell = tr->first; cell != NULL; cell = cell->next) {
        n += faimi_md_native_is_cell(cell);
    }

    if (rows->told && n != rows->n) {
        return false;
    }

    if (!rows->told) {
        rows->aligned = faimi_alloc(rows->doc->arena, n + 1);
    }

    for (n = 0, cell = tr->first; cell != NULL; cell = cell->next) {
        if (!faimi_md_native_is_cell(cell)) {
            continue;
        }

        align = faimi_md_native_cell_align(cell);

        if (align == FAIMI_MD_ALIGN_OTHER
            || (rows->told && align != rows->aligned[n]))
        {
            return false;
        }

        rows->aligned[n++] = (uint8_t) align;
    }

    rows->n = n;
    rows->told = true;

    return true;
}


static bool
faimi_md_native_rows(faimi_md_rows_t *rows, const faimi_md_node_t *el)
{
    const faimi_md_node_t  *child;

    if (faimi_md_native_is(el, "tr")) {
        return faimi_md_native_row(rows, el);
    }

    for (child = el->first; child != NULL; child = child->next) {
        faimi_md_step(rows->doc, 1);

        if (!faimi_md_native_rows(rows, child)) {
            return false;
        }
    }

    return true;
}


/* Nothing but rows of nothing but such cells. */
static bool
faimi_md_native_all(const faimi_md_node_t *el, const char *cell)
{
    const faimi_md_node_t  *row, *child;

    for (row = el->first; row != NULL; row = row->next) {
        if (row->type != FAIMI_MD_TEXT && !faimi_md_native_is(row, "tr")) {
            return false;
        }

        for (child = row->first; child != NULL; child = child->next) {
            if (child->type != FAIMI_MD_TEXT
                && !faimi_md_native_is(child, cell))
            {
                return false;
            }
        }
    }

    return true;
}


/* Rows alone, or sections with one body at least. */
static bool
faimi_md_native_sections(const faimi_md_node_t *el)
{
    bool                    body;
    const faimi_md_node_t  *child;

    if (faimi_md_native_all(el, "td")) {
        return true;
    }

    body = false;

    for (child = el->first; child != NULL; child = child->next) {
        body = body || faimi_md_native_is(child, "tbody");

        if (child->type != FAIMI_MD_TEXT
            && !(faimi_md_native_is(child, "thead")
                 && faimi_md_native_all(child, "th"))
            && !((faimi_md_native_is(child, "tbody")
                  || faimi_md_native_is(child, "tfoot"))
                 && faimi_md_native_all(child, "td")))
        {
            return false;
        }
    }

    return body;
}


/* The alignment goes from the cell's style to the column. */
static uint8_t
faimi_md_native_take_align(faimi_md_doc_t *doc, faimi_md_node_t *cell)
{
    int                     align;
    size_t                  from, end, blank;
    faimi_slice_t           s, before, after;
    const faimi_md_attr_t  *style;

    style = faimi_md_attr_get(&cell->attrs, "style");

    if (style == NULL) {
        return 0;
    }

    s = style->value.s;
    align = faimi_md_native_align(s, false, &from, &end);

    if (align != FAIMI_MD_ALIGN_NONE) {
        for (blank = from; blank > 0 && faimi_is_space(s.data[blank - 1]);
             blank--)
        {
            /* void */
        }

        from = (blank > 0 && s.data[blank - 1] == ';') ? blank - 1 : from;
        before = faimi_slice_sub(s, 0, from);
        after = faimi_slice_sub(s, end, s.len);
        s = faimi_arena_printf(doc->arena, "%.*s%.*s", FAIMI_FMT(before),
                               FAIMI_FMT(after));
        faimi_md_attr_set(doc, &cell->attrs, FAIMI_SLICE("style"), s);
    }

    if (faimi_slice_trim(s).len == 0) {
        (void) faimi_md_attr_take(&cell->attrs, "style");
    }

    return (uint8_t) align;
}


/* The columns are those of the last row; <th> is told by its section. */
static void
faimi_md_native_columns(faimi_md_doc_t *doc, faimi_md_node_t *table,
    faimi_md_node_t *el, size_t n)
{
    size_t               i;
    faimi_md_node_t     *child, *cell;
    faimi_md_columns_t  *columns;

    for (child = el->first; child != NULL; child = child->next) {
        if (child->type != FAIMI_MD_TR) {
            faimi_md_native_columns(doc, table, child, n);
            continue;
        }

        columns = faimi_alloc(doc->arena, sizeof(faimi_md_columns_t) + n);
        columns->n = n;

        for (i = 0, cell = child->first; cell != NULL && i < n;
             i++, cell = cell->next)
        {
            columns->align[i] = faimi_md_native_take_align(doc, cell);
            cell->type = FAIMI_MD_TD;
        }

        table->u.data = columns;
    }
}


static void
faimi_md_native_bodied(faimi_md_doc_t *doc, faimi_md_node_t *table)
{
    faimi_md_node_t  *body;

    if (table->first != NULL && table->first->type == FAIMI_MD_TR) {
        body = faimi_md_node(&doc->pool, FAIMI_MD_TBODY);
        faimi_md_move(table, body);
        faimi_md_append(table, body);
    }
}


/* What the table is must be known before its elements are converted, and its
 * columns can be told only after that. */
void
faimi_md_native_table(faimi_md_doc_t *doc, faimi_md_node_t *el)
{
    faimi_md_rows_t  rows;

    memset(&rows, 0, sizeof(faimi_md_rows_t));
    rows.doc = doc;

    if (!faimi_md_native_cells(doc, el) || !faimi_md_native_rows(&rows, el)
        || !faimi_md_native_sections(el))
    {
        faimi_md_native_html(doc, el, false, false);
        return;
    }

    faimi_md_native_texts(doc, el, FAIMI_MD_N_DROP);
    faimi_md_native_children(doc, el, true, false);
    faimi_md_native_as(el, FAIMI_MD_TABLE);
    el->u.data = faimi_alloc(doc->arena, sizeof(faimi_md_columns_t));
    faimi_md_native_columns(doc, el, el, rows.n);
    faimi_md_native_bodied(doc, el);
}
