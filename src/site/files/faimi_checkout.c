/*
 * The three forms of git that are read here (gitrepository-layout(5),
 * git-config(1)):
 *
 *     .git/config        [remote "origin"]
 *                            url = ADDRESS
 *     .git/HEAD          "ref: refs/heads/BRANCH", or a commit
 *     .git/refs/...      a commit; or, where that file is not there,
 *     .git/packed-refs   lines of "COMMIT refs/heads/BRANCH"
 */

#include "faimi_checkout.h"


#define FAIMI_CHECKOUT_CONFIG  (64 * 1024)
#define FAIMI_CHECKOUT_PACKED  (4 * 1024 * 1024)


static faimi_slice_t
faimi_checkout_file(faimi_source_t *source, faimi_arena_t *arena,
    faimi_slice_t path, size_t max)
{
    faimi_error_t    err;
    faimi_reading_t  reading;

    return (faimi_source_read(source, path, max, false, arena, &reading, &err)
            == FAIMI_OK) ? reading.text : FAIMI_EMPTY;
}


/* The next line from `at` on, without blanks around it; `at` is moved behind
 * it. */
static faimi_slice_t
faimi_checkout_line(faimi_slice_t text, size_t *at)
{
    size_t  from, end;

    from = *at;
    end = faimi_slice_find_char(text, '\n', from);
    *at = end + 1;

    return faimi_slice_trim(faimi_slice_sub(text, from, end));
}


/* The value of `url` in the section of "origin". */
static faimi_slice_t
faimi_checkout_remote(faimi_slice_t config)
{
    bool           origin;
    size_t         at, eq;
    faimi_slice_t  line;

    origin = false;

    for (at = 0; at < config.len; ) {
        line = faimi_checkout_line(config, &at);
        eq = faimi_slice_find_char(line, '=', 0);

        if (faimi_slice_starts(line, FAIMI_SLICE("["))) {
            origin = faimi_slice_starts(line,
                                        FAIMI_SLICE("[remote \"origin\"]"));

        } else if (origin
                   && faimi_slice_eq_ci(faimi_slice_trim(faimi_slice_sub(line,
                                            0, eq)), FAIMI_SLICE("url")))
        {
            return faimi_slice_trim(faimi_slice_sub(line, eq + 1, line.len));
        }
    }

    return FAIMI_EMPTY;
}


/* The text if it is the name of a commit, else "". */
static faimi_slice_t
faimi_checkout_commit(faimi_slice_t s)
{
    size_t  i;

    for (i = 0; i < s.len; i++) {
        if (!faimi_is_digit(s.data[i])
            && (s.data[i] < 'a' || s.data[i] > 'f'))
        {
            return FAIMI_EMPTY;
        }
    }

    return (s.len == 40 || s.len == 64) ? s : FAIMI_EMPTY;
}


static faimi_slice_t
faimi_checkout_packed(faimi_slice_t packed, faimi_slice_t ref)
{
    size_t         at, blank;
    faimi_slice_t  line;

    for (at = 0; at < packed.len; ) {
        line = faimi_checkout_line(packed, &at);
        blank = faimi_slice_find_char(line, ' ', 0);

        if (faimi_slice_eq(faimi_slice_sub(line, blank + 1, line.len), ref)) {
            return faimi_checkout_commit(faimi_slice_sub(line, 0, blank));
        }
    }

    return FAIMI_EMPTY;
}


/* `ref` is "refs/heads/main".  It comes from a file that anybody may have
 * written, but no path leads out of the source. */
static faimi_slice_t
faimi_checkout_ref(faimi_source_t *source, faimi_arena_t *arena,
    faimi_slice_t ref)
{
    size_t         at;
    faimi_slice_t  commit;

    at = 0;
    commit = faimi_checkout_file(source, arena,
                 faimi_arena_printf(arena, ".git/%.*s", FAIMI_FMT(ref)),
                 FAIMI_CHECKOUT_CONFIG);

    return (commit.len > 0)
           ? faimi_checkout_commit(faimi_checkout_line(commit, &at))
           : faimi_checkout_packed(
                 faimi_checkout_file(source, arena,
                                     FAIMI_SLICE(".git/packed-refs"),
                                     FAIMI_CHECKOUT_PACKED), ref);
}


static void
faimi_checkout_head(faimi_source_t *source, faimi_arena_t *arena,
    faimi_checkout_t *checkout)
{
    size_t         at;
    faimi_slice_t  head, ref, heads;

    at = 0;
    head = faimi_checkout_file(source, arena, FAIMI_SLICE(".git/HEAD"),
                               FAIMI_CHECKOUT_CONFIG);
    head = faimi_checkout_line(head, &at);

    if (!faimi_slice_starts(head, FAIMI_SLICE("ref:"))) {
        checkout->revision = faimi_checkout_commit(head);
        return;
    }

    ref = faimi_slice_trim(faimi_slice_sub(head, 4, head.len));
    heads = FAIMI_SLICE("refs/heads/");

    if (faimi_slice_starts(ref, heads)) {
        checkout->branch = faimi_slice_sub(ref, heads.len, ref.len);
        checkout->revision = faimi_checkout_ref(source, arena, ref);
    }
}


faimi_checkout_t *
faimi_checkout_read(faimi_source_t *source, faimi_arena_t *arena)
{
    size_t             at;
    faimi_entry_t      git;
    faimi_checkout_t  *checkout;

    checkout = faimi_alloc(arena, sizeof(faimi_checkout_t));
    *checkout = (faimi_checkout_t) { arena, FAIMI_EMPTY, FAIMI_EMPTY,
                                     FAIMI_EMPTY, FAIMI_EMPTY };
    at = 0;
    checkout->cname = faimi_checkout_file(source, arena, FAIMI_SLICE("CNAME"),
                                          FAIMI_CHECKOUT_CONFIG);
    checkout->cname = faimi_checkout_line(checkout->cname, &at);
    faimi_source_stat(source, FAIMI_SLICE(".git"), &git);

    if (git.type == FAIMI_ENTRY_FOLDER) {
        checkout->remote = faimi_checkout_remote(
            faimi_checkout_file(source, arena, FAIMI_SLICE(".git/config"),
                                FAIMI_CHECKOUT_CONFIG));
        faimi_checkout_head(source, arena, checkout);
    }

    return checkout;
}


faimi_checkout_t *
faimi_checkout_copy(const faimi_checkout_t *checkout, faimi_arena_t *arena)
{
    faimi_checkout_t  *copy;

    copy = faimi_alloc(arena, sizeof(faimi_checkout_t));
    copy->arena = arena;
    copy->remote = faimi_arena_copy(arena, checkout->remote);
    copy->branch = faimi_arena_copy(arena, checkout->branch);
    copy->revision = faimi_arena_copy(arena, checkout->revision);
    copy->cname = faimi_arena_copy(arena, checkout->cname);

    return copy;
}


bool
faimi_checkout_eq(const faimi_checkout_t *a, const faimi_checkout_t *b)
{
    return faimi_slice_eq(a->remote, b->remote)
           && faimi_slice_eq(a->branch, b->branch)
           && faimi_slice_eq(a->revision, b->revision)
           && faimi_slice_eq(a->cname, b->cname);
}
