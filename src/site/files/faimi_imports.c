/*
 * The files that Sass pages may import.  All of sass_dir is read, and all of
 * the theme's _sass; of load_paths and of the rest of the files, which may be
 * large, the files that are named in an `@import`, and those of a folder where
 * Liquid makes the rest of a name.
 */

#include "faimi_watch.h"
#include "faimi_glob.h"
#include "faimi_imports.h"
#include "faimi_sass.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


/* Folders that load_paths may stand for; how deep their patterns go, and how
 * many folders are looked into for them. */
#define FAIMI_IMPORTS_PATHS   100
#define FAIMI_IMPORTS_DEPTH   8
#define FAIMI_IMPORTS_LISTED  5000


/* A folder on the way down: a link back to one would never end. */
typedef struct faimi_imports_way_s  faimi_imports_way_t;

struct faimi_imports_way_s {
    const faimi_imports_way_t  *above;
    faimi_stamp_t              stamp;
    size_t                     depth;
};


typedef struct faimi_imports_s  faimi_imports_t;

struct faimi_imports_s {
    faimi_tree_t     own;
    faimi_tree_t     themed;
    faimi_arena_t   *arena;     /* of what follows; from scan to scan */
    faimi_slice_t    folder;    /* sass_dir */
    faimi_slice_t   *paths;     /* load_paths, patterns replaced by folders */
    size_t           npaths;
    size_t           listed;    /* folders, for the patterns */
    size_t           looks;     /* at paths that an @import names */
    faimi_map_t     *made;      /* folders that were read for a name that
                                   Liquid makes, in this scan */
    bool             unsure;    /* a folder or file could not be looked at in
                                   this scan: none is taken out */
    bool             again;     /* a page has new contents: what it imports
                                   is to be looked for */
};


void
faimi_imports_create(faimi_files_t *files)
{
    faimi_imports_t  *imports;

    imports = faimi_alloc(files->arena, sizeof(faimi_imports_t));
    imports->folder = FAIMI_SLICE(FAIMI_IMPORTS_FOLDER);
    imports->own.source = files->tree.source;
    imports->own.marks = FAIMI_TREE_SASS;
    imports->themed.source = files->theme.source;
    imports->themed.marks = FAIMI_TREE_SASS_THEME;
    imports->themed.theme = true;
    files->imports = imports;
}


void
faimi_imports_destroy(faimi_files_t *files)
{
    if (files->imports != NULL) {
        faimi_tree_destroy(&files->imports->own);
        faimi_tree_destroy(&files->imports->themed);
        faimi_arena_destroy(files->imports->arena);
    }
}


void
faimi_imports_again(faimi_files_t *files)
{
    files->imports->again = true;
}


void
faimi_imports_filters(faimi_parsed_t *parsed)
{
    size_t                    i, n;
    const faimi_reference_t  *refs;

    if (parsed->template == NULL) {
        return;
    }

    refs = faimi_liquid_references(parsed->template, &n);

    for (i = 0; i < n && !parsed->sass; i++) {
        parsed->sass = refs[i].kind == FAIMI_REF_FILTER
                       && (faimi_slice_eq(refs[i].name,
                                          FAIMI_SLICE("scssify"))
                           || faimi_slice_eq(refs[i].name,
                                             FAIMI_SLICE("sassify")));
    }
}


faimi_tree_t *
faimi_imports_tree(const faimi_files_t *files, bool theme)
{
    return theme ? &files->imports->themed : &files->imports->own;
}


const faimi_slice_t *
faimi_imports_paths(const faimi_files_t *files, size_t *n)
{
    *n = files->imports->npaths;

    return files->imports->paths;
}


faimi_slice_t
faimi_imports_folder(const faimi_files_t *files)
{
    return files->imports->folder;
}


faimi_slice_t
faimi_imports_path(faimi_arena_t *arena, faimi_slice_t path)
{
    char           buf[FAIMI_MAX_PATH];
    faimi_slice_t  clean;

    while (path.len > 1 && path.data[path.len - 1] == '/') {
        path.len--;
    }

    if (faimi_slice_eq(path, FAIMI_SLICE("."))
        || faimi_slice_eq(path, FAIMI_SLICE("./")))
    {
        return FAIMI_SLICE(".");
    }

    return faimi_sass_candidate(FAIMI_EMPTY, path, 0, buf, &clean)
           ? faimi_arena_copy(arena, clean) : FAIMI_EMPTY;
}


