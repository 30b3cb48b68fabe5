/*
 * Where a site's files come from: list, stat and read.  Today a folder; what
 * stands above does not know.  Nothing outside of the folder can be reached:
 * a symbolic link that leaves it is as if it were not there.
 *
 * Only proof of absence is absence: ENOENT, ENOTDIR, a link that leads out or
 * round in a circle.  Any other error of the system (no descriptor, no memory,
 * a disk that fails, a folder that may not be searched) leaves unknown what is
 * there, and the caller must keep what it knows.
 */

#ifndef FAIMI_SOURCE_H
#define FAIMI_SOURCE_H

#include <sys/stat.h>

#include "faimi_ruby.h"


typedef struct faimi_source_s  faimi_source_t;


typedef enum {
    FAIMI_ENTRY_NONE = 0,    /* nothing, or what is neither of these */
    FAIMI_ENTRY_FILE,
    FAIMI_ENTRY_FOLDER,
    FAIMI_ENTRY_UNKNOWN      /* the system did not say */
} faimi_entry_type_t;


/* Tells two states of a file apart, as far as that goes without reading. */
typedef struct {
    int64_t   size;
    int64_t   mtime;    /* nanoseconds */
    int64_t   ctime;
    uint64_t  inode;
    uint64_t  device;
} faimi_stamp_t;


typedef struct {
    faimi_slice_t       name;
    faimi_entry_type_t  type;
    faimi_stamp_t       stamp;
} faimi_entry_t;


typedef struct {
    faimi_slice_t  text;
    faimi_stamp_t  stamp;
    bool           moving;     /* it changed while it was read: no text */
    bool           too_large;  /* no text either */
    bool           unknown;    /* the system failed: no text, no stamp */
} faimi_reading_t;


/* Nothing is opened yet; `root` must live as long as the arena. */
faimi_source_t *faimi_source_create(faimi_arena_t *arena, const char *root);

/* The path that it was created with. */
const char *faimi_source_root(const faimi_source_t *source);

/* Opens the folder anew: its name may have come to mean another one.  If the
 * system fails, the folder that was open before stays. */
faimi_rc_t faimi_source_open(faimi_source_t *source, faimi_error_t *err);

/* What could not be known since the last call, other than for permissions:
 * `err` (which may be NULL) tells of the first; false: nothing.  It is worth
 * to try again. */
bool faimi_source_trouble(faimi_source_t *source, faimi_error_t *err);

/* Whether there is such a thing; it stays. */
bool faimi_source_is_troubled(const faimi_source_t *source);

/* The entries of folder `path` ("": the root) by name: files, folders, and
 * what is unknown.  FAIMI_NOT_FOUND: there is no such folder.  FAIMI_ERROR:
 * unknown. */
faimi_rc_t faimi_source_list(faimi_source_t *source, faimi_slice_t path,
    faimi_arena_t *arena, faimi_entry_t **entries, size_t *n,
    faimi_error_t *err);

/* What is at `path`; `name` of the entry is not set.  The stamp is zero if
 * that is nothing or unknown. */
void faimi_source_stat(faimi_source_t *source, faimi_slice_t path,
    faimi_entry_t *entry);

/* Whether a path is a symbolic link. */
bool faimi_source_is_link(const faimi_source_t *source, faimi_slice_t path);

/* Where the symbolic link at `path` leads to in the end, as a path of the same
 * folder.  False: it is none, or leads nowhere or out. */
bool faimi_source_target(const faimi_source_t *source, faimi_slice_t path,
    faimi_arena_t *arena, faimi_slice_t *target);

/* A file in one piece; FAIMI_NOT_FOUND: there is no regular file.  With
 * `head` a longer one is cut to `max`, else it is too large.  FAIMI_ERROR: it
 * may not be read. */
faimi_rc_t faimi_source_read(faimi_source_t *source, faimi_slice_t path,
    size_t max, bool head, faimi_arena_t *arena, faimi_reading_t *reading,
    faimi_error_t *err);

/* Opens the regular file at `path` for reading, without waiting for a writer
 * of a fifo or the like.  The caller owns the descriptor.  -1: errno tells
 * why; ENOENT also where there is another thing than a file, EXDEV where a link
 * leads out of the folder. */
int faimi_source_open_file(faimi_source_t *source, faimi_slice_t path,
    struct stat *st);

bool faimi_stamp_eq(const faimi_stamp_t *a, const faimi_stamp_t *b);

#endif
