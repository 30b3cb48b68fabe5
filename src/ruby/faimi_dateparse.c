/*
 * Dates in texts, as Ruby's Time.parse understands them: not one grammar but
 * patterns tried in turn, wherever in the text they stand (date__parse() of
 * Ruby's ext/date/date_parse.c, make_time() of lib/time.rb).  First a weekday
 * and a time of day are taken out (blanks stay in their place), then the first
 * of the date patterns that is found counts, also if it leaves the year open.
 *
 * A pattern is a function that matches at one offset; it is tried at every
 * offset.  That is quadratic, in at most FAIMI_DATE_LENGTH bytes.
 *
 * Ruby fills in from today's date what a text leaves out.  A text without a
 * year is not a date here: the core has no clock, and a page that changed with
 * it would need the day in its key.
 */

#include "faimi_ctype.h"
#include "faimi_dateparse_int.h"


/* No number of a date has more digits; an int64_t holds them without a test. */
#define FAIMI_DATE_DIGITS  9


bool
faimi_dateparse_is(const faimi_dateparse_t *d, size_t at, const char *set)
{
    return at < d->len && strchr(set, d->text[at]) != NULL;
}


size_t
faimi_dateparse_blanks(const faimi_dateparse_t *d, size_t at)
{
    while (at < d->len && d->text[at] == ' ') {
        at++;
    }

    return at;
}


size_t
faimi_dateparse_digits(const faimi_dateparse_t *d, size_t at)
{
    while (at < d->len && faimi_is_digit(d->text[at])) {
        at++;
    }

    return at;
}


bool
faimi_dateparse_edge(const faimi_dateparse_t *d, size_t at)
{
    bool  before, after;

    before = at > 0 && (faimi_is_alnum(d->text[at - 1])
                        || faimi_is_high(d->text[at - 1]));
    after = at < d->len && (faimi_is_alnum(d->text[at])
                            || faimi_is_high(d->text[at]));

    return before != after;
}


bool
faimi_dateparse_has(const faimi_dateparse_t *d, size_t at, const char *word)
{
    size_t  n;

    n = strlen(word);

    return at + n <= d->len && memcmp(d->text + at, word, n) == 0;
}


/* The number in s, whatever stands around its digits; -1 if it has none or
 * is beyond any date. */
int64_t
faimi_dateparse_number(faimi_slice_t s)
{
    size_t   i, n;
    int64_t  v;

    for (i = 0, n = 0, v = 0; i < s.len && n <= FAIMI_DATE_DIGITS; i++) {
        if (faimi_is_digit(s.data[i])) {
            v = v * 10 + s.data[i] - '0';
            n++;
        }
    }

    return (n == 0 || n > FAIMI_DATE_DIGITS) ? -1 : v;
}


/* Tries a pattern at every offset and replaces what it took by blanks, so that
 * no later pattern reads the same digits. */
static bool
faimi_dateparse_find(faimi_dateparse_t *d, faimi_dateparse_pt pattern)
{
    size_t  at, end;

    for (at = 0; at < d->len; at++) {
        end = pattern(d, at);

        if (end > 0) {
            memset(d->text + at, ' ', end - at);
            return true;
        }
    }

    return false;
}


/* Lower case; what cannot stand in a date becomes a blank. */
static bool
faimi_dateparse_begin(faimi_dateparse_t *d, faimi_slice_t s)
{
    size_t  i;
    char    c;

    if (s.len > FAIMI_DATE_LENGTH) {
        return false;
    }

    for (i = 0; i < s.len; i++) {
        c = faimi_lower(s.data[i]);
        d->text[i] = (faimi_is_alnum(c) || faimi_is_high(c)
                      || (c != '\0' && strchr("-+',./:@[]", c) != NULL))
                     ? c : ' ';
    }

    d->text[s.len] = '\0';
    d->len = s.len;
    d->year = FAIMI_NO_YEAR;
    d->century = true;
    d->yday = d->month = d->day = d->hour = d->minute = d->second = -1;

    return true;
}


/* "B.C." turns the year; one or two digits that are left alone are the day of
 * a text with a time, or the hour of one with a day. */
