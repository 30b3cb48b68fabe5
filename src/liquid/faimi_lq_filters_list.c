/*
 * Filters on lists (liquid/standardfilters.rb).  An input that is not a list
 * is taken as a list of one (InputIterator).
 *
 * None of them changes its input.  Each takes steps for the elements that it
 * goes over: a whole step where it looks into them, an eighth where it only
 * moves them.
 */

#include "faimi_lq_filter.h"
#include "faimi_lq_member.h"


static faimi_value_t
faimi_lq_size_of(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_value_t  size;

    (void) n;
    size = faimi_lq_command(lq->arena, args[0], FAIMI_SLICE("size"));

    return (size.type == FAIMI_NIL) ? FAIMI_V_INT(0) : size;
}


static faimi_value_t
faimi_lq_first(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_command(lq->arena, args[0], FAIMI_SLICE("first"));
}


static faimi_value_t
faimi_lq_last(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_command(lq->arena, args[0], FAIMI_SLICE("last"));
}


static faimi_value_t
faimi_lq_join(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t          i, from;
    faimi_slice_t   glue;
    faimi_array_t  *list;

    list = faimi_lq_list(lq, args[0]);
    glue = (n > 1) ? faimi_liquid_text(lq, args[1]) : FAIMI_SLICE(" ");
    from = lq->scratch->len;

    for (i = 0; i < list->n; i++) {
        faimi_buf_add(lq->scratch, (i == 0) ? FAIMI_EMPTY : glue);
        faimi_lq_print(lq, list->items[i], lq->scratch);
    }

    return faimi_liquid_taken(lq, from);
}


/* A copy with exactly as much room: the caller replaces elements, or grows
 * it. */
static faimi_array_t *
faimi_lq_list_copy(faimi_liquid_t *lq, const faimi_array_t *list)
{
    faimi_array_t  *copy;

    copy = faimi_array_create(lq->arena);
    faimi_lq_step(lq, list->n / 8);

    if (list->n > 0) {
        copy->items = faimi_alloc(lq->arena, list->n * sizeof(faimi_value_t));
        memcpy(copy->items, list->items, list->n * sizeof(faimi_value_t));
        copy->n = list->n;
        copy->cap = list->n;
    }

    return copy;
}


static faimi_value_t
faimi_lq_concat(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t          i;
    faimi_array_t  *list, *more;

    (void) n;

    if (args[1].type != FAIMI_ARRAY) {
        return faimi_liquid_fail(lq, "concat filter requires an array "
                                 "argument");
    }

    list = faimi_lq_list_copy(lq, faimi_lq_list(lq, args[0]));
    more = args[1].u.array;
    faimi_lq_step(lq, more->n / 8);

    for (i = 0; i < more->n; i++) {
        faimi_array_push(lq->arena, list, more->items[i]);
    }

    return FAIMI_V_ARRAY(list);
}


static faimi_value_t
faimi_lq_reverse(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t          i;
    faimi_array_t  *list, *back;

    (void) n;
    list = faimi_lq_list(lq, args[0]);
    back = faimi_lq_list_copy(lq, list);

    for (i = 0; i < list->n; i++) {
        back->items[i] = list->items[list->n - 1 - i];
    }

    return FAIMI_V_ARRAY(back);
}


/* map.  `to_liquid` is what each element is already (a method of every object
 * in Ruby, so not nil). */
static faimi_value_t
faimi_lq_map(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t          i;
    faimi_value_t   v;
    faimi_array_t  *list, *to;

    (void) n;
    list = faimi_lq_list(lq, args[0]);
    to = faimi_array_create(lq->arena);
    faimi_lq_step(lq, list->n);

    for (i = 0; i < list->n; i++) {
        v = FAIMI_V_NIL;

        if (args[1].type == FAIMI_STRING
            && faimi_slice_eq(args[1].u.string, FAIMI_SLICE("to_liquid")))
        {
            v = list->items[i];

        } else if (faimi_lq_has_members(list->items[i])
                   && !faimi_lq_property(lq, list->items[i], args[1], &v))
        {
            return FAIMI_V_NIL;
        }

        faimi_array_push(lq->arena, to, v);
    }

    return FAIMI_V_ARRAY(to);
}


/* The elements whose property `test` accepts.  One without members makes the
 * whole result nil; a property that cannot be asked for is an error, where
 * Ruby raises a TypeError. */
static faimi_value_t
faimi_lq_select(faimi_liquid_t *lq, const faimi_value_t *args,
    bool (*test)(faimi_liquid_t *lq, faimi_value_t v,
        const faimi_value_t *target),
    const faimi_value_t *target)
{
    size_t          i;
    faimi_value_t   v;
    faimi_array_t  *list, *to;

    list = faimi_lq_list(lq, args[0]);
    to = faimi_array_create(lq->arena);
    faimi_lq_step(lq, list->n);

    for (i = 0; i < list->n; i++) {
        if (!faimi_lq_has_members(list->items[i])
            || !faimi_lq_property(lq, list->items[i], args[1], &v))
        {
            return FAIMI_V_NIL;
        }

        if (test(lq, v, target)) {
            faimi_array_push(lq->arena, to, list->items[i]);
        }
    }

    return FAIMI_V_ARRAY(to);
}


static bool
faimi_lq_is_target(faimi_liquid_t *lq, faimi_value_t v,
    const faimi_value_t *target)
{
    return (target == NULL) ? faimi_value_truthy(v)
           : faimi_liquid_equal(lq, v, *target);
}


static faimi_value_t
faimi_lq_where(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    return faimi_lq_select(lq, args, faimi_lq_is_target,
                           (n > 2 && args[2].type != FAIMI_NIL) ? &args[2]
                                                                : NULL);
}


