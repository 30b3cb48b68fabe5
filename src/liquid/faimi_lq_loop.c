/*
 * for and tablerow (liquid/tags/for.rb, liquid/tags/table_row.rb).
 *
 * A loop goes over a view of its sequence: a range is never written out, and
 * `limit` and `offset` only move the ends.  Each turn takes a step, so that an
 * empty loop over 2^63 numbers ends as well.
 */

#include "faimi_lq_uses.h"
#include "faimi_lq_tags.h"
#include "faimi_lq_loop.h"


typedef struct {
    faimi_slice_t      name;         /* of the variable */
    faimi_slice_t      id;           /* "variable-collection", as written */
    faimi_lq_expr_t    collection;
    faimi_lq_expr_t   *limit;
    faimi_lq_expr_t   *offset;
    faimi_lq_expr_t   *cols;
    bool               resume;       /* offset: continue */
    bool               reversed;
    faimi_lq_body_t    body;
    faimi_lq_body_t    none;         /* else */
} faimi_lq_for_t;


/* A part of a sequence, forwards or backwards. */
typedef struct {
    faimi_lq_seq_t  seq;
    size_t          from;
    size_t          n;
} faimi_lq_part_t;


/* Items `from` up to, not including, `to`; a text is one item, however many
 * are wanted. */
static faimi_lq_part_t
faimi_lq_for_part(faimi_liquid_t *lq, faimi_value_t v, int64_t from,
    int64_t to)
{
    faimi_lq_part_t  part;

    part = (faimi_lq_part_t) { .n = 0 };

    if (v.type == FAIMI_STRING) {
        part.n = (v.u.string.len > 0);
        faimi_lq_seq_one(lq, v, &part.seq);
        return part;
    }

    if (!faimi_lq_seq(lq, v, &part.seq)) {
        return part;
    }

    part.from = (from < 0) ? 0 : (size_t) from;
    part.n = (to < 0) ? 0 : (size_t) to;
    part.n = (part.n > part.seq.n) ? part.seq.n : part.n;
    part.n = (part.from > part.n) ? 0 : part.n - part.from;

    return part;
}


/* For#collection_segment.  Where the loop stopped is kept under the loop's
 * name for `offset: continue`, also for loops that nobody continues. */
static faimi_lq_part_t
faimi_lq_for_segment(faimi_liquid_t *lq, const faimi_lq_for_t *loop)
{
    int64_t               from, to;
    faimi_value_t         v;
    faimi_lq_part_t       part;
    const faimi_value_t  *last;

    from = 0;
    to = INT64_MAX;

    if (loop->resume) {
        last = faimi_map_get(lq->env.offsets, loop->id);
        from = (last == NULL) ? 0 : last->u.integer;

    } else if (loop->offset != NULL) {
        v = faimi_lq_eval(lq, loop->offset);
        from = (v.type == FAIMI_NIL) ? 0 : faimi_lq_integer(lq, v);
    }

    v = (loop->limit == NULL) ? FAIMI_V_NIL : faimi_lq_eval(lq, loop->limit);

    if (v.type != FAIMI_NIL
        && __builtin_add_overflow(from, faimi_lq_integer(lq, v), &to))
    {
        to = INT64_MAX;
    }

    part = faimi_lq_for_part(lq, faimi_lq_eval(lq, &loop->collection), from,
                             to);

    if (!lq->failed) {
        faimi_map_set(lq->arena, lq->env.offsets, loop->id,
                      FAIMI_V_INT(from + (int64_t) part.n));
    }

    return part;
}


/* After a turn: whether the loop ends.  A `continue` has ended the turn only,
 * and is taken off as well. */
static bool
faimi_lq_for_ends(faimi_liquid_t *lq)
{
    faimi_array_t  *interrupts;

    interrupts = lq->env.interrupts;

    return interrupts->n > 0 && interrupts->items[--interrupts->n].u.boolean;
}


/* The scope is on the C stack: two names, without a map that each loop would
 * have to allocate. */
