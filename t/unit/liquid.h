/*
 * Templates rendered for tests, and the runner of spec files.
 *
 * Data is JSON (any YAML): a map of variables.  In it `_includes` maps the
 * names of includes to their texts, `_links` what {% link %} takes to URLs, and
 * `_now` is the moment of `now`.
 *
 * A spec file is Markdown.  Each example in it is a block fenced by 32
 * backticks, the first followed by " example": data, a line "%", (both may be
 * left out), a template, a line ".", what it renders to.  The last newline of
 * template and output belongs to the file.  An error renders to <<error>>.
 */

#ifndef LIQUID_H
#define LIQUID_H

#include <stdio.h>
#include <stdlib.h>

#include "faimi_frontmatter.h"
#include "faimi_liquid_render.h"


#define FENCE  "````````````````````````````````"


typedef struct {
    faimi_arena_t        *arena;
    faimi_liquid_options_t  options;
    faimi_slice_t         template;
    faimi_slice_t         data;
    faimi_slice_t         output;
    const faimi_map_t    *globals;
    faimi_error_t         err;
} job_t;


static faimi_slice_t
text_of(const faimi_value_t *v)
{
    return (v != NULL && v->type == FAIMI_STRING) ? v->u.string : FAIMI_EMPTY;
}


static const faimi_value_t *
setting(const job_t *job, const char *table, faimi_slice_t name)
{
    const faimi_value_t  *map;

    map = faimi_map_get(job->globals, faimi_slice_str(table));

    return (map == NULL || map->type != FAIMI_MAP) ? NULL
           : faimi_map_get(map->u.map, name);
}


static const faimi_template_t *
include(void *data, faimi_slice_t name, bool relative,
    faimi_error_t *err)
{
    job_t                *job;
    faimi_template_t     *template;
    const faimi_value_t  *v;

    (void) relative;
    job = data;
    v = setting(job, "_includes", name);

    if (v == NULL) {
        (void) faimi_error_set(err, FAIMI_EMPTY, 0, 0, "no include \"%.*s\"",
                               FAIMI_FMT(name));
        return NULL;
    }

    if (faimi_liquid_parse_as(job->arena, text_of(v), name, 1, &job->options,
                              &template, err) != FAIMI_OK)
    {
        return NULL;
    }

    return template;
}


static faimi_rc_t
link_to(void *data, faimi_slice_t tag, faimi_slice_t name,
    faimi_arena_t *arena, faimi_slice_t *url, faimi_error_t *err)
{
    const faimi_value_t  *v;

    (void) arena;
    v = setting(data, "_links", name);
    *url = text_of(v);

    return (v != NULL) ? FAIMI_OK
           : faimi_error_set(err, FAIMI_EMPTY, 0, 0, "no page for %.*s",
                             FAIMI_FMT(tag));
}


static faimi_time_t
now(void *data)
{
    job_t                *job;
    const faimi_value_t  *v;

    job = data;
    v = faimi_map_get(job->globals, FAIMI_SLICE("_now"));

    return (v != NULL && v->type == FAIMI_TIME) ? v->u.time
           : (faimi_time_t) { .sec = 0 };
}


static faimi_rc_t
render(void *data)
{
    job_t                *job;
    faimi_rc_t            rc;
    faimi_buf_t          *out;
    faimi_value_t         v;
    faimi_template_t     *template;
    faimi_liquid_host_t   host;

    job = data;
    host = (faimi_liquid_host_t) { .include = include, .link = link_to,
                                   .now = now, .data = job };
    v = FAIMI_V_NIL;

    rc = faimi_yaml_parse(job->arena, job->data, FAIMI_SLICE("data"), 1, &v,
                          &job->err);

    if (rc != FAIMI_OK) {
        return rc;
    }

    v = (v.type == FAIMI_MAP) ? v
        : FAIMI_V_MAP(faimi_map_create(job->arena));
    job->globals = v.u.map;

    rc = faimi_liquid_parse_as(job->arena, job->template,
                               FAIMI_SLICE("template"), 1, &job->options,
                               &template, &job->err);

    if (rc != FAIMI_OK) {
        return rc;
    }

    out = faimi_buf_create(job->arena, FAIMI_MAX_OUTPUT);
    rc = faimi_liquid_render(faimi_liquid_create(job->arena, &host, v.u.map,
                                                 NULL),
                             template, out, &job->err);
    job->output = faimi_buf_slice(out);

    return rc;
}


