/*
 * What the parts of the parser share: the document, a text being scanned, the
 * state of the block parser and of the span parser, and the rules themselves.
 */

#ifndef FAIMI_MD_PARSER_H
#define FAIMI_MD_PARSER_H

#include "faimi_markdown.h"
#include "faimi_md_lex.h"


/* A link that a definition has given a name. */
typedef struct {
    faimi_slice_t       url;
    faimi_slice_t       title;
    bool                has_title;
    faimi_md_node_t    *eob;       /* its IAL is that of the links; or NULL */
} faimi_md_link_t;


/* A footnote, and what the renderer has come to know of it. */
typedef struct {
    faimi_md_node_t    *content;   /* a ROOT: the blocks of the note */
    faimi_md_node_t    *eob;
    faimi_slice_t       name;
    int64_t             number;    /* if it is listed */
    size_t              repeats;   /* references beyond the first */
    bool                listed;    /* a reference was written */
} faimi_md_note_t;


/* A document from its text to its HTML. */
typedef struct {
    faimi_arena_t             *arena;
    faimi_guard_t             *guard;
    faimi_md_pool_t            pool;
    faimi_slice_t              text;     /* the whole document */
    faimi_markdown_options_t   options;
    faimi_error_t             *err;
    faimi_md_node_t           *root;
    faimi_map_t               *alds;     /* name -> faimi_md_ial_t */
    faimi_map_t               *links;    /* name -> faimi_md_link_t */
    faimi_map_t               *notes;    /* name -> faimi_md_note_t */
    faimi_map_t               *abbrs;    /* text -> EOB node, title in value */
    faimi_map_t               *ids;      /* of headers: how often made */
    size_t                     longest;  /* link name; longer ones miss */
    size_t                     steps;    /* work that is left */
    size_t                     looked;   /* work since the clock was read */
    size_t                     blocks;   /* nesting of block texts */
    size_t                     depth;    /* nesting of raw HTML, of spans */
    size_t                     native;   /* nesting of converted elements */
    size_t                     at;       /* where: offset in `text` */
    bool                       smart;    /* Jekyll's SmartyPants parser */
} faimi_md_doc_t;


/* The block parser while it reads the content of one element. */
typedef struct {
    faimi_md_doc_t     *doc;
    faimi_md_src_t     *src;
    faimi_md_node_t    *tree;      /* the element: blocks are added to it */
    faimi_md_ial_t     *ial;       /* block IAL that waits for its block */
    bool                top;       /* src is the document's own text */
    bool                stop;      /* the end tag of `tree` was found */
} faimi_md_block_t;


/* Ends the document with the error `what`, at the block that is being read. */
void faimi_md_fail(faimi_md_doc_t *doc, const char *what)
    __attribute__((noreturn));

/* Goes one level down in *depth, of which there may be `limit`; whoever comes
 * back up counts down for itself. */
void faimi_md_enter(faimi_md_doc_t *doc, size_t *depth, size_t limit);

/* Takes n steps of the document's work, and looks at the clock now and then. */
void faimi_md_step(faimi_md_doc_t *doc, size_t n);

/* Units of work between two looks at the clock. */
#define FAIMI_MD_LOOK  4096

/* Looks at the clock if FAIMI_MD_LOOK units are done since, with these n.  The
 * page's time is shared with Liquid and the layouts: steps keep one text
 * linear, the clock keeps all of them short. */
void faimi_md_look(faimi_md_doc_t *doc, size_t n);

/* Parses blocks into el: those of `text`, or with NULL of what is left in
 * b->src.  True: it has stopped at the end tag of el. */
bool faimi_md_blocks(faimi_md_block_t *b, faimi_md_node_t *el,
    const faimi_slice_t *text);

/* A block that is in no tree yet, with the attribute list that waits for it. */
faimi_md_node_t *faimi_md_new_block(faimi_md_block_t *b,
    faimi_md_type_t type);

/* Adds a mark that shows nothing: FAIMI_MD_EOB_MARK and the like. */
void faimi_md_new_eob(faimi_md_block_t *b, int kind);

/* Adds text that waits for the span parser. */
void faimi_md_add_raw(faimi_md_block_t *b, faimi_md_node_t *el,
    faimi_slice_t s);

/* Whether a block boundary is before the position. */
bool faimi_md_after_boundary(const faimi_md_block_t *b);

/* Attributes, by name: sets one; adds a class; appends copies of all, whose
 * names `to` must not have; removes one, and returns its value (its data is
 * NULL where there was none); finds one, or NULL. */
void faimi_md_attr_set(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs,
    faimi_slice_t name, faimi_slice_t value);
void faimi_md_attr_class(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs,
    faimi_slice_t name);
void faimi_md_attrs_copy(faimi_md_doc_t *doc, faimi_md_attrs_t *to,
    const faimi_md_attrs_t *from);
faimi_slice_t faimi_md_attr_take(faimi_md_attrs_t *attrs, const char *name);
const faimi_md_attr_t *faimi_md_attr_get(const faimi_md_attrs_t *attrs,
    const char *name);

/* Attribute lists: parses the content of braces into *ial, which is made if it
 * is NULL; adds one to another; gives what it says to an element. */
void faimi_md_ial_parse(faimi_md_doc_t *doc, faimi_slice_t s,
    faimi_md_ial_t **ial);
void faimi_md_ial_merge(faimi_md_doc_t *doc, faimi_md_ial_t *to,
    const faimi_md_ial_t *from);
void faimi_md_ial_apply(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs,
    const faimi_md_ial_t *ial);

#endif
