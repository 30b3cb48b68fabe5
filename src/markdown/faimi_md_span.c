/*
 * The span parser's loop: to the next place where anything may begin, the
 * frame's end first, then the rules by their first character.
 *
 * The reference: parse_spans and update_tree of kramdown/parser/kramdown.rb.
 */

#include "faimi_md_memo.h"


/* end ::= mark
 * Not after white space, not as part of a longer mark, an underscore not
 * before a letter or digit, and never without content: `****' is text
 * (parse_emphasis of emphasis.rb, sub_parse). */
static bool
faimi_md_at_mark(const faimi_md_spans_t *p, const faimi_md_frame_t *f)
{
    size_t         at, next, n;
    faimi_slice_t  s;

    s = p->src.text;
    at = p->src.pos;

    for (n = 0; n < f->width; n++) {
        if (faimi_md_char(s, at + n) != f->mark) {
            return false;
        }
    }

    /* `****' is text, not emphasis of nothing */
    if (f->tree->first == NULL || faimi_is_space(s.data[at - 1])) {
        return false;
    }

    next = at + n;

    if (f->width == 1 && faimi_md_char(s, next) == f->mark
        && faimi_md_char(s, next + 1) != f->mark)
    {
        return false;
    }

    return f->mark != '_' || next >= s.len
           || !faimi_utf8_is_alnum(faimi_utf8_next(s, &next));
}


/* The end tag of the frame's element; in any case if HTML knows it. */
static bool
faimi_md_at_end_tag(const faimi_md_spans_t *p, const faimi_md_frame_t *f)
{
    faimi_slice_t  name;

    if (faimi_md_html_close(p->src.text, p->src.pos, &name) == 0) {
        return false;
    }

    if (faimi_slice_eq(name, f->tree->value.s)) {
        return true;
    }

    return faimi_md_element(f->tree->value.s) != 0
           && faimi_slice_eq_ci(name, f->tree->value.s);
}


/* Brackets are counted while the text of a link is read
 * (LINK_BRACKET_STOP_RE): true at the one that closes it.  An image that comes
 * about takes its bracket back, in faimi_md_spans_token(). */
static bool
faimi_md_at_bracket(faimi_md_spans_t *p, const faimi_md_frame_t *f)
{
    size_t  at;

    at = p->src.pos;

    switch (p->src.text.data[at]) {
    case ']':
        return faimi_md_memo_close(p, f, at);
    case '!':
        if (faimi_md_char(p->src.text, at + 1) == '[') {
            faimi_md_memo_open(p, at);
        }

        return false;
    case '[':
        faimi_md_memo_open(p, at);
        return false;
    default:
        return false;
    }
}


/* Whether the frame ends at src.pos. */
static bool
faimi_md_at_end(faimi_md_spans_t *p, const faimi_md_frame_t *f)
{
    switch (f->until) {
    case FAIMI_MD_UNTIL_MARK:
        return faimi_md_at_mark(p, f);
    case FAIMI_MD_UNTIL_BRACKET:
        return faimi_md_at_bracket(p, f);
    case FAIMI_MD_UNTIL_TAG:
        return faimi_md_at_end_tag(p, f);
    default:
        return false;
    }
}


static bool
faimi_md_is_quote(char c)
{
    return c == '"' || c == '\'';
}


/* Rules for characters that begin no bracket, mark or tag. */
static bool
faimi_md_dispatch_char(faimi_md_spans_t *p, char c)
{
    switch (c) {
    case '$':
        return faimi_md_math_span(p);
    case '{':
        return faimi_md_extension_span(p);
    case '&':
        return faimi_md_entity(p);
    case '-': case '.': case '>': case '<':
        return faimi_md_symbols(p);
    case ' ':
        return faimi_md_symbols(p) || faimi_md_break(p);
    case '\\':
        return faimi_md_symbols(p) || faimi_md_break(p)
               || faimi_md_escape(p);
    case '~':
        return faimi_md_strike(p);
    default:
        return false;
    }
}


