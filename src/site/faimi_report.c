/*
 * What a site tells of itself: its URLs, its problems, its conflicts.
 */

#include <stdlib.h>

#include "faimi_build.h"
#include "faimi_outputs.h"
#include "faimi_page_job.h"
#include "faimi_styles.h"


/* One report being made, in the caller's arena. */
typedef struct {
    faimi_site_t   *site;
    faimi_arena_t  *arena;
    faimi_row_t    *rows;
    faimi_errors_t  errors;
    size_t          n;
    faimi_value_t   value;
} faimi_reporting_t;


static void
faimi_report_row(faimi_reporting_t *r, const faimi_output_t *claim,
    faimi_slice_t output)
{
    faimi_row_t        *row;
    faimi_page_info_t   info;

    row = &r->rows[r->n++];
    row->broken = false;
    row->kind = claim->kind;
    row->page = claim->page;
    row->output = output;
    row->source = faimi_output_source(claim);
    row->theme = claim->file != NULL && claim->file->theme;
    row->target = claim->target;
    row->status = claim->status;
    row->url = (claim->kind == FAIMI_ROUTE_STATIC
                || claim->rank == FAIMI_RANK_ALIAS || claim->page == NULL)
               ? claim->spelled : claim->page->url;

    if (claim->kind == FAIMI_ROUTE_PAGE) {
        info = faimi_page_info(claim->page);
        row->name = info.kind;
        row->broken = info.broken || faimi_page_fails(claim->page);
        row->target = FAIMI_EMPTY;
        row->status = 200;

    } else if (claim->kind == FAIMI_ROUTE_STATIC) {
        row->name = FAIMI_SLICE("static");
        row->target = FAIMI_EMPTY;
        row->status = 200;

    } else {
        row->name = (claim->rank == FAIMI_RANK_ALIAS)
                    ? FAIMI_SLICE("alias") : FAIMI_SLICE("redirect");
        row->status = (claim->target.len == 0) ? 404 : claim->status;
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
    size_t                i;
    faimi_slice_t         key;
    faimi_reporting_t    *r = data;
    const faimi_map_t    *map;
    const faimi_index_t  *index;
    const faimi_output_t  *claim;

    index = r->site->index;
    r->rows = faimi_alloc(r->arena, (index->outputs->n + index->aliases->n
                                     + 1) * sizeof(faimi_row_t));
    map = index->outputs;

    for (i = 0; i < map->n; i++) {
        key = map->pairs[i].key.u.string;
        claim = map->pairs[i].value.u.object.data;
        faimi_report_row(r, claim, faimi_slice_sub(key, 1, key.len));
    }

    map = index->aliases;

    for (i = 0; i < map->n; i++) {
        claim = map->pairs[i].value.u.object.data;

        if (claim->output.len == 0) {
            faimi_report_row(r, claim, FAIMI_EMPTY);
        }
    }

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
    faimi_errors_t  *e;

    e = &r->errors;

    if (e->n == e->cap) {
        e->items = faimi_arena_grow(r->arena, e->items, e->n, &e->cap,
                                    sizeof(faimi_error_t));
    }

    e->items[e->n++] = *err;
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
faimi_report_tree(faimi_reporting_t *r, const faimi_tree_t *tree)
{
    size_t               i;
    const faimi_file_t  *file;

    for (i = 0; i < tree->nslots; i++) {
        file = tree->slots[i];

        if (file == NULL) {
            continue;
        }

        if (file->problem != NULL) {
            faimi_report_error(r, file->problem);
        }

        if (faimi_file_fails(r->site, file)) {
            faimi_report_error(r, file->failure);
        }
    }
}


static faimi_rc_t
faimi_report_problems_work(void *data)
{
    size_t               i;
    faimi_errors_t      *e;
    faimi_reporting_t   *r = data;

    faimi_report_tree(r, &r->site->tree);
    faimi_report_tree(r, &r->site->theme);
    faimi_report_tree(r, &r->site->partials);
    faimi_report_tree(r, &r->site->styles->own);
    faimi_report_tree(r, &r->site->styles->themed);

    if (r->site->index != NULL) {
        e = &r->site->index->problems;

        for (i = 0; i < e->n; i++) {
            faimi_report_error(r, &e->items[i]);
        }
    }

    return FAIMI_OK;
}


static faimi_rc_t
faimi_report_conflicts_work(void *data)
{
    size_t               i;
    faimi_errors_t      *e;
    faimi_reporting_t   *r = data;

    e = &r->site->index->conflicts;

    for (i = 0; i < e->n; i++) {
        faimi_report_error(r, &e->items[i]);
    }

    return FAIMI_OK;
}


static const faimi_error_t *
faimi_report_errors(faimi_site_t *site, faimi_arena_t *arena, size_t *n,
    faimi_work_pt work)
{
    faimi_reporting_t  r;

    memset(&r, 0, sizeof(r));
    r.site = site;
    r.arena = arena;
    *n = 0;

    if (faimi_guard_run(faimi_arena_guard(arena), work, &r) != FAIMI_OK
        || r.errors.n == 0)
    {
        return NULL;
    }

    qsort(r.errors.items, r.errors.n, sizeof(faimi_error_t),
          faimi_report_error_cmp);
    *n = r.errors.n;

    return r.errors.items;
}


const faimi_error_t *
faimi_site_problems(faimi_site_t *site, faimi_arena_t *arena, size_t *n)
{
    return faimi_report_errors(site, arena, n, faimi_report_problems_work);
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
