/*
 * Edits of the folder: what editors, git, and people do to it.
 */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "site.h"


/* What stands where; the more often, the likelier. */
static const struct {
    const char  *path;
    const char  *text;
} site_files[] = {
    { "page_path", "page" }, { "page_path", "page" },
    { "page_path", "page" }, { "page_path", "page" },
    { "post_path", "page" }, { "post_path", "page" },
    { "document_path", "page" }, { "document_path", "page" },
    { "include_path", "include" }, { "include_path", "include" },
    { "layout_path", "layout" }, { "data_path", "data" },
    { "static_path", "static" }, { "any_path", "any" },
    { "sass_path", "sass" }
};

/* In which state a text comes to the disk. */
typedef enum {
    SITE_AS_IT_IS = 0,
    SITE_BOM,
    SITE_CRLF,
    SITE_CUT,
    SITE_NUL,
    SITE_LATIN,
    SITE_LONG
} site_state_t;


static void
site_path(const char *root, const char *path, char full[PATH_MAX])
{
    if (snprintf(full, PATH_MAX, "%s/%s", root, path) >= PATH_MAX) {
        abort();
    }
}


/* The folders on the way; those that are new have events of their own. */
static void
site_make_way(site_world_t *w, const char *root, const char *path)
{
    char  full[PATH_MAX], *slash;

    site_path(root, path, full);

    for (slash = full + strlen(root) + 1;
         (slash = strchr(slash, '/')) != NULL; slash++)
    {
        *slash = '\0';

        if (mkdir(full, 0777) == 0 && root == w->root && !w->quiet) {
            faimi_site_touch(w->site, faimi_slice_str(full + strlen(root)
                                                      + 1));
        }

        *slash = '/';
    }
}


static void
site_touch(site_world_t *w, const char *path)
{
    if (!w->quiet) {
        faimi_site_touch(w->site, faimi_slice_str(path));
    }
}


/* No two states of a file have the same time. */
static void
site_set_time(site_world_t *w, const char *full)
{
    struct timespec  times[2];

    times[0].tv_sec = w->now - 100000 + w->writes / 2;
    times[0].tv_nsec = (w->writes++ % 2) * 1000;
    times[1] = times[0];
    (void) utimensat(AT_FDCWD, full, times, AT_SYMLINK_NOFOLLOW);
}


static void
site_write(site_world_t *w, const char *root, const char *path,
    faimi_slice_t text)
{
    int   fd;
    char  full[PATH_MAX];

    site_make_way(w, root, path);
    site_path(root, path, full);
    fd = open(full, O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_NOFOLLOW,
              0666);

    if (fd >= 0) {
        (void) !write(fd, text.data, text.len);
        (void) close(fd);
        site_set_time(w, full);
    }
}


static void
site_insert(site_text_t *text, size_t at, const char *what)
{
    size_t  n;

    n = strlen(what);
    at = (at < text->n) ? at : text->n;

    if (text->n + n < sizeof(text->data)) {
        memmove(text->data + at + n, text->data + at, text->n - at);
        memcpy(text->data + at, what, n);
        text->n += n;
    }
}


static void
site_crlf(site_text_t *text)
{
    size_t  i;

    for (i = 0; i < text->n; i++) {
        if (text->data[i] == '\n') {
            site_insert(text, i++, "\r");
        }
    }
}


static void
site_spoil(site_world_t *w, site_state_t state)
{
    size_t        at;
    site_text_t  *text;

    text = &w->text;
    at = site_choose(&w->in, 256) * (text->n + 1) / 256;

    switch (state) {
    case SITE_BOM:
        site_insert(text, 0, "\xEF\xBB\xBF");
        break;
    case SITE_CRLF:
        site_crlf(text);
        break;
    case SITE_CUT:
        text->n = at;
        break;
    case SITE_NUL:
        site_insert(text, at, "?");
        text->data[at] = '\0';
        break;
    case SITE_LATIN:
        site_insert(text, at, "\xE9");
        break;
    case SITE_LONG:
        memset(text->data, 'a', sizeof(text->data));
        text->n = sizeof(text->data);
        break;
    default:
        break;
    }
}


static void
site_log(site_world_t *w, const char *what, const char *path)
{
    fprintf(w->log, "%s %s\n", what, path);
}


static void
site_edit_write(site_world_t *w, const char *path, const char *rule)
{
    site_state_t  state;

    state = site_choose(&w->in, 24);
    site_expand(&w->in, rule, &w->text);

    if (state != SITE_AS_IT_IS) {
        site_spoil(w, state);
    }

    site_log(w, "write", path);
    fprintf(w->log, "%.*s\n----\n",
            (state != SITE_LONG) ? (int) w->text.n : 40, w->text.data);
    site_write(w, w->root, path, faimi_slice(w->text.data, w->text.n));
    site_touch(w, path);
}


