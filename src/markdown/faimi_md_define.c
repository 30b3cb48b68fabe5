/*
 * Definitions, which show nothing themselves: of footnotes, of links and of
 * abbreviations.
 *
 * The reference: footnote.rb, link.rb and abbreviation.rb in
 * kramdown/parser/kramdown.
 */

#include "faimi_md_rules.h"


/* note ::= ' '{0,3} '[^' name ']:' text '\n' code?
 * FOOTNOTE_DEFINITION_START of footnote.rb.  The body is parsed for blocks at
 * once, its spans after those of the page.  A second definition of the name
 * replaces the first. */
bool
faimi_md_note_definition(faimi_md_block_t *b)
{
    size_t            at, end;
    faimi_slice_t     s, name, body;
    faimi_md_note_t  *note;

    s = b->src->text;
    at = faimi_md_opt_space(s, b->src->pos);

    if (faimi_md_char(s, at) != '[' || faimi_md_char(s, at + 1) != '^') {
        return false;
    }

    end = faimi_md_id_name(s, at + 2);

    if (end == 0 || faimi_md_char(s, end) != ']'
        || faimi_md_char(s, end + 1) != ':')
    {
        return false;
    }

    name = faimi_slice_sub(s, at + 2, end);
    at = end + 2;
    /* what follows is indented like code, and may be lazy like it */
    end = faimi_md_code_end(b->src, faimi_md_line_end(s, at) + 1);
    end = (end > s.len) ? s.len : end;
    body = faimi_md_strip(b->doc, faimi_slice_sub(s, at, end),
                          faimi_md_indented);
    b->src->pos = end;

    note = faimi_alloc(b->doc->arena, sizeof(faimi_md_note_t));
    note->name = name;
    note->content = faimi_md_node(&b->doc->pool, FAIMI_MD_ROOT);
    (void) faimi_md_blocks(b, note->content, &body);
    faimi_md_new_eob(b, FAIMI_MD_EOB_NOTE);
    note->eob = b->tree->last;
    faimi_map_set(b->doc->arena, b->doc->notes, name,
                  FAIMI_V_OBJECT(NULL, note));

    return true;
}


/* The end of the line's text, blanks at its end not counted; the line is [at,
 * end). */
static size_t
faimi_md_line_last(faimi_slice_t s, size_t at, size_t end)
{
    while (end > at && faimi_is_blank(s.data[end - 1])) {
        end--;
    }

    return end;
}


/* title ::= [ \t]* quote .+ quote [ \t]* '\n', the quotes alike
 * Sets it and returns the end of the line, or 0.  The last quote of the line
 * counts, so that there may be others inside. */
static size_t
faimi_md_link_title(faimi_slice_t s, size_t at, faimi_slice_t *title)
{
    char    quote;
    size_t  end, last;

    at = faimi_md_skip(s, at, " \t");
    quote = faimi_md_char(s, at);

    if (quote != '"' && quote != '\'') {
        return 0;
    }

    end = faimi_md_line_end(s, at);
    last = faimi_md_line_last(s, at, end);

    if (last < at + 3 || s.data[last - 1] != quote || end == s.len) {
        return 0;
    }

    *title = faimi_slice_sub(s, at + 1, last - 1);

    return end + 1;
}


/* rest ::= [ \t]* '\n' title? | [ \t]+ title
 * What follows a URL that ends at `at`.  Returns the end of it all, or 0.  A
 * title may stand on the line below; if none is there, that line is not
 * touched. */
static size_t
faimi_md_link_rest(faimi_slice_t s, size_t at, faimi_md_link_t *link)
{
    size_t  end, eol;

    eol = faimi_md_skip(s, at, " \t");

    if (faimi_md_char(s, eol) == '\n') {
        end = faimi_md_link_title(s, eol + 1, &link->title);
        link->has_title = (end != 0);

        return (end != 0) ? end : eol + 1;
    }

    if (eol == at) {
        return 0;
    }

    end = faimi_md_link_title(s, at, &link->title);
    link->has_title = (end != 0);

    return end;
}


/* url ::= '<' .*? '>', then rest
 * The first '>' that fits what follows: the pattern is lazy. */
static size_t
faimi_md_link_angle(faimi_slice_t s, size_t at, faimi_md_link_t *link)
{
    size_t  close, eol, end;

    if (faimi_md_char(s, at) != '<') {
        return 0;
    }

    eol = faimi_md_line_end(s, at);

    for (close = faimi_slice_find_char(s, '>', at); close < eol;
         close = faimi_slice_find_char(s, '>', close + 1))
    {
        link->url = faimi_slice_sub(s, at + 1, close);
        end = faimi_md_link_rest(s, close + 1, link);

        if (end != 0) {
            return end;
        }
    }

    return 0;
}


/* url ::= text up to rest, or to the end of the line
 * Tried at each blank of the line, from the left.  A quote after a blank that
 * begins no title makes the line no definition, since the pattern allows no
 * such quote in a URL. */
