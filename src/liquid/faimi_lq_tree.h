/*
 * The parsed form of a template, in the arena of faimi_liquid_parse().
 */

#ifndef FAIMI_LQ_TREE_H
#define FAIMI_LQ_TREE_H

#include "faimi_lq_scan.h"
#include "faimi_liquid_render.h"

typedef struct faimi_lq_expr_s  faimi_lq_expr_t;
typedef struct faimi_lq_cond_s  faimi_lq_cond_t;
typedef struct faimi_lq_use_s  faimi_lq_use_t;

typedef enum {
    FAIMI_LQ_LITERAL = 0,  /* of a zeroed expression: nil */
    FAIMI_LQ_EMPTY,
    FAIMI_LQ_BLANK,
    FAIMI_LQ_LOOKUP,       /* root, then a key for each step */
    FAIMI_LQ_RANGE
} faimi_lq_kind_t;

typedef struct {
    faimi_lq_expr_t  *key;
    bool              command;   /* .size .first .last: may be computed */
} faimi_lq_step_t;

struct faimi_lq_expr_s {
    faimi_lq_kind_t  kind;

    union {
        faimi_value_t         literal;
        struct {
            faimi_lq_expr_t  *root;   /* evaluates to the variable's name */
            faimi_lq_step_t  *steps;
            size_t            n;
        } lookup;
        struct {
            faimi_lq_expr_t  *first, *last;
        } range;
    } u;
};

typedef struct {
    faimi_slice_t     name;      /* of a keyword; else empty */
    faimi_lq_expr_t   value;
} faimi_lq_arg_t;

typedef struct {
    faimi_slice_t           name;
    const faimi_filter_t   *filter;  /* NULL: unknown, the input passes */
    faimi_lq_arg_t         *args;    /* positional and keyword, as written */
    size_t                  n;
    size_t                  cap;
} faimi_lq_call_t;

/* input | filter: argument, key: argument | ...  Keyword arguments come to the
 * filter as one map after the others. */
typedef struct {
    faimi_lq_expr_t   input;
    faimi_lq_call_t  *calls;
    size_t            n;
    size_t            cap;
} faimi_lq_chain_t;

struct faimi_lq_cond_s {
    faimi_lq_expr_t   left, right;
    faimi_slice_t     op;        /* empty: `left` alone */
    bool              both;      /* `and` next, else `or` next */
    bool              plain;     /* `empty` and `blank` are names as others */
    faimi_lq_cond_t  *next;
};

/* Appends what a node makes to `out`; `data` is the node's own. */
typedef void (*faimi_lq_render_pt)(faimi_liquid_t *lq, void *data,
    faimi_buf_t *out);

typedef struct {
    faimi_lq_render_pt   render;  /* NULL: text */
    void                *data;
    faimi_slice_t        text;    /* the text; else the token as written */
    size_t               line;
    bool                 blank;   /* shows nothing, and no error of its own */
} faimi_lq_node_t;

typedef struct {
    faimi_lq_node_t  *nodes;
    size_t            n;
    size_t            cap;
    bool              shows;      /* some node is not blank */
} faimi_lq_body_t;

/* What templates are made of.  The parser gets it as data, and so depends on
 * no tag and no filter. */
typedef struct faimi_lq_tag_row_s  faimi_lq_tag_row_t;

typedef struct {
    const faimi_lq_tag_row_t      *tags;      /* ended by a NULL name */
    const faimi_filter_t *const   *filters;   /* Liquid's own tables */
    const faimi_filter_t *const   *host;      /* looked at before; or NULL */
} faimi_lq_dialect_t;

struct faimi_template_s {
    faimi_lq_dialect_t  dialect;  /* expressions in strings need it, too */
    faimi_slice_t     source, file;
    size_t            line;       /* of the file, where the source begins */
    faimi_lq_body_t   body;
    faimi_reference_t      *refs;
    faimi_lq_use_t  *uses;
    size_t            n_refs, n_uses;
};

#endif
