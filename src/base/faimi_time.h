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

/* Ruby's strftime, with its flags (-0^#_:), widths and all conversions of
 * Time. Unknown ones stay as they are. */
void faimi_time_format(faimi_buf_t *out, faimi_time_t t, faimi_slice_t fmt);

/* Reads what jekyll's front matter, file names and Liquid's `date` filter
 * take: ISO 8601 and RFC 3339 with blanks or T, optional time and zone,
 * RFC 2822, "March 14, 2016", "14 March 2016", "2016/3/14".  A text without a
 * zone gets `offset`.  False if it is none of these. */
bool faimi_time_parse(faimi_slice_t s, int32_t offset, faimi_time_t *t,
    bool *has_time);

#endif
