/*
 * _config.yml read into a struct, over Jekyll's defaults
 * (jekyll/configuration.rb).
 *
 * Templates see all keys as values; what the site's own code asks for again
 * and again is read into fields once, when the file changes.  The result is
 * never changed afterwards: an edit of _config.yml makes a new one.
 *
 * Jekyll stops at some keys with a bad value.  A site that is being served
 * must not go away with one edit: a key that cannot be followed becomes a
 * problem of the report, and its default is used.
 */

#include "faimi_config.h"
#include "faimi_frontmatter.h"
#include "faimi_pattern.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


/* Configuration::DEFAULTS: what templates see through `site`.  As YAML, so
 * that the values have the types that the parser gives to those of the file.
 * `exclude` is empty here, since Jekyll adds to it later
 * (#add_default_excludes). */
static const char  faimi_config_defaults_yaml[] =
    "collections_dir: ''\n"
    "cache_dir: .jekyll-cache\n"
    "plugins_dir: _plugins\n"
    "layouts_dir: _layouts\n"
    "data_dir: _data\n"
    "includes_dir: _includes\n"
    "collections: {}\n"
    "safe: false\n"
    "include: [.htaccess]\n"
    "exclude: []\n"
    "keep_files: [.git, .svn]\n"
    "encoding: utf-8\n"
    "markdown_ext: markdown,mkdown,mkdn,mkd,md\n"
    "strict_front_matter: false\n"
    "show_drafts:\n"
    "limit_posts: 0\n"
    "future: false\n"
    "unpublished: false\n"
    "whitelist: []\n"
    "plugins: []\n"
    "markdown: kramdown\n"
    "highlighter: rouge\n"
    "lsi: false\n"
    "excerpt_separator: \"\\n\\n\"\n"
    "incremental: false\n"
    "detach: false\n"
    "port: '4000'\n"
    "host: 127.0.0.1\n"
    "baseurl:\n"
    "show_dir_listing: false\n"
    "permalink: date\n"
    "paginate_path: /page:num\n"
    "timezone:\n"
    "quiet: false\n"
    "verbose: false\n"
    "defaults: []\n"
    "liquid: {error_mode: warn, strict_filters: false,"
    " strict_variables: false}\n"
    "kramdown: {auto_ids: true, toc_levels: [1, 2, 3, 4, 5, 6],"
    " entity_output: as_char, smart_quotes: 'lsquo,rsquo,ldquo,rdquo',"
    " input: GFM, hard_wrap: false, guess_lang: true, footnote_nr: 1,"
    " show_warnings: false}\n";


/* Configuration::DEFAULT_EXCLUDES. */
static const char *const  faimi_config_excludes[] = {
    ".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock",
    "node_modules", "vendor/bundle/", "vendor/cache/", "vendor/gems/",
    "vendor/ruby/"
};


/* Configuration::STYLE_TO_PERMALINK: styles of permalinks for posts. */
static const char *const  faimi_config_styles[][2] = {
    { "none", "/:categories/:title:output_ext" },
    { "date", "/:categories/:year/:month/:day/:title:output_ext" },
    { "ordinal", "/:categories/:year/:y_day/:title:output_ext" },
    { "pretty", "/:categories/:year/:month/:day/:title/" },
    { "weekdate", "/:categories/:year/W:week/:short_day/:title:output_ext" }
};


/* Adds a problem.  The array is copied each time: a file has few of them, if
 * any. */
static void
faimi_config_problem(faimi_arena_t *arena, faimi_config_t *config,
    const faimi_error_t *err)
{
    faimi_error_t  *problems;

    problems = faimi_alloc(arena, (config->problems.n + 1)
                                  * sizeof(faimi_error_t));

    if (config->problems.n > 0) {
        memcpy(problems, config->problems.items,
               config->problems.n * sizeof(faimi_error_t));
    }

    problems[config->problems.n++] = *err;
    config->problems.items = problems;
}


