/*
 * Names of hosts that are not ASCII, as DNS has them: `ü.org` is
 * `xn--tda.org` (RFC 3490, 3492; Addressable::IDNA.to_ascii).
 */

#ifndef FAIMI_IDNA_H
#define FAIMI_IDNA_H

#include "faimi_base.h"


/* Appends a host's name in small letters, each label that is not ASCII encoded.
 * A label that is longer than DNS allows, or is not UTF-8, stays as it is. */
void faimi_idna_host(faimi_buf_t *b, faimi_slice_t host);

#endif
