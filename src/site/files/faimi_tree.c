/*
 * The tables of a tree's records: open addressing, with the holes that a
 * removal leaves filled by moving what follows.  They are found by path and
 * by inode, and folders tell whether they have any: so an edit costs the same
 * however many there are.
 */

#include <stdlib.h>

#include "faimi_files_int.h"


#define FAIMI_TREE_FIRST  64


/* A file's record is one allocation: its path follows. */
typedef struct {
    faimi_file_t        file;
    faimi_file_state_t  state;
} faimi_tree_block_t;


static size_t
faimi_tree_slot(const faimi_tree_t *tree, faimi_slice_t path)
{
    size_t  i;

    i = (size_t) faimi_slice_hash(path) & (tree->nslots - 1);

    while (tree->slots[i] != NULL
           && !faimi_slice_eq(tree->slots[i]->path, path))
    {
        i = (i + 1) & (tree->nslots - 1);
    }

    return i;
}


faimi_file_t *
faimi_tree_find(const faimi_tree_t *tree, faimi_slice_t path)
{
    return (tree->nslots == 0) ? NULL
                               : tree->slots[faimi_tree_slot(tree, path)];
}


/* By inode several records may be the same: the first free slot, or that of
 * `file`. */
static size_t
faimi_tree_inode_slot(const faimi_tree_t *tree, uint64_t inode,
    const faimi_file_t *file)
{
    size_t  i;

    i = (size_t) (inode * 0x9E3779B97F4A7C15u >> 32) & (tree->nslots - 1);

    while (tree->inodes[i] != NULL && tree->inodes[i] != file) {
        i = (i + 1) & (tree->nslots - 1);
    }

    return i;
}


faimi_file_t *
faimi_tree_inode(const faimi_tree_t *tree, uint64_t inode, size_t n)
{
    size_t  i;

    if (tree->nslots == 0 || inode == 0) {
        return NULL;
    }

    i = (size_t) (inode * 0x9E3779B97F4A7C15u >> 32) & (tree->nslots - 1);

    while (tree->inodes[i] != NULL) {
        if (tree->inodes[i]->stamp.inode == inode && n-- == 0) {
            return tree->inodes[i];
        }

        i = (i + 1) & (tree->nslots - 1);
    }

    return NULL;
}


static void
faimi_tree_inode_remove(faimi_tree_t *tree, const faimi_file_t *file)
{
    size_t         i;
    faimi_file_t  *moved;

    i = faimi_tree_inode_slot(tree, file->stamp.inode, file);

    if (file->stamp.inode == 0 || tree->inodes[i] != file) {
        return;
    }

    tree->inodes[i] = NULL;
    i = (i + 1) & (tree->nslots - 1);

    while (tree->inodes[i] != NULL) {
        moved = tree->inodes[i];
        tree->inodes[i] = NULL;
        tree->inodes[faimi_tree_inode_slot(tree, moved->stamp.inode, NULL)]
            = moved;
        i = (i + 1) & (tree->nslots - 1);
    }
}


void
faimi_file_stamp(faimi_file_t *file, const faimi_stamp_t *stamp)
{
    faimi_tree_t  *tree;

    tree = file->state->tree;

    if (file->stamp.inode == stamp->inode) {
        file->stamp = *stamp;
        return;
    }

    faimi_tree_inode_remove(tree, file);
    file->stamp = *stamp;

    if (stamp->inode != 0) {
        tree->inodes[faimi_tree_inode_slot(tree, stamp->inode, NULL)] = file;
    }
}


static size_t
faimi_tree_folder_slot(const faimi_tree_t *tree, faimi_slice_t path)
{
    size_t  i;

    i = (size_t) faimi_slice_hash(path) & (tree->nfolders - 1);

    while (tree->folders[i].path != NULL
           && !faimi_slice_eq(faimi_slice(tree->folders[i].path,
                                          tree->folders[i].len), path))
    {
        i = (i + 1) & (tree->nfolders - 1);
    }

    return i;
}


bool
faimi_tree_below(const faimi_tree_t *tree, faimi_slice_t folder)
{
    return (folder.len == 0) ? tree->n > 0
           : tree->nfolders > 0
             && tree->folders[faimi_tree_folder_slot(tree, folder)].n > 0;
}


int64_t *
faimi_tree_listed(faimi_tree_t *tree, faimi_slice_t folder)
{
    size_t  i;

    if (folder.len == 0) {
        return &tree->mtime;
    }

    if (tree->nfolders == 0) {
        return NULL;
    }

    i = faimi_tree_folder_slot(tree, folder);

    return (tree->folders[i].n > 0) ? &tree->folders[i].mtime : NULL;
}


static void
faimi_tree_grow_folders(faimi_guard_t *guard, faimi_tree_t *tree)
{
    size_t                i;
    faimi_tree_t          bigger;
    faimi_tree_folder_t  *folder;

    bigger = *tree;
    bigger.nfolders = (tree->nfolders == 0) ? FAIMI_TREE_FIRST
                                            : 2 * tree->nfolders;
    bigger.folders = calloc(bigger.nfolders, sizeof(faimi_tree_folder_t));

    if (bigger.folders == NULL) {
        faimi_guard_raise(guard, FAIMI_NOMEM);
    }

    for (i = 0; i < tree->nfolders; i++) {
        folder = &tree->folders[i];

        if (folder->path != NULL) {
            bigger.folders[faimi_tree_folder_slot(&bigger,
                               faimi_slice(folder->path, folder->len))]
                = *folder;
        }
    }

    free(tree->folders);
    *tree = bigger;
}


/* The parent of a path: "" has none. */
static faimi_slice_t
faimi_tree_parent(faimi_slice_t path)
{
    size_t  slash;

    slash = faimi_slice_rfind_char(path, '/');

    return faimi_slice(path.data, (slash < path.len) ? slash : 0);
}


