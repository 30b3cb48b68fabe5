/*
 * Tables.  Any lines with a pipe in them, between blank lines, are one; lines
 * of dashes divide head and bodies, lines of '=' begin the foot.
 *
 * The reference: kramdown/parser/kramdown/table.rb.
 */

#include "faimi_md_span.h"


typedef struct {
    faimi_md_node_t  *table;
    faimi_md_node_t  *rows;      /* a holder: rows without a section yet */
    bool              leading;   /* the first line begins with a pipe */
    bool              footer;
    bool              aligned;
    bool              body;
    size_t            columns;
    uint8_t          *align;
    size_t            aligns;
} faimi_md_table_t;


/* check ::= '|' | .*? [^\\\n] '|'
 * TABLE_PIPE_CHECK of table.rb: a pipe on this line that is not escaped. */
static bool
faimi_md_pipe(faimi_slice_t s, size_t at)
{
    size_t         i;
    faimi_slice_t  line;

    if (faimi_md_char(s, at) == '|') {
        return true;
    }

    /* most lines have none: this is asked for every paragraph */
    line = faimi_slice_sub(s, 0, faimi_md_line_end(s, at));

    for (i = faimi_slice_find_char(line, '|', at + 1); i < line.len;
         i = faimi_slice_find_char(line, '|', i + 1))
    {
        if (line.data[i - 1] != '\\') {
            return true;
        }
    }

    return false;
}


/* divider ::= set+ '\n'
 * The end of a line made of `set` only, with a `need` in it; or 0
 * (TABLE_SEP_LINE, TABLE_FSEP_LINE). */
static size_t
faimi_md_divider(faimi_slice_t s, size_t at, const char *set, char need)
{
    bool    found;
    size_t  i;

    i = faimi_md_skip(s, at, set);

    if (i >= s.len || s.data[i] != '\n') {
        return 0;
    }

    found = faimi_slice_find_char(s, need, at) < i;

    return found ? i + 1 : 0;
}


/* align ::= [ \t]? ':'? '-'+ ':'? [ \t]?
 * TABLE_HSEP_ALIGN, for each column: bit 0 left, bit 1 right, both are
 * centered. */
static void
faimi_md_table_align(faimi_md_doc_t *doc, faimi_md_table_t *t,
    faimi_slice_t s)
{
    bool    left, right;
    size_t  i, from, cap;

    for (i = 0, from = 0, cap = 0; i < s.len; i++) {
        if (s.data[i] != '-') {
            continue;
        }

        left = (i > from && s.data[i - 1] == ':');

        while (faimi_md_char(s, i) == '-') {
            i++;
        }

        right = faimi_md_char(s, i) == ':';

        if (t->aligns == cap) {
            t->align = faimi_arena_grow(doc->arena, t->align, t->aligns,
                                        &cap, 1);
        }

        t->align[t->aligns++] = (uint8_t) (left + 2 * right);
        from = i + right;
        i -= !right;
    }
}


/* add_container: the rows so far become a section.  After a foot has begun no
 * body begins, unless it is forced. */
static void
faimi_md_table_section(faimi_md_doc_t *doc, faimi_md_table_t *t,
    faimi_md_type_t type, bool force)
{
    faimi_md_node_t  *section;

    if (t->footer && type == FAIMI_MD_TBODY && !force) {
        return;
    }

    section = faimi_md_node(&doc->pool, type);
    faimi_md_move(t->rows, section);
    faimi_md_append(t->table, section);
    t->body = t->body || type == FAIMI_MD_TBODY;
}


/* A line of dashes ends the head the first time, and bodies after that.  One
 * that aligns nothing does not count as the first. */
static void
faimi_md_table_divide(faimi_md_doc_t *doc, faimi_md_table_t *t,
    faimi_slice_t line)
{
    if (t->rows->first == NULL) {
        return;
    }

    if (!t->aligned && !t->footer) {
        faimi_md_table_section(doc, t, FAIMI_MD_THEAD, false);
        faimi_md_table_align(doc, t, line);
        t->aligned = t->aligns > 0;

    } else {
        faimi_md_table_section(doc, t, FAIMI_MD_TBODY, false);
    }
}


