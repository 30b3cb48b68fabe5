/*
 * Markdown on the command line: for tests only.
 *
 *     faimi_markdown [--CONVERTER] [NAME=VALUE ...] <TEXT >HTML
 *     faimi_markdown [--CONVERTER] [NAME=VALUE ...] --serve
 *     faimi_markdown --spec FILE...
 *
 * NAME=VALUE sets an option by kramdown's name.  --smartify is the converter of
 * that filter; --commonmark is CommonMark, whose options are NAME=option and
 * NAME=extension.  --spec runs the examples of
 * specification files and prints TAP.  With --serve texts come one after the
 * other, each after its length on a line, and so does the HTML; an error comes
 * in its place with a minus before the length.
 */

#include "markdown.h"


static void
print(faimi_slice_t s)
{
    (void) fwrite(s.data, 1, s.len, stdout);
}


static int
run_one(faimi_guard_t *guard, job_t *job)
{
    char        text[1024];
    faimi_rc_t  rc;

    job->text = read_file(stdin);
    rc = job_render(guard, job);

    if (rc == FAIMI_OK) {
        print(faimi_buf_slice(job->out));

    } else {
        (void) faimi_error_text(&job->err, text, sizeof(text));
        (void) fprintf(stderr, "%s\n", rc == FAIMI_NOMEM ? "no memory" : text);
    }

    free((char *) job->text.data);

    return rc != FAIMI_OK;
}


static int
run_serve(faimi_guard_t *guard, job_t *job)
{
    char        text[1024], line[32], *data;
    size_t      len;
    faimi_rc_t  rc;

    while (fgets(line, sizeof(line), stdin) != NULL) {
        len = strtoul(line, NULL, 10);
        data = malloc(len + 1);

        if (data == NULL || fread(data, 1, len, stdin) != len) {
            free(data);
            return 2;
        }

        job->text = faimi_slice(data, len);
        rc = job_render(guard, job);

        if (rc == FAIMI_OK) {
            (void) printf("%zu\n", job->out->len);
            print(faimi_buf_slice(job->out));

        } else {
            len = faimi_error_text(&job->err, text, sizeof(text));
            (void) printf("-%zu\n%s", len, text);
        }

        (void) fflush(stdout);
        faimi_arena_reset(job->arena);
        free(data);
    }

    return 0;
}


static int
run_specs(faimi_guard_t *guard, char **names)
{
    int  failed, count;

    for (failed = count = 0; *names != NULL; names++) {
        failed += spec_run(guard, *names, &count);
    }

    (void) printf("1..%d\n", count);

    return failed != 0;
}


static faimi_rc_t
set_option(faimi_arena_t *arena, job_t *job, faimi_slice_t name,
    const char *value)
{
    if (job->kind != JOB_COMMONMARK) {
        return faimi_markdown_option(arena, &job->options, name,
                                     FAIMI_V_STRING(faimi_slice_str(value)));
    }

    return (strcmp(value, "option") == 0)
           ? faimi_commonmark_option(&job->commonmark, name)
           : faimi_commonmark_extension(&job->commonmark, name);
}


int
main(int argc, char **argv)
{
    int             i, rc;
    char           *value;
    job_t           job;
    faimi_slice_t   name;
    faimi_arena_t  *arena;
    faimi_guard_t  *guard;

    guard = faimi_guard_create();
    job_init(guard, &job);
    job_colours(guard, &job);
    arena = faimi_arena_create(guard, FAIMI_MAX_FILE_MEMORY);

    i = 1;

    if (i < argc && strcmp(argv[i], "--smartify") == 0) {
        job.kind = JOB_SMARTIFY;
        i++;

    } else if (i < argc && strcmp(argv[i], "--commonmark") == 0) {
        job.kind = JOB_COMMONMARK;
        i++;
    }

    for ( /* void */ ; i < argc && (value = strchr(argv[i], '=')) != NULL; i++)
    {
        name = faimi_slice(argv[i], (size_t) (value - argv[i]));

        if (set_option(arena, &job, name, value + 1) == FAIMI_ERROR) {
            (void) fprintf(stderr, "no such value: %s\n", argv[i]);
            return 2;
        }
    }

    if (i == argc) {
        rc = run_one(guard, &job);

    } else if (strcmp(argv[i], "--serve") == 0) {
        rc = run_serve(guard, &job);

    } else {
        rc = run_specs(guard, argv + i + 1);
    }

    job_done(&job);
    faimi_arena_destroy(arena);
    faimi_guard_destroy(guard);

    return rc;
}
