/*
 * Blocks double in size from 4 KB up to 1 MB, so that a small page costs one
 * malloc and a large one a handful.  Under FAIMI_DEBUG_ARENA every allocation
 * is a block of its own, so that the address sanitizer sees its bounds.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "faimi_arena.h"


#define FAIMI_ARENA_FIRST  4096
#define FAIMI_ARENA_LAST   (1u << 20)
#define FAIMI_ARENA_ALIGN  16


typedef struct faimi_jump_s  faimi_jump_t;

struct faimi_jump_s {
    jmp_buf        env;
    faimi_rc_t     rc;
    faimi_jump_t  *outer;
};


struct faimi_guard_s {
    faimi_jump_t  *jump;     /* the innermost run, on the stack */
    size_t         fail_at;  /* countdown to a failure; 0: none */
};


typedef struct faimi_block_s  faimi_block_t;

struct faimi_block_s {
    faimi_block_t  *next;
    size_t          size;    /* bytes of data[] */
    size_t          used;
    _Alignas(FAIMI_ARENA_ALIGN) char  data[];
};


typedef struct faimi_tie_s  faimi_tie_t;

struct faimi_tie_s {
    faimi_cleanup_pt   fn;
    void              *data;
    faimi_tie_t       *next;
};


struct faimi_arena_s {
    faimi_guard_t  *guard;
    faimi_block_t  *blocks;  /* the newest first; it alone is filled */
    faimi_tie_t    *ties;    /* the newest first */
    size_t          max;
    size_t          used;
    size_t          expected;  /* of the first block */
};


faimi_guard_t *
faimi_guard_create(void)
{
    return calloc(1, sizeof(faimi_guard_t));
}


void
faimi_guard_destroy(faimi_guard_t *guard)
{
    free(guard);
}


void
faimi_guard_fail_at(faimi_guard_t *guard, size_t n)
{
    guard->fail_at = n;
}


faimi_rc_t
faimi_guard_run(faimi_guard_t *guard, faimi_work_pt work, void *data)
{
    faimi_rc_t    rc;
    faimi_jump_t  jump;

    jump.outer = guard->jump;
    guard->jump = &jump;

    if (setjmp(jump.env) == 0) {
        rc = work(data);

    } else {
        rc = jump.rc;
    }

    guard->jump = jump.outer;

    return rc;
}


void
faimi_guard_raise(faimi_guard_t *guard, faimi_rc_t rc)
{
    if (guard->jump == NULL) {
        (void) fputs("faimi: failed outside of faimi_guard_run()\n", stderr);
        abort();
    }

    guard->jump->rc = rc;
    longjmp(guard->jump->env, 1);
}


faimi_arena_t *
faimi_arena_create(faimi_guard_t *guard, size_t max)
{
    faimi_arena_t  *arena;

    arena = calloc(1, sizeof(faimi_arena_t));

    if (arena != NULL) {
        arena->guard = guard;
        arena->max = (max == 0) ? SIZE_MAX : max;
        arena->expected = FAIMI_ARENA_FIRST;
    }

    return arena;
}


void
faimi_arena_expect(faimi_arena_t *arena, size_t size)
{
    if (arena->blocks == NULL) {
        arena->expected = size;
    }
}


static void
faimi_arena_clean(faimi_arena_t *arena)
{
    faimi_tie_t  *tie;

    while (arena->ties != NULL) {
        tie = arena->ties;
        arena->ties = tie->next;
        tie->fn(tie->data);
    }
}


static void
faimi_arena_free(faimi_arena_t *arena, faimi_block_t *block)
{
    arena->used -= block->size;
    free(block);
}


void
faimi_arena_reset(faimi_arena_t *arena)
{
    faimi_block_t  *block;

    faimi_arena_clean(arena);

    while (arena->blocks != NULL && arena->blocks->next != NULL) {
        block = arena->blocks;
        arena->blocks = block->next;
        faimi_arena_free(arena, block);
    }

    if (arena->blocks != NULL) {
        arena->blocks->used = 0;
    }
}


void
faimi_arena_destroy(faimi_arena_t *arena)
{
    if (arena == NULL) {
        return;
    }

    faimi_arena_reset(arena);

    if (arena->blocks != NULL) {
        faimi_arena_free(arena, arena->blocks);
    }

    free(arena);
}


