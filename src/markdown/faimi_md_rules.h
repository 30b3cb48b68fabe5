/*
 * The rules of the block parser, what they share, and the passes.  A rule looks
 * at b->src->pos, where the rules before it have failed; it takes its block and
 * returns true, or leaves all as it was and returns false.
 */

#ifndef FAIMI_MD_RULES_H
#define FAIMI_MD_RULES_H

#include "faimi_md_parser.h"


/* What an EOB node stands for; FAIMI_MD_EOB_MARK is a boundary. */
enum {
    FAIMI_MD_EOB_MARK = 0, FAIMI_MD_EOB_IAL, FAIMI_MD_EOB_ALD,
    FAIMI_MD_EOB_EXTENSION, FAIMI_MD_EOB_LINK, FAIMI_MD_EOB_ABBR,
    FAIMI_MD_EOB_NOTE
};


/* Which sign a SYMBOL is. */
enum {
    FAIMI_MD_LSQUO = 0, FAIMI_MD_RSQUO, FAIMI_MD_LDQUO, FAIMI_MD_RDQUO,
    FAIMI_MD_MDASH, FAIMI_MD_NDASH, FAIMI_MD_HELLIP, FAIMI_MD_LAQUO_SPACE,
    FAIMI_MD_RAQUO_SPACE, FAIMI_MD_LAQUO, FAIMI_MD_RAQUO, FAIMI_MD_LTLT,
    FAIMI_MD_GTGT
};


/* Blocks, in the order in which they are tried. */
bool faimi_md_code_indented(faimi_md_block_t *b);
bool faimi_md_code_fenced(faimi_md_block_t *b);
bool faimi_md_atx(faimi_md_block_t *b);
bool faimi_md_list(faimi_md_block_t *b);
bool faimi_md_definitions(faimi_md_block_t *b);
bool faimi_md_html_block(faimi_md_block_t *b);
bool faimi_md_setext(faimi_md_block_t *b);
bool faimi_md_math_block(faimi_md_block_t *b);
bool faimi_md_table(faimi_md_block_t *b);
bool faimi_md_note_definition(faimi_md_block_t *b);
bool faimi_md_link_definition(faimi_md_block_t *b);
bool faimi_md_abbr_definition(faimi_md_block_t *b);
bool faimi_md_extension_block(faimi_md_block_t *b);

/* Where code that begins at `at` ends; `at`, if none does. */
size_t faimi_md_code_end(faimi_md_src_t *src, size_t at);

/* The marks of a header: their number, or 0; of a fence; a boundary. */
size_t faimi_md_header_start(faimi_slice_t s, size_t at);
bool faimi_md_fence_start(faimi_slice_t s, size_t at);
bool faimi_md_before_boundary(faimi_md_src_t *src, size_t at);

/* A copy of the lines, each without what begin() matches. */
faimi_slice_t faimi_md_strip(faimi_md_doc_t *doc, faimi_slice_t s,
    size_t (*begin)(faimi_slice_t s, size_t at));

/* The attribute list that begins an item: its end, or 0. */
size_t faimi_md_item_ial(faimi_slice_t s, faimi_slice_t *content);

/* HTML: the attributes of a tag (`lower`: their names in lower case); the
 * model of an element's content by its flags; its name, in lower case if HTML
 * knows it, and its flags. */
void faimi_md_html_attrs(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs,
    const faimi_md_tag_t *tag, bool lower);
faimi_md_model_t faimi_md_html_default(int flags);
faimi_slice_t faimi_md_html_lower(faimi_md_doc_t *doc, faimi_slice_t name,
    int *flags);

/* An extension at src->pos, a block or a span.  FAIMI_NOT_FOUND: there is none;
 * FAIMI_ERROR: it stays text. */
faimi_rc_t faimi_md_extension(faimi_md_doc_t *doc, faimi_md_src_t *src,
    faimi_md_node_t *tree, bool span);

/* Sets an option, as {::options} does. */
void faimi_md_page_option(faimi_md_doc_t *doc, faimi_slice_t name,
    faimi_slice_t value);

/* The name under which a link is found; the site's own links. */
faimi_slice_t faimi_md_link_name(faimi_md_doc_t *doc, faimi_slice_t s);
void faimi_md_links_given(faimi_md_doc_t *doc);

/* Ruby's String#downcase. */
faimi_slice_t faimi_md_downcase(faimi_md_doc_t *doc, faimi_slice_t s);

/* Entities: the character of a name or "#number"; of none, NO_ENTITY. */
#define FAIMI_MD_NO_ENTITY  0xFFFFFFFFu

uint32_t faimi_md_entity_code(faimi_slice_t name);

/* Makes the node the entity [at, end) of s; returns where it ends: before
 * `end`, if what follows is text. */
size_t faimi_md_entity_set(faimi_md_node_t *node, faimi_slice_t s, size_t at,
    size_t end);

/* The name of a character, or NULL. */
const char *faimi_md_entity_name(uint32_t code);

/* The lines of an item, of a list or of a definition. */
typedef struct {
    faimi_md_node_t  *node;
    size_t            indent;     /* of its text */
} faimi_md_item_t;

/* What follows the marker, which ends at `column`: sets the item's indentation
 * and attribute list, returns its text. */
faimi_slice_t faimi_md_item_first(faimi_md_doc_t *doc, faimi_slice_t s,
    size_t column, faimi_md_item_t *item);

/* Takes the line at src->pos, if it is one of the item. */
bool faimi_md_item_line(faimi_md_src_t *src, const faimi_md_item_t *item,
    bool after_blank, faimi_slice_t *line);

/* The line without `indent` columns; *found: it had them all. */
faimi_slice_t faimi_md_item_dedent(faimi_md_doc_t *doc, faimi_slice_t s,
    size_t indent, bool *found);

/* What a TABLE has in `data`: bit 0 of an alignment is left, bit 1 right. */
typedef struct {
    size_t   n;
    uint8_t  align[];
} faimi_md_columns_t;


/* Passes over the tree, in their order: spans, abbreviations, identifiers and
 * breaks of GFM; the text of a header without its markup; the HTML. */
void faimi_md_spans_pass(faimi_md_doc_t *doc, faimi_md_node_t *el);
void faimi_md_abbr_pass(faimi_md_doc_t *doc);
void faimi_md_id_pass(faimi_md_doc_t *doc, faimi_md_node_t *el);
faimi_slice_t faimi_md_plain(faimi_md_doc_t *doc, const faimi_md_node_t *node);
void faimi_md_render(faimi_md_doc_t *doc, faimi_buf_t *out);

#endif
