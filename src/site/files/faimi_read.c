/*
 * One file's record brought up to date.  What is broken leaves the form
 * before it in force; where this process has none, the host may know one.
 */

#include <stdlib.h>

#include "faimi_frontmatter.h"
#include "faimi_relative.h"
#include "faimi_styles.h"


#define FAIMI_SETTLE      2000      /* ms that a young file must hold still */
#define FAIMI_QUIET       15        /* ms between two looks at a closed one */

/* Enough to see whether a file begins with front matter. */
#define FAIMI_HEAD  4096


void
faimi_file_problem(faimi_site_t *site, faimi_file_t *file,
    const faimi_error_t *err)
{
    faimi_error_t  *old, *new;

    old = file->problem;
    new = NULL;

    if (err != NULL) {
        new = malloc(sizeof(faimi_error_t));

        if (new == NULL) {
            faimi_guard_raise(site->guard, FAIMI_NOMEM);
        }

        *new = *err;
    }

    file->problem = new;

    /* a README that is a static file is none while it is broken */
    site->stale |= (old == NULL) != (new == NULL);

    if (new != NULL && site->conf.host.problem != NULL
        && (old == NULL || strcmp(old->message, new->message) != 0
            || old->line != new->line || old->column != new->column))
    {
        site->conf.host.problem(site->conf.host.data, new);
    }

    free(old);
}


/* A form takes its place; a change that others can see asks for a new
 * index. */
static void
faimi_read_set(faimi_site_t *site, faimi_file_t *file, faimi_parsed_t *parsed)
{
    faimi_parsed_t  *old;

    old = file->parsed;
    file->parsed = parsed;
    file->version++;
    site->changed = true;
    site->wide |= old == NULL || parsed == NULL
                  || file->where.kind >= FAIMI_FILE_LAYOUTS;

    if (old == NULL || parsed == NULL
        || !faimi_digest_eq(&old->outside, &parsed->outside))
    {
        site->stale = true;
    }

    if (old != NULL) {
        faimi_site_retire(site, old->arena);
    }

    faimi_relative_note(site, file);
    site->styles->again |= faimi_styles_is_page(file->path);
}


void
faimi_read_drop(faimi_site_t *site, faimi_file_t *file)
{
    faimi_read_set(site, file, NULL);
    file->tried = false;
    faimi_file_problem(site, file, NULL);
}


static bool
faimi_read_recall(faimi_site_t *site, faimi_file_t *file)
{
    faimi_parsed_t   *parsed;
    faimi_slice_t   source;

    if (site->conf.host.recall == NULL
        || !site->conf.host.recall(site->conf.host.data, file->name,
                                   site->scratch, &source))
    {
        return false;
    }

    if (faimi_parsed_create(site->guard, site->config, file, source, &parsed,
                          NULL) != FAIMI_OK)
    {
        return false;
    }

    faimi_read_set(site, file, parsed);
    file->rendered = true;

    return true;
}


static void
faimi_read_broken(faimi_site_t *site, faimi_file_t *file,
    const faimi_error_t *err)
{
    faimi_site_host_t  *host;

    if (file->parsed == NULL) {
        (void) faimi_read_recall(site, file);
    }

    site->changed = true;
    site->wide = true;
    faimi_file_problem(site, file, err);
    host = &site->conf.host;

    if (host->broken != NULL) {
        host->broken(host->data, file->name,
                     file->parsed ? file->parsed->source : FAIMI_EMPTY);
    }
}


static void
faimi_read_good(faimi_site_t *site, faimi_file_t *file, faimi_parsed_t *parsed)
{
    faimi_site_host_t  *host;

    faimi_read_set(site, file, parsed);
    faimi_file_problem(site, file, NULL);
    host = &site->conf.host;

    if (host->good != NULL) {
        host->good(host->data, file->name, parsed->source);
    }
}


/* From now on a static file, or nothing that is read. */
static void
faimi_read_static(faimi_site_t *site, faimi_file_t *file,
    const faimi_stamp_t *stamp)
{
    if (file->rendered || !file->tried) {
        site->stale = true;
        site->changed = true;
    }

    /* its time is one that templates can show */
    site->changed |= !faimi_stamp_eq(&file->stamp, stamp);
    site->wide |= site->changed;

    if (file->parsed != NULL) {
        faimi_read_set(site, file, NULL);
    }

    file->rendered = false;
    file->tried = true;
    faimi_file_stamp(file, stamp);
    faimi_file_problem(site, file, NULL);
}


/* Whether a file is to be rendered: what stands in special folders is, and
 * what has front matter, and Markdown. */