/* The cells of one line while it is being split. */
typedef struct {
    faimi_md_doc_t   *doc;
    faimi_md_text_t  *cells;
    size_t            n;
    size_t            cap;
} faimi_md_cells_t;


/* Adds to the last cell, or begins one.  FAIMI_MAX_TABLE_COLUMNS bounds them.
 */
static void
faimi_md_cell_add(faimi_md_cells_t *c, faimi_slice_t s, bool fresh)
{
    if (fresh || c->n == 0) {
        if (c->n == c->cap) {
            c->cells = faimi_arena_grow(c->doc->arena, c->cells, c->n,
                                        &c->cap, sizeof(faimi_md_text_t));
        }

        if (c->n == FAIMI_MAX_TABLE_COLUMNS) {
            faimi_md_fail(c->doc, "a table has too many columns");
        }

        memset(&c->cells[c->n], 0, sizeof(faimi_md_text_t));
        c->cells[c->n++].s = FAIMI_EMPTY;
    }

    faimi_md_text_add(c->doc->arena, &c->cells[c->n - 1], s);
}


/* Text outside of code: pipes divide it, and escaped ones lose their
 * backslash. */
static void
faimi_md_cell_text(faimi_md_cells_t *c, faimi_slice_t s)
{
    bool    fresh;
    size_t  i, from;

    for (i = 0, from = 0, fresh = false; i < s.len; i++) {
        if (s.data[i] != '|') {
            continue;
        }

        if (i > 0 && s.data[i - 1] == '\\') {
            faimi_md_cell_add(c, faimi_slice_sub(s, from, i - 1), fresh);
            fresh = false;
            from = i;

        } else {
            faimi_md_cell_add(c, faimi_slice_sub(s, from, i), fresh);
            fresh = true;
            from = i + 1;
        }
    }

    faimi_md_cell_add(c, faimi_slice_sub(s, from, s.len), fresh);
}


/* The cell's text will be parsed again, so code goes back as source, with a
 * delimiter that is longer than any run inside it. */
static void
faimi_md_cell_code(faimi_md_cells_t *c, faimi_slice_t s)
{
    size_t         i, run, longest;
    const char    *blank;
    faimi_slice_t  ticks;

    for (i = 0, run = 0, longest = 0; i < s.len; i++) {
        run = (s.data[i] == '`') ? run + 1 : 0;
        longest = (run > longest) ? run : longest;
    }

    ticks = faimi_slice(faimi_alloc_text(c->doc->arena, longest + 1),
                        longest + 1);
    memset((char *) ticks.data, '`', ticks.len);
    blank = (ticks.len > 1) ? " " : "";

    faimi_md_cell_add(c, faimi_arena_printf(c->doc->arena, "%.*s%s%.*s%s%.*s",
                                            FAIMI_FMT(ticks), blank,
                                            FAIMI_FMT(s), blank,
                                            FAIMI_FMT(ticks)), false);
}


/* A piece of a line without <code> elements: pipes in code spans are code. */
static void
faimi_md_cells_piece(faimi_md_cells_t *c, faimi_slice_t s)
{
    faimi_md_node_t  *root, *node;

    if (faimi_slice_find_char(s, '`', 0) == s.len) {
        if (s.len > 0) {
            faimi_md_cell_text(c, s);
        }

        return;
    }

    root = faimi_md_node(&c->doc->pool, FAIMI_MD_ROOT);
    faimi_md_spans_text(c->doc, root, s, FAIMI_MD_ONLY_CODE);

    for (node = root->first; node != NULL; node = node->next) {
        if (node->type == FAIMI_MD_CODESPAN) {
            faimi_md_cell_code(c, node->value.s);

        } else {
            faimi_md_cell_text(c, node->value.s);
        }
    }

    faimi_md_release(&c->doc->pool, root);
}


/* line ::= piece ('<code' .*? '>' .*? '</code>' piece)*
 * By these letters alone, not as markup: small ones, any attributes. */
