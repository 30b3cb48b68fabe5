/*
 * Quotation marks, dashes, ellipses and guillemets.  Whether a quote opens or
 * closes is told by the characters around it, never by its partner.
 *
 * The reference: kramdown/parser/kramdown/smart_quotes.rb (after RubyPants) and
 * typographic_symbol.rb.
 */

#include "faimi_md_span.h"


static bool
faimi_md_is_quote(char c)
{
    return c == '"' || c == '\'';
}


/* The text up to the quote at `at`, and the quote as a sign. */
static void
faimi_md_quote_take(faimi_md_spans_t *p, size_t at, bool opens)
{
    char              c;
    faimi_md_node_t  *node;

    c = p->src.text.data[at];
    faimi_md_add_chars(p, at - p->src.pos);
    node = faimi_md_add_node(p, FAIMI_MD_SYMBOL);
    p->src.pos++;

    if (c == '"') {
        node->kind = opens ? FAIMI_MD_LDQUO : FAIMI_MD_RDQUO;

    } else {
        node->kind = opens ? FAIMI_MD_LSQUO : FAIMI_MD_RSQUO;
    }
}


/* What \b and \B look at: letters of any script. */
static bool
faimi_md_is_wordy(faimi_slice_t s, size_t at)
{
    return at < s.len && faimi_utf8_is_word(faimi_utf8_next(s, &at));
}


/* opens ::= quote (?= [_*]{1,2} \S)
 * Before emphasis, whatever is on its left.  Of two marks the second may be
 * the \S. */
static bool
faimi_md_quote_mark(faimi_md_spans_t *p, faimi_slice_t s, size_t at)
{
    char    c;
    size_t  n;

    for (n = 1; n <= 2; n++) {
        c = faimi_md_char(s, at + n);

        if (c != '_' && c != '*') {
            break;
        }
    }

    /* of two marks the second may be the \S */
    if (!faimi_md_is_quote(s.data[at]) || n == 1
        || (n == 2 && (at + 2 >= s.len || faimi_is_space(s.data[at + 2]))))
    {
        return false;
    }

    faimi_md_quote_take(p, at, true);

    return true;
}


/* closes ::= quote (?= punctuation (?! '..') \B)
 * SQ_CLOSE before punctuation, of which '&' is none here. */
static bool
faimi_md_quote_punct(faimi_md_spans_t *p, faimi_slice_t s, size_t at)
{
    char  c;

    c = faimi_md_char(s, at + 1);

    if (!faimi_md_is_quote(s.data[at]) || c <= ' ' || c == 0x7F
        || faimi_is_alnum(c) || c == '&'
        || (faimi_md_char(s, at + 2) == '.' && faimi_md_char(s, at + 3) == '.')
        || faimi_md_is_wordy(s, at + 2) != (c == '_'))
    {
        return false;
    }

    faimi_md_quote_take(p, at, false);

    return true;
}


/* both open ::= \s? ('"' "'" | "'" '"') (?= \w) */
static bool
faimi_md_quote_pair(faimi_md_spans_t *p, faimi_slice_t s, size_t at)
{
    char  c, next;

    at += faimi_is_space(s.data[at]);
    c = faimi_md_char(s, at);
    next = faimi_md_char(s, at + 1);

    if (!faimi_md_is_quote(c) || !faimi_md_is_quote(next) || c == next
        || !faimi_is_word(faimi_md_char(s, at + 2)))
    {
        return false;
    }

    faimi_md_quote_take(p, at, true);
    faimi_md_quote_take(p, at + 1, true);

    return true;
}


/* closes ::= \s? "'" (?= \d \d 's') : the '80s */
static bool
faimi_md_quote_decade(faimi_md_spans_t *p, faimi_slice_t s, size_t at)
{
    at += faimi_is_space(s.data[at]);

    if (faimi_md_char(s, at) != '\''
        || !faimi_is_digit(faimi_md_char(s, at + 1))
        || !faimi_is_digit(faimi_md_char(s, at + 2))
        || faimi_md_char(s, at + 3) != 's')
    {
        return false;
    }

    faimi_md_quote_take(p, at, false);

    return true;
}


/* opens ::= \s quote (?= \w) : \w are letters of ASCII, here and above; before
 * others a quote opens by the last rule */
static bool
faimi_md_quote_word(faimi_md_spans_t *p, faimi_slice_t s, size_t at)
{
    if (!faimi_is_space(s.data[at])
        || !faimi_md_is_quote(faimi_md_char(s, at + 1))
        || !faimi_is_word(faimi_md_char(s, at + 2)))
    {
        return false;
    }

    faimi_md_quote_take(p, at + 1, true);

    return true;
}


