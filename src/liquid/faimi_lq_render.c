/*
 * Rendering: bodies node by node, errors where they happen, limits.
 */

#include <stdarg.h>
#include <stdio.h>

#include "faimi_lq_eval.h"


struct faimi_expression_s {
    faimi_lq_cond_t   *cond;     /* or, where it is NULL, */
    faimi_lq_chain_t  *chain;
};


void
faimi_lq_fatal(faimi_liquid_t *lq, const char *fmt, ...)
{
    char                     text[400];
    size_t                   line, column;
    va_list                  args;
    const faimi_template_t  *t;

    va_start(args, fmt);
    (void) vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);

    t = lq->template;

    if (t != NULL && lq->node != NULL) {
        faimi_error_locate(t->source, (size_t) (lq->node->text.data
                                                - t->source.data),
                           &line, &column);
        (void) faimi_error_set(lq->err, t->file, line + t->line - 1, column,
                               "%s", text);
    }

    faimi_guard_raise(faimi_arena_guard(lq->arena), FAIMI_ERROR);
}


/* Steps between two looks at the clock: a power of two. */
#define FAIMI_LQ_LOOK  4096


void
faimi_lq_step(faimi_liquid_t *lq, size_t n)
{
    size_t  before;

    before = lq->steps;
    lq->steps += n;

    if (lq->steps > FAIMI_MAX_LIQUID_STEPS) {
        faimi_lq_fatal(lq, "the page takes more than %d steps to render: let "
                       "its loops go over less", FAIMI_MAX_LIQUID_STEPS);
    }

    if (lq->steps / FAIMI_LQ_LOOK != before / FAIMI_LQ_LOOK
        && lq->host->late != NULL && lq->host->late(lq->host->data))
    {
        faimi_lq_fatal(lq, "the page takes more than %d s to render: let its "
                       "loops go over less", FAIMI_MAX_RENDER_TIME);
    }
}


void
faimi_liquid_spend(faimi_liquid_t *lq, size_t n)
{
    faimi_lq_step(lq, n);
}


/* A list can hold another twice, and that one another: what prints in no time
 * for the eye of its maker may have 2^60 parts. */
static void
faimi_lq_weigh_at(faimi_liquid_t *lq, faimi_value_t v, size_t depth)
{
    size_t  i;

    if (v.type != FAIMI_ARRAY && v.type != FAIMI_MAP) {
        return;
    }

    if (depth > 2 * FAIMI_MAX_YAML_DEPTH) {
        faimi_lq_fatal(lq, "a list is nested deeper than %d levels: build a "
                       "flatter one", 2 * FAIMI_MAX_YAML_DEPTH);
    }

    if (v.type == FAIMI_ARRAY) {
        faimi_lq_step(lq, 1 + v.u.array->n / 4);

        for (i = 0; i < v.u.array->n; i++) {
            faimi_lq_weigh_at(lq, v.u.array->items[i], depth + 1);
        }

        return;
    }

    faimi_lq_step(lq, 1 + v.u.map->n / 4);

    for (i = 0; i < v.u.map->n; i++) {
        faimi_lq_weigh_at(lq, v.u.map->pairs[i].value, depth + 1);
    }
}


void
faimi_liquid_weigh(faimi_liquid_t *lq, faimi_value_t v)
{
    faimi_lq_weigh_at(lq, v, 0);
}


void
faimi_lq_print(faimi_liquid_t *lq, faimi_value_t v, faimi_buf_t *out)
{
    size_t  from;

    from = out->len;
    faimi_liquid_weigh(lq, v);
    faimi_value_text(out, v, lq->arena);
    faimi_lq_step(lq, (out->len - from) / 256);
}


static void
faimi_lq_check_output(faimi_liquid_t *lq, const faimi_buf_t *out)
{
    if (out->full) {
        faimi_lq_fatal(lq, "the page grows beyond %zu bytes: let its loops "
                       "write less", out->max);
    }
}


faimi_slice_t
faimi_lq_cut(faimi_liquid_t *lq, faimi_buf_t *out, size_t from)
{
    faimi_slice_t  s;

    faimi_lq_check_output(lq, out);
    s = faimi_slice_sub(faimi_buf_slice(out), from, out->len);
    faimi_lq_step(lq, s.len / 256);
    s = faimi_arena_copy(lq->arena, s);
    faimi_buf_cut(out, from);

    return s;
}


/* An error that lax Liquid writes into the page. */
static void
faimi_lq_report(faimi_liquid_t *lq, const faimi_lq_node_t *node,
    faimi_buf_t *out)
{
    lq->failed = false;

    if (lq->host->strict) {
        lq->node = node;
        faimi_lq_fatal(lq, "%s", lq->message);
    }

    if (node->blank) {
        return;
    }

    faimi_buf_str(out, "Liquid error (");

    if (lq->includes > 0) {
        faimi_buf_add(out, lq->template->file);
        faimi_buf_char(out, ' ');
    }

    faimi_buf_printf(out, "line %zu): %s", node->line, lq->message);
}