/* A key whose value is a list; anything else is a problem, where Jekyll stops
 * (#check_include_exclude, #check_plugins). */
static faimi_list_t
faimi_config_list(faimi_arena_t *arena, faimi_config_t *config,
    const char *key)
{
    faimi_list_t   list;
    faimi_error_t  err;
    faimi_value_t  v;

    v = faimi_map_at(config->values, key);
    list.items = faimi_value_texts(arena, v, &list.n);

    if (v.type != FAIMI_ARRAY && v.type != FAIMI_NIL) {
        (void) faimi_error_set(&err, FAIMI_SLICE("_config.yml"), 0, 0,
                               "%s: should be a list, as in [a, b]", key);
        faimi_config_problem(arena, config, &err);
    }

    return list;
}


/* The excludes of the site, and after them those of Jekyll that it does not
 * name itself (#add_default_excludes).  The value for templates is replaced as
 * well. */
static void
faimi_config_exclude(faimi_arena_t *arena, faimi_config_t *config)
{
    size_t          i, k, n;
    faimi_list_t    own;
    faimi_array_t  *all;

    n = sizeof(faimi_config_excludes) / sizeof(faimi_config_excludes[0]);
    own = faimi_config_list(arena, config, "exclude");
    all = faimi_array_create(arena);

    for (i = 0; i < own.n; i++) {
        faimi_array_push(arena, all, FAIMI_V_STRING(own.items[i]));
    }

    for (i = 0; i < n; i++) {
        for (k = 0; k < own.n; k++) {
            if (faimi_slice_eq(own.items[k],
                               faimi_slice_str(faimi_config_excludes[i])))
            {
                break;
            }
        }

        if (k == own.n) {
            faimi_array_push(arena, all, FAIMI_V_STRING(
                faimi_slice_str(faimi_config_excludes[i])));
        }
    }

    faimi_map_set(arena, config->values, FAIMI_SLICE("exclude"),
                  FAIMI_V_ARRAY(all));
    config->exclude = faimi_config_list(arena, config, "exclude");
}


/* "markdown,md" as endings with their dots (#extname_list in
 * jekyll/converters/markdown.rb). */
static faimi_list_t
faimi_config_endings(faimi_arena_t *arena, faimi_config_t *config)
{
    size_t         at, end;
    faimi_list_t   list;
    faimi_error_t  err;
    faimi_slice_t  s;
    faimi_value_t  v;

    v = faimi_map_at(config->values, "markdown_ext");

    if (v.type == FAIMI_STRING) {
        s = v.u.string;

    } else {
        s = FAIMI_SLICE("markdown,mkdown,mkdn,mkd,md");
        (void) faimi_error_set(&err, FAIMI_SLICE("_config.yml"), 0, 0,
                               "markdown_ext: should be a text, as in "
                               "markdown,md");
        faimi_config_problem(arena, config, &err);
    }

    list.items = faimi_alloc(arena, (s.len + 1) * sizeof(faimi_slice_t));
    list.n = 0;

    for (at = 0; at < s.len; at = end + 1) {
        end = faimi_slice_find_char(s, ',', at);
        list.items[list.n++] = faimi_arena_printf(arena, ".%.*s",
                                   FAIMI_FMT(faimi_slice_sub(s, at, end)));
    }

    return list;
}


/* A folder within the site's, without "/" at its ends.  ".." is taken out, so
 * that no key leads out of the site. */
static faimi_slice_t
faimi_config_folder(faimi_arena_t *arena, const faimi_config_t *config,
    const char *key)
{
    faimi_slice_t  s;

    s = faimi_map_text(arena, config->values, key);

    while (faimi_slice_starts(s, FAIMI_SLICE("./"))) {
        s = faimi_slice_sub(s, 2, s.len);
    }

    s = faimi_url_sanitize(arena, s);
    s = faimi_slice_sub(s, 1, s.len);

    return (s.len > 0 && s.data[s.len - 1] == '/')
           ? faimi_slice(s.data, s.len - 1) : s;
}


