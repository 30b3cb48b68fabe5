/*
 * HTML elements as native ones: which becomes what, and what happens with the
 * white space that tags leave behind.
 *
 * The reference: ElementConverter in kramdown/parser/html.rb.  Its methods
 * follow one another as here, as each looks at what the one before has left.
 */

#include <stdlib.h>

#include "faimi_md_native.h"


typedef enum {
    FAIMI_MD_AS_HTML = 0,     /* stays an element of HTML */
    FAIMI_MD_AS_SIMPLE,       /* becomes the type of its row */
    FAIMI_MD_AS_LINK,
    FAIMI_MD_AS_EMPHASIS,
    FAIMI_MD_AS_HEADER,
    FAIMI_MD_AS_CODE,
    FAIMI_MD_AS_TABLE,
    FAIMI_MD_AS_SCRIPT,
    FAIMI_MD_AS_FORM          /* stays, with its white space */
} faimi_md_as_t;


typedef struct {
    const char       *name;
    faimi_md_as_t     as;
    faimi_md_type_t   type;
    unsigned          flags;
} faimi_md_native_t;


#define D   FAIMI_MD_N_DROP
#define S   FAIMI_MD_N_STRIP
#define B   FAIMI_MD_N_BLANK
#define W   (FAIMI_MD_N_WRAP | FAIMI_MD_N_BLANK)

#define HTML(name, flags) { (name), FAIMI_MD_AS_HTML, FAIMI_MD_HTML, (flags) }
#define SIMPLE(name, type, flags) \
    { (name), FAIMI_MD_AS_SIMPLE, (type), (flags) }
#define HEADER(name) { (name), FAIMI_MD_AS_HEADER, FAIMI_MD_HEADER, 0 }

/* By name.  Other elements stay HTML, and so do the texts in them. */
static const faimi_md_native_t  faimi_md_natives[] = {
    { "a", FAIMI_MD_AS_LINK, FAIMI_MD_A, 0 },
    HTML("address", S | W),
    HTML("article", S | W),
    HTML("aside", S | W),
    { "b", FAIMI_MD_AS_EMPHASIS, FAIMI_MD_STRONG, 0 },
    SIMPLE("blockquote", FAIMI_MD_QUOTE, S | W),
    HTML("body", S | W),
    SIMPLE("br", FAIMI_MD_BR, 0),
    HTML("caption", S),
    { "code", FAIMI_MD_AS_CODE, FAIMI_MD_CODESPAN, 0 },
    HTML("colgroup", D),
    SIMPLE("dd", FAIMI_MD_DD, S | W),
    HTML("div", S | W),
    SIMPLE("dl", FAIMI_MD_DL, D | S),
    SIMPLE("dt", FAIMI_MD_DT, S),
    { "em", FAIMI_MD_AS_EMPHASIS, FAIMI_MD_EM, 0 },
    HTML("fieldset", S | W),
    HTML("figcaption", S | W),
    HTML("figure", W),
    HTML("footer", S | W),
    HTML("form", S | W),
    HEADER("h1"), HEADER("h2"), HEADER("h3"), HEADER("h4"), HEADER("h5"),
    HEADER("h6"),
    HTML("head", D),
    HTML("header", S | W),
    HTML("hgroup", D),
    SIMPLE("hr", FAIMI_MD_HR, 0),
    HTML("html", D),
    { "i", FAIMI_MD_AS_EMPHASIS, FAIMI_MD_EM, 0 },
    SIMPLE("img", FAIMI_MD_IMG, 0),
    HTML("legend", S),
    SIMPLE("li", FAIMI_MD_LI, S | W),
    HTML("nav", S | W),
    SIMPLE("ol", FAIMI_MD_OL, D),
    HTML("optgroup", D),
    SIMPLE("p", FAIMI_MD_P, S),
    { "pre", FAIMI_MD_AS_CODE, FAIMI_MD_CODE, 0 },
    { "script", FAIMI_MD_AS_SCRIPT, FAIMI_MD_MATH, 0 },
    HTML("section", S | W),
    HTML("select", D),
    { "strong", FAIMI_MD_AS_EMPHASIS, FAIMI_MD_STRONG, 0 },
    { "table", FAIMI_MD_AS_TABLE, FAIMI_MD_TABLE, 0 },
    SIMPLE("tbody", FAIMI_MD_TBODY, D),
    SIMPLE("td", FAIMI_MD_TD, S | B),
    { "textarea", FAIMI_MD_AS_FORM, FAIMI_MD_HTML, 0 },
    SIMPLE("tfoot", FAIMI_MD_TFOOT, D),
    SIMPLE("th", FAIMI_MD_TH, S | B),
    SIMPLE("thead", FAIMI_MD_THEAD, D),
    SIMPLE("tr", FAIMI_MD_TR, D),
    SIMPLE("ul", FAIMI_MD_UL, D)
};

