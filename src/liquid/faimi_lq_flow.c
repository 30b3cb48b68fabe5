/*
 * Shapes of values, followed through variables, loops, includes and filters
 * until nothing is added.  Shapes only grow, so that real templates need few
 * rounds; a chain of assignments written backwards needs one for each of its
 * links, and counts as a use of everything once it is longer than the limit.
 */

#include "faimi_flow.h"
#include "faimi_lq_eval.h"
#include "faimi_lq_flow.h"


/* A page that needs more of them counts as using all of the lists that it
 * names. */
#define FAIMI_FLOW_ROUNDS  32


typedef struct {
    faimi_flow_t  *out;
    faimi_map_t   *vars;      /* name -> shapes */
    unsigned       params;    /* of all includes */
    bool           grown;
} faimi_flowing_t;


/* What a list may be asked for by number. */
#define FAIMI_FLOW_LISTS \
    (FAIMI_SHAPE_LIST | FAIMI_SHAPE_NAMED | FAIMI_SHAPE_GROUPS)


static unsigned
faimi_flow_var(const faimi_flowing_t *f, faimi_slice_t name)
{
    const faimi_value_t  *v;

    v = faimi_map_get(f->vars, name);

    return (v == NULL) ? 0 : (unsigned) v->u.integer;
}


static void
faimi_flow_set(faimi_flowing_t *f, faimi_slice_t name, unsigned shape)
{
    unsigned  old;

    old = faimi_flow_var(f, name);

    if ((shape & ~old) != 0) {
        f->grown = true;
        faimi_map_set(f->out->arena, f->vars, name,
                      FAIMI_V_INT((int64_t) (old | shape)));
    }
}


static bool
faimi_flow_is(faimi_slice_t s, const char *name)
{
    return faimi_slice_eq(s, faimi_slice_str(name));
}


/* A page's member: what it may be is in the front matter, which has no
 * pages, but for two. */
static unsigned
faimi_flow_member(faimi_flowing_t *f, unsigned shape, faimi_slice_t name)
{
    bool  next;

    next = faimi_flow_is(name, "next") || faimi_flow_is(name, "previous");

    if ((shape & FAIMI_SHAPE_PAGE) != 0) {
        f->out->far |= next;
        faimi_map_set(f->out->arena, f->out->names, name, FAIMI_V_NIL);
    }

    f->out->near |= next && (shape & FAIMI_SHAPE_SELF) != 0;

    return (next && (shape & (FAIMI_SHAPE_PAGE | FAIMI_SHAPE_SELF)) != 0)
           ? FAIMI_SHAPE_PAGE : 0;
}


/* value.name */
static unsigned
faimi_flow_step(faimi_flowing_t *f, unsigned shape, faimi_slice_t name)
{
    bool      first, end;
    unsigned  to;

    first = faimi_flow_is(name, "first");
    end = first || faimi_flow_is(name, "last");
    to = faimi_flow_member(f, shape, name);

    if ((shape & FAIMI_SHAPE_LIST) != 0 && end) {
        to |= FAIMI_SHAPE_PAGE;
    }

    if ((shape & FAIMI_SHAPE_GROUPS) != 0 && end) {
        to |= FAIMI_SHAPE_GROUP;
    }

    if ((shape & FAIMI_SHAPE_NAMED) != 0) {
        to |= FAIMI_SHAPE_LIST | (end ? FAIMI_SHAPE_PAIR : 0);
    }

    if ((shape & FAIMI_SHAPE_PAIR) != 0 && end && !first) {
        to |= FAIMI_SHAPE_LIST;
    }

    if ((shape & FAIMI_SHAPE_GROUP) != 0) {
        to |= first ? FAIMI_SHAPE_PAIR : 0;
        to |= (faimi_flow_is(name, "docs") || faimi_flow_is(name, "items")
               || faimi_flow_is(name, "pages")) ? FAIMI_SHAPE_LIST : 0;
    }

    return to;
}


/* value[number]; of a pair, the first is its name */
static unsigned
faimi_flow_at(unsigned shape, int64_t i)
{
    unsigned  to;

    to = ((shape & FAIMI_SHAPE_LIST) != 0) ? FAIMI_SHAPE_PAGE : 0;
    to |= ((shape & FAIMI_SHAPE_NAMED) != 0) ? FAIMI_SHAPE_PAIR : 0;
    to |= ((shape & FAIMI_SHAPE_GROUPS) != 0) ? FAIMI_SHAPE_GROUP : 0;
    to |= ((shape & FAIMI_SHAPE_PAIR) != 0 && i != 0 && i != -2)
          ? FAIMI_SHAPE_LIST : 0;

    return to;
}


