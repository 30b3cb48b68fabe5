/*
 * The objects `forloop` and `tablerowloop`, what loops go over, and break,
 * continue and cycle.
 */

#include "faimi_lq_flow.h"
#include "faimi_lq_tags.h"
#include "faimi_lq_loop.h"


static faimi_value_t
faimi_lq_forloop_common(const faimi_lq_forloop_t *loop, faimi_slice_t key)
{
    size_t  i;

    const struct { const char *name; faimi_value_t v; }  members[] = {
        { "index", FAIMI_V_INT(loop->index + 1) },
        { "index0", FAIMI_V_INT(loop->index) },
        { "rindex", FAIMI_V_INT(loop->length - loop->index) },
        { "rindex0", FAIMI_V_INT(loop->length - loop->index - 1) },
        { "first", FAIMI_V_BOOL(loop->index == 0) },
        { "last", FAIMI_V_BOOL(loop->index == loop->length - 1) },
        { "length", FAIMI_V_INT(loop->length) }
    };

    for (i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        if (faimi_slice_eq(key, faimi_slice_str(members[i].name))) {
            return members[i].v;
        }
    }

    return FAIMI_V_NIL;
}


static faimi_value_t
faimi_lq_forloop_get(faimi_object_t object, faimi_slice_t key,
    faimi_arena_t *arena)
{
    faimi_lq_forloop_t  *loop;

    (void) arena;
    loop = object.data;

    if (faimi_slice_eq(key, FAIMI_SLICE("parentloop"))) {
        return (loop->parent == NULL) ? FAIMI_V_NIL
               : faimi_lq_forloop_value(loop->parent);
    }

    return faimi_slice_eq(key, FAIMI_SLICE("name"))
           ? FAIMI_V_STRING(loop->name) : faimi_lq_forloop_common(loop, key);
}


static faimi_value_t
faimi_lq_tablerow_get(faimi_object_t object, faimi_slice_t key,
    faimi_arena_t *arena)
{
    size_t               i;
    faimi_lq_forloop_t  *loop = object.data;

    const struct { const char *name; faimi_value_t v; }  members[] = {
        { "col", FAIMI_V_INT(loop->col) },
        { "col0", FAIMI_V_INT(loop->col - 1) },
        { "col_first", FAIMI_V_BOOL(loop->col == 1) },
        { "col_last", FAIMI_V_BOOL(loop->col == loop->cols) },
        { "row", FAIMI_V_INT(loop->row) }
    };

    (void) arena;

    for (i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        if (faimi_slice_eq(key, faimi_slice_str(members[i].name))) {
            return members[i].v;
        }
    }

    return faimi_lq_forloop_common(loop, key);
}


static const faimi_class_t  faimi_lq_forloop_class = {
    "Liquid::ForloopDrop", faimi_lq_forloop_get, NULL, NULL, NULL
};

static const faimi_class_t  faimi_lq_tablerow_class = {
    "Liquid::TablerowloopDrop", faimi_lq_tablerow_get, NULL, NULL, NULL
};


faimi_lq_forloop_t *
faimi_lq_forloop(faimi_liquid_t *lq, faimi_slice_t name, size_t length,
    faimi_lq_forloop_t *parent)
{
    faimi_lq_forloop_t  *loop;

    loop = faimi_alloc(lq->arena, sizeof(faimi_lq_forloop_t));
    loop->name = name;
    loop->length = (int64_t) length;
    loop->parent = parent;
    loop->col = 1;
    loop->row = 1;

    return loop;
}


faimi_value_t
faimi_lq_forloop_value(faimi_lq_forloop_t *loop)
{
    return FAIMI_V_OBJECT(&faimi_lq_forloop_class, loop);
}


faimi_value_t
faimi_lq_tablerow_value(faimi_lq_forloop_t *loop)
{
    return FAIMI_V_OBJECT(&faimi_lq_tablerow_class, loop);
}


void
faimi_lq_forloop_next(faimi_lq_forloop_t *loop)
{
    loop->index++;
    loop->row += (loop->col == loop->cols);
    loop->col = (loop->col == loop->cols) ? 1 : loop->col + 1;
}


