/*
 * A site in a temporary folder, for the tests of src/site/.
 */

#ifndef TEST_SITE_H
#define TEST_SITE_H

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "test.h"
#include "faimi_report.h"


typedef struct {
    char            root[64];
    faimi_site_t   *site;
    faimi_guard_t  *guard;
    faimi_arena_t  *arena;
    char            log[8192];       /* what the host was told */
    char            recall[64];      /* the path it knows a source of, and */
    const char     *recalled;        /* that source */
    int64_t         now;             /* the time that it is told; 0: none */
    char            text[65536];     /* the page rendered last */
} test_site_t;


/* Whether a text has `what` in it; it is shown where it has not. */
static inline bool
has(faimi_slice_t text, const char *what)
{
    bool  found;

    found = faimi_slice_find(text, faimi_slice_str(what), 0) < text.len;

    if (!found) {
        printf("# in: %.*s\n", FAIMI_FMT(text));
    }

    return found;
}


static inline void
test_site_path(const test_site_t *t, const char *path, char full[PATH_MAX])
{
    (void) snprintf(full, PATH_MAX, "%s/%s", t->root, path);
}


/* A file, with the folders on its way; `age` seconds old. */
static inline void
test_site_old(test_site_t *t, const char *path, const char *text, int age)
{
    FILE             *f;
    char              full[PATH_MAX], *slash;
    struct timespec   times[2];

    test_site_path(t, path, full);

    for (slash = full + strlen(t->root) + 1;
         (slash = strchr(slash, '/')) != NULL; slash++)
    {
        *slash = '\0';
        (void) mkdir(full, 0777);
        *slash = '/';
    }

    f = fopen(full, "w");

    if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0) {
        perror(full);
        exit(1);
    }

    (void) clock_gettime(CLOCK_REALTIME, &times[0]);
    times[0].tv_sec -= age;
    times[1] = times[0];
    (void) utimensat(AT_FDCWD, full, times, 0);
}


static inline void
test_site_write(test_site_t *t, const char *path, const char *text)
{
    test_site_old(t, path, text, 60);
}


static inline void
test_site_remove(test_site_t *t, const char *path)
{
    char  full[PATH_MAX];

    test_site_path(t, path, full);
    (void) remove(full);
}


static inline void
test_site_log(test_site_t *t, const char *what, faimi_slice_t path,
    faimi_slice_t more)
{
    size_t  n;

    n = strlen(t->log);
    (void) snprintf(t->log + n, sizeof(t->log) - n, "%s %.*s%s%.*s\n", what,
                    FAIMI_FMT(path), more.len ? " " : "", FAIMI_FMT(more));
}


static inline bool
test_site_recall(void *data, faimi_slice_t path, faimi_arena_t *arena,
    faimi_slice_t *source)
{
    test_site_t  *t = data;

    (void) arena;

    if (!faimi_slice_eq(path, faimi_slice_str(t->recall))) {
        return false;
    }

    *source = faimi_slice_str(t->recalled);

    return true;
}


static inline void
test_site_broken(void *data, faimi_slice_t path, faimi_slice_t source)
{
    test_site_log(data, "broken", path, source);
}


static inline void
test_site_gone(void *data, faimi_slice_t path)
{
    test_site_log(data, "gone", path, FAIMI_EMPTY);
}


static inline void
test_site_problem(void *data, const faimi_error_t *err)
{
    test_site_log(data, "problem", faimi_slice_str(err->file),
                  faimi_slice_str(err->message));
}


static inline void
test_site_begin(test_site_t *t)
{
    memset(t, 0, sizeof(test_site_t));
    (void) snprintf(t->root, sizeof(t->root), "/tmp/faimi-test-XXXXXX");

    if (mkdtemp(t->root) == NULL) {
        perror("mkdtemp");
        exit(1);
    }

    t->guard = faimi_guard_create();
    t->arena = faimi_arena_create(t->guard, 0);
}


static inline faimi_site_t *
test_site_create(test_site_t *t, bool settle)
{
    faimi_site_conf_t  conf;

    memset(&conf, 0, sizeof(conf));
    conf.root = t->root;
    conf.settle = settle;
    conf.max_page = 4096;
    conf.host.load_last_good = test_site_recall;
    conf.host.on_broken = test_site_broken;
    conf.host.on_deleted = test_site_gone;
    conf.host.problem = test_site_problem;
    conf.host.data = t;

    return faimi_site_create(&conf);
}


/* Reads the folder as a new process would. */
static inline faimi_rc_t
test_site_start(test_site_t *t, bool settle)
{
    faimi_error_t  err;

    faimi_site_destroy(t->site);
    t->site = test_site_create(t, settle);

    return faimi_site_scan(t->site, &err);
}


static inline void
test_site_end(test_site_t *t)
{
    char  command[128];

    faimi_site_destroy(t->site);
    faimi_arena_destroy(t->arena);
    faimi_guard_destroy(t->guard);
    (void) snprintf(command, sizeof(command), "rm -rf %s", t->root);

    if (system(command) != 0) {
        exit(1);
    }
}


