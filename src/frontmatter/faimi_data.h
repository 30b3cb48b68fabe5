/*
 * Data files (_data): YAML, JSON, CSV and TSV into values.
 */

#ifndef FAIMI_DATA_H
#define FAIMI_DATA_H

#include "faimi_base.h"


/* Whether the ending of `file` is of a data file. */
bool faimi_data_is(faimi_slice_t file);

/* Reads a data file by its ending, .yml .yaml .json .csv or .tsv in small
 * letters, as Jekyll looks for them: JSON by the reader of YAML, as Jekyll
 * does; CSV and TSV as an array of maps by the header row, whose values are
 * strings, and nil where a field is empty or missing.  `source` may go away
 * afterwards.  FAIMI_ERROR: it is none of these, is broken, or a limit is
 * hit. */
faimi_rc_t faimi_data_parse(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, faimi_value_t *value, faimi_error_t *err);

#endif
