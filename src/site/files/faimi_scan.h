/*
 * What sweeps know of paths, and the configuration's file.
 */

#ifndef FAIMI_SCAN_H
#define FAIMI_SCAN_H

#include "faimi_site_int.h"


/* Brings the records up to date. */
faimi_rc_t faimi_scan_touched(faimi_site_t *site, faimi_error_t *err);
void faimi_scan_config(faimi_site_t *site, bool event);

/* faimi_rescan.c: looks at the next `n` records and folders, and tells `note`
 * of those that have changed; then at the next ones.  At the end of a round
 * site->patrolled is set. */
typedef void (*faimi_rescan_pt)(faimi_site_t *site, faimi_slice_t path,
    bool event);
void faimi_rescan(faimi_site_t *site, size_t n, faimi_rescan_pt note);

/* Whether `path` is `folder`, or lies in it. */
bool faimi_scan_is_below(faimi_slice_t path, faimi_slice_t folder);

/* UTF-8, without control characters, and not too long. */
bool faimi_scan_name_is_good(faimi_slice_t path);

/* Whether a path is one that _config.yml may have. */
bool faimi_scan_is_config(faimi_slice_t path);

/* Folder `path` is about to be looked into: the host may watch it. */
void faimi_scan_watch(const faimi_site_t *site, faimi_slice_t path);

/* Whether there is no folder of layouts, nor a theme. */
bool faimi_scan_is_bare(const faimi_site_t *site);

#endif
