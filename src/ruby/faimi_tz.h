/*
 * Time zones, out of the system's zoneinfo: which offset a place has when.
 */

#ifndef FAIMI_TZ_H
#define FAIMI_TZ_H

#include "faimi_time.h"


typedef struct faimi_tz_s  faimi_tz_t;


/* The zone of that name ("Europe/Madrid"); NULL: the system knows none. */
const faimi_tz_t *faimi_tz_load(faimi_arena_t *arena, faimi_slice_t name);

/* The same out of a TZif file's bytes (RFC 8536). */
const faimi_tz_t *faimi_tz_parse(faimi_arena_t *arena, faimi_slice_t file);

/* Seconds east of UTC at a moment; 0 where `tz` is NULL. */
int32_t faimi_tz_offset(const faimi_tz_t *tz, int64_t sec);

/* The moment as the zone shows it. */
faimi_time_t faimi_tz_local(const faimi_tz_t *tz, faimi_time_t t);

/* The moment of a civil time there.  One that a change of the clock leaves out
 * is as far into the time after it; of one that is there twice the second, as
 * Ruby takes it. */
faimi_time_t faimi_tz_make(const faimi_tz_t *tz, faimi_civil_t c);

/* faimi_dateparse() in the zone: a text without one of its own is a civil
 * time there. */
bool faimi_tz_read(const faimi_tz_t *tz, faimi_slice_t s, faimi_time_t *t);

/* The value with the times in it that were written without a zone as the zone
 * shows them; what has none is shared. */
faimi_value_t faimi_tz_value(faimi_arena_t *arena, const faimi_tz_t *tz,
    faimi_value_t v);

#endif
