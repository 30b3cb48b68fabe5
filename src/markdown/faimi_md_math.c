/*
 * Mathematics as a block: $$ ... $$ between boundaries.
 *
 * The reference: kramdown/parser/kramdown/math.rb.
 */

#include "faimi_md_rules.h"


/* math ::= ' '{0,3} '\'? '$$' .*? '$$' (\s* '\n')? : escaped it is a span */
bool
faimi_md_math_block(faimi_md_block_t *b)
{
    bool              escaped;
    size_t            at, close, end, eol;
    faimi_slice_t     s;
    faimi_md_node_t  *node;

    s = b->src->text;
    at = faimi_md_opt_space(s, b->src->pos);
    escaped = faimi_md_char(s, at) == '\\';
    at += escaped;

    if (faimi_md_char(s, at) != '$' || faimi_md_char(s, at + 1) != '$'
        || !faimi_md_after_boundary(b))
    {
        return false;
    }

    close = faimi_md_next(b->src, FAIMI_MD_NEXT_MATH, at + 2);

    if (close >= s.len) {
        return false;
    }

    eol = faimi_md_to_eol(s, close + 2);

    /* the backslash goes, and what it was before is a span of a paragraph */
    if (escaped) {
        b->src->pos = (eol != 0) ? at : b->src->pos;
        return false;
    }

    end = (eol != 0) ? eol : close + 2;

    if (!faimi_md_before_boundary(b->src, end)) {
        return false;
    }

    b->src->pos = end;
    node = faimi_md_new_block(b, FAIMI_MD_MATH);
    node->value.s = faimi_slice_trim(faimi_slice_sub(s, at + 2, close));
    faimi_md_append(b->tree, node);

    return true;
}
