/*
 * SHA-256, by libcrypto: what two hosts with the same content agree on.
 */

#ifndef FAIMI_DIGEST_H
#define FAIMI_DIGEST_H

#include "faimi_base.h"


#define FAIMI_DIGEST_SIZE  32

typedef struct {
    unsigned char  bytes[FAIMI_DIGEST_SIZE];
} faimi_digest_t;


/* Raises FAIMI_NOMEM on the guard where libcrypto finds no memory. */
faimi_digest_t faimi_digest(faimi_guard_t *guard, faimi_slice_t s);

bool faimi_digest_eq(const faimi_digest_t *a, const faimi_digest_t *b);

/* Parts of what a buffer collects to be digested: each with its length in
 * front, so that no two lists of parts read the same. */
void faimi_digest_part(faimi_buf_t *b, faimi_slice_t s);
void faimi_digest_add(faimi_buf_t *b, const faimi_digest_t *d);

/* A value, with the types of its parts. */
void faimi_digest_value(faimi_buf_t *b, faimi_value_t v);

#endif
