/*
 * Claims on output files and URLs, between the files that settle them.
 */

#ifndef FAIMI_OUTPUTS_H
#define FAIMI_OUTPUTS_H

#include "faimi_permalink.h"
#include "faimi_site_int.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


/* Who goes first where several claim one output file. */
enum {
    FAIMI_RANK_DOCUMENT = 0,
    FAIMI_RANK_STATIC,
    FAIMI_RANK_PAGE,
    FAIMI_RANK_ALIAS,
    FAIMI_RANK_SECTION,
    FAIMI_RANK_GENERATED
};


/* Where a target stands while it is resolved. */
enum {
    FAIMI_TARGET_NEW = 0,
    FAIMI_TARGET_OPEN,     /* on the way: met again, it is a cycle */
    FAIMI_TARGET_DONE
};


/* A claim under a key of one of the maps, or NULL. */
faimi_output_t *faimi_output_find(const faimi_map_t *map, faimi_slice_t key);
void faimi_output_set(faimi_index_t *index, faimi_map_t *map,
    faimi_slice_t key, faimi_output_t *claim);

/* The claim that a static file has, or NULL. */
const faimi_output_t *faimi_output_of(const faimi_index_t *index,
    const faimi_file_t *file);

/* The file that claims, or "". */
faimi_slice_t faimi_output_source(const faimi_output_t *claim);

#endif
