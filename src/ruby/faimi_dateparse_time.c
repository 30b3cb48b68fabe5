/*
 * Times of day and zones in texts: the part of Time.parse that is not dates
 * (parse_time_cb and date_zone_to_diff of Ruby's ext/date/date_parse.c).
 */

#include "faimi_ctype.h"
#include "faimi_dateparse_int.h"


typedef struct {
    char     name[4];
    int32_t  offset;    /* hours */
} faimi_dateparse_zone_t;


static const faimi_dateparse_zone_t  faimi_dateparse_zones[] = {
    { "utc", 0 },  { "z", 0 },    { "gmt", 0 },  { "ut", 0 },
    { "est", -5 }, { "edt", -4 }, { "cst", -6 }, { "cdt", -5 },
    { "mst", -7 }, { "mdt", -6 }, { "pst", -8 }, { "pdt", -7 },
};


/* Digits of a second's fraction: beyond nine they are dropped. */
size_t
faimi_dateparse_fraction(faimi_dateparse_t *d, size_t at)
{
    int     scale;
    size_t  end;

    end = faimi_dateparse_digits(d, at);

    for (scale = 100000000; at < end && scale > 0; at++, scale /= 10) {
        d->nsec += (d->text[at] - '0') * scale;
    }

    return end;
}


/* offset = ( "+" | "-" ) digits [ ":" digits [ ":" digits ] ]; those of other
 * lengths than +01, +0130, +013015 are of no zone that is known */
static size_t
faimi_dateparse_offset(faimi_dateparse_t *d, size_t at)
{
    size_t   from, end, next, n;
    int64_t  v;

    from = at + 1;
    end = faimi_dateparse_digits(d, from);
    n = end - from;

    while (n < 6 && faimi_dateparse_is(d, end, ":")) {
        next = faimi_dateparse_digits(d, end + 1);

        if (next == end + 1) {
            break;
        }

        n += next - end - 1;
        end = next;
    }

    v = faimi_dateparse_number(faimi_slice(d->text + from, end - from));

    if (v < 0 || n % 2 != 0 || n > 6) {
        return end;
    }

    for ( /* void */ ; n < 6; n += 2) {
        v *= 100;
    }

    if (v < 240000) {
        d->zoned = true;
        d->utc = v == 0 && d->text[at] == '-';
        d->offset = (int32_t) (v / 10000 * 3600 + v / 100 % 100 * 60
                               + v % 100);
        d->offset = (d->text[at] == '-') ? -d->offset : d->offset;
    }

    return end;
}


/* Military zones, hours east of UTC: A to M without J, then N to Y west. */
static void
faimi_dateparse_zone_letter(faimi_dateparse_t *d, char c)
{
    if (c == 'j' || c == 'z') {
        return;
    }

    d->zoned = true;
    d->offset = (c < 'j') ? c - 'a' + 1 : (c < 'n') ? c - 'a' : 'm' - c;
    d->offset *= 3600;
}


/* A word that is no known zone is passed over, as Ruby does. */
static void
faimi_dateparse_zone_name(faimi_dateparse_t *d, faimi_slice_t name)
{
    size_t  i, n;

    n = sizeof(faimi_dateparse_zones) / sizeof(faimi_dateparse_zones[0]);

    if (name.len == 1) {
        faimi_dateparse_zone_letter(d, name.data[0]);
    }

    for (i = 0; i < n; i++) {
        if (faimi_slice_eq(name,
                           faimi_slice_str(faimi_dateparse_zones[i].name)))
        {
            d->zoned = true;
            d->offset = faimi_dateparse_zones[i].offset * 3600;
            d->utc = i < 2;
        }
    }
}


/* zone = offset | letters [ offset ]; with both it is not known */
size_t
faimi_dateparse_zone(faimi_dateparse_t *d, size_t at)
{
    size_t  from, end, next;

    from = faimi_dateparse_blanks(d, at);

    for (end = from; end < d->len && faimi_is_alpha(d->text[end]); end++) {
        /* void */
    }

    if (faimi_dateparse_is(d, end, "+-")
        && faimi_dateparse_digits(d, end + 1) > end + 1)
    {
        next = faimi_dateparse_offset(d, end);
        d->zoned = d->zoned && end == from;

        return next;
    }

    if (end == from || !faimi_dateparse_edge(d, end)) {
        return at;
    }

    /* with "DST" it is a zone that Ruby does not know */
    if (faimi_dateparse_has(d, end, " dst")
        && faimi_dateparse_edge(d, end + 4))
    {
        return end + 4;
    }

    faimi_dateparse_zone_name(d, faimi_slice(d->text + from, end - from));

    return end;
}


