/*
 * The lax syntax of markup: what stands in a tag or an output.  It knows no
 * errors; it finds the next thing that looks like what it wants.
 */

#include "faimi_lq_scan.h"


size_t
faimi_lq_skip_space(faimi_slice_t s, size_t at)
{
    while (at < s.len && faimi_is_space(s.data[at])) {
        at++;
    }

    return at;
}


size_t
faimi_lq_skip_word(faimi_slice_t s, size_t at)
{
    while (at < s.len && faimi_is_word(s.data[at])) {
        at++;
    }

    return at;
}


size_t
faimi_lq_skip_segment(faimi_slice_t s, size_t at)
{
    while (at < s.len && (faimi_is_word(s.data[at]) || s.data[at] == '-')) {
        at++;
    }

    return at;
}


/* string: '"' {any but '"'} '"' | "'" {any but "'"} "'"
 *
 * A quote that nothing closes is searched for to the end: at most once for
 * each kind of quote, since none follows it. */
static size_t
faimi_lq_quoted(faimi_slice_t s, size_t at)
{
    size_t  end;

    if (at >= s.len || (s.data[at] != '"' && s.data[at] != '\'')) {
        return at;
    }

    end = faimi_slice_find_char(s, s.data[at], at + 1);

    return (end == s.len) ? at : end + 1;
}


size_t
faimi_lq_fragment_run(faimi_slice_t s, size_t at)
{
    size_t  end;

    while (at < s.len) {
        switch (s.data[at]) {

        case ',':
        case '|':
            return at;

        case '"':
        case '\'':
            end = faimi_lq_quoted(s, at);

            if (end == at) {
                return at;
            }

            at = end;
            break;

        default:
            if (faimi_is_space(s.data[at])) {
                return at;
            }

            at++;
        }
    }

    return at;
}


size_t
faimi_lq_fragment(faimi_slice_t s, size_t at)
{
    size_t  end;

    end = faimi_lq_quoted(s, at);

    return (end != at) ? end : faimi_lq_fragment_run(s, at);
}


size_t
faimi_lq_fragments(faimi_slice_t s, size_t at)
{
    size_t  end;

    for (end = faimi_lq_fragment(s, at); end != at;
         end = faimi_lq_fragment(s, at))
    {
        at = end;
    }

    return at;
}


bool
faimi_lq_find_fragment(faimi_slice_t s, size_t *at, faimi_slice_t *fragment)
{
    size_t  i, end;

    for (i = *at; i < s.len; i++) {
        end = faimi_lq_fragment(s, i);

        if (end != i) {
            *fragment = faimi_slice_sub(s, i, end);
            *at = end;
            return true;
        }
    }

    return false;
}


bool
faimi_lq_attribute(faimi_slice_t s, size_t *at, faimi_slice_t *key,
    faimi_slice_t *value)
{
    size_t  i, end, from, to;

    for (i = *at; i < s.len; i = end) {
        end = i + 1;

        if (!faimi_is_word(s.data[i])) {
            continue;
        }

        end = faimi_lq_skip_segment(s, i);
        from = faimi_lq_skip_space(s, end);

        if (from == s.len || s.data[from] != ':') {
            continue;
        }

        from = faimi_lq_skip_space(s, from + 1);
        to = faimi_lq_fragment(s, from);

        if (to != from) {
            *key = faimi_slice_sub(s, i, end);
            *value = faimi_slice_sub(s, from, to);
            *at = to;
            return true;
        }
    }

    return false;
}


static bool
faimi_lq_is_target(char c)
{
    return faimi_is_word(c) || c == '-' || c == '.' || c == '[' || c == ']';
}


/* target: {['('] character [')']}+ */
static size_t
faimi_lq_target_end(faimi_slice_t s, size_t at)
{
    size_t  i;

    for ( ;; ) {
        i = at + (at < s.len && s.data[at] == '(');

        if (i >= s.len || !faimi_lq_is_target(s.data[i])) {
            return at;
        }

        at = i + 1;
        at += (at < s.len && s.data[at] == ')');
    }
}


bool
faimi_lq_target(faimi_slice_t s, size_t *at, faimi_slice_t *name)
{
    size_t  i, end;

    for (i = *at; i < s.len; i++) {
        end = faimi_lq_target_end(s, i);

        if (end != i) {
            *name = faimi_slice_sub(s, i, end);
            *at = end;
            return true;
        }
    }

    return false;
}


/* Ruby's \b knows all letters, unlike its \w. */
size_t
faimi_lq_junction(faimi_slice_t s, size_t at)
{
    size_t         n, end;
    faimi_slice_t  rest;

    if (at > 0 && faimi_utf8_is_word(faimi_utf8_last(s, at))) {
        return 0;
    }

    rest = faimi_slice_sub(s, at, s.len);
    n = faimi_slice_starts(rest, FAIMI_SLICE("and")) ? 3
        : faimi_slice_starts(rest, FAIMI_SLICE("or")) ? 2 : 0;

    end = n;

    return (n > 0 && n < rest.len
            && faimi_utf8_is_word(faimi_utf8_next(rest, &end))) ? 0 : n;
}