static void
faimi_md_cells_split(faimi_md_cells_t *c, faimi_slice_t s)
{
    size_t  at, open, end;

    for (at = 0; at < s.len; at = end) {
        open = faimi_slice_find(s, FAIMI_SLICE("<code"), at);
        end = faimi_slice_find_char(s, '>', open);
        end = faimi_slice_find(s, FAIMI_SLICE("</code>"), end + 1);

        if (end >= s.len) {
            faimi_md_cells_piece(c, faimi_slice_sub(s, at, s.len));
            return;
        }

        end += sizeof("</code>") - 1;
        faimi_md_cells_piece(c, faimi_slice_sub(s, at, open));
        faimi_md_cell_add(c, faimi_slice_sub(s, open, end), false);
    }
}


/* row ::= '|'? cell ('|' cell)* '|'?
 * Pipes at the ends of the line leave empty cells.  The last one goes; the
 * first one only in a table whose first line begins with a pipe. */
static void
faimi_md_table_row(faimi_md_doc_t *doc, faimi_md_table_t *t,
    faimi_slice_t line)
{
    size_t             i;
    faimi_slice_t      s;
    faimi_md_node_t   *row, *cell, *text;
    faimi_md_cells_t   c;

    memset(&c, 0, sizeof(faimi_md_cells_t));
    c.doc = doc;
    faimi_md_cells_split(&c, line);

    /* pipes at the ends of the line leave empty cells: the first of them
     * counts as such only in a table whose first line has it */
    i = t->leading && c.n > 0 && faimi_slice_trim(c.cells[0].s).len == 0;

    if (c.n > i && faimi_slice_trim(c.cells[c.n - 1].s).len == 0) {
        c.n--;
    }

    row = faimi_md_node(&doc->pool, FAIMI_MD_TR);
    faimi_md_append(t->rows, row);
    t->columns = (c.n - i > t->columns) ? c.n - i : t->columns;

    for ( /* void */ ; i < c.n; i++) {
        cell = faimi_md_node(&doc->pool, FAIMI_MD_TD);
        faimi_md_append(row, cell);
        s = faimi_slice_trim(c.cells[i].s);
        text = faimi_md_node(&doc->pool, FAIMI_MD_RAW_TEXT);
        text->value.s = s;
        text->at = (uint32_t) doc->at;
        faimi_md_append(cell, text);
    }
}


/* line ::= divider of dashes | divider of '=' | row
 * Each with a pipe in it, or else the table has ended. */
static bool
faimi_md_table_line(faimi_md_block_t *b, faimi_md_table_t *t)
{
    size_t         at, end;
    faimi_slice_t  s;

    s = b->src->text;
    at = b->src->pos;

    if (!faimi_md_pipe(s, at)) {
        return false;
    }

    end = faimi_md_divider(s, at, "+|: \t-", '-');

    if (end != 0) {
        faimi_md_table_divide(b->doc, t, faimi_slice_sub(s, at, end - 1));

    } else if ((end = faimi_md_divider(s, at, "+|: \t=", '=')) != 0) {
        if (t->rows->first != NULL) {
            faimi_md_table_section(b->doc, t, FAIMI_MD_TBODY, true);
        }

        t->footer = true;

    } else {
        end = faimi_md_line_end(s, at) + 1;
        faimi_md_table_row(b->doc, t, faimi_slice_sub(s, at, end - 1));
    }

    b->src->pos = end;

    return true;
}


/* The number of lines, empty ones at the end not counted; where the first one
 * ends and where the last one begins. */
static size_t
faimi_md_lines(faimi_slice_t s, size_t *first, size_t *last)
{
    size_t  i, n;

    while (s.len > 0 && s.data[s.len - 1] == '\n') {
        s.len--;
    }

    *first = faimi_md_line_end(s, 0);
    *last = 0;
    n = (s.len > 0);

    for (i = *first; i < s.len; i = faimi_md_line_end(s, i + 1)) {
        *last = i + 1;
        n++;
    }

    return n;
}


/*
 * Whether each line has a pipe outside of code and of HTML elements: `lines`
 * is the table's text as code spans, elements and text.  Code may run over the
 * ends of lines, and then the pipes there are none; what is text again has to
 * have one of its own.  An element counts with its name, which has no pipe.
 */
