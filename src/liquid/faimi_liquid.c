/*
 * The way into the parser.  Here alone the parser meets the tables of tags and
 * filters: it gets them as data, and so depends on no tag and on no filter.
 */

#include "faimi_lq_filter.h"
#include "faimi_lq_tags.h"


const faimi_filter_t *const  faimi_liquid_filters[] = {
    faimi_lq_filters_html,
    faimi_lq_filters_list,
    faimi_lq_filters_math,
    faimi_lq_filters_text,
    NULL
};


/* The body of the template.  A tag that ends it is one that no block has
 * taken. */
static faimi_rc_t
faimi_lq_parse_all(void *data)
{
    faimi_lq_tag_t      end;
    faimi_lq_parser_t  *p;

    p = data;
    p->refs = faimi_lq_references_create(p);

    if (!faimi_lq_parse_body(p, &p->template->body, &end)) {
        return FAIMI_OK;
    }

    if (faimi_slice_eq(end.name, FAIMI_SLICE("else"))
        || faimi_slice_starts(end.name, FAIMI_SLICE("end")))
    {
        faimi_lq_parse_fail(p, end.token, "\"%.*s\" without a block that is "
                            "open: take it out, or open the block before it",
                            FAIMI_FMT(end.name));
    }

    faimi_lq_tag_unknown(p, &end);
}


/* The parse runs under the arena's guard: an error of syntax leaves it with
 * FAIMI_ERROR, from any depth.  Out of memory is the caller's affair and goes
 * on to the guard around. */
faimi_rc_t
faimi_liquid_parse_as(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, size_t line, const faimi_liquid_options_t *options,
    faimi_template_t **template, faimi_error_t *err)
{
    faimi_rc_t         rc;
    faimi_lq_parser_t  p;

    p = (faimi_lq_parser_t) { .arena = arena, .err = err, .column = 1 };
    p.mode = options->mode;
    p.dialect = (faimi_lq_dialect_t) { faimi_lq_tags, faimi_liquid_filters,
                                       options->filters };
    p.lexer = (faimi_lq_lexer_t) { .text = source, .line = line };
    p.template = faimi_alloc(arena, sizeof(faimi_template_t));
    p.template->dialect = p.dialect;
    p.template->source = source;
    p.template->file = file;
    p.template->line = line;

    rc = faimi_guard_run(faimi_arena_guard(arena), faimi_lq_parse_all, &p);

    if (rc == FAIMI_NOMEM) {
        faimi_guard_raise(faimi_arena_guard(arena), rc);
    }

    *template = (rc == FAIMI_OK) ? p.template : NULL;

    return rc;
}


faimi_rc_t
faimi_liquid_parse(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, size_t line, faimi_template_t **template,
    faimi_error_t *err)
{
    static const faimi_liquid_options_t  options = { FAIMI_LIQUID_WARN, NULL };

    return faimi_liquid_parse_as(arena, source, file, line, &options, template,
                                 err);
}


const faimi_reference_t *
faimi_liquid_references(const faimi_template_t *template, size_t *n)
{
    *n = template->n_refs;

    return template->refs;
}


bool
faimi_liquid_is_plain(const faimi_template_t *template)
{
    return template->body.n == 0
           || (template->body.n == 1 && template->body.nodes[0].render == NULL);
}
