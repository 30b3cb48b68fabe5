/*
 * The child writes a head and then the page.  Its own clock ends a render in
 * time; the kernel's limits, which are a little higher, end what does not ask
 * the clock.
 */

#include <signal.h>
#include <stdlib.h>

#include "faimi_boxed.h"
#include "faimi_sass.h"
#include "faimi_site_int.h"


/* Bytes of an answer: a head, a page, and what is read at a time. */
#define FAIMI_BOXED_ANSWER  (FAIMI_MAX_OUTPUT + 128 * 1024)

/* Bytes that a child may take: what its arena gives, and buffers. */
#define FAIMI_BOXED_MEMORY  (FAIMI_MAX_RENDER_MEMORY + 4 * FAIMI_MAX_OUTPUT)


/* Who has it already goes before who waits for it; and on a busy machine the
 * child has its time before its deadline. */
#define FAIMI_BOXED_NICE    5


typedef struct {
    faimi_rc_t     rc;
    size_t         n;        /* bytes of the page, which follow */
    faimi_error_t  error;
} faimi_boxed_head_t;


struct faimi_boxed_s {
    faimi_sandbox_child_t  child;
    bool                   runs;
    bool                   sass;
    faimi_arena_t         *arena;
    faimi_buf_t           *answer;
    faimi_slice_t          file;      /* for errors that only the end of the */
    size_t                 line;      /* child tells; in the arena */
};


/* What the child is to do, as it finds it in its memory. */
typedef struct {
    faimi_site_t   *site;
    faimi_page_t   *page;
    faimi_arena_t  *arena;
    faimi_buf_t    *out;
    faimi_error_t   error;
} faimi_boxed_order_t;


/* The making of an answer's place. */
typedef struct {
    faimi_boxed_t       *boxed;
    const faimi_page_t  *page;
} faimi_boxed_making_t;


/* ------------------------------------------------------------- the child */


static faimi_rc_t
faimi_boxed_render(void *data)
{
    faimi_boxed_order_t  *order = data;

    order->out = faimi_buf_create(order->arena, FAIMI_MAX_OUTPUT);

    return faimi_page_render_as(order->site, order->page, FAIMI_RENDER_BOXED,
                                order->arena, order->out, &order->error);
}


static void
faimi_boxed_work(void *data, int fd)
{
    faimi_guard_t        *guard;
    faimi_boxed_head_t    head;
    faimi_boxed_order_t  *order = data;

    memset(&head, 0, sizeof(head));
    head.rc = FAIMI_NOMEM;
    guard = faimi_guard_create();
    order->arena = (guard == NULL) ? NULL
                   : faimi_arena_create(guard, FAIMI_MAX_RENDER_MEMORY);

    if (order->arena != NULL) {
        head.rc = faimi_guard_run(guard, faimi_boxed_render, order);
    }

    head.error = order->error;
    head.n = (head.rc == FAIMI_OK) ? order->out->len : 0;
    faimi_sandbox_write(fd, &head, sizeof(head));

    if (head.n > 0) {
        faimi_sandbox_write(fd, order->out->data, head.n);
    }
}


/* ------------------------------------------------------------ the parent */


static faimi_rc_t
faimi_boxed_make(void *data)
{
    faimi_boxed_t         *boxed;
    const faimi_page_t    *source;
    faimi_boxed_making_t  *making = data;

    boxed = making->boxed;
    source = (making->page->made.map_of != NULL) ? making->page->made.map_of
                                                 : making->page;
    boxed->answer = faimi_buf_create(boxed->arena, FAIMI_BOXED_ANSWER);
    boxed->file = faimi_arena_copy(boxed->arena,
                                   source->file ? source->file->path
                                                : source->url);
    boxed->sass = source->body.sass;
    boxed->line = (boxed->sass && source->file && source->file->parsed)
                  ? source->file->parsed->body_line : 0;

    return FAIMI_OK;
}


static faimi_boxed_t *
faimi_boxed_create(const faimi_page_t *page, faimi_guard_t *guard)
{
    faimi_boxed_t         *boxed;
    faimi_boxed_making_t   making;

    boxed = calloc(1, sizeof(faimi_boxed_t));

    if (boxed == NULL) {
        return NULL;
    }

    making = (faimi_boxed_making_t) { boxed, page };
    boxed->arena = faimi_arena_create(guard, 0);

    if (boxed->arena == NULL
        || faimi_guard_run(guard, faimi_boxed_make, &making) != FAIMI_OK)
    {
        faimi_boxed_destroy(boxed);
        return NULL;
    }

    return boxed;
}


