/*
 * Preloaded into NGINX: system calls that fail when a test says so.  The test
 * and all processes share a file of four numbers (FAIMI_FAILING names it):
 * the error, 0 for none; which of the calls below fail with it, as bits; and
 * the only one of them that does, counted from 1, or 0 for all.  Calls that
 * are not about files are left alone: NGINX's own sockets, pipes and events.
 */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>


enum { CALL_OPEN = 1, CALL_STAT = 2, CALL_READ = 4, CALL_LIST = 8,
       CALL_WATCH = 16 };

typedef struct {
    volatile int32_t  error;
    volatile int32_t  calls;
    volatile int32_t  at;
    int32_t           made;
} control_t;

static control_t  none, *control = &none;


__attribute__((constructor))
static void
failing_start(void)
{
    int          fd;
    void        *p;
    const char  *name;

    name = getenv("FAIMI_FAILING");
    fd = (name == NULL) ? -1 : (int) syscall(SYS_openat, AT_FDCWD, name,
                                             O_RDWR | O_CLOEXEC);

    if (fd < 0) {
        return;
    }

    p = mmap(NULL, sizeof(control_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd,
             0);
    (void) close(fd);

    if (p != MAP_FAILED) {
        control = p;
    }
}


/* Whether this call fails; errno is set then. */
static int
fails(int call)
{
    int32_t  error;

    error = control->error;

    if (error == 0 || !(control->calls & call)
        || (control->at != 0
            && __sync_add_and_fetch(&control->made, 1) != control->at))
    {
        return 0;
    }

    errno = error;

    return 1;
}


/* The program's own function, which stands behind this one. */
#define REAL(name)  ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))


static int
open_at(int dir, const char *path, int flags, va_list args)
{
    mode_t  mode;

    mode = (flags & O_CREAT) ? va_arg(args, mode_t) : 0;

    /* what is created is a log or a temporary file of NGINX */
    if (!(flags & O_CREAT) && fails(CALL_OPEN)) {
        return -1;
    }

    return (int) syscall(SYS_openat, dir, path, flags, mode);
}


int
open(const char *path, int flags, ...)
{
    int      fd;
    va_list  args;

    va_start(args, flags);
    fd = open_at(AT_FDCWD, path, flags, args);
    va_end(args);

    return fd;
}


int
openat(int dir, const char *path, int flags, ...)
{
    int      fd;
    va_list  args;

    va_start(args, flags);
    fd = open_at(dir, path, flags, args);
    va_end(args);

    return fd;
}


int open64(const char *path, int flags, ...) __attribute__((alias("open")));
int openat64(int dir, const char *path, int flags, ...)
    __attribute__((alias("openat")));


/* openat2() has no function of its own. */
long
syscall(long number, ...)
{
    long     a[6], rc;
    va_list  args;

    va_start(args, number);

    for (int i = 0; i < 6; i++) {
        a[i] = va_arg(args, long);
    }

    va_end(args);

    if (number == SYS_openat2 && fails(CALL_OPEN)) {
        return -1;
    }

    rc = REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);

    return rc;
}


int
fstatat(int dir, const char *path, struct stat *st, int flags)
{
    return fails(CALL_STAT) ? -1 : REAL(fstatat)(dir, path, st, flags);
}


int fstatat64(int dir, const char *path, struct stat64 *st, int flags)
    __attribute__((alias("fstatat")));


ssize_t
read(int fd, void *buf, size_t n)
{
    struct stat  st;

    return (control->error != 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)
            && fails(CALL_READ))
           ? -1 : REAL(read)(fd, buf, n);
}


struct dirent *
readdir(DIR *dir)
{
    return fails(CALL_LIST) ? NULL : REAL(readdir)(dir);
}


struct dirent64 *
readdir64(DIR *dir)
{
    return fails(CALL_LIST) ? NULL : REAL(readdir64)(dir);
}


int
inotify_add_watch(int fd, const char *path, uint32_t mask)
{
    return fails(CALL_WATCH) ? -1 : REAL(inotify_add_watch)(fd, path, mask);
}


int
inotify_init1(int flags)
{
    return fails(CALL_WATCH) ? -1 : REAL(inotify_init1)(flags);
}
