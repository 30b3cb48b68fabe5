/*
 * Sweeps: the folder tree is walked by the publish rules, each file is looked
 * at, and what was not met was deleted.
 */

#include "faimi_watch.h"
#include "faimi_url.h"


/* One walk over a tree. */
typedef struct {
    faimi_files_t  *files;
    faimi_tree_t   *tree;
    faimi_error_t  *err;
    bool            event;
    size_t          depth;
    faimi_stamp_t   above[FAIMI_MAX_DEPTH];   /* folders on the way */
} faimi_walk_t;


/* A link to a folder that is being walked would never end. */
static bool
faimi_scan_is_loop(const faimi_walk_t *walk, const faimi_entry_t *entry)
{
    size_t  i;

    for (i = 0; i < walk->depth; i++) {
        if (walk->above[i].inode == entry->stamp.inode
            && walk->above[i].device == entry->stamp.device)
        {
            return true;
        }
    }

    return false;
}


/* A folder that cannot be read, or what is left out for its name or depth, has
 * a record for its problem alone. */
static void
faimi_scan_trouble(faimi_walk_t *walk, faimi_slice_t path)
{
    faimi_file_t  *file;

    file = faimi_tree_add(walk->files, walk->tree, path);
    file->state->seen = walk->files->scans;
    file->where.kind = FAIMI_FILE_PARENT;

    /* where the system fails that is one problem, not one for each folder */
    if (!faimi_source_is_troubled(walk->tree->source)) {
        faimi_read_problem(walk->files, file, walk->err);
    }
}


/* A path that can be shown: bytes that are not text as "\x0a". */
static faimi_slice_t
faimi_scan_shown(faimi_arena_t *arena, faimi_slice_t path)
{
    bool            utf8;
    size_t          i;
    faimi_buf_t    *b;
    unsigned char   c;

    utf8 = faimi_utf8_check(path) == path.len;
    b = faimi_buf_create(arena, 4 * path.len);

    for (i = 0; i < path.len; i++) {
        c = (unsigned char) path.data[i];

        if (c < 0x20 || c == 0x7f || (c > 0x7f && !utf8)) {
            faimi_buf_printf(b, "\\x%02x", c);

        } else {
            faimi_buf_char(b, path.data[i]);
        }
    }

    return faimi_buf_slice(b);
}


/* Whether a path is left out for its name, which is said.  One that is too
 * long to be opened is no file. */
static bool
faimi_scan_refuses(faimi_walk_t *walk, faimi_slice_t path)
{
    if (faimi_scan_name_is_good(path)) {
        return false;
    }

    if (path.len <= FAIMI_MAX_PATH) {
        (void) faimi_error_set(walk->err,
                               faimi_scan_shown(walk->files->scratch, path),
                               0, 0, "names must be UTF-8 without control "
                               "characters: it is left out; rename it");
        faimi_scan_trouble(walk, path);
    }

    return true;
}


static void
faimi_scan_file(faimi_walk_t *walk, faimi_slice_t path, faimi_where_t where,
    const faimi_entry_t *entry)
{
    faimi_file_t  *file;
    faimi_files_t  *files;

    files = walk->files;

    if (faimi_scan_is_config(path) || faimi_scan_refuses(walk, path)) {
        return;
    }

    if (walk->tree->n >= FAIMI_MAX_FILES
        && faimi_tree_find(walk->tree, path) == NULL)
    {
        if (!files->overfull) {
            files->overfull = true;
            faimi_files_change(files, FAIMI_CHANGE_INDEX);
        }

        return;
    }

    file = faimi_tree_add(files, walk->tree, path);
    file->state->seen = files->scans;

    if (file->where.kind != where.kind) {
        /* what it was read as is not what it is now */
        faimi_read_drop(files, file);
    }

    file->where = where;
    file->where.base = faimi_slice_sub(file->path, 0, where.base.len);

    faimi_read_file(files, file, entry, walk->event);
}


/* A theme has layouts, includes, data, Sass and assets: what else lies in its
 * folder, as the pages that show it do, is no part of the site. */