/* half = ( "a" | "p" ) ( "m" | ".m." ) */
static size_t
faimi_dateparse_half(faimi_dateparse_t *d, size_t at)
{
    size_t  from, end;

    from = faimi_dateparse_blanks(d, at);

    if (!faimi_dateparse_is(d, from, "ap")) {
        return at;
    }

    end = from + 1;

    if (end + 3 <= d->len && memcmp(d->text + end, ".m.", 3) == 0) {
        end += 3;

    } else if (faimi_dateparse_is(d, end, "m")
               && !(end + 1 < d->len && faimi_is_alnum(d->text[end + 1])))
    {
        end += 1;

    } else {
        return at;
    }

    d->hour = d->hour % 12 + (d->text[from] == 'p' ? 12 : 0);

    return end;
}


/* The digits at `at` as a number, which they end: where. */
static size_t
faimi_dateparse_int(const faimi_dateparse_t *d, size_t at, int *value)
{
    size_t  end;

    end = faimi_dateparse_digits(d, at);

    if (end > at) {
        *value = (int) faimi_dateparse_number(faimi_slice(d->text + at,
                                                          end - at));
    }

    return end;
}


/* part = { " " } ":" { " " } digits, or 0 */
static size_t
faimi_dateparse_part(const faimi_dateparse_t *d, size_t at, int *value)
{
    size_t  from, end;

    at = faimi_dateparse_blanks(d, at);

    if (!faimi_dateparse_is(d, at, ":")) {
        return 0;
    }

    from = faimi_dateparse_blanks(d, at + 1);
    end = faimi_dateparse_int(d, from, value);

    return (end == from) ? 0 : end;
}


/* named = "h" [ { " " } digits [ "m" ] [ { " " } digits [ "s" ] ] ] */
static size_t
faimi_dateparse_named(faimi_dateparse_t *d, size_t at)
{
    size_t  from, end;

    from = faimi_dateparse_blanks(d, at + 1);
    end = faimi_dateparse_int(d, from, &d->minute);

    if (end == from) {
        return at + 1;
    }

    at = end + faimi_dateparse_is(d, end, "m");
    from = faimi_dateparse_blanks(d, at);
    end = faimi_dateparse_int(d, from, &d->second);

    return (end == from) ? at : end + faimi_dateparse_is(d, end, "s");
}


/* clock = digits { " " } named
 *         | digits part [ part [ ( "." | "," ) digits ] ]; 0: it is just the
 * digits */
static size_t
faimi_dateparse_hours(faimi_dateparse_t *d, size_t at)
{
    size_t  end, next;

    at = faimi_dateparse_int(d, at, &d->hour);
    next = faimi_dateparse_blanks(d, at);

    if (faimi_dateparse_is(d, next, "h")) {
        return faimi_dateparse_named(d, next);
    }

    next = faimi_dateparse_part(d, at, &d->minute);

    if (next == 0) {
        return 0;
    }

    end = faimi_dateparse_part(d, next, &d->second);

    if (end == 0 || !faimi_dateparse_is(d, end, ".,")) {
        return (end == 0) ? next : end;
    }

    return faimi_dateparse_fraction(d, end + 1);
}


/* time = ( clock [ half ] | digits half ) [ zone ] */
size_t
faimi_dateparse_time(faimi_dateparse_t *d, size_t at)
{
    size_t  digits, end, next;

    digits = faimi_dateparse_digits(d, at);

    if (digits == at || (at > 0 && faimi_is_digit(d->text[at - 1]))) {
        return 0;
    }

    end = faimi_dateparse_hours(d, at);
    next = faimi_dateparse_half(d, (end > 0) ? end : digits);

    if (end == 0 && next == digits) {
        d->hour = -1;
        return 0;
    }

    return faimi_dateparse_zone(d, next);
}
