/*
 * Tables of the records of files: by path, by inode, and by folder.
 */

#ifndef FAIMI_TREE_H
#define FAIMI_TREE_H

#include "faimi_file.h"


#define FAIMI_TREE_MARKS  4

/* A folder, and how many records are below it. */
typedef struct {
    char    *path;                /* malloc'ed */
    size_t   len;
    size_t   n;
    int64_t  mtime;               /* when it was listed; 0: unknown */
} faimi_tree_folder_t;


/* The files of one folder tree, by path. */
struct faimi_tree_s {
    faimi_source_t       *source;
    faimi_file_t        **slots;      /* open addressing, malloc'ed */
    faimi_file_t        **inodes;     /* the same by inode, as far as known */
    size_t                nslots;     /* a power of two: of each */
    size_t                n;
    faimi_tree_folder_t  *folders;    /* open addressing; never taken out */
    size_t                nfolders;   /* slots */
    size_t                folded;     /* of them in use */
    int64_t               mtime;      /* of the root, as of a folder */
    size_t                marks;      /* "/" in front of names: one path may
                                         stand in several trees */
    bool                  theme;
};


faimi_file_t *faimi_tree_find(const faimi_tree_t *tree, faimi_slice_t path);

/* The record of a path, made where there is none. */
faimi_file_t *faimi_tree_add(faimi_guard_t *guard, faimi_tree_t *tree,
    faimi_slice_t path);

/* Whether there are records below a folder. */
bool faimi_tree_below(const faimi_tree_t *tree, faimi_slice_t folder);

/* Where the time of a folder's listing is kept; NULL: it has no records. */
int64_t *faimi_tree_listed(faimi_tree_t *tree, faimi_slice_t folder);

/* The n-th record of an inode, or NULL: one file may have several names. */
faimi_file_t *faimi_tree_inode(const faimi_tree_t *tree, uint64_t inode,
    size_t n);

/* What was read of a file last. */
void faimi_file_stamp(faimi_file_t *file, const faimi_stamp_t *stamp);

/* Takes a record out; it still exists, and belongs to the caller. */
void faimi_tree_remove(faimi_tree_t *tree, faimi_file_t *file);
void faimi_tree_destroy(faimi_tree_t *tree);

#endif
