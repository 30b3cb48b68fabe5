/*
 * Files and pages by the names that other pages give them.
 */

#ifndef FAIMI_LINKS_H
#define FAIMI_LINKS_H

#include "faimi_site_int.h"


/* {% link path %} and {% post_url name %}: false: there is none. */
bool faimi_link_find(const faimi_index_t *index, faimi_slice_t tag,
    faimi_slice_t name, faimi_slice_t *url);

#endif
