/*
 * Dates and the clock: what filters take for a date, and the site's zone.
 */

#include "faimi_lq_eval.h"
#include "faimi_lq_number.h"


void
faimi_liquid_spend(faimi_liquid_t *lq, size_t n)
{
    faimi_lq_step(lq, n);
}


static faimi_time_t
faimi_lq_now(const faimi_liquid_t *lq)
{
    faimi_time_t  t;

    if (lq->host->now != NULL) {
        return lq->host->now(lq->host->data);
    }

    memset(&t, 0, sizeof(faimi_time_t));

    return t;
}


faimi_time_t
faimi_liquid_local(faimi_liquid_t *lq, faimi_time_t t)
{
    if (lq->host->local != NULL) {
        return lq->host->local(lq->host->data, t);
    }

    t.offset = faimi_lq_now(lq).offset;
    t.utc = 0;

    return t;
}


/* A civil time is read with the offset that its zone has then, which only the
 * moment tells: so it is read twice.  A text with a zone reads the same. */
static bool
faimi_lq_date_text(faimi_liquid_t *lq, faimi_slice_t s, faimi_time_t *t)
{
    bool     has_time;
    int32_t  offset;

    offset = faimi_lq_now(lq).offset;

    if (!faimi_time_parse(s, offset, t, &has_time)) {
        return false;
    }

    offset = faimi_liquid_local(lq, *t).offset;

    return faimi_time_parse(s, offset, t, &has_time);
}


static bool
faimi_lq_date_digits(faimi_slice_t s)
{
    size_t  i;

    for (i = 0; i < s.len; i++) {
        if (!faimi_is_digit(s.data[i])) {
            return false;
        }
    }

    return s.len > 0;
}


static bool
faimi_lq_date_string(faimi_liquid_t *lq, faimi_slice_t s, faimi_time_t *t)
{
    if (faimi_slice_eq_ci(s, FAIMI_SLICE("now"))
        || faimi_slice_eq_ci(s, FAIMI_SLICE("today")))
    {
        lq->clock = true;
        *t = faimi_lq_now(lq);
        return true;
    }

    if (faimi_lq_date_digits(s)) {
        memset(t, 0, sizeof(faimi_time_t));
        t->sec = faimi_lq_number_to_i(s);
        *t = faimi_liquid_local(lq, *t);
        return true;
    }

    return s.len > 0 && faimi_lq_date_text(lq, s, t);
}


bool
faimi_liquid_date(faimi_liquid_t *lq, faimi_value_t v, faimi_value_t *date)
{
    if (v.type == FAIMI_DATE || v.type == FAIMI_TIME) {
        *date = v;
        return true;
    }

    date->type = FAIMI_TIME;

    if (v.type == FAIMI_INT) {
        memset(&date->u.time, 0, sizeof(faimi_time_t));
        date->u.time.sec = v.u.integer;
        date->u.time = faimi_liquid_local(lq, date->u.time);
        return true;
    }

    return v.type == FAIMI_STRING
           && faimi_lq_date_string(lq, v.u.string, &date->u.time);
}
