/*
 * A rescan in slices, in addition to events: each file is looked at by its
 * path, and each folder by its time, which changes with what is in it.  So a
 * slice costs the same however large the site is, and what it finds is read as
 * after an event, but for one thing: nobody knows whether the writer has
 * finished.
 */

#include "faimi_files_int.h"
#include "faimi_url.h"


/* Of what has just changed an event will tell, or has told. */
#define FAIMI_RESCAN_AGE  5     /* s */


static bool
faimi_rescan_is_old(const faimi_files_t *files, const faimi_stamp_t *stamp)
{
    int64_t  now;

    now = faimi_files_now(files).sec;

    return now - stamp->mtime / 1000000000 > FAIMI_RESCAN_AGE
           && now - stamp->ctime / 1000000000 > FAIMI_RESCAN_AGE;
}


static void
faimi_rescan_seen(faimi_files_t *files, faimi_slice_t path,
    const faimi_file_t *file, const faimi_entry_t *entry,
    faimi_rescan_pt note)
{
    if (entry->type == FAIMI_ENTRY_UNKNOWN) {
        return;
    }

    /* one that waits is looked at when its time has come */
    if (file != NULL
        && (file->state->retry_at != 0
            || (entry->type == FAIMI_ENTRY_FILE && !file->state->unsure
                && faimi_stamp_eq(&entry->stamp, &file->stamp))))
    {
        return;
    }

    if (entry->type == FAIMI_ENTRY_NONE
        || faimi_rescan_is_old(files, &entry->stamp))
    {
        note(files, path, false);
    }
}


static void
faimi_rescan_file(faimi_files_t *files, const faimi_file_t *file,
    faimi_rescan_pt note)
{
    faimi_entry_t  entry;

    faimi_source_stat(files->tree.source, file->path, &entry);
    faimi_rescan_seen(files, file->path, file, &entry, note);
}


/* What is new in a folder.  Records of what was deleted are met by themselves,
 * and so are folders below that have any. */
static faimi_rc_t
faimi_rescan_list(faimi_files_t *files, faimi_slice_t path,
    faimi_rescan_pt note)
{
    size_t           i, n;
    faimi_slice_t    name;
    faimi_error_t    err;
    faimi_entry_t   *entries;

    if (faimi_source_list(files->tree.source, path, files->scratch, &entries,
                          &n, &err) != FAIMI_OK)
    {
        return FAIMI_ERROR;
    }

    for (i = 0; i < n; i++) {
        name = faimi_path_join(files->scratch, path, entries[i].name);

        if (faimi_tree_find(&files->tree, name) == NULL
            && !faimi_tree_below(&files->tree, name))
        {
            faimi_rescan_seen(files, name, NULL, &entries[i], note);
        }
    }

    return FAIMI_OK;
}


/* `mtime`: when it was listed; 0: that is not known. */
static void
faimi_rescan_folder(faimi_files_t *files, faimi_slice_t path, int64_t *mtime,
    faimi_rescan_pt note)
{
    faimi_entry_t  entry;

    faimi_source_stat(files->tree.source, path, &entry);

    if (entry.type == FAIMI_ENTRY_FOLDER && entry.stamp.mtime != *mtime
        && faimi_rescan_is_old(files, &entry.stamp)
        && faimi_rescan_list(files, path, note) == FAIMI_OK)
    {
        *mtime = entry.stamp.mtime;
    }
}


/* The tables may grow between two calls: what is passed over then is met in
 * the next round. */
void
faimi_rescan(faimi_files_t *files, size_t n, faimi_rescan_pt note)
{
    size_t                i;
    faimi_tree_t         *tree;
    faimi_tree_folder_t  *folder;

    tree = &files->tree;

    while (n > 0 && files->round.at < tree->nslots + tree->nfolders) {
        i = files->round.at++;

        if (i < tree->nslots) {
            if (tree->slots[i] != NULL) {
                faimi_rescan_file(files, tree->slots[i], note);
                n--;
            }

            continue;
        }

        folder = &tree->folders[i - tree->nslots];

        if (folder->n > 0) {
            faimi_rescan_folder(files, faimi_slice(folder->path, folder->len),
                                &folder->mtime, note);
            n--;
        }
    }

    if (files->round.at >= tree->nslots + tree->nfolders) {
        faimi_rescan_folder(files, FAIMI_EMPTY, &tree->mtime, note);
        files->round.at = 0;
        files->round.done = true;
    }
}
