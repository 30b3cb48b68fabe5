/*
 * The templates that the site has of its own.
 */

#ifndef FAIMI_BUILTIN_H
#define FAIMI_BUILTIN_H


/* Their numbers; the first three are layouts. */
typedef enum {
    FAIMI_BUILTIN_DEFAULT = 0,   /* for a site without layouts */
    FAIMI_BUILTIN_ALONE,         /* the same without a menu */
    FAIMI_BUILTIN_SECTION,       /* a section's list of its pages */
    FAIMI_BUILTIN_FEED,
    FAIMI_BUILTIN_SITEMAP,
    FAIMI_BUILTIN_ROBOTS,
    FAIMI_BUILTIN_SEO,           /* tags */
    FAIMI_BUILTIN_FEED_META,
    FAIMI_BUILTINS               /* how many */
} faimi_builtin_t;


/* Their texts. */
extern const char  faimi_builtin_default[];
extern const char  faimi_builtin_alone[];
extern const char  faimi_builtin_section[];
extern const char  faimi_builtin_feed[];
extern const char  faimi_builtin_sitemap[];
extern const char  faimi_builtin_robots[];
extern const char  faimi_builtin_seo[];
extern const char  faimi_builtin_feed_meta[];

extern const char  *const  faimi_builtins[FAIMI_BUILTINS];

#endif
