/*
 * faimi build: the site as files, each where Jekyll would write it.
 *
 * A list of what was written stays in the folder.  The next build removes
 * these files and no others, so that no mistake in the command line can delete
 * what it did not make: a folder that is neither empty nor has a list is
 * refused.
 *
 * A page that fails is left out, and the build goes on; the exit code tells.
 */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "faimi_cli.h"


/* A path within the output on each line. */
#define FAIMI_BUILD_LIST  ".faimi-build"


typedef struct {
    faimi_cli_t  *cli;
    char          out[PATH_MAX];   /* its real path */
    FILE         *list;
} faimi_building_t;


/* Whether `path` is `folder`, or lies in it. */
static bool
faimi_build_is_in(const char *path, const char *folder)
{
    size_t  n;

    n = strlen(folder);

    return strncmp(path, folder, n) == 0
           && (path[n] == '\0' || path[n] == '/' || strcmp(folder, "/") == 0);
}


/* Whether an output file's path stays within the folder and fits on a line of
 * the list.  Asked for paths of the list as well: it may have been edited. */
static bool
faimi_build_is_safe(faimi_slice_t path)
{
    size_t         at, end;
    faimi_slice_t  part;

    for (at = 0; at <= path.len; at = end + 1) {
        end = faimi_slice_find_char(path, '/', at);
        part = faimi_slice_sub(path, at, end);

        if (part.len == 0 || faimi_slice_eq(part, FAIMI_SLICE("."))
            || faimi_slice_eq(part, FAIMI_SLICE(".."))
            || memchr(part.data, '\n', part.len)
            || memchr(part.data, '\0', part.len))
        {
            return false;
        }
    }

    return true;
}


/* The path of a file of the output; false: it is too long. */
static bool
faimi_build_path(const faimi_building_t *b, faimi_slice_t path,
    char full[PATH_MAX])
{
    int  n;

    n = snprintf(full, PATH_MAX, "%s/%.*s", b->out, FAIMI_FMT(path));

    return n > 0 && n < PATH_MAX;
}


/* Removes what the previous build wrote, and folders that are empty
 * afterwards.  What cannot be removed is left there: the new build reports
 * what it cannot write. */
static void
faimi_build_clear(const faimi_building_t *b, const char *list)
{
    FILE          *f;
    char           line[PATH_MAX], full[PATH_MAX], *slash;
    faimi_slice_t  path;

    f = fopen(list, "r");

    while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        path = faimi_slice_str(line);

        if (!faimi_build_is_safe(path) || !faimi_build_path(b, path, full)
            || unlink(full) != 0)
        {
            continue;
        }

        /* upwards, as far as rmdir() succeeds: folders that are empty now */
        while ((slash = strrchr(full, '/')) != NULL
               && slash > full + strlen(b->out))
        {
            *slash = '\0';

            if (rmdir(full) != 0) {
                break;
            }
        }
    }

    if (f != NULL) {
        (void) fclose(f);
    }
}


/* rmdir() removes only empty folders, so it is the test as well, without a
 * look that could be out of date. */
static bool
faimi_build_is_empty(const char *folder)
{
    if (rmdir(folder) != 0) {
        return false;
    }

    return mkdir(folder, 0777) == 0;
}


/* The folder: new, empty, or made by a previous build; neither within the
 * site, where its files would become sources, nor around it. */
static int
faimi_build_begin(faimi_building_t *b)
{
    char  list[PATH_MAX];

    if (mkdir(b->cli->argument, 0777) != 0 && errno != EEXIST) {
        return faimi_cli_fail("%s: cannot be made: %s", b->cli->argument,
                              strerror(errno));
    }

    if (realpath(b->cli->argument, b->out) == NULL) {
        return faimi_cli_fail("%s: %s", b->cli->argument, strerror(errno));
    }

    if (faimi_build_is_in(b->out, b->cli->root)
        || faimi_build_is_in(b->cli->root, b->out))
    {
        (void) rmdir(b->out);
        return faimi_cli_fail("%s: lies within the site, or the site within "
                              "it; name another folder", b->cli->argument);
    }

    if (!faimi_build_path(b, FAIMI_SLICE(FAIMI_BUILD_LIST), list)) {
        return faimi_cli_fail("%s: its path is too long", b->cli->argument);
    }

    if (access(list, F_OK) == 0) {
        faimi_build_clear(b, list);

    } else if (!faimi_build_is_empty(b->out)) {
        return faimi_cli_fail("%s: is not empty, and was not made by `faimi "
                              "build`; name another folder",
                              b->cli->argument);
    }

    b->list = fopen(list, "w");

    return (b->list != NULL) ? FAIMI_EXIT_OK
           : faimi_cli_fail("%s: %s", list, strerror(errno));
}


/* Makes the folders of a path below the output, one after the other; `full` is
 * cut at each slash on the way and whole again at the end. */
static bool
faimi_build_folders(const faimi_building_t *b, char *full)
{
    char  *slash;

    for (slash = full + strlen(b->out) + 1;
         (slash = strchr(slash, '/')) != NULL; slash++)
    {
        *slash = '\0';

        if (mkdir(full, 0777) != 0 && errno != EEXIST) {
            *slash = '/';
            return false;
        }

        *slash = '/';
    }

    return true;
}


/* Opens a file of the output and adds it to the list; NULL: the reason was
 * reported.  O_NOFOLLOW: a symbolic link in its place is not written
 * through. */
