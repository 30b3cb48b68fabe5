/*
 * URLs as Jekyll makes them of paths (jekyll/url.rb), and as HTTP wants them.
 */

#ifndef FAIMI_URL_H
#define FAIMI_URL_H

#include "faimi_base.h"


/* A path as part of a URL: what may not stand in one becomes %XX. */
faimi_slice_t faimi_url_escape(faimi_arena_t *arena, faimi_slice_t path);

/* %XX become bytes; anything else stays. */
faimi_slice_t faimi_url_unescape(faimi_arena_t *arena, faimi_slice_t url);

/* With one "/" in front, and without "..", "./" and "//". */
faimi_slice_t faimi_url_sanitize(faimi_arena_t *arena, faimi_slice_t url);

/* For the Location header: bytes that may not stand in one become %XX; the
 * %XX that are there stay. */
faimi_slice_t faimi_url_location(faimi_arena_t *arena, faimi_slice_t url);

/* A URL in its parts; each of the last two with its mark, or empty. */
typedef struct {
    bool           external;   /* has a scheme, or begins with "//" */
    faimi_slice_t  path;
    faimi_slice_t  query;      /* "?a=b" */
    faimi_slice_t  fragment;   /* "#c" */
} faimi_url_t;

faimi_url_t faimi_url_split(faimi_slice_t url);

/* The part of a path before its last "/", without it; and what follows. */
faimi_slice_t faimi_path_dir(faimi_slice_t path);
faimi_slice_t faimi_path_name(faimi_slice_t path);

/* The ending of the last part, with its dot, as Ruby's File.extname. */
faimi_slice_t faimi_path_ext(faimi_slice_t path);

/* a/b of "a" and "b"; no "/" where one of them is empty. */
faimi_slice_t faimi_path_join(faimi_arena_t *arena, faimi_slice_t a,
    faimi_slice_t b);

/* The media type of an output file, with charset where it is text; "": its
 * ending is not known. */
faimi_slice_t faimi_media_type(faimi_slice_t output);

#endif
