/*
 * Tables of text.
 */

#ifndef FAIMI_CSV_H
#define FAIMI_CSV_H

#include "faimi_base.h"


/* Reads rows whose fields `separator` sets apart; see faimi_data_parse(). */
faimi_rc_t faimi_csv_parse(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, char separator, faimi_value_t *value,
    faimi_error_t *err);

#endif
