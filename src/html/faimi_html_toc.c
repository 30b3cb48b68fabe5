/*
 * jekyll-toc 0.18 (lib/table_of_contents/parser.rb): the headings of a page as
 * nested lists, and an anchor in each heading.
 *
 * Headings are found in one pass.  A heading counts unless it has the class
 * "no_toc" or lies in an element of one of the classes options->no_toc; for
 * the latter the open elements are kept on a stack.
 *
 * The tag {% toc %} and the filter that adds anchors find the headings each for
 * itself, with the same ids: an id depends only on the headings before it.
 */

#include "faimi_case.h"
#include "faimi_html.h"
#include "faimi_html_edit.h"


/* Open elements that are kept: a bound for the stack and for the search in it.
 * What lies deeper counts as part of the same sections. */
#define FAIMI_HTML_TOC_DEPTH  128


typedef struct {
    int             level;       /* 1 to 6 */
    faimi_slice_t   id;          /* as written in HTML */
    faimi_slice_t   text;        /* as written in HTML, without tags */
    const char     *inside;      /* where the heading's content begins */
} faimi_html_heading_t;


typedef struct {
    faimi_slice_t  name;
    bool           no_toc;
} faimi_html_open_t;


typedef struct {
    const faimi_html_toc_options_t  *options;
    faimi_arena_t                   *arena;
    faimi_html_heading_t            *headings;
    size_t                           n;
    size_t                           cap;
    faimi_html_open_t                open[FAIMI_HTML_TOC_DEPTH];
    size_t                           nopen;
    size_t                           nno_toc;   /* of them in a section that
                                                   is left out */
    faimi_map_t                     *used;      /* made ids, and how often */
} faimi_html_toc_t;


/* The level of a heading, or 0. */
static int
faimi_html_toc_level(faimi_slice_t name)
{
    return (name.len == 2 && (name.data[0] == 'h' || name.data[0] == 'H')
            && name.data[1] >= '1' && name.data[1] <= '6')
           ? name.data[1] - '0' : 0;
}


/* Void elements have no end tag and would stay open. */
static void
faimi_html_toc_enter(faimi_html_toc_t *toc, const faimi_html_token_t *tag)
{
    size_t              i;
    faimi_html_open_t  *open;

    if (toc->nopen == FAIMI_HTML_TOC_DEPTH || faimi_html_is_void(tag->name)) {
        return;
    }

    open = &toc->open[toc->nopen++];
    open->name = tag->name;
    open->no_toc = false;

    for (i = 0; i < toc->options->nno_toc && !open->no_toc; i++) {
        open->no_toc = faimi_html_has_class(tag, toc->options->no_toc[i]);
    }

    toc->nno_toc += open->no_toc;
}


/* An end tag closes the innermost element of its name and all within it; one
 * without an open element is ignored. */
static void
faimi_html_toc_leave(faimi_html_toc_t *toc, faimi_slice_t name)
{
    size_t  n;

    n = toc->nopen;

    while (n > 0 && !faimi_slice_eq_ci(toc->open[n - 1].name, name)) {
        n--;
    }

    if (n == 0) {
        return;
    }

    while (toc->nopen >= n) {
        toc->nno_toc -= toc->open[--toc->nopen].no_toc;
    }
}


/* The character of a numeric reference at `*at`, which moves past it; 0: there
 * is no valid one. */
static uint32_t
faimi_html_toc_number(faimi_slice_t s, size_t *at)
{
    int       base, digit;
    size_t    i;
    uint32_t  code;

    i = *at + 2;
    base = 10;
    code = 0;

    if (i < s.len && faimi_lower(s.data[i]) == 'x') {
        base = 16;
        i++;
    }

    for ( /* void */ ; i < s.len && code < 0x110000; i++) {
        digit = faimi_hex(s.data[i]);

        if (digit < 0 || digit >= base) {
            break;
        }

        code = code * (uint32_t) base + (uint32_t) digit;
    }

    if (code == 0 || i >= s.len || s.data[i] != ';') {
        return 0;
    }

    *at = i + 1;

    return code;
}


/* The next character of a heading's text; of references by name it is "&",
 * which no id keeps: most of them are punctuation. */
static uint32_t
faimi_html_toc_char(faimi_slice_t s, size_t *at)
{
    size_t    end;
    uint32_t  code;

    if (s.data[*at] != '&') {
        return faimi_utf8_next(s, at);
    }

    if (*at + 1 < s.len && s.data[*at + 1] == '#') {
        code = faimi_html_toc_number(s, at);

        if (code != 0) {
            return code;
        }
    }

    for (end = *at + 1; end < s.len && faimi_is_alnum(s.data[end]); end++) {
        /* void */
    }

    *at = (end < s.len && s.data[end] == ';') ? end + 1 : *at + 1;

    return '&';
}


/* helper.rb: downcase, without [^\p{Word}\- ], blanks as "-", and CGI.escape
 * of what is beyond ASCII. */
