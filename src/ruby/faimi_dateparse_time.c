/*
 * Times of day and zones in texts: the part of Time.parse that is not dates.
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
static void
faimi_dateparse_fraction(faimi_dateparse_t *d, size_t from, size_t to)
{
    int  scale;

    for (scale = 100000000; from < to && scale > 0; from++, scale /= 10) {
        d->nsec += (d->text[from] - '0') * scale;
    }
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


/* A word that is no known zone is passed over, as Ruby does. */
static void
faimi_dateparse_zone_name(faimi_dateparse_t *d, faimi_slice_t name)
{
    size_t  i, n;

    n = sizeof(faimi_dateparse_zones) / sizeof(faimi_dateparse_zones[0]);

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


/* zone = offset | letters [ offset ]; with both it is none that is known */
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

    if (end == from) {
        return at;
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


/* part = { " " } sep { " " } digits */
static size_t
faimi_dateparse_part(const faimi_dateparse_t *d, size_t at, const char *sep,
    int *value)
{
    size_t  from, end;

    at = faimi_dateparse_blanks(d, at);

    if (!faimi_dateparse_is(d, at, sep)) {
        return 0;
    }

    from = faimi_dateparse_blanks(d, at + 1);
    end = faimi_dateparse_digits(d, from);

    if (end > from) {
        *value = (int) faimi_dateparse_number(faimi_slice(d->text + from,
                                                          end - from));
    }

    return (end == from) ? 0 : end;
}


/* clock = digits ":" digits [ ":" digits [ ( "." | "," ) digits ] ]
 *         | digits "h" digits */
static size_t
faimi_dateparse_hours(faimi_dateparse_t *d, size_t at)
{
    size_t  end, next;

    end = faimi_dateparse_digits(d, at);
    d->hour = (int) faimi_dateparse_number(faimi_slice(d->text + at,
                                                       end - at));
    next = faimi_dateparse_part(d, end, "h", &d->minute);

    if (next > 0) {
        return next;
    }

    next = faimi_dateparse_part(d, end, ":", &d->minute);

    if (next == 0) {
        return end;
    }

    end = faimi_dateparse_part(d, next, ":", &d->second);

    if (end == 0 || !faimi_dateparse_is(d, end, ".,")) {
        return (end == 0) ? next : end;
    }

    next = faimi_dateparse_digits(d, end + 1);
    faimi_dateparse_fraction(d, end + 1, next);

    return next;
}


/* time = ( clock [ half ] | digits half ) [ zone ] */
size_t
faimi_dateparse_time(faimi_dateparse_t *d, size_t at)
{
    size_t  end, next;

    if (faimi_dateparse_digits(d, at) == at
        || (at > 0 && faimi_is_digit(d->text[at - 1])))
    {
        return 0;
    }

    end = faimi_dateparse_hours(d, at);
    next = faimi_dateparse_half(d, end);

    if (d->minute < 0 && next == end) {
        d->hour = -1;
        return 0;
    }

    return faimi_dateparse_zone(d, next);
}
