/*
 * What is to be said about a site as a whole: problems of a file that its
 * pages cannot show, and conflicts between files that want one URL.  They are
 * collected while an index is made, and live as long as it.
 */

#ifndef FAIMI_NOTES_H
#define FAIMI_NOTES_H

#include "faimi_base.h"


typedef struct faimi_notes_s  faimi_notes_t;


/* Empty; of the arena. */
faimi_notes_t *faimi_notes_create(faimi_arena_t *arena);

/* Adds a problem of `file`, its path within the site ("": of no file), or a
 * conflict that it loses; `line` is that of the file, from 1, or 0.  The
 * message says what is wrong and what to do; it is cut where it is longer than
 * that of a faimi_error_t. */
void faimi_notes_problem(faimi_notes_t *notes, faimi_slice_t file,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void faimi_notes_problem_at(faimi_notes_t *notes, faimi_slice_t file,
    size_t line, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void faimi_notes_conflict(faimi_notes_t *notes, faimi_slice_t file,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* All of them, in the order in which they were added; `n` is their number. */
const faimi_error_t *faimi_notes_problems(const faimi_notes_t *notes,
    size_t *n);
const faimi_error_t *faimi_notes_conflicts(const faimi_notes_t *notes,
    size_t *n);

#endif
