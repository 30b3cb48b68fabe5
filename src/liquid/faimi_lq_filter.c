/*
 * What the standard filters share, and the one on dates.
 */

#include "faimi_lq_filter.h"
#include "faimi_lq_loop.h"


faimi_slice_t
faimi_lq_text(faimi_liquid_t *lq, faimi_value_t v)
{
    faimi_slice_t  s;

    faimi_liquid_weigh(lq, v);
    s = faimi_value_to_s(lq->arena, v);
    faimi_lq_step(lq, s.len / 256);

    return s;
}


size_t
faimi_lq_next(faimi_slice_t s, size_t at)
{
    if (at >= s.len) {
        return s.len + 1;
    }

    (void) faimi_utf8_next(s, &at);

    return at;
}


void
faimi_lq_case_add(faimi_buf_t *out, uint32_t c, uint32_t (*to)(uint32_t))
{
    bool  up;

    up = (to == faimi_utf8_upper);

    if (c < 0x80) {
        faimi_buf_char(out, up ? faimi_upper((char) c) : faimi_lower((char) c));
        return;
    }

    if (c == 0xDF && up) {
        faimi_buf_str(out, "SS");
        return;
    }

    faimi_utf8_add(out, to(c));
}


bool
faimi_lq_is_blank_value(faimi_value_t v)
{
    switch (v.type) {
    case FAIMI_STRING: return v.u.string.len == 0;
    case FAIMI_ARRAY:  return v.u.array->n == 0;
    case FAIMI_MAP:    return v.u.map->n == 0;
    default:           return false;
    }
}


int64_t
faimi_lq_integer(faimi_liquid_t *lq, faimi_value_t v)
{
    int64_t  n;

    if (v.type == FAIMI_INT) {
        return v.u.integer;
    }

    if (!faimi_lq_number_strict(faimi_value_to_s(lq->arena, v), &n)) {
        (void) faimi_liquid_fail(lq, "invalid integer");
        return 0;
    }

    return n;
}


/* Lists of lists, too, become part of the one list. */
static void
faimi_lq_flatten(faimi_liquid_t *lq, const faimi_array_t *from,
    faimi_array_t *to, size_t depth)
{
    size_t         i;
    faimi_value_t  v;

    if (depth > 2 * FAIMI_MAX_YAML_DEPTH) {
        faimi_lq_fatal(lq, "a list is nested deeper than %d levels: build a "
                       "flatter one", 2 * FAIMI_MAX_YAML_DEPTH);
    }

    faimi_lq_step(lq, 1 + from->n / 8);

    for (i = 0; i < from->n; i++) {
        v = from->items[i];

        if (v.type == FAIMI_ARRAY) {
            faimi_lq_flatten(lq, v.u.array, to, depth + 1);

        } else {
            faimi_array_push(lq->arena, to, v);
        }
    }
}


static bool
faimi_lq_is_flat(const faimi_array_t *array)
{
    size_t  i;

    for (i = 0; i < array->n; i++) {
        if (array->items[i].type == FAIMI_ARRAY) {
            return false;
        }
    }

    return true;
}


faimi_array_t *
faimi_lq_list(faimi_liquid_t *lq, faimi_value_t v)
{
    size_t          i;
    faimi_lq_seq_t  seq;
    faimi_array_t  *list;

    if (v.type == FAIMI_ARRAY && faimi_lq_is_flat(v.u.array)) {
        faimi_lq_step(lq, v.u.array->n / 8);
        return v.u.array;
    }

    list = faimi_array_create(lq->arena);

    switch (v.type) {

    case FAIMI_NIL:
        break;

    case FAIMI_ARRAY:
        faimi_lq_flatten(lq, v.u.array, list, 0);
        break;

    case FAIMI_RANGE:
        (void) faimi_lq_seq(lq, v, &seq);
        faimi_lq_step(lq, seq.n);

        for (i = 0; i < seq.n; i++) {
            faimi_array_push(lq->arena, list, faimi_lq_seq_at(&seq, i));
        }

        break;

    default:
        faimi_array_push(lq->arena, list, faimi_lq_to_liquid(v));
    }

    return list;
}


static faimi_value_t
faimi_lq_map_value(const faimi_map_t *map, faimi_value_t key)
{
    const faimi_value_t  *found;

    found = faimi_map_find(map, key);

    return (found == NULL) ? FAIMI_V_NIL : *found;
}


bool
faimi_lq_has_members(faimi_value_t item)
{
    return item.type == FAIMI_MAP || item.type == FAIMI_ARRAY
           || item.type == FAIMI_OBJECT || item.type == FAIMI_STRING
           || item.type == FAIMI_INT;
}


