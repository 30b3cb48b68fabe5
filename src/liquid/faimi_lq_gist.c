/*
 * {% gist %} of jekyll-gist: the script that shows a gist of GitHub's.  The
 * plugin fetches its text, too, for readers without scripts; what is served
 * here never asks another host.
 */

#include "faimi_lq_tags.h"


static void
faimi_lq_render_gist(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    faimi_lq_render_body(lq, data, out);
}


/* word: (letter | digit | "_" | "-" | "." | "/")* */
static faimi_slice_t
faimi_lq_gist_word(faimi_slice_t s, size_t *at)
{
    size_t  from;

    for (from = *at; *at < s.len; (*at)++) {
        if (!faimi_is_word(s.data[*at])
            && memchr("-./", s.data[*at], 3) == NULL)
        {
            break;
        }
    }

    return faimi_slice_sub(s, from, *at);
}


/* gist: word [blanks word]; each is a variable's value, or stands for itself.
 * The tag becomes a template of its own, with the filter `default` for that
 * choice. */
void
faimi_lq_parse_gist(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    size_t         at;
    faimi_buf_t   *b;
    faimi_slice_t  s, gist, file;

    at = 0;
    s = faimi_slice_trim(tag->markup);
    gist = faimi_lq_gist_word(s, &at);
    at = faimi_lq_skip_space(s, at);
    file = faimi_lq_gist_word(s, &at);

    if (gist.len == 0 || at < s.len) {
        faimi_lq_parse_fail(p, tag->token, "\"gist\" needs a gist, and may "
                            "have a file: {%% gist user/1234567 foo.js %%}");
    }

    b = faimi_buf_create(p->arena, FAIMI_MAX_SOURCE);
    faimi_buf_printf(b, "<script src=\"https://gist.github.com/"
                     "{{ %.*s | default: '%.*s' }}.js", FAIMI_FMT(gist),
                     FAIMI_FMT(gist));

    if (file.len > 0) {
        faimi_buf_printf(b, "?file={{ %.*s | default: '%.*s' }}",
                         FAIMI_FMT(file), FAIMI_FMT(file));
    }

    faimi_buf_str(b, "\"> </script>");
    node->render = faimi_lq_render_gist;
    node->data = faimi_lq_parse_text(p, faimi_buf_slice(b));
}
