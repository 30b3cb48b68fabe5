/*
 * A value and the filters it goes through: an output's markup, and what
 * `assign` and `echo` take (liquid/variable.rb).
 *
 * The strict grammar is tried first, and the lax one where it does not fit
 * (liquid/parser_switching.rb, error mode `warn`).  The lax one is a set of
 * regular expressions in Ruby, which match something in any text; here each of
 * them is a function that scans forward.
 */

#include "faimi_lq_uses.h"
#include "faimi_lq_parse.h"


/* keyword: word {word | '-'} ':' fragment, and nothing after it */
static bool
faimi_lq_chain_keyword(faimi_slice_t s, faimi_slice_t *key,
    faimi_slice_t *value)
{
    size_t  end, at;

    if (s.len == 0 || !faimi_is_word(s.data[0])) {
        return false;
    }

    end = faimi_lq_skip_segment(s, 0);
    at = faimi_lq_skip_space(s, end);

    if (at == s.len || s.data[at] != ':') {
        return false;
    }

    at = faimi_lq_skip_space(s, at + 1);

    if (at == s.len || faimi_lq_fragment_run(s, at) != s.len) {
        return false;
    }

    *key = faimi_slice_sub(s, 0, end);
    *value = faimi_slice_sub(s, at, s.len);

    return true;
}


/* Adds an argument; with "name:" before it a keyword. */
static void
faimi_lq_chain_argument(faimi_lq_parser_t *p, faimi_lq_call_t *call,
    faimi_slice_t s)
{
    faimi_lq_arg_t  *arg;

    if (call->n == call->cap) {
        call->args = faimi_arena_grow(p->arena, call->args, call->n,
                                      &call->cap, sizeof(faimi_lq_arg_t));
    }

    arg = &call->args[call->n++];
    arg->name = FAIMI_EMPTY;
    (void) faimi_lq_chain_keyword(s, &arg->name, &s);
    arg->value = faimi_lq_parse_expr(p, s);
}


static const faimi_filter_t *
faimi_lq_filter_in(const faimi_filter_t *const *tables, faimi_slice_t name)
{
    const faimi_filter_t  *row;

    for ( /* void */ ; tables != NULL && *tables != NULL; tables++) {
        for (row = *tables; row->name != NULL; row++) {
            if (faimi_slice_eq(faimi_slice_str(row->name), name)) {
                return row;
            }
        }
    }

    return NULL;
}


/* A filter is looked up once, when its call is parsed: templates are rendered
 * many times.  The host's tables come first, as a module that is registered
 * later hides the methods of an earlier one (liquid/strainer_factory.rb). */
static const faimi_filter_t *
faimi_lq_filter_find(const faimi_lq_dialect_t *dialect, faimi_slice_t name)
{
    const faimi_filter_t  *row;

    row = faimi_lq_filter_in(dialect->host, name);

    return (row != NULL) ? row : faimi_lq_filter_in(dialect->filters, name);
}


static faimi_lq_call_t *
faimi_lq_chain_call(faimi_lq_parser_t *p, faimi_lq_chain_t *chain,
    faimi_slice_t name)
{
    faimi_lq_call_t  *call;

    if (chain->n == chain->cap) {
        chain->calls = faimi_arena_grow(p->arena, chain->calls, chain->n,
                                        &chain->cap, sizeof(faimi_lq_call_t));
    }

    call = &chain->calls[chain->n++];
    *call = (faimi_lq_call_t) { .name = name };
    call->filter = faimi_lq_filter_find(&p->dialect, name);

    return call;
}


/* filter: name [':' argument {',' argument}] */
static bool
faimi_lq_chain_strict_filter(faimi_lq_parser_t *p, faimi_lq_strict_t *st,
    faimi_lq_chain_t *chain)
{
    faimi_slice_t     s;
    faimi_lq_call_t  *call;

    if (!faimi_lq_strict_take(st, FAIMI_LQ_S_NAME, &s)) {
        return false;
    }

    call = faimi_lq_chain_call(p, chain, s);

    if (!faimi_lq_strict_take(st, ':', NULL)) {
        return true;
    }

    do {
        if (!faimi_lq_strict_argument(st, p->arena, &s)) {
            return false;
        }

        faimi_lq_chain_argument(p, call, s);

    } while (faimi_lq_strict_take(st, ',', NULL));

    return true;
}


