/*
 * The files of a site: their life, the paths that are noted for the next
 * update, and what other folders ask of them.
 *
 * Changes are collected in `files->change` until an update has read all that
 * was noted; only then are they handed out.  An update that ends early, for
 * want of memory or of the folder, keeps them for the next one.
 */

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "faimi_watch.h"


#define FAIMI_LOCK_WAIT   30000     /* ms that git's lock is waited for */
#define FAIMI_LOCK_LOOK     100     /* ms between two looks at it */

/* ms until what the system did not let us read is tried again: at first, and
 * at most; it doubles in between. */
#define FAIMI_DOUBT_FIRST     100
#define FAIMI_DOUBT_MOST    60000

/* More touched paths than this are found by a full scan. */
#define FAIMI_MAX_TOUCHED  10000


typedef struct {
    faimi_files_t  *files;
    faimi_slice_t   path;
    bool            event;
    size_t          n;
} faimi_files_call_t;


int64_t
faimi_files_clock(void)
{
    struct timespec  ts;

    (void) clock_gettime(CLOCK_MONOTONIC, &ts);

    return (int64_t) ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}


faimi_time_t
faimi_files_now(const faimi_files_t *files)
{
    faimi_time_t           t;
    struct timespec        ts;
    const faimi_config_t  *config;

    if (files->waits.fixed != 0) {
        return (faimi_time_t) { .sec = files->waits.fixed };
    }

    config = files->settings.config;
    (void) clock_gettime(CLOCK_REALTIME, &ts);
    t = (faimi_time_t) { .sec = ts.tv_sec, .nsec = (int32_t) ts.tv_nsec };

    return faimi_tz_local((config != NULL) ? config->tz : NULL, t);
}


void
faimi_files_set_time(faimi_files_t *files, int64_t sec)
{
    files->waits.fixed = sec;
}


static void
faimi_files_create_theme(faimi_files_t *files)
{
    faimi_files_conf_t  *conf;

    conf = &files->conf;
    files->theme.theme = true;
    files->theme.marks = FAIMI_TREE_THEME;

    if (conf->theme != NULL) {
        conf->theme = faimi_arena_str(files->arena,
                                      faimi_slice_str(conf->theme));
        files->theme.source = faimi_source_create(files->arena, conf->theme);

    } else if (conf->themes != NULL) {
        conf->themes = faimi_arena_str(files->arena,
                                       faimi_slice_str(conf->themes));
        files->settings.themes.all = faimi_source_create(files->arena,
                                                         conf->themes);
    }
}


static faimi_rc_t
faimi_files_create_work(void *data)
{
    faimi_files_t       *files = data;
    faimi_files_conf_t  *conf;

    conf = &files->conf;
    conf->root = faimi_arena_str(files->arena, faimi_slice_str(conf->root));
    files->tree.source = faimi_source_create(files->arena, conf->root);
    files->tree.marks = FAIMI_TREE_SITE;
    files->relative.source = files->tree.source;
    files->relative.marks = FAIMI_TREE_RELATIVE;

    faimi_files_create_theme(files);
    faimi_watch_create(files);
    faimi_imports_create(files);

    return FAIMI_OK;
}


faimi_files_t *
faimi_files_create(faimi_guard_t *guard, const faimi_files_conf_t *conf)
{
    faimi_files_t  *files;

    files = calloc(1, sizeof(faimi_files_t));

    if (files == NULL) {
        return NULL;
    }

    files->conf = *conf;
    files->guard = guard;
    files->arena = faimi_arena_create(guard, 0);
    files->scratch = faimi_arena_create(guard, 0);
    files->touches.arena = faimi_arena_create(guard, 0);

    if (files->arena == NULL || files->scratch == NULL
        || files->touches.arena == NULL
        || faimi_guard_run(guard, faimi_files_create_work, files) != FAIMI_OK)
    {
        faimi_files_destroy(files);
        return NULL;
    }

    return files;
}