void
faimi_lq_seq_one(faimi_liquid_t *lq, faimi_value_t v, faimi_lq_seq_t *seq)
{
    faimi_value_t  *item;

    item = faimi_alloc(lq->arena, sizeof(faimi_value_t));
    *item = v;
    *seq = (faimi_lq_seq_t) { .items = item, .n = 1 };
}


static faimi_value_t
faimi_lq_seq_pairs(faimi_liquid_t *lq, const faimi_map_t *map)
{
    size_t          i;
    faimi_array_t  *pairs;

    faimi_lq_step(lq, map->n);
    pairs = faimi_array_create(lq->arena);

    for (i = 0; i < map->n; i++) {
        faimi_array_push(lq->arena, pairs,
                         faimi_lq_pair(lq->arena, &map->pairs[i]));
    }

    return FAIMI_V_ARRAY(pairs);
}


/* A map is its pairs, an object the names of its members. */
bool
faimi_lq_seq(faimi_liquid_t *lq, faimi_value_t v, faimi_lq_seq_t *seq)
{
    *seq = (faimi_lq_seq_t) { .n = 0 };

    if (v.type == FAIMI_RANGE) {
        seq->first = v.u.range.first;
        seq->n = (size_t) faimi_lq_range_size(v.u.range);
        return true;
    }

    if (v.type == FAIMI_MAP) {
        v = faimi_lq_seq_pairs(lq, v.u.map);

    } else if (v.type == FAIMI_OBJECT && v.u.object.class->keys != NULL) {
        v = v.u.object.class->keys(v.u.object, lq->arena);
    }

    if (v.type != FAIMI_ARRAY) {
        return false;
    }

    seq->items = v.u.array->items;
    seq->n = v.u.array->n;

    return true;
}


faimi_value_t
faimi_lq_seq_at(const faimi_lq_seq_t *seq, size_t i)
{
    return (seq->items != NULL) ? seq->items[i]
           : FAIMI_V_INT((int64_t) ((uint64_t) seq->first + i));
}


int64_t
faimi_lq_range_size(faimi_range_t r)
{
    uint64_t  n;

    if (r.last < r.first) {
        return 0;
    }

    n = (uint64_t) r.last - (uint64_t) r.first;

    return (n >= INT64_MAX) ? INT64_MAX : (int64_t) n + 1;
}


static void
faimi_lq_render_break(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    (void) data;
    (void) out;

    faimi_array_push(lq->arena, lq->env.interrupts, FAIMI_V_BOOL(true));
}


static void
faimi_lq_render_continue(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    (void) data;
    (void) out;

    faimi_array_push(lq->arena, lq->env.interrupts, FAIMI_V_BOOL(false));
}


/* break; continue */
void
faimi_lq_parse_interrupt(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    (void) p;

    node->render = (tag->name.data[0] == 'b') ? faimi_lq_render_break
                                              : faimi_lq_render_continue;
}


typedef struct {
    faimi_lq_expr_t   name;
    faimi_lq_expr_t  *values;
    size_t            n;
    size_t            cap;
} faimi_lq_cycle_t;


static void
faimi_lq_render_cycle(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    int64_t               i;
    faimi_value_t         key;
    faimi_lq_cycle_t     *cycle;
    const faimi_value_t  *last;

    cycle = data;
    key = faimi_lq_eval(lq, &cycle->name);
    faimi_liquid_weigh(lq, key);
    last = faimi_map_find(lq->env.cycles, key);
    i = (last == NULL) ? 0 : last->u.integer;

    if ((size_t) i < cycle->n) {
        faimi_lq_print(lq, faimi_lq_eval(lq, &cycle->values[i]), out);
    }

    i = ((size_t) i + 1 >= cycle->n) ? 0 : i + 1;
    faimi_map_put(lq->arena, lq->env.cycles, key, FAIMI_V_INT(i));
}


/* values: {any fragment any ','}; a comma parts them even in a string, and a
 * literal nil is none */
