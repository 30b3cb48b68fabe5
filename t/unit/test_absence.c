/*
 * Only proof of absence deletes.  Each call to the system by which a site is
 * read fails in turn, once or from then on, with each error that says nothing
 * about the file: all pages stay, nothing is told to be deleted, and when it
 * is over the site is what a new process would read.
 *
 * The calls are replaced here, in the program: what libfaimi.a calls is bound
 * to these functions, and they call the system's.
 */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "test_site.h"


static struct {
    bool    armed;
    bool    stays;      /* all calls from that one on fail */
    int     error;
    size_t  at;         /* the call that fails, from 1 */
    size_t  calls;      /* so far */
} fault;


/* Whether this call fails. */
static bool
fails(void)
{
    if (!fault.armed) {
        return false;
    }

    fault.calls++;

    if (fault.calls != fault.at && !(fault.stays && fault.calls > fault.at)) {
        return false;
    }

    errno = fault.error;

    return true;
}


long
syscall(long number, ...)
{
    long                a[4];
    size_t              i;
    va_list             args;
    static long       (*next)(long, ...);

    va_start(args, number);

    for (i = 0; i < 4; i++) {
        a[i] = va_arg(args, long);
    }

    va_end(args);

    if (next == NULL) {
        next = (long (*)(long, ...)) dlsym(RTLD_NEXT, "syscall");
    }

    return (number == SYS_openat2 && fails())
           ? -1 : next(number, a[0], a[1], a[2], a[3]);
}


int
open(const char *path, int flags, ...)
{
    return fails() ? -1 : openat(AT_FDCWD, path, flags, 0666);
}


int
fstat(int fd, struct stat *st)
{
    static int  (*next)(int, struct stat *);

    if (next == NULL) {
        next = (int (*)(int, struct stat *)) dlsym(RTLD_NEXT, "fstat");
    }

    return fails() ? -1 : next(fd, st);
}


int
fstatat(int fd, const char *restrict path, struct stat *restrict st,
    int flags)
{
    static int  (*next)(int, const char *, struct stat *, int);

    if (next == NULL) {
        next = (int (*)(int, const char *, struct stat *, int))
               dlsym(RTLD_NEXT, "fstatat");
    }

    return fails() ? -1 : next(fd, path, st, flags);
}


ssize_t
read(int fd, void *buf, size_t n)
{
    return fails() ? -1 : pread(fd, buf, n, lseek(fd, (off_t) n, SEEK_CUR)
                                            - (off_t) n);
}


DIR *
fdopendir(int fd)
{
    static DIR  *(*next)(int);

    if (next == NULL) {
        next = (DIR *(*)(int)) dlsym(RTLD_NEXT, "fdopendir");
    }

    return fails() ? NULL : next(fd);
}


struct dirent *
readdir(DIR *dir)
{
    static struct dirent  *(*next)(DIR *);

    if (next == NULL) {
        next = (struct dirent *(*)(DIR *)) dlsym(RTLD_NEXT, "readdir");
    }

    return fails() ? NULL : next(dir);
}


/* The first three for all that is done, the others for a scan alone. */
static const int  errors[] = {
    EMFILE, EIO, EACCES, ENFILE, ENOMEM, ESTALE, EAGAIN
};


static const char *const  urls[][2] = {
    { "/", "200 index.md" },
    { "/a/b/page.html", "200 a/b/page.md" },
    { "/2024/01/02/post.html", "200 _posts/2024-01-02-post.md" },
    { "/docs/one.html", "200 _docs/one.md" },
    { "/linked.html", "200 linked.md" },
    { "/style.css", "200 style.scss" },
    { "/img/dot.txt", "static img/dot.txt" }
};

#define URLS  (sizeof(urls) / sizeof(urls[0]))


static void
make(test_site_t *t)
{
    char  link[PATH_MAX];

    test_site_begin(t);
    test_site_write(t, "_config.yml", "collections: {docs: {output: true}}\n");
    test_site_write(t, "_layouts/page.html", "<p>{{ content }}</p>");
    test_site_write(t, "_includes/x.html", "x");
    test_site_write(t, "_data/d.yml", "k: v\n");
    test_site_write(t, "_sass/_v.scss", "$c: red;\n");
    test_site_write(t, "index.md", "---\nlayout: page\n---\n"
                    "{% include x.html %}{{ site.data.d.k }}");
    test_site_write(t, "a/b/page.md", "---\n---\n"
                    "{% include_relative part.txt %}");
    test_site_write(t, "a/b/part.txt", "part");
    test_site_write(t, "_posts/2024-01-02-post.md", "---\n---\npost");
    test_site_write(t, "_docs/one.md", "---\n---\none");
    test_site_write(t, "style.scss", "---\n---\n@import 'v'; a {color: $c}");
    test_site_write(t, "img/dot.txt", ".");
    test_site_path(t, "linked.md", link);
    CHECK(symlink("a/b/page.md", link) == 0);
}


