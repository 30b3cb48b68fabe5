/*
 * The rules by which Jekyll takes a file into the site, or leaves it out
 * (jekyll/reader.rb, jekyll/entry_filter.rb, jekyll/readers).
 *
 * Jekyll reads the site's folder several times: once for each kind of file,
 * with other rules for each.  Here one walk meets every entry once.  What an
 * entry is follows from what its folder is (faimi_where_t) and its own path,
 * so that the walk and a single changed file, asked for by its path, give the
 * same answer.  Nothing is read from disk.
 *
 * All names of files are compared as bytes, as Ruby does on Linux.
 */

#include "faimi_glob.h"
#include "faimi_publish.h"
#include "faimi_url.h"


/* FILENAME_BLACKLIST of jekyll-optional-front-matter.rb: names that it takes
 * for pages only if include: names them. */
static const char *const  faimi_publish_bare_names[] = {
    "README", "LICENSE", "LICENCE", "COPYING", "CODE_OF_CONDUCT",
    "CONTRIBUTING", "ISSUE_TEMPLATE", "PULL_REQUEST_TEMPLATE"
};


faimi_where_t
faimi_publish_root(void)
{
    return (faimi_where_t) { FAIMI_FILE_PAGES, FAIMI_EMPTY, NULL };
}


static faimi_where_t
faimi_publish_none(void)
{
    return (faimi_where_t) { FAIMI_FILE_NONE, FAIMI_EMPTY, NULL };
}


/* A pattern as a glob, as the beginning of a path, or as a folder's name with
 * a slash (EntryFilter#glob_include?).  An empty one would be the beginning of
 * every path. */
bool
faimi_publish_matches(faimi_slice_t pattern, faimi_slice_t path,
    bool is_folder)
{
    while (faimi_slice_starts(pattern, FAIMI_SLICE("/"))) {
        pattern = faimi_slice_sub(pattern, 1, pattern.len);
    }

    if (pattern.len == 0) {
        return false;
    }

    return faimi_slice_starts(path, pattern)
           || (is_folder && pattern.len == path.len + 1
               && pattern.data[path.len] == '/'
               && faimi_slice_starts(pattern, path))
           || faimi_glob(pattern, path);
}


static bool
faimi_publish_listed(const faimi_list_t *list, faimi_slice_t path,
    bool is_folder)
{
    size_t  i;

    for (i = 0; i < list->n; i++) {
        if (faimi_publish_matches(list->items[i], path, is_folder)) {
            return true;
        }
    }

    return false;
}


/* EntryFilter#included?: by its path, or by its name alone. */
bool
faimi_publish_included(const faimi_config_t *config, faimi_slice_t path,
    bool is_folder)
{
    return faimi_publish_listed(&config->include, path, is_folder)
           || faimi_publish_listed(&config->include, faimi_path_name(path),
                                   is_folder);
}


/* The path that an entry of include: names, if it is one: jekyll/reader.rb
 * takes "/" and "./" off its beginning. */
static faimi_slice_t
faimi_publish_plain(faimi_slice_t item)
{
    while (faimi_slice_starts(item, FAIMI_SLICE("/"))
           || faimi_slice_starts(item, FAIMI_SLICE("./")))
    {
        item = faimi_slice_sub(item, (item.data[0] == '/') ? 1 : 2, item.len);
    }

    return item;
}


/* Whether `path` is one that include: names in full: such a file is published
 * wherever it lies (Reader#read_included_excludes). */
static bool
faimi_publish_named(const faimi_config_t *config, faimi_slice_t path)
{
    size_t  i;

    for (i = 0; i < config->include.n; i++) {
        if (faimi_slice_eq(faimi_publish_plain(config->include.items[i]),
                           path))
        {
            return true;
        }
    }

    return false;
}


/* EntryFilter#excluded?: `site.exclude - site.include`, a difference of texts.
 * A pattern that both have is left out, whatever else matches. */
static bool
faimi_publish_excluded(const faimi_config_t *config, faimi_slice_t path,
    bool is_folder)
{
    size_t         i, k;
    faimi_slice_t  pattern;

    for (i = 0; i < config->exclude.n; i++) {
        pattern = config->exclude.items[i];

        for (k = 0; k < config->include.n; k++) {
            if (faimi_slice_eq(pattern, config->include.items[k])) {
                break;
            }
        }

        if (k == config->include.n
            && faimi_publish_matches(pattern, path, is_folder))
        {
            return true;
        }
    }

    return false;
}


/* EntryFilter#special?, SPECIAL_LEADING_CHAR_REGEX. */
static bool
faimi_publish_special(faimi_slice_t entry)
{
    return entry.len > 0 && strchr("._#~", entry.data[0]) != NULL;
}


/* EntryFilter#filter: `entry` is the path as seen from the folder that is
 * being read, which for pages is the one it is in. */
