/*
 * An abstract interpretation of a set of templates.  Its values are kinds: sets
 * of what may be in a variable, as far as pages go (faimi_dataflow.h).  The
 * parser noted each use of a value (faimi_lq_uses.h); a round evaluates all of
 * them, and rounds are made until no variable's kind grows.
 *
 * A variable is known by its name alone, through all templates of the set and
 * whatever its scope: too much may be found, never too little.
 *
 * Kinds only grow, so real templates need two or three rounds.  A chain of
 * assignments written backwards needs one round for each of its links; where
 * it is longer than the limit, the templates count as using everything.
 */

#include "faimi_dataflow.h"
#include "faimi_lq_eval.h"
#include "faimi_lq_uses.h"


/* A page that needs more of them counts as using all of the lists that it
 * names. */
#define FAIMI_DATAFLOW_ROUNDS  32


typedef struct {
    faimi_dataflow_t  *out;
    faimi_map_t       *vars;      /* name -> kind; "include.x" for parameters */
    unsigned           params;    /* the kinds of all parameters together */
    bool               grown;     /* in this round */
} faimi_following_t;


/* What a list may be asked for by number. */
#define FAIMI_DATAFLOW_LISTS \
    (FAIMI_VALUE_LIST | FAIMI_VALUE_NAMED | FAIMI_VALUE_GROUPS)


static unsigned
faimi_dataflow_var(const faimi_following_t *f, faimi_slice_t name)
{
    const faimi_value_t  *v;

    v = faimi_map_get(f->vars, name);

    return (v == NULL) ? 0 : (unsigned) v->u.integer;
}


/* Joins a kind to that of a variable.  Nothing is ever taken away, which is
 * why the rounds end. */
static void
faimi_dataflow_set(faimi_following_t *f, faimi_slice_t name, unsigned kind)
{
    unsigned  old;

    old = faimi_dataflow_var(f, name);

    if ((kind & ~old) != 0) {
        f->grown = true;
        faimi_map_set(f->out->arena, f->vars, name,
                      FAIMI_V_INT((int64_t) (old | kind)));
    }
}


static bool
faimi_dataflow_is(faimi_slice_t s, const char *name)
{
    return faimi_slice_eq(s, faimi_slice_str(name));
}


/* A member of a page.  Its value comes from the front matter, which holds no
 * pages; only `next` and `previous` are pages themselves. */
static unsigned
faimi_dataflow_member(faimi_following_t *f, unsigned kind, faimi_slice_t name)
{
    bool  next;

    next = faimi_dataflow_is(name, "next")
           || faimi_dataflow_is(name, "previous");

    if ((kind & FAIMI_VALUE_PAGE) != 0) {
        f->out->their_neighbours |= next;
        faimi_map_set(f->out->arena, f->out->names, name, FAIMI_V_NIL);
    }

    f->out->neighbours |= next && (kind & FAIMI_VALUE_SELF) != 0;

    return (next && (kind & (FAIMI_VALUE_PAGE | FAIMI_VALUE_SELF)) != 0)
           ? FAIMI_VALUE_PAGE : 0;
}


/* value.name */
static unsigned
faimi_dataflow_step(faimi_following_t *f, unsigned kind, faimi_slice_t name)
{
    bool      first, end;
    unsigned  to;

    first = faimi_dataflow_is(name, "first");
    end = first || faimi_dataflow_is(name, "last");
    to = faimi_dataflow_member(f, kind, name);

    if ((kind & FAIMI_VALUE_LIST) != 0 && end) {
        to |= FAIMI_VALUE_PAGE;
    }

    if ((kind & FAIMI_VALUE_GROUPS) != 0 && end) {
        to |= FAIMI_VALUE_GROUP;
    }

    if ((kind & FAIMI_VALUE_NAMED) != 0) {
        to |= FAIMI_VALUE_LIST | (end ? FAIMI_VALUE_PAIR : 0);
    }

    if ((kind & FAIMI_VALUE_PAIR) != 0 && end && !first) {
        to |= FAIMI_VALUE_LIST;
    }

    if ((kind & FAIMI_VALUE_GROUP) != 0) {
        to |= first ? FAIMI_VALUE_PAIR : 0;
        to |= (faimi_dataflow_is(name, "docs")
               || faimi_dataflow_is(name, "items")
               || faimi_dataflow_is(name, "pages")) ? FAIMI_VALUE_LIST : 0;
    }

    return to;
}


