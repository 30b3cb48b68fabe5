/*
 * if, unless and case (liquid/tags/if.rb, unless.rb, case.rb).
 *
 * All three are a list of branches, each with a condition and a body, in the
 * order of the source; `else` is a branch without a condition.
 */

#include "faimi_lq_tags.h"


typedef struct faimi_lq_branch_s  faimi_lq_branch_t;

struct faimi_lq_branch_s {
    faimi_lq_cond_t    *cond;     /* NULL: else */
    faimi_lq_body_t    *body;     /* `when a or b` are two with one body */
    faimi_lq_branch_t  *next;
};


static faimi_lq_branch_t *
faimi_lq_branch_new(faimi_lq_parser_t *p, faimi_lq_cond_t *cond,
    faimi_lq_body_t *body)
{
    faimi_lq_branch_t  *branch;

    branch = faimi_alloc(p->arena, sizeof(faimi_lq_branch_t));
    branch->cond = cond;
    branch->body = (body != NULL) ? body
                   : faimi_alloc(p->arena, sizeof(faimi_lq_body_t));

    return branch;
}


/* A block none of whose branches shows anything loses its white space
 * (BlockBody#remove_blank_strings, Tag#blank?). */
static bool
faimi_lq_branch_squeeze(faimi_lq_branch_t *first)
{
    faimi_lq_branch_t  *branch;

    for (branch = first; branch != NULL; branch = branch->next) {
        if (branch->body->shows) {
            return false;
        }
    }

    for (branch = first; branch != NULL; branch = branch->next) {
        faimi_lq_body_squeeze(branch->body);
    }

    return true;
}


static void
faimi_lq_render_if(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    bool                is;
    faimi_lq_branch_t  *branch;

    for (branch = data; branch != NULL; branch = branch->next) {
        is = branch->cond == NULL || faimi_lq_cond(lq, branch->cond);

        if (lq->failed) {
            return;
        }

        if (is) {
            faimi_lq_render_body(lq, branch->body, out);
            return;
        }
    }
}


/* As `if`, with the first condition the other way round. */
static void
faimi_lq_render_unless(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    bool                is;
    faimi_lq_branch_t  *first;

    first = data;
    is = faimi_lq_cond(lq, first->cond);

    if (lq->failed) {
        return;
    }

    if (!is) {
        faimi_lq_render_body(lq, first->body, out);
        return;
    }

    faimi_lq_render_if(lq, first->next, out);
}


static faimi_lq_cond_t *
faimi_lq_branch_cond(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag)
{
    faimi_lq_cond_t  *cond;

    cond = faimi_lq_parse_cond(p, tag->markup);

    if (cond == NULL) {
        faimi_lq_parse_fail(p, tag->token, "cannot read the condition "
                            "\"%.*s\": write {%% %.*s a == b and c %%}",
                            FAIMI_FMT(faimi_slice_trim(tag->markup)),
                            FAIMI_FMT(tag->name));
    }

    return cond;
}


/* if: condition body {elsif condition body | else body} endif */
void
faimi_lq_parse_if(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    faimi_lq_tag_t      end;
    faimi_lq_cond_t    *cond;
    faimi_lq_branch_t  *first, *branch;

    first = faimi_lq_branch_new(p, faimi_lq_branch_cond(p, tag), NULL);

    for (branch = first; faimi_lq_parse_block(p, tag, branch->body, &end);
         branch = branch->next)
    {
        if (faimi_slice_eq(end.name, FAIMI_SLICE("elsif"))) {
            cond = faimi_lq_branch_cond(p, &end);

        } else if (faimi_slice_eq(end.name, FAIMI_SLICE("else"))) {
            cond = NULL;

        } else {
            faimi_lq_parse_stray(p, tag, &end);
        }

        branch->next = faimi_lq_branch_new(p, cond, NULL);
    }

    node->render = (tag->name.data[0] == 'u') ? faimi_lq_render_unless
                                              : faimi_lq_render_if;
    node->data = first;
    node->blank = faimi_lq_branch_squeeze(first);
}


