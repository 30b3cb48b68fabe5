/*
 * Definition lists: a paragraph whose lines are terms, and below it the
 * definitions, each after a colon.
 *
 * The reference: kramdown/parser/kramdown/list.rb.
 */

#include "faimi_md_rules.h"


typedef struct {
    size_t            blanks;       /* that may precede a colon */
    bool              after_blank;
    bool              as_para;      /* the next definition is a paragraph */
    faimi_md_item_t   item;
    faimi_md_node_t  *list;
} faimi_md_dl_t;


/* The paragraph whose lines are the terms: directly above, or one blank line
 * above (parse_definition_list of list.rb).  NULL: there is none, and the
 * colon is text. */
static faimi_md_node_t *
faimi_md_dl_paragraph(const faimi_md_block_t *b)
{
    faimi_md_node_t  *last;

    last = b->tree->last;

    if (last != NULL && last->type == FAIMI_MD_BLANK
        && faimi_slice_eq(last->value.s, FAIMI_SLICE("\n")))
    {
        last = last->prev;
    }

    /* a paragraph of NULs alone has no text */
    return (last != NULL && last->type == FAIMI_MD_P && last->first != NULL)
           ? last : NULL;
}


/* term ::= ial? text
 * The text is kept in u.text, too: {:auto_ids} on the list makes identifiers
 * of it. */
static void
faimi_md_dl_term(faimi_md_block_t *b, faimi_md_node_t *list, faimi_slice_t s)
{
    size_t            end;
    faimi_slice_t     content;
    faimi_md_node_t  *dt;

    dt = faimi_md_node(&b->doc->pool, FAIMI_MD_DT);
    end = faimi_md_item_ial(s, &content);

    if (end != 0) {
        faimi_md_ial_parse(b->doc, content, &dt->ial);
        s = faimi_slice_sub(s, end, s.len);
    }

    dt->u.text = s;
    faimi_md_add_raw(b, dt, s);
    faimi_md_append(list, dt);
}


/* terms ::= term ('\n' term)*
 * Takes the paragraph out of the tree again, which until then was an ordinary
 * one, and makes each of its lines a term.  Its attribute list becomes the
 * list's. */
static void
faimi_md_dl_terms(faimi_md_block_t *b, faimi_md_dl_t *d, faimi_md_node_t *p)
{
    size_t         at, end;
    faimi_slice_t  s;

    d->as_para = (p != b->tree->last);
    d->list = faimi_md_new_block(b, FAIMI_MD_DL);
    d->list->ial = p->ial;

    if (d->as_para) {
        faimi_md_remove(b->tree->last);
    }

    faimi_md_remove(p);
    /* the reference, too, looks at the first text alone */
    s = p->first->value.s;

    for (at = 0; at < s.len; at = end + 1) {
        end = faimi_md_line_end(s, at);
        faimi_md_dl_term(b, d->list, faimi_slice_sub(s, at, end));
    }
}


/* item ::= ' '{0,n} ':' first
 * n is as for the items of other lists. */
static void
faimi_md_dl_item(faimi_md_block_t *b, faimi_md_dl_t *d, size_t marker)
{
    size_t         end;
    faimi_slice_t  s;

    end = faimi_md_line_end(b->src->text, marker) + 1;
    d->item.node = faimi_md_node(&b->doc->pool, FAIMI_MD_DD);
    d->item.node->as_para = d->as_para;
    faimi_md_append(d->list, d->item.node);

    s = faimi_slice_sub(b->src->text, marker, end);
    s = faimi_md_item_first(b->doc, s, marker - b->src->pos, &d->item);
    faimi_md_text_add(b->doc->arena, &d->item.node->value, s);
    b->src->pos = end;

    /* a colon further right is one of a list within this definition */
    d->blanks = (d->item.indent > 4) ? 3 : d->item.indent - 1;
    d->as_para = d->after_blank = false;
}


/* next ::= item | line | blank line+
 * One step of the loop of parse_definition_list; false where the list ends.
 * An end-of-block mark stays in the text, although other lists take theirs:
 * here the reference does not look for it. */
