/*
 * The lexical side of HTML: what a tag is, and what is known of the elements.
 * Attribute values end at their quote wherever that is; a start tag that does
 * not fit the production is text.
 *
 * The reference: the constants of kramdown/parser/html.rb, and REXML's names,
 * on which they are built.
 */

#include "faimi_md_lex.h"


typedef struct {
    const char  *name;
    int          flags;
} faimi_md_element_t;


#define K  FAIMI_MD_EL_KNOWN
#define S  (FAIMI_MD_EL_KNOWN | FAIMI_MD_EL_SPAN)
#define B  (FAIMI_MD_EL_KNOWN | FAIMI_MD_EL_BLOCK)
#define V  FAIMI_MD_EL_VOID
#define MB FAIMI_MD_EL_MBLOCK
#define MS FAIMI_MD_EL_MSPAN


/* Sorted by name. */
static const faimi_md_element_t  faimi_md_elements[] = {
    { "a", S | MS }, { "abbr", S | MS }, { "acronym", S | MS },
    { "address", B | MB }, { "applet", B | MB }, { "area", K | V },
    { "article", B | MB }, { "aside", B | MB }, { "b", S | MS },
    { "base", K | V }, { "bdo", S | MS }, { "big", S | MS },
    { "blockquote", B | MB }, { "body", B | MB }, { "br", S | V },
    { "button", S | MS }, { "caption", B | MS }, { "cite", S | MS },
    { "code", S }, { "col", B | V }, { "colgroup", B }, { "command", K | V },
    { "dd", B | MB }, { "del", S | MS }, { "details", K | MB },
    { "dfn", S | MS }, { "div", B | MB }, { "dl", B | MB },
    { "dt", B | MS }, { "em", S | MS }, { "embed", K | V },
    { "fieldset", B | MB }, { "figcaption", B | MB }, { "figure", K | MB },
    { "footer", B | MB }, { "form", B | MB }, { "h1", B | MS },
    { "h2", B | MS }, { "h3", B | MS }, { "h4", B | MS }, { "h5", B | MS },
    { "h6", B | MS }, { "head", B }, { "header", B | MB },
    { "hgroup", B | MB }, { "hr", B | V }, { "html", B }, { "i", S | MS },
    { "iframe", B | MB }, { "img", S | V }, { "input", S | V },
    { "ins", S | MS }, { "kbd", S }, { "keygen", K | V },
    { "label", S | MS }, { "legend", B | MS }, { "li", B | MB },
    { "link", K | V }, { "main", B | MB }, { "map", B | MB }, { "mark", S },
    { "math", K }, { "menu", B | MB }, { "meta", K | V }, { "nav", B | MB },
    { "noscript", K | MB }, { "object", K | MB }, { "ol", B },
    { "optgroup", B | MS }, { "option", S }, { "p", B | MS },
    { "param", K | V }, { "pre", B }, { "q", S | MS }, { "rb", S | MS },
    { "rbc", S | MS }, { "rp", S | MS }, { "rt", S | MS },
    { "rtc", S | MS }, { "ruby", S | MS }, { "samp", S },
    { "script", K }, { "section", B | MB }, { "select", S | MS },
    { "small", S | MS }, { "source", K | V }, { "span", S | MS },
    { "strong", S | MS }, { "style", K }, { "sub", S | MS },
    { "summary", B | MB }, { "sup", S | MS }, { "table", B },
    { "tbody", B }, { "td", B | MB }, { "textarea", K }, { "tfoot", B },
    { "th", B | MS }, { "thead", B }, { "tr", B }, { "track", K | V },
    { "tt", S | MS }, { "u", S }, { "ul", B }, { "var", S },
    { "wbr", K | V }
};

#undef K
#undef S
#undef B
#undef V
#undef MB
#undef MS


/* The flags of an element, or 0 for an unknown one; binary search, since this
 * is asked for each tag. */