#undef D
#undef S
#undef B
#undef W
#undef HTML
#undef SIMPLE
#undef HEADER


static int
faimi_md_native_cmp(const void *key, const void *row)
{
    const faimi_slice_t      *name = key;
    const faimi_md_native_t  *native = row;

    return faimi_slice_cmp(*name, faimi_slice_str(native->name));
}


/* Becomes an element of that type: what was known of it, its attributes
 * aside, is gone, an attribute list before it included. */
void
faimi_md_native_as(faimi_md_node_t *el, faimi_md_type_t type)
{
    el->type = (uint8_t) type;
    memset(&el->value, 0, sizeof(faimi_md_text_t));
    el->ial = NULL;
    el->model = FAIMI_MD_MODEL_RAW;
    el->span = false;
    el->closed = false;
}


/* Stays an element, of the kind that its name tells. */
void
faimi_md_native_html(faimi_md_doc_t *doc, faimi_md_node_t *el, bool convert,
    bool keep)
{
    int  flags;

    flags = faimi_md_element(el->value.s);
    el->ial = NULL;
    el->closed = false;
    el->span = (flags & FAIMI_MD_EL_SPAN) != 0;
    el->model = (uint8_t) (convert ? faimi_md_html_default(flags)
                                   : FAIMI_MD_MODEL_RAW);
    faimi_md_native_children(doc, el, convert, keep);
}


/* A comment is a block or a span as what it stands in has one or the other. */
static void
faimi_md_native_comment(faimi_md_node_t *el)
{
    const faimi_md_node_t  *parent;

    parent = el->parent;
    el->ial = NULL;

    switch (parent->type) {
    case FAIMI_MD_HTML:
        el->span = (faimi_md_element(parent->value.s) & FAIMI_MD_EL_MSPAN);
        break;
    case FAIMI_MD_A: case FAIMI_MD_EM: case FAIMI_MD_STRONG: case FAIMI_MD_P:
    case FAIMI_MD_DT: case FAIMI_MD_TH: case FAIMI_MD_HEADER:
        el->span = true;
        break;
    default:
        el->span = false;
        break;
    }
}


/* The first text in it that is not empty, or the last one.  Each level looks
 * again at what its parent has looked at: hence the steps. */
static const faimi_md_node_t *
faimi_md_native_edge(faimi_md_doc_t *doc, const faimi_md_node_t *el, bool last)
{
    const faimi_md_node_t  *child, *found;

    faimi_md_step(doc, 1);

    if (el->type == FAIMI_MD_TEXT && el->value.s.len > 0) {
        return el;
    }

    found = NULL;

    for (child = last ? el->last : el->first; child != NULL && found == NULL;
         child = last ? child->prev : child->next)
    {
        found = faimi_md_native_edge(doc, child, last);
    }

    return found;
}


/* White space next to the marks would make them text in Markdown, so such an
 * element stays HTML (convert_b and EMPHASIS_TYPE_MAP). */
static void
faimi_md_native_emphasis(faimi_md_doc_t *doc, faimi_md_node_t *el,
    faimi_md_type_t type)
{
    const faimi_md_node_t  *first, *last;

    first = faimi_md_native_edge(doc, el, false);
    last = faimi_md_native_edge(doc, el, true);

    if (first != NULL
        && (faimi_is_space(first->value.s.data[0])
            || faimi_is_space(last->value.s.data[last->value.s.len - 1])))
    {
        faimi_md_native_html(doc, el, false, false);
        return;
    }

    faimi_md_native_as(el, type);
    faimi_md_native_children(doc, el, true, false);
}


/* The level is the digit of the name.  The text for the identifier is taken
 * before the children change. */