/* The template of a style's name; any other text is a template itself
 * (#style_to_permalink). */
static faimi_slice_t
faimi_config_style(faimi_slice_t permalink)
{
    size_t  i;

    for (i = 0; i < 5; i++) {
        if (faimi_slice_eq(permalink,
                           faimi_slice_str(faimi_config_styles[i][0])))
        {
            return faimi_slice_str(faimi_config_styles[i][1]);
        }
    }

    return permalink;
}


static void
faimi_config_group(faimi_arena_t *arena, faimi_config_t *config,
    faimi_slice_t label, const faimi_map_t *metadata)
{
    faimi_group_t  *group;

    group = &config->groups[config->ngroups++];
    group->label = label;
    group->metadata = metadata;
    group->output = faimi_map_true(metadata, "output");
    group->permalink = faimi_map_text(arena, metadata, "permalink");
    group->folder = faimi_path_join(arena, config->folders.collections,
                                    faimi_arena_printf(arena, "_%.*s",
                                                       FAIMI_FMT(label)));
}


/* collections: [a, b], or collections: {a: {output: true}}; "posts" always
 * exists and is written (#add_default_collections).  It is the first, which
 * the rest of the site relies on: groups[0] are the posts. */
static void
faimi_config_groups(faimi_arena_t *arena, faimi_config_t *config)
{
    size_t          i, n;
    faimi_map_t    *map;
    faimi_slice_t  *labels;
    faimi_value_t   v;

    v = faimi_map_at(config->values, "collections");
    map = (v.type == FAIMI_MAP) ? v.u.map : faimi_map_create(arena);
    labels = faimi_value_texts(arena, v, &n);

    for (i = 0; i < n; i++) {
        faimi_map_set(arena, map, labels[i],
                      FAIMI_V_MAP(faimi_map_create(arena)));
    }

    config->groups = faimi_alloc(arena, (map->n + 1)
                                        * sizeof(faimi_group_t));
    faimi_config_group(arena, config, FAIMI_SLICE("posts"),
                       faimi_map_map(map, "posts"));
    config->groups[0].output = true;

    if (config->groups[0].permalink.len == 0) {
        config->groups[0].permalink = faimi_config_style(config->permalink);
    }

    for (i = 0; i < map->n; i++) {
        if (map->pairs[i].key.type == FAIMI_STRING
            && !faimi_slice_eq(map->pairs[i].key.u.string,
                               FAIMI_SLICE("posts")))
        {
            v = map->pairs[i].value;
            faimi_config_group(arena, config, map->pairs[i].key.u.string,
                               (v.type == FAIMI_MAP) ? v.u.map : NULL);
        }
    }
}


/* Keys of our own.  Only statuses that are redirects are taken: any other
 * number would make answers that no client follows. */
static void
faimi_config_redirects(faimi_arena_t *arena, faimi_config_t *config,
    const faimi_map_t *own)
{
    faimi_error_t  err;
    faimi_value_t  status;

    config->own.index_alias_serves = faimi_slice_eq(
        faimi_map_text(arena, own, "index_alias"), FAIMI_SLICE("serve"));
    config->own.redirect_status = 301;
    status = faimi_map_at(own, "redirect_status");

    if (status.type == FAIMI_NIL) {
        return;
    }

    if (status.type == FAIMI_INT
        && (status.u.integer == 301 || status.u.integer == 302
            || status.u.integer == 307 || status.u.integer == 308))
    {
        config->own.redirect_status = (int) status.u.integer;
        return;
    }

    (void) faimi_error_set(&err, FAIMI_SLICE("_config.yml"), 0, 0,
                           "faimi.redirect_status: must be 301, 302, 307 or "
                           "308; 301 is used");
    faimi_config_problem(arena, config, &err);
}


/* faimi.sections: the site's pattern, or the default if it has none or one
 * that does not compile.  NULL: `sections: false`. */
