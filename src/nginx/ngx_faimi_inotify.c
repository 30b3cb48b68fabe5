/*
 * A file is reported when its writer closes it, or when it is moved into
 * place.  Until then it is in the set of files that are open for writing, so
 * that scans leave it alone, too.  A new folder may have been filled before
 * its watch was set: it is reported 40 ms later, when what was being written
 * in it has made events of its own.
 *
 * truncate(2) by path modifies a file and closes none.  So files that are in
 * the set and have not changed for 2 s are asked for a writer: the kernel
 * grants a read lease (fcntl(2)) only where nobody has the file open for
 * writing.  It grants none to a process that neither owns the file nor has
 * CAP_LEASE; then half a minute without a change counts as closed.
 */

#include "ngx_faimi_inotify.h"
#include "ngx_faimi_path_set.h"

#include <sys/inotify.h>   /* after nginx's headers, which set _GNU_SOURCE */


#define NGX_FAIMI_SETTLE   40     /* ms until a new folder is reported */
#define NGX_FAIMI_STILL    500    /* ms between two looks for truncated files */
#define NGX_FAIMI_CLOSED   2      /* s without a change, then a writer is looked
                                     for; */
#define NGX_FAIMI_ABSENT   30     /* and where that is not allowed, is assumed
                                     to have gone */
#define NGX_FAIMI_BUFFER   16384  /* bytes: events of one read */
#define NGX_FAIMI_ROUNDS   64     /* reads, then other events have a turn */

#define NGX_FAIMI_MASK                                                        \
    (IN_CLOSE_WRITE|IN_MODIFY|IN_CREATE|IN_DELETE|IN_MOVED_FROM|IN_MOVED_TO   \
     |IN_ATTRIB|IN_DELETE_SELF|IN_MOVE_SELF|IN_ONLYDIR|IN_EXCL_UNLINK)


/* A watched folder, by its watch descriptor.  Where symbolic links lead to it
 * as well it has one descriptor and a list of paths: the first is in the
 * tree. */
typedef struct ngx_faimi_folder_s  ngx_faimi_folder_t;

struct ngx_faimi_folder_s {
    ngx_rbtree_node_t    node;
    ngx_faimi_folder_t  *next;       /* another path of the folder */
    size_t               len;
    u_char               path[1];
};


/* A new folder that is reported once it has settled. */
typedef struct {
    ngx_queue_t  queue;
    ngx_msec_t   report_at;
    size_t       len;
    u_char       path[1];
} ngx_faimi_new_folder_t;


struct ngx_faimi_inotify_s {
    ngx_connection_t     *connection;
    ngx_str_t             root;
    ngx_log_t            *log;
    ngx_faimi_change_pt   changed;
    ngx_faimi_takes_pt    takes;
    void                 *data;

    ngx_rbtree_t          folders;      /* by watch descriptor */
    ngx_rbtree_node_t     folders_end;
    ngx_faimi_path_set_t  writing;      /* files that are open for writing */
    ngx_queue_t           new_folders;  /* ngx_faimi_new_folder_t, by time */
    ngx_event_t           settle;
    ngx_event_t           still;        /* while `writing` is not empty */

    uint32_t              cookie;       /* of a file in `writing` being moved */
    dev_t                 dev;          /* the root's identity */
    ino_t                 ino;
    ngx_uint_t            partial;      /* a folder could not be watched */
};


static faimi_slice_t
ngx_faimi_folder_path(const ngx_faimi_folder_t *folder)
{
    return faimi_slice((const char *) folder->path, folder->len);
}


static ngx_faimi_folder_t *
ngx_faimi_folder_find(ngx_faimi_inotify_t *in, int wd)
{
    ngx_rbtree_node_t  *node;

    node = in->folders.root;

    while (node != in->folders.sentinel) {
        if ((ngx_rbtree_key_t) wd == node->key) {
            return (ngx_faimi_folder_t *) node;
        }

        node = ((ngx_rbtree_key_t) wd < node->key) ? node->left
                                                   : node->right;
    }

    return NULL;
}


/* The i-th path of a folder: found anew each time, since telling of one path
 * may end the watch of another. */