static size_t
faimi_arena_block_size(const faimi_arena_t *arena, size_t size)
{
#ifdef FAIMI_DEBUG_ARENA
    (void) arena;

    return size;
#else
    size_t  next;

    next = (arena->blocks == NULL) ? arena->expected
           : (arena->used == arena->expected) ? FAIMI_ARENA_FIRST
                                              : 2 * arena->blocks->size;
    next = (next > FAIMI_ARENA_LAST) ? FAIMI_ARENA_LAST : next;

    return (size > next) ? size : next;
#endif
}


static faimi_block_t *
faimi_arena_add(faimi_arena_t *arena, size_t size)
{
    faimi_block_t  *block;

    size = faimi_arena_block_size(arena, size);

    if (size > arena->max || arena->used > arena->max - size) {
        faimi_guard_raise(arena->guard, FAIMI_NOMEM);
    }

    block = malloc(sizeof(faimi_block_t) + size);

    if (block == NULL) {
        faimi_guard_raise(arena->guard, FAIMI_NOMEM);
    }

    block->size = size;
    block->used = 0;
    block->next = arena->blocks;
    arena->blocks = block;
    arena->used += size;

    return block;
}


static void *
faimi_arena_take(faimi_arena_t *arena, size_t size, size_t align)
{
    size_t          at;
    faimi_block_t  *block;

    if (arena->guard->fail_at > 0 && --arena->guard->fail_at == 0) {
        faimi_guard_raise(arena->guard, FAIMI_NOMEM);
    }

    block = arena->blocks;

    if (block != NULL) {
        at = (block->used + align - 1) & ~(align - 1);

        if (at <= block->size && size <= block->size - at) {
            block->used = at + size;
            return block->data + at;
        }
    }

    if (size > SIZE_MAX / 4) {
        faimi_guard_raise(arena->guard, FAIMI_NOMEM);
    }

    block = faimi_arena_add(arena, size);
    block->used = size;

    return block->data;
}


void *
faimi_alloc(faimi_arena_t *arena, size_t size)
{
    return memset(faimi_arena_take(arena, size, FAIMI_ARENA_ALIGN), 0, size);
}


char *
faimi_alloc_text(faimi_arena_t *arena, size_t size)
{
    return faimi_arena_take(arena, size, 1);
}


faimi_slice_t
faimi_arena_copy(faimi_arena_t *arena, faimi_slice_t s)
{
    char  *p;

    if (s.len == 0) {
        return FAIMI_EMPTY;
    }

    p = faimi_alloc_text(arena, s.len);
    memcpy(p, s.data, s.len);

    return faimi_slice(p, s.len);
}


char *
faimi_arena_str(faimi_arena_t *arena, faimi_slice_t s)
{
    char  *p;

    p = faimi_alloc_text(arena, s.len + 1);
    memcpy(p, s.data, s.len);
    p[s.len] = '\0';

    return p;
}


faimi_slice_t
faimi_arena_printf(faimi_arena_t *arena, const char *fmt, ...)
{
    int       n;
    char     *p;
    va_list   args;

    va_start(args, fmt);
    n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);

    if (n < 0) {
        return FAIMI_EMPTY;
    }

    p = faimi_alloc_text(arena, (size_t) n + 1);

    va_start(args, fmt);
    (void) vsnprintf(p, (size_t) n + 1, fmt, args);
    va_end(args);

    return faimi_slice(p, (size_t) n);
}


void *
faimi_arena_grow(faimi_arena_t *arena, const void *old, size_t n, size_t *cap,
    size_t size)
{
    void    *p;
    size_t   room;

    room = (*cap == 0) ? 8 : *cap * 2;

    if (room > SIZE_MAX / 4 / size) {
        faimi_guard_raise(arena->guard, FAIMI_NOMEM);
    }

    p = faimi_alloc(arena, room * size);

    if (n > 0) {
        memcpy(p, old, n * size);
    }

    *cap = room;

    return p;
}


void
faimi_arena_cleanup(faimi_arena_t *arena, faimi_cleanup_pt fn, void *data)
{
    faimi_tie_t  *tie;

    tie = faimi_alloc(arena, sizeof(faimi_tie_t));
    tie->fn = fn;
    tie->data = data;
    tie->next = arena->ties;
    arena->ties = tie;
}


faimi_guard_t *
faimi_arena_guard(const faimi_arena_t *arena)
{
    return arena->guard;
}


size_t
faimi_arena_used(const faimi_arena_t *arena)
{
    return arena->used;
}
