/*
 * What a template looks at, collected while it is parsed.  The key of a cached
 * page is made from it, so nothing may be missing; too much only costs a
 * rendering.
 *
 * Each reference is kept once, in a hash table: a template that names `page` a
 * thousand times has it once, and the cost is linear in the template.
 *
 * A value may be handed around and its members asked for elsewhere, by names
 * that stand in strings.  So every string literal counts as the name of a
 * member, and what is computed as "any": an empty name.
 */

#include "faimi_lq_eval.h"
#include "faimi_lq_uses.h"


struct faimi_lq_references_s {
    faimi_reference_t  *refs;
    size_t              n;
    size_t              cap;
    uint32_t           *index;    /* open addressing: number in `refs` + 1,
                                     or 0; at most half of it is used */
    size_t              slots;    /* a power of two */
};


faimi_lq_references_t *
faimi_lq_references_create(faimi_lq_parser_t *p)
{
    faimi_lq_references_t  *set;

    set = faimi_alloc(p->arena, sizeof(faimi_lq_references_t));
    set->slots = 32;
    set->index = faimi_alloc(p->arena, set->slots * sizeof(uint32_t));

    return set;
}


static size_t
faimi_lq_references_slot(const faimi_lq_references_t *set,
    const faimi_reference_t *ref)
{
    size_t                    i;
    uint64_t                  h;
    const faimi_reference_t  *r;

    h = faimi_slice_hash(ref->name) * 31 + faimi_slice_hash(ref->member)
        + ref->kind;

    for (i = (h ^ (h >> 32)) & (set->slots - 1); set->index[i] != 0;
         i = (i + 1) & (set->slots - 1))
    {
        r = &set->refs[set->index[i] - 1];

        if (r->kind == ref->kind && faimi_slice_eq(r->name, ref->name)
            && faimi_slice_eq(r->member, ref->member))
        {
            break;
        }
    }

    return i;
}


static void
faimi_lq_references_grow(faimi_lq_parser_t *p, faimi_lq_references_t *set)
{
    size_t  i;

    set->slots *= 2;
    set->index = faimi_alloc(p->arena, set->slots * sizeof(uint32_t));

    for (i = 0; i < set->n; i++) {
        set->index[faimi_lq_references_slot(set, &set->refs[i])]
            = (uint32_t) i + 1;
    }
}


/* The column of the current token.  Tokens come in order, so that counting on
 * from the last one keeps the whole linear. */
static size_t
faimi_lq_references_column(faimi_lq_parser_t *p)
{
    const char  *s, *end;

    s = p->template->source.data + p->column_at;
    end = p->token.text.data;

    if (end < s || end > p->template->source.data + p->template->source.len) {
        return p->column;
    }

    for ( /* void */ ; s < end; s++) {
        p->column = (*s == '\n') ? 1
                    : p->column + (((unsigned char) *s & 0xC0) != 0x80);
    }

    p->column_at = (size_t) (end - p->template->source.data);

    return p->column;
}


void
faimi_lq_refer(faimi_lq_parser_t *p, faimi_reference_kind_t kind,
    faimi_slice_t name, faimi_slice_t member)
{
    size_t                  i;
    faimi_reference_t       ref;
    faimi_lq_references_t  *set;

    if (p->template == NULL || p->muted > 0) {
        return;
    }

    set = p->refs;
    ref = (faimi_reference_t) { kind, name, member, p->token.line, 0 };
    i = faimi_lq_references_slot(set, &ref);

    if (set->index[i] != 0) {
        return;
    }

    if (set->n == set->cap) {
        set->refs = faimi_arena_grow(p->arena, set->refs, set->n, &set->cap,
                                     sizeof(faimi_reference_t));
    }

    ref.column = faimi_lq_references_column(p);
    set->refs[set->n++] = ref;
    set->index[i] = (uint32_t) set->n;

    if (set->n * 2 > set->slots) {
        faimi_lq_references_grow(p, set);
    }

    p->template->refs = set->refs;
    p->template->n_refs = set->n;
}


static void
faimi_lq_refer_member(faimi_lq_parser_t *p, faimi_slice_t name)
{
    faimi_lq_refer(p, FAIMI_REF_MEMBER, name, FAIMI_EMPTY);
}


/* A string may name a member, or with dots a path of them, or the moment. */
static void
faimi_lq_refer_string(faimi_lq_parser_t *p, faimi_slice_t s)
{
    size_t  at, end;

    if (s.len == 0) {
        return;
    }

    if (faimi_liquid_is_now(s)) {
        faimi_lq_refer(p, FAIMI_REF_CLOCK, FAIMI_EMPTY, FAIMI_EMPTY);
    }

    faimi_lq_refer_member(p, s);

    for (at = 0; at < s.len; at = end + 1) {
        end = faimi_slice_find_char(s, '.', at);

        if (end > at && end - at < s.len) {
            faimi_lq_refer_member(p, faimi_slice_sub(s, at, end));
        }
    }
}


/* The key of a lookup.  A computed one may be any member: the empty name. */
static void
faimi_lq_refer_key(faimi_lq_parser_t *p, const faimi_lq_expr_t *key)
{
    if (key->kind != FAIMI_LQ_LITERAL) {
        faimi_lq_refer_member(p, FAIMI_EMPTY);

    } else if (key->u.literal.type == FAIMI_STRING) {
        faimi_lq_refer_member(p, key->u.literal.u.string);
    }
}


static faimi_slice_t
faimi_lq_refer_name(const faimi_lq_expr_t *e)
{
    return (e->kind == FAIMI_LQ_LITERAL && e->u.literal.type == FAIMI_STRING)
           ? e->u.literal.u.string : FAIMI_EMPTY;
}


/* site.data.x: only the data file that is named, since a site's data may be
 * large and change often. */
