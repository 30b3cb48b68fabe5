/*
 * Expressions and filter chains at render time.  What is not there is nil; no
 * lookup fails.
 */

#include <stdio.h>

#include "faimi_lq_eval.h"
#include "faimi_lq_loop.h"


/* Arguments up to this many are on the stack. */
#define FAIMI_LQ_FEW_ARGS  8

/* Ruby's Integer#size: the bytes of a machine word. */
#define FAIMI_LQ_WORD      8


static faimi_slice_t
faimi_lq_no_text(faimi_object_t object, faimi_arena_t *arena)
{
    (void) object;
    (void) arena;

    return FAIMI_EMPTY;
}


static faimi_value_t
faimi_lq_no_member(faimi_object_t object, faimi_slice_t key,
    faimi_arena_t *arena)
{
    (void) object;
    (void) key;
    (void) arena;

    return FAIMI_V_NIL;
}


static const faimi_class_t  faimi_lq_literal_class = {
    "Liquid::Expression::MethodLiteral", faimi_lq_no_member, NULL,
    faimi_lq_no_text, NULL
};


faimi_value_t
faimi_lq_method_literal(bool blank)
{
    return FAIMI_V_OBJECT(&faimi_lq_literal_class, blank ? "blank" : "empty");
}


/* `empty` and `blank` that went through a variable are empty strings. */
faimi_value_t
faimi_lq_to_liquid(faimi_value_t v)
{
    return (v.type == FAIMI_OBJECT
            && v.u.object.class == &faimi_lq_literal_class)
           ? FAIMI_V_STRING(FAIMI_EMPTY) : v;
}


static const faimi_value_t *
faimi_lq_scope_get(const faimi_lq_scope_t *scope, faimi_slice_t name)
{
    size_t  i;

    if (scope->map != NULL) {
        return faimi_map_get(scope->map, name);
    }

    for (i = 0; i < 2; i++) {
        if (scope->names[i].data != NULL
            && faimi_slice_eq(scope->names[i], name))
        {
            return &scope->values[i];
        }
    }

    return NULL;
}


/* Scopes from the inside out, what was assigned, the counters, the page. */
faimi_value_t
faimi_lq_variable(faimi_liquid_t *lq, faimi_value_t name)
{
    faimi_slice_t          s;
    const faimi_value_t   *v;
    faimi_lq_scope_t      *scope;

    if (name.type != FAIMI_STRING) {
        return FAIMI_V_NIL;
    }

    s = name.u.string;

    for (scope = lq->env.scope; scope != NULL; scope = scope->up) {
        v = faimi_lq_scope_get(scope, s);

        if (v != NULL) {
            return faimi_lq_to_liquid(*v);
        }
    }

    v = faimi_map_get(lq->env.assigns, s);

    if (v == NULL) {
        v = faimi_map_get(lq->env.counters, s);
    }

    if (v == NULL) {
        v = faimi_map_get(lq->env.globals, s);
    }

    return (v == NULL) ? FAIMI_V_NIL : faimi_lq_to_liquid(*v);
}


static faimi_value_t
faimi_lq_element(const faimi_array_t *array, int64_t i)
{
    i += (i < 0) ? (int64_t) array->n : 0;

    return (i >= 0 && (uint64_t) i < array->n) ? array->items[i] : FAIMI_V_NIL;
}


/* The member of that name or number; false where a command may stand in. */
static bool
faimi_lq_fetch(faimi_arena_t *arena, faimi_value_t v, faimi_value_t key,
    faimi_value_t *member)
{
    const faimi_value_t  *found;

    *member = FAIMI_V_NIL;

    switch (v.type) {

    case FAIMI_MAP:
        found = faimi_map_find(v.u.map, key);
        *member = (found == NULL) ? FAIMI_V_NIL : *found;
        return found != NULL || key.type == FAIMI_INT;

    case FAIMI_ARRAY:
        if (key.type != FAIMI_INT) {
            return false;
        }

        *member = faimi_lq_element(v.u.array, key.u.integer);
        return true;

    case FAIMI_OBJECT:
        if (key.type == FAIMI_STRING) {
            *member = v.u.object.class->get(v.u.object, key.u.string, arena);
        }

        return true;

    default:
        return false;
    }
}


static faimi_value_t
faimi_lq_size(faimi_value_t v)
{
    faimi_range_t  r;

    switch (v.type) {
    case FAIMI_STRING: return FAIMI_V_INT((int64_t)
                                          faimi_utf8_len(v.u.string));
    case FAIMI_ARRAY:  return FAIMI_V_INT((int64_t) v.u.array->n);
    case FAIMI_MAP:    return FAIMI_V_INT((int64_t) v.u.map->n);
    case FAIMI_INT:    return FAIMI_V_INT(FAIMI_LQ_WORD);
    case FAIMI_RANGE:  r = v.u.range;
                       return FAIMI_V_INT(faimi_lq_range_size(r));
    default:           return FAIMI_V_NIL;
    }
}


