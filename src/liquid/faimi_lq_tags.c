/*
 * The table of tags, and the tags that are neither branches, loops nor
 * includes (liquid/tags).
 *
 * A row has the parser of a tag, and the tags that may stand within its block.
 * The parser fills a node: a function that renders, its data, and whether it
 * is `blank`, that is, whether it never writes anything.
 */

#include "faimi_lq_uses.h"
#include "faimi_lq_tags.h"


static void
faimi_lq_render_nothing(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    (void) lq;
    (void) data;
    (void) out;
}


typedef struct {
    faimi_slice_t      name;
    faimi_lq_chain_t  *from;
    faimi_lq_body_t    body;
} faimi_lq_assign_t;


static void
faimi_lq_render_assign(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    faimi_value_t       v;
    faimi_lq_assign_t  *assign;

    (void) out;
    assign = data;
    v = faimi_lq_chain(lq, assign->from);

    if (!lq->failed) {
        faimi_map_set(lq->arena, lq->env.assigns, assign->name, v);
    }
}


/* assign: any target '=' chain
 *
 * Assignments go into one map below all scopes (`scopes.last` in Ruby): they
 * outlive loops and includes. */
static void
faimi_lq_parse_assign(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    size_t              at, end;
    faimi_lq_assign_t  *assign;

    assign = faimi_alloc(p->arena, sizeof(faimi_lq_assign_t));
    at = 0;

    do {
        if (!faimi_lq_target(tag->markup, &at, &assign->name)) {
            faimi_lq_parse_fail(p, tag->token, "\"assign\" needs a name and a "
                                "value: {%% assign name = value %%}");
        }

        end = faimi_lq_skip_space(tag->markup, at);

    } while (end == tag->markup.len || tag->markup.data[end] != '=');

    assign->from = faimi_lq_parse_chain(p, faimi_slice_trim(
                       faimi_slice_sub(tag->markup, end + 1,
                                       tag->markup.len)));
    faimi_lq_use_chain(p, FAIMI_LQ_USE_ASSIGN, assign->name, assign->from);

    node->render = faimi_lq_render_assign;
    node->data = assign;
    node->blank = true;
}


static void
faimi_lq_render_capture(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    size_t              from;
    faimi_value_t       v;
    faimi_lq_assign_t  *capture;

    capture = data;
    from = out->len;
    faimi_lq_render_body(lq, &capture->body, out);
    v = FAIMI_V_STRING(faimi_lq_cut(lq, out, from));
    faimi_map_set(lq->arena, lq->env.assigns, capture->name, v);
}


/* capture: any target any body endcapture */
static void
faimi_lq_parse_capture(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    size_t              at;
    faimi_lq_assign_t  *capture;

    capture = faimi_alloc(p->arena, sizeof(faimi_lq_assign_t));
    at = 0;

    if (!faimi_lq_target(tag->markup, &at, &capture->name)) {
        faimi_lq_parse_fail(p, tag->token, "\"capture\" needs a name: "
                            "{%% capture name %%}");
    }

    faimi_lq_parse_simple(p, tag, &capture->body);

    node->render = faimi_lq_render_capture;
    node->data = capture;
    node->blank = true;
}


/* comment: body endcomment, with any unknown tag in it
 *
 * The body is parsed and dropped, since a block within it has to find its end.
 * Meanwhile nothing is noted as a reference. */
static void
faimi_lq_parse_comment(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    faimi_lq_tag_t   end;
    faimi_lq_body_t  body;

    body = (faimi_lq_body_t) { .n = 0 };
    p->muted++;

    while (faimi_lq_parse_block(p, tag, &body, &end)) {
        body.n = 0;
    }

    p->muted--;
    node->render = faimi_lq_render_nothing;
    node->blank = true;
}


/* '#': each of its lines begins with '#' */
static void
faimi_lq_parse_hash(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    size_t         at;
    faimi_slice_t  s;

    s = tag->markup;

    for (at = 0; at < s.len; at++) {
        at = faimi_slice_find_char(s, '\n', at);
        at = faimi_lq_skip_space(s, at);

        if (at < s.len && s.data[at] != '#') {
            faimi_lq_parse_fail(p, faimi_slice_sub(s, at, s.len), "a line of "
                                "this comment has no \"#\": begin it with one");
        }
    }

    node->render = faimi_lq_render_nothing;
    node->blank = true;
}