/* Any member of a page may be asked for. */
static void
faimi_flow_any(faimi_flowing_t *f, unsigned shape)
{
    f->out->all |= (shape & FAIMI_SHAPE_PAGE) != 0;
    f->out->far |= (shape & FAIMI_SHAPE_PAGE) != 0;
    f->out->near |= (shape & FAIMI_SHAPE_SELF) != 0;
}


/* value[computed] */
static unsigned
faimi_flow_computed(faimi_flowing_t *f, unsigned shape)
{
    faimi_flow_any(f, shape);

    return (shape == 0) ? 0 : FAIMI_SHAPE_ANY & ~FAIMI_SHAPE_SELF;
}


static unsigned
faimi_flow_key(faimi_flowing_t *f, unsigned shape, const faimi_lq_expr_t *key)
{
    if (key->kind != FAIMI_LQ_LITERAL) {
        return faimi_flow_computed(f, shape);
    }

    switch (key->u.literal.type) {
    case FAIMI_STRING: return faimi_flow_step(f, shape,
                                              key->u.literal.u.string);
    case FAIMI_INT:    return faimi_flow_at(shape, key->u.literal.u.integer);
    default:           return 0;
    }
}


/* An element in a loop; a page's are the names of its members. */
static unsigned
faimi_flow_each(faimi_flowing_t *f, unsigned shape)
{
    faimi_flow_any(f, shape);

    return faimi_flow_at(shape, 1)
           | (((shape & FAIMI_SHAPE_GROUP) != 0) ? FAIMI_SHAPE_PAIR : 0);
}


/* Pages as text, in lists or not; near and far ones may be in it. */
static void
faimi_flow_text(faimi_flowing_t *f, unsigned shape)
{
    faimi_flow_any(f, shape);
    f->out->far |= (shape & ~(unsigned) FAIMI_SHAPE_SELF) != 0;
    f->out->whole |= shape != 0;
}


static faimi_slice_t
faimi_flow_name(const faimi_lq_expr_t *e)
{
    return (e->kind == FAIMI_LQ_LITERAL && e->u.literal.type == FAIMI_STRING)
           ? e->u.literal.u.string : FAIMI_EMPTY;
}


/* include.x: what any include is given as x. */
static unsigned
faimi_flow_param(faimi_flowing_t *f, faimi_slice_t name)
{
    if (name.len == 0) {
        return (f->params != 0) ? FAIMI_SHAPE_ANY : 0;
    }

    return faimi_flow_var(f, faimi_arena_printf(f->out->arena, "include.%.*s",
                                                FAIMI_FMT(name)));
}


/* Roots of which a member is known by both names; `*used` tells that it
 * was. */
static unsigned
faimi_flow_root(faimi_flowing_t *f, faimi_slice_t root, faimi_slice_t member,
    bool *used)
{
    *used = true;

    if (faimi_flow_is(root, "site")) {
        return f->out->site(f->out->data, member);
    }

    if (faimi_flow_is(root, "paginator")) {
        return (member.len == 0) ? FAIMI_SHAPE_ANY & ~FAIMI_SHAPE_SELF
               : faimi_flow_is(member, "posts") ? FAIMI_SHAPE_LIST : 0;
    }

    if (faimi_flow_is(root, "include")) {
        return faimi_flow_param(f, member);
    }

    *used = false;

    return (root.len == 0) ? FAIMI_SHAPE_ANY
           : faimi_flow_is(root, "page") ? FAIMI_SHAPE_SELF : 0;
}


static unsigned
faimi_flow_steps(faimi_flowing_t *f, const faimi_lq_expr_t *e, size_t from,
    unsigned shape)
{
    size_t  i;

    for (i = from; i < e->u.lookup.n && shape != 0; i++) {
        shape = faimi_flow_key(f, shape, e->u.lookup.steps[i].key);
    }

    return shape;
}


