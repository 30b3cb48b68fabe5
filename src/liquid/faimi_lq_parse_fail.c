/*
 * Errors of syntax.  They end the parse at once, so that no parser function
 * has a result to test; the guard of the arena takes the jump.
 *
 * The line and column are counted only now, from the place in the source:
 * nothing is paid for positions in templates without errors.
 */

#include <stdarg.h>
#include <stdio.h>

#include "faimi_lq_parse.h"


void
faimi_lq_parse_fail(faimi_lq_parser_t *p, faimi_slice_t where,
    const char *fmt, ...)
{
    char            text[400];
    size_t          at, line, column;
    va_list         args;
    faimi_slice_t   source;

    va_start(args, fmt);
    (void) vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);

    if (p->template != NULL) {
        source = p->template->source;

        /* a text that was made up stands for its token */
        if (where.data < source.data || where.data > source.data + source.len)
        {
            where = p->token.text;
        }

        at = (size_t) (where.data - source.data);
        faimi_error_locate(source, at, &line, &column);
        (void) faimi_error_set(p->err, p->template->file,
                               line + p->template->line - 1, column, "%s",
                               text);
    }

    faimi_guard_raise(faimi_arena_guard(p->arena), FAIMI_ERROR);
}
