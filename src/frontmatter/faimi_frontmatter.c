/*
 * Where the front matter ends.  Jekyll asks for it by one regular expression,
 * \A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?), whose \s also matches newlines: so
 * the blank lines after the closing marker belong to the marker.
 */

#include "faimi_ctype.h"
#include "faimi_frontmatter.h"


/* The offset after the line that begins at `at`, its newline included. */
static size_t
faimi_frontmatter_line(faimi_slice_t s, size_t at)
{
    at = faimi_slice_find_char(s, '\n', at);

    return (at < s.len) ? at + 1 : at;
}


/* Whether the line from `at` to `end` is `mark` and white space: \s*$ of the
 * expression above. */
static bool
faimi_frontmatter_is(faimi_slice_t s, size_t at, size_t end,
    faimi_slice_t mark)
{
    faimi_slice_t  line;

    line = faimi_slice_sub(s, at, end);

    if (!faimi_slice_starts(line, mark)) {
        return false;
    }

    for (at = mark.len; at < line.len; at++) {
        if (!faimi_is_space(line.data[at])) {
            return false;
        }
    }

    return true;
}


/* Lines that end in `s`. */
static size_t
faimi_frontmatter_newlines(faimi_slice_t s)
{
    size_t  i, n;

    for (i = 0, n = 0; i < s.len; i++) {
        n += s.data[i] == '\n';
    }

    return n;
}


/* From the end of the closing marker's line over the lines that are blank. */
static size_t
faimi_frontmatter_blank(faimi_slice_t s, size_t at)
{
    size_t  end;

    while (at < s.len) {
        end = faimi_frontmatter_line(s, at);

        if (!faimi_frontmatter_is(s, at, end, FAIMI_EMPTY)) {
            break;
        }

        at = end;
    }

    return at;
}


/* The offset of the closing marker's line at or after `at`, or s.len. */
static size_t
faimi_frontmatter_close(faimi_slice_t s, size_t at)
{
    size_t  end;

    for ( /* void */ ; at < s.len; at = end) {
        end = faimi_frontmatter_line(s, at);

        if (faimi_frontmatter_is(s, at, end, FAIMI_SLICE("---"))
            || faimi_frontmatter_is(s, at, end, FAIMI_SLICE("...")))
        {
            break;
        }
    }

    return at;
}


bool
faimi_frontmatter_opens(faimi_slice_t source)
{
    size_t  end;

    end = faimi_frontmatter_line(source, 0);

    return end > 0 && source.data[end - 1] == '\n'
           && faimi_frontmatter_is(source, 0, end, FAIMI_SLICE("---"));
}


/* front-matter = "---" blanks newline { line } ( "---" | "..." ) blanks */
faimi_frontmatter_t
faimi_frontmatter_split(faimi_slice_t source)
{
    size_t               close, body;
    faimi_frontmatter_t  fm;

    source = faimi_utf8_without_bom(source);
    memset(&fm, 0, sizeof(faimi_frontmatter_t));
    fm.yaml = FAIMI_EMPTY;
    fm.yaml_line = 1;
    fm.body = source;
    fm.body_line = 1;

    if (!faimi_frontmatter_opens(source)) {
        return fm;
    }

    fm.present = true;
    close = faimi_frontmatter_close(source,
                                    faimi_frontmatter_line(source, 0));

    if (close == source.len) {
        return fm;
    }

    body = faimi_frontmatter_line(source, close);
    body = faimi_frontmatter_blank(source, body);

    fm.yaml = faimi_slice_sub(source, 0, close);
    fm.body = faimi_slice_sub(source, body, source.len);
    fm.body_line = 1 + faimi_frontmatter_newlines(faimi_slice_sub(source, 0,
                                                                  body));

    return fm;
}


faimi_rc_t
faimi_frontmatter_parse(faimi_arena_t *arena, const faimi_frontmatter_t *fm,
    faimi_slice_t file, faimi_map_t **map, faimi_error_t *err)
{
    faimi_rc_t     rc;
    faimi_value_t  value;

    if (fm->yaml.len > FAIMI_MAX_FRONT_MATTER) {
        return faimi_error_set(err, file, fm->yaml_line, 0,
                               "front matter of %zu bytes: at most %u are "
                               "read", fm->yaml.len, FAIMI_MAX_FRONT_MATTER);
    }

    rc = faimi_yaml_parse(arena, fm->yaml, file, fm->yaml_line, &value, err);

    if (rc != FAIMI_OK) {
        return rc;
    }

    /* Jekyll reads nothing and `false` as no data */
    if (!faimi_value_truthy(value)) {
        *map = faimi_map_create(arena);
        return FAIMI_OK;
    }

    if (value.type != FAIMI_MAP) {
        return faimi_error_set(err, file, fm->yaml_line, 0,
                               "front matter is a %s: write \"key: value\" "
                               "lines", faimi_value_type(value));
    }

    *map = value.u.map;

    return FAIMI_OK;
}
