/*
 * A child in its sandbox: how it is set up, and how its parent follows it.
 */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "faimi_sandbox.h"


/* The address sanitizer takes terabytes of address space, and opens files. */
#if defined(__SANITIZE_ADDRESS__)
#define FAIMI_SANDBOX_SANITIZER  1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FAIMI_SANDBOX_SANITIZER  1
#endif
#endif

#ifndef FAIMI_SANDBOX_SANITIZER
#define FAIMI_SANDBOX_SANITIZER  0
#endif


/* The child's end of the pipe, and its status if the sandbox did not hold. */
#define FAIMI_SANDBOX_FD       3
#define FAIMI_SANDBOX_REFUSED  97

/* Mappings that are shared for writing: more are not looked for. */
#define FAIMI_SANDBOX_SHARED   256

#define FAIMI_SANDBOX_READ     65536


/* A run that is waited for. */
typedef struct {
    const faimi_sandbox_t  *limits;
    faimi_sandbox_child_t   child;
    faimi_buf_t            *out;
} faimi_sandboxed_t;


static int64_t
faimi_sandbox_clock(void)
{
    struct timespec  ts;

    (void) clock_gettime(CLOCK_MONOTONIC, &ts);

    return (int64_t) ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}


/* ------------------------------------------------------------- the child */


void
faimi_sandbox_write(int fd, const void *data, size_t n)
{
    ssize_t      done;
    const char  *p;

    for (p = data; n > 0; p += done, n -= (size_t) done) {
        done = write(fd, p, n);

        if (done < 0) {
            _exit(1);
        }
    }
}


static void
faimi_sandbox_leave(void)
{
    _exit(1);
}


/* The parent's handlers would act in its name. */
static void
faimi_sandbox_signals(void)
{
    int               signo;
    struct sigaction  sa;

    memset(&sa, 0, sizeof(sa));
    sa.sa_handler = SIG_DFL;

    for (signo = 1; signo < NSIG; signo++) {
        (void) sigaction(signo, &sa, NULL);
    }
}


/* Leaves the pipe, and /dev/null for what a library may print. */
static bool
faimi_sandbox_files(int fd)
{
    int  i, null;

    if (fd != FAIMI_SANDBOX_FD && dup2(fd, FAIMI_SANDBOX_FD) < 0) {
        return false;
    }

    /* opened after that, so that it cannot get the same number */
    null = open("/dev/null", O_RDWR);

    for (i = 0; i < FAIMI_SANDBOX_FD; i++) {
        if (null < 0 || dup2(null, i) < 0) {
            (void) close(i);
        }
    }

    if (syscall(SYS_close_range, FAIMI_SANDBOX_FD + 1, ~0U, 0) == 0) {
        return true;
    }

    for (i = FAIMI_SANDBOX_FD + 1; i < (int) sysconf(_SC_OPEN_MAX); i++) {
        (void) close(i);
    }

    return true;
}


/* Unmaps what others would see written: a line of /proc/self/maps is
 * "from-to rw-s ...". */
static void
faimi_sandbox_unshare(void)
{
    char            line[512], access[8];
    FILE           *maps;
    size_t          i, n;
    unsigned long   from[FAIMI_SANDBOX_SHARED], to[FAIMI_SANDBOX_SHARED];

    maps = fopen("/proc/self/maps", "re");
    n = 0;

    while (maps != NULL && n < FAIMI_SANDBOX_SHARED
           && fgets(line, sizeof(line), maps) != NULL)
    {
        if (sscanf(line, "%lx-%lx %7s", &from[n], &to[n], access) == 3
            && access[1] == 'w' && access[3] == 's')
        {
            n++;
        }
    }

    if (maps != NULL) {
        (void) fclose(maps);
    }

    for (i = 0; i < n; i++) {
        (void) munmap((void *) from[i], to[i] - from[i]);
    }
}


static bool
faimi_sandbox_limit(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit  limit;

    limit.rlim_cur = soft;
    limit.rlim_max = hard;

    return setrlimit(resource, &limit) == 0;
}