/* Whether all pages are there, and nothing was told to be deleted. */
static bool
stands(test_site_t *t)
{
    size_t  i, n;

    /* a static file that may not be read is none */
    n = (fault.error == EACCES) ? URLS - 1 : URLS;

    for (i = 0; i < n; i++) {
        if (!faimi_slice_eq(test_site_get(t, urls[i][0]),
                            faimi_slice_str(urls[i][1])))
        {
            printf("# %s: %.*s\n", urls[i][0],
                   FAIMI_FMT(test_site_get(t, urls[i][0])));
            return false;
        }
    }

    return strstr(t->log, "gone ") == NULL;
}


/* Whether the site is what a new process would read. */
static bool
agrees(test_site_t *t)
{
    bool           same, differs;
    size_t         i, n;
    test_key_t     ours[URLS], fresh;
    faimi_site_t  *site;
    const faimi_error_t  *problems;

    problems = faimi_site_problems(t->site, t->arena, &n);
    same = n == 0;

    for (i = 0; i < n; i++) {
        printf("# still: %s: %s\n", problems[i].file, problems[i].message);
    }

    for (i = 0; i < URLS; i++) {
        ours[i] = test_site_key(t, urls[i][0]);
    }

    site = t->site;
    t->site = test_site_create(t, false);
    faimi_site_set_time(t->site, t->now);
    same &= faimi_site_scan(t->site, NULL) == FAIMI_OK;

    for (i = 0; i < URLS; i++) {
        fresh = test_site_key(t, urls[i][0]);
        differs = memcmp(&fresh, &ours[i], sizeof(fresh)) != 0;
        same &= !differs;

        if (differs) {
            printf("# another key: %s\n", urls[i][0]);
        }
    }

    faimi_site_destroy(t->site);
    t->site = site;

    return same;
}


/* Whether something is to be read soon; the end of the day is far. */
static bool
waits(test_site_t *t)
{
    int64_t  due;

    due = faimi_site_due(t->site);

    return due >= 0 && due <= 60000;
}


/* An event, and the moment after it for which the file must hold still. */
static void
event(test_site_t *t, const char *path)
{
    faimi_site_touch(t->site, faimi_slice_str(path));
    (void) faimi_site_update(t->site, NULL);
    (void) faimi_site_hurry(t->site);
    (void) faimi_site_update(t->site, NULL);
}


/* What is done while calls fail; `edit` counts, so that each text is new. */
typedef void (*act_pt)(test_site_t *t, int edit);


static void
act_scan(test_site_t *t, int edit)
{
    (void) edit;
    (void) faimi_site_scan(t->site, NULL);
}


static void
act_touch(test_site_t *t, int edit)
{
    char  text[64];

    (void) snprintf(text, sizeof(text), "---\ntitle: t%d\n---\none", edit);
    fault.armed = false;
    test_site_write(t, "_docs/one.md", text);
    fault.armed = true;
    event(t, "_docs/one.md");
    event(t, "a");
    event(t, "_sass/_v.scss");
}


static void
act_config(test_site_t *t, int edit)
{
    char  text[128];

    (void) snprintf(text, sizeof(text),
                    "title: %d\ncollections: {docs: {output: true}}\n", edit);
    fault.armed = false;
    test_site_write(t, "_config.yml", text);
    fault.armed = true;
    event(t, "_config.yml");
}


static void
act_rescan(test_site_t *t, int edit)
{
    bool  done;

    (void) edit;
    t->now = (t->now ? t->now : time(NULL)) + 60;
    faimi_site_set_time(t->site, t->now);

    do {
        (void) faimi_site_rescan(t->site, 1000, &done, NULL);
    } while (!done && fault.calls < fault.at);
}


/* All calls of one act fail in turn. */
static void
torture(test_site_t *t, act_pt act, int error, bool stays)
{
    int         i;
    bool        ok;
    size_t      at;
    static int  edit;

    for (at = 1, ok = true; ok; at++) {
        t->log[0] = '\0';
        fault.armed = true;
        fault.stays = stays;
        fault.error = error;
        fault.at = at;
        fault.calls = 0;
        act(t, ++edit);
        fault.armed = false;
        ok = stands(t);

        if (fault.calls < at) {
            break;
        }

        /* permissions are looked at again by whoever looks at all */
        if (error == EACCES) {
            ok &= faimi_site_scan(t->site, NULL) == FAIMI_OK;
        }

        for (i = 0; i < 8 && faimi_site_hurry(t->site); i++) {
            ok &= faimi_site_update(t->site, NULL) == FAIMI_OK;
        }

        ok &= stands(t);
        ok &= agrees(t);

        if (!ok) {
            printf("# call %zu, %s, %s\n%s", at, strerror(error),
                   stays ? "and all after it" : "once", t->log);
        }
    }

    CHECK(ok);
    CHECK(at > 10);
}


