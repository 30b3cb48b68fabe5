#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "faimi_liquid_render.h"
#include "faimi_map.h"


/*
 * What templates cost by themselves: parsing, outputs, a listing of many
 * pages, filters.  Times of one piece, in nanoseconds.
 */

#define PAGES  1000


typedef struct {
    const char  *name;
    const char  *source;
    size_t       pieces;     /* in one rendering */
} bench_t;


static const bench_t  benches[] = {
    { "a page without tags", "text\n", 1 },
    { "an output", "{% for i in (1..1000) %}{{ page.title }}{% endfor %}",
      1000 },
    { "a filter", "{% for i in (1..1000) %}{{ page.title | upcase }}"
      "{% endfor %}", 1000 },
    { "a condition", "{% for i in (1..1000) %}{% if i > 3 and page.title != "
      "'x' %}a{% else %}b{% endif %}{% endfor %}", 1000 },
    { "an assignment", "{% for i in (1..1000) %}{% assign x = i | plus: 1 %}"
      "{% endfor %}", 1000 },
    { "a page of a listing", "<ul>{% for p in pages %}\n"
      "<li{% if forloop.first %} class=\"first\"{% endif %}>"
      "<a href=\"{{ p.url }}\">{{ p.title | escape }}</a>"
      " {{ p.date | date: '%b %-d, %Y' }}"
      "{% unless p.tags == empty %} {{ p.tags | join: ', ' }}{% endunless %}"
      "</li>{% endfor %}\n</ul>\n", PAGES },
    { "a page that is sorted", "{{ pages | sort: 'title' | size }}", PAGES }
};


typedef struct {
    faimi_arena_t    *arena;
    const bench_t    *bench;
    faimi_map_t      *globals;
    double            parse;
    double            render;
    size_t            bytes;
} work_t;


static double
now(void)
{
    struct timespec  ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);

    return ts.tv_sec * 1e9 + ts.tv_nsec;
}


static faimi_map_t *
globals(faimi_arena_t *arena)
{
    int             i;
    faimi_map_t    *map, *page;
    faimi_value_t   date;
    faimi_array_t  *pages, *tags;

    map = faimi_map_create(arena);
    pages = faimi_array_create(arena);

    for (i = 0; i < PAGES; i++) {
        page = faimi_map_create(arena);
        tags = faimi_array_create(arena);
        date = (faimi_value_t) { .type = FAIMI_TIME };
        date.u.time.sec = 1700000000 + (int64_t) i * 86400;
        faimi_array_push(arena, tags, FAIMI_V_STRING(FAIMI_SLICE("a tag")));
        faimi_array_push(arena, tags, FAIMI_V_STRING(FAIMI_SLICE("b")));
        faimi_map_set(arena, page, FAIMI_SLICE("title"), FAIMI_V_STRING(
            faimi_arena_printf(arena, "Title & %d of it", i * 7919 % PAGES)));
        faimi_map_set(arena, page, FAIMI_SLICE("url"), FAIMI_V_STRING(
            faimi_arena_printf(arena, "/posts/%d/", i)));
        faimi_map_set(arena, page, FAIMI_SLICE("date"), date);
        faimi_map_set(arena, page, FAIMI_SLICE("tags"), FAIMI_V_ARRAY(tags));
        faimi_array_push(arena, pages, FAIMI_V_MAP(page));
    }

    faimi_map_set(arena, map, FAIMI_SLICE("pages"), FAIMI_V_ARRAY(pages));
    faimi_map_set(arena, map, FAIMI_SLICE("page"), pages->items[0]);

    return map;
}


static faimi_rc_t
run(void *data)
{
    double                begin;
    work_t               *work;
    faimi_rc_t            rc;
    faimi_buf_t          *out;
    faimi_error_t         err;
    faimi_template_t     *template;
    faimi_liquid_host_t   host;

    work = data;
    host = (faimi_liquid_host_t) { .data = NULL };
    begin = now();
    rc = faimi_liquid_parse(work->arena,
                            faimi_slice_str(work->bench->source),
                            FAIMI_SLICE("page.md"), 1, &template, &err);
    work->parse = now() - begin;

    if (rc != FAIMI_OK) {
        return rc;
    }

    out = faimi_buf_create(work->arena, FAIMI_MAX_OUTPUT);
    begin = now();
    rc = faimi_liquid_render(faimi_liquid_create(work->arena, &host,
                                                 work->globals, NULL),
                             template, out, &err);
    work->render = now() - begin;
    work->bytes = faimi_arena_used(work->arena);

    return rc;
}


static faimi_rc_t
make_globals(void *data)
{
    work_t  *work = data;

    work->globals = globals(work->arena);

    return FAIMI_OK;
}


/* The best of so many. */
static void
bench(faimi_guard_t *guard, const bench_t *b, faimi_map_t *map)
{
    int     i;
    double  parse, render;
    work_t  work;

    parse = 1e18;
    render = 1e18;
    work = (work_t) { .bench = b, .globals = map };

    for (i = 0; i < 50; i++) {
        work.arena = faimi_arena_create(guard, 0);

        if (faimi_guard_run(guard, run, &work) != FAIMI_OK) {
            exit(1);
        }

        faimi_arena_destroy(work.arena);
        parse = (work.parse < parse) ? work.parse : parse;
        render = (work.render < render) ? work.render : render;
    }

    printf("%-24s %8.0f ns, parsed in %6.0f ns, %6zu KB\n", b->name,
           render / b->pieces, parse, work.bytes / 1024);
}


int
main(void)
{
    size_t          i;
    work_t          work;
    faimi_guard_t  *guard;

    guard = faimi_guard_create();
    work = (work_t) { .arena = faimi_arena_create(guard, 0) };

    if (faimi_guard_run(guard, make_globals, &work) != FAIMI_OK) {
        return 1;
    }

    for (i = 0; i < sizeof(benches) / sizeof(benches[0]); i++) {
        bench(guard, &benches[i], work.globals);
    }

    faimi_arena_destroy(work.arena);
    faimi_guard_destroy(guard);

    return 0;
}
