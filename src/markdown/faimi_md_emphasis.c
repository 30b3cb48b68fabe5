/*
 * Emphasis: *x*, **x**, _x_, __x__.
 *
 * The reference: kramdown/parser/kramdown/emphasis.rb.
 */

#include "faimi_md_span.h"


/* An underscore within a word, or after a letter and a dash, begins nothing:
 * names of files and variables have them (@src.pre_match =~
 * /[[:alpha:]]-?[[:alpha:]]*\z/ of emphasis.rb). */
static bool
faimi_md_in_word(faimi_slice_t s, size_t at)
{
    if (at > 0 && s.data[at - 1] == '-') {
        at--;
    }

    return at > 0 && faimi_utf8_is_alpha(faimi_utf8_last(s, at));
}


/* try ::= mark content mark
 * Reads it into a node that is in no tree yet; NULL if the mark at `at` finds
 * no other. */
static faimi_md_node_t *
faimi_md_emphasis_try(faimi_md_spans_t *p, size_t at, size_t width)
{
    faimi_md_frame_t  f;

    memset(&f, 0, sizeof(faimi_md_frame_t));
    f.tree = faimi_md_node(&p->doc->pool, (width == 2) ? FAIMI_MD_STRONG
                                                       : FAIMI_MD_EM);
    f.until = FAIMI_MD_UNTIL_MARK;
    f.mark = p->src.text.data[at];
    f.width = width;
    f.flags = p->frame->flags
              | ((width == 2) ? FAIMI_MD_IN_STRONG : FAIMI_MD_IN_EM);
    p->src.pos = at + width;

    if (!faimi_md_spans_run(p, &f)) {
        faimi_md_release(&p->doc->pool, f.tree);
        return NULL;
    }

    p->src.pos += width;

    return f.tree;
}


/* emphasis ::= mark content mark
 * parse_emphasis.  A double mark that is not closed may still begin a single
 * one; that is why a text is read twice at most for each mark, and memo.c
 * remembers the first time. */
bool
faimi_md_emphasis(faimi_md_spans_t *p)
{
    char              c;
    size_t            at, width;
    unsigned          in;
    faimi_slice_t     s;
    faimi_md_node_t  *el;

    s = p->src.text;
    at = p->src.pos;
    c = s.data[at];
    width = (faimi_md_char(s, at + 1) == c) ? 2 : 1;
    /* no emphasis of a kind within the same kind, however far out */
    in = (width == 2) ? FAIMI_MD_IN_STRONG : FAIMI_MD_IN_EM;

    if ((c == '_' && faimi_md_in_word(s, at))
        || faimi_is_space(faimi_md_char(s, at + width))
        || (p->frame->flags & in) != 0)
    {
        faimi_md_add_chars(p, width);
        return true;
    }

    el = faimi_md_emphasis_try(p, at, width);

    /* `**a*' is a star and emphasis: its second mark was taken for the first */
    if (el == NULL && width == 2 && p->frame->tree->type != FAIMI_MD_EM) {
        el = faimi_md_emphasis_try(p, at, 1);
    }

    if (el != NULL) {
        faimi_md_append(p->frame->tree, el);

    } else {
        p->src.pos = at;
        faimi_md_add_chars(p, width);
    }

    return true;
}
