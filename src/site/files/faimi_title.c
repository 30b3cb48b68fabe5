/*
 * Titles from headings.
 */

#include "faimi_case.h"
#include "faimi_title.h"


static faimi_slice_t
faimi_title_line(faimi_slice_t s)
{
    size_t  end;

    end = faimi_slice_find_char(s, '\n', 0);

    return faimi_slice(s.data, end);
}


/* underline: ("-" | "=")+ blanks */
static bool
faimi_title_underline(faimi_slice_t line)
{
    size_t  i;

    line = faimi_slice_trim_right(line);

    for (i = 0; i < line.len; i++) {
        if (line.data[i] != '-' && line.data[i] != '=') {
            return false;
        }
    }

    return line.len > 0;
}


/* heading: spaces (("#" | "##" | "###") spaces text | text NL underline) */
faimi_slice_t
faimi_title_heading(faimi_slice_t body)
{
    size_t         n;
    faimi_slice_t  line, rest;

    body = faimi_slice_trim_left(body);

    for (n = 0; n < body.len && body.data[n] == '#'; n++) { /* level */ }

    if (n >= 1 && n <= 3 && n < body.len && faimi_is_space(body.data[n])) {
        rest = faimi_slice_trim_left(faimi_slice_sub(body, n, body.len));
        return faimi_slice_trim_right(faimi_title_line(rest));
    }

    line = faimi_title_line(body);
    rest = faimi_slice_sub(body, line.len + 1, body.len);

    return faimi_title_underline(faimi_title_line(rest))
           ? faimi_slice_trim_right(line) : FAIMI_EMPTY;
}


/* Text that Markdown leaves as it is. */
static bool
faimi_title_plain(faimi_slice_t s)
{
    char    c;
    size_t  i;

    for (i = 0; i < s.len; i++) {
        c = s.data[i];

        if (!faimi_is_alnum(c) && !faimi_is_high(c)
            && (c == '\0' || strchr(" ,()/?", c) == NULL))
        {
            return false;
        }
    }

    return true;
}


/* Without tags; runs of white space are one blank. */
static faimi_slice_t
faimi_title_strip(faimi_arena_t *arena, faimi_slice_t html)
{
    char    *out;
    size_t   i, n, end;

    n = 0;
    out = faimi_alloc_text(arena, html.len);

    for (i = 0; i < html.len; i++) {
        if (html.data[i] == '<') {
            end = faimi_slice_find_char(html, '>', i);
            i = (end < html.len) ? end : i;

        } else if (!faimi_is_space(html.data[i])) {
            out[n++] = html.data[i];

        } else if (n > 0 && out[n - 1] != ' ') {
            out[n++] = ' ';
        }
    }

    return faimi_slice_trim(faimi_slice(out, n));
}


/* Without "[^note]"; blanks around it stay. */
static faimi_slice_t
faimi_title_notes(faimi_arena_t *arena, faimi_slice_t s)
{
    char    *out;
    size_t   i, n, end;

    n = 0;
    out = faimi_alloc_text(arena, s.len);

    for (i = 0; i < s.len; i++) {
        end = (s.data[i] == '[' && i + 1 < s.len && s.data[i + 1] == '^')
              ? faimi_slice_find_char(s, ']', i) : s.len;

        if (end < s.len) {
            i = end;

        } else {
            out[n++] = s.data[i];
        }
    }

    return faimi_slice(out, n);
}


faimi_slice_t
faimi_title_text(faimi_arena_t *arena, const faimi_config_t *config,
    faimi_slice_t heading)
{
    faimi_buf_t               *b;
    faimi_markdown_options_t   options;

    if (faimi_title_plain(heading)) {
        return faimi_arena_copy(arena, heading);
    }

    options = config->convert.markdown;
    b = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);

    if (faimi_markdown_render(arena, heading, &options, b, NULL) != FAIMI_OK)
    {
        return faimi_arena_copy(arena, heading);
    }

    return faimi_title_notes(arena,
                             faimi_title_strip(arena, faimi_buf_slice(b)));
}


/* Ruby's capitalize on each part: the first letter up, the others down. */
faimi_slice_t
faimi_title_slug(faimi_arena_t *arena, faimi_slice_t slug)
{
    bool          first;
    size_t        at;
    uint32_t      c;
    faimi_buf_t  *b;

    first = true;
    b = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);

    for (at = 0; at < slug.len; /* moved on */) {
        c = faimi_utf8_next(slug, &at);

        if (c == '-') {
            faimi_buf_char(b, ' ');
            first = true;
            continue;
        }

        if (first) {
            faimi_case_title_char(b, c);

        } else {
            faimi_case_down_char(b, c);
        }

        first = false;
    }

    return faimi_buf_slice(b);
}


/* The pattern of the plugin is taken out wherever it matches from the start:
 * the line and, below a setext heading's text, its underline. */
faimi_slice_t
faimi_title_stripped(faimi_slice_t body)
{
    size_t         end;
    bool           atx;
    faimi_slice_t  rest;

    if (faimi_title_heading(body).len > 0) {
        rest = faimi_slice_trim_left(body);
        atx = rest.data[0] == '#';
        end = faimi_slice_find_char(rest, '\n', 0);

        if (!atx) {
            end = faimi_slice_find_char(rest, '\n', end + 1);
        }

        body = faimi_slice_sub(rest, end, rest.len);
    }

    return faimi_slice_trim(body);
}