static void
faimi_lq_render_for(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    size_t               i;
    faimi_lq_for_t      *loop;
    faimi_lq_part_t      part;
    faimi_lq_scope_t     scope;
    faimi_lq_forloop_t  *state;

    loop = data;
    part = faimi_lq_for_segment(lq, loop);

    if (lq->failed) {
        return;
    }

    if (part.n == 0) {
        faimi_lq_render_body(lq, &loop->none, out);
        return;
    }

    state = faimi_lq_forloop(lq, loop->id, part.n, lq->env.loop);
    scope = (faimi_lq_scope_t) { .up = lq->env.scope,
                                 .names = { loop->name,
                                            FAIMI_SLICE("forloop") } };
    scope.values[1] = faimi_lq_forloop_value(state);
    lq->env.loop = state;
    lq->env.scope = &scope;

    for (i = 0; i < part.n; i++) {
        faimi_lq_step(lq, 1);
        scope.values[0] = faimi_lq_seq_at(&part.seq, part.from
                                          + (loop->reversed ? part.n - 1 - i
                                                            : i));
        faimi_lq_render_body(lq, &loop->body, out);
        state->index++;

        if (faimi_lq_for_ends(lq)) {
            break;
        }
    }

    lq->env.scope = scope.up;
    lq->env.loop = state->parent;
}


static void
faimi_lq_for_attribute(faimi_lq_parser_t *p, faimi_lq_for_t *loop,
    faimi_slice_t key, faimi_slice_t value)
{
    if (faimi_slice_eq(key, FAIMI_SLICE("limit"))) {
        loop->limit = faimi_lq_new_expr(p, value);

    } else if (faimi_slice_eq(key, FAIMI_SLICE("offset"))) {
        loop->resume = faimi_slice_eq(value, FAIMI_SLICE("continue"));
        loop->offset = loop->resume ? NULL : faimi_lq_new_expr(p, value);
    }
}


static void
faimi_lq_for_over(faimi_lq_parser_t *p, faimi_lq_for_t *loop,
    faimi_slice_t collection)
{
    loop->id = faimi_arena_printf(p->arena, "%.*s-%.*s", FAIMI_FMT(loop->name),
                                  FAIMI_FMT(collection));
    loop->collection = faimi_lq_parse_expr(p, collection);
    faimi_lq_use(p, FAIMI_LQ_USE_EACH, loop->name, &loop->collection);
}


/* for: name 'in' expression ['reversed'] {('limit' | 'offset') ':'
 *     expression} */
static bool
faimi_lq_for_strict(faimi_lq_parser_t *p, faimi_lq_for_t *loop,
    faimi_slice_t markup)
{
    faimi_slice_t      key, s;
    faimi_lq_strict_t  st;

    faimi_lq_strict_begin(&st, markup);

    if (!faimi_lq_strict_take(&st, FAIMI_LQ_S_NAME, &loop->name)
        || !faimi_lq_strict_word(&st, FAIMI_SLICE("in"))
        || !faimi_lq_strict_expr(&st, p->arena, &s))
    {
        return false;
    }

    faimi_lq_for_over(p, loop, s);
    loop->reversed = faimi_lq_strict_word(&st, FAIMI_SLICE("reversed"));

    while (faimi_lq_strict_is_key(&st)) {
        (void) faimi_lq_strict_take(&st, FAIMI_LQ_S_NAME, &key);
        (void) faimi_lq_strict_take(&st, ':', NULL);

        if ((!faimi_slice_eq(key, FAIMI_SLICE("limit"))
             && !faimi_slice_eq(key, FAIMI_SLICE("offset")))
            || !faimi_lq_strict_expr(&st, p->arena, &s))
        {
            return false;
        }

        faimi_lq_for_attribute(p, loop, key, s);
    }

    return st.kind == FAIMI_LQ_S_END;
}


