/*
 * What Jekyll's plugins do to HTML that is already made: pictures for the
 * names of emoji, links for mentions, a table of contents.  The plugins parse
 * the page into a tree (Nokogiri), change it and serialise the tree.  Here the
 * page is read once from left to right, and what a plugin adds is inserted:
 * every other byte stays, so the tree is the same.
 *
 * All functions are linear in the length of the page.  None fails: a page that
 * is not HTML comes out as it went in.  What was appended is cut off at the
 * buffer's limit, which the caller sees by `full`.
 */

#ifndef FAIMI_HTML_H
#define FAIMI_HTML_H

#include "faimi_base.h"


/* jemoji: `:name:` outside of pre, code and tt becomes an <img>.  `root` is
 * where the pictures are; FAIMI_HTML_EMOJI_ROOT is jemoji's default.  In a
 * whole document only the body counts.  False: there was nothing to replace,
 * and nothing was appended. */
#define FAIMI_HTML_EMOJI_ROOT  "https://github.githubassets.com/images/icons/"

bool faimi_html_emoji(faimi_buf_t *out, faimi_slice_t html,
    faimi_slice_t root);

/* The file of an emoji below "emoji/" ("unicode/1f44d.png" without its folder
 * and ending), or NULL if GitHub knows no such name. */
const char *faimi_html_emoji_file(faimi_slice_t name);


/* jekyll-mentions: `@name` outside of pre, code, a, style and script becomes a
 * link to base/name.  False: as above. */
#define FAIMI_HTML_MENTIONS_BASE  "https://github.com"

bool faimi_html_mentions(faimi_buf_t *out, faimi_slice_t html,
    faimi_slice_t base);


/* jekyll-toc: `toc` of _config.yml. */
typedef struct {
    int                   min_level;      /* 1 to 6 */
    int                   max_level;
    bool                  ordered;
    faimi_slice_t         list_id;
    faimi_slice_t         list_class;
    faimi_slice_t         sublist_class;  /* "": none */
    faimi_slice_t         item_class;
    faimi_slice_t         item_prefix;
    const faimi_slice_t  *no_toc;         /* classes of sections left out */
    size_t                nno_toc;
} faimi_html_toc_options_t;

/* The table of contents of the headings in `html`, and `html` with an anchor
 * in each of them; `arena` is for work that ends with the call. */
void faimi_html_toc(faimi_buf_t *out, faimi_slice_t html,
    const faimi_html_toc_options_t *options, faimi_arena_t *arena);
void faimi_html_anchors(faimi_buf_t *out, faimi_slice_t html,
    const faimi_html_toc_options_t *options, faimi_arena_t *arena);

#endif
