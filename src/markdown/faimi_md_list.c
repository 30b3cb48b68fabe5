/*
 * Lists.  A line belongs to the item above it if it is indented as far as the
 * item's text, or if no blank line came before it.  The lines of an item, less
 * that indentation, are a text of their own, which is then parsed for blocks.
 *
 * The reference: kramdown/parser/kramdown/list.rb, and of task lists
 * kramdown/parser/gfm.rb.
 */

#include "faimi_md_rules.h"


/* The columns that a run of `tabs` tabs is wide after `column` characters.
 * parse_first_list_line (list.rb) takes the first one to its tab stop, and
 * counts four for each other, wherever it begins. */
static size_t
faimi_md_tab_width(size_t column, size_t tabs)
{
    return 4 - column % 4 + (tabs - 1) * 4;
}


/* Width of the blanks before an item's text, tabs expanded: with the marker
 * this is how far its other lines must be indented.  Each tab is looked at
 * once. */
static size_t
faimi_md_item_indent(faimi_slice_t s, size_t column)
{
    size_t  i, n, tabs;

    i = n = 0;

    for ( ;; ) {
        while (faimi_md_char(s, i) == ' ') {
            i++;
            n++;
        }

        for (tabs = 0; faimi_md_char(s, i) == '\t'; tabs++) {
            i++;
        }

        if (tabs == 0) {
            return n;
        }

        n += faimi_md_tab_width(column + n, tabs);
    }
}


/* ial ::= \s* '{:' (?! name? ':' | '/') content '}' \s*
 * LIST_ITEM_IAL of list.rb, at the beginning of an item.  Returns its end, or
 * 0.  With a name and a colon it would be an attribute list definition, with a
 * slash the end of an extension. */
size_t
faimi_md_item_ial(faimi_slice_t s, faimi_slice_t *content)
{
    size_t  at, name, close;

    at = faimi_md_skip_space(s, 0);

    if (faimi_md_char(s, at) != '{' || faimi_md_char(s, at + 1) != ':') {
        return 0;
    }

    at += 2;
    name = faimi_md_id_name(s, at);
    name = (name == 0) ? at : name;

    if (faimi_md_char(s, name) == ':' || faimi_md_char(s, at) == '/') {
        return 0;
    }

    for (close = at; close < s.len; close++) {
        if (s.data[close] == '}' && s.data[close - 1] != '\\') {
            break;
        }
    }

    close = faimi_md_brace(s, at, close, false);

    if (close == 0) {
        return 0;
    }

    *content = faimi_slice_sub(s, at, close);

    return faimi_md_skip_space(s, close + 1);
}


/* first ::= ial? text '\n'
 * The rest of an item's first line, `s`, whose marker ends at `column`.  Sets
 * the item's indentation, takes its IAL, and returns its text.  An item
 * without text has no column to go by; it gets that of code, four
 * (parse_first_list_line of list.rb). */
faimi_slice_t
faimi_md_item_first(faimi_md_doc_t *doc, faimi_slice_t s, size_t column,
    faimi_md_item_t *item)
{
    size_t         end;
    faimi_slice_t  content;

    end = faimi_md_item_ial(s, &content);

    if (end == s.len || (end == 0 && !faimi_md_has_text(s, 0))) {
        item->indent = 4;

    } else {
        item->indent = column + faimi_md_item_indent(s, column);
    }

    if (end != 0) {
        faimi_md_ial_parse(doc, content, &item->node->ial);
        return faimi_slice_sub(s, end, s.len);
    }

    end = faimi_md_skip_space(s, 0);

    return faimi_slice_sub(s, end, s.len);
}


/* content ::= (tab | 4 blanks){n / 4} (' '{n % 4} | tab | 4 blanks)
 * Whether the line at `at` is indented by n = `indent` columns: content_re of
 * parse_first_list_line.  A tab counts as four columns here, wherever it
 * stands. */
static bool
faimi_md_item_content(faimi_slice_t s, size_t at, size_t indent)
{
    size_t  i, end;

    for (i = 0; i < indent / 4; i++) {
        end = faimi_md_indented(s, at);

        if (end == 0) {
            return false;
        }

        at = end;
    }

    for (i = 0, end = at; i < indent % 4 && faimi_md_char(s, end) == ' '; i++)
    {
        end++;
    }

    return i == indent % 4 || faimi_md_indented(s, at) != 0;
}


/* Whether a line that is not indented continues the item's paragraph: lazy_re
 * of parse_first_list_line.  An attribute list and the tag of a block element
 * do not; they may be indented as far as the item, but not like code. */