static bool
faimi_lq_is_there(faimi_liquid_t *lq, faimi_value_t v,
    const faimi_value_t *target)
{
    (void) lq;
    (void) target;

    return v.type != FAIMI_NIL;
}


static faimi_value_t
faimi_lq_compact(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t          i;
    faimi_array_t  *list, *to;

    if (n > 1 && args[1].type != FAIMI_NIL) {
        return faimi_lq_select(lq, args, faimi_lq_is_there, NULL);
    }

    list = faimi_lq_list(lq, args[0]);
    to = faimi_array_create(lq->arena);
    faimi_lq_step(lq, list->n / 8);

    for (i = 0; i < list->n; i++) {
        if (list->items[i].type != FAIMI_NIL) {
            faimi_array_push(lq->arena, to, list->items[i]);
        }
    }

    return FAIMI_V_ARRAY(to);
}


/* A key that is equal for what Ruby's eql? and hash call equal: a text that
 * begins with its type.  An object is only equal to itself.  With it uniq is
 * linear. */
static faimi_value_t
faimi_lq_identity(faimi_liquid_t *lq, faimi_value_t v)
{
    size_t  from;

    if (v.type == FAIMI_STRING || v.type == FAIMI_INT) {
        faimi_liquid_weigh(lq, v);
        return v;
    }

    from = lq->scratch->len;
    faimi_buf_printf(lq->scratch, "%d ", v.type);

    if (v.type == FAIMI_OBJECT) {
        faimi_buf_printf(lq->scratch, "%p", v.u.object.data);

    } else {
        faimi_liquid_weigh(lq, v);
        faimi_inspect(lq->scratch, v, lq->arena);
    }

    return faimi_liquid_taken(lq, from);
}


static faimi_value_t
faimi_lq_uniq(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t          i;
    faimi_map_t    *seen[2];
    faimi_value_t   v, key;
    faimi_array_t  *list, *to;

    list = faimi_lq_list(lq, args[0]);

    /* Ruby does not look at one element alone */
    if (list->n < 2) {
        return FAIMI_V_ARRAY(list);
    }

    to = faimi_array_create(lq->arena);
    seen[0] = faimi_map_create(lq->arena);
    seen[1] = faimi_map_create(lq->arena);
    faimi_lq_step(lq, list->n);

    for (i = 0; i < list->n; i++) {
        v = list->items[i];

        if (n > 1 && args[1].type != FAIMI_NIL
            && (!faimi_lq_has_members(v)
                || !faimi_lq_property(lq, v, args[1], &v)))
        {
            return FAIMI_V_NIL;
        }

        key = faimi_lq_identity(lq, v);

        /* texts that were made up apart from those that are values */
        if (faimi_map_find(seen[v.type == key.type], key) == NULL) {
            faimi_map_put(lq->arena, seen[v.type == key.type], key, v);
            faimi_array_push(lq->arena, to, list->items[i]);
        }
    }

    return FAIMI_V_ARRAY(to);
}


/* slice, of a list or a text: outside of it the result is empty. */
static faimi_value_t
faimi_lq_slice(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    int64_t        from, length, size;
    faimi_value_t  v;

    from = faimi_lq_integer(lq, args[1]);
    length = (n > 2 && faimi_value_truthy(args[2]))
             ? faimi_lq_integer(lq, args[2]) : 1;

    if (lq->failed) {
        return FAIMI_V_NIL;
    }

    v = (args[0].type == FAIMI_ARRAY) ? args[0]
        : FAIMI_V_STRING(faimi_liquid_text(lq, args[0]));
    size = faimi_lq_command(lq->arena, v, FAIMI_SLICE("size")).u.integer;

    if (!faimi_lq_slice_of(size, &from, &length)) {
        from = 0;
        length = 0;
    }

    return faimi_lq_slice_value(lq, v, from, length);
}


const faimi_filter_t  faimi_lq_filters_list[] = {
    { "compact", faimi_lq_compact, 0, 1,
      FAIMI_FLOW_KEEP, FAIMI_ARGS_FIELD },
    { "concat", faimi_lq_concat, 1, 1,
      FAIMI_FLOW_JOIN, FAIMI_ARGS_VALUES },
    { "first", faimi_lq_first, 0, 0,
      FAIMI_FLOW_FIRST, FAIMI_ARGS_VALUES },
    { "join", faimi_lq_join, 0, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "last", faimi_lq_last, 0, 0,
      FAIMI_FLOW_LAST, FAIMI_ARGS_VALUES },
    { "map", faimi_lq_map, 1, 1,
      FAIMI_FLOW_MAP, FAIMI_ARGS_FIELD },
    { "reverse", faimi_lq_reverse, 0, 0,
      FAIMI_FLOW_KEEP, FAIMI_ARGS_VALUES },
    { "size", faimi_lq_size_of, 0, 0,
      FAIMI_FLOW_COUNT, FAIMI_ARGS_VALUES },
    { "slice", faimi_lq_slice, 1, 2,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "sort", faimi_lq_sort, 0, 1,
      FAIMI_FLOW_KEEP, FAIMI_ARGS_FIELD },
    { "sort_natural", faimi_lq_sort_natural, 0, 1,
      FAIMI_FLOW_KEEP_TEXT, FAIMI_ARGS_FIELD },
    { "uniq", faimi_lq_uniq, 0, 1,
      FAIMI_FLOW_KEEP, FAIMI_ARGS_FIELD },
    { "where", faimi_lq_where, 1, 2,
      FAIMI_FLOW_KEEP, FAIMI_ARGS_FIELD },
    FAIMI_FILTER_END
};