static ngx_faimi_folder_t *
ngx_faimi_folder_nth(ngx_faimi_inotify_t *in, int wd, ngx_uint_t i)
{
    ngx_faimi_folder_t  *folder;

    folder = ngx_faimi_folder_find(in, wd);

    for ( ; folder != NULL && i > 0; i--) {
        folder = folder->next;
    }

    return folder;
}


/* Drops the paths at `below` and under it; returns those that are left. */
static ngx_faimi_folder_t *
ngx_faimi_folder_drop(ngx_faimi_inotify_t *in, ngx_faimi_folder_t *first,
    faimi_slice_t below)
{
    ngx_rbtree_key_t      wd;
    ngx_faimi_folder_t   *folder, *left, **last;

    wd = first->node.key;
    left = first;
    last = &left;

    ngx_rbtree_delete(&in->folders, &first->node);

    while (*last != NULL) {
        folder = *last;

        if (ngx_faimi_path_set_below(ngx_faimi_folder_path(folder), below)) {
            *last = folder->next;
            ngx_free(folder);

        } else {
            last = &folder->next;
        }
    }

    if (left != NULL) {
        left->node.key = wd;
        ngx_rbtree_insert(&in->folders, &left->node);
    }

    return left;
}


static void
ngx_faimi_folder_set(ngx_faimi_inotify_t *in, int wd, faimi_slice_t path)
{
    ngx_faimi_folder_t  *folder, *first;

    first = ngx_faimi_folder_find(in, wd);

    for (folder = first; folder != NULL; folder = folder->next) {
        if (faimi_slice_eq(ngx_faimi_folder_path(folder), path)) {
            return;
        }
    }

    folder = ngx_alloc(sizeof(ngx_faimi_folder_t) + path.len, in->log);

    if (folder == NULL) {
        in->partial = 1;
        return;
    }

    folder->len = path.len;
    ngx_memcpy(folder->path, path.data, path.len);

    if (first != NULL) {
        folder->next = first->next;
        first->next = folder;
        return;
    }

    folder->next = NULL;
    folder->node.key = (ngx_rbtree_key_t) wd;
    ngx_rbtree_insert(&in->folders, &folder->node);
}


static void
ngx_faimi_full_path(ngx_faimi_inotify_t *in, faimi_slice_t path, char *full,
    size_t size)
{
    if (path.len > 0 && path.data[0] == '/') {
        /* of the theme */
        (void) ngx_snprintf((u_char *) full, size, "%*s%Z", path.len,
                            path.data);

    } else {
        (void) ngx_snprintf((u_char *) full, size, "%V%s%*s%Z", &in->root,
                            path.len ? "/" : "", path.len, path.data);
    }

    full[size - 1] = '\0';
}


void
ngx_faimi_inotify_add(ngx_faimi_inotify_t *in, faimi_slice_t path)
{
    int        wd;
    char       full[2 * PATH_MAX];
    ngx_err_t  err;

    ngx_faimi_full_path(in, path, full, sizeof(full));

    wd = inotify_add_watch(in->connection->fd, full, NGX_FAIMI_MASK);

    if (wd != -1) {
        ngx_faimi_folder_set(in, wd, path);
        return;
    }

    err = ngx_errno;

    /* gone already, or no folder any more, or not readable: the scan that
     * asked for the watch finds that itself */
    if (err == NGX_ENOENT || err == NGX_ENOTDIR || err == NGX_EACCES) {
        return;
    }

    if (!in->partial) {
        ngx_log_error(NGX_LOG_ERR, in->log, err,
                      "faimi: the folder \"%s\" cannot be watched (see "
                      "fs.inotify.max_user_watches)", full);
    }

    in->partial = 1;
}


ngx_uint_t
ngx_faimi_inotify_is_open(ngx_faimi_inotify_t *in, faimi_slice_t path)
{
    return ngx_faimi_path_set_has(&in->writing, path);
}


/* Ends the watches of a folder that was moved away, and of all below it; the
 * kernel ends those of a deleted one itself, and tells (IN_IGNORED). */