bool
faimi_imports_is_page(faimi_slice_t path)
{
    faimi_slice_t  ext;

    ext = faimi_path_ext(path);

    return faimi_slice_eq_ci(ext, FAIMI_SLICE(".scss"))
           || faimi_slice_eq_ci(ext, FAIMI_SLICE(".sass"));
}


static void
faimi_imports_read(faimi_files_t *files, faimi_tree_t *tree, faimi_slice_t path,
    const faimi_entry_t *entry)
{
    bool           event;
    faimi_file_t  *file;

    file = faimi_tree_find(tree, path);

    if (!faimi_sass_is_file(path) || !faimi_scan_name_is_good(path)
        || (file == NULL && tree->n >= FAIMI_MAX_SASS_FILES)
        || (file != NULL && file->state->seen == files->scans))
    {
        return;
    }

    file = faimi_tree_add(files, tree, path);
    file->state->seen = files->scans;
    file->where.kind = FAIMI_FILE_SASS;
    event = tree->theme ? files->touches.theme
            : files->touches.paths != NULL
              && faimi_map_get(files->touches.paths, path) != NULL;
    faimi_read_file(files, file, entry, event);
}


static bool
faimi_imports_is_loop(const faimi_imports_way_t *way)
{
    const faimi_imports_way_t  *above;

    for (above = way->above; above != NULL; above = above->above) {
        if (above->stamp.inode == way->stamp.inode
            && above->stamp.device == way->stamp.device)
        {
            return true;
        }
    }

    return way->depth >= FAIMI_MAX_DEPTH;
}


/* Reads a folder; with `way` those in it, too. */
static void
faimi_imports_list(faimi_files_t *files, faimi_tree_t *tree,
    faimi_slice_t path, const faimi_imports_way_t *way)
{
    size_t               i, n;
    faimi_rc_t           rc;
    faimi_slice_t        name;
    faimi_entry_t       *entries;
    faimi_imports_way_t  next;

    faimi_watch_folder(files, tree->theme, path);
    rc = faimi_source_list(tree->source, path, files->scratch, &entries, &n,
                           NULL);

    if (rc != FAIMI_OK) {
        files->imports->unsure |= (rc == FAIMI_ERROR);
        return;
    }

    for (i = 0; i < n; i++) {
        name = faimi_path_join(files->scratch, path, entries[i].name);

        if (entries[i].type == FAIMI_ENTRY_FILE) {
            faimi_imports_read(files, tree, name, &entries[i]);
            continue;
        }

        files->imports->unsure |= entries[i].type == FAIMI_ENTRY_UNKNOWN;

        if (way == NULL || entries[i].type != FAIMI_ENTRY_FOLDER) {
            continue;
        }

        next = (faimi_imports_way_t) { way, entries[i].stamp, way->depth + 1 };

        if (!faimi_imports_is_loop(&next)) {
            faimi_imports_list(files, tree, name, &next);
        }
    }
}


/* A folder with all below it, if it is there. */
static void
faimi_imports_walk(faimi_files_t *files, faimi_tree_t *tree, faimi_slice_t path)
{
    faimi_entry_t       entry;
    faimi_imports_way_t  way;

    if (tree->source == NULL) {
        return;
    }

    faimi_source_stat(tree->source, path, &entry);
    files->imports->unsure |= entry.type == FAIMI_ENTRY_UNKNOWN;
    way = (faimi_imports_way_t) { NULL, entry.stamp, 0 };

    if (entry.type == FAIMI_ENTRY_FOLDER) {
        faimi_imports_list(files, tree, path, &way);
    }
}


