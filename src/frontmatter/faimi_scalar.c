/*
 * Plain scalars as Ruby's Psych 4 resolves them (YAML 1.1, its own way: 1e3 is
 * a string, 12:30 a number of seconds, 2024-02-30 a string).  Debian's Jekyll
 * reads by Psych; the gem of Jekyll 4.3 by SafeYAML, which differs in a few:
 * `:a` is the string ":a" there, while Psych refuses the whole file.  It is a
 * string here.
 *
 * The rules stand in rows and are tried in Psych's order, since some inputs
 * fit several.
 */

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "faimi_scalar.h"


/* Longer numbers are texts: no double has so many digits. */
#define FAIMI_SCALAR_NUMBER  512

/* Below this a double holds every integer. */
#define FAIMI_SCALAR_EXACT   9007199254740992.0


/* Tries one rule: true if `s`, not empty, is of its kind. */
typedef bool (*faimi_scalar_pt)(faimi_arena_t *arena, faimi_slice_t s,
    faimi_value_t *v);


typedef struct {
    const char     *word;    /* in any case */
    faimi_value_t   value;
} faimi_scalar_word_t;


static const faimi_scalar_word_t  faimi_scalar_words[] = {
    { "~",     { .type = FAIMI_NIL } },
    { "null",  { .type = FAIMI_NIL } },
    { "yes",   { .type = FAIMI_BOOL, .u.boolean = true } },
    { "true",  { .type = FAIMI_BOOL, .u.boolean = true } },
    { "on",    { .type = FAIMI_BOOL, .u.boolean = true } },
    { "no",    { .type = FAIMI_BOOL, .u.boolean = false } },
    { "false", { .type = FAIMI_BOOL, .u.boolean = false } },
    { "off",   { .type = FAIMI_BOOL, .u.boolean = false } },
    { ".inf",  { .type = FAIMI_FLOAT, .u.number = INFINITY } },
    { "+.inf", { .type = FAIMI_FLOAT, .u.number = INFINITY } },
    { "-.inf", { .type = FAIMI_FLOAT, .u.number = -INFINITY } },
    { ".nan",  { .type = FAIMI_FLOAT, .u.number = NAN } },
};


/* Whether one of `set` stands at `at`. */
static bool
faimi_scalar_is(faimi_slice_t s, size_t at, const char *set)
{
    return at < s.len && s.data[at] != '\0'
           && strchr(set, s.data[at]) != NULL;
}


/* From `at` over digits and what is of `more`. */
static size_t
faimi_scalar_digits(faimi_slice_t s, size_t at, const char *more)
{
    while (at < s.len
           && (faimi_is_digit(s.data[at]) || faimi_scalar_is(s, at, more)))
    {
        at++;
    }

    return at;
}


/* From `at` over at least `min` and at most `max` digits, which give *n;
 * false: there are fewer. */
static bool
faimi_scalar_take(faimi_slice_t s, size_t *at, size_t min, size_t max, int *n)
{
    size_t  from;

    for (from = *at, *n = 0; *at < s.len && *at - from < max; (*at)++) {
        if (!faimi_is_digit(s.data[*at])) {
            break;
        }

        *n = *n * 10 + s.data[*at] - '0';
    }

    return *at - from >= min;
}


/* Goes over one of `set`, if it stands there. */
static bool
faimi_scalar_char(faimi_slice_t s, size_t *at, const char *set)
{
    if (!faimi_scalar_is(s, *at, set)) {
        return false;
    }

    (*at)++;

    return true;
}


/* The longest word has five letters: others need not be looked for. */
static bool
faimi_scalar_word(faimi_arena_t *arena, faimi_slice_t s, faimi_value_t *v)
{
    size_t  i, n;

    (void) arena;

    if (s.len > 5) {
        return false;
    }

    n = sizeof(faimi_scalar_words) / sizeof(faimi_scalar_words[0]);

    for (i = 0; i < n; i++) {
        if (faimi_slice_eq_ci(s, faimi_slice_str(faimi_scalar_words[i].word)))
        {
            *v = faimi_scalar_words[i].value;
            return true;
        }
    }

    return false;
}


