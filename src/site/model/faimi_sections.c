/*
 * Sections: the pages of a year, which is no idea of Jekyll's but ours
 * (docs/urls.md).  A page says its year itself, or its URL does by the pattern
 * of the configuration.  Each section has a page of its own at /YEAR/, whose
 * output is the last to be asked for: a page or an alias goes before it.
 *
 * A page that redirects belongs to none, since a list of a year's pages would
 * lead out of it.
 */

#include <stdlib.h>

#include "faimi_build.h"
#include "faimi_pattern.h"
#include "faimi_permalink.h"


/* A year beyond nine digits is a name and sorts as one. */
#define FAIMI_YEAR_DIGITS  9


typedef struct {
    faimi_build_t  *build;
    faimi_map_t    *years;      /* year -> faimi_section_t, as they are met */
} faimi_section_call_t;


static bool
faimi_section_is_number(faimi_slice_t year)
{
    size_t  i;

    for (i = 0; i < year.len; i++) {
        if (!faimi_is_digit(year.data[i])) {
            return false;
        }
    }

    return year.len > 0 && year.len <= FAIMI_YEAR_DIGITS;
}


/* The digits fit into a long. */
static long
faimi_section_number(faimi_slice_t year)
{
    long    n;
    size_t  i;

    for (n = 0, i = 0; i < year.len; i++) {
        n = 10 * n + (year.data[i] - '0');
    }

    return n;
}


faimi_value_t
faimi_section_year(faimi_slice_t year)
{
    return faimi_section_is_number(year)
           ? FAIMI_V_INT(faimi_section_number(year)) : FAIMI_V_STRING(year);
}


/* The year of a page: its own `year:`, else what its URL says. */
static void
faimi_section_of(faimi_build_t *build, faimi_page_t *page)
{
    faimi_slice_t  year, event;

    if (page->redirect.len == 0
        && faimi_pattern_match(build->config->own.sections, page->url, &year,
                               &event))
    {
        page->in.year = year;
        page->in.event = event;
    }

    year = faimi_map_text(build->arena, page->data, "year");

    if (page->redirect.len == 0 && year.len > 0) {
        page->in.year = year;
    }

    event = faimi_map_text(build->arena, page->data, "event");

    if (event.len > 0) {
        page->in.event = event;
    }
}


static faimi_slice_t
faimi_section_url(faimi_build_t *build, faimi_slice_t year)
{
    faimi_slice_t  url;

    url = faimi_url_escape(build->arena, year);
    url = faimi_arena_printf(build->arena, "/%.*s/", FAIMI_FMT(url));

    return faimi_url_sanitize(build->arena, url);
}


/* The section of a year; made where there is none. */
static faimi_section_t *
faimi_section_find(faimi_build_t *build, faimi_map_t *years,
    faimi_slice_t year)
{
    faimi_section_t      *section;
    const faimi_value_t  *v;

    v = faimi_map_get(years, year);

    if (v != NULL) {
        return v->u.object.data;
    }

    section = faimi_alloc(build->arena, sizeof(faimi_section_t));
    section->year = year;
    section->url = faimi_section_url(build, year);
    section->numeric = faimi_section_is_number(year);
    faimi_map_set(build->arena, years, year, FAIMI_V_OBJECT(NULL, section));

    return section;
}


static void
faimi_section_collect(void *data, faimi_page_t *page)
{
    faimi_section_t       *section;
    faimi_section_call_t  *call = data;

    faimi_section_of(call->build, page);

    if (page->in.year.len == 0) {
        return;
    }

    section = faimi_section_find(call->build, call->years, page->in.year);
    page->in.section = section;

    /* the page at the section's URL lists it and is not listed */
    if (faimi_slice_eq(page->url, section->url)) {
        return;
    }

    faimi_pages_push(call->build->arena, &section->pages, page);
}


/* `weight`, 0 where there is none: a page with a negative one stands before
 * all that say nothing. */
static double
faimi_section_weight(const faimi_page_t *page)
{
    return faimi_value_number(faimi_map_at(page->data, "weight"));
}


