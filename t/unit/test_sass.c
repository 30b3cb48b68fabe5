/*
 * Sass: the process that it runs in, what is imported, and what comes out.
 */

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "faimi_limits.h"
#include "faimi_sass.h"
#include "faimi_sandbox.h"
#include "test.h"


#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED  1
#else
#define SANITIZED  0
#endif


static faimi_arena_t  *arena;
static volatile int    signals;
static int            *shared;


static int64_t
clock_ms(void)
{
    struct timespec  ts;

    (void) clock_gettime(CLOCK_MONOTONIC, &ts);

    return (int64_t) ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}


/* ----------------------------------------------------------- the sandbox */


static void
child_answers(void *data, int fd)
{
    faimi_sandbox_write(fd, data, strlen(data));
}


static void
child_prints(void *data, int fd)
{
    (void) !write(1, "out", 3);
    (void) !write(2, "err", 3);
    faimi_sandbox_write(fd, data, strlen(data));
}


static void
child_loops(void *data, int fd)
{
    for ( ;; ) {
        (void) data;
        (void) fd;
    }
}


static void
child_faults(void *data, int fd)
{
    (void) data;
    (void) fd;
    abort();
}


static void
child_exits(void *data, int fd)
{
    faimi_sandbox_write(fd, data, 1);
    exit(0);
}


static void
child_talks(void *data, int fd)
{
    char  text[65536];

    (void) data;
    memset(text, 'x', sizeof(text));

    for ( ;; ) {
        faimi_sandbox_write(fd, text, sizeof(text));
    }
}


/* A letter for each thing that it can do, and should not.  Under a sanitizer
 * there is no filter of system calls. */
static void
child_tries(void *data, int fd)
{
    int   i;
    char  letter;

    (void) data;

    for (i = 4; i < 1024; i++) {
        if (fcntl(i, F_GETFD) >= 0) {
            faimi_sandbox_write(fd, "f", 1);
        }
    }

    letter = (open("/etc/passwd", O_RDONLY) >= 0) ? 'o' : '-';
    faimi_sandbox_write(fd, &letter, 1);
    letter = (dup(fd) >= 0) ? 'd' : '-';
    faimi_sandbox_write(fd, &letter, 1);
    letter = (!SANITIZED && fork() >= 0) ? 'p' : '-';
    faimi_sandbox_write(fd, &letter, 1);
    letter = (!SANITIZED && kill(getppid(), 0) == 0) ? 'k' : '-';
    faimi_sandbox_write(fd, &letter, 1);
}


static void
child_shares(void *data, int fd)
{
    (void) data;
    (void) fd;
    *shared = 1;
}


static void
child_eats(void *data, int fd)
{
    size_t  n;
    char   *p;

    (void) data;

    for (n = 0; n < 1000; n++) {
        p = malloc(1 << 20);

        if (p == NULL) {
            break;
        }

        memset(p, 1, 1 << 20);
    }

    faimi_sandbox_write(fd, (n < 100) ? "ended" : "all", (n < 100) ? 5 : 3);
}


static faimi_sandbox_end_t
run(faimi_sandbox_pt work, int64_t ms, faimi_slice_t *out, int *detail)
{
    faimi_buf_t         *b;
    faimi_sandbox_t      limits;
    faimi_sandbox_end_t  end;

    b = faimi_buf_create(arena, 1 << 20);
    limits = (faimi_sandbox_t) { 64 << 20, 1, clock_ms() + ms, 0 };
    end = faimi_sandbox_run(&limits, work, "answer", b, detail);
    *out = faimi_buf_slice(b);

    return end;
}


/* Processor time that a child took until it was ended, in milliseconds. */
static int64_t
spent(faimi_sandbox_pt work, int64_t ms)
{
    int            detail;
    faimi_slice_t  out;
    struct rusage  before, after;

    (void) getrusage(RUSAGE_CHILDREN, &before);
    CHECK(run(work, ms, &out, &detail) == FAIMI_SANDBOX_LATE);
    (void) getrusage(RUSAGE_CHILDREN, &after);

    return (after.ru_utime.tv_sec - before.ru_utime.tv_sec) * 1000
           + (after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1000;
}


static void
on_child(int signo)
{
    (void) signo;
    signals++;
}


/* In a process that may set no filter: a status of what the sandbox does. */
static void
test_no_filter(void)
{
    int                 detail, status;
    pid_t               pid;
    faimi_slice_t       out;
    struct sock_filter  code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prctl, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                 offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PR_SET_SECCOMP, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
    };
    struct sock_fprog   program = { 6, code };

    pid = fork();

    if (pid == 0) {
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
            || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) != 0)
        {
            _exit(2);
        }

        _exit(run(child_answers, 5000, &out, &detail) != FAIMI_SANDBOX_CLOSED
              || detail != EPERM || out.len > 0);
    }

    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    signals = 0;
}


