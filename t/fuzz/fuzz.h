/*
 * What libFuzzer's targets share: each defines fuzz_run(), which works on
 * fuzz->input within the arena and must not run out of its memory.
 */

#ifndef FUZZ_H
#define FUZZ_H

#include <stdlib.h>

#include "faimi_ruby.h"


typedef struct {
    faimi_arena_t  *arena;
    faimi_slice_t   input;
} fuzz_t;


static faimi_rc_t fuzz_run(void *data);


static inline void
fuzz_check(bool ok)
{
    if (!ok) {
        abort();
    }
}


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_t          fuzz;
    faimi_guard_t  *guard;

    guard = faimi_guard_create();
    fuzz.arena = faimi_arena_create(guard, FAIMI_MAX_FILE_MEMORY);
    fuzz.input = faimi_slice((const char *) data, size);

    fuzz_check(faimi_guard_run(guard, fuzz_run, &fuzz) != FAIMI_NOMEM);

    faimi_arena_destroy(fuzz.arena);
    faimi_guard_destroy(guard);

    return 0;
}

#endif
