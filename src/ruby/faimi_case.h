/*
 * Upper and lower case as Ruby's upcase, downcase and capitalize: by all of
 * Unicode's mappings, those to more than one character too (SpecialCasing.txt)
 * but for those that depend on a language or on the place in a word: "Σ" is
 * "σ" at the end of a word, too.
 */

#ifndef FAIMI_CASE_H
#define FAIMI_CASE_H

#include "faimi_buf.h"


/* Append a text, which is UTF-8, in another case.  It may grow to three times
 * its bytes. */
void faimi_case_up(faimi_buf_t *out, faimi_slice_t s);
void faimi_case_down(faimi_buf_t *out, faimi_slice_t s);

/* The first character as a title has it ("ǆ" becomes "ǅ"), the others small. */
void faimi_case_capitalize(faimi_buf_t *out, faimi_slice_t s);

/* The same for one character. */
void faimi_case_down_char(faimi_buf_t *out, uint32_t c);
void faimi_case_title_char(faimi_buf_t *out, uint32_t c);

#endif
