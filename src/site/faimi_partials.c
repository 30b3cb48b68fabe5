/*
 * The files of include_relative, in a tree of records of their own: the same
 * file may be a page beside.
 */

#include <stdio.h>

#include "faimi_partials.h"
#include "faimi_scan.h"
#include "faimi_url.h"


static void
faimi_partials_add(faimi_site_t *site, faimi_slice_t dir, faimi_slice_t name)
{
    faimi_file_t   *file;
    faimi_slice_t   path;

    path = faimi_path_join(site->scratch, dir, name);

    if (site->partials.n >= FAIMI_MAX_FILES || !faimi_scan_name_is_good(path)
        || faimi_tree_find(&site->partials, path) != NULL)
    {
        return;
    }

    file = faimi_tree_add(site->guard, &site->partials, path);
    file->where.place = FAIMI_PLACE_INCLUDES;
    file->where.base = faimi_slice_sub(file->path, 0, dir.len);
    faimi_scan_watch(site, faimi_path_dir(file->path));
}


void
faimi_partials_note(faimi_site_t *site, const faimi_file_t *file)
{
    bool                partial;
    size_t              i, n;
    faimi_slice_t       dir;
    const faimi_ref_t  *refs;

    if (file->form == NULL || file->form->template == NULL || file->theme) {
        return;
    }

    partial = faimi_tree_find(&site->partials, file->path) == file;

    if (!partial && file->where.place > FAIMI_PLACE_DOCUMENTS) {
        return;
    }

    /* what a partial names lies beside the page, too */
    dir = partial ? file->where.base : faimi_path_dir(file->path);
    refs = faimi_liquid_refs(file->form->template, &n);

    for (i = 0; i < n; i++) {
        if (refs[i].kind == FAIMI_REF_RELATIVE) {
            file->form->relative = true;
            faimi_partials_add(site, dir, refs[i].name);
        }
    }
}


static void
faimi_partials_read(faimi_site_t *site, faimi_file_t *file, bool event)
{
    faimi_entry_t  entry;

    faimi_source_stat(site->partials.source, file->path, &entry);

    if (entry.type == FAIMI_ENTRY_FILE) {
        faimi_read_file(site, &site->partials, file, &entry, event);

    } else if (file->form != NULL || file->problem != NULL) {
        faimi_read_drop(site, file);
    }
}


/* Marks what a form names, and what that names. */
static void
faimi_partials_mark(faimi_site_t *site, const faimi_form_t *form,
    faimi_slice_t dir, size_t depth)
{
    size_t              i, n;
    faimi_file_t       *file;
    const faimi_ref_t  *refs;

    refs = faimi_liquid_refs(form->template, &n);

    for (i = 0; i < n; i++) {
        file = (refs[i].kind != FAIMI_REF_RELATIVE) ? NULL
               : faimi_tree_find(&site->partials,
                                 faimi_path_join(site->scratch, dir,
                                                 refs[i].name));

        if (file == NULL || file->wanted == site->sweeps) {
            continue;
        }

        file->wanted = site->sweeps;

        if (file->form != NULL && file->form->relative
            && depth < FAIMI_MAX_INCLUDE_DEPTH)
        {
            faimi_partials_mark(site, file->form, file->where.base,
                                depth + 1);
        }
    }
}


/* Takes out what no page names any more, so that the site is what a new
 * process would read. */
static void
faimi_partials_clean(faimi_site_t *site)
{
    size_t         i;
    faimi_file_t  *file;

    for (i = 0; site->partials.n > 0 && i < site->tree.nslots; i++) {
        file = site->tree.slots[i];

        if (file != NULL && file->form != NULL && file->form->relative) {
            faimi_partials_mark(site, file->form, faimi_path_dir(file->path),
                                0);
        }
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
faimi_partials_scan(faimi_site_t *site, bool sweep)
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
                faimi_partials_read(site, file, event);
            }
        }
    } while (site->partials.n != before);

    faimi_partials_clean(site);
}


const faimi_file_t *
faimi_partials_find(const faimi_page_t *page, faimi_slice_t name)
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

    return (file != NULL && file->form != NULL) ? file : NULL;
}