static bool
faimi_md_table_piped(const faimi_md_node_t *lines)
{
    bool                    piped;
    size_t                  n, first, last;
    faimi_slice_t           s;
    const faimi_md_node_t  *node;

    piped = false;

    for (node = lines->first; node != NULL; node = node->next) {
        s = node->value.s;

        if (node->type == FAIMI_MD_CODESPAN) {
            n = faimi_md_lines(s, &first, &last);

            if (n > 2 || (n == 2 && !piped)) {
                return piped;
            }

            piped = (n == 2) ? false : piped;
            continue;
        }

        n = faimi_md_lines(s, &first, &last);

        if (n > 1 && !piped && !faimi_md_pipe(faimi_slice_sub(s, 0, first), 0))
        {
            return piped;
        }

        piped = (n <= 1 && piped)
                || (n > 0 && faimi_md_pipe(faimi_slice_sub(s, last, s.len),
                                           0));
    }

    return piped;
}


/* What each column is aligned to; rows are filled up when rendered. */
static void
faimi_md_table_columns(faimi_md_doc_t *doc, faimi_md_table_t *t)
{
    faimi_md_columns_t  *columns;

    columns = faimi_alloc(doc->arena,
                          sizeof(faimi_md_columns_t) + t->columns);
    columns->n = t->columns;
    memcpy(columns->align, t->align,
           (t->aligns < t->columns) ? t->aligns : t->columns);
    t->table->u.data = columns;
}


/* Reads rows as long as there are pipes, and only then sees whether they are a
 * table's: the reference looks for code and HTML in all lines at once.  What
 * was read for nothing costs its steps. */
static bool
faimi_md_table_read(faimi_md_block_t *b, faimi_md_table_t *t)
{
    bool              piped;
    size_t            end, from;
    faimi_slice_t     s;
    faimi_md_node_t  *lines;

    s = b->src->text;
    from = b->src->pos;
    end = faimi_md_divider(s, from, "+|: \t-", '-');
    b->src->pos = (end != 0) ? end : from;

    while (b->src->pos < s.len && faimi_md_table_line(b, t)) { /* void */ }

    if (!faimi_md_before_boundary(b->src, b->src->pos)) {
        return false;
    }

    /* again, as the rows were split one by one */
    lines = faimi_md_node(&b->doc->pool, FAIMI_MD_ROOT);
    faimi_md_spans_text(b->doc, lines, faimi_slice_sub(s, from,
                                                       b->src->pos - 1),
                        FAIMI_MD_ONLY | FAIMI_MD_TABLE_TEXT);

    piped = faimi_md_table_piped(lines);
    faimi_md_release(&b->doc->pool, lines);

    if (!piped) {
        return false;
    }

    if (t->rows->first != NULL) {
        faimi_md_table_section(b->doc, t, t->footer ? FAIMI_MD_TFOOT
                                                    : FAIMI_MD_TBODY, false);
    }

    /* a head alone is no table */
    return t->body;
}


/* table ::= divider? (row | divider)+, between boundaries
 * parse_table.  If it is none nothing has moved, and the nodes are given back.
 */
bool
faimi_md_table(faimi_md_block_t *b)
{
    size_t            from, at;
    faimi_slice_t     s;
    faimi_md_table_t  t;

    s = b->src->text;
    from = b->src->pos;
    at = faimi_md_opt_space(s, from);

    if (at >= s.len || faimi_is_space(s.data[at]) || !faimi_md_pipe(s, at)
        || !faimi_md_after_boundary(b))
    {
        return false;
    }

    memset(&t, 0, sizeof(faimi_md_table_t));
    t.align = (uint8_t *) "";
    t.leading = s.data[faimi_md_skip_space(s, from)] == '|';
    t.rows = faimi_md_node(&b->doc->pool, FAIMI_MD_ROOT);
    t.table = faimi_md_new_block(b, FAIMI_MD_TABLE);

    if (!faimi_md_table_read(b, &t)) {
        faimi_md_release(&b->doc->pool, t.table);
        faimi_md_release(&b->doc->pool, t.rows);
        b->src->pos = from;
        return false;
    }

    faimi_md_table_columns(b->doc, &t);
    faimi_md_release(&b->doc->pool, t.rows);
    faimi_md_append(b->tree, t.table);

    return true;
}
