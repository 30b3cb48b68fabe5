/*
 * The patterns of dates.  The comment of each is the regular expression that
 * Ruby has for it, with M for the first three letters of a month's name and E
 * for a number that may have a sign and a quote in front.
 */

#include "faimi_ctype.h"
#include "faimi_dateparse_int.h"


/* A number of a date as it stands there, with its sign and quote; len 0: it is
 * not given. */
typedef faimi_slice_t  faimi_element_t;


/* [ "'" ] [ one of `signs` ] digits */
static size_t
faimi_dateparse_element(const faimi_dateparse_t *d, size_t at,
    const char *signs, faimi_element_t *element)
{
    size_t  from, end;

    from = at;
    at += faimi_dateparse_is(d, at, "'");
    at += faimi_dateparse_is(d, at, signs);
    end = faimi_dateparse_digits(d, at);
    *element = faimi_slice(d->text + from, end - from);

    return (end == at) ? 0 : end;
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


/* Where the first of `set`, or a digit, stands. */
static size_t
faimi_dateparse_until(const faimi_dateparse_t *d, size_t at, const char *set)
{
    while (at < d->len && !faimi_is_digit(d->text[at])
           && strchr(set, d->text[at]) == NULL)
    {
        at++;
    }

    return at;
}


static void
faimi_dateparse_swap(faimi_element_t *a, faimi_element_t *b)
{
    faimi_element_t  old;

    old = *a;
    *a = *b;
    *b = old;
}


/* More than two digits, or a quote before them, are of no day or month. */
static bool
faimi_dateparse_is_year(faimi_element_t e)
{
    return e.len > 2 || (e.len > 0 && e.data[0] == '\'');
}


/* The year: its sign or a third digit says that its century is there. */
static void
faimi_dateparse_year(faimi_dateparse_t *d, faimi_element_t e, bool bc)
{
    bool     sign;
    int64_t  year;

    e = faimi_slice_sub(e, e.data[0] == '\'', e.len);
    sign = e.data[0] == '-' || e.data[0] == '+';
    year = faimi_dateparse_number(e);

    if (year < 0) {
        return;
    }

    d->century = d->century && !sign && e.len <= 2;
    year = (e.data[0] == '-') ? -year : year;
    d->year = bc ? 1 - year : year;
}


/* Year, month and day in the order in which they stand, which may be another
 * one: s3e() of Ruby. */
static void
faimi_dateparse_set(faimi_dateparse_t *d, faimi_element_t year,
    faimi_element_t month, faimi_element_t day, bool bc)
{
    if (year.len > 0 && month.len > 0 && day.len == 0) {
        faimi_dateparse_swap(&day, &month);
        faimi_dateparse_swap(&month, &year);
    }

    if (year.len == 0 && faimi_dateparse_is_year(day)) {
        faimi_dateparse_swap(&year, &day);
    }

    if (faimi_dateparse_is_year(month)) {
        faimi_dateparse_swap(&year, &month);
        faimi_dateparse_swap(&month, &day);
    }

    if (faimi_dateparse_is_year(day)) {
        faimi_dateparse_swap(&year, &day);
    }

    if (year.len > 0) {
        faimi_dateparse_year(d, year, bc);
    }

    d->month = (int) faimi_dateparse_number(month);
    d->day = (int) faimi_dateparse_number(day);
}


/* The same where the month was a name. */
static void
faimi_dateparse_set_named(faimi_dateparse_t *d, faimi_element_t year,
    int month, faimi_element_t day, bool bc)
{
    if (faimi_dateparse_is_year(day)) {
        faimi_dateparse_swap(&year, &day);
    }

    if (year.len > 0) {
        faimi_dateparse_year(d, year, bc);
    }

    d->month = month;
    d->day = (int) faimi_dateparse_number(day);
}


/* \b(sun|mon|...)[^-/\d\s]* */
size_t
faimi_dateparse_weekday(faimi_dateparse_t *d, size_t at)
{
    if (!faimi_dateparse_edge(d, at)
        || faimi_dateparse_name(d, at, "sunmontuewedthufrisat") == 0)
    {
        return 0;
    }

    return faimi_dateparse_until(d, at, " -/");
}


/* \b(bc\b|bce\b|b\.c\.|b\.c\.e\.) */
size_t
faimi_dateparse_bc(faimi_dateparse_t *d, size_t at)
{
    if (!faimi_dateparse_edge(d, at)) {
        return 0;
    }

    if (faimi_dateparse_has(d, at, "bce") && faimi_dateparse_edge(d, at + 3)) {
        return at + 3;
    }

    if (faimi_dateparse_has(d, at, "bc") && faimi_dateparse_edge(d, at + 2)) {
        return at + 2;
    }

    return faimi_dateparse_has(d, at, "b.c.") ? at + 4 : 0;
}


/* \s*(ce|c\.e\.|bce|b\.c\.e\.|ad|a\.d\.|bc|b\.c\.)?\s*E, the year: where it
 * ends, or 0 */
static size_t
faimi_dateparse_year_at(const faimi_dateparse_t *d, size_t at,
    faimi_element_t *year, bool *bc)
{
    size_t  i, end;

    static const char *const  eras[] = {
        "ce", "c.e.", "bce", "b.c.e.", "ad", "a.d.", "bc", "b.c."
    };

    at = faimi_dateparse_blanks(d, at);

    for (i = 0; i < sizeof(eras) / sizeof(eras[0]); i++) {
        if (!faimi_dateparse_has(d, at, eras[i])) {
            continue;
        }

        end = faimi_dateparse_blanks(d, at + strlen(eras[i]));
        end = faimi_dateparse_element(d, end, "-", year);

        if (end > 0) {
            *bc = eras[i][0] == 'b';
            return end;
        }
    }

    *bc = false;

    return faimi_dateparse_element(d, at, "-", year);
}


/* [^-\d\s]*\s*M: the month's place after a day that ended at `at`, or d->len.
 * The longest word before it counts. */
static size_t
faimi_dateparse_find_month(const faimi_dateparse_t *d, size_t at)
{
    size_t  end, month;

    for (end = faimi_dateparse_until(d, at, " -"); /* void */ ; end--) {
        month = faimi_dateparse_blanks(d, end);

        if (faimi_dateparse_month(d, month) > 0) {
            return month;
        }

        if (end == at) {
            return d->len;
        }
    }
}


/* (st|nd|rd|th)\b */
static bool
faimi_dateparse_is_ordinal(const faimi_dateparse_t *d, size_t at)
{
    return (faimi_dateparse_has(d, at, "st") || faimi_dateparse_has(d, at, "nd")
            || faimi_dateparse_has(d, at, "rd")
            || faimi_dateparse_has(d, at, "th"))
           && faimi_dateparse_edge(d, at + 2);
}


/* ('?\d+)[^-\d\s]*\s*M[^-\d\s']*(?:year((st|nd|rd|th)\b)?)?: "14th March 2016";
 * with an ordinal number at its end the day is there */
static size_t
faimi_dateparse_eu(faimi_dateparse_t *d, size_t at)
{
    bool             bc;
    int              month;
    size_t           end, next;
    faimi_element_t  day, year;

    end = faimi_dateparse_element(d, at, "", &day);
    end = (end == 0) ? d->len : faimi_dateparse_find_month(d, end);

    if (end == d->len) {
        return 0;
    }

    month = faimi_dateparse_month(d, end);
    end = faimi_dateparse_until(d, end, " -'");
    next = faimi_dateparse_year_at(d, end, &year, &bc);

    if (next == 0) {
        faimi_dateparse_set_named(d, FAIMI_EMPTY, month, day, false);
        return end;
    }

    if (faimi_dateparse_is_ordinal(d, next)) {
        faimi_dateparse_swap(&year, &day);
        next += 2;
    }

    faimi_dateparse_set_named(d, year, month, day, bc);

    return next;
}


/* \bM[^-\d\s']*\s*('?\d+)[^-\d\s']*(?:\s*,?year)?: "March 14th, 2016" */
static size_t
faimi_dateparse_us(faimi_dateparse_t *d, size_t at)
{
    bool             bc;
    int              month;
    size_t           end, next;
    faimi_element_t  day, year;

    month = faimi_dateparse_edge(d, at) ? faimi_dateparse_month(d, at) : 0;

    if (month == 0) {
        return 0;
    }

    end = faimi_dateparse_blanks(d, faimi_dateparse_until(d, at, " -'"));
    end = faimi_dateparse_element(d, end, "", &day);

    if (end == 0) {
        return 0;
    }

    end = faimi_dateparse_until(d, end, " -'");
    next = faimi_dateparse_blanks(d, end);
    next += faimi_dateparse_is(d, next, ",");
    next = faimi_dateparse_year_at(d, next, &year, &bc);
    faimi_dateparse_set_named(d, (next == 0) ? FAIMI_EMPTY : year, month, day,
                              bc);

    return (next == 0) ? end : next;
}


/* ('?[-+]?\d+)-(\d+)-E: "2016-03-14" */
static size_t
faimi_dateparse_iso(faimi_dateparse_t *d, size_t at)
{
    size_t           end, from;
    faimi_element_t  a, b, c;

    end = faimi_dateparse_element(d, at, "+-", &a);

    if (end == 0 || !faimi_dateparse_is(d, end, "-")) {
        return 0;
    }

    from = end + 1;
    end = faimi_dateparse_digits(d, from);
    b = faimi_slice(d->text + from, end - from);

    if (b.len == 0 || !faimi_dateparse_is(d, end, "-")) {
        return 0;
    }

    end = faimi_dateparse_element(d, end + 1, "-", &c);

    if (end > 0) {
        faimi_dateparse_set(d, a, b, c, false);
    }

    return end;
}


/* \b([mtshr])(\d+)\.(\d+)\.(\d+): years of Meiji, Taisho, Showa, Heisei, Reiwa
 * (JIS X 0301) */
static size_t
faimi_dateparse_jis(faimi_dateparse_t *d, size_t at)
{
    size_t       i, from, end;
    int64_t      parts[3];
    const char  *era;

    static const char  eras[] = "mtshr";
    static const int   before[] = { 1867, 1911, 1925, 1988, 2018 };

    if (!faimi_dateparse_edge(d, at) || !faimi_dateparse_is(d, at, eras)) {
        return 0;
    }

    era = strchr(eras, d->text[at]);

    for (i = 0, end = at; i < 3; i++) {
        if (i > 0 && !faimi_dateparse_is(d, end, ".")) {
            return 0;
        }

        from = end + 1;
        end = faimi_dateparse_digits(d, from);
        parts[i] = faimi_dateparse_number(faimi_slice(d->text + from,
                                                      end - from));

        if (parts[i] < 0) {
            return 0;
        }
    }

    d->year = parts[0] + before[era - eras];
    d->month = (int) parts[1];
    d->day = (int) parts[2];

    return end;
}


/* E-M[^-/.]*-E: "14-Mar-2016" */
static size_t
faimi_dateparse_vms(faimi_dateparse_t *d, size_t at)
{
    int              month;
    size_t           end;
    faimi_element_t  day, year;

    end = faimi_dateparse_element(d, at, "-", &day);
    month = (end > 0 && faimi_dateparse_is(d, end, "-"))
            ? faimi_dateparse_month(d, end + 1) : 0;

    if (month == 0) {
        return 0;
    }

    for (end++; end < d->len && !faimi_dateparse_is(d, end, "-/."); end++) {
        /* void */
    }

    if (!faimi_dateparse_is(d, end, "-")) {
        return 0;
    }

    end = faimi_dateparse_element(d, end + 1, "-", &year);

    if (end > 0) {
        faimi_dateparse_set_named(d, year, month, day, false);
    }

    return end;
}


/* \bM[^-/.]*-E(?:-E)?: "Mar-14-2016" */
static size_t
faimi_dateparse_vms_us(faimi_dateparse_t *d, size_t at)
{
    int              month;
    size_t           end, next;
    faimi_element_t  day, year;

    month = faimi_dateparse_edge(d, at) ? faimi_dateparse_month(d, at) : 0;

    for (end = at; end < d->len && !faimi_dateparse_is(d, end, "-/."); end++) {
        /* void */
    }

    if (month == 0 || !faimi_dateparse_is(d, end, "-")) {
        return 0;
    }

    end = faimi_dateparse_element(d, end + 1, "-", &day);

    if (end == 0) {
        return 0;
    }

    next = faimi_dateparse_is(d, end, "-")
           ? faimi_dateparse_element(d, end + 1, "-", &year) : 0;
    faimi_dateparse_set_named(d, (next == 0) ? FAIMI_EMPTY : year, month, day,
                              false);

    return (next == 0) ? end : next;
}


/* E/\s*('?\d+)(?:\D\s*E)?: "2016/3/14", "14/3/2016" */
static size_t
faimi_dateparse_slashes(faimi_dateparse_t *d, size_t at)
{
    size_t           end, next;
    faimi_element_t  a, b, c;

    end = faimi_dateparse_element(d, at, "-", &a);

    if (end == 0 || !faimi_dateparse_is(d, end, "/")) {
        return 0;
    }

    end = faimi_dateparse_blanks(d, end + 1);
    end = faimi_dateparse_element(d, end, "", &b);

    if (end == 0) {
        return 0;
    }

    /* any one character, which may have several bytes */
    for (next = end + 1;
         next < d->len && ((unsigned char) d->text[next] & 0xC0) == 0x80;
         next++)
    {
        /* void */
    }

    next = (end < d->len)
           ? faimi_dateparse_element(d, faimi_dateparse_blanks(d, next), "-",
                                     &c)
           : 0;
    faimi_dateparse_set(d, a, b, (next == 0) ? FAIMI_EMPTY : c, false);

    return (next == 0) ? end : next;
}


/* E\.\s*('?\d+)\.\s*E: "2016.3.14", "14.3.2016" */
static size_t
faimi_dateparse_dots(faimi_dateparse_t *d, size_t at)
{
    size_t           end;
    faimi_element_t  a, b, c;

    end = faimi_dateparse_element(d, at, "-", &a);

    if (end == 0 || !faimi_dateparse_is(d, end, ".")) {
        return 0;
    }

    end = faimi_dateparse_blanks(d, end + 1);
    end = faimi_dateparse_element(d, end, "", &b);

    if (end == 0 || !faimi_dateparse_is(d, end, ".")) {
        return 0;
    }

    end = faimi_dateparse_blanks(d, end + 1);
    end = faimi_dateparse_element(d, end, "-", &c);

    if (end > 0) {
        faimi_dateparse_set(d, a, b, c, false);
    }

    return end;
}


/* Exactly `n` digits at `at`. */
static bool
faimi_dateparse_just(const faimi_dateparse_t *d, size_t at, size_t n)
{
    return faimi_dateparse_digits(d, at) == at + n;
}


/* \b(\d{2}|\d{4})?-?w(\d{2})(?:-?(\d))?\b: a week, by which Time.parse finds no
 * day; nor does it by what follows here, but these are no other dates either:
 * -w-(\d)\b, --(\d{2})?-(\d{2})\b, --(\d{2})(\d{2})?\b */
static size_t
faimi_dateparse_week(faimi_dateparse_t *d, size_t at)
{
    size_t  end;

    if (!faimi_dateparse_is(d, at, "w") || !faimi_dateparse_just(d, at + 1, 2))
    {
        end = faimi_dateparse_digits(d, at + 1);

        return (faimi_dateparse_is(d, at, "w") && end == at + 4
                && faimi_dateparse_edge(d, end)) ? end : 0;
    }

    end = at + 3;

    if (faimi_dateparse_is(d, end, "-") && faimi_dateparse_just(d, end + 1, 1)
        && faimi_dateparse_edge(d, end + 2))
    {
        return end + 2;
    }

    return faimi_dateparse_edge(d, end) ? end : 0;
}


static size_t
faimi_dateparse_no_year(faimi_dateparse_t *d, size_t at)
{
    size_t  end;

    if (faimi_dateparse_has(d, at, "-w-") && faimi_dateparse_just(d, at + 3, 1))
    {
        return faimi_dateparse_edge(d, at + 4) ? at + 4 : 0;
    }

    if (!faimi_dateparse_has(d, at, "--")) {
        return 0;
    }

    end = faimi_dateparse_digits(d, at + 2);

    if ((end == at + 2 || end == at + 4) && faimi_dateparse_is(d, end, "-")
        && faimi_dateparse_just(d, end + 1, 2)
        && faimi_dateparse_edge(d, end + 3))
    {
        return end + 3;
    }

    return ((end == at + 4 || end == at + 6) && faimi_dateparse_edge(d, end))
           ? end : 0;
}


/* \b(\d{2}|\d{4})-(\d{3})\b: "2024-251", the day of a year; not after "," or
 * ".", where the number would be a fraction */
static size_t
faimi_dateparse_day_of_year(faimi_dateparse_t *d, size_t at)
{
    size_t  end;

    end = faimi_dateparse_digits(d, at);

    if ((end != at + 2 && end != at + 4) || !faimi_dateparse_edge(d, at)
        || (at > 0 && faimi_dateparse_is(d, at - 1, ",."))
        || !faimi_dateparse_is(d, end, "-")
        || !faimi_dateparse_just(d, end + 1, 3)
        || !faimi_dateparse_edge(d, end + 4))
    {
        return 0;
    }

    d->year = faimi_dateparse_number(faimi_slice(d->text + at, end - at));
    d->yday = (int) faimi_dateparse_number(faimi_slice(d->text + end + 1, 3));

    return end + 4;
}


/* '(\d+)\b: "'16" */
static size_t
faimi_dateparse_quoted(faimi_dateparse_t *d, size_t at)
{
    size_t  end;

    end = faimi_dateparse_digits(d, at + 1);

    if (!faimi_dateparse_is(d, at, "'") || end == at + 1
        || !faimi_dateparse_edge(d, end))
    {
        return 0;
    }

    d->year = faimi_dateparse_number(faimi_slice(d->text + at, end - at));

    return end;
}


/* \bM\S*: a month alone, whose year would be today's */
static size_t
faimi_dateparse_alone(faimi_dateparse_t *d, size_t at)
{
    d->month = faimi_dateparse_edge(d, at) ? faimi_dateparse_month(d, at) : 0;

    return (d->month > 0) ? d->len : 0;
}


/* The parts of a run of digits that begins with a year: YYMMDD, YYYYMMDD and
 * hours, minutes, seconds after it; YYDDD, YYYYDDD. */
static void
faimi_dateparse_run_date(faimi_dateparse_t *d, faimi_slice_t run, bool minus)
{
    size_t  i, year;
    int    *parts[] = { &d->month, &d->day, &d->hour, &d->minute, &d->second };

    year = (run.len > 6) ? 4 : 2;
    d->year = faimi_dateparse_number(faimi_slice_sub(run, 0, year));
    d->year = minus ? -d->year : d->year;
    d->century = d->century && (run.len < 8 || run.len % 2 != 0);
    run = faimi_slice_sub(run, year, run.len);

    if (run.len == 3) {
        d->yday = (int) faimi_dateparse_number(run);
        return;
    }

    for (i = 0; i < 5 && run.len >= 2; i++) {
        *parts[i] = (int) faimi_dateparse_number(faimi_slice_sub(run, 0, 2));
        run = faimi_slice_sub(run, 2, run.len);
    }
}


/* The parts of a run with a fraction after it, which are read from its end:
 * seconds, minutes, hours, day, month, year. */
static void
faimi_dateparse_run_back(faimi_dateparse_t *d, faimi_slice_t run, bool minus)
{
    size_t  i, n;
    int    *parts[] = { &d->second, &d->minute, &d->hour, &d->day, &d->month };

    for (i = 0; i < 5 && run.len > 0; i++) {
        n = (run.len == 1) ? 1 : 2;
        *parts[i] = (int) faimi_dateparse_number(
                              faimi_slice_sub(run, run.len - n, run.len));
        run.len -= n;
    }

    if (run.len > 0) {
        d->year = faimi_dateparse_number(run);
        d->year = minus ? -d->year : d->year;
        d->century = d->century && run.len < 4;
    }
}


/* The time after a run: hours, minutes, seconds, of which with a fraction the
 * last are there. */
static void
faimi_dateparse_run_time(faimi_dateparse_t *d, faimi_slice_t time,
    bool fraction)
{
    size_t  i, n;
    int    *parts[] = { &d->hour, &d->minute, &d->second };

    if (time.len % 2 != 0) {
        return;
    }

    n = time.len / 2;

    for (i = 0; i < n; i++) {
        *parts[fraction ? 3 - n + i : i] = (int) faimi_dateparse_number(
                                  faimi_slice_sub(time, 2 * i, 2 * i + 2));
    }
}


/* z\b|[-+]\d{1,4}\b|\[[-+]?\d[^\]]*\], where the name after a colon counts */
static size_t
faimi_dateparse_run_zone(faimi_dateparse_t *d, size_t at)
{
    size_t  end, colon;

    end = faimi_dateparse_digits(d, at + 1);

    if ((faimi_dateparse_is(d, at, "z") && faimi_dateparse_edge(d, at + 1))
        || (faimi_dateparse_is(d, at, "+-") && end > at + 1 && end < at + 6
            && faimi_dateparse_edge(d, end)))
    {
        end = faimi_dateparse_is(d, at, "z") ? at + 1 : end;
        (void) faimi_dateparse_zone(d, at);
        return end;
    }

    if (!faimi_dateparse_is(d, at, "[")) {
        return at;
    }

    end = at + 1 + faimi_dateparse_is(d, at + 1, "+-");

    if (end >= d->len || !faimi_is_digit(d->text[end])) {
        return at;
    }

    for (end = at, colon = at; end < d->len && d->text[end] != ']'; end++) {
        colon = (colon == at && d->text[end] == ':') ? end : colon;
    }

    if (end == d->len) {
        return at;
    }

    (void) faimi_dateparse_zone(d, colon + 1);

    return end + 1;
}


/* ([-+]?)(\d{2,14})(?:\s*t?\s*(\d{2,6})?(?:[,.](\d*))?)?zone? */
static size_t
faimi_dateparse_run(faimi_dateparse_t *d, size_t at)
{
    bool           minus, fraction;
    size_t         from, end, next;
    faimi_slice_t  date, time;

    minus = faimi_dateparse_is(d, at, "-");
    from = at + faimi_dateparse_is(d, at, "+-");
    end = faimi_dateparse_digits(d, from);
    end = (end > from + 14) ? from + 14 : end;
    date = faimi_slice(d->text + from, end - from);

    if (date.len < 2) {
        return 0;
    }

    from = faimi_dateparse_blanks(d, end);
    from += faimi_dateparse_is(d, from, "t");
    from = faimi_dateparse_blanks(d, from);
    next = faimi_dateparse_digits(d, from);
    next = (next > from + 6) ? from + 6 : next;
    next = (next < from + 2) ? from : next;
    time = faimi_slice(d->text + from, next - from);
    fraction = faimi_dateparse_is(d, next, ",.");

    if (date.len > 8 && date.len % 2 != 0) {
        /* of no meaning, but a time may follow */

    } else if (time.len == 0 && fraction) {
        faimi_dateparse_run_back(d, date, minus);

    } else if (date.len > 4) {
        faimi_dateparse_run_date(d, date, minus);
    }

    faimi_dateparse_run_time(d, time, fraction);

    if (fraction) {
        next = faimi_dateparse_fraction(d, next + 1);
    }

    return faimi_dateparse_run_zone(d, next);
}


const faimi_dateparse_pt  faimi_dateparse_patterns[] = {
    faimi_dateparse_eu, faimi_dateparse_us, faimi_dateparse_iso,
    faimi_dateparse_jis, faimi_dateparse_vms, faimi_dateparse_vms_us,
    faimi_dateparse_slashes, faimi_dateparse_dots, faimi_dateparse_week,
    faimi_dateparse_no_year, faimi_dateparse_day_of_year,
    faimi_dateparse_quoted, faimi_dateparse_alone, faimi_dateparse_run, NULL
};
