/*
 * Attributes, and the inline attribute lists that give them: {: #id .class
 * key="value" reference}.  A reference names a list that {:name: ...} defines.
 *
 * The reference: kramdown/parser/kramdown/extensions.rb.
 */

#include "faimi_md_parser.h"


/* The attribute of that name, or NULL. A list is searched from its beginning:
 * elements have a few attributes, and FAIMI_MAX_ATTRIBUTES at most. */
static faimi_md_attr_t *
faimi_md_attr_find(const faimi_md_attrs_t *attrs, faimi_slice_t name)
{
    faimi_md_attr_t  *attr;

    for (attr = attrs->first; attr != NULL; attr = attr->next) {
        if (faimi_slice_eq(attr->name, name)) {
            return attr;
        }
    }

    return NULL;
}


/* Appends an attribute without a value, whether or not one of that name
 * exists.  They are counted, since each later one is searched for in all of
 * them. */
static faimi_md_attr_t *
faimi_md_attr_add(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs,
    faimi_slice_t name)
{
    faimi_md_attr_t  *attr;

    attr = faimi_alloc(doc->arena, sizeof(faimi_md_attr_t));
    attr->name = name;
    attr->value.s = FAIMI_EMPTY;

    if (attrs->first == NULL) {
        attr->nth = 1;
        attrs->first = attr;

    } else {
        attr->nth = attrs->last->nth + 1;
        attrs->last->next = attr;
    }

    if (attr->nth > FAIMI_MAX_ATTRIBUTES) {
        faimi_md_fail(doc, "too many attributes on one element");
    }

    attrs->last = attr;

    return attr;
}


/* Sets a value; the attribute keeps its place, as in Ruby's Hash. */
void
faimi_md_attr_set(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs,
    faimi_slice_t name, faimi_slice_t value)
{
    faimi_md_attr_t  *attr;

    attr = faimi_md_attr_find(attrs, name);

    if (attr == NULL) {
        attr = faimi_md_attr_add(doc, attrs, name);
    }

    attr->value.s = value;
    attr->value.room = 0;
}


/* Adds to the classes: attr[k] = "#{attr[k]} #{v}".lstrip
 * (update_attr_with_ial of kramdown/parser/kramdown.rb). */
void
faimi_md_attr_class(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs,
    faimi_slice_t name)
{
    faimi_md_attr_t  *attr;

    attr = faimi_md_attr_find(attrs, FAIMI_SLICE("class"));

    if (attr == NULL) {
        attr = faimi_md_attr_add(doc, attrs, FAIMI_SLICE("class"));
    }

    if (attr->value.s.len > 0) {
        faimi_md_text_add(doc->arena, &attr->value, FAIMI_SLICE(" "));

    } else {
        name = faimi_slice_trim_left(name);
    }

    faimi_md_text_add(doc->arena, &attr->value, name);
}


/* Removes an attribute and returns its value; its data is NULL where there was
 * no such attribute. */
faimi_slice_t
faimi_md_attr_take(faimi_md_attrs_t *attrs, const char *name)
{
    faimi_md_attr_t  *attr, *prev;

    prev = NULL;

    for (attr = attrs->first; attr != NULL; prev = attr, attr = attr->next) {
        if (faimi_slice_eq(attr->name, faimi_slice_str(name))) {
            break;
        }
    }

    if (attr == NULL) {
        return faimi_slice(NULL, 0);
    }

    if (prev == NULL) {
        attrs->first = attr->next;

    } else {
        prev->next = attr->next;
    }

    attrs->last = (attrs->last == attr) ? prev : attrs->last;

    return attr->value.s;
}


const faimi_md_attr_t *
faimi_md_attr_get(const faimi_md_attrs_t *attrs, const char *name)
{
    return faimi_md_attr_find(attrs, faimi_slice_str(name));
}


/* A reference to an attribute list definition.  The names are kept, and not
 * what they stand for: it may be defined below, and {:toc} and others are no
 * definitions at all, but words for the converter. */
static void
faimi_md_ref_add(faimi_md_doc_t *doc, faimi_md_ial_t *ial, faimi_slice_t name)
{
    (void) faimi_md_attr_add(doc, &ial->refs, name);
}


