/*
 * Filters of lists: what they pick, group, add and take away
 * (jekyll/filters.rb, jekyll/filters/grouping_filters.rb).
 *
 * A list that comes in is never changed: it may be a list of the index.  What
 * adds or removes an element works on a copy, as the Ruby does with dup.
 *
 * The cost is that of going over the list once.  Jekyll keeps results of
 * `where` and `find` in caches that live as long as the build; a page is
 * rendered alone here, and would fill such a cache for itself.
 *
 * Groups are a map from key to members, so that grouping is linear, and the
 * order of the groups is that of their first members, as in Ruby.
 */

#include "faimi_filters_int.h"


/* What is looked for in a list, and how. */
typedef struct {
    faimi_value_t               property;
    faimi_value_t               target;
    faimi_slice_t               text;        /* of the target */
    const faimi_expression_t   *condition;   /* or NULL: the above */
    faimi_slice_t               name;        /* of the item in it */
} faimi_filter_query_t;


/* Compares two texts.  Only those of one length are compared byte by byte,
 * which is paid for; else a list of long texts would be compared for
 * nothing. */
static bool
faimi_filter_same(faimi_liquid_t *lq, faimi_slice_t a, faimi_slice_t b)
{
    if (a.len == b.len) {
        faimi_liquid_spend_text(lq, a.len);
    }

    return faimi_slice_eq(a, b);
}


/* Whether an element of a list prints like the target.  An eighth of a step
 * for each: most differ in their length. */
static bool
faimi_filter_among(faimi_liquid_t *lq, const faimi_array_t *list,
    faimi_slice_t text)
{
    size_t  i;

    faimi_liquid_spend(lq, list->n / 8);

    for (i = 0; i < list->n; i++) {
        if (faimi_filter_same(lq, faimi_liquid_text(lq, list->items[i]),
                              text))
        {
            return true;
        }
    }

    return false;
}


/* #compare_property_vs_target: a list matches by any of its elements, anything
 * else by what it prints. nil and the literals `empty` and `blank` match
 * themselves. */
static bool
faimi_filter_matches(faimi_liquid_t *lq, const faimi_filter_query_t *query,
    faimi_value_t v)
{
    faimi_arena_t  *arena;

    arena = faimi_liquid_arena(lq);

    if (query->target.type == FAIMI_NIL) {
        return v.type == FAIMI_NIL;
    }

    if (query->target.type == FAIMI_OBJECT && query->text.len == 0) {
        return (v.type == FAIMI_MAP) ? v.u.map->n == 0
                                     : faimi_value_slice(arena, v).len == 0;
    }

    switch (v.type) {
    case FAIMI_NIL:
    case FAIMI_MAP:
        return false;

    case FAIMI_ARRAY:
        return faimi_filter_among(lq, v.u.array, query->text);

    default:
        return faimi_filter_same(lq, faimi_value_slice(arena, v), query->text);
    }
}


/* Whether a query picks an item. */
static bool
faimi_filter_picks(faimi_liquid_t *lq, const faimi_filter_query_t *query,
    faimi_value_t item)
{
    faimi_value_t  v;

    if (query->condition != NULL) {
        v = faimi_liquid_evaluate(lq, query->condition, query->name, item);
        return faimi_value_truthy(v);
    }

    return faimi_filter_matches(lq, query,
                        faimi_filter_property(lq, item, query->property));
}


/* The items that a query picks, or the first one of them. */
static faimi_value_t
faimi_filter_select(faimi_liquid_t *lq, const faimi_filter_query_t *query,
    const faimi_array_t *items, bool one)
{
    size_t          i;
    faimi_array_t  *picked;

    picked = faimi_array_create(faimi_liquid_arena(lq));

    for (i = 0; i < items->n; i++) {
        if (!faimi_filter_picks(lq, query, items->items[i])) {
            continue;
        }

        if (one) {
            return items->items[i];
        }

        faimi_array_push(faimi_liquid_arena(lq), picked, items->items[i]);
    }

    return one ? FAIMI_V_NIL : FAIMI_V_ARRAY(picked);
}


