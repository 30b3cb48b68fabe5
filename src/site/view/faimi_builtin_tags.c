/*
 * The templates of tags whose work is that of a filter
 * (faimi_filters_plugins.c).
 */

#include "faimi_builtin.h"


/* {% toc %} of jekyll-toc (TocTag#render) */
const char  faimi_builtin_toc[] =
    "{% if page.toc %}{{ page.content | faimi_toc }}{% endif %}";


/* {% github_edit_link "text" %} of jekyll-github-metadata (EditLinkTag) */
const char  faimi_builtin_edit_link[] =
    "{{ site.github.repository_url | faimi_edit_link: "
    "site.github.source.branch, site.github.source.path, page.path, "
    "tag_markup }}";
