/*
 * The calendar, strftime and the reading of dates: against tables of what
 * Ruby prints.
 */

#include "faimi_tz.h"
#include "table.h"


typedef struct {
    faimi_arena_t  *arena;
    size_t          bad;
} test_time_t;


static int64_t
test_int(faimi_slice_t s)
{
    char  buf[32];

    (void) snprintf(buf, sizeof(buf), "%.*s", FAIMI_FMT(s));

    return strtoll(buf, NULL, 10);
}


static void
test_case(test_time_t *test, faimi_slice_t got, const faimi_slice_t *fields,
    size_t n, size_t line)
{
    if (!faimi_slice_eq(got, fields[n - 1])) {
        test->bad++;
        printf("# line %zu: [%.*s] gives [%.*s], expected [%.*s]\n", line,
               FAIMI_FMT(fields[n - 2]), FAIMI_FMT(got),
               FAIMI_FMT(fields[n - 1]));
    }
}


static void
test_strftime_case(void *data, const faimi_slice_t *fields, size_t n,
    size_t line)
{
    faimi_buf_t   *out;
    test_time_t   *test = data;
    faimi_time_t   t;

    memset(&t, 0, sizeof(faimi_time_t));
    t.sec = test_int(fields[0]);
    t.nsec = (int32_t) test_int(fields[1]);
    t.offset = (int32_t) test_int(fields[2]);
    t.utc = t.offset == 0;

    out = faimi_buf_create(test->arena, 4096);
    faimi_strftime(out, t, fields[3]);
    test_case(test, faimi_buf_slice(out), fields, n, line);
}


static void
test_date_case(void *data, const faimi_slice_t *fields, size_t n,
    size_t line)
{
    bool           has_time;
    test_time_t   *test = data;
    faimi_time_t   t;
    faimi_slice_t  got;

    got = FAIMI_SLICE("-");

    if (faimi_dateparse(fields[0], 0, &t, &has_time)) {
        got = faimi_arena_printf(test->arena, "%lld %d %d %s",
                                 (long long) t.sec, (int) t.nsec,
                                 (int) t.offset, t.utc ? "true" : "false");
    }

    test_case(test, got, fields, n, line);
}


/* A zone that this system does not know is left out. */
static void
test_zone_case(void *data, const faimi_slice_t *fields, size_t n,
    size_t line)
{
    test_time_t       *test = data;
    faimi_slice_t      got;
    const faimi_tz_t  *tz;

    tz = faimi_tz_load(test->arena, fields[0]);

    if (tz != NULL) {
        got = faimi_arena_printf(test->arena, "%d", (int)
                             faimi_tz_offset(tz, test_int(fields[1])));
        test_case(test, got, fields, n, line);
    }
}


static void
test_civil_case(void *data, const faimi_slice_t *fields, size_t n,
    size_t line)
{
    bool               has_time;
    test_time_t       *test = data;
    faimi_time_t       t;
    faimi_slice_t      got;
    const faimi_tz_t  *tz;

    tz = faimi_tz_load(test->arena, fields[0]);

    if (tz == NULL || !faimi_dateparse(fields[1], 0, &t, &has_time)) {
        return;
    }

    t = faimi_tz_make(tz, faimi_time_civil(t));
    got = faimi_arena_printf(test->arena, "%lld", (long long) t.sec);
    test_case(test, got, fields, n, line);
}


static void
test_zones(test_time_t *test)
{
    size_t          i;
    faimi_slice_t   file;

    static const char  *names[] = {
        "", "/etc/passwd", "../../../etc/passwd", "Europe", "Europe/..",
        "Europe//Madrid", "Nowhere", "tzdata.zi", "Europe/Madrid/"
    };

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        CHECK(faimi_tz_load(test->arena, faimi_slice_str(names[i])) == NULL);
    }

    CHECK(faimi_tz_offset(NULL, 5) == 0);
    file = FAIMI_SLICE("TZif2");
    CHECK(faimi_tz_parse(test->arena, file) == NULL);
}


