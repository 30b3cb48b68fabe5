/*
 * The files of include_relative, in a tree of records of their own: the same
 * file may be a page beside.
 */

#include <stdio.h>

#include "faimi_relative.h"
#include "faimi_scan.h"
#include "faimi_url.h"


/* Folders of pages, and names that stand in what pages of any folder share:
 * layouts, includes, and the partials themselves. */
typedef struct {
    faimi_map_t  *folders;
    faimi_map_t  *names;
} faimi_spread_t;


static void
faimi_relative_add(faimi_site_t *site, faimi_slice_t dir, faimi_slice_t name)
{
    faimi_file_t  *file;
    faimi_slice_t  path;

    path = faimi_path_join(site->scratch, dir, name);

    if (site->partials.n >= FAIMI_MAX_FILES || !faimi_scan_name_is_good(path)
        || faimi_tree_find(&site->partials, path) != NULL)
    {
        return;
    }

    file = faimi_tree_add(site->guard, &site->partials, path);
    file->where.kind = FAIMI_FILE_INCLUDES;
    faimi_scan_watch(site, faimi_path_dir(file->path));
}


/* Marks as named by a page. */
static void
faimi_relative_want(faimi_site_t *site, faimi_slice_t dir, faimi_slice_t name)
{
    faimi_file_t  *file;

    file = faimi_tree_find(&site->partials,
                           faimi_path_join(site->scratch, dir, name));

    if (file != NULL) {
        file->wanted = site->sweeps;
    }
}


typedef void (*faimi_relative_pt)(faimi_site_t *site, faimi_slice_t dir,
    faimi_slice_t name);


static bool
faimi_relative_is_page(const faimi_file_t *file)
{
    return file != NULL && file->parsed != NULL && !file->theme
           && file->where.kind <= FAIMI_FILE_DOCUMENTS;
}


/* Does it for each name in the form of a page. */
static void
faimi_relative_own(faimi_site_t *site, const faimi_file_t *file,
    faimi_relative_pt fn)
{
    size_t                    i, n;
    const faimi_reference_t  *refs;

    refs = faimi_liquid_references(file->parsed->template, &n);

    for (i = 0; i < n; i++) {
        if (refs[i].kind == FAIMI_REF_RELATIVE) {
            fn(site, faimi_path_dir(file->path), refs[i].name);
        }
    }
}


void
faimi_relative_note(faimi_site_t *site, const faimi_file_t *file)
{
    size_t                    i, n;
    const faimi_reference_t  *refs;

    if (file->parsed == NULL || file->parsed->template == NULL) {
        return;
    }

    refs = faimi_liquid_references(file->parsed->template, &n);

    for (i = 0; i < n && !file->parsed->relative; i++) {
        file->parsed->relative = (refs[i].kind == FAIMI_REF_RELATIVE);
    }

    if (!file->parsed->relative) {
        return;
    }

    if (faimi_relative_is_page(file)) {
        faimi_relative_own(site, file, faimi_relative_add);

    } else {
        site->spreads = true;
    }
}


/* What files of a tree add: pages their folders, the others their names; of
 * partials those alone that are wanted, if that is asked. */
static void
faimi_relative_gather(faimi_site_t *site, const faimi_tree_t *tree,
    bool wanted, faimi_spread_t *spread)
{
    size_t                    i, k, n;
    const faimi_reference_t  *refs;
    const faimi_file_t       *file;

    for (i = 0; i < tree->nslots; i++) {
        file = tree->slots[i];

        if (faimi_relative_is_page(file)) {
            faimi_map_set(site->scratch, spread->folders,
                          faimi_path_dir(file->path), FAIMI_V_NIL);

        } else if (file != NULL && file->parsed != NULL
                   && file->parsed->relative
                   && (!wanted || file->wanted == site->sweeps))
        {
            refs = faimi_liquid_references(file->parsed->template, &n);

            for (k = 0; k < n; k++) {
                if (refs[k].kind == FAIMI_REF_RELATIVE) {
                    faimi_map_set(site->scratch, spread->names, refs[k].name,
                                  FAIMI_V_NIL);
                }
            }
        }
    }
}


/* Each of the names beside each page; no more than there may be files. */
static void
faimi_relative_each(faimi_site_t *site, const faimi_spread_t *spread,
    faimi_relative_pt fn)
{
    size_t  i, k, left;

    left = FAIMI_MAX_FILES;

    for (i = 0; i < spread->names->n; i++) {
        for (k = 0; k < spread->folders->n && left > 0; k++, left--) {
            fn(site, spread->folders->pairs[k].key.u.string,
               spread->names->pairs[i].key.u.string);
        }
    }
}