static unsigned
faimi_flow_expr(faimi_flowing_t *f, const faimi_lq_expr_t *e)
{
    bool           used;
    unsigned       shape;
    faimi_slice_t  root, member;

    if (e->kind != FAIMI_LQ_LOOKUP) {
        return 0;
    }

    root = faimi_flow_name(e->u.lookup.root);
    member = (e->u.lookup.n == 0) ? FAIMI_EMPTY
             : faimi_flow_name(e->u.lookup.steps[0].key);
    shape = faimi_flow_root(f, root, member, &used);
    shape = faimi_flow_steps(f, e, used ? 1 : 0, shape);

    /* a variable may have any name, that of the page too */
    return shape | faimi_flow_steps(f, e, 0, faimi_flow_var(f, root));
}


/* The member that a text names: of "a.b" the second of the first. */
static unsigned
faimi_flow_path(faimi_flowing_t *f, unsigned shape, faimi_slice_t path)
{
    size_t    at, end;
    unsigned  whole;

    whole = faimi_flow_step(f, shape, path);

    for (at = 0; at <= path.len; at = end + 1) {
        end = faimi_slice_find_char(path, '.', at);
        shape = faimi_flow_step(f, shape, faimi_slice_sub(path, at, end));
    }

    return whole | shape;
}


/* The first argument as the name of a member of each element. */
static unsigned
faimi_flow_named(faimi_flowing_t *f, unsigned shape,
    const faimi_lq_call_t *call)
{
    faimi_slice_t  name;

    if (call->n == 0 || shape == 0) {
        return 0;
    }

    name = faimi_flow_name(&call->args[0].value);
    shape = faimi_flow_each(f, shape & FAIMI_FLOW_LISTS)
            | (shape & ~FAIMI_FLOW_LISTS);

    return (name.len == 0) ? faimi_flow_computed(f, shape)
                           : faimi_flow_path(f, shape, name);
}


/* The variable of an expression is each element. */
static void
faimi_flow_bind(faimi_flowing_t *f, unsigned shape,
    const faimi_lq_call_t *call)
{
    faimi_slice_t  name, text;

    name = (call->n < 1) ? FAIMI_EMPTY
                         : faimi_flow_name(&call->args[0].value);
    text = (call->n < 2) ? FAIMI_EMPTY
                         : faimi_flow_name(&call->args[1].value);

    if (shape != 0 && (name.len == 0 || text.len == 0)) {
        faimi_flow_text(f, FAIMI_SHAPE_ANY);
    }

    faimi_flow_set(f, name, faimi_flow_each(f, shape & FAIMI_FLOW_LISTS)
                            | (shape & ~FAIMI_FLOW_LISTS));
}


/* What is in a list of such values. */
static unsigned
faimi_flow_list(unsigned shape)
{
    unsigned  one;

    one = FAIMI_SHAPE_PAGE | FAIMI_SHAPE_SELF;

    return (shape == 0) ? 0
           : ((shape & ~one) == 0) ? FAIMI_SHAPE_LIST : FAIMI_SHAPE_ANY;
}


/* What some elements of a value are: lists stay what they are. */
static unsigned
faimi_flow_some(unsigned shape)
{
    return (shape & FAIMI_FLOW_LISTS)
           | faimi_flow_list(shape & ~FAIMI_FLOW_LISTS);
}


static unsigned
faimi_flow_arguments(faimi_flowing_t *f, const faimi_lq_call_t *call)
{
    size_t    i;
    unsigned  shape;

    for (i = 0, shape = 0; i < call->n; i++) {
        shape |= faimi_flow_expr(f, &call->args[i].value);
    }

    return shape;
}


/* Most filters on lists return as it is what is no list (Jekyll's where, sort,
 * group_by, pop, ...): the input's own kind is always among the results. */