/* A zone's file cut anywhere, or with any byte changed, harms nothing. */
static void
test_zone_file(test_time_t *test)
{
    char               data[8192], old;
    FILE              *f;
    size_t             i, n, found;
    const faimi_tz_t  *tz;

    f = fopen("/usr/share/zoneinfo/Europe/Madrid", "rb");
    n = (f == NULL) ? 0 : fread(data, 1, sizeof(data), f);

    if (f != NULL) {
        (void) fclose(f);
    }

    for (i = 0, found = 0; i < n; i++) {
        found += faimi_tz_parse(test->arena, faimi_slice(data, i)) != NULL;
        old = data[i];
        data[i] = (char) 0xFF;
        tz = faimi_tz_parse(test->arena, faimi_slice(data, n));
        (void) faimi_tz_offset(tz, 1700000000);
        data[i] = old;
    }

    CHECK(found < 40);
}


/* Every day of eight centuries, and the ends of what 64 bits can say. */
static void
test_calendar(void)
{
    bool           same;
    int64_t        day;
    faimi_time_t   t;
    faimi_civil_t  c, last;

    memset(&t, 0, sizeof(faimi_time_t));
    same = true;
    last = (faimi_civil_t) { .weekday = 6 };

    for (day = -146097; day < 146097; day++) {
        t.sec = day * 86400 + 12345;
        c = faimi_time_civil(t);
        same = same && faimi_time_valid(c)
               && faimi_time_make(c, 0).sec == t.sec
               && (day == -146097 || c.weekday == (last.weekday + 1) % 7)
               && (c.yday == last.yday + 1 || c.yday == 1);
        last = c;
    }

    CHECK(same);

    t.sec = INT64_MAX;
    CHECK(faimi_time_civil(t).month >= 1);
    t.sec = INT64_MIN;
    t.offset = -86399;
    CHECK(faimi_time_civil(t).month >= 1);
}


static void
test_valid(void)
{
    CHECK(!faimi_time_valid((faimi_civil_t) { 2023, 2, 29, 0, 0, 0, 0, 0 }));
    CHECK(faimi_time_valid((faimi_civil_t) { 2024, 2, 29, 0, 0, 0, 0, 0 }));
    CHECK(!faimi_time_valid((faimi_civil_t) { 1900, 2, 29, 0, 0, 0, 0, 0 }));
    CHECK(!faimi_time_valid((faimi_civil_t) { 2024, 13, 1, 0, 0, 0, 0, 0 }));
    CHECK(!faimi_time_valid((faimi_civil_t) { 2024, 0, 1, 0, 0, 0, 0, 0 }));
    CHECK(!faimi_time_valid((faimi_civil_t) { 2024, 1, 1, 24, 0, 1, 0, 0 }));
    CHECK(faimi_time_valid((faimi_civil_t) { 2024, 1, 1, 24, 0, 0, 0, 0 }));
}


static void
test_zone_read(test_time_t *test)
{
    faimi_time_t       t;
    const faimi_tz_t  *tz;

    tz = faimi_tz_load(test->arena, FAIMI_SLICE("Europe/Madrid"));

    if (tz == NULL) {
        return;
    }

    CHECK(faimi_tz_read(tz, FAIMI_SLICE("2024-07-01 12:00:00.5"), &t));
    CHECK(t.sec == 1719828000 && t.nsec == 500000000 && t.offset == 7200);
    CHECK(faimi_tz_read(tz, FAIMI_SLICE("2024-01-01"), &t));
    CHECK(t.sec == 1704063600 && t.offset == 3600);
    CHECK(faimi_tz_read(tz, FAIMI_SLICE("2024-07-01 12:00:00 Z"), &t));
    CHECK(t.sec == 1719835200 && t.offset == 7200 && !t.utc);
    CHECK(!faimi_tz_read(tz, FAIMI_SLICE("July"), &t));
}


/* The abbreviations of clocks, before the last change in the file, by the
 * rule for the time after it, and of what knows no zone. */
