/*
 * Options by their names in kramdown, for _config.yml and {::options}.
 *
 * The reference: kramdown/options.rb, kramdown/parser/gfm/options.rb, and for
 * what Jekyll has of its own jekyll/converters/markdown/kramdown_parser.rb.
 */

#include "faimi_md_option.h"


void
faimi_markdown_defaults(faimi_markdown_options_t *o)
{
    size_t  i;

    memset(o, 0, sizeof(faimi_markdown_options_t));

    o->gfm = o->auto_ids = o->smart_quotes = true;
    o->parse_span_html = o->paragraph_end = o->typographic = true;
    o->mathjax = o->highlight = true;
    o->footnote_nr = 1;
    o->line = 1;
    o->auto_id_prefix = o->footnote_prefix = FAIMI_EMPTY;
    o->file = o->forbidden = FAIMI_EMPTY;
    o->footnote_backlink = FAIMI_SLICE("&#8617;");
    o->quotes[0] = 0x2018;
    o->quotes[1] = 0x2019;
    o->quotes[2] = 0x201C;
    o->quotes[3] = 0x201D;
    faimi_md_code_defaults(o);

    for (i = 1; i <= 6; i++) {
        o->toc_levels[i] = true;
    }
}


/* Options.parse for Boolean: all but "false" and "" is true, in any case. */
static bool
faimi_md_option_bool(const faimi_md_setting_t *s, void *field)
{
    bool  on;

    on = s->text.len > 0
         && !faimi_slice_eq_ci(faimi_slice_trim(s->text),
                               FAIMI_SLICE("false"));
    memcpy(field, &on, sizeof(bool));

    return true;
}


static bool
faimi_md_option_text(const faimi_md_setting_t *s, void *field)
{
    memcpy(field, &s->text, sizeof(faimi_slice_t));

    return true;
}


/* number ::= [+-]? \d+ : Ruby's Integer(), of which this is enough */
static bool
faimi_md_option_number(faimi_slice_t value, int64_t *n)
{
    bool    minus;
    size_t  i;

    value = faimi_slice_trim(value);
    minus = faimi_md_char(value, 0) == '-';
    i = minus || faimi_md_char(value, 0) == '+';

    if (i == value.len || value.len > 16) {
        return false;
    }

    for (*n = 0; i < value.len; i++) {
        if (!faimi_is_digit(value.data[i])) {
            return false;
        }

        *n = *n * 10 + (value.data[i] - '0');
    }

    *n = minus ? -*n : *n;

    return true;
}


/* An option that is a number; what is no number is not accepted. */
static bool
faimi_md_option_int(const faimi_md_setting_t *s, void *field)
{
    int64_t  n;

    if (!faimi_md_option_number(s->text, &n)) {
        return false;
    }

    memcpy(field, &n, sizeof(int64_t));

    return true;
}


/* levels ::= digit '..' digit | digit (',' digit)* */
static bool
faimi_md_option_levels(const faimi_md_setting_t *s, void *field)
{
    int            level, last;
    bool           levels[7] = { false };
    size_t         i;
    faimi_slice_t  text;

    text = s->text;

    if (text.len == 4 && text.data[1] == '.' && text.data[2] == '.') {
        level = text.data[0] - '0';
        last = text.data[3] - '0';

        if (level < 1 || level > 6 || last > 6) {
            return false;
        }

        for ( /* void */ ; level <= last; level++) {
            levels[level] = true;
        }

    } else {
        for (i = 0; i < text.len; i += 2) {
            level = text.data[i] - '0';

            if (level < 1 || level > 6
                || (i + 1 < text.len && text.data[i + 1] != ','))
            {
                return false;
            }

            levels[level] = true;
        }
    }

    memcpy(field, levels, sizeof(levels));

    return text.len > 0;
}


/* char ::= number | the name of an entity */
static bool
faimi_md_option_char(faimi_slice_t value, uint32_t *c)
{
    int64_t  n;

    value = faimi_slice_trim(value);

    if (faimi_md_option_number(value, &n)) {
        *c = (uint32_t) n;
        return n > 0 && n < 0x110000;
    }

    if (value.len == 0 || value.data[0] == '#') {
        return false;
    }

    *c = faimi_md_entity_code(value);

    return *c != FAIMI_MD_NO_ENTITY;
}


/* Four names or numbers of characters. */
static bool
faimi_md_option_quotes(const faimi_md_setting_t *s, void *field)
{
    size_t         i, at, end;
    uint32_t       quotes[4];
    faimi_slice_t  text;

    text = s->text;

    for (i = 0, at = 0; i < 4 && at < text.len; i++, at = end + 1) {
        end = faimi_slice_find_char(text, ',', at);

        if (!faimi_md_option_char(faimi_slice_sub(text, at, end), &quotes[i]))
        {
            return false;
        }
    }

    if (i < 4) {
        return false;
    }

    memcpy(field, quotes, sizeof(quotes));

    return true;
}