static faimi_rc_t
faimi_read_is_page(faimi_site_t *site, faimi_tree_t *tree,
    faimi_file_t *file, bool *page, faimi_error_t *err)
{
    faimi_rc_t       rc;
    faimi_reading_t  r;

    *page = true;

    if (file->where.kind != FAIMI_FILE_PAGES
        && file->where.kind != FAIMI_FILE_DOCUMENTS)
    {
        return FAIMI_OK;
    }

    if (file->where.kind == FAIMI_FILE_PAGES
        && (faimi_publish_bare(site->config, file->path)
            || faimi_slice_eq(file->path, FAIMI_SLICE("404.html"))))
    {
        return FAIMI_OK;
    }

    rc = faimi_source_read(tree->source, file->path, FAIMI_HEAD, true,
                           site->scratch, &r, err);
    *page = rc == FAIMI_OK && faimi_frontmatter_split(r.text).present;

    return rc;
}


static size_t
faimi_read_limit(const faimi_site_t *site, const faimi_file_t *file)
{
    switch (file->where.kind) {
    case FAIMI_FILE_PAGES:
    case FAIMI_FILE_POSTS:
    case FAIMI_FILE_DRAFTS:
    case FAIMI_FILE_DOCUMENTS:
        return (site->conf.max_page > 0) ? site->conf.max_page
                                         : FAIMI_MAX_SOURCE;
    default:
        return FAIMI_MAX_SOURCE;
    }
}


/* To be looked at again in `ms`, if it is then as it is now. */
static void
faimi_read_wait(faimi_site_t *site, faimi_file_t *file,
    const faimi_stamp_t *stamp, int64_t ms)
{
    file->due = faimi_site_clock() + ms;
    file->waiting = *stamp;

    if (!file->listed && file->tree == &site->tree) {
        file->listed = true;
        file->behind = site->waiting;
        site->waiting = file;
    }

    if (site->due == 0 || file->due < site->due) {
        site->due = file->due;
    }
}


/* A whole source, as it is on disk now. */
static void
faimi_read_source(faimi_site_t *site, faimi_file_t *file,
    const faimi_reading_t *r)
{
    faimi_rc_t       rc;
    faimi_parsed_t    *parsed;
    faimi_error_t    err;
    faimi_digest_t   digest;

    /* what is too large was not read, and is not like anything */
    memset(&digest, 0, sizeof(digest));

    if (!r->too_large) {
        digest = faimi_digest(site->guard, r->text);
    }

    if (!faimi_stamp_eq(&file->stamp, &r->stamp)) {
        /* its time may be shown; a draft without a date has it */
        site->changed = true;
        site->wide |= file->parsed == NULL || file->parsed->raw
                      || faimi_publish_is_readme(site->config, file->path);
        site->stale |= (file->where.kind == FAIMI_FILE_DRAFTS);
    }

    if (file->tried && !site->reread && !r->too_large && file->rendered
        && faimi_digest_eq(&digest, &file->digest))
    {
        faimi_file_stamp(file, &r->stamp);
        return;
    }

    if (r->too_large) {
        rc = faimi_error_set(&err, file->path, 0, 0, "the file has %lld "
                             "bytes, more than the %zu that max_page allows",
                             (long long) r->stamp.size,
                             faimi_read_limit(site, file));

    } else {
        rc = faimi_parsed_create(site->guard, site->config, file, r->text,
                               &parsed, &err);
    }

    site->stale |= !file->rendered;
    file->rendered = true;

    if (rc == FAIMI_OK) {
        faimi_read_good(site, file, parsed);

    } else {
        faimi_read_broken(site, file, &err);
    }

    /* last: if memory ends above, the file is read again */
    file->tried = true;
    faimi_file_stamp(file, &r->stamp);
    file->digest = digest;
}


/* Whether a writer has the file open now. */
static bool
faimi_read_is_held(const faimi_site_t *site, const faimi_file_t *file)
{
    const faimi_site_host_t  *host;

    host = &site->conf.host;

    return host->held != NULL && !file->theme
           && host->held(host->data, file->path);
}


/* What a reading means, now that it can be trusted. */
static void
faimi_read_take(faimi_site_t *site, faimi_file_t *file, faimi_rc_t rc,
    const faimi_reading_t *r, const faimi_error_t *err)
{
    if (rc == FAIMI_ERROR) {
        faimi_read_broken(site, file, err);

    } else if (rc == FAIMI_OK && r->moving) {
        faimi_read_wait(site, file, &r->stamp, file->pause);

    } else if (rc == FAIMI_OK) {
        faimi_read_source(site, file, r);
    }
}