static void
faimi_lq_render_raw(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    faimi_slice_t  *body;

    body = data;
    faimi_lq_spend_text(lq, body->len);
    faimi_buf_add(out, *body);
}


/* Whether a token holds the end of `raw`: '{%' {space} 'endraw', the last
 * such tag in it; what stands before that is text. */
static bool
faimi_lq_raw_ends(faimi_slice_t token, faimi_slice_t *before)
{
    size_t  i, at;

    if (token.len < 4 || !faimi_slice_ends(token, FAIMI_SLICE("%}"))) {
        return false;
    }

    for (i = token.len - 2; i > 0; i--) {
        if (token.data[i - 1] != '{' || token.data[i] != '%') {
            continue;
        }

        at = faimi_lq_skip_space(token, i + 1);

        if (faimi_lq_skip_word(token, at) != at) {
            *before = faimi_slice_sub(token, 0, i - 1);
            return faimi_slice_eq(faimi_slice_sub(token, at,
                                             faimi_lq_skip_word(token, at)),
                                  FAIMI_SLICE("endraw"));
        }
    }

    return false;
}


/* raw: any up to endraw
 *
 * The whole is one view of the source: what is between the tags is not cut
 * into nodes. */
static void
faimi_lq_parse_raw(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    faimi_slice_t      s, *body;
    faimi_lq_token_t   token;

    if (tag->markup.len != 0) {
        faimi_lq_parse_fail(p, tag->token, "\"raw\" takes nothing: write "
                            "{%% raw %%}");
    }

    body = faimi_alloc(p->arena, sizeof(faimi_slice_t));
    *body = faimi_slice_sub(p->lexer.text, p->lexer.at, p->lexer.at);
    s = FAIMI_EMPTY;

    do {
        token = faimi_lq_lex(&p->lexer);

        if (token.kind == FAIMI_LQ_END || p->lexer.lines) {
            faimi_lq_parse_fail(p, tag->token, "\"raw\" is never closed: add "
                                "{%% endraw %%}, without dashes");
        }

    } while (token.kind == FAIMI_LQ_TEXT
             || !faimi_lq_raw_ends(token.text, &s));

    body->len = (size_t) (s.data + s.len - body->data);
    node->render = faimi_lq_render_raw;
    node->data = body;
    node->blank = (body->len == 0);
}


/* echo: chain */
static void
faimi_lq_parse_echo(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    node->render = faimi_lq_render_output;
    node->data = faimi_lq_parse_chain(p, tag->markup);
    faimi_lq_use_chain(p, FAIMI_LQ_USE_PRINT, FAIMI_EMPTY, node->data);
}


typedef struct {
    faimi_slice_t  name;
    int            by;
} faimi_lq_count_t;


/* increment and decrement: the counter begins with the value of a variable of
 * the page, or with 0.  Ruby keeps it in the environment, below all
 * assignments; a value that is not a number is an "internal" error there,
 * too. */
static void
faimi_lq_render_count(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    int64_t               n;
    faimi_lq_count_t     *count;
    const faimi_value_t  *v;

    count = data;
    v = faimi_map_get(lq->env.counters, count->name);

    if (v == NULL) {
        v = faimi_map_get(lq->env.globals, count->name);
    }

    if (v != NULL && faimi_value_truthy(*v) && v->type != FAIMI_INT) {
        (void) faimi_liquid_fail(lq, "internal");
        return;
    }

    n = (v != NULL && v->type == FAIMI_INT) ? v->u.integer : 0;
    faimi_buf_printf(out, "%lld", (long long) n
                                  + ((count->by < 0) ? count->by : 0));
    faimi_map_set(lq->arena, lq->env.counters, count->name,
                  FAIMI_V_INT(n + count->by));
}


/* increment, decrement: name */
static void
faimi_lq_parse_count(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    faimi_lq_count_t  *count;

    count = faimi_alloc(p->arena, sizeof(faimi_lq_count_t));
    count->name = faimi_slice_trim(tag->markup);
    count->by = (tag->name.data[0] == 'i') ? 1 : -1;
    faimi_lq_refer(p, FAIMI_REF_VARIABLE, count->name, FAIMI_EMPTY);

    node->render = faimi_lq_render_count;
    node->data = count;
}


