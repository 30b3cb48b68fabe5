/*
 * Work in a child process: with a limit on its memory and time, without the
 * files and sockets of its parent, and ended by the parent at a deadline.
 * Whatever becomes of it, the parent goes on.
 *
 * Why a fork is sound here, in a worker of NGINX:
 *
 * - The parent has but one thread that runs code of its own; the threads of
 *   NGINX's pools read files, and block all signals.  glibc's fork() takes the
 *   locks of malloc, stdio and the loader before, and resets them in the
 *   child: what the work uses, malloc and C++ exceptions, finds them free.
 * - No signal handler of the parent ever runs in the child: all signals are
 *   blocked around the fork and reset before they are let in again.
 * - The end of the child is no news to the parent: SIGCHLD is blocked until
 *   the last of a family of children was waited for by its own number, and is
 *   then taken from the queue; one of another child is put back.  NGINX's
 *   handler, which waits for any child and logs those that it does not know,
 *   never meets ours.
 * - The child closes what it inherited but the pipe.  Descriptors are its
 *   own copies, so this shuts nothing down and takes nothing out of epoll.
 *   Memory that is shared for writing, such as the zone, is unmapped.
 * - It leaves by _exit(), also where a library calls exit(): no handler and no
 *   buffer of the parent runs twice.
 * - The kernel kills it when its parent dies.
 *
 * In it, nothing can be opened (RLIMIT_NOFILE is 0), and no system call is made
 * but for memory and for writing (seccomp).  Where any of this cannot be set up
 * the work is not begun.
 */

#ifndef FAIMI_SANDBOX_H
#define FAIMI_SANDBOX_H

#include <sys/types.h>

#include "faimi_buf.h"


typedef struct {
    size_t   memory;     /* bytes, in addition to the parent's */
    int      seconds;    /* of processor time */
    int64_t  until;      /* monotonic milliseconds: the latest end */
    int      nice;       /* added to the parent's: that one goes first */
} faimi_sandbox_t;


/* What the child does.  Its results go through `fd`.  It may use malloc, and
 * arenas within a run of its own: an outer one would lead back into the
 * parent's frames. */
typedef void (*faimi_sandbox_pt)(void *data, int fd);


typedef enum {
    FAIMI_SANDBOX_DONE = 0,   /* it ended by itself */
    FAIMI_SANDBOX_LATE,       /* it took too long */
    FAIMI_SANDBOX_DIED,       /* of a signal, which is the detail */
    FAIMI_SANDBOX_CLOSED      /* it could not begin; the detail is an errno */
} faimi_sandbox_end_t;


/* The children of one parent that run at a time; begins zeroed. */
typedef struct {
    size_t  running;
    bool    blocked;     /* SIGCHLD was, before the first of them */
} faimi_sandbox_family_t;


/* A child, as its parent has it. */
typedef struct {
    faimi_sandbox_family_t  *family;
    pid_t                    pid;
    int                      fd;      /* the parent's end of the pipe, which
                                         does not block: readable when there is
                                         an answer, or the child has ended */
    bool                     late;    /* it was killed at its deadline */
} faimi_sandbox_child_t;


/* Begins `work` in a child.  The caller looks after its deadline, reads until
 * there is no more, and then finishes it.  False: *detail is an errno, and
 * nothing is to be finished. */
bool faimi_sandbox_start(faimi_sandbox_family_t *family,
    const faimi_sandbox_t *limits, faimi_sandbox_pt work, void *data,
    faimi_sandbox_child_t *child, int *detail);

/* Appends what the child has written.  False: it will write no more, or no
 * more fits.  Runs under the guard of `out`, and raises on it. */
bool faimi_sandbox_read(const faimi_sandbox_child_t *child, faimi_buf_t *out);

/* Ends a child that is late.  Its pipe is closed a moment later, when the
 * kernel has taken its memory back: it is finished without a wait then. */
void faimi_sandbox_kill(faimi_sandbox_child_t *child);

/* Kills the child if it still runs, waits for it and closes the pipe. */
faimi_sandbox_end_t faimi_sandbox_finish(faimi_sandbox_child_t *child,
    int *detail);

/* All of it at once: runs `work`, waits for it and appends what it writes.
 * What does not fit ends it. */
faimi_sandbox_end_t faimi_sandbox_run(const faimi_sandbox_t *limits,
    faimi_sandbox_pt work, void *data, faimi_buf_t *out, int *detail);

/* In the child: all of `n` bytes. */
void faimi_sandbox_write(int fd, const void *data, size_t n);

/* In the child: allows a list of system calls alone.  False: the kernel has
 * refused that.  On processors that the filter is not written for, true. */
bool faimi_sandbox_filter(void);

#endif