static bool
faimi_scan_is_themed(const faimi_where_t *where, faimi_slice_t path)
{
    switch (where->kind) {
    case FAIMI_FILE_PAGES:
        return faimi_scan_is_below(path, FAIMI_SLICE("assets"));
    case FAIMI_FILE_LAYOUTS:
    case FAIMI_FILE_INCLUDES:
    case FAIMI_FILE_SASS:
    case FAIMI_FILE_DATA:
        return true;
    default:
        return false;
    }
}


/* The part of an absolute path below the theme's folder; false: it is not. */
static bool
faimi_scan_below_theme(const faimi_files_t *files, faimi_slice_t *path)
{
    faimi_slice_t  root;

    if (files->theme.source == NULL) {
        return false;
    }

    root = faimi_slice_str(faimi_source_root(files->theme.source));

    if (!faimi_scan_is_below(*path, root)) {
        return false;
    }

    *path = faimi_slice_sub(*path, root.len + 1, path->len);

    return true;
}


bool
faimi_files_takes_folder(const faimi_files_t *files, faimi_slice_t path)
{
    bool           theme;
    faimi_where_t  where;

    if (files->settings.config == NULL) {
        return true;
    }

    theme = faimi_slice_starts(path, FAIMI_SLICE("/"));

    if (theme && !faimi_scan_below_theme(files, &path)) {
        return false;
    }

    where = faimi_publish_path(files->settings.config, path, true);

    return theme ? faimi_scan_is_themed(&where, path)
                 : where.kind != FAIMI_FILE_NONE;
}


/* Notes the time of a folder that was listed, so that its next listing can be
 * spared; not a time that another change may still have. */
static void
faimi_scan_listed(const faimi_walk_t *walk, faimi_slice_t path,
    const faimi_entry_t *self)
{
    int64_t       *mtime;
    faimi_time_t   now;

    mtime = faimi_tree_listed(walk->tree, path);
    now = faimi_files_now(walk->files);

    if (mtime != NULL) {
        *mtime = (now.sec - self->stamp.mtime / 1000000000 > 2)
                 ? self->stamp.mtime : 0;
    }
}


/* Whether a file lies below a folder that this scan could not read. */
static bool
faimi_scan_is_hidden(const faimi_files_t *files, const faimi_tree_t *tree,
    faimi_slice_t path)
{
    faimi_slice_t        dir;
    const faimi_file_t  *folder;

    for (dir = faimi_path_dir(path); dir.len > 0; dir = faimi_path_dir(dir)) {
        folder = faimi_tree_find(tree, dir);

        if (folder != NULL && folder->where.kind == FAIMI_FILE_PARENT
            && folder->state->seen == files->scans)
        {
            return true;
        }
    }

    return false;
}


/* Keeps a file of which nothing is known now, as far as the configuration in
 * force (which may be another one than it was read by) takes it into the
 * site. */
static bool
faimi_scan_keeps(faimi_files_t *files, const faimi_tree_t *tree,
    faimi_file_t *file)
{
    faimi_where_t  where;

    where = faimi_publish_path(files->settings.config, file->path, false);

    if (file->where.kind == FAIMI_FILE_PARENT
        || where.kind <= FAIMI_FILE_PARENT
        || (tree->theme && !faimi_scan_is_themed(&where, file->path)))
    {
        return false;
    }

    if (file->where.kind != where.kind) {
        faimi_read_drop(files, file);
    }

    file->where = where;
    file->where.base = faimi_slice_sub(file->path, 0, where.base.len);
    file->state->seen = files->scans;
    file->state->unsure = true;

    return true;
}


/* An entry of which the system does not say what it is: what is known of it,
 * as a file or as a folder, stays. */
static void
faimi_scan_unknown(faimi_walk_t *walk, faimi_slice_t path)
{
    faimi_file_t   *file;
    faimi_error_t   err;

    file = faimi_tree_find(walk->tree, path);

    if (file != NULL && file->where.kind != FAIMI_FILE_PARENT) {
        if (faimi_scan_keeps(walk->files, walk->tree, file) && file->rendered
            && !faimi_source_is_troubled(walk->tree->source))
        {
            (void) faimi_error_set(&err, path, 0, 0, "the folder that it is "
                                   "in may not be searched; what was read of "
                                   "the file before stays");
            faimi_read_problem(walk->files, file, &err);
        }

    } else if (file != NULL || faimi_tree_below(walk->tree, path)) {
        (void) faimi_error_set(walk->err, path, 0, 0, "it may not be looked "
                               "at; what was read below it before stays");
        faimi_scan_trouble(walk, path);
    }
}


