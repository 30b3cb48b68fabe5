/*
 * The order of pages and documents (jekyll/reader.rb, collection.rb).
 */

#include <stdlib.h>

#include "faimi_order.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


/* Of a folder Jekyll reads the folders first, then the files, each kind by name
 * (Reader#read_directories). */
static int
faimi_order_read(faimi_slice_t p, faimi_slice_t q)
{
    size_t  at, m, n;

    for (at = 0; at < p.len && at < q.len && p.data[at] == q.data[at]; at++) {
        /* what they share */
    }

    while (at > 0 && p.data[at - 1] != '/') {
        at--;
    }

    m = faimi_slice_find_char(p, '/', at);
    n = faimi_slice_find_char(q, '/', at);

    if ((m < p.len) != (n < q.len)) {
        return (m < p.len) ? -1 : 1;
    }

    return faimi_slice_cmp(p, q);
}


static int
faimi_order_page_cmp(const void *a, const void *b)
{
    int                  rc;
    bool                 bare_p, bare_q;
    const faimi_page_t  *p, *q;

    p = *(faimi_page_t *const *) a;
    q = *(faimi_page_t *const *) b;
    bare_p = p->file->parsed != NULL && !p->file->parsed->header;
    bare_q = q->file->parsed != NULL && !q->file->parsed->header;

    if (bare_p != bare_q) {
        return bare_p - bare_q;
    }

    if (bare_p) {
        return faimi_slice_cmp(p->path, q->path);
    }

    rc = faimi_slice_cmp(faimi_path_name(p->path), faimi_path_name(q->path));

    return (rc != 0) ? rc : faimi_order_read(p->path, q->path);
}


void
faimi_order_pages(faimi_pages_t *pages)
{
    if (pages->n > 1) {
        qsort(pages->items, pages->n, sizeof(faimi_page_t *),
              faimi_order_page_cmp);
    }
}


/* Those of collections come last: their paths have no "/" in front. */
static int
faimi_order_static_cmp(const void *a, const void *b)
{
    const faimi_file_t  *p, *q;

    p = *(faimi_file_t *const *) a;
    q = *(faimi_file_t *const *) b;

    if ((p->where.group == NULL) != (q->where.group == NULL)) {
        return (p->where.group == NULL) ? -1 : 1;
    }

    return faimi_slice_cmp(p->path, q->path);
}


void
faimi_order_statics(faimi_file_t **files, size_t n)
{
    if (n > 1) {
        qsort(files, n, sizeof(faimi_file_t *), faimi_order_static_cmp);
    }
}


/* By date; one that has none stands by its path among the others, whatever
 * their dates are.  That is no order at all where there are both, and still
 * Jekyll's: the C library's sort is under both. */
static int
faimi_order_date_cmp(const faimi_page_t *p, const faimi_page_t *q)
{
    if (!p->doc.sorted || !q->doc.sorted) {
        return faimi_slice_cmp(p->path, q->path);
    }

    if (p->doc.date.sec != q->doc.date.sec) {
        return (p->doc.date.sec < q->doc.date.sec) ? -1 : 1;
    }

    if (p->doc.date.nsec != q->doc.date.nsec) {
        return (p->doc.date.nsec < q->doc.date.nsec) ? -1 : 1;
    }

    return faimi_slice_cmp(p->path, q->path);
}


/* A document on its way into order, with what it is ordered by. */
typedef struct {
    faimi_page_t   *page;
    faimi_value_t   key;     /* sort_by */
    size_t          place;   /* order */
} faimi_ordered_t;


/* 0, too, where the two cannot be compared. */
static int
faimi_order_value_cmp(faimi_value_t v, faimi_value_t w)
{
    double  m, n;

    if (v.type == FAIMI_STRING && w.type == FAIMI_STRING) {
        return faimi_slice_cmp(v.u.string, w.u.string);
    }

    if ((v.type == FAIMI_TIME && w.type == FAIMI_TIME)
        || (v.type == FAIMI_DATE && w.type == FAIMI_DATE))
    {
        return (v.u.time.sec > w.u.time.sec) - (v.u.time.sec < w.u.time.sec);
    }

    if (!faimi_value_is_number(v) || !faimi_value_is_number(w)) {
        return 0;
    }

    m = faimi_value_number(v);
    n = faimi_value_number(w);

    return (m > n) - (m < n);
}


/* What has no such key comes last. */
static int
faimi_order_cmp(const void *a, const void *b)
{
    int                     rc;
    const faimi_ordered_t  *p, *q;

    p = a;
    q = b;

    if (p->place != q->place) {
        return (p->place < q->place) ? -1 : 1;
    }

    if ((p->key.type == FAIMI_NIL) != (q->key.type == FAIMI_NIL)) {
        return (p->key.type == FAIMI_NIL) ? 1 : -1;
    }

    rc = faimi_order_value_cmp(p->key, q->key);

    return (rc != 0) ? rc : faimi_order_date_cmp(p->page, q->page);
}


/* A path's place in a list of paths within the collection's folder. */
static size_t
faimi_order_place(const faimi_group_t *group, faimi_slice_t path,
    const faimi_list_t *order)
{
    size_t         i;
    faimi_slice_t  rest;

    rest = faimi_slice_sub(path, group->label.len + 2, path.len);

    for (i = 0; i < order->n; i++) {
        if (faimi_slice_eq(rest, order->items[i])) {
            return i;
        }
    }

    return SIZE_MAX;
}


void
faimi_order_documents(faimi_build_t *build, faimi_pages_t *docs,
    const faimi_group_t *group)
{
    size_t            i;
    faimi_list_t      order;
    faimi_value_t     v, by;
    faimi_ordered_t  *list;

    if (docs->n < 2) {
        return;
    }

    list = faimi_alloc(build->tmp, docs->n * sizeof(faimi_ordered_t));
    memset(&order, 0, sizeof(order));
    v = faimi_map_at(group->metadata, "order");
    by = (v.type == FAIMI_ARRAY) ? FAIMI_V_NIL
                                 : faimi_map_at(group->metadata, "sort_by");

    if (v.type == FAIMI_ARRAY) {
        order.items = faimi_value_texts(build->tmp, v, &order.n);
    }

    for (i = 0; i < docs->n; i++) {
        list[i].page = docs->items[i];
        list[i].place = faimi_order_place(group, docs->items[i]->path,
                                          &order);
        list[i].key = FAIMI_V_NIL;

        if (by.type == FAIMI_STRING
            && faimi_map_get(docs->items[i]->data, by.u.string) != NULL)
        {
            list[i].key = *faimi_map_get(docs->items[i]->data, by.u.string);
        }
    }

    qsort(list, docs->n, sizeof(faimi_ordered_t), faimi_order_cmp);

    for (i = 0; i < docs->n; i++) {
        docs->items[i] = list[i].page;
    }
}
