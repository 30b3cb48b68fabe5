/*
 * A folder as a source.  Every file is opened below the folder's descriptor
 * with openat2(RESOLVE_BENEATH); a link that stays inside but is written as
 * an absolute path, which that call refuses, and systems without the call are
 * served by comparing real paths.
 *
 * A process that is out of descriptors must still be able to look at its site,
 * or it could not tell a deleted file from one that it cannot open.  So a
 * source keeps some in reserve: as many as are open at once here, one for a
 * folder and one for what a link in it leads to.  One is given up where an
 * open fails for want of it, and taken back when that is closed again; nobody
 * takes it in between, since a worker is one thread.
 */

#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "faimi_source.h"


#define FAIMI_OPEN_FLAGS  (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

#define FAIMI_SOURCE_RESERVE  2


struct faimi_source_s {
    const char  *root;
    int          fd;      /* of the root; -1: not open */
    int          reserve[FAIMI_SOURCE_RESERVE];   /* -1: given up */
    char        *real;    /* its real path, malloc'ed */
    bool         trouble;       /* something was unknown: */
    faimi_error_t  first;       /* this, at first */
};


/* A descriptor or stream that is open for a moment: tied to an arena, so that
 * a run that ends early does not leak it. */
typedef struct {
    faimi_source_t  *source;
    int              fd;
    DIR             *dir;
} faimi_open_t;


/* Takes back what was given up.  A copy of the root's descriptor is the
 * cheapest to have. */
static void
faimi_source_refill(faimi_source_t *source)
{
    size_t  i;

    for (i = 0; i < FAIMI_SOURCE_RESERVE && source->fd >= 0; i++) {
        if (source->reserve[i] < 0) {
            source->reserve[i] = fcntl(source->fd, F_DUPFD_CLOEXEC, 0);
        }
    }
}


/* Gives up one of the reserve; false: there is none, or it is not that. */
static bool
faimi_source_relieve(faimi_source_t *source)
{
    size_t  i;

    for (i = 0; i < FAIMI_SOURCE_RESERVE
                && (errno == EMFILE || errno == ENFILE); i++)
    {
        if (source->reserve[i] >= 0) {
            (void) close(source->reserve[i]);
            source->reserve[i] = -1;
            return true;
        }
    }

    return false;
}


/* Whether an error proves that there is no such file or folder.  Names that
 * are too long, and devices that nobody drives, are none either. */
static bool
faimi_source_is_absence(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case EXDEV:
    case ENAMETOOLONG:
    case ENXIO:
    case ENODEV:
        return true;
    default:
        return false;
    }
}


/* Notes that it is unknown what is at a path.  Permissions stay as they are
 * until somebody changes them, and to try again is of no use. */
static void
faimi_source_unknown(faimi_source_t *source, faimi_slice_t path, int error)
{
    if (!source->trouble && error != EACCES && error != EPERM) {
        source->trouble = true;
        (void) faimi_error_set(&source->first, path, 0, 0, "the system does "
                               "not let it be read now: %s; what was read "
                               "before stays, and it is tried again",
                               strerror(error));
    }
}


bool
faimi_source_trouble(faimi_source_t *source, faimi_error_t *err)
{
    bool  trouble;

    trouble = source->trouble;
    source->trouble = false;

    if (trouble && err != NULL) {
        *err = source->first;
    }

    return trouble;
}


bool
faimi_source_is_troubled(const faimi_source_t *source)
{
    return source->trouble;
}


static void
faimi_open_close(void *data)
{
    faimi_open_t  *open = data;

    if (open->dir != NULL) {
        (void) closedir(open->dir);

    } else if (open->fd >= 0) {
        (void) close(open->fd);
    }

    open->fd = -1;
    open->dir = NULL;
    faimi_source_refill(open->source);
}


static faimi_open_t *
faimi_open_create(faimi_source_t *source, faimi_arena_t *arena)
{
    faimi_open_t  *open;

    open = faimi_alloc(arena, sizeof(faimi_open_t));
    open->source = source;
    open->fd = -1;
    faimi_arena_cleanup(arena, faimi_open_close, open);

    return open;
}


static void
faimi_source_close(void *data)
{
    size_t           i;
    faimi_source_t  *source = data;

    if (source->fd >= 0) {
        (void) close(source->fd);
    }

    for (i = 0; i < FAIMI_SOURCE_RESERVE; i++) {
        if (source->reserve[i] >= 0) {
            (void) close(source->reserve[i]);
            source->reserve[i] = -1;
        }
    }

    free(source->real);
    source->fd = -1;
    source->real = NULL;
}