/* Case#render_to_output_buffer: every `when` that fits is rendered, and `else`
 * if none did before it. */
static void
faimi_lq_render_case(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    bool                is, none;
    faimi_lq_branch_t  *branch;

    none = true;

    for (branch = data; branch != NULL; branch = branch->next) {
        is = (branch->cond == NULL) ? none : faimi_lq_cond(lq, branch->cond);

        if (lq->failed) {
            return;
        }

        if (is) {
            none = none && branch->cond == NULL;
            faimi_lq_render_body(lq, branch->body, out);
        }
    }
}


/* when: any fragment {(',' | 'or') fragment} any.  Returns the last branch of
 * those it adds, one for each value. */
static faimi_lq_branch_t *
faimi_lq_case_when(faimi_lq_parser_t *p, const faimi_lq_expr_t *left,
    const faimi_lq_tag_t *when, faimi_lq_branch_t *last)
{
    size_t            at, next;
    faimi_slice_t     s, value;
    faimi_lq_body_t  *body;
    faimi_lq_cond_t  *cond;

    s = when->markup;
    at = 0;
    body = NULL;

    for ( ;; ) {
        if (!faimi_lq_find_fragment(s, &at, &value)) {
            faimi_lq_parse_fail(p, when->token, "\"when\" needs a value: "
                                "{%% when value or value %%}");
        }

        cond = faimi_alloc(p->arena, sizeof(faimi_lq_cond_t));
        cond->left = *left;
        cond->op = FAIMI_SLICE("==");
        cond->right = faimi_lq_parse_expr(p, value);

        last->next = faimi_lq_branch_new(p, cond, body);
        last = last->next;
        body = last->body;

        next = faimi_lq_skip_space(s, at);

        if (next < s.len && s.data[next] == ',') {
            next++;

        } else if (next > at && faimi_lq_junction(s, next) == 2
                   && next + 2 < s.len && faimi_is_space(s.data[next + 2]))
        {
            next += 2;

        } else {
            return last;
        }

        next = faimi_lq_skip_space(s, next);

        if (faimi_lq_fragment(s, next) == next) {
            return last;
        }

        at = next;
    }
}


/* case: any fragment any body {when body | else body} endcase; what is before
 * the first `when` is never shown */
void
faimi_lq_parse_case(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    size_t              at;
    faimi_slice_t       value;
    faimi_lq_tag_t      end;
    faimi_lq_expr_t     left;
    faimi_lq_branch_t  *first, *last;

    at = 0;

    if (!faimi_lq_find_fragment(tag->markup, &at, &value)) {
        faimi_lq_parse_fail(p, tag->token, "\"case\" needs a value: "
                            "{%% case value %%}");
    }

    left = faimi_lq_parse_expr(p, value);

    /* Case parses its value by Expression, not by Condition: there `empty`
     * is a plain value, which equals nothing */
    if (left.kind == FAIMI_LQ_EMPTY || left.kind == FAIMI_LQ_BLANK) {
        left.u.literal = faimi_lq_method_literal(left.kind == FAIMI_LQ_BLANK);
        left.kind = FAIMI_LQ_LITERAL;
    }

    first = faimi_lq_branch_new(p, NULL, NULL);
    last = first;

    while (faimi_lq_parse_block(p, tag, last->body, &end)) {
        if (faimi_slice_eq(end.name, FAIMI_SLICE("when"))) {
            last = faimi_lq_case_when(p, &left, &end, last);

        } else if (!faimi_slice_eq(end.name, FAIMI_SLICE("else"))) {
            faimi_lq_parse_stray(p, tag, &end);

        } else if (faimi_slice_trim(end.markup).len != 0) {
            faimi_lq_parse_fail(p, end.token, "\"else\" of a case takes no "
                                "value: use {%% when value %%}");

        } else {
            last->next = faimi_lq_branch_new(p, NULL, NULL);
            last = last->next;
        }
    }

    node->render = faimi_lq_render_case;
    node->data = first->next;
    node->blank = faimi_lq_branch_squeeze(first);
}
