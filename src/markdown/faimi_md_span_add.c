/*
 * What rules of spans add to the element that is being read: text, which joins
 * the text before it, and nodes.
 *
 * The reference: add_text of kramdown/parser/base.rb.
 */

#include "faimi_md_span.h"


/* Text joins the text before it: it is a longer view where it continues that.
 */
static void
faimi_md_add_text(faimi_md_spans_t *p, faimi_slice_t s)
{
    faimi_md_node_t  *node;

    if (s.len == 0) {
        return;
    }

    node = p->frame->tree->last;

    if (node == NULL || node->type != FAIMI_MD_TEXT) {
        node = faimi_md_add_node(p, FAIMI_MD_TEXT);
    }

    faimi_md_text_add(p->doc->arena, &node->value, s);
}


/* Takes n bytes as text. */
void
faimi_md_add_chars(faimi_md_spans_t *p, size_t n)
{
    size_t  from;

    from = p->src.pos;
    p->src.pos += n;
    faimi_md_add_text(p, faimi_slice_sub(p->src.text, from, from + n));
}


/* A node at the end of the frame's element. */
faimi_md_node_t *
faimi_md_add_node(faimi_md_spans_t *p, faimi_md_type_t type)
{
    faimi_md_node_t  *node;

    node = faimi_md_node(&p->doc->pool, type);
    faimi_md_append(p->frame->tree, node);

    return node;
}
