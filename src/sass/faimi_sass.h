/*
 * Sass, by libsass: SCSS and the indented syntax become CSS.
 *
 * libsass cannot be interrupted, takes what memory it likes and ends the
 * process when it gets no more.  So it runs in a child process with limits
 * (faimi_sandbox.h), which sees the files that it is given and no others:
 * it opens nothing.  Without libsass at build time nothing is compiled, and
 * faimi_sass_version() is NULL.
 */

#ifndef FAIMI_SASS_H
#define FAIMI_SASS_H

#include "faimi_arena.h"
#include "faimi_buf.h"
#include "faimi_sandbox.h"


/* In libsass's order. */
typedef enum {
    FAIMI_SASS_NESTED = 0,
    FAIMI_SASS_EXPANDED,
    FAIMI_SASS_COMPACT,
    FAIMI_SASS_COMPRESSED
} faimi_sass_style_t;


/* A file that may be imported. */
typedef struct {
    faimi_slice_t  path;    /* from the site's folder on */
    faimi_slice_t  text;
} faimi_sass_file_t;


/* In front of the paths of a theme's files: no import leads across it. */
#define FAIMI_SASS_THEME  "~theme/"


typedef struct {
    const faimi_sass_file_t  *files;      /* by path, in byte order */
    size_t                    nfiles;
    const faimi_slice_t      *paths;      /* folders to look in, in order */
    size_t                    npaths;
    faimi_sass_style_t        style;
    int                       precision;  /* 0: libsass's own */
    bool                      comments;   /* lines of the source in the CSS */
    bool                      embed;      /* the map in the CSS */
    bool                      charset;    /* a rule in place of a BOM */
} faimi_sass_options_t;


typedef enum {
    FAIMI_SASS_CHILD = 0,    /* in a child process that is waited for */
    FAIMI_SASS_HERE,         /* this process is a child already, with limits */
    FAIMI_SASS_NOWHERE       /* not where others wait: it is an error */
} faimi_sass_where_t;


typedef struct {
    const faimi_sass_options_t  *options;
    faimi_slice_t                file;      /* for errors */
    size_t                       line;      /* of the file: where it begins */
    faimi_slice_t                name;      /* "main.scss"; "": a text that is
                                               no page of its own, such as a
                                               filter's: it has no map */
    bool                         indented;
    bool                         linked;    /* the CSS names its map */
    bool                         map;       /* wanted: the map, not the CSS */
    int64_t                      until;     /* the latest end: milliseconds
                                               of the monotonic clock */
    faimi_sass_where_t           where;
} faimi_sass_job_t;


/* That of libsass, "3.6.5", or NULL: it is not there. */
const char *faimi_sass_version(void);

/* Appends the CSS of `text`, or its source map.  FAIMI_ERROR: `err` says
 * what, and where: the file may be one of the imported. */
faimi_rc_t faimi_sass_compile(faimi_arena_t *arena,
    const faimi_sass_job_t *job, faimi_slice_t text, faimi_buf_t *out,
    faimi_error_t *err);

/* Fills `err` with what the end of a child says in which the page at this file
 * and line was compiled.  Returns FAIMI_ERROR. */
faimi_rc_t faimi_sass_ended(faimi_slice_t file, size_t line,
    faimi_sandbox_end_t end, int detail, faimi_error_t *err);


/* The names that a text imports, one by one. */
typedef struct {
    faimi_slice_t  text;
    bool           indented;
    size_t         at;
    size_t         end;      /* of the rule that `at` is in */
    bool           plain;    /* it stays a rule of CSS */
} faimi_sass_imports_t;

/* Begin with { .text = ... }.  False: there are no more. */
bool faimi_sass_import(faimi_sass_imports_t *imports, faimi_slice_t *name);

/* The paths that an import of `name` may mean below one folder, in the order
 * of libsass; from FAIMI_SASS_INDEX on only if none before them is there. */
#define FAIMI_SASS_CANDIDATES  14
#define FAIMI_SASS_INDEX       8

/* Writes candidate `i` into a buffer of FAIMI_MAX_PATH bytes; false: there is
 * none, or it would lead out of the site, or of the theme. */
bool faimi_sass_candidate(faimi_slice_t folder, faimi_slice_t name, size_t i,
    char *buf, faimi_slice_t *path);

/* Whether a file may be imported, by its ending. */
bool faimi_sass_is_file(faimi_slice_t path);

#endif
