/*
 * Renders per second of one page of content/: whole (Liquid, Markdown, its
 * layouts), its Markdown alone, and the same text by bare libcmark, which is
 * what a render is measured by.  In alternating rounds, since the machine's
 * speed drifts; the median counts.
 *
 *     bench_render [SITE SOURCE URL]
 */

#include <cmark.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "faimi_frontmatter.h"
#include "faimi_markdown.h"
#include "faimi_route.h"


#define ROUNDS   9
#define SECONDS  0.3


typedef struct {
    faimi_guard_t  *guard;
    faimi_site_t   *site;
    faimi_page_t   *page;
    faimi_slice_t   body;      /* the page's Markdown */
    size_t          bytes;     /* of the last output */
} bench_t;


typedef struct {
    const char   *name;
    void        (*work)(bench_t *bench);
    double        rates[ROUNDS];
} bench_row_t;


typedef struct {
    bench_t        *bench;
    faimi_arena_t  *arena;
} bench_job_t;


static void
bench_die(const char *what)
{
    (void) fprintf(stderr, "bench_render: %s\n", what);
    exit(1);
}


static faimi_rc_t
bench_page_work(void *data)
{
    faimi_rc_t     rc;
    faimi_buf_t   *out;
    bench_job_t   *job = data;
    faimi_error_t  err;

    out = faimi_buf_create(job->arena, FAIMI_MAX_OUTPUT);
    rc = faimi_page_render(job->bench->site, job->bench->page, job->arena,
                           out, &err);
    job->bench->bytes = out->len;

    return rc;
}


static faimi_rc_t
bench_markdown_work(void *data)
{
    faimi_rc_t                rc;
    faimi_buf_t              *out;
    bench_job_t              *job = data;
    faimi_error_t             err;
    faimi_markdown_options_t  options;

    faimi_markdown_defaults(&options);
    out = faimi_buf_create(job->arena, FAIMI_MAX_OUTPUT);
    rc = faimi_markdown_render(job->arena, job->bench->body, &options, out,
                               &err);
    job->bench->bytes = out->len;

    return rc;
}


static void
bench_run(bench_t *bench, faimi_work_pt work)
{
    bench_job_t  job;

    job.bench = bench;
    job.arena = faimi_arena_create(bench->guard, FAIMI_MAX_RENDER_MEMORY);

    if (job.arena == NULL
        || faimi_guard_run(bench->guard, work, &job) != FAIMI_OK)
    {
        bench_die("the page does not render");
    }

    faimi_arena_destroy(job.arena);
}


static void
bench_page(bench_t *bench)
{
    bench_run(bench, bench_page_work);
}


static void
bench_markdown(bench_t *bench)
{
    bench_run(bench, bench_markdown_work);
}


static void
bench_cmark(bench_t *bench)
{
    char  *html;

    html = cmark_markdown_to_html(bench->body.data, bench->body.len,
                                  CMARK_OPT_UNSAFE);
    bench->bytes = strlen(html);
    free(html);
}


static double
bench_now(void)
{
    struct timespec  ts;

    (void) clock_gettime(CLOCK_MONOTONIC, &ts);

    return ts.tv_sec + ts.tv_nsec / 1e9;
}


static double
bench_rate(bench_t *bench, void (*work)(bench_t *))
{
    double  start, end;
    size_t  n;

    start = bench_now();
    n = 0;

    do {
        work(bench);
        n++;
        end = bench_now();
    } while (end - start < SECONDS);

    return n / (end - start);
}


static int
bench_compare(const void *one, const void *two)
{
    double  a = *(const double *) one, b = *(const double *) two;

    return (a > b) - (a < b);
}


static double
bench_median(bench_row_t *row)
{
    qsort(row->rates, ROUNDS, sizeof(double), bench_compare);

    return row->rates[ROUNDS / 2];
}


static faimi_slice_t
bench_read(const char *path)
{
    FILE    *file;
    char    *data;
    size_t   len;

    data = malloc(FAIMI_MAX_FRONT_MATTER);
    file = fopen(path, "rb");

    if (data == NULL || file == NULL) {
        bench_die("the source cannot be read");
    }

    len = fread(data, 1, FAIMI_MAX_FRONT_MATTER, file);
    (void) fclose(file);

    return faimi_slice(data, len);
}


static void
bench_open(bench_t *bench, const char *folder, const char *source,
    const char *url)
{
    char               root[PATH_MAX];
    faimi_error_t      err;
    faimi_route_t      route;
    faimi_site_conf_t  conf;

    if (realpath(folder, root) == NULL) {
        bench_die("there is no such site");
    }

    memset(&conf, 0, sizeof(conf));
    conf.root = root;
    bench->guard = faimi_guard_create();
    bench->site = faimi_site_create(&conf);

    if (faimi_site_scan(bench->site, &err) != FAIMI_OK) {
        bench_die(err.message);
    }

    route = faimi_site_route(bench->site, faimi_slice_str(url));

    if (route.kind != FAIMI_ROUTE_PAGE) {
        bench_die("the URL is no page");
    }

    bench->page = route.page;
    bench->body = faimi_frontmatter_split(bench_read(source)).body;
}


int
main(int argc, char **argv)
{
    size_t   i, round;
    double   base, rate;
    bench_t  bench;

    bench_row_t  rows[] = {
        { "a page, whole", bench_page, { 0 } },
        { "its Markdown alone", bench_markdown, { 0 } },
        { "the same by bare cmark", bench_cmark, { 0 } },
    };

    bench_open(&bench, argc > 3 ? argv[1] : "content",
               argc > 3 ? argv[2] : "content/2025-miccai-workshop.md",
               argc > 3 ? argv[3] : "/2025-miccai-workshop/index.html");

    for (round = 0; round < ROUNDS; round++) {
        for (i = 0; i < 3; i++) {
            rows[i].rates[round] = bench_rate(&bench, rows[i].work);
        }
    }

    base = bench_median(&rows[2]);
    (void) printf("renders of %zu bytes of Markdown; %d rounds of %.1f s\n",
                  bench.body.len, ROUNDS, SECONDS);

    for (i = 0; i < 3; i++) {
        rate = bench_median(&rows[i]);
        rows[i].work(&bench);
        (void) printf("  %-28s %8.0f pages/s  %6.0f us  %5.2f times cmark's"
                      " time  (%zu bytes)\n", rows[i].name, rate, 1e6 / rate,
                      base / rate, bench.bytes);
    }

    faimi_site_destroy(bench.site);
    faimi_guard_destroy(bench.guard);

    return 0;
}
