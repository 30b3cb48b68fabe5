/*
 * The files of include_relative, in a tree of records of their own: the same
 * file may be a page, too.
 */

#include <stdio.h>

#include "faimi_watch.h"
#include "faimi_url.h"


/* Folders of pages, and names that stand in what pages of any folder share:
 * layouts, includes, and the included files themselves. */
typedef struct {
    faimi_map_t  *folders;
    faimi_map_t  *names;
} faimi_spread_t;


/* Jekyll joins the folder's path and the name: a slash in front of the name
 * changes nothing. */
static faimi_slice_t
faimi_relative_name(faimi_slice_t name)
{
    return faimi_slice_sub(name, faimi_slice_starts(name, FAIMI_SLICE("/")),
                           name.len);
}


static void
faimi_relative_add(faimi_files_t *files, faimi_slice_t dir, faimi_slice_t name)
{
    faimi_file_t  *file;
    faimi_slice_t  path;

    path = faimi_path_join(files->scratch, dir, name);

    if (files->relative.n >= FAIMI_MAX_FILES || !faimi_scan_name_is_good(path)
        || faimi_tree_find(&files->relative, path) != NULL)
    {
        return;
    }

    file = faimi_tree_add(files, &files->relative, path);
    file->where.kind = FAIMI_FILE_INCLUDES;
    faimi_watch_folder(files, false, faimi_path_dir(file->path));
}


/* Marks as named by a page. */
static void
faimi_relative_want(faimi_files_t *files, faimi_slice_t dir, faimi_slice_t name)
{
    faimi_file_t  *file;

    file = faimi_tree_find(&files->relative,
                           faimi_path_join(files->scratch, dir, name));

    if (file != NULL) {
        file->state->wanted = files->scans;
    }
}


typedef void (*faimi_relative_pt)(faimi_files_t *files, faimi_slice_t dir,
    faimi_slice_t name);


static bool
faimi_relative_is_page(const faimi_file_t *file)
{
    return file != NULL && file->parsed != NULL && !file->theme
           && file->where.kind <= FAIMI_FILE_DOCUMENTS;
}


/* Does it for each name that a page's Liquid has. */
static void
faimi_relative_own(faimi_files_t *files, const faimi_file_t *file,
    faimi_relative_pt fn)
{
    size_t                    i, n;
    const faimi_reference_t  *refs;

    refs = faimi_liquid_references(file->parsed->template, &n);

    for (i = 0; i < n; i++) {
        if (refs[i].kind == FAIMI_REF_RELATIVE) {
            fn(files, faimi_path_dir(file->path),
               faimi_relative_name(refs[i].name));
        }
    }
}


void
faimi_relative_note(faimi_files_t *files, const faimi_file_t *file)
{
    size_t                    i, n;
    const faimi_reference_t  *refs;

    if (file->parsed == NULL || file->parsed->template == NULL) {
        return;
    }

    refs = faimi_liquid_references(file->parsed->template, &n);

    for (i = 0; i < n && !file->parsed->relative; i++) {
        file->parsed->relative = (refs[i].kind == FAIMI_REF_RELATIVE);
    }

    if (!file->parsed->relative) {
        return;
    }

    if (faimi_relative_is_page(file)) {
        faimi_relative_own(files, file, faimi_relative_add);

    } else {
        files->shared_relative = true;
    }
}


/* What files of a tree add: pages their folders, the others their names; of
 * included files those alone that are wanted, if that is asked. */
static void
faimi_relative_gather(faimi_files_t *files, const faimi_tree_t *tree,
    bool wanted, faimi_spread_t *spread)
{
    size_t                    i, k, n;
    const faimi_reference_t  *refs;
    const faimi_file_t       *file;

    for (i = 0; i < tree->nslots; i++) {
        file = tree->slots[i];

        if (faimi_relative_is_page(file)) {
            faimi_map_set(files->scratch, spread->folders,
                          faimi_path_dir(file->path), FAIMI_V_NIL);

        } else if (file != NULL && file->parsed != NULL
                   && file->parsed->relative
                   && (!wanted || file->state->wanted == files->scans))
        {
            refs = faimi_liquid_references(file->parsed->template, &n);

            for (k = 0; k < n; k++) {
                if (refs[k].kind == FAIMI_REF_RELATIVE) {
                    faimi_map_set(files->scratch, spread->names,
                                  faimi_relative_name(refs[k].name),
                                  FAIMI_V_NIL);
                }
            }
        }
    }
}


/* Each of the names, from the folder of each page; no more than there may be
 * files. */
