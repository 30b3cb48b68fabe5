/*
 * The block parser: at each position the rules are tried in their order until
 * one takes its block.  The simple ones are here.
 *
 * The reference: kramdown/parser/kramdown.rb, and blockquote.rb, header.rb,
 * horizontal_rule.rb, eob.rb, block_boundary.rb and paragraph.rb below it.
 */

#include "faimi_md_rules.h"


/* blank ::= (\s* '\n')+
 * Several in a row are one node. */
static bool
faimi_md_blank(faimi_md_block_t *b)
{
    size_t            end;
    faimi_slice_t     s;
    faimi_md_node_t  *node;

    end = faimi_md_blank_line(b->src->text, b->src->pos);

    if (end == 0) {
        return false;
    }

    s = faimi_slice_sub(b->src->text, b->src->pos, end);
    b->src->pos = end;
    node = b->tree->last;

    if (node == NULL || node->type != FAIMI_MD_BLANK) {
        node = faimi_md_new_block(b, FAIMI_MD_BLANK);
        faimi_md_append(b->tree, node);
    }

    faimi_md_text_add(b->doc->arena, &node->value, s);

    return true;
}


/* eob ::= '^' \s* '\n' */
static bool
faimi_md_eob(faimi_md_block_t *b)
{
    size_t  end;

    end = faimi_md_eob_line(b->src->text, b->src->pos);

    if (end == 0) {
        return false;
    }

    b->src->pos = end;
    faimi_md_new_eob(b, FAIMI_MD_EOB_MARK);

    return true;
}


/* rule ::= three or more of one of * - _, with blanks between them */
static bool
faimi_md_rule(faimi_md_block_t *b)
{
    size_t  end;

    end = faimi_md_rule_line(b->src->text, b->src->pos);

    if (end == 0) {
        return false;
    }

    b->src->pos = end;
    faimi_md_append(b->tree, faimi_md_new_block(b, FAIMI_MD_HR));

    return true;
}


/* start ::= ' '{0,3} '>' ' '?
 * Its end, or 0. */
static size_t
faimi_md_quote_start(faimi_slice_t s, size_t at)
{
    at = faimi_md_opt_space(s, at);

    if (faimi_md_char(s, at) != '>') {
        return 0;
    }

    at++;

    return at + (faimi_md_char(s, at) == ' ');
}


/* quote ::= (start line | lazy line)+
 * parse_blockquote: up to what ends a paragraph.  The lines without their
 * marks are a text of their own, a copy for each level, which
 * FAIMI_MAX_BLOCK_DEPTH bounds. */
static bool
faimi_md_blockquote(faimi_md_block_t *b)
{
    size_t            at;
    faimi_slice_t     s;
    faimi_md_node_t  *node;

    s = b->src->text;

    if (faimi_md_quote_start(s, b->src->pos) == 0) {
        return false;
    }

    at = b->src->pos;

    do {
        at = faimi_md_line_end(s, at) + 1;
    } while (!faimi_md_lazy_end(b->src, at));

    at = (at > s.len) ? s.len : at;
    s = faimi_md_strip(b->doc, faimi_slice_sub(s, b->src->pos, at),
                       faimi_md_quote_start);
    b->src->pos = at;
    node = faimi_md_new_block(b, FAIMI_MD_QUOTE);
    faimi_md_append(b->tree, node);
    (void) faimi_md_blocks(b, node, &s);

    return true;
}


/* Where a paragraph ends: LAZY_END, a definition's colon, and with the quirk
 * paragraph_end of GFM also lists, headers, quotes and fences
 * (PARAGRAPH_END_GFM of gfm.rb). */
static bool
faimi_md_paragraph_end(const faimi_md_block_t *b, size_t at)
{
    char           c;
    size_t         from;
    faimi_slice_t  s;

    if (faimi_md_lazy_end(b->src, at)) {
        return true;
    }

    s = b->src->text;
    from = faimi_md_opt_space(s, at);
    c = faimi_md_char(s, from);

    if (c != ':' && !b->doc->options.paragraph_end) {
        return false;
    }

    switch (c) {
    case '*': case '+': case '-':
        return faimi_md_list_start(s, from, '*', 0) != 0;
    case '#':
        return faimi_md_header_start(s, at) != 0;
    case ':':
        return faimi_md_list_start(s, from, ':', 0) != 0;
    case '>':
        return true;
    case '`': case '~':
        return faimi_md_fence_start(s, at);
    default:
        return faimi_is_digit(c) && faimi_md_list_start(s, from, '1', 0) != 0;
    }
}


/* Continues the paragraph before, with a line that no rule took:
 * parse_paragraph adds to it, too.  Two blanks at the end of that paragraph
 * were cut off with its text; they are taken from the source again, since they
 * are a break. */
