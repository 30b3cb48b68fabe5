/*
 * File name patterns: *, ?, [set] and \x, as in Ruby.
 */

#ifndef FAIMI_GLOB_H
#define FAIMI_GLOB_H

#include "faimi_base.h"


/* File.fnmatch?(pattern, path): the wildcards match a "/" too. */
bool faimi_glob(faimi_slice_t pattern, faimi_slice_t path);

/* Dir.glob: they do not, but "**" with a slash stands for any folders; nor do
 * they match a "." in front of a name. */
bool faimi_glob_path(faimi_slice_t pattern, faimi_slice_t path);

#endif