/* Looks in one folder for what a name may mean; true: it is there. */
static bool
faimi_imports_look(faimi_files_t *files, faimi_slice_t folder,
    faimi_slice_t name)
{
    char             buf[FAIMI_MAX_PATH];
    bool             found;
    size_t           i;
    faimi_slice_t    path;
    faimi_entry_t    entry;
    faimi_tree_t    *tree;

    tree = &files->imports->own;
    found = false;

    for (i = 0; i < FAIMI_SASS_CANDIDATES; i++) {
        if ((found && i == FAIMI_SASS_INDEX)
            || !faimi_sass_candidate(folder, name, i, buf, &path)
            || !faimi_sass_is_file(path))
        {
            continue;
        }

        if (faimi_scan_is_below(path, files->imports->folder)) {
            found |= faimi_tree_find(tree, path) != NULL;
            continue;
        }

        if (files->imports->looks++ >= FAIMI_MAX_SASS_LOOKS) {
            break;
        }

        faimi_source_stat(tree->source, path, &entry);
        files->imports->unsure |= entry.type == FAIMI_ENTRY_UNKNOWN;

        if (entry.type == FAIMI_ENTRY_FILE) {
            faimi_watch_folder(files, false, faimi_path_dir(path));
            faimi_imports_read(files, tree, path, &entry);
            found = true;
        }
    }

    return found;
}


/* "skins/{{ site.skin }}": the folder in front of what Liquid makes. */
static void
faimi_imports_made(faimi_files_t *files, faimi_slice_t folder,
    faimi_slice_t name)
{
    char           buf[FAIMI_MAX_PATH];
    size_t         end;
    faimi_entry_t  entry;
    faimi_slice_t  path;

    name.len = faimi_slice_find_char(name, '{', 0);
    end = faimi_slice_rfind_char(name, '/');

    if (end == name.len) {
        path = folder;

    } else if (!faimi_sass_candidate(folder, faimi_slice(name.data, end), 0,
                                     buf, &path))
    {
        return;
    }

    if (faimi_map_get(files->imports->made, path) != NULL
        || files->imports->looks++ >= FAIMI_MAX_SASS_LOOKS)
    {
        return;
    }

    path = faimi_arena_copy(files->scratch, path);
    faimi_map_set(files->scratch, files->imports->made, path,
                  FAIMI_V_BOOL(true));
    faimi_source_stat(files->imports->own.source, path, &entry);
    files->imports->unsure |= entry.type == FAIMI_ENTRY_UNKNOWN;

    if (entry.type == FAIMI_ENTRY_FOLDER && path.len > 0
        && !faimi_scan_is_below(path, files->imports->folder))
    {
        faimi_imports_list(files, &files->imports->own, path, NULL);
    }
}


/* What a text imports: from its own folder, or in one of load_paths. */
static void
faimi_imports_note(faimi_files_t *files, faimi_slice_t text, faimi_slice_t path,
    faimi_slice_t folder, bool theme)
{
    bool                  found, made;
    size_t                i;
    faimi_slice_t         base, name;
    faimi_imports_t       *imports;
    faimi_sass_imports_t  names;

    imports = files->imports;
    names = (faimi_sass_imports_t) {
        .text = text,
        .indented = faimi_slice_eq_ci(faimi_path_ext(path),
                                      FAIMI_SLICE(".sass"))
    };

    while (faimi_sass_import(&names, &name)) {
        made = faimi_slice_find_char(name, '{', 0) < name.len;
        found = false;

        for (i = theme; !found && i <= imports->npaths; i++) {
            base = (i == 0) ? folder : imports->paths[i - 1];

            if (made) {
                faimi_imports_made(files, base, name);

            } else {
                found = faimi_imports_look(files, base, name);
            }
        }
    }
}


/* Pages that are compiled, and files with a filter that compiles; with `note`
 * what the pages import is read, as seen from the site's folder.  What a
 * filter imports is not known before: it may be any file of sass_dir. */
static size_t
faimi_imports_pages(faimi_files_t *files, const faimi_tree_t *tree, bool note)
{
    size_t               i, n;
    const faimi_file_t  *file;

    for (i = 0, n = 0; i < tree->nslots; i++) {
        file = tree->slots[i];
        n += file != NULL && file->parsed != NULL && file->parsed->sass;

        if (file == NULL || file->parsed == NULL
            || file->where.kind > FAIMI_FILE_DOCUMENTS
            || !faimi_imports_is_page(file->path))
        {
            continue;
        }

        n++;

        if (note) {
            faimi_imports_note(files, file->parsed->body, file->path,
                              FAIMI_EMPTY, false);
        }
    }

    return n;
}


/* The files import others: those that are added are met in a further
 * round. */