static void
test_every_call(void)
{
    size_t       i, k, n;
    test_site_t  t;

    static const act_pt  acts[] = {
        act_scan, act_touch, act_config, act_rescan
    };

    make(&t);
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(stands(&t));

    for (i = 0; i < sizeof(acts) / sizeof(acts[0]); i++) {
        n = (i == 0) ? sizeof(errors) / sizeof(errors[0]) : 3;

        for (k = 0; k < n; k++) {
            torture(&t, acts[i], errors[k], false);
            torture(&t, acts[i], errors[k], true);
        }
    }

    test_site_end(&t);
}


/* What is wrong is told once, and tried again later and later. */
static void
test_telling(void)
{
    size_t       n;
    int64_t      first;
    test_site_t  t;

    make(&t);
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(!waits(&t));

    fault.armed = true;
    fault.stays = true;
    fault.error = EMFILE;
    fault.at = 1;
    fault.calls = 0;
    (void) faimi_site_scan(t.site, NULL);
    first = faimi_site_due(t.site);
    CHECK(first >= 0);
    (void) faimi_site_scan(t.site, NULL);
    (void) faimi_site_scan(t.site, NULL);
    (void) faimi_site_scan(t.site, NULL);
    CHECK(faimi_site_due(t.site) > 2 * first);
    fault.armed = false;

    CHECK(strstr(t.log, "Too many open files") != NULL);
    CHECK(strstr(strstr(t.log, "problem ") + 1, "problem ") == NULL);
    (void) faimi_site_problems(t.site, t.arena, &n);
    CHECK(n == 1);

    CHECK(faimi_site_hurry(t.site));
    CHECK(faimi_site_update(t.site, NULL) == FAIMI_OK);
    (void) faimi_site_problems(t.site, t.arena, &n);
    CHECK(n == 0);
    CHECK(!waits(&t));
    CHECK(stands(&t));
    test_site_end(&t);
}


/* A process that has no descriptor left reads its site all the same. */
static void
test_reserve(void)
{
    int            fd;
    rlim_t         soft;
    test_site_t    t;
    struct rlimit  limit;

    make(&t);
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    test_site_write(&t, "new.md", "---\n---\nnew");
    test_site_write(&t, "_docs/one.md", "---\ntitle: new\n---\nnew");

    /* the lowest that is free is the limit */
    fd = dup(0);
    (void) close(fd);
    CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    soft = limit.rlim_cur;
    limit.rlim_cur = (rlim_t) fd;
    CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    CHECK(dup(0) < 0 && errno == EMFILE);

    CHECK(test_site_touch(&t, "new.md") == FAIMI_OK);
    CHECK(faimi_site_scan(t.site, NULL) == FAIMI_OK);
    CHECK_STR(test_site_get(&t, "/new.html"), "200 new.md");
    CHECK(stands(&t));
    CHECK(!waits(&t));

    limit.rlim_cur = soft;
    CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    CHECK(agrees(&t));
    test_site_end(&t);
}


/* Where one call in a scan is refused, what was deleted elsewhere is found to
 * be deleted all the same, and what is refused stays. */
static void
test_folder(void)
{
    bool         ok;
    size_t       found;
    test_site_t  t;

    make(&t);
    test_site_write(&t, "other.md", "---\n---\nother");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    fault.stays = false;
    fault.error = EACCES;

    for (fault.at = 1, found = 0, ok = true; ok; fault.at++) {
        test_site_write(&t, "other.md", "---\n---\nother");
        CHECK(faimi_site_scan(t.site, NULL) == FAIMI_OK);
        test_site_remove(&t, "other.md");

        t.log[0] = '\0';
        fault.calls = 0;
        fault.armed = true;
        (void) faimi_site_scan(t.site, NULL);
        fault.armed = false;
        found += strstr(t.log, "gone other.md\n") != NULL;
        t.log[0] = '\0';
        ok = stands(&t);

        if (fault.calls < fault.at) {
            break;
        }
    }

    CHECK(ok);
    CHECK(fault.at > 10 && found > fault.at / 2);
    test_site_end(&t);
}


int
main(void)
{
    test_telling();
    test_reserve();
    test_folder();
    test_every_call();

    return test_end();
}
