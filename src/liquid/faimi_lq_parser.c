/*
 * Bodies: texts, outputs and tags in a row, up to the end of a block or of the
 * template (Liquid::BlockBody).  White space control happens here, as it is
 * read: "{%-" cuts the text before it, "-%}" the next text, even where that is
 * in another body.
 *
 * Tags are found in the table of the dialect.  A name that is not in it ends
 * the body, and the block around it decides whether that is its end tag, a part
 * (`else`) or an error.
 */

#include "faimi_lq_uses.h"
#include "faimi_lq_tags.h"


static faimi_lq_node_t *
faimi_lq_body_add(faimi_lq_parser_t *p, faimi_lq_body_t *body)
{
    faimi_lq_node_t  *node;

    if (body->n == body->cap) {
        body->nodes = faimi_arena_grow(p->arena, body->nodes, body->n,
                                       &body->cap, sizeof(faimi_lq_node_t));
    }

    node = &body->nodes[body->n++];
    *node = (faimi_lq_node_t) { .text = p->token.text, .line = p->token.line };

    return node;
}


static void
faimi_lq_body_text(faimi_lq_parser_t *p, faimi_lq_body_t *body,
    faimi_slice_t text)
{
    if (p->trim) {
        text = faimi_slice_trim_left(text);
        p->trim = false;
    }

    if (text.len != 0) {
        faimi_lq_body_add(p, body)->text = text;
        body->shows |= faimi_lq_skip_space(text, 0) != text.len;
    }
}


void
faimi_lq_body_squeeze(faimi_lq_body_t *body)
{
    size_t  i, n;

    for (i = 0, n = 0; i < body->n; i++) {
        if (body->nodes[i].render != NULL) {
            body->nodes[n++] = body->nodes[i];
        }
    }

    body->n = n;
}


/* Dashes inside of the delimiters cut the white space outside. */
static void
faimi_lq_body_trim(faimi_lq_parser_t *p, faimi_lq_body_t *body,
    faimi_slice_t token)
{
    faimi_lq_node_t  *last;

    last = (body->n == 0) ? NULL : &body->nodes[body->n - 1];

    if (token.len > 2 && token.data[2] == '-' && last != NULL
        && last->render == NULL)
    {
        last->text = faimi_slice_trim_right(last->text);
    }

    p->trim = token.len > 2 && token.data[token.len - 3] == '-';
}


static bool
faimi_lq_ends(faimi_slice_t token, char c)
{
    return token.len >= 4 && token.data[token.len - 1] == '}'
           && token.data[token.len - 2] == c;
}


/* The markup between the delimiters and their dashes. */
static faimi_slice_t
faimi_lq_inside(faimi_slice_t token)
{
    size_t  from, to;

    from = 2;
    to = token.len - 2;
    from += (from < to && token.data[from] == '-');
    to -= (to > from && token.data[to - 1] == '-');

    return faimi_slice_sub(token, from, to);
}


/* output: '{{' ['-'] chain ['-'] '}}' */
static void
faimi_lq_body_output(faimi_lq_parser_t *p, faimi_lq_body_t *body)
{
    faimi_lq_node_t   *node;
    faimi_lq_chain_t  *chain;

    faimi_lq_body_trim(p, body, p->token.text);

    if (!faimi_lq_ends(p->token.text, '}')) {
        faimi_lq_parse_fail(p, p->token.text,
                            "\"{{\" has no \"}}\": close the output");
    }

    chain = faimi_lq_parse_chain(p, faimi_lq_inside(p->token.text));
    faimi_lq_use_chain(p, FAIMI_LQ_USE_PRINT, FAIMI_EMPTY, chain);

    node = faimi_lq_body_add(p, body);
    node->render = faimi_lq_render_output;
    node->data = chain;
    body->shows = true;
}


/* tag: '{%' ['-'] name markup ['-'] '%}'; a line of {% liquid %} has no
 * delimiters.  The name is a word or '#'; false: there is none. */
static bool
faimi_lq_tag_read(faimi_lq_parser_t *p, faimi_lq_tag_t *tag)
{
    size_t         at, end;
    faimi_slice_t  s;

    s = p->token.text;

    if (!p->lexer.lines) {
        if (!faimi_lq_ends(s, '%')) {
            faimi_lq_parse_fail(p, s, "\"{%%\" has no \"%%}\": close the tag");
        }

        s = faimi_lq_inside(s);
    }

    at = faimi_lq_skip_space(s, 0);
    end = (at < s.len && s.data[at] == '#') ? at + 1
          : faimi_lq_skip_word(s, at);

    tag->token = p->lexer.lines ? faimi_slice_sub(s, at, s.len)
                                : p->token.text;
    tag->name = faimi_slice_sub(s, at, end);
    end = faimi_lq_skip_space(s, end);
    tag->markup = faimi_slice_sub(s, end, s.len);
    tag->line = p->token.line;

    for (at = 0; s.data + at < tag->markup.data; at++) {
        tag->line += (s.data[at] == '\n');
    }

    return tag->name.len != 0;
}


