/*
 * What rules of blocks share: nodes and texts for the tree, and the boundaries
 * that some rules ask for.
 *
 * The reference: new_block_el and add_text of kramdown/parser/kramdown.rb and
 * kramdown/parser/base.rb, and block_boundary.rb.
 */

#include "faimi_md_rules.h"


/* A block, with the attribute list that stood before it (new_block_el).  It is
 * in no tree yet. */
faimi_md_node_t *
faimi_md_new_block(faimi_md_block_t *b, faimi_md_type_t type)
{
    faimi_md_node_t  *node;

    node = faimi_md_node(&b->doc->pool, type);
    node->at = (uint32_t) b->doc->at;
    node->ial = b->ial;
    b->ial = NULL;

    return node;
}


/* A mark in the tree that shows nothing: an end of a block, or the place of a
 * definition, whose attribute list it takes. */
void
faimi_md_new_eob(faimi_md_block_t *b, int kind)
{
    faimi_md_node_t  *node;

    node = faimi_md_new_block(b, FAIMI_MD_EOB);
    node->kind = (uint8_t) kind;
    faimi_md_append(b->tree, node);
}


/* Adds text that the span parser will read, to the raw text that el ends with,
 * or as a new one. */
void
faimi_md_add_raw(faimi_md_block_t *b, faimi_md_node_t *el, faimi_slice_t s)
{
    faimi_md_node_t  *text;

    text = el->last;

    if (text == NULL || text->type != FAIMI_MD_RAW_TEXT) {
        if (s.len == 0) {
            return;
        }

        text = faimi_md_node(&b->doc->pool, FAIMI_MD_RAW_TEXT);
        text->at = (uint32_t) b->doc->at;
        faimi_md_append(el, text);
    }

    faimi_md_text_add(b->doc->arena, &text->value, s);
}


/* after_block_boundary?, for the position that has been reached: nothing is
 * before it, or a blank line, an end-of-block mark or an attribute list. */
bool
faimi_md_after_boundary(const faimi_md_block_t *b)
{
    const faimi_md_node_t  *last;

    last = b->tree->last;

    return last == NULL || last->type == FAIMI_MD_BLANK
           || (last->type == FAIMI_MD_EOB && last->kind == FAIMI_MD_EOB_MARK)
           || b->ial != NULL;
}


/* Whether a boundary is at `at`: a blank line, a mark, an attribute list, or
 * the end (BLOCK_BOUNDARY of block_boundary.rb). */
bool
faimi_md_before_boundary(faimi_md_src_t *src, size_t at)
{
    return at >= src->text.len
           || faimi_md_blank_line(src->text, at) != 0
           || faimi_md_eob_line(src->text, at) != 0
           || faimi_md_ial_line(src, at, 3, NULL) != 0;
}
