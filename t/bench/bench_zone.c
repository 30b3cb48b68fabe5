#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "faimi_zone_int.h"


/*
 * What the zone costs by itself, without lock and without nginx: a read, a
 * store, what the blocks waste, a rebuild.  Other sizes of a block:
 *
 *     make BUILD=build/4k CFLAGS='-O2 -DFAIMI_ZONE_BLOCK=4096' \
 *         build/4k/bench_zone
 */

#define SIZE   (32u << 20)
#define TIMES  200000


static const size_t  sizes[] = { 1000, 4000, 9600, 31000, 64000, 250000 };

static char  body[1 << 20], out[1 << 20];


static double
now(void)
{
    struct timespec  ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);

    return ts.tv_sec * 1e9 + ts.tv_nsec;
}


static const uint8_t *
key(uint32_t n)
{
    static uint8_t  bytes[FAIMI_ZONE_KEY];

    memcpy(bytes, &n, sizeof(n));

    return bytes;
}


static void
put(faimi_zone_t *z, uint32_t n, size_t len, bool seal)
{
    char               path[32];
    faimi_zone_item_t  item = { .key = key(n) };

    item.path = faimi_slice(path, (size_t) snprintf(path, sizeof(path),
                                                    "posts/%u.md", n));
    item.etag = FAIMI_SLICE("\"0123456789abcdef0123456789abcdef\"");
    item.type = FAIMI_SLICE("text/html");
    item.body = faimi_slice(body, len);

    if (seal) {
        faimi_zone_seal(&item);
    }

    faimi_zone_put(z, &item, 1000);
}


static bool
get(faimi_zone_t *z, uint32_t n)
{
    faimi_zone_found_t  found;

    return faimi_zone_peek(z, key(n), &found)
           && faimi_zone_copy(z, &found, out);
}


/* Bytes stored by bytes of memory, when the zone is full of such pages. */
static double
yield(faimi_zone_t *z, size_t len)
{
    return 100.0 * z->records[FAIMI_ZONE_ENTRY] * len / SIZE;
}


static void
bench_size(void *mem, size_t len)
{
    double         one, many, store;
    uint32_t       i, n;
    faimi_zone_t  *z;

    z = faimi_zone_format(mem, SIZE, 1);
    n = (uint32_t) (SIZE / len / 2);
    n = (n > 500) ? 500 : n;

    for (i = 0; i < n; i++) {
        put(z, i, len, true);
    }

    one = now();

    for (i = 0; i < TIMES; i++) {
        get(z, 0);
    }

    one = now() - one;
    many = now();

    for (i = 0; i < TIMES; i++) {
        get(z, i * 7919 % n);
    }

    many = now() - many;

    for (i = 0; z->evictions < 100; i++) {
        put(z, 1000 + i, len, false);
    }

    store = now();

    for (i = 0; i < TIMES / 10; i++) {
        put(z, 1000000 + i, len, false);
    }

    store = now() - store;
    printf("%7zu bytes: read %6.0f ns (one page), %6.0f ns (%u pages); "
           "store %6.0f ns; yield %.1f %%\n", len, one / TIMES, many / TIMES,
           n, store / (TIMES / 10), yield(z, len));
}


static void
bench_rebuild(void *mem)
{
    double         rebuild, check;
    uint32_t       i;
    faimi_zone_t  *z;

    z = faimi_zone_format(mem, SIZE, 1);

    for (i = 0; z->evictions == 0; i++) {
        put(z, i, 20000 + i * 7919 % 20000, true);
    }

    rebuild = now();
    z->dirty = 1;
    faimi_zone_enter(z);
    rebuild = now() - rebuild;

    check = now();
    (void) faimi_zone_check(z);
    check = now() - check;

    printf("%u MB with %u records: rebuild %.2f ms, check of the links %.2f "
           "ms\n", SIZE >> 20, z->records[1] + z->records[2], rebuild / 1e6,
           check / 1e6);
}


int
main(void)
{
    void    *mem;
    size_t   i;

    mem = aligned_alloc(4096, SIZE);
    memset(mem, 0, SIZE);
    memset(body, 'x', sizeof(body));
    memset(out, 0, sizeof(out));
    printf("blocks of %d bytes\n", FAIMI_ZONE_BLOCK);

    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        bench_size(mem, sizes[i]);
    }

    bench_rebuild(mem);
    free(mem);

    return 0;
}
