/*
 * Scanning: far searches whose answers are kept, and the small classes and
 * line tests out of which the rules are built.
 */

#include "faimi_md_lex.h"


/* The ~~ that closes: after anything but white space or another tilde. */
static size_t
faimi_md_find_tildes(faimi_slice_t s, size_t from)
{
    char  c;

    for ( ;; ) {
        from = faimi_slice_find(s, FAIMI_SLICE("~~"), from);

        if (from == s.len) {
            return from;
        }

        c = (from == 0) ? ' ' : s.data[from - 1];

        if (c != '~' && !faimi_is_space(c)) {
            return from;
        }

        from++;
    }
}


/* A closing brace that no backslash precedes. */
static size_t
faimi_md_find_brace(faimi_slice_t s, size_t from)
{
    for ( ;; ) {
        from = faimi_slice_find_char(s, '}', from);

        if (from == s.len || from == 0 || s.data[from - 1] != '\\') {
            return from;
        }

        from++;
    }
}


/* A quote that ends a title of a link: before white space and a parenthesis. */
static size_t
faimi_md_find_title(faimi_slice_t s, char quote, size_t from)
{
    size_t  end;

    for ( ;; ) {
        from = faimi_slice_find_char(s, quote, from);
        end = faimi_md_skip_space(s, from + 1);

        if (from == s.len || faimi_md_char(s, end) == ')') {
            return from;
        }

        from++;
    }
}


/* White space that a quote follows. */
static size_t
faimi_md_find_spaced(faimi_slice_t s, size_t from)
{
    char  next;

    for ( /* void */ ; from < s.len; from++) {
        next = faimi_md_char(s, from + 1);

        if (faimi_is_space(s.data[from]) && (next == '"' || next == '\'')) {
            break;
        }
    }

    return from;
}


/* Searches the text itself, from `from` on; its length if nothing is there. */
static size_t
faimi_md_search(faimi_slice_t s, faimi_md_needle_t n, size_t from)
{
    switch (n) {
    case FAIMI_MD_NEXT_GT:
        return faimi_slice_find_char(s, '>', from);
    case FAIMI_MD_NEXT_QUOT:
        return faimi_slice_find_char(s, '"', from);
    case FAIMI_MD_NEXT_APOS:
        return faimi_slice_find_char(s, '\'', from);
    case FAIMI_MD_NEXT_COMMENT:
        return faimi_slice_find(s, FAIMI_SLICE("-->"), from);
    case FAIMI_MD_NEXT_PI:
        return faimi_slice_find(s, FAIMI_SLICE("?>"), from);
    case FAIMI_MD_NEXT_MATH:
        return faimi_slice_find(s, FAIMI_SLICE("$$"), from);
    case FAIMI_MD_NEXT_BRACKET:
        return faimi_slice_find_char(s, ']', from);
    case FAIMI_MD_NEXT_BRACE:
        return faimi_md_find_brace(s, from);
    case FAIMI_MD_NEXT_TILDES:
        return faimi_md_find_tildes(s, from);
    case FAIMI_MD_NEXT_STOP:
        return faimi_slice_find(s, FAIMI_SLICE("{:/"), from);
    case FAIMI_MD_NEXT_TITLE1:
        return faimi_md_find_title(s, '\'', from);
    case FAIMI_MD_NEXT_TITLE2:
        return faimi_md_find_title(s, '"', from);
    default:
        return faimi_md_find_spaced(s, from);
    }
}


/* The last answer holds for all positions from where it was asked to where it
 * is.  Rules ask from left to right, so each needle goes over a text once. */
size_t
faimi_md_next(faimi_md_src_t *src, faimi_md_needle_t n, size_t from)
{
    faimi_md_seek_t  *seek;

    seek = &src->next[n];

    if (seek->from == 0 || from + 1 < seek->from || from > seek->at) {
        seek->from = from + 1;
        seek->at = faimi_md_search(src->text, n, from);
    }

    return seek->at;
}


/* The '\n' of the line, or the length of the text. */
size_t
faimi_md_line_end(faimi_slice_t s, size_t at)
{
    return faimi_slice_find_char(s, '\n', at);
}


