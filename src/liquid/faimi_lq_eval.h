/*
 * A rendering's state, and what the renderers of tags and the filters use.
 *
 * Two kinds of trouble: what Liquid only reports in the output sets
 * lq->failed, is seen by each caller and ends at the next node of a body;
 * what ends the rendering (a limit, a missing include) leaves by
 * faimi_lq_fatal().
 */

#ifndef FAIMI_LQ_EVAL_H
#define FAIMI_LQ_EVAL_H

#include "faimi_lq_number.h"
#include "faimi_lq_parse.h"


/* Variables of a block: on the stack of the C function that renders it, which
 * takes it off lq->env.scope before it returns.  faimi_lq_fatal() jumps over
 * such functions; faimi_liquid_render() then puts the outer scope back. */
typedef struct faimi_lq_scope_s  faimi_lq_scope_t;
typedef struct faimi_lq_forloop_s  faimi_lq_forloop_t;

struct faimi_lq_scope_s {
    faimi_lq_scope_t  *up;
    faimi_map_t       *map;        /* or NULL: the two names below */
    faimi_slice_t      names[2];
    faimi_value_t      values[2];
};

/* What {% render %} has of its own. */
typedef struct {
    faimi_lq_scope_t     *scope;
    faimi_map_t          *assigns;     /* below all scopes */
    faimi_map_t          *counters;    /* increment and decrement */
    faimi_map_t          *globals;
    faimi_map_t          *cycles;
    faimi_map_t          *offsets;     /* of `offset: continue` */
    faimi_lq_forloop_t   *loop;        /* the innermost */
    faimi_slice_t         changed;     /* of ifchanged */
    faimi_array_t        *interrupts;  /* true: break, false: continue */
    bool                  isolated;    /* inside of {% render %} */
} faimi_lq_env_t;

struct faimi_liquid_s {
    faimi_arena_t              *arena;
    const faimi_liquid_host_t  *host;
    void                       *data;      /* the filters' */
    faimi_lq_env_t              env;
    const faimi_template_t     *template;
    const faimi_lq_node_t      *node;      /* the one that renders, or did */
    faimi_map_t                *exprs;     /* where_exp's, by their text */
    faimi_buf_t                *scratch;   /* stacked: cut back by its user */
    faimi_error_t              *err;
    size_t                      steps;
    size_t                      bytes;     /* of text: less than a step */
    size_t                      includes;  /* how deep they are nested */
    bool                        failed;    /* `message` says why */
    bool                        clock;     /* `now` was asked for */
    char                        message[400];
};

/* A fresh environment, but for what goes on from one template to the next. */
faimi_lq_env_t faimi_lq_env(faimi_liquid_t *lq, faimi_map_t *globals,
    faimi_map_t *counters);


/* Ends the rendering with a message (printf's format) at the node that renders:
 * jumps to faimi_liquid_render(). */
void faimi_lq_fatal(faimi_liquid_t *lq, const char *fmt, ...)
    __attribute__((noreturn, format(printf, 2, 3)));

/* Takes n steps of the page's budget; the clock is asked now and then. */
void faimi_lq_step(faimi_liquid_t *lq, size_t n);

/* Asks the clock; where the page is late the rendering ends. */
void faimi_lq_clock(faimi_liquid_t *lq);

/* Bytes of text that are a step. */
#define FAIMI_LQ_STEP_BYTES  256

/* Whole steps out of the bytes that have come together. */
void faimi_lq_spend_steps(faimi_liquid_t *lq);


/* faimi_liquid_spend_text(), for every short text that is read.  What is less
 * than a step is kept: many short texts count as a long one. */
static inline void
faimi_lq_spend_text(faimi_liquid_t *lq, size_t n)
{
    lq->bytes += n;

    if (lq->bytes >= FAIMI_LQ_STEP_BYTES) {
        faimi_lq_spend_steps(lq);
    }
}



/* Renders nodes up to the end or to an interrupt (break, continue), which stays
 * in lq->env.interrupts for the loop around it. */
void faimi_lq_render_body(faimi_liquid_t *lq, const faimi_lq_body_t *body,
    faimi_buf_t *out);

/* Cuts what was appended to `out` since `from` off into the arena. */
faimi_slice_t faimi_lq_cut(faimi_liquid_t *lq, faimi_buf_t *out, size_t from);

/* Ends the rendering where `out` has reached its maximum. */
void faimi_lq_check_output(faimi_liquid_t *lq, const faimi_buf_t *out);

/* As {{ v }} prints it; its value; what a chain of filters makes of its input;
 * whether a condition holds; a variable, nil where there is none.  Where one of
 * them fails, lq->failed is set and the value is nil or false. */
void faimi_lq_print(faimi_liquid_t *lq, faimi_value_t v, faimi_buf_t *out);
faimi_value_t faimi_lq_eval(faimi_liquid_t *lq, const faimi_lq_expr_t *e);
faimi_value_t faimi_lq_chain(faimi_liquid_t *lq, const faimi_lq_chain_t *c);
bool faimi_lq_cond(faimi_liquid_t *lq, const faimi_lq_cond_t *cond);
faimi_value_t faimi_lq_variable(faimi_liquid_t *lq, faimi_value_t name);

/* Utils.to_integer: fails with "invalid integer". */
int64_t faimi_lq_integer(faimi_liquid_t *lq, faimi_value_t v);

/* `empty` and `blank`; empty strings once they were in a variable. */
faimi_value_t faimi_lq_method_literal(bool blank);
faimi_value_t faimi_lq_to_liquid(faimi_value_t v);

#endif
