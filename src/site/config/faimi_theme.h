/*
 * `theme:` and `remote_theme:` of _config.yml: which theme a site asks for.
 */

#ifndef FAIMI_THEME_H
#define FAIMI_THEME_H

#include "faimi_ruby.h"


/* Slices of the configuration's values. */
typedef struct {
    const char     *key;     /* that named it; NULL: there is no theme */
    faimi_slice_t   text;    /* as it was written */
    faimi_slice_t   host;    /* of a remote theme: "https://github.com" */
    faimi_slice_t   owner;   /* the same; "": it is a gem */
    faimi_slice_t   name;    /* letters, digits, "_", "-" and "."; "": the text
                                names no theme */
    faimi_slice_t   ref;     /* a branch, tag or commit, or "" */
} faimi_theme_t;


/* What a configuration asks for.  A remote theme goes before a gem's, as with
 * jekyll-remote-theme (Munger#munge!). */
faimi_theme_t faimi_theme_wanted(const faimi_map_t *config);

/* Whether `folder` has a version of the theme, as "minima-2.5.1" of "minima":
 * where gems are unpacked. */
bool faimi_theme_is_version(faimi_slice_t folder, faimi_slice_t name);

/* By version, the older first: less than, equal to or greater than 0. */
int faimi_theme_cmp(faimi_slice_t a, faimi_slice_t b);

#endif
