/*
 * Texts, characters and signs as HTML.
 *
 * The reference: kramdown/converter/html.rb and kramdown/utils/html.rb.
 */

#include "faimi_md_render.h"


/* Han, Hiragana and Katakana. */
static bool
faimi_md_is_cjk(uint32_t c)
{
    size_t  i;

    static const uint32_t  ranges[][2] = {
        { 0x2E80, 0x2FD5 }, { 0x3005, 0x3005 }, { 0x3007, 0x3007 },
        { 0x3021, 0x3029 }, { 0x3038, 0x303B }, { 0x3041, 0x3096 },
        { 0x309D, 0x309F }, { 0x30A1, 0x30FA }, { 0x30FD, 0x30FF },
        { 0x31F0, 0x31FF }, { 0x32D0, 0x32FE }, { 0x3300, 0x3357 },
        { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF }, { 0xF900, 0xFAD9 },
        { 0xFF66, 0xFF9D }, { 0x1B000, 0x1B16F }, { 0x20000, 0x3134A }
    };

    for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
        if (c >= ranges[i][0] && c <= ranges[i][1]) {
            return true;
        }
    }

    return false;
}


/* Without line breaks between Chinese or Japanese characters. */
static void
faimi_md_put_joined(faimi_md_render_t *r, faimi_slice_t s)
{
    size_t  i, from, next;

    for (i = 1, from = 0; i + 1 < s.len; i++) {
        i = faimi_slice_find_char(s, '\n', i);
        next = i + 1;

        if (next < s.len && faimi_md_is_cjk(faimi_utf8_last(s, i))
            && faimi_md_is_cjk(faimi_utf8_next(s, &next)))
        {
            faimi_md_put_escaped(r->out, faimi_slice_sub(s, from, i), false);
            from = i + 1;
        }
    }

    faimi_md_put_escaped(r->out, faimi_slice_sub(s, from, s.len), false);
}


void
faimi_md_put_text(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    (void) indent;

    if (r->doc->options.join_cjk) {
        faimi_md_put_joined(r, node->value.s);

    } else {
        faimi_md_put_escaped(r->out, node->value.s, false);
    }
}


void
faimi_md_put_entity(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    (void) indent;

    faimi_md_put_char(r, node->code, node->u.text);
}


/* A sign and, of those that come with a blank, the no-break space. */
void
faimi_md_put_symbol(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    size_t         i;
    faimi_slice_t  given;

    static const uint16_t  signs[][2] = {
        [FAIMI_MD_MDASH] = { 0x2014 }, [FAIMI_MD_NDASH] = { 0x2013 },
        [FAIMI_MD_HELLIP] = { 0x2026 },
        [FAIMI_MD_LAQUO_SPACE] = { 0xAB, 0xA0 },
        [FAIMI_MD_RAQUO_SPACE] = { 0xA0, 0xBB },
        [FAIMI_MD_LAQUO] = { 0xAB }, [FAIMI_MD_RAQUO] = { 0xBB },
        [FAIMI_MD_LTLT] = { '<', '<' }, [FAIMI_MD_GTGT] = { '>', '>' }
    };

    (void) indent;

    if (node->kind <= FAIMI_MD_RDQUO) {
        faimi_md_put_char(r, r->doc->options.smart_quotes
                             ? r->doc->options.quotes[node->kind]
                             : (node->kind < FAIMI_MD_LDQUO) ? '\'' : '"',
                          FAIMI_EMPTY);
        return;
    }

    given = (node->kind < FAIMI_MD_MDASH || node->kind > FAIMI_MD_RAQUO)
            ? faimi_slice(NULL, 0)
            : r->doc->options.symbols[node->kind - FAIMI_MD_MDASH];

    if (given.data != NULL) {
        faimi_md_put_escaped(r->out, given, false);
        return;
    }

    for (i = 0; i < 2 && signs[node->kind][i] != 0; i++) {
        faimi_md_put_char(r, signs[node->kind][i], FAIMI_EMPTY);
    }
}


void
faimi_md_put_abbr(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    faimi_md_node_t   *eob;

    (void) indent;

    eob = node->u.data;
    faimi_buf_str(r->out, "<abbr");
    faimi_md_put_attrs(r, &eob->attrs);
    faimi_buf_char(r->out, '>');
    faimi_buf_add(r->out, node->value.s);
    faimi_buf_str(r->out, "</abbr>");
}