/* What is mapped already, in bytes; 0: it is not known. */
static size_t
faimi_sandbox_size(void)
{
    FILE           *statm;
    unsigned long   pages;

    statm = fopen("/proc/self/statm", "re");
    pages = 0;

    if (statm != NULL) {
        pages = (fscanf(statm, "%lu", &pages) == 1) ? pages : 0;
        (void) fclose(statm);
    }

    return pages * (size_t) sysconf(_SC_PAGESIZE);
}


static bool
faimi_sandbox_limits(const faimi_sandbox_t *limits, size_t size)
{
    rlim_t  memory, seconds;

    memory = size + limits->memory;
    seconds = (rlim_t) limits->seconds;

    if (!FAIMI_SANDBOX_SANITIZER
        && (size == 0 || !faimi_sandbox_limit(RLIMIT_AS, memory, memory)))
    {
        return false;
    }

    return faimi_sandbox_limit(RLIMIT_CPU, seconds, seconds + 1)
           && faimi_sandbox_limit(RLIMIT_CORE, 0, 0)
           && faimi_sandbox_limit(RLIMIT_NOFILE, 0, 0)
           && faimi_sandbox_limit(RLIMIT_NPROC, 0, 0);
}


static void
faimi_sandbox_child(const faimi_sandbox_t *limits, pid_t parent, int fd,
    faimi_sandbox_pt work, void *data)
{
    size_t    size;
    sigset_t  none;

    faimi_sandbox_signals();

    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent
        || !faimi_sandbox_files(fd))
    {
        _exit(FAIMI_SANDBOX_REFUSED);
    }

    if (limits->nice > 0) {
        (void) setpriority(PRIO_PROCESS, 0,
                           getpriority(PRIO_PROCESS, 0) + limits->nice);
    }

    faimi_sandbox_unshare();
    size = faimi_sandbox_size();

    /* not the root, whose paths libsass writes otherwise */
    if (chdir("/dev") != 0 || atexit(faimi_sandbox_leave) != 0
        || !faimi_sandbox_limits(limits, size))
    {
        _exit(FAIMI_SANDBOX_REFUSED);
    }

    if (!FAIMI_SANDBOX_SANITIZER && !faimi_sandbox_filter()) {
        _exit(FAIMI_SANDBOX_REFUSED);
    }

    (void) sigemptyset(&none);
    (void) sigprocmask(SIG_SETMASK, &none, NULL);
    work(data, FAIMI_SANDBOX_FD);
    _exit(0);
}


/* ------------------------------------------------------------ the parent */


bool
faimi_sandbox_start(faimi_sandbox_family_t *family,
    const faimi_sandbox_t *limits, faimi_sandbox_pt work, void *data,
    faimi_sandbox_child_t *child, int *detail)
{
    int       ends[2];
    pid_t     parent;
    sigset_t  all, mask;

    if (pipe2(ends, O_CLOEXEC) != 0) {
        *detail = errno;
        return false;
    }

    parent = getpid();
    (void) sigfillset(&all);
    (void) pthread_sigmask(SIG_SETMASK, &all, &mask);
    *child = (faimi_sandbox_child_t) { family, fork(), ends[0], false };

    if (child->pid == 0) {
        faimi_sandbox_child(limits, parent, ends[1], work, data);
    }

    *detail = (child->pid < 0) ? errno : 0;
    (void) close(ends[1]);

    if (child->pid < 0) {
        (void) close(ends[0]);
        (void) pthread_sigmask(SIG_SETMASK, &mask, NULL);
        return false;
    }

    if (family->running++ == 0) {
        family->blocked = sigismember(&mask, SIGCHLD);
    }

    (void) sigaddset(&mask, SIGCHLD);
    (void) pthread_sigmask(SIG_SETMASK, &mask, NULL);
    (void) fcntl(ends[0], F_SETFL, O_NONBLOCK);

    return true;
}


bool
faimi_sandbox_read(const faimi_sandbox_child_t *child, faimi_buf_t *out)
{
    ssize_t  n;

    for ( ;; ) {
        if (!faimi_buf_reserve(out, FAIMI_SANDBOX_READ)) {
            return false;
        }

        n = read(child->fd, out->data + out->len, FAIMI_SANDBOX_READ);

        if (n < 0 && errno == EINTR) {
            continue;
        }

        if (n <= 0) {
            return n < 0 && errno == EAGAIN;
        }

        out->len += (size_t) n;
    }
}