faimi_boxed_t *
faimi_boxed_start(faimi_site_t *site, faimi_page_t *page,
    faimi_sandbox_family_t *family, faimi_guard_t *guard, faimi_error_t *err)
{
    int                   detail;
    faimi_boxed_t        *boxed;
    faimi_sandbox_t       limits;
    faimi_boxed_order_t   order;

    boxed = faimi_boxed_create(page, guard);

    if (boxed == NULL) {
        (void) faimi_error_set(err, FAIMI_EMPTY, 0, 0, "there is not enough "
                               "memory to render in a child process");
        return NULL;
    }

    memset(&order, 0, sizeof(order));
    order.site = site;
    order.page = page;
    limits = (faimi_sandbox_t) {
        .memory = boxed->sass ? FAIMI_MAX_SASS_MEMORY : FAIMI_BOXED_MEMORY,
        .seconds = FAIMI_MAX_RENDER_TIME + !boxed->sass,
        .nice = FAIMI_BOXED_NICE
    };
    boxed->runs = faimi_sandbox_start(family, &limits, faimi_boxed_work,
                                      &order, &boxed->child, &detail);

    if (!boxed->runs) {
        (void) faimi_error_set(err, boxed->file, 0, 0, "the page cannot be "
                               "rendered now: a child process could not be "
                               "started: %s", strerror(detail));
        faimi_boxed_destroy(boxed);
        return NULL;
    }

    return boxed;
}


int
faimi_boxed_fd(const faimi_boxed_t *boxed)
{
    return boxed->child.fd;
}


/* The work of faimi_boxed_read(), under the answer's guard.  FAIMI_NOT_FOUND:
 * there is no more. */
static faimi_rc_t
faimi_boxed_read_work(void *data)
{
    faimi_boxed_t  *boxed = data;

    return faimi_sandbox_read(&boxed->child, boxed->answer) ? FAIMI_OK
                                                            : FAIMI_NOT_FOUND;
}


bool
faimi_boxed_read(faimi_boxed_t *boxed)
{
    return faimi_guard_run(boxed->answer->guard, faimi_boxed_read_work, boxed)
           == FAIMI_OK;
}


void
faimi_boxed_kill(faimi_boxed_t *boxed)
{
    faimi_sandbox_kill(&boxed->child);
}


/* The child has ended before it could answer. */
static faimi_rc_t
faimi_boxed_ended(const faimi_boxed_t *boxed, faimi_sandbox_end_t end,
    int detail, faimi_error_t *err)
{
    if (end == FAIMI_SANDBOX_CLOSED) {
        (void) faimi_error_set(err, boxed->file, 0, 0, "the page cannot be "
                               "rendered now: the sandbox could not be set "
                               "up: %s", strerror(detail));
        return FAIMI_LATE;
    }

    if (boxed->child.late) {
        (void) faimi_error_set(err, boxed->file, 0, 0, "the page was not "
                               "rendered within %d s: the machine is too "
                               "busy", FAIMI_MAX_RENDER_WAIT / 1000);
        return FAIMI_LATE;
    }

    if (boxed->sass) {
        (void) faimi_sass_ended(boxed->file, boxed->line, end, detail, err);

    } else if (end == FAIMI_SANDBOX_LATE) {
        (void) faimi_error_set(err, boxed->file, 0, 0, "the page takes more "
                               "than %d s to render", FAIMI_MAX_RENDER_TIME);

    } else {
        (void) faimi_error_set(err, boxed->file, 0, 0, "the page ends the "
                               "process that renders it (%s)",
                               (detail != 0) ? strsignal(detail) : "exit");
    }

    /* nobody but us, or an operator, kills: what a page does to itself is
     * another signal */
    return (detail == SIGKILL) ? FAIMI_LATE : FAIMI_ERROR;
}


faimi_rc_t
faimi_boxed_finish(faimi_boxed_t *boxed, faimi_slice_t *page,
    faimi_error_t *err)
{
    int                   detail;
    faimi_slice_t         answer;
    faimi_boxed_head_t    head;
    faimi_sandbox_end_t   end;

    end = faimi_sandbox_finish(&boxed->child, &detail);
    boxed->runs = false;
    memset(err, 0, sizeof(faimi_error_t));
    answer = faimi_buf_slice(boxed->answer);

    if (answer.len < sizeof(head)) {
        return faimi_boxed_ended(boxed, end, detail, err);
    }

    memcpy(&head, answer.data, sizeof(head));
    *page = faimi_slice_sub(answer, sizeof(head), answer.len);

    if (page->len != head.n) {
        return faimi_boxed_ended(boxed, end, detail, err);
    }

    head.error.file[sizeof(head.error.file) - 1] = '\0';
    head.error.message[sizeof(head.error.message) - 1] = '\0';
    *err = head.error;

    if (head.rc == FAIMI_NOMEM) {
        return faimi_error_set(err, boxed->file, 0, 0, "rendering the page "
                               "takes more memory than it may");
    }

    return (head.rc == FAIMI_OK) ? FAIMI_OK : FAIMI_ERROR;
}


void
faimi_boxed_destroy(faimi_boxed_t *boxed)
{
    int  detail;

    if (boxed->runs) {
        (void) faimi_sandbox_finish(&boxed->child, &detail);
    }

    faimi_arena_destroy(boxed->arena);
    free(boxed);
}
