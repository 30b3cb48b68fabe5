/*
 * The layouts of a site that has none.
 */

#ifndef FAIMI_BUILTIN_H
#define FAIMI_BUILTIN_H


/* The page around everything, with a menu of the years. */
extern const char  faimi_builtin_default[];

/* The same without a menu: for section pages in a site whose layouts know
 * none. */
extern const char  faimi_builtin_alone[];

/* A section's list of its pages. */
extern const char  faimi_builtin_section[];

#endif
