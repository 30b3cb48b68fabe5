/*
 * {% highlight %} of Jekyll (jekyll/tags/highlight.rb): its elements around
 * code; the spans for tokens come from the host.
 *
 * Liquid within the block is rendered first, so the code is known only then.
 * Where the host has no colours for the language, the code is escaped and
 * otherwise left alone: the elements, and so the site's CSS, stay the same.
 */

#include "faimi_lq_tags.h"


typedef struct {
    faimi_slice_t     language;   /* in lower case */
    bool              numbers;
    faimi_lq_body_t   body;
} faimi_lq_code_t;


/* The numbers of lines in a column of their own. */
static void
faimi_lq_code_table(faimi_liquid_t *lq, faimi_slice_t language,
    faimi_slice_t code, faimi_buf_t *out)
{
    size_t  at, n;

    faimi_buf_str(out, "<table class=\"rouge-table\"><tbody><tr>"
                  "<td class=\"gutter gl\"><pre class=\"lineno\">");

    for (at = 0, n = 1; at < code.len || n == 1; n++) {
        faimi_buf_printf(out, "%zu\n", n);
        at = faimi_slice_find_char(code, '\n', at) + 1;
    }

    faimi_buf_str(out, "</pre></td><td class=\"code\"><pre>");
    faimi_code_put(&lq->host->code, language, code, lq->arena, out);
    faimi_buf_str(out, "\n</pre></td></tr></tbody></table>");
}


/* The newlines at both ends go, other white space stays: code may be
 * indented. */
static faimi_slice_t
faimi_lq_code_trim(faimi_slice_t s)
{
    while (s.len > 0 && (s.data[0] == '\n' || s.data[0] == '\r')) {
        s = faimi_slice_sub(s, 1, s.len);
    }

    while (s.len > 0
           && (s.data[s.len - 1] == '\n' || s.data[s.len - 1] == '\r'))
    {
        s.len--;
    }

    return s;
}


/* highlighter_prefix and highlighter_suffix, which the rendering sets for
 * pages of Markdown: without a blank line kramdown would take the block into a
 * paragraph. */
static void
faimi_lq_code_around(faimi_liquid_t *lq, const char *name, faimi_buf_t *out)
{
    faimi_value_t  v;

    v = faimi_lq_variable(lq, FAIMI_V_STRING(faimi_slice_str(name)));
    faimi_lq_print(lq, v, out);
}


/* Whether `highlighter` of the configuration names one: the others know no
 * lines. */
static bool
faimi_lq_code_is_rouge(faimi_liquid_t *lq)
{
    faimi_value_t  v;

    v = faimi_lq_variable(lq, FAIMI_V_STRING(FAIMI_SLICE("site")));
    v = faimi_liquid_member(lq->arena, v,
                            FAIMI_V_STRING(FAIMI_SLICE("highlighter")));

    return v.type != FAIMI_STRING
           || faimi_slice_eq(v.u.string, FAIMI_SLICE("rouge"))
           || faimi_slice_eq(v.u.string, FAIMI_SLICE("pygments"));
}


static void
faimi_lq_render_highlight(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    bool              rouge;
    size_t            from, i;
    faimi_slice_t     code;
    faimi_lq_code_t  *block;

    block = data;
    from = out->len;
    faimi_lq_render_body(lq, &block->body, out);
    code = faimi_lq_code_trim(faimi_lq_cut(lq, out, from));
    rouge = faimi_lq_code_is_rouge(lq);
    code = rouge ? code : faimi_slice_trim(code);

    faimi_lq_code_around(lq, "highlighter_prefix", out);
    faimi_buf_str(out, "<figure class=\"highlight\"><pre>"
                  "<code class=\"language-");

    for (i = 0; i < block->language.len; i++) {
        faimi_buf_char(out, (block->language.data[i] == '+')
                            ? '-' : block->language.data[i]);
    }

    faimi_buf_printf(out, "\" data-lang=\"%.*s\">",
                     FAIMI_FMT(block->language));

    if (block->numbers && rouge) {
        faimi_lq_code_table(lq, block->language, code, out);

    } else if (rouge) {
        faimi_code_put(&lq->host->code, block->language, code, lq->arena, out);

    } else {
        faimi_buf_html(out, code);
    }

    faimi_buf_str(out, "</code></pre></figure>");
    faimi_lq_code_around(lq, "highlighter_suffix", out);
}


static bool
faimi_lq_code_is_language(char c)
{
    return faimi_is_word(c) || memchr(".+#-", c, 4) != NULL;
}


/* list: '"' {digits blanks} digits '"' */
static size_t
faimi_lq_code_list(faimi_slice_t s, size_t at)
{
    size_t  i;

    for (i = at + 1; i < s.len && (faimi_is_digit(s.data[i])
                                   || faimi_is_space(s.data[i])); i++)
    {
        /* its numbers */
    }

    return (i < s.len && s.data[i] == '"' && faimi_is_digit(s.data[i - 1])
            && !faimi_is_space(s.data[at + 1])) ? i + 1 : at;
}


/* options: {blanks name ['=' (name | list)]} */
static bool
faimi_lq_code_options(faimi_slice_t s, size_t at, bool *numbers)
{
    size_t         from, end;
    faimi_slice_t  name;

    while (at < s.len) {
        from = faimi_lq_skip_space(s, at);
        end = faimi_lq_skip_word(s, from);

        if (from == at || end == from) {
            return false;
        }

        name = faimi_slice_sub(s, from, end);
        *numbers |= faimi_slice_eq(name, FAIMI_SLICE("linenos"));
        at = end;

        if (at < s.len && s.data[at] == '=') {
            from = at + 1;
            end = (from < s.len && s.data[from] == '"')
                  ? faimi_lq_code_list(s, from) : faimi_lq_skip_word(s, from);

            if (end == from) {
                return false;
            }

            at = end;
        }
    }

    return true;
}


static faimi_slice_t
faimi_lq_code_lower(faimi_arena_t *arena, faimi_slice_t s)
{
    char    *p;
    size_t   i;

    p = faimi_alloc_text(arena, s.len);

    for (i = 0; i < s.len; i++) {
        p[i] = faimi_lower(s.data[i]);
    }

    return faimi_slice(p, s.len);
}


/* highlight: language options body endhighlight */
void
faimi_lq_parse_highlight(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    size_t            end;
    faimi_slice_t     s;
    faimi_lq_code_t  *block;

    block = faimi_alloc(p->arena, sizeof(faimi_lq_code_t));
    s = faimi_slice_trim(tag->markup);

    for (end = 0; end < s.len && faimi_lq_code_is_language(s.data[end]);
         end++)
    {
        /* the language */
    }

    if (end == 0 || !faimi_lq_code_options(s, end, &block->numbers)) {
        faimi_lq_parse_fail(p, tag->token, "\"highlight\" needs a language: "
                            "{%% highlight ruby linenos %%}");
    }

    block->language = faimi_lq_code_lower(p->arena, faimi_slice_sub(s, 0,
                                                                    end));
    faimi_lq_refer(p, FAIMI_REF_VARIABLE, FAIMI_SLICE("highlighter_prefix"),
                   FAIMI_EMPTY);
    faimi_lq_refer(p, FAIMI_REF_VARIABLE, FAIMI_SLICE("highlighter_suffix"),
                   FAIMI_EMPTY);
    faimi_lq_parse_simple(p, tag, &block->body);

    node->render = faimi_lq_render_highlight;
    node->data = block;
    node->blank = !block->body.shows;
}