/* closes ::= [^ \\\t\r\n\[{(-] quote : whatever comes after it */
static bool
faimi_md_quote_after(faimi_md_spans_t *p, faimi_slice_t s, size_t at)
{
    if (memchr(" \\\t\r\n[{(-", s.data[at], 9) != NULL) {
        return false;
    }

    (void) faimi_utf8_next(s, &at);

    if (!faimi_md_is_quote(faimi_md_char(s, at))) {
        return false;
    }

    faimi_md_quote_take(p, at, false);

    return true;
}


/* closes ::= quote (?= \s | 's' \b | end of line) */
static bool
faimi_md_quote_end(faimi_md_spans_t *p, faimi_slice_t s, size_t at)
{
    char  c;

    c = (at + 1 < s.len) ? s.data[at + 1] : ' ';

    if (!faimi_md_is_quote(s.data[at])
        || !(faimi_is_space(c)
             || (c == 's' && !faimi_md_is_wordy(s, at + 2))))
    {
        return false;
    }

    faimi_md_quote_take(p, at, false);

    return true;
}


/* opens ::= .? quote
 * What no other rule takes.  Single quotes are looked for first, as in
 * SQ_RULES. */
static bool
faimi_md_quote_rest(faimi_md_spans_t *p, faimi_slice_t s, size_t at)
{
    char    c;
    size_t  next;

    next = at;
    (void) faimi_utf8_next(s, &next);
    c = faimi_md_char(s, next);

    if (c == '\'' || (s.data[at] != '\'' && c == '"')) {
        at = next;
    }

    faimi_md_quote_take(p, at, true);

    return true;
}


/* SQ_RULES of smart_quotes.rb, in their order; the first that fits counts, and
 * the last one takes what is left. */
typedef bool (*faimi_md_quote_pt)(faimi_md_spans_t *p, faimi_slice_t s,
    size_t at);

/* The last one takes what is left. */
static const faimi_md_quote_pt  faimi_md_quote_rules[] = {
    faimi_md_quote_mark,
    faimi_md_quote_punct,
    faimi_md_quote_pair,
    faimi_md_quote_decade,
    faimi_md_quote_word,
    faimi_md_quote_after,
    faimi_md_quote_end,
    faimi_md_quote_rest
};


/* quote ::= [^\\]? ('"' | "'")
 * The position is that of the character before the quote, if it is still there
 * to be taken: the rules look at it. */
bool
faimi_md_quotes(faimi_md_spans_t *p)
{
    size_t  i;

    for (i = 0; !faimi_md_quote_rules[i](p, p->src.text, p->src.pos); i++) {
        /* void */
    }

    return true;
}


typedef struct {
    const char  *text;
    uint8_t      kind;
} faimi_md_symbol_t;

/* Longer ones first where one begins another. */
static const faimi_md_symbol_t  faimi_md_symbol_rules[] = {
    { "---", FAIMI_MD_MDASH },
    { "--", FAIMI_MD_NDASH },
    { "...", FAIMI_MD_HELLIP },
    { "\\<<", FAIMI_MD_LTLT },
    { "\\>>", FAIMI_MD_GTGT },
    { "<< ", FAIMI_MD_LAQUO_SPACE },
    { " >>", FAIMI_MD_RAQUO_SPACE },
    { "<<", FAIMI_MD_LAQUO },
    { ">>", FAIMI_MD_RAQUO },
    { NULL, 0 }
};


/* symbol ::= the first of the rows that begins here
 * TYPOGRAPHIC_SYMS_RE. The quirk no_auto_typographic of GFM turns these off,
 * and leaves the quotes smart. */
bool
faimi_md_symbols(faimi_md_spans_t *p)
{
    faimi_slice_t             rest;
    faimi_md_node_t          *node;
    const faimi_md_symbol_t  *rule;

    /* the quirk of GFM leaves the quotes as they are, smart */
    if (!p->doc->options.typographic) {
        return false;
    }

    rest = faimi_slice_sub(p->src.text, p->src.pos, p->src.pos + 3);

    for (rule = faimi_md_symbol_rules; rule->text != NULL; rule++) {
        if (faimi_slice_starts(rest, faimi_slice_str(rule->text))) {
            node = faimi_md_add_node(p, FAIMI_MD_SYMBOL);
            node->kind = rule->kind;
            p->src.pos += strlen(rule->text);
            return true;
        }
    }

    return false;
}
