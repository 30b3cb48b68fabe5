/*
 * A document from text to HTML, pass by pass; and what ends it early.
 */

#include "faimi_md_span.h"


/* Line ends become '\n', and there is one at the end. */
static faimi_slice_t
faimi_md_lines_unified(faimi_arena_t *arena, faimi_slice_t text)
{
    char    *p;
    size_t   i, n;

    p = faimi_alloc_text(arena, text.len + 1);

    if (faimi_slice_find_char(text, '\r', 0) == text.len) {
        memcpy(p, text.data, text.len);
        n = text.len;

    } else {
        for (i = 0, n = 0; i < text.len; i++) {
            if (text.data[i] == '\r' && i + 1 < text.len
                && text.data[i + 1] == '\n')
            {
                continue;
            }

            p[n++] = (text.data[i] == '\r') ? '\n' : text.data[i];
        }
    }

    if (n == 0 || p[n - 1] != '\n') {
        p[n++] = '\n';
    }

    return faimi_slice(p, n);
}


/* What the parser settles before it reads: that of GFM sets one option of the
 * site's, kramdown's own knows nothing of GFM's. */
static void
faimi_md_input(faimi_markdown_options_t *o)
{
    if (o->gfm) {
        o->auto_id_stripping = true;

    } else {
        o->paragraph_end = false;
        o->typographic = true;
        o->hard_wrap = false;
    }
}


static void
faimi_md_doc_init(faimi_md_doc_t *doc, faimi_arena_t *arena,
    faimi_slice_t text)
{
    doc->arena = arena;
    doc->guard = faimi_arena_guard(arena);
    doc->pool.arena = arena;
    doc->text = faimi_md_lines_unified(arena, text);
    doc->root = faimi_md_node(&doc->pool, FAIMI_MD_ROOT);
    doc->alds = faimi_map_create(arena);
    doc->links = faimi_map_create(arena);
    doc->notes = faimi_map_create(arena);
    doc->abbrs = faimi_map_create(arena);
    doc->ids = faimi_map_create(arena);
    doc->steps = (text.len + 1000) * FAIMI_MAX_MARKDOWN_STEPS;
    faimi_md_input(&doc->options);
    faimi_md_links_given(doc);
}


/* The order is the reference's: footnotes are parsed with the blocks, but their
 * spans come after those of the page, and abbreviations after all spans. */
static void
faimi_md_passes(faimi_md_doc_t *doc, faimi_buf_t *out)
{
    size_t             i;
    faimi_md_src_t     src;
    faimi_md_note_t   *note;
    faimi_md_block_t   b;

    memset(&b, 0, sizeof(faimi_md_block_t));
    faimi_md_src_init(&src, doc->text);
    b.doc = doc;
    b.src = &src;
    b.tree = doc->root;

    (void) faimi_md_blocks(&b, doc->root, &doc->text);
    faimi_md_spans_pass(doc, doc->root);

    for (i = 0; i < doc->notes->n; i++) {
        note = doc->notes->pairs[i].value.u.object.data;
        faimi_md_spans_pass(doc, note->content);
    }

    faimi_md_abbr_pass(doc);

    if (doc->options.gfm) {
        faimi_md_id_pass(doc, doc->root);
    }

    faimi_md_render(doc, out);
}


typedef struct {
    faimi_md_doc_t  *doc;
    faimi_buf_t     *out;
} faimi_md_work_t;


static faimi_rc_t
faimi_md_work(void *data)
{
    faimi_md_work_t  *work = data;

    faimi_md_look(work->doc, FAIMI_MD_LOOK);
    faimi_md_passes(work->doc, work->out);

    return FAIMI_OK;
}


static faimi_rc_t
faimi_md_run(faimi_arena_t *arena, faimi_slice_t text,
    const faimi_markdown_options_t *options, bool smart, faimi_buf_t *out,
    faimi_error_t *err)
{
    faimi_rc_t        rc;
    faimi_md_doc_t   *doc;
    faimi_md_work_t   work;

    if (text.len > FAIMI_MAX_SOURCE) {
        return faimi_error_set(err, options->file, 0, 0,
                               "the page is too large: split it");
    }

    doc = faimi_alloc(arena, sizeof(faimi_md_doc_t));
    doc->options = *options;
    doc->err = err;
    doc->smart = smart;

    /* The SmartyPants parser is derived from kramdown's own, not from GFM's. */
    if (smart) {
        doc->options.gfm = false;
    }

    faimi_md_doc_init(doc, arena, text);
    work = (faimi_md_work_t) { doc, out };
    rc = faimi_guard_run(doc->guard, faimi_md_work, &work);

    /* whoever called must know, too: its own arena is the same one */
    if (rc == FAIMI_NOMEM) {
        (void) faimi_error_set(err, options->file, 0, 0, "there is not enough"
                               " memory for the page: split it");
        faimi_guard_raise(doc->guard, rc);
    }

    if (rc == FAIMI_OK && out->full) {
        return faimi_error_set(err, options->file, 0, 0, "the page as HTML"
                               " is too large: split it");
    }

    return rc;
}


faimi_rc_t
faimi_markdown_render(faimi_arena_t *arena, faimi_slice_t text,
    const faimi_markdown_options_t *options, faimi_buf_t *out,
    faimi_error_t *err)
{
    return faimi_md_run(arena, text, options, false, out, err);
}


faimi_rc_t
faimi_markdown_smartify(faimi_arena_t *arena, faimi_slice_t text,
    const faimi_markdown_options_t *options, faimi_buf_t *out,
    faimi_error_t *err)
{
    size_t      from;
    faimi_rc_t  rc;

    from = out->len;
    rc = faimi_md_run(arena, text, options, true, out, err);

    /* SmartyPants#convert: document.to_html.chomp */
    if (out->len > from && out->data[out->len - 1] == '\n') {
        faimi_buf_cut(out, out->len - 1);
    }

    return rc;
}
