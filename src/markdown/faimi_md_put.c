/*
 * What the renderer's functions write with: characters, attributes, tags.
 *
 * The reference: kramdown/utils/html.rb (html_attributes, escape_html,
 * entity_to_str).
 */

#include "faimi_md_render.h"


/* escape_html of kramdown/utils/html.rb: markup characters become entities,
 * entities that are there stay. */
void
faimi_md_put_escaped(faimi_buf_t *out, faimi_slice_t s, bool attr)
{
    size_t      i, from;
    const char  *entity;

    static const char *const  entities[256] = {
        ['<'] = "&lt;", ['>'] = "&gt;", ['&'] = "&amp;", ['"'] = "&quot;"
    };

    for (i = 0, from = 0; i < s.len; i++) {
        entity = entities[(unsigned char) s.data[i]];

        if (entity == NULL || (s.data[i] == '"' && !attr)
            || (s.data[i] == '&' && faimi_md_reference(s, i) != 0))
        {
            continue;
        }

        faimi_buf_add(out, faimi_slice_sub(s, from, i));
        faimi_buf_str(out, entity);
        from = i + 1;
    }

    faimi_buf_add(out, faimi_slice_sub(s, from, s.len));
}


/* entity_to_str of kramdown/utils/html.rb: a character as itself unless it is
 * markup, or as the option entity_output says.  `written` is how the source
 * had it, if it was an entity there. */
void
faimi_md_put_char(faimi_md_render_t *r, uint32_t code, faimi_slice_t written)
{
    bool                   markup;
    const char            *name;
    faimi_entity_output_t  how;

    how = r->doc->options.entity_output;
    markup = (code == '<' || code == '>' || code == '&');

    if (how == FAIMI_ENTITY_AS_CHAR && !markup && code < 0x110000
        && (code < 0xD800 || code > 0xDFFF))
    {
        faimi_utf8_add(r->out, code);
        return;
    }

    if (written.len > 0
        && (how == FAIMI_ENTITY_AS_CHAR || how == FAIMI_ENTITY_AS_INPUT))
    {
        faimi_buf_add(r->out, written);
        return;
    }

    markup = markup || code == '"';
    name = (how == FAIMI_ENTITY_SYMBOLIC || markup)
           ? faimi_md_entity_name(code) : NULL;

    if (name != NULL) {
        faimi_buf_printf(r->out, "&%s;", name);

    } else {
        faimi_buf_printf(r->out, "&#%u;", code);
    }
}


/* Blanks in front of a block.  The depth of the tree bounds them. */
void
faimi_md_put_indent(faimi_md_render_t *r, int indent)
{
    size_t  n;

    for ( /* void */ ; indent > 0; indent -= (int) n) {
        n = (indent > 16) ? 16 : (size_t) indent;
        faimi_buf_add(r->out, faimi_slice("                ", n));
    }
}


/* html_attributes of kramdown/utils/html.rb: in the order in which they were
 * set.  An empty identifier, of a header of signs alone, is left out. */
void
faimi_md_put_attrs(faimi_md_render_t *r, const faimi_md_attrs_t *attrs)
{
    const faimi_md_attr_t  *attr;

    for (attr = attrs->first; attr != NULL; attr = attr->next) {
        /* a header of signs alone has an empty one: it is left out */
        if (faimi_slice_eq(attr->name, FAIMI_SLICE("id"))
            && faimi_slice_trim(attr->value.s).len == 0)
        {
            continue;
        }

        faimi_buf_char(r->out, ' ');
        faimi_buf_add(r->out, attr->name);
        faimi_buf_str(r->out, "=\"");
        faimi_md_put_escaped(r->out, attr->value.s, true);
        faimi_buf_char(r->out, '"');
    }
}


/* The tag of a type that has always the same; "" for all others. */
const char *
faimi_md_tag(const faimi_md_node_t *node)
{
    switch (node->type) {
    case FAIMI_MD_P:      return "p";
    case FAIMI_MD_QUOTE:  return "blockquote";
    case FAIMI_MD_UL:     return "ul";
    case FAIMI_MD_OL:     return "ol";
    case FAIMI_MD_LI:     return "li";
    case FAIMI_MD_DL:     return "dl";
    case FAIMI_MD_DT:     return "dt";
    case FAIMI_MD_DD:     return "dd";
    case FAIMI_MD_EM:     return "em";
    case FAIMI_MD_STRONG: return "strong";
    case FAIMI_MD_A:      return "a";
    case FAIMI_MD_THEAD:  return "thead";
    case FAIMI_MD_TBODY:  return "tbody";
    case FAIMI_MD_TFOOT:  return "tfoot";
    case FAIMI_MD_TR:     return "tr";
    case FAIMI_MD_TD:     return "td";
    case FAIMI_MD_TH:     return "th";
    default:              return "";
    }
}


void
faimi_md_put_start(faimi_md_render_t *r, const char *tag,
    const faimi_md_attrs_t *attrs)
{
    faimi_buf_char(r->out, '<');
    faimi_buf_str(r->out, tag);
    faimi_md_put_attrs(r, attrs);
    faimi_buf_char(r->out, '>');
}


void
faimi_md_put_end(faimi_md_render_t *r, const char *tag)
{
    faimi_buf_str(r->out, "</");
    faimi_buf_str(r->out, tag);
    faimi_buf_char(r->out, '>');
}
