/*
 * Reading: the folder of a site and that of its theme, as tables of files
 * that were read and parsed, with the configuration in force.
 *
 * Nobody else reads files.  A scan or an update brings the tables up to date
 * and returns how far the changes reach; what depends on them is the caller's.
 * A broken file does not replace what was read before it.
 *
 * faimi_file_t and faimi_parsed_t are value types that all folders of the site
 * may look into; faimi_files_t is opaque.
 */

#ifndef FAIMI_FILES_H
#define FAIMI_FILES_H

#include "faimi_digest.h"
#include "faimi_host.h"
#include "faimi_liquid.h"
#include "faimi_publish.h"
#include "faimi_source.h"


typedef struct faimi_files_s  faimi_files_t;
typedef struct faimi_file_state_s  faimi_file_state_t;


/* A file as it was read, whole and good.  It does not change: a newer one
 * takes its place, and this one is freed by faimi_files_release(). */
typedef struct {
    faimi_arena_t     *arena;      /* all of it */
    faimi_slice_t      source;
    faimi_digest_t     digest;     /* of the source */
    faimi_digest_t     visible;    /* of what other pages see of it: the front
                                      matter, not the body */
    bool               matter;     /* has front matter */
    bool               header;     /* Utils.has_yaml_header? */
    faimi_map_t       *data;       /* the front matter; never NULL */
    faimi_value_t      value;      /* of _config.yml and data files */
    faimi_slice_t      body;
    size_t             body_line;
    faimi_template_t  *template;   /* NULL: no Liquid in it */
    faimi_slice_t      heading;    /* of the first line, as it is written */
    bool               relative;   /* names files by include_relative */
    bool               sass;       /* a filter in it compiles Sass */
    bool               raw;        /* a 404.html without front matter */
    bool               links;      /* may have links to files of the site */
} faimi_parsed_t;


/* A file of a tree.  The record stays at its address while the file exists,
 * and until faimi_files_release() after that. */
typedef struct {
    faimi_slice_t        path;
    faimi_slice_t        name;      /* unique over all trees: the path with
                                       slashes in front (faimi_host.h) */
    faimi_where_t        where;     /* group: of the configuration in force */
    bool                 theme;     /* lies in the theme's folder */
    bool                 tried;     /* it was looked into, so that the next
                                       is known */
    bool                 rendered;  /* a page, not a static file */
    faimi_stamp_t        stamp;     /* of what was read last */
    faimi_parsed_t      *parsed;    /* in force, or NULL */
    uint64_t             version;   /* changes with `parsed`; no two files
                                       ever have the same */
    uint32_t             number;    /* small, reused: for others' tables of
                                       files; `version` says if a row holds */
    faimi_error_t       *problem;   /* what is wrong with the source now, or
                                       NULL */
    faimi_file_state_t  *state;     /* private to files/ */
} faimi_file_t;


/* The trees: a path may be in several of them, as a page and as a file that
 * is included. */
typedef enum {
    FAIMI_TREE_SITE = 0,
    FAIMI_TREE_THEME,
    FAIMI_TREE_RELATIVE,      /* files of include_relative */
    FAIMI_TREE_SASS,          /* files that Sass imports, */
    FAIMI_TREE_SASS_THEME,    /* and those of the theme */
    FAIMI_TREES
} faimi_tree_id_t;


/* How far changes reach, each further than the one before it. */
typedef enum {
    FAIMI_CHANGE_NONE = 0,
    FAIMI_CHANGE_BODY,      /* bodies or times of pages, seen by themselves
                               and by pages that show bodies */
    FAIMI_CHANGE_SHARED,    /* what many pages may use: layouts, includes,
                               data, Sass, static files */
    FAIMI_CHANGE_INDEX,     /* files came or went, front matter changed: which
                               pages there are, and where */
    FAIMI_CHANGE_CONFIG     /* another configuration: all was parsed anew */
} faimi_change_t;


/* No file is read yet.  `conf` is copied; allocations fail into `guard`.
 * NULL: no memory. */
faimi_files_t *faimi_files_create(faimi_guard_t *guard,
    const faimi_files_conf_t *conf);
