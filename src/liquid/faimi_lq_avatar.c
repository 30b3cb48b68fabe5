/*
 * {% avatar %} of jekyll-avatar: the picture of a GitHub account.
 *
 *     avatar: ["@"] name [size] [lazy] | user [size] [lazy]
 *     user: "user=" variable;  size: "size=" digits;  lazy: "lazy=true"
 *
 * The text may have {{ }} in it, but for the user and the size, which are
 * looked for before it is rendered (Avatar#initialize).  As with {% gist %} the
 * tag becomes a template, whose filter (faimi_filters_plugins.c) makes the
 * element.
 */

#include "faimi_lq_tags.h"


#define FAIMI_LQ_AVATAR_SIZE  "40"


static void
faimi_lq_render_avatar(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    faimi_lq_render_body(lq, data, out);
}


/* \bkey(\d+)\b, or with `dots` \bkey([\w.]+)\b; "": it is not there.  `key` is
 * in lower case; only the size's may be written otherwise. */
static faimi_slice_t
faimi_lq_avatar_find(faimi_slice_t s, const char *key, bool dots)
{
    size_t         at, from, to;
    faimi_slice_t  name;

    name = faimi_slice_str(key);

    for (at = 0; at + name.len < s.len; at++) {
        if ((at > 0 && faimi_is_word(s.data[at - 1]))
            || !faimi_slice_eq_ci(faimi_slice_sub(s, at, at + name.len), name)
            || (dots && s.data[at] != key[0]))
        {
            continue;
        }

        from = at + name.len;

        for (to = from; to < s.len
             && (dots ? faimi_is_word(s.data[to]) || s.data[to] == '.'
                      : faimi_is_digit(s.data[to])); to++)
        {
            /* nothing */
        }

        while (dots && to > from && s.data[to - 1] == '.') {
            to--;
        }

        if (to > from && (to == s.len || !faimi_is_word(s.data[to]))) {
            return faimi_slice_sub(s, from, to);
        }
    }

    return FAIMI_EMPTY;
}


/* Whether it is a name of a variable that Liquid can look up: a.b.c */
static bool
faimi_lq_avatar_is_variable(faimi_slice_t s)
{
    size_t  i;

    for (i = 0; i < s.len; i++) {
        if (s.data[i] == '.' && (i == 0 || s.data[i - 1] == '.')) {
            return false;
        }
    }

    return s.len > 0 && !faimi_is_digit(s.data[0]);
}


void
faimi_lq_parse_avatar(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    faimi_buf_t    *b;
    faimi_slice_t   text, size, user;

    text = faimi_slice_trim(tag->markup);
    size = faimi_lq_avatar_find(text, "size=", false);
    user = faimi_lq_avatar_find(text, "user=", true);
    size = (size.len > 0) ? size : FAIMI_SLICE(FAIMI_LQ_AVATAR_SIZE);

    b = faimi_buf_create(p->arena, FAIMI_MAX_SOURCE);
    faimi_buf_printf(b, "{%% capture faimi-avatar %%}%.*s{%% endcapture %%}"
                     "{{ faimi-avatar | faimi_avatar: '%.*s'",
                     FAIMI_FMT(text), FAIMI_FMT(size));

    if (faimi_lq_avatar_is_variable(user)) {
        faimi_buf_printf(b, ", '%.*s', %.*s", FAIMI_FMT(user),
                         FAIMI_FMT(user));

    } else if (user.len > 0) {
        faimi_buf_printf(b, ", '%.*s', nil", FAIMI_FMT(user));
    }

    faimi_buf_str(b, " }}");
    node->render = faimi_lq_render_avatar;
    node->data = faimi_lq_parse_text(p, faimi_buf_slice(b));
}
