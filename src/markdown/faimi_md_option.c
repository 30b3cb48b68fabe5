/*
 * Options by their names in kramdown, for _config.yml and {::options}.
 */

#include "faimi_md_rules.h"


typedef faimi_markdown_options_t  faimi_md_options_t;

typedef bool (*faimi_md_option_pt)(faimi_md_options_t *o, size_t offset,
    faimi_slice_t value);


void
faimi_markdown_defaults(faimi_markdown_options_t *o)
{
    size_t  i;

    memset(o, 0, sizeof(faimi_markdown_options_t));

    o->auto_ids = o->auto_id_stripping = o->smart_quotes = true;
    o->parse_span_html = o->paragraph_end = o->typographic = true;
    o->mathjax = o->highlight = true;
    o->footnote_nr = 1;
    o->line = 1;
    o->auto_id_prefix = o->footnote_prefix = o->file = FAIMI_EMPTY;
    o->footnote_backlink = FAIMI_SLICE("&#8617;");
    o->default_lang = FAIMI_SLICE("plaintext");
    o->quotes[0] = 0x2018;
    o->quotes[1] = 0x2019;
    o->quotes[2] = 0x201C;
    o->quotes[3] = 0x201D;

    for (i = 1; i <= 6; i++) {
        o->toc_levels[i] = true;
    }
}


static bool
faimi_md_option_bool(faimi_md_options_t *o, size_t offset,
    faimi_slice_t value)
{
    bool  on;

    on = value.len > 0
         && !faimi_slice_eq_ci(faimi_slice_trim(value), FAIMI_SLICE("false"));
    memcpy((char *) o + offset, &on, sizeof(bool));

    return true;
}


static bool
faimi_md_option_text(faimi_md_options_t *o, size_t offset,
    faimi_slice_t value)
{
    memcpy((char *) o + offset, &value, sizeof(faimi_slice_t));

    return true;
}


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


static bool
faimi_md_option_int(faimi_md_options_t *o, size_t offset, faimi_slice_t value)
{
    int64_t  n;

    if (!faimi_md_option_number(value, &n)) {
        return false;
    }

    memcpy((char *) o + offset, &n, sizeof(int64_t));

    return true;
}


/* levels ::= digit '..' digit | digit (',' digit)* */
static bool
faimi_md_option_levels(faimi_md_options_t *o, size_t offset,
    faimi_slice_t value)
{
    int     level, last;
    bool    levels[7] = { false };
    size_t  i;

    (void) offset;

    if (value.len == 4 && value.data[1] == '.' && value.data[2] == '.') {
        level = value.data[0] - '0';
        last = value.data[3] - '0';

        if (level < 1 || level > 6 || last > 6) {
            return false;
        }

        for ( /* void */ ; level <= last; level++) {
            levels[level] = true;
        }

    } else {
        for (i = 0; i < value.len; i += 2) {
            level = value.data[i] - '0';

            if (level < 1 || level > 6
                || (i + 1 < value.len && value.data[i + 1] != ','))
            {
                return false;
            }

            levels[level] = true;
        }
    }

    memcpy(o->toc_levels, levels, sizeof(levels));

    return value.len > 0;
}


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
faimi_md_option_quotes(faimi_md_options_t *o, size_t offset,
    faimi_slice_t value)
{
    size_t    i, at, end;
    uint32_t  quotes[4];

    for (i = 0, at = 0; i < 4 && at < value.len; i++, at = end + 1) {
        end = faimi_slice_find_char(value, ',', at);

        if (!faimi_md_option_char(faimi_slice_sub(value, at, end),
                                  &quotes[i]))
        {
            return false;
        }
    }

    if (i < 4) {
        return false;
    }

    memcpy((char *) o + offset, quotes, sizeof(quotes));

    return true;
}


static bool
faimi_md_option_entity(faimi_md_options_t *o, size_t offset,
    faimi_slice_t value)
{
    size_t  i;

    static const char *const  names[] = {
        "as_char", "as_input", "numeric", "symbolic"
    };

    (void) offset;

    if (faimi_md_char(value, 0) == ':') {
        value = faimi_slice_sub(value, 1, value.len);
    }

    for (i = 0; i < 4; i++) {
        if (faimi_slice_eq(value, faimi_slice_str(names[i]))) {
            o->entity_output = (faimi_entity_output_t) i;
            return true;
        }
    }

    return false;
}


