/*
 * The files that Sass pages may import.  All of sass_dir is read, and all of
 * the theme's _sass; of load_paths and of the rest of the site, which may be
 * large, the files that are named in an `@import`, and those of a folder where
 * Liquid makes the rest of a name.
 */

#include "faimi_scan.h"
#include "faimi_styles.h"
#include "faimi_glob.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


/* Folders that load_paths may stand for; how deep their patterns go, and how
 * many folders are looked into for them. */
#define FAIMI_STYLES_PATHS   100
#define FAIMI_STYLES_DEPTH   8
#define FAIMI_STYLES_LISTED  5000


/* A folder on the way down: a link back to one would never end. */
typedef struct faimi_styles_way_s  faimi_styles_way_t;

struct faimi_styles_way_s {
    const faimi_styles_way_t  *above;
    faimi_stamp_t              stamp;
    size_t                     depth;
};


void
faimi_styles_create(faimi_site_t *site)
{
    faimi_styles_t  *styles;

    styles = faimi_alloc(site->arena, sizeof(faimi_styles_t));
    styles->folder = FAIMI_SLICE(FAIMI_STYLES_THEME);
    styles->own.source = site->tree.source;
    styles->own.marks = 3;
    styles->themed.source = site->theme.source;
    styles->themed.marks = 4;
    styles->themed.theme = true;
    site->styles = styles;
}


void
faimi_styles_destroy(faimi_site_t *site)
{
    if (site->styles != NULL) {
        faimi_tree_destroy(&site->styles->own);
        faimi_tree_destroy(&site->styles->themed);
        faimi_arena_destroy(site->styles->arena);
    }
}


faimi_slice_t
faimi_styles_path(faimi_arena_t *arena, faimi_slice_t path)
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


static void
faimi_styles_read(faimi_site_t *site, faimi_tree_t *tree, faimi_slice_t path,
    const faimi_entry_t *entry)
{
    bool           event;
    faimi_file_t  *file;

    file = faimi_tree_find(tree, path);

    if (!faimi_sass_is_file(path) || !faimi_scan_name_is_good(path)
        || (file == NULL && tree->n >= FAIMI_MAX_SASS_FILES)
        || (file != NULL && file->seen == site->sweeps))
    {
        return;
    }

    file = faimi_tree_add(site->guard, tree, path);
    file->seen = site->sweeps;
    file->where.kind = FAIMI_FILE_SASS;
    event = !tree->theme && site->touched != NULL
            && faimi_map_get(site->touched, path) != NULL;
    faimi_read_file(site, tree, file, entry, event);
}


