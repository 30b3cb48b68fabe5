/*
 * Filters of plugins, and those that stand for the work of their tags.
 *
 * The latter begin with "faimi_", which no site uses: a tag is a template of
 * these (faimi_builtin_tags.c, faimi_lq_avatar.c), so that what it looks at is
 * known to the analysis of data flow as with any other template.
 */

#include <stdio.h>

#include "faimi_filters_int.h"
#include "faimi_html.h"
#include "faimi_render.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


#define FAIMI_AVATAR_SERVERS  4      /* jekyll-avatar.rb, SERVERS */
#define FAIMI_AVATAR_SCALES   4
#define FAIMI_AVATAR_SMALL    48


/* CRC-32 as zlib and PNG have it (ISO 3309), for texts of a few bytes. */
static uint32_t
faimi_avatar_crc(faimi_slice_t s)
{
    int       bit;
    size_t    i;
    uint32_t  crc;

    crc = 0xffffffff;

    for (i = 0; i < s.len; i++) {
        crc ^= (unsigned char) s.data[i];

        for (bit = 0; bit < 8; bit++) {
            crc = (crc >> 1) ^ ((crc & 1) ? 0xedb88320 : 0);
        }
    }

    return ~crc;
}


/* The first word of the tag's text, without its "@" (Avatar#username). */
static faimi_slice_t
faimi_avatar_name(faimi_slice_t text)
{
    size_t  at;

    text = faimi_slice_trim(text);

    for (at = 0; at < text.len && !faimi_is_space(text.data[at]); at++) {
        /* nothing */
    }

    return faimi_slice_sub(text, faimi_slice_starts(text, FAIMI_SLICE("@")),
                           at);
}


/* Digits as a number; what is too large for a picture is cut. */
static int64_t
faimi_avatar_size(faimi_slice_t digits)
{
    size_t   i;
    int64_t  n;

    for (i = 0, n = 0; i < digits.len && n < INT32_MAX; i++) {
        n = 10 * n + (digits.data[i] - '0');
    }

    return n;
}


/* Avatar#attributes, in the order of its template. */
static void
faimi_avatar_put(faimi_buf_t *b, faimi_arena_t *arena, faimi_slice_t name,
    faimi_slice_t digits, bool lazy)
{
    int            scale;
    int64_t        size;
    const char    *data;
    faimi_slice_t  host;

    size = faimi_avatar_size(digits);
    data = lazy ? "data-" : "";
    host = faimi_arena_printf(arena, "%.*s?v=3&s=%.*s", FAIMI_FMT(name),
                              FAIMI_FMT(digits));
    host = faimi_arena_printf(arena, "https://avatars%u.githubusercontent.com/"
                              "%.*s", faimi_avatar_crc(host)
                                      % FAIMI_AVATAR_SERVERS, FAIMI_FMT(name));

    faimi_buf_printf(b, "<img class=\"avatar%s\" alt=\"%.*s\" width=\"%.*s\" "
                     "height=\"%.*s\" data-proofer-ignore=\"true\" %s",
                     (size < FAIMI_AVATAR_SMALL) ? " avatar-small" : "",
                     FAIMI_FMT(name), FAIMI_FMT(digits), FAIMI_FMT(digits),
                     lazy ? "src=\"\" " : "");
    faimi_buf_printf(b, "%ssrc=\"%.*s?v=3&s=%.*s\" %ssrcset=\"", data,
                     FAIMI_FMT(host), FAIMI_FMT(digits), data);

    for (scale = 1; scale <= FAIMI_AVATAR_SCALES; scale++) {
        faimi_buf_printf(b, "%s%.*s?v=3&s=", (scale == 1) ? "" : ", ",
                         FAIMI_FMT(host));

        if (scale == 1) {
            faimi_buf_add(b, digits);

        } else {
            faimi_buf_printf(b, "%lld", (long long) (size * scale));
        }

        faimi_buf_printf(b, " %dx", scale);
    }

    faimi_buf_str(b, "\" />");
}


/* text | faimi_avatar: size, name, user: what {% avatar %} shows.  `name` is
 * that of the variable `user`; without one the name is in the text. */
static faimi_value_t
faimi_filter_avatar(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t          from;
    faimi_buf_t    *b;
    faimi_slice_t   text, name;

    text = faimi_value_slice(faimi_liquid_arena(lq), args[0]);
    name = (n < 4) ? faimi_avatar_name(text)
           : faimi_value_truthy(args[3]) ? faimi_liquid_text(lq, args[3])
                                         : args[2].u.string;
    b = faimi_liquid_scratch(lq);
    from = b->len;
    faimi_avatar_put(b, faimi_liquid_arena(lq), name, args[1].u.string,
                     faimi_slice_find(text, FAIMI_SLICE("lazy=true"), 0)
                     < text.len);

    return faimi_liquid_taken(lq, from);
}


/* The options of jekyll-toc; NULL: it is not on, or the page is without. */
static const faimi_html_toc_options_t *
faimi_filter_toc_options(faimi_liquid_t *lq)
{
    faimi_value_t          v;
    const faimi_render_t  *job;

    job = faimi_render_job(lq);
    v = faimi_liquid_member(faimi_liquid_arena(lq), job->page,
                            FAIMI_V_STRING(FAIMI_SLICE("toc")));

    return (v.type == FAIMI_BOOL && v.u.boolean) ? job->env->toc : NULL;
}