int
faimi_md_element(faimi_slice_t name)
{
    int     rc;
    size_t  lo, hi, mid;

    lo = 0;
    hi = sizeof(faimi_md_elements) / sizeof(faimi_md_elements[0]);

    while (lo < hi) {
        mid = (lo + hi) / 2;
        rc = faimi_slice_cmp(name,
                             faimi_slice_str(faimi_md_elements[mid].name));

        if (rc == 0) {
            return faimi_md_elements[mid].flags;
        }

        if (rc < 0) {
            hi = mid;

        } else {
            lo = mid + 1;
        }
    }

    return 0;
}


/* NCName ::= [[:alpha:]_] [-[:alnum:]._]*
 * NCNAME_STR of REXML. Its end, or 0. */
static size_t
faimi_md_html_ncname(faimi_slice_t s, size_t at)
{
    size_t    next;
    uint32_t  c;

    if (at >= s.len) {
        return 0;
    }

    next = at;
    c = faimi_utf8_next(s, &next);

    if (c != '_' && !faimi_utf8_is_alpha(c)) {
        return 0;
    }

    for (at = next; at < s.len; at = next) {
        next = at;
        c = faimi_utf8_next(s, &next);

        if (c != '-' && c != '.' && c != '_' && !faimi_utf8_is_alnum(c)) {
            break;
        }
    }

    return at;
}


/* Name ::= (NCName ':')? NCName
 * UNAME_STR of REXML: a prefix without a name after its colon is the name
 * itself. */
size_t
faimi_md_html_name(faimi_slice_t s, size_t at)
{
    size_t  end, more;

    end = faimi_md_html_ncname(s, at);

    if (end == 0 || faimi_md_char(s, end) != ':') {
        return end;
    }

    more = faimi_md_html_ncname(s, end + 1);

    return (more == 0) ? end : more;
}


/* comment ::= '<!--' .*? '-->'
 * HTML_COMMENT_RE. Its end, or 0. */
size_t
faimi_md_html_comment(faimi_md_src_t *src, size_t at)
{
    size_t  end;

    if (at + 4 > src->text.len || memcmp(src->text.data + at, "<!--", 4)) {
        return 0;
    }

    end = faimi_md_next(src, FAIMI_MD_NEXT_COMMENT, at + 4);

    return (end == src->text.len) ? 0 : end + 3;
}


/* close ::= '</' Name \s* '>' */
size_t
faimi_md_html_close(faimi_slice_t s, size_t at, faimi_slice_t *name)
{
    size_t  end;

    if (faimi_md_char(s, at) != '<' || faimi_md_char(s, at + 1) != '/') {
        return 0;
    }

    end = faimi_md_html_name(s, at + 2);

    if (end == 0) {
        return 0;
    }

    /* the name is there even if it closes nothing in the end */
    *name = faimi_slice_sub(s, at + 2, end);
    end = faimi_md_skip_space(s, end);

    return (faimi_md_char(s, end) == '>') ? end + 1 : 0;
}


/* word ::= [[:word:]]+
 * A value without quotes: `href=/a' makes a tag no tag. */
static size_t
faimi_md_html_word(faimi_slice_t s, size_t at)
{
    size_t    next, end;
    uint32_t  c;

    for (end = 0; at < s.len; at = end = next) {
        next = at;
        c = faimi_utf8_next(s, &next);

        if (!faimi_utf8_is_word(c)) {
            break;
        }
    }

    return end;
}


/* value ::= '=' \s* (word | '"' .*? '"' | "'" .*? "'")
 * HTML_ATTRIBUTE_RE. Its end, or 0; `at` is after the attribute's name. */
static size_t
faimi_md_html_value(faimi_md_src_t *src, size_t at)
{
    char    c;
    size_t  end;

    at = faimi_md_skip_space(src->text, at);

    if (faimi_md_char(src->text, at) != '=') {
        return 0;
    }

    at = faimi_md_skip_space(src->text, at + 1);
    c = faimi_md_char(src->text, at);

    if (c != '"' && c != '\'') {
        return faimi_md_html_word(src->text, at);
    }

    end = faimi_md_next(src, (c == '"') ? FAIMI_MD_NEXT_QUOT
                                        : FAIMI_MD_NEXT_APOS, at + 1);

    return (end == src->text.len) ? 0 : end + 1;
}


