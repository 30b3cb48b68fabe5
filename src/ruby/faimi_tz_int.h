/*
 * The rule that a zone follows after the last change that its file lists.
 */

#ifndef FAIMI_TZ_INT_H
#define FAIMI_TZ_INT_H

#include "faimi_tz.h"


/* Room for any abbreviation. */
#define FAIMI_TZ_TEXT  16


/* What a place in time and space is: an offset and its abbreviation. */
typedef struct {
    int32_t  offset;     /* seconds east of UTC */
    uint8_t  name;
} faimi_tz_type_t;


/* The n-th (5: last) weekday of a month, and a time of that day. */
typedef struct {
    int      month;
    int      week;
    int      weekday;    /* 0: Sunday */
    int32_t  time;       /* seconds */
} faimi_tz_day_t;


typedef struct {
    faimi_tz_type_t  standard;
    faimi_tz_type_t  summer;
    bool             changes;   /* false: standard time for ever */
    faimi_tz_day_t   begin;     /* of summer time, in standard time */
    faimi_tz_day_t   end;       /* of summer time, in summer time */
} faimi_tz_rule_t;


/* Reads a POSIX TZ text: "CET-1CEST,M3.5.0,M10.5.0/3".  False: invalid, or
 * of the forms that no zone of today has. */
bool faimi_tz_rule(faimi_slice_t text, faimi_tz_rule_t *rule);

faimi_tz_type_t faimi_tz_rule_type(const faimi_tz_rule_t *rule, int64_t sec);

/* The number of an abbreviation, for faimi_time_t; and its text. */
uint8_t faimi_tz_name(faimi_slice_t name);
const char *faimi_tz_text(faimi_time_t t, char text[FAIMI_TZ_TEXT]);

#endif
