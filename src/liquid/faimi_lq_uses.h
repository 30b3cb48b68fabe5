/*
 * How values are used in a template, noted while it is parsed.  The analysis of
 * data flow goes over these notes and never over the tree, so that a new tag
 * notes what it does with its values and needs nothing else there.
 */

#ifndef FAIMI_LQ_USES_H
#define FAIMI_LQ_USES_H

#include "faimi_lq_parse.h"


typedef enum {
    FAIMI_LQ_USE_LOOK = 0,     /* members are looked up */
    FAIMI_LQ_USE_PRINT,        /* it is printed */
    FAIMI_LQ_USE_ASSIGN,       /* it becomes the variable `name` */
    FAIMI_LQ_USE_PARAM,        /* it becomes include.`name` */
    FAIMI_LQ_USE_EACH          /* its elements become the variable `name` */
} faimi_lq_use_kind_t;

struct faimi_lq_use_s {
    faimi_lq_use_kind_t      kind;
    faimi_slice_t            name;
    const faimi_lq_chain_t  *chain;   /* NULL: `expr` is what is used */
    faimi_lq_expr_t          expr;
};


/* Notes a use of an expression, or of what a chain of filters makes.  Literals
 * are not noted, nor what stands in a comment. */
void faimi_lq_use(faimi_lq_parser_t *p, faimi_lq_use_kind_t kind,
    faimi_slice_t name, const faimi_lq_expr_t *e);
void faimi_lq_use_chain(faimi_lq_parser_t *p, faimi_lq_use_kind_t kind,
    faimi_slice_t name, const faimi_lq_chain_t *chain);

#endif
