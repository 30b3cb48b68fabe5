/*
 * A page's URL and the file that Jekyll would write for it.
 */

#ifndef FAIMI_PERMALINK_H
#define FAIMI_PERMALINK_H

#include "faimi_index.h"


/* Sets the URL and `out` of a page whose path, kind, data, and what it has as
 * a document, are set; texts are of the arena.  `permalink` is the front
 * matter's, or "".  Returns a placeholder (":number") in a document's permalink
 * that there is not, which ends the build in Jekyll, or "". */
faimi_slice_t faimi_permalink_page(faimi_arena_t *arena,
    const faimi_config_t *config, faimi_page_t *page, faimi_slice_t permalink);

/* The URL of a collection's static file, decoded: its path, as the permalink
 * of the collection has it. */
faimi_slice_t faimi_permalink_static(faimi_arena_t *arena,
    const faimi_config_t *config, const faimi_file_t *file);

/* The file, "/" in front, that Jekyll writes for a decoded URL; `ext` is its
 * ending (".html").  Of a folder's URL that is its index. */
faimi_slice_t faimi_permalink_output(faimi_arena_t *arena,
    faimi_slice_t spelled, faimi_slice_t ext, bool document);

#endif