static void
ngx_faimi_forget(ngx_faimi_inotify_t *in, faimi_slice_t path)
{
    int                 wd;
    ngx_rbtree_node_t  *node, *next;

    /* nothing tells when a file in there is closed */
    ngx_faimi_path_set_remove_below(&in->writing, path);

    if (in->folders.root == in->folders.sentinel) {
        return;
    }

    for (node = ngx_rbtree_min(in->folders.root, in->folders.sentinel);
         node != NULL;
         node = next)
    {
        next = ngx_rbtree_next(&in->folders, node);
        wd = (int) node->key;

        if (ngx_faimi_folder_drop(in, (ngx_faimi_folder_t *) node, path)
            == NULL)
        {
            (void) inotify_rm_watch(in->connection->fd, wd);
        }
    }
}


static void
ngx_faimi_new_folder_add(ngx_faimi_inotify_t *in, faimi_slice_t path)
{
    ngx_faimi_new_folder_t  *folder;

    folder = ngx_alloc(sizeof(ngx_faimi_new_folder_t) + path.len, in->log);

    if (folder == NULL) {
        in->changed(in->data, NGX_FAIMI_CHANGED, path);
        return;
    }

    folder->report_at = ngx_current_msec + NGX_FAIMI_SETTLE;
    folder->len = path.len;
    ngx_memcpy(folder->path, path.data, path.len);
    ngx_queue_insert_tail(&in->new_folders, &folder->queue);

    if (!in->settle.timer_set) {
        ngx_add_timer(&in->settle, NGX_FAIMI_SETTLE);
    }
}


/* Folders that were made in a new one before its watch stood (mkdir -p) make
 * no event of their own.  One that is no part of the site (node_modules, _site)
 * is reported, since a link may lead there, but not watched: it may have
 * thousands below it. */
static void
ngx_faimi_new_folder_tree(ngx_faimi_inotify_t *in, faimi_slice_t path,
    ngx_uint_t depth)
{
    size_t     len;
    char       full[2 * PATH_MAX], below[PATH_MAX];
    ngx_dir_t  dir;
    ngx_str_t  name;

    if (in->takes(in->data, path)) {
        ngx_faimi_inotify_add(in, path);

    } else {
        depth = FAIMI_MAX_DEPTH;
    }

    ngx_faimi_new_folder_add(in, path);
    ngx_faimi_full_path(in, path, full, sizeof(full));

    name.data = (u_char *) full;
    name.len = ngx_strlen(full);

    if (depth == FAIMI_MAX_DEPTH || ngx_open_dir(&name, &dir) != NGX_OK) {
        return;
    }

    while (ngx_read_dir(&dir) == NGX_OK) {
        if (dir.type != DT_DIR || ngx_de_name(&dir)[0] == '.') {
            continue;
        }

        len = ngx_snprintf((u_char *) below, sizeof(below), "%*s/%s",
                           path.len, path.data, ngx_de_name(&dir))
              - (u_char *) below;
        ngx_faimi_new_folder_tree(in, faimi_slice(below, len), depth + 1);
    }

    (void) ngx_close_dir(&dir);
}


static void
ngx_faimi_settle_handler(ngx_event_t *ev)
{
    ngx_queue_t          *q;
    ngx_msec_int_t        rest;
    ngx_faimi_new_folder_t    *folder;
    ngx_faimi_inotify_t  *in = ev->data;

    while (!ngx_queue_empty(&in->new_folders)) {
        q = ngx_queue_head(&in->new_folders);
        folder = ngx_queue_data(q, ngx_faimi_new_folder_t, queue);
        rest = (ngx_msec_int_t) (folder->report_at - ngx_current_msec);

        if (rest > 0) {
            ngx_add_timer(ev, (ngx_msec_t) rest);
            return;
        }

        ngx_queue_remove(q);
        in->changed(in->data, NGX_FAIMI_CHANGED,
                    faimi_slice((char *) folder->path, folder->len));
        ngx_free(folder);
    }
}


/* Whether nobody has a file open for writing any more, although no event told
 * of a close. */