/* date = 4digits "-" 1*2digits "-" 1*2digits, of the calendar */
static bool
faimi_scalar_date(faimi_arena_t *arena, faimi_slice_t s, faimi_value_t *v)
{
    int            year;
    size_t         at;
    faimi_civil_t  c;

    (void) arena;

    at = 0;
    c = (faimi_civil_t) { .year = 0 };

    if (!faimi_scalar_take(s, &at, 4, 4, &year)
        || !faimi_scalar_char(s, &at, "-")
        || !faimi_scalar_take(s, &at, 1, 2, &c.month)
        || !faimi_scalar_char(s, &at, "-")
        || !faimi_scalar_take(s, &at, 1, 2, &c.day) || at != s.len)
    {
        return false;
    }

    c.year = year;

    if (!faimi_time_valid(c)) {
        return false;
    }

    v->type = FAIMI_DATE;
    v->u.time = faimi_time_make(c, 0);

    return true;
}


/* [ "." digits ]: nanoseconds, further digits dropped */
static int32_t
faimi_scalar_fraction(faimi_slice_t s, size_t *at)
{
    int32_t  nsec, scale;

    if (!faimi_scalar_char(s, at, ".")) {
        return 0;
    }

    for (nsec = 0, scale = 100000000;
         *at < s.len && faimi_is_digit(s.data[*at]); (*at)++)
    {
        nsec += (s.data[*at] - '0') * scale;
        scale /= 10;
    }

    return nsec;
}


/* [ blanks ] [ "Z" | ( "+" | "-" ) 1*2digits [ ":" ] [ 2digits ] ] to the end.
 * As in Psych, "-00:30" is half an hour east: its hours have no sign. */
static bool
faimi_scalar_zone(faimi_slice_t s, size_t at, faimi_time_t *t)
{
    int     hours, minutes, seconds;
    bool    west;
    size_t  from;

    for (from = at; at < s.len && faimi_is_space(s.data[at]); at++) {
        /* void */
    }

    if (faimi_scalar_char(s, &at, "Z")) {
        t->utc = 1;
        return at == s.len;
    }

    if (!faimi_scalar_is(s, at, "+-")) {
        t->local = 1;
        return from == s.len;
    }

    west = s.data[at++] == '-';
    minutes = 0;

    if (!faimi_scalar_take(s, &at, 1, 2, &hours)) {
        return false;
    }

    (void) faimi_scalar_char(s, &at, ":");

    if (at < s.len && !faimi_scalar_take(s, &at, 2, 2, &minutes)) {
        return false;
    }

    hours = west ? -hours : hours;
    seconds = hours * 3600 + ((hours < 0) ? -minutes : minutes) * 60;
    t->offset = seconds;

    return at == s.len && abs(seconds) < 86400;
}


/* What Time.utc takes: the 31st of a shorter month is a day of the next. */
static bool
faimi_scalar_exists(const faimi_civil_t *c)
{
    return c->month >= 1 && c->month <= 12 && c->day >= 1 && c->day <= 31
           && c->minute <= 59 && c->second <= 60
           && (c->hour < 24
               || (c->hour == 24 && c->minute == 0 && c->second == 0));
}


/* civil = [ "-" ] 4digits "-" 1*2digits "-" 1*2digits ( "T" | "t" | blanks )
 *         1*2digits ":" 2digits ":" 2digits */
static bool
faimi_scalar_civil(faimi_slice_t s, size_t *at, faimi_civil_t *c)
{
    int   year;
    bool  before;

    before = faimi_scalar_char(s, at, "-");

    if (!faimi_scalar_take(s, at, 4, 4, &year)
        || !faimi_scalar_char(s, at, "-")
        || !faimi_scalar_take(s, at, 1, 2, &c->month)
        || !faimi_scalar_char(s, at, "-")
        || !faimi_scalar_take(s, at, 1, 2, &c->day)
        || !faimi_scalar_char(s, at, "Tt \t"))
    {
        return false;
    }

    while (faimi_is_space(s.data[*at - 1]) && faimi_scalar_is(s, *at, " \t")) {
        (*at)++;
    }

    c->year = before ? -year : year;

    return faimi_scalar_take(s, at, 1, 2, &c->hour)
           && faimi_scalar_char(s, at, ":")
           && faimi_scalar_take(s, at, 2, 2, &c->minute)
           && faimi_scalar_char(s, at, ":")
           && faimi_scalar_take(s, at, 2, 2, &c->second);
}


