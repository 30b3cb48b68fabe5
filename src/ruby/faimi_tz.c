/*
 * TZif files (RFC 8536): a header and a block for 32 bits, which is skipped,
 * then both for 64 bits, then the rule for the time after.  A block is times
 * of changes, for each the type that begins then, the types, and what is of
 * no use here.
 *
 * The system's own functions know one zone for the whole process; a server has
 * one for each site.  A zone is read once with the configuration, lives in its
 * arena, and an offset is found by bisection.
 */

#include <stdio.h>

#include "faimi_ctype.h"
#include "faimi_dateparse.h"
#include "faimi_map.h"
#include "faimi_tz_int.h"


#define FAIMI_TZ_FOLDER   "/usr/share/zoneinfo/"
#define FAIMI_TZ_NAME     64
#define FAIMI_TZ_FILE     (32u << 10)
#define FAIMI_TZ_HEADER   44
#define FAIMI_TZ_TYPE     6


struct faimi_tz_s {
    size_t            n;         /* changes */
    int64_t          *times;     /* ascending */
    faimi_tz_type_t  *types;     /* from that change on */
    faimi_tz_type_t   first;     /* before all of them */
    bool              has_rule;
    faimi_tz_rule_t   rule;      /* after the last of them */
};


/* Counts of a header, in the order of the file. */
typedef struct {
    size_t  isut, isstd, leap, time, type, chars;
} faimi_tz_counts_t;


/* A number of `size` bytes, the first one the highest. */
static int64_t
faimi_tz_number(faimi_slice_t s, size_t at, size_t size)
{
    size_t    i;
    uint64_t  v;

    /* the sign is the first bit */
    v = ((unsigned char) s.data[at] & 0x80) ? UINT64_MAX : 0;

    for (i = 0; i < size; i++) {
        v = (v << 8) | (unsigned char) s.data[at + i];
    }

    return (int64_t) v;
}


/* The counts of the header at `at`; false: there is none. */
static bool
faimi_tz_header(faimi_slice_t file, size_t at, faimi_tz_counts_t *c)
{
    size_t   i;
    size_t  *counts[] = { &c->isut, &c->isstd, &c->leap, &c->time, &c->type,
                          &c->chars };

    if (file.len < FAIMI_TZ_HEADER || at > file.len - FAIMI_TZ_HEADER
        || memcmp(file.data + at, "TZif", 4) != 0)
    {
        return false;
    }

    for (i = 0; i < 6; i++) {
        *counts[i] = (size_t) faimi_tz_number(file, at + 20 + 4 * i, 4);

        if (*counts[i] > FAIMI_TZ_FILE) {
            return false;
        }
    }

    return true;
}


/* Bytes of a block whose times have `size` bytes. */
static size_t
faimi_tz_block(const faimi_tz_counts_t *c, size_t size)
{
    return c->time * (size + 1) + c->type * FAIMI_TZ_TYPE + c->chars
           + c->leap * (size + 4) + c->isstd + c->isut;
}


/* type = offset summer abbreviation, the place of a text that ends in NUL */
static faimi_tz_type_t
faimi_tz_type(faimi_slice_t file, size_t at, size_t chars)
{
    size_t           from;
    faimi_tz_type_t  type;

    type.offset = (int32_t) faimi_tz_number(file, at, 4);
    from = chars + (unsigned char) file.data[at + 5];
    type.name = faimi_tz_name(faimi_slice_sub(file, from,
                                  faimi_slice_find_char(file, '\0', from)));

    return type;
}


/* Reads the changes of the block at `at`, each with the type from it on. */
static bool
faimi_tz_changes(faimi_tz_t *tz, faimi_arena_t *arena, faimi_slice_t file,
    size_t at, const faimi_tz_counts_t *c)
{
    size_t  i, types, chars, type;

    types = at + c->time * 9;
    chars = types + c->type * FAIMI_TZ_TYPE;

    tz->n = c->time;
    tz->times = faimi_alloc(arena, (c->time + 1) * sizeof(int64_t));
    tz->types = faimi_alloc(arena, (c->time + 1) * sizeof(faimi_tz_type_t));
    tz->first = faimi_tz_type(file, types, chars);

    for (i = 0; i < c->time; i++) {
        type = (unsigned char) file.data[at + c->time * 8 + i];

        if (type >= c->type) {
            return false;
        }

        tz->times[i] = faimi_tz_number(file, at + 8 * i, 8);
        tz->types[i] = faimi_tz_type(file, types + type * FAIMI_TZ_TYPE,
                                     chars);
    }

    return true;
}


/* The file may be anything: every count is bounded, every end compared. */
const faimi_tz_t *
faimi_tz_parse(faimi_arena_t *arena, faimi_slice_t file)
{
    size_t              at, end;
    faimi_tz_t         *tz;
    faimi_slice_t       rule;
    faimi_tz_counts_t   c;

    if (!faimi_tz_header(file, 0, &c)) {
        return NULL;
    }

    at = FAIMI_TZ_HEADER + faimi_tz_block(&c, 4);

    if (!faimi_tz_header(file, at, &c) || c.type == 0) {
        return NULL;
    }

    at += FAIMI_TZ_HEADER;
    end = at + faimi_tz_block(&c, 8);
    tz = faimi_alloc(arena, sizeof(faimi_tz_t));

    if (end > file.len || !faimi_tz_changes(tz, arena, file, at, &c)) {
        return NULL;
    }

    rule = faimi_slice_trim(faimi_slice_sub(file, end, file.len));
    tz->has_rule = faimi_tz_rule(rule, &tz->rule);

    return tz;
}