static void
site_edit_theme(site_world_t *w)
{
    const char   *rule;
    site_text_t   path;

    site_expand(&w->in, "theme_path", &path);
    rule = strstr(path.data, "layouts") ? "layout"
           : strstr(path.data, "data") ? "data"
           : strstr(path.data, "config") ? "config"
           : strstr(path.data, "scss") ? "sass" : "include";
    site_expand(&w->in, rule, &w->text);
    site_log(w, "write theme", path.data);
    fprintf(w->log, "%s\n----\n", w->text.data);
    site_write(w, w->theme, path.data,
               faimi_slice(w->text.data, w->text.n));
    w->quiet = true;
}


static void
site_edit_remove(site_world_t *w, const char *path)
{
    char  full[PATH_MAX];

    site_log(w, "remove", path);
    site_path(w->root, path, full);
    (void) remove(full);
    site_touch(w, path);
}


static void
site_edit_rename(site_world_t *w, const char *path, const char *other)
{
    char  from[PATH_MAX], to[PATH_MAX];

    site_log(w, "rename", path);
    site_log(w, "    to", other);
    site_make_way(w, w->root, other);
    site_path(w->root, path, from);
    site_path(w->root, other, to);
    (void) rename(from, to);
    site_touch(w, path);
    site_touch(w, other);
}


static void
site_edit_time(site_world_t *w, const char *path)
{
    char  full[PATH_MAX];

    site_log(w, "touch", path);
    site_path(w->root, path, full);
    site_set_time(w, full);
    site_touch(w, path);
}


/* A folder in the place of what is there. */
static void
site_edit_folder(site_world_t *w, const char *path)
{
    char  full[PATH_MAX];

    site_log(w, "folder", path);
    site_make_way(w, w->root, path);
    site_path(w->root, path, full);
    (void) unlink(full);
    (void) mkdir(full, 0777);
    site_touch(w, path);
}


static void
site_edit_link(site_world_t *w, const char *path, bool hard)
{
    char         full[PATH_MAX], from[PATH_MAX];
    site_text_t  target;

    site_expand(&w->in, hard ? "any_path" : "link_target", &target);
    site_log(w, hard ? "hard link" : "link", path);
    site_log(w, "    to", target.data);
    site_make_way(w, w->root, path);
    site_path(w->root, path, full);
    site_path(w->root, target.data, from);
    (void) remove(full);
    (void) !(hard ? link(from, full) : symlink(target.data, full));
    w->linked = true;
    site_touch(w, path);
}


static void
site_edit_pipe(site_world_t *w, const char *path)
{
    char  full[PATH_MAX];

    site_log(w, "pipe", path);
    site_make_way(w, w->root, path);
    site_path(w->root, path, full);
    (void) remove(full);
    (void) mkfifo(full, 0666);
    site_touch(w, path);
}


static void
site_edit_cut(site_world_t *w, const char *path)
{
    char         full[PATH_MAX];
    struct stat  st;

    site_log(w, "truncate", path);
    site_path(w->root, path, full);

    if (lstat(full, &st) == 0 && S_ISREG(st.st_mode)) {
        (void) !truncate(full, st.st_size
                               * (off_t) site_choose(&w->in, 4) / 4);
        site_set_time(w, full);
    }

    site_touch(w, path);
}


static void
site_edit_rare(site_world_t *w)
{
    size_t       what;
    site_text_t  path, other;

    what = site_choose(&w->in, 13);
    site_expand(&w->in, "any_path", &path);

    switch (what) {
    case 0:
    case 1:
        site_edit_remove(w, path.data);
        break;
    case 2:
    case 3:
        site_expand(&w->in, "any_path", &other);
        site_edit_rename(w, path.data, other.data);
        break;
    case 4:
        site_edit_time(w, path.data);
        break;
    case 5:
        site_edit_folder(w, path.data);
        break;
    case 6:
    case 7:
        site_edit_link(w, path.data, what == 7);
        break;
    case 8:
        site_edit_pipe(w, path.data);
        break;
    case 9:
        site_edit_cut(w, path.data);
        break;
    case 10:
        site_edit_theme(w);
        break;
    case 11:
        w->now += 86400;
        site_log(w, "a day goes by", "");
        break;
    default:
        faimi_site_destroy(w->site);
        w->site = site_open(w, false);
        site_log(w, "a new process", "");
        break;
    }
}


void
site_edit(site_world_t *w)
{
    size_t       i;
    site_text_t  path;

    switch (site_choose(&w->in, 8)) {
    case 0:
        site_edit_write(w, "_config.yml", "config");
        break;
    case 1:
    case 2:
        site_edit_rare(w);
        break;
    default:
        i = site_choose(&w->in, sizeof(site_files) / sizeof(site_files[0]));
        site_expand(&w->in, site_files[i].path, &path);
        site_edit_write(w, path.data, site_files[i].text);
        break;
    }
}
