/*
 * Jekyll's sort (jekyll/filters.rb, #sort and #sort_input).
 *
 * Ruby sorts with the C library's qsort_r, which on Linux merges and so keeps
 * the order of equals.  Pages rely on that without knowing, so this one merges
 * too: n log n comparisons in any case, and a second array of n rows.
 *
 * A comparison can fail, in the middle of a sort.  Then the rest is copied
 * without comparisons, and the filter returns nil with its error.
 */

#include "faimi_filters_int.h"


typedef struct {
    faimi_value_t  key;
    faimi_value_t  item;
} faimi_sort_row_t;


typedef struct {
    faimi_liquid_t  *lq;
    bool             by_key;    /* a property, else the items themselves */
    int              nils;      /* -1: first, 1: last */
    bool             failed;
} faimi_sort_t;


/* Items by a property: those without it stand at one end, keys that do not
 * compare are compared as text (#sort_input). */
static int
faimi_sort_keys(faimi_sort_t *sort, faimi_value_t a, faimi_value_t b)
{
    int  order;

    if (a.type == FAIMI_NIL || b.type == FAIMI_NIL) {
        return sort->nils * ((a.type == FAIMI_NIL) - (b.type == FAIMI_NIL));
    }

    if (faimi_liquid_order(sort->lq, a, b, &order)) {
        return order;
    }

    return faimi_slice_cmp(faimi_liquid_text(sort->lq, a),
                           faimi_liquid_text(sort->lq, b));
}


/* Two rows: negative, 0 or positive.  Without a property Ruby raises where two
 * items do not compare. */
static int
faimi_sort_compare(faimi_sort_t *sort, const faimi_sort_row_t *a,
    const faimi_sort_row_t *b)
{
    int  order;

    if (sort->by_key) {
        return faimi_sort_keys(sort, a->key, b->key);
    }

    if (!faimi_liquid_order(sort->lq, a->item, b->item, &order)) {
        (void) faimi_liquid_fail(sort->lq, "comparison of a %s with a %s "
                                 "failed: sort by a property",
                                 faimi_value_type(a->item),
                                 faimi_value_type(b->item));
        sort->failed = true;
        return 0;
    }

    return order;
}


/* Merges two sorted parts of `from` into `to`.  "<= 0" takes the left one of
 * equals, which is what makes the sort stable. */
static void
faimi_sort_merge(faimi_sort_t *sort, const faimi_sort_row_t *from,
    faimi_sort_row_t *to, size_t begin, size_t middle, size_t end)
{
    size_t  left, right, i;

    left = begin;
    right = middle;

    for (i = begin; i < end; i++) {
        if (left < middle
            && (right == end
                || sort->failed
                || faimi_sort_compare(sort, &from[left], &from[right]) <= 0))
        {
            to[i] = from[left++];

        } else {
            to[i] = from[right++];
        }
    }
}


/* Merges runs of 1, 2, 4, ... rows, to and fro between two arrays.  Returns
 * the one that has the result. */
static faimi_sort_row_t *
faimi_sort_rows(faimi_sort_t *sort, faimi_sort_row_t *rows, size_t n)
{
    size_t             size, at, middle, end;
    faimi_sort_row_t  *other, *swap;

    other = faimi_alloc(faimi_liquid_arena(sort->lq),
                        n * sizeof(faimi_sort_row_t));

    for (size = 1; size < n && !sort->failed; size *= 2) {
        faimi_liquid_spend(sort->lq, n);

        for (at = 0; at < n; at = end) {
            middle = (at + size > n) ? n : at + size;
            end = (middle + size > n) ? n : middle + size;
            faimi_sort_merge(sort, rows, other, at, middle, end);
        }

        swap = rows;
        rows = other;
        other = swap;
    }

    return rows;
}


/* Keys are looked up once for each item and not at each comparison, which may
 * cost a rendering (Schwartzian transform, as in the Ruby). */
static faimi_value_t
faimi_sort_array(faimi_sort_t *sort, const faimi_array_t *items,
    faimi_value_t property)
{
    size_t             i;
    faimi_arena_t     *arena;
    faimi_array_t     *sorted;
    faimi_sort_row_t  *rows;

    arena = faimi_liquid_arena(sort->lq);
    rows = faimi_alloc(arena, (items->n + 1) * sizeof(faimi_sort_row_t));

    for (i = 0; i < items->n; i++) {
        rows[i].item = items->items[i];

        if (sort->by_key) {
            rows[i].key = faimi_filter_property(sort->lq, items->items[i],
                                                property);
        }
    }

    rows = faimi_sort_rows(sort, rows, items->n);
    sorted = faimi_array_create(arena);

    for (i = 0; i < items->n; i++) {
        faimi_array_push(arena, sorted, rows[i].item);
    }

    return sort->failed ? FAIMI_V_NIL : FAIMI_V_ARRAY(sorted);
}


/* "first", the default, or "last": where items without the property stand. */
static bool
faimi_sort_nils(faimi_sort_t *sort, faimi_value_t v)
{
    faimi_slice_t  text;

    text = faimi_liquid_text(sort->lq, v);

    if (faimi_slice_eq(text, FAIMI_SLICE("first"))) {
        return true;
    }

    sort->nils = 1;

    if (faimi_slice_eq(text, FAIMI_SLICE("last"))) {
        return true;
    }

    (void) faimi_liquid_fail(sort->lq, "Invalid nils order: '%.*s' is not a "
                             "valid nils order. It must be 'first' or "
                             "'last'.", FAIMI_FMT(text));

    return false;
}


static faimi_value_t
faimi_sort_answer(faimi_liquid_t *lq, const faimi_question_t *question)
{
    faimi_sort_t  sort;

    sort = (faimi_sort_t) { .lq = lq, .nils = question->way };
    sort.by_key = question->property.type != FAIMI_NIL;

    return faimi_sort_array(&sort, question->items, question->property);
}


/* list | sort, list | sort: "property", list | sort: "property", "last" */
faimi_value_t
faimi_filter_sort(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_sort_t       sort;
    faimi_array_t     *items;
    faimi_question_t   question;

    sort = (faimi_sort_t) { .lq = lq, .nils = -1 };
    sort.by_key = n > 1 && args[1].type != FAIMI_NIL;

    if (args[0].type == FAIMI_NIL) {
        return faimi_liquid_fail(lq, "Cannot sort a null object.");
    }

    if (sort.by_key && n > 2 && !faimi_sort_nils(&sort, args[2])) {
        return FAIMI_V_NIL;
    }

    items = faimi_filter_items(lq, args[0], true);

    if (items == NULL) {
        return faimi_liquid_fail(lq, "sort takes a list, this is a %s",
                                 faimi_value_type(args[0]));
    }

    question = (faimi_question_t) { "sort", items, sort.by_key ? args[1]
                                                   : FAIMI_V_NIL, sort.nils };

    return faimi_answers_give(faimi_filter_answers(lq), lq, &question,
                              faimi_sort_answer);
}