/* Adds an item to the group of its key. */
static void
faimi_filter_group(faimi_arena_t *arena, faimi_map_t *groups,
    faimi_value_t key, faimi_value_t item)
{
    faimi_array_t        *members;
    const faimi_value_t  *found;

    found = faimi_map_find(groups, key);

    if (found != NULL) {
        faimi_array_push(arena, found->u.array, item);
        return;
    }

    members = faimi_array_create(arena);
    faimi_array_push(arena, members, item);
    faimi_map_put(arena, groups, key, FAIMI_V_ARRAY(members));
}


/* Adds an item to what is picked for each text of a list, once for each. */
static void
faimi_filter_pick(faimi_liquid_t *lq, faimi_map_t *texts,
    const faimi_array_t *list, faimi_value_t item)
{
    size_t          i;
    faimi_map_t    *seen;
    faimi_value_t   text;

    seen = faimi_map_create(faimi_liquid_arena(lq));

    for (i = 0; i < list->n; i++) {
        text = FAIMI_V_STRING(faimi_liquid_text(lq, list->items[i]));

        if (faimi_map_find(seen, text) == NULL) {
            faimi_map_put(faimi_liquid_arena(lq), seen, text, FAIMI_V_NIL);
            faimi_filter_group(faimi_liquid_arena(lq), texts, text, item);
        }
    }
}


/* A map: text -> the items that `where` picks for it, in their order; under
 * nil those without a value. */
static faimi_value_t
faimi_filter_by_text(faimi_liquid_t *lq, const faimi_question_t *question)
{
    size_t          i;
    faimi_map_t    *texts;
    faimi_value_t   v, item;
    faimi_slice_t   text;
    faimi_arena_t  *arena;

    arena = faimi_liquid_arena(lq);
    texts = faimi_map_create(arena);

    for (i = 0; i < question->items->n; i++) {
        item = question->items->items[i];
        v = faimi_filter_property(lq, item, question->property);

        if (v.type == FAIMI_ARRAY) {
            faimi_filter_pick(lq, texts, v.u.array, item);

        } else if (v.type == FAIMI_NIL) {
            faimi_filter_group(arena, texts, v, item);

        } else if (v.type != FAIMI_MAP) {
            text = faimi_value_slice(arena, v);
            faimi_liquid_spend_text(lq, text.len);
            faimi_filter_group(arena, texts, FAIMI_V_STRING(text), item);
        }
    }

    return FAIMI_V_MAP(texts);
}


/* faimi_filter_select() for a list that all pages share.  False: it is not, or
 * the target is one that is not looked for by its text. */
static bool
faimi_filter_answer(faimi_liquid_t *lq, const faimi_filter_query_t *query,
    const faimi_array_t *items, bool one, faimi_value_t *picked)
{
    faimi_value_t         target;
    faimi_answers_t      *answers;
    faimi_question_t      question;
    const faimi_value_t  *found;

    answers = faimi_filter_answers(lq);
    question = (faimi_question_t) { "where", items, query->property, 0 };

    if (query->target.type == FAIMI_OBJECT
        || !faimi_answers_take(answers, &question))
    {
        return false;
    }

    target = (query->target.type == FAIMI_NIL) ? query->target
             : FAIMI_V_STRING(query->text);
    *picked = faimi_answers_give(answers, lq, &question, faimi_filter_by_text);
    found = faimi_map_find(picked->u.map, target);

    if (one) {
        *picked = (found != NULL) ? found->u.array->items[0] : FAIMI_V_NIL;

    } else {
        *picked = (found != NULL) ? *found
                  : FAIMI_V_ARRAY(faimi_array_create(faimi_liquid_arena(lq)));
    }

    return true;
}


/* where and find.  A property that is nil, a value that is a list or a map,
 * and an input that is not a collection return the input as it is. */