static bool
faimi_styles_is_loop(const faimi_styles_way_t *way)
{
    const faimi_styles_way_t  *above;

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
faimi_styles_folder(faimi_site_t *site, faimi_tree_t *tree,
    faimi_slice_t path, const faimi_styles_way_t *way)
{
    size_t              i, n;
    faimi_slice_t       name;
    faimi_entry_t      *entries;
    faimi_styles_way_t  next;

    if (!tree->theme) {
        faimi_scan_watch(site, path);
    }

    if (faimi_source_list(tree->source, path, site->scratch, &entries, &n,
                          NULL) != FAIMI_OK)
    {
        return;
    }

    for (i = 0; i < n; i++) {
        name = faimi_path_join(site->scratch, path, entries[i].name);

        if (entries[i].type == FAIMI_ENTRY_FILE) {
            faimi_styles_read(site, tree, name, &entries[i]);
            continue;
        }

        if (way == NULL) {
            continue;
        }

        next = (faimi_styles_way_t) { way, entries[i].stamp, way->depth + 1 };

        if (!faimi_styles_is_loop(&next)) {
            faimi_styles_folder(site, tree, name, &next);
        }
    }
}


/* A folder with all below it, if it is there. */
static void
faimi_styles_walk(faimi_site_t *site, faimi_tree_t *tree, faimi_slice_t path)
{
    faimi_entry_t       entry;
    faimi_styles_way_t  way;

    if (tree->source == NULL) {
        return;
    }

    faimi_source_stat(tree->source, path, &entry);
    way = (faimi_styles_way_t) { NULL, entry.stamp, 0 };

    if (entry.type == FAIMI_ENTRY_FOLDER) {
        faimi_styles_folder(site, tree, path, &way);
    }
}


/* Looks in one folder for what a name may mean; true: it is there. */
static bool
faimi_styles_look(faimi_site_t *site, faimi_slice_t folder,
    faimi_slice_t name)
{
    char             buf[FAIMI_MAX_PATH];
    bool             found;
    size_t           i;
    faimi_slice_t    path;
    faimi_entry_t    entry;
    faimi_tree_t    *tree;

    tree = &site->styles->own;
    found = false;

    for (i = 0; i < FAIMI_SASS_CANDIDATES; i++) {
        if ((found && i == FAIMI_SASS_INDEX)
            || !faimi_sass_candidate(folder, name, i, buf, &path)
            || !faimi_sass_is_file(path))
        {
            continue;
        }

        if (faimi_scan_is_below(path, site->styles->folder)) {
            found |= faimi_tree_find(tree, path) != NULL;
            continue;
        }

        if (site->styles->looks++ >= FAIMI_MAX_SASS_LOOKS) {
            break;
        }

        faimi_source_stat(tree->source, path, &entry);

        if (entry.type == FAIMI_ENTRY_FILE) {
            faimi_scan_watch(site, faimi_path_dir(path));
            faimi_styles_read(site, tree, path, &entry);
            found = true;
        }
    }

    return found;
}


/* "skins/{{ site.skin }}": the folder in front of what Liquid makes. */
static void
faimi_styles_made(faimi_site_t *site, faimi_slice_t folder,
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

    if (faimi_map_get(site->styles->made, path) != NULL
        || site->styles->looks++ >= FAIMI_MAX_SASS_LOOKS)
    {
        return;
    }

    path = faimi_arena_copy(site->scratch, path);
    faimi_map_set(site->scratch, site->styles->made, path,
                  FAIMI_V_BOOL(true));
    faimi_source_stat(site->styles->own.source, path, &entry);

    if (entry.type == FAIMI_ENTRY_FOLDER && path.len > 0
        && !faimi_scan_is_below(path, site->styles->folder))
    {
        faimi_styles_folder(site, &site->styles->own, path, NULL);
    }
}


/* What a text imports: beside itself, or in one of load_paths. */
static void
faimi_styles_note(faimi_site_t *site, faimi_slice_t text, faimi_slice_t path,
    faimi_slice_t folder, bool theme)
{
    bool                  found, made;
    size_t                i;
    faimi_slice_t         base, name;
    faimi_styles_t       *styles;
    faimi_sass_imports_t  imports;

    styles = site->styles;
    imports = (faimi_sass_imports_t) {
        .text = text,
        .indented = faimi_slice_eq_ci(faimi_path_ext(path),
                                      FAIMI_SLICE(".sass"))
    };

    while (faimi_sass_import(&imports, &name)) {
        made = faimi_slice_find_char(name, '{', 0) < name.len;
        found = false;

        for (i = theme; !found && i <= styles->npaths; i++) {
            base = (i == 0) ? folder : styles->paths[i - 1];

            if (made) {
                faimi_styles_made(site, base, name);

            } else {
                found = faimi_styles_look(site, base, name);
            }
        }
    }
}


/* Pages that are compiled; with `note` what they import is read, as seen from
 * the site's folder. */
static size_t
faimi_styles_pages(faimi_site_t *site, const faimi_tree_t *tree, bool note)
{
    size_t               i, n;
    const faimi_file_t  *file;

    for (i = 0, n = 0; i < tree->nslots; i++) {
        file = tree->slots[i];

        if (file == NULL || file->parsed == NULL
            || file->where.kind > FAIMI_FILE_DOCUMENTS
            || !faimi_styles_is_page(file->path))
        {
            continue;
        }

        n++;

        if (note) {
            faimi_styles_note(site, file->parsed->body, file->path,
                              FAIMI_EMPTY, false);
        }
    }

    return n;
}


/* The files import others: those that are added are met in a further
 * round. */
static void
faimi_styles_follow(faimi_site_t *site, const faimi_tree_t *tree)
{
    bool           more;
    size_t         i;
    faimi_file_t  *file;

    do {
        more = false;

        for (i = 0; i < tree->nslots; i++) {
            file = tree->slots[i];

            if (file == NULL || file->wanted == site->sweeps
                || file->seen != site->sweeps)
            {
                continue;
            }

            file->wanted = site->sweeps;
            more = true;

            if (file->parsed != NULL) {
                faimi_styles_note(site, file->parsed->source, file->path,
                                  faimi_path_dir(file->path), tree->theme);
            }
        }
    } while (more);
}


/* Takes out what is gone, or no more imported. */
static void
faimi_styles_clean(faimi_site_t *site, faimi_tree_t *tree)
{
    size_t         i;
    faimi_file_t  *file;

    i = 0;

    while (tree->n > 0 && i < tree->nslots) {
        file = tree->slots[i];

        if (file == NULL || file->seen == site->sweeps) {
            i++;
            continue;
        }

        faimi_tree_remove(tree, file);
        file->next = site->dead;
        site->dead = file;
        site->stale = true;
        site->changed = true;
    }
}


static void
faimi_styles_add(faimi_site_t *site, faimi_slice_t folder)
{
    size_t           i;
    faimi_styles_t  *styles;

    styles = site->styles;

    for (i = 0; i < styles->npaths; i++) {
        if (faimi_slice_eq(styles->paths[i], folder)) {
            return;
        }
    }

    if (styles->npaths < FAIMI_STYLES_PATHS) {
        styles->paths[styles->npaths++] = faimi_arena_copy(styles->arena,
                                                           folder);
    }
}


static bool
faimi_styles_is_pattern(faimi_slice_t part)
{
    return faimi_slice_find_char(part, '*', 0) < part.len
           || faimi_slice_find_char(part, '?', 0) < part.len
           || faimi_slice_find_char(part, '[', 0) < part.len;
}


static void faimi_styles_expand(faimi_site_t *site, faimi_slice_t done,
    faimi_slice_t rest, size_t depth);


/* The folders in folder `done` that its first part stands for; "**" is any
 * number of them. */
static void
faimi_styles_match(faimi_site_t *site, faimi_slice_t done,
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

    if (faimi_source_list(site->styles->own.source, done, site->scratch,
                          &entries, &n, NULL) != FAIMI_OK)
    {
        return;
    }

    if (any) {
        faimi_styles_expand(site, done, left, depth);
    }

    for (i = 0; i < n; i++) {
        if (entries[i].type == FAIMI_ENTRY_FOLDER
            && faimi_glob_path(any ? FAIMI_SLICE("*") : part,
                               entries[i].name))
        {
            name = faimi_path_join(site->scratch, done, entries[i].name);
            faimi_styles_expand(site, name, any ? rest : left, depth + 1);
        }
    }
}


/* Adds the folders that `rest`, a part of load_paths, stands for in folder
 * `done`. */
static void
faimi_styles_expand(faimi_site_t *site, faimi_slice_t done,
    faimi_slice_t rest, size_t depth)
{
    size_t         end;
    faimi_slice_t  part;

    if (rest.len == 0) {
        faimi_styles_add(site, done);
        return;
    }

    end = faimi_slice_find_char(rest, '/', 0);
    part = faimi_slice_sub(rest, 0, end);

    if (!faimi_styles_is_pattern(part)) {
        faimi_styles_expand(site, faimi_path_join(site->scratch, done, part),
                            faimi_slice_sub(rest, end + 1, rest.len), depth);

    } else if (depth < FAIMI_STYLES_DEPTH
               && site->styles->npaths < FAIMI_STYLES_PATHS
               && site->styles->listed++ < FAIMI_STYLES_LISTED)
    {
        faimi_styles_match(site, done, rest, depth);
    }
}


/* sass: {sass_dir: ..., load_paths: [...]} */
static void
faimi_styles_conf(faimi_site_t *site)
{
    size_t              i, n;
    faimi_slice_t       s, *texts;
    faimi_styles_t     *styles;
    const faimi_map_t  *conf;

    styles = site->styles;

    if (styles->arena == NULL) {
        styles->arena = faimi_arena_create(site->guard, 0);
    }

    if (styles->arena == NULL) {
        faimi_guard_raise(site->guard, FAIMI_NOMEM);
    }

    styles->npaths = 0;
    styles->listed = 0;
    styles->looks = 0;
    styles->folder = FAIMI_SLICE(FAIMI_STYLES_THEME);
    faimi_arena_reset(styles->arena);
    conf = faimi_map_map(site->config->values, "sass");
    s = faimi_url_sanitize(styles->arena,
                           faimi_map_text(styles->arena, conf, "sass_dir"));
    s = faimi_styles_path(styles->arena, faimi_slice_sub(s, 1, s.len));
    texts = faimi_value_texts(styles->arena, faimi_map_at(conf, "load_paths"),
                              &n);
    styles->paths = faimi_alloc(styles->arena, FAIMI_STYLES_PATHS
                                               * sizeof(faimi_slice_t));

    if (s.len > 0 && !faimi_slice_eq(s, FAIMI_SLICE("."))) {
        styles->folder = s;
    }

    for (i = 0; i < n; i++) {
        s = faimi_styles_path(site->scratch, texts[i]);

        if (s.len > 0) {
            faimi_styles_expand(site, FAIMI_EMPTY,
                                faimi_slice_eq(s, FAIMI_SLICE("."))
                                ? FAIMI_EMPTY : s, 0);
        }
    }
}


static bool
faimi_styles_waits(const faimi_tree_t *tree)
{
    size_t  i;

    for (i = 0; i < tree->nslots; i++) {
        if (tree->slots[i] != NULL && tree->slots[i]->due != 0) {
            return true;
        }
    }

    return false;
}


/* Whether something was touched that may be imported, or a folder. */
static bool
faimi_styles_touched(const faimi_site_t *site)
{
    size_t         i;
    faimi_slice_t  path;

    for (i = 0; site->touched != NULL && i < site->touched->n; i++) {
        path = site->touched->pairs[i].key.u.string;

        if (faimi_path_ext(path).len == 0 || faimi_sass_is_file(path)
            || faimi_styles_is_page(path))
        {
            return true;
        }
    }

    return faimi_styles_waits(&site->styles->own);
}


bool
faimi_styles_full(const faimi_site_t *site)
{
    return site->styles->own.n >= FAIMI_MAX_SASS_FILES
           || site->styles->looks > FAIMI_MAX_SASS_LOOKS;
}


void
faimi_styles_scan(faimi_site_t *site, bool sweep)
{
    bool             full;
    faimi_styles_t  *styles;

    styles = site->styles;

    if (faimi_sass_version() == NULL
        || (!sweep && !styles->again && !faimi_styles_touched(site)))
    {
        return;
    }

    styles->again = false;
    full = faimi_styles_full(site);
    faimi_styles_conf(site);
    styles->made = faimi_map_create(site->scratch);

    if (faimi_styles_pages(site, &site->tree, false)
        + faimi_styles_pages(site, &site->theme, false) > 0)
    {
        faimi_styles_walk(site, &styles->own, styles->folder);
        faimi_styles_walk(site, &styles->themed,
                          FAIMI_SLICE(FAIMI_STYLES_THEME));
        (void) faimi_styles_pages(site, &site->tree, true);
        (void) faimi_styles_pages(site, &site->theme, true);
        faimi_styles_follow(site, &styles->themed);
        faimi_styles_follow(site, &styles->own);
    }

    faimi_styles_clean(site, &styles->own);
    faimi_styles_clean(site, &styles->themed);
    site->stale |= full != faimi_styles_full(site);
}