/* A word, as a symbol in Ruby it may have a colon before it. */
static faimi_slice_t
faimi_md_option_symbol(faimi_slice_t text)
{
    text = faimi_slice_trim(text);

    return faimi_slice_sub(text, faimi_md_char(text, 0) == ':', text.len);
}


/* Any other word is as good as `numeric` (utils/html.rb). */
static bool
faimi_md_option_entity(const faimi_md_setting_t *s, void *field)
{
    size_t                 i;
    faimi_slice_t          text;
    faimi_entity_output_t  how;

    static const char *const  names[] = {
        "as_char", "as_input", "numeric", "symbolic"
    };

    text = faimi_md_option_symbol(s->text);
    how = FAIMI_ENTITY_NUMERIC;

    for (i = 0; i < 4; i++) {
        if (faimi_slice_eq(text, faimi_slice_str(names[i]))) {
            how = (faimi_entity_output_t) i;
        }
    }

    memcpy(field, &how, sizeof(faimi_entity_output_t));

    return true;
}


/* Only MathJax is there, so {::options} can name it or turn it off.  What the
 * configuration of the site names may be the engine of a gem, which is not
 * here; MathJax takes the same input. */
static bool
faimi_md_option_math(const faimi_md_setting_t *s, void *field)
{
    bool           on;
    faimi_slice_t  name;

    name = faimi_md_option_symbol(s->text);
    on = s->page ? faimi_slice_eq(name, FAIMI_SLICE("mathjax"))
                 : name.len > 0 && !faimi_slice_eq(name, FAIMI_SLICE("nil"));
    memcpy(field, &on, sizeof(bool));

    return true;
}


/* Only rouge highlights; with any other name code is plain. */
static bool
faimi_md_option_highlighter(const faimi_md_setting_t *s, void *field)
{
    bool  on;

    on = faimi_slice_eq(faimi_md_option_symbol(s->text), FAIMI_SLICE("rouge"));
    memcpy(field, &on, sizeof(bool));

    return true;
}


/* The parser is a class of that name, its first letter made a capital. */
static bool
faimi_md_option_input(const faimi_md_setting_t *s, void *field)
{
    bool           gfm;
    faimi_slice_t  name;

    name = faimi_md_option_symbol(s->text);
    gfm = faimi_slice_eq(name, FAIMI_SLICE("GFM"));

    if (!gfm && !faimi_slice_eq(name, FAIMI_SLICE("kramdown"))
        && !faimi_slice_eq(name, FAIMI_SLICE("Kramdown")))
    {
        return false;
    }

    memcpy(field, &gfm, sizeof(bool));

    return true;
}


/* gfm_quirks of kramdown/parser/gfm/options.rb: a list of the quirks that are
 * on. */
static bool
faimi_md_option_quirks(const faimi_md_setting_t *s, void *field)
{
    faimi_markdown_options_t  *o = s->options;

    (void) field;

    if (s->value.type == FAIMI_NIL) {
        return false;
    }

    o->paragraph_end = faimi_slice_find(s->text, FAIMI_SLICE("paragraph_end"),
                                        0) < s->text.len;
    o->typographic = faimi_slice_find(s->text,
                                      FAIMI_SLICE("no_auto_typographic"), 0)
                     == s->text.len;

    return true;
}


/* Kept as text with a comma on each side of a name, which one search then
 * finds. */
static bool
faimi_md_option_forbidden(const faimi_md_setting_t *s, void *field)
{
    faimi_slice_t  text;

    if (s->value.type == FAIMI_NIL) {
        return false;
    }

    text = faimi_arena_printf(s->arena, ",%.*s,", FAIMI_FMT(s->text));
    memcpy(field, &text, sizeof(faimi_slice_t));

    return true;
}


typedef struct {
    const char          *name;
    faimi_md_option_pt   set;
    size_t               offset;
    unsigned             flags;
} faimi_md_option_t;

/* Without effect in {::options}: kramdown looks at these when it begins with a
 * page, before it has read of others. */
#define SITE     1

/* Null in _config.yml is as if the key were not there: Jekyll has a default of
 * its own, which the site's null does not replace (configuration.rb, DEFAULTS;
 * Utils.deep_merge_hashes).  For all other options null is what it is for
 * kramdown: "", false, or an invalid value. */
#define DEFAULT  2

/* The same, and for false, too: `||=` in KramdownParser#setup. */
#define FALSY    4

#define AT(field)  offsetof(faimi_markdown_options_t, field)

