#define _GNU_SOURCE
#include <string.h>

#include "faimi_ctype.h"
#include "faimi_slice.h"


faimi_slice_t
faimi_slice_sub(faimi_slice_t s, size_t from, size_t to)
{
    to = (to > s.len) ? s.len : to;
    from = (from > to) ? to : from;

    return faimi_slice(s.data + from, to - from);
}


int
faimi_slice_cmp(faimi_slice_t a, faimi_slice_t b)
{
    int     rc;
    size_t  n;

    n = (a.len < b.len) ? a.len : b.len;
    rc = (n == 0) ? 0 : memcmp(a.data, b.data, n);

    if (rc != 0) {
        return rc;
    }

    return (a.len > b.len) - (a.len < b.len);
}


bool
faimi_slice_eq_ci(faimi_slice_t a, faimi_slice_t b)
{
    size_t  i;

    if (a.len != b.len) {
        return false;
    }

    for (i = 0; i < a.len; i++) {
        if (faimi_lower(a.data[i]) != faimi_lower(b.data[i])) {
            return false;
        }
    }

    return true;
}


bool
faimi_slice_starts(faimi_slice_t s, faimi_slice_t prefix)
{
    return faimi_slice_eq(faimi_slice_sub(s, 0, prefix.len), prefix);
}


bool
faimi_slice_ends(faimi_slice_t s, faimi_slice_t suffix)
{
    return s.len >= suffix.len
           && faimi_slice_eq(faimi_slice_sub(s, s.len - suffix.len, s.len),
                             suffix);
}


size_t
faimi_slice_find(faimi_slice_t s, faimi_slice_t what, size_t from)
{
    const char  *p;

    if (from > s.len) {
        return s.len;
    }

    p = memmem(s.data + from, s.len - from, what.data, what.len);

    return (p == NULL) ? s.len : (size_t) (p - s.data);
}


size_t
faimi_slice_find_char(faimi_slice_t s, char c, size_t from)
{
    const char  *p;

    if (from >= s.len) {
        return s.len;
    }

    p = memchr(s.data + from, c, s.len - from);

    return (p == NULL) ? s.len : (size_t) (p - s.data);
}


size_t
faimi_slice_rfind_char(faimi_slice_t s, char c)
{
    size_t  i;

    for (i = s.len; i > 0; i--) {
        if (s.data[i - 1] == c) {
            return i - 1;
        }
    }

    return s.len;
}


faimi_slice_t
faimi_slice_trim_left(faimi_slice_t s)
{
    while (s.len > 0 && (faimi_is_space(s.data[0]) || s.data[0] == '\0')) {
        s.data++;
        s.len--;
    }

    return s;
}


faimi_slice_t
faimi_slice_trim_right(faimi_slice_t s)
{
    while (s.len > 0
           && (faimi_is_space(s.data[s.len - 1]) || s.data[s.len - 1] == '\0'))
    {
        s.len--;
    }

    return s;
}


faimi_slice_t
faimi_slice_trim(faimi_slice_t s)
{
    return faimi_slice_trim_right(faimi_slice_trim_left(s));
}


uint64_t
faimi_slice_hash(faimi_slice_t s)
{
    size_t    i;
    uint64_t  h;

    h = 0xcbf29ce484222325u;

    for (i = 0; i < s.len; i++) {
        h = (h ^ (unsigned char) s.data[i]) * 0x100000001b3u;
    }

    return h;
}
