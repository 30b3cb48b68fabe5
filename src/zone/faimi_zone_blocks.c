/*
 * Chains of blocks.  The head's block has what its record leaves, the others
 * are full; the data are path, etag, type and body without anything between.
 * A reader or writer moves through them piece by piece.
 */

#include "faimi_zone_int.h"


_Static_assert(FAIMI_ZONE_ROOM >= FAIMI_MAX_PATH,
               "a path lies in the first block: see faimi_zone_path()");


/* How many blocks `len` bytes of data take. */
size_t
faimi_zone_need(uint64_t len)
{
    if (len <= FAIMI_ZONE_ROOM) {
        return 1;
    }

    len -= FAIMI_ZONE_ROOM;

    return 1 + (len + FAIMI_ZONE_BLOCK - 1) / FAIMI_ZONE_BLOCK;
}


/* A chain of n blocks, of which there must be so many; not published yet. */
uint32_t
faimi_zone_take(faimi_zone_t *z, uint32_t n)
{
    uint32_t            i, head;
    faimi_zone_link_t  *link;

    head = z->free;
    link = faimi_zone_link(z, head);

    for (i = 1; i < n; i++) {
        link = faimi_zone_link(z, link->next);
        link->owner = head;
    }

    z->free = link->next;
    z->n_free -= n;
    link->next = FAIMI_ZONE_NONE;
    faimi_zone_fail_point(z, FAIMI_FAIL_POINT_TAKE);

    return head;
}


/* Puts a chain, which is not published any more, into the free list. */
void
faimi_zone_give(faimi_zone_t *z, uint32_t head)
{
    uint32_t            n;
    faimi_zone_link_t  *link;

    link = faimi_zone_link(z, head);
    link->owner = FAIMI_ZONE_NONE;

    for (n = 1; link->next != FAIMI_ZONE_NONE; n++) {
        link = faimi_zone_link(z, link->next);
        link->owner = FAIMI_ZONE_NONE;
    }

    link->next = z->free;
    z->free = head;
    z->n_free += n;
}


faimi_zone_at_t
faimi_zone_data(faimi_zone_t *z, uint32_t head)
{
    return (faimi_zone_at_t) { z, head, sizeof(faimi_zone_record_t) };
}


/* The next piece of at most *len bytes, which becomes its length. */
static char *
faimi_zone_piece(faimi_zone_at_t *at, size_t *len)
{
    char  *p;

    if (at->offset == FAIMI_ZONE_BLOCK) {
        at->block = faimi_zone_link(at->z, at->block)->next;
        at->offset = 0;
    }

    if (*len > FAIMI_ZONE_BLOCK - at->offset) {
        *len = FAIMI_ZONE_BLOCK - at->offset;
    }

    p = (char *) faimi_zone_record(at->z, at->block) + at->offset;
    at->offset += (uint32_t) *len;

    return p;
}


void
faimi_zone_skip(faimi_zone_at_t *at, size_t len)
{
    size_t  n;

    for ( /* void */ ; len > 0; len -= n) {
        n = len;
        (void) faimi_zone_piece(at, &n);
    }
}


void
faimi_zone_read(faimi_zone_at_t *at, char *out, size_t len)
{
    char    *p;
    size_t   n;

    for ( /* void */ ; len > 0; len -= n) {
        n = len;
        p = faimi_zone_piece(at, &n);
        memcpy(out, p, n);
        out += n;
    }
}


void
faimi_zone_write(faimi_zone_at_t *at, faimi_slice_t s)
{
    char    *p;
    size_t   n;

    for ( /* void */ ; s.len > 0; s.len -= n) {
        n = s.len;
        p = faimi_zone_piece(at, &n);
        memcpy(p, s.data, n);
        s.data += n;
        faimi_zone_fail_point(at->z, FAIMI_FAIL_POINT_FILL);
    }
}


bool
faimi_zone_equal(faimi_zone_at_t *at, faimi_slice_t s)
{
    char    *p;
    size_t   n;

    for ( /* void */ ; s.len > 0; s.len -= n) {
        n = s.len;
        p = faimi_zone_piece(at, &n);

        if (memcmp(p, s.data, n) != 0) {
            return false;
        }

        s.data += n;
    }

    return true;
}


uint64_t
faimi_zone_data_len(const faimi_zone_record_t *rec)
{
    return (uint64_t) rec->path_len + rec->etag_len + rec->type_len
           + rec->body_len;
}


/* The sum of a record's data; its chain must be as long as they are. */
uint64_t
faimi_zone_data_sum(faimi_zone_t *z, uint32_t head)
{
    char              *p;
    size_t             n;
    uint64_t           len;
    faimi_zone_at_t    at;
    faimi_zone_sum_t   sum;

    at = faimi_zone_data(z, head);
    faimi_zone_sum_init(&sum, 0);

    for (len = faimi_zone_data_len(faimi_zone_record(z, head)); len > 0;
         len -= n)
    {
        n = len;
        p = faimi_zone_piece(&at, &n);
        faimi_zone_sum_add(&sum, p, n);
    }

    return faimi_zone_sum_end(&sum);
}


/* The sum of what does not change in a record. */
uint64_t
faimi_zone_record_seal(const faimi_zone_record_t *rec)
{
    faimi_zone_sum_t  sum;

    faimi_zone_sum_init(&sum, 0);
    faimi_zone_sum_add(&sum, &rec->sum,
                       offsetof(faimi_zone_record_t, used)
                       - offsetof(faimi_zone_record_t, sum));

    return faimi_zone_sum_end(&sum);
}


void
faimi_zone_seal(faimi_zone_item_t *item)
{
    faimi_zone_sum_t  sum;

    faimi_zone_sum_init(&sum, 0);
    faimi_zone_sum_add(&sum, item->path.data, item->path.len);
    faimi_zone_sum_add(&sum, item->etag.data, item->etag.len);
    faimi_zone_sum_add(&sum, item->type.data, item->type.len);
    faimi_zone_sum_add(&sum, item->body.data, item->body.len);
    item->sum = faimi_zone_sum_end(&sum);
}