static ngx_uint_t
ngx_faimi_is_closed(const char *full)
{
    int          fd;
    time_t       age;
    ngx_err_t    err;
    struct stat  st;

    fd = open(full, O_RDONLY|O_NONBLOCK|O_NOCTTY|O_CLOEXEC);

    if (fd == -1) {
        /* for want of a descriptor: tried again */
        return ngx_errno == NGX_ENOENT;
    }

    if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode)) {
        (void) close(fd);
        return 0;
    }

    age = time(NULL) - st.st_ctime;
    err = (age >= NGX_FAIMI_CLOSED && fcntl(fd, F_SETLEASE, F_RDLCK) == -1)
          ? ngx_errno : 0;

    /* ends the lease, too; a writer that met it makes a SIGIO, which nginx
     * handles */
    (void) close(fd);

    if (age < NGX_FAIMI_CLOSED || err == NGX_EAGAIN) {
        return 0;
    }

    return err == 0 || age >= NGX_FAIMI_ABSENT;
}


static void
ngx_faimi_still_path(void *data, faimi_slice_t path)
{
    char                  full[2 * PATH_MAX];
    ngx_faimi_inotify_t  *in = data;

    ngx_faimi_full_path(in, path, full, sizeof(full));

    if (ngx_faimi_is_closed(full)) {
        in->changed(in->data, NGX_FAIMI_CHANGED, path);

    } else {
        ngx_faimi_path_set_add(&in->writing, path, in->log);
    }
}


static void
ngx_faimi_still_handler(ngx_event_t *ev)
{
    ngx_faimi_path_set_t   writing;
    ngx_faimi_inotify_t   *in = ev->data;

    /* what has been closed by now is not asked about */
    ngx_faimi_inotify_drain(in);

    ngx_faimi_path_set_init(&writing);
    ngx_faimi_path_set_move(&writing, &in->writing);
    ngx_faimi_path_set_take(&writing, ngx_faimi_still_path, in);

    if (!ngx_faimi_path_set_is_empty(&in->writing)) {
        ngx_add_timer(ev, NGX_FAIMI_STILL);
    }
}


/* A file is being written to. */
static void
ngx_faimi_writing_add(ngx_faimi_inotify_t *in, faimi_slice_t path)
{
    ngx_faimi_path_set_add(&in->writing, path, in->log);

    if (!in->still.timer_set) {
        ngx_add_timer(&in->still, NGX_FAIMI_STILL);
    }
}


/* A new name that no writer will close: a symlink, or a further link to a
 * file that is whole already. */
static ngx_uint_t
ngx_faimi_is_linked(ngx_faimi_inotify_t *in, faimi_slice_t path)
{
    char         full[2 * PATH_MAX];
    struct stat  st;

    ngx_faimi_full_path(in, path, full, sizeof(full));

    return lstat(full, &st) == 0
           && (S_ISLNK(st.st_mode) || (S_ISREG(st.st_mode)
                                       && st.st_nlink > 1));
}


static void
ngx_faimi_event_folder(ngx_faimi_inotify_t *in, uint32_t mask,
    faimi_slice_t path)
{
    if (mask & (IN_MOVED_FROM|IN_DELETE)) {
        ngx_faimi_forget(in, path);
    }

    if (mask & IN_CREATE) {
        ngx_faimi_new_folder_tree(in, path, 0);
        return;
    }

    in->changed(in->data, NGX_FAIMI_CHANGED, path);
}


static void
ngx_faimi_event_file(ngx_faimi_inotify_t *in, uint32_t mask, uint32_t cookie,
    faimi_slice_t path)
{
    ngx_uint_t  open;

    if (mask & IN_MODIFY) {
        ngx_faimi_writing_add(in, path);
        return;
    }

    if ((mask & IN_CREATE) && !ngx_faimi_is_linked(in, path)) {
        return;
    }

    if ((mask & IN_ATTRIB) && ngx_faimi_inotify_is_open(in, path)) {
        return;
    }

    /* a file that is moved while it is written stays in the set under its new
     * name; the two events of a move share a cookie */
    if ((mask & IN_MOVED_TO) && cookie == in->cookie) {
        ngx_faimi_writing_add(in, path);
        return;
    }

    open = ngx_faimi_path_set_remove(&in->writing, path);

    if ((mask & IN_MOVED_FROM) && open) {
        in->cookie = cookie;
    }

    in->changed(in->data, NGX_FAIMI_CHANGED, path);
}


