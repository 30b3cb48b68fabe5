/*
 * The rule that a zone follows after the last change that its file lists.
 */

#ifndef FAIMI_TZ_INT_H
#define FAIMI_TZ_INT_H

#include "faimi_tz.h"


/* The n-th (5: last) weekday of a month, and a time of that day. */
typedef struct {
    int      month;
    int      week;
    int      weekday;    /* 0: Sunday */
    int32_t  time;       /* seconds */
} faimi_tz_day_t;


typedef struct {
    int32_t         standard;   /* offsets, seconds east of UTC */
    int32_t         summer;
    bool            changes;    /* false: standard time for ever */
    faimi_tz_day_t  begin;      /* of summer time, in standard time */
    faimi_tz_day_t  end;        /* of summer time, in summer time */
} faimi_tz_rule_t;


/* Reads a POSIX TZ text: "CET-1CEST,M3.5.0,M10.5.0/3".  False: it is none, or
 * of the forms that no zone of today has. */
bool faimi_tz_rule(faimi_slice_t text, faimi_tz_rule_t *rule);

int32_t faimi_tz_rule_offset(const faimi_tz_rule_t *rule, int64_t sec);

#endif