/* By weight, then the newest first, undated ones last, then by URL. */
static int
faimi_section_page_cmp(const void *a, const void *b)
{
    double               wp, wq;
    faimi_value_t        dp, dq;
    const faimi_page_t  *p, *q;

    p = *(faimi_page_t *const *) a;
    q = *(faimi_page_t *const *) b;
    wp = faimi_section_weight(p);
    wq = faimi_section_weight(q);

    if (wp != wq) {
        return (wp < wq) ? -1 : 1;
    }

    dp = faimi_map_at(p->data, "date");
    dq = faimi_map_at(q->data, "date");

    if ((dp.type == FAIMI_DATE || dp.type == FAIMI_TIME)
        != (dq.type == FAIMI_DATE || dq.type == FAIMI_TIME))
    {
        return (dp.type == FAIMI_DATE || dp.type == FAIMI_TIME) ? -1 : 1;
    }

    if ((dp.type == FAIMI_DATE || dp.type == FAIMI_TIME)
        && dp.u.time.sec != dq.u.time.sec)
    {
        return (dp.u.time.sec > dq.u.time.sec) ? -1 : 1;
    }

    return faimi_slice_cmp(p->url, q->url);
}


/* The newest first; names, which are no numbers, come after them. */
static int
faimi_section_cmp(const void *a, const void *b)
{
    long                    m, n;
    const faimi_section_t  *p, *q;

    p = a;
    q = b;

    if (p->numeric != q->numeric) {
        return p->numeric ? -1 : 1;
    }

    m = p->numeric ? faimi_section_number(p->year) : 0;
    n = q->numeric ? faimi_section_number(q->year) : 0;

    return (m != n) ? ((m > n) ? -1 : 1)
                    : faimi_slice_cmp(q->year, p->year);
}


/* The page that lists a section, by the layout `section` of the site if it has
 * one, else by the built-in template. */
static void
faimi_section_page(faimi_build_t *build, faimi_section_t *section)
{
    faimi_page_t  *page;

    page = faimi_page_new(build, FAIMI_KIND_SECTION, FAIMI_BUILTIN_SECTION);
    page->in.year = section->year;
    page->in.section = section;
    page->title = section->year;
    page->layout = FAIMI_SLICE("section");
    page->url = section->url;
    page->out.spelled = faimi_url_unescape(build->arena, section->url);
    page->out.ext = FAIMI_SLICE(".html");
    page->out.html = true;
    page->out.file = faimi_permalink_output(build->arena, page->out.spelled,
                                          page->out.ext, false);
    page->data = faimi_map_create(build->arena);
    faimi_map_set(build->arena, page->data, FAIMI_SLICE("title"),
                  FAIMI_V_STRING(page->title));
    faimi_map_set(build->arena, page->data, FAIMI_SLICE("layout"),
                  FAIMI_V_STRING(page->layout));

    section->page = page;
    faimi_pages_push(build->arena, &build->index->made, page);
}


void
faimi_sections_build(faimi_build_t *build)
{
    size_t                 i;
    faimi_index_t         *index;
    faimi_section_t       *section;
    faimi_section_call_t   call;

    if (build->config->own.sections == NULL) {
        return;
    }

    index = build->index;
    call = (faimi_section_call_t) { build, faimi_map_create(build->arena) };
    faimi_index_each(index, faimi_section_collect, &call);

    index->nsections = call.years->n;
    index->sections = faimi_alloc(build->arena, (index->nsections + 1)
                                                * sizeof(faimi_section_t));

    for (i = 0; i < index->nsections; i++) {
        section = call.years->pairs[i].value.u.object.data;
        index->sections[i] = *section;
    }

    qsort(index->sections, index->nsections, sizeof(faimi_section_t),
          faimi_section_cmp);

    for (i = 0; i < index->nsections; i++) {
        section = &index->sections[i];

        if (section->pages.n > 1) {
            qsort(section->pages.items, section->pages.n,
                  sizeof(faimi_page_t *), faimi_section_page_cmp);
        }

        faimi_section_page(build, section);
    }
}
