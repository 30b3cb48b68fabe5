/*
 * The zone's checksum, which is its hash function too.
 */

#ifndef FAIMI_ZONE_SUM_H
#define FAIMI_ZONE_SUM_H

#include "faimi_base.h"


typedef struct {
    uint64_t  h;
    uint64_t  part;      /* up to 7 bytes that wait for an eighth */
    uint64_t  n;         /* of them */
    uint64_t  len;
} faimi_zone_sum_t;


void faimi_zone_sum_init(faimi_zone_sum_t *sum, uint64_t seed);
void faimi_zone_sum_add(faimi_zone_sum_t *sum, const void *data, size_t len);
uint64_t faimi_zone_sum_end(const faimi_zone_sum_t *sum);

#endif
