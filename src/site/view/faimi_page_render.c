/*
 * The public calls about one page: what it is, and its rendering.
 */

#include <stdlib.h>

#include "faimi_route.h"
#include "faimi_url.h"
#include "faimi_view.h"


typedef struct {
    faimi_page_t   *page;
    faimi_arena_t  *arena;
    faimi_buf_t    *out;
    faimi_error_t  *err;
} faimi_render_call_t;


static const char *const  faimi_kind_names[] = {
    [FAIMI_KIND_PAGE] = "page",
    [FAIMI_KIND_POST] = "post",
    [FAIMI_KIND_DOCUMENT] = "document",
    [FAIMI_KIND_SECTION] = "section",
    [FAIMI_KIND_GENERATED] = "generated"
};


faimi_page_info_t
faimi_page_info(const faimi_page_t *page)
{
    faimi_page_info_t  info;

    info.url = page->url;
    info.output = faimi_slice_sub(page->out.file, 1, page->out.file.len);
    info.source = page->file ? page->file->path : FAIMI_EMPTY;
    info.kind = faimi_slice_str(faimi_kind_names[page->kind]);
    info.title = page->title;
    info.layout = page->layout;
    info.year = page->in.year;
    info.type = faimi_media_type(page->out.file);

    if (info.type.len == 0 && page->body.markdown) {
        /* the dot of "/news/0.6.7" begins no ending that says otherwise */
        info.type = faimi_media_type(FAIMI_SLICE("/index.html"));
    }

    info.broken = page->file != NULL && page->file->problem != NULL;
    info.no_form = page->file != NULL && page->file->parsed == NULL;

    return info;
}


static faimi_rc_t
faimi_page_render_work(void *data)
{
    faimi_render_call_t  *call = data;

    return faimi_view_render(call->page, call->arena, call->out, call->err);
}


faimi_failure_t *
faimi_failure_find(const faimi_site_t *site, const faimi_file_t *file)
{
    return (file != NULL && file->number < site->nfailures)
           ? site->failures[file->number] : NULL;
}


static void
faimi_failure_forget(faimi_site_t *site, const faimi_file_t *file)
{
    if (faimi_failure_find(site, file) != NULL) {
        free(site->failures[file->number]);
        site->failures[file->number] = NULL;
    }
}


/* The place of a file's failure, made where there is none; NULL: no memory. */
static faimi_failure_t *
faimi_failure_add(faimi_site_t *site, const faimi_file_t *file)
{
    size_t             n;
    faimi_failure_t  **bigger;

    if (file->number >= site->nfailures) {
        n = 2 * (size_t) file->number + 64;
        bigger = realloc(site->failures, n * sizeof(faimi_failure_t *));

        if (bigger == NULL) {
            return NULL;
        }

        memset(bigger + site->nfailures, 0,
               (n - site->nfailures) * sizeof(faimi_failure_t *));
        site->failures = bigger;
        site->nfailures = n;
    }

    if (site->failures[file->number] == NULL) {
        site->failures[file->number] = calloc(1, sizeof(faimi_failure_t));
    }

    return site->failures[file->number];
}


/* The error stays with the file until the page renders, or what it is made
 * of changes.  A number may have been another file's: its error names that. */
static void
faimi_page_failed(faimi_site_t *site, faimi_page_t *page,
    const faimi_error_t *err)
{
    bool              known;
    unsigned char     key[FAIMI_KEY_SIZE];
    faimi_failure_t  *failure;

    failure = (page->file == NULL) ? NULL
              : faimi_failure_add(site, page->file);

    if (failure == NULL) {
        return;
    }

    known = strcmp(failure->error.message, err->message) == 0
            && strcmp(failure->error.file, err->file) == 0;
    failure->error = *err;

    if (faimi_page_key(site, page, key, NULL) == FAIMI_OK) {
        memcpy(failure->key, key, FAIMI_KEY_SIZE);
    }

    if (!known && site->host.problem != NULL) {
        site->host.problem(site->host.data, err);
    }
}


bool
faimi_page_fails(faimi_page_t *page)
{
    unsigned char           key[FAIMI_KEY_SIZE];
    const faimi_failure_t  *failure;

    failure = faimi_failure_find(page->site, page->file);

    return failure != NULL
           && faimi_page_key(page->site, page, key, NULL) == FAIMI_OK
           && memcmp(failure->key, key, FAIMI_KEY_SIZE) == 0;
}


bool
faimi_file_fails(const faimi_site_t *site, const faimi_file_t *file)
{
    return faimi_failure_find(site, file) != NULL && site->index != NULL
           && faimi_routes_any(site->routes, file, faimi_page_fails);
}


faimi_rc_t
faimi_page_render(faimi_site_t *site, faimi_page_t *page,
    faimi_arena_t *arena, faimi_buf_t *out, faimi_error_t *err)
{
    faimi_rc_t           rc;
    faimi_page_t        *source;
    faimi_error_t        own;
    faimi_render_call_t  call;

    err = (err != NULL) ? err : &own;
    memset(err, 0, sizeof(faimi_error_t));
    source = (page->made.map_of != NULL) ? page->made.map_of : page;

    if (source->file != NULL && source->file->parsed == NULL) {
        if (source->file->problem != NULL) {
            *err = *source->file->problem;
        }

        return FAIMI_ERROR;
    }

    /* what failed fails again while its inputs are the same: a page that hits
     * a limit costs a worker that time once, not with every request */
    if (faimi_page_fails(source)) {
        *err = faimi_failure_find(site, source->file)->error;
        return FAIMI_ERROR;
    }

    call = (faimi_render_call_t) { page, arena, out, err };
    rc = faimi_guard_run(faimi_arena_guard(arena), faimi_page_render_work,
                         &call);

    if (rc == FAIMI_NOMEM) {
        rc = faimi_error_set(err, page->path, 0, 0, "rendering the page "
                             "takes more memory than it may");
    }

    if (rc != FAIMI_OK) {
        faimi_page_failed(site, source, err);

    } else if (source->file != NULL
               && !faimi_file_fails(site, source->file))
    {
        faimi_failure_forget(site, source->file);
    }

    return rc;
}