static void
test_sandbox(void)
{
    int            detail;
    faimi_slice_t  out;

    CHECK(run(child_answers, 5000, &out, &detail) == FAIMI_SANDBOX_DONE);
    CHECK_STR(out, "answer");

    /* by its limit of a second of the processor; by its deadline */
    CHECK(spent(child_loops, 600000) < 3000);
    CHECK(spent(child_loops, 300) < 900);
    CHECK(spent(child_loops, -1) < 900);

    CHECK(run(child_faults, 5000, &out, &detail) == FAIMI_SANDBOX_DIED);
    CHECK(detail != 0);
    CHECK(run(child_exits, 5000, &out, &detail) == FAIMI_SANDBOX_DONE);
    CHECK_STR(out, "a");
    CHECK(run(child_talks, 5000, &out, &detail) == FAIMI_SANDBOX_DONE);
    CHECK(out.len <= 1 << 20);
    CHECK(run(child_tries, 5000, &out, &detail) == FAIMI_SANDBOX_DONE);
    CHECK_STR(out, "----");

    *shared = 0;
    (void) run(child_shares, 5000, &out, &detail);
    CHECK(*shared == 0);

    if (!SANITIZED) {
        CHECK(run(child_eats, 5000, &out, &detail) == FAIMI_SANDBOX_DONE);
        CHECK_STR(out, "ended");
    }
}


/* The pipe where standard input and output were. */
static void
test_descriptors(void)
{
    int            detail, in, out;
    faimi_slice_t  said;

    (void) fflush(stdout);
    in = fcntl(0, F_DUPFD, 10);
    out = fcntl(1, F_DUPFD, 10);
    (void) close(0);
    (void) close(1);
    (void) run(child_prints, 5000, &said, &detail);
    (void) dup2(in, 0);
    (void) dup2(out, 1);
    (void) close(in);
    (void) close(out);
    CHECK_STR(said, "answer");
}


/* The parent hears of its own children, and of them alone. */
static void
test_signals(void)
{
    int            detail;
    pid_t          pid;
    sigset_t       before, after;
    siginfo_t      info;
    faimi_slice_t  out;

    CHECK(sigprocmask(SIG_BLOCK, NULL, &before) == 0);
    CHECK(run(child_answers, 5000, &out, &detail) == FAIMI_SANDBOX_DONE);
    CHECK(run(child_faults, 5000, &out, &detail) == FAIMI_SANDBOX_DIED);
    CHECK(signals == 0);
    CHECK(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);

    pid = fork();

    if (pid == 0) {
        _exit(7);
    }

    CHECK(run(child_loops, 300, &out, &detail) == FAIMI_SANDBOX_LATE);
    CHECK(waitid(P_PID, (id_t) pid, &info, WEXITED | WNOWAIT) == 0);
    CHECK(signals == 1);
    CHECK(waitpid(pid, &detail, 0) == pid && WEXITSTATUS(detail) == 7);
    CHECK(sigprocmask(SIG_BLOCK, NULL, &after) == 0);
    CHECK(memcmp(&before, &after, sizeof(before)) == 0
          || sigismember(&before, SIGCHLD) == sigismember(&after, SIGCHLD));
}


static bool
readable(int fd, int ms)
{
    struct pollfd  event = { fd, POLLIN, 0 };

    return poll(&event, 1, ms) == 1;
}


/* Two children of one family: neither is waited for while the other works,
 * and SIGCHLD is let in again after the last of them. */
