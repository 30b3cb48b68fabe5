/*
 * Texts of HTML elements that become native: references, white space.
 *
 * The reference: process_text, strip_whitespace, remove_whitespace_children and
 * wrap_text_children of kramdown/parser/html.rb.
 */

#include "faimi_md_native.h"


/* A text that has been read is not read again with the elements around. */
enum {
    FAIMI_MD_T_FRESH = 0, FAIMI_MD_T_KEPT, FAIMI_MD_T_DONE
};


/* White space as one blank. */
static faimi_slice_t
faimi_md_native_squeeze(faimi_md_doc_t *doc, faimi_slice_t s)
{
    char    *p;
    size_t   i, n;

    for (i = 0; i < s.len; i++) {
        if (faimi_is_space(s.data[i])
            && (s.data[i] != ' ' || faimi_is_space(faimi_md_char(s, i + 1))))
        {
            break;
        }
    }

    if (i == s.len) {
        return s;
    }

    p = faimi_alloc_text(doc->arena, s.len);

    for (i = 0, n = 0; i < s.len; i++) {
        if (!faimi_is_space(s.data[i])) {
            p[n++] = s.data[i];

        } else if (i == 0 || !faimi_is_space(s.data[i - 1])) {
            p[n++] = ' ';
        }
    }

    return faimi_slice(p, n);
}


/* The next reference at or after `at`, and its end; or the length. */
static size_t
faimi_md_native_next(faimi_slice_t s, size_t at, size_t *end)
{
    for ( ;; at++) {
        at = faimi_slice_find_char(s, '&', at);

        if (at == s.len) {
            return at;
        }

        *end = faimi_md_reference(s, at);

        if (*end != 0) {
            return at;
        }
    }
}


/* The sign that a name stands for, or -1. */
static int
faimi_md_native_sign(faimi_slice_t name)
{
    size_t  i;

    static const struct {
        const char  *name;
        int          kind;
    } signs[] = {
        { "lsquo", FAIMI_MD_LSQUO }, { "rsquo", FAIMI_MD_RSQUO },
        { "ldquo", FAIMI_MD_LDQUO }, { "rdquo", FAIMI_MD_RDQUO },
        { "mdash", FAIMI_MD_MDASH }, { "ndash", FAIMI_MD_NDASH },
        { "hellip", FAIMI_MD_HELLIP }, { "laquo", FAIMI_MD_LAQUO },
        { "raquo", FAIMI_MD_RAQUO }
    };

    for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        if (faimi_slice_eq(name, faimi_slice_str(signs[i].name))) {
            return signs[i].kind;
        }
    }

    return -1;
}


/* The reference [at, end) before `text`; what of it stays text begins at the
 * position that is returned. */
static size_t
faimi_md_native_entity(faimi_md_doc_t *doc, faimi_md_node_t *text,
    faimi_slice_t s, size_t at, size_t end)
{
    int               sign;
    faimi_slice_t     name;
    faimi_md_node_t  *node;

    name = faimi_slice_sub(s, at + 1, end - 1);
    sign = faimi_md_native_sign(name);
    node = faimi_md_node(&doc->pool, (sign < 0) ? FAIMI_MD_ENTITY
                                                : FAIMI_MD_SYMBOL);
    faimi_md_insert(text, node);

    if (sign >= 0) {
        node->kind = (uint8_t) sign;
        return end;
    }

    return faimi_md_entity_set(node, s, at, end);
}


/* Even where a reference begins the text there is a text before it, an empty
 * one: it counts when white space is looked at. */