faimi_source_t *
faimi_source_create(faimi_arena_t *arena, const char *root)
{
    size_t           i;
    faimi_source_t  *source;

    source = faimi_alloc(arena, sizeof(faimi_source_t));
    source->root = root;
    source->fd = -1;

    for (i = 0; i < FAIMI_SOURCE_RESERVE; i++) {
        source->reserve[i] = -1;
    }

    faimi_arena_cleanup(arena, faimi_source_close, source);

    return source;
}


const char *
faimi_source_root(const faimi_source_t *source)
{
    return source->root;
}


faimi_rc_t
faimi_source_open(faimi_source_t *source, faimi_error_t *err)
{
    int    fd, error;
    char  *real;

    do {
        fd = open(source->root, FAIMI_OPEN_FLAGS | O_DIRECTORY);
    } while (fd < 0 && faimi_source_relieve(source));

    real = (fd < 0) ? NULL : realpath(source->root, NULL);
    error = errno;

    if (real == NULL) {
        if (fd >= 0) {
            (void) close(fd);
        }

        faimi_source_refill(source);

        if (!faimi_source_is_absence(error)) {
            faimi_source_unknown(source, FAIMI_EMPTY, error);

            if (source->fd >= 0) {
                return FAIMI_OK;
            }
        }

        return faimi_error_set(err, faimi_slice_str(source->root), 0, 0,
                               "the site's folder cannot be read: %s",
                               strerror(error));
    }

    faimi_source_close(source);
    source->fd = fd;
    source->real = real;
    faimi_source_refill(source);

    return FAIMI_OK;
}


static int
faimi_source_openat2(int root, const char *path, int flags)
{
    struct open_how  how;

    memset(&how, 0, sizeof(how));
    how.flags = (uint64_t) flags;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;

    return (int) syscall(SYS_openat2, root, path, &how, sizeof(how));
}


/* The part of a real path below the root's, or NULL: it is outside. */
static const char *
faimi_source_below(const faimi_source_t *source, const char *real)
{
    size_t  n;

    n = strlen(source->real);

    if (strcmp(source->real, "/") == 0) {
        return real + 1;
    }

    if (strncmp(real, source->real, n) != 0) {
        return NULL;
    }

    return (real[n] == '/') ? real + n + 1 : (real[n] == '\0') ? "." : NULL;
}


/* By real path: the kernel could not be asked, or refused. */
static int
faimi_source_open_real(faimi_source_t *source, const char *path, int flags)
{
    int          fd;
    char         full[PATH_MAX], real[PATH_MAX];
    const char  *below;

    if (snprintf(full, sizeof(full), "%s/%s", source->real, path)
        >= (int) sizeof(full) || realpath(full, real) == NULL)
    {
        return -1;
    }

    below = faimi_source_below(source, real);

    if (below == NULL) {
        errno = EXDEV;
        return -1;
    }

    fd = faimi_source_openat2(source->fd, below, flags | O_NOFOLLOW);

    return (fd < 0 && (errno == ENOSYS || errno == EPERM))
           ? openat(source->fd, below, flags | O_NOFOLLOW) : fd;
}


static int
faimi_source_open_at(faimi_source_t *source, faimi_slice_t path, int flags)
{
    int   fd;
    char  name[FAIMI_MAX_PATH + 2];

    if (path.len > FAIMI_MAX_PATH || memchr(path.data, '\0', path.len)) {
        errno = ENAMETOOLONG;
        return -1;
    }

    memcpy(name, path.data, path.len);
    name[path.len] = '\0';

    if (path.len == 0) {
        memcpy(name, ".", 2);
    }

    do {
        fd = faimi_source_openat2(source->fd, name, flags);

        if (fd < 0
            && (errno == ENOSYS || errno == EPERM || errno == EXDEV))
        {
            fd = faimi_source_open_real(source, name, flags);
        }
    } while (fd < 0 && faimi_source_relieve(source));

    return fd;
}


static void
faimi_entry_stat(faimi_entry_t *entry, const struct stat *st)
{
    entry->type = S_ISREG(st->st_mode) ? FAIMI_ENTRY_FILE
                  : S_ISDIR(st->st_mode) ? FAIMI_ENTRY_FOLDER
                  : FAIMI_ENTRY_NONE;
    entry->stamp.size = st->st_size;
    entry->stamp.mtime = (int64_t) st->st_mtim.tv_sec * 1000000000
                         + st->st_mtim.tv_nsec;
    entry->stamp.ctime = (int64_t) st->st_ctim.tv_sec * 1000000000
                         + st->st_ctim.tv_nsec;
    entry->stamp.inode = st->st_ino;
    entry->stamp.device = st->st_dev;
}


