/*
 * What surrounds a site: the settings that it is made with, and the calls by
 * which it tells of its files and asks about them.  All of it is a value type
 * that every room may see; NGINX and the command line fill it.
 */

#ifndef FAIMI_HOST_H
#define FAIMI_HOST_H

#include "faimi_base.h"


/*
 * Calls that the host of a site answers; any may be NULL.  They are made while
 * the site is scanned or updated, and must not call the site back.  `path` is
 * that of a file within the site.  For watch() and is_open() it is absolute
 * if it is of the theme; faimi_site_touch() takes it so, too.  For
 * on_good(), on_broken(), on_deleted() and load_last_good() it has one "/" in
 * front for each tree of files but the first, so that one path in several
 * trees has several names.
 */
typedef struct {
    /* Folder `path` ("" is the root) is about to be listed.  A host that
     * watches it first misses no change. */
    void  (*watch)(void *data, faimi_slice_t path);

    /* The last good source of a file that cannot be parsed now, kept by an
     * earlier process.  It is allocated in `arena`; false: none is known. */
    bool  (*load_last_good)(void *data, faimi_slice_t path,
                            faimi_arena_t *arena, faimi_slice_t *source);

    /* The file was parsed: a later process may fall back on `source`. */
    void  (*on_good)(void *data, faimi_slice_t path, faimi_slice_t source);

    /* The file is broken, and `source` (empty: none) stays in force. */
    void  (*on_broken)(void *data, faimi_slice_t path, faimi_slice_t source);

    /* The file does not exist any more. */
    void  (*on_deleted)(void *data, faimi_slice_t path);

    /* Whether a writer has the file open, or had since this scan or update
     * began.  The file is then left alone; the host names it to
     * faimi_site_touch() once it is closed.  Asked before and after reading. */
    bool  (*is_open)(void *data, faimi_slice_t path);

    /* A problem that did not exist before: to be logged. */
    void  (*problem)(void *data, const faimi_error_t *err);

    void  *data;
} faimi_host_t;


typedef struct {
    const char    *root;       /* absolute path of the folder */
    const char    *theme;      /* folder of a theme, or NULL */
    const char    *themes;     /* without one: folder of theme folders, of
                                  which _config.yml names one; or NULL */
    size_t         max_page;   /* bytes of a page's source; 0: the default */
    bool           settle;     /* in the first scan, too, a file changed less
                                  than 2 s ago is not read if its last good
                                  source is known */
    faimi_host_t   host;
} faimi_files_conf_t;

#endif
