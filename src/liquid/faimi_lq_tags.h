/*
 * The parsers of tags that have a file of their own; each is a row of
 * faimi_lq_tags.
 */

#ifndef FAIMI_LQ_TAGS_H
#define FAIMI_LQ_TAGS_H

#include "faimi_lq_eval.h"


/* Longer names of tags are like no other. */
#define FAIMI_LQ_NAME_MAX  24


/* `forloop`, and `tablerowloop` with its columns. */
struct faimi_lq_forloop_s {
    faimi_slice_t        name;
    int64_t              index;     /* from 0 */
    int64_t              length;
    faimi_lq_forloop_t  *parent;
    int64_t              col;       /* from 1 */
    int64_t              row;
    int64_t              cols;      /* 0: no limit */
};

faimi_lq_forloop_t *faimi_lq_forloop(faimi_liquid_t *lq, faimi_slice_t name,
    size_t length, faimi_lq_forloop_t *parent);
faimi_value_t faimi_lq_forloop_value(faimi_lq_forloop_t *loop);
faimi_value_t faimi_lq_tablerow_value(faimi_lq_forloop_t *loop);
void faimi_lq_forloop_next(faimi_lq_forloop_t *loop);


void faimi_lq_parse_if(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node);
void faimi_lq_parse_case(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node);
void faimi_lq_parse_for(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node);
void faimi_lq_parse_tablerow(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node);
void faimi_lq_parse_interrupt(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node);
void faimi_lq_parse_cycle(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node);
void faimi_lq_parse_include(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node);
void faimi_lq_parse_render(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node);
void faimi_lq_parse_link(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node);
void faimi_lq_parse_highlight(faimi_lq_parser_t *p,
    const faimi_lq_tag_t *tag, faimi_lq_node_t *node);

/* The body of a block that takes no tags in between. */
void faimi_lq_parse_simple(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_body_t *body);

#endif
