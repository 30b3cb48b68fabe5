/*
 * What ends a rendering, and what it may spend before it does.
 *
 * A step is one node, one filter call or one turn of a loop; 256 bytes of text
 * that is read, compared or written are one, too.  Steps bound the work on any
 * machine, so that a page fails everywhere or nowhere; the clock bounds what
 * steps weigh too lightly.
 *
 * The budget is one for the page, with all templates and includes.  Nothing is
 * given back: a loop within a loop takes what both of them cost.
 */

#include <stdarg.h>
#include <stdio.h>

#include "faimi_lq_eval.h"


/* Takes the position from the node that renders.  An include has a template of
 * its own, whose file and line are named, not those of the page. */
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


/* Steps between two looks at the clock: a system call for each step would cost
 * more than the step.  A power of two, so that the division is a shift. */
#define FAIMI_LQ_LOOK  4096


void
faimi_lq_clock(faimi_liquid_t *lq)
{
    if (lq->host->late != NULL && lq->host->late(lq->host->data)) {
        faimi_lq_fatal(lq, "the page takes more than %d s to render: let its "
                       "loops go over less", FAIMI_MAX_RENDER_TIME);
    }
}


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

    if (lq->steps / FAIMI_LQ_LOOK != before / FAIMI_LQ_LOOK) {
        faimi_lq_clock(lq);
    }
}


void
faimi_liquid_spend(faimi_liquid_t *lq, size_t n)
{
    faimi_lq_step(lq, n);
}


void
faimi_liquid_spend_text(faimi_liquid_t *lq, size_t n)
{
    faimi_lq_spend_text(lq, n);
}


size_t
faimi_liquid_spent(const faimi_liquid_t *lq)
{
    return lq->steps * FAIMI_LQ_STEP_BYTES + lq->bytes;
}


void
faimi_lq_spend_steps(faimi_liquid_t *lq)
{
    faimi_lq_step(lq, lq->bytes / FAIMI_LQ_STEP_BYTES);
    lq->bytes %= FAIMI_LQ_STEP_BYTES;
}


/* A list can hold another one twice, and that one another: a value that took
 * sixty assignments to make may print 2^60 parts.  So the parts are counted as
 * they are reached, and the rendering ends in the middle of such a value. */
static void
faimi_lq_weigh_at(faimi_liquid_t *lq, faimi_value_t v, size_t depth)
{
    size_t  i;

    if (v.type == FAIMI_STRING) {
        faimi_lq_spend_text(lq, v.u.string.len);
        return;
    }

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


/* Only the last message is kept: a node shows one error, and callers stop at
 * the first. */
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
