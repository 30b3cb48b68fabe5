/*
 * Links and images: [text](url "title"), [text][name], [name]; with `!' in
 * front an image.
 *
 * The reference: kramdown/parser/kramdown/link.rb, and of footnotes
 * footnote.rb in the same folder.
 */

#include "faimi_md_memo.h"


/* Bytes within which most parentheses close: no table is made for those. */
#define FAIMI_MD_NEAR  512


typedef struct {
    faimi_slice_t    url;
    faimi_slice_t    title;
    bool             has_title;
    faimi_md_ial_t  *ial;
    size_t           end;
} faimi_md_target_t;


/* The name under which a link is found: runs of white space become one blank,
 * at its ends as well, and letters lower case (normalize_link_id of link.rb).
 */
faimi_slice_t
faimi_md_link_name(faimi_md_doc_t *doc, faimi_slice_t s)
{
    char    *p;
    size_t   i, n;

    p = faimi_alloc_text(doc->arena, s.len);

    for (i = 0, n = 0; i < s.len; i++) {
        if (!faimi_is_space(s.data[i])) {
            p[n++] = s.data[i];

        } else if (n == 0 || p[n - 1] != ' ') {
            p[n++] = ' ';
        }
    }

    return faimi_md_downcase(doc, faimi_slice(p, n));
}


/* A backslash that escapes.  The set is that of kramdown's own rule, without
 * the tilde that GFM adds: alt texts and names are made by link.rb, which has
 * the former. */
static bool
faimi_md_is_escaped(faimi_slice_t s, size_t i)
{
    return s.data[i] == '\\' && i + 1 < s.len && s.data[i + 1] != '\0'
           && strchr("\\.*_+`<>()[]{}#!:|\"'$=-", s.data[i + 1]) != NULL;
}


/* Without the backslashes of escapes; the same slice where there is none. */
static faimi_slice_t
faimi_md_link_unescape(faimi_md_doc_t *doc, faimi_slice_t s)
{
    char    *p;
    size_t   i, n;

    if (faimi_slice_find_char(s, '\\', 0) == s.len) {
        return s;
    }

    p = faimi_alloc_text(doc->arena, s.len);

    for (i = 0, n = 0; i < s.len; i++) {
        i += faimi_md_is_escaped(s, i);
        p[n++] = s.data[i];
    }

    return faimi_slice(p, n);
}


/* title ::= \s* quote .+? quote \s* ')'
 * LINK_INLINE_TITLE_RE. Sets the title and the end of the link. */
static bool
faimi_md_link_title(faimi_md_spans_t *p, size_t at, faimi_md_target_t *t)
{
    char           quote;
    size_t         from;
    faimi_slice_t  s;

    s = p->src.text;
    from = faimi_md_skip_space(s, at) + 1;
    quote = faimi_md_char(s, from - 1);

    if (quote != '"' && quote != '\'') {
        return false;
    }

    at = faimi_md_next(&p->src, (quote == '"') ? FAIMI_MD_NEXT_TITLE2
                                               : FAIMI_MD_NEXT_TITLE1,
                       from + 1);

    if (at >= s.len) {
        return false;
    }

    t->title = faimi_slice_sub(s, from, at);
    t->has_title = true;
    t->end = faimi_md_skip_space(s, at + 1) + 1;

    return true;
}


/* url ::= '(<' .*? '>' (')' | title)
 * True if the angle is there and closes on its line; *found says whether a
 * link came of it, which may not be tried again as a plain URL. */
static bool
faimi_md_link_angle(faimi_md_spans_t *p, size_t at, faimi_md_target_t *t,
    bool *found)
{
    size_t         close;
    faimi_slice_t  s;

    s = p->src.text;
    *found = false;

    if (faimi_md_char(s, at + 1) != '<') {
        return false;
    }

    close = faimi_md_next(&p->src, FAIMI_MD_NEXT_GT, at + 2);

    if (close == s.len || faimi_md_line_end(s, at) < close) {
        return false;
    }

    t->url = faimi_slice_sub(s, at + 2, close);

    if (faimi_md_char(s, close + 1) == ')') {
        t->end = close + 2;
        *found = true;

    } else {
        *found = faimi_md_link_title(p, close + 1, t);
    }

    return true;
}


/* The partners of all parentheses of the text, in one pass with a stack. */
static void
faimi_md_link_parens(faimi_md_spans_t *p)
{
    size_t          i, n;
    uint32_t       *open;
    faimi_slice_t   s;

    s = p->src.text;
    p->paren = faimi_alloc(p->doc->arena, s.len * sizeof(uint32_t));
    open = faimi_alloc(p->doc->arena, s.len * sizeof(uint32_t));

    for (i = 0, n = 0; i < s.len; i++) {
        if (s.data[i] == '(') {
            open[n++] = (uint32_t) i;

        } else if (s.data[i] == ')' && n > 0) {
            p->paren[open[--n]] = (uint32_t) i;
        }
    }
}


