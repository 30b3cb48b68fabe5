/*
 * The command line: the same core as in NGINX, without NGINX.
 *
 * It uses the public calls of the site only (faimi_site.h, faimi_report.h), so
 * that what `faimi check` accepts is what the server accepts.  One process
 * reads the site once and ends: nothing is watched, and no zone is shared.
 *
 * Two places for output: results go to stdout, problems of the site and
 * failures of the command to stderr.  `faimi check`, whose result is the list
 * of problems, writes it to stdout.
 */

#ifndef FAIMI_CLI_H
#define FAIMI_CLI_H

#include <stdio.h>

#include "faimi_report.h"


/* Exit codes.  1 is for authors of the site, 2 for whoever runs the command: a
 * script can tell the two apart. */
enum {
    FAIMI_EXIT_OK = 0,
    FAIMI_EXIT_PROBLEM = 1,   /* of the site; each was reported */
    FAIMI_EXIT_USAGE = 2      /* of the command line, or of the system */
};


/* The error of a page that the site keeps no record of, since the page has no
 * source file: a feed, or a source map. */
typedef struct faimi_cli_error_s  faimi_cli_error_t;

struct faimi_cli_error_s {
    faimi_error_t       err;
    faimi_cli_error_t  *next;
};


/* One run of a command. */
typedef struct {
    faimi_guard_t  *guard;
    faimi_arena_t  *arena;    /* as long as the command */
    faimi_site_t   *site;
    const char     *root;     /* the site's folder */
    const char     *argument; /* what follows it, or NULL */
    FILE           *report;   /* where problems are written */
    size_t          problems; /* how many were written so far */

    /* Set: errors of pages are not written at once, but collected in `errors`
     * (in the arena) for faimi_cli_problems(), which leaves out repetitions. */
    bool                late;
    faimi_cli_error_t  *errors;
} faimi_cli_t;


/* What is made in an arena of its own, under the guard. */
typedef struct {
    faimi_cli_t    *cli;
    faimi_page_t   *page;
    faimi_arena_t  *arena;
    faimi_slice_t  *out;
} faimi_cli_page_t;


/* The commands, each in a row of the table in faimi.c.  They return an exit
 * code; the site is open, with what could be read of it. */
int faimi_cli_routes(faimi_cli_t *cli);
int faimi_cli_render(faimi_cli_t *cli);
int faimi_cli_check(faimi_cli_t *cli);
int faimi_cli_build(faimi_cli_t *cli);

/* Says it on stderr, after "faimi: "; returns FAIMI_EXIT_USAGE. */
int faimi_cli_fail(const char *fmt, ...)
    __attribute__((format(printf, 1, 2)));

/* "file:line:column: message" on the report. */
void faimi_cli_tell(faimi_cli_t *cli, const faimi_error_t *err);

/* Renders into `out`, in an arena of its own that the caller destroys; NULL:
 * it failed, and was told. */
faimi_arena_t *faimi_cli_page(faimi_cli_t *cli, faimi_page_t *page,
    faimi_slice_t *out);

/* Tells, once each, what the site has recorded of its files, and the errors of
 * the pages that were rendered while cli->late was set. */
void faimi_cli_problems(faimi_cli_t *cli);

#endif