/* for: segment 'in' fragments ['reversed'] any, with attributes anywhere */
static bool
faimi_lq_for_lax(faimi_lq_parser_t *p, faimi_lq_for_t *loop,
    faimi_slice_t markup)
{
    size_t         end, at, from;
    faimi_slice_t  key, s;

    end = faimi_lq_skip_segment(markup, 0);
    at = faimi_lq_skip_space(markup, end);
    loop->name = faimi_slice_sub(markup, 0, end);
    s = faimi_slice_sub(markup, at, at + 2);
    from = faimi_lq_skip_space(markup, at + s.len);

    if (end == 0 || at == end || from == at + s.len
        || !faimi_slice_eq(s, FAIMI_SLICE("in")))
    {
        return false;
    }

    end = faimi_lq_fragments(markup, from);

    if (end == from) {
        return false;
    }

    faimi_lq_for_over(p, loop, faimi_slice_sub(markup, from, end));
    at = faimi_lq_skip_space(markup, end);
    s = faimi_slice_sub(markup, at, markup.len);
    loop->reversed = faimi_slice_starts(s, FAIMI_SLICE("reversed"));

    for (at = 0; faimi_lq_attribute(markup, &at, &key, &s); /* void */ ) {
        faimi_lq_for_attribute(p, loop, key, s);
    }

    return true;
}


static void
faimi_lq_for_markup(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_for_t *loop)
{
    if (p->mode != FAIMI_LIQUID_LAX
        && faimi_lq_for_strict(p, loop, tag->markup))
    {
        return;
    }

    *loop = (faimi_lq_for_t) { .reversed = false };

    if (p->mode == FAIMI_LIQUID_STRICT
        || !faimi_lq_for_lax(p, loop, tag->markup))
    {
        faimi_lq_parse_fail(p, tag->token, "cannot read the loop \"%.*s\": "
                            "write {%% for item in list %%}",
                            FAIMI_FMT(faimi_slice_trim(tag->markup)));
    }
}


/* for: markup body [else body] endfor */
void
faimi_lq_parse_for(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    faimi_lq_tag_t   end;
    faimi_lq_for_t  *loop;

    loop = faimi_alloc(p->arena, sizeof(faimi_lq_for_t));
    faimi_lq_for_markup(p, tag, loop);

    if (faimi_lq_parse_block(p, tag, &loop->body, &end)) {
        if (!faimi_slice_eq(end.name, FAIMI_SLICE("else"))) {
            faimi_lq_parse_stray(p, tag, &end);
        }

        if (faimi_lq_parse_block(p, tag, &loop->none, &end)) {
            faimi_lq_parse_stray(p, tag, &end);
        }
    }

    node->render = faimi_lq_render_for;
    node->data = loop;
    node->blank = !loop->body.shows && !loop->none.shows;

    if (node->blank) {
        faimi_lq_body_squeeze(&loop->body);
        faimi_lq_body_squeeze(&loop->none);
    }
}


/* Ruby's to_i on what a number may be; false: it has none. */
static bool
faimi_lq_row_number(faimi_liquid_t *lq, const faimi_lq_expr_t *e, int64_t *n)
{
    faimi_value_t  v;

    v = (e == NULL) ? FAIMI_V_NIL : faimi_lq_eval(lq, e);
    *n = 0;

    switch (v.type) {

    case FAIMI_NIL:
        return true;

    case FAIMI_INT:
        *n = v.u.integer;
        return true;

    case FAIMI_BIGINT:
    case FAIMI_STRING:
        *n = faimi_lq_number_to_i(v.u.string);
        return true;

    case FAIMI_FLOAT:
        v = faimi_lq_number_whole(v);
        *n = (v.type == FAIMI_INT) ? v.u.integer : 0;
        return true;

    default:
        (void) faimi_liquid_fail(lq, "internal");
        return false;
    }
}


static void
faimi_lq_row_cells(faimi_liquid_t *lq, const faimi_lq_for_t *row,
    const faimi_lq_part_t *part, faimi_lq_forloop_t *state, faimi_buf_t *out)
{
    size_t            i;
    faimi_lq_scope_t  scope;

    scope = (faimi_lq_scope_t) { .up = lq->env.scope,
                                 .names = { row->name,
                                            FAIMI_SLICE("tablerowloop") } };
    scope.values[1] = faimi_lq_tablerow_value(state);
    lq->env.scope = &scope;

    for (i = 0; i < part->n; i++) {
        faimi_lq_step(lq, 1);
        scope.values[0] = faimi_lq_seq_at(&part->seq, part->from + i);
        faimi_buf_printf(out, "<td class=\"col%lld\">",
                         (long long) state->col);
        faimi_lq_render_body(lq, &row->body, out);
        faimi_buf_str(out, "</td>");

        if (state->col == state->cols && i + 1 < part->n) {
            faimi_buf_printf(out, "</tr>\n<tr class=\"row%lld\">",
                             (long long) state->row + 1);
        }

        faimi_lq_forloop_next(state);
    }

    lq->env.scope = scope.up;
}


