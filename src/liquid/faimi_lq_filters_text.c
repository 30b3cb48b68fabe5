/*
 * Filters on text (liquid/standardfilters.rb).
 *
 * Whatever comes in is taken as text (`to_s`).  Positions and lengths count
 * characters, not bytes, and case follows Unicode, as with Ruby's strings in
 * UTF-8.  Each filter is linear in its input and output; the output is bounded
 * by the scratch buffer.
 */

#include "faimi_lq_filter.h"


static faimi_value_t
faimi_lq_map_case(faimi_liquid_t *lq, faimi_value_t v,
    void (*map)(faimi_buf_t *out, faimi_slice_t s))
{
    size_t         from;
    faimi_slice_t  s;

    s = faimi_liquid_text(lq, v);
    from = lq->scratch->len;
    map(lq->scratch, s);

    return faimi_liquid_taken(lq, from);
}


static faimi_value_t
faimi_lq_downcase(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_map_case(lq, args[0], faimi_case_down);
}


static faimi_value_t
faimi_lq_upcase(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_map_case(lq, args[0], faimi_case_up);
}


static faimi_value_t
faimi_lq_capitalize(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_map_case(lq, args[0], faimi_case_capitalize);
}


static faimi_value_t
faimi_lq_both(faimi_liquid_t *lq, faimi_value_t a, faimi_value_t b)
{
    size_t  from;

    from = lq->scratch->len;
    faimi_buf_add(lq->scratch, faimi_liquid_text(lq, a));
    faimi_buf_add(lq->scratch, faimi_liquid_text(lq, b));

    return faimi_liquid_taken(lq, from);
}


static faimi_value_t
faimi_lq_append(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_both(lq, args[0], args[1]);
}


static faimi_value_t
faimi_lq_prepend(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_both(lq, args[1], args[0]);
}


static faimi_value_t
faimi_lq_strip(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return FAIMI_V_STRING(faimi_slice_trim(faimi_liquid_text(lq, args[0])));
}


static faimi_value_t
faimi_lq_lstrip(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return FAIMI_V_STRING(faimi_slice_trim_left(faimi_liquid_text(lq,
                                                                  args[0])));
}


static faimi_value_t
faimi_lq_rstrip(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return FAIMI_V_STRING(faimi_slice_trim_right(faimi_liquid_text(lq,
                                                                   args[0])));
}


/* Every newline, with the carriage return before it, becomes `by`. */
static faimi_value_t
faimi_lq_newlines(faimi_liquid_t *lq, faimi_value_t v, const char *by)
{
    size_t         i, from;
    faimi_slice_t  s;

    s = faimi_liquid_text(lq, v);
    from = lq->scratch->len;

    for (i = 0; i < s.len; i++) {
        i += (s.data[i] == '\r' && i + 1 < s.len && s.data[i + 1] == '\n');

        if (s.data[i] == '\n') {
            faimi_buf_str(lq->scratch, by);

        } else {
            faimi_buf_char(lq->scratch, s.data[i]);
        }
    }

    return faimi_liquid_taken(lq, from);
}


static faimi_value_t
faimi_lq_strip_newlines(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    return faimi_lq_newlines(lq, args[0], "");
}


static faimi_value_t
faimi_lq_newline_to_br(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    (void) n;

    return faimi_lq_newlines(lq, args[0], "<br />\n");
}


/* A replacement as String#gsub reads it: \0 and \& are the match, \1 to \9 are
 * empty, \` and \' the text before and after it, \\ a backslash. */
static void
faimi_lq_replacement(faimi_buf_t *out, faimi_slice_t by, faimi_slice_t s,
    size_t at, size_t len)
{
    size_t  i;

    for (i = 0; i < by.len; i++) {
        if (by.data[i] != '\\' || i + 1 == by.len) {
            faimi_buf_char(out, by.data[i]);
            continue;
        }

        switch (by.data[++i]) {

        case '0':
        case '&':
            faimi_buf_add(out, faimi_slice_sub(s, at, at + len));
            break;

        case '`':
            faimi_buf_add(out, faimi_slice_sub(s, 0, at));
            break;

        case '\'':
            faimi_buf_add(out, faimi_slice_sub(s, at + len, s.len));
            break;

        case '\\':
            faimi_buf_char(out, '\\');
            break;

        default:
            if (!faimi_is_digit(by.data[i])) {
                faimi_buf_char(out, '\\');
                faimi_buf_char(out, by.data[i]);
            }
        }
    }
}


/* replace and remove.  An empty text is found before every character and at
 * the end, as by gsub.  "full" ends the loop: with \` each match can copy the
 * whole text. */
