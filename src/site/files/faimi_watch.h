/*
 * The folders that the host watches, as faimi_host_t's watch() is told.
 */

#ifndef FAIMI_WATCH_H
#define FAIMI_WATCH_H

#include "faimi_files_int.h"


typedef struct faimi_watch_s  faimi_watch_t;


/* Sets files->touches.links, in files->arena; raises on the guard. */
void faimi_watch_create(faimi_files_t *files);
void faimi_watch_destroy(faimi_files_t *files);

/* The absolute path of a file or folder of the theme, by which the host knows
 * it; in files->scratch. */
faimi_slice_t faimi_watch_themed(const faimi_files_t *files,
    faimi_slice_t path);

/* Tells the host that folder `path`, of the site's or of the theme's, is about
 * to be looked into. */
void faimi_watch_folder(const faimi_files_t *files, bool theme,
    faimi_slice_t path);

/* A file is about to be read: if it is a symbolic link, the folder of its
 * target is watched. */
void faimi_watch_link(faimi_files_t *files, const faimi_file_t *file);

/* Adds to `touched`, paths of the running update, the links to them. */
void faimi_watch_touch(faimi_files_t *files, faimi_map_t *touched);

/* Watches all targets anew, since watches may be lost, and forgets links that
 * are gone. */
void faimi_watch_again(faimi_files_t *files);

#endif
