/*
 * The table of plugins, and the functions of those rows that are a few lines
 * over an engine.
 */

#include "faimi_build.h"
#include "faimi_html.h"
#include "faimi_plugins.h"


/* `emoji: src:` is the folder above "emoji/" (jemoji.rb, emoji_src). */
static bool
faimi_plugins_emoji(const faimi_page_t *page, faimi_buf_t *out,
    faimi_slice_t html)
{
    faimi_value_t  v;

    v = faimi_map_at(faimi_map_map(page->index->config->values, "emoji"),
                     "src");

    return faimi_html_emoji(out, html, (v.type == FAIMI_STRING) ? v.u.string
                            : FAIMI_SLICE(FAIMI_HTML_EMOJI_ROOT));
}


/* `jekyll-mentions:`, of the page or of the site, is a URL, or has one as
 * `base_url`; false turns it off.  A page's without a value stands for the
 * default (jekyll-mentions.rb, mentionify and mention_base). */
static bool
faimi_plugins_mentions(const faimi_page_t *page, faimi_buf_t *out,
    faimi_slice_t html)
{
    const char     *key;
    faimi_value_t   v;

    key = "jekyll-mentions";

    if (faimi_map_off(page->data, key)) {
        return false;
    }

    v = faimi_map_at((faimi_map_get(page->data, faimi_slice_str(key)) != NULL)
                     ? page->data : page->index->config->values, key);
    v = (v.type == FAIMI_MAP) ? faimi_map_at(v.u.map, "base_url") : v;

    return faimi_html_mentions(out, html, (v.type == FAIMI_STRING)
                               ? v.u.string
                               : FAIMI_SLICE(FAIMI_HTML_MENTIONS_BASE));
}


/* The columns `tag` and `template` of a plugin that has no tag. */
#define FAIMI_NO_TAG  NULL, FAIMI_BUILTINS

/* By name, which the tests check.  jekyll-gist and jekyll-include-cache have
 * nothing to do: Liquid itself knows their tags. */
static const faimi_plugin_t  faimi_plugins_rows[] = {
    { "jekyll-admin", FAIMI_PLUGIN_NEEDLESS, 0,
      0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-avatar", FAIMI_PLUGIN_NEEDLESS, 0,
      0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-commonmark", FAIMI_PLUGIN_NEEDLESS, 0,
      0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-commonmark-ghpages", FAIMI_PLUGIN_NEEDLESS, 0,
      0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-compose", FAIMI_PLUGIN_NEEDLESS, 0,
      0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-default-layout", FAIMI_PLUGIN_ALWAYS, FAIMI_PLUGIN_PAGE,
      0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-feed", FAIMI_PLUGIN_LISTED,
      FAIMI_PLUGIN_FILES | FAIMI_PLUGIN_TAG,
      FAIMI_PLUGIN_IN_ORDER, faimi_feeds_build, "feed_meta",
      FAIMI_BUILTIN_FEED_META, NULL },
    { "jekyll-gist", FAIMI_PLUGIN_NEEDLESS, 0,
      0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-github-metadata", FAIMI_PLUGIN_ALWAYS, FAIMI_PLUGIN_TAG,
      0, NULL, "github_edit_link", FAIMI_BUILTIN_EDIT_LINK, NULL },
    { "jekyll-include-cache", FAIMI_PLUGIN_NEEDLESS, 0,
      0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-mentions", FAIMI_PLUGIN_LISTED, FAIMI_PLUGIN_HTML,
      0, NULL, FAIMI_NO_TAG, faimi_plugins_mentions },
    { "jekyll-optional-front-matter", FAIMI_PLUGIN_ALWAYS,
      FAIMI_PLUGIN_PUBLISH, 0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-paginate", FAIMI_PLUGIN_ALWAYS, FAIMI_PLUGIN_FILES,
      FAIMI_PLUGIN_IN_ORDER, faimi_paginate_place, FAIMI_NO_TAG, NULL },
    { "jekyll-readme-index", FAIMI_PLUGIN_ALWAYS,
      FAIMI_PLUGIN_PUBLISH | FAIMI_PLUGIN_PAGE, 0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-redirect-from", FAIMI_PLUGIN_ALWAYS,
      FAIMI_PLUGIN_PAGE | FAIMI_PLUGIN_FILES,
      FAIMI_PLUGIN_FIRST, faimi_redirects_build, FAIMI_NO_TAG, NULL },
    { "jekyll-relative-links", FAIMI_PLUGIN_ALWAYS, FAIMI_PLUGIN_BODY,
      0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-remote-theme", FAIMI_PLUGIN_NEEDLESS, 0,
      0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-sass-converter", FAIMI_PLUGIN_ALWAYS,
      FAIMI_PLUGIN_BODY | FAIMI_PLUGIN_FILES,
      FAIMI_PLUGIN_LAST, faimi_source_maps_build, FAIMI_NO_TAG, NULL },
    { "jekyll-seo-tag", FAIMI_PLUGIN_ALWAYS, FAIMI_PLUGIN_TAG,
      0, NULL, "seo", FAIMI_BUILTIN_SEO, NULL },
    { "jekyll-sitemap", FAIMI_PLUGIN_LISTED, FAIMI_PLUGIN_FILES,
      FAIMI_PLUGIN_IN_ORDER, faimi_sitemap_build, FAIMI_NO_TAG, NULL },
    { "jekyll-titles-from-headings", FAIMI_PLUGIN_ALWAYS,
      FAIMI_PLUGIN_PAGE | FAIMI_PLUGIN_BODY, 0, NULL, FAIMI_NO_TAG, NULL },
    { "jekyll-toc", FAIMI_PLUGIN_LISTED, FAIMI_PLUGIN_TAG,
      0, NULL, "toc", FAIMI_BUILTIN_TOC, NULL },
    { "jekyll-watch", FAIMI_PLUGIN_NEEDLESS, 0,
      0, NULL, FAIMI_NO_TAG, NULL },
    { "jemoji", FAIMI_PLUGIN_LISTED, FAIMI_PLUGIN_HTML,
      0, NULL, FAIMI_NO_TAG, faimi_plugins_emoji }
};

