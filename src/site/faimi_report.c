/*
 * What a site tells of itself: its URLs, its problems, its conflicts.
 */

#include <stdlib.h>

#include "faimi_report.h"
#include "faimi_site_int.h"


/* One report being made, in the caller's arena. */
typedef struct {
    faimi_site_t   *site;
    faimi_arena_t  *arena;
    faimi_row_t    *rows;
    size_t          n;
    faimi_error_t  *errors;
    size_t          nerrors;
    size_t          cap;       /* of the errors */
    faimi_value_t   value;
} faimi_reporting_t;


static void
faimi_report_row(void *data, const faimi_output_t *entry,
    faimi_slice_t output)
{
    faimi_row_t        *row;
    faimi_page_info_t   info;
    faimi_reporting_t  *r = data;

    row = &r->rows[r->n++];
    row->broken = false;
    row->kind = entry->kind;
    row->page = entry->page;
    row->output = output;
    row->source = faimi_output_source(entry);
    row->theme = entry->file != NULL && entry->file->theme;
    row->target = entry->target;
    row->status = entry->status;
    row->url = (entry->kind == FAIMI_ROUTE_STATIC
                || entry->rank == FAIMI_RANK_ALIAS || entry->page == NULL)
               ? entry->spelled : entry->page->url;

    if (entry->kind == FAIMI_ROUTE_PAGE) {
        info = faimi_page_info(entry->page);
        row->name = info.kind;
        row->broken = info.broken || faimi_page_failure(r->site, entry->page)
                                     != NULL;
        row->target = FAIMI_EMPTY;
        row->status = 200;

    } else if (entry->kind == FAIMI_ROUTE_STATIC) {
        row->name = FAIMI_SLICE("static");
        row->target = FAIMI_EMPTY;
        row->status = 200;

    } else {
        row->name = (entry->rank == FAIMI_RANK_ALIAS)
                    ? FAIMI_SLICE("alias") : FAIMI_SLICE("redirect");
        row->status = (entry->target.len == 0) ? 404 : entry->status;
    }
}


static int
faimi_report_row_cmp(const void *a, const void *b)
{
    int                 rc;
    const faimi_row_t  *p, *q;

    p = a;
    q = b;
    rc = faimi_slice_cmp(p->url, q->url);

    return (rc != 0) ? rc : faimi_slice_cmp(p->output, q->output);
}


/* Aliases whose output file is another's have a row too, without a file. */
static faimi_rc_t
faimi_report_rows_work(void *data)
{
    faimi_reporting_t     *r = data;
    const faimi_routes_t  *routes;

    routes = r->site->input.routes;
    r->rows = faimi_alloc(r->arena, (faimi_routes_count(routes) + 1)
                                    * sizeof(faimi_row_t));
    faimi_routes_each(routes, faimi_report_row, r);
    qsort(r->rows, r->n, sizeof(faimi_row_t), faimi_report_row_cmp);

    return FAIMI_OK;
}


const faimi_row_t *
faimi_site_rows(faimi_site_t *site, faimi_arena_t *arena, size_t *n)
{
    faimi_rc_t         rc;
    faimi_reporting_t  r;

    memset(&r, 0, sizeof(r));
    r.site = site;
    r.arena = arena;
    *n = 0;

    if (site->index == NULL) {
        return NULL;
    }

    rc = faimi_guard_run(faimi_arena_guard(arena), faimi_report_rows_work,
                         &r);

    if (rc != FAIMI_OK) {
        return NULL;
    }

    *n = r.n;

    return r.rows;
}


static void
faimi_report_error(faimi_reporting_t *r, const faimi_error_t *err)
{
    if (r->nerrors == r->cap) {
        r->errors = faimi_arena_grow(r->arena, r->errors, r->nerrors, &r->cap,
                                     sizeof(faimi_error_t));
    }

    r->errors[r->nerrors++] = *err;
}


static int
faimi_report_error_cmp(const void *a, const void *b)
{
    int                   rc;
    const faimi_error_t  *p, *q;

    p = a;
    q = b;
    rc = strcmp(p->file, q->file);

    if (rc != 0) {
        return rc;
    }

    if (p->line != q->line) {
        return (p->line < q->line) ? -1 : 1;
    }

    if (p->column != q->column) {
        return (p->column < q->column) ? -1 : 1;
    }

    return strcmp(p->message, q->message);
}


static void
faimi_report_tree(faimi_reporting_t *r, faimi_tree_id_t id)
{
    size_t                at;
    const faimi_file_t   *file;
    const faimi_error_t  *failure;

    for (at = 0;
         (file = faimi_files_next(r->site->files, id, &at)) != NULL; )
    {
        if (file->problem != NULL) {
            faimi_report_error(r, file->problem);
        }

        failure = faimi_file_failure(r->site, file);

        if (failure != NULL) {
            faimi_report_error(r, failure);
        }
    }
}


/* A page without a file that does not render. */
static void
faimi_report_made(void *data, const faimi_output_t *entry,
    faimi_slice_t output)
{
    faimi_reporting_t    *r = data;
    const faimi_error_t  *failure;

    (void) output;

    if (entry->kind != FAIMI_ROUTE_PAGE || entry->page->file != NULL) {
        return;
    }

    failure = faimi_page_failure(r->site, entry->page);

    if (failure != NULL) {
        faimi_report_error(r, failure);
    }
}


