/*
 * The block parser: at each position the rules are tried in their order until
 * one takes its block.  The simple ones are here.
 *
 * The reference: kramdown/parser/kramdown.rb, and blockquote.rb, header.rb,
 * horizontal_rule.rb, eob.rb, block_boundary.rb and paragraph.rb below it.
 */

#include "faimi_md_rules.h"


faimi_md_node_t *
faimi_md_new_block(faimi_md_block_t *b, faimi_md_type_t type)
{
    faimi_md_node_t  *node;

    node = faimi_md_node(&b->doc->pool, type);
    node->at = (uint32_t) b->doc->at;
    node->ial = b->ial;
    b->ial = NULL;

    return node;
}


void
faimi_md_new_eob(faimi_md_block_t *b, int kind)
{
    faimi_md_node_t  *node;

    node = faimi_md_new_block(b, FAIMI_MD_EOB);
    node->kind = (uint8_t) kind;
    faimi_md_append(b->tree, node);
}


/* Text that waits for the span parser. */
void
faimi_md_add_raw(faimi_md_block_t *b, faimi_md_node_t *el, faimi_slice_t s)
{
    faimi_md_node_t  *text;

    text = el->last;

    if (text == NULL || text->type != FAIMI_MD_RAW_TEXT) {
        if (s.len == 0) {
            return;
        }

        text = faimi_md_node(&b->doc->pool, FAIMI_MD_RAW_TEXT);
        text->at = (uint32_t) b->doc->at;
        faimi_md_append(el, text);
    }

    faimi_md_text_add(b->doc->arena, &text->value, s);
}


bool
faimi_md_after_boundary(const faimi_md_block_t *b)
{
    const faimi_md_node_t  *last;

    last = b->tree->last;

    return last == NULL || last->type == FAIMI_MD_BLANK
           || (last->type == FAIMI_MD_EOB && last->kind == FAIMI_MD_EOB_MARK)
           || b->ial != NULL;
}


bool
faimi_md_before_boundary(faimi_md_src_t *src, size_t at)
{
    return at >= src->text.len
           || faimi_md_blank_line(src->text, at) != 0
           || faimi_md_eob_line(src->text, at) != 0
           || faimi_md_ial_line(src, at, 3, NULL) != 0;
}


/* blank ::= (\s* '\n')+ : several in a row are one node */
static bool
faimi_md_blank(faimi_md_block_t *b)
{
    size_t            end;
    faimi_slice_t     s;
    faimi_md_node_t  *node;

    end = faimi_md_blank_line(b->src->text, b->src->pos);

    if (end == 0) {
        return false;
    }

    s = faimi_slice_sub(b->src->text, b->src->pos, end);
    b->src->pos = end;
    node = b->tree->last;

    if (node == NULL || node->type != FAIMI_MD_BLANK) {
        node = faimi_md_new_block(b, FAIMI_MD_BLANK);
        faimi_md_append(b->tree, node);
    }

    faimi_md_text_add(b->doc->arena, &node->value, s);

    return true;
}


/* eob ::= '^' \s* '\n' */
static bool
faimi_md_eob(faimi_md_block_t *b)
{
    size_t  end;

    end = faimi_md_eob_line(b->src->text, b->src->pos);

    if (end == 0) {
        return false;
    }

    b->src->pos = end;
    faimi_md_new_eob(b, FAIMI_MD_EOB_MARK);

    return true;
}


/* rule ::= three or more of one of * - _, with blanks between */
static bool
faimi_md_rule(faimi_md_block_t *b)
{
    size_t  end;

    end = faimi_md_rule_line(b->src->text, b->src->pos);

    if (end == 0) {
        return false;
    }

    b->src->pos = end;
    faimi_md_append(b->tree, faimi_md_new_block(b, FAIMI_MD_HR));

    return true;
}


static size_t
faimi_md_quote_start(faimi_slice_t s, size_t at)
{
    at = faimi_md_opt_space(s, at);

    if (faimi_md_char(s, at) != '>') {
        return 0;
    }

    at++;

    return at + (faimi_md_char(s, at) == ' ');
}


