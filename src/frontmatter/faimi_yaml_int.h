/*
 * Shared by the files that read YAML.
 */

#ifndef FAIMI_YAML_INT_H
#define FAIMI_YAML_INT_H

#include <yaml.h>

#include "faimi_base.h"


/* What libyaml complains of, and what to do about it; `first` is the line of
 * the file where the text begins. */
faimi_slice_t faimi_yaml_problem(faimi_arena_t *arena,
    const yaml_parser_t *parser, size_t first);

/* Decodes BASE64 as Ruby's unpack("m"): what is not of it is skipped. Bytes
 * that are not UTF-8 become U+FFFD: all texts are UTF-8. */
faimi_slice_t faimi_yaml_base64(faimi_arena_t *arena, faimi_slice_t text);

#endif
