/*
 * CSV and TSV as Ruby's CSV reads them with headers (RFC 4180, strictly): the
 * first line break of the file is that of all its rows; a field that is empty
 * and has no quotes is nil; an empty line is a row without fields.
 */

#include "faimi_csv.h"
#include "faimi_map.h"


typedef enum {
    FAIMI_CSV_FIELD,    /* another field follows */
    FAIMI_CSV_ROW,      /* the row ends */
    FAIMI_CSV_FILE      /* the file ends */
} faimi_csv_end_t;


typedef struct {
    faimi_arena_t  *arena;
    faimi_slice_t   source;
    faimi_slice_t   file;
    size_t          at;
    char            separator;
    faimi_slice_t   newline;    /* "\n", "\r\n" or "\r" */
    size_t          count;      /* values so far */
    faimi_error_t  *err;
} faimi_csv_t;


/* The line break of a file is its first one, even if that stands in quotes. */
static faimi_slice_t
faimi_csv_newline(faimi_slice_t s)
{
    size_t  at;

    for (at = 0; at < s.len; at++) {
        if (s.data[at] == '\n') {
            break;
        }

        if (s.data[at] == '\r') {
            return (at + 1 < s.len && s.data[at + 1] == '\n')
                   ? FAIMI_SLICE("\r\n") : FAIMI_SLICE("\r");
        }
    }

    return FAIMI_SLICE("\n");
}


/* An error at a byte of the file. */
static faimi_rc_t
faimi_csv_fail(const faimi_csv_t *c, size_t at, const char *message)
{
    size_t  line, column;

    faimi_error_locate(c->source, at, &line, &column);

    return faimi_error_set(c->err, c->file, line, column, "%s", message);
}


/* The offset of the quote that closes a field whose text begins at `at`, or
 * the source's length; a doubled quote closes nothing. */
static size_t
faimi_csv_close(faimi_slice_t s, size_t at)
{
    for ( ;; ) {
        at = faimi_slice_find_char(s, '"', at);

        if (at + 1 >= s.len || s.data[at + 1] != '"') {
            return at;
        }

        at += 2;
    }
}


/* quoted = '"' { not '"' | '""' } '"' */
static faimi_rc_t
faimi_csv_quoted(faimi_csv_t *c, faimi_value_t *v)
{
    char    *text;
    size_t   i, n, end;

    end = faimi_csv_close(c->source, c->at + 1);

    if (end == c->source.len) {
        return faimi_csv_fail(c, c->at, "this quote is not closed");
    }

    text = faimi_alloc_text(c->arena, end - c->at);

    for (i = c->at + 1, n = 0; i < end; i++) {
        text[n++] = c->source.data[i];
        i += c->source.data[i] == '"';
    }

    *v = FAIMI_V_STRING(faimi_slice(text, n));
    c->at = end + 1;

    return FAIMI_OK;
}


/* plain = { not separator, '"', "\r", "\n" }; empty is nil */
static void
faimi_csv_plain(faimi_csv_t *c, faimi_value_t *v)
{
    char    ch;
    size_t  from;

    for (from = c->at; c->at < c->source.len; c->at++) {
        ch = c->source.data[c->at];

        if (ch == c->separator || ch == '"' || ch == '\r' || ch == '\n') {
            break;
        }
    }

    *v = FAIMI_V_NIL;

    if (c->at > from) {
        *v = FAIMI_V_STRING(faimi_arena_copy(c->arena,
                                  faimi_slice_sub(c->source, from, c->at)));
    }
}