/* A value without the backslashes before '}' and before its own quote. */
static faimi_slice_t
faimi_md_ial_unescape(faimi_md_doc_t *doc, faimi_slice_t s, char quote)
{
    char    *p;
    size_t   i, n;

    if (faimi_slice_find_char(s, '\\', 0) == s.len) {
        return s;
    }

    p = faimi_alloc_text(doc->arena, s.len);

    for (i = 0, n = 0; i < s.len; i++) {
        if (s.data[i] == '\\' && i + 1 < s.len
            && (s.data[i + 1] == '}' || s.data[i + 1] == quote))
        {
            i++;
        }

        p[n++] = s.data[i];
    }

    return faimi_slice(p, n);
}


/* Each item of a list ends with white space, or with the list. */
static bool
faimi_md_ial_ends(faimi_slice_t s, size_t at)
{
    return at >= s.len || faimi_is_space(s.data[at]);
}


/* pair ::= name '=' quote ([^}quote] | '\' quote | '\}')* quote, then an end
 * ALD_TYPE_KEY_VALUE_PAIR of extensions.rb.  A quote that no end follows is
 * part of the value.  If no quote ends it, the text is tried again from its
 * second letter on: hence the steps. */
static size_t
faimi_md_ial_pair(faimi_md_doc_t *doc, faimi_slice_t s, size_t at,
    faimi_md_ial_t *ial)
{
    char           quote;
    size_t         name, i;
    faimi_slice_t  value;

    name = faimi_md_id_name(s, at);

    if (name == 0 || faimi_md_char(s, name) != '=') {
        return 0;
    }

    quote = faimi_md_char(s, name + 1);

    if (quote != '"' && quote != '\'') {
        return 0;
    }

    for (i = name + 2; i < s.len && s.data[i] != '}'; i++) {
        if (s.data[i] == '\\' && i + 1 < s.len
            && (s.data[i + 1] == quote || s.data[i + 1] == '}'))
        {
            i++;

        } else if (s.data[i] == quote && faimi_md_ial_ends(s, i + 1)) {
            value = faimi_slice_sub(s, name + 2, i);
            faimi_md_attr_set(doc, &ial->attrs, faimi_slice_sub(s, at, name),
                              faimi_md_ial_unescape(doc, value, quote));
            return i + 1;
        }
    }

    /* the text is read again, from its second letter on */
    faimi_md_step(doc, (i - at) / 8);

    return 0;
}


/* reference ::= name, then an end
 * ALD_TYPE_REF. */
static size_t
faimi_md_ial_ref(faimi_md_doc_t *doc, faimi_slice_t s, size_t at,
    faimi_md_ial_t *ial)
{
    size_t  end;

    end = faimi_md_id_name(s, at);

    if (end == 0 || !faimi_md_ial_ends(s, end)) {
        return 0;
    }

    faimi_md_ref_add(doc, ial, faimi_slice_sub(s, at, end));

    return end;
}


/* mark ::= '#' [A-Za-z] [\w:-]* | '.' [^\s.#]+
 * Its end, or 0. */
static size_t
faimi_md_ial_mark(faimi_slice_t s, size_t at)
{
    char    c, mark;
    size_t  from;

    mark = faimi_md_char(s, at);
    from = ++at;

    if (mark == '#') {
        if (!faimi_is_alpha(faimi_md_char(s, at))) {
            return 0;
        }

        for (c = faimi_md_char(s, at);
             faimi_is_word(c) || c == ':' || c == '-';
             c = faimi_md_char(s, ++at))
        {
            /* void */
        }

    } else if (mark == '.') {
        while (at < s.len && !faimi_is_space(s.data[at])
               && s.data[at] != '.' && s.data[at] != '#')
        {
            at++;
        }
    }

    return (at > from) ? at : 0;
}


/* marks ::= mark+, then an end
 * ALD_TYPE_ID_OR_CLASS_MULTI: read twice, since nothing is set unless all of
 * it fits. */
static size_t
faimi_md_ial_marks(faimi_md_doc_t *doc, faimi_slice_t s, size_t at,
    faimi_md_ial_t *ial)
{
    size_t         from, end, next;
    faimi_slice_t  name;

    for (end = at; (next = faimi_md_ial_mark(s, end)) != 0; end = next) {
        /* void */
    }

    if (end == at || !faimi_md_ial_ends(s, end)) {
        return 0;
    }

    for (from = at; from < end; from = next) {
        next = faimi_md_ial_mark(s, from);
        name = faimi_slice_sub(s, from + 1, next);

        if (s.data[from] == '#') {
            faimi_md_attr_set(doc, &ial->attrs, FAIMI_SLICE("id"), name);

        } else {
            faimi_md_attr_class(doc, &ial->attrs, name);
        }
    }

    return end;
}