/* The rules in the order of @span_parsers, by the first character: only those
 * that can begin with it are tried. */
static bool
faimi_md_dispatch(faimi_md_spans_t *p)
{
    char    c;
    bool    done;
    size_t  next;

    c = p->src.text.data[p->src.pos];

    switch (c) {
    case '*': case '_':
        return faimi_md_emphasis(p);
    case '`':
        return faimi_md_code_span(p);
    case '<':
        done = faimi_md_autolink(p) || faimi_md_html_span(p);
        break;
    case '[':
        done = faimi_md_note_marker(p) || faimi_md_link(p);
        break;
    case '!':
        done = faimi_md_link(p);
        break;
    default:
        done = false;
        break;
    }

    if (done) {
        return true;
    }

    next = p->src.pos;
    (void) faimi_utf8_next(p->src.text, &next);

    if (faimi_md_is_quote(c)
        || (c != '\\' && faimi_md_is_quote(faimi_md_char(p->src.text, next))))
    {
        return faimi_md_quotes(p);
    }

    return faimi_md_dispatch_char(p, c);
}


/* Within raw elements, and in the cells of a table that is looked through. */
static bool
faimi_md_dispatch_only(faimi_md_spans_t *p)
{
    return (p->src.text.data[p->src.pos] == '`') ? faimi_md_code_span(p)
                                                 : faimi_md_html_span(p);
}


/* The rules of SmartyPants, in its order. */
static bool
faimi_md_dispatch_smart(faimi_md_spans_t *p)
{
    char    c;
    size_t  next;

    c = p->src.text.data[p->src.pos];
    next = p->src.pos;
    (void) faimi_utf8_next(p->src.text, &next);

    if (faimi_md_is_quote(c)
        || (c != '\\' && faimi_md_is_quote(faimi_md_char(p->src.text, next))))
    {
        return faimi_md_quotes(p);
    }

    switch (c) {
    case '<':
        return faimi_md_html_span(p) || faimi_md_symbols(p);
    case '&':
        return faimi_md_entity(p);
    case '-': case '.': case '>': case ' ': case '\\':
        return faimi_md_symbols(p);
    default:
        return false;
    }
}


/* One token: a rule takes it, or its first character is text. */
static void
faimi_md_spans_token(faimi_md_spans_t *p, const faimi_md_frame_t *f)
{
    bool    done;
    size_t  at, next;

    at = p->src.pos;
    done = (f->flags & FAIMI_MD_ONLY) ? faimi_md_dispatch_only(p)
           : (f->flags & FAIMI_MD_SMART) ? faimi_md_dispatch_smart(p)
           : faimi_md_dispatch(p);

    if (!done) {
        next = at;
        (void) faimi_utf8_next(p->src.text, &next);
        faimi_md_add_chars(p, next - at);
    }

    /* an image took the bracket that it began with */
    if (f->until == FAIMI_MD_UNTIL_BRACKET && p->src.text.data[at] == '!'
        && p->src.pos > at + 2 && f->tree->last->type == FAIMI_MD_IMG)
    {
        p->nopen--;
    }
}


/* Whether other frames have shown that this one finds no end from here
 * (faimi_md_memo.c).  An attribute list is no place to tell: it reads what is
 * before it, which differs between frames. */
static bool
faimi_md_spans_hopeless(faimi_md_spans_t *p, faimi_md_frame_t *f)
{
    size_t  close;

    /* an attribute list is read by what is before it, too */
    if (p->src.text.data[p->src.pos] == '{') {
        return false;
    }

    if (f->until == FAIMI_MD_UNTIL_MARK && f->tree->first != NULL) {
        faimi_md_memo_visit(p);

        return faimi_md_memo_fails(p, f);
    }

    if (f->until == FAIMI_MD_UNTIL_BRACKET) {
        close = f->sure ? 0 : faimi_md_memo_ahead(p, f);
        f->sure = f->sure
                  || (close > 1 && faimi_md_link_leads(p, f, close - 2));

        if (close != 0 && !f->sure) {
            faimi_md_memo_giveup(p, f);
            return true;
        }

        faimi_md_memo_visit(p);
    }

    return false;
}


