/*
 * The templates of tags whose work is that of a filter
 * (faimi_filters_plugins.c).
 */

#include "faimi_builtin.h"


/* {% toc %} of jekyll-toc (TocTag#render) */
const char  faimi_builtin_toc[] =
    "{% if page.toc %}{{ page.content | faimi_toc }}{% endif %}";
