/*
 * Patterns of file names.  A star remembers where it stood and takes one
 * character more when what follows does not fit; only the last star does so,
 * which makes the cost the product of both lengths at most.
 */

#include "faimi_glob.h"


typedef struct {
    faimi_slice_t  pattern;
    faimi_slice_t  text;
    bool           path;    /* wildcards stop at "/" */
} faimi_glob_t;


/* [set]: its length in the pattern, or 0 where it is not closed; `c` is in
 * it, or with ^ or ! in front is not. */
static size_t
faimi_glob_set(faimi_slice_t p, char c, bool *found)
{
    bool    negated, in;
    size_t  i;

    i = 1;
    in = false;
    negated = (p.len > 1 && (p.data[1] == '^' || p.data[1] == '!'));
    i += negated;

    while (i < p.len && p.data[i] != ']') {
        i += (p.data[i] == '\\' && i + 1 < p.len);

        if (i + 2 < p.len && p.data[i + 1] == '-' && p.data[i + 2] != ']') {
            in |= (p.data[i] <= c && c <= p.data[i + 2]);
            i += 3;

        } else {
            in |= (p.data[i] == c);
            i++;
        }
    }

    *found = (in != negated);

    return (i < p.len) ? i + 1 : 0;
}


static bool
faimi_glob_wild(const faimi_glob_t *g, size_t at)
{
    if (!g->path) {
        return true;
    }

    if (g->text.data[at] == '.' && (at == 0 || g->text.data[at - 1] == '/')) {
        return false;
    }

    return g->text.data[at] != '/';
}


/* One element of the pattern at `p`, no star, against the character at `t`:
 * the element's length, or 0. */
static size_t
faimi_glob_one(const faimi_glob_t *g, size_t p, size_t t)
{
    bool           found;
    size_t         n;
    faimi_slice_t  rest;

    rest = faimi_slice_sub(g->pattern, p, g->pattern.len);

    switch (rest.data[0]) {
    case '?':
        return faimi_glob_wild(g, t) ? 1 : 0;
    case '[':
        n = faimi_glob_set(rest, g->text.data[t], &found);
        return (n > 0 && found && faimi_glob_wild(g, t)) ? n : 0;
    case '\\':
        n = (rest.len > 1) ? 2 : 1;
        return (rest.data[n - 1] == g->text.data[t]) ? n : 0;
    default:
        return (rest.data[0] == g->text.data[t]) ? 1 : 0;
    }
}


static bool
faimi_glob_match(const faimi_glob_t *g)
{
    bool    star;
    size_t  p, t, back_p, back_t, n;

    p = 0;
    t = 0;
    back_p = 0;
    back_t = 0;
    star = false;

    while (t < g->text.len || p < g->pattern.len) {
        if (p < g->pattern.len && g->pattern.data[p] == '*') {
            star = true;
            back_p = ++p;
            back_t = t;
            continue;
        }

        n = (p < g->pattern.len && t < g->text.len)
            ? faimi_glob_one(g, p, t) : 0;

        if (n > 0) {
            p += n;
            t++;
            continue;
        }

        if (!star || back_t >= g->text.len || !faimi_glob_wild(g, back_t)) {
            return false;
        }

        p = back_p;
        t = ++back_t;
    }

    return true;
}


bool
faimi_glob(faimi_slice_t pattern, faimi_slice_t path)
{
    return faimi_glob_match(&(faimi_glob_t) { pattern, path, false });
}


/* The part of s that begins at `at`, up to the next "/". */
static faimi_slice_t
faimi_glob_part(faimi_slice_t s, size_t at)
{
    return faimi_slice_sub(s, at, faimi_slice_find_char(s, '/', at));
}


static bool
faimi_glob_fits(faimi_slice_t pattern, faimi_slice_t part)
{
    return faimi_glob_match(&(faimi_glob_t) { pattern, part, true });
}


/* Folder by folder.  As with stars within a name, only the last "**" takes
 * one folder more when what follows it does not fit. */
bool
faimi_glob_path(faimi_slice_t pattern, faimi_slice_t path)
{
    bool           stars;
    size_t         p, t, back_p, back_t;
    faimi_slice_t  part, name;

    p = 0;
    t = 0;
    back_p = 0;
    back_t = 0;
    stars = false;

    while (t < path.len || p < pattern.len) {
        part = faimi_glob_part(pattern, p);
        name = faimi_glob_part(path, t);

        if (p + 2 < pattern.len && faimi_slice_eq(part, FAIMI_SLICE("**"))) {
            stars = true;
            p += 3;
            back_p = p;
            back_t = t;

        } else if (p < pattern.len && t < path.len
                   && faimi_glob_fits(part, name)
                   && (p + part.len == pattern.len)
                      == (t + name.len == path.len))
        {
            p += part.len + 1;
            t += name.len + 1;

        } else {
            name = faimi_glob_part(path, back_t);

            if (!stars || back_t + name.len >= path.len
                || faimi_slice_starts(name, FAIMI_SLICE(".")))
            {
                return false;
            }

            back_t += name.len + 1;
            p = back_p;
            t = back_t;
        }
    }

    return true;
}
