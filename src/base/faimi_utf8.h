/*
 * UTF-8 (RFC 3629) and the few properties of Unicode that the dialects need;
 * the tables are libutf8proc's.
 */

#ifndef FAIMI_UTF8_H
#define FAIMI_UTF8_H

#include "faimi_buf.h"


/* The offset of the first byte that is not UTF-8, or s.len. */
size_t faimi_utf8_check(faimi_slice_t s);

/* Without the byte order mark U+FEFF, if the text begins with one. */
faimi_slice_t faimi_utf8_without_bom(faimi_slice_t s);

/* The character at byte `*at`, which moves past it.  The text must be valid
 * and *at < s.len. */
uint32_t faimi_utf8_next(faimi_slice_t s, size_t *at);

/* The character that ends before byte `at` (> 0) of valid text. */
uint32_t faimi_utf8_last(faimi_slice_t s, size_t at);

/* Characters in valid text. */
size_t faimi_utf8_len(faimi_slice_t s);

/* The byte offset of character `n` of valid text, or s.len. */
size_t faimi_utf8_offset(faimi_slice_t s, size_t n);

/* Appends a character; a surrogate, or a number beyond U+10FFFF, appends
 * U+FFFD. */
void faimi_utf8_add(faimi_buf_t *b, uint32_t c);

/* Ruby's [[:alpha:]], [[:alnum:]] and \p{Word}. */
bool faimi_utf8_is_alpha(uint32_t c);
bool faimi_utf8_is_alnum(uint32_t c);
bool faimi_utf8_is_word(uint32_t c);

/* Whether Ruby's `inspect` shows it as it is. */
bool faimi_utf8_is_print(uint32_t c);

/* Writes Unicode's form NFC of valid text into `out`, which has room for `size`
 * bytes, and returns its length; 0: it has not, or the text is empty.  Texts
 * of more than FAIMI_MAX_PATH bytes are refused.  Allocates nothing. */
size_t faimi_utf8_nfc(faimi_slice_t s, char *out, size_t size);

#endif