static void
faimi_lq_render_tablerow(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    int64_t              from, to, cols;
    faimi_value_t        v;
    faimi_lq_for_t      *row;
    faimi_lq_part_t      part;
    faimi_lq_forloop_t  *state;

    row = data;
    v = faimi_lq_eval(lq, &row->collection);

    if (!faimi_value_truthy(v)
        || !faimi_lq_row_number(lq, row->offset, &from)
        || !faimi_lq_row_number(lq, row->limit, &to)
        || !faimi_lq_row_number(lq, row->cols, &cols))
    {
        return;
    }

    if (row->limit == NULL || __builtin_add_overflow(from, to, &to)) {
        to = INT64_MAX;
    }

    part = faimi_lq_for_part(lq, v, from, to);
    state = faimi_lq_forloop(lq, FAIMI_EMPTY, part.n, NULL);
    state->cols = cols;

    faimi_buf_str(out, "<tr class=\"row1\">\n");
    faimi_lq_row_cells(lq, row, &part, state, out);
    faimi_buf_str(out, "</tr>\n");
}


static void
faimi_lq_row_attribute(faimi_lq_parser_t *p, faimi_lq_for_t *row,
    faimi_slice_t key, faimi_slice_t value)
{
    if (faimi_slice_eq(key, FAIMI_SLICE("cols"))) {
        row->cols = faimi_lq_new_expr(p, value);

    } else if (faimi_slice_eq(key, FAIMI_SLICE("limit"))) {
        row->limit = faimi_lq_new_expr(p, value);

    } else if (faimi_slice_eq(key, FAIMI_SLICE("offset"))) {
        row->offset = faimi_lq_new_expr(p, value);
    }
}


/* Where `word 'in' fragments` is in the markup. */
static bool
faimi_lq_row_markup(faimi_slice_t s, faimi_slice_t *name,
    faimi_slice_t *collection)
{
    size_t  i, end, at, from;

    for (i = 0; i < s.len; i = end) {
        end = faimi_lq_skip_word(s, i);
        at = faimi_lq_skip_space(s, end);

        if (end == i || at == end
            || !faimi_slice_eq(faimi_slice_sub(s, at, at + 2),
                               FAIMI_SLICE("in")))
        {
            end += (end == i);
            continue;
        }

        from = faimi_lq_skip_space(s, at + 2);
        at += 2;

        if (from > at && faimi_lq_fragments(s, from) > from) {
            *name = faimi_slice_sub(s, i, end);
            *collection = faimi_slice_sub(s, from,
                                          faimi_lq_fragments(s, from));
            return true;
        }
    }

    return false;
}


/* tablerow: any name 'in' fragments any body endtablerow */
void
faimi_lq_parse_tablerow(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    size_t           at;
    faimi_slice_t    key, s;
    faimi_lq_for_t  *row;

    row = faimi_alloc(p->arena, sizeof(faimi_lq_for_t));

    if (!faimi_lq_row_markup(tag->markup, &row->name, &s)) {
        faimi_lq_parse_fail(p, tag->token, "cannot read the loop \"%.*s\": "
                            "write {%% tablerow item in list cols:3 %%}",
                            FAIMI_FMT(faimi_slice_trim(tag->markup)));
    }

    row->collection = faimi_lq_parse_expr(p, s);
    faimi_lq_use(p, FAIMI_LQ_USE_EACH, row->name, &row->collection);

    for (at = 0; faimi_lq_attribute(tag->markup, &at, &key, &s); /* void */ ) {
        faimi_lq_row_attribute(p, row, key, s);
    }

    faimi_lq_parse_simple(p, tag, &row->body);
    node->render = faimi_lq_render_tablerow;
    node->data = row;
    node->blank = !row->body.shows;
}