static bool
faimi_md_item_lazy(faimi_md_src_t *src, size_t at, size_t indent)
{
    size_t  max;

    max = (indent > 3) ? 3 : indent;

    return faimi_md_ial_line(src, at, max, NULL) == 0
           && !faimi_md_html_line(src->text, at, max);
}


/* line ::= content text '\n' | lazy text '\n'
 * Takes the line at src->pos if it belongs to the item: one that is indented,
 * or, unless a blank line came before it, one that is not. */
bool
faimi_md_item_line(faimi_md_src_t *src, const faimi_md_item_t *item,
    bool after_blank, faimi_slice_t *line)
{
    size_t  end;

    if (!faimi_md_has_text(src->text, src->pos)) {
        return false;
    }

    if (!faimi_md_item_content(src->text, src->pos, item->indent)
        && (after_blank || !faimi_md_item_lazy(src, src->pos, item->indent)))
    {
        return false;
    }

    end = faimi_md_line_end(src->text, src->pos) + 1;
    *line = faimi_slice_sub(src->text, src->pos, end);
    src->pos = (end > src->text.len) ? src->text.len : end;

    return true;
}


/* The line without the item's indentation; *found says whether it had all of
 * it.  Tabs at its beginning become four blanks each first, as in parse_list.
 * The copy costs steps: nested lists expand the same tabs at each level. */
faimi_slice_t
faimi_md_item_dedent(faimi_md_doc_t *doc, faimi_slice_t s, size_t indent,
    bool *found)
{
    char    *p;
    size_t   tabs, i;

    for (tabs = 0; tabs < s.len && s.data[tabs] == '\t'; tabs++) { /* void */ }

    if (tabs > 0) {
        faimi_md_step(doc, tabs);
        p = faimi_alloc_text(doc->arena, s.len + 3 * tabs);
        memset(p, ' ', 4 * tabs);
        memcpy(p + 4 * tabs, s.data + tabs, s.len - tabs);
        s = faimi_slice(p, s.len + 3 * tabs);
    }

    for (i = 0; i < indent && faimi_md_char(s, i) == ' '; i++) { /* void */ }

    *found = (i == indent);

    return faimi_slice_sub(s, *found ? indent : 0, s.len);
}


/* A line that would begin a list of either kind. */
static bool
faimi_md_any_start(faimi_slice_t s)
{
    return faimi_md_list_start(s, 0, '*', 3) != 0
           || faimi_md_list_start(s, 0, '1', 3) != 0;
}


/* The texts of an item: a nested list begins a new one. */
typedef struct faimi_md_chunk_s  faimi_md_chunk_t;

struct faimi_md_chunk_s {
    faimi_md_text_t    text;
    faimi_md_chunk_t  *next;
};


typedef struct {
    char               type;       /* '*' or '1' */
    size_t             blanks;     /* that may precede a marker */
    bool               after_blank;
    bool               nested;     /* a list inside the item was seen */
    bool               eob;
    faimi_md_item_t    item;
    faimi_md_chunk_t  *chunk;      /* the last one of the item */
    faimi_md_node_t   *list;
} faimi_md_list_t;


/* Begins another text of the current item.  They are parsed one after the
 * other, so that no paragraph reaches from one into the next. */
static void
faimi_md_list_chunk(faimi_md_block_t *b, faimi_md_list_t *l)
{
    faimi_md_chunk_t  *chunk;

    chunk = faimi_alloc(b->doc->arena, sizeof(faimi_md_chunk_t));

    if (l->chunk == NULL) {
        l->item.node->u.data = chunk;

    } else {
        l->chunk->next = chunk;
    }

    l->chunk = chunk;
}


/* item ::= ' '{0,n} marker first
 * n is 3 for the first item; for the next ones it is less than the indentation
 * of the item above, as a marker further right begins a list inside that item.
 */
static void
faimi_md_list_item(faimi_md_block_t *b, faimi_md_list_t *l, size_t marker)
{
    size_t         end;
    faimi_slice_t  s;

    end = faimi_md_line_end(b->src->text, marker) + 1;
    l->item.node = faimi_md_node(&b->doc->pool, FAIMI_MD_LI);
    l->item.node->at = (uint32_t) b->doc->at;
    faimi_md_append(l->list, l->item.node);

    s = faimi_slice_sub(b->src->text, marker, end);
    s = faimi_md_item_first(b->doc, s, marker - b->src->pos, &l->item);
    b->src->pos = end;

    /* a marker further right is a list within this item */
    l->blanks = (l->item.indent > 4) ? 3 : l->item.indent - 1;
    l->nested = faimi_md_any_start(s);
    l->after_blank = false;
    l->chunk = NULL;
    faimi_md_list_chunk(b, l);
    faimi_md_text_add(b->doc->arena, &l->chunk->text, s);
}