static void
faimi_imports_follow(faimi_files_t *files, const faimi_tree_t *tree)
{
    bool           more;
    size_t         i;
    faimi_file_t  *file;

    do {
        more = false;

        for (i = 0; i < tree->nslots; i++) {
            file = tree->slots[i];

            if (file == NULL || file->state->wanted == files->scans
                || file->state->seen != files->scans)
            {
                continue;
            }

            file->state->wanted = files->scans;
            more = true;

            if (file->parsed != NULL) {
                faimi_imports_note(files, file->parsed->source, file->path,
                                  faimi_path_dir(file->path), tree->theme);
            }
        }
    } while (more);
}


/* Takes out what was deleted, or is not imported any more; nothing, if some of
 * it could not be looked at. */
static void
faimi_imports_clean(faimi_files_t *files, faimi_tree_t *tree)
{
    size_t         i;
    faimi_file_t  *file;

    i = 0;

    while (tree->n > 0 && !files->imports->unsure && i < tree->nslots) {
        file = tree->slots[i];

        if (file == NULL || file->state->seen == files->scans) {
            i++;
            continue;
        }

        faimi_files_bury(files, file);
    }
}


static void
faimi_imports_add(faimi_files_t *files, faimi_slice_t folder)
{
    size_t           i;
    faimi_imports_t  *imports;

    imports = files->imports;

    for (i = 0; i < imports->npaths; i++) {
        if (faimi_slice_eq(imports->paths[i], folder)) {
            return;
        }
    }

    if (imports->npaths < FAIMI_IMPORTS_PATHS) {
        imports->paths[imports->npaths++] = faimi_arena_copy(imports->arena,
                                                           folder);
    }
}


static bool
faimi_imports_is_pattern(faimi_slice_t part)
{
    return faimi_slice_find_char(part, '*', 0) < part.len
           || faimi_slice_find_char(part, '?', 0) < part.len
           || faimi_slice_find_char(part, '[', 0) < part.len;
}


static void faimi_imports_expand(faimi_files_t *files, faimi_slice_t done,
    faimi_slice_t rest, size_t depth);


/* The folders in folder `done` that its first part stands for; "**" is any
 * number of them. */
static void
faimi_imports_match(faimi_files_t *files, faimi_slice_t done,
    faimi_slice_t rest, size_t depth)
{
    bool            any;
    size_t          i, n, end;
    faimi_slice_t   part, name, left;
    faimi_entry_t  *entries;

    end = faimi_slice_find_char(rest, '/', 0);
    part = faimi_slice_sub(rest, 0, end);
    left = faimi_slice_sub(rest, end + 1, rest.len);
    any = faimi_slice_eq(part, FAIMI_SLICE("**"));

    if (faimi_source_list(files->imports->own.source, done, files->scratch,
                          &entries, &n, NULL) != FAIMI_OK)
    {
        return;
    }

    if (any) {
        faimi_imports_expand(files, done, left, depth);
    }

    for (i = 0; i < n; i++) {
        if (entries[i].type == FAIMI_ENTRY_FOLDER
            && faimi_glob_path(any ? FAIMI_SLICE("*") : part,
                               entries[i].name))
        {
            name = faimi_path_join(files->scratch, done, entries[i].name);
            faimi_imports_expand(files, name, any ? rest : left, depth + 1);
        }
    }
}


/* Adds the folders that `rest`, a part of load_paths, stands for in folder
 * `done`. */
static void
faimi_imports_expand(faimi_files_t *files, faimi_slice_t done,
    faimi_slice_t rest, size_t depth)
{
    size_t         end;
    faimi_slice_t  part;

    if (rest.len == 0) {
        faimi_imports_add(files, done);
        return;
    }

    end = faimi_slice_find_char(rest, '/', 0);
    part = faimi_slice_sub(rest, 0, end);

    if (!faimi_imports_is_pattern(part)) {
        faimi_imports_expand(files, faimi_path_join(files->scratch, done, part),
                            faimi_slice_sub(rest, end + 1, rest.len), depth);

    } else if (depth < FAIMI_IMPORTS_DEPTH
               && files->imports->npaths < FAIMI_IMPORTS_PATHS
               && files->imports->listed++ < FAIMI_IMPORTS_LISTED)
    {
        faimi_imports_match(files, done, rest, depth);
    }
}