static faimi_slice_t
faimi_html_toc_make_id(faimi_html_toc_t *toc, faimi_slice_t text)
{
    size_t        at, i;
    uint32_t      code;
    faimi_buf_t  *id, *utf8;

    id = faimi_buf_create(toc->arena, FAIMI_MAX_OUTPUT);
    utf8 = faimi_buf_create(toc->arena, FAIMI_MAX_OUTPUT);

    for (at = 0; at < text.len; /* void */ ) {
        code = faimi_html_toc_char(text, &at);

        if (code == ' ' || code == '-') {
            faimi_buf_char(utf8, '-');

        } else if (faimi_utf8_is_word(code)) {
            faimi_case_down_char(utf8, code);
        }
    }

    for (i = 0; i < utf8->len; i++) {
        if (faimi_is_high(utf8->data[i])) {
            faimi_buf_printf(id, "%%%02X", (unsigned char) utf8->data[i]);
        } else {
            faimi_buf_char(id, utf8->data[i]);
        }
    }

    return faimi_arena_copy(toc->arena, faimi_buf_slice(id));
}


/* The id that a heading has, or one made of its text; the second of one text
 * is "text-1".  Ids that the page gives are not counted, as in the plugin,
 * where each is an object of its own. */
static faimi_slice_t
faimi_html_toc_id(faimi_html_toc_t *toc, const faimi_html_token_t *tag,
    faimi_slice_t text)
{
    int64_t               n;
    faimi_slice_t         id;
    const faimi_value_t  *found;

    if (faimi_html_attr(tag, "id", &id)) {
        return id;
    }

    id = faimi_html_toc_make_id(toc, text);
    found = faimi_map_find(toc->used, FAIMI_V_STRING(id));
    n = (found == NULL) ? 0 : found->u.integer;
    faimi_map_set(toc->arena, toc->used, id, FAIMI_V_INT(n + 1));

    return (n == 0) ? id
           : faimi_arena_printf(toc->arena, "%.*s-%lld", FAIMI_FMT(id),
                                (long long) n);
}


/* Reads on to the end of the heading that `tag` begins. */
static faimi_slice_t
faimi_html_toc_text(faimi_html_toc_t *toc, faimi_html_reader_t *r,
    const faimi_html_token_t *tag)
{
    size_t               i;
    faimi_buf_t         *text;
    faimi_html_token_t   t;

    text = faimi_buf_create(toc->arena, FAIMI_MAX_OUTPUT);

    for (t = faimi_html_next(r); t.kind != FAIMI_HTML_END;
         t = faimi_html_next(r))
    {
        if (t.kind == FAIMI_HTML_END_TAG
            && faimi_slice_eq_ci(t.name, tag->name))
        {
            break;
        }

        /* a "<" or ">" that belongs to no tag has to be escaped */
        for (i = 0; t.kind == FAIMI_HTML_TEXT && i < t.source.len; i++) {
            faimi_buf_str(text, (t.source.data[i] == '<') ? "&lt;"
                                : (t.source.data[i] == '>') ? "&gt;" : "");

            if (t.source.data[i] != '<' && t.source.data[i] != '>') {
                faimi_buf_char(text, t.source.data[i]);
            }
        }
    }

    return faimi_arena_copy(toc->arena, faimi_buf_slice(text));
}


static void
faimi_html_toc_heading(faimi_html_toc_t *toc, faimi_html_reader_t *r,
    const faimi_html_token_t *tag, int level)
{
    faimi_html_heading_t  *h;

    if (toc->n == toc->cap) {
        toc->headings = faimi_arena_grow(toc->arena, toc->headings, toc->n,
                                         &toc->cap,
                                         sizeof(faimi_html_heading_t));
    }

    h = &toc->headings[toc->n++];
    h->level = level;
    h->inside = r->html.data + r->at;
    h->text = faimi_html_toc_text(toc, r, tag);
    h->id = faimi_html_toc_id(toc, tag, h->text);
}


static void
faimi_html_toc_find(faimi_html_toc_t *toc, faimi_slice_t html,
    const faimi_html_toc_options_t *options, faimi_arena_t *arena)
{
    int                  level;
    faimi_html_token_t   t;
    faimi_html_reader_t  r;

    memset(toc, 0, sizeof(faimi_html_toc_t));
    toc->options = options;
    toc->arena = arena;
    toc->used = faimi_map_create(arena);
    faimi_html_open(&r, html);

    for (t = faimi_html_next(&r); t.kind != FAIMI_HTML_END;
         t = faimi_html_next(&r))
    {
        level = faimi_html_toc_level(t.name);

        if (t.kind == FAIMI_HTML_END_TAG) {
            faimi_html_toc_leave(toc, t.name);

        } else if (t.kind == FAIMI_HTML_START_TAG && level == 0) {
            faimi_html_toc_enter(toc, &t);

        } else if (t.kind == FAIMI_HTML_START_TAG && toc->nno_toc == 0
                   && level >= options->min_level
                   && level <= options->max_level
                   && !faimi_html_has_class(&t, FAIMI_SLICE("no_toc")))
        {
            faimi_html_toc_heading(toc, &r, &t, level);
        }
    }
}