/* "Area/Place" and nothing that leads elsewhere. */
static bool
faimi_tz_is_name(faimi_slice_t name)
{
    char    c;
    size_t  i;

    for (i = 0; i < name.len; i++) {
        c = name.data[i];

        if (!faimi_is_word(c) && c != '+' && c != '-'
            && (c != '/' || i == 0 || name.data[i - 1] == '/'))
        {
            return false;
        }
    }

    return name.len > 0 && name.len <= FAIMI_TZ_NAME;
}


const faimi_tz_t *
faimi_tz_load(faimi_arena_t *arena, faimi_slice_t name)
{
    char     path[sizeof(FAIMI_TZ_FOLDER) + FAIMI_TZ_NAME];
    char     data[FAIMI_TZ_FILE];
    FILE    *f;
    size_t   n;

    if (!faimi_tz_is_name(name)) {
        return NULL;
    }

    (void) snprintf(path, sizeof(path), "%s%.*s", FAIMI_TZ_FOLDER,
                    FAIMI_FMT(name));
    f = fopen(path, "rb");

    if (f == NULL) {
        return NULL;
    }

    n = fread(data, 1, sizeof(data), f);
    (void) fclose(f);

    return faimi_tz_parse(arena, faimi_slice(data, n));
}


static faimi_tz_type_t
faimi_tz_at(const faimi_tz_t *tz, int64_t sec)
{
    size_t  low, high, middle;

    if (tz == NULL) {
        return (faimi_tz_type_t) { 0, faimi_tz_name(FAIMI_SLICE("UTC")) };
    }

    /* the number of changes that are not after the moment */
    for (low = 0, high = tz->n; low < high; /* void */) {
        middle = (low + high) / 2;

        if (tz->times[middle] <= sec) {
            low = middle + 1;

        } else {
            high = middle;
        }
    }

    if (low == tz->n && tz->has_rule) {
        return faimi_tz_rule_type(&tz->rule, sec);
    }

    return (low == 0) ? tz->first : tz->types[low - 1];
}


int32_t
faimi_tz_offset(const faimi_tz_t *tz, int64_t sec)
{
    return faimi_tz_at(tz, sec).offset;
}


faimi_time_t
faimi_tz_local(const faimi_tz_t *tz, faimi_time_t t)
{
    faimi_tz_type_t  type;

    type = faimi_tz_at(tz, t.sec);
    t.offset = type.offset;
    t.zone = type.name;
    t.utc = 0;
    t.local = 0;

    return t;
}


faimi_time_t
faimi_tz_make(const faimi_tz_t *tz, faimi_civil_t c)
{
    int64_t  sec;
    int32_t  offset;

    /* no zone changes twice within two days: the offset of the day after
     * holds, if it holds at that moment already */
    sec = faimi_time_make(c, 0).sec;
    offset = faimi_tz_offset(tz, sec + 86400);

    if (faimi_tz_offset(tz, sec - offset) != offset) {
        offset = faimi_tz_offset(tz, sec - 86400);
    }

    return faimi_tz_local(tz, faimi_time_make(c, offset));
}


bool
faimi_tz_read(const faimi_tz_t *tz, faimi_slice_t s, faimi_time_t *t)
{
    bool          has_time;
    faimi_time_t  other;

    if (!faimi_dateparse(s, 0, t, &has_time)
        || !faimi_dateparse(s, 3600, &other, &has_time))
    {
        return false;
    }

    /* a text that names its zone is the same moment whatever it is given */
    if (other.sec == t->sec) {
        *t = faimi_tz_local(tz, *t);
        return true;
    }

    other = faimi_tz_make(tz, faimi_time_civil(*t));
    other.nsec = t->nsec;
    *t = other;

    return true;
}


static bool
faimi_tz_has_local(faimi_value_t v)
{
    size_t  i;

    if (v.type == FAIMI_TIME) {
        return v.u.time.local;
    }

    for (i = 0; v.type == FAIMI_ARRAY && i < v.u.array->n; i++) {
        if (faimi_tz_has_local(v.u.array->items[i])) {
            return true;
        }
    }

    for (i = 0; v.type == FAIMI_MAP && i < v.u.map->n; i++) {
        if (faimi_tz_has_local(v.u.map->pairs[i].value)) {
            return true;
        }
    }

    return false;
}


static faimi_value_t
faimi_tz_array(faimi_arena_t *arena, const faimi_tz_t *tz,
    const faimi_array_t *from)
{
    size_t          i;
    faimi_array_t  *array;

    array = faimi_array_create(arena);

    for (i = 0; i < from->n; i++) {
        faimi_array_push(arena, array,
                         faimi_tz_value(arena, tz, from->items[i]));
    }

    return FAIMI_V_ARRAY(array);
}


faimi_value_t
faimi_tz_value(faimi_arena_t *arena, const faimi_tz_t *tz, faimi_value_t v)
{
    size_t        i;
    faimi_map_t  *map;

    if (tz == NULL || !faimi_tz_has_local(v)) {
        return v;
    }

    if (v.type == FAIMI_TIME) {
        v.u.time = faimi_tz_local(tz, v.u.time);
        return v;
    }

    if (v.type == FAIMI_ARRAY) {
        return faimi_tz_array(arena, tz, v.u.array);
    }

    map = faimi_map_clone(arena, v.u.map);

    for (i = 0; i < map->n; i++) {
        map->pairs[i].value = faimi_tz_value(arena, tz, map->pairs[i].value);
    }

    return FAIMI_V_MAP(map);
}