static const faimi_md_option_t  faimi_md_options[] = {
    { "auto_ids", faimi_md_option_bool, AT(auto_ids), DEFAULT },
    { "auto_id_prefix", faimi_md_option_text, AT(auto_id_prefix), 0 },
    { "auto_id_stripping", faimi_md_option_bool, AT(auto_id_stripping), 0 },
    { "entity_output", faimi_md_option_entity, AT(entity_output), DEFAULT },
    { "footnote_backlink", faimi_md_option_text, AT(footnote_backlink), 0 },
    { "footnote_backlink_inline", faimi_md_option_bool, AT(backlink_inline),
      0 },
    { "footnote_nr", faimi_md_option_int, AT(footnote_nr), DEFAULT },
    { "footnote_prefix", faimi_md_option_text, AT(footnote_prefix), 0 },
    { "forbidden_inline_options", faimi_md_option_forbidden, AT(forbidden),
      SITE },
    { "gfm_quirks", faimi_md_option_quirks, 0, SITE },
    { "guess_lang", faimi_md_option_guess, 0, SITE | DEFAULT },
    { "hard_wrap", faimi_md_option_bool, AT(hard_wrap), SITE | DEFAULT },
    { "header_offset", faimi_md_option_int, AT(header_offset), 0 },
    { "html_to_native", faimi_md_option_bool, AT(html_to_native), 0 },
    { "input", faimi_md_option_input, AT(gfm), SITE | DEFAULT },
    { "link_defs", faimi_md_option_links, AT(link_defs), SITE },
    { "math_engine", faimi_md_option_math, AT(mathjax), 0 },
    { "parse_block_html", faimi_md_option_bool, AT(parse_block_html), 0 },
    { "parse_span_html", faimi_md_option_bool, AT(parse_span_html), 0 },
    { "remove_line_breaks_for_cjk", faimi_md_option_bool, AT(join_cjk), 0 },
    { "smart_quotes", faimi_md_option_quotes, AT(quotes), DEFAULT },
    { "syntax_highlighter", faimi_md_option_highlighter, AT(highlight),
      FALSY },
    { "syntax_highlighter_opts", faimi_md_option_code, 0, FALSY },
    { "toc_levels", faimi_md_option_levels, AT(toc_levels), DEFAULT },
    { "typographic_symbols", faimi_md_option_symbols, AT(symbols), 0 }
};

#undef AT


/* The value as kramdown would read it from text: a list's parts with commas
 * between them. */
static faimi_slice_t
faimi_md_option_as_text(faimi_arena_t *arena, faimi_value_t v)
{
    size_t        i;
    faimi_buf_t  *b;

    if (v.type != FAIMI_ARRAY) {
        return faimi_value_slice(arena, v);
    }

    b = faimi_buf_create(arena, FAIMI_MAX_SOURCE);

    for (i = 0; i < v.u.array->n; i++) {
        faimi_buf_str(b, (i > 0) ? "," : "");
        faimi_buf_add(b, faimi_md_option_symbol(
                             faimi_value_slice(arena, v.u.array->items[i])));
    }

    return faimi_buf_slice(b);
}


/* Sets the option of the row, or says why not. */
static faimi_rc_t
faimi_md_option_apply(faimi_md_setting_t *s, const faimi_md_option_t *row)
{
    if (s->page && (row->flags & SITE)) {
        return FAIMI_NOT_FOUND;
    }

    if ((s->value.type == FAIMI_NIL && (row->flags & (DEFAULT | FALSY)))
        || (!faimi_value_truthy(s->value) && (row->flags & FALSY)))
    {
        return FAIMI_OK;
    }

    return row->set(s, (char *) s->options + row->offset) ? FAIMI_OK
                                                          : FAIMI_ERROR;
}


/* Finds the row of the name. */
static faimi_rc_t
faimi_md_option_set(faimi_md_setting_t *s, faimi_slice_t name)
{
    size_t                    i;
    const faimi_md_option_t  *row;

    s->text = faimi_md_option_as_text(s->arena, s->value);

    for (i = 0; i < sizeof(faimi_md_options) / sizeof(faimi_md_options[0]);
         i++)
    {
        row = &faimi_md_options[i];

        if (faimi_slice_eq(name, faimi_slice_str(row->name))) {
            return faimi_md_option_apply(s, row);
        }
    }

    return FAIMI_NOT_FOUND;
}


faimi_rc_t
faimi_markdown_option(faimi_arena_t *arena, faimi_markdown_options_t *options,
    faimi_slice_t name, faimi_value_t value)
{
    faimi_md_setting_t  s;

    memset(&s, 0, sizeof(faimi_md_setting_t));
    s.arena = arena;
    s.options = options;
    s.value = value;

    return faimi_md_option_set(&s, name);
}


/* An option from {::options}.  One that the site forbids, one without effect
 * there and an invalid value change nothing: kramdown warns, and goes on. */
void
faimi_md_page_option(faimi_md_doc_t *doc, faimi_slice_t name,
    faimi_slice_t value)
{
    faimi_slice_t       key;
    faimi_md_setting_t  s;

    key = faimi_arena_printf(doc->arena, ",%.*s,", FAIMI_FMT(name));

    if (faimi_slice_find(doc->options.forbidden, key, 0)
        < doc->options.forbidden.len)
    {
        return;
    }

    memset(&s, 0, sizeof(faimi_md_setting_t));
    s.arena = doc->arena;
    s.options = &doc->options;
    s.value = FAIMI_V_STRING(value);
    s.page = true;
    (void) faimi_md_option_set(&s, name);
}
