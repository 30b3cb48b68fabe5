/*
 * Footnotes: the marks in the text, and the list at the end (or in the place
 * that {:footnotes} gives it).
 *
 * The reference: convert_footnote and footnote_content of
 * kramdown/converter/html.rb.
 */

#include "faimi_md_render.h"


/* convert_footnote: a reference.  The number is that of the first one to the
 * note; later ones have a suffix in their identifier. */
void
faimi_md_put_note(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    faimi_slice_t     prefix;
    faimi_md_note_t  *note;

    (void) indent;

    if (r->entry) {
        return;
    }

    note = node->u.data;
    prefix = r->doc->options.footnote_prefix;

    if (note->listed) {
        note->repeats++;

    } else {
        if (r->nnotes == r->cnotes) {
            r->notes = faimi_arena_grow(r->doc->arena, r->notes, r->nnotes,
                                        &r->cnotes, sizeof(r->notes[0]));
        }

        note->listed = true;
        note->number = r->doc->options.footnote_nr + (int64_t) r->nnotes;
        r->notes[r->nnotes++] = note;
    }

    faimi_buf_printf(r->out, "<sup id=\"fnref:%.*s%.*s", FAIMI_FMT(prefix),
                     FAIMI_FMT(note->name));

    if (note->repeats > 0) {
        faimi_buf_printf(r->out, ":%zu", note->repeats);
    }

    faimi_buf_printf(r->out, "\" role=\"doc-noteref\"><a href=\"#fn:%.*s%.*s\""
                     " class=\"footnote\" rel=\"footnote\">%lld</a></sup>",
                     FAIMI_FMT(prefix), FAIMI_FMT(note->name),
                     (long long) note->number);
}


/* The paragraph that takes the links back: the last one of the note; with
 * backlink_inline also one inside of the last block; or a new one. */
static faimi_md_node_t *
faimi_md_note_paragraph(faimi_md_render_t *r, faimi_md_node_t *li, bool *fresh)
{
    faimi_md_node_t  *last, *p;

    *fresh = false;
    last = li->last;

    if (last != NULL && (last->type == FAIMI_MD_P
                         || r->doc->options.backlink_inline))
    {
        while (last != NULL && last->type != FAIMI_MD_P
               && last->type != FAIMI_MD_HEADER)
        {
            last = last->last;
        }

        if (last != NULL) {
            return last;
        }
    }

    *fresh = true;
    p = faimi_md_node(&r->doc->pool, FAIMI_MD_P);
    faimi_md_append(li, p);

    return p;
}


/* A link back, as raw HTML at the end of the paragraph, which is rendered
 * later.  Only one that is alone in a new paragraph has no blank before it. */
static void
faimi_md_note_back(faimi_md_render_t *r, faimi_md_node_t *p,
    const faimi_md_note_t *note, size_t i, bool blank)
{
    faimi_buf_t      *out, *text;
    faimi_slice_t     prefix;
    faimi_md_node_t  *raw;

    out = r->out;
    r->out = text = faimi_buf_create(r->doc->arena, FAIMI_MAX_OUTPUT);
    prefix = r->doc->options.footnote_prefix;

    if (blank) {
        faimi_md_put_char(r, 0xA0, FAIMI_EMPTY);
    }

    faimi_buf_printf(text, "<a href=\"#fnref:%.*s%.*s", FAIMI_FMT(prefix),
                     FAIMI_FMT(note->name));

    if (i > 0) {
        faimi_buf_printf(text, ":%zu", i);
    }

    faimi_buf_str(text, "\" class=\"reversefootnote\""
                        " role=\"doc-backlink\">");
    faimi_md_put_escaped(text, r->doc->options.footnote_backlink, false);

    if (i > 0) {
        faimi_buf_printf(text, "<sup>%zu</sup>", i + 1);
    }

    faimi_buf_str(text, "</a>");
    r->out = out;

    raw = faimi_md_node(&r->doc->pool, FAIMI_MD_RAW);
    raw->value.s = faimi_buf_slice(text);
    faimi_md_append(p, raw);
}


/* The blocks of a note as an item of the list.  They may have references to
 * more notes, which come at the end of the list. */
static void
faimi_md_put_note_item(faimi_md_render_t *r, const faimi_md_note_t *note)
{
    bool              fresh;
    size_t            i;
    faimi_slice_t     id;
    faimi_md_node_t  *li, *p;

    li = faimi_md_node(&r->doc->pool, FAIMI_MD_LI);
    id = faimi_arena_printf(r->doc->arena, "fn:%.*s%.*s",
                            FAIMI_FMT(r->doc->options.footnote_prefix),
                            FAIMI_FMT(note->name));
    faimi_md_attr_set(r->doc, &li->attrs, FAIMI_SLICE("id"), id);
    faimi_md_attr_set(r->doc, &li->attrs, FAIMI_SLICE("role"),
                      FAIMI_SLICE("doc-endnote"));
    faimi_md_move(note->content, li);
    p = faimi_md_note_paragraph(r, li, &fresh);

    if (r->doc->options.footnote_backlink.len > 0) {
        for (i = 0; i <= note->repeats; i++) {
            faimi_md_note_back(r, p, note, i, i > 0 || !fresh);
        }
    }

    faimi_md_put(r, li, 4);
}


/* Moves what was written since `from` to `at`, in place of the byte that kept
 * the place.  The output is copied once for the notes, once for the contents.
 */
void
faimi_md_splice(faimi_md_render_t *r, size_t at, size_t from)
{
    size_t        len;
    faimi_buf_t  *out;
    faimi_slice_t  piece;

    out = r->out;
    len = out->len - from;
    piece = faimi_arena_copy(r->doc->arena,
                             faimi_slice(out->data + from, len));
    memmove(out->data + at + len, out->data + at + 1, from - at - 1);
    memcpy(out->data + at, piece.data, len);
    out->len--;
}


/* footnote_content.  The loop sees notes that are added while it runs.  If the
 * notes have a place of their own, that of the table of contents may move. */
void
faimi_md_put_notes(faimi_md_render_t *r)
{
    bool    placed;
    size_t  i, from;

    from = r->out->len;
    placed = r->placed;
    r->noting = true;

    for (i = 0; i < r->nnotes; i++) {
        if (i == 0) {
            faimi_buf_str(r->out, "<div class=\"footnotes\""
                                  " role=\"doc-endnotes\">\n  <ol");

            if (r->doc->options.footnote_nr != 1) {
                faimi_buf_printf(r->out, " start=\"%lld\"", (long long)
                                 r->doc->options.footnote_nr);
            }

            faimi_buf_str(r->out, ">\n");
        }

        faimi_md_put_note_item(r, r->notes[i]);
    }

    if (r->nnotes > 0) {
        faimi_buf_str(r->out, "  </ol>\n</div>\n");
    }

    if (placed && !r->out->full) {
        if (r->toc != NULL && r->toc_at >= from) {
            r->toc_at = r->notes_at + r->toc_at - from;

        } else if (r->toc != NULL && r->toc_at > r->notes_at) {
            r->toc_at += r->out->len - from - 1;
        }

        faimi_md_splice(r, r->notes_at, from);
    }
}
