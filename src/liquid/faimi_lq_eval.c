/*
 * Expressions and filter chains at render time (liquid/variable_lookup.rb,
 * #evaluate; liquid/variable.rb, #render).  What does not exist is nil; no
 * lookup fails.
 *
 * An expression is evaluated by recursion, whose depth the parser has bounded.
 * Values are passed by value: a string or list is a view, and belongs to the
 * index, to the template, or to the rendering's arena.
 */

#include "faimi_lq_member.h"


/* Arguments up to this many are on the stack. */
#define FAIMI_LQ_FEW_ARGS  8


/* Some lookups read all of a text: a key that is computed is hashed, and
 * `size` counts characters.  A literal key has its cost in the template's
 * length. */
static void
faimi_lq_pay_lookup(faimi_liquid_t *lq, const faimi_lq_step_t *step,
    faimi_value_t v, faimi_value_t key)
{
    if (key.type == FAIMI_STRING && step->key->kind != FAIMI_LQ_LITERAL) {
        faimi_lq_spend_text(lq, key.u.string.len);
    }

    if (step->command && v.type == FAIMI_STRING) {
        faimi_lq_spend_text(lq, v.u.string.len);
    }
}


static faimi_value_t
faimi_lq_eval_lookup(faimi_liquid_t *lq, const faimi_lq_expr_t *e)
{
    size_t                  i;
    faimi_value_t           v, key, member;
    const faimi_lq_step_t  *step;

    v = faimi_lq_eval(lq, e->u.lookup.root);

    if (v.type == FAIMI_STRING && e->u.lookup.root->kind != FAIMI_LQ_LITERAL) {
        faimi_lq_spend_text(lq, v.u.string.len);
    }

    v = faimi_lq_variable(lq, v);

    for (i = 0; i < e->u.lookup.n && v.type != FAIMI_NIL; i++) {
        step = &e->u.lookup.steps[i];
        key = faimi_lq_eval(lq, step->key);
        faimi_lq_pay_lookup(lq, step, v, key);

        if (!faimi_lq_fetch(lq->arena, v, key, &member) && step->command) {
            member = faimi_lq_command(lq->arena, v, key.u.string);
        }

        v = faimi_lq_to_liquid(member);
    }

    return v;
}


/* An end of a range: nil and strings read as numbers as far as they can
 * (RangeLookup#to_integer). */
static int64_t
faimi_lq_eval_end(faimi_liquid_t *lq, const faimi_lq_expr_t *e)
{
    faimi_value_t  v;

    v = faimi_lq_eval(lq, e);

    switch (v.type) {
    case FAIMI_INT:    return v.u.integer;
    case FAIMI_NIL:    return 0;
    case FAIMI_BIGINT: return faimi_lq_number_to_i(v.u.string);
    case FAIMI_STRING: faimi_lq_spend_text(lq, v.u.string.len);
                       return faimi_lq_number_to_i(v.u.string);
    default:           return faimi_lq_integer(lq, v);
    }
}


faimi_value_t
faimi_lq_eval(faimi_liquid_t *lq, const faimi_lq_expr_t *e)
{
    faimi_value_t  v;

    switch (e->kind) {

    case FAIMI_LQ_EMPTY:
    case FAIMI_LQ_BLANK:
        return faimi_lq_method_literal(e->kind == FAIMI_LQ_BLANK);

    case FAIMI_LQ_LOOKUP:
        return faimi_lq_eval_lookup(lq, e);

    case FAIMI_LQ_RANGE:
        v = (faimi_value_t) { .type = FAIMI_RANGE };
        v.u.range.first = faimi_lq_eval_end(lq, e->u.range.first);
        v.u.range.last = faimi_lq_eval_end(lq, e->u.range.last);
        return v;

    default:
        return e->u.literal;
    }
}


