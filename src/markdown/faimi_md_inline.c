/*
 * The small rules of spans: code, mathematics, autolinks, entities, breaks,
 * escapes, strikethrough, and attribute lists of spans.
 *
 * The reference: codespan.rb, math.rb, autolink.rb, html_entity.rb,
 * line_break.rb, escaped_chars.rb and extensions.rb of
 * kramdown/parser/kramdown, and of strikethrough kramdown/parser/gfm.rb.
 */

#include "faimi_md_span.h"


/* For each tick the length of the longest run after its own: from the end of
 * the text, once. */
static void
faimi_md_ticks_count(faimi_md_spans_t *p)
{
    size_t         i, end;
    uint32_t       n, longest;
    faimi_slice_t  s;

    s = p->src.text;
    p->ticks = faimi_alloc(p->doc->arena, s.len * sizeof(uint32_t));

    for (i = s.len, longest = 0; i > 0; i--) {
        if (s.data[i - 1] != '`') {
            continue;
        }

        for (end = i; i > 0 && s.data[i - 1] == '`'; i--) {
            p->ticks[i - 1] = longest;
        }

        n = (uint32_t) (end - i++);
        longest = (n > longest) ? n : longest;
    }
}


/* The n ticks that close those at `at`; or the length of the text.  The first
 * search that fails makes the table, and no other needs to fail again. */
static size_t
faimi_md_ticks_close(faimi_md_spans_t *p, size_t at, size_t n)
{
    size_t         end;
    faimi_slice_t  s;

    s = p->src.text;

    if (p->ticks != NULL && p->ticks[at] < n) {
        return s.len;
    }

    end = faimi_slice_find(s, faimi_slice_sub(s, at, at + n), at + n);

    if (end == s.len && p->ticks == NULL) {
        faimi_md_ticks_count(p);
    }

    return end;
}


/* code ::= '`'+ .*? the same
 * parse_codespan.  Between longer marks one blank goes at each end.  The
 * closing run may be longer: the rest of it is read on. */
bool
faimi_md_code_span(faimi_md_spans_t *p)
{
    size_t            at, n, end;
    faimi_slice_t     s, code;
    faimi_md_node_t  *node;

    s = p->src.text;
    at = p->src.pos;

    for (n = 1; faimi_md_char(s, at + n) == '`'; n++) { /* void */ }

    /* a lone tick between white space is text */
    if (n == 1 && (at == 0 || faimi_is_space(s.data[at - 1]))
        && faimi_is_space(faimi_md_char(s, at + 1)))
    {
        faimi_md_add_chars(p, 1);
        return true;
    }

    end = faimi_md_ticks_close(p, at, n);

    /* the whole run is text, not its first tick alone */
    if (end == s.len) {
        faimi_md_add_chars(p, n);
        return true;
    }

    code = faimi_slice_sub(s, at + n, end);

    if (n > 1 && code.len > 0 && code.data[0] == ' ') {
        code = faimi_slice_sub(code, 1, code.len);
    }

    if (n > 1 && code.len > 0 && code.data[code.len - 1] == ' ') {
        code.len--;
    }

    node = faimi_md_add_node(p, FAIMI_MD_CODESPAN);
    node->value.s = code;
    p->src.pos = end + n;

    return true;
}


/* math ::= '$$' .*? '$$' */
bool
faimi_md_math_span(faimi_md_spans_t *p)
{
    size_t            at, end;
    faimi_slice_t     s;
    faimi_md_node_t  *node;

    s = p->src.text;
    at = p->src.pos;

    if (faimi_md_char(s, at + 1) != '$') {
        return false;
    }

    end = faimi_md_next(&p->src, FAIMI_MD_NEXT_MATH, at + 2);

    if (end >= s.len) {
        return false;
    }

    node = faimi_md_add_node(p, FAIMI_MD_MATH);
    node->span = true;
    node->value.s = faimi_slice_trim(faimi_slice_sub(s, at + 2, end));
    p->src.pos = end + 2;

    return true;
}


/* part ::= [[:alnum:]_.-]*
 * Its end. */