/* sass: {sass_dir: ..., load_paths: [...]} */
static void
faimi_imports_conf(faimi_files_t *files)
{
    size_t              i, n;
    faimi_slice_t       s, *texts;
    faimi_imports_t     *imports;
    const faimi_map_t  *conf;

    imports = files->imports;

    if (imports->arena == NULL) {
        imports->arena = faimi_arena_create(files->guard, 0);
    }

    if (imports->arena == NULL) {
        faimi_guard_raise(files->guard, FAIMI_NOMEM);
    }

    imports->npaths = 0;
    imports->listed = 0;
    imports->looks = 0;
    imports->folder = FAIMI_SLICE(FAIMI_IMPORTS_FOLDER);
    faimi_arena_reset(imports->arena);
    conf = faimi_map_map(files->settings.config->values, "sass");
    s = faimi_url_sanitize(imports->arena,
                           faimi_map_text(imports->arena, conf, "sass_dir"));
    s = faimi_imports_path(imports->arena, faimi_slice_sub(s, 1, s.len));
    texts = faimi_value_texts(imports->arena, faimi_map_at(conf, "load_paths"),
                              &n);
    imports->paths = faimi_alloc(imports->arena, FAIMI_IMPORTS_PATHS
                                               * sizeof(faimi_slice_t));

    if (s.len > 0 && !faimi_slice_eq(s, FAIMI_SLICE("."))) {
        imports->folder = s;
    }

    for (i = 0; i < n; i++) {
        s = faimi_imports_path(files->scratch, texts[i]);

        if (s.len > 0) {
            faimi_imports_expand(files, FAIMI_EMPTY,
                                faimi_slice_eq(s, FAIMI_SLICE("."))
                                ? FAIMI_EMPTY : s, 0);
        }
    }
}


static bool
faimi_imports_waits(const faimi_tree_t *tree)
{
    size_t  i;

    for (i = 0; i < tree->nslots; i++) {
        if (tree->slots[i] != NULL && tree->slots[i]->state->retry_at != 0) {
            return true;
        }
    }

    return false;
}


/* Whether something was touched that may be imported, or a folder. */
static bool
faimi_imports_touched(const faimi_files_t *files)
{
    size_t              i;
    faimi_slice_t       path;
    const faimi_map_t  *paths;

    paths = files->touches.paths;

    for (i = 0; paths != NULL && i < paths->n; i++) {
        path = paths->pairs[i].key.u.string;

        if (faimi_path_ext(path).len == 0 || faimi_sass_is_file(path)
            || faimi_imports_is_page(path))
        {
            return true;
        }
    }

    return files->touches.theme || faimi_imports_waits(&files->imports->own)
           || faimi_imports_waits(&files->imports->themed);
}


bool
faimi_imports_full(const faimi_files_t *files)
{
    return files->imports->own.n >= FAIMI_MAX_SASS_FILES
           || files->imports->looks > FAIMI_MAX_SASS_LOOKS;
}


void
faimi_imports_scan(faimi_files_t *files, bool full)
{
    bool             was_full;
    faimi_imports_t  *imports;

    imports = files->imports;

    if (faimi_sass_version() == NULL
        || (!full && !imports->again && !faimi_imports_touched(files)))
    {
        return;
    }

    imports->again = false;
    imports->unsure = false;
    was_full = faimi_imports_full(files);
    faimi_imports_conf(files);
    imports->made = faimi_map_create(files->scratch);

    if (faimi_imports_pages(files, &files->tree, false)
        + faimi_imports_pages(files, &files->theme, false)
        + faimi_imports_pages(files, &files->relative, false) > 0)
    {
        faimi_imports_walk(files, &imports->own, imports->folder);
        faimi_imports_walk(files, &imports->themed,
                          FAIMI_SLICE(FAIMI_IMPORTS_FOLDER));
        (void) faimi_imports_pages(files, &files->tree, true);
        (void) faimi_imports_pages(files, &files->theme, true);
        faimi_imports_follow(files, &imports->themed);
        faimi_imports_follow(files, &imports->own);
    }

    faimi_imports_clean(files, &imports->own);
    faimi_imports_clean(files, &imports->themed);

    if (was_full != faimi_imports_full(files)) {
        faimi_files_change(files, FAIMI_CHANGE_INDEX);
    }
}
