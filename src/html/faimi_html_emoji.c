/*
 * jemoji (lib/jemoji.rb, and EmojiFilter of html-pipeline).
 *
 * One difference is on purpose: the plugin replaces the text of a node by HTML
 * without escaping what else is in it, so that "&lt;b&gt; :+1:" becomes a real
 * <b>.  Here the rest of the text stays as it is written.
 */

#include "faimi_html.h"
#include "faimi_html_edit.h"


/* Bytes of the longest name (40), and some more: so much is read after a colon
 * at most, which keeps a page of colons linear. */
#define FAIMI_HTML_EMOJI_MAX  64


/* EmojiFilter::DEFAULT_IGNORED_ANCESTOR_TAGS. */
static const char *const  faimi_html_emoji_off[] = {
    "pre", "code", "tt", NULL
};


/* The end of the name that begins at `at`: its closing colon, or 0. */
static size_t
faimi_html_emoji_end(faimi_slice_t s, size_t at)
{
    size_t  from;

    for (from = at; at < s.len && at - from <= FAIMI_HTML_EMOJI_MAX; at++) {
        if (s.data[at] == ':') {
            return at;
        }

        if (!faimi_is_word(s.data[at]) && s.data[at] != '-'
            && s.data[at] != '+')
        {
            break;
        }
    }

    return 0;
}


/* The element that EmojiFilter#emoji_image_tag makes.  The URL is that of
 * Ruby's File.join(root, "emoji", file): one slash in between. */
static void
faimi_html_emoji_image(faimi_buf_t *out, faimi_slice_t name, const char *file,
    faimi_slice_t root)
{
    while (root.len > 0 && root.data[root.len - 1] == '/') {
        root.len--;
    }

    faimi_buf_printf(out, "<img class=\"emoji\" title=\":%.*s:\""
                     " alt=\":%.*s:\" src=\"", FAIMI_FMT(name),
                     FAIMI_FMT(name));
    faimi_buf_attr(out, root);
    faimi_buf_printf(out, "/emoji/unicode/%s.png\" height=\"20\""
                     " width=\"20\">", file);
}


/* A colon that ends no name may begin the next one (":a:+1:"), so the search
 * goes on at it. */
static void
faimi_html_emoji_text(faimi_html_edit_t *e, faimi_slice_t text,
    faimi_slice_t root)
{
    size_t         at, end;
    const char    *file;
    faimi_slice_t  name;

    at = faimi_slice_find_char(text, ':', 0);

    while (at < text.len) {
        end = faimi_html_emoji_end(text, at + 1);
        name = faimi_slice_sub(text, at + 1, end);
        file = (end > at + 1) ? faimi_html_emoji_file(name) : NULL;

        if (file != NULL) {
            faimi_html_edit_cut(e, faimi_slice_sub(text, at, end + 1));
            faimi_html_emoji_image(e->out, name, file, root);
            at = end;
        }

        at = faimi_slice_find_char(text, ':', at + 1);
    }
}


bool
faimi_html_emoji(faimi_buf_t *out, faimi_slice_t html, faimi_slice_t root)
{
    return faimi_html_each_text(out, html, faimi_html_emoji_off,
                                faimi_html_emoji_text, root);
}
