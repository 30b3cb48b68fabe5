/*
 * One rendering, and the pages within it.
 *
 * A page may show others: a list of posts asks for their content, their bodies
 * may list others again.  These are rendered within the outermost rendering,
 * in the same arena and under the same deadline, to a depth of
 * FAIMI_VIEW_DEPTH.
 *
 * Two things bound the work.  The deadline is for the whole: a page within it
 * has no time of its own.  And a text that was made once is kept
 * (faimi_view_shown), so that the number of renderings is bounded by the pairs
 * of pages at each depth.
 */

#include <time.h>

#include "faimi_view_int.h"


/* What a text that is shown within a page depends on, while that page is
 * rendered. */
typedef struct {
    const faimi_page_t   *page;
    const faimi_page_t   *current;
    const faimi_page_t   *excerpt;
    const faimi_frame_t  *depth;
    faimi_show_pt         show;
} faimi_view_shown_t;


int64_t
faimi_view_clock(void)
{
    struct timespec  ts;

    (void) clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ts);

    return (int64_t) ts.tv_sec * 1000000000 + ts.tv_nsec;
}


/* `view` must stay where it is for the whole rendering: the object `site` and
 * the classes of pages point to it. */
static void
faimi_view_begin(faimi_view_t *view, const faimi_view_input_t *input,
    const faimi_page_t *page, faimi_render_way_t way, faimi_arena_t *arena)
{
    int64_t  now, ms, code_ms;

    ms = (way == FAIMI_RENDER_QUICK) ? FAIMI_MAX_QUICK_TIME
                                     : FAIMI_MAX_RENDER_TIME * 1000;

    /* A quick rendering that is late is given up: it never shows plain code. */
    code_ms = (way == FAIMI_RENDER_QUICK) ? ms : FAIMI_MAX_CODE_TIME * 1000;
    memset(view, 0, sizeof(faimi_view_t));
    view->way = way;
    view->input = input;
    view->index = page->index;
    view->arena = arena;
    view->frame = view->frames;
    view->frame->page = page;
    view->site = faimi_drop_site(view);
    view->lists = faimi_map_create(arena);
    view->shown = faimi_map_create(arena);
    now = faimi_view_clock();
    view->deadline = now + ms * 1000000;
    view->code_deadline = now + code_ms * 1000000;
    view->sass_until = faimi_files_clock() + FAIMI_MAX_SASS_WAIT;
    faimi_drop_classes(view);
    faimi_answers_begin(input->shared->answers);
}


bool
faimi_view_enter(faimi_view_t *view, const faimi_page_t *page,
    const faimi_page_t *excerpt)
{
    if (view->frame == &view->frames[FAIMI_VIEW_DEPTH]) {
        return false;
    }

    view->frame++;
    *view->frame = (faimi_frame_t) { .page = page, .excerpt = excerpt };

    return true;
}


void
faimi_view_leave(faimi_view_t *view)
{
    view->frame--;
}


/* A page within the page.  Its error is not that of the outer page: it shows
 * nothing there, and is reported when it is itself rendered. */
static faimi_slice_t
faimi_view_within(faimi_view_t *view, const faimi_page_t *page, bool layouts)
{
    faimi_rc_t         rc;
    faimi_buf_t       *b;
    faimi_view_job_t   j;

    if (!faimi_view_enter(view, page, view->frame->excerpt)) {
        return FAIMI_EMPTY;
    }

    b = faimi_buf_create(view->arena, FAIMI_MAX_OUTPUT);
    faimi_view_job(&j, view, page, layouts);
    rc = layouts ? faimi_render_page(view->arena, &j.job, b, NULL)
                 : faimi_render_content(view->arena, &j.job, b, NULL);
    faimi_view_leave(view);

    return (rc == FAIMI_OK) ? faimi_buf_slice(b) : FAIMI_EMPTY;
}


faimi_slice_t
faimi_view_content(faimi_view_t *view, const faimi_page_t *page)
{
    return faimi_view_within(view, page, false);
}


faimi_slice_t
faimi_view_output(faimi_view_t *view, const faimi_page_t *page)
{
    return faimi_view_within(view, page, true);
}


/* What a page shows depends on the page that it is shown in, and on how
 * deep it lies; otherwise it is the same throughout a rendering.  Without
 * this cache pages that list each other would be rendered once for each way
 * from one to the other: exponentially often.  The key is the struct's own
 * bytes. */
faimi_slice_t
faimi_view_shown(faimi_view_t *view, const faimi_page_t *page,
    faimi_show_pt show)
{
    faimi_slice_t         key, text;
    faimi_view_shown_t    s;
    const faimi_value_t  *v;

    /* padding is part of the key */
    memset(&s, 0, sizeof(s));
    s.page = page;
    s.current = view->frame->page;
    s.excerpt = view->frame->excerpt;
    s.show = show;
    s.depth = view->frame;
    key = faimi_slice((char *) &s, sizeof(s));
    v = faimi_map_get(view->shown, key);

    if (v != NULL) {
        return v->u.string;
    }

    text = show(view, page);
    faimi_map_set(view->arena, view->shown,
                  faimi_arena_copy(view->arena, key), FAIMI_V_STRING(text));

    return text;
}


/* What late means for who asked.  A page within this one may have failed for
 * lack of time, which left a hole in the output: the page as a whole must not
 * be served or kept. */
static faimi_rc_t
faimi_view_ended(const faimi_view_t *view, const faimi_page_t *page,
    faimi_rc_t rc, faimi_error_t *err)
{
    if (!view->late) {
        return rc;
    }

    if (view->way == FAIMI_RENDER_QUICK) {
        return FAIMI_LATE;
    }

    return (rc != FAIMI_OK) ? rc
           : faimi_error_set(err, page->path, 0, 0, "the page takes more "
                             "than %d s to render", FAIMI_MAX_RENDER_TIME);
}


/* A source map is a product of compiling its page: the page is rendered
 * without its layouts, and the compiler is asked for the map instead of the
 * CSS. */
faimi_rc_t
faimi_view_render(const faimi_view_input_t *input, const faimi_page_t *page,
    faimi_render_way_t way, faimi_arena_t *arena, faimi_buf_t *out,
    faimi_error_t *err)
{
    bool               map;
    faimi_rc_t         rc;
    faimi_buf_t       *html;
    faimi_view_t       view;
    faimi_view_job_t   j;

    if (page->made.write != NULL) {
        page->made.write(page, arena, out);
        return FAIMI_OK;
    }

    map = (page->made.map_of != NULL);
    page = map ? page->made.map_of : page;
    faimi_view_begin(&view, input, page, way, arena);
    faimi_view_job(&j, &view, page, !map);
    j.sass.map = map;

    if (view.late) {
        return faimi_view_ended(&view, page, FAIMI_OK, err);
    }

    html = !faimi_finish_wanted(page) ? out
           : faimi_buf_create(arena, FAIMI_MAX_OUTPUT);
    rc = faimi_render_page(arena, &j.job, html, err);

    if (rc == FAIMI_OK && html != out) {
        faimi_finish(page, arena, faimi_buf_slice(html), out);
    }

    return faimi_view_ended(&view, page, rc, err);
}
