#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "faimi_buf.h"


#define FAIMI_BUF_FIRST  1024


static void
faimi_buf_free(void *data)
{
    faimi_buf_t  *b = data;

    free(b->data);
}


faimi_buf_t *
faimi_buf_create(faimi_arena_t *arena, size_t max)
{
    faimi_buf_t  *b;

    b = faimi_alloc(arena, sizeof(faimi_buf_t));
    b->max = max;
    b->guard = faimi_arena_guard(arena);
    faimi_arena_cleanup(arena, faimi_buf_free, b);

    return b;
}


bool
faimi_buf_reserve(faimi_buf_t *b, size_t n)
{
    char    *data;
    size_t   cap;

    if (b->full || n > b->max - b->len) {
        b->full = true;
        return false;
    }

    if (n <= b->cap - b->len) {
        return true;
    }

    cap = (b->cap == 0) ? FAIMI_BUF_FIRST : b->cap;

    while (cap < b->len + n) {
        cap *= 2;
    }

    cap = (cap > b->max) ? b->max : cap;
    data = realloc(b->data, cap);

    if (data == NULL) {
        faimi_guard_raise(b->guard, FAIMI_NOMEM);
    }

    b->data = data;
    b->cap = cap;

    return true;
}


void
faimi_buf_add(faimi_buf_t *b, faimi_slice_t s)
{
    if (s.len > 0 && faimi_buf_reserve(b, s.len)) {
        memcpy(b->data + b->len, s.data, s.len);
        b->len += s.len;
    }
}


void
faimi_buf_printf(faimi_buf_t *b, const char *fmt, ...)
{
    int      n;
    va_list  args;

    va_start(args, fmt);
    n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);

    /* vsnprintf writes its terminator too: one byte of room for it */
    if (n < 0 || !faimi_buf_reserve(b, (size_t) n + 1)) {
        return;
    }

    va_start(args, fmt);
    (void) vsnprintf(b->data + b->len, (size_t) n + 1, fmt, args);
    va_end(args);

    b->len += (size_t) n;
}


static void
faimi_buf_escape(faimi_buf_t *b, faimi_slice_t s, bool quotes)
{
    size_t      i, from;
    const char  *entity;

    for (i = 0, from = 0; i < s.len; i++) {
        switch (s.data[i]) {
        case '&': entity = "&amp;"; break;
        case '<': entity = "&lt;"; break;
        case '>': entity = "&gt;"; break;
        case '"': entity = quotes ? "&quot;" : NULL; break;
        default:  entity = NULL; break;
        }

        if (entity != NULL) {
            faimi_buf_add(b, faimi_slice_sub(s, from, i));
            faimi_buf_str(b, entity);
            from = i + 1;
        }
    }

    faimi_buf_add(b, faimi_slice_sub(s, from, s.len));
}


void
faimi_buf_html(faimi_buf_t *b, faimi_slice_t s)
{
    faimi_buf_escape(b, s, false);
}


void
faimi_buf_attr(faimi_buf_t *b, faimi_slice_t s)
{
    faimi_buf_escape(b, s, true);
}


void
faimi_buf_json(faimi_buf_t *b, faimi_slice_t s)
{
    char         c;
    size_t       i;
    const char  *p;

    static const char  from[] = "\"\\\b\f\n\r\t";
    static const char  to[] = "\"\\bfnrt";

    faimi_buf_char(b, '"');

    for (i = 0; i < s.len; i++) {
        c = s.data[i];
        p = (c == '\0') ? NULL : strchr(from, c);

        if (p != NULL) {
            faimi_buf_char(b, '\\');
            faimi_buf_char(b, to[p - from]);

        } else if ((unsigned char) c < 0x20) {
            faimi_buf_printf(b, "\\u%04x", (unsigned) c);

        } else {
            faimi_buf_char(b, c);
        }
    }

    faimi_buf_char(b, '"');
}


void
faimi_buf_cut(faimi_buf_t *b, size_t len)
{
    if (len < b->len) {
        b->len = len;
    }
}
