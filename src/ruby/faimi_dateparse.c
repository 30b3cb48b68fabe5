/*
 * Dates in texts, as Ruby's Time.parse understands them: not one grammar but
 * patterns tried in turn, wherever in the text they stand.  First a weekday
 * and a time of day are taken out (blanks stay in their place), then the
 * first of the date patterns that is found counts.  Texts are short, so each
 * pattern is simply tried at every offset.
 *
 * What Ruby fills in from today's date (a text without a year) is no date
 * here: the core has no clock.
 */

#include "faimi_ctype.h"
#include "faimi_dateparse_int.h"


/* Numbers of more digits are of no date. */
#define FAIMI_DATE_DIGITS  9


/* Tries one pattern at offset `at`: returns where it ends, or 0. */
typedef size_t (*faimi_dateparse_pt)(faimi_dateparse_t *d, size_t at);


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


/* A word goes on to the next blank, digit, "-" or "'". */
static size_t
faimi_dateparse_word(const faimi_dateparse_t *d, size_t at)
{
    while (at < d->len && !faimi_is_digit(d->text[at])
           && strchr(" -'", d->text[at]) == NULL)
    {
        at++;
    }

    return at;
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


/* element = [ "'" ] [ "-" | "+" ] digits */
static size_t
faimi_dateparse_element(const faimi_dateparse_t *d, size_t at,
    faimi_slice_t *element)
{
    size_t  from, end;

    from = at;
    at += faimi_dateparse_is(d, at, "'");
    at += faimi_dateparse_is(d, at, "+-");
    end = faimi_dateparse_digits(d, at);
    *element = faimi_slice(d->text + from, end - from);

    return (end == at) ? 0 : end;
}


/* No letter or digit stands before. */
static bool
faimi_dateparse_starts(const faimi_dateparse_t *d, size_t at)
{
    return at == 0 || !faimi_is_alnum(d->text[at - 1]);
}


/* Three letters out of a list of names of three letters, from 1 on; 0. */
static int
faimi_dateparse_name(const faimi_dateparse_t *d, size_t at, const char *names)
{
    int  i;

    if (at + 3 > d->len) {
        return 0;
    }

    for (i = 0; names[i * 3] != '\0'; i++) {
        if (memcmp(d->text + at, names + i * 3, 3) == 0) {
            return i + 1;
        }
    }

    return 0;
}


static int
faimi_dateparse_month(const faimi_dateparse_t *d, size_t at)
{
    return faimi_dateparse_name(d, at, "janfebmaraprmayjunjulaugsepoctnovdec");
}


/* More than two digits, or a quote before them, are of no day or month. */
static bool
faimi_dateparse_is_year(faimi_slice_t s)
{
    return s.len > 2 || (s.len > 0 && s.data[0] == '\'');
}


/* Digits with a sign are taken as they are, two digits get their century. */
static void
faimi_dateparse_year(faimi_dateparse_t *d, faimi_slice_t s)
{
    bool     sign;
    int64_t  year;

    year = faimi_dateparse_number(s);

    if (year < 0) {
        return;
    }

    sign = s.len > 0 && strchr("+-", s.data[s.data[0] == '\'']) != NULL;

    /* two digits are of the years from 1969 to 2068 */
    if (!sign && year < 100 && s.len <= 3 && !(s.len == 3 && s.data[0] == '0'))
    {
        year += (year >= 69) ? 1900 : 2000;
    }

    d->year = (sign && memchr(s.data, '-', s.len) != NULL) ? -year : year;
}


/* Three elements in the order year, month, day, unless a quote or more than
 * two digits show that another one is the year. */
static void
faimi_dateparse_set(faimi_dateparse_t *d, faimi_slice_t year,
    faimi_slice_t month, faimi_slice_t day)
{
    faimi_slice_t  old;

    if (day.len == 0 && year.len > 0) {
        day = month;
        month = year;
        year = FAIMI_EMPTY;
    }

    if (faimi_dateparse_is_year(month)) {
        old = year;
        year = month;
        month = day;
        day = old;
    }

    if (faimi_dateparse_is_year(day)) {
        old = year;
        year = day;
        day = old;
    }

    if (year.len > 0) {
        faimi_dateparse_year(d, year);
    }

    d->month = (month.len > 0) ? (int) faimi_dateparse_number(month) : -1;
    d->day = (day.len > 0) ? (int) faimi_dateparse_number(day) : -1;
}


/* As above, where the month was a name. */
static void
faimi_dateparse_named(faimi_dateparse_t *d, faimi_slice_t year, int month,
    faimi_slice_t day)
{
    faimi_slice_t  old;

    if (faimi_dateparse_is_year(day)) {
        old = year;
        year = day;
        day = old;
    }

    if (year.len > 0) {
        faimi_dateparse_year(d, year);
    }

    d->month = month;
    d->day = (day.len > 0) ? (int) faimi_dateparse_number(day) : -1;
}


/* A month's name and a day, with a year if one stands at `at`: returns where
 * that ends, else `end`. */
static size_t
faimi_dateparse_year_at(faimi_dateparse_t *d, int month, faimi_slice_t day,
    size_t at, size_t end)
{
    faimi_slice_t  year;

    at = faimi_dateparse_element(d, at, &year);
    faimi_dateparse_named(d, (at == 0) ? FAIMI_EMPTY : year, month, day);

    return (at == 0) ? end : at;
}


/* weekday = 3 letters of it { not "-", "/", digit, blank } */
static size_t
faimi_dateparse_weekday(faimi_dateparse_t *d, size_t at)
{
    if (!faimi_dateparse_starts(d, at)
        || faimi_dateparse_name(d, at, "sunmontuewedthufrisat") == 0)
    {
        return 0;
    }

    while (at < d->len && !faimi_is_digit(d->text[at])
           && strchr(" -/", d->text[at]) == NULL)
    {
        at++;
    }

    return at;
}


/* eu = [ "'" ] digits word { " " } month [ { " " } element ], as in "14th March
 * 2016"; the word may be none, as in "14mar" */
static size_t
faimi_dateparse_eu(faimi_dateparse_t *d, size_t at)
{
    int            month;
    size_t         end, next;
    faimi_slice_t  day;

    end = faimi_dateparse_element(d, at, &day);

    if (end == 0 || (at > 0 && faimi_is_digit(d->text[at - 1]))) {
        return 0;
    }

    next = faimi_dateparse_blanks(d, end);
    month = faimi_dateparse_month(d, next);

    if (month == 0) {
        next = faimi_dateparse_blanks(d, faimi_dateparse_word(d, end));
        month = faimi_dateparse_month(d, next);
    }

    if (month == 0) {
        return 0;
    }

    end = faimi_dateparse_word(d, next);

    return faimi_dateparse_year_at(d, month, day,
                                   faimi_dateparse_blanks(d, end), end);
}


/* us = month word { " " } digits word [ [ "," ] { " " } element ]:
 * "March 14th, 2016", "March 2016" */
static size_t
faimi_dateparse_us(faimi_dateparse_t *d, size_t at)
{
    int            month;
    size_t         end, next;
    faimi_slice_t  day;

    month = faimi_dateparse_starts(d, at) ? faimi_dateparse_month(d, at) : 0;
    next = faimi_dateparse_blanks(d, faimi_dateparse_word(d, at));
    next += faimi_dateparse_is(d, next, "'");
    end = faimi_dateparse_digits(d, next);

    if (month == 0 || end == next) {
        return 0;
    }

    day = faimi_slice(d->text + next, end - next);
    end = faimi_dateparse_word(d, end);
    next = faimi_dateparse_blanks(d, end);

    if (faimi_dateparse_is(d, next, ",")) {
        next = faimi_dateparse_blanks(d, next + 1);
    }

    return faimi_dateparse_year_at(d, month, day, next, end);
}


/* Three elements with `sep` between them; the last may be missing where
 * `two` is set. */
static size_t
faimi_dateparse_triple(faimi_dateparse_t *d, size_t at, const char *sep,
    bool two)
{
    size_t         first, second, third;
    faimi_slice_t  a, b, c;

    if (at > 0 && faimi_is_digit(d->text[at - 1])) {
        return 0;
    }

    first = faimi_dateparse_element(d, at, &a);

    if (first == 0 || !faimi_dateparse_is(d, first, sep)) {
        return 0;
    }

    second = faimi_dateparse_element(d, faimi_dateparse_blanks(d, first + 1),
                                     &b);

    if (second == 0) {
        return 0;
    }

    third = 0;

    if (faimi_dateparse_is(d, second, sep)) {
        third = faimi_dateparse_element(d,
                                  faimi_dateparse_blanks(d, second + 1), &c);
    }

    if (third == 0 && !two) {
        return 0;
    }

    faimi_dateparse_set(d, a, b, (third == 0) ? FAIMI_EMPTY : c);

    return (third == 0) ? second : third;
}


/* iso = element "-" element "-" element: "2016-03-14" */
static size_t
faimi_dateparse_iso(faimi_dateparse_t *d, size_t at)
{
    return faimi_dateparse_triple(d, at, "-", false);
}


/* vms = element "-" month { not "-" } "-" element: "14-Mar-2016" */
static size_t
faimi_dateparse_vms(faimi_dateparse_t *d, size_t at)
{
    int            month;
    size_t         end;
    faimi_slice_t  day, year;

    end = faimi_dateparse_element(d, at, &day);

    if (end == 0 || !faimi_dateparse_is(d, end, "-")) {
        return 0;
    }

    month = faimi_dateparse_month(d, end + 1);

    for (end += 1; end < d->len && faimi_is_alpha(d->text[end]); end++) {
        /* void */
    }

    if (month == 0 || !faimi_dateparse_is(d, end, "-")) {
        return 0;
    }

    end = faimi_dateparse_element(d, end + 1, &year);

    if (end > 0) {
        faimi_dateparse_named(d, year, month, day);
    }

    return end;
}


/* vms-us = month "-" element [ "-" element ]: "Mar-14-2016" */
static size_t
faimi_dateparse_vms_us(faimi_dateparse_t *d, size_t at)
{
    int            month;
    size_t         end, next;
    faimi_slice_t  day;

    month = faimi_dateparse_starts(d, at) ? faimi_dateparse_month(d, at) : 0;
    end = faimi_dateparse_word(d, at);

    if (month == 0 || !faimi_dateparse_is(d, end, "-")) {
        return 0;
    }

    end = faimi_dateparse_element(d, end + 1, &day);

    if (end == 0) {
        return 0;
    }

    next = faimi_dateparse_is(d, end, "-") ? end + 1 : d->len;

    return faimi_dateparse_year_at(d, month, day, next, end);
}


/* slashes = element "/" element [ "/" element ]: "2016/3/14", "14/3/2016" */
static size_t
faimi_dateparse_slashes(faimi_dateparse_t *d, size_t at)
{
    return faimi_dateparse_triple(d, at, "/", true);
}


/* dots = element "." element "." element: "2016.3.14", "14.3.2016" */
static size_t
faimi_dateparse_dots(faimi_dateparse_t *d, size_t at)
{
    return faimi_dateparse_triple(d, at, ".", false);
}


/* The next `n` digits of *p as a number, or -1 where there are fewer. */
static int
faimi_dateparse_take(faimi_slice_t *p, size_t n)
{
    int64_t  v;

    if (p->len < n) {
        return -1;
    }

    v = faimi_dateparse_number(faimi_slice_sub(*p, 0, n));
    *p = faimi_slice_sub(*p, n, p->len);

    return (int) v;
}


/* run = digits [ [ "t" ] digits ] [ zone ]: "20160314", "20160314T101112Z" */
static size_t
faimi_dateparse_run(faimi_dateparse_t *d, size_t at)
{
    size_t         end, next;
    faimi_slice_t  date, time;

    end = faimi_dateparse_digits(d, at);
    date = faimi_slice(d->text + at, end - at);

    if (date.len < 6 || date.len > 14 || date.len % 2 != 0) {
        return 0;
    }

    faimi_dateparse_year(d, faimi_slice_sub(date, 0, date.len > 6 ? 4 : 2));
    (void) faimi_dateparse_take(&date, date.len > 6 ? 4 : 2);
    d->month = faimi_dateparse_take(&date, 2);
    d->day = faimi_dateparse_take(&date, 2);

    next = faimi_dateparse_blanks(d, end);
    next += faimi_dateparse_is(d, next, "t");
    time = date;

    if (time.len == 0 && next < d->len && faimi_is_digit(d->text[next])) {
        end = faimi_dateparse_digits(d, next);
        time = faimi_slice(d->text + next, end - next);
    }

    if (time.len > 0) {
        d->hour = faimi_dateparse_take(&time, 2);
        d->minute = faimi_dateparse_take(&time, 2);
        d->second = faimi_dateparse_take(&time, 2);
        end = faimi_dateparse_zone(d, end);
    }

    return end;
}


/* Tries a pattern everywhere and blanks what it took. */
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
    d->month = d->day = d->hour = d->minute = d->second = -1;

    return true;
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


/* The order is Ruby's: a text may fit several patterns. */
bool
faimi_dateparse(faimi_slice_t s, int32_t offset, faimi_time_t *t,
    bool *has_time)
{
    size_t             i;
    faimi_dateparse_t  d;

    static const faimi_dateparse_pt  patterns[] = {
        faimi_dateparse_eu, faimi_dateparse_us, faimi_dateparse_iso,
        faimi_dateparse_vms, faimi_dateparse_vms_us, faimi_dateparse_slashes,
        faimi_dateparse_dots, faimi_dateparse_run
    };

    memset(&d, 0, sizeof(faimi_dateparse_t));

    if (!faimi_dateparse_begin(&d, s)) {
        return false;
    }

    (void) faimi_dateparse_find(&d, faimi_dateparse_weekday);
    (void) faimi_dateparse_find(&d, faimi_dateparse_time);

    for (i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
        if (faimi_dateparse_find(&d, patterns[i])) {
            break;
        }
    }

    *has_time = d.hour >= 0;

    return faimi_dateparse_make(&d, offset, t);
}
