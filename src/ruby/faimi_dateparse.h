/*
 * Times out of texts that people write.
 */

#ifndef FAIMI_DATEPARSE_H
#define FAIMI_DATEPARSE_H

#include "faimi_time.h"


/* Reads what jekyll's front matter, file names and Liquid's `date` filter
 * take: ISO 8601 and RFC 3339 with blanks or T, optional time and zone,
 * RFC 2822, "March 14, 2016", "14 March 2016", "2016/3/14".  A text without a
 * zone gets `offset`.  False if it is none of these. */
bool faimi_dateparse(faimi_slice_t s, int32_t offset, faimi_time_t *t,
    bool *has_time);

#endif