/* What jekyll-toc makes of a text: the list, the text with anchors, or both. */
static faimi_value_t
faimi_filter_toc_make(faimi_liquid_t *lq, faimi_value_t v, bool list,
    bool anchors, const faimi_html_toc_options_t *options)
{
    faimi_buf_t    *b;
    faimi_slice_t   html;
    faimi_arena_t  *arena;

    arena = faimi_liquid_arena(lq);
    html = faimi_value_slice(arena, v);
    b = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);

    if (list) {
        faimi_html_toc(b, html, options, arena);
    }

    if (anchors) {
        faimi_html_anchors(b, html, options, arena);
    }

    return FAIMI_V_STRING(faimi_buf_slice(b));
}


static faimi_value_t
faimi_filter_toc(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    const faimi_html_toc_options_t  *options;

    (void) n;
    options = faimi_filter_toc_options(lq);

    return (options == NULL) ? args[0]
           : faimi_filter_toc_make(lq, args[0], true, true, options);
}


/* Where the plugin is not on, the filter is an unknown one. */
static faimi_value_t
faimi_filter_toc_only(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    const faimi_html_toc_options_t  *options;

    (void) n;
    options = faimi_filter_toc_options(lq);

    return (options != NULL)
           ? faimi_filter_toc_make(lq, args[0], true, false, options)
           : (faimi_render_job(lq)->env->toc == NULL)
           ? args[0] : FAIMI_V_STRING(FAIMI_EMPTY);
}


static faimi_value_t
faimi_filter_inject_anchors(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    const faimi_html_toc_options_t  *options;

    (void) n;
    options = faimi_filter_toc_options(lq);

    return (options == NULL) ? args[0]
           : faimi_filter_toc_make(lq, args[0], false, true, options);
}


/* {% toc %}: of any page whose `toc` is true for Liquid. */
static faimi_value_t
faimi_filter_toc_tag(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    const faimi_html_toc_options_t  *options;

    (void) n;
    options = faimi_render_job(lq)->env->toc;

    return (options == NULL) ? FAIMI_V_NIL
           : faimi_filter_toc_make(lq, args[0], true, false, options);
}


/* Appends a part of the address without its first "/", and with one behind it
 * (EditLinkTag#parts_normalized). */
static void
faimi_edit_link_part(faimi_liquid_t *lq, faimi_buf_t *b, faimi_value_t v,
    bool last)
{
    faimi_slice_t  s;

    s = faimi_value_slice(faimi_liquid_arena(lq), v);
    s = faimi_slice_sub(s, faimi_slice_starts(s, FAIMI_SLICE("/")), s.len);

    if (s.len > 0) {
        faimi_buf_add(b, last ? faimi_url_escape(faimi_liquid_arena(lq), s)
                              : s);
        faimi_buf_str(b, (last || faimi_slice_ends(s, FAIMI_SLICE("/")))
                         ? "" : "/");
    }
}


/* The text in the tag's quotes: \"(.*)\"|'(.*)' */
static faimi_slice_t
faimi_edit_link_text(faimi_slice_t markup)
{
    int     i;
    size_t  from, to;

    for (i = 0; i < 2; i++) {
        from = faimi_slice_find_char(markup, "\"'"[i], 0);
        to = faimi_slice_rfind_char(markup, "\"'"[i]);

        if (from < to && to < markup.len) {
            return faimi_slice_sub(markup, from + 1, to);
        }
    }

    return FAIMI_EMPTY;
}


/* repository_url | faimi_edit_link: branch, source path, page's path, markup;
 * an empty address where one of them is not known. */
static faimi_value_t
faimi_filter_edit_link(faimi_liquid_t *lq, const faimi_value_t *args,
    size_t n)
{
    size_t         i, from;
    bool           known;
    faimi_buf_t   *b;
    faimi_slice_t  text;

    (void) n;
    known = true;

    for (i = 0; i < 4; i++) {
        known = known && faimi_value_truthy(args[i]);
    }

    text = faimi_edit_link_text(faimi_value_slice(faimi_liquid_arena(lq),
                                                  args[4]));
    b = faimi_liquid_scratch(lq);
    from = b->len;
    faimi_buf_str(b, (text.len > 0) ? "<a href=\"" : "");

    for (i = 0; known && i < 4; i++) {
        faimi_edit_link_part(lq, b, args[i], i == 3);
        faimi_buf_str(b, (i == 0) ? "edit/" : "");
    }

    if (text.len > 0) {
        faimi_buf_printf(b, "\">%.*s</a>", FAIMI_FMT(text));
    }

    return faimi_liquid_taken(lq, from);
}


const faimi_filter_t  faimi_filters_plugins[] = {
    { "faimi_avatar", faimi_filter_avatar, 1, 3,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "faimi_edit_link", faimi_filter_edit_link, 4, 4,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "faimi_toc", faimi_filter_toc_tag, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "inject_anchors", faimi_filter_inject_anchors, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "toc", faimi_filter_toc, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "toc_only", faimi_filter_toc_only, 0, 0,
      FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    FAIMI_FILTER_END
};
