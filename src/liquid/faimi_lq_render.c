/*
 * Rendering: bodies node by node (liquid/block_body.rb,
 * #render_to_output_buffer).
 *
 * A node is a text, or a function with its data: a tag adds itself to the tree
 * by these two, and this file knows none of them.  Output is appended to one
 * buffer; what needs its own output (capture, highlight) cuts it off again.
 *
 * An error that Liquid would write into the page is noted by whoever finds it
 * (faimi_liquid_fail()) and reported after the node; under a strict host, as
 * Jekyll is, it ends the rendering there.
 */

#include "faimi_lq_eval.h"


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
            faimi_lq_step(lq, 1);
            faimi_lq_spend_text(lq, node->text.len);
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


faimi_liquid_t *
faimi_liquid_create(faimi_arena_t *arena, const faimi_liquid_host_t *host,
    faimi_map_t *globals, void *data)
{
    faimi_liquid_t  *lq;

    lq = faimi_alloc(arena, sizeof(faimi_liquid_t));
    lq->arena = arena;
    lq->host = host;
    lq->data = data;
    lq->exprs = faimi_map_create(arena);
    lq->scratch = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);
    lq->env = faimi_lq_env(lq, globals, faimi_map_create(arena));

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


void *
faimi_liquid_data(faimi_liquid_t *lq)
{
    return lq->data;
}


bool
faimi_liquid_used_clock(const faimi_liquid_t *lq)
{
    return lq->clock;
}
