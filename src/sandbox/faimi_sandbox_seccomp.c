/*
 * The second wall of the sandbox: a filter of system calls (seccomp).  The
 * first, limits and closed descriptors, leaves no file to be opened; this one
 * also leaves no process to be signalled, even if libsass did what its input
 * says.  A call that is not in the list fails with EPERM, and one in the form
 * of another architecture ends the process.
 */

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "faimi_sandbox.h"


#if defined(__x86_64__)
#define FAIMI_SANDBOX_ARCH  AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define FAIMI_SANDBOX_ARCH  AUDIT_ARCH_AARCH64
#endif


#ifdef FAIMI_SANDBOX_ARCH

static const unsigned  faimi_sandbox_calls[] = {
    SYS_brk, SYS_mmap, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_madvise,
    SYS_write, SYS_futex, SYS_getcwd, SYS_getpid, SYS_gettid, SYS_getrandom,
    SYS_clock_gettime, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_exit,
    SYS_exit_group
};

#define FAIMI_SANDBOX_CALLS  (sizeof(faimi_sandbox_calls) / sizeof(unsigned))


bool
faimi_sandbox_filter(void)
{
    size_t              i, n;
    struct sock_filter  code[FAIMI_SANDBOX_CALLS + 6];
    struct sock_fprog   program;

    n = 0;
    code[n++] = (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
        offsetof(struct seccomp_data, arch));
    code[n++] = (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
        FAIMI_SANDBOX_ARCH, 1, 0);
    code[n++] = (struct sock_filter) BPF_STMT(BPF_RET | BPF_K,
        SECCOMP_RET_KILL);
    code[n++] = (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
        offsetof(struct seccomp_data, nr));

    for (i = 0; i < FAIMI_SANDBOX_CALLS; i++) {
        code[n++] = (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
            faimi_sandbox_calls[i], (uint8_t) (FAIMI_SANDBOX_CALLS - i), 0);
    }

    code[n++] = (struct sock_filter) BPF_STMT(BPF_RET | BPF_K,
        SECCOMP_RET_ERRNO | EPERM);
    code[n++] = (struct sock_filter) BPF_STMT(BPF_RET | BPF_K,
        SECCOMP_RET_ALLOW);

    program.len = (unsigned short) n;
    program.filter = code;

    /* without the first, only root may set a filter */
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
           && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

#else


bool
faimi_sandbox_filter(void)
{
    return true;
}

#endif
