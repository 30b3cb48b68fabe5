/*
 * The parent's side: what the child is given, and what its answer means.
 */

#include <signal.h>

#include "faimi_limits.h"
#include "faimi_sandbox.h"
#include "faimi_sass_int.h"


#define FAIMI_SASS_BOM  "\xef\xbb\xbf"


/* An error at the beginning of the page's text: of the page as a whole. */
static faimi_rc_t
faimi_sass_fail(const faimi_sass_job_t *job, faimi_error_t *err,
    const char *message)
{
    return faimi_error_set(err, job->file, job->line, 0, "Sass: %s", message);
}


faimi_rc_t
faimi_sass_ended(faimi_slice_t file, size_t line, faimi_sandbox_end_t end,
    int detail, faimi_error_t *err)
{
    switch (end) {
    case FAIMI_SANDBOX_LATE:
        return faimi_error_set(err, file, line, 0, "Sass: the page "
                               "takes more than %d s to compile: look for a "
                               "loop that does not end", FAIMI_MAX_SASS_TIME);
    case FAIMI_SANDBOX_CLOSED:
        return faimi_error_set(err, file, line, 0, "Sass: the "
                               "compiler could not be started: %s",
                               strerror(detail));
    case FAIMI_SANDBOX_DIED:
        return faimi_error_set(err, file, line, 0, "Sass: the page "
                               "ends libsass (%s): look for nesting without "
                               "end, or what takes more than %u MB",
                               strsignal(detail),
                               FAIMI_MAX_SASS_MEMORY >> 20);
    default:
        return faimi_error_set(err, file, line, 0, "Sass: the page "
                               "takes more than %u MB of memory to compile",
                               FAIMI_MAX_SASS_MEMORY >> 20);
    }
}


/* What libsass says, at the file and line that it names. */
static faimi_rc_t
faimi_sass_refused(const faimi_sass_job_t *job,
    const faimi_sass_reply_t *reply, faimi_error_t *err)
{
    size_t                    line, column;
    faimi_slice_t             path;
    const faimi_sass_file_t  *file;

    path = faimi_slice_str(reply->file);

    while (faimi_slice_starts(path, FAIMI_SLICE("/"))) {
        path = faimi_slice_sub(path, 1, path.len);
    }

    file = faimi_sass_find(job->options, path);

    /* libsass has (size_t) -1 for what it does not know */
    line = (reply->line > FAIMI_MAX_SOURCE) ? 0 : reply->line;
    column = (reply->column > FAIMI_MAX_SOURCE) ? 0 : reply->column;

    if (file == NULL) {
        path = job->file;
        line = (line > 0) ? line + job->line - 1 : job->line;

    } else if (faimi_slice_starts(path, FAIMI_SLICE(FAIMI_SASS_THEME))) {
        path = faimi_slice_sub(path, sizeof(FAIMI_SASS_THEME) - 1, path.len);
    }

    return faimi_error_set(err, path, line, column, "Sass: %.*s",
                           FAIMI_FMT(faimi_slice_trim(
                               faimi_slice_str(reply->message))));
}


/* A BOM, which libsass writes in compressed CSS, does not go out. */
static void
faimi_sass_add(const faimi_sass_job_t *job, faimi_slice_t text,
    faimi_buf_t *out)
{
    if (!job->map && faimi_slice_starts(text, FAIMI_SLICE(FAIMI_SASS_BOM))) {
        text = faimi_slice_sub(text, sizeof(FAIMI_SASS_BOM) - 1, text.len);

        if (job->options->charset) {
            faimi_buf_str(out, "@charset \"UTF-8\";");
        }
    }

    faimi_buf_add(out, text);
}


static faimi_rc_t
faimi_sass_answer(const faimi_sass_job_t *job, const faimi_buf_t *b,
    faimi_sandbox_end_t end, int detail, faimi_buf_t *out, faimi_error_t *err)
{
    faimi_slice_t       text;
    faimi_sass_reply_t  reply;

    if (end != FAIMI_SANDBOX_DONE || b->len < sizeof(reply)) {
        return faimi_sass_ended(job->file, job->line, end, detail, err);
    }

    memcpy(&reply, b->data, sizeof(reply));
    reply.file[FAIMI_SASS_TEXT - 1] = '\0';
    reply.message[FAIMI_SASS_TEXT - 1] = '\0';
    text = faimi_slice(b->data + sizeof(reply), b->len - sizeof(reply));

    if (reply.memory) {
        return faimi_sass_ended(job->file, job->line, FAIMI_SANDBOX_DONE, 0,
                                err);
    }

    if (reply.status != 0) {
        return faimi_sass_refused(job, &reply, err);
    }

    if (reply.n > FAIMI_MAX_OUTPUT) {
        return faimi_error_set(err, job->file, job->line, 0, "Sass: the CSS "
                               "grows beyond %u MB", FAIMI_MAX_OUTPUT >> 20);
    }

    if (text.len != reply.n) {
        return faimi_sass_ended(job->file, job->line, FAIMI_SANDBOX_DONE, 0,
                                err);
    }

    faimi_sass_add(job, text, out);

    return FAIMI_OK;
}


static void
faimi_sass_put_fd(void *to, const void *data, size_t n)
{
    faimi_sandbox_write(*(int *) to, data, n);
}


static void
faimi_sass_child(void *order, int fd)
{
    faimi_sass_work(order, faimi_sass_put_fd, &fd);
}


static void
faimi_sass_put_buf(void *to, const void *data, size_t n)
{
    faimi_buf_add(to, faimi_slice(data, n));
}


static faimi_sandbox_end_t
faimi_sass_run(faimi_sass_order_t *order, faimi_buf_t *b, int *detail)
{
    faimi_sandbox_t  limits;

    if (order->job->where == FAIMI_SASS_HERE) {
        *detail = 0;
        faimi_sass_work(order, faimi_sass_put_buf, b);
        return FAIMI_SANDBOX_DONE;
    }

    limits = (faimi_sandbox_t) { FAIMI_MAX_SASS_MEMORY, FAIMI_MAX_SASS_TIME,
                                 order->job->until, 0 };

    return faimi_sandbox_run(&limits, faimi_sass_child, order, b, detail);
}


faimi_rc_t
faimi_sass_compile(faimi_arena_t *arena, const faimi_sass_job_t *job,
    faimi_slice_t text, faimi_buf_t *out, faimi_error_t *err)
{
    int                  detail;
    faimi_buf_t         *b;
    faimi_sass_order_t   order;
    faimi_sandbox_end_t  end;

    if (faimi_sass_version() == NULL) {
        return faimi_sass_fail(job, err, "this build has no libsass: install "
                               "libsass-dev and build anew");
    }

    if (job->where == FAIMI_SASS_NOWHERE) {
        return faimi_sass_fail(job, err, "it is not compiled while others "
                               "wait");
    }

    if (text.len == 0) {
        return FAIMI_OK;
    }

    if (memchr(text.data, '\0', text.len) != NULL) {
        return faimi_sass_fail(job, err, "the page has a NUL byte");
    }

    order = (faimi_sass_order_t) { job, text };
    b = faimi_buf_create(arena, 2 * (size_t) FAIMI_MAX_OUTPUT);
    end = faimi_sass_run(&order, b, &detail);

    return faimi_sass_answer(job, b, end, detail, out, err);
}
