/*
 * Front matter defaults: `defaults:` of _config.yml, by path and type
 * (jekyll/frontmatter_defaults.rb).
 *
 * A set of values applies to what its scope says.  All sets that apply are
 * merged in the order of the file, but a weaker scope never hides a stronger
 * one (#all).  The cost is one comparison of paths for each set, for each page
 * and static file when the index is built; sets are few.
 */

#include "faimi_config.h"
#include "faimi_glob.h"
#include "faimi_value_tree.h"


/* Singular names of types, which older configurations have: Jekyll knows only
 * the plural. */
static faimi_slice_t
faimi_defaults_type(faimi_slice_t type)
{
    if (faimi_slice_eq(type, FAIMI_SLICE("page"))) {
        return FAIMI_SLICE("pages");
    }

    if (faimi_slice_eq(type, FAIMI_SLICE("post"))) {
        return FAIMI_SLICE("posts");
    }

    return faimi_slice_eq(type, FAIMI_SLICE("draft")) ? FAIMI_SLICE("drafts")
                                                      : type;
}


/* A date is a moment of the site's zone, whatever it was written as. */
static const faimi_map_t *
faimi_defaults_dated(faimi_arena_t *arena, const faimi_config_t *config,
    const faimi_map_t *values)
{
    faimi_map_t    *map;
    faimi_time_t    t;
    faimi_value_t   v;

    v = faimi_map_at(values, "date");

    if (v.type == FAIMI_DATE) {
        t = faimi_tz_make(config->tz, faimi_time_civil(v.u.time));

    } else if (v.type != FAIMI_STRING
               || !faimi_tz_read(config->tz, v.u.string, &t))
    {
        return values;
    }

    map = faimi_map_clone(arena, values);
    v = (faimi_value_t) { .type = FAIMI_TIME, .u.time = t };
    faimi_map_set(arena, map, FAIMI_SLICE("date"), v);

    return map;
}


/* A set and its scope.  One without a map of values is invalid and left out
 * (#valid?); one without a scope applies to everything. */
static void
faimi_defaults_read(faimi_arena_t *arena, faimi_config_t *config,
    const faimi_map_t *set)
{
    faimi_defaults_t   *d;
    const faimi_map_t  *scope;

    if (faimi_map_map(set, "values") == NULL) {
        return;
    }

    scope = faimi_map_map(set, "scope");
    d = &config->defaults[config->ndefaults++];
    d->values = faimi_defaults_dated(arena, config,
                                     faimi_map_map(set, "values"));
    d->path = faimi_map_text(arena, scope, "path");
    d->has_type = faimi_map_get(scope, FAIMI_SLICE("type")) != NULL;
    d->type = faimi_defaults_type(faimi_map_text(arena, scope, "type"));
}


void
faimi_config_scopes(faimi_arena_t *arena, faimi_config_t *config)
{
    size_t          i;
    faimi_value_t   v;
    faimi_array_t  *sets;

    v = faimi_map_at(config->values, "defaults");

    if (v.type != FAIMI_ARRAY) {
        return;
    }

    sets = v.u.array;
    config->defaults = faimi_alloc(arena,
                                   (sets->n + 1) * sizeof(faimi_defaults_t));

    for (i = 0; i < sets->n; i++) {
        if (sets->items[i].type == FAIMI_MAP) {
            faimi_defaults_read(arena, config, sets->items[i].u.map);
        }
    }
}


/* A pattern stands for what Dir.glob finds on disk (#glob_scope), and applies
 * to paths that begin with such a name.  Nothing is looked up here: the path
 * itself exists, so its leading parts do, and one of them has to match the
 * pattern. */
static bool
faimi_defaults_globbed(faimi_slice_t pattern, faimi_slice_t path)
{
    size_t  end;

    for (end = 0; end < path.len; end++) {
        end = faimi_slice_find_char(path, '/', end);

        if (faimi_glob_path(pattern, faimi_slice(path.data, end))) {
            return true;
        }
    }

    return false;
}


/* #applies_type? and #applies_path?. A path without "*" is a prefix of bytes,
 * not of folders: "a/b" also applies to "a/bc", as in Jekyll. */
static bool
faimi_defaults_apply(const faimi_config_t *config, const faimi_defaults_t *d,
    faimi_slice_t path, faimi_slice_t type)
{
    faimi_slice_t  scope, dir;

    if (d->has_type && !faimi_slice_eq(d->type, type)) {
        return false;
    }

    if (d->path.len == 0) {
        return true;
    }

    scope = d->path;
    dir = config->folders.collections;

    if (dir.len > 0 && scope.len > dir.len && scope.data[dir.len] == '/'
        && faimi_slice_starts(scope, dir))
    {
        scope = faimi_slice_sub(scope, dir.len + 1, scope.len);
    }

    if (faimi_slice_find_char(scope, '*', 0) < scope.len) {
        return faimi_defaults_globbed(scope, path);
    }

    return faimi_slice_starts(path, scope);
}


/* The longer path is the stronger; of two of the same length the one with a
 * type, or the later (#has_precedence?). */
static bool
faimi_defaults_precede(const faimi_defaults_t *old,
    const faimi_defaults_t *new)
{
    size_t  a, b;

    if (old == NULL) {
        return true;
    }

    a = new->path.len - faimi_slice_starts(new->path, FAIMI_SLICE("/"));
    b = old->path.len - faimi_slice_starts(old->path, FAIMI_SLICE("/"));

    return (a != b) ? a > b : (new->has_type || !old->has_type);
}


faimi_map_t *
faimi_config_defaults(const faimi_config_t *config, faimi_arena_t *arena,
    faimi_slice_t path, faimi_slice_t type)
{
    size_t                   i;
    faimi_map_t             *map;
    const faimi_defaults_t  *d, *strongest;

    map = NULL;
    strongest = NULL;

    if (path.len > 0 && path.data[0] == '/') {
        path = faimi_slice_sub(path, 1, path.len);
    }

    for (i = 0; i < config->ndefaults; i++) {
        d = &config->defaults[i];

        if (!faimi_defaults_apply(config, d, path, type)) {
            continue;
        }

        if (faimi_defaults_precede(strongest, d)) {
            map = faimi_map_merge(arena, map, d->values);
            strongest = d;

        } else {
            map = faimi_map_merge(arena, d->values, map);
        }
    }

    return map;
}
