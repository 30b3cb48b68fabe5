/*
 * What a text imports, and which file a name means.
 */

#include <stdio.h>
#include <stdlib.h>

#include "faimi_ctype.h"
#include "faimi_limits.h"
#include "faimi_sass_int.h"


/* What may stand before and after the last part of an imported name. */
typedef struct {
    const char  *before;
    const char  *after;
} faimi_sass_form_t;


static const faimi_sass_form_t  faimi_sass_forms[FAIMI_SASS_CANDIDATES] = {
    { "", "" }, { "_", "" },
    { "_", ".scss" }, { "_", ".sass" }, { "_", ".css" },
    { "", ".scss" }, { "", ".sass" }, { "", ".css" },
    { "", "/_index.scss" }, { "", "/_index.sass" }, { "", "/_index.css" },
    { "", "/index.scss" }, { "", "/index.sass" }, { "", "/index.css" }
};


bool
faimi_sass_is_file(faimi_slice_t path)
{
    return faimi_slice_ends(path, FAIMI_SLICE(".scss"))
           || faimi_slice_ends(path, FAIMI_SLICE(".sass"))
           || faimi_slice_ends(path, FAIMI_SLICE(".css"));
}


/* Appends the parts of a path to what is in `buf`, `n` bytes, without "." and
 * with ".." followed; SIZE_MAX: it is too long, or leads out. */
static size_t
faimi_sass_append(char *buf, size_t n, faimi_slice_t path)
{
    size_t         at, end;
    faimi_slice_t  part;

    for (at = 0; at < path.len; at = end + 1) {
        end = faimi_slice_find_char(path, '/', at);
        part = faimi_slice_sub(path, at, end);

        if (part.len == 0 || faimi_slice_eq(part, FAIMI_SLICE("."))) {
            continue;
        }

        if (faimi_slice_eq(part, FAIMI_SLICE(".."))) {
            if (n == 0) {
                return SIZE_MAX;
            }

            while (n > 0 && buf[--n] != '/') { /* void */ }
            continue;
        }

        if (n + 1 + part.len > FAIMI_MAX_PATH) {
            return SIZE_MAX;
        }

        if (n > 0) {
            buf[n++] = '/';
        }

        memcpy(buf + n, part.data, part.len);
        n += part.len;
    }

    return n;
}


bool
faimi_sass_candidate(faimi_slice_t folder, faimi_slice_t name, size_t i,
    char *buf, faimi_slice_t *path)
{
    int                       n;
    bool                      theme;
    char                      text[FAIMI_MAX_PATH];
    size_t                    cut, len;
    faimi_slice_t             last;
    const faimi_sass_form_t  *form;

    form = &faimi_sass_forms[i];
    cut = faimi_slice_rfind_char(name, '/');
    cut = (cut == name.len) ? 0 : cut + 1;
    last = faimi_slice_sub(name, cut, name.len);

    if (last.len == 0 || name.data[0] == '/'
        || memchr(name.data, '\0', name.len) != NULL
        || (i >= FAIMI_SASS_INDEX && faimi_sass_is_file(name)))
    {
        return false;
    }

    n = snprintf(text, sizeof(text), "%.*s%s%.*s%s", (int) cut, name.data,
                 form->before, FAIMI_FMT(last), form->after);
    len = faimi_sass_append(buf, 0, folder);

    if (n < 0 || n >= (int) sizeof(text) || len == SIZE_MAX) {
        return false;
    }

    len = faimi_sass_append(buf, len, faimi_slice(text, (size_t) n));
    theme = faimi_slice_starts(folder, FAIMI_SLICE(FAIMI_SASS_THEME));
    *path = faimi_slice(buf, len);

    return len != SIZE_MAX && len > 0
           && theme == faimi_slice_starts(*path,
                                          FAIMI_SLICE(FAIMI_SASS_THEME));
}


static int
faimi_sass_file_cmp(const void *key, const void *file)
{
    return faimi_slice_cmp(*(const faimi_slice_t *) key,
                           ((const faimi_sass_file_t *) file)->path);
}


const faimi_sass_file_t *
faimi_sass_find(const faimi_sass_options_t *options, faimi_slice_t path)
{
    return (options->nfiles == 0) ? NULL
           : bsearch(&path, options->files, options->nfiles,
                     sizeof(faimi_sass_file_t), faimi_sass_file_cmp);
}


static const faimi_sass_file_t *
faimi_sass_look(const faimi_sass_options_t *options, faimi_slice_t folder,
    faimi_slice_t name, const faimi_sass_file_t **second)
{
    char                      buf[FAIMI_MAX_PATH];
    size_t                    i;
    faimi_slice_t             path;
    const faimi_sass_file_t  *file, *found;

    found = NULL;

    for (i = 0; i < FAIMI_SASS_CANDIDATES; i++) {
        if ((i == FAIMI_SASS_INDEX && found != NULL)
            || !faimi_sass_candidate(folder, name, i, buf, &path))
        {
            continue;
        }

        file = faimi_sass_find(options, path);

        if (file == NULL || file == found) {
            continue;
        }

        if (found != NULL) {
            *second = file;
            return found;
        }

        found = file;
    }

    return found;
}


const faimi_sass_file_t *
faimi_sass_resolve(const faimi_sass_options_t *options, faimi_slice_t from,
    faimi_slice_t name, const faimi_sass_file_t **second)
{
    size_t                    i;
    faimi_slice_t             folder;
    const faimi_sass_file_t  *file;

    *second = NULL;
    i = faimi_slice_rfind_char(from, '/');
    folder = (i == from.len) ? FAIMI_EMPTY : faimi_slice(from.data, i);
    file = faimi_sass_look(options, folder, name, second);

    for (i = 0; file == NULL && i < options->npaths; i++) {
        file = faimi_sass_look(options, options->paths[i], name, second);
    }

    return file;
}