static faimi_rc_t faimi_scan_folder(faimi_walk_t *walk, faimi_slice_t path,
    faimi_where_t where, const faimi_entry_t *self);


/* One entry of a folder that is `where`. */
static void
faimi_scan_entry(faimi_walk_t *walk, faimi_slice_t path, faimi_where_t where,
    const faimi_entry_t *entry)
{
    faimi_where_t  inner;

    inner = faimi_publish_entry(walk->files->settings.config, where, path,
                                entry->type == FAIMI_ENTRY_FOLDER);

    if (entry->type == FAIMI_ENTRY_UNKNOWN) {
        faimi_scan_unknown(walk, path);

    } else if (inner.kind == FAIMI_FILE_NONE
               || (walk->tree->theme && !faimi_scan_is_themed(&inner, path)))
    {
        return;

    } else if (entry->type == FAIMI_ENTRY_FILE) {
        faimi_scan_file(walk, path, inner, entry);

    } else if (faimi_scan_folder(walk, path, inner, entry) != FAIMI_OK) {
        faimi_scan_trouble(walk, path);
    }
}


static faimi_rc_t
faimi_scan_folder(faimi_walk_t *walk, faimi_slice_t path,
    faimi_where_t where, const faimi_entry_t *self)
{
    bool            whole;
    size_t          i, n;
    faimi_rc_t      rc;
    faimi_slice_t   name;
    faimi_entry_t  *entries;

    if (faimi_scan_is_loop(walk, self) || faimi_scan_refuses(walk, path)) {
        return FAIMI_OK;
    }

    if (walk->depth == FAIMI_MAX_DEPTH) {
        return faimi_error_set(walk->err, path, 0, 0, "folders are nested "
                               "more than %d deep: what is in this one is "
                               "left out", FAIMI_MAX_DEPTH);
    }

    faimi_watch_folder(walk->files, walk->tree->theme, path);
    rc = faimi_source_list(walk->tree->source, path, walk->files->scratch,
                           &entries, &n, walk->err);

    /* it has just been deleted; but the root must be there */
    if (rc == FAIMI_NOT_FOUND && path.len > 0) {
        return FAIMI_OK;
    }

    if (rc != FAIMI_OK) {
        return FAIMI_ERROR;
    }

    whole = true;
    walk->above[walk->depth++] = self->stamp;

    for (i = 0; i < n; i++) {
        name = faimi_path_join(walk->files->scratch, path, entries[i].name);
        faimi_scan_entry(walk, name, where, &entries[i]);
        whole &= entries[i].type != FAIMI_ENTRY_UNKNOWN;
    }

    walk->depth--;

    if (whole) {
        faimi_scan_listed(walk, path, self);
    }

    return FAIMI_OK;
}


/* Records below `path` that this scan has not met. */
static void
faimi_scan_remove(faimi_files_t *files, faimi_tree_t *tree,
    faimi_slice_t path)
{
    size_t         i;
    faimi_file_t  *file;

    if (!faimi_tree_below(tree, path)
        && faimi_tree_find(tree, path) == NULL)
    {
        return;
    }

    i = 0;

    while (i < tree->nslots) {
        file = tree->slots[i];

        if (file != NULL && file->state->seen != files->scans
            && file->where.kind != FAIMI_FILE_CONFIG
            && faimi_scan_is_below(file->path, path)
            && !(faimi_scan_is_hidden(files, tree, file->path)
                 && faimi_scan_keeps(files, tree, file)))
        {
            faimi_read_deleted(files, file);
            continue;       /* another one may have moved into the slot */
        }

        i++;
    }
}