void
faimi_files_destroy(faimi_files_t *files)
{
    if (files == NULL) {
        return;
    }

    faimi_files_release(files);
    faimi_tree_destroy(&files->tree);
    faimi_tree_destroy(&files->theme);
    faimi_tree_destroy(&files->relative);
    faimi_imports_destroy(files);
    faimi_watch_destroy(files);
    faimi_arena_destroy(files->settings.themes.arena);
    faimi_arena_destroy(files->settings.checkout
                        ? files->settings.checkout->arena : NULL);
    faimi_arena_destroy(files->settings.arena);
    faimi_arena_destroy(files->settings.half);
    faimi_arena_destroy(files->touches.arena);
    faimi_arena_destroy(files->scratch);
    faimi_arena_destroy(files->arena);
    free(files->retired.arenas);
    free(files->numbers.free);
    free(files);
}


void
faimi_numbers_reserve(faimi_files_t *files)
{
    size_t            cap;
    uint32_t         *bigger;
    faimi_numbers_t  *numbers;

    numbers = &files->numbers;

    if (numbers->next < numbers->cap) {
        return;
    }

    cap = (numbers->cap == 0) ? 64 : 2 * numbers->cap;
    bigger = realloc(numbers->free, cap * sizeof(uint32_t));

    if (bigger == NULL) {
        faimi_guard_raise(files->guard, FAIMI_NOMEM);
    }

    numbers->free = bigger;
    numbers->cap = cap;
}


uint32_t
faimi_numbers_take(faimi_numbers_t *numbers)
{
    return (numbers->n > 0) ? numbers->free[--numbers->n] : numbers->next++;
}


void
faimi_files_retire(faimi_files_t *files, faimi_arena_t *arena)
{
    size_t             cap;
    faimi_arena_t    **bigger;
    faimi_retired_t   *retired;

    retired = &files->retired;

    if (retired->n == retired->cap) {
        cap = (retired->cap == 0) ? 64 : 2 * retired->cap;
        bigger = realloc(retired->arenas, cap * sizeof(faimi_arena_t *));

        if (bigger == NULL) {
            /* it leaks, but nothing that is in use is freed */
            return;
        }

        retired->arenas = bigger;
        retired->cap = cap;
    }

    retired->arenas[retired->n++] = arena;
}


void
faimi_files_bury(faimi_files_t *files, faimi_file_t *file)
{
    faimi_tree_remove(file->state->tree, file);
    file->state->next = files->retired.files;
    files->retired.files = file;
    faimi_files_change(files, FAIMI_CHANGE_INDEX);
}


void
faimi_files_release(faimi_files_t *files)
{
    faimi_file_t  *file;

    files->served = true;

    /* An update that failed half-way has replaced files, and its change was not
     * handed on: the index in force still refers to the old ones. */
    if (files->change != FAIMI_CHANGE_NONE) {
        return;
    }

    while (files->retired.n > 0) {
        faimi_arena_destroy(files->retired.arenas[--files->retired.n]);
    }

    while (files->retired.files != NULL) {
        file = files->retired.files;
        files->retired.files = file->state->next;
        files->numbers.free[files->numbers.n++] = file->number;
        faimi_file_destroy(file);
    }
}


void
faimi_files_change(faimi_files_t *files, faimi_change_t change)
{
    files->change = (change > files->change) ? change : files->change;
}


/* The folder of git if `.git` is a file, as in a linked work tree or a
 * submodule: "gitdir: PATH" (gitrepository-layout(5)), mostly outside of the
 * site.  "": there is no such file. */
static faimi_slice_t
faimi_files_gitdir(const char *name, char *buf, size_t size)
{
    int            fd;
    ssize_t        n;
    faimi_slice_t  text;

    fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);

    if (fd < 0) {
        return FAIMI_EMPTY;
    }

    n = read(fd, buf, size);
    (void) close(fd);
    text = faimi_slice(buf, (n > 0) ? (size_t) n : 0);

    if (!faimi_slice_starts(text, FAIMI_SLICE("gitdir: "))) {
        return FAIMI_EMPTY;
    }

    text = faimi_slice_sub(text, sizeof("gitdir: ") - 1, text.len);
    text.len = faimi_slice_find_char(text, '\n', 0);

    return text;
}


