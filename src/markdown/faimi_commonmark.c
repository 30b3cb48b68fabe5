/*
 * CommonMark by its own library, for sites whose _config.yml says
 * `markdown: CommonMark`.
 *
 * The library ends the process where memory ends, so the text is bounded
 * here first: a byte of it takes no more than some two hundred of memory.
 */

#include <cmark.h>
#include <stdlib.h>

#include "faimi_markdown.h"


#define FAIMI_COMMONMARK_MAX  (1u << 20)


static void
faimi_commonmark_free(void *data)
{
    char  **html = data;

    free(*html);
}


faimi_rc_t
faimi_commonmark_render(faimi_arena_t *arena, faimi_slice_t text,
    const faimi_commonmark_options_t *options, faimi_buf_t *out,
    faimi_error_t *err)
{
    int    flags;
    char  **html;

    if (text.len > FAIMI_COMMONMARK_MAX) {
        return faimi_error_set(err, options->file, 0, 0, "the page is longer"
                               " than %u bytes: split it",
                               FAIMI_COMMONMARK_MAX);
    }

    flags = options->safe ? CMARK_OPT_DEFAULT : CMARK_OPT_UNSAFE;
    flags |= options->hard_breaks ? CMARK_OPT_HARDBREAKS : 0;
    flags |= options->smart ? CMARK_OPT_SMART : 0;

    html = faimi_alloc(arena, sizeof(char *));
    faimi_arena_cleanup(arena, faimi_commonmark_free, html);
    *html = cmark_markdown_to_html(text.data, text.len, flags);
    faimi_buf_str(out, *html);

    if (out->full) {
        return faimi_error_set(err, options->file, 0, 0, "the page as HTML"
                               " is too large: split it");
    }

    return FAIMI_OK;
}
