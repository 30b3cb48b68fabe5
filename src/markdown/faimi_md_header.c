/*
 * Headers: ATX, which begin with their marks, and setext, which are underlined.
 *
 * The reference: kramdown/parser/kramdown/header.rb, and of GFM
 * kramdown/parser/gfm.rb, which asks for a blank after the marks.
 */

#include "faimi_md_rules.h"


/* start ::= '#'{1,6} (?= [ \t])
 * Its length, or 0, as GFM has it (ATX_HEADER_START of gfm.rb). */
size_t
faimi_md_header_start(faimi_slice_t s, size_t at)
{
    size_t  n;

    for (n = 0; faimi_md_char(s, at + n) == '#'; n++) { /* void */ }

    return (n <= 6 && n > 0 && faimi_is_blank(faimi_md_char(s, at + n)))
           ? n : 0;
}


/* Whether c may be in an XML name, which an identifier in braces is.  The last
 * five ranges are not for its first character. */
static bool
faimi_md_xml_name(uint32_t c, bool first)
{
    size_t  i;

    static const uint32_t  ranges[][2] = {
        { ':', ':' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' },
        { 0xC0, 0xD6 }, { 0xD8, 0xF6 }, { 0xF8, 0x2FF }, { 0x370, 0x37D },
        { 0x37F, 0x1FFF }, { 0x200C, 0x200D }, { 0x2070, 0x218F },
        { 0x2C00, 0x2FEF }, { 0x3001, 0xD7FF }, { 0xF900, 0xFDCF },
        { 0xFDF0, 0xFFFD }, { 0x10000, 0xEFFFF },
        { '-', '.' }, { '0', '9' }, { 0xB7, 0xB7 }, { 0x300, 0x36F },
        { 0x203F, 0x2040 }
    };

    for (i = 0; i < (first ? 16 : 21); i++) {
        if (c >= ranges[i][0] && c <= ranges[i][1]) {
            return true;
        }
    }

    return false;
}


/* text ::= .* ([ \t] '{#' id '}')?
 * HEADER_ID of header.rb: takes the identifier off the text and returns it; ""
 * if there is none. */
static faimi_slice_t
faimi_md_header_id(faimi_slice_t *text)
{
    size_t         open, at, from;
    faimi_slice_t  id;

    if (text->len < 5 || text->data[text->len - 1] != '}') {
        return FAIMI_EMPTY;
    }

    open = faimi_slice_rfind_char(*text, '{');

    if (open == 0 || open == text->len || text->data[open + 1] != '#'
        || !faimi_is_blank(text->data[open - 1]))
    {
        return FAIMI_EMPTY;
    }

    id = faimi_slice_sub(*text, open + 2, text->len - 1);

    for (at = 0; at < id.len; /* void */) {
        from = at;

        if (!faimi_md_xml_name(faimi_utf8_next(id, &at), from == 0)) {
            return FAIMI_EMPTY;
        }
    }

    if (id.len > 0) {
        *text = faimi_slice_trim_right(faimi_slice_sub(*text, 0, open - 1));
    }

    return id;
}


/* Adds a header, if it has a text.  The text is kept as written, too: without
 * auto_id_stripping the identifier is made of that, marks and all. */
static bool
faimi_md_add_header(faimi_md_block_t *b, size_t level, faimi_slice_t text,
    faimi_slice_t id, size_t end)
{
    faimi_md_node_t  *node;

    if (text.len == 0) {
        return false;
    }

    b->src->pos = end;
    node = faimi_md_new_block(b, FAIMI_MD_HEADER);
    node->level = (uint8_t) level;
    node->u.text = text;
    faimi_md_add_raw(b, node, text);

    if (id.len > 0) {
        faimi_md_attr_set(b->doc, &node->attrs, FAIMI_SLICE("id"), id);
    }

    faimi_md_append(b->tree, node);

    return true;
}


/* close ::= [ \t] '#'+ , or '#'+ without the quirk of GFM
 * The text without its closing marks; a backslash keeps them. */
static faimi_slice_t
faimi_md_atx_close(const faimi_md_block_t *b, faimi_slice_t text)
{
    size_t  end;

    for (end = text.len; end > 0 && text.data[end - 1] == '#'; end--) {
        /* void */
    }

    if (end == text.len) {
        return text;
    }

    if (b->doc->options.paragraph_end
        ? end == 0 || !faimi_is_blank(text.data[end - 1])
        : end > 0 && text.data[end - 1] == '\\' && ++end == text.len)
    {
        return text;
    }

    return faimi_slice_trim_right(faimi_slice_sub(text, 0, end));
}


/* Where the text of an ATX header begins, and its level; 0: there is none.
 * Without GFM no blank need be there; and then, as kramdown's rule asks for
 * something that is no blank, the end of the line will do, and what comes
 * after it is the text (kramdown/parser/header.rb). */
static size_t
faimi_md_atx_open(const faimi_md_block_t *b, size_t *level)
{
    size_t         n, pos;
    faimi_slice_t  s;

    s = b->src->text;
    pos = b->src->pos;

    if (b->doc->options.gfm) {
        *level = faimi_md_header_start(s, pos);

        return (*level == 0) ? 0 : faimi_md_skip(s, pos + *level, " \t");
    }

    for (n = 0; n < 6 && faimi_md_char(s, pos + n) == '#'; n++) { /* void */ }

    *level = n;

    return (n == 0) ? 0 : faimi_md_skip(s, pos + n, " \t");
}


/* header ::= start [ \t]+ text close? '\n'
 * parse_atx_header.  The quirk of GFM lets it follow a paragraph directly;
 * else a boundary is needed. */
bool
faimi_md_atx(faimi_md_block_t *b)
{
    size_t         level, from, end;
    faimi_slice_t  s, text, id;

    s = b->src->text;
    from = faimi_md_atx_open(b, &level);

    if (from == 0
        || (!b->doc->options.paragraph_end && !faimi_md_after_boundary(b)))
    {
        return false;
    }

    end = faimi_md_line_end(s, from + (!b->doc->options.gfm
                                       && faimi_md_char(s, from) == '\n'));
    text = faimi_slice_trim_right(faimi_slice_sub(s, from, end));
    id = faimi_md_header_id(&text);
    text = faimi_md_atx_close(b, text);

    return faimi_md_add_header(b, level, text, id, end + 1);
}


/* header ::= ' '{0,3} text '\n' [-=]+ [ \t]* '\n'
 * SETEXT_HEADER_START of header.rb: the first mark tells the level, and others
 * may be mixed in. */
bool
faimi_md_setext(faimi_md_block_t *b)
{
    size_t         from, end, under;
    faimi_slice_t  s, text, id;

    s = b->src->text;
    from = faimi_md_opt_space(s, b->src->pos);
    end = faimi_md_line_end(s, from);
    under = end + 1;

    if ((faimi_md_char(s, under) != '-' && faimi_md_char(s, under) != '=')
        || faimi_is_blank(s.data[from]) || from == end
        || !faimi_md_after_boundary(b))
    {
        return false;
    }

    under = faimi_md_to_eol(s, faimi_md_skip(s, under, "-="));

    if (under == 0) {
        return false;
    }

    text = faimi_slice_trim_right(faimi_slice_sub(s, from, end));
    id = faimi_md_header_id(&text);

    return faimi_md_add_header(b, s.data[end + 1] == '-' ? 2 : 1, text, id,
                               under);
}
