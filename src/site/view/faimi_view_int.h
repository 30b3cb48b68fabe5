/*
 * Private to view/: the state of one rendering, and what the files of this
 * folder provide to each other.
 *
 * A rendering begins with a page, and comes to others: a layout that lists
 * posts shows their content, which may list others again.  Its whole state is
 * one faimi_view_t on the stack of the call that began it, with a frame for
 * each page on the way.  Nothing of it is stored in the site, so nothing has to
 * be restored where a rendering ends early, by the guard or with the process
 * that it runs in.
 */

#ifndef FAIMI_VIEW_INT_H
#define FAIMI_VIEW_INT_H

#include "faimi_view.h"


/* Pages within pages: a list of posts, whose bodies list others, and so on.
 * Each level has a faimi_view_job_t on the stack. */
#define FAIMI_VIEW_DEPTH  4


/* One of the pages that are being rendered, within each other. */
typedef struct {
    const faimi_page_t  *page;      /* whose body, or layouts */
    const faimi_page_t  *excerpt;   /* whose excerpt it is, or is part of */
    faimi_slice_t        content;   /* of `page` once it is converted; before
                                       that its data is NULL */
} faimi_frame_t;


typedef struct faimi_view_s  faimi_view_t;

/* One rendering.  What it points to lives in its arena, or as long as the
 * index. */
struct faimi_view_s {
    const faimi_view_input_t  *input;
    const faimi_index_t       *index;
    faimi_arena_t             *arena;
    faimi_frame_t              frames[FAIMI_VIEW_DEPTH + 1];
    faimi_frame_t             *frame;        /* the innermost of them */
    faimi_value_t              site;         /* the variable `site` */
    faimi_map_t               *lists;        /* members of `site` that were
                                                made so far, by name */
    faimi_map_t               *shown;        /* texts of pages within pages */
    int64_t                    deadline;     /* in ns of faimi_view_clock() */
    bool                       late;         /* it has passed */
    int64_t                    code_deadline;   /* code is plain after it */
    faimi_render_way_t         way;
    int64_t                    sass_until;   /* in ms of
                                                faimi_files_clock() */
    faimi_sass_options_t      *sass;         /* of filters; NULL: not yet */
};


/* Objects of pages are in lists that outlive a rendering, and so do their
 * classes: their context is the one rendering that is on its way. */
struct faimi_shared_s {
    faimi_answers_t  *answers;
    faimi_class_t     page_class;
    faimi_class_t     document_class;
    faimi_class_t     excerpt_class;
};


/* A page as a job for the renderer, with all that the job refers to: it stays
 * where it is until the page is rendered. */
typedef struct {
    faimi_view_t         *view;
    const faimi_page_t   *page;
    faimi_render_env_t    env;
    faimi_layout_t        layouts[FAIMI_MAX_LAYOUT_DEPTH];
    faimi_sass_options_t  styles;
    faimi_sass_job_t      sass;
    faimi_render_t        job;
} faimi_view_job_t;


/* Fills a job; the layouts only where they are asked for. */
void faimi_view_job(faimi_view_job_t *j, faimi_view_t *view,
    const faimi_page_t *page, bool layouts);

/* faimi_styles.c: the part of a job that a page of Sass has. */
void faimi_styles_job(faimi_view_t *view, const faimi_page_t *page,
    faimi_sass_options_t *options, faimi_sass_job_t *job);

/* The job of a filter in a page, in the rendering's arena. */
const faimi_sass_job_t *faimi_styles_filter(faimi_view_t *view,
    const faimi_page_t *page, bool indented);


/* Nanoseconds of processor time that this thread has taken: not the time of
 * day, so that a busy machine breaks no page. */
int64_t faimi_view_clock(void);

/* Enters a page, or the excerpt of one, within the innermost.  False: they
 * are nested too deeply; nothing was entered, and nothing is to be left. */
bool faimi_view_enter(faimi_view_t *view, const faimi_page_t *page,
    const faimi_page_t *excerpt);
void faimi_view_leave(faimi_view_t *view);


/* faimi_finish.c: whether plugins have to do with a page when it is finished;
 * and appending what they make of its HTML.  `arena` is for the work. */
bool faimi_finish_wanted(const faimi_page_t *page);
void faimi_finish(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_slice_t html, faimi_buf_t *out);

/* faimi_body.c: whether jekyll-relative-links looks at links of a page; and
 * the body with such links made URLs. */
bool faimi_body_relinks(const faimi_page_t *page, faimi_arena_t *arena);
faimi_slice_t faimi_body_linked(const faimi_view_input_t *input,
    const faimi_page_t *page, faimi_arena_t *arena);

/* faimi_excerpt.c: whether plugins make the excerpt anew, also in place of
 * the page's own. */
bool faimi_excerpt_is_new(const faimi_page_t *page, faimi_arena_t *arena);


/* faimi_drops.c: the variable `site`. */
faimi_value_t faimi_drop_site(faimi_view_t *view);

/* Pages as an array, the other way round if `reverse`. */
faimi_value_t faimi_drop_pages(faimi_view_t *view, const faimi_pages_t *list,
    bool reverse);

/* faimi_page_drop.c: a page or document, and the excerpt of one; and, from
 * the beginning of a rendering on, whose they are. */
void faimi_drop_classes(faimi_view_t *view);
faimi_value_t faimi_drop_page(const faimi_view_t *view,
    const faimi_page_t *page);
faimi_value_t faimi_drop_excerpt(const faimi_view_t *view,
    const faimi_page_t *page);

/* Appends a page to an array of the rendering's. */
void faimi_drop_push(const faimi_view_t *view, faimi_array_t *array,
    const faimi_page_t *page);

/* faimi_part_drops.c: a static file; collection number `group` of the
 * configuration; site.sections, an array of maps; the paginator of a page,
 * or nil. */
faimi_value_t faimi_drop_static(const faimi_view_t *view,
    const faimi_file_t *file);
faimi_value_t faimi_drop_group(faimi_view_t *view, size_t group);
faimi_value_t faimi_drop_sections(const faimi_view_t *view);
faimi_value_t faimi_drop_paginator(const faimi_view_t *view,
    const faimi_page_t *page);


/* What one page shows of another, rendered without layouts, with them, and
 * the excerpt alone; in the rendering's arena.  "" where that fails, or where
 * pages show each other in a circle. */
typedef faimi_slice_t (*faimi_show_pt)(faimi_view_t *view,
    const faimi_page_t *page);
faimi_slice_t faimi_view_content(faimi_view_t *view,
    const faimi_page_t *page);
faimi_slice_t faimi_view_output(faimi_view_t *view, const faimi_page_t *page);
faimi_slice_t faimi_view_excerpt(faimi_view_t *view,
    const faimi_page_t *page);

/* The same by one of these calls, made once in a rendering. */
faimi_slice_t faimi_view_shown(faimi_view_t *view, const faimi_page_t *page,
    faimi_show_pt show);

#endif
