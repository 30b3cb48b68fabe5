/*
 * A page as a job for the renderer.
 */

#ifndef FAIMI_PAGE_JOB_H
#define FAIMI_PAGE_JOB_H

#include "faimi_render.h"
#include "faimi_site_int.h"


typedef struct faimi_view_s  faimi_view_t;


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
} faimi_page_job_t;


/* Fills a job; the layouts only where they are asked for. */
void faimi_page_job(faimi_page_job_t *j, faimi_view_t *view,
    const faimi_page_t *page, bool layouts);

/* Whether the page was rendered, in vain, from what it is made of now. */
bool faimi_page_fails(faimi_page_t *page);

/* Why the page of a file did not render last, or NULL. */
faimi_failure_t *faimi_failure_find(const faimi_site_t *site,
    const faimi_file_t *file);

/* Whether any page of the file fails: pagination makes several of one. */
bool faimi_file_fails(const faimi_site_t *site, const faimi_file_t *file);

/* The file and the built-in template of layout number `n` from the page
 * outwards; false: there is none. For the key, and for jobs. */
typedef struct {
    faimi_slice_t        name;
    const faimi_file_t  *file;       /* NULL: built in */
    faimi_builtin_t      builtin;    /* where there is none */
} faimi_layout_ref_t;

size_t faimi_page_layouts(const faimi_page_t *page,
    faimi_layout_ref_t refs[FAIMI_MAX_LAYOUT_DEPTH]);

/* The template that stands for a tag, or NULL. */
const faimi_template_t *faimi_tag_template(const faimi_site_t *site,
    faimi_slice_t name);

/* The template of an include, or NULL. */
const faimi_file_t *faimi_include_find(const faimi_index_t *index,
    faimi_slice_t name);

/* The file of {% include_relative name %} in a page, or NULL. */
const faimi_file_t *faimi_page_relative(const faimi_page_t *page,
    faimi_slice_t name);

#endif