/* line ::= a line of the item, less its indentation
 * A paragraph would swallow the first line of a list that follows it without a
 * blank line; so that line begins another text (item.value of list.rb is an
 * array for that).  Once per item is enough: a second list has a list before
 * it, not a paragraph. */
static void
faimi_md_list_line(faimi_md_block_t *b, faimi_md_list_t *l,
    faimi_slice_t line)
{
    char   *p;
    bool    found;
    size_t  n;

    line = faimi_md_item_dedent(b->doc, line, l->item.indent, &found);

    if (!l->nested && found && faimi_md_any_start(line)) {
        faimi_md_list_chunk(b, l);
        l->nested = true;

    } else if (l->nested && !found && faimi_md_any_start(line)) {
        /* a marker between two levels belongs to the inner list: it gets what
         * the item takes off, and the indentation of a text */
        n = l->item.indent + 4;
        faimi_md_step(b->doc, n / 8);
        p = faimi_alloc_text(b->doc->arena, n);
        memset(p, ' ', n);
        faimi_md_text_add(b->doc->arena, &l->chunk->text, faimi_slice(p, n));
    }

    faimi_md_text_add(b->doc->arena, &l->chunk->text, line);
    l->after_blank = false;
}


/* next ::= item | line | blank line+
 * One step of parse_list's loop; false where the list ends: at a rule after a
 * blank line, at an end-of-block mark, which it takes with it, or at a line of
 * something else. */
static bool
faimi_md_list_next(faimi_md_block_t *b, faimi_md_list_t *l)
{
    size_t          end;
    faimi_slice_t   s, line;

    s = b->src->text;

    if (l->after_blank && faimi_md_rule_line(s, b->src->pos) != 0) {
        return false;
    }

    end = faimi_md_eob_line(s, b->src->pos);

    if (end != 0) {
        b->src->pos = end;
        l->eob = true;
        return false;
    }

    end = faimi_md_list_start(s, b->src->pos, l->type, l->blanks);

    if (end != 0) {
        faimi_md_list_item(b, l, end);
        return true;
    }

    if (faimi_md_item_line(b->src, &l->item, l->after_blank, &line)) {
        faimi_md_list_line(b, l, line);
        return true;
    }

    end = faimi_md_blank_line(s, b->src->pos);

    if (end == 0) {
        return false;
    }

    line = faimi_slice_sub(s, b->src->pos, end);
    faimi_md_text_add(b->doc->arena, &l->chunk->text, line);
    b->src->pos = end;
    /* after a blank line a list needs no text of its own */
    l->nested = l->after_blank = true;

    return true;
}


/* Whether the item's first paragraph loses its tag.  It keeps it if a blank
 * line follows it, and in the last item if all other items keep theirs (the
 * end of parse_list in list.rb).  Linear: only the last item looks at the
 * others. */
static bool
faimi_md_list_tight(const faimi_md_list_t *l, const faimi_md_node_t *it)
{
    const faimi_md_node_t  *other, *second;

    second = it->first->next;

    if (second != NULL && second->type == FAIMI_MD_BLANK
        && (it != l->list->last || second->next != NULL || l->eob))
    {
        return false;
    }

    if (it != l->list->last || it == l->list->first) {
        return true;
    }

    for (other = l->list->first; other != it; other = other->next) {
        if (other->first == NULL || other->first->type != FAIMI_MD_P
            || other->first->transparent)
        {
            return true;
        }
    }

    return false;
}


/* Parses the texts of an item, and decides on its first paragraph.  Returns
 * the blank lines at its end, taken out of the tree, since they belong after
 * the list; or NULL. */
