/*
 * The tree that a document becomes: kramdown's elements (kramdown/element.rb).
 * Everything lives in the document's arena, slices point into its text or into
 * the arena.  A node is in one tree at most; whoever takes it out owns it, and
 * may give it back to the pool.
 */

#ifndef FAIMI_MD_TREE_H
#define FAIMI_MD_TREE_H

#include "faimi_md_attr.h"


typedef enum {
    FAIMI_MD_ROOT = 0, FAIMI_MD_BLANK, FAIMI_MD_P, FAIMI_MD_HEADER,
    FAIMI_MD_QUOTE, FAIMI_MD_CODE, FAIMI_MD_UL, FAIMI_MD_OL, FAIMI_MD_LI,
    FAIMI_MD_DL, FAIMI_MD_DT, FAIMI_MD_DD, FAIMI_MD_HR, FAIMI_MD_TABLE,
    FAIMI_MD_THEAD, FAIMI_MD_TBODY, FAIMI_MD_TFOOT, FAIMI_MD_TR, FAIMI_MD_TD,
    FAIMI_MD_TH, FAIMI_MD_MATH, FAIMI_MD_HTML, FAIMI_MD_XML, FAIMI_MD_COMMENT,
    FAIMI_MD_RAW, FAIMI_MD_EOB, FAIMI_MD_RAW_TEXT, FAIMI_MD_TEXT,
    FAIMI_MD_BR, FAIMI_MD_A, FAIMI_MD_IMG, FAIMI_MD_CODESPAN,
    FAIMI_MD_FOOTNOTE, FAIMI_MD_EM, FAIMI_MD_STRONG, FAIMI_MD_ENTITY,
    FAIMI_MD_SYMBOL, FAIMI_MD_ABBR, FAIMI_MD_TOC_TEXT
} faimi_md_type_t;


/* How the content of an HTML element is read: left as it is, as blocks, or as
 * spans (the content models of kramdown/parser/html.rb). */
typedef enum {
    FAIMI_MD_MODEL_RAW = 0, FAIMI_MD_MODEL_BLOCK, FAIMI_MD_MODEL_SPAN
} faimi_md_model_t;


typedef struct faimi_md_node_s  faimi_md_node_t;

struct faimi_md_node_s {
    uint8_t            type;
    uint8_t            level;        /* of a header */
    uint8_t            model;        /* faimi_md_model_t */
    uint8_t            kind;         /* EOB: of what; SYMBOL: which */
    bool               span;         /* category: within a line */
    bool               closed;       /* an HTML element `<x />'; hidden RAW */
    bool               transparent;  /* a paragraph without its tag */
    bool               as_para;      /* a definition: keeps its paragraph */
    uint32_t           at;           /* offset in the document's text */
    uint32_t           code;         /* ENTITY: the character */
    faimi_md_text_t    value;
    union {
        faimi_slice_t  text;         /* HEADER, DT: for the id; CODE: language;
                                      * ENTITY: as written */
        void          *data;         /* TABLE: alignments; LI: its lines;
                                      * others: what they refer to */
    } u;
    faimi_md_attrs_t   attrs;
    faimi_md_ial_t    *ial;
    faimi_md_node_t   *parent;
    faimi_md_node_t   *prev;
    faimi_md_node_t   *next;
    faimi_md_node_t   *first;
    faimi_md_node_t   *last;
};


/* Nodes come from the arena, or from those that were given back: an element
 * that did not come about, text that has been parsed. */
typedef struct {
    faimi_arena_t    *arena;
    faimi_md_node_t  *free;
} faimi_md_pool_t;


/* A node of zeros, in no tree. */
faimi_md_node_t *faimi_md_node(faimi_md_pool_t *pool, faimi_md_type_t type);

/* Gives back a node that is in no tree, and all below it. */
void faimi_md_release(faimi_md_pool_t *pool, faimi_md_node_t *node);

/* Gives back all children of a node. */
void faimi_md_release_all(faimi_md_pool_t *pool, faimi_md_node_t *parent);

/* A node that is in no tree becomes the last child, or the one before
 * `before`. */
void faimi_md_append(faimi_md_node_t *parent, faimi_md_node_t *child);
void faimi_md_insert(faimi_md_node_t *before, faimi_md_node_t *child);

/* Takes a node, with all below it, out of its tree. */
void faimi_md_remove(faimi_md_node_t *child);

/* Puts the children of `from` in its place. */
void faimi_md_unwrap(faimi_md_node_t *from);

/* All children of `from` become the last ones of `to`. */
void faimi_md_move(faimi_md_node_t *from, faimi_md_node_t *to);

/* Whether the node's attribute list has the reference: {:toc}. */
bool faimi_md_has_ref(const faimi_md_node_t *node, faimi_slice_t name);

#endif
