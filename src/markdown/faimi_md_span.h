/*
 * The span parser.  A frame is one element while its content is read; frames
 * nest.  A rule stands at src.pos, where it adds to the frame's tree and moves
 * on, or returns false and leaves all as it was.
 */

#ifndef FAIMI_MD_SPAN_H
#define FAIMI_MD_SPAN_H

#include "faimi_md_rules.h"


/* What is open around: an element of the kind may not begin (again). */
#define FAIMI_MD_IN_EM      1
#define FAIMI_MD_IN_STRONG  2
#define FAIMI_MD_IN_LINK    4

/* Only these rules: code and HTML; or typography, entities and HTML. */
#define FAIMI_MD_ONLY_CODE  8
#define FAIMI_MD_ONLY_HTML  16
#define FAIMI_MD_ONLY       (FAIMI_MD_ONLY_CODE | FAIMI_MD_ONLY_HTML)
#define FAIMI_MD_SMART      32

/* The text of a table: an attribute list may follow text there, too. */
#define FAIMI_MD_TABLE_TEXT 64

/* What ends a frame. */
typedef enum {
    FAIMI_MD_UNTIL_END = 0,   /* of the text */
    FAIMI_MD_UNTIL_MARK,      /* `* ** _ __' */
    FAIMI_MD_UNTIL_BRACKET,
    FAIMI_MD_UNTIL_TAG
} faimi_md_until_t;


typedef struct {
    faimi_md_node_t   *tree;      /* the element */
    faimi_md_until_t   until;
    unsigned           flags;     /* what is open around; which rules */
    char               mark;      /* of emphasis */
    size_t             width;     /* 1 or 2 */
    size_t             visited;   /* its first entry in p->visited */
    size_t             open;      /* its own in p->open */
    size_t             from;      /* of a link: where its text begins */
    bool               sure, lost;  /* of a link: it will be one, or none */
} faimi_md_frame_t;


/* A bracket that is open. */
typedef struct {
    size_t             at;
    size_t             visited;   /* how many positions were passed before */
} faimi_md_open_t;


/* One text.  The tables are by position, made when first needed, and belong to
 * faimi_md_memo.c, but for `paren` and `ticks`. */
typedef struct {
    faimi_md_doc_t    *doc;
    faimi_md_src_t     src;
    faimi_md_frame_t  *frame;     /* the innermost */
    uint16_t          *failed;    /* by position: frames that find no end */
    uint32_t          *partner[4]; /* of brackets, by what is around */
    uint32_t          *closing[4]; /* the next one, by position */
    uint32_t          *paren;     /* partners of parentheses */
    uint32_t          *ticks;     /* by position: the longest run after it */
    size_t            *visited;   /* positions the open frames have passed */
    size_t             nvisited;
    size_t             cvisited;
    faimi_md_open_t   *open;      /* brackets that are open in the frames */
    size_t             nopen;
    size_t             copen;
} faimi_md_spans_t;


/* Parses s into el; `flags` may restrict the rules. */
void faimi_md_spans_text(faimi_md_doc_t *doc, faimi_md_node_t *el,
    faimi_slice_t s, unsigned flags);

/* Reads on into f->tree until f's end, which src.pos is then at; false if
 * the text ended first. */
bool faimi_md_spans_run(faimi_md_spans_t *p, faimi_md_frame_t *f);

/* Adds to the innermost frame: n bytes of text, from src.pos, which moves on;
 * a node. */
void faimi_md_add_chars(faimi_md_spans_t *p, size_t n);
faimi_md_node_t *faimi_md_add_node(faimi_md_spans_t *p, faimi_md_type_t type);

/* The next place at or after `at` where anything may begin. */
size_t faimi_md_token(const faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t at);

/* The rules. */
bool faimi_md_emphasis(faimi_md_spans_t *p);
bool faimi_md_link(faimi_md_spans_t *p);
bool faimi_md_note_marker(faimi_md_spans_t *p);
bool faimi_md_html_span(faimi_md_spans_t *p);
bool faimi_md_quotes(faimi_md_spans_t *p);
bool faimi_md_symbols(faimi_md_spans_t *p);
bool faimi_md_code_span(faimi_md_spans_t *p);
bool faimi_md_autolink(faimi_md_spans_t *p);
bool faimi_md_math_span(faimi_md_spans_t *p);
bool faimi_md_extension_span(faimi_md_spans_t *p);
bool faimi_md_entity(faimi_md_spans_t *p);
bool faimi_md_break(faimi_md_spans_t *p);
bool faimi_md_escape(faimi_md_spans_t *p);
bool faimi_md_strike(faimi_md_spans_t *p);

#endif
