#include <stdarg.h>
#include <stdio.h>

#include "faimi_ctype.h"
#include "faimi_error.h"


static void
faimi_error_file(faimi_error_t *err, faimi_slice_t file)
{
    size_t  max;

    max = sizeof(err->file) - 1;

    if (file.len > max) {
        file = faimi_slice_sub(file, file.len - max, file.len);
    }

    /* the cut may have halved a character */
    while (file.len > 0 && ((unsigned char) file.data[0] & 0xC0) == 0x80) {
        file = faimi_slice_sub(file, 1, file.len);
    }

    memcpy(err->file, file.data, file.len);
    err->file[file.len] = '\0';
}


/* vsnprintf may cut a character in two: the half is taken off. */
static void
faimi_error_whole(char *text, size_t size)
{
    size_t  n;

    n = strlen(text);

    if (n + 1 < size) {
        return;
    }

    while (n > 0 && ((unsigned char) text[n - 1] & 0xC0) == 0x80) {
        n--;
    }

    if (n > 0 && faimi_is_high(text[n - 1])) {
        text[n - 1] = '\0';
    }
}


faimi_rc_t
faimi_error_set(faimi_error_t *err, faimi_slice_t file, size_t line,
    size_t column, const char *fmt, ...)
{
    char     *p;
    va_list   args;

    if (err == NULL) {
        return FAIMI_ERROR;
    }

    faimi_error_file(err, file);
    err->line = line;
    err->column = column;

    va_start(args, fmt);
    (void) vsnprintf(err->message, sizeof(err->message), fmt, args);
    va_end(args);

    faimi_error_whole(err->message, sizeof(err->message));

    for (p = err->message; *p != '\0'; p++) {
        if ((unsigned char) *p < 0x20 || *p == 0x7F) {
            *p = ' ';
        }
    }

    return FAIMI_ERROR;
}


size_t
faimi_error_text(const faimi_error_t *err, char *buf, size_t size)
{
    int  n;

    if (err->file[0] == '\0') {
        n = snprintf(buf, size, "%s", err->message);

    } else if (err->line == 0) {
        n = snprintf(buf, size, "%s: %s", err->file, err->message);

    } else if (err->column == 0) {
        n = snprintf(buf, size, "%s:%zu: %s", err->file, err->line,
                     err->message);

    } else {
        n = snprintf(buf, size, "%s:%zu:%zu: %s", err->file, err->line,
                     err->column, err->message);
    }

    if (n < 0) {
        n = 0;
    }

    return ((size_t) n < size) ? (size_t) n : size - 1;
}


void
faimi_error_locate(faimi_slice_t text, size_t offset, size_t *line,
    size_t *column)
{
    size_t  i;

    *line = 1;
    *column = 1;

    for (i = 0; i < offset && i < text.len; i++) {
        if (text.data[i] == '\n') {
            (*line)++;
            *column = 1;

        } else if (((unsigned char) text.data[i] & 0xC0) != 0x80) {
            (*column)++;
        }
    }
}