static bool
faimi_publish_filter(const faimi_config_t *config, faimi_slice_t entry,
    faimi_slice_t path, bool is_folder)
{
    bool  included;

    if (faimi_slice_ends(entry, FAIMI_SLICE("."))) {
        return false;
    }

    included = faimi_publish_included(config, entry, is_folder);

    if (included) {
        return true;
    }

    return !faimi_publish_excluded(config, path, is_folder)
           && !faimi_publish_special(entry)
           && !faimi_publish_special(faimi_path_name(entry))
           && !faimi_slice_ends(entry, FAIMI_SLICE("~"));
}


/* Whether `path` is a folder above `folder`. */
static bool
faimi_publish_above(faimi_slice_t path, faimi_slice_t folder)
{
    return folder.len > path.len && folder.data[path.len] == '/'
           && faimi_slice_starts(folder, path);
}


/* A folder whose name _config.yml gives a meaning.  A folder on the way to one
 * is walked even if its own files are left out, as Jekyll opens special
 * folders by their whole paths. */
static faimi_where_t
faimi_publish_special_folder(const faimi_config_t *config, faimi_slice_t path)
{
    size_t         i;
    bool           way;
    faimi_where_t  where;

    where = (faimi_where_t) { FAIMI_FILE_NONE, path, NULL };

    if (faimi_slice_eq(path, config->folders.layouts)) {
        where.kind = FAIMI_FILE_LAYOUTS;

    } else if (faimi_slice_eq(path, config->folders.includes)) {
        where.kind = FAIMI_FILE_INCLUDES;

    } else if (faimi_slice_eq(path, config->folders.data)) {
        where.kind = FAIMI_FILE_DATA;
    }

    way = faimi_publish_above(path, config->folders.layouts)
          || faimi_publish_above(path, config->folders.includes)
          || faimi_publish_above(path, config->folders.data);

    for (i = 1; i < config->ngroups; i++) {
        if (faimi_slice_eq(path, config->groups[i].folder)) {
            where.kind = FAIMI_FILE_DOCUMENTS;
            where.group = &config->groups[i];
        }

        way |= faimi_publish_above(path, config->groups[i].folder);
    }

    if (where.kind == FAIMI_FILE_NONE && way) {
        where.kind = FAIMI_FILE_PARENT;
    }

    return where;
}


/* _posts and _drafts lie in any folder, or only below collections_dir
 * (Reader#retrieve_posts and #outside_configured_directory?). */
static faimi_where_t
faimi_publish_posts(const faimi_config_t *config, faimi_slice_t path)
{
    faimi_slice_t  name;

    name = faimi_path_name(path);

    if (!faimi_slice_starts(path, config->folders.collections)) {
        return faimi_publish_none();
    }

    if (faimi_slice_eq(name, FAIMI_SLICE("_posts"))) {
        return (faimi_where_t) { FAIMI_FILE_POSTS, path,
                                 &config->groups[0] };
    }

    if (config->publish.drafts
        && faimi_slice_eq(name, FAIMI_SLICE("_drafts")))
    {
        return (faimi_where_t) { FAIMI_FILE_DRAFTS, path,
                                 &config->groups[0] };
    }

    return faimi_publish_none();
}


/* Whether a folder is on the way to a file that include: names in full. */
static bool
faimi_publish_leads(const faimi_config_t *config, faimi_slice_t path)
{
    size_t  i;

    for (i = 0; i < config->include.n; i++) {
        if (faimi_publish_above(path,
                faimi_publish_plain(config->include.items[i])))
        {
            return true;
        }
    }

    return false;
}


/* What a folder is.  Within a special folder its subfolders are what it is
 * itself, unless their names begin with a dot: Ruby's globs skip those. */
static faimi_where_t
faimi_publish_folder(const faimi_config_t *config, faimi_where_t in,
    faimi_slice_t path)
{
    faimi_where_t  where, posts;

    where = faimi_publish_special_folder(config, path);

    if (where.kind > FAIMI_FILE_PARENT) {
        return where;
    }

    if (in.kind > FAIMI_FILE_PAGES) {
        return faimi_slice_starts(faimi_path_name(path), FAIMI_SLICE("."))
               ? faimi_publish_none() : in;
    }

    if (in.kind == FAIMI_FILE_PAGES) {
        posts = faimi_publish_posts(config, path);

        if (where.kind == FAIMI_FILE_NONE && posts.kind != FAIMI_FILE_NONE) {
            return posts;
        }

        if (!faimi_slice_eq(path, config->folders.destination)
            && faimi_publish_filter(config, faimi_path_name(path), path,
                                    true))
        {
            return in;
        }
    }

    return where;
}


/* A file in a special folder, by its path as seen from there: the readers ask
 * the filter with that base. */
static bool
faimi_publish_inside(const faimi_config_t *config, faimi_where_t in,
    faimi_slice_t path)
{
    faimi_slice_t      entry;
    faimi_post_name_t  post;

    entry = faimi_slice_sub(path, in.base.len + 1, path.len);

    switch (in.kind) {
    case FAIMI_FILE_INCLUDES:
        return true;
    case FAIMI_FILE_DATA:
        return !faimi_slice_starts(faimi_path_name(path), FAIMI_SLICE("."));
    case FAIMI_FILE_LAYOUTS:
        return faimi_path_ext(path).len > 0
               && faimi_publish_filter(config, entry, entry, false);
    case FAIMI_FILE_POSTS:
        return faimi_post_name(path, &post)
               && faimi_publish_filter(config, entry, path, false);
    case FAIMI_FILE_DRAFTS:
        return faimi_path_ext(path).len > 1
               && faimi_publish_filter(config, entry, path, false);
    default:
        return faimi_publish_filter(config, entry, path, false);
    }
}