static size_t
faimi_md_mail_part(faimi_slice_t s, size_t at)
{
    size_t    next;
    uint32_t  c;

    for ( /* void */ ; at < s.len; at = next) {
        next = at;
        c = faimi_utf8_next(s, &next);

        if (c != '-' && c != '_' && c != '.' && !faimi_utf8_is_alnum(c)) {
            break;
        }
    }

    return at;
}


/* mail ::= [[:alnum:]_.-]+ '@' [[:alnum:]_.-]+ '>'
 * Where the '>' is, or 0. */
static size_t
faimi_md_mail(faimi_slice_t s, size_t at)
{
    size_t  middle, end;

    middle = faimi_md_mail_part(s, at);

    if (middle == at || faimi_md_char(s, middle) != '@') {
        return 0;
    }

    end = faimi_md_mail_part(s, middle + 1);

    return (end > middle + 1 && faimi_md_char(s, end) == '>') ? end : 0;
}


/* autolink ::= '<' ((mailto | https? | ftps?) ':' .+? | mail) '>'
 * AUTOLINK_START of autolink.rb, before HTML: <http://x> is no tag. */
bool
faimi_md_autolink(faimi_md_spans_t *p)
{
    size_t            at, i, end;
    faimi_slice_t     s, href, text, scheme;
    faimi_md_node_t  *node;

    static const char *const  schemes[] = {
        "mailto:", "http:", "https:", "ftp:", "ftps:", NULL
    };

    s = p->src.text;
    at = p->src.pos + 1;
    end = 0;

    for (i = 0; schemes[i] != NULL && end == 0; i++) {
        scheme = faimi_slice_str(schemes[i]);

        if (faimi_slice_starts(faimi_slice_sub(s, at, s.len), scheme)) {
            end = faimi_md_next(&p->src, FAIMI_MD_NEXT_GT,
                                at + scheme.len + 1);
            end = (end == s.len || faimi_md_line_end(s, at) < end) ? 0 : end;
        }
    }

    href = faimi_slice_sub(s, at, end);

    if (end == 0) {
        end = faimi_md_mail(s, at);

        if (end == 0) {
            return false;
        }

        href = faimi_arena_printf(p->doc->arena, "mailto:%.*s",
                                  FAIMI_FMT(faimi_slice_sub(s, at, end)));
    }

    text = faimi_slice_sub(s, at, end);

    /* the scheme of a mail address is not shown */
    if (faimi_slice_starts(text, FAIMI_SLICE("mailto:"))) {
        text = faimi_slice_sub(text, sizeof("mailto:") - 1, text.len);
    }

    node = faimi_md_add_node(p, FAIMI_MD_A);
    faimi_md_attr_set(p->doc, &node->attrs, FAIMI_SLICE("href"), href);
    p->src.pos = end + 1;

    if (text.len > 0) {
        faimi_md_append(node, faimi_md_node(&p->doc->pool, FAIMI_MD_TEXT));
        node->first->value.s = text;
    }

    return true;
}


/* entity ::= '&' (name | '#' digits | '#x' digits) ';' */
bool
faimi_md_entity(faimi_md_spans_t *p)
{
    size_t            at, end;
    faimi_slice_t     s;
    faimi_md_node_t  *node;

    s = p->src.text;
    at = p->src.pos;
    end = faimi_md_reference(s, at);

    if (end == 0) {
        return false;
    }

    node = faimi_md_add_node(p, FAIMI_MD_ENTITY);
    p->src.pos = faimi_md_entity_set(node, s, at, end);
    faimi_md_add_chars(p, end - p->src.pos);

    return true;
}


/* break ::= ('  ' | '\\\\') (?= '\n')
 * LINE_BREAK of line_break.rb.  With hard_wrap every line end is a break, made
 * by the pass over the tree (faimi_md_id.c); none is made here. */
bool
faimi_md_break(faimi_md_spans_t *p)
{
    char           c;
    size_t         at;
    faimi_slice_t  s;

    s = p->src.text;
    at = p->src.pos;
    c = s.data[at];

    /* with hard_wrap each line end becomes a break, later and of itself */
    if (p->doc->options.hard_wrap || (c != ' ' && c != '\\')
        || faimi_md_char(s, at + 1) != c || faimi_md_char(s, at + 2) != '\n')
    {
        return false;
    }

    (void) faimi_md_add_node(p, FAIMI_MD_BR);
    p->src.pos += 2;

    return true;
}


