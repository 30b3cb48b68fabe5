/*
 * The strict syntax (liquid/lexer.rb, liquid/parser.rb).  Outputs, `if` and
 * `for` are read by it first; where it does not fit, the lax syntax decides
 * (faimi_lq_scan.c).
 *
 * It yields texts of expressions, without the white space between their
 * tokens: in Ruby, too, the strict parser puts tokens together to a text, which
 * Expression.parse reads.  So both syntaxes share faimi_lq_expr.c.
 *
 * There is one token of lookahead and no way back: a text is read once.
 */

#include "faimi_lq_scan.h"


static size_t
faimi_lq_strict_number(faimi_slice_t s, size_t at)
{
    size_t  i;

    i = at + (s.data[at] == '-');

    if (i >= s.len || !faimi_is_digit(s.data[i])) {
        return at;
    }

    while (i < s.len && faimi_is_digit(s.data[i])) {
        i++;
    }

    if (i + 1 < s.len && s.data[i] == '.' && faimi_is_digit(s.data[i + 1])) {
        for (i++; i < s.len && faimi_is_digit(s.data[i]); i++) {
            /* the fraction */
        }
    }

    return i;
}


static size_t
faimi_lq_strict_compare(faimi_slice_t s, size_t at)
{
    size_t                i;
    faimi_slice_t         rest;
    static const char    *ops[] = { "==", "!=", "<>", "<=", ">=", "<", ">" };

    rest = faimi_slice_sub(s, at, s.len);

    for (i = 0; i < sizeof(ops) / sizeof(ops[0]); i++) {
        if (faimi_slice_starts(rest, faimi_slice_str(ops[i]))) {
            return at + strlen(ops[i]);
        }
    }

    if (faimi_slice_starts(rest, FAIMI_SLICE("contains")) && rest.len > 8
        && faimi_is_space(rest.data[8]))
    {
        return at + 8;
    }

    return at;
}


static size_t
faimi_lq_strict_name(faimi_slice_t s, size_t at)
{
    if (!faimi_is_alpha(s.data[at]) && s.data[at] != '_') {
        return at;
    }

    at = faimi_lq_skip_segment(s, at);

    return at + (at < s.len && s.data[at] == '?');
}


static size_t
faimi_lq_strict_string(faimi_slice_t s, size_t at)
{
    return (s.data[at] == '"' || s.data[at] == '\'')
           ? faimi_lq_fragment(s, at) : at;
}


static size_t
faimi_lq_strict_dots(faimi_slice_t s, size_t at)
{
    return faimi_slice_starts(faimi_slice_sub(s, at, s.len),
                              FAIMI_SLICE("..")) ? at + 2 : at;
}


/* In the order in which they are tried. */
static const struct {
    int      kind;
    size_t (*end)(faimi_slice_t s, size_t at);
} faimi_lq_strict_kinds[] = {
    { FAIMI_LQ_S_COMPARE, faimi_lq_strict_compare },
    { FAIMI_LQ_S_STRING, faimi_lq_strict_string },
    { FAIMI_LQ_S_NUMBER, faimi_lq_strict_number },
    { FAIMI_LQ_S_NAME, faimi_lq_strict_name },
    { FAIMI_LQ_S_DOTS, faimi_lq_strict_dots }
};


/* Reads the next token into `kind` and `token`. */
static void
faimi_lq_strict_next(faimi_lq_strict_t *st)
{
    char    c;
    size_t  i, at, end;

    at = faimi_lq_skip_space(st->text, st->at);
    st->at = at;
    st->kind = FAIMI_LQ_S_END;

    if (at == st->text.len) {
        return;
    }

    for (i = 0; i < 5; i++) {
        end = faimi_lq_strict_kinds[i].end(st->text, at);

        if (end != at) {
            st->kind = faimi_lq_strict_kinds[i].kind;
            st->token = faimi_slice_sub(st->text, at, end);
            st->at = end;
            return;
        }
    }

    c = st->text.data[at];
    st->kind = (memchr("|.:,[]()?-", c, 10) != NULL) ? c : FAIMI_LQ_S_BAD;
    st->token = faimi_slice_sub(st->text, at, at + 1);
    st->at = at + 1;
}


void
faimi_lq_strict_begin(faimi_lq_strict_t *st, faimi_slice_t text)
{
    *st = (faimi_lq_strict_t) { .text = text };
    faimi_lq_strict_next(st);
}


bool
faimi_lq_strict_take(faimi_lq_strict_t *st, int kind, faimi_slice_t *token)
{
    if (st->kind != kind) {
        return false;
    }

    if (token != NULL) {
        *token = st->token;
    }

    st->end = st->at;
    faimi_lq_strict_next(st);

    return true;
}