/* time = civil [ "." digits ] [ zone ]; without a zone it is UTC's, and shown
 * in the site's */
static bool
faimi_scalar_time(faimi_arena_t *arena, faimi_slice_t s, faimi_value_t *v)
{
    size_t         at;
    int32_t        nsec;
    faimi_time_t   zone;
    faimi_civil_t  c;

    (void) arena;

    at = 0;
    memset(&c, 0, sizeof(faimi_civil_t));
    memset(&zone, 0, sizeof(faimi_time_t));

    if (!faimi_scalar_civil(s, &at, &c)) {
        return false;
    }

    nsec = faimi_scalar_fraction(s, &at);

    if (!faimi_scalar_zone(s, at, &zone) || !faimi_scalar_exists(&c)) {
        return false;
    }

    v->type = FAIMI_TIME;
    v->u.time = faimi_time_make(c, zone.offset);
    v->u.time.nsec = nsec;
    v->u.time.utc = zone.utc;
    v->u.time.local = zone.local;

    return true;
}


/* All of `s` as C reads it, "_" and "," in it skipped. */
static bool
faimi_scalar_number(faimi_slice_t s, double *number)
{
    char    buf[FAIMI_SCALAR_NUMBER + 1], *end;
    size_t  i, n;

    for (i = 0, n = 0; i < s.len && n < FAIMI_SCALAR_NUMBER; i++) {
        if (s.data[i] != '_' && s.data[i] != ',') {
            buf[n++] = s.data[i];
        }
    }

    if (i < s.len || n == 0) {
        return false;
    }

    buf[n] = '\0';
    *number = strtod(buf, &end);

    return end == buf + n;
}


/* The base that a prefix tells; `at` moves past it. */
static int
faimi_scalar_base(faimi_slice_t s, size_t *at)
{
    if (!faimi_scalar_is(s, *at, "0") || *at + 1 == s.len) {
        return 10;
    }

    *at += 2;

    switch (s.data[*at - 1]) {
    case 'x': return 16;
    case 'b': return 2;
    default:  (*at)--; return 8;
    }
}


/* The digits of a number in base 2, 8 or 16 in base 10: each one multiplies
 * what is there, nine decimals at a time. */
static faimi_slice_t
faimi_scalar_to_decimal(faimi_arena_t *arena, faimi_slice_t s, int base)
{
    size_t         i, k, n;
    uint64_t       carry;
    uint32_t       parts[FAIMI_SCALAR_NUMBER];
    faimi_buf_t   *b;

    b = faimi_buf_create(arena, 9 * FAIMI_SCALAR_NUMBER + 1);

    for (i = 0, n = 0; i < s.len; i++) {
        carry = (uint64_t) faimi_hex(s.data[i]);

        for (k = 0; k < n; k++) {
            carry += (uint64_t) parts[k] * (unsigned) base;
            parts[k] = (uint32_t) (carry % 1000000000);
            carry /= 1000000000;
        }

        if (carry > 0) {
            parts[n++] = (uint32_t) carry;
        }
    }

    for (k = n; k > 0; k--) {
        faimi_buf_printf(b, "%09u", parts[k - 1]);
    }

    return faimi_buf_slice(b);
}


/* An integer, "_" and "," in it skipped, in any base and of any size. */
static faimi_value_t
faimi_scalar_integer(faimi_arena_t *arena, faimi_slice_t s)
{
    int            base;
    char          *end, *buf;
    size_t         at, n;
    long long      v;
    faimi_slice_t  digits;

    at = faimi_scalar_is(s, 0, "+-");
    base = faimi_scalar_base(s, &at);
    buf = faimi_alloc_text(arena, s.len + 2);
    n = 0;

    if (s.data[0] == '-') {
        buf[n++] = '-';
    }

    for ( /* void */ ; at < s.len; at++) {
        if (s.data[at] != '_' && s.data[at] != ',') {
            buf[n++] = s.data[at];
        }
    }

    buf[n] = '\0';
    errno = 0;
    v = strtoll(buf, &end, base);

    if (errno == 0) {
        return FAIMI_V_INT(v);
    }

    digits = faimi_slice_sub(faimi_slice(buf, n), buf[0] == '-', n);

    if (digits.len > FAIMI_SCALAR_NUMBER) {
        return FAIMI_V_STRING(s);
    }

    digits = (base == 10) ? digits
                          : faimi_scalar_to_decimal(arena, digits, base);

    return faimi_value_integer(arena, (buf[0] == '-')
                               ? faimi_arena_printf(arena, "-%.*s",
                                                    FAIMI_FMT(digits))
                               : digits);
}