static bool
faimi_md_dl_next(faimi_md_block_t *b, faimi_md_dl_t *d)
{
    bool           found;
    size_t         end;
    faimi_slice_t  s, line;

    s = b->src->text;
    end = faimi_md_list_start(s, b->src->pos, ':', d->blanks);

    if (end != 0) {
        faimi_md_dl_item(b, d, end);
        return true;
    }

    if (faimi_md_eob_line(s, b->src->pos) != 0) {
        return false;
    }

    if (faimi_md_item_line(b->src, &d->item, d->after_blank, &line)) {
        line = faimi_md_item_dedent(b->doc, line, d->item.indent, &found);
        faimi_md_text_add(b->doc->arena, &d->item.node->value, line);
        d->as_para = d->after_blank = false;
        return true;
    }

    end = faimi_md_blank_line(s, b->src->pos);

    if (end == 0) {
        return false;
    }

    line = faimi_slice_sub(s, b->src->pos, end);
    faimi_md_text_add(b->doc->arena, &d->item.node->value, line);
    b->src->pos = end;
    /* whoever comes next stands apart, and is a paragraph */
    d->as_para = d->after_blank = true;

    return true;
}


/* Parses a definition.  Returns the blank lines at its end, taken out of the
 * tree; or NULL. Its first paragraph keeps its tag only if a blank line was
 * above the colon. */
static faimi_md_node_t *
faimi_md_dl_finish(faimi_md_block_t *b, faimi_md_node_t *dd)
{
    faimi_slice_t     s;
    faimi_md_node_t  *p, *last;

    s = dd->value.s;
    dd->value.s = FAIMI_EMPTY;
    (void) faimi_md_blocks(b, dd, &s);
    last = dd->last;

    if (last != NULL && last->type == FAIMI_MD_BLANK) {
        faimi_md_remove(last);

    } else {
        last = NULL;
    }

    p = dd->first;

    if (p != NULL && p->type == FAIMI_MD_P && !dd->as_para) {
        if (p->first != NULL && p->next != NULL) {
            faimi_md_text_add(b->doc->arena, &p->first->value,
                              FAIMI_SLICE("\n"));
        }

        p->transparent = true;
    }

    return last;
}


/* Adds the list to the tree, or its items to a list right before it: the
 * paragraph between the two has become terms, so that they touch now. */
static void
faimi_md_dl_place(faimi_md_block_t *b, faimi_md_node_t *list)
{
    faimi_md_node_t  *last;

    last = b->tree->last;

    if (last != NULL && last->type == FAIMI_MD_BLANK && last->prev != NULL
        && last->prev->type == FAIMI_MD_DL)
    {
        faimi_md_remove(last);
        last = b->tree->last;
    }

    if (last != NULL && last->type == FAIMI_MD_DL) {
        faimi_md_move(list, last);

    } else {
        faimi_md_append(b->tree, list);
    }
}


/* definitions ::= paragraph '\n'? (item line*)+
 * The rule stands before the one for paragraphs, and comes true only after
 * that one has taken the terms. */
bool
faimi_md_definitions(faimi_md_block_t *b)
{
    faimi_md_dl_t     d;
    faimi_md_node_t  *p, *it, *next, *blank, *last;

    if (faimi_md_list_start(b->src->text, b->src->pos, ':', 3) == 0) {
        return false;
    }

    p = faimi_md_dl_paragraph(b);

    if (p == NULL) {
        return false;
    }

    memset(&d, 0, sizeof(faimi_md_dl_t));
    d.blanks = 3;
    faimi_md_dl_terms(b, &d, p);

    while (b->src->pos < b->src->text.len && faimi_md_dl_next(b, &d)) {
        faimi_md_step(b->doc, 1);
    }

    last = NULL;

    for (it = d.list->first; it != NULL; it = next) {
        next = it->next;

        if (it->type == FAIMI_MD_DD) {
            blank = faimi_md_dl_finish(b, it);
            last = (it->first != NULL || blank != NULL) ? blank : last;
        }
    }

    faimi_md_dl_place(b, d.list);

    if (last != NULL) {
        faimi_md_append(b->tree, last);
    }

    return true;
}
