/*
 * What src/base/ offers to all other folders, but for its digests, patterns
 * of file names and URLs, which few need (faimi_digest.h, faimi_glob.h,
 * faimi_url.h).  It depends on no other folder.
 */

#ifndef FAIMI_BASE_H
#define FAIMI_BASE_H

#include "faimi_arena.h"
#include "faimi_buf.h"
#include "faimi_code.h"
#include "faimi_ctype.h"
#include "faimi_error.h"
#include "faimi_limits.h"
#include "faimi_map.h"
#include "faimi_slice.h"
#include "faimi_time.h"
#include "faimi_utf8.h"
#include "faimi_value.h"

#endif
