/*
 * What Ruby's methods of texts, numbers and lists do, as far as lexers use
 * them.  A value of another type than the method is of gives nil: in Ruby that
 * would be an exception, and no lexer of Rouge has one there.
 */

#include "faimi_case.h"
#include "faimi_hl_int.h"


#define FAIMI_HL_NONE  ((faimi_hl_value_t) { .type = FAIMI_HL_V_NIL })


static faimi_hl_value_t
faimi_hl_text(faimi_slice_t s)
{
    return (faimi_hl_value_t) { .type = FAIMI_HL_V_TEXT, .u.text = s };
}


static faimi_hl_value_t
faimi_hl_bool(bool b)
{
    return (faimi_hl_value_t) { .type = FAIMI_HL_V_BOOL, .u.n = b };
}


static faimi_hl_value_t
faimi_hl_int(int64_t n)
{
    return (faimi_hl_value_t) { .type = FAIMI_HL_V_INT, .u.n = n };
}


bool
faimi_hl_is_true(faimi_hl_value_t v)
{
    return v.type != FAIMI_HL_V_NIL && (v.type != FAIMI_HL_V_BOOL || v.u.n);
}


static bool
faimi_hl_eq(faimi_hl_value_t a, faimi_hl_value_t b)
{
    if (a.type != b.type) {
        return false;
    }

    switch (a.type) {
    case FAIMI_HL_V_NIL:
        return true;
    case FAIMI_HL_V_TEXT:
        return faimi_slice_eq(a.u.text, b.u.text);
    case FAIMI_HL_V_LIST:
        return a.u.list == b.u.list;
    case FAIMI_HL_V_INSTANCE:
        return a.u.instance == b.u.instance;
    default:
        return a.u.n == b.u.n;
    }
}


faimi_hl_list_t *
faimi_hl_list(faimi_hl_run_t *run)
{
    return faimi_alloc(run->arena, sizeof(faimi_hl_list_t));
}


void
faimi_hl_list_push(faimi_hl_run_t *run, faimi_hl_list_t *list,
    faimi_hl_value_t v)
{
    if (list->n == FAIMI_MAX_HIGHLIGHT_STACK) {
        faimi_hl_fail(run);
        return;
    }

    if (list->n == list->cap) {
        list->items = faimi_arena_grow(run->arena, list->items, list->n,
                                       &list->cap, sizeof(faimi_hl_value_t));
    }

    list->items[list->n++] = v;
}


/* Each run of one character becomes one. */
static faimi_slice_t
faimi_hl_squeeze(faimi_hl_run_t *run, faimi_slice_t s)
{
    size_t  i, n;
    char   *to;

    to = faimi_alloc_text(run->arena, s.len + 1);

    for (i = n = 0; i < s.len; i++) {
        if (n == 0 || to[n - 1] != s.data[i] || faimi_is_high(s.data[i])) {
            to[n++] = s.data[i];
        }
    }

    return faimi_slice(to, n);
}


/* Regexp.escape, for PCRE2: whatever could mean something there. */
static faimi_slice_t
faimi_hl_escape(faimi_hl_run_t *run, faimi_slice_t s)
{
    size_t  i, n;
    char   *to;

    to = faimi_alloc_text(run->arena, 2 * s.len + 1);

    for (i = n = 0; i < s.len; i++) {
        if (strchr("[]{}()|-*.\\?+^$#/ \t", s.data[i]) != NULL
            && s.data[i] != '\0' && s.data[i] != '/')
        {
            to[n++] = '\\';
        }

        to[n++] = s.data[i];
    }

    return faimi_slice(to, n);
}


static faimi_slice_t
faimi_hl_case(faimi_hl_run_t *run, faimi_slice_t s, bool up)
{
    faimi_buf_t  *b;

    b = faimi_buf_create(run->arena, FAIMI_MAX_OUTPUT);

    if (up) {
        faimi_case_up(b, s);

    } else {
        faimi_case_down(b, s);
    }

    return faimi_buf_slice(b);
}


static int64_t
faimi_hl_to_int(faimi_slice_t s)
{
    bool     minus;
    size_t   i;
    int64_t  n;

    s = faimi_slice_trim_left(s);
    minus = s.len > 0 && s.data[0] == '-';
    n = 0;

    for (i = minus || (s.len > 0 && s.data[0] == '+'); i < s.len
         && faimi_is_digit(s.data[i]) && n < INT32_MAX; i++)
    {
        n = 10 * n + (s.data[i] - '0');
    }

    return minus ? -n : n;
}