static void
faimi_lq_refer_data(faimi_lq_parser_t *p, const faimi_lq_expr_t *e)
{
    faimi_lq_expr_t  *key;

    if (!faimi_slice_eq(faimi_lq_refer_name(e->u.lookup.root),
                        FAIMI_SLICE("site"))
        || e->u.lookup.n == 0
        || !faimi_slice_eq(faimi_lq_refer_name(e->u.lookup.steps[0].key),
                           FAIMI_SLICE("data")))
    {
        return;
    }

    key = (e->u.lookup.n > 1) ? e->u.lookup.steps[1].key : NULL;
    faimi_lq_refer(p, FAIMI_REF_DATA, key ? faimi_lq_refer_name(key)
                                          : FAIMI_EMPTY, FAIMI_EMPTY);
}


void
faimi_lq_refer_expr(faimi_lq_parser_t *p, const faimi_lq_expr_t *e)
{
    size_t         i;
    faimi_slice_t  member;

    if (e->kind == FAIMI_LQ_LITERAL) {
        faimi_lq_refer_string(p, faimi_lq_refer_name(e));
        return;
    }

    if (e->kind != FAIMI_LQ_LOOKUP) {
        return;
    }

    member = (e->u.lookup.n == 0) ? FAIMI_EMPTY
             : faimi_lq_refer_name(e->u.lookup.steps[0].key);

    faimi_lq_refer(p, FAIMI_REF_VARIABLE, faimi_lq_refer_name(e->u.lookup.root),
                   member);

    for (i = 0; i < e->u.lookup.n; i++) {
        faimi_lq_refer_key(p, e->u.lookup.steps[i].key);
    }

    faimi_lq_refer_data(p, e);

    /* site.github alone, which may be assigned: whichever of its members */
    if (e->u.lookup.n == 1 && faimi_slice_eq(member, FAIMI_SLICE("github"))) {
        faimi_lq_refer_member(p, FAIMI_EMPTY);
    }

    if (e->u.lookup.n > 0) {
        faimi_lq_use(p, FAIMI_LQ_USE_LOOK, FAIMI_EMPTY, e);
    }
}


/* where_exp: "item", "item.x == site.y": its literal is parsed for what it
 * looks at; anything may be in one that is computed. */
static void
faimi_lq_refer_expression(faimi_lq_parser_t *p, const faimi_lq_call_t *call)
{
    faimi_slice_t  s;

    s = (call->n < 2) ? FAIMI_EMPTY : faimi_lq_refer_name(&call->args[1].value);

    if (s.len == 0) {
        faimi_lq_refer(p, FAIMI_REF_VARIABLE, FAIMI_EMPTY, FAIMI_EMPTY);
        faimi_lq_refer_member(p, FAIMI_EMPTY);
        faimi_lq_refer(p, FAIMI_REF_CLOCK, FAIMI_EMPTY, FAIMI_EMPTY);
        return;
    }

    if (p->nested++ < FAIMI_MAX_LIQUID_NESTING
        && faimi_lq_parse_cond_strict(p, s, true) == NULL)
    {
        faimi_lq_use_chain(p, FAIMI_LQ_USE_PRINT, FAIMI_EMPTY,
                           faimi_lq_parse_chain(p, s));
    }

    p->nested--;
}


static void
faimi_lq_refer_arguments(faimi_lq_parser_t *p, const faimi_lq_call_t *call)
{
    size_t  i;

    for (i = 0; i < call->n; i++) {
        if (call->args[i].value.kind != FAIMI_LQ_LITERAL) {
            faimi_lq_refer_member(p, FAIMI_EMPTY);
        }
    }
}


/* A value is given to a filter of dates, and the value `now` would make the
 * page depend on the clock.  Only a literal that says otherwise rules that
 * out; of a member of something the caller can look whether any page has the
 * word. */
static void
faimi_lq_refer_date(faimi_lq_parser_t *p, const faimi_lq_chain_t *chain,
    const faimi_lq_call_t *call)
{
    if (call->filter == NULL || call->filter->flow != FAIMI_FLOW_DATE
        || (call == chain->calls && chain->input.kind != FAIMI_LQ_LOOKUP))
    {
        return;
    }

    faimi_lq_refer(p, (call == chain->calls && chain->input.u.lookup.n > 0)
                      ? FAIMI_REF_DATED : FAIMI_REF_CLOCK,
                   FAIMI_EMPTY, FAIMI_EMPTY);
}


/* Whether it is not one of Liquid's own filters: those depend on nothing but
 * their arguments, while a filter of the host may look at the site. */
static bool
faimi_lq_refer_is_foreign(const faimi_lq_parser_t *p, const faimi_filter_t *row)
{
    const faimi_filter_t *const  *table;
    const faimi_filter_t         *own;

    for (table = p->dialect.filters; *table != NULL; table++) {
        for (own = *table; own->name != NULL; own++) {
            if (own == row) {
                return false;
            }
        }
    }

    return true;
}


void
faimi_lq_refer_call(faimi_lq_parser_t *p, const faimi_lq_chain_t *chain,
    const faimi_lq_call_t *call)
{
    if (p->template == NULL) {
        return;
    }

    if (faimi_lq_refer_is_foreign(p, call->filter)) {
        faimi_lq_refer(p, FAIMI_REF_FILTER, call->name, FAIMI_EMPTY);
    }

    if (call->filter == NULL) {
        return;
    }

    faimi_lq_refer_date(p, chain, call);

    if (call->filter->args == FAIMI_ARGS_FIELD) {
        faimi_lq_refer_arguments(p, call);

    } else if (call->filter->args == FAIMI_ARGS_EXPRESSION) {
        faimi_lq_refer_expression(p, call);
    }
}
