/*
 * Tables of files: by path, by inode, and by folder.  A file's record stays
 * at its address until it is destroyed.
 */

#ifndef FAIMI_TREE_H
#define FAIMI_TREE_H

#include "faimi_files.h"


typedef struct faimi_tree_s  faimi_tree_t;


/* What files/ alone knows of a file; allocated in one block with the
 * record. */
struct faimi_file_state_s {
    faimi_tree_t    *tree;        /* which has the file */
    faimi_digest_t   digest;      /* of what was read last, good or not */
    bool             unsure;      /* what it is now could not be read: the next
                                     look reads it, whatever its stamp */
    uint64_t         seen;        /* the scan that met it last */
    uint64_t         wanted;      /* the scan in which others last named it:
                                     trees of files that are included */
    int64_t          retry_at;    /* ms of faimi_files_clock(); 0: it waits
                                     for nothing */
    bool             listed;      /* is in the list of waiting files */
    faimi_file_t    *behind;      /* the next of that list */
    faimi_stamp_t    waiting;     /* as it was when it began to wait */
    int64_t          pause;       /* ms to wait if it has changed again */
    faimi_file_t    *next;        /* the next of the deleted files */
};


#define FAIMI_TREE_MARKS  4

/* A folder, and how many files are below it. */
typedef struct {
    char    *path;                /* malloc'ed */
    size_t   len;
    size_t   n;
    int64_t  mtime;               /* when it was listed; 0: unknown */
} faimi_tree_folder_t;


/* The files of one folder tree: by path, by inode, and by folder. */
struct faimi_tree_s {
    faimi_source_t       *source;     /* NULL: the tree stays empty */
    faimi_file_t        **slots;      /* open addressing, malloc'ed */
    faimi_file_t        **inodes;     /* the same by inode, as far as known */
    size_t                nslots;     /* a power of two: of each */
    size_t                n;
    faimi_tree_folder_t  *folders;    /* open addressing; never taken out */
    size_t                nfolders;   /* slots */
    size_t                folded;     /* of them in use */
    int64_t               mtime;      /* of the root, as of a folder */
    size_t                marks;      /* "/" in front of names of files */
    bool                  theme;
};


faimi_file_t *faimi_tree_find(const faimi_tree_t *tree, faimi_slice_t path);

/* The file of a path, made where there is none. */
faimi_file_t *faimi_tree_add(faimi_files_t *files, faimi_tree_t *tree,
    faimi_slice_t path);

/* Whether there are files below a folder. */
bool faimi_tree_below(const faimi_tree_t *tree, faimi_slice_t folder);

/* Where the time of a folder's listing is kept; NULL: it has no files. */
int64_t *faimi_tree_listed(faimi_tree_t *tree, faimi_slice_t folder);

/* The n-th file of an inode, or NULL: one file may have several names. */
faimi_file_t *faimi_tree_inode(const faimi_tree_t *tree, uint64_t inode,
    size_t n);

/* Takes a file out; it still exists, and belongs to the caller. */
void faimi_tree_remove(faimi_tree_t *tree, faimi_file_t *file);
void faimi_tree_destroy(faimi_tree_t *tree);

/* Sets the stamp of what was read of a file last. */
void faimi_file_stamp(faimi_file_t *file, const faimi_stamp_t *stamp);
void faimi_file_destroy(faimi_file_t *file);

#endif
