/*
 * The site itself, and the parts of it that other files of this folder use.
 */

#ifndef FAIMI_SITE_INT_H
#define FAIMI_SITE_INT_H

#include "faimi_routes.h"
#include "faimi_site.h"


typedef struct faimi_styles_s  faimi_styles_t;

struct faimi_site_s {
    faimi_site_conf_t   conf;
    faimi_guard_t      *guard;
    faimi_arena_t      *arena;       /* as long as the site */
    faimi_arena_t      *scratch;     /* one sweep or update */
    faimi_arena_t      *touches;     /* paths that events named */
    faimi_map_t        *touched;     /* its keys; NULL: none */
    faimi_tree_t        tree;
    faimi_tree_t        theme;
    faimi_tree_t        partials;    /* files of include_relative */
    bool                spreads;     /* what pages share names such files */
    faimi_styles_t     *styles;      /* Sass */
    faimi_config_t     *config;      /* for the next index */
    faimi_arena_t      *config_arena;
    faimi_index_t      *index;       /* in force, or NULL */
    faimi_routes_t     *routes;      /* of that index */
    faimi_notes_t      *notes;       /* on it: problems and conflicts */
    faimi_page_cache_t  *cache;      /* pages for it and the next one */
    faimi_file_t       *waiting;     /* for their `due` */
    faimi_file_t       *dead;        /* records of files that are gone */
    faimi_arena_t     **retired;     /* freed when no index refers to them */
    size_t              nretired;
    size_t              cretired;
    faimi_arena_t      *half;        /* what a run that ended early left */
    uint64_t            generation;
    uint64_t            inputs;      /* counts what several pages see */
    faimi_arena_t      *memo;        /* what keys of pages have in common, */
    faimi_map_t        *memos;       /* by name; NULL: nothing yet */
    uint64_t            sweeps;
    int64_t             due;         /* monotonic ms; 0: none */
    int64_t             locked;      /* since when index.lock holds us up */
    int64_t             fixed;       /* tests: the time, in seconds; or 0 */
    bool                changed;     /* an input of some page, and */
    bool                wide;        /* more than a body */
    bool                stale;       /* the index must be built anew */
    bool                reread;      /* so must every file */
    bool                resweep;     /* at the next update */
    bool                patrolled;   /* a round of looking has ended */
    size_t              patrol;      /* where the round is */
    bool                overfull;    /* more files than FAIMI_MAX_FILES */
    bool                down;        /* no good _config.yml was ever seen */
    faimi_template_t   *builtins[FAIMI_BUILTINS];
};


/* Milliseconds that only go forward; seconds and nanoseconds of the day. */
int64_t faimi_site_clock(void);
faimi_time_t faimi_site_now(const faimi_site_t *site);

/* faimi_read.c: one record, for the state that `entry` shows. With `event`
 * its writer is known to have finished. */
void faimi_read_file(faimi_site_t *site, faimi_tree_t *tree,
    faimi_file_t *file, const faimi_entry_t *entry, bool event);
/* The file is not there, but its record stays. */
void faimi_read_drop(faimi_site_t *site, faimi_file_t *file);
void faimi_read_gone(faimi_site_t *site, faimi_tree_t *tree,
    faimi_file_t *file);

/* An arena that an index may still refer to. */
void faimi_site_retire(faimi_site_t *site, faimi_arena_t *arena);

/* Notes what is wrong with a file, NULL: nothing; tells the host if it is
 * new. */
void faimi_file_problem(faimi_site_t *site, faimi_file_t *file,
    const faimi_error_t *err);

/* faimi_site_index.c: puts a new index of the files in place; raises on the
 * site's guard, and then the old one stays. */
void faimi_site_index(faimi_site_t *site);

#endif
