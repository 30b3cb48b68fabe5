/*
 * Which URL gives what (docs/urls.md), and what a page is.
 */

#ifndef FAIMI_ROUTE_H
#define FAIMI_ROUTE_H

#include <sys/stat.h>

#include "faimi_location.h"
#include "faimi_site.h"


/* Slices live until the site's next sweep or update. */
typedef struct {
    faimi_route_kind_t  kind;
    faimi_page_t       *page;      /* PAGE; NONE: the 404 page, or NULL */
    faimi_slice_t       target;    /* REDIRECT: for the Location header:
                                      encoded, baseurl in front, without the
                                      request's query */
    int                 status;    /* REDIRECT: 301, 302, 307 or 308 */
    faimi_slice_t       path;      /* STATIC: path within the site */
    bool                theme;     /* STATIC: within the theme's folder */
} faimi_route_t;


/* Looks up a decoded, normalised path that begins with "/". Allocates
 * nothing. */
faimi_route_t faimi_site_route(const faimi_site_t *site, faimi_slice_t path);

/* Opens the file of a STATIC route for reading, below the folder's descriptor:
 * a link that was put in its place, or on its way, since the index was made
 * cannot lead out of the site.  The caller owns the descriptor and sends from
 * it.  -1: errno tells why, as of faimi_source_open_file(). */
int faimi_route_open(const faimi_site_t *site, const faimi_route_t *route,
    struct stat *st);


/* What a page is; valid until the next sweep or update. */
typedef struct {
    faimi_slice_t  url;        /* as Jekyll's page.url: encoded, no baseurl */
    faimi_slice_t  output;     /* the file that Jekyll would write */
    faimi_slice_t  source;     /* path within the site; "" if generated */
    faimi_slice_t  kind;       /* "page", "post", "section", "generated" */
    faimi_slice_t  title;
    faimi_slice_t  layout;     /* name, or "" */
    faimi_slice_t  year;       /* of its section, or "" */
    faimi_slice_t  type;       /* media type, with charset for text; "": the
                                  server's for the URL's ending */
    bool           broken;     /* its source is, and this is its last good
                                  form, or (with no_form) there never was one */
    bool           no_form;
    bool           boxed;      /* it is for a child process from the start:
                                  what makes it cannot be given up */
} faimi_page_info_t;

faimi_page_info_t faimi_page_info(const faimi_page_t *page);


#define FAIMI_KEY_SIZE  32

/* The digest (SHA-256) of everything that goes into the page; kept until an
 * input changes.  FAIMI_ERROR: the page has no good form at all. */
faimi_rc_t faimi_page_key(faimi_site_t *site, faimi_page_t *page,
    unsigned char key[FAIMI_KEY_SIZE], faimi_error_t *err);

/* Appends the whole page.  On FAIMI_ERROR the error is also recorded as the
 * page's problem until it renders again. */
faimi_rc_t faimi_page_render(faimi_site_t *site, faimi_page_t *page,
    faimi_arena_t *arena, faimi_buf_t *out, faimi_error_t *err);

/* The same where others wait: FAIMI_LATE if the page takes more than
 * FAIMI_MAX_QUICK_TIME, or Sass.  Nothing is recorded then, and the page is
 * for a child process (faimi_boxed.h). */
faimi_rc_t faimi_page_render_quick(faimi_site_t *site, faimi_page_t *page,
    faimi_arena_t *arena, faimi_buf_t *out, faimi_error_t *err);

/* Records what became of a page elsewhere, in a child or another worker: the
 * page of the file `path` ("": it has none) that had this key then.  `err` is
 * NULL if it was rendered; with `tell` a new failure is told to the host. */
void faimi_site_ended(faimi_site_t *site, faimi_slice_t path,
    const unsigned char key[FAIMI_KEY_SIZE], const faimi_error_t *err,
    bool tell);

#endif