void
faimi_lq_render_body(faimi_liquid_t *lq, const faimi_lq_body_t *body,
    faimi_buf_t *out)
{
    size_t                  i;
    const faimi_lq_node_t  *node;

    for (i = 0; i < body->n; i++) {
        node = &body->nodes[i];

        if (node->render == NULL) {
            faimi_lq_step(lq, 1 + node->text.len / 256);
            faimi_buf_add(out, node->text);
            continue;
        }

        lq->node = node;
        faimi_lq_step(lq, 1);
        node->render(lq, node->data, out);

        if (lq->failed) {
            faimi_lq_report(lq, node, out);
        }

        faimi_lq_check_output(lq, out);

        if (lq->env.interrupts->n > 0) {
            break;
        }
    }
}


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


faimi_liquid_t *
faimi_liquid_create(faimi_arena_t *arena, const faimi_liquid_host_t *host,
    faimi_map_t *globals)
{
    faimi_liquid_t  *lq;

    lq = faimi_alloc(arena, sizeof(faimi_liquid_t));
    lq->arena = arena;
    lq->host = host;
    lq->exprs = faimi_map_create(arena);
    lq->scratch = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);
    lq->filters = faimi_alloc(arena, FAIMI_LQ_FILTER_SLOTS
                                     * sizeof(faimi_filter_t *));
    lq->env = faimi_lq_env(lq, globals, faimi_map_create(arena));

    faimi_lq_filters_add(lq, faimi_lq_filters_text);
    faimi_lq_filters_add(lq, faimi_lq_filters_html);
    faimi_lq_filters_add(lq, faimi_lq_filters_list);
    faimi_lq_filters_add(lq, faimi_lq_filters_math);
    faimi_lq_filters_add(lq, host->filters);

    return lq;
}


typedef struct {
    faimi_liquid_t          *lq;
    const faimi_template_t  *template;
    faimi_buf_t             *out;
} faimi_lq_work_t;


static faimi_rc_t
faimi_lq_render_all(void *data)
{
    faimi_liquid_t   *lq;
    faimi_lq_work_t  *work;

    work = data;
    lq = work->lq;
    lq->env = faimi_lq_env(lq, lq->env.globals, lq->env.counters);
    lq->includes = 0;
    lq->template = work->template;
    lq->node = work->template->body.nodes;
    lq->failed = false;

    faimi_lq_render_body(lq, &work->template->body, work->out);

    return FAIMI_OK;
}


/* A host's tag or filter may render a template within a rendering: all that
 * belongs to the outer one is put back. */
faimi_rc_t
faimi_liquid_render(faimi_liquid_t *lq, const faimi_template_t *template,
    faimi_buf_t *out, faimi_error_t *err)
{
    size_t           scratch;
    faimi_rc_t       rc;
    faimi_liquid_t   outer;
    faimi_lq_work_t  work;

    outer = *lq;
    scratch = lq->scratch->len;
    lq->err = err;
    work = (faimi_lq_work_t) { lq, template, out };

    rc = faimi_guard_run(faimi_arena_guard(lq->arena), faimi_lq_render_all,
                         &work);

    if (rc == FAIMI_NOMEM && lq->node != NULL) {
        (void) faimi_error_set(err, lq->template->file, lq->node->line, 0,
                               "the page takes more memory to render than "
                               "there is: let its loops go over less");
    }

    lq->env = outer.env;
    lq->includes = outer.includes;
    lq->template = outer.template;
    lq->node = outer.node;
    lq->err = outer.err;
    lq->failed = outer.failed;
    faimi_buf_cut(lq->scratch, scratch);

    return rc;
}


faimi_arena_t *
faimi_liquid_arena(faimi_liquid_t *lq)
{
    return lq->arena;
}


faimi_buf_t *
faimi_liquid_scratch(faimi_liquid_t *lq)
{
    return lq->scratch;
}


faimi_value_t
faimi_liquid_taken(faimi_liquid_t *lq, size_t from)
{
    return FAIMI_V_STRING(faimi_lq_cut(lq, lq->scratch, from));
}


void *
faimi_liquid_data(faimi_liquid_t *lq)
{
    return lq->host->data;
}


faimi_value_t
faimi_liquid_variable(faimi_liquid_t *lq, faimi_slice_t name)
{
    return faimi_lq_variable(lq, FAIMI_V_STRING(name));
}


bool
faimi_liquid_used_clock(const faimi_liquid_t *lq)
{
    return lq->clock;
}


faimi_value_t
faimi_liquid_fail(faimi_liquid_t *lq, const char *fmt, ...)
{
    va_list  args;

    va_start(args, fmt);
    (void) vsnprintf(lq->message, sizeof(lq->message), fmt, args);
    va_end(args);

    lq->failed = true;

    return FAIMI_V_NIL;
}


/* The expression of a text, from the table or into it; a text that is none
 * stays in it too, without either form. */
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
        p = (faimi_lq_parser_t) { .arena = lq->arena };
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
