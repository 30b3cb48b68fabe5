/*
 * The plugins of Jekyll that are built in: one row for each, with its name,
 * what turns it on, and where it acts.
 *
 * Three kinds of work are functions and templates of the row, and are called
 * from there alone: files that a plugin generates, tags that it adds, and what
 * it does to the HTML of finished pages.  A new plugin of these kinds is a row,
 * its function or template, a test and its line in docs/compatibility.md.  What
 * plugins do to the reading of files, to pages and to their bodies is part of
 * that code (faimi_publish.c, faimi_page.c, faimi_readme.c, faimi_body.c),
 * which asks its settings.
 */

#ifndef FAIMI_PLUGINS_H
#define FAIMI_PLUGINS_H

#include "faimi_page.h"


struct faimi_build_s;


/* What turns a plugin on. */
typedef enum {
    FAIMI_PLUGIN_ALWAYS = 0,   /* nothing: GitHub Pages has it on, too */
    FAIMI_PLUGIN_LISTED,       /* its name in `plugins:` */
    FAIMI_PLUGIN_NEEDLESS      /* it has nothing to do here */
} faimi_plugin_when_t;


/* Where a plugin acts: bits. */
enum {
    FAIMI_PLUGIN_PUBLISH = 1,  /* which files are pages */
    FAIMI_PLUGIN_PAGE = 2,     /* a page's title, layout, URL or data */
    FAIMI_PLUGIN_BODY = 4,     /* its source, before it is rendered */
    FAIMI_PLUGIN_FILES = 8,    /* generated files: `files` */
    FAIMI_PLUGIN_TAG = 16,     /* a tag: `tag` */
    FAIMI_PLUGIN_HTML = 32     /* finished pages: `html` */
};


/* The place of a plugin's files in site.pages.  Generators of Jekyll run by
 * priority, those of one priority in the order of `plugins:`. */
typedef enum {
    FAIMI_PLUGIN_FIRST = 0,    /* redirects.json */
    FAIMI_PLUGIN_IN_ORDER,
    FAIMI_PLUGIN_LAST          /* made while pages are rendered */
} faimi_plugin_order_t;


/* Adds generated pages to the index that is being built. */
typedef void (*faimi_plugin_files_pt)(struct faimi_build_s *build);

/* Appends the HTML of a page with what the plugin does to it; false: there is
 * nothing to do, and nothing was appended. */
typedef bool (*faimi_plugin_html_pt)(const faimi_page_t *page,
    faimi_buf_t *out, faimi_slice_t html);


typedef struct {
    const char             *name;
    faimi_plugin_when_t     when;
    unsigned                acts;
    faimi_plugin_order_t    order;     /* of `files` */
    faimi_plugin_files_pt   files;
    const char             *tag;       /* or NULL; one that Liquid itself has
                                          (gist) is not here */
    faimi_builtin_t         template;  /* of the tag */
    faimi_plugin_html_pt    html;
} faimi_plugin_t;


/* All rows, by name. */
const faimi_plugin_t *faimi_plugins(size_t *n);

/* The row of a name, or NULL: the plugin is not built in. */
const faimi_plugin_t *faimi_plugins_find(faimi_slice_t name);

/* Whether a plugin is on. */
bool faimi_plugins_on(const faimi_plugin_t *plugin,
    const faimi_config_t *config);

/* The row that has a tag, or NULL. */
const faimi_plugin_t *faimi_plugins_tag(faimi_slice_t tag);

/* Calls `fn` for each plugin that is on and has one of the bits `acts`, in the
 * order in which Jekyll loads them on GitHub Pages: those of `plugins:`, then
 * the others that are always on. */
typedef void (*faimi_plugins_pt)(void *data, const faimi_plugin_t *plugin);
void faimi_plugins_each(const faimi_config_t *config, unsigned acts,
    faimi_plugins_pt fn, void *data);

#endif
