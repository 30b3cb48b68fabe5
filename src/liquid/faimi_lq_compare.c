/*
 * Conditions at render time: what equals, what is smaller, what contains
 * (liquid/condition.rb, #interpret_condition).
 *
 * A value without an order (nil, a list) is neither smaller nor greater than
 * any.  Between two others of different types, such as a number and a text, an
 * order is an error.
 */

#include "faimi_lq_eval.h"


/* x == empty: Condition#equal_variables asks x for empty?, which strings,
 * arrays and maps have.  Nothing is ever equal to `blank`: plain Ruby has no
 * blank?. */
static bool
faimi_lq_is_empty(const faimi_lq_expr_t *literal, faimi_value_t v)
{
    if (literal->kind == FAIMI_LQ_BLANK) {
        return false;
    }

    switch (v.type) {
    case FAIMI_STRING: return v.u.string.len == 0;
    case FAIMI_ARRAY:  return v.u.array->n == 0;
    case FAIMI_MAP:    return v.u.map->n == 0;
    default:           return false;
    }
}


static bool
faimi_lq_is_method(const faimi_lq_expr_t *e)
{
    return e->kind == FAIMI_LQ_EMPTY || e->kind == FAIMI_LQ_BLANK;
}


static bool
faimi_lq_equal(faimi_liquid_t *lq, const faimi_lq_cond_t *cond,
    faimi_value_t left, faimi_value_t right)
{
    if (!cond->plain && faimi_lq_is_method(&cond->left)) {
        return faimi_lq_is_empty(&cond->left, right);
    }

    if (!cond->plain && faimi_lq_is_method(&cond->right)) {
        return faimi_lq_is_empty(&cond->right, left);
    }

    return faimi_liquid_equal(lq, left, right);
}


/* The name of a value's class, for Ruby's message. */
static const char *
faimi_lq_class(faimi_value_t v)
{
    switch (v.type) {
    case FAIMI_INT:
    case FAIMI_BIGINT: return "Integer";
    case FAIMI_FLOAT:  return "Float";
    case FAIMI_STRING: return "String";
    case FAIMI_DATE:   return "Date";
    case FAIMI_TIME:   return "Time";
    default:           return faimi_value_type(v);
    }
}


static bool
faimi_lq_has_order(faimi_value_t v)
{
    return faimi_value_is_number(v) || v.type == FAIMI_STRING
           || v.type == FAIMI_DATE || v.type == FAIMI_TIME;
}


static bool
faimi_lq_is_nan(faimi_value_t v)
{
    return v.type == FAIMI_FLOAT && v.u.number != v.u.number;
}


static bool
faimi_lq_ordered(faimi_liquid_t *lq, faimi_slice_t op, faimi_value_t left,
    faimi_value_t right)
{
    int            order;
    faimi_slice_t  what;

    if (!faimi_lq_has_order(left) || !faimi_lq_has_order(right)) {
        return false;
    }

    if (!faimi_liquid_order(lq, left, right, &order)) {
        if (faimi_lq_is_nan(left) || faimi_lq_is_nan(right)) {
            return false;
        }

        what = faimi_value_is_number(right)
               ? faimi_value_slice(lq->arena, right)
               : faimi_slice_str(faimi_lq_class(right));
        (void) faimi_liquid_fail(lq, "comparison of %s with %.*s failed",
                                 faimi_lq_class(left), FAIMI_FMT(what));
        return false;
    }

    if (op.len == 2 && order == 0) {
        return true;
    }

    return (op.data[0] == '<') ? order < 0 : order > 0;
}


/* The operator `contains`: Ruby's include? of a string, array, hash or
 * range. */
static bool
faimi_lq_contains(faimi_liquid_t *lq, faimi_value_t left, faimi_value_t right)
{
    size_t         i;
    faimi_slice_t  s;

    if (!faimi_value_truthy(right)) {
        return false;
    }

    switch (left.type) {

    case FAIMI_STRING:
        s = faimi_liquid_text(lq, right);
        faimi_lq_spend_text(lq, left.u.string.len);
        return s.len == 0 || faimi_slice_find(left.u.string, s, 0)
                             < left.u.string.len;

    case FAIMI_ARRAY:
        faimi_lq_step(lq, left.u.array->n / 8);

        for (i = 0; i < left.u.array->n; i++) {
            if (faimi_liquid_equal(lq, left.u.array->items[i], right)) {
                return true;
            }
        }

        return false;

    case FAIMI_MAP:
        faimi_liquid_weigh(lq, right);
        return faimi_map_find(left.u.map, right) != NULL;

    case FAIMI_RANGE:
        if (right.type == FAIMI_FLOAT) {
            return right.u.number >= (double) left.u.range.first
                   && right.u.number <= (double) left.u.range.last;
        }

        return right.type == FAIMI_INT
               && right.u.integer >= left.u.range.first
               && right.u.integer <= left.u.range.last;

    default:
        return false;
    }
}


/* comparison: left op right, or `left` alone */
static bool
faimi_lq_compare(faimi_liquid_t *lq, const faimi_lq_cond_t *cond)
{
    faimi_slice_t  op;
    faimi_value_t  left, right;

    op = cond->op;
    left = faimi_lq_eval(lq, &cond->left);

    if (op.len == 0) {
        return faimi_value_truthy(left);
    }

    right = faimi_lq_eval(lq, &cond->right);

    if (lq->failed) {
        return false;
    }

    if (faimi_slice_eq(op, FAIMI_SLICE("=="))) {
        return faimi_lq_equal(lq, cond, left, right);
    }

    if (faimi_slice_eq(op, FAIMI_SLICE("!="))
        || faimi_slice_eq(op, FAIMI_SLICE("<>")))
    {
        return !faimi_lq_equal(lq, cond, left, right);
    }

    if (faimi_slice_eq(op, FAIMI_SLICE("contains"))) {
        return faimi_lq_contains(lq, left, right);
    }

    if ((op.data[0] == '<' || op.data[0] == '>')
        && (op.len == 1 || (op.len == 2 && op.data[1] == '=')))
    {
        return faimi_lq_ordered(lq, op, left, right);
    }

    (void) faimi_liquid_fail(lq, "Unknown operator %.*s", FAIMI_FMT(op));

    return false;
}


/* A chain of comparisons, from the left to the right without a stack: since
 * they group from the right, the first one that decides ends it. */
bool
faimi_lq_cond(faimi_liquid_t *lq, const faimi_lq_cond_t *cond)
{
    bool  is;

    for ( ;; ) {
        is = faimi_lq_compare(lq, cond);

        /* `and` goes on while it is true, `or` while it is not */
        if (lq->failed || cond->next == NULL || is != cond->both) {
            return is && !lq->failed;
        }

        cond = cond->next;
    }
}
