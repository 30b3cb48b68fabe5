/*
 * _config.yml: it is read before all else, since it says what the rest is.
 */

#include "faimi_files_int.h"
#include "faimi_theme_folder.h"
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
faimi_scan_config_gone(faimi_files_t *files, faimi_tree_t *tree,
    const char *name)
{
    faimi_file_t  *file;

    file = faimi_tree_find(tree, faimi_slice_str(name));

    if (file != NULL && file->where.kind == FAIMI_FILE_CONFIG) {
        faimi_read_deleted(files, file);
    }
}


static faimi_digest_t
faimi_scan_config_digest(faimi_files_t *files, const faimi_parsed_t *parsed,
    const faimi_parsed_t *theme)
{
    faimi_buf_t  *b;

    if (theme == NULL) {
        return (parsed == NULL) ? faimi_digest(files->guard, FAIMI_EMPTY)
                                : parsed->digest;
    }

    b = faimi_buf_create(files->scratch, FAIMI_MAX_OUTPUT);
    faimi_digest_part(b, parsed ? parsed->source : FAIMI_EMPTY);
    faimi_digest_add(b, &theme->digest);

    return faimi_digest(files->guard, faimi_buf_slice(b));
}


static faimi_map_t *
faimi_scan_config_map(faimi_arena_t *arena, const faimi_parsed_t *parsed)
{
    return (parsed != NULL && parsed->value.type == FAIMI_MAP)
           ? faimi_value_copy(arena, parsed->value).u.map : NULL;
}


/* A configuration out of parsed files, or of no file, takes its place. */
static void
faimi_scan_configure(faimi_files_t *files, const faimi_parsed_t *parsed,
    const faimi_parsed_t *theme)
{
    faimi_arena_t   *arena;
    faimi_digest_t   digest;
    faimi_config_t  *config;

    digest = faimi_scan_config_digest(files, parsed, theme);

    if (files->settings.config != NULL
        && faimi_digest_eq(&digest, &files->settings.config->digest))
    {
        return;
    }

    arena = faimi_arena_create(files->guard, FAIMI_MAX_FILE_MEMORY);

    if (arena == NULL) {
        faimi_guard_raise(files->guard, FAIMI_NOMEM);
    }

    files->settings.half = arena;
    config = faimi_config_create(arena, faimi_scan_config_map(arena, parsed),
                                 faimi_scan_config_map(arena, theme),
                                 &digest);

    files->settings.half = NULL;

    if (files->settings.arena != NULL) {
        faimi_files_retire(files, files->settings.arena);
    }

    files->settings.config = config;
    files->settings.arena = arena;
    files->settings.reread = true;
    faimi_files_change(files, FAIMI_CHANGE_CONFIG);
}


static faimi_file_t *
faimi_scan_config_file(faimi_files_t *files, faimi_tree_t *tree,
    const char *name, bool event, bool *unknown)
{
    faimi_file_t   *file;
    faimi_entry_t   entry;
    faimi_slice_t   path;

    path = faimi_slice_str(name);
    faimi_source_stat(tree->source, path, &entry);

    if (entry.type == FAIMI_ENTRY_UNKNOWN) {
        *unknown = true;
        return faimi_tree_find(tree, path);
    }

    if (entry.type != FAIMI_ENTRY_FILE) {
        faimi_scan_config_gone(files, tree, name);
        return NULL;
    }

    file = faimi_tree_add(files, tree, path);
    file->where.kind = FAIMI_FILE_CONFIG;
    file->state->seen = files->scans;
    faimi_read_file(files, file, &entry, event);

    return file;
}


/* What a theme has to say; broken, it is a problem and nothing else. */
static const faimi_parsed_t *
faimi_scan_config_theme(faimi_files_t *files, bool event)
{
    bool           unknown;
    faimi_file_t  *file;

    if (files->theme.source == NULL) {
        return NULL;
    }

    file = faimi_scan_config_file(files, &files->theme, faimi_config_files[0],
                                  event, &unknown);

    return (file == NULL) ? NULL : file->parsed;
}


