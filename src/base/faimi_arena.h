/*
 * Memory.  One arena per life: nothing is freed singly, all of it at once.
 *
 * Inside faimi_guard_run() an allocation cannot fail from where its caller
 * stands: if memory ends, or the arena reaches its limit, the whole run ends
 * with FAIMI_NOMEM (by longjmp, as in Lua's luaD_throw).  So no function of
 * the core tests for NULL, and what must not leak is tied to an arena by a
 * cleanup at the moment it exists.  A structure that outlives a run is built
 * aside and put in place by one assignment at the end.
 */

#ifndef FAIMI_ARENA_H
#define FAIMI_ARENA_H

#include "faimi_error.h"


typedef struct faimi_guard_s  faimi_guard_t;
typedef struct faimi_arena_s  faimi_arena_t;

typedef faimi_rc_t (*faimi_work_pt)(void *data);
typedef void (*faimi_cleanup_pt)(void *data);


/* A guard is where failing allocations lead; NULL if there is no memory. */
faimi_guard_t *faimi_guard_create(void);
void faimi_guard_destroy(faimi_guard_t *guard);

/* Runs work(data) and returns what it returns, or FAIMI_NOMEM if an arena of
 * this guard could not serve it, or what faimi_guard_raise() was given.  Runs
 * nest.  Local variables of `work` are lost, as with any longjmp. */
faimi_rc_t faimi_guard_run(faimi_guard_t *guard, faimi_work_pt work,
    void *data);

/* Ends the innermost run with `rc`.  For errors deep in a recursion: fill the
 * error record first. */
void faimi_guard_raise(faimi_guard_t *guard, faimi_rc_t rc)
    __attribute__((noreturn));

/* The n-th allocation from now on fails, once; 0 turns that off.  For tests:
 * run with n = 1, 2, ... until the work succeeds. */
void faimi_guard_fail_at(faimi_guard_t *guard, size_t n);


/* An empty arena that gives at most `max` bytes (0: no limit).  NULL if there
 * is no memory: the one failure that the caller tests. */
faimi_arena_t *faimi_arena_create(faimi_guard_t *guard, size_t max);

/* So many bytes will be enough for most of its like: they are taken at once,
 * and little more if they are not. */
void faimi_arena_expect(faimi_arena_t *arena, size_t size);

/* Runs the cleanups, the newest first, and frees all; NULL is no error. */
void faimi_arena_destroy(faimi_arena_t *arena);

/* As new: cleanups run, the first block is kept. */
void faimi_arena_reset(faimi_arena_t *arena);

/* `size` zeroed bytes, aligned for any type. Must be called inside a run of
 * the arena's guard: outside of one a failure ends the process. */
void *faimi_alloc(faimi_arena_t *arena, size_t size);

/* Not zeroed, not aligned: for text. */
char *faimi_alloc_text(faimi_arena_t *arena, size_t size);

/* A copy of a slice that lives as long as the arena. */
faimi_slice_t faimi_arena_copy(faimi_arena_t *arena, faimi_slice_t s);

/* A terminated copy. */
char *faimi_arena_str(faimi_arena_t *arena, faimi_slice_t s);

/* The text that printf would write. */
faimi_slice_t faimi_arena_printf(faimi_arena_t *arena, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A doubled copy of an array that is full: `n` elements of `size` bytes are in
 * use, `*cap` is its room, which grows.  The old one stays where it is. */
void *faimi_arena_grow(faimi_arena_t *arena, const void *old, size_t n,
    size_t *cap, size_t size);

/* Calls fn(data) when the arena ends.  To be safe, add the cleanup first and
 * let it find NULL until the thing exists. */
void faimi_arena_cleanup(faimi_arena_t *arena, faimi_cleanup_pt fn,
    void *data);

faimi_guard_t *faimi_arena_guard(const faimi_arena_t *arena);

/* Bytes taken from the system so far. */
size_t faimi_arena_used(const faimi_arena_t *arena);

#endif
