/*
 * Who makes which page: a table that is searched from end to end.  As with
 * what was logged, a rebuild does not look after it: a process that dies
 * between two stores leaves a claim on a page that there is not, or one that
 * ends with its time.
 */

#include "faimi_zone_int.h"


static faimi_zone_claim_t *
faimi_zone_claim_find(faimi_zone_t *z, const uint8_t *key)
{
    uint32_t  i;

    for (i = 0; i < FAIMI_ZONE_CLAIMS; i++) {
        if (z->claims[i].pid != 0
            && memcmp(z->claims[i].key, key, FAIMI_ZONE_KEY) == 0)
        {
            return &z->claims[i];
        }
    }

    return NULL;
}


/* A place for another, or NULL. */
static faimi_zone_claim_t *
faimi_zone_claim_free(faimi_zone_t *z, int64_t now)
{
    uint32_t  i;

    for (i = 0; i < FAIMI_ZONE_CLAIMS; i++) {
        if (z->claims[i].pid == 0 || z->claims[i].until <= now) {
            return &z->claims[i];
        }
    }

    return NULL;
}


int64_t
faimi_zone_claim(faimi_zone_t *z, const uint8_t *key, int64_t pid, int64_t now,
    int64_t until)
{
    faimi_zone_claim_t  *claim;

    claim = faimi_zone_claim_find(z, key);

    if (claim != NULL && claim->pid != pid && claim->until > now) {
        return claim->pid;
    }

    claim = (claim != NULL) ? claim : faimi_zone_claim_free(z, now);

    if (claim != NULL) {
        claim->pid = 0;
        faimi_zone_fence();
        memcpy(claim->key, key, FAIMI_ZONE_KEY);
        claim->until = until;
        faimi_zone_fence();
        claim->pid = pid;
    }

    return 0;
}


void
faimi_zone_release(faimi_zone_t *z, const uint8_t *key, int64_t pid)
{
    faimi_zone_claim_t  *claim;

    claim = faimi_zone_claim_find(z, key);

    if (claim != NULL && claim->pid == pid) {
        claim->pid = 0;
    }
}
