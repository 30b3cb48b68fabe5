/*
 * What a template looks at, gathered while it is parsed.  A cache's key is
 * made from it, so nothing may be missing; too much only costs a rendering.
 *
 * A value may be handed around and its members asked for elsewhere, by names
 * that stand in strings.  So every string literal counts as the name of a
 * member, and what is computed as "any": an empty name.
 */

#include "faimi_lq_eval.h"


struct faimi_lq_refset_s {
    faimi_ref_t  *refs;
    size_t        n;
    size_t        cap;
    uint32_t     *index;    /* open addressing: number + 1 */
    size_t        slots;
};


typedef enum {
    FAIMI_LQ_NAMES_MEMBER = 1,     /* arguments name members */
    FAIMI_LQ_NAMES_EXPRESSION      /* the second argument is an expression */
} faimi_lq_names_t;

/* The filters that look at members by what their arguments say; those of
 * Jekyll are here too, since the parser does not know the host's table. */
static const struct {
    faimi_slice_t     name;
    faimi_lq_names_t  names;
} faimi_lq_lookers[] = {
    { FAIMI_SLICE("compact"), FAIMI_LQ_NAMES_MEMBER },
    { FAIMI_SLICE("find"), FAIMI_LQ_NAMES_MEMBER },
    { FAIMI_SLICE("find_exp"), FAIMI_LQ_NAMES_EXPRESSION },
    { FAIMI_SLICE("group_by"), FAIMI_LQ_NAMES_MEMBER },
    { FAIMI_SLICE("group_by_exp"), FAIMI_LQ_NAMES_EXPRESSION },
    { FAIMI_SLICE("map"), FAIMI_LQ_NAMES_MEMBER },
    { FAIMI_SLICE("sort"), FAIMI_LQ_NAMES_MEMBER },
    { FAIMI_SLICE("sort_natural"), FAIMI_LQ_NAMES_MEMBER },
    { FAIMI_SLICE("uniq"), FAIMI_LQ_NAMES_MEMBER },
    { FAIMI_SLICE("where"), FAIMI_LQ_NAMES_MEMBER },
    { FAIMI_SLICE("where_exp"), FAIMI_LQ_NAMES_EXPRESSION }
};


faimi_lq_refset_t *
faimi_lq_refs_create(faimi_lq_parser_t *p)
{
    faimi_lq_refset_t  *set;

    set = faimi_alloc(p->arena, sizeof(faimi_lq_refset_t));
    set->slots = 32;
    set->index = faimi_alloc(p->arena, set->slots * sizeof(uint32_t));

    return set;
}


