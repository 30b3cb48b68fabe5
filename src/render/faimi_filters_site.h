/*
 * The filters that need the site: URLs, Markdown, typography.
 */

#ifndef FAIMI_FILTERS_SITE_H
#define FAIMI_FILTERS_SITE_H

#include "faimi_render.h"


/* Every filter beside Liquid's own, ended by a NULL name. */
extern const faimi_filter_t  faimi_render_filters[];

#endif