/* The part of a text or list that a number or range tells, as Ruby's [] finds
 * it; nil where it is outside. */
static bool
faimi_lq_part(faimi_liquid_t *lq, faimi_value_t item, faimi_value_t at,
    faimi_value_t *v)
{
    int64_t  from, length, last, size;

    at = faimi_lq_number_whole(at);
    size = faimi_lq_command(lq->arena, item, FAIMI_SLICE("size")).u.integer;

    if (at.type == FAIMI_INT) {
        from = at.u.integer;
        length = 1;

        if (from >= size) {
            return true;
        }

    } else if (at.type == FAIMI_RANGE) {
        from = at.u.range.first;
        last = at.u.range.last;
        from += (from < 0) ? size : 0;
        last += (last < 0) ? size : 0;
        last = (last > size) ? size : last;
        length = (last < from) ? 0 : last - from + 1;

    } else {
        return false;
    }

    if (faimi_lq_slice_of(size, &from, &length)) {
        *v = faimi_lq_slice_value(lq, item, from, length);

        if (at.type == FAIMI_INT && item.type == FAIMI_ARRAY) {
            *v = v->u.array->items[0];
        }
    }

    return true;
}


/* text["part"] is the part where it is in it. */
static bool
faimi_lq_text_part(faimi_liquid_t *lq, faimi_value_t item,
    faimi_value_t property, faimi_value_t *v)
{
    if (property.type != FAIMI_STRING) {
        return faimi_lq_part(lq, item, property, v);
    }

    if (property.u.string.len == 0
        || faimi_slice_find(item.u.string, property.u.string, 0)
           < item.u.string.len)
    {
        *v = property;
    }

    return true;
}


/* number[n] is the bit n, number[n..m] the bits from n to m. */
static bool
faimi_lq_bits(faimi_value_t item, faimi_value_t property, faimi_value_t *v)
{
    int64_t        n;
    faimi_range_t  r;

    property = faimi_lq_number_whole(property);

    if (property.type == FAIMI_RANGE) {
        r = property.u.range;
        n = (r.first > 63) ? 63 : (r.first < 0) ? 0 : r.first;
        *v = FAIMI_V_INT(item.u.integer >> n);

        if (r.last >= n && r.last - n < 62) {
            v->u.integer &= ((int64_t) 1 << (r.last - n + 1)) - 1;
        }

        return true;
    }

    if (property.type != FAIMI_INT) {
        return false;
    }

    n = (property.u.integer > 63) ? 63 : property.u.integer;
    *v = FAIMI_V_INT((n < 0) ? 0 : (item.u.integer >> n) & 1);

    return true;
}


bool
faimi_lq_property(faimi_liquid_t *lq, faimi_value_t item,
    faimi_value_t property, faimi_value_t *v)
{
    bool  has;

    *v = FAIMI_V_NIL;

    switch (item.type) {

    case FAIMI_MAP:
        *v = faimi_lq_map_value(item.u.map, property);
        return true;

    case FAIMI_OBJECT:
        *v = faimi_liquid_member(lq->arena, item, property);
        return true;

    case FAIMI_STRING:
        has = faimi_lq_text_part(lq, item, property, v);
        break;

    case FAIMI_ARRAY:
        has = faimi_lq_part(lq, item, property, v);
        break;

    default:
        has = faimi_lq_bits(item, property, v);
    }

    if (!has) {
        (void) faimi_liquid_fail(lq, "cannot select the property '%.*s'",
                                 FAIMI_FMT(faimi_lq_text(lq, property)));
    }

    return has;
}


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


/* A text without a zone is a civil time in the site's: see faimi_tz_make(). */
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


/* date: format */
faimi_value_t
faimi_lq_date(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t         from;
    faimi_value_t  date;
    faimi_slice_t  format;

    (void) n;
    format = faimi_lq_text(lq, args[1]);

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


const faimi_filter_t *
faimi_lq_filter_find(faimi_slice_t name)
{
    size_t                        i;
    const faimi_filter_t         *row;
    const faimi_filter_t * const  tables[] = {
        faimi_lq_filters_text, faimi_lq_filters_html, faimi_lq_filters_list,
        faimi_lq_filters_math
    };

    for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        for (row = tables[i]; row->name != NULL; row++) {
            if (faimi_slice_eq(faimi_slice_str(row->name), name)) {
                return row;
            }
        }
    }

    return NULL;
}
