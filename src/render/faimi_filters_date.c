/*
 * Filters of dates (jekyll/filters/date_filters.rb).
 *
 * Each shows the moment in the site's zone: `localtime` in Ruby, whose zone
 * Jekyll sets from `timezone:`.  Here the process has no zone of its own that
 * counts, and the conversion goes by the table of the site's zone.
 */

#include "faimi_filters_int.h"


/* DateFilters#time.  A date without a time is its midnight in the site's zone,
 * as Date#to_time has it. */
static bool
faimi_filter_time(faimi_liquid_t *lq, faimi_value_t v, faimi_time_t *t)
{
    faimi_buf_t    *text;
    faimi_value_t   date;

    if (!faimi_liquid_date(lq, v, &date)) {
        faimi_liquid_weigh(lq, v);
        text = faimi_buf_create(faimi_liquid_arena(lq), FAIMI_MAX_OUTPUT);
        faimi_inspect(text, v, faimi_liquid_arena(lq));
        (void) faimi_liquid_fail(lq, "Invalid Date: '%.*s' is not a valid "
                                 "datetime.",
                                 FAIMI_FMT(faimi_buf_slice(text)));
        return false;
    }

    *t = date.u.time;

    if (date.type == FAIMI_DATE) {
        t->sec -= faimi_liquid_local(lq, *t).offset;
    }

    *t = faimi_liquid_local(lq, *t);

    return true;
}


/* The moment by a format.  What prints as nothing (nil, "") is returned as it
 * is: `return date if date.to_s.empty?`. */
static faimi_value_t
faimi_filter_format(faimi_liquid_t *lq, faimi_value_t v, const char *format)
{
    faimi_buf_t   *out;
    faimi_time_t   t;

    if (faimi_liquid_text(lq, v).len == 0) {
        return v;
    }

    if (!faimi_filter_time(lq, v, &t)) {
        return FAIMI_V_NIL;
    }

    out = faimi_buf_create(faimi_liquid_arena(lq), FAIMI_MAX_OUTPUT);
    faimi_strftime(out, t, faimi_slice_str(format));

    return FAIMI_V_STRING(faimi_buf_slice(out));
}


static faimi_value_t
faimi_filter_date_to_xmlschema(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    return faimi_filter_format(lq, args[0], "%Y-%m-%dT%H:%M:%S%:z");
}


static faimi_value_t
faimi_filter_date_to_rfc822(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    return faimi_filter_format(lq, args[0], "%a, %d %b %Y %H:%M:%S %z");
}


/* Whether the argument i is that text. */
static bool
faimi_filter_is(const faimi_value_t *args, size_t n, size_t i,
    const char *text)
{
    return i < n && args[i].type == FAIMI_STRING
           && faimi_slice_eq(args[i].u.string, faimi_slice_str(text));
}


/* The format of a day such as 21st: %-d with its ending. */
static const char *
faimi_filter_ordinal(int day)
{
    if (day >= 11 && day <= 13) {
        return "%-dth";
    }

    switch (day % 10) {
    case 1:  return "%-dst";
    case 2:  return "%-dnd";
    case 3:  return "%-drd";
    default: return "%-dth";
    }
}


/* DateFilters#stringify_date: "07 Nov 2008"; with "ordinal" "7th Nov 2008",
 * and with "ordinal", "US" "Nov 7th, 2008". */
static faimi_value_t
faimi_filter_date(faimi_liquid_t *lq, const faimi_value_t *args, size_t n,
    const char *month)
{
    bool            us;
    const char     *day;
    faimi_slice_t   format;
    faimi_time_t    t;

    if (faimi_liquid_text(lq, args[0]).len == 0) {
        return args[0];
    }

    if (!faimi_filter_time(lq, args[0], &t)) {
        return FAIMI_V_NIL;
    }

    day = "%d";
    us = false;

    if (faimi_filter_is(args, n, 1, "ordinal")) {
        day = faimi_filter_ordinal(faimi_time_civil(t).day);
        us = faimi_filter_is(args, n, 2, "US");
    }

    format = faimi_arena_printf(faimi_liquid_arena(lq),
                                us ? "%s %s, %%Y" : "%s %s %%Y",
                                us ? month : day, us ? day : month);

    return faimi_filter_format(lq, args[0], format.data);
}


static faimi_value_t
faimi_filter_date_to_string(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    return faimi_filter_date(lq, args, n, "%b");
}


static faimi_value_t
faimi_filter_date_to_long_string(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    return faimi_filter_date(lq, args, n, "%B");
}


const faimi_filter_t  faimi_filters_date[] = {
    { "date_to_long_string", faimi_filter_date_to_long_string, 0, 2,
      FAIMI_FLOW_DATE, FAIMI_ARGS_VALUES },
    { "date_to_rfc822", faimi_filter_date_to_rfc822, 0, 0,
      FAIMI_FLOW_DATE, FAIMI_ARGS_VALUES },
    { "date_to_string", faimi_filter_date_to_string, 0, 2,
      FAIMI_FLOW_DATE, FAIMI_ARGS_VALUES },
    { "date_to_xmlschema", faimi_filter_date_to_xmlschema, 0, 0,
      FAIMI_FLOW_DATE, FAIMI_ARGS_VALUES },
    FAIMI_FILTER_END
};