void
faimi_sandbox_kill(faimi_sandbox_child_t *child)
{
    child->late = true;
    (void) kill(child->pid, SIGKILL);
}


/* The status of the child, which is killed: one that has closed the pipe is
 * on its way out already, and its status stays what it is. */
static int
faimi_sandbox_reap(pid_t pid)
{
    int    status;
    pid_t  rc;

    (void) kill(pid, SIGKILL);

    do {
        rc = waitpid(pid, &status, 0);
    } while (rc < 0 && errno == EINTR);

    return (rc == pid) ? status : 0;
}


/* Takes the SIGCHLD of our children off the queue, which has room for one: if
 * there is another child to be waited for, it is put there again. */
static void
faimi_sandbox_drain(void)
{
    siginfo_t        info;
    sigset_t         child;
    struct timespec  now;

    memset(&now, 0, sizeof(now));
    memset(&info, 0, sizeof(info));
    (void) sigemptyset(&child);
    (void) sigaddset(&child, SIGCHLD);
    (void) sigtimedwait(&child, NULL, &now);

    if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0
        && info.si_pid != 0)
    {
        (void) kill(getpid(), SIGCHLD);
    }

    (void) pthread_sigmask(SIG_UNBLOCK, &child, NULL);
}


faimi_sandbox_end_t
faimi_sandbox_finish(faimi_sandbox_child_t *child, int *detail)
{
    int  status;

    status = faimi_sandbox_reap(child->pid);
    (void) close(child->fd);

    if (--child->family->running == 0 && !child->family->blocked) {
        faimi_sandbox_drain();
    }

    *detail = 0;

    if (child->late) {
        return FAIMI_SANDBOX_LATE;
    }

    if (WIFEXITED(status) && WEXITSTATUS(status) == FAIMI_SANDBOX_REFUSED) {
        *detail = EPERM;
        return FAIMI_SANDBOX_CLOSED;
    }

    if (!WIFSIGNALED(status)) {
        return FAIMI_SANDBOX_DONE;
    }

    *detail = WTERMSIG(status);

    return (*detail == SIGXCPU) ? FAIMI_SANDBOX_LATE : FAIMI_SANDBOX_DIED;
}


/* Reads until the child closes the pipe, or has had its time, or has said
 * too much. */
static faimi_rc_t
faimi_sandbox_wait(void *data)
{
    int                 ready;
    int64_t             rest;
    struct pollfd       event;
    faimi_sandboxed_t  *boxed = data;

    event = (struct pollfd) { boxed->child.fd, POLLIN, 0 };

    for ( ;; ) {
        rest = boxed->limits->until - faimi_sandbox_clock();
        ready = (rest > 0) ? poll(&event, 1, (int) rest) : 0;

        if (ready < 0 && errno == EINTR) {
            continue;
        }

        if (ready <= 0) {
            faimi_sandbox_kill(&boxed->child);
            return FAIMI_OK;
        }

        if (!faimi_sandbox_read(&boxed->child, boxed->out)) {
            return FAIMI_OK;
        }
    }
}


faimi_sandbox_end_t
faimi_sandbox_run(const faimi_sandbox_t *limits, faimi_sandbox_pt work,
    void *data, faimi_buf_t *out, int *detail)
{
    faimi_rc_t              rc;
    faimi_sandboxed_t       boxed;
    faimi_sandbox_end_t     end;
    faimi_sandbox_family_t  family;

    family = (faimi_sandbox_family_t) { 0, false };
    boxed.limits = limits;
    boxed.out = out;

    if (!faimi_sandbox_start(&family, limits, work, data, &boxed.child,
                             detail))
    {
        return FAIMI_SANDBOX_CLOSED;
    }

    rc = faimi_guard_run(out->guard, faimi_sandbox_wait, &boxed);
    end = faimi_sandbox_finish(&boxed.child, detail);

    if (rc != FAIMI_OK) {
        faimi_guard_raise(out->guard, rc);
    }

    /* it was killed for that */
    return (end == FAIMI_SANDBOX_DIED && out->full) ? FAIMI_SANDBOX_DONE : end;
}
