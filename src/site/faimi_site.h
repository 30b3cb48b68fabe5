/*
 * A site: a folder of pages, scanned into an index that answers "which URL
 * gives what", and rendered page by page.  One thread uses a site; it holds
 * no lock and shares nothing.  Paths within a site are UTF-8, relative, with
 * "/" between the parts and none before or after them.
 */

#ifndef FAIMI_SITE_H
#define FAIMI_SITE_H

#include "faimi_host.h"
#include "faimi_ruby.h"


typedef struct faimi_site_s  faimi_site_t;
typedef struct faimi_page_s  faimi_page_t;


typedef faimi_files_conf_t  faimi_site_conf_t;


/* The folder is not read yet.  `conf` is copied. NULL: no memory. */
faimi_site_t *faimi_site_create(const faimi_site_conf_t *conf);
void faimi_site_destroy(faimi_site_t *site);

/* Reads all that changed since the last sweep (by size, times and inode, then
 * by content) and brings the index up to date; the first call reads all.
 * FAIMI_ERROR: the folder itself cannot be read, or _config.yml is broken and
 * no earlier form of it is known; the index stays as it was, or empty. */
faimi_rc_t faimi_site_scan(faimi_site_t *site, faimi_error_t *err);

/* A rescan in slices: looks at `n` files and folders, and reads those that have
 * changed.  The next call goes on after them.  `done`: all were looked at, and
 * the next call begins from the first. */
faimi_rc_t faimi_site_rescan(faimi_site_t *site, size_t n, bool *done,
    faimi_error_t *err);

/* The files that a site has. */
size_t faimi_site_size(const faimi_site_t *site);

/* The same for one path that an event named: a file, or a folder with all
 * below it.  Nothing is read before faimi_site_update(). */
void faimi_site_touch(faimi_site_t *site, faimi_slice_t path);

/* Whether a new folder may hold files of the site, by its path and the
 * configuration in force.  Those that it would list for another reason, as
 * imports of Sass, it tells the host of. */
bool faimi_site_takes_folder(const faimi_site_t *site, faimi_slice_t path);

/* Reads what was touched and brings the index up to date. */
faimi_rc_t faimi_site_update(faimi_site_t *site, faimi_error_t *err);

/* Milliseconds until a file that was too young to be read, or a page dated
 * ahead, is due: call faimi_site_update() then.  -1: none. */
int64_t faimi_site_due(const faimi_site_t *site);

/* For tests: the time of day, in seconds; 0: the real one. */
void faimi_site_set_time(faimi_site_t *site, int64_t sec);

/* For tests: what waits is due now; false: nothing waits. */
bool faimi_site_hurry(faimi_site_t *site);

/* For tests: the n-th allocation from now on fails; 0: none. */
void faimi_site_fail_at(faimi_site_t *site, size_t n);

/* The folder of the theme in force, or NULL; until the next update. */
const char *faimi_site_theme(const faimi_site_t *site);

/* Counts up whenever the index or a page's inputs have changed. */
uint64_t faimi_site_generation(const faimi_site_t *site);

#endif
