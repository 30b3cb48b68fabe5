/*
 * The checksum over what a record holds: a word at a time, in pieces of any
 * length.  It finds what chance has damaged, not what somebody has made.
 */

#include "faimi_zone_sum.h"


#define FAIMI_ZONE_PRIME  0x9e3779b97f4a7c15u


static inline uint64_t
faimi_zone_sum_word(uint64_t h, uint64_t word)
{
    h = (h ^ word) * FAIMI_ZONE_PRIME;

    return h ^ (h >> 29);
}


void
faimi_zone_sum_init(faimi_zone_sum_t *sum, uint64_t seed)
{
    *sum = (faimi_zone_sum_t) { .h = seed };
}


static void
faimi_zone_sum_byte(faimi_zone_sum_t *sum, uint8_t c)
{
    sum->part |= (uint64_t) c << (8 * sum->n);

    if (++sum->n == 8) {
        sum->h = faimi_zone_sum_word(sum->h, sum->part);
        sum->part = 0;
        sum->n = 0;
    }
}


void
faimi_zone_sum_add(faimi_zone_sum_t *sum, const void *data, size_t len)
{
    uint64_t        word;
    const uint8_t  *p, *last;

    if (len == 0) {
        return;
    }

    p = data;
    last = p + len;
    sum->len += len;

    while (p < last && sum->n != 0) {
        faimi_zone_sum_byte(sum, *p++);
    }

    for ( /* void */ ; last - p >= 8; p += 8) {
        memcpy(&word, p, 8);
        sum->h = faimi_zone_sum_word(sum->h, word);
    }

    while (p < last) {
        faimi_zone_sum_byte(sum, *p++);
    }
}


uint64_t
faimi_zone_sum_end(const faimi_zone_sum_t *sum)
{
    return faimi_zone_sum_word(faimi_zone_sum_word(sum->h, sum->part),
                               sum->len);
}