static size_t
faimi_md_link_plain(faimi_slice_t s, size_t at, faimi_md_link_t *link)
{
    size_t  i, last, end;

    last = faimi_md_line_last(s, at, faimi_md_line_end(s, at));

    if (last == at) {
        return 0;
    }

    for (i = at + 1; i < last; i++) {
        if (faimi_is_blank(s.data[i]) && !faimi_is_blank(s.data[i - 1])) {
            end = faimi_md_link_rest(s, i, link);

            if (end != 0) {
                link->url = faimi_slice_sub(s, at, i);
                return end;
            }
        }

        /* a title that does not end its line: no definition at all */
        if (faimi_is_blank(s.data[i - 1])
            && (s.data[i] == '"' || s.data[i] == '\''))
        {
            return 0;
        }
    }

    link->url = faimi_slice_sub(s, at, last);

    return faimi_md_link_rest(s, last, link);
}


/* Defines a link by its normalised name; a later definition replaces an
 * earlier one.  The longest name is kept, so that texts that are longer need
 * not be looked up. */
static void
faimi_md_link_add(faimi_md_doc_t *doc, faimi_slice_t name,
    faimi_md_link_t *link)
{
    name = faimi_md_link_name(doc, name);

    if (name.len > doc->longest) {
        doc->longest = name.len;
    }

    faimi_map_set(doc->arena, doc->links, name, FAIMI_V_OBJECT(NULL, link));
}


/* The links that the site has defined for all its pages, by the option
 * link_defs: update_link_definitions of kramdown/parser/kramdown.rb.  The
 * option's own rule has checked their form. */
void
faimi_md_links_given(faimi_md_doc_t *doc)
{
    size_t                i;
    faimi_md_link_t      *link;
    const faimi_map_t    *map;
    const faimi_array_t  *array;

    map = doc->options.link_defs;

    for (i = 0; map != NULL && i < map->n; i++) {
        array = map->pairs[i].value.u.array;
        link = faimi_alloc(doc->arena, sizeof(faimi_md_link_t));
        link->url = faimi_value_slice(doc->arena, array->items[0]);

        if (array->n > 1 && faimi_value_truthy(array->items[1])) {
            link->title = faimi_value_slice(doc->arena, array->items[1]);
            link->has_title = true;
        }

        faimi_md_link_add(doc, map->pairs[i].key.u.string, link);
    }
}


/* link ::= ' '{0,3} '[' [^\n\]]+ ']:' [ \t]* url rest
 * LINK_DEFINITION_START of link.rb.  It leaves an EOB, which may get an
 * attribute list: that is then the list of all links to it. */
bool
faimi_md_link_definition(faimi_md_block_t *b)
{
    size_t            at, close, end;
    faimi_slice_t     s, name;
    faimi_md_link_t  *link;

    s = b->src->text;
    at = faimi_md_opt_space(s, b->src->pos);

    if (faimi_md_char(s, at) != '[') {
        return false;
    }

    close = faimi_md_next(b->src, FAIMI_MD_NEXT_BRACKET, at);

    if (close == at + 1 || close - at > FAIMI_MAX_LINK_NAME
        || faimi_md_char(s, close + 1) != ':'
        || faimi_md_line_end(s, at) < close)
    {
        return false;
    }

    name = faimi_slice_sub(s, at + 1, close);
    at = faimi_md_skip(s, close + 2, " \t");
    link = faimi_alloc(b->doc->arena, sizeof(faimi_md_link_t));
    end = faimi_md_link_angle(s, at, link);
    end = (end != 0) ? end : faimi_md_link_plain(s, at, link);

    if (end == 0) {
        return false;
    }

    b->src->pos = end;
    faimi_md_new_eob(b, FAIMI_MD_EOB_LINK);
    link->eob = b->tree->last;
    faimi_md_link_add(b->doc, name, link);

    return true;
}


/* abbreviation ::= ' '{0,3} '*[' .+? ']:' .* '\n'
 * ABBREV_DEFINITION_START of abbreviation.rb.  The EOB that it leaves holds
 * the title, and the attributes for each place where the abbreviation occurs.
 */
bool
faimi_md_abbr_definition(faimi_md_block_t *b)
{
    size_t         at, close, end;
    faimi_slice_t  s, name;

    s = b->src->text;
    at = faimi_md_opt_space(s, b->src->pos);

    if (faimi_md_char(s, at) != '*' || faimi_md_char(s, at + 1) != '[') {
        return false;
    }

    end = faimi_md_line_end(s, at);
    close = faimi_slice_find(faimi_slice_sub(s, 0, end), FAIMI_SLICE("]:"),
                             at + 3);

    if (close >= end) {
        return false;
    }

    name = faimi_slice_sub(s, at + 2, close);
    b->src->pos = end + 1;
    faimi_md_new_eob(b, FAIMI_MD_EOB_ABBR);
    b->tree->last->value.s = faimi_slice_trim(faimi_slice_sub(s, close + 2,
                                                              end));
    faimi_map_set(b->doc->arena, b->doc->abbrs, name,
                  FAIMI_V_OBJECT(NULL, b->tree->last));

    return true;
}
