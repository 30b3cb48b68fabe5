/*
 * Headers as they are written, and the table of contents made of them.
 *
 * The reference: convert_header and generate_toc_tree of
 * kramdown/converter/html.rb.
 */

#include "faimi_md_render.h"


/* Remembers a header for the table of contents: not of a level outside of
 * toc_levels, nor of the class no_toc (in_toc? of kramdown/converter/base.rb).
 */
static void
faimi_md_toc_head(faimi_md_render_t *r, faimi_md_node_t *node,
    faimi_slice_t id)
{
    const faimi_md_attr_t  *class;

    class = faimi_md_attr_get(&node->attrs, "class");

    if (!r->doc->options.toc_levels[node->level]
        || (class != NULL
            && faimi_md_has_word(class->value.s, FAIMI_SLICE("no_toc"))))
    {
        return;
    }

    if (r->nheads == r->cheads) {
        r->heads = faimi_arena_grow(r->doc->arena, r->heads, r->nheads,
                                    &r->cheads, sizeof(faimi_md_head_t));
    }

    r->heads[r->nheads++] = (faimi_md_head_t) { node, id };
}


/* Headers of the page have their identifiers by now; those within HTML and
 * notes get them here, as kramdown's converter gives them. */
void
faimi_md_put_header(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    char                    tag[] = "h0";
    int64_t                 level;
    const faimi_md_attr_t  *id;

    id = faimi_md_attr_get(&node->attrs, "id");

    if (id == NULL && r->doc->options.auto_ids) {
        faimi_md_attr_set(r->doc, &node->attrs, FAIMI_SLICE("id"),
                          faimi_md_id_make(r, node->u.text));
        id = faimi_md_attr_get(&node->attrs, "id");
    }

    /* an identifier of the author's own is enough for an entry */
    if (id != NULL) {
        faimi_md_toc_head(r, node, id->value.s);
    }

    level = node->level + r->doc->options.header_offset;
    level = (level > 6) ? 6 : (level < 1) ? 1 : level;

    faimi_md_put_indent(r, indent);
    tag[1] = (char) ('0' + level);
    faimi_buf_char(r->out, '<');
    faimi_buf_str(r->out, tag);
    faimi_md_put_attrs(r, &node->attrs);
    faimi_buf_char(r->out, '>');
    faimi_md_put_inner(r, node, indent);
    faimi_buf_str(r->out, "</");
    faimi_buf_str(r->out, tag);
    faimi_buf_str(r->out, ">\n");
}


/* Every entry gets a list for entries below it; an empty one goes. */
static void
faimi_md_toc_pop(faimi_md_node_t *li)
{
    if (li->last->first == NULL) {
        faimi_md_remove(li->last);
    }
}


/* Adds the entry of a header below the last one that is of a higher level
 * (generate_toc_tree), and returns it.  A level that is left out is no level.
 */
static faimi_md_node_t *
faimi_md_toc_add(faimi_md_render_t *r, faimi_md_node_t *list,
    faimi_md_node_t *last, const faimi_md_head_t *head, faimi_slice_t prefix)
{
    faimi_slice_t     s;
    faimi_md_doc_t   *doc;
    faimi_md_node_t  *li, *p, *a, *text;

    doc = r->doc;
    li = faimi_md_node(&doc->pool, FAIMI_MD_LI);
    li->level = head->header->level;
    p = faimi_md_node(&doc->pool, FAIMI_MD_P);
    p->transparent = true;
    faimi_md_append(li, p);
    a = faimi_md_node(&doc->pool, FAIMI_MD_A);
    faimi_md_append(p, a);

    s = faimi_arena_printf(doc->arena, "#%.*s", FAIMI_FMT(head->id));
    faimi_md_attr_set(doc, &a->attrs, FAIMI_SLICE("href"), s);
    s = faimi_arena_printf(doc->arena, "%.*s-%.*s", FAIMI_FMT(prefix),
                           FAIMI_FMT(head->id));
    faimi_md_attr_set(doc, &a->attrs, FAIMI_SLICE("id"), s);
    text = faimi_md_node(&doc->pool, FAIMI_MD_TOC_TEXT);
    text->u.data = head->header;
    faimi_md_append(a, text);
    faimi_md_append(li, faimi_md_node(&doc->pool, list->type));

    while (last != NULL && last->level >= li->level) {
        faimi_md_toc_pop(last);
        last = last->parent->parent;
    }

    faimi_md_append((last == NULL) ? list : last->last, li);

    return li;
}


/* The header's content again, as the text of its entry: without notes and
 * links. */
void
faimi_md_put_toc_text(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    r->entry = true;
    faimi_md_put_inner(r, node->u.data, indent - 2);
    r->entry = false;
}


/* The table of contents, in the place of the list that asked for it. */
void
faimi_md_put_toc(faimi_md_render_t *r)
{
    size_t                  i, from;
    faimi_slice_t           prefix;
    faimi_md_node_t        *list, *last;
    const faimi_md_attr_t  *id;

    if (r->toc == NULL) {
        return;
    }

    list = faimi_md_node(&r->doc->pool, r->toc->type);
    faimi_md_attrs_copy(r->doc, &list->attrs, &r->toc->attrs);
    id = faimi_md_attr_get(&list->attrs, "id");
    prefix = (id == NULL) ? FAIMI_SLICE("markdown-toc") : id->value.s;
    faimi_md_attr_set(r->doc, &list->attrs, FAIMI_SLICE("id"), prefix);

    for (i = 0, last = NULL; i < r->nheads; i++) {
        last = faimi_md_toc_add(r, list, last, &r->heads[i], prefix);
    }

    while (last != NULL) {
        faimi_md_toc_pop(last);
        last = last->parent->parent;
    }

    from = r->out->len;

    if (list->first != NULL) {
        faimi_md_put(r, list, 0);
    }

    if (!r->out->full) {
        faimi_md_splice(r, r->toc_at, from);
    }
}
