/*
 * Times as text.
 */

#ifndef FAIMI_STRFTIME_H
#define FAIMI_STRFTIME_H

#include "faimi_time.h"


/* Ruby's strftime, with its flags (-0^#_:), widths and all conversions of
 * Time. Unknown ones stay as they are. */
void faimi_strftime(faimi_buf_t *out, faimi_time_t t, faimi_slice_t fmt);

#endif