static faimi_slice_t
faimi_hl_chomp(faimi_slice_t s)
{
    if (faimi_slice_ends(s, FAIMI_SLICE("\r\n"))) {
        return faimi_slice_sub(s, 0, s.len - 2);
    }

    return (s.len > 0 && (s.data[s.len - 1] == '\n'
                          || s.data[s.len - 1] == '\r'))
           ? faimi_slice_sub(s, 0, s.len - 1) : s;
}


static faimi_hl_value_t
faimi_hl_text_op(faimi_hl_run_t *run, int32_t op, faimi_hl_value_t v)
{
    faimi_slice_t  s;

    if (v.type != FAIMI_HL_V_TEXT) {
        return FAIMI_HL_NONE;
    }

    s = v.u.text;

    switch (op) {
    case FAIMI_HL_DOWNCASE:
        return faimi_hl_text(faimi_hl_case(run, s, false));
    case FAIMI_HL_UPCASE:
        return faimi_hl_text(faimi_hl_case(run, s, true));
    case FAIMI_HL_STRIP:
        return faimi_hl_text(faimi_slice_trim(s));
    case FAIMI_HL_RSTRIP:
        return faimi_hl_text(faimi_slice_trim_right(s));
    case FAIMI_HL_CHOMP:
        return faimi_hl_text(faimi_hl_chomp(s));
    case FAIMI_HL_SQUEEZE:
        return faimi_hl_text(faimi_hl_squeeze(run, s));
    case FAIMI_HL_ESCAPE:
        return faimi_hl_text(faimi_hl_escape(run, s));
    case FAIMI_HL_TO_INT:
        return faimi_hl_int(faimi_hl_to_int(s));
    case FAIMI_HL_EMPTY:
        return faimi_hl_bool(s.len == 0);
    default:
        return faimi_hl_int((int64_t) faimi_utf8_len(s));
    }
}


/* A list's own: with a text the operations that both have. */
faimi_hl_value_t
faimi_hl_list_op(faimi_hl_run_t *run, int32_t op, faimi_hl_value_t v)
{
    size_t            i;
    faimi_hl_list_t  *list;
    faimi_hl_value_t  first;

    if (v.type != FAIMI_HL_V_LIST) {
        return faimi_hl_text_op(run, op, v);
    }

    list = v.u.list;

    switch (op) {
    case FAIMI_HL_EMPTY:
        return faimi_hl_bool(list->n == 0);
    case FAIMI_HL_LIST_ANY:
        return faimi_hl_bool(list->n > 0);
    case FAIMI_HL_LENGTH:
        return faimi_hl_int((int64_t) list->n);
    case FAIMI_HL_PAIRS_ZERO:
        for (i = 1; i < list->n && list->items[i].u.n == 0; i += 2) {
            /* void */
        }

        return faimi_hl_bool(i >= list->n);
    default:
        break;
    }

    if (list->n == 0) {
        return FAIMI_HL_NONE;
    }

    first = list->items[0];

    switch (op) {
    case FAIMI_HL_FIRST:
        return first;
    case FAIMI_HL_LIST_SHIFT:
        memmove(list->items, list->items + 1,
                --list->n * sizeof(faimi_hl_value_t));
        return first;
    case FAIMI_HL_LIST_POP:
        return list->items[--list->n];
    default:
        return list->items[list->n - 1];
    }
}


static faimi_hl_value_t
faimi_hl_compare(int32_t op, int64_t a, int64_t b)
{
    switch (op) {
    case FAIMI_HL_LT:
        return faimi_hl_bool(a < b);
    case FAIMI_HL_GT:
        return faimi_hl_bool(a > b);
    case FAIMI_HL_LE:
        return faimi_hl_bool(a <= b);
    case FAIMI_HL_GE:
        return faimi_hl_bool(a >= b);
    case FAIMI_HL_ADD:
        return faimi_hl_int(a + b);
    default:
        return faimi_hl_int(a - b);
    }
}


static faimi_hl_value_t
faimi_hl_texts(faimi_hl_run_t *run, int32_t op, faimi_slice_t a,
    faimi_slice_t b)
{
    switch (op) {
    case FAIMI_HL_STARTS:
        return faimi_hl_bool(faimi_slice_starts(a, b));
    case FAIMI_HL_ENDS:
        return faimi_hl_bool(faimi_slice_ends(a, b));
    case FAIMI_HL_CONTAINS:
        return faimi_hl_bool(b.len == 0
                             || faimi_slice_find(a, b, 0) < a.len);
    case FAIMI_HL_ADD:
        return faimi_hl_text(faimi_arena_printf(run->arena, "%.*s%.*s",
                                                FAIMI_FMT(a), FAIMI_FMT(b)));
    default:
        return FAIMI_HL_NONE;
    }
}