static void
faimi_relative_each(faimi_files_t *files, const faimi_spread_t *spread,
    faimi_relative_pt fn)
{
    size_t  i, k, left;

    left = FAIMI_MAX_FILES;

    for (i = 0; i < spread->names->n; i++) {
        for (k = 0; k < spread->folders->n && left > 0; k++, left--) {
            fn(files, spread->folders->pairs[k].key.u.string,
               spread->names->pairs[i].key.u.string);
        }
    }
}


static faimi_spread_t
faimi_relative_spread(faimi_files_t *files)
{
    faimi_spread_t  spread;

    spread.folders = faimi_map_create(files->scratch);
    spread.names = faimi_map_create(files->scratch);
    faimi_relative_gather(files, &files->tree, false, &spread);
    faimi_relative_gather(files, &files->theme, false, &spread);

    return spread;
}


/* Adds what is named in what pages share. */
static void
faimi_relative_shared(faimi_files_t *files)
{
    faimi_spread_t  spread;

    if (files->shared_relative) {
        spread = faimi_relative_spread(files);
        faimi_relative_gather(files, &files->relative, false, &spread);
        faimi_relative_each(files, &spread, faimi_relative_add);
    }
}


static void
faimi_relative_read(faimi_files_t *files, faimi_file_t *file, bool event)
{
    faimi_entry_t  entry;

    faimi_source_stat(files->relative.source, file->path, &entry);

    if (entry.type == FAIMI_ENTRY_FILE) {
        faimi_read_file(files, file, &entry, event);

    } else if (entry.type == FAIMI_ENTRY_UNKNOWN) {
        file->state->unsure = true;

    } else if (file->parsed != NULL || file->problem != NULL) {
        faimi_read_drop(files, file);
    }
}


/* Marks what is named, by pages, by what they share, and by what is marked. */
static void
faimi_relative_mark(faimi_files_t *files)
{
    size_t          i, done;
    faimi_file_t   *file;
    faimi_spread_t  spread;

    for (i = 0; i < files->tree.nslots; i++) {
        file = files->tree.slots[i];

        if (faimi_relative_is_page(file) && file->parsed->relative) {
            faimi_relative_own(files, file, faimi_relative_want);
        }
    }

    if (!files->shared_relative) {
        return;
    }

    spread = faimi_relative_spread(files);

    faimi_relative_gather(files, &files->relative, true, &spread);

    do {
        done = spread.names->n;
        faimi_relative_each(files, &spread, faimi_relative_want);
        faimi_relative_gather(files, &files->relative, true, &spread);
    } while (spread.names->n != done);
}


/* Takes out what no page names any more, so that the site is what a new
 * process would read. */
static void
faimi_relative_clean(faimi_files_t *files)
{
    size_t         i;
    faimi_file_t  *file;

    if (files->relative.n > 0) {
        faimi_relative_mark(files);
    }

    i = 0;

    while (files->relative.n > 0 && i < files->relative.nslots) {
        file = files->relative.slots[i];

        if (file == NULL || file->state->wanted == files->scans) {
            i++;
            continue;
        }

        faimi_files_bury(files, file);
    }
}


/* A file that is read may name others, and these are added while the table is
 * gone through: it may grow, so they are met in the next round. */
void
faimi_relative_scan(faimi_files_t *files, bool full)
{
    bool           event;
    size_t         i, before;
    faimi_file_t  *file;

    do {
        before = files->relative.n;

        for (i = 0; i < files->relative.nslots; i++) {
            file = files->relative.slots[i];

            if (file == NULL || file->state->seen == files->scans) {
                continue;
            }

            event = files->touches.paths != NULL
                    && faimi_map_get(files->touches.paths, file->path) != NULL;

            if (full || event || !file->tried || file->state->unsure
                || file->state->retry_at != 0) {
                file->state->seen = files->scans;
                faimi_relative_read(files, file, event);
            }
        }

        faimi_relative_shared(files);
    } while (files->relative.n != before);

    faimi_relative_clean(files);
}


const faimi_file_t *
faimi_files_relative(const faimi_files_t *files, faimi_slice_t path,
    faimi_slice_t name)
{
    int            n;
    char           buf[FAIMI_MAX_PATH];
    faimi_slice_t  dir;

    dir = faimi_path_dir(path);
    n = snprintf(buf, sizeof(buf), "%.*s%s%.*s", FAIMI_FMT(dir),
                 (dir.len > 0) ? "/" : "", FAIMI_FMT(name));

    if (n < 0 || n >= (int) sizeof(buf)) {
        return NULL;
    }

    return faimi_tree_find(&files->relative, faimi_slice(buf, (size_t) n));
}
