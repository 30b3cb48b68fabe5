/*
 * The files that Sass pages may import, in two trees of their own
 * (FAIMI_TREE_SASS, FAIMI_TREE_SASS_THEME), since one of them may be a page,
 * too.
 */

#ifndef FAIMI_IMPORTS_H
#define FAIMI_IMPORTS_H

#include "faimi_files.h"


/* Whether a file is compiled, by its ending. */
bool faimi_imports_is_page(faimi_slice_t path);

/* One of sass.load_paths, from the site's folder on; "": it leads out. */
faimi_slice_t faimi_imports_path(faimi_arena_t *arena, faimi_slice_t path);

/* The folder that a theme's files to import are in, and a site's, if its
 * configuration says nothing else. */
#define FAIMI_IMPORTS_FOLDER  "_sass"

/* sass.load_paths, with patterns replaced by folders; and sass_dir. */
const faimi_slice_t *faimi_imports_paths(const faimi_files_t *files,
    size_t *n);
faimi_slice_t faimi_imports_folder(const faimi_files_t *files);

/* Whether there is more to import than is read. */
bool faimi_imports_full(const faimi_files_t *files);

#endif