static void
ngx_faimi_event_self(ngx_faimi_inotify_t *in, uint32_t mask,
    faimi_slice_t path)
{
    if (path.len == 0
        && (mask & (IN_MOVE_SELF|IN_DELETE_SELF|IN_UNMOUNT)))
    {
        /* the site's folder itself: another may take its place */
        in->changed(in->data, NGX_FAIMI_LOST, FAIMI_EMPTY);
        return;
    }

    in->changed(in->data, NGX_FAIMI_CHANGED, path);
}


/* What happened in a folder, by one of its paths. */
static void
ngx_faimi_event_in(ngx_faimi_inotify_t *in, const ngx_faimi_folder_t *folder,
    const struct inotify_event *event)
{
    size_t  len;
    char    path[PATH_MAX];

    len = ngx_snprintf((u_char *) path, sizeof(path), "%*s%s%s", folder->len,
                       folder->path, folder->len ? "/" : "",
                       event->len ? event->name : "")
          - (u_char *) path;

    if (event->len == 0) {
        ngx_faimi_event_self(in, event->mask, faimi_slice(path, folder->len));

    } else if (event->mask & IN_ISDIR) {
        ngx_faimi_event_folder(in, event->mask, faimi_slice(path, len));

    } else {
        ngx_faimi_event_file(in, event->mask, event->cookie,
                             faimi_slice(path, len));
    }
}


static void
ngx_faimi_event(ngx_faimi_inotify_t *in, const struct inotify_event *event)
{
    ngx_uint_t           i;
    ngx_faimi_folder_t  *folder;

    if (event->mask & IN_Q_OVERFLOW) {
        ngx_log_error(NGX_LOG_NOTICE, in->log, 0,
                      "faimi: events of \"%V\" were lost: all of its "
                      "files are looked at", &in->root);
        ngx_faimi_path_set_clear(&in->writing);
        in->changed(in->data, NGX_FAIMI_LOST, FAIMI_EMPTY);
        return;
    }

    folder = ngx_faimi_folder_find(in, event->wd);

    if (folder != NULL && (event->mask & IN_IGNORED)) {
        (void) ngx_faimi_folder_drop(in, folder, FAIMI_EMPTY);
        return;
    }

    for (i = 0; folder != NULL; i++) {
        ngx_faimi_event_in(in, folder, event);
        folder = ngx_faimi_folder_nth(in, event->wd, i + 1);
    }
}


/* Whether the queue was emptied. */
static ngx_uint_t
ngx_faimi_inotify_read(ngx_faimi_inotify_t *in)
{
    char                        *p;
    ssize_t                      n;
    ngx_uint_t                   rounds;
    const struct inotify_event  *event;

    _Alignas(struct inotify_event) char  buf[NGX_FAIMI_BUFFER];

    for (rounds = 0; rounds < NGX_FAIMI_ROUNDS; rounds++) {
        n = read(in->connection->fd, buf, sizeof(buf));

        if (n <= 0) {
            return 1;
        }

        for (p = buf; p < buf + n; p += sizeof(*event) + event->len) {
            event = (const struct inotify_event *) p;
            ngx_faimi_event(in, event);
        }
    }

    return 0;
}


void
ngx_faimi_inotify_drain(ngx_faimi_inotify_t *in)
{
    if (!ngx_faimi_inotify_read(in)) {
        /* more is there, and an edge-triggered event comes once */
        ngx_post_event(in->connection->read, &ngx_posted_next_events);
    }
}


static void
ngx_faimi_inotify_handler(ngx_event_t *ev)
{
    ngx_connection_t     *c;
    ngx_faimi_inotify_t  *in;

    c = ev->data;
    in = c->data;

    ngx_faimi_inotify_drain(in);

    if (in->partial) {
        /* the last use of `in`: this closes it */
        in->changed(in->data, NGX_FAIMI_UNWATCHED, FAIMI_EMPTY);
    }
}