/* Whether there is a folder of layouts counts even while it is empty. */
static void
faimi_scan_bare(faimi_files_t *files)
{
    bool           bare;
    faimi_entry_t  entry;

    faimi_source_stat(files->tree.source,
                      files->settings.config->folders.layouts, &entry);
    bare = files->theme.source == NULL && entry.type != FAIMI_ENTRY_FOLDER;

    if (bare != files->settings.bare && entry.type != FAIMI_ENTRY_UNKNOWN) {
        files->settings.bare = bare;
        faimi_files_change(files, FAIMI_CHANGE_INDEX);
    }
}


/* The repository that the folder is a checkout of: pages may tell of it. */
static void
faimi_scan_checkout(faimi_files_t *files)
{
    faimi_arena_t      *arena;
    faimi_checkout_t   *read, *old;
    faimi_settings_t   *settings;

    settings = &files->settings;
    old = settings->checkout;
    read = faimi_checkout_read(files->tree.source, files->scratch);

    if (old != NULL && faimi_checkout_eq(read, old)) {
        return;
    }

    arena = faimi_arena_create(files->guard, 0);

    if (arena == NULL) {
        faimi_guard_raise(files->guard, FAIMI_NOMEM);
    }

    settings->half = arena;
    settings->checkout = faimi_checkout_copy(read, arena);
    settings->half = NULL;

    if (old != NULL) {
        faimi_files_retire(files, old->arena);
    }

    faimi_files_change(files, FAIMI_CHANGE_SHARED);
}


/* What is left of a scan once the files of both folders are read. */
static void
faimi_scan_end(faimi_files_t *files, bool full)
{
    faimi_scan_checkout(files);
    faimi_relative_scan(files, full);
    faimi_imports_scan(files, full);
    faimi_scan_bare(files);

    if (full) {
        faimi_watch_again(files);
    }
}


static faimi_rc_t
faimi_scan_tree(faimi_files_t *files, faimi_tree_t *tree, bool event,
    faimi_error_t *err)
{
    faimi_rc_t      rc;
    faimi_walk_t    walk;
    faimi_entry_t   root;

    memset(&walk, 0, sizeof(walk));
    walk.files = files;
    walk.tree = tree;
    walk.err = err;
    walk.event = event;

    faimi_source_stat(tree->source, FAIMI_EMPTY, &root);
    rc = faimi_scan_folder(&walk, FAIMI_EMPTY, faimi_publish_root(), &root);

    if (rc == FAIMI_OK) {
        faimi_scan_remove(files, tree, FAIMI_EMPTY);
    }

    return rc;
}


static faimi_rc_t
faimi_scan_all(faimi_files_t *files, faimi_error_t *err)
{
    faimi_rc_t  rc;

    rc = faimi_source_open(files->tree.source, err);

    if (rc == FAIMI_OK && files->theme.source != NULL) {
        rc = faimi_source_open(files->theme.source, err);
    }

    if (rc != FAIMI_OK) {
        return rc;
    }

    /* _config.yml is read before the root is listed */
    faimi_watch_folder(files, false, FAIMI_EMPTY);

    if (files->theme.source != NULL) {
        faimi_watch_folder(files, true, FAIMI_EMPTY);
    }

    files->scans++;
    faimi_scan_config(files, false);

    if (files->settings.down) {
        return FAIMI_ERROR;
    }

    rc = faimi_scan_tree(files, &files->tree, false, err);

    if (rc == FAIMI_OK && files->theme.source != NULL) {
        rc = faimi_scan_tree(files, &files->theme, false, err);
    }

    faimi_scan_end(files, true);
    files->settings.reread &= (rc != FAIMI_OK);
    files->round.done = false;

    return rc;
}


/* The theme has few files: any event in it, or a file that waits, has all of
 * them looked at, and so has the end of a round. */
static void
faimi_scan_theme(faimi_files_t *files)
{
    faimi_error_t  err;

    if (files->theme.source != NULL
        && (files->touches.theme || files->waits.theme || files->round.done))
    {
        files->waits.theme = false;
        (void) faimi_scan_tree(files, &files->theme, files->touches.theme,
                               &err);
    }
}