static void
test_family(void)
{
    int                     detail;
    sigset_t                mask;
    faimi_buf_t            *b;
    faimi_sandbox_t         limits;
    faimi_sandbox_child_t   slow, quick;
    faimi_sandbox_family_t  family = { 0, false };

    signals = 0;
    b = faimi_buf_create(arena, 1 << 20);
    limits = (faimi_sandbox_t) { 64 << 20, 1, 0, 0 };
    CHECK(faimi_sandbox_start(&family, &limits, child_loops, NULL, &slow,
                              &detail));
    CHECK(faimi_sandbox_start(&family, &limits, child_answers, "quick", &quick,
                              &detail));
    CHECK(faimi_sandbox_read(&slow, b) && b->len == 0);

    do {
        CHECK(readable(quick.fd, 5000));
    } while (faimi_sandbox_read(&quick, b));

    CHECK_STR(faimi_buf_slice(b), "quick");
    CHECK(faimi_sandbox_finish(&quick, &detail) == FAIMI_SANDBOX_DONE);
    CHECK(family.running == 1);
    CHECK(sigprocmask(SIG_BLOCK, NULL, &mask) == 0);
    CHECK(sigismember(&mask, SIGCHLD));

    faimi_sandbox_kill(&slow);
    CHECK(readable(slow.fd, 5000) && !faimi_sandbox_read(&slow, b));
    CHECK(faimi_sandbox_finish(&slow, &detail) == FAIMI_SANDBOX_LATE);
    CHECK(sigprocmask(SIG_BLOCK, NULL, &mask) == 0);
    CHECK(!sigismember(&mask, SIGCHLD) && signals == 0);
}


/* -------------------------------------------------------------- imports */


static const struct {
    const char  *text;
    bool         indented;
    const char  *names;      /* with "!" behind what stays CSS */
} imports[] = {
    { "@import 'a';", false, "a " },
    { "@import \"a\", 'b/c' ;x{y:z}@import\n'd'", false, "a b/c d " },
    { "a { @import 'b' }", false, "b " },
    { "// @import 'a'\n/* @import 'b'; */ @import 'c';", false, "c " },
    { "a { b: \"@import 'x'\" } @import 'd';", false, "d " },
    { "@import url(a.css); @import 'b' screen;", false, "b! " },
    { "@import 'a', 'b' screen and (x: y);", false, "a! b! " },
    { "@import 'a' /* c */, /* d */ 'b'; @import 'e'", false, "a b e " },
    { "@import a, b/c\n@import d\n  x: y", true, "a b/c d " },
    { "@import 'skins/{{ site.skin }}';", false, "skins/{{ site.skin }} " },
    { "@import", false, "" },
    { "@import '", false, "" },
    { "@import ,,;", false, "" },
    { "@import 'a\\'b'", false, "a\\'b " },
    { "@import url(", false, "" },
    { "/*", false, "" },
    { "", false, "" }
};


static void
test_imports(void)
{
    size_t                i;
    faimi_buf_t          *b;
    faimi_slice_t         name;
    faimi_sass_imports_t  it;

    for (i = 0; i < sizeof(imports) / sizeof(imports[0]); i++) {
        b = faimi_buf_create(arena, 1000);
        it = (faimi_sass_imports_t) {
            .text = faimi_slice_str(imports[i].text),
            .indented = imports[i].indented
        };

        while (faimi_sass_import(&it, &name)) {
            faimi_buf_printf(b, "%.*s%s ", FAIMI_FMT(name),
                             it.plain ? "!" : "");
        }

        CHECK_STR(faimi_buf_slice(b), imports[i].names);
    }
}


static const struct {
    const char  *folder;
    const char  *name;
    size_t       i;
    const char  *path;       /* NULL: none */
} candidates[] = {
    { "", "a", 0, "a" },
    { "x", "a", 2, "x/_a.scss" },
    { "x", "b/a", 3, "x/b/_a.sass" },
    { "x/y", "../a", 5, "x/a.scss" },
    { "x", "../../a", 5, NULL },
    { "x", "./b//a", 5, "x/b/a.scss" },
    { "x", "/a", 5, NULL },
    { "x", "a/", 5, NULL },
    { "x", "..", 0, NULL },
    { "x", "a", 8, "x/a/_index.scss" },
    { "x", "a.scss", 8, NULL },
    { "~theme/_sass", "../a", 5, "~theme/a.scss" },
    { "~theme/_sass", "../../a", 5, NULL },
    { "_sass", "../~theme/a", 5, NULL }
};


static void
test_candidates(void)
{
    char           buf[FAIMI_MAX_PATH], *large;
    bool           is;
    size_t         i;
    faimi_slice_t  path;

    for (i = 0; i < sizeof(candidates) / sizeof(candidates[0]); i++) {
        path = FAIMI_EMPTY;
        is = faimi_sass_candidate(faimi_slice_str(candidates[i].folder),
                                  faimi_slice_str(candidates[i].name),
                                  candidates[i].i, buf, &path);
        CHECK(is == (candidates[i].path != NULL));

        if (is && candidates[i].path != NULL) {
            CHECK_STR(path, candidates[i].path);
        }
    }

    large = faimi_alloc_text(arena, 5000);
    memset(large, 'a', 5000);
    CHECK(!faimi_sass_candidate(FAIMI_EMPTY, faimi_slice(large, 5000), 0, buf,
                                &path));
    CHECK(!faimi_sass_candidate(faimi_slice(large, 5000), FAIMI_SLICE("a"),
                                0, buf, &path));
}


