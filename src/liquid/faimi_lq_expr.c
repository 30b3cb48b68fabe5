/*
 * An expression out of its text: a literal, a range or a variable with its
 * lookups.  As in ruby-liquid this reading is always lax: what makes no sense
 * is skipped, and "a.b!c" is a, b, c.
 */

#include "faimi_lq_number.h"
#include "faimi_lq_parse.h"


static const struct {
    faimi_slice_t     name;
    faimi_lq_expr_t   expr;
} faimi_lq_words[] = {
    { FAIMI_SLICE(""), { .kind = FAIMI_LQ_LITERAL } },
    { FAIMI_SLICE("nil"), { .kind = FAIMI_LQ_LITERAL } },
    { FAIMI_SLICE("null"), { .kind = FAIMI_LQ_LITERAL } },
    { FAIMI_SLICE("true"), { .u.literal = { FAIMI_BOOL, { .boolean = 1 } } } },
    { FAIMI_SLICE("false"), { .u.literal = { FAIMI_BOOL, { 0 } } } },
    { FAIMI_SLICE("empty"), { .kind = FAIMI_LQ_EMPTY } },
    { FAIMI_SLICE("blank"), { .kind = FAIMI_LQ_BLANK } }
};


/* Expression::LITERALS. */
static bool
faimi_lq_expr_word(faimi_slice_t s, faimi_lq_expr_t *e)
{
    size_t  i;

    for (i = 0; i < sizeof(faimi_lq_words) / sizeof(faimi_lq_words[0]); i++) {
        if (faimi_slice_eq(s, faimi_lq_words[i].name)) {
            *e = faimi_lq_words[i].expr;
            return true;
        }
    }

    return false;
}


/* string: '"' any '"' | "'" any "'": the first and the last character only */
static bool
faimi_lq_expr_string(faimi_slice_t s, faimi_lq_expr_t *e)
{
    char  c;

    c = (s.len == 0) ? '\0' : s.data[0];

    if ((c != '"' && c != '\'') || s.data[s.len - 1] != c) {
        return false;
    }

    e->u.literal = FAIMI_V_STRING(faimi_slice_sub(s, 1, s.len - 1));

    return true;
}


/* number: ['-'] digit {digit} | ['-'] digit {digit | '.'}
 *
 * The second is a float as far as it makes sense: 1.2.3 is 1.2. */
static bool
faimi_lq_expr_number(faimi_arena_t *arena, faimi_slice_t s,
    faimi_lq_expr_t *e)
{
    size_t  i, dots;

    i = (s.len > 0 && s.data[0] == '-');

    if (i >= s.len || !faimi_is_digit(s.data[i])) {
        return false;
    }

    for (dots = 0; i < s.len; i++) {
        dots += (s.data[i] == '.');

        if (s.data[i] != '.' && !faimi_is_digit(s.data[i])) {
            return false;
        }
    }

    e->u.literal = faimi_lq_number_text(arena, s, dots != 0);

    return true;
}


/* range: '(' start '..' end ')', neither with white space in it; the last ".."
 * of the first run counts. */
static bool
faimi_lq_expr_range(faimi_slice_t s, faimi_slice_t *first,
    faimi_slice_t *last)
{
    size_t  at, end, i;

    if (s.len < 6 || s.data[0] != '(' || s.data[s.len - 1] != ')') {
        return false;
    }

    s = faimi_slice_trim(faimi_slice_sub(s, 1, s.len - 1));

    for (end = 0; end < s.len && !faimi_is_space(s.data[end]); end++) {
        /* the first run */
    }

    at = faimi_lq_skip_space(s, end);

    if (end == s.len || s.len - at < 2 || s.data[at] != '.'
        || s.data[at + 1] != '.')
    {
        for (i = end; i >= 3; i--) {
            if (s.data[i - 1] == '.' && s.data[i - 2] == '.') {
                break;
            }
        }

        if (i < 3) {
            return false;
        }

        end = i - 2;
        at = end;
    }

    *first = faimi_slice_sub(s, 0, end);
    *last = faimi_slice_trim(faimi_slice_sub(s, at + 2, s.len));

    for (i = 0; i < last->len; i++) {
        if (faimi_is_space(last->data[i])) {
            return false;
        }
    }

    return last->len > 0;
}


/* An end that is a literal float loses its fraction; one that is computed must
 * be whole. */
static faimi_lq_expr_t
faimi_lq_expr_make_range(faimi_lq_parser_t *p, faimi_slice_t first,
    faimi_slice_t last)
{
    faimi_lq_expr_t  e, *a, *b;

    a = faimi_lq_new_expr(p, first);
    b = faimi_lq_new_expr(p, last);

    if (a->kind == FAIMI_LQ_LITERAL && b->kind == FAIMI_LQ_LITERAL) {
        a->u.literal = faimi_lq_number_whole(a->u.literal);
        b->u.literal = faimi_lq_number_whole(b->u.literal);
    }

    e.kind = FAIMI_LQ_RANGE;
    e.u.range.first = a;
    e.u.range.last = b;

    return e;
}


