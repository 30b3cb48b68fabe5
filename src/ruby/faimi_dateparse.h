/*
 * Times out of texts that people write, as Ruby's Time.parse reads them.
 */

#ifndef FAIMI_DATEPARSE_H
#define FAIMI_DATEPARSE_H

#include "faimi_time.h"


/* Reads what Jekyll's front matter and Liquid's `date` filter take: ISO 8601
 * (days of a year too: "2024-251") and RFC 3339 with blanks or T, optional time
 * and zone, RFC 2822, "March 14, 2016", "14 March 2016", "2016/3/14",
 * "H31.04.30".  `offset`, in seconds east of UTC, is that of a text without a
 * zone; *has_time tells whether it has a time of day.  False: there is no date
 * in it, its year is missing, or it has more than 128 bytes. */
bool faimi_dateparse(faimi_slice_t s, int32_t offset, faimi_time_t *t,
    bool *has_time);

#endif