/* The site's file: the first of the two names stands for both. */
static faimi_file_t *
faimi_scan_config_own(faimi_files_t *files, bool event, bool *unknown)
{
    size_t         i;
    faimi_file_t  *file;

    file = NULL;
    *unknown = false;

    for (i = 0; i < 2 && !*unknown; i++) {
        if (file == NULL) {
            file = faimi_scan_config_file(files, &files->tree,
                                          faimi_config_files[i], event,
                                          unknown);

        } else {
            faimi_scan_config_gone(files, &files->tree,
                                   faimi_config_files[i]);
        }
    }

    return file;
}


static void
faimi_scan_theme_empty(faimi_files_t *files, faimi_tree_t *tree)
{
    size_t  i;

    for (i = 0; i < tree->nslots; ) {
        if (tree->slots[i] == NULL) {
            i++;

        } else {
            /* another one may move into the slot */
            faimi_read_deleted(files, tree->slots[i]);
        }
    }
}


/* The folder at `path` below the folder of themes is the theme's from now on;
 * "": there is none. */
static void
faimi_scan_theme_change(faimi_files_t *files, faimi_slice_t path)
{
    faimi_arena_t   *arena;
    faimi_error_t    err;
    faimi_themes_t  *themes;
    faimi_source_t  *source;

    themes = &files->settings.themes;
    source = NULL;
    arena = faimi_arena_create(files->guard, 0);

    if (arena == NULL) {
        faimi_guard_raise(files->guard, FAIMI_NOMEM);
    }

    files->settings.half = arena;
    path = faimi_arena_copy(arena, path);

    if (path.len > 0) {
        source = faimi_source_create(arena,
                     faimi_arena_str(arena,
                         faimi_arena_printf(arena, "%s/%.*s",
                                            files->conf.themes,
                                            FAIMI_FMT(path))));

        if (faimi_source_open(source, &err) != FAIMI_OK) {
            files->settings.half = NULL;
            faimi_arena_destroy(arena);
            return;
        }
    }

    faimi_scan_theme_empty(files, &files->theme);
    faimi_scan_theme_empty(files, faimi_imports_tree(files, true));
    files->theme.source = source;
    faimi_imports_tree(files, true)->source = source;

    files->settings.half = NULL;
    faimi_arena_destroy(themes->arena);
    themes->arena = arena;
    themes->path = path;
    files->touches.all = true;
    faimi_files_change(files, FAIMI_CHANGE_INDEX);
}


/* The theme that _config.yml asks for may become another with any edit, or when
 * one is added.  While the same is asked for and its folder is gone, as between
 * two steps of an upgrade, the old one stays. */
static void
faimi_scan_theme_choose(faimi_files_t *files, const faimi_parsed_t *config)
{
    faimi_slice_t    path;
    faimi_error_t    err;
    faimi_theme_t    wanted;
    faimi_themes_t  *themes;

    themes = &files->settings.themes;
    wanted = faimi_theme_wanted((config != NULL
                                 && config->value.type == FAIMI_MAP)
                                ? config->value.u.map : NULL);

    if (themes->all == NULL || (wanted.key == NULL && themes->path.len == 0)) {
        return;
    }

    path = FAIMI_EMPTY;

    if (wanted.key != NULL) {
        if (faimi_source_open(themes->all, &err) != FAIMI_OK) {
            return;
        }

        path = faimi_theme_folder_find(themes->all, &wanted, files->scratch);
    }

    if (faimi_source_trouble(themes->all, NULL)) {
        return;
    }

    if (faimi_slice_eq(path, themes->path)
        || (path.len == 0 && faimi_slice_eq(wanted.text, themes->text)))
    {
        return;
    }

    faimi_scan_theme_change(files, path);
    themes->text = faimi_arena_copy(themes->arena, wanted.text);
}


void
faimi_scan_config(faimi_files_t *files, bool event)
{
    bool                   unknown;
    faimi_file_t          *file;
    const faimi_parsed_t  *own, *theme;

    file = faimi_scan_config_own(files, event, &unknown);

    if ((file == NULL) ? !unknown : file->parsed != NULL) {
        own = (file != NULL) ? file->parsed : NULL;
        faimi_scan_theme_choose(files, own);
        theme = faimi_scan_config_theme(files, files->touches.theme);
        files->settings.down = false;
        faimi_scan_configure(files, own, theme);
        return;
    }

    /* broken or not readable, and nothing before it is known: its `exclude:`
     * is not either, and no file may be published */
    files->settings.down = (files->settings.config == NULL);
}
