/*
 * The table of tags, and what the parsers of tags share.
 *
 * To add a tag: its parser, which fills the node; its renderer; its row.  A
 * parser notes each value that the tag reads (faimi_lq_uses.h), or pages that
 * show it would be stale.
 */

#ifndef FAIMI_LQ_TAGS_H
#define FAIMI_LQ_TAGS_H

#include "faimi_lq_eval.h"


/* All that is known of a tag, in one row. */
struct faimi_lq_tag_row_s {
    const char  *name;

    /* Fills node->render, data and blank, and notes what the tag refers to
     * and uses (faimi_lq_parse.h, faimi_lq_uses.h).  NULL: the lines of the
     * tag are tags of the body around it, as those of `liquid`. */
    void       (*parse)(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
                        faimi_lq_node_t *node);

    /* Of a block: the tags that only its parser knows, with blanks between
     * them.  For messages: "did you mean ...?" */
    const char  *parts;
};

extern const faimi_lq_tag_row_t  faimi_lq_tags[];    /* ended by NULL */

/* "unknown tag ..." with the nearest name of the parser's table. */
void faimi_lq_tag_unknown(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag)
    __attribute__((noreturn));

/* Parses a block's body: true at a tag in between (else, when, ...), which the
 * block must know; false at its end tag. */
bool faimi_lq_parse_block(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_body_t *body, faimi_lq_tag_t *end);

/* A tag between that the block does not take: an error. */
void faimi_lq_parse_stray(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    const faimi_lq_tag_t *end) __attribute__((noreturn));

/* Takes out the texts of a body that shows nothing. */
void faimi_lq_body_squeeze(faimi_lq_body_t *body);

/* A text with tags of its own, as in {% include {{ page.x }}.html %}. */
faimi_lq_body_t *faimi_lq_parse_text(faimi_lq_parser_t *p,
    faimi_slice_t text);

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
void faimi_lq_parse_avatar(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node);
void faimi_lq_parse_gist(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node);
void faimi_lq_parse_highlight(faimi_lq_parser_t *p,
    const faimi_lq_tag_t *tag, faimi_lq_node_t *node);

/* What {{ }} and echo do; `data` is a chain. */
void faimi_lq_render_output(faimi_liquid_t *lq, void *data, faimi_buf_t *out);

/* The body of a block that takes no tags in between. */
void faimi_lq_parse_simple(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_body_t *body);

#endif