/* The parenthesis that closes the one at `at`; 0 if there is none.  The near
 * ones are counted; the table for the rest is made once for a text, so that a
 * thousand openers cost no thousand searches. */
static size_t
faimi_md_link_paren(faimi_md_spans_t *p, size_t at)
{
    size_t         i, depth, end;
    faimi_slice_t  s;

    s = p->src.text;
    end = (s.len - at > FAIMI_MD_NEAR) ? at + FAIMI_MD_NEAR : s.len;

    for (i = at, depth = 0; i < end; i++) {
        depth += (s.data[i] == '(');

        if (s.data[i] == ')' && --depth == 0) {
            return i;
        }
    }

    if (end == s.len) {
        return 0;
    }

    if (p->paren == NULL) {
        faimi_md_link_parens(p);
    }

    return p->paren[at];
}


/* url ::= '(' balanced ')' | '(' text \s title
 * LINK_PAREN_STOP_RE: parentheses are counted, but a quote after white space
 * ends the URL, whatever is open, and begins the title. */
static bool
faimi_md_link_plain(faimi_md_spans_t *p, size_t at, faimi_md_target_t *t)
{
    size_t         close, quote;
    faimi_slice_t  s;

    s = p->src.text;
    close = faimi_md_link_paren(p, at);
    quote = faimi_md_next(&p->src, FAIMI_MD_NEXT_SPACED, at);

    /* a quote after white space ends the URL even within parentheses */
    if (close != 0 && close < quote) {
        t->url = faimi_slice_trim(faimi_slice_sub(s, at + 1, close));
        t->end = close + 1;
        return true;
    }

    t->url = faimi_slice_trim(faimi_slice_sub(s, at + 1, quote));

    return quote < s.len && faimi_md_link_title(p, quote + 1, t);
}


/* id ::= \s* '[' [^\]]* ']'
 * LINK_INLINE_ID_RE: its end, or 0. */
static size_t
faimi_md_link_id(faimi_md_spans_t *p, size_t at, faimi_slice_t *id)
{
    size_t  close;

    at = faimi_md_skip_space(p->src.text, at);

    if (faimi_md_char(p->src.text, at) != '[') {
        return 0;
    }

    close = faimi_md_next(&p->src, FAIMI_MD_NEXT_BRACKET, at + 1);

    if (close == p->src.text.len) {
        return 0;
    }

    *id = faimi_slice_sub(p->src.text, at + 1, close);

    return close + 1;
}


/* Looks a name up.  Only what can be a name is normalised: nothing beyond
 * twice the longest one (runs of white space and escapes count as written).
 * `text`: it is the text of the link, in which backslashes escape. */
static bool
faimi_md_link_find(faimi_md_spans_t *p, faimi_slice_t id, bool text,
    faimi_md_target_t *t)
{
    const faimi_value_t   *value;
    const faimi_md_link_t *link;

    if (p->doc->links->n == 0 || id.len > 2 * p->doc->longest) {
        return false;
    }

    faimi_md_step(p->doc, id.len / 16);

    id = text ? faimi_md_link_unescape(p->doc, id) : id;
    value = faimi_map_get(p->doc->links, faimi_md_link_name(p->doc, id));

    if (value == NULL) {
        return false;
    }

    link = value->u.object.data;
    t->url = link->url;
    t->title = link->title;
    t->has_title = link->has_title;
    t->ial = (link->eob == NULL) ? NULL : link->eob->ial;

    return true;
}


/* target ::= id | '(' url title? ')' | nothing
 * Where the link leads whose text is [from, close).  False: nowhere, so that
 * its brackets are text. */
static bool
faimi_md_link_target(faimi_md_spans_t *p, size_t from, size_t close,
    faimi_md_target_t *t)
{
    bool           found;
    size_t         end;
    faimi_slice_t  id;

    memset(t, 0, sizeof(faimi_md_target_t));
    id = FAIMI_EMPTY;
    end = faimi_md_link_id(p, close + 1, &id);

    if (end != 0 || faimi_md_char(p->src.text, close + 1) != '(') {
        t->end = (end == 0) ? close + 1 : end;

        /* [text][] is looked up by its text, like [text] */
        if (id.len > 0) {
            return faimi_md_link_find(p, id, false, t);
        }

        return faimi_md_link_find(p, faimi_slice_sub(p->src.text, from,
                                                     close), true, t);
    }

    if (faimi_md_link_angle(p, close + 1, t, &found)) {
        return found;
    }

    return faimi_md_link_plain(p, close + 1, t);
}


/* Adds the element (add_link of link.rb).  The text of an image is its `alt`
 * as it was written, so that what was parsed of it is given back. */