bool
faimi_stamp_eq(const faimi_stamp_t *a, const faimi_stamp_t *b)
{
    return a->size == b->size && a->mtime == b->mtime && a->ctime == b->ctime
           && a->inode == b->inode && a->device == b->device;
}


/* What there is where a call has failed. */
static faimi_entry_type_t
faimi_source_failed(faimi_source_t *source, faimi_slice_t path, int error)
{
    if (faimi_source_is_absence(error)) {
        return FAIMI_ENTRY_NONE;
    }

    faimi_source_unknown(source, path, error);

    return FAIMI_ENTRY_UNKNOWN;
}


void
faimi_source_stat(faimi_source_t *source, faimi_slice_t path,
    faimi_entry_t *entry)
{
    int          fd;
    struct stat  st;

    memset(&entry->stamp, 0, sizeof(faimi_stamp_t));
    fd = faimi_source_open_at(source, path, O_PATH | O_CLOEXEC);

    if (fd >= 0 && fstat(fd, &st) == 0) {
        faimi_entry_stat(entry, &st);

    } else {
        entry->type = faimi_source_failed(source, path, errno);
    }

    if (fd >= 0) {
        (void) close(fd);
    }

    faimi_source_refill(source);
}


bool
faimi_source_is_link(const faimi_source_t *source, faimi_slice_t path)
{
    char         name[FAIMI_MAX_PATH + 1];
    struct stat  st;

    if (path.len > FAIMI_MAX_PATH) {
        return false;
    }

    memcpy(name, path.data, path.len);
    name[path.len] = '\0';

    return fstatat(source->fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0
           && S_ISLNK(st.st_mode);
}


bool
faimi_source_target(const faimi_source_t *source, faimi_slice_t path,
    faimi_arena_t *arena, faimi_slice_t *target)
{
    char         full[PATH_MAX], real[PATH_MAX];
    const char  *below;

    if (!faimi_source_is_link(source, path)
        || snprintf(full, sizeof(full), "%s/%.*s", source->real,
                    FAIMI_FMT(path)) >= (int) sizeof(full)
        || realpath(full, real) == NULL)
    {
        return false;
    }

    below = faimi_source_below(source, real);

    if (below == NULL || strlen(below) > FAIMI_MAX_PATH) {
        return false;
    }

    *target = faimi_arena_copy(arena, faimi_slice_str(below));

    return true;
}


int
faimi_source_open_file(faimi_source_t *source, faimi_slice_t path,
    struct stat *st)
{
    int  fd, err;

    fd = faimi_source_open_at(source, path, FAIMI_OPEN_FLAGS);

    if (fd < 0) {
        err = errno;
        faimi_source_refill(source);
        errno = err;
        return -1;
    }

    err = (fstat(fd, st) != 0) ? errno : S_ISREG(st->st_mode) ? 0 : ENOENT;

    if (err != 0) {
        (void) close(fd);
        errno = err;
        return -1;
    }

    return fd;
}


static int
faimi_entry_cmp(const void *a, const void *b)
{
    return faimi_slice_cmp(((const faimi_entry_t *) a)->name,
                           ((const faimi_entry_t *) b)->name);
}


/* One name of a folder: a link counts as what it leads to. */
static void
faimi_source_entry(faimi_source_t *source, faimi_slice_t folder, int fd,
    const char *name, faimi_arena_t *arena, faimi_entry_t *entry)
{
    bool           known;
    struct stat    st;
    faimi_slice_t  path;

    entry->name = faimi_arena_copy(arena, faimi_slice_str(name));
    memset(&entry->stamp, 0, sizeof(faimi_stamp_t));
    known = fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0;

    if (known && !S_ISLNK(st.st_mode)) {
        faimi_entry_stat(entry, &st);
        return;
    }

    if (!known) {
        entry->type = faimi_source_failed(source, folder, errno);
        return;
    }

    path = (folder.len == 0) ? entry->name
           : faimi_arena_printf(arena, "%.*s/%s", FAIMI_FMT(folder), name);
    faimi_source_stat(source, path, entry);
}


/* The folder was not read to its end, or not at all. */
static faimi_rc_t
faimi_source_unlisted(faimi_source_t *source, faimi_slice_t path, int error,
    faimi_error_t *err)
{
    (void) faimi_error_set(err, path, 0, 0, "the folder cannot be read: %s",
                           strerror(error));

    return (faimi_source_failed(source, path, error) == FAIMI_ENTRY_NONE)
           ? FAIMI_NOT_FOUND : FAIMI_ERROR;
}


/* NULL: the end, with errno 0, or an error. */
static struct dirent *
faimi_source_next(DIR *dir)
{
    errno = 0;

    return readdir(dir);
}


faimi_rc_t
faimi_source_list(faimi_source_t *source, faimi_slice_t path,
    faimi_arena_t *arena, faimi_entry_t **entries, size_t *n,
    faimi_error_t *err)
{
    int             error;
    size_t          cap;
    faimi_open_t   *open;
    struct dirent  *d;

    *entries = NULL;
    *n = 0;
    cap = 0;

    open = faimi_open_create(source, arena);
    open->fd = faimi_source_open_at(source, path,
                                    FAIMI_OPEN_FLAGS | O_DIRECTORY);
    open->dir = (open->fd < 0) ? NULL : fdopendir(open->fd);

    if (open->dir == NULL) {
        error = errno;
        faimi_open_close(open);
        return faimi_source_unlisted(source, path, error, err);
    }

    while ((d = faimi_source_next(open->dir)) != NULL) {
        if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0) {
            continue;
        }

        if (*n == cap) {
            *entries = faimi_arena_grow(arena, *entries, *n, &cap,
                                        sizeof(faimi_entry_t));
        }

        faimi_source_entry(source, path, open->fd, d->d_name, arena,
                           &(*entries)[*n]);
        *n += ((*entries)[*n].type != FAIMI_ENTRY_NONE);
    }

    error = errno;
    faimi_open_close(open);

    if (error != 0) {
        return faimi_source_unlisted(source, path, error, err);
    }

    if (*n > 1) {
        qsort(*entries, *n, sizeof(faimi_entry_t), faimi_entry_cmp);
    }

    return FAIMI_OK;
}