static faimi_value_t
faimi_filter_by_value(faimi_liquid_t *lq, const faimi_value_t *args, bool one)
{
    faimi_array_t         *items;
    faimi_value_t          picked;
    faimi_filter_query_t   query;

    if (!faimi_value_truthy(args[1]) || args[2].type == FAIMI_ARRAY
        || args[2].type == FAIMI_MAP)
    {
        return args[0];
    }

    items = faimi_filter_items(lq, args[0], false);

    if (items == NULL) {
        return args[0];
    }

    memset(&query, 0, sizeof(faimi_filter_query_t));
    query.property = args[1];
    query.target = args[2];
    query.text = faimi_liquid_text(lq, args[2]);

    return faimi_filter_answer(lq, &query, items, one, &picked)
           ? picked : faimi_filter_select(lq, &query, items, one);
}


static faimi_value_t
faimi_filter_where(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_filter_by_value(lq, args, false);
}


static faimi_value_t
faimi_filter_find(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_filter_by_value(lq, args, true);
}


/* where_exp and find_exp: by a condition on a variable that is the item.  The
 * condition is parsed once for the whole list. */
static faimi_value_t
faimi_filter_by_condition(faimi_liquid_t *lq, const faimi_value_t *args,
    bool one)
{
    faimi_array_t         *items;
    faimi_filter_query_t   query;

    items = faimi_filter_items(lq, args[0], false);

    if (items == NULL) {
        return args[0];
    }

    memset(&query, 0, sizeof(faimi_filter_query_t));
    query.name = faimi_liquid_text(lq, args[1]);
    query.condition = faimi_liquid_condition(lq,
                                             faimi_liquid_text(lq, args[2]));

    if (query.condition == NULL) {
        return FAIMI_V_NIL;
    }

    return faimi_filter_select(lq, &query, items, one);
}


static faimi_value_t
faimi_filter_where_exp(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_filter_by_condition(lq, args, false);
}


static faimi_value_t
faimi_filter_find_exp(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_filter_by_condition(lq, args, true);
}


/* GroupingFilters#grouped_array: a list of maps with name, items and size. */
static faimi_value_t
faimi_filter_groups(faimi_arena_t *arena, const faimi_map_t *groups)
{
    size_t          i;
    faimi_map_t    *group;
    faimi_array_t  *list;

    list = faimi_array_create(arena);

    for (i = 0; i < groups->n; i++) {
        group = faimi_map_create(arena);
        faimi_map_set(arena, group, FAIMI_SLICE("name"),
                      groups->pairs[i].key);
        faimi_map_set(arena, group, FAIMI_SLICE("items"),
                      groups->pairs[i].value);
        faimi_map_set(arena, group, FAIMI_SLICE("size"), FAIMI_V_INT(
                      (int64_t) groups->pairs[i].value.u.array->n));
        faimi_array_push(arena, list, FAIMI_V_MAP(group));
    }

    return FAIMI_V_ARRAY(list);
}


static faimi_value_t
faimi_filter_group_answer(faimi_liquid_t *lq, const faimi_question_t *question)
{
    size_t          i;
    faimi_map_t    *groups;
    faimi_value_t   key, item;

    groups = faimi_map_create(faimi_liquid_arena(lq));

    for (i = 0; i < question->items->n; i++) {
        item = question->items->items[i];
        key = faimi_filter_property(lq, item, question->property);
        key = FAIMI_V_STRING(faimi_liquid_text(lq, key));
        faimi_liquid_weigh(lq, key);
        faimi_filter_group(faimi_liquid_arena(lq), groups, key, item);
    }

    return faimi_filter_groups(faimi_liquid_arena(lq), groups);
}


/* list | group_by: "property".  The names of groups are texts: `.to_s`. */
static faimi_value_t
faimi_filter_group_by(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_array_t     *items;
    faimi_question_t   question;

    (void) n;

    items = faimi_filter_items(lq, args[0], true);

    if (items == NULL) {
        return args[0];
    }

    question = (faimi_question_t) { "group_by", items, args[1], 0 };

    return faimi_answers_give(faimi_filter_answers(lq), lq, &question,
                              faimi_filter_group_answer);
}


