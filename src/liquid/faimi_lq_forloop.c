/*
 * The objects `forloop` and `tablerowloop` (liquid/forloop_drop.rb,
 * liquid/tablerowloop_drop.rb), and the tags break and continue.
 *
 * A loop changes its object in each turn instead of making one: a member is
 * computed when it is asked for, from the turn's number.
 */

#include "faimi_lq_uses.h"
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


/* Leaves word for the loop around: the bodies in between end at their next
 * node (Context#push_interrupt). */
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
