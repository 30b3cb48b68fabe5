/*
 * What the zone knows of a file: its last good source, whether it is broken
 * now, and (see faimi_zone_put()) its last good entry.
 */

#include "faimi_zone_int.h"


static bool
faimi_zone_has_source(faimi_zone_t *z, uint32_t i, faimi_slice_t source)
{
    faimi_zone_at_t       at;
    faimi_zone_record_t  *rec;

    if (i == FAIMI_ZONE_NONE) {
        return false;
    }

    rec = faimi_zone_record(z, i);
    at = faimi_zone_data(z, i);
    faimi_zone_skip(&at, rec->path_len);

    return rec->whole && rec->body_len == source.len
           && faimi_zone_equal(&at, source);
}


static void
faimi_zone_set_broken(faimi_zone_t *z, uint32_t i, bool broken)
{
    faimi_zone_record(z, i)->broken = broken;
    faimi_zone_relist(z, i);
    faimi_zone_relist_last(z, faimi_zone_last_of(z, i));
}


/* Puts a new source in the place of record `old`, which hands down its last
 * entry and stays where there is no room for the new one. */
static bool
faimi_zone_change(faimi_zone_t *z, uint32_t old, const faimi_zone_item_t *item,
    bool broken)
{
    uint32_t           i;
    faimi_zone_ref_t   ref;
    faimi_zone_last_t  last = { .set = 0 };

    ref = faimi_zone_ref(z, old);

    if (old != FAIMI_ZONE_NONE) {
        faimi_zone_set_broken(z, old, broken);
        faimi_zone_touch(z, old);
        last = *faimi_zone_last_of(z, old);
    }

    i = faimi_zone_add(z, item, &last, broken);

    if (i == FAIMI_ZONE_NONE) {
        z->too_large++;
        return false;
    }

    faimi_zone_retire(z, ref);
    faimi_zone_relist_last(z, &last);

    return true;
}


static bool
faimi_zone_remember(faimi_zone_t *z, const faimi_zone_item_t *item, bool keep,
    bool broken)
{
    bool      known, done;
    uint32_t  i;

    if (item->path.len == 0 || item->path.len > FAIMI_MAX_PATH) {
        return false;
    }

    i = faimi_zone_find_source(z, item->path);
    known = keep || faimi_zone_has_source(z, i, item->body);

    if ((keep && i == FAIMI_ZONE_NONE)
        || (known && faimi_zone_record(z, i)->broken == broken))
    {
        return true;
    }

    done = true;
    faimi_zone_begin(z);

    if (known) {
        faimi_zone_set_broken(z, i, broken);

    } else {
        done = faimi_zone_change(z, i, item, broken);
    }

    faimi_zone_end(z);

    return done;
}


bool
faimi_zone_good(faimi_zone_t *z, const faimi_zone_item_t *item)
{
    return faimi_zone_remember(z, item, false, false);
}


bool
faimi_zone_broken(faimi_zone_t *z, const faimi_zone_item_t *item)
{
    return faimi_zone_remember(z, item, item->body.len == 0, true);
}


void
faimi_zone_drop(faimi_zone_t *z, faimi_slice_t path)
{
    uint32_t  i;

    i = faimi_zone_find_source(z, path);

    if (i != FAIMI_ZONE_NONE) {
        faimi_zone_begin(z);
        faimi_zone_remove(z, i);
        faimi_zone_end(z);
    }
}