/* Whether git has locked its index. */
static bool
faimi_files_git(const faimi_files_t *files)
{
    int            n;
    char           name[PATH_MAX], lock[2 * PATH_MAX], buf[PATH_MAX];
    struct stat    st;
    faimi_slice_t  dir;

    n = snprintf(name, sizeof(name), "%s/.git", files->conf.root);

    if (n >= (int) sizeof(name) || lstat(name, &st) != 0) {
        return false;
    }

    dir = S_ISREG(st.st_mode) ? faimi_files_gitdir(name, buf, sizeof(buf))
                              : faimi_slice(name, (size_t) n);

    if (dir.len == 0) {
        return false;
    }

    (void) snprintf(lock, sizeof(lock), "%s%s%.*s/index.lock",
                    (dir.data[0] == '/') ? "" : files->conf.root,
                    (dir.data[0] == '/') ? "" : "/", FAIMI_FMT(dir));

    return lstat(lock, &st) == 0;
}


/* While git writes a checkout, what it has written so far is left alone. */
static bool
faimi_files_locked(faimi_files_t *files)
{
    int64_t         now;
    faimi_waits_t  *waits;

    if (!files->served) {
        return false;
    }

    waits = &files->waits;

    if (!faimi_files_git(files)) {
        waits->locked = 0;
        return false;
    }

    now = faimi_files_clock();
    waits->locked = (waits->locked == 0) ? now : waits->locked;

    return now - waits->locked < FAIMI_LOCK_WAIT;
}


/* Says what is wrong with the only _config.yml that there ever was. */
static faimi_rc_t
faimi_files_say_down(const faimi_files_t *files, faimi_error_t *err)
{
    size_t               at;
    const faimi_file_t  *file;

    *err = files->doubt.err;

    for (at = 0;
         (file = faimi_files_next(files, FAIMI_TREE_SITE, &at)) != NULL; )
    {
        if (file->where.kind == FAIMI_FILE_CONFIG && file->problem != NULL) {
            *err = *file->problem;
        }
    }

    return FAIMI_ERROR;
}


/*
 * After files were looked at: has the system failed?  Then everything is
 * scanned again, later and later while it goes on, and the host is told once.
 * A full scan without a failure (`whole`) is the end of it.
 */
static void
faimi_files_doubt(faimi_files_t *files, bool whole)
{
    bool            failed;
    faimi_error_t   err;
    faimi_doubt_t  *doubt;

    doubt = &files->doubt;
    failed = faimi_source_trouble(files->tree.source, &err);

    if (files->theme.source != NULL) {
        failed |= faimi_source_trouble(files->theme.source,
                                       failed ? NULL : &err);
    }

    if (!failed) {
        doubt->is &= !whole;
        doubt->retry_at = doubt->is ? doubt->retry_at : 0;
        return;
    }

    if (!doubt->is && files->conf.host.problem != NULL) {
        files->conf.host.problem(files->conf.host.data, &err);
    }

    doubt->delay = !doubt->is ? FAIMI_DOUBT_FIRST
                   : (doubt->delay < FAIMI_DOUBT_MOST / 2)
                     ? 2 * doubt->delay : FAIMI_DOUBT_MOST;
    doubt->retry_at = faimi_files_clock() + doubt->delay;
    doubt->is = true;
    doubt->err = err;
}


const faimi_error_t *
faimi_files_trouble(const faimi_files_t *files)
{
    return files->doubt.is ? &files->doubt.err : NULL;
}


faimi_rc_t
faimi_files_update(faimi_files_t *files, bool full, faimi_change_t *change,
    faimi_error_t *err)
{
    faimi_rc_t        rc;
    faimi_touches_t  *touches;

    touches = &files->touches;
    touches->all |= full || !files->served
                    || (files->doubt.retry_at != 0
                        && files->doubt.retry_at <= faimi_files_clock());

    if (faimi_files_locked(files)) {
        files->waits.retry_at = faimi_files_clock() + FAIMI_LOCK_LOOK;
        return FAIMI_OK;
    }

    rc = faimi_scan_touched(files, err);
    faimi_files_doubt(files, rc == FAIMI_OK && touches->all
                             && !files->settings.down);

    if (files->settings.down) {
        return faimi_files_say_down(files, err);
    }

    if (rc != FAIMI_OK) {
        return rc;
    }

    touches->all = false;
    touches->theme = false;
    touches->paths = NULL;
    faimi_arena_reset(touches->arena);
    *change = (files->change > *change) ? files->change : *change;
    files->change = FAIMI_CHANGE_NONE;

    return FAIMI_OK;
}


