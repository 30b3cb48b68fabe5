/*
 * Identifiers of headers.  There are two ways to make them: GFM's for headers
 * of the document, kramdown's own for those it does not reach, inside of HTML
 * and of footnotes.  And here too: a backslash at a line's end is a break.
 *
 * The reference: kramdown/parser/gfm.rb; basic_generate_id of
 * kramdown/converter/base.rb.
 */

#include "faimi_case.h"
#include "faimi_md_render.h"


/* Ruby's String#downcase: one to one, but for U+0130, which becomes two
 * characters. */
faimi_slice_t
faimi_md_downcase(faimi_md_doc_t *doc, faimi_slice_t s)
{
    char         *p;
    size_t        i;
    faimi_buf_t  *b;

    for (i = 0; i < s.len; i++) {
        if (faimi_is_high(s.data[i])) {
            break;
        }
    }

    if (i == s.len) {
        p = faimi_alloc_text(doc->arena, s.len);

        for (i = 0; i < s.len; i++) {
            p[i] = faimi_lower(s.data[i]);
        }

        return faimi_slice(p, s.len);
    }

    b = faimi_buf_create(doc->arena, 4 * s.len + 8);

    faimi_case_down(b, s);

    return faimi_buf_slice(b);
}


/* Makes an identifier unique by a number: "-1" for the second of its kind.  As
 * in the reference, nobody looks whether the name with its number is taken by
 * another header. */
static faimi_slice_t
faimi_md_number(faimi_md_doc_t *doc, faimi_map_t *ids, faimi_slice_t id)
{
    int64_t               n;
    const faimi_value_t  *used;

    /* neither way looks whether the name that it makes is taken */
    used = faimi_map_get(ids, id);
    n = (used == NULL) ? 0 : used->u.integer + 1;
    faimi_map_set(doc->arena, ids, id, FAIMI_V_INT(n));

    return (n == 0) ? id
                    : faimi_arena_printf(doc->arena, "%.*s-%lld",
                                         FAIMI_FMT(id), (long long) n);
}


/* The identifier after auto_id_prefix. */
static faimi_slice_t
faimi_md_id_prefixed(faimi_md_doc_t *doc, faimi_slice_t id)
{
    faimi_slice_t  prefix;

    prefix = doc->options.auto_id_prefix;

    return (prefix.len == 0) ? id
                             : faimi_arena_printf(doc->arena, "%.*s%.*s",
                                                  FAIMI_FMT(prefix),
                                                  FAIMI_FMT(id));
}


/* generate_gfm_header_id of gfm.rb: lower case, blanks as dashes, and of the
 * rest letters, digits, '_' and '-' of any script. */
static faimi_slice_t
faimi_md_id_gfm(faimi_md_doc_t *doc, faimi_slice_t text)
{
    char      *p;
    size_t     i, from, n;
    uint32_t   c;

    text = faimi_md_downcase(doc, text);
    p = faimi_alloc_text(doc->arena, text.len);

    for (i = 0, n = 0; i < text.len; /* void */) {
        from = i;
        c = faimi_utf8_next(text, &i);

        if (c == ' ' || c == '\t') {
            p[n++] = '-';

        } else if (c == '-' || faimi_utf8_is_word(c)) {
            memcpy(p + n, text.data + from, i - from);
            n += i - from;
        }
    }

    return faimi_md_id_prefixed(doc, faimi_md_number(doc, doc->ids,
                                                     faimi_slice(p, n)));
}


/* basic_generate_id of kramdown/converter/base.rb: letters, digits, dashes and
 * blanks of ASCII, in each line from its first letter on.  HTML that becomes a
 * header may have several lines. */
faimi_slice_t
faimi_md_id_basic(faimi_md_doc_t *doc, faimi_slice_t text)
{
    char    *p;
    bool     begun;
    size_t   i, n;

    p = faimi_alloc_text(doc->arena, text.len);
    begun = false;

    for (i = 0, n = 0; i < text.len; i++) {
        begun = (begun && text.data[i] != '\n')
                || faimi_is_alpha(text.data[i]);

        if (!begun) {
            continue;
        }

        if (faimi_is_alnum(text.data[i]) || text.data[i] == '-') {
            p[n++] = faimi_lower(text.data[i]);

        } else if (text.data[i] == ' ') {
            p[n++] = '-';
        }
    }

    return faimi_slice(p, n);
}


/* The identifier of a header that GFM's pass did not reach, inside of HTML or
 * of a note; "section" where no letter is in it. */
faimi_slice_t
faimi_md_id_make(faimi_md_render_t *r, faimi_slice_t text)
{
    faimi_slice_t  id;

    id = faimi_md_id_basic(r->doc, text);
    id = (id.len == 0) ? FAIMI_SLICE("section") : id;

    return faimi_md_id_prefixed(r->doc, faimi_md_number(r->doc, r->ids, id));
}


