/*
 * The tag `cycle` (liquid/tags/cycle.rb).
 *
 * The position is kept in the rendering under the cycle's name, so that two
 * tags of one name share it, also across includes.
 */

#include "faimi_lq_uses.h"
#include "faimi_lq_tags.h"


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


/* values: {any fragment any ','}
 *
 * Cycle#variables_from_string splits at commas, in strings as well, and drops
 * what parses to nil. */
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
        faimi_lq_use(p, FAIMI_LQ_USE_PRINT, FAIMI_EMPTY, &e);

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
 * leaves a name before it, or the one after it. */
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


/* A cycle without a name shares its position with all others of the same
 * literals.  One with a variable in it is alone: in Ruby its name is the text
 * of objects, with their addresses. */
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
        faimi_lq_use(p, FAIMI_LQ_USE_PRINT, FAIMI_EMPTY, &cycle->name);
        faimi_lq_cycle_values(p, cycle, faimi_slice_sub(tag->markup, colon + 1,
                                                        tag->markup.len));

    } else {
        faimi_lq_cycle_values(p, cycle, tag->markup);
        cycle->name.u.literal = faimi_lq_cycle_name(p, cycle, tag->markup);
    }

    node->render = faimi_lq_render_cycle;
    node->data = cycle;
}