/* An engine that there is here, or none. */
static bool
faimi_md_option_engine(faimi_md_options_t *o, size_t offset,
    faimi_slice_t value)
{
    bool  on;

    on = value.len > 0 && !faimi_slice_eq(value, FAIMI_SLICE("nil"));
    memcpy((char *) o + offset, &on, sizeof(bool));

    return true;
}


/* {default_lang: name, ...}, or none without it: what counts here of the
 * highlighter's options. */
static bool
faimi_md_option_highlighter(faimi_md_options_t *o, size_t offset,
    faimi_slice_t value)
{
    size_t         at, end;
    faimi_slice_t  key;

    key = FAIMI_SLICE("default_lang:");
    at = faimi_slice_find(value, key, 0);

    at = faimi_md_skip_space(value, at + key.len);

    for (end = at; end < value.len && value.data[end] != ','
         && value.data[end] != '}'; end++)
    {
        /* void */
    }

    return faimi_md_option_text(o, offset,
                                faimi_slice_trim(faimi_slice_sub(value, at,
                                                                 end)));
}


static bool
faimi_md_option_quirks(faimi_md_options_t *o, size_t offset,
    faimi_slice_t value)
{
    (void) offset;

    o->paragraph_end = faimi_slice_find(value, FAIMI_SLICE("paragraph_end"), 0)
                       < value.len;
    o->typographic = faimi_slice_find(value,
                                      FAIMI_SLICE("no_auto_typographic"), 0)
                     == value.len;

    return true;
}


typedef struct {
    const char          *name;
    faimi_md_option_pt   set;
    size_t               offset;
} faimi_md_option_t;

#define AT(field)  offsetof(faimi_markdown_options_t, field)

static const faimi_md_option_t  faimi_md_options[] = {
    { "auto_ids", faimi_md_option_bool, AT(auto_ids) },
    { "auto_id_prefix", faimi_md_option_text, AT(auto_id_prefix) },
    { "auto_id_stripping", faimi_md_option_bool, AT(auto_id_stripping) },
    { "default_lang", faimi_md_option_text, AT(default_lang) },
    { "entity_output", faimi_md_option_entity, 0 },
    { "footnote_backlink", faimi_md_option_text, AT(footnote_backlink) },
    { "footnote_backlink_inline", faimi_md_option_bool, AT(backlink_inline) },
    { "footnote_nr", faimi_md_option_int, AT(footnote_nr) },
    { "footnote_prefix", faimi_md_option_text, AT(footnote_prefix) },
    { "gfm_quirks", faimi_md_option_quirks, 0 },
    { "hard_wrap", faimi_md_option_bool, AT(hard_wrap) },
    { "header_offset", faimi_md_option_int, AT(header_offset) },
    { "math_engine", faimi_md_option_engine, AT(mathjax) },
    { "parse_block_html", faimi_md_option_bool, AT(parse_block_html) },
    { "parse_span_html", faimi_md_option_bool, AT(parse_span_html) },
    { "remove_line_breaks_for_cjk", faimi_md_option_bool, AT(join_cjk) },
    { "smart_quotes", faimi_md_option_quotes, AT(quotes) },
    { "syntax_highlighter", faimi_md_option_engine, AT(highlight) },
    { "syntax_highlighter_opts", faimi_md_option_highlighter,
      AT(default_lang) },
    { "toc_levels", faimi_md_option_levels, 0 }
};

#undef AT


bool
faimi_markdown_option(faimi_markdown_options_t *options, faimi_slice_t name,
    faimi_slice_t value)
{
    size_t  i;

    for (i = 0; i < sizeof(faimi_md_options) / sizeof(faimi_md_options[0]);
         i++)
    {
        if (faimi_slice_eq(name, faimi_slice_str(faimi_md_options[i].name))) {
            return faimi_md_options[i].set(options, faimi_md_options[i].offset,
                                           value);
        }
    }

    return false;
}
