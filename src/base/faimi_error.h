/*
 * An error is a return code and one record that says what, where and, in the
 * message, what to do.  The core never prints: whoever called decides.
 */

#ifndef FAIMI_ERROR_H
#define FAIMI_ERROR_H

#include "faimi_slice.h"


typedef enum {
    FAIMI_OK = 0,
    FAIMI_ERROR = -1,      /* the record says what */
    FAIMI_NOMEM = -2,      /* no memory, or an arena at its limit */
    FAIMI_NOT_FOUND = -3,  /* there is no such thing; no record */
    FAIMI_LATE = -4        /* it takes longer than it may here; no record */
} faimi_rc_t;


typedef struct {
    char    file[256];     /* path within the site, cut from the left; or "" */
    size_t  line;          /* from 1; 0: the file as a whole */
    size_t  column;        /* from 1, in characters; 0: the line as a whole */
    char    message[512];  /* one line of UTF-8, no newline at its end */
} faimi_error_t;


/* Fills `err` (which may be NULL) and returns FAIMI_ERROR.  The format is
 * printf's; control characters in the result become blanks. */
faimi_rc_t faimi_error_set(faimi_error_t *err, faimi_slice_t file, size_t line,
    size_t column, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* Writes "file:line:column: message" (parts that are unknown left out),
 * terminated, cut to `size` bytes; returns its length. */
size_t faimi_error_text(const faimi_error_t *err, char *buf, size_t size);

/* Line and column (from 1, in characters) of byte `offset` in `text`. */
void faimi_error_locate(faimi_slice_t text, size_t offset, size_t *line,
    size_t *column);

#endif