/* list ::= (white space or start) (pair | reference | marks), repeated
 * parse_attribute_list of extensions.rb.  It scans for its pattern, so
 * whatever fits none of the three is passed over. *ial is made if it is NULL;
 * a list that is there is added to. */
void
faimi_md_ial_parse(faimi_md_doc_t *doc, faimi_slice_t s, faimi_md_ial_t **ial)
{
    size_t         at, from, end;
    faimi_slice_t  trimmed;

    if (*ial == NULL) {
        *ial = faimi_alloc(doc->arena, sizeof(faimi_md_ial_t));
    }

    trimmed = faimi_slice_trim(s);

    if (trimmed.len == 0 || faimi_slice_eq(trimmed, FAIMI_SLICE(":"))) {
        return;
    }

    for (at = 0; at < s.len; at = end) {
        from = at + faimi_is_space(s.data[at]);
        end = 0;

        if (from > at || at == 0) {
            end = faimi_md_ial_pair(doc, s, from, *ial);
            end = end ? end : faimi_md_ial_ref(doc, s, from, *ial);
            end = end ? end : faimi_md_ial_marks(doc, s, from, *ial);
        }

        end = end ? end : at + 1;
    }
}


/* Classes are added, all others are replaced. */
static void
faimi_md_attrs_apply(faimi_md_doc_t *doc, faimi_md_attrs_t *to,
    const faimi_md_attrs_t *from)
{
    const faimi_md_attr_t  *attr;

    for (attr = from->first; attr != NULL; attr = attr->next) {
        if (faimi_slice_eq(attr->name, FAIMI_SLICE("class"))) {
            faimi_md_attr_class(doc, to, attr->value.s);

        } else {
            faimi_md_attr_set(doc, to, attr->name, attr->value.s);
        }
    }
}


/* Appends copies; `to` must have none of these names.  The values are shared,
 * and become copies when they are added to. */
void
faimi_md_attrs_copy(faimi_md_doc_t *doc, faimi_md_attrs_t *to,
    const faimi_md_attrs_t *from)
{
    const faimi_md_attr_t  *attr;

    for (attr = from->first; attr != NULL; attr = attr->next) {
        faimi_md_attr_add(doc, to, attr->name)->value.s = attr->value.s;
    }
}


/* Adds one list to another, references unresolved (update_ial_with_ial). */
void
faimi_md_ial_merge(faimi_md_doc_t *doc, faimi_md_ial_t *to,
    const faimi_md_ial_t *from)
{
    const faimi_md_attr_t  *ref;

    for (ref = from->refs.first; ref != NULL; ref = ref->next) {
        faimi_md_ref_add(doc, to, ref->name);
    }

    faimi_md_attrs_apply(doc, &to->attrs, &from->attrs);
}


/* Gives an element what a list says, what it refers to first:
 * update_attr_with_ial of kramdown/parser/kramdown.rb.  A definition may refer
 * to others, in a circle, too: the reference overflows its stack there, here
 * the depth is limited, and steps limit how often a list of lists is expanded.
 */
void
faimi_md_ial_apply(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs,
    const faimi_md_ial_t *ial)
{
    const faimi_value_t    *ald;
    const faimi_md_attr_t  *ref;

    faimi_md_enter(doc, &doc->depth, FAIMI_MAX_SPAN_DEPTH);

    for (ref = ial->refs.first; ref != NULL; ref = ref->next) {
        ald = faimi_map_get(doc->alds, ref->name);

        if (ald != NULL) {
            faimi_md_step(doc, 1);
            faimi_md_ial_apply(doc, attrs, ald->u.object.data);
        }
    }

    faimi_md_attrs_apply(doc, attrs, &ial->attrs);
    doc->depth--;
}


/* As Ruby's /\bword\b/, whose \b knows letters of any script. */
bool
faimi_md_has_word(faimi_slice_t s, faimi_slice_t word)
{
    size_t  at, end;

    for (at = 0; at < s.len; at++) {
        at = faimi_slice_find(s, word, at);
        end = at + word.len;

        if (at < s.len
            && (at == 0 || !faimi_utf8_is_word(faimi_utf8_last(s, at)))
            && (end == s.len || !faimi_utf8_is_word(faimi_utf8_next(s, &end))))
        {
            return true;
        }
    }

    return false;
}