static char *
read_all(FILE *f, size_t *len)
{
    char    *text;
    size_t   n, cap;

    cap = 1 << 16;
    text = malloc(cap);
    *len = 0;

    while (text != NULL && (n = fread(text + *len, 1, cap - *len, f)) > 0) {
        *len += n;

        if (*len == cap) {
            cap *= 2;
            text = realloc(text, cap);
        }
    }

    return text;
}


static faimi_slice_t
read_file(const char *name)
{
    FILE    *f;
    char    *text;
    size_t   len;

    f = fopen(name, "r");

    if (f == NULL) {
        perror(name);
        exit(2);
    }

    text = read_all(f, &len);
    (void) fclose(f);

    return faimi_slice(text, len);
}


/* What stands before the line `mark` from `*at` on; `*at` moves behind it. */
static bool
part(faimi_slice_t s, const char *mark, size_t *at, faimi_slice_t *before)
{
    size_t  i, end;

    for (i = *at; i < s.len; i = end + 1) {
        end = faimi_slice_find_char(s, '\n', i);

        if (faimi_slice_eq(faimi_slice_sub(s, i, end), faimi_slice_str(mark)))
        {
            *before = faimi_slice_sub(s, *at, (i > *at) ? i - 1 : i);
            *at = end + 1;
            return true;
        }
    }

    return false;
}


static bool
run_example(faimi_guard_t *guard, faimi_liquid_mode_t mode,
    faimi_slice_t example, faimi_slice_t expected, int number,
    const char *file)
{
    bool        ok;
    job_t       job;
    size_t      at;
    faimi_rc_t  rc;

    job = (job_t) { .arena = faimi_arena_create(guard, 0) };
    job.options.mode = mode;
    at = 0;

    if (!part(example, "%", &at, &job.data)) {
        job.data = FAIMI_EMPTY;
    }

    job.template = faimi_slice_sub(example, at, example.len);
    rc = faimi_guard_run(guard, render, &job);

    if (rc != FAIMI_OK) {
        job.output = FAIMI_SLICE("<<error>>");
    }

    ok = faimi_slice_eq(job.output, expected);
    printf("%sok %d - %s\n", ok ? "" : "not ", number, file);

    if (!ok) {
        printf("# template: [%.*s] %s\n# got: [%.*s]\n# expected: [%.*s]\n",
               FAIMI_FMT(job.template),
               (rc == FAIMI_OK) ? "" : job.err.message, FAIMI_FMT(job.output),
               FAIMI_FMT(expected));
    }

    faimi_arena_destroy(job.arena);

    return ok;
}


static int
run_specs(faimi_guard_t *guard, faimi_liquid_mode_t mode, char **files)
{
    int            count, failed;
    char          *text;
    size_t         at;
    faimi_slice_t  s, skipped, example, expected;

    count = 0;
    failed = 0;

    for ( /* void */ ; *files != NULL; files++) {
        s = read_file(*files);
        text = (char *) s.data;
        at = 0;

        while (part(s, FENCE " example", &at, &skipped)
               && part(s, ".", &at, &example)
               && part(s, FENCE, &at, &expected))
        {
            failed += !run_example(guard, mode, example, expected, ++count,
                                   *files);
        }

        free(text);
    }

    printf("1..%d\n", count);

    return failed != 0;
}

#endif
