/*
 * Shared by the files that read dates: faimi_dateparse.c (the text as a whole),
 * faimi_dateparse_date.c (patterns of dates), faimi_dateparse_time.c (times of
 * day and zones).
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
    bool     century;   /* a year below 100 lacks it */
    int      yday;      /* in place of month and day */
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


/* Tries one pattern at offset `at`: returns where it ends, or 0. */
typedef size_t (*faimi_dateparse_pt)(faimi_dateparse_t *d, size_t at);


/* Whether one of `set`, or a word, stands at `at`. */
bool faimi_dateparse_is(const faimi_dateparse_t *d, size_t at,
    const char *set);
bool faimi_dateparse_has(const faimi_dateparse_t *d, size_t at,
    const char *word);

/* Whether a word begins or ends at `at`: \b of a regular expression. */
bool faimi_dateparse_edge(const faimi_dateparse_t *d, size_t at);

/* Where the blanks, the digits that begin at `at` end. */
size_t faimi_dateparse_blanks(const faimi_dateparse_t *d, size_t at);
size_t faimi_dateparse_digits(const faimi_dateparse_t *d, size_t at);

/* The number in s, whatever stands around its digits; -1 if it has none or is
 * beyond any date. */
int64_t faimi_dateparse_number(faimi_slice_t s);

/* The fraction of a second whose digits begin at `at`: where they end. */
size_t faimi_dateparse_fraction(faimi_dateparse_t *d, size_t at);

/* A zone after a time, if there is one: where it ends. */
size_t faimi_dateparse_zone(faimi_dateparse_t *d, size_t at);

/* Patterns: a time of day with its zone; a weekday; "B.C."; those of dates, in
 * the order in which they are tried, and NULL. */
size_t faimi_dateparse_time(faimi_dateparse_t *d, size_t at);
size_t faimi_dateparse_weekday(faimi_dateparse_t *d, size_t at);
size_t faimi_dateparse_bc(faimi_dateparse_t *d, size_t at);
extern const faimi_dateparse_pt  faimi_dateparse_patterns[];

#endif