/* Makes places for the folders above a path: nothing is counted yet. */
static void
faimi_tree_fold(faimi_guard_t *guard, faimi_tree_t *tree, faimi_slice_t path)
{
    faimi_slice_t         dir;
    faimi_tree_folder_t  *folder;

    for (dir = faimi_tree_parent(path); dir.len > 0;
         dir = faimi_tree_parent(dir))
    {
        if (2 * (tree->folded + 1) > tree->nfolders) {
            faimi_tree_grow_folders(guard, tree);
        }

        folder = &tree->folders[faimi_tree_folder_slot(tree, dir)];

        if (folder->path != NULL) {
            continue;
        }

        folder->path = malloc(dir.len);

        if (folder->path == NULL) {
            faimi_guard_raise(guard, FAIMI_NOMEM);
        }

        memcpy(folder->path, dir.data, dir.len);
        folder->len = dir.len;
        tree->folded++;
    }
}


/* Counts a record that comes, or goes, in the folders above it. */
static void
faimi_tree_count(faimi_tree_t *tree, faimi_slice_t path, bool comes)
{
    faimi_slice_t  dir;

    for (dir = faimi_tree_parent(path); dir.len > 0;
         dir = faimi_tree_parent(dir))
    {
        tree->folders[faimi_tree_folder_slot(tree, dir)].n
            += comes ? 1 : (size_t) -1;
    }
}


static void
faimi_tree_grow(faimi_guard_t *guard, faimi_tree_t *tree)
{
    size_t         i;
    faimi_file_t  *file;
    faimi_tree_t   bigger;

    bigger = *tree;
    bigger.nslots = (tree->nslots == 0) ? FAIMI_TREE_FIRST
                                        : 2 * tree->nslots;
    bigger.slots = calloc(bigger.nslots, sizeof(faimi_file_t *));
    bigger.inodes = calloc(bigger.nslots, sizeof(faimi_file_t *));

    if (bigger.slots == NULL || bigger.inodes == NULL) {
        free(bigger.slots);
        free(bigger.inodes);
        faimi_guard_raise(guard, FAIMI_NOMEM);
    }

    for (i = 0; i < tree->nslots; i++) {
        file = tree->slots[i];

        if (file == NULL) {
            continue;
        }

        bigger.slots[faimi_tree_slot(&bigger, file->path)] = file;

        if (file->stamp.inode != 0) {
            bigger.inodes[faimi_tree_inode_slot(&bigger, file->stamp.inode,
                                                NULL)] = file;
        }
    }

    free(tree->slots);
    free(tree->inodes);
    *tree = bigger;
}


faimi_file_t *
faimi_tree_add(faimi_files_t *files, faimi_tree_t *tree, faimi_slice_t path)
{
    char                *text;
    faimi_file_t        *file;
    faimi_tree_block_t  *block;

    file = faimi_tree_find(tree, path);

    if (file != NULL) {
        return file;
    }

    if (2 * (tree->n + 1) > tree->nslots) {
        faimi_tree_grow(files->guard, tree);
    }

    faimi_tree_fold(files->guard, tree, path);
    faimi_numbers_reserve(files);
    block = calloc(1, sizeof(faimi_tree_block_t) + FAIMI_TREE_MARKS
                      + path.len);

    if (block == NULL) {
        faimi_guard_raise(files->guard, FAIMI_NOMEM);
    }

    text = (char *) (block + 1);
    memset(text, '/', FAIMI_TREE_MARKS);
    memcpy(text + FAIMI_TREE_MARKS, path.data, path.len);
    file = &block->file;
    file->path = faimi_slice(text + FAIMI_TREE_MARKS, path.len);
    file->name = faimi_slice(file->path.data - tree->marks,
                             path.len + tree->marks);
    file->theme = tree->theme;
    file->number = faimi_numbers_take(&files->numbers);
    file->version = ++files->numbers.version;
    file->state = &block->state;
    file->state->tree = tree;
    tree->slots[faimi_tree_slot(tree, path)] = file;
    tree->n++;
    faimi_tree_count(tree, path, true);

    return file;
}


void
faimi_tree_remove(faimi_tree_t *tree, faimi_file_t *file)
{
    size_t         i;
    faimi_file_t  *moved;

    i = faimi_tree_slot(tree, file->path);

    if (tree->slots[i] != file) {
        return;
    }

    tree->slots[i] = NULL;
    tree->n--;
    faimi_tree_inode_remove(tree, file);
    faimi_tree_count(tree, file->path, false);
    i = (i + 1) & (tree->nslots - 1);

    while (tree->slots[i] != NULL) {
        moved = tree->slots[i];
        tree->slots[i] = NULL;
        tree->slots[faimi_tree_slot(tree, moved->path)] = moved;
        i = (i + 1) & (tree->nslots - 1);
    }
}


void
faimi_tree_destroy(faimi_tree_t *tree)
{
    size_t  i;

    for (i = 0; i < tree->nslots; i++) {
        if (tree->slots[i] != NULL) {
            faimi_file_destroy(tree->slots[i]);
        }
    }

    for (i = 0; i < tree->nfolders; i++) {
        free(tree->folders[i].path);
    }

    free(tree->slots);
    free(tree->inodes);
    free(tree->folders);
    tree->slots = NULL;
    tree->inodes = NULL;
    tree->folders = NULL;
    tree->nslots = 0;
    tree->nfolders = 0;
    tree->folded = 0;
    tree->mtime = 0;
    tree->n = 0;
}


void
faimi_file_destroy(faimi_file_t *file)
{
    if (file->parsed != NULL) {
        faimi_arena_destroy(file->parsed->arena);
    }

    free(file->problem);
    free(file);
}