static faimi_spread_t
faimi_relative_spread(faimi_site_t *site)
{
    faimi_spread_t  spread;

    spread.folders = faimi_map_create(site->scratch);
    spread.names = faimi_map_create(site->scratch);
    faimi_relative_gather(site, &site->tree, false, &spread);
    faimi_relative_gather(site, &site->theme, false, &spread);

    return spread;
}


/* Adds what is named in what pages share. */
static void
faimi_relative_shared(faimi_site_t *site)
{
    faimi_spread_t  spread;

    if (site->spreads) {
        spread = faimi_relative_spread(site);
        faimi_relative_gather(site, &site->partials, false, &spread);
        faimi_relative_each(site, &spread, faimi_relative_add);
    }
}


static void
faimi_relative_read(faimi_site_t *site, faimi_file_t *file, bool event)
{
    faimi_entry_t  entry;

    faimi_source_stat(site->partials.source, file->path, &entry);

    if (entry.type == FAIMI_ENTRY_FILE) {
        faimi_read_file(site, &site->partials, file, &entry, event);

    } else if (file->parsed != NULL || file->problem != NULL) {
        faimi_read_drop(site, file);
    }
}


/* Marks what is named, by pages, by what they share, and by what is marked. */
static void
faimi_relative_mark(faimi_site_t *site)
{
    size_t          i, done;
    faimi_file_t   *file;
    faimi_spread_t  spread;

    for (i = 0; i < site->tree.nslots; i++) {
        file = site->tree.slots[i];

        if (faimi_relative_is_page(file) && file->parsed->relative) {
            faimi_relative_own(site, file, faimi_relative_want);
        }
    }

    if (!site->spreads) {
        return;
    }

    spread = faimi_relative_spread(site);

    faimi_relative_gather(site, &site->partials, true, &spread);

    do {
        done = spread.names->n;
        faimi_relative_each(site, &spread, faimi_relative_want);
        faimi_relative_gather(site, &site->partials, true, &spread);
    } while (spread.names->n != done);
}


/* Takes out what no page names any more, so that the site is what a new
 * process would read. */
static void
faimi_relative_clean(faimi_site_t *site)
{
    size_t         i;
    faimi_file_t  *file;

    if (site->partials.n > 0) {
        faimi_relative_mark(site);
    }

    i = 0;

    while (site->partials.n > 0 && i < site->partials.nslots) {
        file = site->partials.slots[i];

        if (file == NULL || file->wanted == site->sweeps) {
            i++;
            continue;
        }

        faimi_tree_remove(&site->partials, file);
        file->next = site->dead;
        site->dead = file;
        site->stale = true;
        site->changed = true;
    }
}


/* A file that is read may name others, and these are added while the table is
 * gone through: it may grow, so they are met in the next round. */
void
faimi_relative_scan(faimi_site_t *site, bool sweep)
{
    bool           event;
    size_t         i, before;
    faimi_file_t  *file;

    do {
        before = site->partials.n;

        for (i = 0; i < site->partials.nslots; i++) {
            file = site->partials.slots[i];

            if (file == NULL || file->seen == site->sweeps) {
                continue;
            }

            event = site->touched != NULL
                    && faimi_map_get(site->touched, file->path) != NULL;

            if (sweep || event || !file->tried || file->due != 0) {
                file->seen = site->sweeps;
                faimi_relative_read(site, file, event);
            }
        }

        faimi_relative_shared(site);
    } while (site->partials.n != before);

    faimi_relative_clean(site);
}


const faimi_file_t *
faimi_relative_find(const faimi_page_t *page, faimi_slice_t name)
{
    int                  n;
    char                 path[FAIMI_MAX_PATH];
    faimi_slice_t        dir;
    const faimi_file_t  *file;

    if (page->file == NULL) {
        return NULL;
    }

    dir = faimi_path_dir(page->file->path);
    n = snprintf(path, sizeof(path), "%.*s%s%.*s", FAIMI_FMT(dir),
                 (dir.len > 0) ? "/" : "", FAIMI_FMT(name));

    if (n < 0 || n >= (int) sizeof(path)) {
        return NULL;
    }

    file = faimi_tree_find(&page->site->partials,
                           faimi_slice(path, (size_t) n));

    return (file != NULL && file->parsed != NULL) ? file : NULL;
}