static void
faimi_md_link_add(faimi_md_spans_t *p, faimi_md_node_t *el,
    const faimi_md_target_t *t, faimi_slice_t text)
{
    faimi_md_doc_t  *doc;

    doc = p->doc;
    /* the definition's attributes come first: href stays what the link says */
    el->ial = t->ial;

    if (t->ial != NULL) {
        faimi_md_ial_apply(doc, &el->attrs, t->ial);
    }

    if (el->type == FAIMI_MD_A) {
        faimi_md_attr_set(doc, &el->attrs, FAIMI_SLICE("href"), t->url);

    } else {
        faimi_md_attr_set(doc, &el->attrs, FAIMI_SLICE("src"), t->url);
        faimi_md_attr_set(doc, &el->attrs, FAIMI_SLICE("alt"),
                          faimi_md_link_unescape(doc, text));
        if (el->first != NULL) {
            faimi_md_release_all(&doc->pool, el);
        }
    }

    if (t->has_title) {
        faimi_md_attr_set(doc, &el->attrs, FAIMI_SLICE("title"), t->title);
    }

    faimi_md_append(p->frame->tree, el);
    p->src.pos = t->end;
}


/* Whether the text of the frame, up to the bracket at `close`, makes a link.
 * What closes it may be the tag of an image, too, and then it does not. */
bool
faimi_md_link_leads(faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t close)
{
    faimi_md_target_t  t;

    return p->src.text.data[close] == ']'
           && faimi_md_link_target(p, f->from, close, &t);
}


/* Reads the text of a link, from the bracket at `at`, into the frame, and
 * finds its target.  What is known of that bracket is asked first: a link that
 * cannot be is not read. */
static bool
faimi_md_link_text(faimi_md_spans_t *p, faimi_md_frame_t *f, size_t at,
    faimi_md_target_t *t)
{
    size_t  partner, visited;

    partner = faimi_md_memo_partner(p, f, at);
    f->sure = partner > 1 && faimi_md_link_leads(p, f, partner - 2);

    if (partner != 0 && !f->sure) {
        return false;
    }

    visited = p->nvisited;
    p->src.pos = f->from;
    f->open = p->nopen;
    faimi_md_memo_open(p, at);

    if (!faimi_md_spans_run(p, f)) {
        faimi_md_memo_unclosed(p, f);
        return false;
    }

    if (!faimi_md_link_target(p, f->from, p->src.pos, t)) {
        faimi_md_memo_unlinked(p, f, p->src.pos);
        return false;
    }

    p->nopen = f->open;
    p->nvisited = visited;

    return true;
}


/* link ::= '!'? '[' text ']' target
 * No link within a link; an image may be in both. */
bool
faimi_md_link(faimi_md_spans_t *p)
{
    bool               image;
    size_t             at, from, close;
    faimi_slice_t      s;
    faimi_md_frame_t   f;
    faimi_md_target_t  t;

    s = p->src.text;
    at = p->src.pos;
    image = (s.data[at] == '!');
    from = at + 1 + image;

    if (s.data[from - 1] != '[' || from >= s.len || s.data[from] == '^') {
        return false;
    }

    /* no links in links; images may be */
    if (!image && (p->frame->flags & FAIMI_MD_IN_LINK) != 0) {
        faimi_md_add_chars(p, 1);
        return true;
    }

    memset(&f, 0, sizeof(faimi_md_frame_t));
    f.tree = faimi_md_node(&p->doc->pool, image ? FAIMI_MD_IMG : FAIMI_MD_A);
    f.until = FAIMI_MD_UNTIL_BRACKET;
    f.flags = p->frame->flags | FAIMI_MD_IN_LINK;
    f.from = from;

    if (!faimi_md_link_text(p, &f, at, &t)) {
        faimi_md_release(&p->doc->pool, f.tree);
        p->src.pos = at;
        faimi_md_add_chars(p, from - at);
        return true;
    }

    close = p->src.pos;
    faimi_md_link_add(p, f.tree, &t, faimi_slice_sub(s, from, close));

    return true;
}


/* marker ::= '[^' name ']'
 * FOOTNOTE_MARKER_START of footnote.rb; text, if no such note is defined
 * anywhere in the page. */
bool
faimi_md_note_marker(faimi_md_spans_t *p)
{
    size_t                end;
    faimi_slice_t         s, name;
    faimi_md_node_t      *node;
    faimi_md_note_t      *note;
    const faimi_value_t  *value;

    s = p->src.text;
    end = (faimi_md_char(s, p->src.pos + 1) == '^')
          ? faimi_md_id_name(s, p->src.pos + 2) : 0;

    if (end == 0 || faimi_md_char(s, end) != ']') {
        return false;
    }

    name = faimi_slice_sub(s, p->src.pos + 2, end);
    value = faimi_map_get(p->doc->notes, name);

    if (value == NULL) {
        faimi_md_add_chars(p, end + 1 - p->src.pos);
        return true;
    }

    note = value->u.object.data;
    node = faimi_md_add_node(p, FAIMI_MD_FOOTNOTE);
    node->u.data = note;
    p->src.pos = end + 1;

    return true;
}