/* tag ::= '<' Name (\s+ Name (\s* value)?)* \s* '/'? '>'
 * HTML_TAG_RE. A name whose value does not fit is an attribute without one,
 * and then what is there ends the tag, or makes it none.  Quotes are searched
 * for with faimi_md_next(), so that a text of openers stays linear. */
bool
faimi_md_html_tag(faimi_md_src_t *src, size_t at, faimi_md_tag_t *tag)
{
    size_t         end, name, value;
    faimi_slice_t  s;

    s = src->text;

    if (faimi_md_char(s, at) != '<') {
        return false;
    }

    end = faimi_md_html_name(s, at + 1);

    if (end == 0) {
        return false;
    }

    tag->name = faimi_slice_sub(s, at + 1, end);
    at = end;

    for ( ;; ) {
        name = faimi_md_skip_space(s, end);
        value = (name == end) ? 0 : faimi_md_html_name(s, name);

        if (value == 0) {
            break;
        }

        end = faimi_md_html_value(src, value);
        end = (end == 0) ? value : end;
    }

    tag->attrs = faimi_slice_sub(s, at, end);
    end = name;
    tag->closed = faimi_md_char(s, end) == '/';
    end += tag->closed;
    tag->end = end + 1;

    return faimi_md_char(s, end) == '>';
}


/* Whether the name at `at` is one of those that do not end a paragraph:
 * elements within a line, and script (HTML_BLOCK_START of paragraph.rb's
 * LAZY_END_HTML_START).  As its pattern has \b after the name, `<b-x>` counts
 * as <b>. */
static bool
faimi_md_html_inline(faimi_slice_t s, size_t at)
{
    size_t         end;
    faimi_slice_t  name;

    for (end = at; faimi_is_word(faimi_md_char(s, end)); end++) { /* void */ }

    if (faimi_is_high(faimi_md_char(s, end))) {
        return false;
    }

    name = faimi_slice_sub(s, at, end);

    return (faimi_md_element(name) & FAIMI_MD_EL_SPAN)
           || faimi_slice_eq(name, FAIMI_SLICE("script"));
}


/* A line that the tag of a block element begins, after at most `max` blanks. */
bool
faimi_md_html_line(faimi_slice_t s, size_t at, size_t max)
{
    size_t         n;
    faimi_slice_t  name;

    for (n = 0; n < max && faimi_md_char(s, at) == ' '; n++) {
        at++;
    }

    if (faimi_md_char(s, at) != '<') {
        return false;
    }

    if (faimi_md_char(s, at + 1) == '/') {
        return !faimi_md_html_inline(s, at + 2)
               && faimi_md_html_close(s, at, &name) != 0;
    }

    return !faimi_md_html_inline(s, at + 1)
           && faimi_md_html_name(s, at + 1) != 0;
}


/* A character of an entity's name. */
static bool
faimi_md_is_name(char c)
{
    return faimi_is_word(c) || c == ':' || c == '-' || c == '.';
}


/* reference ::= '&' ([\w:] [\w:.-]* | '#' \d+ | '#x' [0-9a-fA-F]+) ';' */
size_t
faimi_md_reference(faimi_slice_t s, size_t at)
{
    size_t  from;

    at++;

    if (faimi_md_char(s, at) != '#') {
        from = at;

        if (faimi_md_char(s, at) != '-' && faimi_md_char(s, at) != '.') {
            while (faimi_md_is_name(faimi_md_char(s, at))) {
                at++;
            }
        }

    } else if (faimi_md_char(s, at + 1) == 'x') {
        at += 2;

        for (from = at; faimi_hex(faimi_md_char(s, at)) >= 0; at++) {
            /* void */
        }

    } else {
        at++;

        for (from = at; faimi_is_digit(faimi_md_char(s, at)); at++) {
            /* void */
        }
    }

    return (at > from && faimi_md_char(s, at) == ';') ? at + 1 : 0;
}
