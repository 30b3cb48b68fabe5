/*
 * What HTML blocks and HTML spans share: the name of an element, its
 * attributes, its content model.
 *
 * The reference: parse_html_attributes and the tables of
 * kramdown/parser/html.rb.
 */

#include "faimi_md_rules.h"


/* name ::= \s* Name (\s* value)? : in the attribute part of a start tag */
void
faimi_md_html_attrs(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs,
    const faimi_md_tag_t *tag, bool lower)
{
    size_t         at, end;
    faimi_slice_t  s, name, value;

    s = tag->attrs;

    for (at = faimi_md_skip_space(s, 0); at < s.len;
         at = faimi_md_skip_space(s, end))
    {
        end = faimi_md_html_name(s, at);
        name = faimi_slice_sub(s, at, end);
        value = FAIMI_EMPTY;
        at = faimi_md_skip_space(s, end);

        if (faimi_md_char(s, at) == '=') {
            at = faimi_md_skip_space(s, at + 1);

            if (s.data[at] == '"' || s.data[at] == '\'') {
                end = faimi_slice_find_char(s, s.data[at], at + 1);
                value = faimi_slice_sub(s, at + 1, end);
                end++;

            } else {
                for (end = at; end < s.len && !faimi_is_space(s.data[end]);
                     end++)
                {
                    /* void */
                }

                value = faimi_slice_sub(s, at, end);
            }
        }

        name = lower ? faimi_md_downcase(doc, name) : name;
        faimi_md_attr_set(doc, attrs, name, value);
    }
}


/* The name of an element, in lower case if it is one of HTML. */
faimi_slice_t
faimi_md_html_lower(faimi_md_doc_t *doc, faimi_slice_t name, int *flags)
{
    size_t         i;
    faimi_slice_t  lower;

    *flags = faimi_md_element(name);

    if (*flags != 0) {
        return name;
    }

    for (i = 0; i < name.len; i++) {
        if (faimi_is_high(name.data[i])
            || name.data[i] != faimi_lower(name.data[i]))
        {
            break;
        }
    }

    if (i == name.len) {
        return name;
    }

    lower = faimi_md_downcase(doc, name);
    *flags = faimi_md_element(lower);

    return (*flags != 0) ? lower : name;
}


/* What an element has in it. */
faimi_md_model_t
faimi_md_html_default(int flags)
{
    return (flags & FAIMI_MD_EL_MBLOCK) ? FAIMI_MD_MODEL_BLOCK
         : (flags & FAIMI_MD_EL_MSPAN) ? FAIMI_MD_MODEL_SPAN
         : FAIMI_MD_MODEL_RAW;
}
