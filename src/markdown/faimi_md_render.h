/*
 * The renderer: a function for each type of node writes it to r->out.  `indent`
 * is the number of blanks before the line of a block; spans do not look at it.
 * kramdown/converter/html.rb has a method convert_* for each of the functions.
 */

#ifndef FAIMI_MD_RENDER_H
#define FAIMI_MD_RENDER_H

#include "faimi_md_rules.h"


/* A header that the table of contents lists. */
typedef struct {
    faimi_md_node_t   *header;
    faimi_slice_t      id;
} faimi_md_head_t;


typedef struct {
    faimi_md_doc_t    *doc;
    faimi_buf_t       *out;
    faimi_map_t       *ids;          /* made here -> how often */
    bool               entry;        /* of the contents: no notes, no links */

    faimi_md_note_t  **notes;        /* in the order of their references */
    size_t             nnotes;
    size_t             cnotes;

    faimi_md_head_t   *heads;        /* for the contents */
    size_t             nheads;
    size_t             cheads;

    faimi_md_node_t   *toc;          /* the list that the contents replace */
    size_t             toc_at;       /* its place in the output */
    bool               placed;       /* the notes have a place of their own */
    size_t             notes_at;
    bool               noting;       /* the notes are being written */
} faimi_md_render_t;


/* Any node, by its type; the children of a node, two blanks further in. */
void faimi_md_put(faimi_md_render_t *r, faimi_md_node_t *node, int indent);
void faimi_md_put_inner(faimi_md_render_t *r, const faimi_md_node_t *node,
    int indent);

/* What these functions write with: blanks; the tag that a type always has, or
 * ""; a start tag, an end tag, attributes with a blank before each. */
void faimi_md_put_indent(faimi_md_render_t *r, int indent);
const char *faimi_md_tag(const faimi_md_node_t *node);
void faimi_md_put_start(faimi_md_render_t *r, const char *tag,
    const faimi_md_attrs_t *attrs);
void faimi_md_put_end(faimi_md_render_t *r, const char *tag);
void faimi_md_put_attrs(faimi_md_render_t *r, const faimi_md_attrs_t *attrs);

/* A character, as the option entity_output says; `written` is how the source
 * had it, or "". */
void faimi_md_put_char(faimi_md_render_t *r, uint32_t code,
    faimi_slice_t written);

/* Text with its markup characters as entities, but for references that are in
 * it; for an attribute (`attr`) the double quote, too. */
void faimi_md_put_escaped(faimi_buf_t *out, faimi_slice_t s, bool attr);

/* Types whose functions have files of their own. */
void faimi_md_put_text(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent);
void faimi_md_put_entity(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent);
void faimi_md_put_symbol(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent);
void faimi_md_put_abbr(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent);
void faimi_md_put_code(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent);
void faimi_md_put_codespan(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent);
void faimi_md_put_table(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent);
void faimi_md_put_math(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent);
void faimi_md_put_note(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent);
void faimi_md_put_header(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent);
void faimi_md_put_toc_text(faimi_md_render_t *r, faimi_md_node_t *node,
    int indent);

/* What is written when the rest is done, and then moved: all since `from` to
 * `at`, in place of the byte there. */
void faimi_md_splice(faimi_md_render_t *r, size_t at, size_t from);
void faimi_md_put_notes(faimi_md_render_t *r);
void faimi_md_put_toc(faimi_md_render_t *r);

/* The identifier of a header, unique in the page; and what it is made of. */
faimi_slice_t faimi_md_id_make(faimi_md_render_t *r, faimi_slice_t text);
faimi_slice_t faimi_md_id_basic(faimi_md_doc_t *doc, faimi_slice_t text);

#endif