/* Whether a folder on the way to `path` is a file now. */
static bool
faimi_scan_is_buried(const faimi_tree_t *tree, faimi_slice_t path)
{
    faimi_slice_t        dir;
    const faimi_file_t  *file;

    for (dir = faimi_path_dir(path); dir.len > 0; dir = faimi_path_dir(dir)) {
        file = faimi_tree_find(tree, dir);

        if (file != NULL && file->where.kind != FAIMI_FILE_PARENT) {
            return true;
        }
    }

    return false;
}


/* What was below folders that files have taken the place of. */
static void
faimi_scan_dig_out(faimi_files_t *files)
{
    size_t         i;
    faimi_file_t  *file;

    i = 0;

    while (i < files->tree.nslots) {
        file = files->tree.slots[i];

        if (file != NULL && file->state->seen != files->scans
            && faimi_scan_is_buried(&files->tree, file->path))
        {
            faimi_read_deleted(files, file);
            continue;
        }

        i++;
    }
}


/* What was at a path, and below it if it was a folder, and is no more. */
static void
faimi_scan_leave(faimi_files_t *files, faimi_slice_t path)
{
    faimi_file_t  *file;

    file = faimi_tree_find(&files->tree, path);

    if (file == NULL || file->where.kind == FAIMI_FILE_PARENT) {
        faimi_scan_remove(files, &files->tree, path);

    } else if (file->where.kind != FAIMI_FILE_CONFIG
               && file->state->seen != files->scans)
    {
        faimi_read_deleted(files, file);
    }
}


/* The folders above `path`, as a walk from the root would have met them. */
static void
faimi_scan_descend(faimi_walk_t *walk, faimi_slice_t path)
{
    size_t         at;
    faimi_entry_t  entry;

    for (at = 0; at < path.len && walk->depth < FAIMI_MAX_DEPTH;
         at = faimi_slice_find_char(path, '/', at + 1))
    {
        faimi_source_stat(walk->tree->source, faimi_slice_sub(path, 0, at),
                          &entry);
        walk->above[walk->depth++] = entry.stamp;
    }
}


/* Whether a path lies in a folder that is left out for its depth. */
static bool
faimi_scan_is_deep(faimi_slice_t path)
{
    size_t  i, n;

    for (i = 0, n = 0; i < path.len; i++) {
        n += (path.data[i] == '/');
    }

    return n >= FAIMI_MAX_DEPTH;
}


/* A path of which nothing is known now: if it is a file's, the next look reads
 * it. */
static void
faimi_scan_unsure(faimi_files_t *files, faimi_slice_t path)
{
    faimi_file_t  *file;

    file = faimi_tree_find(&files->tree, path);

    if (file != NULL) {
        file->state->unsure = true;
    }
}


/* Whether a file is there that was not known, where a folder was. */
static bool
faimi_scan_path(faimi_files_t *files, faimi_slice_t path, bool event)
{
    bool            new;
    faimi_walk_t    walk;
    faimi_error_t   err;
    faimi_entry_t   entry;
    faimi_where_t   where;

    memset(&walk, 0, sizeof(walk));
    walk.files = files;
    walk.tree = &files->tree;
    walk.err = &err;
    walk.event = event;

    faimi_source_stat(files->tree.source, path, &entry);

    if (entry.type == FAIMI_ENTRY_UNKNOWN) {
        faimi_scan_unsure(files, path);
        return false;
    }

    where = (entry.type == FAIMI_ENTRY_NONE)
            ? (faimi_where_t) { FAIMI_FILE_NONE, FAIMI_EMPTY, NULL }
            : faimi_publish_path(files->settings.config, path,
                                 entry.type == FAIMI_ENTRY_FOLDER);

    if (faimi_scan_is_deep(path)) {
        return false;
    }

    if (entry.type == FAIMI_ENTRY_FILE && where.kind != FAIMI_FILE_NONE) {
        new = faimi_tree_find(&files->tree, path) == NULL
              && faimi_tree_below(&files->tree, path);
        faimi_scan_file(&walk, path, where, &entry);
        return new;
    }

    faimi_scan_descend(&walk, path);

    if (where.kind != FAIMI_FILE_NONE
        && faimi_scan_folder(&walk, path, where, &entry) != FAIMI_OK)
    {
        faimi_scan_trouble(&walk, path);
    }

    faimi_scan_leave(files, path);

    return false;
}