/* list | group_by_exp: "item", "item.date | date: '%Y'".  The names of groups
 * are the values that the expression gives, whatever their kind. */
static faimi_value_t
faimi_filter_group_by_exp(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    size_t                      i;
    faimi_map_t                *groups;
    faimi_value_t               key;
    faimi_array_t              *items;
    faimi_arena_t              *arena;
    faimi_slice_t               name;
    const faimi_expression_t   *expression;

    (void) n;

    arena = faimi_liquid_arena(lq);
    items = faimi_filter_items(lq, args[0], true);

    if (items == NULL) {
        return args[0];
    }

    name = faimi_liquid_text(lq, args[1]);
    expression = faimi_liquid_expression(lq, faimi_liquid_text(lq, args[2]));

    if (expression == NULL) {
        return FAIMI_V_NIL;
    }

    groups = faimi_map_create(arena);

    for (i = 0; i < items->n; i++) {
        key = faimi_liquid_evaluate(lq, expression, name, items->items[i]);
        faimi_liquid_weigh(lq, key);
        faimi_filter_group(arena, groups, key, items->items[i]);
    }

    return faimi_filter_groups(arena, groups);
}


/* A copy of the elements from `from` up to, not including, `to`; the caller
 * may append to it. */
static faimi_array_t *
faimi_filter_slice(faimi_liquid_t *lq, const faimi_array_t *array,
    size_t from, size_t to)
{
    faimi_array_t  *copy;

    faimi_liquid_spend(lq, array->n / 8);
    copy = faimi_array_create(faimi_liquid_arena(lq));

    for ( /* void */ ; from < to; from++) {
        faimi_array_push(faimi_liquid_arena(lq), copy, array->items[from]);
    }

    return copy;
}


static faimi_value_t
faimi_filter_push(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_array_t  *copy;

    (void) n;

    if (args[0].type != FAIMI_ARRAY) {
        return args[0];
    }

    copy = faimi_filter_slice(lq, args[0].u.array, 0, args[0].u.array->n);
    faimi_array_push(faimi_liquid_arena(lq), copy, args[1]);

    return FAIMI_V_ARRAY(copy);
}


static faimi_value_t
faimi_filter_unshift(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t          i;
    faimi_array_t  *copy;

    (void) n;

    if (args[0].type != FAIMI_ARRAY) {
        return args[0];
    }

    copy = faimi_filter_slice(lq, args[0].u.array, 0, 0);
    faimi_array_push(faimi_liquid_arena(lq), copy, args[1]);

    for (i = 0; i < args[0].u.array->n; i++) {
        faimi_array_push(faimi_liquid_arena(lq), copy,
                         args[0].u.array->items[i]);
    }

    return FAIMI_V_ARRAY(copy);
}


/* How many elements pop, shift and sample take: 1 or the argument, and no more
 * than there are.  A negative number is Ruby's ArgumentError. */
static bool
faimi_filter_count(faimi_liquid_t *lq, const faimi_value_t *args, size_t n,
    size_t *count)
{
    int64_t  number;

    number = 1;

    if (n > 1 && !faimi_filter_integer(lq, args[1], &number)) {
        return false;
    }

    if (number < 0) {
        (void) faimi_liquid_fail(lq, "negative array size");
        return false;
    }

    *count = args[0].u.array->n;
    *count = ((uint64_t) number < *count) ? (size_t) number : *count;

    return true;
}


static faimi_value_t
faimi_filter_pop(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t          count;
    faimi_array_t  *array;

    array = args[0].u.array;

    if (args[0].type != FAIMI_ARRAY) {
        return args[0];
    }

    if (!faimi_filter_count(lq, args, n, &count)) {
        return FAIMI_V_NIL;
    }

    return FAIMI_V_ARRAY(faimi_filter_slice(lq, array, 0, array->n - count));
}