static void
faimi_config_sections(faimi_arena_t *arena, faimi_config_t *config,
    const faimi_map_t *own)
{
    faimi_slice_t       text;
    faimi_error_t       err;
    const faimi_map_t  *sections;

    if (faimi_map_off(own, "sections")) {
        return;
    }

    sections = faimi_map_map(own, "sections");
    text = faimi_map_text(arena, sections, "pattern");

    if (text.len > 0) {
        config->own.sections = faimi_pattern_compile(arena, text, &err);

        if (config->own.sections != NULL) {
            return;
        }

        faimi_config_problem(arena, config, &err);
    }

    config->own.sections = faimi_pattern_compile(arena,
                           FAIMI_SLICE(FAIMI_SECTIONS_PATTERN), NULL);
}


typedef faimi_rc_t (*faimi_config_commonmark_pt)(
    faimi_commonmark_options_t *options, faimi_slice_t name);


/* The names in commonmark[key].  As in the gem, a list with anything but
 * texts in it is ignored as a whole (jekyll-commonmark,
 * CommonMark#setup_options). */
static void
faimi_config_commonmark_names(faimi_arena_t *arena, faimi_config_t *config,
    const char *key, faimi_config_commonmark_pt set)
{
    size_t         i;
    faimi_rc_t     rc;
    faimi_error_t  err;
    faimi_value_t  v, *item;

    v = faimi_map_at(faimi_map_map(config->values, "commonmark"), key);

    for (i = 0; v.type == FAIMI_ARRAY && i < v.u.array->n; i++) {
        if (v.u.array->items[i].type != FAIMI_STRING) {
            return;
        }
    }

    for (i = 0; v.type == FAIMI_ARRAY && i < v.u.array->n; i++) {
        item = &v.u.array->items[i];
        rc = set(&config->convert.commonmark, item->u.string);

        if (rc == FAIMI_OK) {
            continue;
        }

        (void) faimi_error_set(&err, FAIMI_SLICE("_config.yml"), 0, 0,
                               "commonmark.%s: %.*s %s", key,
                               FAIMI_FMT(item->u.string),
                               rc == FAIMI_NOT_FOUND
                               ? "is not known to CommonMark: leave it out"
                               : "is not in libcmark: use "
                                 "`markdown: kramdown`, or leave it out");
        faimi_config_problem(arena, config, &err);
    }
}


/* markdown: CommonMark, and the options of jekyll-commonmark. */
static void
faimi_config_commonmark(faimi_arena_t *arena, faimi_config_t *config)
{
    faimi_slice_t  name;

    name = faimi_map_text(arena, config->values, "markdown");
    config->convert.commonmark.file = FAIMI_EMPTY;
    config->convert.is_commonmark
        = faimi_slice_eq_ci(name, FAIMI_SLICE("CommonMark"))
          || faimi_slice_eq_ci(name, FAIMI_SLICE("CommonMarkGhPages"));

    if (config->convert.is_commonmark) {
        faimi_config_commonmark_names(arena, config, "options",
                                      faimi_commonmark_option);
        faimi_config_commonmark_names(arena, config, "extensions",
                                      faimi_commonmark_extension);
    }
}


/* The settings of `kramdown:`, or NULL.  Jekyll cannot build a site whose
 * value is not a map. */
static const faimi_map_t *
faimi_config_kramdown(faimi_arena_t *arena, faimi_config_t *config)
{
    faimi_error_t  err;
    faimi_value_t  v;

    v = faimi_map_at(config->values, "kramdown");

    if (v.type != FAIMI_NIL && v.type != FAIMI_MAP) {
        (void) faimi_error_set(&err, FAIMI_SLICE("_config.yml"), 0, 0,
                               "kramdown: should be a map, as in "
                               "{hard_wrap: true}; the defaults are used");
        faimi_config_problem(arena, config, &err);
    }

    return (v.type == FAIMI_MAP) ? v.u.map : NULL;
}


