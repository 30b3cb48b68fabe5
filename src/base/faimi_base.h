/*
 * Everything that src/base/ offers: what all other folders stand on.
 */

#ifndef FAIMI_BASE_H
#define FAIMI_BASE_H

#include "faimi_arena.h"
#include "faimi_buf.h"
#include "faimi_ctype.h"
#include "faimi_error.h"
#include "faimi_limits.h"
#include "faimi_map.h"
#include "faimi_slice.h"
#include "faimi_slug.h"
#include "faimi_text.h"
#include "faimi_time.h"
#include "faimi_tz.h"
#include "faimi_utf8.h"
#include "faimi_value.h"

#endif
