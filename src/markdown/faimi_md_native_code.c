/*
 * <code> and <pre> as native code, <script type="math/tex"> as mathematics.
 *
 * The reference: convert_code and handle_math_tag of kramdown/parser/html.rb.
 */

#include "faimi_md_native.h"


/* The end of `highlighter-` and a word that stand at `at` as words, or 0. */
static size_t
faimi_md_native_marker(faimi_slice_t s, size_t at)
{
    size_t         end, next;
    faimi_slice_t  name;

    name = FAIMI_SLICE("highlighter-");

    if (!faimi_slice_starts(faimi_slice_sub(s, at, s.len), name)
        || (at > 0 && faimi_utf8_is_word(faimi_utf8_last(s, at))))
    {
        return 0;
    }

    for (end = at + name.len; faimi_is_word(faimi_md_char(s, end)); end++) {
        /* void */
    }

    next = end;

    return (end > at + name.len
            && (end == s.len || !faimi_utf8_is_word(faimi_utf8_next(s, &next))))
           ? end : 0;
}


/* The class of a highlighter is taken off, with the white space before it or
 * else after it: the one that writes the page sets its own. */
static void
faimi_md_native_unmark(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs)
{
    size_t                  at, end, word;
    faimi_buf_t            *b;
    faimi_slice_t           s;
    const faimi_md_attr_t  *class;

    class = faimi_md_attr_get(attrs, "class");
    s = (class == NULL) ? FAIMI_EMPTY : class->value.s;

    if (faimi_slice_find(s, FAIMI_SLICE("highlighter-"), 0) == s.len) {
        return;
    }

    b = faimi_buf_create(doc->arena, s.len + 1);

    for (at = 0; at < s.len; at = (end == 0) ? word : end) {
        word = faimi_md_skip_space(s, at);
        end = faimi_md_native_marker(s, word);

        if (end != 0 && word == at) {
            end = faimi_md_skip_space(s, end);

        } else if (end == 0) {
            word = (word == at) ? at + 1 : word;
            faimi_buf_add(b, faimi_slice_sub(s, at, word));
        }
    }

    faimi_md_attr_set(doc, attrs, FAIMI_SLICE("class"), faimi_buf_slice(b));
}


/* The language of <pre><code class="language-x"> is told by the block. */
static void
faimi_md_native_language(faimi_md_doc_t *doc, faimi_md_node_t *el)
{
    faimi_slice_t           lang, class;
    const faimi_md_attr_t  *attr;
    const faimi_md_node_t  *code;

    code = el->first;

    if (code == NULL || code->next != NULL
        || !faimi_slice_eq(code->value.s, FAIMI_SLICE("code")))
    {
        return;
    }

    lang = faimi_md_language(&code->attrs);

    if (lang.len == 0) {
        return;
    }

    attr = faimi_md_attr_get(&el->attrs, "class");
    class = (attr == NULL) ? FAIMI_EMPTY : attr->value.s;
    class = faimi_arena_printf(doc->arena, "language-%.*s %.*s",
                               FAIMI_FMT(lang), FAIMI_FMT(class));
    faimi_md_attr_set(doc, &el->attrs, FAIMI_SLICE("class"),
                      faimi_slice_trim_right(class));
}


/* The elements within lose their tags; the texts are the code. */
void
faimi_md_native_code(faimi_md_doc_t *doc, faimi_md_node_t *el)
{
    bool           span;
    faimi_slice_t  text;

    if (!faimi_md_native_resolve(doc, faimi_md_native_plain(doc, el), &text)) {
        faimi_md_native_html(doc, el, false, true);
        return;
    }

    span = faimi_slice_eq(el->value.s, FAIMI_SLICE("code"));

    if (span) {
        faimi_md_native_unmark(doc, &el->attrs);

    } else {
        faimi_md_native_language(doc, el);
    }

    faimi_md_native_as(el, span ? FAIMI_MD_CODESPAN : FAIMI_MD_CODE);
    el->value.s = text;
    el->u.text = FAIMI_EMPTY;

    if (el->first != NULL) {
        faimi_md_release_all(&doc->pool, el);
    }
}


/* cdata ::= ('%' \s*)? '<![CDATA[' '\n'? text (\s '%')? ']]>' : the text */
static faimi_slice_t
faimi_md_native_cdata(faimi_slice_t s)
{
    size_t         at;
    faimi_slice_t  text, open, close;

    open = FAIMI_SLICE("<![CDATA[");
    close = FAIMI_SLICE("]]>");
    at = (faimi_md_char(s, 0) == '%') ? faimi_md_skip_space(s, 1) : 0;
    text = faimi_slice_sub(s, at, s.len);

    if (!faimi_slice_starts(text, open) || !faimi_slice_ends(text, close)
        || text.len < open.len + close.len)
    {
        return s;
    }

    text = faimi_slice_sub(text, open.len, text.len - close.len);
    text = faimi_slice_sub(text, faimi_md_char(text, 0) == '\n', text.len);

    if (text.len > 1 && text.data[text.len - 1] == '%'
        && faimi_is_space(text.data[text.len - 2]))
    {
        text.len -= 2;
    }

    return text;
}


/* As MathJax 2 wants it; other scripts stay scripts. */
void
faimi_md_native_math(faimi_md_doc_t *doc, faimi_md_node_t *el)
{
    faimi_slice_t           type, text, display;
    const faimi_md_attr_t  *attr;

    attr = faimi_md_attr_get(&el->attrs, "type");
    type = (attr == NULL) ? FAIMI_EMPTY : attr->value.s;

    if (!faimi_md_has_word(type, FAIMI_SLICE("math/tex"))) {
        faimi_md_native_html(doc, el, true, false);
        return;
    }

    text = (el->first == NULL) ? FAIMI_EMPTY : el->first->value.s;
    display = FAIMI_SLICE("mode=display");
    (void) faimi_md_attr_take(&el->attrs, "type");
    faimi_md_native_as(el, FAIMI_MD_MATH);
    el->span = faimi_slice_find(type, display, 0) == type.len;
    el->value.s = faimi_md_native_cdata(text);

    if (el->first != NULL) {
        faimi_md_release_all(&doc->pool, el);
    }
}