static void
test_zone_name(test_time_t *test)
{
    size_t             i;
    faimi_buf_t       *out;
    faimi_time_t       t;
    const faimi_tz_t  *tz;

    static const struct {
        const char  *zone;
        int64_t      sec;
        const char  *name;
    } names[] = {
        { "Europe/Madrid",    1719828000, "CEST" },
        { "Europe/Madrid",    1704063600, "CET"  },
        { "America/New_York", 4102444800, "EST"  },
        { "Asia/Kathmandu",   1719828000, "+0545" },
        { "America/Sao_Paulo", 1719828000, "-03" },
        { "Europe/London",    1704063600, "GMT"  },
        { NULL,               1704063600, "UTC"  },
    };

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        tz = (names[i].zone == NULL) ? NULL
             : faimi_tz_load(test->arena, faimi_slice_str(names[i].zone));

        if (tz == NULL && names[i].zone != NULL) {
            continue;
        }

        t = (faimi_time_t) { .sec = names[i].sec };
        t = faimi_tz_local(tz, t);
        out = faimi_buf_create(test->arena, 64);
        faimi_strftime(out, t, FAIMI_SLICE("%Z"));
        CHECK_STR(faimi_buf_slice(out), names[i].name);
    }

    out = faimi_buf_create(test->arena, 64);
    t = (faimi_time_t) { .offset = 3600 };
    faimi_strftime(out, t, FAIMI_SLICE("[%Z]"));
    t.zone = FAIMI_TIME_DATE;
    faimi_strftime(out, t, FAIMI_SLICE("[%Z]"));
    CHECK_STR(faimi_buf_slice(out), "[][+00:00]");
}


/* Only times that were written without a zone change, wherever they stand. */
static void
test_zone_value(test_time_t *test)
{
    faimi_map_t       *map;
    faimi_value_t      v, w;
    faimi_array_t     *array;
    const faimi_tz_t  *tz;

    tz = faimi_tz_load(test->arena, FAIMI_SLICE("Europe/Madrid"));

    if (tz == NULL) {
        return;
    }

    v = (faimi_value_t) { .type = FAIMI_TIME, .u.time.sec = 1719828000 };
    array = faimi_array_create(test->arena);
    faimi_array_push(test->arena, array, v);
    map = faimi_map_create(test->arena);
    faimi_map_set(test->arena, map, FAIMI_SLICE("a"), FAIMI_V_ARRAY(array));

    w = faimi_tz_value(test->arena, tz, FAIMI_V_MAP(map));
    CHECK(w.u.map == map);

    v.u.time.local = 1;
    faimi_array_push(test->arena, array, v);
    w = faimi_tz_value(test->arena, tz, FAIMI_V_MAP(map));
    CHECK(w.u.map != map);
    array = w.u.map->pairs[0].value.u.array;
    CHECK(array->items[0].u.time.offset == 0);
    CHECK(array->items[1].u.time.offset == 7200);
    CHECK(faimi_tz_value(test->arena, NULL, v).u.time.local);
}


static faimi_rc_t
test_run(void *data)
{
    test_time_t  *test = data;

    test_calendar();
    test_valid();
    table_run("t/spec/tables/strftime.tsv", test_strftime_case, test);
    CHECK(test->bad == 0);

    test->bad = 0;
    table_run("t/spec/tables/dates.tsv", test_date_case, test);
    CHECK(test->bad == 0);

    test->bad = 0;
    test_zones(test);
    test_zone_file(test);
    test_zone_read(test);
    test_zone_value(test);
    test_zone_name(test);
    table_run("t/spec/tables/zones.tsv", test_zone_case, test);
    table_run("t/spec/tables/civil.tsv", test_civil_case, test);
    CHECK(test->bad == 0);

    return FAIMI_OK;
}


int
main(void)
{
    test_time_t     test;
    faimi_guard_t  *guard;

    guard = faimi_guard_create();
    test.arena = faimi_arena_create(guard, 0);
    test.bad = 0;

    CHECK(faimi_guard_run(guard, test_run, &test) == FAIMI_OK);

    faimi_arena_destroy(test.arena);
    faimi_guard_destroy(guard);

    return test_end();
}