static faimi_value_t
faimi_filter_shift(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t          count;
    faimi_array_t  *array;

    array = args[0].u.array;

    if (args[0].type != FAIMI_ARRAY) {
        return args[0];
    }

    if (!faimi_filter_count(lq, args, n, &count)) {
        return FAIMI_V_NIL;
    }

    return FAIMI_V_ARRAY(faimi_filter_slice(lq, array, count, array->n));
}


/* Jekyll draws at random, once in a build.  Here a page must be a function of
 * its inputs, or two workers would keep different copies of it under one key.
 * So the elements' JSON is the seed of the draw: it looks random, and changes
 * with them.  The generator is Knuth's MMIX one, the draw the first steps of
 * Fisher and Yates's shuffle. */
static faimi_value_t
faimi_filter_sample(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t           i, k, count;
    uint64_t         seed;
    faimi_buf_t     *text;
    faimi_value_t    swap;
    faimi_array_t   *copy;

    if (args[0].type != FAIMI_ARRAY) {
        return args[0];
    }

    if (!faimi_filter_count(lq, args, n, &count)) {
        return FAIMI_V_NIL;
    }

    copy = faimi_filter_slice(lq, args[0].u.array, 0, args[0].u.array->n);
    faimi_liquid_weigh(lq, args[0]);
    text = faimi_buf_create(faimi_liquid_arena(lq), FAIMI_MAX_OUTPUT);
    faimi_json(text, args[0], faimi_liquid_arena(lq));
    seed = faimi_slice_hash(faimi_buf_slice(text));

    for (i = 0; i < count; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        k = i + (size_t) (seed >> 33) % (copy->n - i);
        swap = copy->items[i];
        copy->items[i] = copy->items[k];
        copy->items[k] = swap;
    }

    if (n < 2 || (args[1].type == FAIMI_INT && args[1].u.integer == 1)) {
        return (copy->n > 0) ? copy->items[0] : FAIMI_V_NIL;
    }

    copy->n = count;

    return FAIMI_V_ARRAY(copy);
}


const faimi_filter_t  faimi_filters_list[] = {
    { "find", faimi_filter_find, 2, 2,
      FAIMI_FLOW_ONE, FAIMI_ARGS_FIELD },
    { "find_exp", faimi_filter_find_exp, 2, 2,
      FAIMI_FLOW_ONE, FAIMI_ARGS_EXPRESSION },
    { "group_by", faimi_filter_group_by, 1, 1,
      FAIMI_FLOW_GROUP, FAIMI_ARGS_FIELD },
    { "group_by_exp", faimi_filter_group_by_exp, 2, 2,
      FAIMI_FLOW_GROUP, FAIMI_ARGS_EXPRESSION },
    { "pop", faimi_filter_pop, 0, 1,
      FAIMI_FLOW_KEEP, FAIMI_ARGS_VALUES },
    { "push", faimi_filter_push, 1, 1,
      FAIMI_FLOW_JOIN, FAIMI_ARGS_VALUES },
    { "sample", faimi_filter_sample, 0, 1,
      FAIMI_FLOW_SAMPLE, FAIMI_ARGS_VALUES },
    { "shift", faimi_filter_shift, 0, 1,
      FAIMI_FLOW_KEEP, FAIMI_ARGS_VALUES },
    { "sort", faimi_filter_sort, 0, 2,
      FAIMI_FLOW_KEEP, FAIMI_ARGS_FIELD },
    { "unshift", faimi_filter_unshift, 1, 1,
      FAIMI_FLOW_JOIN, FAIMI_ARGS_VALUES },
    { "where", faimi_filter_where, 2, 2,
      FAIMI_FLOW_KEEP, FAIMI_ARGS_FIELD },
    { "where_exp", faimi_filter_where_exp, 2, 2,
      FAIMI_FLOW_KEEP, FAIMI_ARGS_EXPRESSION },
    FAIMI_FILTER_END
};