/* The sign as GFM's identifiers have it, before they drop it. */
static void
faimi_md_plain_symbol(faimi_buf_t *b, uint8_t kind)
{
    static const char *const  signs[] = {
        "\u2018", "\u2019", "\u201C", "\u201D", "\u2014", "\u2013", "\u2026",
        "\u00AB\u00A0", "\u00A0\u00BB", "\u00AB", "\u00BB", "<<", ">>"
    };

    faimi_buf_str(b, signs[kind]);
}


/* The text of a header or of a term, without its markup: update_raw_text of
 * gfm.rb, or without GFM that of kramdown/parser/kramdown.rb, which knows text
 * nodes only: no code, no entities, no signs. */
static void
faimi_md_plain_add(faimi_buf_t *b, const faimi_md_node_t *node, bool gfm)
{
    const faimi_md_node_t  *child;

    for (child = node->first; child != NULL; child = child->next) {
        switch (gfm || child->type == FAIMI_MD_TEXT ? child->type
                                                    : FAIMI_MD_ROOT)
        {
        case FAIMI_MD_TEXT: case FAIMI_MD_CODESPAN: case FAIMI_MD_MATH:
            faimi_buf_add(b, child->value.s);
            break;
        case FAIMI_MD_ENTITY:
            faimi_utf8_add(b, child->code);
            break;
        case FAIMI_MD_SYMBOL:
            faimi_md_plain_symbol(b, child->kind);
            break;
        default:
            faimi_md_plain_add(b, child, gfm);
            break;
        }
    }
}


/* A node of one text, the usual case, needs no copy. */
faimi_slice_t
faimi_md_plain(faimi_md_doc_t *doc, const faimi_md_node_t *node)
{
    faimi_buf_t            *b;
    const faimi_md_node_t  *only;

    only = node->first;

    if (only == NULL || (only->next == NULL && only->type == FAIMI_MD_TEXT)) {
        return (only == NULL) ? FAIMI_EMPTY : only->value.s;
    }

    b = faimi_buf_create(doc->arena, FAIMI_MAX_OUTPUT);
    faimi_md_plain_add(b, node, doc->options.gfm);

    return faimi_buf_slice(b);
}


/* Blocks at whose end a break is dropped (update_elements of gfm.rb). */
static bool
faimi_md_is_block(const faimi_md_node_t *node)
{
    switch (node->type) {
    case FAIMI_MD_P: case FAIMI_MD_HEADER: case FAIMI_MD_QUOTE:
    case FAIMI_MD_LI: case FAIMI_MD_DT: case FAIMI_MD_DD: case FAIMI_MD_TD:
        return true;
    default:
        return false;
    }
}


/* Divides a text at its breaks.  The line end begins the next text.  A break
 * at the very end of a block is dropped. */
static void
faimi_md_break_text(faimi_md_doc_t *doc, faimi_md_node_t *text,
    faimi_slice_t mark)
{
    bool              last;
    size_t            at, from, search;
    faimi_slice_t     s;
    faimi_md_node_t  *piece;

    s = text->value.s;

    /* nearly all texts: the search for one byte is the faster one */
    if (faimi_slice_find_char(s, mark.data[0], 0) == s.len) {
        return;
    }

    last = text->next == NULL && faimi_md_is_block(text->parent);
    from = search = 0;

    while ((at = faimi_slice_find(s, mark, search)) < s.len) {
        piece = faimi_md_node(&doc->pool, FAIMI_MD_TEXT);
        piece->value.s = faimi_slice_sub(s, from, at);
        faimi_md_insert(text, piece);

        /* the newline begins the next text */
        search = at + mark.len;
        from = search - 1;

        if (!last || search < s.len) {
            piece = faimi_md_node(&doc->pool, FAIMI_MD_BR);
            faimi_md_insert(text, piece);
        }
    }

    text->value.s = faimi_slice_sub(s, from, s.len);
}


/* update_elements of gfm.rb: headers get their identifiers, lines their
 * breaks, but not inside of HTML elements.  The depth of the tree is that
 * which the parser has bounded. */
void
faimi_md_id_pass(faimi_md_doc_t *doc, faimi_md_node_t *el)
{
    faimi_slice_t     mark;
    faimi_md_node_t  *child, *next;

    mark = doc->options.hard_wrap ? FAIMI_SLICE("\n") : FAIMI_SLICE("\\\n");

    for (child = el->first; child != NULL; child = next) {
        next = child->next;

        switch (child->type) {
        case FAIMI_MD_TEXT:
            faimi_md_break_text(doc, child, mark);
            break;
        case FAIMI_MD_HTML:
            break;
        case FAIMI_MD_HEADER:
            if (doc->options.auto_ids
                && faimi_md_attr_get(&child->attrs, "id") == NULL)
            {
                faimi_md_attr_set(doc, &child->attrs, FAIMI_SLICE("id"),
                                  faimi_md_id_gfm(doc, child->u.text));
                break;
            }

            faimi_md_id_pass(doc, child);
            break;
        default:
            faimi_md_id_pass(doc, child);
            break;
        }
    }
}
