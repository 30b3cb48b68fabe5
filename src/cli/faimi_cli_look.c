/*
 * faimi routes, render and check: the commands that only look.
 *
 * `check` renders every page, since an error in a template shows only then,
 * and throws the output away; the errors are what it is for.
 */

#include <stdio.h>

#include "faimi_cli.h"


/* A line for each URL, its columns separated by tabs: URL, kind, source and
 * for a redirect the status and target.  The format is for scripts and stays
 * as it is. */
int
faimi_cli_routes(faimi_cli_t *cli)
{
    size_t              i, n;
    const faimi_row_t  *rows;

    rows = faimi_site_rows(cli->site, cli->arena, &n);

    for (i = 0; i < n; i++) {
        (void) printf("%.*s\t%.*s\t%.*s", FAIMI_FMT(rows[i].url),
                      FAIMI_FMT(rows[i].name), FAIMI_FMT(rows[i].source));

        if (rows[i].kind == FAIMI_ROUTE_REDIRECT) {
            (void) printf("\t%d %.*s", rows[i].status,
                          FAIMI_FMT(rows[i].target));
        }

        (void) putchar('\n');
    }

    return FAIMI_EXIT_OK;
}


/* The bytes that the server would send as the body.  A URL that is a redirect
 * or a static file is a problem, since there is nothing to render. */
int
faimi_cli_render(faimi_cli_t *cli)
{
    faimi_slice_t   out;
    faimi_route_t   route;
    faimi_arena_t  *arena;

    route = faimi_site_route(cli->site, faimi_slice_str(cli->argument));

    switch (route.kind) {
    case FAIMI_ROUTE_PAGE:
        break;
    case FAIMI_ROUTE_REDIRECT:
        (void) faimi_cli_fail("%s: a redirect (%d) to %.*s", cli->argument,
                              route.status, FAIMI_FMT(route.target));
        return FAIMI_EXIT_PROBLEM;
    case FAIMI_ROUTE_STATIC:
        (void) faimi_cli_fail("%s: the static file %.*s", cli->argument,
                              FAIMI_FMT(route.path));
        return FAIMI_EXIT_PROBLEM;
    default:
        (void) faimi_cli_fail("%s: there is nothing at that URL",
                              cli->argument);
        return FAIMI_EXIT_PROBLEM;
    }

    arena = faimi_cli_page(cli, route.page, &out);

    if (arena == NULL) {
        return FAIMI_EXIT_PROBLEM;
    }

    (void) fwrite(out.data, 1, out.len, stdout);
    faimi_arena_destroy(arena);

    return FAIMI_EXIT_OK;
}


/* Renders every page once, one after the other, each in an arena of its own:
 * memory is that of the largest page.  What fails is recorded with the site.
 * A page whose file never parsed is left out; its file is reported anyway. */
static void
faimi_cli_render_all(faimi_cli_t *cli)
{
    size_t              i, n;
    faimi_slice_t       out;
    const faimi_row_t  *rows;

    rows = faimi_site_rows(cli->site, cli->arena, &n);

    for (i = 0; i < n; i++) {
        if (rows[i].kind == FAIMI_ROUTE_PAGE
            && !faimi_page_info(rows[i].page).no_form)
        {
            faimi_arena_destroy(faimi_cli_page(cli, rows[i].page,
                                               &out));
        }
    }
}


/* Files, pages and conflicts between URLs, each problem once. */
int
faimi_cli_check(faimi_cli_t *cli)
{
    size_t                i, n;
    const faimi_error_t  *errors;

    cli->report = stdout;
    cli->late = true;
    faimi_cli_render_all(cli);

    faimi_cli_problems(cli);
    errors = faimi_site_conflicts(cli->site, cli->arena, &n);

    for (i = 0; i < n; i++) {
        faimi_cli_tell(cli, &errors[i]);
    }

    return (cli->problems > 0) ? FAIMI_EXIT_PROBLEM : FAIMI_EXIT_OK;
}
