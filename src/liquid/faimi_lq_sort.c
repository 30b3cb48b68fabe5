/*
 * sort and sort_natural (Liquid::StandardFilters).  Ruby's sort on Linux is the
 * C library's qsort_r(), a merge sort: equal elements keep their order.  This
 * is one, too, since pages must come in Jekyll's order.
 *
 * n log n comparisons in any case.  A quarter of a step is taken for each, and
 * texts pay for the bytes that were compared (faimi_lq_paid.c).  A comparison
 * that fails lets the merge run to its end, and then ends the sort.
 */

#include "faimi_lq_filter.h"


typedef struct {
    faimi_value_t  key;
    faimi_value_t  item;
} faimi_lq_row_t;

typedef int (*faimi_lq_cmp_pt)(faimi_liquid_t *lq, faimi_value_t a,
    faimi_value_t b);


/* nil comes after all others; what does not compare is an error. */
static int
faimi_lq_sort_cmp(faimi_liquid_t *lq, faimi_value_t a, faimi_value_t b)
{
    int  order;

    if (faimi_liquid_order(lq, a, b, &order)) {
        return order;
    }

    if (faimi_liquid_equal(lq, a, b)) {
        return 0;
    }

    if (a.type == FAIMI_NIL) {
        return 1;
    }

    if (b.type != FAIMI_NIL) {
        (void) faimi_liquid_fail(lq, "cannot sort values of incompatible "
                                 "types");
    }

    return -1;
}


/* By text without the case of ASCII's letters; the keys are strings or nil. */
static int
faimi_lq_natural_cmp(faimi_liquid_t *lq, faimi_value_t a, faimi_value_t b)
{
    int            x, y;
    size_t         i;
    faimi_slice_t  s, t;

    if (a.type == FAIMI_NIL || b.type == FAIMI_NIL) {
        return (a.type == FAIMI_NIL) ? 1 : -1;
    }

    s = a.u.string;
    t = b.u.string;

    for (i = 0; i < s.len && i < t.len; i++) {
        x = (unsigned char) faimi_lower(s.data[i]);
        y = (unsigned char) faimi_lower(t.data[i]);

        if (x != y) {
            faimi_lq_spend_text(lq, i);
            return x - y;
        }
    }

    faimi_lq_spend_text(lq, i);

    return (s.len > t.len) - (s.len < t.len);
}


/* Merges two sorted runs, `a` and what follows it up to `n`, into `to`. */
static void
faimi_lq_merge(faimi_liquid_t *lq, const faimi_lq_row_t *rows, size_t half,
    size_t n, faimi_lq_row_t *to, faimi_lq_cmp_pt cmp)
{
    size_t  a, b, i;

    faimi_lq_step(lq, n / 4);

    for (i = 0, a = 0, b = half; i < n; i++) {
        if (a < half
            && (b >= n || cmp(lq, rows[a].key, rows[b].key) <= 0))
        {
            to[i] = rows[a++];

        } else {
            to[i] = rows[b++];
        }
    }
}


/* Runs of 1, 2, 4, ... are merged from one array into the other. */
static faimi_lq_row_t *
faimi_lq_merge_sort(faimi_liquid_t *lq, faimi_lq_row_t *rows, size_t n,
    faimi_lq_cmp_pt cmp)
{
    size_t           run, at, len;
    faimi_lq_row_t  *to, *swap;

    to = faimi_alloc(lq->arena, (n + 1) * sizeof(faimi_lq_row_t));

    for (run = 1; run < n && !lq->failed; run *= 2) {
        for (at = 0; at < n; at += len) {
            len = (n - at < 2 * run) ? n - at : 2 * run;
            faimi_lq_merge(lq, rows + at, (run < len) ? run : len, len,
                           to + at, cmp);
        }

        swap = rows;
        rows = to;
        to = swap;
    }

    return rows;
}


/* The keys to sort by; false: some element has no members, or fails.  Ruby
 * asks for a property when it compares: never of one element alone. */
static bool
faimi_lq_sort_keys(faimi_liquid_t *lq, faimi_lq_row_t *rows, size_t n,
    faimi_value_t property)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        if (!faimi_lq_has_members(rows[i].item)) {
            return false;
        }
    }

    for (i = 0; i < n && n > 1; i++) {
        if (!faimi_lq_property(lq, rows[i].item, property, &rows[i].key)) {
            return false;
        }
    }

    return true;
}


/* Keys become texts once, and not at each comparison; one alone is never
 * compared, and must not be read. */
static void
faimi_lq_sort_texts(faimi_liquid_t *lq, faimi_lq_row_t *rows, size_t n)
{
    size_t  i;

    for (i = 0; i < n && n > 1; i++) {
        if (rows[i].key.type != FAIMI_NIL) {
            rows[i].key = FAIMI_V_STRING(faimi_liquid_text(lq, rows[i].key));
        }
    }
}


static faimi_value_t
faimi_lq_sorted(faimi_liquid_t *lq, const faimi_value_t *args, size_t n,
    faimi_lq_cmp_pt cmp)
{
    size_t           i;
    faimi_array_t   *list, *sorted;
    faimi_lq_row_t  *rows;

    list = faimi_lq_list(lq, args[0]);
    rows = faimi_alloc(lq->arena, (list->n + 1) * sizeof(faimi_lq_row_t));
    faimi_lq_step(lq, list->n / 8);

    for (i = 0; i < list->n; i++) {
        rows[i].item = list->items[i];
        rows[i].key = list->items[i];
    }

    if (n > 1 && args[1].type != FAIMI_NIL
        && !faimi_lq_sort_keys(lq, rows, list->n, args[1]))
    {
        return FAIMI_V_NIL;
    }

    if (cmp == faimi_lq_natural_cmp) {
        faimi_lq_sort_texts(lq, rows, list->n);
    }

    rows = faimi_lq_merge_sort(lq, rows, list->n, cmp);
    sorted = faimi_array_create(lq->arena);

    for (i = 0; i < list->n; i++) {
        faimi_array_push(lq->arena, sorted, rows[i].item);
    }

    return FAIMI_V_ARRAY(sorted);
}


faimi_value_t
faimi_lq_sort(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    return faimi_lq_sorted(lq, args, n, faimi_lq_sort_cmp);
}


faimi_value_t
faimi_lq_sort_natural(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    return faimi_lq_sorted(lq, args, n, faimi_lq_natural_cmp);
}
