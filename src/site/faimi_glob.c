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


/* Folder by folder; "**" takes none or one and stays.  Both are short:
 * patterns stand in _config.yml, and paths are FAIMI_MAX_PATH at most. */
static bool
faimi_glob_folders(faimi_slice_t pattern, faimi_slice_t path, int depth)
{
    size_t         p, t;
    faimi_glob_t   g;
    faimi_slice_t  rest;

    p = faimi_slice_find_char(pattern, '/', 0);
    t = faimi_slice_find_char(path, '/', 0);
    g = (faimi_glob_t) { faimi_slice(pattern.data, p),
                         faimi_slice(path.data, t), true };

    if (p == pattern.len || depth > FAIMI_MAX_DEPTH) {
        return t == path.len && faimi_glob_match(&g);
    }

    rest = faimi_slice_sub(pattern, p + 1, pattern.len);

    if (faimi_slice_eq(g.pattern, FAIMI_SLICE("**"))) {
        return faimi_glob_folders(rest, path, depth + 1)
               || (t < path.len && path.data[0] != '.'
                   && faimi_glob_folders(pattern,
                          faimi_slice_sub(path, t + 1, path.len), depth + 1));
    }

    return t < path.len && faimi_glob_match(&g)
           && faimi_glob_folders(rest,
                                 faimi_slice_sub(path, t + 1, path.len),
                                 depth + 1);
}


bool
faimi_glob_path(faimi_slice_t pattern, faimi_slice_t path)
{
    return faimi_glob_folders(pattern, path, 0);
}