/* The next lookup at or after `*at`: '[' any but ']' ']' | segment ['?'] */
static bool
faimi_lq_expr_lookup(faimi_slice_t s, size_t *at, faimi_slice_t *lookup)
{
    size_t  i, end;
    bool    unclosed;

    unclosed = false;

    for (i = *at; i < s.len; i++) {
        end = i;

        if (s.data[i] == '[' && !unclosed) {
            end = faimi_slice_find_char(s, ']', i + 1);
            unclosed = (end == s.len);
            end = (unclosed || end == i + 1) ? i : end + 1;

        } else if (faimi_is_word(s.data[i]) || s.data[i] == '-') {
            end = faimi_lq_skip_segment(s, i);
            end += (end < s.len && s.data[end] == '?');
        }

        if (end != i) {
            *lookup = faimi_slice_sub(s, i, end);
            *at = end;
            return true;
        }
    }

    *at = s.len;

    return false;
}


/* A name is itself; what stands in brackets is an expression. */
static faimi_lq_expr_t *
faimi_lq_expr_key(faimi_lq_parser_t *p, faimi_slice_t s)
{
    faimi_lq_expr_t  *e;

    if (s.data[0] == '[') {
        return faimi_lq_new_expr(p, faimi_slice_sub(s, 1, s.len - 1));
    }

    e = faimi_alloc(p->arena, sizeof(faimi_lq_expr_t));
    e->u.literal = FAIMI_V_STRING(s);

    return e;
}


static bool
faimi_lq_expr_command(faimi_slice_t s)
{
    return faimi_slice_eq(s, FAIMI_SLICE("size"))
           || faimi_slice_eq(s, FAIMI_SLICE("first"))
           || faimi_slice_eq(s, FAIMI_SLICE("last"));
}


/* variable: lookup {any lookup} */
static faimi_lq_expr_t
faimi_lq_expr_variable(faimi_lq_parser_t *p, faimi_slice_t s)
{
    size_t            at, cap;
    faimi_slice_t     name;
    faimi_lq_expr_t   e;
    faimi_lq_step_t  *step;

    e = (faimi_lq_expr_t) { .kind = FAIMI_LQ_LOOKUP };
    at = 0;
    cap = 0;

    if (!faimi_lq_expr_lookup(s, &at, &name)) {
        return (faimi_lq_expr_t) { .kind = FAIMI_LQ_LITERAL };
    }

    e.u.lookup.root = faimi_lq_expr_key(p, name);

    while (faimi_lq_expr_lookup(s, &at, &name)) {
        if (e.u.lookup.n == cap) {
            e.u.lookup.steps = faimi_arena_grow(p->arena, e.u.lookup.steps,
                                                e.u.lookup.n, &cap,
                                                sizeof(faimi_lq_step_t));
        }

        step = &e.u.lookup.steps[e.u.lookup.n++];
        step->key = faimi_lq_expr_key(p, name);
        step->command = faimi_lq_expr_command(name);
    }

    return e;
}


/* Expression.parse.  The order of the readings matters: "1..2" in parentheses
 * is a range, "1.2.3" a number, and all else a variable. */
faimi_lq_expr_t
faimi_lq_parse_expr(faimi_lq_parser_t *p, faimi_slice_t s)
{
    faimi_slice_t    first, last;
    faimi_lq_expr_t  e;

    if (p->nested++ >= FAIMI_MAX_LIQUID_NESTING) {
        faimi_lq_parse_fail(p, s, "nested deeper than %d levels: simplify the "
                            "expression or the tags around it",
                            FAIMI_MAX_LIQUID_NESTING);
    }

    e = (faimi_lq_expr_t) { .kind = FAIMI_LQ_LITERAL };
    s = faimi_slice_trim(s);

    if (faimi_lq_expr_range(s, &first, &last)) {
        e = faimi_lq_expr_make_range(p, first, last);

    } else if (!faimi_lq_expr_string(s, &e)
               && !faimi_lq_expr_number(p->arena, s, &e)
               && !faimi_lq_expr_word(s, &e))
    {
        e = faimi_lq_expr_variable(p, s);
    }

    p->nested--;
    faimi_lq_refer_expr(p, &e);

    return e;
}


faimi_lq_expr_t *
faimi_lq_new_expr(faimi_lq_parser_t *p, faimi_slice_t s)
{
    faimi_lq_expr_t  *e;

    e = faimi_alloc(p->arena, sizeof(faimi_lq_expr_t));
    *e = faimi_lq_parse_expr(p, s);

    return e;
}


faimi_lq_expr_t
faimi_lq_string_expr(faimi_lq_parser_t *p, faimi_slice_t s)
{
    faimi_lq_expr_t  e;

    e = (faimi_lq_expr_t) { .u.literal = FAIMI_V_STRING(s) };
    faimi_lq_refer_expr(p, &e);

    return e;
}
