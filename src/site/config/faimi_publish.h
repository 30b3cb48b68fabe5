/*
 * What a file is, by its place in the site (jekyll/entry_filter.rb,
 * jekyll/reader.rb): the kind of its folder, and whether its name is taken.
 */

#ifndef FAIMI_PUBLISH_H
#define FAIMI_PUBLISH_H

#include "faimi_config.h"


typedef enum {
    FAIMI_FILE_NONE = 0,    /* no part of the site */
    FAIMI_FILE_PARENT,      /* a folder on the way to a special one: its
                               own files are left out */
    FAIMI_FILE_PAGES,       /* pages and static files */
    FAIMI_FILE_POSTS,
    FAIMI_FILE_DRAFTS,
    FAIMI_FILE_DOCUMENTS,   /* of a collection */
    FAIMI_FILE_LAYOUTS,
    FAIMI_FILE_INCLUDES,
    FAIMI_FILE_SASS,        /* what may be imported */
    FAIMI_FILE_DATA,
    FAIMI_FILE_CONFIG
} faimi_file_kind_t;


typedef struct {
    faimi_file_kind_t     kind;
    faimi_slice_t         base;    /* the special folder it is in, or "" */
    const faimi_group_t  *group;   /* DOCUMENTS: the collection */
} faimi_where_t;


/* The root folder. */
faimi_where_t faimi_publish_root(void);

/* What `path`, an entry of the folder that `in` describes, is. */
faimi_where_t faimi_publish_entry(const faimi_config_t *config,
    faimi_where_t in, faimi_slice_t path, bool is_folder);

/* The same from the root down. */
faimi_where_t faimi_publish_path(const faimi_config_t *config,
    faimi_slice_t path, bool is_folder);

/* Whether `path` is in `include:`. */
bool faimi_publish_included(const faimi_config_t *config, faimi_slice_t path,
    bool is_folder);

/* Whether a pattern of `exclude:` and the like is for a path. */
bool faimi_publish_matches(faimi_slice_t pattern, faimi_slice_t path,
    bool is_folder);

/* Whether a file is a README that may be its folder's index. */
bool faimi_publish_is_readme(const faimi_config_t *config,
    faimi_slice_t path);

/* Whether Markdown without front matter at this place is a page. */
bool faimi_publish_bare(const faimi_config_t *config, faimi_slice_t path);


/* The name of a post: "2024-03-05-a-title.md". */
typedef struct {
    faimi_slice_t  date;    /* "2024-03-05" */
    faimi_slice_t  slug;    /* "a-title" */
    faimi_slice_t  ext;     /* ".md" */
} faimi_post_name_t;

/* Splits the name at the end of a path; false: it is not that of a post.  The
 * parts are views of `path`. */
bool faimi_post_name(faimi_slice_t path, faimi_post_name_t *name);

#endif
