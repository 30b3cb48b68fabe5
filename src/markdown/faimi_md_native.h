/*
 * HTML elements as the elements of Markdown that mean the same: the option
 * html_to_native (kramdown/parser/html.rb, ElementConverter).  An element is
 * converted when its end tag has been read, with all that is in it.
 */

#ifndef FAIMI_MD_NATIVE_H
#define FAIMI_MD_NATIVE_H

#include "faimi_md_rules.h"


/* What happens with the texts among an element's children, and around. */
#define FAIMI_MD_N_DROP   1    /* they go */
#define FAIMI_MD_N_WRAP   2    /* they stand in paragraphs without a tag */
#define FAIMI_MD_N_BLANK  4    /* those of white space go, next to blocks */
#define FAIMI_MD_N_STRIP  8    /* the first and the last lose theirs */


/* Converts an element that has just been parsed, if the option is set. */
void faimi_md_native(faimi_md_doc_t *doc, faimi_md_node_t *el);

/* Its parts: the children of an element; an element that stays HTML; one that
 * becomes a node of a type; the texts in it, by FAIMI_MD_N_*.  `convert`: or
 * else elements stay what they are; `keep`: white space in texts stays. */
void faimi_md_native_children(faimi_md_doc_t *doc, faimi_md_node_t *el,
    bool convert, bool keep);
void faimi_md_native_html(faimi_md_doc_t *doc, faimi_md_node_t *el,
    bool convert, bool keep);
void faimi_md_native_as(faimi_md_node_t *el, faimi_md_type_t type);
void faimi_md_native_texts(faimi_md_doc_t *doc, faimi_md_node_t *el,
    unsigned flags);

/* All text in it, one after the other. */
faimi_slice_t faimi_md_native_plain(faimi_md_doc_t *doc,
    const faimi_md_node_t *el);

/* Text: white space is made one blank unless it is kept, references become
 * entities. */
void faimi_md_native_text(faimi_md_doc_t *doc, faimi_md_node_t *text,
    bool keep);

/* The text with characters in place of references, where a name has one; false:
 * one of them is the number of no character. */
bool faimi_md_native_resolve(faimi_md_doc_t *doc, faimi_slice_t s,
    faimi_slice_t *text);

/* <code> and <pre>; <script type="math/tex">; <table>. */
void faimi_md_native_code(faimi_md_doc_t *doc, faimi_md_node_t *el);
void faimi_md_native_math(faimi_md_doc_t *doc, faimi_md_node_t *el);
void faimi_md_native_table(faimi_md_doc_t *doc, faimi_md_node_t *el);

#endif
