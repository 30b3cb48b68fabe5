/*
 * What keys of several pages have in common: digests of lists and of data, and
 * what templates use.
 *
 * A site of a thousand posts has a thousand pages with the same layouts, which
 * list the same posts.  Without this cache each of their keys would read all
 * of the site, and an edit would cost the square of its size.
 *
 * An entry has a name that says what it is the digest of.  All entries hold
 * until more than a body changes; what depends on bodies has the generation in
 * its name.
 */

#include <stdlib.h>

#include "faimi_deps_int.h"


/* Bytes of the cache, beyond which all of it is forgotten: entries are not
 * freed singly, and are cheap to make again. */
#define FAIMI_CACHE_SIZE  (8u << 20)


faimi_deps_t *
faimi_deps_create(faimi_guard_t *guard, const faimi_view_input_t *input)
{
    faimi_deps_t  *deps;

    deps = calloc(1, sizeof(faimi_deps_t));

    if (deps == NULL) {
        return NULL;
    }

    deps->guard = guard;
    deps->input = input;
    deps->inputs = 1;      /* 0 is of a key that was never made */
    deps->scratch = faimi_arena_create(guard, 0);
    deps->arena = faimi_arena_create(guard, 0);

    if (deps->scratch == NULL || deps->arena == NULL) {
        faimi_deps_destroy(deps);
        return NULL;
    }

    return deps;
}


void
faimi_deps_destroy(faimi_deps_t *deps)
{
    if (deps != NULL) {
        faimi_arena_destroy(deps->arena);
        faimi_arena_destroy(deps->scratch);
        free(deps);
    }
}


/* Keys themselves are not touched: each has the counts of the state it was
 * made in, and finds that they differ. */
void
faimi_deps_changed(faimi_deps_t *deps, faimi_change_t change)
{
    deps->generation += (change != FAIMI_CHANGE_NONE);

    if (change > FAIMI_CHANGE_BODY) {
        deps->inputs++;
        faimi_cache_forget(deps);
    }
}


uint64_t
faimi_deps_generation(const faimi_deps_t *deps)
{
    return deps->generation;
}


void
faimi_cache_forget(faimi_deps_t *deps)
{
    deps->cache = NULL;
    faimi_arena_reset(deps->arena);
}


/* Only between two keys: what the cache holds is used while one is made. */
void
faimi_cache_begin(faimi_deps_t *deps)
{
    if (faimi_arena_used(deps->arena) > FAIMI_CACHE_SIZE) {
        faimi_cache_forget(deps);
    }

    if (deps->cache == NULL) {
        deps->cache = faimi_map_create(deps->arena);
    }
}


/* Not by printf: a key may have a NUL in it, and a digest often has. */
faimi_slice_t
faimi_cache_name(const faimi_deps_t *deps, const char *what,
    faimi_slice_t key)
{
    faimi_buf_t  *b;

    b = faimi_buf_create(deps->scratch, SIZE_MAX);
    faimi_buf_str(b, what);
    faimi_buf_char(b, ' ');
    faimi_buf_add(b, key);

    return faimi_buf_slice(b);
}


const faimi_value_t *
faimi_cache_get(const faimi_deps_t *deps, faimi_slice_t name)
{
    return faimi_map_get(deps->cache, name);
}


void
faimi_cache_put(faimi_deps_t *deps, faimi_slice_t name, faimi_value_t v)
{
    faimi_map_set(deps->arena, deps->cache,
                  faimi_arena_copy(deps->arena, name), v);
}


void
faimi_cache_add(faimi_deps_t *deps, faimi_buf_t *b, faimi_slice_t name,
    faimi_fill_pt fill, const void *data)
{
    faimi_buf_t          *all;
    faimi_digest_t       *digest;
    const faimi_value_t  *known;

    known = faimi_cache_get(deps, name);

    if (known != NULL) {
        faimi_digest_add(b, known->u.object.data);
        return;
    }

    all = faimi_buf_create(deps->scratch, SIZE_MAX);
    fill(deps, all, data);
    digest = faimi_alloc(deps->arena, sizeof(faimi_digest_t));
    *digest = faimi_digest(deps->guard, faimi_buf_slice(all));
    faimi_cache_put(deps, name, FAIMI_V_OBJECT(NULL, digest));
    faimi_digest_add(b, digest);
}