/* parse_spans: text up to the next token, the frame's end, then the rules. */
static bool
faimi_md_spans_loop(faimi_md_spans_t *p, faimi_md_frame_t *f)
{
    size_t  at, len;

    len = p->src.text.len;

    while (p->src.pos < len) {
        faimi_md_step(p->doc, 1);
        at = faimi_md_token(p, f, p->src.pos);

        if (at == len) {
            if (f->until == FAIMI_MD_UNTIL_END) {
                faimi_md_add_chars(p, len - p->src.pos);
            }

            return false;
        }

        faimi_md_add_chars(p, at - p->src.pos);

        if (faimi_md_spans_hopeless(p, f)) {
            return false;
        }

        if (faimi_md_at_end(p, f)) {
            return true;
        }

        faimi_md_spans_token(p, f);

        if (f->lost) {
            return false;
        }
    }

    return false;
}


/* A frame from its content to its end.  Frames nest as the calls do, as in
 * kramdown, where parse_spans calls itself; the depth is limited. */
bool
faimi_md_spans_run(faimi_md_spans_t *p, faimi_md_frame_t *f)
{
    bool               found;
    faimi_md_frame_t  *outer;

    outer = p->frame;
    p->frame = f;
    f->visited = p->nvisited;

    faimi_md_enter(p->doc, &p->doc->depth, FAIMI_MAX_SPAN_DEPTH);
    found = faimi_md_spans_loop(p, f);
    p->doc->depth--;

    faimi_md_memo_end(p, f, found);
    p->frame = outer;

    return found;
}


/* A text with a frame of its own, which ends with it. */
void
faimi_md_spans_text(faimi_md_doc_t *doc, faimi_md_node_t *el,
    faimi_slice_t s, unsigned flags)
{
    faimi_md_spans_t  p;
    faimi_md_frame_t  f;

    memset(&p, 0, sizeof(faimi_md_spans_t));
    memset(&f, 0, sizeof(faimi_md_frame_t));
    p.doc = doc;
    faimi_md_src_init(&p.src, s);
    f.tree = el;
    f.flags = flags;
    (void) faimi_md_spans_run(&p, &f);
}


/* update_tree of kramdown/parser/kramdown.rb: replaces all raw text by what it
 * means, gives blocks their attribute lists, drops the marks of ends, and
 * joins blank lines.  The block parser has bounded the depth.  Definitions
 * keep their EOB, since links and notes refer to it; other EOBs are given
 * back. */
void
faimi_md_spans_pass(faimi_md_doc_t *doc, faimi_md_node_t *el)
{
    faimi_md_node_t  *child, *next, *raw;

    for (child = el->first; child != NULL; child = next) {
        next = child->next;

        if (child->ial != NULL) {
            doc->at = child->at;
            faimi_md_ial_apply(doc, &child->attrs, child->ial);
        }

        if (child->type == FAIMI_MD_RAW_TEXT) {
            raw = child;
            doc->at = raw->at;
            faimi_md_spans_text(doc, raw, raw->value.s,
                                doc->smart ? FAIMI_MD_SMART : 0);
            faimi_md_unwrap(raw);
            faimi_md_release(&doc->pool, raw);

        } else if (child->type == FAIMI_MD_EOB) {
            faimi_md_remove(child);

            if (child->kind <= FAIMI_MD_EOB_EXTENSION) {
                faimi_md_release(&doc->pool, child);
            }

        } else if (child->type == FAIMI_MD_BLANK) {
            if (child->prev != NULL && child->prev->type == FAIMI_MD_BLANK) {
                faimi_md_remove(child);
                faimi_md_release(&doc->pool, child);
            }

        } else if (child->first != NULL) {
            faimi_md_spans_pass(doc, child);

            if (child->type == FAIMI_MD_DT
                || (child->type == FAIMI_MD_HEADER
                    && doc->options.auto_id_stripping))
            {
                child->u.text = faimi_md_plain(doc, child);
            }
        }
    }
}