static faimi_md_node_t *
faimi_md_list_finish(faimi_md_block_t *b, faimi_md_list_t *l,
    faimi_md_node_t *it)
{
    faimi_md_node_t   *p, *last;
    faimi_md_chunk_t  *chunk;

    for (chunk = it->u.data; chunk != NULL; chunk = chunk->next) {
        (void) faimi_md_blocks(b, it, &chunk->text.s);
    }

    it->u.data = NULL;
    p = it->first;

    if (p == NULL) {
        return NULL;
    }

    /* the mark that the paragraph's attribute list has left */
    if (p->type == FAIMI_MD_P && p->ial != NULL && p->next != NULL
        && p->next->type == FAIMI_MD_EOB)
    {
        faimi_md_remove(p->next);
    }

    if (p->type == FAIMI_MD_P && faimi_md_list_tight(l, it)) {
        /* without tags the text would run into the block below it */
        if (p->first != NULL && p->next != NULL
            && p->next->type != FAIMI_MD_BLANK)
        {
            faimi_md_text_add(b->doc->arena, &p->first->value,
                              FAIMI_SLICE("\n"));
        }

        p->transparent = true;
    }

    last = it->last;

    if (last->type != FAIMI_MD_BLANK) {
        return NULL;
    }

    faimi_md_remove(last);

    return last;
}


/* box ::= \s* '[' (' ' | 'x' | 'X') ']' \s+
 * The length of the box that the text begins with, or 0 (parse_list of
 * kramdown/parser/gfm.rb). */
static size_t
faimi_md_task_box(faimi_slice_t s, bool *checked)
{
    char    c;
    size_t  at, end;

    at = faimi_md_skip_space(s, 0);
    c = faimi_lower(faimi_md_char(s, at + 1));

    if (faimi_md_char(s, at) != '[' || (c != ' ' && c != 'x')
        || faimi_md_char(s, at + 2) != ']')
    {
        return 0;
    }

    *checked = (c == 'x');
    end = faimi_md_skip_space(s, at + 3);

    return (end > at + 3) ? end : 0;
}


/* Task lists, in GFM alone: a box in an item's text becomes a check box.  As
 * in the reference, whose variable is set once for the whole list, every item
 * from the first one with a box on gets the class. */
static void
faimi_md_list_tasks(faimi_md_doc_t *doc, faimi_md_node_t *list)
{
    bool              tasks, checked;
    size_t            end;
    faimi_slice_t     rest;
    faimi_md_node_t  *li, *text;

    tasks = false;

    for (li = list->first; li != NULL; li = li->next) {
        if (li->first == NULL || li->first->type != FAIMI_MD_P
            || li->first->first == NULL)
        {
            continue;
        }

        text = li->first->first;
        end = faimi_md_task_box(text->value.s, &checked);

        if (end > 0) {
            tasks = true;
            rest = faimi_slice_sub(text->value.s, end, text->value.s.len);
            text->value.s = faimi_arena_printf(doc->arena, "<input"
                " type=\"checkbox\" class=\"task-list-item-checkbox\""
                " disabled=\"disabled\"%s />%.*s",
                checked ? " checked=\"checked\"" : "", FAIMI_FMT(rest));
            text->value.room = 0;
        }

        if (tasks) {
            faimi_md_attr_set(doc, &li->attrs, FAIMI_SLICE("class"),
                              FAIMI_SLICE("task-list-item"));
        }
    }

    if (tasks) {
        faimi_md_attr_set(doc, &list->attrs, FAIMI_SLICE("class"),
                          FAIMI_SLICE("task-list"));
    }
}


/* list ::= (item (line | blank line)*)+
 * Each line is copied once per level of nesting, which FAIMI_MAX_BLOCK_DEPTH
 * bounds. */
bool
faimi_md_list(faimi_md_block_t *b)
{
    faimi_md_list_t   l;
    faimi_md_node_t  *it, *blank, *last;

    memset(&l, 0, sizeof(faimi_md_list_t));
    l.blanks = 3;

    if (faimi_md_list_start(b->src->text, b->src->pos, '*', 3) != 0) {
        l.type = '*';

    } else if (faimi_md_list_start(b->src->text, b->src->pos, '1', 3) != 0) {
        l.type = '1';

    } else {
        return false;
    }

    l.list = faimi_md_new_block(b, l.type == '*' ? FAIMI_MD_UL : FAIMI_MD_OL);

    while (b->src->pos < b->src->text.len && faimi_md_list_next(b, &l)) {
        faimi_md_step(b->doc, 1);
    }

    faimi_md_append(b->tree, l.list);
    last = NULL;

    for (it = l.list->first; it != NULL; it = it->next) {
        blank = faimi_md_list_finish(b, &l, it);
        last = (it->first != NULL || blank != NULL) ? blank : last;
    }

    if (last != NULL && !l.eob) {
        faimi_md_append(b->tree, last);
    }

    if (b->doc->options.gfm) {
        faimi_md_list_tasks(b->doc, l.list);
    }

    return true;
}