/* Whether from `at` to the end all is of `set` and at least one is a digit of
 * the number. */
static bool
faimi_scalar_all(faimi_slice_t s, size_t at, const char *set)
{
    size_t  n;

    for (n = 0; at < s.len; at++) {
        if (!faimi_scalar_is(s, at, set)) {
            return false;
        }

        n += s.data[at] != '_' && s.data[at] != ',';
    }

    return n > 0;
}


/* decimal = "0" | ( "1" .. "9" ) { [ "," | "_" ] digit } to the end */
static bool
faimi_scalar_decimal(faimi_slice_t s, size_t at)
{
    if (faimi_scalar_is(s, at, "0")) {
        return at + 1 == s.len;
    }

    if (!faimi_scalar_is(s, at, "123456789")) {
        return false;
    }

    for (at++; at < s.len; at++) {
        if (faimi_scalar_is(s, at, "_,")) {
            at++;
        }

        if (at == s.len || !faimi_is_digit(s.data[at])) {
            return false;
        }
    }

    return true;
}


/* int = [ "+" | "-" ] ( decimal | "0b" bits | "0" octals | "0x" hexes ) */
static bool
faimi_scalar_int(faimi_arena_t *arena, faimi_slice_t s, faimi_value_t *v)
{
    bool    is;
    size_t  at;

    at = faimi_scalar_is(s, 0, "+-");

    if (faimi_scalar_decimal(s, at)) {
        is = true;

    } else if (!faimi_scalar_is(s, at, "0")) {
        is = false;

    } else if (faimi_scalar_is(s, at + 1, "x")) {
        is = faimi_scalar_all(s, at + 2, "0123456789abcdefABCDEF_,");

    } else if (faimi_scalar_is(s, at + 1, "b")) {
        is = faimi_scalar_all(s, at + 2, "01_,");

    } else {
        is = faimi_scalar_all(s, at, "01234567_,");
    }

    if (is) {
        *v = faimi_scalar_integer(arena, s);
    }

    return is;
}


/* float = [ "+" | "-" ] [ digit { digit | "_" | "," } ] "." { digit }
 *         [ ( "e" | "E" ) ( "+" | "-" ) digits ]; not "." alone */
static bool
faimi_scalar_float(faimi_arena_t *arena, faimi_slice_t s, faimi_value_t *v)
{
    size_t  at, from, digits;

    (void) arena;

    at = faimi_scalar_is(s, 0, "+-");
    from = at;

    if (at < s.len && faimi_is_digit(s.data[at])) {
        at = faimi_scalar_digits(s, at, "_,");
    }

    digits = at - from;

    if (!faimi_scalar_char(s, &at, ".")) {
        return false;
    }

    from = at;
    at = faimi_scalar_digits(s, at, "");
    digits += at - from;

    if (faimi_scalar_char(s, &at, "eE")) {
        from = at + 1;

        if (!faimi_scalar_char(s, &at, "+-")
            || faimi_scalar_digits(s, at, "") == from)
        {
            return false;
        }

        at = faimi_scalar_digits(s, at, "");
    }

    v->type = FAIMI_FLOAT;

    return at == s.len && digits > 0
           && faimi_scalar_number(s, &v->u.number);
}


/* String#to_f of a part between colons: "_" ends nothing, a second one does,
 * but who writes that. */
static double
faimi_scalar_part(faimi_slice_t s)
{
    double  number;

    return faimi_scalar_number(s, &number) ? number : 0;
}