/* value[number]; of a pair, the first is its name */
static unsigned
faimi_dataflow_at(unsigned kind, int64_t i)
{
    unsigned  to;

    to = ((kind & FAIMI_VALUE_LIST) != 0) ? FAIMI_VALUE_PAGE : 0;
    to |= ((kind & FAIMI_VALUE_NAMED) != 0) ? FAIMI_VALUE_PAIR : 0;
    to |= ((kind & FAIMI_VALUE_GROUPS) != 0) ? FAIMI_VALUE_GROUP : 0;
    to |= ((kind & FAIMI_VALUE_PAIR) != 0 && i != 0 && i != -2)
          ? FAIMI_VALUE_LIST : 0;

    return to;
}


/* Any member of a page may be asked for. */
static void
faimi_dataflow_any(faimi_following_t *f, unsigned kind)
{
    f->out->all |= (kind & FAIMI_VALUE_PAGE) != 0;
    f->out->their_neighbours |= (kind & FAIMI_VALUE_PAGE) != 0;
    f->out->neighbours |= (kind & FAIMI_VALUE_SELF) != 0;
}


/* value[computed]: any member may be meant, and any kind of value may come of
 * it. */
static unsigned
faimi_dataflow_computed(faimi_following_t *f, unsigned kind)
{
    faimi_dataflow_any(f, kind);

    return (kind == 0) ? 0 : FAIMI_VALUE_ANY & ~FAIMI_VALUE_SELF;
}


static unsigned
faimi_dataflow_key(faimi_following_t *f, unsigned kind,
    const faimi_lq_expr_t *key)
{
    if (key->kind != FAIMI_LQ_LITERAL) {
        return faimi_dataflow_computed(f, kind);
    }

    switch (key->u.literal.type) {
    case FAIMI_STRING: return faimi_dataflow_step(f, kind,
                                                  key->u.literal.u.string);
    case FAIMI_INT:    return faimi_dataflow_at(kind, key->u.literal.u.integer);
    default:           return 0;
    }
}


/* An element in a loop; a page's are the names of its members. */
static unsigned
faimi_dataflow_each(faimi_following_t *f, unsigned kind)
{
    faimi_dataflow_any(f, kind);

    return faimi_dataflow_at(kind, 1)
           | (((kind & FAIMI_VALUE_GROUP) != 0) ? FAIMI_VALUE_PAIR : 0);
}


/* Pages as text, in lists or not.  The text of a page has all of its members,
 * and may have those of its neighbours. */
static void
faimi_dataflow_text(faimi_following_t *f, unsigned kind)
{
    faimi_dataflow_any(f, kind);
    f->out->their_neighbours |= (kind & ~(unsigned) FAIMI_VALUE_SELF) != 0;
    f->out->whole |= kind != 0;
}


static faimi_slice_t
faimi_dataflow_name(const faimi_lq_expr_t *e)
{
    return (e->kind == FAIMI_LQ_LITERAL && e->u.literal.type == FAIMI_STRING)
           ? e->u.literal.u.string : FAIMI_EMPTY;
}


/* include.x: what any include is given as x. */
static unsigned
faimi_dataflow_param(faimi_following_t *f, faimi_slice_t name)
{
    if (name.len == 0) {
        return (f->params != 0) ? FAIMI_VALUE_ANY : 0;
    }

    return faimi_dataflow_var(f, faimi_arena_printf(f->out->arena,
                                                    "include.%.*s",
                                                    FAIMI_FMT(name)));
}


/* The roots whose members are known by both names, as in site.posts; `*used`:
 * the member is taken into account. */
static unsigned
faimi_dataflow_root(faimi_following_t *f, faimi_slice_t root,
    faimi_slice_t member, bool *used)
{
    *used = true;

    if (faimi_dataflow_is(root, "site")) {
        return f->out->site(f->out->data, member);
    }

    if (faimi_dataflow_is(root, "paginator")) {
        return (member.len == 0) ? FAIMI_VALUE_ANY & ~FAIMI_VALUE_SELF
               : faimi_dataflow_is(member, "posts") ? FAIMI_VALUE_LIST : 0;
    }

    if (faimi_dataflow_is(root, "include")) {
        return faimi_dataflow_param(f, member);
    }

    *used = false;

    return (root.len == 0) ? FAIMI_VALUE_ANY
           : faimi_dataflow_is(root, "page") ? FAIMI_VALUE_SELF : 0;
}


static unsigned
faimi_dataflow_steps(faimi_following_t *f, const faimi_lq_expr_t *e,
    size_t from, unsigned kind)
{
    size_t  i;

    for (i = from; i < e->u.lookup.n && kind != 0; i++) {
        kind = faimi_dataflow_key(f, kind, e->u.lookup.steps[i].key);
    }

    return kind;
}


