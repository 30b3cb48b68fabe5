/*
 * An output buffer: append freely, ask once.  It grows by doubling and never
 * beyond its maximum; what does not fit is dropped and remembered, and nothing
 * more is taken.
 */

#ifndef FAIMI_BUF_H
#define FAIMI_BUF_H

#include "faimi_arena.h"


typedef struct {
    char           *data;
    size_t          len;
    size_t          cap;
    size_t          max;    /* bytes; more sets `full` */
    bool            full;   /* sticky: the content is not whole */
    faimi_guard_t  *guard;
} faimi_buf_t;


/* An empty buffer tied to the arena, which frees it; the bytes themselves are
 * outside of the arena, since doubling inside one would keep every old copy.
 * Memory that ends raises FAIMI_NOMEM on the arena's guard. */
faimi_buf_t *faimi_buf_create(faimi_arena_t *arena, size_t max);

void faimi_buf_add(faimi_buf_t *b, faimi_slice_t s);
void faimi_buf_printf(faimi_buf_t *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* HTML: & < > become entities; with _attr also the double quote. */
void faimi_buf_html(faimi_buf_t *b, faimi_slice_t s);
void faimi_buf_attr(faimi_buf_t *b, faimi_slice_t s);

/* A JSON string (RFC 8259, section 7) with its quotes; the input is UTF-8. */
void faimi_buf_json(faimi_buf_t *b, faimi_slice_t s);

/* Makes room for n more bytes; false (and `full`) where there is none. */
bool faimi_buf_reserve(faimi_buf_t *b, size_t n);

/* Back to `len` bytes; lifts nothing off `full`. */
void faimi_buf_cut(faimi_buf_t *b, size_t len);


static inline void
faimi_buf_char(faimi_buf_t *b, char c)
{
    if (b->len < b->cap || faimi_buf_reserve(b, 1)) {
        b->data[b->len++] = c;
    }
}


static inline void
faimi_buf_str(faimi_buf_t *b, const char *terminated)
{
    faimi_buf_add(b, faimi_slice_str(terminated));
}


/* What is in it; valid until the next append. */
static inline faimi_slice_t
faimi_buf_slice(const faimi_buf_t *b)
{
    return (b->len == 0) ? FAIMI_EMPTY : faimi_slice(b->data, b->len);
}

#endif
