/*
 * Ruby's strftime: a conversion is "%", flags, a width, and a letter.  Numbers
 * and their padding are rows of a table; so are the conversions that stand for
 * other formats.
 */

#include <stdio.h>
#include <stdlib.h>

#include "faimi_ctype.h"
#include "faimi_strftime.h"
#include "faimi_tz_int.h"


/* Beyond this width Ruby raises an error; here the text stays as it is. */
#define FAIMI_STRFTIME_WIDTH  1024

/* A conversion stands for a format that has no such conversion in it. */
#define FAIMI_STRFTIME_NESTED 2


typedef struct {
    char    pad;      /* '0', ' ', or 0: the conversion's own */
    bool    bare;     /* "-": no padding */
    bool    upper;    /* "^" */
    bool    change;   /* "#" */
    int     width;    /* 0: the conversion's own */
    int     colons;
    char    letter;
} faimi_spec_t;


typedef struct {
    faimi_buf_t    *out;
    faimi_time_t    t;
    faimi_civil_t   c;
    int             nested;
    char            zone[FAIMI_TZ_TEXT];
} faimi_stamp_t;


typedef struct {
    char     letter;
    char     pad;
    uint8_t  width;
} faimi_strftime_number_t;


static const faimi_strftime_number_t  faimi_strftime_numbers[] = {
    { 'C', '0', 2 }, { 'G', '0', 4 }, { 'H', '0', 2 }, { 'I', '0', 2 },
    { 'M', '0', 2 }, { 'S', '0', 2 }, { 'U', '0', 2 }, { 'V', '0', 2 },
    { 'W', '0', 2 }, { 'Y', '0', 4 }, { 'd', '0', 2 }, { 'e', ' ', 2 },
    { 'g', '0', 2 }, { 'j', '0', 3 }, { 'k', ' ', 2 }, { 'l', ' ', 2 },
    { 'm', '0', 2 }, { 's', '0', 1 }, { 'u', '0', 1 }, { 'w', '0', 1 },
    { 'y', '0', 2 }, { 0, 0, 0 }
};


typedef struct {
    char         letter;
    const char  *format;
} faimi_strftime_format_t;


static const faimi_strftime_format_t  faimi_strftime_formats[] = {
    { 'D', "%m/%d/%y" },
    { 'F', "%Y-%m-%d" },
    { 'R', "%H:%M" },
    { 'T', "%H:%M:%S" },
    { 'X', "%H:%M:%S" },
    { 'c', "%a %b %e %H:%M:%S %Y" },
    { 'r', "%I:%M:%S %p" },
    { 'v', "%e-%^b-%4Y" },
    { 'x', "%m/%d/%y" },
    { 0, NULL }
};


static void faimi_strftime_run(faimi_stamp_t *s, faimi_slice_t fmt);


/* The remainder that is never negative: years before Christ have two digits
 * too. */
static int64_t
faimi_strftime_mod(int64_t a, int64_t b)
{
    return (a % b + b) % b;
}


/* Weeks of the year so far; a week begins on `first` (0: Sunday). */
static int64_t
faimi_strftime_week(const faimi_civil_t *c, int first)
{
    return (c->yday + 6 - (c->weekday + 7 - first) % 7) / 7;
}


/* ISO 8601's week: a year's first one holds its first Thursday. */
static int64_t
faimi_strftime_iso_week(const faimi_civil_t *c, int64_t *year)
{
    int            monday, week;
    faimi_civil_t  other;

    monday = (c->weekday + 6) % 7;
    week = (c->yday - 1 - monday + 10) / 7;
    *year = c->year;

    if (week == 0) {
        other = (faimi_civil_t) { .year = c->year - 1, .month = 12,
                                  .day = 31 };
        other = faimi_time_civil(faimi_time_make(other, 0));

        return faimi_strftime_iso_week(&other, year);
    }

    /* the last three days of a year may be of the next one's first week */
    if (week == 53 && c->month == 12 && c->day - monday >= 29) {
        *year = c->year + 1;
        return 1;
    }

    return week;
}


/* The number that a letter of the table stands for. */
static int64_t
faimi_strftime_value(const faimi_stamp_t *s, char letter)
{
    int64_t               week, year;
    const faimi_civil_t  *c;

    c = &s->c;
    week = faimi_strftime_iso_week(c, &year);

    switch (letter) {
    case 'C': return (c->year - faimi_strftime_mod(c->year, 100)) / 100;
    case 'G': return year;
    case 'H': return c->hour;
    case 'I': return (c->hour + 11) % 12 + 1;
    case 'M': return c->minute;
    case 'S': return c->second;
    case 'U': return faimi_strftime_week(c, 0);
    case 'V': return week;
    case 'W': return faimi_strftime_week(c, 1);
    case 'Y': return c->year;
    case 'd': return c->day;
    case 'e': return c->day;
    case 'g': return faimi_strftime_mod(year, 100);
    case 'j': return c->yday;
    case 'k': return c->hour;
    case 'l': return (c->hour + 11) % 12 + 1;
    case 'm': return c->month;
    case 's': return s->t.sec;
    case 'u': return (c->weekday + 6) % 7 + 1;
    case 'w': return c->weekday;
    case 'y': return faimi_strftime_mod(c->year, 100);
    default:  return 0;
    }
}