/* base60 = [ "+" | "-" ] digit { digit | "_" } 1*2( ":" 1*2digits )
 *          [ "." { digit | "_" } ]
 * Two parts are hours and minutes, in seconds. */
static bool
faimi_scalar_base60(faimi_arena_t *arena, faimi_slice_t s, faimi_value_t *v)
{
    int     n, scale;
    size_t  at, from, parts;
    double  sum;

    (void) arena;

    at = faimi_scalar_is(s, 0, "+-");
    from = at;
    at = faimi_scalar_digits(s, at, "_");

    if (at == from || !faimi_is_digit(s.data[from])) {
        return false;
    }

    sum = faimi_scalar_part(faimi_slice_sub(s, 0, at)) * 3600;
    from = at;

    for (parts = 0, scale = 60; parts < 2; parts++, scale = 1) {
        from = at;

        if (!faimi_scalar_char(s, &at, ":")) {
            break;
        }

        from++;

        if (!faimi_scalar_take(s, &at, 1, 2, &n) || n > 59) {
            return false;
        }

        sum += n * scale;
    }

    if (parts == 0) {
        return false;
    }

    if (at == s.len && fabs(sum) < FAIMI_SCALAR_EXACT) {
        *v = FAIMI_V_INT((int64_t) sum);
        return true;
    }

    if (at == s.len || s.data[at] != '.') {
        return false;
    }

    *v = FAIMI_V_FLOAT(sum + (parts == 1 ? 60 : 1)
                       * faimi_scalar_part(faimi_slice_sub(s, at, s.len)));

    return faimi_scalar_digits(s, at + 1, "_") == s.len;
}


faimi_value_t
faimi_scalar_resolve(faimi_arena_t *arena, faimi_slice_t s)
{
    size_t         i;
    faimi_value_t  v;

    static const faimi_scalar_pt  rules[] = {
        faimi_scalar_word, faimi_scalar_time, faimi_scalar_date,
        faimi_scalar_base60, faimi_scalar_float, faimi_scalar_int
    };

    if (s.len == 0) {
        return FAIMI_V_NIL;
    }

    /* most scalars are texts, and most texts begin like no number */
    if (faimi_is_alpha(s.data[0]) && s.len > 5) {
        return FAIMI_V_STRING(s);
    }

    for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (rules[i](arena, s, &v)) {
            return v;
        }
    }

    return FAIMI_V_STRING(s);
}


/* digits { "_" digits }; *at stays where there are none */
static bool
faimi_scalar_group(faimi_slice_t s, size_t *at)
{
    size_t  from;

    from = *at;

    while (*at < s.len
           && (faimi_is_digit(s.data[*at])
               || (s.data[*at] == '_' && *at > from
                   && faimi_is_digit(s.data[*at - 1]) && *at + 1 < s.len
                   && faimi_is_digit(s.data[*at + 1]))))
    {
        (*at)++;
    }

    return *at > from;
}


/* float = [ "+" | "-" ] ( group [ "." group ] | "." group )
 *         [ ( "e" | "E" ) [ "+" | "-" ] group ], as Ruby's Float() takes it */
static bool
faimi_scalar_is_float(faimi_slice_t s)
{
    bool    whole;
    size_t  at;

    at = 0;
    (void) faimi_scalar_char(s, &at, "+-");
    whole = faimi_scalar_group(s, &at);

    if (faimi_scalar_char(s, &at, ".")) {
        whole = faimi_scalar_group(s, &at);
    }

    if (whole && faimi_scalar_char(s, &at, "eE")) {
        (void) faimi_scalar_char(s, &at, "+-");
        whole = faimi_scalar_group(s, &at);
    }

    return whole && at == s.len;
}


faimi_value_t
faimi_scalar_to_float(faimi_arena_t *arena, faimi_slice_t s)
{
    double         number;
    faimi_value_t  v;

    v = faimi_scalar_resolve(arena, s);

    if (faimi_value_is_number(v)) {
        return FAIMI_V_FLOAT(faimi_value_number(v));
    }

    s = faimi_slice_trim(s);

    if (v.type == FAIMI_STRING && faimi_scalar_is_float(s)
        && faimi_scalar_number(s, &number))
    {
        return FAIMI_V_FLOAT(number);
    }

    return v;
}
