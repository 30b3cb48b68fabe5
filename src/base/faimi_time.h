/*
 * Civil time without the C library's global time zone: a site's zone is its
 * own, and localtime() reads a file and the environment.
 */

#ifndef FAIMI_TIME_H
#define FAIMI_TIME_H

#include "faimi_value.h"


typedef struct {
    int64_t  year;
    int      month;      /* 1..12 */
    int      day;        /* 1..31 */
    int      hour;
    int      minute;
    int      second;
    int      weekday;    /* 0: Sunday */
    int      yday;       /* 1..366 */
} faimi_civil_t;


/* The calendar's view of a moment, in its own offset (proleptic Gregorian). */
faimi_civil_t faimi_time_civil(faimi_time_t t);

/* The moment of a civil time (weekday and yday ignored) at `offset` seconds
 * east of UTC. */
faimi_time_t faimi_time_make(faimi_civil_t c, int32_t offset);

/* Whether day, month and time of day exist in the calendar. */
bool faimi_time_valid(faimi_civil_t c);

/* The `zone` of what is a date, not a moment. */
#define FAIMI_TIME_DATE  255

#endif