static size_t
faimi_lq_refs_slot(const faimi_lq_refset_t *set, const faimi_ref_t *ref)
{
    size_t              i;
    uint64_t            h;
    const faimi_ref_t  *r;

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
faimi_lq_refs_grow(faimi_lq_parser_t *p, faimi_lq_refset_t *set)
{
    size_t  i;

    set->slots *= 2;
    set->index = faimi_alloc(p->arena, set->slots * sizeof(uint32_t));

    for (i = 0; i < set->n; i++) {
        set->index[faimi_lq_refs_slot(set, &set->refs[i])] = (uint32_t) i + 1;
    }
}


/* The column of the current token.  Tokens come in order, so that counting on
 * from the last one keeps the whole linear. */
static size_t
faimi_lq_refs_column(faimi_lq_parser_t *p)
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
faimi_lq_ref(faimi_lq_parser_t *p, faimi_ref_kind_t kind, faimi_slice_t name,
    faimi_slice_t member)
{
    size_t              i;
    faimi_ref_t         ref;
    faimi_lq_refset_t  *set;

    if (p->template == NULL || p->muted > 0) {
        return;
    }

    set = p->refs;
    ref = (faimi_ref_t) { kind, name, member, p->token.line, 0 };
    i = faimi_lq_refs_slot(set, &ref);

    if (set->index[i] != 0) {
        return;
    }

    if (set->n == set->cap) {
        set->refs = faimi_arena_grow(p->arena, set->refs, set->n, &set->cap,
                                     sizeof(faimi_ref_t));
    }

    ref.column = faimi_lq_refs_column(p);
    set->refs[set->n++] = ref;
    set->index[i] = (uint32_t) set->n;

    if (set->n * 2 > set->slots) {
        faimi_lq_refs_grow(p, set);
    }

    p->template->refs = set->refs;
    p->template->n_refs = set->n;
}


static void
faimi_lq_ref_member(faimi_lq_parser_t *p, faimi_slice_t name)
{
    faimi_lq_ref(p, FAIMI_REF_MEMBER, name, FAIMI_EMPTY);
}


/* A string may name a member, or with dots a path of them, or the moment. */
static void
faimi_lq_ref_string(faimi_lq_parser_t *p, faimi_slice_t s)
{
    size_t  at, end;

    if (s.len == 0) {
        return;
    }

    if (faimi_lq_is_now(s)) {
        faimi_lq_ref(p, FAIMI_REF_CLOCK, FAIMI_EMPTY, FAIMI_EMPTY);
    }

    faimi_lq_ref_member(p, s);

    for (at = 0; at < s.len; at = end + 1) {
        end = faimi_slice_find_char(s, '.', at);

        if (end > at && end - at < s.len) {
            faimi_lq_ref_member(p, faimi_slice_sub(s, at, end));
        }
    }
}


static void
faimi_lq_ref_key(faimi_lq_parser_t *p, const faimi_lq_expr_t *key)
{
    if (key->kind != FAIMI_LQ_LITERAL) {
        faimi_lq_ref_member(p, FAIMI_EMPTY);

    } else if (key->u.literal.type == FAIMI_STRING) {
        faimi_lq_ref_member(p, key->u.literal.u.string);
    }
}


static faimi_slice_t
faimi_lq_ref_name(const faimi_lq_expr_t *e)
{
    return (e->kind == FAIMI_LQ_LITERAL && e->u.literal.type == FAIMI_STRING)
           ? e->u.literal.u.string : FAIMI_EMPTY;
}


void
faimi_lq_ref_expr(faimi_lq_parser_t *p, const faimi_lq_expr_t *e)
{
    size_t         i;
    faimi_slice_t  member;

    if (e->kind == FAIMI_LQ_LITERAL) {
        faimi_lq_ref_string(p, faimi_lq_ref_name(e));
        return;
    }

    if (e->kind != FAIMI_LQ_LOOKUP) {
        return;
    }

    member = (e->u.lookup.n == 0) ? FAIMI_EMPTY
             : faimi_lq_ref_name(e->u.lookup.steps[0].key);

    faimi_lq_ref(p, FAIMI_REF_VARIABLE, faimi_lq_ref_name(e->u.lookup.root),
                 member);

    for (i = 0; i < e->u.lookup.n; i++) {
        faimi_lq_ref_key(p, e->u.lookup.steps[i].key);
    }
}


/* where_exp: "item", "item.x == site.y": its literal is parsed for what it
 * looks at; anything may be in one that is computed. */
static void
faimi_lq_ref_expression(faimi_lq_parser_t *p, const faimi_lq_call_t *call)
{
    faimi_slice_t  s;

    s = (call->n < 2) ? FAIMI_EMPTY : faimi_lq_ref_name(&call->args[1].value);

    if (s.len == 0) {
        faimi_lq_ref(p, FAIMI_REF_VARIABLE, FAIMI_EMPTY, FAIMI_EMPTY);
        faimi_lq_ref_member(p, FAIMI_EMPTY);
        faimi_lq_ref(p, FAIMI_REF_CLOCK, FAIMI_EMPTY, FAIMI_EMPTY);
        return;
    }

    if (p->nested++ < FAIMI_MAX_LIQUID_NESTING
        && faimi_lq_parse_cond_strict(p, s, true) == NULL)
    {
        (void) faimi_lq_parse_chain(p, s);
    }

    p->nested--;
}


static void
faimi_lq_ref_arguments(faimi_lq_parser_t *p, const faimi_lq_call_t *call)
{
    size_t  i;

    for (i = 0; i < call->n; i++) {
        if (call->args[i].value.kind != FAIMI_LQ_LITERAL) {
            faimi_lq_ref_member(p, FAIMI_EMPTY);
        }
    }
}


/* A moment is given to a date filter, for all that can be known: but for a
 * literal that says otherwise, or a member of something. */
static bool
faimi_lq_ref_is_clock(const faimi_lq_chain_t *chain,
    const faimi_lq_call_t *call)
{
    if (!faimi_slice_starts(call->name, FAIMI_SLICE("date"))) {
        return false;
    }

    return call != chain->calls
           || (chain->input.kind == FAIMI_LQ_LOOKUP
               && chain->input.u.lookup.n == 0);
}


void
faimi_lq_ref_call(faimi_lq_parser_t *p, const faimi_lq_chain_t *chain,
    const faimi_lq_call_t *call)
{
    size_t  i;

    if (p->template == NULL) {
        return;
    }

    if (faimi_lq_filter_find(call->name) == NULL) {
        faimi_lq_ref(p, FAIMI_REF_FILTER, call->name, FAIMI_EMPTY);
    }

    if (faimi_lq_ref_is_clock(chain, call)) {
        faimi_lq_ref(p, FAIMI_REF_CLOCK, FAIMI_EMPTY, FAIMI_EMPTY);
    }

    for (i = 0; i < sizeof(faimi_lq_lookers) / sizeof(faimi_lq_lookers[0]);
         i++)
    {
        if (!faimi_slice_eq(call->name, faimi_lq_lookers[i].name)) {
            continue;
        }

        if (faimi_lq_lookers[i].names == FAIMI_LQ_NAMES_MEMBER) {
            faimi_lq_ref_arguments(p, call);

        } else {
            faimi_lq_ref_expression(p, call);
        }
    }
}


/* The last steps of lookups that may lead to a page, or to a list of them,
 * beside what is computed. */
static const char *const  faimi_lq_pages[] = {
    "docs", "documents", "first", "items", "last", "next", "pages", "posts",
    "previous", "related_posts"
};


static bool
faimi_lq_ref_is_page(const faimi_lq_expr_t *e)
{
    size_t         i;
    faimi_slice_t  root, last;

    if (e->kind != FAIMI_LQ_LOOKUP) {
        return false;
    }

    root = faimi_lq_ref_name(e->u.lookup.root);

    if (e->u.lookup.n == 0) {
        return !faimi_slice_eq(root, FAIMI_SLICE("content"));
    }

    last = faimi_lq_ref_name(e->u.lookup.steps[e->u.lookup.n - 1].key);

    for (i = 0; i < sizeof(faimi_lq_pages) / sizeof(faimi_lq_pages[0]); i++) {
        if (faimi_slice_eq(last, faimi_slice_str(faimi_lq_pages[i]))) {
            return true;
        }
    }

    return last.len == 0 || faimi_slice_eq(root, FAIMI_SLICE("include"));
}


/* A page that is printed shows all of itself. */
void
faimi_lq_ref_output(faimi_lq_parser_t *p, const faimi_lq_chain_t *chain)
{
    size_t  i;

    for (i = 0; i < chain->n; i++) {
        if (!faimi_slice_eq(chain->calls[i].name, FAIMI_SLICE("where"))) {
            break;
        }
    }

    /* how many there are is not what they are */
    if (i < chain->n
        && faimi_slice_eq(chain->calls[i].name, FAIMI_SLICE("size")))
    {
        return;
    }

    if (faimi_lq_ref_is_page(&chain->input)) {
        faimi_lq_ref(p, FAIMI_REF_WHOLE, FAIMI_EMPTY, FAIMI_EMPTY);
    }
}
