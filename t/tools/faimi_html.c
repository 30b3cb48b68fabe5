/*
 * What plugins do to HTML, on the command line: for tests only.
 *
 *     faimi_html emoji|mentions|toc|anchors <HTML >HTML
 */

#include <stdio.h>
#include <stdlib.h>

#include "faimi_html.h"


typedef struct {
    faimi_guard_t  *guard;
    const char     *what;
    faimi_slice_t   html;
} job_t;


static faimi_slice_t
read_all(void)
{
    size_t  len, cap, n;
    char   *data;

    len = 0;
    cap = 1u << 20;
    data = malloc(cap);

    while (data != NULL && (n = fread(data + len, 1, cap - len, stdin)) > 0) {
        len += n;

        if (len == cap) {
            cap *= 2;
            data = realloc(data, cap);
        }
    }

    return faimi_slice(data, len);
}


static faimi_rc_t
run(void *data)
{
    job_t                           *job = data;

    bool                             done;
    faimi_buf_t                     *out;
    faimi_slice_t                    what;
    faimi_arena_t                   *arena;
    const faimi_slice_t              no_toc = FAIMI_SLICE("no_toc_section");
    const faimi_html_toc_options_t   options = {
        1, 6, false, FAIMI_SLICE("toc"), FAIMI_SLICE("section-nav"),
        FAIMI_EMPTY, FAIMI_SLICE("toc-entry"), FAIMI_SLICE("toc-"),
        &no_toc, 1
    };

    arena = faimi_arena_create(job->guard, 0);
    out = faimi_buf_create(arena, FAIMI_MAX_OUTPUT);
    what = faimi_slice_str(job->what);
    done = true;

    if (faimi_slice_eq(what, FAIMI_SLICE("emoji"))) {
        done = faimi_html_emoji(out, job->html,
                                FAIMI_SLICE(FAIMI_HTML_EMOJI_ROOT));

    } else if (faimi_slice_eq(what, FAIMI_SLICE("mentions"))) {
        done = faimi_html_mentions(out, job->html,
                                   FAIMI_SLICE(FAIMI_HTML_MENTIONS_BASE));

    } else if (faimi_slice_eq(what, FAIMI_SLICE("toc"))) {
        faimi_html_toc(out, job->html, &options, arena);

    } else {
        faimi_html_anchors(out, job->html, &options, arena);
    }

    (void) fwrite(done ? out->data : job->html.data, 1,
                  done ? out->len : job->html.len, stdout);
    faimi_arena_destroy(arena);

    return FAIMI_OK;
}


int
main(int argc, char **argv)
{
    job_t  job;

    if (argc != 2) {
        (void) fprintf(stderr, "faimi_html emoji|mentions|toc|anchors\n");
        return 2;
    }

    job.guard = faimi_guard_create();
    job.what = argv[1];
    job.html = read_all();

    return faimi_guard_run(job.guard, run, &job) == FAIMI_OK ? 0 : 1;
}
