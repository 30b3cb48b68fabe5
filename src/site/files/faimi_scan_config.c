/*
 * _config.yml: it is read before all else, since it says what the rest is.
 */

#include "faimi_scan.h"
#include "faimi_value_tree.h"


static const char *const  faimi_config_files[] = {
    "_config.yml", "_config.yaml"
};


bool
faimi_scan_is_below(faimi_slice_t path, faimi_slice_t folder)
{
    return folder.len == 0
           || (faimi_slice_starts(path, folder)
               && (path.len == folder.len || path.data[folder.len] == '/'));
}


bool
faimi_scan_name_is_good(faimi_slice_t path)
{
    size_t  i;

    for (i = 0; i < path.len; i++) {
        if ((unsigned char) path.data[i] < 0x20 || path.data[i] == 0x7f) {
            return false;
        }
    }

    return path.len <= FAIMI_MAX_PATH
           && faimi_utf8_check(path) == path.len;
}


bool
faimi_scan_is_config(faimi_slice_t path)
{
    return faimi_slice_eq(path, faimi_slice_str(faimi_config_files[0]))
           || faimi_slice_eq(path, faimi_slice_str(faimi_config_files[1]));
}


static void
faimi_scan_config_gone(faimi_site_t *site, faimi_tree_t *tree,
    const char *name)
{
    faimi_file_t  *file;

    file = faimi_tree_find(tree, faimi_slice_str(name));

    if (file != NULL && file->where.kind == FAIMI_FILE_CONFIG) {
        faimi_read_gone(site, tree, file);
    }
}


static faimi_digest_t
faimi_scan_config_digest(faimi_site_t *site, const faimi_parsed_t *parsed,
    const faimi_parsed_t *theme)
{
    faimi_buf_t  *b;

    if (theme == NULL) {
        return parsed ? parsed->digest : faimi_digest(site->guard, FAIMI_EMPTY);
    }

    b = faimi_buf_create(site->scratch, FAIMI_MAX_OUTPUT);
    faimi_digest_part(b, parsed ? parsed->source : FAIMI_EMPTY);
    faimi_digest_add(b, &theme->digest);

    return faimi_digest(site->guard, faimi_buf_slice(b));
}


static faimi_map_t *
faimi_scan_config_map(faimi_arena_t *arena, const faimi_parsed_t *parsed)
{
    return (parsed != NULL && parsed->value.type == FAIMI_MAP)
           ? faimi_value_copy(arena, parsed->value).u.map : NULL;
}


/* A configuration out of forms, or of no file at all, takes its place. */
static void
faimi_scan_configure(faimi_site_t *site, const faimi_parsed_t *parsed,
    const faimi_parsed_t *theme)
{
    faimi_arena_t   *arena;
    faimi_digest_t   digest;
    faimi_config_t  *config;

    digest = faimi_scan_config_digest(site, parsed, theme);

    if (site->config != NULL
        && faimi_digest_eq(&digest, &site->config->digest))
    {
        return;
    }

    arena = faimi_arena_create(site->guard, FAIMI_MAX_FILE_MEMORY);

    if (arena == NULL) {
        faimi_guard_raise(site->guard, FAIMI_NOMEM);
    }

    site->half = arena;
    config = faimi_config_create(arena, faimi_scan_config_map(arena, parsed),
                                 faimi_scan_config_map(arena, theme),
                                 &digest);

    site->half = NULL;

    if (site->config_arena != NULL) {
        faimi_site_retire(site, site->config_arena);
    }

    site->config = config;
    site->config_arena = arena;
    site->stale = true;
    site->reread = true;
    site->changed = true;
}


static faimi_file_t *
faimi_scan_config_file(faimi_site_t *site, faimi_tree_t *tree,
    const char *name, bool event)
{
    faimi_file_t   *file;
    faimi_entry_t   entry;
    faimi_slice_t   path;

    path = faimi_slice_str(name);
    faimi_source_stat(tree->source, path, &entry);

    if (entry.type != FAIMI_ENTRY_FILE) {
        faimi_scan_config_gone(site, tree, name);
        return NULL;
    }

    file = faimi_tree_add(site->guard, tree, path);
    file->where.kind = FAIMI_FILE_CONFIG;
    file->seen = site->sweeps;
    faimi_read_file(site, tree, file, &entry, event);

    return file;
}


/* What a theme has to say; broken, it is a problem and nothing else. */
static const faimi_parsed_t *
faimi_scan_config_theme(faimi_site_t *site, bool event)
{
    faimi_file_t  *file;

    if (site->theme.source == NULL) {
        return NULL;
    }

    file = faimi_scan_config_file(site, &site->theme, faimi_config_files[0],
                                  event);

    return (file == NULL) ? NULL : file->parsed;
}


void
faimi_scan_config(faimi_site_t *site, bool event)
{
    size_t               i;
    faimi_file_t        *file;
    const faimi_parsed_t  *theme;

    file = NULL;
    theme = faimi_scan_config_theme(site, event);

    for (i = 0; i < 2; i++) {
        if (file == NULL) {
            file = faimi_scan_config_file(site, &site->tree,
                                          faimi_config_files[i], event);

        } else {
            /* the first one stands for both */
            faimi_scan_config_gone(site, &site->tree,
                                   faimi_config_files[i]);
        }
    }

    if (file == NULL || file->parsed != NULL) {
        site->down = false;
        faimi_scan_configure(site, file ? file->parsed : NULL, theme);
        return;
    }

    /* broken, and nothing before it is known: its `exclude:` is not either */
    site->down = (site->config == NULL);
}