static void
faimi_md_continue(faimi_md_block_t *b, faimi_md_node_t *p, faimi_slice_t s)
{
    size_t         pos;
    faimi_slice_t  before;

    pos = b->src->pos;
    before = faimi_slice_sub(b->src->text, (pos < 3) ? 0 : pos - 3, pos);
    s = faimi_slice_trim_right(s);

    if (p->last != NULL && p->last->type == FAIMI_MD_RAW_TEXT) {
        faimi_md_add_raw(b, p, faimi_slice_eq(before, FAIMI_SLICE("  \n"))
                               ? before : FAIMI_SLICE("\n"));
    }

    faimi_md_add_raw(b, p, s);
}


/* paragraph ::= line (line)* up to what ends it
 * The last rule but one.  What looks like a block and is none comes here, so
 * the first line is never looked at for an end. */
static bool
faimi_md_paragraph(faimi_md_block_t *b)
{
    size_t            at;
    faimi_slice_t     s;
    faimi_md_node_t  *p;

    at = b->src->pos;

    if (faimi_is_blank(faimi_md_char(b->src->text,
                                     faimi_md_opt_space(b->src->text, at))))
    {
        return false;
    }

    do {
        at = faimi_md_line_end(b->src->text, at) + 1;
    } while (!faimi_md_paragraph_end(b, at));

    at = (at > b->src->text.len) ? b->src->text.len : at;
    s = faimi_slice_sub(b->src->text, b->src->pos, at);
    p = b->tree->last;

    if (p != NULL && p->type == FAIMI_MD_P) {
        faimi_md_continue(b, p, s);

    } else {
        p = faimi_md_new_block(b, FAIMI_MD_P);
        faimi_md_append(b->tree, p);
        faimi_md_add_raw(b, p, faimi_slice_trim(s));
    }

    b->src->pos = at;

    return true;
}


/* stray ::= .* '\n'
 * Blanks and then a tab begin no paragraph, and no rule of kramdown takes such
 * a line; it is bare text (parse_blocks warns of it).  For SmartyPants every
 * line is. */
static bool
faimi_md_stray(faimi_md_block_t *b)
{
    size_t         end;
    faimi_slice_t  s;

    end = faimi_md_line_end(b->src->text, b->src->pos) + 1;
    s = faimi_slice_sub(b->src->text, b->src->pos, end);
    b->src->pos += s.len;
    faimi_md_add_raw(b, b->tree, s);

    return true;
}


/* In the order of @block_parsers (kramdown/parser/kramdown.rb); the first that
 * takes the line counts. */
typedef bool (*faimi_md_rule_pt)(faimi_md_block_t *b);

static const faimi_md_rule_pt  faimi_md_rules[] = {
    faimi_md_blank,
    faimi_md_code_indented,
    faimi_md_code_fenced,
    faimi_md_blockquote,
    faimi_md_atx,
    faimi_md_rule,
    faimi_md_list,
    faimi_md_definitions,
    faimi_md_html_block,
    faimi_md_setext,
    faimi_md_math_block,
    faimi_md_table,
    faimi_md_note_definition,
    faimi_md_link_definition,
    faimi_md_abbr_definition,
    faimi_md_extension_block,
    faimi_md_eob,
    faimi_md_paragraph,
    faimi_md_stray
};


/* Jekyll's SmartyPants parser knows HTML as blocks; every other line is text
 * (jekyll/converters/smartypants.rb). */
static const faimi_md_rule_pt  faimi_md_smart_rules[] = {
    faimi_md_html_block,
    faimi_md_stray
};


/* The loop of parse_blocks; true: the end tag of the element was found.  Each
 * rule moves on, so the loop ends.  Where src is the document's own text the
 * position is kept for errors: texts of nested blocks are copies. */
static bool
faimi_md_blocks_run(faimi_md_block_t *b)
{
    size_t                   i, len;
    const faimi_md_rule_pt  *rules;

    len = b->src->text.len;
    rules = b->doc->smart ? faimi_md_smart_rules : faimi_md_rules;

    while (b->src->pos < len) {
        faimi_md_step(b->doc, 1);

        if (b->top) {
            b->doc->at = b->src->pos;
        }

        for (i = 0; !rules[i](b); i++) { /* void */ }

        if (b->stop) {
            return true;
        }
    }

    return false;
}


/* parse_blocks.  A text of its own is scanned from its beginning; with NULL
 * the content goes on in the text in which the start tag stands. */
bool
faimi_md_blocks(faimi_md_block_t *b, faimi_md_node_t *el,
    const faimi_slice_t *text)
{
    bool              found;
    faimi_md_src_t    src;
    faimi_md_block_t  saved;

    saved = *b;
    faimi_md_enter(b->doc, &b->doc->blocks, FAIMI_MAX_BLOCK_DEPTH);
    b->tree = el;
    b->ial = NULL;
    b->stop = false;

    if (text != NULL) {
        faimi_md_src_init(&src, *text);
        b->src = &src;
        b->top = (text->data == b->doc->text.data);
    }

    found = faimi_md_blocks_run(b);
    b->doc->blocks--;
    *b = saved;

    return found;
}
