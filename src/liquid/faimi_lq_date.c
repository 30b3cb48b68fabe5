/*
 * What Liquid takes for a date (Utils.to_date in liquid/utils.rb), and the
 * filter `date`.
 *
 * Whoever reads a text as a date may meet `now`, which no key of a page can
 * know before the rendering: lq->clock tells the caller that the clock was
 * asked.
 */

#include "faimi_lq_filter.h"


bool
faimi_liquid_is_now(faimi_slice_t s)
{
    return faimi_slice_eq_ci(s, FAIMI_SLICE("now"))
           || faimi_slice_eq_ci(s, FAIMI_SLICE("today"));
}


static faimi_time_t
faimi_lq_now(faimi_liquid_t *lq)
{
    return (lq->host->now == NULL) ? (faimi_time_t) { .sec = 0 }
           : lq->host->now(lq->host->data);
}


/* Without a host that knows the zone, every moment has the offset of `now`. */
faimi_time_t
faimi_liquid_local(faimi_liquid_t *lq, faimi_time_t t)
{
    faimi_time_t  now;

    if (lq->host->local != NULL) {
        return lq->host->local(lq->host->data, t);
    }

    now = faimi_lq_now(lq);
    t.offset = now.offset;
    t.zone = now.zone;
    t.utc = now.utc;

    return t;
}


static bool
faimi_lq_all_digits(faimi_slice_t s)
{
    size_t  i;

    for (i = 0; i < s.len && faimi_is_digit(s.data[i]); i++) {
        /* digits */
    }

    return i == s.len && s.len > 0;
}


static int32_t
faimi_lq_offset(faimi_liquid_t *lq, int64_t sec)
{
    return faimi_liquid_local(lq, (faimi_time_t) { .sec = sec }).offset;
}


/* A text without a zone is a civil time in the site's zone: see
 * faimi_tz_make().  Whether it has one shows by parsing it with two
 * offsets. */
static bool
faimi_lq_date_text(faimi_liquid_t *lq, faimi_slice_t s, faimi_time_t *t)
{
    bool          has_time;
    int32_t       offset;
    faimi_time_t  other;

    if (!faimi_dateparse(s, 0, t, &has_time)
        || !faimi_dateparse(s, 3600, &other, &has_time))
    {
        return false;
    }

    /* a text that names its zone is the same moment whatever it is given */
    if (other.sec == t->sec) {
        return true;
    }

    offset = faimi_lq_offset(lq, t->sec + 86400);

    if (faimi_lq_offset(lq, t->sec - offset) != offset) {
        offset = faimi_lq_offset(lq, t->sec - 86400);
    }

    t->sec -= offset;
    *t = faimi_liquid_local(lq, *t);

    return true;
}


bool
faimi_liquid_date(faimi_liquid_t *lq, faimi_value_t v, faimi_value_t *date)
{
    faimi_time_t   t;
    faimi_slice_t  s;

    *date = v;

    if (v.type == FAIMI_TIME || v.type == FAIMI_DATE) {
        return true;
    }

    if (v.type != FAIMI_STRING && v.type != FAIMI_INT) {
        return false;
    }

    s = (v.type == FAIMI_STRING) ? v.u.string : FAIMI_EMPTY;
    t = (faimi_time_t) { .sec = 0 };

    if (faimi_liquid_is_now(s)) {
        lq->clock = true;
        t = faimi_lq_now(lq);

    } else if (v.type == FAIMI_INT || faimi_lq_all_digits(s)) {
        t.sec = (v.type == FAIMI_INT) ? v.u.integer : faimi_lq_number_to_i(s);
        t = faimi_liquid_local(lq, t);

    } else if (!faimi_lq_date_text(lq, s, &t)) {
        return false;
    }

    *date = (faimi_value_t) { .type = FAIMI_TIME, .u.time = t };

    return true;
}


/* date: format.  What is not a date, and an empty format, leave the input as
 * it is. */
faimi_value_t
faimi_lq_date(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t         from;
    faimi_value_t  date;
    faimi_slice_t  format;

    (void) n;
    format = faimi_liquid_text(lq, args[1]);

    if (format.len == 0 || !faimi_liquid_date(lq, args[0], &date)) {
        return args[0];
    }

    if (date.type == FAIMI_DATE) {
        date.u.time.zone = FAIMI_TIME_DATE;
    }

    from = lq->scratch->len;
    faimi_strftime(lq->scratch, date.u.time, format);

    return faimi_liquid_taken(lq, from);
}
