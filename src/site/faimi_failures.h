/*
 * Why pages did not render.
 *
 * What fails fails again while its inputs are the same: a page that meets a
 * limit costs a worker that time once, not with every request.  So a failure
 * is kept with the key of its page, and stands while that is the key.
 */

#ifndef FAIMI_FAILURES_H
#define FAIMI_FAILURES_H

#include "faimi_digest.h"
#include "faimi_files.h"


/* The failures of a site: one a file, although pagination makes several pages
 * of one; and the last FAIMI_MAX_MADE_FAILURES of pages that have no file,
 * which are asked for with NULL. */
typedef struct faimi_failures_s  faimi_failures_t;


/* NULL: no memory. */
faimi_failures_t *faimi_failures_create(void);
void faimi_failures_destroy(faimi_failures_t *failures);

/* Whether any is known of a file, whatever its key. */
bool faimi_failures_has(const faimi_failures_t *failures,
    const faimi_file_t *file);

/* The error of a page of the file, NULL: none of that key.  It is the table's,
 * until the next call that changes it. */
const faimi_error_t *faimi_failures_find(const faimi_failures_t *failures,
    const faimi_file_t *file, const faimi_digest_t *key);

/* Keeps an error, in place of the file's one before; if there is no memory for
 * it, it is left out.  True: it is another than that one. */
bool faimi_failures_add(faimi_failures_t *failures, const faimi_file_t *file,
    const faimi_digest_t *key, const faimi_error_t *err);

void faimi_failures_forget(faimi_failures_t *failures,
    const faimi_file_t *file);

#endif