static faimi_hl_value_t
faimi_hl_at(faimi_hl_value_t of, int64_t i)
{
    size_t  from;

    if (of.type == FAIMI_HL_V_LIST) {
        i += (i < 0) ? (int64_t) of.u.list->n : 0;

        return (i >= 0 && (size_t) i < of.u.list->n)
               ? of.u.list->items[i] : FAIMI_HL_NONE;
    }

    if (of.type != FAIMI_HL_V_TEXT) {
        return FAIMI_HL_NONE;
    }

    i += (i < 0) ? (int64_t) faimi_utf8_len(of.u.text) : 0;
    from = faimi_utf8_offset(of.u.text, (size_t) i);

    return (i < 0 || from == of.u.text.len) ? FAIMI_HL_NONE
           : faimi_hl_text(faimi_slice_sub(of.u.text, from,
                              faimi_utf8_offset(of.u.text, (size_t) i + 1)));
}


faimi_hl_value_t
faimi_hl_binary(faimi_hl_run_t *run, int32_t op, faimi_hl_value_t a,
    faimi_hl_value_t b)
{
    if (op == FAIMI_HL_EQ || op == FAIMI_HL_NE) {
        return faimi_hl_bool(faimi_hl_eq(a, b) == (op == FAIMI_HL_EQ));
    }

    if (op == FAIMI_HL_LIST_PUSH && a.type == FAIMI_HL_V_LIST) {
        faimi_hl_list_push(run, a.u.list, b);
        return a;
    }

    if (op == FAIMI_HL_AT && b.type == FAIMI_HL_V_INT) {
        return faimi_hl_at(a, b.u.n);
    }

    if (a.type == FAIMI_HL_V_INT && b.type == FAIMI_HL_V_INT) {
        return faimi_hl_compare(op, a.u.n, b.u.n);
    }

    return (a.type == FAIMI_HL_V_TEXT && b.type == FAIMI_HL_V_TEXT)
           ? faimi_hl_texts(run, op, a.u.text, b.u.text) : FAIMI_HL_NONE;
}


/* text.split(by, max): the last part has the rest. */
faimi_hl_value_t
faimi_hl_split(faimi_hl_run_t *run, faimi_hl_value_t text,
    faimi_hl_value_t by, faimi_hl_value_t max)
{
    size_t            at, end;
    faimi_slice_t     s;
    faimi_hl_value_t  v;

    v.type = FAIMI_HL_V_LIST;
    v.u.list = faimi_hl_list(run);

    if (text.type != FAIMI_HL_V_TEXT || by.type != FAIMI_HL_V_TEXT
        || by.u.text.len == 0)
    {
        return v;
    }

    s = text.u.text;

    for (at = 0; at < s.len; at = end + by.u.text.len) {
        end = ((int64_t) v.u.list->n + 1 == max.u.n) ? s.len
              : faimi_slice_find(s, by.u.text, at);
        faimi_hl_list_push(run, v.u.list,
                           faimi_hl_text(faimi_slice_sub(s, at, end)));
    }

    return v;
}


/* A hash is a list of keys and values in turn: those of lexers are short. */
static faimi_hl_value_t *
faimi_hl_pair(faimi_hl_value_t hash, faimi_hl_value_t key)
{
    size_t  i;

    if (hash.type != FAIMI_HL_V_LIST) {
        return NULL;
    }

    for (i = 0; i + 1 < hash.u.list->n; i += 2) {
        if (faimi_hl_eq(hash.u.list->items[i], key)) {
            return &hash.u.list->items[i + 1];
        }
    }

    return NULL;
}


faimi_hl_value_t
faimi_hl_pair_get(faimi_hl_value_t hash, faimi_hl_value_t key)
{
    faimi_hl_value_t  *value;

    value = faimi_hl_pair(hash, key);

    return (value == NULL) ? FAIMI_HL_NONE : *value;
}


void
faimi_hl_pair_set(faimi_hl_run_t *run, faimi_hl_value_t hash,
    faimi_hl_value_t key, faimi_hl_value_t value)
{
    faimi_hl_value_t  *place;

    place = faimi_hl_pair(hash, key);

    if (place != NULL) {
        *place = value;

    } else if (hash.type == FAIMI_HL_V_LIST) {
        faimi_hl_list_push(run, hash.u.list, key);
        faimi_hl_list_push(run, hash.u.list, value);
    }
}