bool
faimi_lq_strict_word(faimi_lq_strict_t *st, faimi_slice_t name)
{
    return faimi_slice_eq(st->token, name)
           && faimi_lq_strict_take(st, FAIMI_LQ_S_NAME, NULL);
}


bool
faimi_lq_strict_is_key(const faimi_lq_strict_t *st)
{
    faimi_lq_strict_t  ahead;

    ahead = *st;

    return faimi_lq_strict_take(&ahead, FAIMI_LQ_S_NAME, NULL)
           && ahead.kind == ':';
}


static bool faimi_lq_strict_skip(faimi_lq_strict_t *st);


/* lookups: {'[' expression ']' | '.' name} */
static bool
faimi_lq_strict_lookups(faimi_lq_strict_t *st)
{
    for ( ;; ) {
        if (faimi_lq_strict_take(st, '[', NULL)) {
            if (!faimi_lq_strict_skip(st)
                || !faimi_lq_strict_take(st, ']', NULL))
            {
                return false;
            }

        } else if (!faimi_lq_strict_take(st, '.', NULL)) {
            return true;

        } else if (!faimi_lq_strict_take(st, FAIMI_LQ_S_NAME, NULL)) {
            return false;
        }
    }
}


/* expression: name lookups | '[' expression ']' lookups | string | number
 *     | '(' expression '..' expression ')' */
static bool
faimi_lq_strict_primary(faimi_lq_strict_t *st)
{
    if (st->kind == '[') {
        return faimi_lq_strict_lookups(st);
    }

    if (faimi_lq_strict_take(st, '(', NULL)) {
        return faimi_lq_strict_skip(st)
               && faimi_lq_strict_take(st, FAIMI_LQ_S_DOTS, NULL)
               && faimi_lq_strict_skip(st)
               && faimi_lq_strict_take(st, ')', NULL);
    }

    if (faimi_lq_strict_take(st, FAIMI_LQ_S_NAME, NULL)) {
        return faimi_lq_strict_lookups(st);
    }

    return faimi_lq_strict_take(st, FAIMI_LQ_S_STRING, NULL)
           || faimi_lq_strict_take(st, FAIMI_LQ_S_NUMBER, NULL);
}


/* Nesting beyond the limit does not fit the strict syntax. */
static bool
faimi_lq_strict_skip(faimi_lq_strict_t *st)
{
    bool  fits;

    if (st->depth == FAIMI_MAX_LIQUID_NESTING) {
        return false;
    }

    st->depth++;
    fits = faimi_lq_strict_primary(st);
    st->depth--;

    return fits;
}


/* The text from `from` to the last token taken, without the white space
 * between tokens. */
static faimi_slice_t
faimi_lq_strict_text(faimi_lq_strict_t *st, faimi_arena_t *arena,
    size_t from)
{
    char           *p;
    size_t          i, n, end;
    faimi_slice_t   s;

    s = faimi_slice_sub(st->text, 0, st->end);
    p = NULL;
    n = 0;

    for (i = from; i < s.len; i = end) {
        end = faimi_lq_strict_string(s, i);
        end += (end == i);

        if (!faimi_is_space(s.data[i])) {
            if (p != NULL) {
                memcpy(p + n, s.data + i, end - i);
            }

            n += end - i;

        } else if (p == NULL) {
            p = faimi_alloc_text(arena, s.len - from);
            memcpy(p, s.data + from, n);
        }
    }

    return (p == NULL) ? faimi_slice_sub(s, from, s.len) : faimi_slice(p, n);
}


bool
faimi_lq_strict_expr(faimi_lq_strict_t *st, faimi_arena_t *arena,
    faimi_slice_t *text)
{
    size_t  from;

    from = st->at - st->token.len;

    if (!faimi_lq_strict_skip(st)) {
        return false;
    }

    *text = faimi_lq_strict_text(st, arena, from);

    return true;
}


bool
faimi_lq_strict_argument(faimi_lq_strict_t *st, faimi_arena_t *arena,
    faimi_slice_t *text)
{
    size_t  from;

    from = st->at - st->token.len;

    if (faimi_lq_strict_is_key(st)) {
        (void) faimi_lq_strict_take(st, FAIMI_LQ_S_NAME, NULL);
        (void) faimi_lq_strict_take(st, ':', NULL);
    }

    if (!faimi_lq_strict_skip(st)) {
        return false;
    }

    *text = faimi_lq_strict_text(st, arena, from);

    return true;
}
