/*
 * _config.yml: what the site's own code asks of it, and all of it as values
 * for templates.
 *
 * A configuration is made once from the parsed file, belongs to the arena that
 * it was made in, and is read-only from then on.  Its digest is part of the
 * key of every page, so that a page never outlives the configuration that it
 * was made with.
 */

#ifndef FAIMI_CONFIG_H
#define FAIMI_CONFIG_H

#include "faimi_commonmark.h"
#include "faimi_digest.h"
#include "faimi_html.h"
#include "faimi_markdown.h"
#include "faimi_ruby.h"


typedef struct faimi_pattern_s  faimi_pattern_t;


typedef struct {
    faimi_slice_t       label;
    faimi_slice_t       folder;     /* within the site: "_posts" */
    bool                output;
    faimi_slice_t       permalink;  /* its template, or "" */
    const faimi_map_t  *metadata;
} faimi_group_t;                    /* a collection, as it is configured */


/* One set of `defaults:`. */
typedef struct {
    faimi_slice_t       path;       /* of its scope, or "" */
    faimi_slice_t       type;       /* "pages", "posts", ... */
    bool                has_type;
    const faimi_map_t  *values;
} faimi_defaults_t;


typedef struct {
    size_t          n;
    faimi_slice_t  *items;
} faimi_list_t;


/* Folders, within the site. */
typedef struct {
    faimi_slice_t  layouts;
    faimi_slice_t  includes;
    faimi_slice_t  data;
    faimi_slice_t  collections;    /* "": they lie in the site's own */
    faimi_slice_t  destination;
} faimi_config_folders_t;


/* Which documents are published. */
typedef struct {
    bool     future;
    bool     unpublished;
    bool     drafts;
    int64_t  limit_posts;          /* 0: all */
} faimi_config_publish_t;


typedef struct {
    faimi_slice_t  separator;
    bool           pages;          /* pages have them, too */
} faimi_config_excerpts_t;


/* How Markdown becomes HTML. */
typedef struct {
    faimi_markdown_options_t    markdown;
    faimi_commonmark_options_t  commonmark;
    bool                        is_commonmark;   /* the latter counts */
} faimi_config_convert_t;


/* `faimi:`, our own keys. */
typedef struct {
    faimi_pattern_t  *sections;    /* NULL: turned off */
    bool              index_alias_serves;
    int               redirect_status;
} faimi_config_own_t;


/* Keys that could not be followed. */
typedef struct {
    faimi_error_t  *items;
    size_t          n;
} faimi_config_problems_t;


/* It does not change once it is made, and every folder of the site may read
 * its fields. */
typedef struct {
    faimi_map_t              *values;    /* the file's, over Jekyll's */
    faimi_digest_t            digest;    /* of the file */
    faimi_slice_t             url;
    faimi_slice_t             baseurl;   /* without a "/" at its end */
    faimi_slice_t             permalink;
    faimi_config_folders_t    folders;
    faimi_list_t              include;
    faimi_list_t              exclude;
    faimi_list_t              markdown_ext;
    faimi_list_t              plugins;
    faimi_group_t            *groups;    /* the first is "posts" */
    size_t                    ngroups;
    faimi_defaults_t         *defaults;
    size_t                    ndefaults;
    const faimi_tz_t         *tz;        /* `timezone`; NULL: UTC */
    faimi_config_publish_t    publish;
    faimi_config_excerpts_t   excerpts;
    faimi_config_convert_t    convert;
    faimi_config_own_t        own;
    faimi_config_problems_t   problems;
} faimi_config_t;


/* `file` is the map of the file, `theme` that of the theme's; or NULL.  Both
 * are referred to and must outlive the result.  It never fails: keys that
 * cannot be followed are in `problems`. */
faimi_config_t *faimi_config_create(faimi_arena_t *arena,
    const faimi_map_t *file, const faimi_map_t *theme,
    const faimi_digest_t *digest);

/* Reads `defaults:`; part of faimi_config_create(). */
void faimi_config_scopes(faimi_arena_t *arena, faimi_config_t *config);

/* Whether a file's ending is one of markdown_ext. */
bool faimi_config_is_markdown(const faimi_config_t *config,
    faimi_slice_t path);

/* Whether `plugins:` names it. */
bool faimi_config_has_plugin(const faimi_config_t *config, const char *name);

/* The values that `defaults:` give to a path, within the site, and a type
 * ("pages"): a new map, or NULL if no scope applies. */
faimi_map_t *faimi_config_defaults(const faimi_config_t *config,
    faimi_arena_t *arena, faimi_slice_t path, faimi_slice_t type);

/* Of plugins: `section: key:` is true, or false, in the configuration. */
bool faimi_config_on(const faimi_config_t *config, const char *section,
    const char *key);
bool faimi_config_off(const faimi_config_t *config, const char *section,
    const char *key);

/* The settings of jekyll-toc, in the arena; NULL: it is not listed. */
const faimi_html_toc_options_t *faimi_config_toc(const faimi_config_t *config,
    faimi_arena_t *arena);

#endif
