/*
 * The tokens of HTML (faimi_html_reader.h).
 *
 * Each byte is read at most twice.  The two searches that could fail at every
 * token are not repeated: once no ">" follows, no tag is looked for any more,
 * and raw text that is never closed is the rest of the page.
 */

#include "faimi_html_reader.h"


/* Elements whose content has no tags: raw text and RCDATA of the standard. */
static const char *const  faimi_html_raw[] = {
    "script", "style", "textarea", "title", "xmp", NULL
};

/* Void elements, which have no end tag. */
static const char *const  faimi_html_void[] = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
    "param", "source", "track", "wbr", NULL
};


static bool
faimi_html_is_one_of(faimi_slice_t name, const char *const *names)
{
    for ( /* void */ ; *names != NULL; names++) {
        if (faimi_slice_eq_ci(name, faimi_slice_str(*names))) {
            return true;
        }
    }

    return false;
}


bool
faimi_html_is_void(faimi_slice_t name)
{
    return faimi_html_is_one_of(name, faimi_html_void);
}


static size_t
faimi_html_skip_space(faimi_slice_t s, size_t at)
{
    while (at < s.len && faimi_is_space(s.data[at])) {
        at++;
    }

    return at;
}


/* An attribute's value at `at`, in quotes or up to white space or ">"; returns
 * the position after it. */
static size_t
faimi_html_skip_value(faimi_slice_t s, size_t at, faimi_slice_t *value)
{
    char    quote;
    size_t  from;

    quote = (at < s.len) ? s.data[at] : '\0';

    if (quote == '"' || quote == '\'') {
        from = at + 1;
        at = faimi_slice_find_char(s, quote, from);
        *value = faimi_slice_sub(s, from, at);

        return (at < s.len) ? at + 1 : at;
    }

    from = at;

    while (at < s.len && !faimi_is_space(s.data[at]) && s.data[at] != '>') {
        at++;
    }

    *value = faimi_slice_sub(s, from, at);

    return at;
}


/* One attribute: name, name=value.  Returns the position after it; an empty
 * name: the tag ends here. */
static size_t
faimi_html_skip_attr(faimi_slice_t s, size_t at, faimi_slice_t *name,
    faimi_slice_t *value)
{
    size_t  from, next;

    do {
        at = faimi_html_skip_space(s, at);
    } while (at < s.len && s.data[at] == '/' && ++at);

    from = at;
    *value = FAIMI_EMPTY;

    /* An "=" that begins a name belongs to it, as the standard has it. */
    while (at < s.len && !faimi_is_space(s.data[at]) && s.data[at] != '>'
           && s.data[at] != '/' && (s.data[at] != '=' || at == from))
    {
        at++;
    }

    *name = faimi_slice_sub(s, from, at);
    next = faimi_html_skip_space(s, at);

    if (name->len > 0 && next < s.len && s.data[next] == '=') {
        next = faimi_html_skip_space(s, next + 1);
        at = faimi_html_skip_value(s, next, value);
    }

    return at;
}


/* The ">" that ends the attributes from `at` on, or the end of the text. */
static size_t
faimi_html_tag_end(faimi_slice_t s, size_t at)
{
    faimi_slice_t  name, value;

    do {
        at = faimi_html_skip_attr(s, at, &name, &value);
    } while (name.len > 0);

    return at;
}


static size_t
faimi_html_name_end(faimi_slice_t s, size_t at)
{
    while (at < s.len && !faimi_is_space(s.data[at]) && s.data[at] != '>'
           && s.data[at] != '/')
    {
        at++;
    }

    return at;
}


/* "<" and a letter, or "</" and a letter: a tag.  False: it is not a tag, or is
 * never closed, and then it is text. */
static bool
faimi_html_tag(faimi_html_reader_t *r, faimi_html_token_t *t)
{
    size_t         from, to, end;
    faimi_slice_t  s;

    s = r->html;
    from = r->at + 1;
    t->kind = FAIMI_HTML_START_TAG;

    if (from < s.len && s.data[from] == '/') {
        t->kind = FAIMI_HTML_END_TAG;
        from++;
    }

    if (from >= s.len || !faimi_is_alpha(s.data[from]) || r->no_gt) {
        return false;
    }

    to = faimi_html_name_end(s, from);
    end = faimi_html_tag_end(s, to);

    if (end >= s.len) {
        r->no_gt = true;
        return false;
    }

    t->name = faimi_slice_sub(s, from, to);
    t->attrs = faimi_slice_sub(s, to, end);
    t->source = faimi_slice_sub(s, r->at, end + 1);

    if (t->kind == FAIMI_HTML_START_TAG
        && faimi_html_is_one_of(t->name, faimi_html_raw))
    {
        r->raw = t->name;
    }

    return true;
}