void faimi_files_destroy(faimi_files_t *files);


/*
 * Changes.
 */

/* Notes that an event named `path`, a file or a folder ("": unknown, so that
 * all is scanned).  Nothing is read before the next update. */
void faimi_files_touch(faimi_files_t *files, faimi_slice_t path);

/* Whether a folder of this path may hold files of the site. */
bool faimi_files_takes_folder(const faimi_files_t *files, faimi_slice_t path);

/* Looks at the next `n` files and folders, and notes those that changed
 * without an event; `done`: that was the end of a round.  True: an update has
 * something to do. */
bool faimi_files_rescan(faimi_files_t *files, size_t n, bool *done);

/* Reads what was touched or is due, with `full` everything.  To be called in
 * a run of the guard, and faimi_files_end() after it.  FAIMI_OK: `change` is
 * raised to what has changed.  FAIMI_ERROR: the folder cannot be read, or no
 * good _config.yml was ever seen; changes are kept for the next update. */
faimi_rc_t faimi_files_update(faimi_files_t *files, bool full,
    faimi_change_t *change, faimi_error_t *err);

/* Frees what an update needed; `failed`: the run ended early, and the next
 * update reads everything. */
void faimi_files_end(faimi_files_t *files, bool failed);

/* An index of these files took its place: nobody refers to deleted files and
 * to replaced contents any more, and they are freed. */
void faimi_files_release(faimi_files_t *files);

/* Milliseconds until files should be looked at again; -1: none waits. */
int64_t faimi_files_retry_in(const faimi_files_t *files);

/* The configuration in force; NULL: none was read. */
const faimi_config_t *faimi_files_config(const faimi_files_t *files);

/* No good _config.yml was ever seen: the site cannot be served.  There are more
 * than FAIMI_MAX_FILES files, and the rest is left out. */
bool faimi_files_down(const faimi_files_t *files);
bool faimi_files_overfull(const faimi_files_t *files);

/* What the system did not let us read at the last look; NULL: nothing. */
const faimi_error_t *faimi_files_trouble(const faimi_files_t *files);

/* The folder of the theme, and that of all themes; or NULL. */
const char *faimi_files_theme(const faimi_files_t *files);
const char *faimi_files_themes(const faimi_files_t *files);

/* Whether there is neither a folder of layouts nor a theme. */
bool faimi_files_bare(const faimi_files_t *files);

/* The number of files of a tree; and the file of a path in it, or NULL. */
size_t faimi_files_count(const faimi_files_t *files, faimi_tree_id_t id);
faimi_file_t *faimi_files_find(const faimi_files_t *files,
    faimi_tree_id_t id, faimi_slice_t path);

/* Goes through a tree, in no order: `at` is 0 at first.  NULL: the end. */
faimi_file_t *faimi_files_next(const faimi_files_t *files,
    faimi_tree_id_t id, size_t *at);

/* The files that make the site, by path: its own, then those of the theme
 * that it does not replace. */
faimi_file_t **faimi_files_list(const faimi_files_t *files,
    faimi_arena_t *arena, size_t *n);

/* The file of {% include_relative name %} in the page at `path`, also if it is
 * not there or was never good; NULL: no template names it. */
const faimi_file_t *faimi_files_relative(const faimi_files_t *files,
    faimi_slice_t path, faimi_slice_t name);

/* Whether there is a folder at a path of the site, at this moment. */
bool faimi_files_is_folder(const faimi_files_t *files, faimi_slice_t path);

/* Opens a regular file for reading, which the caller closes; -1: errno. */
int faimi_files_open(const faimi_files_t *files, bool theme,
    faimi_slice_t path, struct stat *st);


/*
 * Time.
 */

/* Monotonic milliseconds. */
int64_t faimi_files_clock(void);

/* The time of day, in the time zone of the configuration. */
faimi_time_t faimi_files_now(const faimi_files_t *files);

/* For tests: the time of day from now on, in seconds; 0: the real one. */
void faimi_files_set_time(faimi_files_t *files, int64_t sec);

/* For tests: what waits is due now; false: nothing waits. */
bool faimi_files_hurry(faimi_files_t *files);

#endif
