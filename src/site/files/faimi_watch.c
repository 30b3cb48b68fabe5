/*
 * The folders that the host is asked to watch.  An event names a file by the
 * folder that it is in, so whoever reads through a symbolic link is told of
 * nothing, unless the folder of the link's target is watched, too, and the
 * target's path is known to mean the link's.  (Of a link to a folder the host
 * watches the target itself, under the path that the site knows.)
 *
 * Links are noted when files are read through them.  One that leads nowhere now
 * stays noted: its target may be about to be replaced.
 */

#include "faimi_watch.h"
#include "faimi_url.h"


struct faimi_watch_s {
    faimi_arena_t  *arena;
    faimi_map_t    *targets;    /* path of a link -> path of its target */
    faimi_arena_t  *half;       /* of a map that is being made */
};


void
faimi_watch_create(faimi_files_t *files)
{
    faimi_watch_t  *watch;

    watch = faimi_alloc(files->arena, sizeof(faimi_watch_t));
    files->touches.links = watch;
    watch->arena = faimi_arena_create(files->guard, 0);

    if (watch->arena == NULL) {
        faimi_guard_raise(files->guard, FAIMI_NOMEM);
    }

    watch->targets = faimi_map_create(watch->arena);
}


void
faimi_watch_destroy(faimi_files_t *files)
{
    faimi_watch_t  *watch;

    watch = files->touches.links;

    if (watch != NULL) {
        faimi_arena_destroy(watch->half);
        faimi_arena_destroy(watch->arena);
    }
}


faimi_slice_t
faimi_watch_themed(const faimi_files_t *files, faimi_slice_t path)
{
    return faimi_arena_printf(files->scratch, "%s%s%.*s",
                              faimi_source_root(files->theme.source),
                              (path.len > 0) ? "/" : "", FAIMI_FMT(path));
}


void
faimi_watch_folder(const faimi_files_t *files, bool theme, faimi_slice_t path)
{
    const faimi_host_t  *host;

    host = &files->conf.host;

    if (host->watch != NULL) {
        host->watch(host->data, theme ? faimi_watch_themed(files, path) : path);
    }
}


static void
faimi_watch_set(faimi_watch_t *watch, faimi_slice_t path, faimi_slice_t target)
{
    const faimi_value_t  *known;

    known = faimi_map_get(watch->targets, path);

    if (known == NULL || !faimi_slice_eq(known->u.string, target)) {
        target = faimi_arena_copy(watch->arena, target);
        faimi_map_set(watch->arena, watch->targets,
                      faimi_arena_copy(watch->arena, path),
                      FAIMI_V_STRING(target));
    }
}


void
faimi_watch_link(faimi_files_t *files, const faimi_file_t *file)
{
    faimi_slice_t    target;
    faimi_source_t  *source;

    source = file->state->tree->source;

    if (!faimi_source_target(source, file->path, files->scratch, &target)) {
        return;
    }

    faimi_watch_folder(files, file->theme, faimi_path_dir(target));

    /* of the theme, any event is enough to have all of it looked at */
    if (!file->theme) {
        faimi_watch_set(files->touches.links, file->path, target);
    }
}


void
faimi_watch_touch(faimi_files_t *files, faimi_map_t *touched)
{
    size_t                i;
    faimi_map_t          *targets;
    faimi_slice_t         path;
    faimi_arena_t        *arena;
    const faimi_value_t  *event;

    arena = files->touches.arena;
    targets = files->touches.links->targets;

    for (i = 0; i < targets->n; i++) {
        event = faimi_map_get(touched, targets->pairs[i].value.u.string);
        path = targets->pairs[i].key.u.string;

        if (event != NULL && faimi_map_get(touched, path) == NULL) {
            faimi_map_set(arena, touched, faimi_arena_copy(arena, path),
                          *event);
        }
    }
}


void
faimi_watch_again(faimi_files_t *files)
{
    size_t          i;
    faimi_map_t    *old;
    faimi_slice_t   path, target;
    faimi_watch_t   new, *watch;

    watch = files->touches.links;
    old = watch->targets;
    faimi_arena_destroy(watch->half);
    watch->half = faimi_arena_create(files->guard, 0);

    if (watch->half == NULL) {
        faimi_guard_raise(files->guard, FAIMI_NOMEM);
    }

    new.arena = watch->half;
    new.targets = faimi_map_create(new.arena);

    for (i = 0; i < old->n; i++) {
        path = old->pairs[i].key.u.string;
        target = old->pairs[i].value.u.string;

        if (faimi_source_is_link(files->tree.source, path)) {
            faimi_watch_set(&new, path, target);
            faimi_watch_folder(files, false, faimi_path_dir(target));
        }
    }

    faimi_arena_destroy(watch->arena);
    watch->arena = new.arena;
    watch->targets = new.targets;
    watch->half = NULL;
}
