/*
 * Options whose values are maps: typographic_symbols, link_defs, and what the
 * highlighter is told.  In {::options} they are YAML.
 *
 * The reference: kramdown/options.rb, and of the highlighter
 * kramdown/converter/syntax_highlighter/rouge.rb.
 */

#include "faimi_md_option.h"


/* The value as a map, which in {::options} is YAML; NULL: it is no map. */
static const faimi_map_t *
faimi_md_option_map(const faimi_md_setting_t *s)
{
    faimi_error_t  err;
    faimi_value_t  value;

    value = s->value;

    if (value.type == FAIMI_STRING
        && (s->options->yaml == NULL
            || s->options->yaml(s->arena, value.u.string, s->options->file,
                                s->options->line, &value, &err) != FAIMI_OK))
    {
        return NULL;
    }

    return (value.type == FAIMI_MAP) ? value.u.map : NULL;
}


/* The names are those of typographic symbols from FAIMI_MD_MDASH on. */
bool
faimi_md_option_symbols(const faimi_md_setting_t *s, void *field)
{
    size_t              i, k;
    faimi_slice_t       name, *symbols;
    const faimi_map_t  *map;

    static const char *const  names[FAIMI_MARKDOWN_SYMBOLS] = {
        "mdash", "ndash", "hellip", "laquo_space", "raquo_space", "laquo",
        "raquo"
    };

    symbols = field;
    map = faimi_md_option_map(s);

    if (map == NULL) {
        return false;
    }

    memset(symbols, 0, sizeof(s->options->symbols));

    for (i = 0; i < map->n; i++) {
        name = faimi_value_slice(s->arena, map->pairs[i].key);
        name = faimi_slice_trim(name);
        name = faimi_slice_sub(name, faimi_md_char(name, 0) == ':', name.len);

        for (k = 0; k < FAIMI_MARKDOWN_SYMBOLS; k++) {
            if (faimi_slice_eq(name, faimi_slice_str(names[k]))) {
                symbols[k] = faimi_value_slice(s->arena, map->pairs[i].value);
            }
        }
    }

    return true;
}


/* name: [url] or [url, title] */
bool
faimi_md_option_links(const faimi_md_setting_t *s, void *field)
{
    size_t               i;
    faimi_value_t        v;
    const faimi_map_t   *map;

    map = faimi_md_option_map(s);

    if (map == NULL) {
        return false;
    }

    for (i = 0; i < map->n; i++) {
        v = map->pairs[i].value;

        if (v.type != FAIMI_ARRAY || v.u.array->n < 1 || v.u.array->n > 2
            || map->pairs[i].key.type != FAIMI_STRING)
        {
            return false;
        }
    }

    memcpy(field, &map, sizeof(const faimi_map_t *));

    return true;
}


void
faimi_md_code_defaults(faimi_markdown_options_t *o)
{
    memset(&o->block_code, 0, sizeof(faimi_markdown_code_t));

    o->block_code.default_lang = FAIMI_SLICE("plaintext");
    o->block_code.css_class = FAIMI_SLICE("highlight");
    o->block_code.start_line = 1;
    o->block_code.guess_lang = true;
    o->block_code.wrap = true;
    o->span_code = o->block_code;
    o->span_code.wrap = false;
}


/* Rouge.call: opts[:css_class] ||= 'highlight', after `block` and `span` have
 * had their say.  So null and false are the default, whatever else is given. */
static void
faimi_md_code_class(faimi_arena_t *arena, void *field, faimi_value_t v)
{
    faimi_slice_t  class;

    class = faimi_value_truthy(v) ? faimi_value_slice(arena, v)
                                  : FAIMI_SLICE("highlight");
    memcpy(field, &class, sizeof(faimi_slice_t));
}


/* Null and false: no language, so that rouge may guess.  The empty name is one
 * that no lexer has; a blank stands for it, as "" means that there is none. */
static void
faimi_md_code_lang(faimi_arena_t *arena, void *field, faimi_value_t v)
{
    faimi_slice_t  lang;

    lang = FAIMI_EMPTY;

    if (faimi_value_truthy(v)) {
        lang = faimi_value_slice(arena, v);
        lang = (lang.len > 0) ? lang : FAIMI_SLICE(" ");
    }

    memcpy(field, &lang, sizeof(faimi_slice_t));
}


static void
faimi_md_code_bool(faimi_arena_t *arena, void *field, faimi_value_t v)
{
    bool  on;

    (void) arena;

    on = faimi_value_truthy(v);
    memcpy(field, &on, sizeof(bool));
}


