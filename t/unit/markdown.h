/*
 * Markdown rendered for tests, and the runner of spec files.
 *
 * A spec file is Markdown.  Each example in it is a block fenced by 32
 * backticks, the first followed by " example": a text, a line ".", its HTML,
 * compared byte for byte, with a line end added where it has none.  The file's
 * name says which converter it is about: markdown-*.md, smartify.md,
 * commonmark.md (with UNSAFE).
 */

#ifndef MARKDOWN_H
#define MARKDOWN_H

#include <stdio.h>
#include <stdlib.h>

#include "faimi_commonmark.h"
#include "faimi_frontmatter.h"
#include "faimi_highlight.h"
#include "faimi_markdown.h"


#define FENCE  "````````````````````````````````"


/* Which of the converters a test is about. */
typedef enum {
    JOB_MARKDOWN = 0, JOB_SMARTIFY, JOB_COMMONMARK
} job_kind_t;


typedef struct {
    job_kind_t                   kind;
    faimi_arena_t               *arena;
    faimi_markdown_options_t     options;
    faimi_commonmark_options_t   commonmark;
    faimi_slice_t                text;
    faimi_buf_t                 *out;
    faimi_error_t                err;
    faimi_arena_t               *code;       /* of the highlighter */
} job_t;


static faimi_rc_t
job_work(void *data)
{
    job_t  *job = data;

    job->out = faimi_buf_create(job->arena, FAIMI_MAX_OUTPUT);

    switch (job->kind) {
    case JOB_SMARTIFY:
        return faimi_markdown_smartify(job->arena, job->text, &job->options,
                                       job->out, &job->err);
    case JOB_COMMONMARK:
        return faimi_commonmark_render(job->arena, job->text,
                                       &job->commonmark, job->out, &job->err);
    default:
        return faimi_markdown_render(job->arena, job->text, &job->options,
                                     job->out, &job->err);
    }
}


/* Renders job->text to job->out, or fills job->err. */
static inline faimi_rc_t
job_render(faimi_guard_t *guard, job_t *job)
{
    size_t  bad;

    memset(&job->err, 0, sizeof(faimi_error_t));
    bad = faimi_utf8_check(job->text);

    if (bad < job->text.len) {
        return faimi_error_set(&job->err, FAIMI_EMPTY, 0, 0,
                               "not UTF-8 at byte %zu", bad);
    }

    return faimi_guard_run(guard, job_work, job);
}


static inline void
job_init(faimi_guard_t *guard, job_t *job)
{
    memset(job, 0, sizeof(job_t));
    job->arena = faimi_arena_create(guard, FAIMI_MAX_RENDER_MEMORY);
    faimi_markdown_defaults(&job->options);
    job->options.yaml = faimi_yaml_parse;
}


static faimi_rc_t
job_highlighter(void *data)
{
    job_t  *job = data;

    job->options.code = faimi_highlight_hook(
        faimi_highlighter_create(job->code), (faimi_code_deadline_t) { 0 });
    job->commonmark.code = job->options.code;

    return FAIMI_OK;
}


/* For jobs whose code is in colour, as on a site; job_done() is their end. */
static inline void
job_colours(faimi_guard_t *guard, job_t *job)
{
    job->code = faimi_arena_create(guard, 0);

    if (faimi_guard_run(guard, job_highlighter, job) != FAIMI_OK) {
        exit(2);
    }
}


static inline void
job_done(job_t *job)
{
    faimi_arena_destroy(job->code);
    faimi_arena_destroy(job->arena);
}


static inline faimi_slice_t
read_file(FILE *f)
{
    char    *data;
    size_t   n, cap, len;

    data = NULL;
    cap = len = 0;

    do {
        if (len == cap) {
            cap = (cap == 0) ? 65536 : 2 * cap;
            data = realloc(data, cap);

            if (data == NULL) {
                exit(2);
            }
        }

        n = fread(data + len, 1, cap - len, f);
        len += n;
    } while (n > 0);

    return faimi_slice(data, len);
}


/* The text up to a line that is `end`; *at moves behind that line, and is
 * beyond the text where there is none. */
static inline faimi_slice_t
spec_until(faimi_slice_t s, size_t *at, const char *end)
{
    size_t         from, eol;
    faimi_slice_t  line;

    for (from = *at; *at < s.len; *at = eol + 1) {
        eol = faimi_slice_find_char(s, '\n', *at);
        line = faimi_slice_sub(s, *at, eol);

        if (faimi_slice_eq(line, faimi_slice_str(end))) {
            line = faimi_slice_sub(s, from, *at);
            *at = eol + 1;
            return line;
        }
    }

    *at = s.len + 1;

    return FAIMI_EMPTY;
}


static inline job_kind_t
spec_kind(const char *name)
{
    return (strstr(name, "smartify") != NULL) ? JOB_SMARTIFY
         : (strstr(name, "commonmark") != NULL) ? JOB_COMMONMARK
         : JOB_MARKDOWN;
}


static inline faimi_slice_t
spec_render(faimi_guard_t *guard, job_t *job)
{
    if (job_render(guard, job) != FAIMI_OK) {
        return FAIMI_EMPTY;
    }

    if (job->out->len > 0 && job->out->data[job->out->len - 1] != '\n') {
        faimi_buf_char(job->out, '\n');
    }

    return faimi_buf_slice(job->out);
}


/* Prints TAP, without the plan; returns how many examples failed. */
static inline int
spec_run(faimi_guard_t *guard, const char *name, int *count)
{
    int             failed;
    FILE           *f;
    job_t           job;
    size_t          at;
    faimi_slice_t   s, expected, got;

    f = fopen(name, "r");

    if (f == NULL) {
        printf("Bail out! cannot read %s\n", name);
        return 1;
    }

    s = read_file(f);
    (void) fclose(f);
    job_init(guard, &job);
    job_colours(guard, &job);
    job.kind = spec_kind(name);
    job.commonmark.unsafe = true;
    failed = 0;

    for (at = 0; ; /* void */) {
        (void) spec_until(s, &at, FENCE " example");

        if (at > s.len) {
            break;
        }

        job.text = spec_until(s, &at, ".");
        expected = spec_until(s, &at, FENCE);
        got = spec_render(guard, &job);
        (*count)++;

        if (faimi_slice_eq(got, expected)) {
            printf("ok %d - %s\n", *count, name);

        } else {
            failed++;
            printf("not ok %d - %s, before byte %zu\n", *count, name, at);
            (void) fprintf(stderr, "# text:\n%.*s# expected:\n%.*s# got:\n"
                           "%.*s", FAIMI_FMT(job.text), FAIMI_FMT(expected),
                           FAIMI_FMT(got));
        }

        faimi_arena_reset(job.arena);
    }

    free((char *) s.data);
    job_done(&job);

    return failed;
}

#endif