static unsigned
faimi_dataflow_expr(faimi_following_t *f, const faimi_lq_expr_t *e)
{
    bool           used;
    unsigned       kind;
    faimi_slice_t  root, member;

    if (e->kind != FAIMI_LQ_LOOKUP) {
        return 0;
    }

    root = faimi_dataflow_name(e->u.lookup.root);
    member = (e->u.lookup.n == 0) ? FAIMI_EMPTY
             : faimi_dataflow_name(e->u.lookup.steps[0].key);
    kind = faimi_dataflow_root(f, root, member, &used);
    kind = faimi_dataflow_steps(f, e, used ? 1 : 0, kind);

    /* a variable may have any name, that of the page too */
    return kind | faimi_dataflow_steps(f, e, 0, faimi_dataflow_var(f, root));
}


/* The member that a text names.  "a.b" may be one name or two, as Jekyll's
 * filters take it: the result is the union of both readings. */
static unsigned
faimi_dataflow_path(faimi_following_t *f, unsigned kind, faimi_slice_t path)
{
    size_t    at, end;
    unsigned  whole;

    whole = faimi_dataflow_step(f, kind, path);

    for (at = 0; at <= path.len; at = end + 1) {
        end = faimi_slice_find_char(path, '.', at);
        kind = faimi_dataflow_step(f, kind, faimi_slice_sub(path, at, end));
    }

    return whole | kind;
}


/* Filters whose first argument names a field of each element.  If the name is
 * computed, any field may be meant. */
static unsigned
faimi_dataflow_named(faimi_following_t *f, unsigned kind,
    const faimi_lq_call_t *call)
{
    faimi_slice_t  name;

    if (call->n == 0 || kind == 0) {
        return 0;
    }

    name = faimi_dataflow_name(&call->args[0].value);
    kind = faimi_dataflow_each(f, kind & FAIMI_DATAFLOW_LISTS)
            | (kind & ~FAIMI_DATAFLOW_LISTS);

    return (name.len == 0) ? faimi_dataflow_computed(f, kind)
                           : faimi_dataflow_path(f, kind, name);
}


/* Filters whose first argument names a variable that stands for each element
 * in the second.  The expression itself was noted by the parser as a use like
 * any other, so it is enough to give the variable its kind. */
static void
faimi_dataflow_bind(faimi_following_t *f, unsigned kind,
    const faimi_lq_call_t *call)
{
    faimi_slice_t  name, text;

    name = (call->n < 1) ? FAIMI_EMPTY
                         : faimi_dataflow_name(&call->args[0].value);
    text = (call->n < 2) ? FAIMI_EMPTY
                         : faimi_dataflow_name(&call->args[1].value);

    if (kind != 0 && (name.len == 0 || text.len == 0)) {
        faimi_dataflow_text(f, FAIMI_VALUE_ANY);
    }

    faimi_dataflow_set(f, name,
                       faimi_dataflow_each(f, kind & FAIMI_DATAFLOW_LISTS)
                       | (kind & ~FAIMI_DATAFLOW_LISTS));
}


/* What is in a list of such values. */
static unsigned
faimi_dataflow_list(unsigned kind)
{
    unsigned  one;

    one = FAIMI_VALUE_PAGE | FAIMI_VALUE_SELF;

    return (kind == 0) ? 0
           : ((kind & ~one) == 0) ? FAIMI_VALUE_LIST : FAIMI_VALUE_ANY;
}


/* What some elements of a value are: lists stay what they are. */
static unsigned
faimi_dataflow_some(unsigned kind)
{
    return (kind & FAIMI_DATAFLOW_LISTS)
           | faimi_dataflow_list(kind & ~FAIMI_DATAFLOW_LISTS);
}


static unsigned
faimi_dataflow_arguments(faimi_following_t *f, const faimi_lq_call_t *call)
{
    size_t    i;
    unsigned  kind;

    for (i = 0, kind = 0; i < call->n; i++) {
        kind |= faimi_dataflow_expr(f, &call->args[i].value);
    }

    return kind;
}


/* What a filter makes of a kind, by the column `flow` of its row.  Most
 * filters of lists return an input that is not a list as it is (Jekyll's
 * where, sort, group_by, pop, ...), so the input's own kind is always among
 * the results. */