/* ------------------------------------------------------------- compiling */


static const faimi_sass_file_t  files[] = {
    { FAIMI_SLICE("_sass/_a.scss"), FAIMI_SLICE("$a: 1px;") },
    { FAIMI_SLICE("_sass/_bad.scss"), FAIMI_SLICE("\n\n  a { b: $c }") },
    { FAIMI_SLICE("_sass/_twice.scss"), FAIMI_SLICE("") },
    { FAIMI_SLICE("_sass/i.sass"), FAIMI_SLICE("\xef\xbb\xbf.i\n  b: 1\n") },
    { FAIMI_SLICE("_sass/loop.scss"), FAIMI_SLICE("@import 'loop';") },
    { FAIMI_SLICE("_sass/twice.scss"), FAIMI_SLICE("") },
    { FAIMI_SLICE("~theme/_sass/_t.scss"), FAIMI_SLICE("x { y: $z }") }
};

static const faimi_slice_t  paths[] = {
    FAIMI_SLICE("_sass"), FAIMI_SLICE("~theme/_sass")
};


static faimi_slice_t
compile(faimi_sass_job_t *job, faimi_sass_style_t style, faimi_slice_t text)
{
    char                  *said;
    faimi_buf_t           *b;
    faimi_error_t          err;
    faimi_sass_options_t   options;

    options = (faimi_sass_options_t) {
        .files = files, .nfiles = 7, .paths = paths, .npaths = 2,
        .style = style, .charset = true
    };
    job->options = &options;
    job->file = FAIMI_SLICE("css/main.scss");
    job->line = 3;
    job->name = FAIMI_SLICE("main.scss");
    job->until = clock_ms() + 20000;
    b = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);

    if (faimi_sass_compile(arena, job, text, b, &err) == FAIMI_OK) {
        return faimi_buf_slice(b);
    }

    said = faimi_alloc_text(arena, 1000);

    return faimi_slice(said, faimi_error_text(&err, said, 1000));
}


static const struct {
    const char  *text;
    const char  *css;        /* or its beginning, or the error's */
} sheets[] = {
    { "@import 'a'; b { c: $a + 1 }", "b { c: 2px; }\n" },
    { "@import 'i';", ".i { b: 1; }\n" },
    { "", "" },
    { "b { c: d", "css/main.scss:3:8: Sass: Invalid CSS after" },
    { "@import 'bad'", "_sass/_bad.scss:3:10: Sass: Undefined variable" },
    { "@import 't'", "_sass/_t.scss:1:8: Sass: Undefined variable" },
    { "@import 'none'", "css/main.scss:3:1: Sass: File to import not" },
    { "@import '/etc/passwd'", "css/main.scss:3:1: Sass: File to import not" },
    { "@import '../../etc/passwd'",
      "css/main.scss:3:1: Sass: File to import not" },
    { "a { b: #{'\\110000'} }", "css/main.scss:3: Sass: Invalid code point" },
    { "@import 'twice'", "css/main.scss:3:9: Sass: It's not clear which" },
    { "@import 'loop'", "_sass/loop.scss:1:1: Sass: An @import loop" },
    { "\n@error 'my own'", "css/main.scss:4:8: Sass: my own" },
    { "@warn 'a'; @debug 'b'; b { c: d }", "b { c: d; }\n" },
    { "a { b: \xff }", "css/main.scss:3" },
    { "@while true {}", "css/main.scss:3: Sass: the page takes more than 3 s" },
    { "@function f($x) { @return f($x); } a { b: f(1) }",
      "css/main.scss:3:27: Sass: Stack depth exceeded" },
    { "@mixin m { @include m } a { @include m }", "css/main.scss:3" }
};

/* These eat memory, of which a sanitizer's is not limited. */
static const char *const  eaters[] = {
    "@for $i from 1 through 100000000 { .a#{$i} { b: c } }",
    "$s: 'xxxxxxxxxxxxxxxx'; @for $i from 1 through 40 "
    "{ $s: $s + $s !global; } a { b: $s }",
    "@mixin m($n) { @if $n > 0 { @include m($n - 1); @include m($n - 1); } "
    "b#{$n} { c: d } } a { @include m(40) }"
};