/* liquid: '{%' 'liquid' {tag newline} '%}' */
static void
faimi_lq_body_liquid(faimi_lq_parser_t *p, faimi_lq_body_t *body,
    const faimi_lq_tag_t *tag)
{
    faimi_lq_tag_t    end;
    faimi_lq_lexer_t  outer;

    outer = p->lexer;
    p->lexer = (faimi_lq_lexer_t) { .text = tag->markup, .line = tag->line,
                                    .lines = true };

    if (faimi_lq_parse_body(p, body, &end)) {
        faimi_lq_tag_unknown(p, &end);
    }

    p->lexer = outer;
}


static void
faimi_lq_body_tag(faimi_lq_parser_t *p, faimi_lq_body_t *body,
    const faimi_lq_tag_row_t *row, const faimi_lq_tag_t *tag)
{
    faimi_lq_node_t  node;

    node = (faimi_lq_node_t) { .text = tag->token, .line = tag->line };
    row->parse(p, tag, &node);
    *faimi_lq_body_add(p, body) = node;
    body->shows |= !node.blank;
}


static const faimi_lq_tag_row_t *
faimi_lq_tag_find(const faimi_lq_parser_t *p, faimi_slice_t name)
{
    const faimi_lq_tag_row_t  *row;

    for (row = p->dialect.tags; row->name != NULL; row++) {
        if (faimi_slice_eq(faimi_slice_str(row->name), name)) {
            return row;
        }
    }

    return NULL;
}


/* One tag; true: it is not the table's, and ends the body. */
static bool
faimi_lq_body_one(faimi_lq_parser_t *p, faimi_lq_body_t *body,
    faimi_lq_tag_t *tag)
{
    const faimi_lq_tag_row_t  *row;

    if (!p->lexer.lines) {
        faimi_lq_body_trim(p, body, p->token.text);

    } else if (faimi_lq_skip_space(p->token.text, 0) == p->token.text.len) {
        return false;
    }

    if (!faimi_lq_tag_read(p, tag)) {
        faimi_lq_parse_fail(p, p->token.text, "a tag without a name: write "
                            "the tag's name first");
    }

    row = faimi_lq_tag_find(p, tag->name);

    if (row == NULL) {
        return true;
    }

    if (row->parse != NULL) {
        faimi_lq_body_tag(p, body, row, tag);
        return false;
    }

    /* within {% liquid %} there is no tag `liquid` */
    if (p->lexer.lines) {
        return true;
    }

    faimi_lq_body_liquid(p, body, tag);

    return false;
}


bool
faimi_lq_parse_body(faimi_lq_parser_t *p, faimi_lq_body_t *body,
    faimi_lq_tag_t *end)
{
    for ( ;; ) {
        p->token = faimi_lq_lex(&p->lexer);

        switch (p->token.kind) {

        case FAIMI_LQ_END:
            return false;

        case FAIMI_LQ_TEXT:
            faimi_lq_body_text(p, body, p->token.text);
            break;

        case FAIMI_LQ_OUTPUT:
            faimi_lq_body_output(p, body);
            break;

        case FAIMI_LQ_TAG:
            if (faimi_lq_body_one(p, body, end)) {
                return true;
            }
        }
    }
}


bool
faimi_lq_parse_block(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_body_t *body, faimi_lq_tag_t *end)
{
    bool           more;
    faimi_slice_t  name;

    if (p->depth++ >= FAIMI_MAX_LIQUID_NESTING) {
        faimi_lq_parse_fail(p, tag->token, "blocks are nested deeper than %d "
                            "levels: move some into an include",
                            FAIMI_MAX_LIQUID_NESTING);
    }

    more = faimi_lq_parse_body(p, body, end);
    p->depth--;

    if (!more) {
        faimi_lq_parse_fail(p, tag->token, "\"%.*s\" is never closed: add "
                            "{%% end%.*s %%}", FAIMI_FMT(tag->name),
                            FAIMI_FMT(tag->name));
    }

    name = end->name;

    return !(name.len == tag->name.len + 3
             && faimi_slice_starts(name, FAIMI_SLICE("end"))
             && faimi_slice_ends(name, tag->name));
}


faimi_lq_body_t *
faimi_lq_parse_text(faimi_lq_parser_t *p, faimi_slice_t text)
{
    bool              trim;
    faimi_lq_tag_t    end;
    faimi_lq_body_t  *body;
    faimi_lq_lexer_t  outer;

    body = faimi_alloc(p->arena, sizeof(faimi_lq_body_t));
    outer = p->lexer;
    trim = p->trim;
    p->trim = false;
    p->lexer = (faimi_lq_lexer_t) { .text = text, .line = p->token.line };

    if (faimi_lq_parse_body(p, body, &end)) {
        faimi_lq_tag_unknown(p, &end);
    }

    p->lexer = outer;
    p->trim = trim;

    return body;
}


/* The body of a block that takes no tags in between. */
void
faimi_lq_parse_simple(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_body_t *body)
{
    faimi_lq_tag_t  end;

    if (faimi_lq_parse_block(p, tag, body, &end)) {
        faimi_lq_parse_stray(p, tag, &end);
    }
}
