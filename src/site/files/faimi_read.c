/*
 * One file brought up to date.  What is broken leaves in force what was parsed
 * before it; where this process has parsed nothing, the host may know a source
 * that was good.
 */

#include <stdlib.h>

#include "faimi_frontmatter.h"
#include "faimi_imports.h"
#include "faimi_watch.h"


#define FAIMI_SETTLE      2000      /* ms that a young file must hold still */
#define FAIMI_QUIET       15        /* ms between two looks at a closed one */

/* Enough to see whether a file begins with front matter. */
#define FAIMI_HEAD  4096


void
faimi_read_problem(faimi_files_t *files, faimi_file_t *file,
    const faimi_error_t *err)
{
    faimi_error_t  *old, *new;

    old = file->problem;
    new = NULL;

    if (err != NULL) {
        new = malloc(sizeof(faimi_error_t));

        if (new == NULL) {
            faimi_guard_raise(files->guard, FAIMI_NOMEM);
        }

        *new = *err;
    }

    file->problem = new;

    /* a README that is a static file is none while it is broken */
    if ((old == NULL) != (new == NULL)) {
        faimi_files_change(files, FAIMI_CHANGE_INDEX);
    }

    if (new != NULL && files->conf.host.problem != NULL
        && (old == NULL || strcmp(old->message, new->message) != 0
            || old->line != new->line || old->column != new->column))
    {
        files->conf.host.problem(files->conf.host.data, new);
    }

    free(old);
}


/* A parsed file takes its place.  How far that reaches depends on what it is
 * and on what of it other pages can see. */
static void
faimi_read_set(faimi_files_t *files, faimi_file_t *file,
    faimi_parsed_t *parsed)
{
    faimi_parsed_t  *old;

    old = file->parsed;
    file->parsed = parsed;
    file->version = ++files->numbers.version;

    /* The index refers to the values of data files: it needs the new ones, also
     * where they are the same, since the old ones go. */
    if (old == NULL || parsed == NULL || file->where.kind == FAIMI_FILE_DATA
        || !faimi_digest_eq(&old->visible, &parsed->visible))
    {
        faimi_files_change(files, FAIMI_CHANGE_INDEX);

    } else {
        faimi_files_change(files, (file->where.kind >= FAIMI_FILE_LAYOUTS)
                                  ? FAIMI_CHANGE_SHARED : FAIMI_CHANGE_BODY);
    }

    if (parsed != NULL) {
        faimi_imports_filters(parsed);
    }

    if (faimi_imports_is_page(file->path) || (old != NULL && old->sass)
        || (parsed != NULL && parsed->sass))
    {
        faimi_imports_again(files);
    }

    if (old != NULL) {
        faimi_files_retire(files, old->arena);
    }

    faimi_relative_note(files, file);
}


void
faimi_read_drop(faimi_files_t *files, faimi_file_t *file)
{
    faimi_read_set(files, file, NULL);
    file->tried = false;
    faimi_read_problem(files, file, NULL);
}


static bool
faimi_read_recall(faimi_files_t *files, faimi_file_t *file)
{
    faimi_parsed_t   *parsed;
    faimi_slice_t   source;

    if (files->conf.host.load_last_good == NULL
        || !files->conf.host.load_last_good(files->conf.host.data, file->name,
                                   files->scratch, &source))
    {
        return false;
    }

    if (faimi_parsed_create(files, file, source, &parsed,
                          NULL) != FAIMI_OK)
    {
        return false;
    }

    faimi_read_set(files, file, parsed);
    file->rendered = true;

    return true;
}


static void
faimi_read_broken(faimi_files_t *files, faimi_file_t *file,
    const faimi_error_t *err)
{
    faimi_host_t  *host;

    if (file->parsed == NULL) {
        (void) faimi_read_recall(files, file);
    }

    faimi_files_change(files, FAIMI_CHANGE_SHARED);
    faimi_read_problem(files, file, err);
    host = &files->conf.host;

    if (host->on_broken != NULL) {
        host->on_broken(host->data, file->name,
                     file->parsed ? file->parsed->source : FAIMI_EMPTY);
    }
}