static void
test_sheets(void)
{
    size_t            i;
    faimi_slice_t     css;
    faimi_sass_job_t  job;

    for (i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++) {
        memset(&job, 0, sizeof(job));
        css = compile(&job, FAIMI_SASS_COMPACT,
                      faimi_slice_str(sheets[i].text));
        CHECK_STR(faimi_slice_sub(css, 0, strlen(sheets[i].css)),
                  sheets[i].css);
    }

    for (i = 0; !SANITIZED && i < sizeof(eaters) / sizeof(char *); i++) {
        memset(&job, 0, sizeof(job));
        css = compile(&job, FAIMI_SASS_COMPACT, faimi_slice_str(eaters[i]));
        CHECK(faimi_slice_starts(css, FAIMI_SLICE("css/main.scss:3: Sass: "
                                                  "the page takes more")));
    }
}


/* Nesting that a parser may follow too far. */
static void
test_deep(void)
{
    size_t             i, k, n;
    char              *text;
    faimi_slice_t      css;
    faimi_sass_job_t   job;

    static const char  *const  pieces[] = {
        "a {", "a { b: (", "(", "a:not(", "@media x {", "{ { ", "#{", "a & {",
        "@if true {", "[", "/*", "&", "+", "@import '"
    };

    for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        n = 0;
        text = faimi_alloc_text(arena, 1 << 20);

        for (k = 0; k < 20000; k++) {
            memcpy(text + n, pieces[i], strlen(pieces[i]));
            n += strlen(pieces[i]);
        }

        memset(&job, 0, sizeof(job));
        css = compile(&job, FAIMI_SASS_COMPACT, faimi_slice(text, n));
        CHECK(css.len < FAIMI_MAX_OUTPUT);
    }
}


static void
test_options(void)
{
    faimi_slice_t     s, text;
    faimi_sass_job_t  job;

    text = FAIMI_SLICE("a { b: '\xc3\xa9' }");
    memset(&job, 0, sizeof(job));
    CHECK_STR(compile(&job, FAIMI_SASS_COMPRESSED, text),
              "@charset \"UTF-8\";a{b:'\xc3\xa9'}\n");
    CHECK_STR(compile(&job, FAIMI_SASS_EXPANDED, text),
              "@charset \"UTF-8\";\na {\n  b: '\xc3\xa9';\n}\n");

    job.linked = true;
    CHECK_STR(compile(&job, FAIMI_SASS_COMPRESSED, FAIMI_SLICE("a{b:c}")),
              "a{b:c}\n\n/*# sourceMappingURL=main.css.map */");

    job.map = true;
    s = compile(&job, FAIMI_SASS_COMPRESSED, FAIMI_SLICE("@import 'i';"));
    CHECK(faimi_slice_find(s, FAIMI_SLICE("\"_sass/i.sass\""), 0) < s.len);

    memset(&job, 0, sizeof(job));
    job.indented = true;
    CHECK_STR(compile(&job, FAIMI_SASS_COMPACT, FAIMI_SLICE("a\n  b: c")),
              "a { b: c; }\n");

    memset(&job, 0, sizeof(job));
    s = compile(&job, FAIMI_SASS_COMPACT, faimi_slice("a\0b", 3));
    CHECK_STR(s, "css/main.scss:3: Sass: the page has a NUL byte");
}


static faimi_rc_t
work(void *data)
{
    (void) data;
    test_imports();
    test_candidates();
    test_sandbox();

    if (!SANITIZED) {
        test_no_filter();
    }

    test_descriptors();
    test_signals();
    test_family();

    if (faimi_sass_version() != NULL) {
        test_sheets();
        test_deep();
        test_options();

    } else {
        faimi_sass_job_t  job;

        memset(&job, 0, sizeof(job));
        CHECK_STR(compile(&job, FAIMI_SASS_COMPACT, FAIMI_SLICE("a{b:c}")),
                  "css/main.scss:3: Sass: this build has no libsass: install "
                  "libsass-dev and build anew");
    }

    return FAIMI_OK;
}


int
main(void)
{
    faimi_guard_t  *guard;

    (void) signal(SIGCHLD, on_child);
    (void) setvbuf(stdout, NULL, _IOLBF, 0);
    shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    guard = faimi_guard_create();
    arena = faimi_arena_create(guard, 0);
    CHECK(faimi_guard_run(guard, work, NULL) == FAIMI_OK);
    faimi_arena_destroy(arena);
    faimi_guard_destroy(guard);

    return test_end();
}