/* Takes the first of a list of files that wait. */
static faimi_file_t *
faimi_scan_waiting(faimi_file_t **list)
{
    faimi_file_t  *file;

    file = *list;
    *list = file->state->behind;
    file->state->behind = NULL;

    return file;
}


/* Files that were too young, and have become old enough; some wait again. */
static void
faimi_scan_due(faimi_files_t *files)
{
    int64_t        now;
    faimi_file_t  *file, *list;
    faimi_entry_t  entry;

    now = faimi_files_clock();

    if (files->waits.retry_at == 0 || files->waits.retry_at > now) {
        return;
    }

    files->waits.retry_at = 0;
    list = files->waits.list;
    files->waits.list = NULL;

    /* first all: reading may end early, and then all is read anew */
    for (file = list; file != NULL; file = file->state->behind) {
        file->state->listed = false;
    }

    while (list != NULL) {
        file = faimi_scan_waiting(&list);

        if (file->state->retry_at == 0) {
            continue;
        }

        faimi_source_stat(files->tree.source, file->path, &entry);

        if (entry.type == FAIMI_ENTRY_FILE) {
            faimi_read_file(files, file, &entry, false);

        } else if (entry.type == FAIMI_ENTRY_UNKNOWN) {
            file->state->retry_at = 0;
            file->state->unsure = true;

        } else {
            file->state->retry_at = 0;
            files->touches.all = true;
        }
    }
}


/* The inode of a path, as far as it is known from before. */
static uint64_t
faimi_scan_inode(const faimi_files_t *files, faimi_slice_t path)
{
    faimi_entry_t        entry;
    const faimi_file_t  *file;

    file = faimi_tree_find(&files->tree, path);

    if (file != NULL) {
        return file->stamp.inode;
    }

    faimi_source_stat(files->tree.source, path, &entry);

    return entry.stamp.inode;
}


/* Touches the other names of what was touched: an event names a file by the
 * one it was changed through, and it may be linked to by others, symbolically
 * or by another name of the inode. */
static void
faimi_scan_twins(faimi_files_t *files, faimi_map_t *touched)
{
    size_t               i, k, n;
    uint64_t             inode;
    faimi_arena_t       *arena;
    const faimi_file_t  *file;

    faimi_watch_touch(files, touched);
    n = touched->n;
    arena = files->touches.arena;

    for (i = 0; i < n; i++) {
        inode = faimi_scan_inode(files, touched->pairs[i].key.u.string);

        for (k = 0; (file = faimi_tree_inode(&files->tree, inode, k)) != NULL;
             k++)
        {
            if (faimi_map_get(touched, file->path) == NULL) {
                faimi_map_set(arena, touched,
                              faimi_arena_copy(arena, file->path),
                              FAIMI_V_BOOL(true));
            }
        }
    }
}


faimi_rc_t
faimi_scan_touched(faimi_files_t *files, faimi_error_t *err)
{
    size_t        i;
    bool          config, new, full;
    faimi_map_t  *touched;

    touched = files->touches.paths;
    config = false;
    new = false;
    files->scans++;

    for (i = 0; touched != NULL && i < touched->n; i++) {
        config |= touched->pairs[i].value.u.boolean
                  && faimi_scan_is_config(touched->pairs[i].key.u.string);
    }

    if (files->touches.all || files->settings.config == NULL) {
        return faimi_scan_all(files, err);
    }

    faimi_scan_due(files);
    faimi_scan_config(files, config);

    if (files->settings.reread || files->touches.all) {
        return faimi_scan_all(files, err);
    }

    if (touched != NULL) {
        faimi_scan_twins(files, touched);
    }

    for (i = 0; touched != NULL && i < touched->n; i++) {
        new |= faimi_scan_path(files, touched->pairs[i].key.u.string,
                               touched->pairs[i].value.u.boolean);
    }

    if (new) {
        faimi_scan_dig_out(files);
    }

    full = files->round.done;
    faimi_scan_theme(files);
    files->round.done = false;
    faimi_scan_end(files, full);

    return FAIMI_OK;
}