void
faimi_files_end(faimi_files_t *files, bool failed)
{
    faimi_arena_reset(files->scratch);
    faimi_arena_destroy(files->settings.half);
    files->settings.half = NULL;
    files->touches.all |= failed;
}


static faimi_rc_t
faimi_files_note_work(void *data)
{
    faimi_touches_t      *touches;
    faimi_files_call_t   *call = data;
    const faimi_value_t  *known;

    touches = &call->files->touches;

    if (touches->paths == NULL) {
        touches->paths = faimi_map_create(touches->arena);
    }

    known = faimi_map_get(touches->paths, call->path);

    if (known == NULL || (call->event && !known->u.boolean)) {
        faimi_map_set(touches->arena, touches->paths,
                      faimi_arena_copy(touches->arena, call->path),
                      FAIMI_V_BOOL(call->event));
    }

    return FAIMI_OK;
}


static void
faimi_files_note(faimi_files_t *files, faimi_slice_t path, bool event)
{
    faimi_touches_t     *touches;
    faimi_files_call_t   call;

    touches = &files->touches;

    if (path.len == 0
        || (touches->paths != NULL && touches->paths->n >= FAIMI_MAX_TOUCHED))
    {
        touches->all = true;
        return;
    }

    call = (faimi_files_call_t) { files, path, event, 0 };

    if (faimi_guard_run(files->guard, faimi_files_note_work, &call)
        != FAIMI_OK)
    {
        touches->all = true;
    }
}


void
faimi_files_touch(faimi_files_t *files, faimi_slice_t path)
{
    if (faimi_slice_starts(path, FAIMI_SLICE("/"))) {
        files->touches.theme = true;

    } else {
        faimi_files_note(files, path, true);
    }
}


static faimi_rc_t
faimi_files_rescan_work(void *data)
{
    faimi_files_call_t  *call = data;

    faimi_rescan(call->files, call->n, faimi_files_note);

    return FAIMI_OK;
}


bool
faimi_files_rescan(faimi_files_t *files, size_t n, bool *done)
{
    faimi_rc_t          rc;
    faimi_files_call_t  call;

    *done = false;

    /* while git is at work, all waits */
    if (!files->served || files->waits.locked != 0) {
        return false;
    }

    call = (faimi_files_call_t) { .files = files, .n = n };
    rc = faimi_guard_run(files->guard, faimi_files_rescan_work, &call);
    faimi_arena_reset(files->scratch);
    faimi_files_doubt(files, false);

    if (rc != FAIMI_OK) {
        return false;
    }

    *done = files->round.done;

    return files->round.done || files->touches.paths != NULL
           || files->touches.all;
}


int64_t
faimi_files_retry_in(const faimi_files_t *files)
{
    int64_t  at;

    at = files->waits.retry_at;

    if (at == 0 || (files->doubt.retry_at != 0 && files->doubt.retry_at < at))
    {
        at = files->doubt.retry_at;
    }

    if (at == 0) {
        return -1;
    }

    at -= faimi_files_clock();

    return (at < 0) ? 0 : at;
}


/* The files that wait stand in lists of three trees, and are met there. */
bool
faimi_files_hurry(faimi_files_t *files)
{
    size_t           at;
    faimi_file_t    *file;
    faimi_tree_id_t  id;

    if (files->waits.retry_at == 0 && files->doubt.retry_at == 0) {
        return false;
    }

    files->waits.retry_at = (files->waits.retry_at != 0);
    files->doubt.retry_at = (files->doubt.retry_at != 0);

    for (id = FAIMI_TREE_SITE; id < FAIMI_TREES; id++) {
        for (at = 0; (file = faimi_files_next(files, id, &at)) != NULL; ) {
            if (file->state->retry_at != 0) {
                file->state->retry_at = 1;
            }
        }
    }

    return true;
}