static void
faimi_read_good(faimi_files_t *files, faimi_file_t *file,
    faimi_parsed_t *parsed)
{
    faimi_host_t  *host;

    faimi_read_set(files, file, parsed);
    faimi_read_problem(files, file, NULL);
    host = &files->conf.host;

    if (host->on_good != NULL) {
        host->on_good(host->data, file->name, parsed->source);
    }
}


/* From now on a static file, or nothing that is read. */
static void
faimi_read_static(faimi_files_t *files, faimi_file_t *file,
    const faimi_stamp_t *stamp)
{
    if (file->rendered || !file->tried) {
        faimi_files_change(files, FAIMI_CHANGE_INDEX);
    }

    /* templates can show its time */
    if (!faimi_stamp_eq(&file->stamp, stamp)) {
        faimi_files_change(files, FAIMI_CHANGE_SHARED);
    }

    if (file->parsed != NULL) {
        faimi_read_set(files, file, NULL);
    }

    file->rendered = false;
    file->tried = true;
    file->state->unsure = false;
    faimi_file_stamp(file, stamp);
    faimi_read_problem(files, file, NULL);
}


/* What the file is now is unknown: what was read of it stays in force, and
 * whoever looks at it next reads it. */
static void
faimi_read_unsure(faimi_files_t *files, faimi_file_t *file)
{
    file->state->unsure = true;

    if (file->parsed == NULL && !file->tried) {
        (void) faimi_read_recall(files, file);
    }
}


/* Whether a file is to be rendered: what stands in special folders is, and
 * what has front matter, and Markdown. */
static faimi_rc_t
faimi_read_is_page(faimi_files_t *files, faimi_file_t *file,
    faimi_reading_t *head, bool *page, faimi_error_t *err)
{
    faimi_rc_t  rc;

    *page = true;
    memset(head, 0, sizeof(faimi_reading_t));

    if (file->where.kind != FAIMI_FILE_PAGES
        && file->where.kind != FAIMI_FILE_DOCUMENTS)
    {
        return FAIMI_OK;
    }

    if (file->where.kind == FAIMI_FILE_PAGES
        && (faimi_publish_bare(files->settings.config, file->path)
            || faimi_slice_eq(file->path, FAIMI_SLICE("404.html"))))
    {
        return FAIMI_OK;
    }

    rc = faimi_source_read(file->state->tree->source, file->path, FAIMI_HEAD,
                           true, files->scratch, head, err);
    *page = rc == FAIMI_OK && faimi_frontmatter_opens(head->text);

    return rc;
}


static size_t
faimi_read_limit(const faimi_files_t *files, const faimi_file_t *file)
{
    switch (file->where.kind) {
    case FAIMI_FILE_PAGES:
    case FAIMI_FILE_POSTS:
    case FAIMI_FILE_DRAFTS:
    case FAIMI_FILE_DOCUMENTS:
        return (files->conf.max_page > 0) ? files->conf.max_page
                                         : FAIMI_MAX_SOURCE;
    default:
        return FAIMI_MAX_SOURCE;
    }
}


/* To be looked at again in `ms`, if it is then as it is now. */
static void
faimi_read_wait(faimi_files_t *files, faimi_file_t *file,
    const faimi_stamp_t *stamp, int64_t ms)
{
    file->state->retry_at = faimi_files_clock() + ms;
    file->state->waiting = *stamp;

    if (!file->state->listed && file->state->tree == &files->tree) {
        file->state->listed = true;
        file->state->behind = files->waits.list;
        files->waits.list = file;
    }

    files->waits.theme |= file->state->tree == &files->theme;

    if (files->waits.retry_at == 0
        || file->state->retry_at < files->waits.retry_at)
    {
        files->waits.retry_at = file->state->retry_at;
    }
}


/* How far another time of the file reaches: a page can show its own, a list
 * of static files those of files that may be either, and a draft without a
 * date has it as its date. */
