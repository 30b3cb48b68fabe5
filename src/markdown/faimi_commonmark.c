/*
 * CommonMark by libcmark: the names of its options, and the parser's call.
 *
 * libcmark ends the process where memory ends.  So the text is bounded before
 * it is parsed: a byte of it takes no more than some two hundred of memory.
 */

#include "faimi_commonmark_html.h"


typedef struct {
    const char  *name;
    size_t       offset;
    bool         known;      /* to libcmark, or not needed from it */
} faimi_commonmark_row_t;

#define AT(field)  offsetof(faimi_commonmark_options_t, field)

/* CommonMarker::Config::OPTS; those that are ignored are for other renderers
 * and extensions, or are always so: the text has been validated. */
static const faimi_commonmark_row_t  faimi_commonmark_option_rows[] = {
    { "DEFAULT", AT(ignored), true },
    { "FOOTNOTES", 0, false },
    { "FULL_INFO_STRING", AT(ignored), true },
    { "GITHUB_PRE_LANG", AT(pre_lang), true },
    { "HARDBREAKS", AT(hard_breaks), true },
    { "LIBERAL_HTML_TAG", 0, false },
    { "NOBREAKS", AT(no_breaks), true },
    { "SMART", AT(smart), true },
    { "SOURCEPOS", AT(source_pos), true },
    { "STRIKETHROUGH_DOUBLE_TILDE", AT(ignored), true },
    { "TABLE_PREFER_STYLE_ATTRIBUTES", AT(ignored), true },
    { "UNSAFE", AT(unsafe), true },
    { "VALIDATE_UTF8", AT(ignored), true },
    { NULL, 0, false }
};

static const faimi_commonmark_row_t  faimi_commonmark_extension_rows[] = {
    { "autolink", 0, false },
    { "strikethrough", 0, false },
    { "table", 0, false },
    { "tagfilter", AT(tag_filter), true },
    { "tasklist", 0, false },
    { NULL, 0, false }
};

#undef AT


static faimi_rc_t
faimi_commonmark_switch(faimi_commonmark_options_t *options,
    const faimi_commonmark_row_t *row)
{
    if (row->name == NULL) {
        return FAIMI_NOT_FOUND;
    }

    if (!row->known) {
        return FAIMI_ERROR;
    }

    *(bool *) ((char *) options + row->offset) = true;

    return FAIMI_OK;
}


/* CommonMark#setup_options: each name is made upper case. */
faimi_rc_t
faimi_commonmark_option(faimi_commonmark_options_t *options,
    faimi_slice_t name)
{
    const faimi_commonmark_row_t  *row;

    for (row = faimi_commonmark_option_rows; row->name != NULL; row++) {
        if (faimi_slice_eq_ci(name, faimi_slice_str(row->name))) {
            break;
        }
    }

    return faimi_commonmark_switch(options, row);
}


/* CommonMark#setup_extensions: names are taken as they are. */
faimi_rc_t
faimi_commonmark_extension(faimi_commonmark_options_t *options,
    faimi_slice_t name)
{
    const faimi_commonmark_row_t  *row;

    for (row = faimi_commonmark_extension_rows; row->name != NULL; row++) {
        if (faimi_slice_eq(name, faimi_slice_str(row->name))) {
            break;
        }
    }

    return faimi_commonmark_switch(options, row);
}


static void
faimi_commonmark_free(void *data)
{
    cmark_node  **root = data;

    if (*root != NULL) {
        cmark_node_free(*root);
    }
}


faimi_rc_t
faimi_commonmark_render(faimi_arena_t *arena, faimi_slice_t text,
    const faimi_commonmark_options_t *options, faimi_buf_t *out,
    faimi_error_t *err)
{
    cmark_node  **root;

    if (text.len > FAIMI_MAX_COMMONMARK) {
        return faimi_error_set(err, options->file, 0, 0, "the page is longer"
                               " than %u bytes: split it",
                               FAIMI_MAX_COMMONMARK);
    }

    /* the cleanup comes first: it may find that memory has ended */
    root = faimi_alloc(arena, sizeof(cmark_node *));
    faimi_arena_cleanup(arena, faimi_commonmark_free, root);
    *root = cmark_parse_document(text.data, text.len, options->smart
                                 ? CMARK_OPT_SMART : CMARK_OPT_DEFAULT);
    faimi_commonmark_html(arena, *root, options, out);

    if (out->full) {
        return faimi_error_set(err, options->file, 0, 0, "the page as HTML"
                               " is too large: split it");
    }

    return FAIMI_OK;
}