/* Up to `n` bytes into `buf`; the number read, or -1. */
static ssize_t
faimi_source_fill(int fd, char *buf, size_t n)
{
    size_t   done;
    ssize_t  got;

    for (done = 0; done < n; done += (size_t) got) {
        do {
            got = read(fd, buf + done, n - done);
        } while (got < 0 && errno == EINTR);

        if (got <= 0) {
            return (got < 0) ? -1 : (ssize_t) done;
        }
    }

    return (ssize_t) done;
}


/* The system failed while a file was read. */
static faimi_rc_t
faimi_source_unread(faimi_source_t *source, faimi_slice_t path,
    faimi_reading_t *r)
{
    faimi_source_unknown(source, path, errno);
    r->unknown = true;

    return FAIMI_OK;
}


static faimi_rc_t
faimi_source_take(faimi_source_t *source, int fd, faimi_slice_t path,
    size_t max, bool head, faimi_arena_t *arena, faimi_reading_t *r)
{
    char           *text;
    size_t          n;
    ssize_t         got;
    struct stat     st;
    faimi_entry_t   before, after;

    if (fstat(fd, &st) != 0) {
        return faimi_source_unread(source, path, r);
    }

    if (!S_ISREG(st.st_mode)) {
        return FAIMI_NOT_FOUND;
    }

    faimi_entry_stat(&before, &st);
    r->stamp = before.stamp;
    n = (size_t) st.st_size;

    if (n > max && !head) {
        r->too_large = true;
        return FAIMI_OK;
    }

    n = (n > max) ? max : n;
    text = faimi_alloc_text(arena, n + 1);
    got = faimi_source_fill(fd, text, n);

    if (got < 0 || fstat(fd, &st) != 0) {
        return faimi_source_unread(source, path, r);
    }

    faimi_entry_stat(&after, &st);
    r->moving = ((size_t) got != n
                 || !faimi_stamp_eq(&before.stamp, &after.stamp));
    r->text = faimi_slice(text, (size_t) got);

    return FAIMI_OK;
}


faimi_rc_t
faimi_source_read(faimi_source_t *source, faimi_slice_t path, size_t max,
    bool head, faimi_arena_t *arena, faimi_reading_t *reading,
    faimi_error_t *err)
{
    faimi_rc_t     rc;
    faimi_open_t  *open;

    memset(reading, 0, sizeof(faimi_reading_t));
    reading->text = FAIMI_EMPTY;

    open = faimi_open_create(source, arena);
    open->fd = faimi_source_open_at(source, path, FAIMI_OPEN_FLAGS);

    if (open->fd >= 0) {
        rc = faimi_source_take(source, open->fd, path, max, head, arena,
                               reading);

    } else if (faimi_source_is_absence(errno)) {
        rc = FAIMI_NOT_FOUND;

    } else if (errno == EACCES || errno == EPERM) {
        rc = faimi_error_set(err, path, 0, 0, "the file cannot be read: %s",
                             strerror(errno));

    } else {
        rc = faimi_source_unread(source, path, reading);
    }

    faimi_open_close(open);

    return rc;
}