/* After the characters of `set`; a NUL is in no set. */
size_t
faimi_md_skip(faimi_slice_t s, size_t at, const char *set)
{
    while (at < s.len && s.data[at] != '\0' && strchr(set, s.data[at])) {
        at++;
    }

    return at;
}


size_t
faimi_md_skip_space(faimi_slice_t s, size_t at)
{
    while (at < s.len && faimi_is_space(s.data[at])) {
        at++;
    }

    return at;
}


/* OPT_SPACE of the reference: with a fourth blank it would be code. */
size_t
faimi_md_opt_space(faimi_slice_t s, size_t at)
{
    size_t  n;

    for (n = 0; n < 3 && faimi_md_char(s, at) == ' '; n++) {
        at++;
    }

    return at;
}


/* eol ::= \s*? '\n'
 * After it, or 0.  The first line end counts: white space may go on beyond it.
 */
size_t
faimi_md_to_eol(faimi_slice_t s, size_t at)
{
    for ( /* void */ ; at < s.len; at++) {
        if (s.data[at] == '\n') {
            return at + 1;
        }

        if (!faimi_is_space(s.data[at])) {
            return 0;
        }
    }

    return 0;
}


/* name ::= \w [\w-]*
 * ALD_ID_NAME of extensions.rb: its end, or 0. */
size_t
faimi_md_id_name(faimi_slice_t s, size_t at)
{
    if (!faimi_is_word(faimi_md_char(s, at))) {
        return 0;
    }

    while (faimi_is_word(faimi_md_char(s, at))
           || faimi_md_char(s, at) == '-')
    {
        at++;
    }

    return at;
}


/* Whether the line holds anything but white space. */
bool
faimi_md_has_text(faimi_slice_t s, size_t at)
{
    for ( /* void */ ; at < s.len && s.data[at] != '\n'; at++) {
        if (!faimi_is_space(s.data[at])) {
            return true;
        }
    }

    return false;
}


/* blank ::= (\s* '\n')+
 * BLANK_LINE of blank_line.rb: after the last of several blank lines, or 0.
 * White space before the text of the next line is left. */
size_t
faimi_md_blank_line(faimi_slice_t s, size_t at)
{
    size_t  end;

    for (end = 0; at < s.len && faimi_is_space(s.data[at]); at++) {
        if (s.data[at] == '\n') {
            end = at + 1;
        }
    }

    return end;
}


/* eob ::= '^' \s* '\n'
 * EOB_MARKER of eob.rb, without a blank before it. */
size_t
faimi_md_eob_line(faimi_slice_t s, size_t at)
{
    return (faimi_md_char(s, at) == '^') ? faimi_md_to_eol(s, at + 1) : 0;
}


/* marker ::= [*+-] | ':' | \d+ '.'
 * Its end, or 0. */
static size_t
faimi_md_marker(faimi_slice_t s, size_t at, char type)
{
    char  c;

    c = faimi_md_char(s, at);

    switch (type) {
    case '*':
        return (c == '*' || c == '+' || c == '-') ? at + 1 : 0;
    case ':':
        return (c == ':') ? at + 1 : 0;
    default:
        break;
    }

    if (!faimi_is_digit(c)) {
        return 0;
    }

    while (faimi_is_digit(faimi_md_char(s, at))) {
        at++;
    }

    return (faimi_md_char(s, at) == '.') ? at + 1 : 0;
}


/*
 * start ::= ' '{0,max} marker ('\t' | '|' | ' ') .* '\n'
 * Returns the end of the marker.  The type is '*', '1' or ':'.
 * The pipe is one by mistake: [\t| ] in list.rb was meant to be "or".
 */
size_t
faimi_md_list_start(faimi_slice_t s, size_t at, char type, size_t max)
{
    char    c;
    size_t  n;

    for (n = 0; n < max && faimi_md_char(s, at) == ' '; n++) {
        at++;
    }

    at = faimi_md_marker(s, at, type);

    if (at == 0) {
        return 0;
    }

    c = faimi_md_char(s, at);

    return (c == ' ' || c == '\t' || c == '|') ? at : 0;
}