/* A number: padded by its row, by a flag, or not at all. */
static bool
faimi_strftime_number(const faimi_stamp_t *s, const faimi_spec_t *spec)
{
    int                             width;
    int64_t                         v;
    const char                     *fmt;
    const faimi_strftime_number_t  *row;

    for (row = faimi_strftime_numbers; row->letter != spec->letter; row++) {
        if (row->letter == 0) {
            return false;
        }
    }

    v = faimi_strftime_value(s, spec->letter);
    width = (spec->width > 0) ? spec->width : row->width;

    /* a year before Christ has a sign in addition to the four digits */
    width += spec->width == 0 && row->width == 4 && v < 0;
    width = spec->bare ? 1 : width;
    fmt = ((spec->pad ? spec->pad : row->pad) == '0') ? "%0*lld" : "%*lld";
    faimi_buf_printf(s->out, fmt, width, (long long) v);

    return true;
}


/* Pads and changes the case of what was appended from byte `from` on. */
static void
faimi_strftime_finish(const faimi_stamp_t *s, const faimi_spec_t *spec,
    size_t from)
{
    size_t  i, n, pad;
    char   *p;

    if (s->out->full) {
        return;
    }

    n = s->out->len - from;
    pad = (spec->bare || (size_t) spec->width < n) ? 0
                                                   : (size_t) spec->width - n;

    for (i = 0; i < pad; i++) {
        faimi_buf_char(s->out, spec->pad ? spec->pad : ' ');
    }

    if (s->out->full || n + pad == 0) {
        return;
    }

    p = s->out->data + from;
    memmove(p + pad, p, n);
    memset(p, spec->pad ? spec->pad : ' ', pad);

    for (i = pad; spec->upper && i < pad + n; i++) {
        p[i] = faimi_upper(p[i]);
    }
}


/* The words are English, whatever the locale, as Ruby's are. */
static const char *
faimi_strftime_name(faimi_stamp_t *s, char letter)
{
    static const char  *days[] = { "Sunday", "Monday", "Tuesday", "Wednesday",
                                   "Thursday", "Friday", "Saturday" };
    static const char  *months[] = { "January", "February", "March", "April",
                                     "May", "June", "July", "August",
                                     "September", "October", "November",
                                     "December" };

    switch (letter) {
    case 'A':
    case 'a': return days[s->c.weekday];
    case 'B':
    case 'b':
    case 'h': return months[s->c.month - 1];
    case 'P': return (s->c.hour < 12) ? "am" : "pm";
    case 'p': return (s->c.hour < 12) ? "AM" : "PM";
    case 'Z': return faimi_tz_text(s->t, s->zone);
    case 'n': return "\n";
    case 't': return "\t";
    case '%': return "%";
    default:  return NULL;
    }
}


/* A word, padded on the left and in the case that the flags ask for. */
static bool
faimi_strftime_text(faimi_stamp_t *s, const faimi_spec_t *spec)
{
    size_t         from, i;
    faimi_spec_t   with;
    faimi_slice_t  text;
    const char    *name;

    name = faimi_strftime_name(s, spec->letter);

    if (name == NULL) {
        return false;
    }

    if (name[0] == '\0') {
        return true;
    }

    text = faimi_slice_str(name);

    if (strchr("abh", spec->letter) != NULL) {
        text = faimi_slice_sub(text, 0, 3);
    }

    from = s->out->len;
    faimi_buf_add(s->out, text);
    with = *spec;

    /* "#" lowers what is upper by itself */
    if (spec->change && strchr("pZ", spec->letter) != NULL) {
        for (i = from; i < s->out->len; i++) {
            s->out->data[i] = faimi_lower(s->out->data[i]);
        }

        with.upper = false;

    } else {
        with.upper = spec->upper || spec->change;
    }

    faimi_strftime_finish(s, &with, from);

    return true;
}


/* A letter that stands for a whole format: %F is %Y-%m-%d. */
static bool
faimi_strftime_nested(faimi_stamp_t *s, const faimi_spec_t *spec)
{
    size_t                          from;
    faimi_spec_t                    with;
    const faimi_strftime_format_t  *row;

    for (row = faimi_strftime_formats; row->letter != spec->letter; row++) {
        if (row->letter == 0) {
            return false;
        }
    }

    if (s->nested >= FAIMI_STRFTIME_NESTED) {
        return false;
    }

    with = *spec;
    with.bare = false;
    from = s->out->len;
    s->nested++;
    faimi_strftime_run(s, faimi_slice_str(row->format));
    s->nested--;
    faimi_strftime_finish(s, &with, from);

    return true;
}


/* %N and %L: the width is the number of digits of the second's fraction. */
static bool
faimi_strftime_fraction(const faimi_stamp_t *s, const faimi_spec_t *spec)
{
    int   i, n;
    char  digits[16];

    if (spec->letter != 'N' && spec->letter != 'L') {
        return false;
    }

    n = (spec->width > 0) ? spec->width : (spec->letter == 'L') ? 3 : 9;
    (void) snprintf(digits, sizeof(digits), "%09d", (int) s->t.nsec);

    for (i = 0; i < n; i++) {
        faimi_buf_char(s->out, (i < 9) ? digits[i] : '0');
    }

    return true;
}


