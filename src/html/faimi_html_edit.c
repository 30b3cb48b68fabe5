/*
 * Replacing parts of a page (faimi_html_edit.h), and the loop that jemoji and
 * jekyll-mentions have in common: each text outside of certain elements.
 *
 * Nothing is copied before the first replacement.  A page that a plugin leaves
 * alone, which most are, costs one pass and no memory.
 */

#include "faimi_html_edit.h"


void
faimi_html_edit_cut(faimi_html_edit_t *e, faimi_slice_t part)
{
    size_t  from;

    from = (size_t) (part.data - e->html.data);
    faimi_buf_add(e->out, faimi_slice_sub(e->html, e->copied, from));
    e->copied = from + part.len;
    e->changed = true;
}


bool
faimi_html_edit_close(faimi_html_edit_t *e)
{
    if (e->changed) {
        faimi_buf_add(e->out,
                      faimi_slice_sub(e->html, e->copied, e->html.len));
    }

    return e->changed;
}


bool
faimi_html_each_text(faimi_buf_t *out, faimi_slice_t html,
    const char *const *off, faimi_html_text_pt fn, faimi_slice_t arg)
{
    faimi_html_edit_t    e;
    faimi_html_token_t   t;
    faimi_html_reader_t  r;
    faimi_html_within_t  within;

    memset(&within, 0, sizeof(faimi_html_within_t));
    within.names = off;
    faimi_html_edit_open(&e, out, html);
    faimi_html_open(&r, faimi_html_body(html));

    for (t = faimi_html_next(&r); t.kind != FAIMI_HTML_END;
         t = faimi_html_next(&r))
    {
        if (t.kind == FAIMI_HTML_TEXT && within.open == 0) {
            fn(&e, t.source, arg);
        }

        faimi_html_within(&within, &t);
    }

    return faimi_html_edit_close(&e);
}