static inline void
test_site_pause(int64_t ms)
{
    struct timespec  ts;

    ts.tv_sec = ms / 1000;
    ts.tv_nsec = (long) (ms % 1000) * 1000000;
    (void) nanosleep(&ts, NULL);
}


/* What is to be read, and the moment that it must hold still. */
static inline faimi_rc_t
test_site_update(test_site_t *t)
{
    int         i;
    int64_t     due;
    faimi_rc_t  rc;

    rc = faimi_site_update(t->site, NULL);

    for (i = 0; i < 4 && rc == FAIMI_OK; i++) {
        due = faimi_site_due(t->site);

        if (due < 0 || due > 60) {
            break;
        }

        test_site_pause(due + 1);
        rc = faimi_site_update(t->site, NULL);
    }

    return rc;
}


/* The same after an event for one path. */
static inline faimi_rc_t
test_site_touch(test_site_t *t, const char *path)
{
    faimi_site_touch(t->site, faimi_slice_str(path));

    return test_site_update(t);
}


/* What a URL gives: "200 source", "301 target", "static path", "404". */
static inline faimi_slice_t
test_site_get(test_site_t *t, const char *url)
{
    int             n;
    faimi_route_t   route;
    static char     text[1024];

    route = faimi_site_route(t->site, faimi_slice_str(url));

    switch (route.kind) {
    case FAIMI_ROUTE_PAGE:
        n = snprintf(text, sizeof(text), "200 %.*s",
                     FAIMI_FMT(faimi_page_info(route.page).source));
        break;
    case FAIMI_ROUTE_REDIRECT:
        n = snprintf(text, sizeof(text), "%d %.*s", route.status,
                     FAIMI_FMT(route.target));
        break;
    case FAIMI_ROUTE_STATIC:
        n = snprintf(text, sizeof(text), "static %.*s",
                     FAIMI_FMT(route.path));
        break;
    case FAIMI_ROUTE_DOWN:
        n = snprintf(text, sizeof(text), "503");
        break;
    default:
        n = snprintf(text, sizeof(text), "404");
        break;
    }

    return faimi_slice(text, (size_t) n);
}


typedef struct {
    unsigned char  bytes[FAIMI_KEY_SIZE];
} test_key_t;


/* The key of the page at a URL; zeros where there is none. */
static inline test_key_t
test_site_key(test_site_t *t, const char *url)
{
    test_key_t     key;
    faimi_route_t  route;

    memset(&key, 0, sizeof(key));
    route = faimi_site_route(t->site, faimi_slice_str(url));

    if (route.kind == FAIMI_ROUTE_PAGE) {
        (void) faimi_page_key(t->site, route.page, key.bytes, NULL);
    }

    return key;
}


typedef struct {
    test_site_t    *t;
    faimi_page_t   *page;
    faimi_error_t  *err;
    size_t          n;
} test_site_call_t;


static inline faimi_rc_t
test_site_render_work(void *data)
{
    faimi_rc_t         rc;
    faimi_buf_t       *b;
    test_site_call_t  *call = data;

    b = faimi_buf_create(call->t->arena, sizeof(call->t->text));
    rc = faimi_page_render(call->t->site, call->page, call->t->arena, b,
                           call->err);
    call->n = b->len;
    if (b->len > 0) {
        memcpy(call->t->text, b->data, b->len);
    }

    return rc;
}


/* The page at a URL; where it does not render, "error: " and why. */
static inline faimi_slice_t
test_site_render(test_site_t *t, const char *url)
{
    faimi_rc_t        rc;
    faimi_error_t     err;
    faimi_route_t     route;
    test_site_call_t  call;

    route = faimi_site_route(t->site, faimi_slice_str(url));

    if (route.kind != FAIMI_ROUTE_PAGE) {
        return FAIMI_SLICE("no page");
    }

    call = (test_site_call_t) { t, route.page, &err, 0 };
    rc = faimi_guard_run(t->guard, test_site_render_work, &call);
    faimi_arena_reset(t->arena);

    if (rc != FAIMI_OK) {
        call.n = (size_t) snprintf(t->text, sizeof(t->text), "error: %s:%zu: "
                                   "%s", err.file, err.line, err.message);
    }

    return faimi_slice(t->text, call.n);
}


/* Messages of a report's list, a line each. */
static inline faimi_slice_t
test_site_list(test_site_t *t, const faimi_error_t *(*list)(faimi_site_t *,
    faimi_arena_t *, size_t *))
{
    size_t                i, n, len;
    const faimi_error_t  *errors;

    errors = list(t->site, t->arena, &n);

    for (i = 0, len = 0; i < n; i++) {
        len += faimi_error_text(&errors[i], t->text + len,
                                sizeof(t->text) - len - 1);
        t->text[len++] = '\n';
    }

    faimi_arena_reset(t->arena);

    return faimi_slice(t->text, len);
}

#endif
