/*
 * Bodies: texts, outputs and tags in a row, up to the end of a block or of the
 * template.  White space control happens here, as it is read: "{%-" cuts the
 * text before it, "-%}" the next text, wherever that is.
 */

#include <stdarg.h>
#include <stdio.h>

#include "faimi_lq_flow.h"
#include "faimi_lq_tags.h"


void
faimi_lq_parse_fail(faimi_lq_parser_t *p, faimi_slice_t where,
    const char *fmt, ...)
{
    char            text[400];
    size_t          at, line, column;
    va_list         args;
    faimi_slice_t   source;

    va_start(args, fmt);
    (void) vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);

    if (p->template != NULL) {
        source = p->template->source;

        /* a text that was made up stands for its token */
        if (where.data < source.data || where.data > source.data + source.len)
        {
            where = p->token.text;
        }

        at = (size_t) (where.data - source.data);
        faimi_error_locate(source, at, &line, &column);
        (void) faimi_error_set(p->err, p->template->file,
                               line + p->template->line - 1, column, "%s",
                               text);
    }

    faimi_guard_raise(faimi_arena_guard(p->arena), FAIMI_ERROR);
}


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


void
faimi_lq_render_output(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    faimi_value_t  v;

    v = faimi_lq_chain(lq, data);

    if (!lq->failed) {
        faimi_lq_print(lq, v, out);
    }
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
    faimi_lq_flow_chain(p, FAIMI_LQ_FLOW_PRINT, FAIMI_EMPTY, chain);

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

    if (!p->lexer.lines && faimi_slice_eq(tag->name, FAIMI_SLICE("liquid"))) {
        faimi_lq_body_liquid(p, body, tag);
        return false;
    }

    row = faimi_lq_tag_find(tag->name);

    if (row != NULL) {
        faimi_lq_body_tag(p, body, row, tag);
    }

    return row == NULL;
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


void
faimi_lq_parse_stray(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    const faimi_lq_tag_t *end)
{
    if (faimi_slice_starts(end->name, FAIMI_SLICE("end"))) {
        faimi_lq_parse_fail(p, end->token, "\"%.*s\" does not close \"%.*s\" "
                            "of line %zu: put {%% end%.*s %%} before it",
                            FAIMI_FMT(end->name), FAIMI_FMT(tag->name),
                            tag->line,
                            FAIMI_FMT(tag->name));
    }

    if (faimi_slice_eq(end->name, FAIMI_SLICE("else"))) {
        faimi_lq_parse_fail(p, end->token, "\"%.*s\" has no \"else\": take it "
                            "out, or close the block before it",
                            FAIMI_FMT(tag->name));
    }

    faimi_lq_tag_unknown(p, end);
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


static faimi_rc_t
faimi_lq_parse_all(void *data)
{
    faimi_lq_tag_t      end;
    faimi_lq_parser_t  *p;

    p = data;
    p->refs = faimi_lq_refs_create(p);

    if (!faimi_lq_parse_body(p, &p->template->body, &end)) {
        return FAIMI_OK;
    }

    if (faimi_slice_eq(end.name, FAIMI_SLICE("else"))
        || faimi_slice_starts(end.name, FAIMI_SLICE("end")))
    {
        faimi_lq_parse_fail(p, end.token, "\"%.*s\" without a block that is "
                            "open: take it out, or open the block before it",
                            FAIMI_FMT(end.name));
    }

    faimi_lq_tag_unknown(p, &end);
}


faimi_rc_t
faimi_liquid_parse_as(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, size_t line, faimi_liquid_mode_t mode,
    faimi_template_t **template, faimi_error_t *err)
{
    faimi_rc_t         rc;
    faimi_lq_parser_t  p;

    p = (faimi_lq_parser_t) { .arena = arena, .err = err, .mode = mode,
                              .column = 1 };
    p.lexer = (faimi_lq_lexer_t) { .text = source, .line = line };
    p.template = faimi_alloc(arena, sizeof(faimi_template_t));
    p.template->source = source;
    p.template->file = file;
    p.template->line = line;

    rc = faimi_guard_run(faimi_arena_guard(arena), faimi_lq_parse_all, &p);

    if (rc == FAIMI_NOMEM) {
        faimi_guard_raise(faimi_arena_guard(arena), rc);
    }

    *template = (rc == FAIMI_OK) ? p.template : NULL;

    return rc;
}


faimi_rc_t
faimi_liquid_parse(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, size_t line, faimi_template_t **template,
    faimi_error_t *err)
{
    return faimi_liquid_parse_as(arena, source, file, line, FAIMI_LIQUID_WARN,
                                 template, err);
}


const faimi_ref_t *
faimi_liquid_refs(const faimi_template_t *template, size_t *n)
{
    *n = template->n_refs;

    return template->refs;
}


bool
faimi_liquid_is_plain(const faimi_template_t *template)
{
    return template->body.n == 0
           || (template->body.n == 1 && template->body.nodes[0].render == NULL);
}