static void
faimi_md_code_int(faimi_arena_t *arena, void *field, faimi_value_t v)
{
    (void) arena;

    if (v.type == FAIMI_INT) {
        memcpy(field, &v.u.integer, sizeof(int64_t));
    }
}


/* A formatter is a constant of rouge's; one that there is not stands for the
 * tokens alone.  What does not look like a constant is not looked up. */
static void
faimi_md_code_formatter(faimi_arena_t *arena, void *field, faimi_value_t v)
{
    bool           bare;
    faimi_slice_t  name;

    name = faimi_value_slice(arena, v);
    bare = faimi_md_char(name, 0) >= 'A' && faimi_md_char(name, 0) <= 'Z'
           && !faimi_slice_eq(name, FAIMI_SLICE("HTMLLegacy"));
    memcpy(field, &bare, sizeof(bool));
}


typedef struct {
    const char  *name;
    void       (*set)(faimi_arena_t *arena, void *field, faimi_value_t v);
    size_t       offset;
} faimi_md_code_option_t;

#define AT(field)  offsetof(faimi_markdown_code_t, field)

static const faimi_md_code_option_t  faimi_md_code_options[] = {
    { "css_class", faimi_md_code_class, AT(css_class) },
    { "default_lang", faimi_md_code_lang, AT(default_lang) },
    { "disable", faimi_md_code_bool, AT(disable) },
    { "formatter", faimi_md_code_formatter, AT(bare) },
    { "guess_lang", faimi_md_code_bool, AT(guess_lang) },
    { "line_numbers", faimi_md_code_bool, AT(line_numbers) },
    { "start_line", faimi_md_code_int, AT(start_line) },
    { "wrap", faimi_md_code_bool, AT(wrap) },
    { NULL, NULL, 0 }
};

#undef AT


/* Takes over what the map says. */
static void
faimi_md_code_set(faimi_arena_t *arena, faimi_markdown_code_t *code,
    const faimi_map_t *map)
{
    size_t                         i;
    faimi_slice_t                  name;
    const faimi_md_code_option_t  *row;

    for (i = 0; map != NULL && i < map->n; i++) {
        name = faimi_value_slice(arena, map->pairs[i].key);
        name = faimi_slice_sub(name, faimi_md_char(name, 0) == ':', name.len);

        for (row = faimi_md_code_options; row->name != NULL; row++) {
            if (faimi_slice_eq(name, faimi_slice_str(row->name))) {
                row->set(arena, (char *) code + row->offset,
                         map->pairs[i].value);
            }
        }
    }
}


static const faimi_map_t *
faimi_md_code_part(const faimi_map_t *map, faimi_slice_t name)
{
    const faimi_value_t  *v;

    v = faimi_map_get(map, name);

    return (v != NULL && v->type == FAIMI_MAP) ? v->u.map : NULL;
}


/* What holds for both, then `block` and `span`.  Jekyll adds a language and
 * its own `guess_lang` to those of _config.yml (kramdown_parser.rb); in a
 * page there is nothing but what the page says. */
bool
faimi_md_option_code(const faimi_md_setting_t *s, void *field)
{
    bool                       guess;
    const faimi_map_t         *map;
    faimi_markdown_options_t  *o = s->options;

    (void) field;

    map = faimi_md_option_map(s);

    if (map == NULL) {
        return false;
    }

    guess = o->block_code.guess_lang;
    faimi_md_code_defaults(o);

    if (s->page) {
        o->block_code.default_lang = FAIMI_EMPTY;
        o->block_code.guess_lang = false;
    }

    faimi_md_code_set(s->arena, &o->block_code, map);

    if (!s->page) {
        o->block_code.guess_lang = guess;

        /* KramdownParser#setup: ["default_lang"] ||= "plaintext" */
        if (o->block_code.default_lang.len == 0) {
            o->block_code.default_lang = FAIMI_SLICE("plaintext");
        }
    }

    o->span_code = o->block_code;
    faimi_md_code_set(s->arena, &o->block_code,
                      faimi_md_code_part(map, FAIMI_SLICE("block")));
    faimi_md_code_set(s->arena, &o->span_code,
                      faimi_md_code_part(map, FAIMI_SLICE("span")));
    o->span_code.wrap = false;

    return true;
}


/* guess_lang of `kramdown:`, which is Jekyll's. */
bool
faimi_md_option_guess(const faimi_md_setting_t *s, void *field)
{
    (void) field;

    s->options->block_code.guess_lang = faimi_value_truthy(s->value)
        && !faimi_slice_eq(s->text, FAIMI_SLICE("false"));
    s->options->span_code.guess_lang = s->options->block_code.guess_lang;

    return true;
}
