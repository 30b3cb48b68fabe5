/*
 * Where values go in a template, noted while it is parsed, for what it looks
 * at (faimi_flow.h).
 */

#ifndef FAIMI_LQ_FLOW_H
#define FAIMI_LQ_FLOW_H

#include "faimi_lq_parse.h"


typedef enum {
    FAIMI_LQ_FLOW_LOOK = 0,    /* members are looked up */
    FAIMI_LQ_FLOW_PRINT,       /* it is printed */
    FAIMI_LQ_FLOW_ASSIGN,      /* it becomes the variable `name` */
    FAIMI_LQ_FLOW_PARAM,       /* it becomes include.`name` */
    FAIMI_LQ_FLOW_EACH         /* its elements become the variable `name` */
} faimi_lq_flow_kind_t;

struct faimi_lq_flow_s {
    faimi_lq_flow_kind_t     kind;
    faimi_slice_t            name;
    const faimi_lq_chain_t  *chain;   /* or NULL: */
    faimi_lq_expr_t          expr;
};


/* faimi_lq_refs.c: notes one. */
void faimi_lq_flow(faimi_lq_parser_t *p, faimi_lq_flow_kind_t kind,
    faimi_slice_t name, const faimi_lq_expr_t *e);
void faimi_lq_flow_chain(faimi_lq_parser_t *p, faimi_lq_flow_kind_t kind,
    faimi_slice_t name, const faimi_lq_chain_t *chain);

#endif
