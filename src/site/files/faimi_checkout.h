/*
 * The repository that the site's folder is a checkout of, as far as files in
 * the folder tell; git is never run.
 */

#ifndef FAIMI_CHECKOUT_H
#define FAIMI_CHECKOUT_H

#include "faimi_files.h"


typedef struct {
    faimi_arena_t  *arena;      /* of the texts */
    faimi_slice_t   remote;     /* the address of "origin", or "" */
    faimi_slice_t   branch;     /* the one that is checked out; "": none */
    faimi_slice_t   revision;   /* the commit, in hexadecimal digits, or "" */
    faimi_slice_t   cname;      /* the first line of CNAME, or "" */
} faimi_checkout_t;


/* Reads .git/config, .git/HEAD, what that refers to, and CNAME.  What is not
 * there, too long or of another form is "". */
faimi_checkout_t *faimi_checkout_read(faimi_source_t *source,
    faimi_arena_t *arena);

/* A copy that shares nothing. */
faimi_checkout_t *faimi_checkout_copy(const faimi_checkout_t *checkout,
    faimi_arena_t *arena);

bool faimi_checkout_eq(const faimi_checkout_t *a, const faimi_checkout_t *b);

/* What was read in the last update; NULL: nothing yet. */
const faimi_checkout_t *faimi_files_checkout(const faimi_files_t *files);

#endif