/* The position after a string that begins at `at` with its quote. */
static size_t
faimi_sass_string(faimi_slice_t s, size_t at)
{
    char  quote;

    for (quote = s.data[at++]; at < s.len && s.data[at] != quote; at++) {
        at += (s.data[at] == '\\');
    }

    return (at < s.len) ? at + 1 : s.len;
}


/* The offset after a comment or a string that begins at `at`; else `at`. */
static size_t
faimi_sass_skip(faimi_slice_t s, size_t at)
{
    size_t         end;
    faimi_slice_t  two;

    two = faimi_slice_sub(s, at, at + 2);

    if (faimi_slice_eq(two, FAIMI_SLICE("//"))) {
        return faimi_slice_find_char(s, '\n', at);
    }

    if (faimi_slice_eq(two, FAIMI_SLICE("/*"))) {
        end = faimi_slice_find(s, FAIMI_SLICE("*/"), at + 2);
        return (end < s.len) ? end + 2 : s.len;
    }

    return (s.data[at] == '"' || s.data[at] == '\'')
           ? faimi_sass_string(s, at) : at;
}


/* The end of the rule that begins at `at`. */
static size_t
faimi_sass_rule_end(const faimi_sass_imports_t *imports, size_t at)
{
    char    c;
    size_t  next;

    while (at < imports->text.len) {
        c = imports->text.data[at];

        if (c == ';' || c == '}' || (imports->indented && c == '\n')) {
            break;
        }

        next = faimi_sass_skip(imports->text, at);
        at = (next > at) ? next : at + 1;
    }

    return at;
}


static size_t
faimi_sass_word_end(faimi_slice_t rule, size_t at)
{
    while (at < rule.len && rule.data[at] != ','
           && !faimi_is_space(rule.data[at]))
    {
        at++;
    }

    return at;
}


/* item: STRING | "url(" ... ")" | word; with white space after it.  The name is
 * empty for a URL; true: it is a string. */
static bool
faimi_sass_item(faimi_slice_t rule, size_t *at, faimi_slice_t *name)
{
    bool    quoted;
    size_t  begin;

    begin = *at;
    quoted = rule.data[begin] == '"' || rule.data[begin] == '\'';

    if (quoted) {
        *at = faimi_sass_string(rule, begin);
        *name = faimi_slice_sub(rule, begin + 1, *at - 1);

    } else if (faimi_slice_eq_ci(faimi_slice_sub(rule, begin, begin + 4),
                                 FAIMI_SLICE("url(")))
    {
        *at = faimi_slice_find_char(rule, ')', begin) + 1;
        *name = FAIMI_EMPTY;

    } else {
        *at = faimi_sass_word_end(rule, begin);
        *name = faimi_slice_sub(rule, begin, *at);
    }

    while (*at < rule.len && faimi_is_space(rule.data[*at])) {
        (*at)++;
    }

    return quoted;
}


/* Where the next item begins: after white space, commas and comments. */
static size_t
faimi_sass_gap(faimi_slice_t rule, size_t at)
{
    while (at < rule.len) {
        if (rule.data[at] == '/' && faimi_sass_skip(rule, at) > at) {
            at = faimi_sass_skip(rule, at);

        } else if (rule.data[at] == ',' || faimi_is_space(rule.data[at])) {
            at++;

        } else {
            break;
        }
    }

    return at;
}


/* A media query after the names: `@import "a" screen`. */
static bool
faimi_sass_is_plain(faimi_slice_t rule, size_t at)
{
    faimi_slice_t  name;

    at = faimi_sass_gap(rule, at);

    while (at < rule.len) {
        (void) faimi_sass_item(rule, &at, &name);

        if (at < rule.len && rule.data[at] != ',' && rule.data[at] != '/') {
            return true;
        }

        at = faimi_sass_gap(rule, at);
    }

    return false;
}


/* Finds the next rule. */
static bool
faimi_sass_rule(faimi_sass_imports_t *imports)
{
    size_t         at, next;
    faimi_slice_t  s;

    s = imports->text;
    at = imports->end;

    for ( ;; at = (next > at) ? next : at + 1) {
        if (at >= s.len) {
            imports->at = imports->end = s.len;
            return false;
        }

        next = faimi_sass_skip(s, at);

        if (s.data[at] == '@'
            && faimi_slice_eq(faimi_slice_sub(s, at, at + 7),
                              FAIMI_SLICE("@import")))
        {
            break;
        }
    }

    imports->end = faimi_sass_rule_end(imports, at);
    imports->at = at + 7;
    s.len = imports->end;
    imports->plain = faimi_sass_is_plain(s, imports->at);

    return true;
}


bool
faimi_sass_import(faimi_sass_imports_t *imports, faimi_slice_t *name)
{
    bool           quoted;
    faimi_slice_t  rule;

    for ( ;; ) {
        rule = faimi_slice(imports->text.data, imports->end);
        imports->at = faimi_sass_gap(rule, imports->at);

        if (imports->at >= imports->end) {
            if (!faimi_sass_rule(imports)) {
                return false;
            }

            continue;
        }

        quoted = faimi_sass_item(rule, &imports->at, name);

        /* what is no string is a media query, but in the indented syntax */
        if (name->len > 0 && (quoted || imports->indented)) {
            return true;
        }
    }
}
