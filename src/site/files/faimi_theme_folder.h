/*
 * The folder of themes.
 */

#ifndef FAIMI_THEME_FOLDER_H
#define FAIMI_THEME_FOLDER_H

#include "faimi_source.h"
#include "faimi_theme.h"


/* The folder of themes, and the theme that was found in there. */
typedef struct {
    faimi_source_t  *all;         /* NULL: there is no such folder */
    faimi_arena_t   *arena;       /* of the theme in force; or NULL */
    faimi_slice_t    path;        /* below the folder; "": no theme */
    faimi_slice_t    text;        /* what _config.yml asked for then */
} faimi_themes_t;


/* The folder of a theme below that of all themes, which is open: the first
 * that exists of OWNER/NAME@REF, OWNER/NAME, NAME, and the newest
 * NAME-VERSION; "": there is none.  It is in the arena, or part of `theme`. */
faimi_slice_t faimi_theme_folder_find(faimi_source_t *themes,
    const faimi_theme_t *theme, faimi_arena_t *arena);

#endif