static unsigned
faimi_flow_result(faimi_flowing_t *f, faimi_filter_flow_t filter,
    unsigned shape, unsigned member, const faimi_lq_call_t *call)
{
    unsigned  args;

    switch (filter) {

    case FAIMI_FLOW_COUNT:
        faimi_flow_any(f, shape);
        return 0;

    case FAIMI_FLOW_KEEP:
    case FAIMI_FLOW_KEEP_TEXT:
        return shape | faimi_flow_some(shape);

    case FAIMI_FLOW_ONE:
        return shape | faimi_flow_at(shape, 1);

    case FAIMI_FLOW_SAMPLE:
        faimi_flow_text(f, shape);
        return shape | faimi_flow_at(shape, 1) | faimi_flow_some(shape);

    case FAIMI_FLOW_FIRST:
    case FAIMI_FLOW_LAST:
        return faimi_flow_step(f, shape, (filter == FAIMI_FLOW_FIRST)
                                         ? FAIMI_SLICE("first")
                                         : FAIMI_SLICE("last"));

    case FAIMI_FLOW_GROUP:
        return (shape == 0) ? 0
               : ((shape & ~FAIMI_SHAPE_LIST) == 0)
               ? shape | FAIMI_SHAPE_GROUPS : FAIMI_SHAPE_ANY;

    case FAIMI_FLOW_MAP:
        return faimi_flow_list(member);

    case FAIMI_FLOW_JOIN:
    case FAIMI_FLOW_ELSE:
        args = faimi_flow_arguments(f, call);
        return shape | args | ((filter == FAIMI_FLOW_JOIN)
                               ? faimi_flow_list(args) : 0);

    default:
        faimi_flow_text(f, shape | faimi_flow_arguments(f, call));
        return shape;
    }
}


static unsigned
faimi_flow_call(faimi_flowing_t *f, unsigned shape,
    const faimi_lq_call_t *call)
{
    unsigned              member;
    faimi_filter_flow_t   filter;
    faimi_filter_args_t   args;

    /* an unknown filter takes anything for text */
    filter = call->filter ? call->filter->flow : FAIMI_FLOW_TEXT;
    args = call->filter ? call->filter->args : FAIMI_ARGS_VALUES;
    member = 0;

    if (args == FAIMI_ARGS_FIELD) {
        member = faimi_flow_named(f, shape, call);

    } else if (args == FAIMI_ARGS_EXPRESSION) {
        faimi_flow_bind(f, shape, call);
    }

    /* members and elements are compared, and some by their text */
    if ((filter != FAIMI_FLOW_MAP && member != 0)
        || (filter == FAIMI_FLOW_KEEP_TEXT && call->n == 0))
    {
        faimi_flow_text(f, member | shape);
    }

    return faimi_flow_result(f, filter, shape, member, call);
}


static unsigned
faimi_flow_chain(faimi_flowing_t *f, const faimi_lq_chain_t *chain)
{
    size_t    i;
    unsigned  shape;

    shape = faimi_flow_expr(f, &chain->input);

    for (i = 0; i < chain->n; i++) {
        shape = faimi_flow_call(f, shape, &chain->calls[i]);
    }

    return shape;
}


static void
faimi_flow_one(faimi_flowing_t *f, const faimi_lq_flow_t *flow)
{
    unsigned  shape;

    shape = (flow->chain != NULL) ? faimi_flow_chain(f, flow->chain)
                                  : faimi_flow_expr(f, &flow->expr);

    switch (flow->kind) {

    case FAIMI_LQ_FLOW_LOOK:
        break;

    case FAIMI_LQ_FLOW_PRINT:
        faimi_flow_text(f, shape);
        break;

    case FAIMI_LQ_FLOW_ASSIGN:
        faimi_flow_set(f, flow->name, shape);
        break;

    case FAIMI_LQ_FLOW_PARAM:
        f->grown |= (shape & ~f->params) != 0;
        f->params |= shape;
        faimi_flow_set(f, faimi_arena_printf(f->out->arena, "include.%.*s",
                                             FAIMI_FMT(flow->name)), shape);
        break;

    case FAIMI_LQ_FLOW_EACH:
        faimi_flow_set(f, flow->name, faimi_flow_each(f, shape));
        break;
    }
}


static void
faimi_flow_round(faimi_flowing_t *f, const faimi_template_t *const *templates,
    size_t n)
{
    size_t  i, k;

    f->grown = false;

    for (i = 0; i < n; i++) {
        for (k = 0; k < templates[i]->n_flows; k++) {
            faimi_flow_one(f, &templates[i]->flows[k]);
        }
    }
}


void
faimi_liquid_flow(faimi_flow_t *flow,
    const faimi_template_t *const *templates, size_t n)
{
    size_t           rounds;
    faimi_flowing_t  f;

    flow->names = faimi_map_create(flow->arena);
    f = (faimi_flowing_t) { .out = flow, .grown = true };
    f.vars = faimi_map_create(flow->arena);

    for (rounds = 0; f.grown && rounds < FAIMI_FLOW_ROUNDS; rounds++) {
        faimi_flow_round(&f, templates, n);
    }

    if (f.grown) {
        faimi_flow_text(&f, FAIMI_SHAPE_ANY);
    }
}