static void
faimi_md_native_split(faimi_md_doc_t *doc, faimi_md_node_t *text)
{
    size_t            from, at, end;
    faimi_slice_t     s;
    faimi_md_node_t  *piece;

    s = text->value.s;

    for (from = 0; (at = faimi_md_native_next(s, from, &end)) < s.len; /* */) {
        piece = faimi_md_node(&doc->pool, FAIMI_MD_TEXT);
        piece->value.s = faimi_slice_sub(s, from, at);
        piece->kind = text->kind;
        faimi_md_insert(text, piece);
        from = faimi_md_native_entity(doc, text, s, at, end);
    }

    text->value.s = faimi_slice_sub(s, from, s.len);
    text->value.room = 0;
}


/* A text that was read with its white space kept may lose it later, when an
 * element around it is converted. */
void
faimi_md_native_text(faimi_md_doc_t *doc, faimi_md_node_t *text, bool keep)
{
    uint8_t  kind;

    kind = text->kind;

    if (kind == FAIMI_MD_T_DONE || (keep && kind == FAIMI_MD_T_KEPT)) {
        return;
    }

    text->kind = keep ? FAIMI_MD_T_KEPT : FAIMI_MD_T_DONE;

    if (!keep) {
        text->value.s = faimi_md_native_squeeze(doc, text->value.s);
        text->value.room = 0;
    }

    if (kind == FAIMI_MD_T_FRESH) {
        faimi_md_native_split(doc, text);

        if (text->value.s.len == 0) {
            faimi_md_remove(text);
            faimi_md_release(&doc->pool, text);
        }
    }
}


/* The text below a node, in order (extract_text). */
static void
faimi_md_native_add(faimi_md_doc_t *doc, faimi_buf_t *b,
    const faimi_md_node_t *el)
{
    const faimi_md_node_t  *child;

    if (el->type == FAIMI_MD_TEXT) {
        faimi_md_step(doc, el->value.s.len / 16);
        faimi_buf_add(b, el->value.s);
    }

    for (child = el->first; child != NULL; child = child->next) {
        faimi_md_step(doc, 1);
        faimi_md_native_add(doc, b, child);
    }
}


faimi_slice_t
faimi_md_native_plain(faimi_md_doc_t *doc, const faimi_md_node_t *el)
{
    faimi_buf_t            *b;
    const faimi_md_node_t  *only;

    only = el->first;

    if (only == NULL || (only->next == NULL && only->type == FAIMI_MD_TEXT)) {
        return (only == NULL) ? FAIMI_EMPTY : only->value.s;
    }

    b = faimi_buf_create(doc->arena, FAIMI_MAX_OUTPUT);
    faimi_md_native_add(doc, b, el);

    return faimi_buf_slice(b);
}


/* The text with characters in place of references; false: there is one of no
 * character. */
bool
faimi_md_native_resolve(faimi_md_doc_t *doc, faimi_slice_t s,
    faimi_slice_t *text)
{
    size_t        from, at, end;
    uint32_t      code;
    faimi_buf_t  *b;

    *text = s;

    if (faimi_slice_find_char(s, '&', 0) == s.len) {
        return true;
    }

    b = faimi_buf_create(doc->arena, FAIMI_MAX_OUTPUT);

    for (from = 0; (at = faimi_md_native_next(s, from, &end)) < s.len; /* */) {
        faimi_buf_add(b, faimi_slice_sub(s, from, at));
        code = faimi_md_entity_code(faimi_slice_sub(s, at + 1, end - 1));
        from = end;

        if (code == FAIMI_MD_NO_ENTITY) {
            code = '&';
            from = at + 1;
        }

        if (code >= 0x110000 || (code >= 0xD800 && code <= 0xDFFF)) {
            return false;
        }

        faimi_utf8_add(b, code);
    }

    faimi_buf_add(b, faimi_slice_sub(s, from, s.len));
    *text = faimi_buf_slice(b);

    return true;
}