static faimi_change_t
faimi_read_time_reach(const faimi_files_t *files, const faimi_file_t *file)
{
    if (file->where.kind == FAIMI_FILE_DRAFTS) {
        return FAIMI_CHANGE_INDEX;
    }

    return (file->parsed == NULL || file->parsed->raw
            || faimi_publish_is_readme(files->settings.config, file->path))
           ? FAIMI_CHANGE_SHARED : FAIMI_CHANGE_BODY;
}


/* A whole source, as it is on disk now. */
static void
faimi_read_source(faimi_files_t *files, faimi_file_t *file,
    const faimi_reading_t *r)
{
    faimi_rc_t       rc;
    faimi_parsed_t    *parsed;
    faimi_error_t    err;
    faimi_digest_t   digest;

    /* what is too large was not read, and is not like anything */
    memset(&digest, 0, sizeof(digest));

    if (!r->too_large) {
        digest = faimi_digest(files->guard, r->text);
    }

    if (!faimi_stamp_eq(&file->stamp, &r->stamp)) {
        faimi_files_change(files, faimi_read_time_reach(files, file));
    }

    if (file->tried && !files->settings.reread && !file->state->unsure
        && !r->too_large && file->rendered
        && faimi_digest_eq(&digest, &file->state->digest))
    {
        faimi_file_stamp(file, &r->stamp);
        return;
    }

    if (r->too_large) {
        rc = faimi_error_set(&err, file->path, 0, 0, "the file has %lld "
                             "bytes, more than the %zu that max_page allows",
                             (long long) r->stamp.size,
                             faimi_read_limit(files, file));

    } else {
        rc = faimi_parsed_create(files, file, r->text,
                               &parsed, &err);
    }

    if (!file->rendered) {
        faimi_files_change(files, FAIMI_CHANGE_INDEX);
    }

    file->rendered = true;

    if (rc == FAIMI_OK) {
        faimi_read_good(files, file, parsed);

    } else {
        faimi_read_broken(files, file, &err);
    }

    /* last: if memory ends above, the file is read again */
    file->tried = true;
    file->state->unsure = false;
    faimi_file_stamp(file, &r->stamp);
    file->state->digest = digest;
}


/* Whether a writer has the file open now. */
static bool
faimi_read_is_open(const faimi_files_t *files, const faimi_file_t *file)
{
    faimi_slice_t        path;
    const faimi_host_t  *host;

    host = &files->conf.host;
    path = file->theme ? faimi_watch_themed(files, file->path)
                       : file->path;

    return host->is_open != NULL && host->is_open(host->data, path);
}


/* The file may not be read.  Nothing tells when it may, so that each look at
 * it tries, and only the first says so. */
static void
faimi_read_refused(faimi_files_t *files, faimi_file_t *file,
    const faimi_error_t *err)
{
    if (!file->state->unsure || file->problem == NULL
        || strcmp(file->problem->message, err->message) != 0)
    {
        faimi_read_broken(files, file, err);
    }

    file->state->unsure = true;
}


/* What a reading means, now that it can be trusted. */
static void
faimi_read_take(faimi_files_t *files, faimi_file_t *file, faimi_rc_t rc,
    const faimi_reading_t *r, const faimi_error_t *err)
{
    if (rc == FAIMI_ERROR) {
        faimi_read_refused(files, file, err);

    } else if (rc == FAIMI_OK && r->moving) {
        faimi_read_wait(files, file, &r->stamp, file->state->pause);

    } else if (rc == FAIMI_OK) {
        faimi_read_source(files, file, r);
    }
}


static void
faimi_read_now(faimi_files_t *files, faimi_file_t *file,
    const faimi_entry_t *entry)
{
    bool             page;
    faimi_rc_t       rc;
    faimi_entry_t    after;
    faimi_error_t    err;
    faimi_reading_t  r;

    file->state->retry_at = 0;
    faimi_watch_link(files, file);
    rc = faimi_read_is_page(files, file, &r, &page, &err);

    if (rc == FAIMI_OK && page && !r.unknown) {
        rc = faimi_source_read(file->state->tree->source, file->path,
                               faimi_read_limit(files, file), false,
                               files->scratch, &r, &err);
    }

    /* once more: who began to write meanwhile has left us a half */
    faimi_source_stat(file->state->tree->source, file->path, &after);

    if ((rc == FAIMI_OK && r.unknown) || after.type == FAIMI_ENTRY_UNKNOWN) {
        faimi_read_unsure(files, file);

    } else if (!faimi_stamp_eq(&after.stamp, &entry->stamp)) {
        faimi_read_wait(files, file, &after.stamp, file->state->pause);

    } else if (faimi_read_is_open(files, file)) {
        return;

    } else if (rc == FAIMI_OK && !page) {
        faimi_read_static(files, file, &entry->stamp);

    } else {
        faimi_read_take(files, file, rc, &r, &err);
    }
}


