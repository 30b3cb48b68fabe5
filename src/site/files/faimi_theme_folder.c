/*
 * The folder of themes: which of those in there is the one that _config.yml
 * asks for.
 */

#include "faimi_theme_folder.h"
#include "faimi_url.h"


static bool
faimi_theme_folder_is(faimi_source_t *themes, faimi_slice_t path)
{
    faimi_entry_t  entry;

    faimi_source_stat(themes, path, &entry);

    return entry.type == FAIMI_ENTRY_FOLDER;
}


/* The newest of the folders NAME-VERSION, or "". */
static faimi_slice_t
faimi_theme_folder_newest(faimi_source_t *themes, faimi_arena_t *arena,
    faimi_slice_t name)
{
    size_t          i, n;
    faimi_error_t   err;
    faimi_slice_t   best;
    faimi_entry_t  *entries;

    best = FAIMI_EMPTY;

    if (faimi_source_list(themes, FAIMI_EMPTY, arena, &entries, &n, &err)
        != FAIMI_OK)
    {
        return best;
    }

    for (i = 0; i < n; i++) {
        if (entries[i].type == FAIMI_ENTRY_FOLDER
            && faimi_theme_is_version(entries[i].name, name)
            && (best.len == 0 || faimi_theme_cmp(best, entries[i].name) < 0))
        {
            best = entries[i].name;
        }
    }

    return best;
}


faimi_slice_t
faimi_theme_folder_find(faimi_source_t *themes, const faimi_theme_t *theme,
    faimi_arena_t *arena)
{
    faimi_slice_t  path;

    if (theme->name.len == 0) {
        return FAIMI_EMPTY;
    }

    if (theme->owner.len > 0) {
        path = faimi_path_join(arena, theme->owner, theme->name);

        if (theme->ref.len > 0
            && faimi_theme_folder_is(themes,
                   faimi_arena_printf(arena, "%.*s@%.*s", FAIMI_FMT(path),
                                      FAIMI_FMT(theme->ref))))
        {
            return faimi_arena_printf(arena, "%.*s@%.*s", FAIMI_FMT(path),
                                      FAIMI_FMT(theme->ref));
        }

        if (faimi_theme_folder_is(themes, path)) {
            return path;
        }
    }

    return faimi_theme_folder_is(themes, theme->name)
           ? theme->name
           : faimi_theme_folder_newest(themes, arena, theme->name);
}
