/*
 * Tables of cases under t/spec/tables: a case per line, fields set apart by
 * tabs, with \t \n \r \\ and \0 for what cannot stand in one.  They are
 * written by t/conformance/tables.rb from what Ruby answers.
 */

#ifndef TABLE_H
#define TABLE_H

#include <stdlib.h>

#include "test.h"


#define TABLE_FIELDS  8
#define TABLE_LINE    65536


/* fields[0..n) of one case; the last one is the result by custom. */
typedef void (*table_case_pt)(void *data, const faimi_slice_t *fields,
    size_t n, size_t line);


static inline char
table_unescape(char c)
{
    switch (c) {
    case 't': return '\t';
    case 'n': return '\n';
    case 'r': return '\r';
    case '0': return '\0';
    default:  return c;
    }
}


static inline size_t
table_split(char *line, faimi_slice_t *fields)
{
    char    *to, *begin;
    size_t   n;

    n = 0;
    begin = to = line;

    for ( /* void */ ; *line != '\0' && *line != '\n'; line++) {
        if (*line == '\t' && n < TABLE_FIELDS - 1) {
            fields[n++] = faimi_slice(begin, (size_t) (to - begin));
            begin = to;

        } else if (*line == '\\') {
            *to++ = table_unescape(*++line);

        } else {
            *to++ = *line;
        }
    }

    fields[n++] = faimi_slice(begin, (size_t) (to - begin));

    return n;
}


static inline void
table_run(const char *path, table_case_pt fn, void *data)
{
    FILE           *f;
    char           *text;
    size_t          line, n;
    faimi_slice_t   fields[TABLE_FIELDS];

    f = fopen(path, "r");
    text = malloc(TABLE_LINE);

    if (f == NULL || text == NULL) {
        test_check(0, path, __FILE__, __LINE__);
        return;
    }

    for (line = 1; fgets(text, TABLE_LINE, f) != NULL; line++) {
        if (text[0] != '#' && text[0] != '\n') {
            n = table_split(text, fields);
            fn(data, fields, n, line);
        }
    }

    free(text);
    (void) fclose(f);
}

#endif
