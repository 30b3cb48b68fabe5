/*
 * Values as Ruby 3.1's `inspect` shows them: {"a"=>1, "b"=>[nil, "x"]}.
 *
 * Texts are escaped as String#inspect does it, whose result is Ruby source.
 * The depth of values is bounded where they are made; the buffer bounds the
 * length.
 */

#include <stdio.h>

#include "faimi_map.h"
#include "faimi_strftime.h"
#include "faimi_utf8.h"
#include "faimi_value_text.h"


/* The day number of 1970-01-01 in the Julian count that Date#inspect prints. */
#define FAIMI_JULIAN_EPOCH  2440588


/* An escape of one letter, or 0. */
static char
faimi_inspect_letter(uint32_t c)
{
    switch (c) {
    case '"':  return '"';
    case '\\': return '\\';
    case '\a': return 'a';
    case '\b': return 'b';
    case '\t': return 't';
    case '\n': return 'n';
    case '\v': return 'v';
    case '\f': return 'f';
    case '\r': return 'r';
    case 0x1B: return 'e';
    default:   return 0;
    }
}


/* "#" begins an interpolation before these, so it is escaped. */
static bool
faimi_inspect_hash(faimi_slice_t s, size_t at)
{
    return at < s.len && (s.data[at] == '{' || s.data[at] == '$'
                          || s.data[at] == '@');
}


/* A character `c`, which ends before byte `at` of `s`. */
static void
faimi_inspect_char(faimi_buf_t *out, faimi_slice_t s, size_t at, uint32_t c)
{
    char  letter;

    letter = faimi_inspect_letter(c);

    if (letter != 0) {
        faimi_buf_char(out, '\\');
        faimi_buf_char(out, letter);

    } else if (c == '#' && faimi_inspect_hash(s, at)) {
        faimi_buf_str(out, "\\#");

    } else if (faimi_utf8_is_print(c)) {
        faimi_utf8_add(out, c);

    } else {
        faimi_buf_printf(out, (c > 0xFFFF) ? "\\u{%X}" : "\\u%04X",
                         (unsigned) c);
    }
}


/* Characters that print stand as they are, all others as escapes; the text is
 * UTF-8, so that there are no escapes of bytes. */
static void
faimi_inspect_string(faimi_buf_t *out, faimi_slice_t s)
{
    size_t    at;
    uint32_t  c;

    faimi_buf_char(out, '"');

    for (at = 0; at < s.len && !out->full; /* void */) {
        c = faimi_utf8_next(s, &at);
        faimi_inspect_char(out, s, at, c);
    }

    faimi_buf_char(out, '"');
}


/* Unlike to_s, with the fraction of the second, its trailing zeros cut. */
static void
faimi_inspect_time(faimi_buf_t *out, faimi_time_t t)
{
    int   n;
    char  buf[16];

    faimi_strftime(out, t, FAIMI_SLICE("%Y-%m-%d %H:%M:%S"));

    if (t.nsec != 0) {
        n = snprintf(buf, sizeof(buf), ".%09d", (int) t.nsec);

        while (buf[n - 1] == '0') {
            n--;
        }

        faimi_buf_add(out, faimi_slice(buf, (size_t) n));
    }

    faimi_strftime(out, t, t.utc ? FAIMI_SLICE(" UTC")
                                    : FAIMI_SLICE(" %z"));
}


/* Ruby shows the day's Julian number and the day of the calendar's reform. */
static void
faimi_inspect_date(faimi_buf_t *out, faimi_time_t t)
{
    faimi_buf_str(out, "#<Date: ");
    faimi_strftime(out, t, FAIMI_SLICE("%Y-%m-%d"));
    faimi_buf_printf(out, " ((%lldj,0s,0n),+0s,2299161j)>",
                     (long long) t.sec / 86400 + FAIMI_JULIAN_EPOCH);
}


static void
faimi_inspect_array(faimi_buf_t *out, const faimi_array_t *array,
    faimi_arena_t *arena)
{
    size_t  i;

    faimi_buf_char(out, '[');

    for (i = 0; i < array->n && !out->full; i++) {
        if (i > 0) {
            faimi_buf_str(out, ", ");
        }

        faimi_inspect(out, array->items[i], arena);
    }

    faimi_buf_char(out, ']');
}


/* Keys of any type: {"a"=>1, 2=>nil}. */
static void
faimi_inspect_map(faimi_buf_t *out, const faimi_map_t *map,
    faimi_arena_t *arena)
{
    size_t  i;

    faimi_buf_char(out, '{');

    for (i = 0; i < map->n && !out->full; i++) {
        if (i > 0) {
            faimi_buf_str(out, ", ");
        }

        faimi_inspect(out, map->pairs[i].key, arena);
        faimi_buf_str(out, "=>");
        faimi_inspect(out, map->pairs[i].value, arena);
    }

    faimi_buf_char(out, '}');
}


void
faimi_inspect(faimi_buf_t *out, faimi_value_t v, faimi_arena_t *arena)
{
    switch (v.type) {
    case FAIMI_NIL:
        faimi_buf_str(out, "nil");
        break;

    case FAIMI_STRING:
        faimi_inspect_string(out, v.u.string);
        break;

    case FAIMI_DATE:
        faimi_inspect_date(out, v.u.time);
        break;

    case FAIMI_TIME:
        faimi_inspect_time(out, v.u.time);
        break;

    case FAIMI_ARRAY:
        faimi_inspect_array(out, v.u.array, arena);
        break;

    case FAIMI_MAP:
        faimi_inspect_map(out, v.u.map, arena);
        break;

    case FAIMI_OBJECT:
        faimi_json_pretty(out, v, arena);
        break;

    case FAIMI_BOOL:
    case FAIMI_INT:
    case FAIMI_BIGINT:
    case FAIMI_FLOAT:
    case FAIMI_RANGE:
        faimi_value_text(out, v, arena);
        break;
    }
}
