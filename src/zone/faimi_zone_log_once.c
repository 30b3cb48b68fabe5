/*
 * Digests that somebody has reported, in sets of FAIMI_ZONE_WAYS; the oldest
 * of its set makes room.  They are no part of what a rebuild looks after: at
 * worst something is reported twice.
 */

#include "faimi_zone_int.h"


bool
faimi_zone_first(faimi_zone_t *z, const uint8_t *digest, int64_t now,
    int64_t seconds)
{
    uint32_t                i;
    uint64_t                hash;
    faimi_zone_log_once_t  *set, *slot;

    memcpy(&hash, digest, sizeof(hash));
    set = (faimi_zone_log_once_t *) ((char *) z + z->logged)
          + (hash & (z->sets - 1)) * FAIMI_ZONE_WAYS;
    slot = set;

    for (i = 0; i < FAIMI_ZONE_WAYS; i++) {
        if (memcmp(set[i].digest, digest, sizeof(set->digest)) == 0) {
            slot = &set[i];

            if (slot->time <= now && now - slot->time < seconds) {
                return false;
            }

            break;
        }

        if (set[i].time < slot->time) {
            slot = &set[i];
        }
    }

    memcpy(slot->digest, digest, sizeof(slot->digest));
    slot->time = now;

    return true;
}