static void
faimi_html_toc_item(faimi_buf_t *out, const faimi_html_toc_options_t *o,
    const faimi_html_heading_t *h)
{
    faimi_buf_printf(out, "<li class=\"%.*s %.*sh%d\"><a href=\"#%.*s\">",
                     FAIMI_FMT(o->item_class), FAIMI_FMT(o->item_prefix),
                     h->level, FAIMI_FMT(h->id));
    faimi_buf_add(out, h->text);
    faimi_buf_str(out, "</a>");
}


static void
faimi_html_toc_sublist(faimi_buf_t *out, const faimi_html_toc_options_t *o)
{
    faimi_buf_printf(out, "\n<%s", o->ordered ? "ol" : "ul");

    if (o->sublist_class.len > 0) {
        faimi_buf_printf(out, " class=\"%.*s\"", FAIMI_FMT(o->sublist_class));
    }

    faimi_buf_str(out, ">\n");
}


/* How many entries come before the next one of `level`. */
static size_t
faimi_html_toc_nested(const faimi_html_heading_t *h, size_t n, int level)
{
    size_t  i;

    for (i = 0; i < n && h[i].level != level; i++) {
        /* void */
    }

    return i;
}


/* Parser#build_toc_list: entries of the smallest level are items, what follows
 * one is a list within it; entries before the first one are not nested.  Each
 * call has a greater smallest level than its caller: at most six are open, and
 * each entry is read once at each. */
static void
faimi_html_toc_list(faimi_buf_t *out, const faimi_html_toc_options_t *o,
    const faimi_html_heading_t *h, size_t n)
{
    int     min;
    size_t  i, nested;

    min = 7;

    for (i = 0; i < n; i++) {
        min = (h[i].level < min) ? h[i].level : min;
    }

    for (i = 0; i < n; i++) {
        if (h[i].level != min) {
            nested = faimi_html_toc_nested(&h[i], n - i, min);
            faimi_html_toc_list(out, o, &h[i], nested);
            i += nested - 1;
            continue;
        }

        faimi_html_toc_item(out, o, &h[i]);
        nested = faimi_html_toc_nested(&h[i + 1], n - i - 1, min);

        if (nested > 0) {
            faimi_html_toc_sublist(out, o);
            faimi_html_toc_list(out, o, &h[i + 1], nested);
            faimi_buf_str(out, o->ordered ? "</ol>\n" : "</ul>\n");
            i += nested;
        }

        faimi_buf_str(out, "</li>\n");
    }
}


void
faimi_html_toc(faimi_buf_t *out, faimi_slice_t html,
    const faimi_html_toc_options_t *options, faimi_arena_t *arena)
{
    const char        *list;
    faimi_html_toc_t   toc;

    list = options->ordered ? "ol" : "ul";
    faimi_html_toc_find(&toc, html, options, arena);
    faimi_buf_printf(out, "<%s id=\"%.*s\" class=\"%.*s\">\n", list,
                     FAIMI_FMT(options->list_id),
                     FAIMI_FMT(options->list_class));
    faimi_html_toc_list(out, options, toc.headings, toc.n);
    faimi_buf_printf(out, "</%s>", list);
}


/* The plugin's serializer writes what is beyond ASCII in a href as %XX. */
static void
faimi_html_toc_anchor(faimi_buf_t *out, faimi_slice_t id)
{
    size_t  i;

    faimi_buf_str(out, "<a class=\"anchor\" href=\"#");

    for (i = 0; i < id.len; i++) {
        if (faimi_is_high(id.data[i]) || id.data[i] == ' ') {
            faimi_buf_printf(out, "%%%02X", (unsigned char) id.data[i]);
        } else {
            faimi_buf_char(out, id.data[i]);
        }
    }

    faimi_buf_str(out, "\" aria-hidden=\"true\">"
                  "<span class=\"octicon octicon-link\"></span></a>");
}


void
faimi_html_anchors(faimi_buf_t *out, faimi_slice_t html,
    const faimi_html_toc_options_t *options, faimi_arena_t *arena)
{
    size_t             i;
    faimi_html_toc_t   toc;
    faimi_html_edit_t  e;

    faimi_html_toc_find(&toc, html, options, arena);
    faimi_html_edit_open(&e, out, html);

    for (i = 0; i < toc.n; i++) {
        faimi_html_edit_cut(&e, faimi_slice(toc.headings[i].inside, 0));
        faimi_html_toc_anchor(out, toc.headings[i].id);
    }

    if (!faimi_html_edit_close(&e)) {
        faimi_buf_add(out, html);
    }
}
