/*
 * Code in colour on the command line: for tests only.
 *
 *     faimi_highlight LANGUAGE <CODE >HTML
 *     faimi_highlight --languages
 *     faimi_highlight --serve
 *
 * The language "guess" is found by the code.  With --serve codes come one after
 * the other, each after a line with its language and length; the HTML comes
 * after its length, or -1 where the code stays plain.
 */

#include <stdio.h>
#include <stdlib.h>

#include "faimi_highlight.h"


typedef struct {
    faimi_guard_t        *guard;
    faimi_arena_t        *arena;      /* of one code */
    faimi_highlighter_t  *highlighter;
    faimi_slice_t         language;
    faimi_slice_t         code;
    faimi_buf_t          *out;
} job_t;


static faimi_rc_t
run(void *data)
{
    int     lexer;
    job_t  *job = data;

    job->out = faimi_buf_create(job->arena, FAIMI_MAX_OUTPUT);
    lexer = faimi_slice_eq(job->language, FAIMI_SLICE("guess"))
            ? faimi_highlight_guess(job->highlighter, job->code, job->arena)
            : faimi_highlight_find(job->language);

    return (lexer < 0) ? FAIMI_ERROR
           : faimi_highlight(job->highlighter, lexer, job->code, NULL,
                             job->arena, job->out);
}


static faimi_rc_t
begin(void *data)
{
    job_t  *job = data;

    job->highlighter = faimi_highlighter_create(job->arena);
    job->arena = faimi_arena_create(job->guard, 0);

    return FAIMI_OK;
}


static int
serve(job_t *job)
{
    char    line[128], name[64], *data;
    size_t  len;

    while (fgets(line, sizeof(line), stdin) != NULL) {
        if (sscanf(line, "%63s %zu", name, &len) != 2
            || (data = malloc(len + 1)) == NULL
            || fread(data, 1, len, stdin) != len)
        {
            return 2;
        }

        job->language = faimi_slice_str(name);
        job->code = faimi_slice(data, len);

        if (faimi_guard_run(job->guard, run, job) == FAIMI_OK) {
            (void) printf("%zu\n", job->out->len);
            (void) fwrite(job->out->data, 1, job->out->len, stdout);
        } else {
            (void) printf("-1\n");
        }

        (void) fflush(stdout);
        faimi_arena_reset(job->arena);
        free(data);
    }

    return 0;
}


static int
one(job_t *job, const char *language)
{
    static char  code[1u << 24];

    job->language = faimi_slice_str(language);
    job->code = faimi_slice(code, fread(code, 1, sizeof(code), stdin));

    if (faimi_guard_run(job->guard, run, job) != FAIMI_OK) {
        (void) fprintf(stderr, "%s stays plain\n", language);
        return 1;
    }

    (void) fwrite(job->out->data, 1, job->out->len, stdout);

    return 0;
}


static int
languages(void)
{
    int  i;

    for (i = 0; faimi_highlight_tag(i) != NULL; i++) {
        (void) printf("%s\n", faimi_highlight_tag(i));
    }

    return 0;
}


int
main(int argc, char **argv)
{
    job_t  job;

    memset(&job, 0, sizeof(job_t));

    if (argc != 2) {
        (void) fprintf(stderr, "faimi_highlight LANGUAGE|--serve\n");
        return 2;
    }

    if (strcmp(argv[1], "--languages") == 0) {
        return languages();
    }

    job.guard = faimi_guard_create();
    job.arena = faimi_arena_create(job.guard, 0);

    if (faimi_guard_run(job.guard, begin, &job) != FAIMI_OK) {
        return 1;
    }

    return (strcmp(argv[1], "--serve") == 0) ? serve(&job)
           : one(&job, argv[1]);
}