faimi_value_t
faimi_lq_pair(faimi_arena_t *arena, const faimi_pair_t *pair)
{
    faimi_array_t  *array;

    array = faimi_array_create(arena);
    faimi_array_push(arena, array, pair->key);
    faimi_array_push(arena, array, pair->value);

    return FAIMI_V_ARRAY(array);
}


faimi_value_t
faimi_lq_command(faimi_arena_t *arena, faimi_value_t v, faimi_slice_t name)
{
    bool  first;

    if (faimi_slice_eq(name, FAIMI_SLICE("size"))) {
        return faimi_lq_size(v);
    }

    first = faimi_slice_eq(name, FAIMI_SLICE("first"));

    if (!first && !faimi_slice_eq(name, FAIMI_SLICE("last"))) {
        return FAIMI_V_NIL;
    }

    switch (v.type) {

    case FAIMI_ARRAY:
        return faimi_lq_element(v.u.array, first ? 0 : -1);

    case FAIMI_RANGE:
        return FAIMI_V_INT(first ? v.u.range.first : v.u.range.last);

    case FAIMI_MAP:
        return (first && v.u.map->n > 0)
               ? faimi_lq_pair(arena, &v.u.map->pairs[0]) : FAIMI_V_NIL;

    default:
        return FAIMI_V_NIL;
    }
}


faimi_value_t
faimi_liquid_member(faimi_arena_t *arena, faimi_value_t v, faimi_value_t key)
{
    faimi_value_t  member;

    if (!faimi_lq_fetch(arena, v, key, &member) && key.type == FAIMI_STRING) {
        member = faimi_lq_command(arena, v, key.u.string);
    }

    return faimi_lq_to_liquid(member);
}


static faimi_value_t
faimi_lq_eval_lookup(faimi_liquid_t *lq, const faimi_lq_expr_t *e)
{
    size_t                  i;
    faimi_value_t           v, key, member;
    const faimi_lq_step_t  *step;

    v = faimi_lq_variable(lq, faimi_lq_eval(lq, e->u.lookup.root));

    for (i = 0; i < e->u.lookup.n && v.type != FAIMI_NIL; i++) {
        step = &e->u.lookup.steps[i];
        key = faimi_lq_eval(lq, step->key);

        if (!faimi_lq_fetch(lq->arena, v, key, &member) && step->command) {
            member = faimi_lq_command(lq->arena, v, key.u.string);
        }

        v = faimi_lq_to_liquid(member);
    }

    return v;
}


/* An end of a range: nil and strings read as numbers as far as they can. */
static int64_t
faimi_lq_eval_end(faimi_liquid_t *lq, const faimi_lq_expr_t *e)
{
    faimi_value_t  v;

    v = faimi_lq_eval(lq, e);

    switch (v.type) {
    case FAIMI_INT:    return v.u.integer;
    case FAIMI_NIL:    return 0;
    case FAIMI_STRING: return faimi_lq_number_to_i(v.u.string);
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


/* The slot of a filter in the rendering's table, or of where it would be. */
static size_t
faimi_lq_filter_slot(const faimi_liquid_t *lq, faimi_slice_t name,
    uint64_t hash)
{
    size_t  i;

    i = (size_t) (hash ^ (hash >> 32)) & (FAIMI_LQ_FILTER_SLOTS - 1);

    while (lq->filters[i] != NULL
           && !faimi_slice_eq(faimi_slice_str(lq->filters[i]->name), name))
    {
        i = (i + 1) & (FAIMI_LQ_FILTER_SLOTS - 1);
    }

    return i;
}


/* Later rows replace earlier ones of the same name: the host's come last. */
void
faimi_lq_filters_add(faimi_liquid_t *lq, const faimi_filter_t *rows)
{
    size_t         n;
    faimi_slice_t  name;

    for (n = 0; rows != NULL && rows->name != NULL; rows++, n++) {
        if (n == FAIMI_LQ_FILTER_SLOTS / 4) {
            faimi_lq_fatal(lq, "more than %d filters", (int) n);
        }

        name = faimi_slice_str(rows->name);
        lq->filters[faimi_lq_filter_slot(lq, name, faimi_slice_hash(name))]
            = rows;
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


/* Positional arguments in their order; the keyword ones are one map, behind
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
    filter = lq->filters[faimi_lq_filter_slot(lq, call->name, call->hash)];

    if (lq->failed || filter == NULL) {
        return faimi_lq_to_liquid(input);
    }

    if (n < filter->min + 1u || n > filter->max + 1u) {
        faimi_lq_wrong_arity(lq, filter, n);
        return FAIMI_V_NIL;
    }

    return faimi_lq_to_liquid(filter->fn(lq, args, n));
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
