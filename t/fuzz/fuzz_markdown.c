/*
 * Markdown: the first byte sets options, the rest is the text.  Nothing else
 * may come of it than HTML that is UTF-8, or an error that names a line.  The
 * same text goes through the other two converters.
 */

#include "faimi_commonmark.h"
#include "faimi_frontmatter.h"
#include "faimi_markdown.h"
#include "fuzz.h"


static void
fuzz_options(faimi_markdown_options_t *options, unsigned char bits)
{
    faimi_markdown_defaults(options);

    options->hard_wrap = (bits & 1) != 0;
    options->parse_block_html = (bits & 2) != 0;
    options->parse_span_html = (bits & 4) == 0;
    options->paragraph_end = (bits & 8) == 0;
    options->backlink_inline = (bits & 16) != 0;
    options->join_cjk = (bits & 32) != 0;
    options->html_to_native = (bits & 32) != 0;
    options->mathjax = (bits & 64) == 0;
    options->block_code.line_numbers = (bits & 64) != 0;
    options->gfm = (bits & 128) == 0;
    options->yaml = faimi_yaml_parse;
}


static void
fuzz_result(faimi_rc_t rc, const faimi_buf_t *out, const faimi_error_t *err)
{
    fuzz_check(rc == FAIMI_OK || err->message[0] != '\0');
    fuzz_check(rc != FAIMI_OK || faimi_utf8_check(faimi_buf_slice(out))
                                 == out->len);
}


static void
fuzz_smartify(fuzz_t *fuzz, faimi_slice_t text,
    const faimi_markdown_options_t *options)
{
    faimi_buf_t    *out;
    faimi_error_t   err;

    memset(&err, 0, sizeof(faimi_error_t));
    out = faimi_buf_create(fuzz->arena, FAIMI_MAX_OUTPUT);
    fuzz_result(faimi_markdown_smartify(fuzz->arena, text, options, out, &err),
                out, &err);
}


static void
fuzz_commonmark(fuzz_t *fuzz, faimi_slice_t text, unsigned char bits)
{
    faimi_buf_t                 *out;
    faimi_error_t                err;
    faimi_commonmark_options_t   options;

    memset(&err, 0, sizeof(faimi_error_t));
    memset(&options, 0, sizeof(faimi_commonmark_options_t));
    options.smart = (bits & 1) != 0;
    options.unsafe = (bits & 2) != 0;
    options.tag_filter = (bits & 4) != 0;
    options.source_pos = (bits & 8) != 0;
    options.pre_lang = (bits & 16) != 0;
    options.hard_breaks = (bits & 32) != 0;
    out = faimi_buf_create(fuzz->arena, FAIMI_MAX_OUTPUT);
    fuzz_result(faimi_commonmark_render(fuzz->arena, text, &options, out,
                                        &err), out, &err);
}


static faimi_rc_t
fuzz_run(void *data)
{
    fuzz_t                    *fuzz;
    faimi_rc_t                 rc;
    faimi_buf_t               *out;
    faimi_error_t              err;
    faimi_slice_t              text;
    faimi_markdown_options_t   options;

    fuzz = data;

    if (fuzz->input.len == 0) {
        return FAIMI_OK;
    }

    text = faimi_slice_sub(fuzz->input, 1, fuzz->input.len);

    if (faimi_utf8_check(text) != text.len) {
        return FAIMI_OK;
    }

    fuzz_options(&options, (unsigned char) fuzz->input.data[0]);
    out = faimi_buf_create(fuzz->arena, FAIMI_MAX_OUTPUT);
    memset(&err, 0, sizeof(faimi_error_t));
    rc = faimi_markdown_render(fuzz->arena, text, &options, out, &err);
    fuzz_result(rc, out, &err);
    fuzz_smartify(fuzz, text, &options);
    fuzz_commonmark(fuzz, text, (unsigned char) fuzz->input.data[0]);

    return rc;
}