/* A comment, a declaration or an instruction; false: it is none of these. */
static bool
faimi_html_other(faimi_html_reader_t *r, faimi_html_token_t *t)
{
    size_t         end;
    faimi_slice_t  s, rest;

    s = r->html;
    rest = faimi_slice_sub(s, r->at, s.len);

    if (faimi_slice_starts(rest, FAIMI_SLICE("<!--"))) {
        end = faimi_slice_find(s, FAIMI_SLICE("-->"), r->at + 4) + 2;

    } else if (faimi_slice_starts(rest, FAIMI_SLICE("<!"))
               || faimi_slice_starts(rest, FAIMI_SLICE("<?")))
    {
        end = faimi_slice_find_char(s, '>', r->at);

    } else {
        return false;
    }

    /* What is never closed reaches to the end of the text. */
    t->kind = FAIMI_HTML_OTHER;
    t->source = faimi_slice_sub(s, r->at, end + 1);

    return true;
}


/* The end of the raw text that is open, before its "</script".  Any other "</"
 * in it is text. */
static size_t
faimi_html_raw_end(const faimi_html_reader_t *r)
{
    size_t         at, from;
    faimi_slice_t  s, name;

    s = r->html;

    for (at = r->at; at < s.len; at = from) {
        at = faimi_slice_find(s, FAIMI_SLICE("</"), at);
        from = at + 2;
        name = faimi_slice_sub(s, from, from + r->raw.len);

        if (faimi_slice_eq_ci(name, r->raw)) {
            break;
        }
    }

    return (at < s.len) ? at : s.len;
}


/* The text up to `end`.  A "<" that begins no tag is part of it: the next text
 * begins there, which makes two texts of one. */
static faimi_html_token_t
faimi_html_text(faimi_html_reader_t *r, size_t end)
{
    faimi_html_token_t  t;

    memset(&t, 0, sizeof(faimi_html_token_t));
    t.kind = FAIMI_HTML_TEXT;
    t.source = faimi_slice_sub(r->html, r->at, end);
    r->at = end;

    return t;
}


faimi_html_token_t
faimi_html_next(faimi_html_reader_t *r)
{
    size_t              end;
    faimi_html_token_t  t;

    memset(&t, 0, sizeof(faimi_html_token_t));

    if (r->at >= r->html.len) {
        return t;
    }

    if (r->raw.len > 0) {
        end = faimi_html_raw_end(r);
        r->raw = FAIMI_EMPTY;

        if (end > r->at) {
            return faimi_html_text(r, end);
        }
    }

    if (r->html.data[r->at] == '<'
        && (faimi_html_other(r, &t) || faimi_html_tag(r, &t)))
    {
        r->at += t.source.len;
        return t;
    }

    return faimi_html_text(r, faimi_slice_find_char(r->html, '<', r->at + 1));
}


bool
faimi_html_attr(const faimi_html_token_t *tag, const char *name,
    faimi_slice_t *value)
{
    size_t         at;
    faimi_slice_t  found, wanted;

    at = 0;
    wanted = faimi_slice_str(name);

    do {
        at = faimi_html_skip_attr(tag->attrs, at, &found, value);

        if (faimi_slice_eq_ci(found, wanted)) {
            return true;
        }

    } while (found.len > 0);

    return false;
}


bool
faimi_html_has_class(const faimi_html_token_t *tag, faimi_slice_t name)
{
    size_t         at, from;
    faimi_slice_t  classes;

    if (!faimi_html_attr(tag, "class", &classes)) {
        return false;
    }

    for (at = 0; at < classes.len; /* void */ ) {
        from = at = faimi_html_skip_space(classes, at);

        while (at < classes.len && !faimi_is_space(classes.data[at])) {
            at++;
        }

        if (faimi_slice_eq(faimi_slice_sub(classes, from, at), name)) {
            return true;
        }
    }

    return false;
}


/* `<body(.*?)>\s*` and then all before "</body>": by text, not by tokens, as
 * the plugins do. */
faimi_slice_t
faimi_html_body(faimi_slice_t html)
{
    size_t  from, to;

    from = faimi_slice_find(html, FAIMI_SLICE("<body"), 0);

    if (from == html.len) {
        return html;
    }

    from = faimi_slice_find_char(html, '>', from);

    if (from == html.len) {
        return faimi_slice_sub(html, html.len, html.len);
    }

    from = faimi_html_skip_space(html, from + 1);
    to = faimi_slice_find(html, FAIMI_SLICE("</body>"), from);

    return faimi_slice_sub(html, from, to);
}


/* Elements are counted by name, not kept on a stack: this is enough to know
 * whether text is in one of them, also in pages whose tags do not nest. */
void
faimi_html_within(faimi_html_within_t *w, const faimi_html_token_t *tag)
{
    size_t  i;

    for (i = 0; w->names[i] != NULL; i++) {
        if (!faimi_slice_eq_ci(tag->name, faimi_slice_str(w->names[i]))) {
            continue;
        }

        if (tag->kind == FAIMI_HTML_START_TAG) {
            w->depth[i]++;
            w->open++;

        } else if (tag->kind == FAIMI_HTML_END_TAG && w->depth[i] > 0) {
            w->depth[i]--;
            w->open--;
        }
    }
}
