/*
 * The view of a page: its rendering, and which templates and texts it is made
 * of.
 *
 * Both are here because they must agree: the key of a page (deps/) is a digest
 * of the templates and texts that these functions find, without a rendering,
 * and a rendering uses the same functions.
 */

#ifndef FAIMI_VIEW_H
#define FAIMI_VIEW_H

#include "faimi_render.h"
#include "faimi_routes.h"


/* The built-in templates, parsed. */
typedef struct faimi_builtins_s  faimi_builtins_t;


/* The lists of pages that all pages see, and what their filters found. */
typedef struct faimi_shared_s  faimi_shared_t;


/* What pages are rendered from, in addition to the index that they belong to.
 * A value type: the top fills it, and what it refers to outlives the
 * renderings. */
typedef struct {
    const faimi_files_t     *files;
    const faimi_builtins_t  *builtins;
    faimi_highlighter_t     *highlighter;
    const faimi_routes_t    *routes;     /* of the index in force */
    faimi_shared_t          *shared;     /* likewise */
} faimi_view_input_t;


/* Where a page is rendered. */
typedef enum {
    FAIMI_RENDER_ALONE = 0,   /* nothing waits: up to its limits; Sass in a
                                 child process */
    FAIMI_RENDER_QUICK,       /* others wait: FAIMI_LATE after
                                 FAIMI_MAX_QUICK_TIME, and at once for Sass */
    FAIMI_RENDER_BOXED        /* in a child process, in which Sass needs no
                                 other */
} faimi_render_way_t;


/* A layout of a page. */
typedef struct {
    faimi_slice_t        name;
    const faimi_file_t  *file;       /* NULL: it is built in */
    faimi_builtin_t      builtin;    /* then: which */
} faimi_layout_ref_t;


/* No lists yet; NULL: no memory.  They are to be forgotten whenever the index
 * is replaced. */
faimi_shared_t *faimi_shared_create(void);
void faimi_shared_destroy(faimi_shared_t *shared);
void faimi_shared_forget(faimi_shared_t *shared);

/* Appends the whole page.  Memory is the arena's, and raises on its guard.
 * FAIMI_ERROR: `err` says what failed; `out` may have a part of the page. */
faimi_rc_t faimi_view_render(const faimi_view_input_t *input,
    const faimi_page_t *page, faimi_render_way_t way, faimi_arena_t *arena,
    faimi_buf_t *out, faimi_error_t *err);


/*
 * Templates.
 */

/* All that are built in, parsed; they live in the arena. */
faimi_builtins_t *faimi_builtins_create(faimi_arena_t *arena);

/* One of them; its text is for digests. */
const faimi_template_t *faimi_builtins_get(const faimi_builtins_t *builtins,
    faimi_builtin_t builtin);
faimi_slice_t faimi_builtins_text(faimi_builtin_t builtin);

/* The template that stands for the tag {% name %}, or NULL. */
const faimi_template_t *faimi_builtins_tag(const faimi_builtins_t *builtins,
    faimi_slice_t name);

/* The file of {% include name %}: the site's, or the theme's; or NULL. */
const faimi_file_t *faimi_view_include(const faimi_view_input_t *input,
    const faimi_config_t *config, faimi_slice_t name);

/* The file of {% include_relative name %} for a page, whichever template of
 * the page has the tag; or NULL. */
const faimi_file_t *faimi_view_relative(const faimi_view_input_t *input,
    const faimi_page_t *page, faimi_slice_t name);

/* What is wrong with an include, or a file of include_relative, that was never
 * good; NULL: it is, or there is none. */
const faimi_error_t *faimi_view_include_problem(
    const faimi_view_input_t *input, const faimi_config_t *config,
    faimi_slice_t name);
const faimi_error_t *faimi_view_relative_problem(
    const faimi_view_input_t *input, const faimi_page_t *page,
    faimi_slice_t name);

/* The layouts of a page, from the innermost outwards.  Returns how many. */
size_t faimi_view_layouts(const faimi_page_t *page,
    faimi_layout_ref_t refs[FAIMI_MAX_LAYOUT_DEPTH]);


/*
 * Texts.
 */

/* The page's body before Liquid, as plugins change it; without a change it is
 * that of the parsed file, which the page must have. */
faimi_slice_t faimi_view_body(const faimi_view_input_t *input,
    const faimi_page_t *page, faimi_arena_t *arena);

/* Appends the inputs of the CSS of every page of Sass, in addition to the page
 * and the configuration: the files that may be imported, and the compiler's
 * version.  `arena` is for scratch. */
void faimi_view_styles(const faimi_view_input_t *input, faimi_arena_t *arena,
    faimi_buf_t *b);

#endif
