/*
 * The command line: the same core as in NGINX, without it.
 */

#ifndef FAIMI_CLI_H
#define FAIMI_CLI_H

#include <stdio.h>

#include "faimi_report.h"


/* Exit codes. */
enum {
    FAIMI_EXIT_OK = 0,
    FAIMI_EXIT_PROBLEM = 1,   /* of the site: it is said on stderr */
    FAIMI_EXIT_USAGE = 2      /* of the command line, or of the system */
};


/* The error of a page without a source, such as a feed or a map of Sass. */
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
    FILE           *report;   /* where problems are told */
    size_t          problems; /* told so far */
    bool            late;     /* pages' errors are told at the end, */

    /* by faimi_cli_problems(): a list, in the arena */
    faimi_cli_error_t  *errors;
} faimi_cli_t;


/* What is made in an arena of its own, under the guard. */
typedef struct {
    faimi_cli_t    *cli;
    faimi_page_t   *page;
    faimi_arena_t  *arena;
    faimi_slice_t  *out;
} faimi_cli_page_t;


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