static faimi_value_t
faimi_lq_substitute(faimi_liquid_t *lq, faimi_value_t input,
    faimi_value_t what, faimi_value_t by, bool all)
{
    size_t         at, found, from, next;
    faimi_slice_t  s, w, b;

    s = faimi_liquid_text(lq, input);
    w = faimi_liquid_text(lq, what);
    b = faimi_liquid_text(lq, by);
    from = lq->scratch->len;

    for (at = 0; at <= s.len; at = next) {
        found = (w.len == 0) ? at : faimi_slice_find(s, w, at);
        faimi_buf_add(lq->scratch, faimi_slice_sub(s, at, found));

        if (found == s.len && w.len != 0) {
            break;
        }

        faimi_lq_replacement(lq->scratch, b, s, found, w.len);
        next = found + w.len;

        if (w.len == 0) {
            next = faimi_lq_next(s, at);
            faimi_buf_add(lq->scratch, faimi_slice_sub(s, at, next));
        }

        if (!all || lq->scratch->full) {
            faimi_buf_add(lq->scratch, faimi_slice_sub(s, next, s.len));
            break;
        }
    }

    return faimi_liquid_taken(lq, from);
}


static faimi_value_t
faimi_lq_replace(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    return faimi_lq_substitute(lq, args[0], args[1],
                               (n > 2) ? args[2] : FAIMI_V_NIL, true);
}


static faimi_value_t
faimi_lq_replace_first(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    return faimi_lq_substitute(lq, args[0], args[1],
                               (n > 2) ? args[2] : FAIMI_V_NIL, false);
}


static faimi_value_t
faimi_lq_remove(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_substitute(lq, args[0], args[1], FAIMI_V_NIL, true);
}


static faimi_value_t
faimi_lq_remove_first(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_substitute(lq, args[0], args[1], FAIMI_V_NIL, false);
}


static faimi_slice_t
faimi_lq_backwards(faimi_liquid_t *lq, faimi_slice_t s)
{
    char    *p;
    size_t   i;

    p = faimi_alloc_text(lq->arena, s.len);

    for (i = 0; i < s.len; i++) {
        p[i] = s.data[s.len - 1 - i];
    }

    return faimi_slice(p, s.len);
}


/* The offset of the last `what`, or s.len + 1.  Both texts are reversed, since
 * only the search forwards is linear for any text. */
static size_t
faimi_lq_rfind(faimi_liquid_t *lq, faimi_slice_t s, faimi_slice_t what)
{
    size_t  at;

    if (what.len == 0) {
        return s.len;
    }

    at = faimi_slice_find(faimi_lq_backwards(lq, s),
                          faimi_lq_backwards(lq, what), 0);

    return (at == s.len) ? s.len + 1 : s.len - at - what.len;
}


static faimi_value_t
faimi_lq_substitute_last(faimi_liquid_t *lq, faimi_value_t input,
    faimi_value_t what, faimi_value_t by)
{
    size_t         at, from;
    faimi_slice_t  s, w;

    s = faimi_liquid_text(lq, input);
    w = faimi_liquid_text(lq, what);
    at = faimi_lq_rfind(lq, s, w);

    if (at > s.len) {
        return FAIMI_V_STRING(s);
    }

    from = lq->scratch->len;
    faimi_buf_add(lq->scratch, faimi_slice_sub(s, 0, at));
    faimi_buf_add(lq->scratch, faimi_liquid_text(lq, by));
    faimi_buf_add(lq->scratch, faimi_slice_sub(s, at + w.len, s.len));

    return faimi_liquid_taken(lq, from);
}


static faimi_value_t
faimi_lq_replace_last(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_substitute_last(lq, args[0], args[1], args[2]);
}


static faimi_value_t
faimi_lq_remove_last(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return faimi_lq_substitute_last(lq, args[0], args[1], FAIMI_V_NIL);
}


/* truncate: the length includes that of the ending, as in Ruby. */
static faimi_value_t
faimi_lq_truncate(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t         from;
    int64_t        length, kept;
    faimi_slice_t  s, end;

    if (args[0].type == FAIMI_NIL) {
        return FAIMI_V_NIL;
    }

    s = faimi_liquid_text(lq, args[0]);
    length = (n > 1) ? faimi_lq_integer(lq, args[1]) : 50;
    end = (n > 2) ? faimi_liquid_text(lq, args[2]) : FAIMI_SLICE("...");

    if (lq->failed || (int64_t) faimi_utf8_len(s) <= length) {
        return FAIMI_V_STRING(s);
    }

    kept = length - (int64_t) faimi_utf8_len(end);
    kept = (kept < 0 || length < 0) ? 0 : kept;

    from = lq->scratch->len;
    faimi_buf_add(lq->scratch,
                  faimi_slice_sub(s, 0, faimi_utf8_offset(s, (size_t) kept)));
    faimi_buf_add(lq->scratch, end);

    return faimi_liquid_taken(lq, from);
}


static size_t
faimi_lq_word_end(faimi_slice_t s, size_t at)
{
    while (at < s.len && !faimi_is_space(s.data[at])) {
        at++;
    }

    return at;
}


/* truncatewords: `input.split(" ", words + 1)`.  A text of no more words is
 * left alone; white space at its end counts as one more word. */
