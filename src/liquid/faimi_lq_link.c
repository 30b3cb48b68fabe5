/*
 * link and post_url: the URL of a page that is named by its file.
 */

#include "faimi_lq_tags.h"


typedef struct {
    faimi_slice_t      tag;
    faimi_slice_t      name;
    faimi_lq_body_t   *computed;
} faimi_lq_link_t;


static void
faimi_lq_render_link(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    size_t            from;
    faimi_slice_t     name, url;
    faimi_error_t     why;
    faimi_lq_link_t  *link;

    link = data;
    name = link->name;

    if (link->computed != NULL) {
        from = out->len;
        faimi_lq_render_body(lq, link->computed, out);
        name = faimi_lq_cut(lq, out, from);
    }

    why = (faimi_error_t) { .message = "" };

    if (lq->host->link == NULL
        || lq->host->link(lq->host->data, link->tag, name, lq->arena, &url,
                          &why) != FAIMI_OK)
    {
        faimi_lq_fatal(lq, "%.*s: %s", FAIMI_FMT(name),
                       (why.message[0] != '\0') ? why.message
                       : "there is no such page: correct the path");
    }

    faimi_buf_add(out, url);
}


/* link, post_url: path; the one of `link` may have outputs in it */
void
faimi_lq_parse_link(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    faimi_lq_link_t  *link;

    link = faimi_alloc(p->arena, sizeof(faimi_lq_link_t));
    link->tag = tag->name;
    link->name = faimi_slice_trim(tag->markup);

    if (link->name.len == 0) {
        faimi_lq_parse_fail(p, tag->token, "\"%.*s\" needs a path: {%% %.*s "
                            "_posts/2024-05-01-title.md %%}",
                            FAIMI_FMT(tag->name), FAIMI_FMT(tag->name));
    }

    if (tag->name.data[0] == 'l'
        && faimi_slice_find_char(link->name, '{', 0) < link->name.len)
    {
        link->computed = faimi_lq_parse_text(p, link->name);
    }

    faimi_lq_refer(p, FAIMI_REF_LINK, link->computed ? FAIMI_EMPTY : link->name,
                   FAIMI_EMPTY);
    node->render = faimi_lq_render_link;
    node->data = link;
}
