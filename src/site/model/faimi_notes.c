#include <stdarg.h>
#include <stdio.h>

#include "faimi_notes.h"


/* Longer texts are cut; faimi_error_t has room for no more. */
#define FAIMI_NOTES_TEXT  sizeof(((faimi_error_t *) NULL)->message)


/* A list that grows in the arena; errors stay where they are until it does. */
typedef struct {
    faimi_error_t   *items;
    size_t           n;
    size_t           cap;
} faimi_notes_list_t;


struct faimi_notes_s {
    faimi_arena_t       *arena;
    faimi_notes_list_t   problems;
    faimi_notes_list_t   conflicts;
};


faimi_notes_t *
faimi_notes_create(faimi_arena_t *arena)
{
    faimi_notes_t  *notes;

    notes = faimi_alloc(arena, sizeof(faimi_notes_t));
    notes->arena = arena;

    return notes;
}


static void
faimi_notes_add(faimi_notes_t *notes, faimi_notes_list_t *list,
    faimi_slice_t file, size_t line, const char *fmt, va_list args)
{
    char  text[FAIMI_NOTES_TEXT];

    if (list->n == list->cap) {
        list->items = faimi_arena_grow(notes->arena, list->items, list->n,
                                       &list->cap, sizeof(faimi_error_t));
    }

    (void) vsnprintf(text, sizeof(text), fmt, args);
    (void) faimi_error_set(&list->items[list->n++], file, line, 0, "%s",
                           text);
}


void
faimi_notes_problem(faimi_notes_t *notes, faimi_slice_t file,
    const char *fmt, ...)
{
    va_list  args;

    va_start(args, fmt);
    faimi_notes_add(notes, &notes->problems, file, 0, fmt, args);
    va_end(args);
}


void
faimi_notes_problem_at(faimi_notes_t *notes, faimi_slice_t file, size_t line,
    const char *fmt, ...)
{
    va_list  args;

    va_start(args, fmt);
    faimi_notes_add(notes, &notes->problems, file, line, fmt, args);
    va_end(args);
}


void
faimi_notes_conflict(faimi_notes_t *notes, faimi_slice_t file,
    const char *fmt, ...)
{
    va_list  args;

    va_start(args, fmt);
    faimi_notes_add(notes, &notes->conflicts, file, 0, fmt, args);
    va_end(args);
}


const faimi_error_t *
faimi_notes_problems(const faimi_notes_t *notes, size_t *n)
{
    *n = notes->problems.n;

    return notes->problems.items;
}


const faimi_error_t *
faimi_notes_conflicts(const faimi_notes_t *notes, size_t *n)
{
    *n = notes->conflicts.n;

    return notes->conflicts.items;
}
