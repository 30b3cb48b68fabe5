/*
 * Conditions: comparisons joined by `and` and `or` (liquid/tags/if.rb,
 * #lax_parse and #strict_parse).
 *
 * They group from the right whatever the operator: `a or b and c` is `a or (b
 * and c)`, and `a and b or c` is `a and (b or c)`.  So a condition is a plain
 * list, and needs no tree.
 */

#include "faimi_lq_uses.h"
#include "faimi_lq_parse.h"


/* Notes that `contains` makes a text of its right side: a page there is shown,
 * as far as dependencies go. */
static void
faimi_lq_cond_flow(faimi_lq_parser_t *p, const faimi_lq_cond_t *cond)
{
    if (faimi_slice_eq(cond->op, FAIMI_SLICE("contains"))) {
        faimi_lq_use(p, FAIMI_LQ_USE_PRINT, FAIMI_EMPTY, &cond->right);
    }
}


/* comparison: expression [operator expression] */
static faimi_lq_cond_t *
faimi_lq_cond_strict_one(faimi_lq_parser_t *p, faimi_lq_strict_t *st,
    bool plain)
{
    faimi_slice_t     s;
    faimi_lq_cond_t  *cond;

    cond = faimi_alloc(p->arena, sizeof(faimi_lq_cond_t));
    cond->plain = plain;

    if (!faimi_lq_strict_expr(st, p->arena, &s)) {
        return NULL;
    }

    cond->left = faimi_lq_parse_expr(p, s);

    if (!faimi_lq_strict_take(st, FAIMI_LQ_S_COMPARE, &cond->op)) {
        return cond;
    }

    if (!faimi_lq_strict_expr(st, p->arena, &s)) {
        return NULL;
    }

    cond->right = faimi_lq_parse_expr(p, s);
    faimi_lq_cond_flow(p, cond);

    return cond;
}


/* condition: comparison {('and' | 'or') comparison} */
faimi_lq_cond_t *
faimi_lq_parse_cond_strict(faimi_lq_parser_t *p, faimi_slice_t s, bool plain)
{
    faimi_lq_cond_t    *first, *cond;
    faimi_lq_strict_t   st;

    faimi_lq_strict_begin(&st, s);
    first = faimi_lq_cond_strict_one(p, &st, plain);

    for (cond = first; cond != NULL; cond = cond->next) {
        cond->both = faimi_lq_strict_word(&st, FAIMI_SLICE("and"));

        if (!cond->both && !faimi_lq_strict_word(&st, FAIMI_SLICE("or"))) {
            return (st.kind == FAIMI_LQ_S_END) ? first : NULL;
        }

        cond->next = faimi_lq_cond_strict_one(p, &st, plain);
    }

    return NULL;
}


/* comparison: any fragment [operator] [fragment] any */
static bool
faimi_lq_cond_lax_one(faimi_lq_parser_t *p, faimi_lq_cond_t *cond,
    faimi_slice_t s)
{
    size_t         at, end;
    faimi_slice_t  part;

    at = 0;

    if (!faimi_lq_find_fragment(s, &at, &part)) {
        return false;
    }

    cond->left = faimi_lq_parse_expr(p, part);
    at = faimi_lq_skip_space(s, at);

    for (end = at; end < s.len; end++) {
        if (memchr("=!<>_", s.data[end], 5) == NULL
            && (s.data[end] < 'a' || s.data[end] > 'z'))
        {
            break;
        }
    }

    cond->op = faimi_slice_sub(s, at, end);
    at = faimi_lq_skip_space(s, end);
    end = faimi_lq_fragment(s, at);
    cond->right = faimi_lq_parse_expr(p, faimi_slice_sub(s, at, end));
    faimi_lq_cond_flow(p, cond);

    return true;
}


/* The end of what is no junction: {fragment | run of anything} and the white
 * space between. */
static size_t
faimi_lq_cond_lax_end(faimi_slice_t s, size_t at)
{
    size_t  end;

    while (at < s.len && faimi_lq_junction(s, at) == 0) {
        end = faimi_lq_fragment(s, at);

        if (end == at) {
            while (end < s.len && !faimi_is_space(s.data[end])) {
                end++;
            }
        }

        at = faimi_lq_skip_space(s, end);
    }

    return at;
}


/* condition: comparison {('and' | 'or') comparison} */
static faimi_lq_cond_t *
faimi_lq_cond_lax(faimi_lq_parser_t *p, faimi_slice_t s)
{
    size_t             at, end, n;
    faimi_lq_cond_t   *first, *cond, **link;

    first = NULL;
    link = &first;
    at = faimi_lq_skip_space(s, 0);

    for ( ;; ) {
        /* a junction at the very end is a name */
        n = faimi_lq_junction(s, at);
        end = (n != 0 && faimi_lq_skip_space(s, at + n) == s.len) ? s.len
              : faimi_lq_cond_lax_end(s, at);

        cond = faimi_alloc(p->arena, sizeof(faimi_lq_cond_t));

        if (!faimi_lq_cond_lax_one(p, cond, faimi_slice_sub(s, at, end))) {
            return NULL;
        }

        *link = cond;
        link = &cond->next;
        n = faimi_lq_junction(s, end);

        if (n == 0) {
            return first;
        }

        cond->both = (n == 3);
        at = faimi_lq_skip_space(s, end + n);
    }
}


faimi_lq_cond_t *
faimi_lq_parse_cond(faimi_lq_parser_t *p, faimi_slice_t s)
{
    faimi_lq_cond_t  *cond;

    cond = NULL;

    if (p->mode != FAIMI_LIQUID_LAX) {
        cond = faimi_lq_parse_cond_strict(p, s, false);
    }

    if (cond == NULL && p->mode != FAIMI_LIQUID_STRICT) {
        cond = faimi_lq_cond_lax(p, s);
    }

    return cond;
}
