/*
 * One input from its first byte to the last.
 */

#define _XOPEN_SOURCE 700   /* nftw */
#define _DEFAULT_SOURCE

#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "site.h"


static int
site_delete(const char *path, const struct stat *st, int type,
    struct FTW *where)
{
    (void) st;
    (void) type;
    (void) where;

    return remove(path);
}


static void
site_folder(site_world_t *w, char *path, size_t size, const char *name)
{
    (void) snprintf(path, size, "%s/%s", w->base, name);

    if (mkdir(path, 0777) != 0) {
        perror(path);
        exit(1);
    }
}


/* What nobody may see. */
static void
site_outside(site_world_t *w)
{
    FILE  *f;
    char   path[128];

    (void) snprintf(path, sizeof(path), "%s/secret.md", w->outside);
    f = fopen(path, "w");

    if (f == NULL || fputs("---\ntitle: kept-outside\n---\nkept-outside\n", f)
                     < 0
        || fclose(f) != 0)
    {
        perror(path);
        exit(1);
    }
}


static void
site_begin(site_world_t *w)
{
    (void) snprintf(w->base, sizeof(w->base), "%s/faimi-fuzz-XXXXXX",
                    access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");

    if (mkdtemp(w->base) == NULL) {
        perror(w->base);
        exit(1);
    }

    site_folder(w, w->root, sizeof(w->root), "site");
    site_folder(w, w->theme, sizeof(w->theme), "theme");
    site_folder(w, w->outside, sizeof(w->outside), "outside");
    site_outside(w);

    w->guard = faimi_guard_create();
    w->arena = faimi_arena_create(w->guard, FAIMI_MAX_RENDER_MEMORY);
    w->memory = faimi_arena_create(w->guard, 0);
    w->now = 1893456000;       /* 2030-01-01 */
    w->site = site_open(w, false);
}


static void
site_end(site_world_t *w)
{
    faimi_site_destroy(w->site);
    faimi_arena_destroy(w->arena);
    faimi_arena_destroy(w->memory);
    faimi_guard_destroy(w->guard);
    site_forget(w);
    (void) nftw(w->base, site_delete, 16, FTW_DEPTH | FTW_PHYS);
}


/* So many edits come before the first look at the folder. */
static size_t
site_head(site_world_t *w)
{
    size_t  n;

    n = site_choose(&w->head, SITE_FIRST);
    w->themed = site_choose(&w->head, 3) == 1;
    w->sweeping = site_choose(&w->head, 4) == 1;
    w->quiet = true;

    return n;
}


static void
site_play(site_world_t *w, const uint8_t *data, size_t size,
    size_t first)
{
    size_t  i, n;

    for (i = 0; size > 0 && i < SITE_RECORDS && !w->failed; i++) {
        n = (size < SITE_RECORD) ? size : SITE_RECORD;
        w->in = (site_bytes_t) { data, n };
        data += n;
        size -= n;

        /* what comes together is looked at together */
        n = site_choose(&w->in, 4);
        site_edit(w);

        if (i + 1 >= first && (n != 1 || size == 0)) {
            site_check(w);
        }
    }
}


bool
site_run(const uint8_t *data, size_t size, site_counts_t *counts,
    char **text)
{
    bool           ok;
    char          *log;
    size_t         n, first;
    site_world_t  *w;

    w = calloc(1, sizeof(site_world_t));
    w->log = open_memstream(&log, &n);
    n = (size < SITE_HEAD) ? size : SITE_HEAD;
    w->head = (site_bytes_t) { data, n };
    first = site_head(w);
    site_begin(w);
    site_play(w, data + n, size - n, first);
    (void) fclose(w->log);

    ok = !w->failed;
    counts->rendered += w->rendered;
    counts->hits += w->hits;
    site_end(w);
    free(w);

    if (ok || text == NULL) {
        free(log);

    } else {
        *text = log;
    }

    return ok;
}
