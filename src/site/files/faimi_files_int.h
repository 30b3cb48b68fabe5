/*
 * The inside of files/: the tables of files, and what goes on in a scan.
 */

#ifndef FAIMI_FILES_INT_H
#define FAIMI_FILES_INT_H

#include "faimi_checkout.h"
#include "faimi_theme_folder.h"
#include "faimi_tree.h"


/* Paths that were noted for the next update. */
typedef struct {
    faimi_arena_t  *arena;
    faimi_map_t    *paths;        /* -> whether by an event; NULL: none */
    struct faimi_watch_s  *links; /* whose targets are watched */
    bool            theme;        /* an event named something of the theme */
    bool            all;          /* everything is to be scanned */
} faimi_touches_t;


/* _config.yml in force. */
typedef struct {
    faimi_config_t  *config;
    faimi_arena_t   *arena;
    faimi_arena_t   *half;        /* of one that is being made */
    bool             reread;      /* it is new: every file is parsed anew */
    bool             down;        /* there never was a good one */
    faimi_themes_t   themes;      /* and what it asks for of them */
    faimi_checkout_t  *checkout;
    bool             bare;        /* neither a folder of layouts, nor theme */
} faimi_settings_t;


/* Files that are read later, because somebody may still write them. */
typedef struct {
    faimi_file_t  *list;
    int64_t        retry_at;      /* the earliest; 0: none */
    bool           theme;         /* a file of the theme may be among them */
    int64_t        locked;        /* since when git's index is locked */
    int64_t        fixed;         /* tests: the time of day; 0: the real one */
} faimi_waits_t;


/* What could not be known, since the system failed: it is tried again. */
typedef struct {
    bool           is;            /* so it was at the last look */
    faimi_error_t  err;           /* the first thing */
    int64_t        delay;         /* ms until the next full scan; grows */
    int64_t        retry_at;
} faimi_doubt_t;


/* What an index may still refer to. */
typedef struct {
    faimi_file_t   *files;        /* deleted ones */
    faimi_arena_t **arenas;       /* malloc'ed */
    size_t          n;
    size_t          cap;
} faimi_retired_t;


/* The rescan in slices. */
typedef struct {
    size_t  at;                   /* in the tree of the site */
    bool    done;                 /* a round has ended */
} faimi_round_t;


/* Numbers of files: the next one, and those that are free again. */
typedef struct {
    uint32_t   next;
    uint32_t  *free;              /* malloc'ed; has room for `next` of them */
    size_t     n;
    size_t     cap;
    uint64_t   version;           /* the last that was given */
} faimi_numbers_t;


struct faimi_files_s {
    faimi_files_conf_t  conf;
    faimi_guard_t      *guard;
    faimi_arena_t      *arena;    /* as long as the files */
    faimi_arena_t      *scratch;  /* one scan or update */
    faimi_tree_t        tree;     /* the site's */
    faimi_tree_t        theme;
    faimi_tree_t        relative;
    struct faimi_imports_s  *imports;  /* two more trees */
    faimi_touches_t     touches;
    faimi_settings_t    settings;
    faimi_waits_t       waits;
    faimi_doubt_t       doubt;
    faimi_retired_t     retired;
    faimi_round_t       round;
    faimi_numbers_t     numbers;
    uint64_t            scans;    /* counts scans and updates */
    faimi_change_t      change;   /* since the last update that was OK */
    bool                served;   /* an index was made of the files */
    bool                overfull;
    bool                shared_relative;  /* a file that several pages use has
                                             an include_relative */
};


/* Makes room for one more number; raises on the guard. */
void faimi_numbers_reserve(faimi_files_t *files);
uint32_t faimi_numbers_take(faimi_numbers_t *numbers);

/* Raises what the running update will return. */
void faimi_files_change(faimi_files_t *files, faimi_change_t change);

/* Keeps an arena, or a deleted file, until faimi_files_release(). */
void faimi_files_retire(faimi_files_t *files, faimi_arena_t *arena);
void faimi_files_bury(faimi_files_t *files, faimi_file_t *file);


/*
 * faimi_parsed.c, faimi_read.c: one file
 */

/* Parses a source as the file's kind asks for.  FAIMI_ERROR: it is broken;
 * `err` says where. */
faimi_rc_t faimi_parsed_create(faimi_files_t *files,
    const faimi_file_t *file, faimi_slice_t source, faimi_parsed_t **parsed,
    faimi_error_t *err);

/* Brings a file up to the state that `entry` shows.  With `event` its writer
 * is known to have finished. */
void faimi_read_file(faimi_files_t *files, faimi_file_t *file,
    const faimi_entry_t *entry, bool event);

/* The file does not exist, but its record stays. */
void faimi_read_drop(faimi_files_t *files, faimi_file_t *file);

/* The file was deleted. */
void faimi_read_deleted(faimi_files_t *files, faimi_file_t *file);

/* Notes what is wrong with a file, NULL: nothing; tells the host if that is
 * new. */
void faimi_read_problem(faimi_files_t *files, faimi_file_t *file,
    const faimi_error_t *err);


/*
 * faimi_scan.c, faimi_scan_config.c, faimi_rescan.c: trees
 */

/* Reads what was touched or is due; everything, if that is asked. */
faimi_rc_t faimi_scan_touched(faimi_files_t *files, faimi_error_t *err);

/* Reads _config.yml; `event`: an event named it. */
void faimi_scan_config(faimi_files_t *files, bool event);

/* Looks at the next `n` files and folders, and tells `note` of those that have
 * changed.  At the end of a round `files->round.done` is set. */
typedef void (*faimi_rescan_pt)(faimi_files_t *files, faimi_slice_t path,
    bool event);
void faimi_rescan(faimi_files_t *files, size_t n, faimi_rescan_pt note);

/* Whether `path` is `folder`, or lies in it. */
bool faimi_scan_is_below(faimi_slice_t path, faimi_slice_t folder);

/* Whether a path is UTF-8, without control characters, and not too long. */
bool faimi_scan_name_is_good(faimi_slice_t path);

/* Whether a path is one that _config.yml may have. */
bool faimi_scan_is_config(faimi_slice_t path);


/*
 * faimi_relative.c: files that pages name in include_relative.  They may lie
 * anywhere, also where nothing is published, and are taken whole, front matter
 * and all.
 */

/* Notes the files that a newly parsed file names. */
void faimi_relative_note(faimi_files_t *files, const faimi_file_t *file);

/* Reads those that are new or were touched; with `full` all. */
void faimi_relative_scan(faimi_files_t *files, bool full);


/*
 * faimi_imports.c: files that Sass pages import
 */

/* Empty, in files->arena. */
void faimi_imports_create(faimi_files_t *files);
void faimi_imports_destroy(faimi_files_t *files);
/* What a page imports is to be looked for; does a filter compile Sass? */
void faimi_imports_again(faimi_files_t *files);
void faimi_imports_filters(faimi_parsed_t *parsed);

faimi_tree_t *faimi_imports_tree(const faimi_files_t *files, bool theme);

/* Reads what is new or was touched; with `full` all. */
void faimi_imports_scan(faimi_files_t *files, bool full);

#endif
