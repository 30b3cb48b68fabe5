/*
 * Variables (Liquid::Context): scopes from the inside out; and `empty` and
 * `blank`, which are no values (Liquid::Expression::MethodLiteral).
 */

#include "faimi_lq_eval.h"


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


/* A value of its own kind, so that it equals no string before it was in a
 * variable. */
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


/* Context#find_variable: scopes from the inside out, what was assigned, the
 * counters, the page. */
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


faimi_value_t
faimi_liquid_variable(faimi_liquid_t *lq, faimi_slice_t name)
{
    return faimi_lq_variable(lq, FAIMI_V_STRING(name));
}


/* What a template starts with; the counters and globals are given, since
 * includes and layouts share them. */
faimi_lq_env_t
faimi_lq_env(faimi_liquid_t *lq, faimi_map_t *globals, faimi_map_t *counters)
{
    faimi_lq_env_t  env;

    env = (faimi_lq_env_t) { .globals = globals, .counters = counters };
    env.assigns = faimi_map_create(lq->arena);
    env.cycles = faimi_map_create(lq->arena);
    env.offsets = faimi_map_create(lq->arena);
    env.interrupts = faimi_array_create(lq->arena);

    return env;
}