static FILE *
faimi_build_open(faimi_building_t *b, faimi_slice_t path)
{
    int    fd;
    FILE  *f;
    char   full[PATH_MAX];

    f = NULL;

    if (faimi_build_is_safe(path) && faimi_build_path(b, path, full)
        && faimi_build_folders(b, full))
    {
        fd = open(full, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
                  0666);
        f = (fd < 0) ? NULL : fdopen(fd, "w");
    }

    if (f == NULL) {
        b->cli->problems++;
        (void) faimi_cli_fail("%.*s: cannot be written below %s",
                              FAIMI_FMT(path), b->cli->argument);
        return NULL;
    }

    (void) fprintf(b->list, "%.*s\n", FAIMI_FMT(path));

    return f;
}


/* A full disk shows at the latest here, where the last bytes are written. */
static void
faimi_build_close(faimi_building_t *b, FILE *f, faimi_slice_t path)
{
    bool  failed;

    failed = ferror(f) != 0;

    if (fclose(f) != 0 || failed) {
        b->cli->problems++;
        (void) faimi_cli_fail("%.*s: was not written whole", FAIMI_FMT(path));
    }
}


static void
faimi_build_page(faimi_building_t *b, const faimi_row_t *row)
{
    FILE           *f;
    faimi_slice_t   out;
    faimi_arena_t  *arena;

    arena = faimi_cli_page(b->cli, row->page, &out);

    if (arena == NULL) {
        return;
    }

    f = faimi_build_open(b, row->output);

    if (f != NULL) {
        (void) fwrite(out.data, 1, out.len, f);
        faimi_build_close(b, f, row->output);
    }

    faimi_arena_destroy(arena);
}


/* Copies a file of the site or of its theme, in pieces: it may be larger than
 * memory. */
static void
faimi_build_static(faimi_building_t *b, const faimi_row_t *row)
{
    FILE    *f, *from;
    char     full[PATH_MAX], buf[16384];
    size_t   n;

    n = (size_t) snprintf(full, sizeof(full), "%s/%.*s",
                          row->theme ? faimi_site_theme(b->cli->site)
                                     : b->cli->root,
                          FAIMI_FMT(row->source));
    from = (n < sizeof(full)) ? fopen(full, "r") : NULL;

    if (from == NULL) {
        b->cli->problems++;
        (void) faimi_cli_fail("%s: %s", full, strerror(errno));
        return;
    }

    f = faimi_build_open(b, row->output);

    while (f != NULL && (n = fread(buf, 1, sizeof(buf), from)) > 0) {
        (void) fwrite(buf, 1, n, f);
    }

    (void) fclose(from);

    if (f != NULL) {
        faimi_build_close(b, f, row->output);
    }
}


/* Escapes the target of a redirect. */
static faimi_rc_t
faimi_build_stub_work(void *data)
{
    faimi_cli_page_t  *p = data;
    faimi_buf_t       *text;

    text = faimi_buf_create(p->arena, FAIMI_MAX_OUTPUT);
    faimi_buf_attr(text, *p->out);
    *p->out = faimi_buf_slice(text);

    return FAIMI_OK;
}


/* A file cannot redirect: a page that says where to go takes its place, as
 * jekyll-redirect-from writes it. */
static void
faimi_build_redirect(faimi_building_t *b, const faimi_row_t *row)
{
    FILE              *f;
    faimi_slice_t      url;
    faimi_cli_page_t   p;

    url = row->target;
    p = (faimi_cli_page_t) { b->cli, NULL, b->cli->arena, &url };

    if (row->output.len == 0 || row->target.len == 0
        || faimi_guard_run(b->cli->guard, faimi_build_stub_work, &p)
           != FAIMI_OK)
    {
        return;
    }

    f = faimi_build_open(b, row->output);

    if (f == NULL) {
        return;
    }

    (void) fprintf(f, "<!DOCTYPE html>\n<html lang=\"en\">\n"
                   "<meta charset=\"utf-8\">\n<title>Moved</title>\n"
                   "<link rel=\"canonical\" href=\"%.*s\">\n"
                   "<meta http-equiv=\"refresh\" content=\"0; url=%.*s\">\n"
                   "<meta name=\"robots\" content=\"noindex\">\n"
                   "<p>This page is now at <a href=\"%.*s\">%.*s</a>.</p>\n"
                   "</html>\n", FAIMI_FMT(url), FAIMI_FMT(url),
                   FAIMI_FMT(url), FAIMI_FMT(url));
    faimi_build_close(b, f, row->output);
}


int
faimi_cli_build(faimi_cli_t *cli)
{
    int                 rc;
    bool                failed;
    size_t              i, n;
    faimi_building_t    b;
    const faimi_row_t  *rows;

    b.cli = cli;
    cli->late = true;
    rc = faimi_build_begin(&b);

    if (rc != FAIMI_EXIT_OK) {
        return rc;
    }

    rows = faimi_site_rows(cli->site, cli->arena, &n);

    for (i = 0; i < n; i++) {
        if (rows[i].kind == FAIMI_ROUTE_PAGE) {
            faimi_build_page(&b, &rows[i]);

        } else if (rows[i].kind == FAIMI_ROUTE_STATIC) {
            faimi_build_static(&b, &rows[i]);

        } else {
            faimi_build_redirect(&b, &rows[i]);
        }
    }

    /* What is only warned of is built, as by Jekyll. */
    failed = cli->problems > 0 || cli->errors != NULL
             || faimi_site_broken(cli->site, cli->arena) > 0;
    faimi_cli_problems(cli);

    if (fclose(b.list) != 0) {
        return faimi_cli_fail("%s: cannot be written", b.out);
    }

    return failed ? FAIMI_EXIT_PROBLEM : FAIMI_EXIT_OK;
}