/* Files that are broken, and pages that do not render. */
static faimi_rc_t
faimi_report_broken_work(void *data)
{
    faimi_tree_id_t     id;
    faimi_reporting_t  *r = data;

    for (id = FAIMI_TREE_SITE; id < FAIMI_TREES; id++) {
        faimi_report_tree(r, id);
    }

    if (r->site->index != NULL) {
        faimi_routes_each(r->site->input.routes, faimi_report_made, r);
    }

    return FAIMI_OK;
}


static faimi_rc_t
faimi_report_problems_work(void *data)
{
    size_t                i, n;
    faimi_reporting_t    *r = data;
    const faimi_error_t  *problems;

    (void) faimi_report_broken_work(r);

    if (faimi_files_trouble(r->site->files) != NULL) {
        faimi_report_error(r, faimi_files_trouble(r->site->files));
    }

    if (r->site->index != NULL) {
        problems = faimi_notes_problems(r->site->notes, &n);

        for (i = 0; i < n; i++) {
            faimi_report_error(r, &problems[i]);
        }
    }

    return FAIMI_OK;
}


static faimi_rc_t
faimi_report_conflicts_work(void *data)
{
    size_t                i, n;
    faimi_reporting_t    *r = data;
    const faimi_error_t  *conflicts;

    conflicts = faimi_notes_conflicts(r->site->notes, &n);

    for (i = 0; i < n; i++) {
        faimi_report_error(r, &conflicts[i]);
    }

    return FAIMI_OK;
}


static const faimi_error_t *
faimi_report_errors(faimi_site_t *site, faimi_arena_t *arena, size_t *n,
    faimi_work_pt work)
{
    size_t             i;
    faimi_reporting_t  r;

    memset(&r, 0, sizeof(r));
    r.site = site;
    r.arena = arena;
    *n = 0;

    if (faimi_guard_run(faimi_arena_guard(arena), work, &r) != FAIMI_OK
        || r.nerrors == 0)
    {
        return NULL;
    }

    qsort(r.errors, r.nerrors, sizeof(faimi_error_t),
          faimi_report_error_cmp);

    /* pages that include a broken file fail for its error: that is one */
    for (i = 0; i < r.nerrors; i++) {
        if (i == 0
            || faimi_report_error_cmp(&r.errors[i], &r.errors[*n - 1]) != 0)
        {
            r.errors[(*n)++] = r.errors[i];
        }
    }

    return r.errors;
}


const faimi_error_t *
faimi_site_problems(faimi_site_t *site, faimi_arena_t *arena, size_t *n)
{
    return faimi_report_errors(site, arena, n, faimi_report_problems_work);
}


size_t
faimi_site_broken(faimi_site_t *site, faimi_arena_t *arena)
{
    size_t  n;

    (void) faimi_report_errors(site, arena, &n, faimi_report_broken_work);

    return n;
}


const faimi_error_t *
faimi_site_conflicts(faimi_site_t *site, faimi_arena_t *arena, size_t *n)
{
    *n = 0;

    return (site->index == NULL) ? NULL
           : faimi_report_errors(site, arena, n, faimi_report_conflicts_work);
}


static void
faimi_report_text(faimi_arena_t *arena, faimi_map_t *map, const char *key,
    faimi_slice_t text)
{
    faimi_map_set(arena, map, faimi_slice_str(key), FAIMI_V_STRING(text));
}


static faimi_value_t
faimi_report_section(const faimi_section_t *section, faimi_arena_t *arena)
{
    size_t          i;
    faimi_map_t    *map, *page;
    faimi_array_t  *pages;

    pages = faimi_array_create(arena);

    for (i = 0; i < section->pages.n; i++) {
        page = faimi_map_create(arena);
        faimi_report_text(arena, page, "url", section->pages.items[i]->url);
        faimi_report_text(arena, page, "title", section->pages.items[i]->title);
        faimi_array_push(arena, pages, FAIMI_V_MAP(page));
    }

    map = faimi_map_create(arena);
    faimi_report_text(arena, map, "year", section->year);
    faimi_report_text(arena, map, "title", section->year);
    faimi_report_text(arena, map, "url", section->url);
    faimi_map_set(arena, map, FAIMI_SLICE("pages"), FAIMI_V_ARRAY(pages));

    return FAIMI_V_MAP(map);
}


/* Not what templates see: a page's `content` there is all of its text. */
static faimi_rc_t
faimi_report_sections_work(void *data)
{
    size_t                i;
    faimi_array_t        *array;
    faimi_reporting_t    *r = data;
    const faimi_index_t  *index = r->site->index;

    array = faimi_array_create(r->arena);

    for (i = 0; i < index->nsections; i++) {
        faimi_array_push(r->arena, array,
                         faimi_report_section(&index->sections[i],
                                              r->arena));
    }

    r->value = FAIMI_V_ARRAY(array);

    return FAIMI_OK;
}


faimi_value_t
faimi_site_sections(faimi_site_t *site, faimi_arena_t *arena)
{
    faimi_reporting_t  r;

    memset(&r, 0, sizeof(r));
    r.site = site;
    r.arena = arena;
    r.value = FAIMI_V_ARRAY(NULL);

    if (site->index == NULL
        || faimi_guard_run(faimi_arena_guard(arena),
                           faimi_report_sections_work, &r) != FAIMI_OK)
    {
        return FAIMI_V_NIL;
    }

    return r.value;
}