static void
ngx_faimi_inotify_identify(ngx_faimi_inotify_t *in, dev_t *dev, ino_t *ino)
{
    struct stat  st;

    *dev = 0;
    *ino = 0;

    if (stat((char *) in->root.data, &st) == 0) {
        *dev = st.st_dev;
        *ino = st.st_ino;
    }
}


ngx_uint_t
ngx_faimi_inotify_check(ngx_faimi_inotify_t *in)
{
    dev_t  dev;
    ino_t  ino;

    ngx_faimi_inotify_identify(in, &dev, &ino);

    if (dev == in->dev && ino == in->ino) {
        return 0;
    }

    in->dev = dev;
    in->ino = ino;
    ngx_faimi_forget(in, FAIMI_EMPTY);

    return 1;
}


ngx_uint_t
ngx_faimi_inotify_is_partial(const ngx_faimi_inotify_t *in)
{
    return in->partial;
}


static ngx_int_t
ngx_faimi_inotify_connect(ngx_faimi_inotify_t *in, ngx_cycle_t *cycle)
{
    int                fd;
    ngx_connection_t  *c;

    fd = inotify_init1(IN_NONBLOCK|IN_CLOEXEC);

    if (fd == -1) {
        ngx_log_error(NGX_LOG_WARN, cycle->log, ngx_errno,
                      "faimi: inotify_init1() failed (see "
                      "fs.inotify.max_user_instances)");
        return NGX_ERROR;
    }

    c = ngx_get_connection(fd, cycle->log);

    if (c == NULL) {
        (void) close(fd);
        return NGX_ERROR;
    }

    c->data = in;
    c->log = cycle->log;
    c->read->log = cycle->log;
    c->write->log = cycle->log;
    c->read->handler = ngx_faimi_inotify_handler;

    /* as nginx marks its own channel: no open socket to complain of */
    c->read->channel = 1;
    c->write->channel = 1;

    in->connection = c;

    if (ngx_handle_read_event(c->read, 0) != NGX_OK) {
        ngx_close_connection(c);
        return NGX_ERROR;
    }

    return NGX_OK;
}


ngx_faimi_inotify_t *
ngx_faimi_inotify_open(ngx_str_t *root, ngx_cycle_t *cycle,
    ngx_faimi_change_pt changed, ngx_faimi_takes_pt takes, void *data)
{
    ngx_faimi_inotify_t  *in;

    in = ngx_calloc(sizeof(ngx_faimi_inotify_t), cycle->log);

    if (in == NULL) {
        return NULL;
    }

    in->root = *root;
    in->log = cycle->log;
    in->changed = changed;
    in->takes = takes;
    in->data = data;

    ngx_rbtree_init(&in->folders, &in->folders_end,
                    ngx_rbtree_insert_value);
    ngx_faimi_path_set_init(&in->writing);
    ngx_queue_init(&in->new_folders);

    in->settle.handler = ngx_faimi_settle_handler;
    in->settle.data = in;
    in->settle.log = cycle->log;
    in->settle.cancelable = 1;

    in->still = in->settle;
    in->still.handler = ngx_faimi_still_handler;

    ngx_faimi_inotify_identify(in, &in->dev, &in->ino);

    if (ngx_faimi_inotify_connect(in, cycle) != NGX_OK) {
        ngx_free(in);
        return NULL;
    }

    return in;
}


void
ngx_faimi_inotify_close(ngx_faimi_inotify_t *in)
{
    ngx_queue_t  *q;

    ngx_faimi_forget(in, FAIMI_EMPTY);

    while (!ngx_queue_empty(&in->new_folders)) {
        q = ngx_queue_head(&in->new_folders);
        ngx_queue_remove(q);
        ngx_free(ngx_queue_data(q, ngx_faimi_new_folder_t, queue));
    }

    if (in->settle.timer_set) {
        ngx_del_timer(&in->settle);
    }

    if (in->still.timer_set) {
        ngx_del_timer(&in->still);
    }

    if (in->connection->read->posted) {
        ngx_delete_posted_event(in->connection->read);
    }

    ngx_close_connection(in->connection);
    ngx_free(in);
}