/* quote ::= ('>' line | lazy line)+ */
static bool
faimi_md_blockquote(faimi_md_block_t *b)
{
    size_t            at;
    faimi_slice_t     s;
    faimi_md_node_t  *node;

    s = b->src->text;

    if (faimi_md_quote_start(s, b->src->pos) == 0) {
        return false;
    }

    at = b->src->pos;

    do {
        at = faimi_md_line_end(s, at) + 1;
    } while (!faimi_md_lazy_end(b->src, at));

    at = (at > s.len) ? s.len : at;
    s = faimi_md_strip(b->doc, faimi_slice_sub(s, b->src->pos, at),
                       faimi_md_quote_start);
    b->src->pos = at;
    node = faimi_md_new_block(b, FAIMI_MD_QUOTE);
    faimi_md_append(b->tree, node);
    (void) faimi_md_blocks(b, node, &s);

    return true;
}


/* The length of the mark of an ATX header: '#'{1,6} and a blank, or 0. */
size_t
faimi_md_header_start(faimi_slice_t s, size_t at)
{
    size_t  n;

    for (n = 0; faimi_md_char(s, at + n) == '#'; n++) { /* void */ }

    return (n <= 6 && n > 0 && faimi_is_blank(faimi_md_char(s, at + n)))
           ? n : 0;
}


/* A character of an XML name; the last five ranges are not for its first. */
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


/* text ::= .* ([\t ] '{#' id '}')? : takes the id off, or returns none. */
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


/* The text is kept as written, too: without auto_id_stripping the identifier is
 * made of it, marks and all. */
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


/* The marks that close a header: after a blank, or without the quirk of GFM
 * anything but a backslash. */
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


/* header ::= '#'{1,6} [\t ]+ text ([\t ] '#'+)? '\n' */
static bool
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


/* header ::= ' '{0,3} text '\n' ('-'+ | '='+, mixed) '\n' */
static bool
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


/* Where a paragraph ends in GFM: also before these. */
static bool
faimi_md_paragraph_end(const faimi_md_block_t *b, size_t at)
{
    char           c;
    size_t         from;
    faimi_slice_t  s;

    if (faimi_md_lazy_end(b->src, at)) {
        return true;
    }

    s = b->src->text;
    from = faimi_md_opt_space(s, at);
    c = faimi_md_char(s, from);

    if (c != ':' && !b->doc->options.paragraph_end) {
        return false;
    }

    switch (c) {
    case '*': case '+': case '-':
        return faimi_md_list_start(s, from, '*', 0) != 0;
    case '#':
        return faimi_md_header_start(s, at) != 0;
    case ':':
        return faimi_md_list_start(s, from, ':', 0) != 0;
    case '>':
        return true;
    case '`': case '~':
        return faimi_md_fence_start(s, at);
    default:
        return faimi_is_digit(c) && faimi_md_list_start(s, from, '1', 0) != 0;
    }
}


/* A line that no rule took continues the paragraph before it.  Two blanks at
 * its end were cut off with the paragraph; they are found in the source, for
 * they are a break. */
static void
faimi_md_continue(faimi_md_block_t *b, faimi_md_node_t *p, faimi_slice_t s)
{
    size_t         pos;
    faimi_slice_t  before;

    pos = b->src->pos;
    before = faimi_slice_sub(b->src->text, (pos < 3) ? 0 : pos - 3, pos);
    s = faimi_slice_trim_right(s);

    if (p->last != NULL && p->last->type == FAIMI_MD_RAW_TEXT) {
        faimi_md_add_raw(b, p, faimi_slice_eq(before, FAIMI_SLICE("  \n"))
                               ? before : FAIMI_SLICE("\n"));
    }

    faimi_md_add_raw(b, p, s);
}


/* paragraph ::= line (line)* up to what ends it
 * The last rule but one: a line that looks like a block and is none comes here,
 * so that the first line is never looked at for an end. */