static unsigned
faimi_dataflow_result(faimi_following_t *f, faimi_filter_flow_t filter,
    unsigned kind, unsigned member, const faimi_lq_call_t *call)
{
    unsigned  args;

    switch (filter) {

    case FAIMI_FLOW_COUNT:
        faimi_dataflow_any(f, kind);
        return 0;

    case FAIMI_FLOW_KEEP:
    case FAIMI_FLOW_KEEP_TEXT:
        return kind | faimi_dataflow_some(kind);

    case FAIMI_FLOW_ONE:
        return kind | faimi_dataflow_at(kind, 1);

    case FAIMI_FLOW_SAMPLE:
        faimi_dataflow_text(f, kind);
        return kind | faimi_dataflow_at(kind, 1) | faimi_dataflow_some(kind);

    case FAIMI_FLOW_FIRST:
    case FAIMI_FLOW_LAST:
        return faimi_dataflow_step(f, kind, (filter == FAIMI_FLOW_FIRST)
                                             ? FAIMI_SLICE("first")
                                             : FAIMI_SLICE("last"));

    case FAIMI_FLOW_GROUP:
        return (kind == 0) ? 0
               : ((kind & ~FAIMI_VALUE_LIST) == 0)
               ? kind | FAIMI_VALUE_GROUPS : FAIMI_VALUE_ANY;

    case FAIMI_FLOW_MAP:
        return faimi_dataflow_list(member);

    case FAIMI_FLOW_JOIN:
    case FAIMI_FLOW_ELSE:
        args = faimi_dataflow_arguments(f, call);
        return kind | args | ((filter == FAIMI_FLOW_JOIN)
                              ? faimi_dataflow_list(args) : 0);

    default:
        faimi_dataflow_text(f, kind | faimi_dataflow_arguments(f, call));
        return kind;
    }
}


static unsigned
faimi_dataflow_call(faimi_following_t *f, unsigned kind,
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
        member = faimi_dataflow_named(f, kind, call);

    } else if (args == FAIMI_ARGS_EXPRESSION) {
        faimi_dataflow_bind(f, kind, call);
    }

    /* members and elements are compared, and some by their text */
    if ((filter != FAIMI_FLOW_MAP && member != 0)
        || (filter == FAIMI_FLOW_KEEP_TEXT && call->n == 0))
    {
        faimi_dataflow_text(f, member | kind);
    }

    return faimi_dataflow_result(f, filter, kind, member, call);
}


static unsigned
faimi_dataflow_chain(faimi_following_t *f, const faimi_lq_chain_t *chain)
{
    size_t    i;
    unsigned  kind;

    kind = faimi_dataflow_expr(f, &chain->input);

    for (i = 0; i < chain->n; i++) {
        kind = faimi_dataflow_call(f, kind, &chain->calls[i]);
    }

    return kind;
}


/* Evaluates one use of a value, and joins the result to what the use sets. */
static void
faimi_dataflow_one(faimi_following_t *f, const faimi_lq_use_t *flow)
{
    unsigned  kind;

    kind = (flow->chain != NULL) ? faimi_dataflow_chain(f, flow->chain)
                                  : faimi_dataflow_expr(f, &flow->expr);

    switch (flow->kind) {

    case FAIMI_LQ_USE_LOOK:
        break;

    case FAIMI_LQ_USE_PRINT:
        faimi_dataflow_text(f, kind);
        break;

    case FAIMI_LQ_USE_ASSIGN:
        faimi_dataflow_set(f, flow->name, kind);
        break;

    case FAIMI_LQ_USE_PARAM:
        f->grown |= (kind & ~f->params) != 0;
        f->params |= kind;
        faimi_dataflow_set(f, faimi_arena_printf(f->out->arena, "include.%.*s",
                                                 FAIMI_FMT(flow->name)), kind);
        break;

    case FAIMI_LQ_USE_EACH:
        faimi_dataflow_set(f, flow->name, faimi_dataflow_each(f, kind));
        break;
    }
}


static void
faimi_dataflow_round(faimi_following_t *f,
    const faimi_template_t *const *templates, size_t n)
{
    size_t  i, k;

    f->grown = false;

    for (i = 0; i < n; i++) {
        for (k = 0; k < templates[i]->n_uses; k++) {
            faimi_dataflow_one(f, &templates[i]->uses[k]);
        }
    }
}


/* Rounds to a fixed point.  A template that does not reach it within the limit
 * counts as using everything, which is always safe. */
void
faimi_liquid_dataflow(faimi_dataflow_t *flow,
    const faimi_template_t *const *templates, size_t n)
{
    size_t           rounds;
    faimi_following_t  f;

    flow->names = faimi_map_create(flow->arena);
    f = (faimi_following_t) { .out = flow, .grown = true };
    f.vars = faimi_map_create(flow->arena);

    for (rounds = 0; f.grown && rounds < FAIMI_DATAFLOW_ROUNDS; rounds++) {
        faimi_dataflow_round(&f, templates, n);
    }

    if (f.grown) {
        faimi_dataflow_text(&f, FAIMI_VALUE_ANY);
    }
}
