/*
 * Where a URL leads: the kinds of answers, and the text of a redirect's
 * Location header.
 */

#ifndef FAIMI_LOCATION_H
#define FAIMI_LOCATION_H

#include "faimi_base.h"


typedef enum {
    FAIMI_ROUTE_NONE = 0,   /* 404 */
    FAIMI_ROUTE_PAGE,       /* a page, section page or generated file */
    FAIMI_ROUTE_REDIRECT,
    FAIMI_ROUTE_STATIC,     /* an indexed regular file */
    FAIMI_ROUTE_DOWN        /* no _config.yml was ever good: 503 */
} faimi_route_kind_t;


/* Appends `query` (without "?"; may be empty) to a redirect's target: joined
 * with "&" where the target has a query, before a fragment. */
void faimi_route_location(faimi_buf_t *out, faimi_slice_t target,
    faimi_slice_t query);

#endif