const faimi_config_t *
faimi_files_config(const faimi_files_t *files)
{
    return files->settings.config;
}


bool
faimi_files_down(const faimi_files_t *files)
{
    return files->settings.down;
}


bool
faimi_files_overfull(const faimi_files_t *files)
{
    return files->overfull;
}


const char *
faimi_files_theme(const faimi_files_t *files)
{
    return (files->theme.source == NULL)
           ? NULL : faimi_source_root(files->theme.source);
}


const faimi_checkout_t *
faimi_files_checkout(const faimi_files_t *files)
{
    return files->settings.checkout;
}


const char *
faimi_files_themes(const faimi_files_t *files)
{
    return files->conf.themes;
}


bool
faimi_files_bare(const faimi_files_t *files)
{
    return files->settings.bare;
}


static const faimi_tree_t *
faimi_files_tree(const faimi_files_t *files, faimi_tree_id_t id)
{
    switch (id) {
    case FAIMI_TREE_SITE:
        return &files->tree;
    case FAIMI_TREE_THEME:
        return &files->theme;
    case FAIMI_TREE_RELATIVE:
        return &files->relative;
    default:
        return faimi_imports_tree(files, id == FAIMI_TREE_SASS_THEME);
    }
}


size_t
faimi_files_count(const faimi_files_t *files, faimi_tree_id_t id)
{
    return faimi_files_tree(files, id)->n;
}


faimi_file_t *
faimi_files_find(const faimi_files_t *files, faimi_tree_id_t id,
    faimi_slice_t path)
{
    return faimi_tree_find(faimi_files_tree(files, id), path);
}


faimi_file_t *
faimi_files_next(const faimi_files_t *files, faimi_tree_id_t id, size_t *at)
{
    const faimi_tree_t  *tree;

    tree = faimi_files_tree(files, id);

    while (*at < tree->nslots) {
        if (tree->slots[(*at)++] != NULL) {
            return tree->slots[*at - 1];
        }
    }

    return NULL;
}


static int
faimi_files_cmp(const void *a, const void *b)
{
    const faimi_file_t  *p, *q;

    p = *(faimi_file_t *const *) a;
    q = *(faimi_file_t *const *) b;

    return (p->theme != q->theme) ? p->theme - q->theme
                                  : faimi_slice_cmp(p->path, q->path);
}


/* Whether the site has a file in place of the theme's.  One that was never
 * good is none, but for a page, which has its URL all the same; data of both
 * are merged. */
static bool
faimi_files_hides(const faimi_files_t *files, const faimi_file_t *themed)
{
    const faimi_file_t  *own;

    own = faimi_tree_find(&files->tree, themed->path);

    return own != NULL && own->where.kind != FAIMI_FILE_DATA
           && (own->parsed != NULL || own->where.kind < FAIMI_FILE_LAYOUTS);
}


faimi_file_t **
faimi_files_list(const faimi_files_t *files, faimi_arena_t *arena, size_t *n)
{
    size_t          at;
    faimi_file_t   *file, **list;

    *n = 0;
    list = faimi_alloc(arena, (files->tree.n + files->theme.n + 1)
                              * sizeof(faimi_file_t *));

    for (at = 0;
         (file = faimi_files_next(files, FAIMI_TREE_SITE, &at)) != NULL; )
    {
        list[(*n)++] = file;
    }

    for (at = 0;
         (file = faimi_files_next(files, FAIMI_TREE_THEME, &at)) != NULL; )
    {
        if (!faimi_files_hides(files, file)) {
            list[(*n)++] = file;
        }
    }

    qsort(list, *n, sizeof(faimi_file_t *), faimi_files_cmp);

    return list;
}


bool
faimi_files_is_folder(const faimi_files_t *files, faimi_slice_t path)
{
    faimi_entry_t  entry;

    faimi_source_stat(files->tree.source, path, &entry);

    return entry.type == FAIMI_ENTRY_FOLDER;
}


int
faimi_files_open(const faimi_files_t *files, bool theme, faimi_slice_t path,
    struct stat *st)
{
    return faimi_source_open_file(theme ? files->theme.source
                                        : files->tree.source, path, st);
}
