/*
 * The Liquid engine on the command line, for tests and comparisons.
 *
 *     faimi_liquid [--lax | --strict] [DATA] < TEMPLATE
 *     faimi_liquid [--lax | --strict] --spec FILE...
 *
 * t/unit/liquid.h tells the forms of DATA and of a spec file; --spec prints
 * TAP.
 */

#include "liquid.h"


static int
run_once(faimi_guard_t *guard, job_t *job, const char *data)
{
    char        *text, where[1024];
    faimi_rc_t   rc;

    text = read_all(stdin, &job->template.len);
    job->template.data = text;
    job->data = (data == NULL) ? FAIMI_EMPTY : read_file(data);
    job->arena = faimi_arena_create(guard, FAIMI_MAX_RENDER_MEMORY);
    rc = faimi_guard_run(guard, render, job);

    (void) fwrite(job->output.data, 1, job->output.len, stdout);

    if (rc != FAIMI_OK) {
        (void) faimi_error_text(&job->err, where, sizeof(where));
        (void) fprintf(stderr, "%s\n", where);
    }

    faimi_arena_destroy(job->arena);
    free(text);

    return rc != FAIMI_OK;
}


int
main(int argc, char **argv)
{
    int             rc;
    job_t           job;
    faimi_guard_t  *guard;

    (void) argc;
    guard = faimi_guard_create();
    job = (job_t) { .options.mode = FAIMI_LIQUID_WARN, .output = FAIMI_EMPTY };
    argv++;

    if (*argv != NULL && strcmp(*argv, "--lax") == 0) {
        job.options.mode = FAIMI_LIQUID_LAX;
        argv++;

    } else if (*argv != NULL && strcmp(*argv, "--strict") == 0) {
        job.options.mode = FAIMI_LIQUID_STRICT;
        argv++;
    }

    rc = (*argv != NULL && strcmp(*argv, "--spec") == 0)
         ? run_specs(guard, job.options.mode, argv + 1)
         : run_once(guard, &job, *argv);

    faimi_guard_destroy(guard);

    return rc;
}
