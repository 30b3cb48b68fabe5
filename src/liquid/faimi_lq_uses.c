/*
 * Notes how a template uses its values, while it is parsed: what it prints,
 * assigns, gives to includes and loops over.  The analysis of data flow
 * (faimi_dataflow.c) reads these notes instead of the tree, and so needs to
 * know no tag.
 */

#include "faimi_lq_uses.h"


static faimi_lq_use_t *
faimi_lq_use_add(faimi_lq_parser_t *p, faimi_lq_use_kind_t kind,
    faimi_slice_t name)
{
    faimi_lq_use_t    *use;
    faimi_template_t  *template;

    template = p->template;

    if (template == NULL || p->muted > 0) {
        return NULL;
    }

    if (template->n_uses == p->uses) {
        template->uses = faimi_arena_grow(p->arena, template->uses,
                                          template->n_uses, &p->uses,
                                          sizeof(faimi_lq_use_t));
    }

    use = &template->uses[template->n_uses++];
    *use = (faimi_lq_use_t) { .kind = kind, .name = name };

    return use;
}


void
faimi_lq_use(faimi_lq_parser_t *p, faimi_lq_use_kind_t kind,
    faimi_slice_t name, const faimi_lq_expr_t *e)
{
    faimi_lq_use_t  *use;

    use = (e->kind != FAIMI_LQ_LOOKUP) ? NULL
                                       : faimi_lq_use_add(p, kind, name);

    if (use != NULL) {
        use->expr = *e;
    }
}


void
faimi_lq_use_chain(faimi_lq_parser_t *p, faimi_lq_use_kind_t kind,
    faimi_slice_t name, const faimi_lq_chain_t *chain)
{
    faimi_lq_use_t  *use;

    use = faimi_lq_use_add(p, kind, name);

    if (use != NULL) {
        use->chain = chain;
    }
}