static faimi_value_t
faimi_lq_truncatewords(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    size_t         at, end, from;
    int64_t        words, i;
    faimi_slice_t  s;

    if (args[0].type == FAIMI_NIL) {
        return FAIMI_V_NIL;
    }

    s = faimi_liquid_text(lq, args[0]);
    words = (n > 1) ? faimi_lq_integer(lq, args[1]) : 15;
    words = (words <= 0) ? 1 : words;

    if (words > INT32_MAX - 1) {
        return faimi_liquid_fail(lq, "integer %lld too big for truncatewords",
                                 (long long) words);
    }

    from = lq->scratch->len;
    at = faimi_lq_skip_space(s, 0);

    for (i = 0; i < words && at < s.len; i++) {
        end = faimi_lq_word_end(s, at);
        faimi_buf_str(lq->scratch, (i == 0) ? "" : " ");
        faimi_buf_add(lq->scratch, faimi_slice_sub(s, at, end));
        at = faimi_lq_skip_space(s, end);
    }

    if (at == s.len && (i < words || s.len == 0
                        || !faimi_is_space(s.data[s.len - 1])))
    {
        faimi_buf_cut(lq->scratch, from);
        return FAIMI_V_STRING(s);
    }

    faimi_buf_add(lq->scratch, (n > 2) ? faimi_liquid_text(lq, args[2])
                                       : FAIMI_SLICE("..."));

    return faimi_liquid_taken(lq, from);
}


/* Where the next part of `s` from `at` on ends, and where the one after it
 * begins. */
static size_t
faimi_lq_split_end(faimi_slice_t s, faimi_slice_t by, size_t at, size_t *next)
{
    size_t  end;

    if (by.len == 0) {
        *next = faimi_lq_next(s, at);
        return *next;
    }

    if (faimi_slice_eq(by, FAIMI_SLICE(" "))) {
        end = faimi_lq_word_end(s, at);
        *next = faimi_lq_skip_space(s, end);
        return end;
    }

    end = faimi_slice_find(s, by, at);
    *next = (end == s.len) ? end : end + by.len;

    return end;
}


/* String#split: by a blank into words, by "" into characters.  Empty parts at
 * the end are dropped. */
static faimi_value_t
faimi_lq_split(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t          at, from, end, kept;
    faimi_slice_t   s, by;
    faimi_array_t  *parts;

    (void) n;
    s = faimi_liquid_text(lq, args[0]);
    by = faimi_liquid_text(lq, args[1]);
    parts = faimi_array_create(lq->arena);
    at = faimi_slice_eq(by, FAIMI_SLICE(" ")) ? faimi_lq_skip_space(s, 0) : 0;
    kept = 0;

    while (at < s.len) {
        from = at;
        end = faimi_lq_split_end(s, by, from, &at);
        faimi_array_push(lq->arena, parts,
                         FAIMI_V_STRING(faimi_slice_sub(s, from, end)));
        kept = (end > from) ? parts->n : kept;
    }

    faimi_lq_step(lq, parts->n / 8);
    parts->n = kept;

    return FAIMI_V_ARRAY(parts);
}


/* default: nil, false and what is empty; with `allow_false: true` not
 * false. */
static faimi_value_t
faimi_lq_default(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    bool                  falsy;
    const faimi_value_t  *allow;

    (void) lq;
    allow = NULL;

    if (n > 1 && args[n - 1].type == FAIMI_MAP && (n == 3 || n == 2)) {
        allow = faimi_map_get(args[n - 1].u.map, FAIMI_SLICE("allow_false"));
    }

    falsy = (allow != NULL && n == 3 && faimi_value_truthy(*allow))
            ? args[0].type == FAIMI_NIL : !faimi_value_truthy(args[0]);

    if (falsy || faimi_lq_is_blank_value(args[0])) {
        return (n > 1) ? args[1] : FAIMI_V_STRING(FAIMI_EMPTY);
    }

    return args[0];
}


const faimi_filter_t  faimi_lq_filters_text[] = {
    { "append", faimi_lq_append, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "capitalize", faimi_lq_capitalize, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "date", faimi_lq_date, 1, 1,
      FAIMI_FLOW_DATE, FAIMI_ARGS_VALUES },
    { "default", faimi_lq_default, 0, 2,
      FAIMI_FLOW_ELSE, FAIMI_ARGS_VALUES },
    { "downcase", faimi_lq_downcase, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "lstrip", faimi_lq_lstrip, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "newline_to_br", faimi_lq_newline_to_br, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "prepend", faimi_lq_prepend, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "remove", faimi_lq_remove, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "remove_first", faimi_lq_remove_first, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "remove_last", faimi_lq_remove_last, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "replace", faimi_lq_replace, 1, 2,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "replace_first", faimi_lq_replace_first, 1, 2,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "replace_last", faimi_lq_replace_last, 2, 2,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "rstrip", faimi_lq_rstrip, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "split", faimi_lq_split, 1, 1,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "strip", faimi_lq_strip, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "strip_newlines", faimi_lq_strip_newlines, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "truncate", faimi_lq_truncate, 0, 2,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "truncatewords", faimi_lq_truncatewords, 0, 2,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "upcase", faimi_lq_upcase, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    FAIMI_FILTER_END
};
