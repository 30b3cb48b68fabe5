/*
 * The public calls about one page: what it is, its key, its rendering.
 */

#include "faimi_route.h"
#include "faimi_site_int.h"
#include "faimi_url.h"


typedef struct {
    faimi_site_t        *site;
    faimi_page_t        *page;
    faimi_arena_t       *arena;
    faimi_buf_t         *out;
    faimi_error_t       *err;
    faimi_render_way_t   way;
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
    info.boxed = page->body.sass || page->made.map_of != NULL;

    return info;
}


static faimi_rc_t
faimi_page_render_work(void *data)
{
    faimi_render_call_t  *call = data;

    return faimi_view_render(&call->site->input, call->page, call->way,
                             call->arena, call->out, call->err);
}


/* A failure is noted with the key of its page, and told to the host once. */
static void
faimi_page_failed(faimi_site_t *site, faimi_page_t *page,
    const faimi_error_t *err)
{
    faimi_digest_t  key;

    if (faimi_deps_key(site->deps, page, &key, NULL) == FAIMI_OK
        && faimi_failures_add(site->failures, page->file, &key, err)
        && site->host.problem != NULL)
    {
        site->host.problem(site->host.data, err);
    }
}


const faimi_error_t *
faimi_page_failure(faimi_site_t *site, faimi_page_t *page)
{
    faimi_digest_t  key;

    if (!faimi_failures_has(site->failures, page->file)
        || faimi_deps_key(site->deps, page, &key, NULL) != FAIMI_OK)
    {
        return NULL;
    }

    return faimi_failures_find(site->failures, page->file, &key);
}


/* The search for a page of a file that fails. */
typedef struct {
    faimi_site_t         *site;
    const faimi_error_t  *err;
} faimi_failing_t;


static bool
faimi_page_is_failing(void *data, faimi_page_t *page)
{
    faimi_failing_t  *failing = data;

    failing->err = faimi_page_failure(failing->site, page);

    return failing->err != NULL;
}


const faimi_error_t *
faimi_file_failure(faimi_site_t *site, const faimi_file_t *file)
{
    faimi_failing_t  failing;

    failing = (faimi_failing_t) { site, NULL };

    if (faimi_failures_has(site->failures, file) && site->index != NULL) {
        (void) faimi_routes_any(site->input.routes, file, faimi_page_is_failing,
                                &failing);
    }

    return failing.err;
}


faimi_rc_t
faimi_page_key(faimi_site_t *site, faimi_page_t *page,
    unsigned char key[FAIMI_KEY_SIZE], faimi_error_t *err)
{
    faimi_rc_t      rc;
    faimi_digest_t  digest;

    rc = faimi_deps_key(site->deps, page, &digest, err);

    if (rc == FAIMI_OK) {
        memcpy(key, digest.bytes, FAIMI_KEY_SIZE);
    }

    return rc;
}


/* Why a page need not be tried; false: it may render. */
static bool
faimi_page_in_vain(faimi_site_t *site, faimi_page_t *source,
    faimi_error_t *err)
{
    bool                  formless;
    const faimi_error_t  *known;

    formless = source->file != NULL && source->file->parsed == NULL;
    known = formless ? source->file->problem
                     : faimi_page_failure(site, source);

    if (known != NULL) {
        *err = *known;
    }

    return formless || known != NULL;
}


faimi_rc_t
faimi_page_render_as(faimi_site_t *site, faimi_page_t *page,
    faimi_render_way_t way, faimi_arena_t *arena, faimi_buf_t *out,
    faimi_error_t *err)
{
    faimi_rc_t            rc;
    faimi_page_t         *source;
    faimi_error_t         own;
    faimi_render_call_t   call;

    err = (err != NULL) ? err : &own;
    memset(err, 0, sizeof(faimi_error_t));
    source = (page->made.map_of != NULL) ? page->made.map_of : page;

    if (faimi_page_in_vain(site, source, err)) {
        return FAIMI_ERROR;
    }

    call = (faimi_render_call_t) { site, page, arena, out, err, way };
    rc = faimi_guard_run(faimi_arena_guard(arena), faimi_page_render_work,
                         &call);

    if (rc == FAIMI_NOMEM) {
        rc = faimi_error_set(err, page->path, 0, 0, "rendering the page "
                             "takes more memory than it may");
    }

    /* a child's memory goes with it, and the host is not there */
    if (way == FAIMI_RENDER_BOXED || rc == FAIMI_LATE) {
        return rc;
    }

    if (rc != FAIMI_OK) {
        faimi_page_failed(site, source, err);

    } else if (source->file != NULL
               && faimi_file_failure(site, source->file) == NULL)
    {
        faimi_failures_forget(site->failures, source->file);
    }

    return rc;
}


faimi_rc_t
faimi_page_render(faimi_site_t *site, faimi_page_t *page,
    faimi_arena_t *arena, faimi_buf_t *out, faimi_error_t *err)
{
    return faimi_page_render_as(site, page, FAIMI_RENDER_ALONE, arena, out,
                                err);
}


faimi_rc_t
faimi_page_render_quick(faimi_site_t *site, faimi_page_t *page,
    faimi_arena_t *arena, faimi_buf_t *out, faimi_error_t *err)
{
    return faimi_page_render_as(site, page, FAIMI_RENDER_QUICK, arena, out,
                                err);
}


void
faimi_site_ended(faimi_site_t *site, faimi_slice_t path,
    const unsigned char key[FAIMI_KEY_SIZE], const faimi_error_t *err,
    bool tell)
{
    bool                 fresh;
    faimi_digest_t       digest;
    const faimi_file_t  *file;

    memcpy(digest.bytes, key, FAIMI_KEY_SIZE);
    file = (path.len == 0) ? NULL
           : faimi_files_find(site->files, FAIMI_TREE_SITE, path);

    if (path.len > 0 && file == NULL) {
        return;
    }

    if (err == NULL) {
        if (file != NULL && faimi_file_failure(site, file) == NULL) {
            faimi_failures_forget(site->failures, file);
        }

        return;
    }

    fresh = faimi_failures_add(site->failures, file, &digest, err);

    if (fresh && tell && site->host.problem != NULL) {
        site->host.problem(site->host.data, err);
    }
}
