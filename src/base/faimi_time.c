/*
 * Days and the calendar.  The year is taken to begin in March, so that the
 * leap day is its last; 400 such years, an era, have the same days always.
 */

#include "faimi_time.h"


#define FAIMI_DAY        86400
#define FAIMI_ERA_DAYS   146097
#define FAIMI_ERA_YEARS  400

/* Days from 0000-03-01 to 1970-01-01, and the weekday of the latter. */
#define FAIMI_EPOCH_DAYS     719468
#define FAIMI_EPOCH_WEEKDAY  4


/* C divides towards zero; the calendar goes on below it. */
static int64_t
faimi_time_floor(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}


static bool
faimi_time_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}


static int
faimi_time_month_days(int64_t year, int month)
{
    static const int  days[] = { 31, 28, 31, 30, 31, 30,
                                 31, 31, 30, 31, 30, 31 };

    return days[month - 1] + (month == 2 && faimi_time_leap(year));
}


/* Days since 1970-01-01. */
static int64_t
faimi_time_days(int64_t year, int month, int day)
{
    int64_t  era, of_era, of_year;

    year -= month <= 2;
    era = faimi_time_floor(year, FAIMI_ERA_YEARS);
    of_era = year - era * FAIMI_ERA_YEARS;
    of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * FAIMI_ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100
           + of_year - FAIMI_EPOCH_DAYS;
}


/* The reverse of faimi_time_days(). Whole eras are taken off first; within one,
 * 4 years have 1461 days, but for the century's turn. */
static void
faimi_time_date(int64_t days, faimi_civil_t *c)
{
    int      month;
    int64_t  era, of_era, year, of_year;

    days += FAIMI_EPOCH_DAYS;
    era = faimi_time_floor(days, FAIMI_ERA_DAYS);
    of_era = days - era * FAIMI_ERA_DAYS;
    year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    of_year = of_era - (365 * year + year / 4 - year / 100);
    month = (int) ((5 * of_year + 2) / 153);

    c->day = (int) (of_year - (153 * month + 2) / 5 + 1);
    c->month = month + (month < 10 ? 3 : -9);
    c->year = year + era * FAIMI_ERA_YEARS + (c->month <= 2);
}


faimi_civil_t
faimi_time_civil(faimi_time_t t)
{
    int            rest;
    int64_t        sec, days;
    faimi_civil_t  c;

    /* no clock reaches the ends of 64 bits; YAML's integers do */
    sec = (t.sec > INT64_MAX - FAIMI_DAY) ? INT64_MAX - FAIMI_DAY : t.sec;
    sec = (sec < INT64_MIN + 2 * FAIMI_DAY) ? INT64_MIN + 2 * FAIMI_DAY : sec;
    sec += t.offset;

    days = faimi_time_floor(sec, FAIMI_DAY);
    rest = (int) (sec - days * FAIMI_DAY);

    faimi_time_date(days, &c);
    c.hour = rest / 3600;
    c.minute = rest / 60 % 60;
    c.second = rest % 60;
    c.weekday = (int) ((days % 7 + 7 + FAIMI_EPOCH_WEEKDAY) % 7);
    c.yday = (int) (days - faimi_time_days(c.year, 1, 1) + 1);

    return c;
}


faimi_time_t
faimi_time_make(faimi_civil_t c, int32_t offset)
{
    faimi_time_t  t;

    t.sec = faimi_time_days(c.year, c.month, c.day) * FAIMI_DAY
            + c.hour * 3600 + c.minute * 60 + c.second - offset;
    t.nsec = 0;
    t.offset = offset;
    t.utc = 0;
    t.local = 0;

    return t;
}


/* The year is bounded so that nothing that is made of it overflows. */
bool
faimi_time_valid(faimi_civil_t c)
{
    return c.year >= -9999 && c.year <= 99999
           && c.month >= 1 && c.month <= 12
           && c.day >= 1 && c.day <= faimi_time_month_days(c.year, c.month)
           && c.hour >= 0 && c.minute >= 0 && c.minute <= 59
           && c.second >= 0 && c.second <= 59
           && (c.hour <= 23
               || (c.hour == 24 && c.minute == 0 && c.second == 0));
}
