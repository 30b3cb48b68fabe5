/*
 * POSIX TZ texts, as far as zoneinfo uses them for the years to come: a zone's
 * file lists its changes up to some year, and this rule goes on from there.
 */

#include "faimi_ctype.h"
#include "faimi_time.h"
#include "faimi_tz_int.h"


/* Goes over one character, if it is `c`. */
static bool
faimi_tz_char(faimi_slice_t s, size_t *at, char c)
{
    if (*at < s.len && s.data[*at] == c) {
        (*at)++;
        return true;
    }

    return false;
}


/* digits, at most three of them and not beyond `max` */
static bool
faimi_tz_digits(faimi_slice_t s, size_t *at, int max, int *n)
{
    size_t  from;

    for (from = *at, *n = 0; *at < s.len && *at < from + 3; (*at)++) {
        if (!faimi_is_digit(s.data[*at])) {
            break;
        }

        *n = *n * 10 + s.data[*at] - '0';
    }

    return *at > from && *n <= max;
}


/* name = 3*letters | "<" { not ">" } ">" */
static bool
faimi_tz_abbreviation(faimi_slice_t s, size_t *at, uint8_t *name)
{
    size_t  from;

    from = *at;

    if (faimi_tz_char(s, at, '<')) {
        *at = faimi_slice_find_char(s, '>', *at);
        *name = faimi_tz_name(faimi_slice_sub(s, from + 1, *at));
        return faimi_tz_char(s, at, '>');
    }

    while (*at < s.len && faimi_is_alpha(s.data[*at])) {
        (*at)++;
    }

    *name = faimi_tz_name(faimi_slice_sub(s, from, *at));

    return *at >= from + 3;
}


/* time = [ "+" | "-" ] hours [ ":" minutes [ ":" seconds ] ] */
static bool
faimi_tz_time(faimi_slice_t s, size_t *at, int32_t *time)
{
    int   part, scale;
    bool  minus;

    minus = faimi_tz_char(s, at, '-');

    if (!minus) {
        (void) faimi_tz_char(s, at, '+');
    }

    if (!faimi_tz_digits(s, at, 167, &part)) {
        return false;
    }

    *time = part * 3600;

    for (scale = 60; scale > 0 && faimi_tz_char(s, at, ':'); scale /= 60) {
        if (!faimi_tz_digits(s, at, 59, &part)) {
            return false;
        }

        *time += part * scale;
    }

    *time = minus ? -*time : *time;

    return true;
}


/* day = ",M" month "." week "." weekday [ "/" time ] */
static bool
faimi_tz_day(faimi_slice_t s, size_t *at, faimi_tz_day_t *day)
{
    day->time = 2 * 3600;

    return faimi_tz_char(s, at, ',') && faimi_tz_char(s, at, 'M')
           && faimi_tz_digits(s, at, 12, &day->month) && day->month > 0
           && faimi_tz_char(s, at, '.')
           && faimi_tz_digits(s, at, 5, &day->week) && day->week > 0
           && faimi_tz_char(s, at, '.')
           && faimi_tz_digits(s, at, 6, &day->weekday)
           && (!faimi_tz_char(s, at, '/') || faimi_tz_time(s, at, &day->time));
}


/* rule = name time [ name [ time ] day day ]; its times are west of UTC */
bool
faimi_tz_rule(faimi_slice_t text, faimi_tz_rule_t *rule)
{
    size_t  at;

    at = 0;
    memset(rule, 0, sizeof(faimi_tz_rule_t));

    if (!faimi_tz_abbreviation(text, &at, &rule->standard.name)
        || !faimi_tz_time(text, &at, &rule->standard.offset))
    {
        return false;
    }

    rule->standard.offset = -rule->standard.offset;

    if (at == text.len) {
        return true;
    }

    rule->changes = true;
    rule->summer.offset = rule->standard.offset + 3600;

    if (!faimi_tz_abbreviation(text, &at, &rule->summer.name)) {
        return false;
    }

    if (at < text.len && text.data[at] != ',') {
        if (!faimi_tz_time(text, &at, &rule->summer.offset)) {
            return false;
        }

        rule->summer.offset = -rule->summer.offset;
    }

    return faimi_tz_day(text, &at, &rule->begin)
           && faimi_tz_day(text, &at, &rule->end) && at == text.len;
}


/* The moment of a rule's day in a year, if its times were UTC's. */
static int64_t
faimi_tz_moment(const faimi_tz_day_t *day, int64_t year)
{
    int            ahead;
    faimi_time_t   t;
    faimi_civil_t  c;

    c = (faimi_civil_t) { .year = year, .month = day->month, .day = 1 };
    t = faimi_time_make(c, 0);
    ahead = (day->weekday - faimi_time_civil(t).weekday + 7) % 7
            + (day->week - 1) * 7;
    t.sec += ahead * 86400;

    /* the fifth one is the last, which may be the fourth */
    if (faimi_time_civil(t).month != day->month) {
        t.sec -= 7 * 86400;
    }

    return t.sec + day->time;
}


faimi_tz_type_t
faimi_tz_rule_type(const faimi_tz_rule_t *rule, int64_t sec)
{
    int64_t       year, begin, end;
    faimi_time_t  t;

    if (!rule->changes) {
        return rule->standard;
    }

    t = (faimi_time_t) { .sec = sec, .offset = rule->standard.offset };
    year = faimi_time_civil(t).year;
    begin = faimi_tz_moment(&rule->begin, year) - rule->standard.offset;
    end = faimi_tz_moment(&rule->end, year) - rule->summer.offset;

    /* south of the equator summer is around the turn of the year */
    if (begin < end) {
        return (sec >= begin && sec < end) ? rule->summer : rule->standard;
    }

    return (sec >= end && sec < begin) ? rule->standard : rule->summer;
}