/* Whether a file is too young to be read: a writer that nobody sees may not
 * have finished.  What was never parsed is read at the first scan, unless an
 * earlier process knows one. */
static bool
faimi_read_is_young(faimi_files_t *files, faimi_file_t *file,
    const faimi_stamp_t *stamp)
{
    int64_t       age;
    faimi_time_t  now;

    now = faimi_files_now(files);
    age = now.sec * 1000 + now.nsec / 1000000 - stamp->mtime / 1000000;

    if (age < 0 || age >= FAIMI_SETTLE) {
        return false;
    }

    if (!files->served && file->parsed == NULL
        && (!files->conf.settle || file->where.kind == FAIMI_FILE_NONE
            || !faimi_read_recall(files, file)))
    {
        return false;
    }

    file->state->pause = FAIMI_SETTLE;
    faimi_read_wait(files, file, stamp, FAIMI_SETTLE - age);

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
faimi_read_soon(faimi_files_t *files, faimi_file_t *file,
    const faimi_stamp_t *stamp)
{
    file->state->pause = (stamp->size == 0) ? 3 * FAIMI_QUIET : FAIMI_QUIET;
    faimi_read_wait(files, file, stamp, file->state->pause);
}


/* A file that is waited for: whether it has not changed for long enough. */
static bool
faimi_read_is_still(faimi_files_t *files, faimi_file_t *file,
    const faimi_stamp_t *stamp)
{
    int64_t  rest;

    if (!faimi_stamp_eq(stamp, &file->state->waiting)) {
        faimi_read_wait(files, file, stamp, file->state->pause);
        return false;
    }

    rest = file->state->retry_at - faimi_files_clock();

    if (rest > 0) {
        faimi_read_wait(files, file, stamp, rest);
    }

    return rest <= 0;
}


void
faimi_read_file(faimi_files_t *files, faimi_file_t *file,
    const faimi_entry_t *entry, bool event)
{
    bool  known;

    if (faimi_read_is_open(files, file)) {
        return;
    }

    known = file->tried && !file->state->unsure
            && faimi_stamp_eq(&entry->stamp, &file->stamp);

    if (known && !files->settings.reread) {
        file->state->retry_at = 0;

    } else if (known) {
        faimi_read_now(files, file, entry);

    } else if (event && files->served
               && (file->state->retry_at == 0
                   || file->state->pause == FAIMI_SETTLE))
    {
        faimi_read_soon(files, file, &entry->stamp);

    } else if (file->state->retry_at != 0) {
        if (faimi_read_is_still(files, file, &entry->stamp)) {
            faimi_read_now(files, file, entry);
        }

    } else if (!faimi_read_is_young(files, file, &entry->stamp)) {
        faimi_read_now(files, file, entry);
    }
}


/* It waits no more. */
static void
faimi_read_unlist(faimi_files_t *files, faimi_file_t *file)
{
    faimi_file_t  **at;

    for (at = &files->waits.list; file->state->listed && *at != NULL;
         at = &(*at)->state->behind)
    {
        if (*at == file) {
            *at = file->state->behind;
            file->state->listed = false;
            break;
        }
    }
}


void
faimi_read_deleted(faimi_files_t *files, faimi_file_t *file)
{
    faimi_read_unlist(files, file);
    faimi_files_bury(files, file);

    if (files->conf.host.on_deleted != NULL
        && file->where.kind != FAIMI_FILE_PARENT)
    {
        files->conf.host.on_deleted(files->conf.host.data, file->name);
    }
}
