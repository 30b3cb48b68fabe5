/*
 * A slice is a view of bytes that somebody else owns: data and length, never
 * terminated.  Slices are passed by value.
 */

#ifndef FAIMI_SLICE_H
#define FAIMI_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>


typedef struct {
    const char  *data;
    size_t       len;
} faimi_slice_t;


/* A slice of a string literal. */
#define FAIMI_SLICE(s)  ((faimi_slice_t) { (s), sizeof(s) - 1 })
#define FAIMI_EMPTY     ((faimi_slice_t) { "", 0 })

/* For printf: "%.*s", FAIMI_FMT(s).  Longer slices than INT_MAX do not occur:
 * every input is bounded by FAIMI_MAX_SOURCE (faimi_limits.h). */
#define FAIMI_FMT(s)    (int) (s).len, (s).data


static inline faimi_slice_t
faimi_slice(const char *data, size_t len)
{
    return (faimi_slice_t) { data, len };
}


static inline faimi_slice_t
faimi_slice_str(const char *terminated)
{
    return (faimi_slice_t) { terminated, strlen(terminated) };
}


static inline bool
faimi_slice_eq(faimi_slice_t a, faimi_slice_t b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}


/* The part from byte `from` up to, not including, byte `to`; both are cut to
 * what there is. */
faimi_slice_t faimi_slice_sub(faimi_slice_t s, size_t from, size_t to);

/* Byte order; a prefix sorts before what it begins (as Ruby's String#<=>). */
int faimi_slice_cmp(faimi_slice_t a, faimi_slice_t b);

/* ASCII letters compare without case. */
bool faimi_slice_eq_ci(faimi_slice_t a, faimi_slice_t b);
bool faimi_slice_starts(faimi_slice_t s, faimi_slice_t prefix);
bool faimi_slice_ends(faimi_slice_t s, faimi_slice_t suffix);

/* The offset of the first occurrence at or after `from`, or s.len. */
size_t faimi_slice_find(faimi_slice_t s, faimi_slice_t what, size_t from);
size_t faimi_slice_find_char(faimi_slice_t s, char c, size_t from);

/* The offset of the last `c`, or s.len. */
size_t faimi_slice_rfind_char(faimi_slice_t s, char c);

/* Without white space (blank, \t \n \v \f \r, NUL as Ruby's strip). */
faimi_slice_t faimi_slice_trim(faimi_slice_t s);
faimi_slice_t faimi_slice_trim_left(faimi_slice_t s);
faimi_slice_t faimi_slice_trim_right(faimi_slice_t s);

/* 64-bit FNV-1a; for tables in memory only, never for identity. */
uint64_t faimi_slice_hash(faimi_slice_t s);

#endif
