/*
 * The table of a tree's records: open addressing, with the holes that a
 * removal leaves filled by moving what follows.
 */

#include <stdlib.h>

#include "faimi_file.h"


#define FAIMI_TREE_FIRST  64


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


static void
faimi_tree_grow(faimi_guard_t *guard, faimi_tree_t *tree)
{
    size_t          i;
    faimi_tree_t    bigger;

    bigger = *tree;
    bigger.nslots = (tree->nslots == 0) ? FAIMI_TREE_FIRST
                                        : 2 * tree->nslots;
    bigger.slots = calloc(bigger.nslots, sizeof(faimi_file_t *));

    if (bigger.slots == NULL) {
        faimi_guard_raise(guard, FAIMI_NOMEM);
    }

    for (i = 0; i < tree->nslots; i++) {
        if (tree->slots[i] != NULL) {
            bigger.slots[faimi_tree_slot(&bigger, tree->slots[i]->path)]
                = tree->slots[i];
        }
    }

    free(tree->slots);
    *tree = bigger;
}


faimi_file_t *
faimi_tree_add(faimi_guard_t *guard, faimi_tree_t *tree, faimi_slice_t path)
{
    char          *text;
    faimi_file_t  *file;

    file = faimi_tree_find(tree, path);

    if (file != NULL) {
        return file;
    }

    if (2 * (tree->n + 1) > tree->nslots) {
        faimi_tree_grow(guard, tree);
    }

    file = calloc(1, sizeof(faimi_file_t) + FAIMI_TREE_MARKS + path.len);

    if (file == NULL) {
        faimi_guard_raise(guard, FAIMI_NOMEM);
    }

    text = (char *) (file + 1);
    memset(text, '/', FAIMI_TREE_MARKS);
    memcpy(text + FAIMI_TREE_MARKS, path.data, path.len);
    file->path = faimi_slice(text + FAIMI_TREE_MARKS, path.len);
    file->name = faimi_slice(file->path.data - tree->marks,
                             path.len + tree->marks);
    file->theme = tree->theme;
    tree->slots[faimi_tree_slot(tree, path)] = file;
    tree->n++;

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

    free(tree->slots);
    tree->slots = NULL;
    tree->nslots = 0;
    tree->n = 0;
}


void
faimi_file_destroy(faimi_file_t *file)
{
    if (file->form != NULL) {
        faimi_arena_destroy(file->form->arena);
    }

    free(file->problem);
    free(file->failure);
    free(file);
}