static void
faimi_lq_wrong_arity(faimi_liquid_t *lq, const faimi_filter_t *filter,
    size_t n)
{
    if (filter->min == filter->max) {
        (void) faimi_liquid_fail(lq, "wrong number of arguments (given %zu, "
                                 "expected %d)", n, filter->min + 1);
        return;
    }

    (void) faimi_liquid_fail(lq, "wrong number of arguments (given %zu, "
                             "expected %d..%d)", n, filter->min + 1,
                             filter->max + 1);
}


/* Positional arguments in their order; the keyword ones are one map, after
 * them.  Returns how many values that makes, with the input. */
static size_t
faimi_lq_arguments(faimi_liquid_t *lq, const faimi_lq_call_t *call,
    faimi_value_t *args)
{
    size_t                 i, n;
    faimi_map_t           *map;
    faimi_value_t          v;
    const faimi_lq_arg_t  *arg;

    map = NULL;
    n = 1;

    for (i = 0; i < call->n; i++) {
        arg = &call->args[i];
        v = faimi_lq_eval(lq, &arg->value);

        if (arg->name.len == 0) {
            args[n++] = v;
            continue;
        }

        map = (map == NULL) ? faimi_map_create(lq->arena) : map;
        faimi_map_set(lq->arena, map, arg->name, v);
    }

    if (map != NULL) {
        args[n++] = FAIMI_V_MAP(map);
    }

    return n;
}


/* Steps of one filter call after which the clock is asked: a call that spent
 * less has worked on 2 KB at most. */
#define FAIMI_LQ_LONG_CALL  8


/* A filter's function pays for what it makes; its strings are paid for here,
 * so that no filter can forget it. */
static faimi_value_t
faimi_lq_filter(faimi_liquid_t *lq, const faimi_filter_t *filter,
    const faimi_value_t *args, size_t n)
{
    size_t         i, before;
    faimi_value_t  v;

    before = lq->steps;

    for (i = 0; i < n; i++) {
        if (args[i].type == FAIMI_STRING) {
            faimi_lq_spend_text(lq, args[i].u.string.len);
        }
    }

    v = filter->fn(lq, args, n);

    if (v.type == FAIMI_STRING) {
        faimi_lq_spend_text(lq, v.u.string.len);
    }

    if (lq->steps - before >= FAIMI_LQ_LONG_CALL) {
        faimi_lq_clock(lq);
    }

    return v;
}


/* One filter.  A filter that does not exist leaves its input as it is, since
 * Jekyll does not set strict_filters (StrainerTemplate#invoke). */
static faimi_value_t
faimi_lq_call(faimi_liquid_t *lq, const faimi_lq_call_t *call,
    faimi_value_t input)
{
    size_t                 n;
    faimi_value_t          few[FAIMI_LQ_FEW_ARGS + 2], *args;
    const faimi_filter_t  *filter;

    args = (call->n <= FAIMI_LQ_FEW_ARGS) ? few
           : faimi_alloc(lq->arena, (call->n + 2) * sizeof(faimi_value_t));

    faimi_lq_step(lq, 1);
    args[0] = input;
    n = faimi_lq_arguments(lq, call, args);
    filter = call->filter;

    if (lq->failed || filter == NULL) {
        return faimi_lq_to_liquid(input);
    }

    if (n < filter->min + 1u || n > filter->max + 1u) {
        faimi_lq_wrong_arity(lq, filter, n);
        return FAIMI_V_NIL;
    }

    return faimi_lq_to_liquid(faimi_lq_filter(lq, filter, args, n));
}


faimi_value_t
faimi_lq_chain(faimi_liquid_t *lq, const faimi_lq_chain_t *chain)
{
    size_t         i;
    faimi_value_t  v;

    v = faimi_lq_eval(lq, &chain->input);

    for (i = 0; i < chain->n && !lq->failed; i++) {
        v = faimi_lq_call(lq, &chain->calls[i], v);
    }

    return lq->failed ? FAIMI_V_NIL : v;
}