/* The options of kramdown.  Those that it has no name for are ignored, as by
 * kramdown; a value that it would refuse is a problem. */
static void
faimi_config_markdown(faimi_arena_t *arena, faimi_config_t *config)
{
    size_t                     i;
    faimi_error_t              err;
    faimi_value_t              key, highlighter;
    const faimi_map_t         *k;
    faimi_markdown_options_t  *o;

    o = &config->convert.markdown;
    faimi_markdown_defaults(o);
    o->yaml = faimi_yaml_parse;
    k = faimi_config_kramdown(arena, config);

    /* config["highlighter"] || "rouge" */
    highlighter = faimi_map_at(config->values, "highlighter");
    (void) faimi_markdown_option(arena, o, FAIMI_SLICE("syntax_highlighter"),
                                 highlighter);

    for (i = 0; k != NULL && i < k->n; i++) {
        key = k->pairs[i].key;

        if (key.type == FAIMI_STRING
            && faimi_markdown_option(arena, o, key.u.string,
                                     k->pairs[i].value) == FAIMI_ERROR)
        {
            (void) faimi_error_set(&err, FAIMI_SLICE("_config.yml"), 0, 0,
                                   "kramdown.%.*s: this is no value of it; "
                                   "the default is used",
                                   FAIMI_FMT(key.u.string));
            faimi_config_problem(arena, config, &err);
        }
    }
}


/* "/base/" without its last "/" and with one in front, as all who use it want
 * it (#sanitized_baseurl and #ensure_leading_slash in
 * jekyll/filters/url_filters.rb). */
static faimi_slice_t
faimi_config_baseurl(faimi_arena_t *arena, const faimi_config_t *config)
{
    faimi_slice_t  s;

    s = faimi_map_text(arena, config->values, "baseurl");

    if (s.len > 0 && s.data[s.len - 1] == '/') {
        s.len--;
    }

    return (s.len == 0 || s.data[0] == '/')
           ? s : faimi_arena_printf(arena, "/%.*s", FAIMI_FMT(s));
}


static void
faimi_config_folders(faimi_arena_t *arena, faimi_config_t *config)
{
    faimi_config_folders_t  *folders;

    folders = &config->folders;
    folders->layouts = faimi_config_folder(arena, config, "layouts_dir");
    folders->includes = faimi_config_folder(arena, config, "includes_dir");
    folders->data = faimi_config_folder(arena, config, "data_dir");
    folders->collections = faimi_config_folder(arena, config,
                                               "collections_dir");
    folders->destination = faimi_config_folder(arena, config, "destination");

    if (folders->destination.len == 0) {
        folders->destination = FAIMI_SLICE("_site");
    }
}


/* The zone in which dates are read and shown.  Without one it is UTC and not
 * that of the server: two hosts that serve one site make the same pages. */
static void
faimi_config_zone(faimi_arena_t *arena, faimi_config_t *config)
{
    faimi_slice_t  name;
    faimi_error_t  err;

    name = faimi_map_text(arena, config->values, "timezone");

    if (name.len == 0) {
        return;
    }

    config->tz = faimi_tz_load(arena, name);

    if (config->tz == NULL) {
        (void) faimi_error_set(&err, FAIMI_SLICE("_config.yml"), 0, 0,
                               "timezone: %.*s is not known to this system; "
                               "UTC is used instead", FAIMI_FMT(name));
        faimi_config_problem(arena, config, &err);
    }
}