static void
faimi_lq_cycle_values(faimi_lq_parser_t *p, faimi_lq_cycle_t *cycle,
    faimi_slice_t s)
{
    size_t           at, from, end;
    faimi_slice_t    part, value;
    faimi_lq_expr_t  e;

    for (from = 0; from < s.len; from = end + 1) {
        end = faimi_slice_find_char(s, ',', from);
        part = faimi_slice_sub(s, from, end);
        at = 0;

        if (!faimi_lq_find_fragment(part, &at, &value)) {
            continue;
        }

        e = faimi_lq_parse_expr(p, value);
        faimi_lq_flow(p, FAIMI_LQ_FLOW_PRINT, FAIMI_EMPTY, &e);

        if (e.kind == FAIMI_LQ_LITERAL && e.u.literal.type == FAIMI_NIL) {
            continue;
        }

        if (cycle->n == cycle->cap) {
            cycle->values = faimi_arena_grow(p->arena, cycle->values, cycle->n,
                                             &cycle->cap,
                                             sizeof(faimi_lq_expr_t));
        }

        cycle->values[cycle->n++] = e;
    }
}


/* Where the ':' of `name: values` is: the last one in the first fragment that
 * leaves a name before it, or the one behind it. */
static size_t
faimi_lq_cycle_colon(faimi_slice_t s)
{
    size_t  end, i;

    end = faimi_lq_fragment(s, 0);
    i = faimi_lq_skip_space(s, end);

    if (end > 0 && i < s.len && s.data[i] == ':') {
        return i;
    }

    if (end > 0 && (s.data[0] == '"' || s.data[0] == '\'')) {
        return s.len;
    }

    for (i = end; i > 1; i--) {
        if (s.data[i - 1] == ':') {
            return i - 1;
        }
    }

    return s.len;
}


/* A cycle without a name is one with all others of the same literals; one
 * with a variable in it is alone. */
static faimi_value_t
faimi_lq_cycle_name(faimi_lq_parser_t *p, const faimi_lq_cycle_t *cycle,
    faimi_slice_t markup)
{
    size_t                  i;
    uint64_t                h;
    const faimi_lq_expr_t  *e;

    h = 0;

    for (i = 0; i < cycle->n; i++) {
        e = &cycle->values[i];

        if (e->kind != FAIMI_LQ_LITERAL) {
            return FAIMI_V_STRING(faimi_arena_printf(p->arena, "%p",
                                                  (const void *) markup.data));
        }

        h = (h + e->u.literal.type) * 31
            + faimi_slice_hash(faimi_value_slice(p->arena, e->u.literal));
    }

    return FAIMI_V_STRING(faimi_arena_printf(p->arena, "%016llx",
                                             (unsigned long long) h));
}


/* cycle: [fragment ':'] values */
void
faimi_lq_parse_cycle(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    size_t             colon;
    faimi_lq_cycle_t  *cycle;

    cycle = faimi_alloc(p->arena, sizeof(faimi_lq_cycle_t));

    if (faimi_lq_fragment(tag->markup, 0) == 0) {
        faimi_lq_parse_fail(p, tag->token, "\"cycle\" needs values: "
                            "{%% cycle 'odd', 'even' %%}");
    }

    colon = faimi_lq_cycle_colon(tag->markup);

    if (colon < tag->markup.len) {
        cycle->name = faimi_lq_parse_expr(p, faimi_slice_sub(tag->markup, 0,
                                                             colon));
        faimi_lq_flow(p, FAIMI_LQ_FLOW_PRINT, FAIMI_EMPTY, &cycle->name);
        faimi_lq_cycle_values(p, cycle, faimi_slice_sub(tag->markup, colon + 1,
                                                        tag->markup.len));

    } else {
        faimi_lq_cycle_values(p, cycle, tag->markup);
        cycle->name.u.literal = faimi_lq_cycle_name(p, cycle, tag->markup);
    }

    node->render = faimi_lq_render_cycle;
    node->data = cycle;
}
