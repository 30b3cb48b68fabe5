/*
 * The templates that the site has of its own.
 */

#ifndef FAIMI_BUILTIN_H
#define FAIMI_BUILTIN_H

#include "faimi_page.h"


/* The texts of those that do not stand in faimi_builtin.c. */
extern const char  faimi_builtin_feed[];
extern const char  faimi_builtin_sitemap[];
extern const char  faimi_builtin_robots[];
extern const char  faimi_builtin_seo[];
extern const char  faimi_builtin_feed_meta[];
extern const char  faimi_builtin_toc[];
extern const char  faimi_builtin_edit_link[];

/* All texts by number, parsed when a site is created. */
extern const char  *const  faimi_builtins[FAIMI_BUILTINS];

#endif
