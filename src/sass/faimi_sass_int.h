/*
 * What parent and child say to each other.
 */

#ifndef FAIMI_SASS_INT_H
#define FAIMI_SASS_INT_H

#include "faimi_sass.h"


/* Bytes of the longest message and path that an error has. */
#define FAIMI_SASS_TEXT  512


/* What is to be compiled, as the child finds it in its memory. */
typedef struct {
    const faimi_sass_job_t  *job;
    faimi_slice_t            text;
} faimi_sass_order_t;


/* The head of the answer; `n` bytes of CSS, or of the map, follow. */
typedef struct {
    int      status;     /* 0: good */
    bool     memory;     /* it was that which ended */
    size_t   line;
    size_t   column;
    size_t   n;
    char     file[FAIMI_SASS_TEXT];
    char     message[FAIMI_SASS_TEXT];
} faimi_sass_reply_t;


/* Compiles the order and gives the answer to `put`, in parts.  It may end the
 * process, by a signal too. */
typedef void (*faimi_sass_put_pt)(void *to, const void *data, size_t n);
void faimi_sass_work(const faimi_sass_order_t *order, faimi_sass_put_pt put,
    void *to);

/* The file that `name` means in file `from` ("": the page), or NULL; with
 * `twice` where there are two, of which the other stands in `second`. */
const faimi_sass_file_t *faimi_sass_resolve(
    const faimi_sass_options_t *options, faimi_slice_t from,
    faimi_slice_t name, const faimi_sass_file_t **second);

const faimi_sass_file_t *faimi_sass_find(const faimi_sass_options_t *options,
    faimi_slice_t path);

#endif
