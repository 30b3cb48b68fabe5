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
    faimi_failure_t   *made;      /* of pages without a file: a ring */
    size_t             nmade;     /* that it ever had */
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
    free(failures->made);
    free(failures);
}


/* That of a page without a file, or NULL. */
static faimi_failure_t *
faimi_failures_made(const faimi_failures_t *failures,
    const faimi_digest_t *key)
{
    size_t  i;

    for (i = 0; i < failures->nmade && i < FAIMI_MAX_MADE_FAILURES; i++) {
        if (memcmp(&failures->made[i].key, key, sizeof(faimi_digest_t)) == 0) {
            return &failures->made[i];
        }
    }

    return NULL;
}


static bool
faimi_failures_add_made(faimi_failures_t *failures, const faimi_digest_t *key,
    const faimi_error_t *err)
{
    faimi_failure_t  *failure;

    failure = faimi_failures_made(failures, key);

    if (failure != NULL) {
        return false;
    }

    if (failures->made == NULL) {
        failures->made = calloc(FAIMI_MAX_MADE_FAILURES,
                                sizeof(faimi_failure_t));
    }

    if (failures->made != NULL) {
        failure = &failures->made[failures->nmade++ % FAIMI_MAX_MADE_FAILURES];
        *failure = (faimi_failure_t) { *key, *err };
    }

    return true;
}


static faimi_failure_t *
faimi_failures_get(const faimi_failures_t *failures, const faimi_file_t *file)
{
    return (file->number < failures->n) ? failures->slots[file->number] : NULL;
}


bool
faimi_failures_has(const faimi_failures_t *failures, const faimi_file_t *file)
{
    return (file == NULL) ? failures->nmade > 0
                          : faimi_failures_get(failures, file) != NULL;
}


const faimi_error_t *
faimi_failures_find(const faimi_failures_t *failures,
    const faimi_file_t *file, const faimi_digest_t *key)
{
    const faimi_failure_t  *failure;

    failure = (file == NULL) ? faimi_failures_made(failures, key)
                             : faimi_failures_get(failures, file);

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

    if (file == NULL) {
        return faimi_failures_add_made(failures, key, err);
    }

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
    if (file != NULL && file->number < failures->n) {
        free(failures->slots[file->number]);
        failures->slots[file->number] = NULL;
    }
}