static bool
faimi_md_paragraph(faimi_md_block_t *b)
{
    size_t            at;
    faimi_slice_t     s;
    faimi_md_node_t  *p;

    at = b->src->pos;

    if (faimi_is_blank(faimi_md_char(b->src->text,
                                     faimi_md_opt_space(b->src->text, at))))
    {
        return false;
    }

    do {
        at = faimi_md_line_end(b->src->text, at) + 1;
    } while (!faimi_md_paragraph_end(b, at));

    at = (at > b->src->text.len) ? b->src->text.len : at;
    s = faimi_slice_sub(b->src->text, b->src->pos, at);
    p = b->tree->last;

    if (p != NULL && p->type == FAIMI_MD_P) {
        faimi_md_continue(b, p, s);

    } else {
        p = faimi_md_new_block(b, FAIMI_MD_P);
        faimi_md_append(b->tree, p);
        faimi_md_add_raw(b, p, faimi_slice_trim(s));
    }

    b->src->pos = at;

    return true;
}


/* Blanks and then a tab begin no paragraph: such a line is bare text. */
static bool
faimi_md_stray(faimi_md_block_t *b)
{
    size_t         end;
    faimi_slice_t  s;

    end = faimi_md_line_end(b->src->text, b->src->pos) + 1;
    s = faimi_slice_sub(b->src->text, b->src->pos, end);
    b->src->pos += s.len;
    faimi_md_add_raw(b, b->tree, s);

    return true;
}


typedef bool (*faimi_md_rule_pt)(faimi_md_block_t *b);

static const faimi_md_rule_pt  faimi_md_rules[] = {
    faimi_md_blank,
    faimi_md_code_indented,
    faimi_md_code_fenced,
    faimi_md_blockquote,
    faimi_md_atx,
    faimi_md_rule,
    faimi_md_list,
    faimi_md_definitions,
    faimi_md_html_block,
    faimi_md_setext,
    faimi_md_math_block,
    faimi_md_table,
    faimi_md_note_definition,
    faimi_md_link_definition,
    faimi_md_abbr_definition,
    faimi_md_extension_block,
    faimi_md_eob,
    faimi_md_paragraph,
    faimi_md_stray
};


/* Jekyll's SmartyPants parser knows HTML as blocks; every other line is text
 * (jekyll/converters/smartypants.rb). */
static const faimi_md_rule_pt  faimi_md_smart_rules[] = {
    faimi_md_html_block,
    faimi_md_stray
};


/* True: the end tag of the element was found. */
static bool
faimi_md_blocks_run(faimi_md_block_t *b)
{
    size_t                   i, len;
    const faimi_md_rule_pt  *rules;

    len = b->src->text.len;
    rules = b->doc->smart ? faimi_md_smart_rules : faimi_md_rules;

    while (b->src->pos < len) {
        faimi_md_step(b->doc, 1);

        if (b->top) {
            b->doc->at = b->src->pos;
        }

        for (i = 0; !rules[i](b); i++) { /* void */ }

        if (b->stop) {
            return true;
        }
    }

    return false;
}


/* A text of its own is scanned from its begin; the content of an element goes
 * on in the text that its tag stands in. */
bool
faimi_md_blocks(faimi_md_block_t *b, faimi_md_node_t *el,
    const faimi_slice_t *text)
{
    bool              found;
    faimi_md_src_t    src;
    faimi_md_block_t  saved;

    saved = *b;
    faimi_md_enter(b->doc, &b->doc->blocks, FAIMI_MAX_BLOCK_DEPTH);
    b->tree = el;
    b->ial = NULL;
    b->stop = false;

    if (text != NULL) {
        faimi_md_src_init(&src, *text);
        b->src = &src;
        b->top = (text->data == b->doc->text.data);
    }

    found = faimi_md_blocks_run(b);
    b->doc->blocks--;
    *b = saved;

    return found;
}