static void
faimi_dateparse_rest(faimi_dateparse_t *d)
{
    int     v;
    size_t  from, end;

    if (faimi_dateparse_find(d, faimi_dateparse_bc)
        && d->year != FAIMI_NO_YEAR)
    {
        d->year = 1 - d->year;
    }

    from = faimi_dateparse_blanks(d, 0);
    end = faimi_dateparse_digits(d, from);

    if (end > from && end - from <= 2
        && faimi_dateparse_blanks(d, end) == d->len)
    {
        v = (int) faimi_dateparse_number(faimi_slice(d->text + from,
                                                     end - from));

        if (d->hour >= 0 && d->day < 0 && v >= 1 && v <= 31) {
            d->day = v;

        } else if (d->day >= 0 && d->hour < 0 && v <= 24) {
            d->hour = v;
        }
    }

    /* two digits are of the years from 1969 to 2068 */
    if (d->century && d->year >= 0 && d->year <= 99) {
        d->year += (d->year >= 69) ? 1900 : 2000;
    }
}


/* As Time.utc() takes them: the 31st of a shorter month is one of the next. */
static bool
faimi_dateparse_make(const faimi_dateparse_t *d, int32_t offset,
    faimi_time_t *t)
{
    faimi_civil_t  c;

    c = (faimi_civil_t) {
        .year = d->year,
        .month = (d->month < 0) ? 1 : d->month,
        .day = (d->day < 0) ? 1 : d->day,
        .hour = (d->hour < 0) ? 0 : d->hour,
        .minute = (d->minute < 0) ? 0 : d->minute,
        .second = (d->second < 0) ? 0 : d->second
    };

    if (d->year == FAIMI_NO_YEAR || c.month < 1 || c.month > 12 || c.day < 1
        || c.day > 31 || c.hour > 24 || c.minute > 59 || c.second > 60
        || (c.hour == 24 && (c.minute > 0 || c.second > 0)))
    {
        return false;
    }

    *t = faimi_time_make(c, d->zoned ? d->offset : offset);
    t->nsec = d->nsec;
    t->utc = d->zoned && d->utc;

    return true;
}


/* The day of a year by its number, from 1 on, in place of month and day. */
static bool
faimi_dateparse_ordinal(faimi_dateparse_t *d)
{
    faimi_time_t   t;
    faimi_civil_t  c;

    if (d->yday < 0 || d->year == FAIMI_NO_YEAR) {
        return true;
    }

    c = (faimi_civil_t) { .year = d->year, .month = 1, .day = 1 };
    t = faimi_time_make(c, 0);
    t.sec += ((int64_t) d->yday - 1) * 86400;
    c = faimi_time_civil(t);
    d->month = c.month;
    d->day = c.day;

    if (d->yday == 0 || c.year != d->year) {
        return false;
    }

    /* Ruby looks for the day by the one that 31 days in each month would give,
     * and takes 24:00 for the next; so it is the same day's beginning, and an
     * error where that leads before the first of a month */
    if (d->hour == 24) {
        d->hour = 0;
        return c.day > 1 || (d->yday - 1) / 31 + 1 != c.month;
    }

    return true;
}


/* The order is Ruby's: a text may fit several patterns. */
bool
faimi_dateparse(faimi_slice_t s, int32_t offset, faimi_time_t *t,
    bool *has_time)
{
    faimi_dateparse_t          d;
    const faimi_dateparse_pt  *pattern;

    memset(&d, 0, sizeof(faimi_dateparse_t));

    if (!faimi_dateparse_begin(&d, s)) {
        return false;
    }

    (void) faimi_dateparse_find(&d, faimi_dateparse_weekday);
    (void) faimi_dateparse_find(&d, faimi_dateparse_time);

    for (pattern = faimi_dateparse_patterns; *pattern != NULL; pattern++) {
        if (faimi_dateparse_find(&d, *pattern)) {
            break;
        }
    }

    faimi_dateparse_rest(&d);
    *has_time = d.hour >= 0;

    return faimi_dateparse_ordinal(&d) && faimi_dateparse_make(&d, offset, t);
}