static void
faimi_config_fields(faimi_arena_t *arena, faimi_config_t *config)
{
    faimi_value_t       limit;
    const faimi_map_t  *values, *own;

    values = config->values;
    own = faimi_map_map(values, "faimi");

    config->url = faimi_map_text(arena, values, "url");
    config->baseurl = faimi_config_baseurl(arena, config);
    config->permalink = faimi_map_text(arena, values, "permalink");
    config->publish.future = faimi_map_true(values, "future");
    config->publish.unpublished = faimi_map_true(values, "unpublished");
    config->publish.drafts = faimi_map_true(values, "show_drafts");
    config->excerpts.pages = faimi_map_true(values, "page_excerpts");
    config->excerpts.separator = faimi_map_text(arena, values,
                                               "excerpt_separator");
    limit = faimi_map_at(values, "limit_posts");
    config->publish.limit_posts
        = (limit.type == FAIMI_INT && limit.u.integer > 0)
          ? limit.u.integer : 0;
    config->include = faimi_config_list(arena, config, "include");
    config->plugins = faimi_config_list(arena, config, "plugins");
    config->markdown_ext = faimi_config_endings(arena, config);
    faimi_config_exclude(arena, config);
    faimi_config_folders(arena, config);
    faimi_config_groups(arena, config);
    faimi_config_redirects(arena, config, own);
    faimi_config_sections(arena, config, own);
    faimi_config_markdown(arena, config);
    faimi_config_commonmark(arena, config);
}


/* The configuration of a theme, without keys that are Jekyll's own: those
 * belong to the site (Site#load_theme_configuration). */
static faimi_map_t *
faimi_config_themed(faimi_arena_t *arena, const faimi_map_t *defaults,
    const faimi_map_t *theme, const faimi_map_t *file)
{
    size_t        i;
    faimi_map_t  *map;

    map = faimi_map_clone(arena, defaults);

    for (i = 0; theme != NULL && i < theme->n
                && !faimi_map_true(file, "ignore_theme_config"); i++)
    {
        if (faimi_map_find(defaults, theme->pairs[i].key) == NULL) {
            faimi_map_put(arena, map, theme->pairs[i].key,
                          theme->pairs[i].value);
        }
    }

    return faimi_map_merge(arena, map, file);
}


/* The zone comes first: the dates in the values are moments of it, and all
 * that is read after that may look at them. */
faimi_config_t *
faimi_config_create(faimi_arena_t *arena, const faimi_map_t *file,
    const faimi_map_t *theme, const faimi_digest_t *digest)
{
    faimi_value_t    defaults;
    faimi_config_t  *config;

    config = faimi_alloc(arena, sizeof(faimi_config_t));
    config->digest = *digest;

    (void) faimi_yaml_parse(arena, FAIMI_SLICE(faimi_config_defaults_yaml),
                            FAIMI_EMPTY, 1, &defaults, NULL);
    config->values = faimi_config_themed(arena,
                         (defaults.type == FAIMI_MAP) ? defaults.u.map : NULL,
                         theme, file);
    faimi_config_zone(arena, config);
    config->values = faimi_tz_value(arena, config->tz,
                                    FAIMI_V_MAP(config->values)).u.map;
    faimi_config_fields(arena, config);
    faimi_config_scopes(arena, config);

    return config;
}


/* Asked for every file of a scan; the list has a handful of endings. */
bool
faimi_config_is_markdown(const faimi_config_t *config, faimi_slice_t path)
{
    size_t         i;
    faimi_slice_t  ext;

    ext = faimi_path_ext(path);

    for (i = 0; i < config->markdown_ext.n; i++) {
        if (faimi_slice_eq_ci(ext, config->markdown_ext.items[i])) {
            return true;
        }
    }

    return false;
}


bool
faimi_config_has_plugin(const faimi_config_t *config, const char *name)
{
    size_t  i;

    for (i = 0; i < config->plugins.n; i++) {
        if (faimi_slice_eq(config->plugins.items[i], faimi_slice_str(name))) {
            return true;
        }
    }

    return false;
}


bool
faimi_config_off(const faimi_config_t *config, const char *section,
    const char *key)
{
    return faimi_map_off(faimi_map_map(config->values, section), key);
}


bool
faimi_config_on(const faimi_config_t *config, const char *section,
    const char *key)
{
    return faimi_map_true(faimi_map_map(config->values, section), key);
}