/* ifchanged: the last text is that of any such tag, as in Ruby, which keeps it
 * in one register. */
static void
faimi_lq_render_changed(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    size_t         from;
    faimi_slice_t  s;

    from = out->len;
    faimi_lq_render_body(lq, data, out);
    s = faimi_lq_cut(lq, out, from);

    if (lq->env.changed.data == NULL
        || !faimi_slice_eq(s, lq->env.changed))
    {
        lq->env.changed = s;
        faimi_buf_add(out, s);
    }
}


/* ifchanged: body endifchanged */
static void
faimi_lq_parse_changed(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    faimi_lq_body_t  *body;

    body = faimi_alloc(p->arena, sizeof(faimi_lq_body_t));
    faimi_lq_parse_simple(p, tag, body);

    node->render = faimi_lq_render_changed;
    node->data = body;
    node->blank = !body->shows;
}


typedef struct {
    faimi_slice_t  name;
    faimi_slice_t  markup;
} faimi_lq_host_tag_t;


/* A tag of a plugin.  Its error ends the page, as an exception in Ruby
 * would. */
static void
faimi_lq_render_host(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    faimi_error_t         why;
    faimi_lq_host_tag_t  *tag;

    tag = data;

    if (lq->host->tag != NULL
        && lq->host->tag(lq->host->data, lq, tag->name, tag->markup, out, &why)
           != FAIMI_OK)
    {
        faimi_lq_fatal(lq, "%s", why.message);
    }
}


/* A tag of a plugin: what it does is the host's. */
static void
faimi_lq_parse_host(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    faimi_lq_host_tag_t  *host;

    host = faimi_alloc(p->arena, sizeof(faimi_lq_host_tag_t));
    host->name = tag->name;
    host->markup = faimi_slice_trim(tag->markup);
    faimi_lq_refer(p, FAIMI_REF_TAG, tag->name, FAIMI_EMPTY);

    node->render = faimi_lq_render_host;
    node->data = host;
}


const faimi_lq_tag_row_t  faimi_lq_tags[] = {
    { "#", faimi_lq_parse_hash, NULL },
    { "assign", faimi_lq_parse_assign, NULL },
    { "avatar", faimi_lq_parse_avatar, NULL },
    { "break", faimi_lq_parse_interrupt, NULL },
    { "capture", faimi_lq_parse_capture, "endcapture" },
    { "case", faimi_lq_parse_case, "when else endcase" },
    { "comment", faimi_lq_parse_comment, "endcomment" },
    { "continue", faimi_lq_parse_interrupt, NULL },
    { "cycle", faimi_lq_parse_cycle, NULL },
    { "decrement", faimi_lq_parse_count, NULL },
    { "echo", faimi_lq_parse_echo, NULL },
    { "feed_meta", faimi_lq_parse_host, NULL },
    { "for", faimi_lq_parse_for, "else endfor" },
    { "gist", faimi_lq_parse_gist, NULL },
    { "github_edit_link", faimi_lq_parse_host, NULL },
    { "highlight", faimi_lq_parse_highlight, "endhighlight" },
    { "if", faimi_lq_parse_if, "elsif else endif" },
    { "ifchanged", faimi_lq_parse_changed, "endifchanged" },
    { "include", faimi_lq_parse_include, NULL },
    { "include_cached", faimi_lq_parse_include, NULL },
    { "include_relative", faimi_lq_parse_include, NULL },
    { "increment", faimi_lq_parse_count, NULL },
    { "liquid", NULL, NULL },
    { "link", faimi_lq_parse_link, NULL },
    { "post_url", faimi_lq_parse_link, NULL },
    { "raw", faimi_lq_parse_raw, "endraw" },
    { "render", faimi_lq_parse_render, NULL },
    { "seo", faimi_lq_parse_host, NULL },
    { "tablerow", faimi_lq_parse_tablerow, "endtablerow" },
    { "toc", faimi_lq_parse_host, NULL },
    { "unless", faimi_lq_parse_if, "elsif else endunless" },
    { NULL, NULL, NULL }
};
