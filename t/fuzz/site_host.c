/*
 * The surroundings of the two sites: the one that lives through the edits
 * leaves good sources behind, as in the zone; both find them there.
 */

#include <stdlib.h>

#include "site.h"


static site_kept_t *
site_kept(site_world_t *w, faimi_slice_t path)
{
    site_kept_t  *kept;

    for (kept = w->kept; kept != NULL; kept = kept->next) {
        if (faimi_slice_eq(kept->path, path)) {
            break;
        }
    }

    return kept;
}


static faimi_slice_t
site_copy(faimi_slice_t s)
{
    char  *copy;

    copy = malloc(s.len + 1);

    if (copy == NULL) {
        abort();
    }

    memcpy(copy, s.data, s.len);

    return faimi_slice(copy, s.len);
}


static void
site_host_gone(void *host, faimi_slice_t path)
{
    site_kept_t   *kept, **at;
    site_world_t  *w = host;

    for (at = &w->kept; *at != NULL; at = &(*at)->next) {
        kept = *at;

        if (faimi_slice_eq(kept->path, path)) {
            *at = kept->next;
            free((char *) kept->path.data);
            free((char *) kept->source.data);
            free(kept);
            break;
        }
    }
}


static void
site_host_good(void *host, faimi_slice_t path, faimi_slice_t source)
{
    site_kept_t   *kept;
    site_world_t  *w = host;

    site_host_gone(w, path);
    kept = malloc(sizeof(site_kept_t));

    if (kept != NULL) {
        *kept = (site_kept_t) { site_copy(path), site_copy(source), w->kept };
        w->kept = kept;
    }
}


static bool
site_host_recall(void *host, faimi_slice_t path, faimi_arena_t *arena,
    faimi_slice_t *source)
{
    site_kept_t  *kept;

    kept = site_kept(host, path);

    if (kept != NULL) {
        *source = faimi_arena_copy(arena, kept->source);
    }

    return kept != NULL;
}


void
site_forget(site_world_t *w)
{
    while (w->kept != NULL) {
        site_host_gone(w, w->kept->path);
    }
}


faimi_site_t *
site_open(site_world_t *w, bool fresh)
{
    faimi_site_t       *site;
    faimi_site_conf_t   conf;

    memset(&conf, 0, sizeof(conf));
    conf.root = w->root;
    conf.theme = w->themed ? w->theme : NULL;
    conf.max_page = 2000;
    conf.host.load_last_good = site_host_recall;
    conf.host.on_good = fresh ? NULL : site_host_good;
    conf.host.on_deleted = fresh ? NULL : site_host_gone;
    conf.host.data = w;
    site = faimi_site_create(&conf);

    if (site == NULL) {
        abort();
    }

    faimi_site_set_time(site, w->now);

    return site;
}
