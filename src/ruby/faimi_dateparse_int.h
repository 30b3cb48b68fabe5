/*
 * Shared by the files that read dates: faimi_dateparse.c (dates) and
 * faimi_dateparse_time.c (times of day and zones).
 */

#ifndef FAIMI_DATEPARSE_INT_H
#define FAIMI_DATEPARSE_INT_H

#include "faimi_dateparse.h"


/* Ruby refuses longer texts too. */
#define FAIMI_DATE_LENGTH  128

#define FAIMI_NO_YEAR  INT64_MIN


typedef struct {
    char     text[FAIMI_DATE_LENGTH + 1];
    size_t   len;
    int64_t  year;      /* FAIMI_NO_YEAR, and -1 below: not given */
    int      month;
    int      day;
    int      hour;
    int      minute;
    int      second;
    int      nsec;
    bool     zoned;
    bool     utc;
    int32_t  offset;
} faimi_dateparse_t;


/* Whether one of `set` stands at `at`. */
bool faimi_dateparse_is(const faimi_dateparse_t *d, size_t at,
    const char *set);

/* Where the blanks, the digits that begin at `at` end. */
size_t faimi_dateparse_blanks(const faimi_dateparse_t *d, size_t at);
size_t faimi_dateparse_digits(const faimi_dateparse_t *d, size_t at);

/* The number in s, whatever stands around its digits; -1 if it has none or is
 * beyond any date. */
int64_t faimi_dateparse_number(faimi_slice_t s);

/* A zone after a time, if there is one: where it ends. */
size_t faimi_dateparse_zone(faimi_dateparse_t *d, size_t at);

/* A time of day with its zone, if one begins at `at`: where it ends, or 0. */
size_t faimi_dateparse_time(faimi_dateparse_t *d, size_t at);

#endif