#define FAIMI_PLUGINS  \
    (sizeof(faimi_plugins_rows) / sizeof(faimi_plugins_rows[0]))


const faimi_plugin_t *
faimi_plugins(size_t *n)
{
    *n = FAIMI_PLUGINS;

    return faimi_plugins_rows;
}


const faimi_plugin_t *
faimi_plugins_find(faimi_slice_t name)
{
    size_t  i;

    for (i = 0; i < FAIMI_PLUGINS; i++) {
        if (faimi_slice_eq(name, faimi_slice_str(faimi_plugins_rows[i].name)))
        {
            return &faimi_plugins_rows[i];
        }
    }

    return NULL;
}


bool
faimi_plugins_on(const faimi_plugin_t *plugin, const faimi_config_t *config)
{
    return plugin->when == FAIMI_PLUGIN_ALWAYS
           || (plugin->when == FAIMI_PLUGIN_LISTED
               && faimi_config_has_plugin(config, plugin->name));
}


const faimi_plugin_t *
faimi_plugins_tag(faimi_slice_t tag)
{
    size_t  i;

    for (i = 0; i < FAIMI_PLUGINS; i++) {
        if (faimi_plugins_rows[i].tag != NULL
            && faimi_slice_eq(tag, faimi_slice_str(faimi_plugins_rows[i].tag)))
        {
            return &faimi_plugins_rows[i];
        }
    }

    return NULL;
}


/* Whether the plugin at `i` of the configuration's list stands there first. */
static bool
faimi_plugins_is_first(const faimi_list_t *list, size_t i)
{
    size_t  k;

    for (k = 0; k < i; k++) {
        if (faimi_slice_eq(list->items[k], list->items[i])) {
            return false;
        }
    }

    return true;
}


void
faimi_plugins_each(const faimi_config_t *config, unsigned acts,
    faimi_plugins_pt fn, void *data)
{
    size_t                 i;
    const faimi_list_t    *list;
    const faimi_plugin_t  *row;

    list = &config->plugins;

    for (i = 0; i < list->n; i++) {
        row = faimi_plugins_find(list->items[i]);

        if (row != NULL && row->when != FAIMI_PLUGIN_NEEDLESS
            && (row->acts & acts) != 0 && faimi_plugins_is_first(list, i))
        {
            fn(data, row);
        }
    }

    for (i = 0; i < FAIMI_PLUGINS; i++) {
        row = &faimi_plugins_rows[i];

        if (row->when == FAIMI_PLUGIN_ALWAYS && (row->acts & acts) != 0
            && !faimi_config_has_plugin(config, row->name))
        {
            fn(data, row);
        }
    }
}
