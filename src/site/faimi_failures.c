#include <stdlib.h>

#include "faimi_failures.h"


typedef struct {
    faimi_digest_t  key;
    faimi_error_t   error;
} faimi_failure_t;


/* By number of the file.  A number may have been another file's: then the key
 * is another. */
struct faimi_failures_s {
    faimi_failure_t  **slots;
    size_t             n;
};


faimi_failures_t *
faimi_failures_create(void)
{
    return calloc(1, sizeof(faimi_failures_t));
}


void
faimi_failures_destroy(faimi_failures_t *failures)
{
    size_t  i;

    if (failures == NULL) {
        return;
    }

    for (i = 0; i < failures->n; i++) {
        free(failures->slots[i]);
    }

    free(failures->slots);
    free(failures);
}


static faimi_failure_t *
faimi_failures_get(const faimi_failures_t *failures, const faimi_file_t *file)
{
    return (file->number < failures->n) ? failures->slots[file->number] : NULL;
}


bool
faimi_failures_has(const faimi_failures_t *failures, const faimi_file_t *file)
{
    return faimi_failures_get(failures, file) != NULL;
}


const faimi_error_t *
faimi_failures_find(const faimi_failures_t *failures,
    const faimi_file_t *file, const faimi_digest_t *key)
{
    const faimi_failure_t  *failure;

    failure = faimi_failures_get(failures, file);

    return (failure != NULL
            && memcmp(&failure->key, key, sizeof(faimi_digest_t)) == 0)
           ? &failure->error : NULL;
}


static bool
faimi_failures_reserve(faimi_failures_t *failures, size_t number)
{
    size_t             n;
    faimi_failure_t  **slots;

    if (number < failures->n) {
        return true;
    }

    n = 2 * number + 64;
    slots = realloc(failures->slots, n * sizeof(faimi_failure_t *));

    if (slots == NULL) {
        return false;
    }

    memset(slots + failures->n, 0,
           (n - failures->n) * sizeof(faimi_failure_t *));
    failures->slots = slots;
    failures->n = n;

    return true;
}


bool
faimi_failures_add(faimi_failures_t *failures, const faimi_file_t *file,
    const faimi_digest_t *key, const faimi_error_t *err)
{
    bool              known;
    faimi_failure_t  *failure;

    if (!faimi_failures_reserve(failures, file->number)) {
        return true;
    }

    failure = failures->slots[file->number];

    if (failure == NULL) {
        failure = calloc(1, sizeof(faimi_failure_t));
        failures->slots[file->number] = failure;
    }

    if (failure == NULL) {
        return true;
    }

    known = strcmp(failure->error.message, err->message) == 0
            && strcmp(failure->error.file, err->file) == 0;
    failure->key = *key;
    failure->error = *err;

    return !known;
}


void
faimi_failures_forget(faimi_failures_t *failures, const faimi_file_t *file)
{
    if (file->number < failures->n) {
        free(failures->slots[file->number]);
        failures->slots[file->number] = NULL;
    }
}
