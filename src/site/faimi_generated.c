/*
 * Files that plugins of Jekyll write beside the pages.
 */

#include "faimi_site_int.h"


void
faimi_index_generated(faimi_index_t *index)
{
    (void) index;
}
