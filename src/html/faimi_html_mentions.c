/*
 * jekyll-mentions (lib/jekyll-mentions.rb, and MentionFilter of
 * html-pipeline).
 *
 * The plugin's expression looks behind and ahead of a mention; here each "@"
 * is looked at once, with the character before it and what follows the name.
 */

#include "faimi_html.h"
#include "faimi_html_edit.h"


static const char *const  faimi_html_mentions_off[] = {
    "pre", "code", "a", "style", "script", NULL
};

/* Names that MentionFilter takes for talk about mentions (MentionLogins). */
static const char *const  faimi_html_mentions_none[] = {
    "mention", "mentions", "mentioned", "mentioning", NULL
};


/* Whether the "@" at `at` can begin a mention: at the start of a line, or
 * after a character that is neither of a word nor part of the mention before
 * (`done`).  An address of mail is therefore none. */
static bool
faimi_html_mention_begins(faimi_slice_t s, size_t at, size_t done)
{
    return at == 0 || s.data[at - 1] == '\n'
           || (at > done && !faimi_is_word(s.data[at - 1]));
}


/* The end of the name that begins at `at`, or 0: [\w][\w-]*, taken as long as
 * it is, not before a "/", and not before one dot and a word. */
static size_t
faimi_html_mention_end(faimi_slice_t s, size_t at)
{
    if (at >= s.len || !faimi_is_word(s.data[at])) {
        return 0;
    }

    while (at < s.len && (faimi_is_word(s.data[at]) || s.data[at] == '-')) {
        at++;
    }

    if (at < s.len && s.data[at] == '/') {
        return 0;
    }

    if (at + 1 < s.len && s.data[at] == '.' && faimi_is_word(s.data[at + 1])) {
        return 0;
    }

    return at;
}


static bool
faimi_html_mention_is_talk(faimi_slice_t name)
{
    const char *const  *none;

    for (none = faimi_html_mentions_none; *none != NULL; none++) {
        if (faimi_slice_eq_ci(name, faimi_slice_str(*none))) {
            return true;
        }
    }

    return false;
}


/* A slash between base and name, unless the base ends with one, or with "~"
 * (MentionFilter#link_to_mentioned_user). */
static void
faimi_html_mention_link(faimi_buf_t *out, faimi_slice_t name,
    faimi_slice_t base)
{
    char  last;

    last = (base.len == 0) ? '\0' : base.data[base.len - 1];

    faimi_buf_str(out, "<a href=\"");
    faimi_buf_attr(out, base);
    faimi_buf_str(out, (last == '/' || last == '~') ? "" : "/");
    faimi_buf_printf(out, "%.*s\" class=\"user-mention\">@%.*s</a>",
                     FAIMI_FMT(name), FAIMI_FMT(name));
}


static void
faimi_html_mentions_text(faimi_html_edit_t *e, faimi_slice_t text,
    faimi_slice_t base)
{
    size_t         at, end, done;
    faimi_slice_t  name;

    done = 0;

    for (at = faimi_slice_find_char(text, '@', 0); at < text.len;
         at = faimi_slice_find_char(text, '@', at + 1))
    {
        end = faimi_html_mention_begins(text, at, done)
              ? faimi_html_mention_end(text, at + 1) : 0;

        if (end == 0) {
            continue;
        }

        done = end;
        name = faimi_slice_sub(text, at + 1, end);

        if (!faimi_html_mention_is_talk(name)) {
            faimi_html_edit_cut(e, faimi_slice_sub(text, at, end));
            faimi_html_mention_link(e->out, name, base);
        }
    }
}


bool
faimi_html_mentions(faimi_buf_t *out, faimi_slice_t html, faimi_slice_t base)
{
    return faimi_html_each_text(out, html, faimi_html_mentions_off,
                                faimi_html_mentions_text, base);
}
