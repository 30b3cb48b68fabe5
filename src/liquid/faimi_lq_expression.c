/*
 * Expressions that stand in strings: those of where_exp, find_exp and
 * group_by_exp.
 *
 * This is the one place where a rendering parses.  The string may be computed,
 * so it cannot be parsed with the template; but it is the same in each turn of
 * a loop, so each text is parsed once in a rendering.  What it refers to was
 * noted when the template was parsed, if it is a literal.
 */

#include "faimi_lq_eval.h"


struct faimi_expression_s {
    faimi_lq_cond_t   *cond;     /* or, where it is NULL, */
    faimi_lq_chain_t  *chain;
};


/* The expression of a text, from the table or into it.  A text that does not
 * parse is kept as well, with neither form, so that a loop does not try it
 * again. */
static const faimi_expression_t *
faimi_lq_expression(faimi_liquid_t *lq, faimi_slice_t text, bool cond)
{
    faimi_value_t         key;
    faimi_lq_parser_t     p;
    faimi_expression_t   *expr;
    const faimi_value_t  *found;

    key = FAIMI_V_STRING(faimi_arena_printf(lq->arena, "%d%.*s", cond,
                                            FAIMI_FMT(text)));
    found = faimi_map_find(lq->exprs, key);

    if (found == NULL) {
        p = (faimi_lq_parser_t) { .arena = lq->arena,
                                  .dialect = lq->template->dialect };
        expr = faimi_alloc(lq->arena, sizeof(faimi_expression_t));

        if (cond) {
            expr->cond = faimi_lq_parse_cond_strict(&p, text, true);

        } else {
            expr->chain = faimi_lq_parse_chain(&p, text);
        }

        faimi_map_put(lq->arena, lq->exprs, key, FAIMI_V_OBJECT(NULL, expr));

    } else {
        expr = found->u.object.data;
    }

    if (expr->cond == NULL && expr->chain == NULL) {
        (void) faimi_liquid_fail(lq, "\"%.*s\" is no condition: write it as "
                                 "in an if tag", FAIMI_FMT(text));
        return NULL;
    }

    return expr;
}


const faimi_expression_t *
faimi_liquid_condition(faimi_liquid_t *lq, faimi_slice_t text)
{
    return faimi_lq_expression(lq, text, true);
}


const faimi_expression_t *
faimi_liquid_expression(faimi_liquid_t *lq, faimi_slice_t text)
{
    return faimi_lq_expression(lq, text, false);
}


/* The item is bound in a scope on the C stack, on top of all others
 * (Context#stack). */
faimi_value_t
faimi_liquid_evaluate(faimi_liquid_t *lq, const faimi_expression_t *expr,
    faimi_slice_t name, faimi_value_t v)
{
    faimi_value_t      result;
    faimi_lq_scope_t   scope;

    faimi_lq_step(lq, 1);
    scope = (faimi_lq_scope_t) { .up = lq->env.scope };
    scope.names[0] = name;
    scope.values[0] = v;
    lq->env.scope = &scope;

    result = (expr->cond != NULL)
             ? FAIMI_V_BOOL(faimi_lq_cond(lq, expr->cond))
             : faimi_lq_chain(lq, expr->chain);

    lq->env.scope = scope.up;

    return result;
}