/* escape ::= '\' one of the characters that can mean something
 * ESCAPED_CHARS of escaped_chars.rb, and in GFM the tilde. */
bool
faimi_md_escape(faimi_md_spans_t *p)
{
    char  c;

    c = faimi_md_char(p->src.text, p->src.pos + 1);

    if (c == '\0' || strchr("\\.*_+`<>()[]{}#!:|\"'$=-~", c) == NULL
        || (c == '~' && !p->doc->options.gfm))
    {
        return false;
    }

    p->src.pos++;
    faimi_md_add_chars(p, 1);

    return true;
}


/* strike ::= '~~' (?! \s | '~') .*? [^\s~] '~~'
 * STRIKETHROUGH_MATCH of gfm.rb, in GFM alone.  Its content is a text of its
 * own, in which nothing is open.  Each level reads its text again, which the
 * depth bounds. */
bool
faimi_md_strike(faimi_md_spans_t *p)
{
    char              c;
    size_t            at, end;
    faimi_slice_t     s;
    faimi_md_node_t  *node;

    s = p->src.text;
    at = p->src.pos + 2;
    c = faimi_md_char(s, at);

    if (!p->doc->options.gfm || faimi_md_char(s, at - 1) != '~'
        || at >= s.len || c == '~' || faimi_is_space(c))
    {
        return false;
    }

    end = faimi_md_next(&p->src, FAIMI_MD_NEXT_TILDES, at + 1);

    if (end >= s.len) {
        return false;
    }

    node = faimi_md_add_node(p, FAIMI_MD_HTML);
    node->value.s = FAIMI_SLICE("del");
    node->span = true;
    node->model = FAIMI_MD_MODEL_SPAN;
    p->src.pos = end + 2;
    faimi_md_enter(p->doc, &p->doc->depth, FAIMI_MAX_SPAN_DEPTH);
    faimi_md_spans_text(p->doc, node, faimi_slice_sub(s, at, end), 0);
    p->doc->depth--;

    return true;
}


/* ial ::= '{:' content '}'
 * The attribute list of the span before it (parse_span_extensions).  After
 * text there is none: kramdown warns, and shows it.  In a table's lines, which
 * are looked through before they are cells, it may follow text. */
static bool
faimi_md_span_ial(faimi_md_spans_t *p)
{
    size_t            at, close;
    faimi_md_ial_t   *ial;
    faimi_md_node_t  *last;

    at = p->src.pos + 2;
    last = p->frame->tree->last;
    close = faimi_md_next(&p->src, FAIMI_MD_NEXT_BRACE, at);
    close = faimi_md_brace(p->src.text, at, close, false);

    /* after text it is text itself: kramdown warns, and shows it */
    if (close == 0 || last == NULL
        || (last->type == FAIMI_MD_TEXT
            && !(p->frame->flags & FAIMI_MD_TABLE_TEXT)))
    {
        return false;
    }

    p->src.pos = close + 1;
    ial = NULL;
    faimi_md_ial_parse(p->doc, faimi_slice_sub(p->src.text, at, close), &ial);

    if (last->ial == NULL) {
        last->ial = faimi_alloc(p->doc->arena, sizeof(faimi_md_ial_t));
    }

    faimi_md_ial_merge(p->doc, last->ial, ial);
    faimi_md_ial_apply(p->doc, &last->attrs, ial);

    return true;
}


/* span ::= extension | ial
 * Otherwise it is text, but of that the brace alone, as what follows may be
 * markup. */
bool
faimi_md_extension_span(faimi_md_spans_t *p)
{
    faimi_rc_t  rc;

    rc = faimi_md_extension(p->doc, &p->src, p->frame->tree, true);

    if (rc == FAIMI_ERROR
        || (rc == FAIMI_NOT_FOUND && !faimi_md_span_ial(p)))
    {
        faimi_md_add_chars(p, 1);
    }

    return true;
}
