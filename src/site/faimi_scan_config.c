/*
 * _config.yml: it is read before all else, since it says what the rest is.
 */

#include "faimi_scan.h"
#include "faimi_values.h"


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
faimi_scan_config_gone(faimi_site_t *site, const char *name)
{
    faimi_file_t  *file;

    file = faimi_tree_find(&site->tree, faimi_slice_str(name));

    if (file != NULL && file->where.place == FAIMI_PLACE_CONFIG) {
        faimi_read_gone(site, &site->tree, file);
    }
}


/* A configuration out of a form, or of no file at all, takes its place. */
static void
faimi_scan_configure(faimi_site_t *site, const faimi_form_t *form)
{
    faimi_arena_t       *arena;
    faimi_digest_t       digest;
    const faimi_map_t   *map;
    faimi_config_t      *config;

    digest = form ? form->digest : faimi_digest(site->guard, FAIMI_EMPTY);

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
    map = (form != NULL && form->value.type == FAIMI_MAP)
          ? faimi_value_copy(arena, form->value).u.map : NULL;
    config = faimi_config_create(arena, map, &digest);

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
faimi_scan_config_file(faimi_site_t *site, const char *name, bool event)
{
    faimi_file_t   *file;
    faimi_entry_t   entry;
    faimi_slice_t   path;

    path = faimi_slice_str(name);
    faimi_source_stat(site->tree.source, path, &entry);

    if (entry.type != FAIMI_ENTRY_FILE) {
        faimi_scan_config_gone(site, name);
        return NULL;
    }

    file = faimi_tree_add(site->guard, &site->tree, path);
    file->where.place = FAIMI_PLACE_CONFIG;
    file->seen = site->sweeps;
    faimi_read_file(site, &site->tree, file, &entry, event);

    return file;
}


void
faimi_scan_config(faimi_site_t *site, bool event)
{
    size_t         i;
    faimi_file_t  *file;

    file = NULL;

    for (i = 0; i < 2; i++) {
        if (file == NULL) {
            file = faimi_scan_config_file(site, faimi_config_files[i], event);

        } else {
            /* the first one stands for both */
            faimi_scan_config_gone(site, faimi_config_files[i]);
        }
    }

    if (file == NULL || file->form != NULL) {
        site->down = false;
        faimi_scan_configure(site, file ? file->form : NULL);
        return;
    }

    /* broken, and nothing before it is known: its `exclude:` is not either */
    site->down = (site->config == NULL);
}
