/*
 * What templates see of the site's parts.
 */

#ifndef FAIMI_DROPS_H
#define FAIMI_DROPS_H

#include "faimi_site_int.h"


faimi_value_t faimi_drop_static(const faimi_index_t *index,
    const faimi_file_t *file, faimi_arena_t *arena);

/* Collection number `group` of the configuration. */
faimi_value_t faimi_drop_group(const faimi_index_t *index, size_t group,
    faimi_arena_t *arena);

/* site.sections: an array of maps. */
faimi_value_t faimi_drop_sections(const faimi_index_t *index,
    faimi_arena_t *arena);

/* Pages as an array, the other way round if `reverse`. */
faimi_value_t faimi_drop_pages(faimi_arena_t *arena,
    const faimi_pages_t *list, bool reverse);

#endif