static void
faimi_md_native_header(faimi_md_doc_t *doc, faimi_md_node_t *el)
{
    el->level = (uint8_t) (el->value.s.data[1] - '0');
    el->u.text = FAIMI_EMPTY;

    if (!doc->options.auto_id_stripping) {
        el->u.text = faimi_md_native_plain(doc, el);
    }

    faimi_md_native_as(el, FAIMI_MD_HEADER);
    faimi_md_native_children(doc, el, true, false);
}


/* Without an address it stays HTML, and so do the elements in it. */
static void
faimi_md_native_link(faimi_md_doc_t *doc, faimi_md_node_t *el)
{
    if (faimi_md_attr_get(&el->attrs, "href") == NULL) {
        faimi_md_native_html(doc, el, false, false);
        return;
    }

    faimi_md_native_as(el, FAIMI_MD_A);
    faimi_md_native_children(doc, el, true, false);
}


/* The texts go before the element is what it becomes, the rest is for after. */
static void
faimi_md_native_simple(faimi_md_doc_t *doc, faimi_md_node_t *el,
    const faimi_md_native_t *native, bool keep)
{
    unsigned  flags;

    flags = (native == NULL) ? 0 : native->flags;

    if (flags & FAIMI_MD_N_DROP) {
        faimi_md_native_texts(doc, el, FAIMI_MD_N_DROP);
    }

    if (native != NULL && native->as == FAIMI_MD_AS_SIMPLE) {
        faimi_md_native_as(el, native->type);
        faimi_md_native_children(doc, el, true, keep);

    } else {
        faimi_md_native_html(doc, el, true, keep);
    }

    faimi_md_native_texts(doc, el, flags & ~(unsigned) FAIMI_MD_N_DROP);
}


/* convert_a, convert_b, convert_h1 and so on: the row of the element's name
 * says which. */
static void
faimi_md_native_element(faimi_md_doc_t *doc, faimi_md_node_t *el, bool keep)
{
    const faimi_md_native_t  *native;

    native = bsearch(&el->value.s, faimi_md_natives,
                     sizeof(faimi_md_natives) / sizeof(faimi_md_natives[0]),
                     sizeof(faimi_md_natives[0]), faimi_md_native_cmp);

    switch ((native == NULL) ? FAIMI_MD_AS_HTML : native->as) {
    case FAIMI_MD_AS_LINK:
        faimi_md_native_link(doc, el);
        break;
    case FAIMI_MD_AS_EMPHASIS:
        faimi_md_native_emphasis(doc, el, native->type);
        break;
    case FAIMI_MD_AS_HEADER:
        faimi_md_native_header(doc, el);
        break;
    case FAIMI_MD_AS_CODE:
        faimi_md_native_code(doc, el);
        break;
    case FAIMI_MD_AS_TABLE:
        faimi_md_native_table(doc, el);
        break;
    case FAIMI_MD_AS_SCRIPT:
        faimi_md_native_math(doc, el);
        break;
    case FAIMI_MD_AS_FORM:
        faimi_md_native_html(doc, el, true, true);
        break;
    default:
        faimi_md_native_simple(doc, el, native, keep);
        break;
    }
}


/* What Markdown has made of the children already stays as it is. */
void
faimi_md_native_children(faimi_md_doc_t *doc, faimi_md_node_t *el,
    bool convert, bool keep)
{
    faimi_md_node_t  *child, *next;

    faimi_md_enter(doc, &doc->native, FAIMI_MAX_HTML_DEPTH);

    for (child = el->first; child != NULL; child = next) {
        next = child->next;
        faimi_md_step(doc, 1);

        if (child->type == FAIMI_MD_TEXT) {
            faimi_md_native_text(doc, child, keep || !convert);

        } else if (child->type == FAIMI_MD_XML) {
            faimi_md_native_comment(child);

        } else if (child->type == FAIMI_MD_HTML && convert) {
            faimi_md_native_element(doc, child, keep);

        } else if (child->type == FAIMI_MD_HTML) {
            faimi_md_native_html(doc, child, false, keep);
        }
    }

    doc->native--;
}


void
faimi_md_native(faimi_md_doc_t *doc, faimi_md_node_t *el)
{
    if (doc->options.html_to_native) {
        faimi_md_native_element(doc, el, false);
    }
}