/* Between blocks white space is for the eye alone. */
static bool
faimi_md_native_is_block(const faimi_md_node_t *node)
{
    switch (node->type) {
    case FAIMI_MD_BLANK: case FAIMI_MD_P: case FAIMI_MD_HEADER:
    case FAIMI_MD_QUOTE: case FAIMI_MD_CODE: case FAIMI_MD_UL:
    case FAIMI_MD_OL: case FAIMI_MD_LI: case FAIMI_MD_DL: case FAIMI_MD_DT:
    case FAIMI_MD_DD: case FAIMI_MD_TABLE: case FAIMI_MD_TD: case FAIMI_MD_HR:
        return true;
    case FAIMI_MD_HTML: case FAIMI_MD_XML: case FAIMI_MD_MATH:
    case FAIMI_MD_COMMENT:
        return !node->span;
    case FAIMI_MD_RAW:
        return node->kind != 0 && !node->span;
    default:
        return false;
    }
}


static bool
faimi_md_native_is_blank(const faimi_md_node_t *node)
{
    return node->type == FAIMI_MD_TEXT
           && faimi_slice_trim(node->value.s).len == 0;
}


/* Texts of white space go at the beginning, at the end, and between blocks. */
static void
faimi_md_native_unblank(faimi_md_doc_t *doc, faimi_md_node_t *el)
{
    bool              first, block;
    faimi_md_node_t  *child, *next;

    first = true;
    block = false;

    for (child = el->first; child != NULL; child = next) {
        next = child->next;

        if (faimi_md_native_is_blank(child)
            && (first || next == NULL
                || (block && faimi_md_native_is_block(next))))
        {
            faimi_md_remove(child);
            faimi_md_release(&doc->pool, child);
            block = false;

        } else {
            block = faimi_md_native_is_block(child);
        }

        first = false;
    }
}


/* What is not a block stands in a paragraph without a tag. */
static void
faimi_md_native_wrap(faimi_md_doc_t *doc, faimi_md_node_t *el)
{
    faimi_md_node_t  *child, *next, *p;

    p = NULL;

    for (child = el->first; child != NULL; child = next) {
        next = child->next;

        if (faimi_md_native_is_block(child)) {
            p = NULL;
            continue;
        }

        if (p == NULL) {
            p = faimi_md_node(&doc->pool, FAIMI_MD_P);
            p->at = el->at;
            p->transparent = true;
            faimi_md_insert(child, p);
        }

        faimi_md_remove(child);
        faimi_md_append(p, child);
    }
}


/* remove_text_children: texts go, elements stay. */
static void
faimi_md_native_drop(faimi_md_doc_t *doc, faimi_md_node_t *el)
{
    faimi_md_node_t  *child, *next;

    for (child = el->first; child != NULL; child = next) {
        next = child->next;

        if (child->type == FAIMI_MD_TEXT) {
            faimi_md_remove(child);
            faimi_md_release(&doc->pool, child);
        }
    }
}


/* strip_whitespace: the first text loses what it begins with, the last one
 * what it ends with. */
static void
faimi_md_native_strip(faimi_md_node_t *el)
{
    faimi_md_text_t  *value;

    if (el->first != NULL && el->first->type == FAIMI_MD_TEXT) {
        value = &el->first->value;
        value->s = faimi_slice_trim_left(value->s);
        value->room = 0;
    }

    if (el->last != NULL && el->last->type == FAIMI_MD_TEXT) {
        value = &el->last->value;
        value->s = faimi_slice_trim_right(value->s);
        value->room = 0;
    }
}


/* In this order. */
void
faimi_md_native_texts(faimi_md_doc_t *doc, faimi_md_node_t *el,
    unsigned flags)
{
    if (flags & FAIMI_MD_N_DROP) {
        faimi_md_native_drop(doc, el);
    }

    if (flags & FAIMI_MD_N_STRIP) {
        faimi_md_native_strip(el);
    }

    if (flags & FAIMI_MD_N_BLANK) {
        faimi_md_native_unblank(doc, el);
    }

    if (flags & FAIMI_MD_N_WRAP) {
        faimi_md_native_wrap(doc, el);
    }
}