static void
faimi_read_now(faimi_site_t *site, faimi_tree_t *tree, faimi_file_t *file,
    const faimi_entry_t *entry)
{
    bool             page;
    faimi_rc_t       rc;
    faimi_entry_t    after;
    faimi_error_t    err;
    faimi_reading_t  r;

    file->due = 0;
    rc = faimi_read_is_page(site, tree, file, &page, &err);

    if (rc == FAIMI_OK && page) {
        rc = faimi_source_read(tree->source, file->path,
                               faimi_read_limit(site, file), false,
                               site->scratch, &r, &err);
    }

    /* once more: who began to write meanwhile has left us a half */
    faimi_source_stat(tree->source, file->path, &after);

    if (!faimi_stamp_eq(&after.stamp, &entry->stamp)) {
        faimi_read_wait(site, file, &after.stamp, file->pause);

    } else if (faimi_read_is_held(site, file)) {
        return;

    } else if (rc == FAIMI_OK && !page) {
        faimi_read_static(site, file, &entry->stamp);

    } else {
        faimi_read_take(site, file, rc, &r, &err);
    }
}


/* Whether a file is too young to be read: a writer that nobody sees may not
 * have finished.  What has no form yet is read at the first sweep, unless an
 * earlier process knows one. */
static bool
faimi_read_is_young(faimi_site_t *site, faimi_file_t *file,
    const faimi_stamp_t *stamp)
{
    int64_t       age;
    faimi_time_t  now;

    now = faimi_site_now(site);
    age = now.sec * 1000 + now.nsec / 1000000 - stamp->mtime / 1000000;

    if (age < 0 || age >= FAIMI_SETTLE) {
        return false;
    }

    if (site->index == NULL && file->parsed == NULL
        && (!site->conf.settle || file->where.kind == FAIMI_FILE_NONE
            || !faimi_read_recall(site, file)))
    {
        return false;
    }

    file->pause = FAIMI_SETTLE;
    faimi_read_wait(site, file, stamp, FAIMI_SETTLE - age);

    return true;
}


/*
 * A file that an event named is closed; but the next save may just have
 * begun.  A truncation shows in the file's size before the kernel tells of it
 * by event or time (it may wait for the file system's journal in between): so
 * the file must look the same at two moments, and after it was read, and no
 * event may have come.  An empty file is given longer.
 */
static void
faimi_read_soon(faimi_site_t *site, faimi_file_t *file,
    const faimi_stamp_t *stamp)
{
    file->pause = (stamp->size == 0) ? 3 * FAIMI_QUIET : FAIMI_QUIET;
    faimi_read_wait(site, file, stamp, file->pause);
}


/* A file that is waited for: whether it has held still for long enough. */
static bool
faimi_read_is_still(faimi_site_t *site, faimi_file_t *file,
    const faimi_stamp_t *stamp)
{
    int64_t  rest;

    if (!faimi_stamp_eq(stamp, &file->waiting)) {
        faimi_read_wait(site, file, stamp, file->pause);
        return false;
    }

    rest = file->due - faimi_site_clock();

    if (rest > 0) {
        faimi_read_wait(site, file, stamp, rest);
    }

    return rest <= 0;
}


void
faimi_read_file(faimi_site_t *site, faimi_tree_t *tree, faimi_file_t *file,
    const faimi_entry_t *entry, bool event)
{
    bool  known;

    if (faimi_read_is_held(site, file)) {
        return;
    }

    known = file->tried && faimi_stamp_eq(&entry->stamp, &file->stamp);

    if (known && !site->reread) {
        file->due = 0;

    } else if (known) {
        faimi_read_now(site, tree, file, entry);

    } else if (event && site->index != NULL
               && (file->due == 0 || file->pause == FAIMI_SETTLE))
    {
        faimi_read_soon(site, file, &entry->stamp);

    } else if (file->due != 0) {
        if (faimi_read_is_still(site, file, &entry->stamp)) {
            faimi_read_now(site, tree, file, entry);
        }

    } else if (!faimi_read_is_young(site, file, &entry->stamp)) {
        faimi_read_now(site, tree, file, entry);
    }
}


/* It waits no more. */
static void
faimi_read_unlist(faimi_site_t *site, faimi_file_t *file)
{
    faimi_file_t  **at;

    for (at = &site->waiting; file->listed && *at != NULL;
         at = &(*at)->behind)
    {
        if (*at == file) {
            *at = file->behind;
            file->listed = false;
            break;
        }
    }
}


void
faimi_read_gone(faimi_site_t *site, faimi_tree_t *tree, faimi_file_t *file)
{
    faimi_read_unlist(site, file);
    faimi_tree_remove(tree, file);
    file->next = site->dead;
    site->dead = file;
    site->stale = true;
    site->changed = true;

    if (site->conf.host.gone != NULL) {
        site->conf.host.gone(site->conf.host.data, file->name);
    }
}