/* The rule for one entry.  A file that include: names in full is published
 * even where its folder is not (Reader#read_included_excludes). */
faimi_where_t
faimi_publish_entry(const faimi_config_t *config, faimi_where_t in,
    faimi_slice_t path, bool is_folder)
{
    bool           taken;
    faimi_where_t  where;

    if (is_folder) {
        where = faimi_publish_folder(config, in, path);

        return (where.kind == FAIMI_FILE_NONE
                && faimi_publish_leads(config, path))
               ? (faimi_where_t) { FAIMI_FILE_PARENT, FAIMI_EMPTY, NULL }
               : where;
    }

    if (in.kind == FAIMI_FILE_PAGES) {
        taken = faimi_publish_filter(config, faimi_path_name(path), path,
                                     false);

    } else {
        taken = in.kind > FAIMI_FILE_PAGES
                && faimi_publish_inside(config, in, path);
    }

    if (!taken && faimi_publish_named(config, path)) {
        return faimi_publish_root();
    }

    return taken ? in : faimi_publish_none();
}


/* The same for a path alone: folder by folder from the root, and no further
 * than the first that is left out. */
faimi_where_t
faimi_publish_path(const faimi_config_t *config, faimi_slice_t path,
    bool is_folder)
{
    size_t         slash;
    faimi_where_t  where;

    where = faimi_publish_root();

    for (slash = 0; slash < path.len; slash++) {
        slash = faimi_slice_find_char(path, '/', slash);

        if (slash == path.len && !is_folder) {
            break;
        }

        where = faimi_publish_entry(config, where,
                                    faimi_slice(path.data, slash), true);

        if (where.kind == FAIMI_FILE_NONE) {
            return where;
        }
    }

    return is_folder ? where
                     : faimi_publish_entry(config, where, path, false);
}


/* jekyll-readme-index: a README that may become its folder's index. */
bool
faimi_publish_is_readme(const faimi_config_t *config, faimi_slice_t path)
{
    faimi_slice_t  name;

    name = faimi_path_name(path);
    name.len -= faimi_path_ext(path).len;

    return faimi_slice_eq_ci(name, FAIMI_SLICE("readme"))
           && faimi_config_is_markdown(config, path)
           && !faimi_config_off(config, "readme_index", "enabled");
}


/* jekyll-optional-front-matter: Markdown without front matter is a page, but
 * for a few names. */
bool
faimi_publish_bare(const faimi_config_t *config, faimi_slice_t path)
{
    size_t         i, n;
    faimi_slice_t  name;

    if (faimi_publish_is_readme(config, path)) {
        return true;
    }

    if (!faimi_config_is_markdown(config, path)
        || faimi_config_off(config, "optional_front_matter", "enabled"))
    {
        return false;
    }

    name = faimi_path_name(path);
    name.len -= faimi_path_ext(path).len;
    n = sizeof(faimi_publish_bare_names) / sizeof(char *);

    for (i = 0; i < n; i++) {
        if (faimi_slice_eq_ci(name,
                              faimi_slice_str(faimi_publish_bare_names[i])))
        {
            return faimi_publish_included(config, path, false);
        }
    }

    return true;
}


/* DIGIT{min,max} at `*at`, which moves past it. */
static bool
faimi_post_digits(faimi_slice_t s, size_t *at, size_t min, size_t max)
{
    size_t  n;

    for (n = 0; *at < s.len && faimi_is_digit(s.data[*at]); n++) {
        (*at)++;
    }

    return n >= min && n <= max;
}


static bool
faimi_post_dash(faimi_slice_t s, size_t *at)
{
    return *at < s.len && s.data[(*at)++] == '-';
}


/* Document::DATE_FILENAME_MATCHER:
 *
 *     post: DIGIT{2,4} "-" DIGIT{1,2} "-" DIGIT{1,2} "-" slug "." ext
 */
bool
faimi_post_name(faimi_slice_t path, faimi_post_name_t *name)
{
    size_t         at, dot;
    faimi_slice_t  s;

    at = 0;
    s = faimi_path_name(path);

    if (!faimi_post_digits(s, &at, 2, 4) || !faimi_post_dash(s, &at)
        || !faimi_post_digits(s, &at, 1, 2) || !faimi_post_dash(s, &at)
        || !faimi_post_digits(s, &at, 1, 2) || !faimi_post_dash(s, &at))
    {
        return false;
    }

    dot = faimi_slice_rfind_char(s, '.');

    if (dot < at || dot + 1 >= s.len) {
        return false;
    }

    name->date = faimi_slice_sub(s, 0, at - 1);
    name->slug = faimi_slice_sub(s, at, dot);
    name->ext = faimi_slice_sub(s, dot, s.len);

    return true;
}