/* end = separator | newline | end of the file */
static faimi_rc_t
faimi_csv_end(faimi_csv_t *c, bool quoted, faimi_csv_end_t *end)
{
    faimi_slice_t  rest;

    rest = faimi_slice_sub(c->source, c->at, c->source.len);

    if (rest.len == 0) {
        *end = FAIMI_CSV_FILE;
        return FAIMI_OK;
    }

    if (rest.data[0] == c->separator) {
        *end = FAIMI_CSV_FIELD;
        c->at++;
        return FAIMI_OK;
    }

    if (faimi_slice_starts(rest, c->newline)) {
        *end = FAIMI_CSV_ROW;
        c->at += c->newline.len;
        return FAIMI_OK;
    }

    if (quoted) {
        return faimi_csv_fail(c, c->at, "nothing may stand between a closing "
                              "quote and the end of the field");
    }

    return faimi_csv_fail(c, c->at, (rest.data[0] == '"')
                          ? "a field with a quote in it must be quoted, and "
                            "the quote doubled"
                          : "this line ends in another way than the first "
                            "one");
}


/* row = field { separator field } ( newline | end of the file ) */
static faimi_rc_t
faimi_csv_row(faimi_csv_t *c, faimi_array_t *row)
{
    bool             quoted;
    faimi_rc_t       rc;
    faimi_value_t    v;
    faimi_csv_end_t  end;

    row->n = 0;

    do {
        rc = FAIMI_OK;
        quoted = c->at < c->source.len && c->source.data[c->at] == '"';

        if (quoted) {
            rc = faimi_csv_quoted(c, &v);

        } else {
            faimi_csv_plain(c, &v);
        }

        if (rc != FAIMI_OK || faimi_csv_end(c, quoted, &end) != FAIMI_OK) {
            return FAIMI_ERROR;
        }

        if (row->n > 0 || end == FAIMI_CSV_FIELD || v.type != FAIMI_NIL) {
            faimi_array_push(c->arena, row, v);
        }

    } while (end == FAIMI_CSV_FIELD);

    return FAIMI_OK;
}


/* A row as a map: the first of two columns of one name counts, a field beyond
 * the header has no name. */
static faimi_value_t
faimi_csv_map(faimi_csv_t *c, const faimi_array_t *header,
    const faimi_array_t *row)
{
    size_t          i, n;
    faimi_map_t    *map;
    faimi_value_t   key;

    map = faimi_map_create(c->arena);
    n = (row->n > header->n) ? row->n : header->n;

    for (i = 0; i < n; i++) {
        key = (i < header->n) ? header->items[i] : FAIMI_V_NIL;

        if (faimi_map_find(map, key) == NULL) {
            faimi_map_put(c->arena, map, key,
                          (i < row->n) ? row->items[i] : FAIMI_V_NIL);
        }
    }

    c->count += n;

    return FAIMI_V_MAP(map);
}


/* The first row is the header, the others are maps by it. */
static faimi_rc_t
faimi_csv_rows(faimi_csv_t *c, faimi_array_t *rows)
{
    faimi_array_t  *header, *row;

    header = faimi_array_create(c->arena);
    row = faimi_array_create(c->arena);

    if (faimi_csv_row(c, header) != FAIMI_OK) {
        return FAIMI_ERROR;
    }

    while (c->at < c->source.len) {
        if (faimi_csv_row(c, row) != FAIMI_OK) {
            return FAIMI_ERROR;
        }

        if (c->count + row->n + header->n > FAIMI_MAX_DATA_VALUES) {
            return faimi_csv_fail(c, c->at, "too many values: split the "
                                  "file");
        }

        faimi_array_push(c->arena, rows, faimi_csv_map(c, header, row));
    }

    return FAIMI_OK;
}


faimi_rc_t
faimi_csv_parse(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, char separator, faimi_value_t *value,
    faimi_error_t *err)
{
    size_t       bad;
    faimi_csv_t  c;

    memset(&c, 0, sizeof(faimi_csv_t));
    c.arena = arena;
    c.source = source;
    c.file = file;
    c.separator = separator;
    c.newline = faimi_csv_newline(source);
    c.err = err;

    bad = faimi_utf8_check(source);

    if (bad < source.len) {
        return faimi_csv_fail(&c, bad, "this is not UTF-8");
    }

    *value = FAIMI_V_ARRAY(faimi_array_create(arena));

    return faimi_csv_rows(&c, value->u.array);
}
