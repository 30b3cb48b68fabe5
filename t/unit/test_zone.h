/*
 * What the tests of the zone have in common: names and contents by number.
 */

#ifndef TEST_ZONE_H
#define TEST_ZONE_H

#include <stdlib.h>

#include "faimi_zone_int.h"
#include "test.h"


static char  body[256 * 1024];


static inline void
fill_body(void)
{
    size_t  i;

    for (i = 0; i < sizeof(body); i++) {
        body[i] = (char) (i * 2654435761u >> 13);
    }
}


static inline faimi_zone_t *
make_zone(size_t size)
{
    return faimi_zone_format(aligned_alloc(4096, size), size, 12345);
}


/* Key n, always in the same place: the caller may use two. */
static inline const uint8_t *
key(uint32_t n)
{
    static uint8_t  keys[1000][FAIMI_ZONE_KEY];

    memset(keys[n], 0x55, FAIMI_ZONE_KEY);
    memcpy(keys[n], &n, sizeof(n));

    return keys[n];
}


static inline faimi_slice_t
path(uint32_t n)
{
    static char  paths[100][16];

    return faimi_slice(paths[n], (size_t) snprintf(paths[n], 16, "p%u.md", n));
}


static inline faimi_slice_t
content(uint32_t from, size_t len)
{
    return faimi_slice(body + from % 1000, len);
}


static inline bool
put(faimi_zone_t *z, uint32_t k, faimi_slice_t p, faimi_slice_t b, int64_t now,
    int64_t *modified)
{
    bool               stored;
    char               etag[32];
    faimi_zone_item_t  item = { .key = key(k), .path = p, .body = b };

    item.etag = faimi_slice(etag, (size_t) snprintf(etag, sizeof(etag),
                            "\"%zx-%zx\"", b.data - body, b.len));
    item.type = FAIMI_SLICE("text/html");
    faimi_zone_seal(&item);
    stored = faimi_zone_put(z, &item, now);

    if (modified != NULL) {
        *modified = item.modified;
    }

    return stored;
}


static inline bool
tell(faimi_zone_t *z, uint32_t p, faimi_slice_t source, bool broken)
{
    faimi_zone_item_t  item = { .path = path(p), .body = source };

    faimi_zone_seal(&item);

    return broken ? faimi_zone_broken(z, &item) : faimi_zone_good(z, &item);
}


static inline bool
copied_is(faimi_zone_t *z, const faimi_zone_found_t *found, faimi_slice_t b)
{
    bool    same;
    char   *out;
    size_t  skip;

    skip = found->etag_len + found->type_len;
    out = malloc(skip + found->body_len + 1);
    same = faimi_zone_copy(z, found, out)
           && faimi_slice_eq(faimi_slice(out + skip, found->body_len), b);
    free(out);

    return same;
}


static inline bool
sound(faimi_zone_t *z)
{
    uint32_t  at;

    at = 0;

    while (at != FAIMI_ZONE_END) {
        if (!faimi_zone_check_sums(z, &at, 50)) {
            return false;
        }
    }

    return faimi_zone_check(z);
}

#endif
