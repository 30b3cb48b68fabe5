/*
 * Abbreviations: where a text has one as a word, it gets its title.
 *
 * The reference: kramdown/parser/kramdown/abbreviation.rb.
 */

#include <stdlib.h>

#include "faimi_md_rules.h"


typedef struct {
    faimi_slice_t     text;
    faimi_md_node_t  *eob;
} faimi_md_abbr_t;


/* The abbreviations, the longer ones first, by their first byte. */
typedef struct {
    faimi_md_doc_t   *doc;
    faimi_md_abbr_t  *list;
    size_t            n;
    uint32_t          from[257];
} faimi_md_abbrs_t;


/* By first byte, then longer ones first: where one begins another, the longer
 * one is meant (the pattern of replace_abbreviations is sorted like that). */
static int
faimi_md_abbr_cmp(const void *one, const void *two)
{
    unsigned char           c, d;
    const faimi_md_abbr_t  *a = one;
    const faimi_md_abbr_t  *b = two;

    c = (unsigned char) a->text.data[0];
    d = (unsigned char) b->text.data[0];

    if (c != d) {
        return (c < d) ? -1 : 1;
    }

    /* where one begins another, the longer one is meant */
    return (a->text.len < b->text.len) - (a->text.len > b->text.len);
}


/* The abbreviation at `at`, or NULL. `word`: only if no letter follows it.
 * What is compared takes steps, since many may begin alike. */
static const faimi_md_abbr_t *
faimi_md_abbr_at(const faimi_md_abbrs_t *a, faimi_slice_t s, size_t at,
    bool word)
{
    size_t         i, end;
    unsigned char  c;
    faimi_slice_t  text;

    if (at >= s.len) {
        return NULL;
    }

    c = (unsigned char) s.data[at];

    for (i = a->from[c]; i < a->from[c + 1]; i++) {
        text = a->list[i].text;
        end = at + text.len;
        faimi_md_step(a->doc, 1 + text.len / 16);

        if (faimi_slice_eq(faimi_slice_sub(s, at, end), text)
            && !(word && end < s.len && faimi_is_word(s.data[end])))
        {
            return &a->list[i];
        }
    }

    return NULL;
}


/* occurrence ::= (start of line | \W) abbreviation (?! \w)
 * The next one from `from` on, and in *at where its text begins.  The
 * character before an abbreviation is part of the pattern, and may begin one
 * itself: hence the second look. */
static const faimi_md_abbr_t *
faimi_md_abbr_next(const faimi_md_abbrs_t *a, faimi_slice_t s, size_t from,
    size_t *at)
{
    size_t                  i, next;
    const faimi_md_abbr_t  *abbr;

    for (i = from; i < s.len; i = next) {
        next = i;
        (void) faimi_utf8_next(s, &next);

        if ((i == from || s.data[i - 1] == '\n')
            && faimi_md_abbr_at(a, s, i, true) != NULL)
        {
            *at = i;
            return faimi_md_abbr_at(a, s, i, false);
        }

        if (!faimi_is_word(s.data[i])
            && faimi_md_abbr_at(a, s, next, true) != NULL)
        {
            abbr = faimi_md_abbr_at(a, s, i, false);
            *at = (abbr == NULL) ? next : i;

            return (abbr == NULL) ? faimi_md_abbr_at(a, s, next, false) : abbr;
        }
    }

    return NULL;
}


/* Divides a text at its abbreviations.  As in the reference an empty text
 * stays between two that touch. */
static void
faimi_md_abbr_text(const faimi_md_abbrs_t *a, faimi_md_node_t *text)
{
    size_t                  from, at;
    faimi_slice_t           s;
    faimi_md_node_t        *node;
    const faimi_md_abbr_t  *abbr;

    s = text->value.s;
    from = 0;

    while ((abbr = faimi_md_abbr_next(a, s, from, &at)) != NULL) {
        node = faimi_md_node(&a->doc->pool, FAIMI_MD_TEXT);
        node->value.s = faimi_slice_sub(s, from, at);
        faimi_md_insert(text, node);
        node = faimi_md_node(&a->doc->pool, FAIMI_MD_ABBR);
        node->value.s = abbr->text;
        node->u.data = abbr->eob;
        faimi_md_insert(text, node);
        from = at + abbr->text.len;
    }

    text->value.s = faimi_slice_sub(s, from, s.len);
    text->value.room = 0;
}


/* All text nodes, of headers, links and emphasis, too, but not what is raw in
 * HTML. Code has no text nodes. */
static void
faimi_md_abbr_walk(const faimi_md_abbrs_t *a, faimi_md_node_t *el)
{
    faimi_md_node_t  *child, *next;

    for (child = el->first; child != NULL; child = next) {
        next = child->next;

        /* headers, links and emphasis included; code has no children */
        if (child->type != FAIMI_MD_TEXT) {
            faimi_md_abbr_walk(a, child);

        } else if (el->type != FAIMI_MD_HTML
                   || el->model != FAIMI_MD_MODEL_RAW)
        {
            faimi_md_abbr_text(a, child);
        }
    }
}


/* The table of abbreviations, made once for the page and its notes; and their
 * titles as attributes. */
static faimi_md_abbrs_t *
faimi_md_abbrs(faimi_md_doc_t *doc)
{
    size_t             i, c;
    faimi_pair_t      *pair;
    faimi_md_abbrs_t  *a;

    a = faimi_alloc(doc->arena, sizeof(faimi_md_abbrs_t));
    a->doc = doc;
    a->n = doc->abbrs->n;
    a->list = faimi_alloc(doc->arena, a->n * sizeof(faimi_md_abbr_t));

    for (i = 0; i < a->n; i++) {
        pair = &doc->abbrs->pairs[i];
        a->list[i].text = pair->key.u.string;
        a->list[i].eob = pair->value.u.object.data;

        if (a->list[i].eob->value.s.len > 0) {
            faimi_md_attr_set(doc, &a->list[i].eob->attrs,
                              FAIMI_SLICE("title"),
                              a->list[i].eob->value.s);
        }
    }

    qsort(a->list, a->n, sizeof(faimi_md_abbr_t), faimi_md_abbr_cmp);

    for (i = 0, c = 0; c < 256; c++) {
        a->from[c] = (uint32_t) i;

        while (i < a->n && (unsigned char) a->list[i].text.data[0] == c) {
            i++;
        }
    }

    a->from[256] = (uint32_t) a->n;

    return a;
}


/* replace_abbreviations, after all spans are parsed: in the page, then in its
 * notes. */
void
faimi_md_abbr_pass(faimi_md_doc_t *doc)
{
    size_t             i;
    faimi_md_note_t   *note;
    faimi_md_abbrs_t  *a;

    if (doc->abbrs->n == 0) {
        return;
    }

    a = faimi_md_abbrs(doc);
    faimi_md_abbr_walk(a, doc->root);

    for (i = 0; i < doc->notes->n; i++) {
        note = doc->notes->pairs[i].value.u.object.data;
        faimi_md_abbr_walk(a, note->content);
    }
}
