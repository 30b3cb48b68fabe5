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

/* What the tag of a node makes of it. */
typedef enum {
    FAIMI_YAML_TAG_NONE = 0,    /* nothing: what its form says */
    FAIMI_YAML_TAG_STRING,      /* its text; of a map the value of "str" */
    FAIMI_YAML_TAG_BINARY,      /* BASE64 */
    FAIMI_YAML_TAG_FLOAT,
    FAIMI_YAML_TAG_CLASS,       /* the class of that name: no name is nil */
    FAIMI_YAML_TAG_OMAP,        /* a list of pairs as a map */
    FAIMI_YAML_TAG_ELEMENTS,    /* the map under "elements" */
    FAIMI_YAML_TAG_REFUSED      /* an object: an error */
} faimi_yaml_tag_t;


/* The meaning of a tag ("": none) at a scalar, or at the start of a sequence
 * or mapping. */
faimi_yaml_tag_t faimi_yaml_tag(yaml_event_type_t type, faimi_slice_t tag);

/* Decodes BASE64 as Ruby's unpack("m"): what is not of it is skipped. Bytes
 * that are not UTF-8 become U+FFFD: all texts are UTF-8. */
faimi_slice_t faimi_yaml_base64(faimi_arena_t *arena, faimi_slice_t text);

#endif