/* %z: the hours take what the width leaves after the minutes and seconds;
 * ":" sets minutes apart, "::" seconds too, ":::" as many as it needs. */
static bool
faimi_strftime_zone(const faimi_stamp_t *s, const faimi_spec_t *spec)
{
    int   away, tail, hours, parts;
    char  buf[FAIMI_STRFTIME_WIDTH + 16], sign;

    if (spec->letter != 'z') {
        return false;
    }

    away = abs((int) s->t.offset);
    sign = (s->t.offset < 0) ? '-' : '+';
    parts = (spec->colons == 3) ? (away % 60 ? 2 : away % 3600 ? 1 : 0)
                                : (spec->colons == 2) ? 2 : 1;
    tail = 1 + parts * (spec->colons > 0 ? 3 : 2);
    hours = (spec->width > tail + 2) ? spec->width - tail : 2;

    if (spec->pad == ' ') {
        (void) snprintf(buf, sizeof(buf), "%c%d", sign, away / 3600);
        faimi_buf_printf(s->out, "%*s", hours + 1, buf);

    } else {
        faimi_buf_printf(s->out, "%c%0*d", sign, hours, away / 3600);
    }

    if (parts > 0) {
        faimi_buf_printf(s->out, spec->colons ? ":%02d" : "%02d",
                         away / 60 % 60);
    }

    if (parts > 1) {
        faimi_buf_printf(s->out, ":%02d", away % 60);
    }

    return true;
}


/* spec = { "-" | "0" | "^" | "_" | "#" } [ width ] [ "E" | "O" ]
 *        [ ":" [ ":" [ ":" ] ] ] letter
 * Returns the offset after it, or 0: it is no conversion; `at` is after "%". */
static size_t
faimi_strftime_flags(faimi_slice_t fmt, size_t at, faimi_spec_t *spec)
{
    for ( /* void */ ; at < fmt.len; at++) {
        switch (fmt.data[at]) {
        case '-': spec->bare = true; spec->pad = 0; break;
        case '0': spec->pad = '0'; break;
        case '_': spec->pad = ' '; break;
        case '^': spec->upper = true; break;
        case '#': spec->change = true; break;
        default:  return at;
        }
    }

    return at;
}


/* A width, a modifier and the colons of %z go before the letter. */
static size_t
faimi_strftime_spec(faimi_slice_t fmt, size_t at, faimi_spec_t *spec)
{
    const char  *allowed;

    allowed = NULL;
    at = faimi_strftime_flags(fmt, at, spec);

    for ( /* void */ ; at < fmt.len && faimi_is_digit(fmt.data[at]); at++) {
        spec->width = spec->width * 10 + fmt.data[at] - '0';

        if (spec->width > FAIMI_STRFTIME_WIDTH) {
            return 0;
        }
    }

    if (at < fmt.len && (fmt.data[at] == 'E' || fmt.data[at] == 'O')) {
        allowed = (fmt.data[at] == 'E') ? "cCxXyY" : "deHkIlmMSuUVwWy";
        at++;
    }

    for ( /* void */ ; at < fmt.len && fmt.data[at] == ':'; at++) {
        spec->colons++;
        allowed = "z";
    }

    if (at == fmt.len || fmt.data[at] == '\0' || spec->colons > 3
        || (allowed != NULL && strchr(allowed, fmt.data[at]) == NULL))
    {
        return 0;
    }

    spec->letter = fmt.data[at];

    return at + 1;
}


static bool
faimi_strftime_convert(faimi_stamp_t *s, const faimi_spec_t *spec)
{
    return faimi_strftime_number(s, spec) || faimi_strftime_text(s, spec)
           || faimi_strftime_nested(s, spec)
           || faimi_strftime_fraction(s, spec)
           || faimi_strftime_zone(s, spec);
}


/* What is no conversion stays as it is, its percent sign too. */
static void
faimi_strftime_run(faimi_stamp_t *s, faimi_slice_t fmt)
{
    size_t        at, next, end;
    faimi_spec_t  spec;

    for (at = 0; at < fmt.len && !s->out->full; at = end) {
        next = faimi_slice_find_char(fmt, '%', at);
        faimi_buf_add(s->out, faimi_slice_sub(fmt, at, next));

        if (next == fmt.len) {
            return;
        }

        spec = (faimi_spec_t) { .width = 0 };
        end = faimi_strftime_spec(fmt, next + 1, &spec);

        if (end == 0 || !faimi_strftime_convert(s, &spec)) {
            end = next + 1;
            faimi_buf_char(s->out, '%');
        }
    }
}


void
faimi_strftime(faimi_buf_t *out, faimi_time_t t, faimi_slice_t fmt)
{
    faimi_stamp_t  s = { out, t, faimi_time_civil(t), 0, "" };

    faimi_strftime_run(&s, fmt);
}
