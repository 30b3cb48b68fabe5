/*
 * The name of a theme is a word that a stranger may have written: it becomes
 * part of a path and of a command that a person is told to run.  So only
 * what may stand in the name of a gem or of a repository is taken, and nothing
 * that begins with "." or "-".
 */

#include "faimi_theme.h"


#define FAIMI_THEME_HOST  "https://github.com"


static bool
faimi_theme_is_name(faimi_slice_t s)
{
    size_t  i;

    for (i = 0; i < s.len; i++) {
        if (!faimi_is_word(s.data[i])
            && ((s.data[i] != '-' && s.data[i] != '.') || i == 0))
        {
            return false;
        }
    }

    return s.len > 0;
}


/* An address before the name, which ends where a third "/" is. */
static faimi_slice_t
faimi_theme_host(faimi_slice_t text)
{
    size_t         end;
    faimi_slice_t  scheme;

    scheme = FAIMI_SLICE("https://");

    if (!faimi_slice_starts(text, scheme)) {
        return FAIMI_EMPTY;
    }

    end = faimi_slice_find_char(text, '/', scheme.len);

    return faimi_theme_is_name(faimi_slice_sub(text, scheme.len, end))
           ? faimi_slice_sub(text, 0, end) : FAIMI_EMPTY;
}


/* [https://HOST/]OWNER/NAME[@REF] (jekyll-remote-theme, Theme::THEME_REGEX) */
static void
faimi_theme_remote(faimi_theme_t *theme)
{
    size_t         slash, at;
    faimi_slice_t  rest;

    theme->host = faimi_theme_host(theme->text);
    rest = (theme->host.len == 0)
           ? theme->text
           : faimi_slice_sub(theme->text, theme->host.len + 1,
                             theme->text.len);

    if (theme->host.len == 0) {
        theme->host = FAIMI_SLICE(FAIMI_THEME_HOST);
    }

    slash = faimi_slice_find_char(rest, '/', 0);
    at = faimi_slice_find_char(rest, '@', slash);
    theme->owner = faimi_slice_sub(rest, 0, slash);
    theme->ref = faimi_slice_sub(rest, at + 1, rest.len);

    if (faimi_theme_is_name(theme->owner)
        && (at == rest.len || faimi_theme_is_name(theme->ref))
        && faimi_theme_is_name(faimi_slice_sub(rest, slash + 1, at)))
    {
        theme->name = faimi_slice_sub(rest, slash + 1, at);
    }
}


faimi_theme_t
faimi_theme_wanted(const faimi_map_t *config)
{
    faimi_theme_t  theme;
    faimi_value_t  v;

    theme = (faimi_theme_t) { NULL, FAIMI_EMPTY, FAIMI_EMPTY, FAIMI_EMPTY,
                              FAIMI_EMPTY, FAIMI_EMPTY };
    v = faimi_map_at(config, "remote_theme");

    if (v.type == FAIMI_STRING && v.u.string.len > 0) {
        theme.key = "remote_theme";
        theme.text = v.u.string;
        faimi_theme_remote(&theme);
        return theme;
    }

    v = faimi_map_at(config, "theme");

    if (v.type == FAIMI_STRING && v.u.string.len > 0) {
        theme.key = "theme";
        theme.text = v.u.string;
        theme.name = faimi_theme_is_name(theme.text) ? theme.text
                                                     : FAIMI_EMPTY;
    }

    return theme;
}


bool
faimi_theme_is_version(faimi_slice_t folder, faimi_slice_t name)
{
    return faimi_slice_starts(folder, name)
           && folder.len > name.len + 1
           && folder.data[name.len] == '-'
           && faimi_is_digit(folder.data[name.len + 1]);
}


/* The number at `at`, which is moved to what follows it. */
static uint64_t
faimi_theme_number(faimi_slice_t s, size_t *at)
{
    uint64_t  n;

    for (n = 0; *at < s.len && faimi_is_digit(s.data[*at]); (*at)++) {
        n = 10 * n + (uint64_t) (s.data[*at] - '0');
    }

    return n;
}


/* Digits compare as numbers, the rest byte by byte: "2.10" is after "2.9". */
int
faimi_theme_cmp(faimi_slice_t a, faimi_slice_t b)
{
    size_t    i, k;
    uint64_t  x, y;

    for (i = 0, k = 0; i < a.len && k < b.len; i++, k++) {
        if (faimi_is_digit(a.data[i]) && faimi_is_digit(b.data[k])) {
            x = faimi_theme_number(a, &i);
            y = faimi_theme_number(b, &k);

            if (x != y) {
                return (x < y) ? -1 : 1;
            }

            i--;
            k--;

        } else if (a.data[i] != b.data[k]) {
            return ((unsigned char) a.data[i] < (unsigned char) b.data[k])
                   ? -1 : 1;
        }
    }

    return (i < a.len) - (k < b.len);
}