/* chain: [expression {'|' filter}]; Variable#strict_parse. */
static bool
faimi_lq_chain_strict(faimi_lq_parser_t *p, faimi_lq_chain_t *chain,
    faimi_slice_t markup)
{
    faimi_slice_t      s;
    faimi_lq_strict_t  st;

    faimi_lq_strict_begin(&st, markup);

    if (st.kind == FAIMI_LQ_S_END) {
        return true;
    }

    if (!faimi_lq_strict_expr(&st, p->arena, &s)) {
        return false;
    }

    chain->input = faimi_lq_parse_expr(p, s);

    while (faimi_lq_strict_take(&st, '|', NULL)) {
        if (!faimi_lq_chain_strict_filter(p, &st, chain)) {
            return false;
        }
    }

    return st.kind == FAIMI_LQ_S_END;
}


/* arguments: {(':' | ',') [word ':'] fragment}, with anything in between */
static void
faimi_lq_chain_lax_arguments(faimi_lq_parser_t *p, faimi_lq_call_t *call,
    faimi_slice_t s)
{
    size_t  i, from, word, end;

    for (i = 0; i < s.len; i++) {
        if (s.data[i] != ':' && s.data[i] != ',') {
            continue;
        }

        from = faimi_lq_skip_space(s, i + 1);
        word = faimi_lq_skip_word(s, from);
        end = faimi_lq_skip_space(s, word);

        if (word > from && end < s.len && s.data[end] == ':') {
            word = faimi_lq_skip_space(s, end + 1);
            end = faimi_lq_fragment(s, word);
            end = (end == word) ? faimi_lq_fragment(s, from) : end;

        } else {
            end = faimi_lq_fragment(s, from);
        }

        if (end > from) {
            faimi_lq_chain_argument(p, call, faimi_slice_sub(s, from, end));
            i = end - 1;
        }
    }
}


/* The end of a filter: of a run of white space, fragments and commas. */
static size_t
faimi_lq_chain_lax_end(faimi_slice_t s, size_t at)
{
    size_t  end;

    while (at < s.len) {
        if (faimi_is_space(s.data[at]) || s.data[at] == ',') {
            at++;
            continue;
        }

        end = faimi_lq_fragment(s, at);

        if (end == at) {
            break;
        }

        at = end;
    }

    return at;
}


/* chain: any fragment any ['|' filter {any filter}]
 *
 * Variable#lax_parse: what is not a fragment ("|", a quote without its twin)
 * parts the filters. */
static void
faimi_lq_chain_lax(faimi_lq_parser_t *p, faimi_lq_chain_t *chain,
    faimi_slice_t markup)
{
    size_t             at, end, name;
    faimi_slice_t      s;
    faimi_lq_call_t   *call;

    at = 0;

    if (!faimi_lq_find_fragment(markup, &at, &s)) {
        return;
    }

    chain->input = faimi_lq_parse_expr(p, s);
    at = faimi_slice_find_char(markup, '|', at);

    for (at = at + 1; at < markup.len; at = end) {
        end = faimi_lq_chain_lax_end(markup, at);
        s = faimi_slice_sub(markup, at, end);

        for (name = 0; name < s.len && !faimi_is_word(s.data[name]); name++) {
            /* what is before the name */
        }

        if (name < s.len) {
            call = faimi_lq_chain_call(p, chain, faimi_slice_sub(s, name,
                                               faimi_lq_skip_word(s, name)));
            faimi_lq_chain_lax_arguments(p, call, s);
        }

        end += (end == at);
    }
}


faimi_lq_chain_t *
faimi_lq_parse_chain(faimi_lq_parser_t *p, faimi_slice_t s)
{
    size_t             i;
    faimi_lq_chain_t  *chain;

    chain = faimi_alloc(p->arena, sizeof(faimi_lq_chain_t));

    if (!faimi_lq_chain_strict(p, chain, s)) {
        if (p->mode == FAIMI_LIQUID_STRICT) {
            faimi_lq_parse_fail(p, s, "cannot read \"%.*s\": write a value, "
                                "then each filter after a \"|\"",
                                FAIMI_FMT(s));
        }

        *chain = (faimi_lq_chain_t) { .n = 0 };
        faimi_lq_chain_lax(p, chain, s);
    }

    for (i = 0; i < chain->n; i++) {
        faimi_lq_refer_call(p, chain, &chain->calls[i]);
    }

    if (chain->n > 0) {
        faimi_lq_use_chain(p, FAIMI_LQ_USE_LOOK, FAIMI_EMPTY, chain);
    }

    return chain;
}