/* rule ::= ' '{0,3} c [ \t]* c [ \t]* c (c | [ \t])* '\n', c one of * - _
 * HR_START of horizontal_rule.rb. */
size_t
faimi_md_rule_line(faimi_slice_t s, size_t at)
{
    char    c;
    size_t  n;

    at = faimi_md_opt_space(s, at);
    c = faimi_md_char(s, at);

    if (c != '*' && c != '-' && c != '_') {
        return 0;
    }

    for (n = 0; at < s.len && s.data[at] != '\n'; at++) {
        if (s.data[at] == c) {
            n++;

        } else if (!faimi_is_blank(s.data[at])) {
            return 0;
        }
    }

    return (n >= 3 && at < s.len) ? at + 1 : 0;
}


/* indent ::= '\t' | '    '
 * INDENT of kramdown/parser/kramdown.rb: the indentation of code. */
size_t
faimi_md_indented(faimi_slice_t s, size_t at)
{
    if (faimi_md_char(s, at) == '\t') {
        return at + 1;
    }

    if (at + 4 <= s.len && memcmp(s.data + at, "    ", 4) == 0) {
        return at + 4;
    }

    return 0;
}


/* How far back escaped braces are looked at.  The pattern of the reference
 * backtracks through all of them; here each opener would then look through the
 * whole text. */
#define FAIMI_MD_BRACE_NEAR  1024


/* The brace that closes what begins at `from`: the first one that is not
 * escaped, which the caller has found at `close`.  If there is none, or (with
 * `eol`) it does not end its line, the pattern backtracks: then it is the last
 * escaped one before it that fits. 0: there is none. */
size_t
faimi_md_brace(faimi_slice_t s, size_t from, size_t close, bool eol)
{
    size_t  i;

    if (close > from && close < s.len
        && (!eol || faimi_md_to_eol(s, close + 1) != 0))
    {
        return close;
    }

    i = from + FAIMI_MD_BRACE_NEAR;
    i = (i > close) ? close : i;

    for ( /* void */ ; i > from + 1; i--) {
        if (s.data[i - 1] == '}' && s.data[i - 2] == '\\'
            && (!eol || faimi_md_to_eol(s, i) != 0))
        {
            return i - 1;
        }
    }

    return 0;
}


/* ial ::= ' '{0,max} '{:' (?! ':' | '/') content '}' \s* '\n'
 * IAL_BLOCK_START of extensions.rb.  Sets the content unless that is NULL. */
size_t
faimi_md_ial_line(faimi_md_src_t *src, size_t at, size_t max,
    faimi_slice_t *content)
{
    char           c;
    size_t         n, close;
    faimi_slice_t  s;

    s = src->text;

    for (n = 0; n < max && faimi_md_char(s, at) == ' '; n++) {
        at++;
    }

    if (faimi_md_char(s, at) != '{' || faimi_md_char(s, at + 1) != ':') {
        return 0;
    }

    c = faimi_md_char(s, at + 2);

    if (c == ':' || c == '/') {
        return 0;
    }

    close = faimi_md_next(src, FAIMI_MD_NEXT_BRACE, at + 2);
    close = faimi_md_brace(s, at + 2, close, true);

    if (close == 0) {
        return 0;
    }

    if (content != NULL) {
        *content = faimi_slice_sub(s, at + 2, close);
    }

    return faimi_md_to_eol(s, close + 1);
}


/* end ::= blank | ial | eob | html | the end of the text
 * LAZY_END of paragraph.rb: a line before which a paragraph ends, whatever
 * kind of block it is in. */
bool
faimi_md_lazy_end(faimi_md_src_t *src, size_t at)
{
    char           c;
    size_t         from;
    faimi_slice_t  s;

    s = src->text;

    if (at >= s.len) {
        return true;
    }

    from = faimi_md_opt_space(s, at);
    c = faimi_md_char(s, from);

    if (faimi_is_space(c)) {
        return faimi_md_blank_line(s, at) != 0;
    }

    switch (c) {
    case '{':
        return faimi_md_ial_line(src, at, 3, NULL) != 0;
    case '^':
        return faimi_md_eob_line(s, at) != 0;
    case '<':
        return faimi_md_html_line(s, at, 3);
    default:
        return false;
    }
}
