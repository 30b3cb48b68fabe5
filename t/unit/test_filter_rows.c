/*
 * What the rows of filters claim about pages that flow through them, against
 * what their functions do.  Every filter of Liquid and of Jekyll goes over
 * pages that note what they are asked for, with every kind of arguments that
 * its arity allows; whatever is asked must have been found by the analysis
 * that makes the keys of the cache, or pages would be stale.
 */

#include "faimi_dataflow.h"
#include "faimi_map.h"
#include "faimi_render.h"
#include "test.h"


/* Arguments, by their number.  Any of them may name a field or be an
 * expression, if the filter takes them for that. */
static const struct {
    size_t       n;
    const char  *text;
} arguments[] = {
    { 0, "" },
    { 1, ": 'title'" },
    { 1, ": 'title.text'" },
    { 1, ": 1" },
    { 1, ": site.pages" },
    { 1, ": name" },
    { 2, ": 'title', 'A'" },
    { 2, ": 'i', 'i.title'" },
    { 2, ": 'i', \"i.title == 'A'\"" },
    { 2, ": 'i', expression" },
    { 2, ": name, 'A'" },
    { 2, ": 1, 1" }
};

static const char  *inputs[] = { "site.pages", "site.pages.first" };

/* What is done with the result.  One template for each: a loop over a page
 * counts as a use of all its members, and would hide what another misses. */
static const char  *uses[] = {
    "",
    "{{ r.seen }}",
    "{{ r[0].seen }}",
    "{{ r.last.seen }}",
    "{% for x in r %}{{ x.seen }}{% endfor %}",
    "{% for x in r %}{{ x.items[0].seen }}{% endfor %}",
    "{% for x in r %}{% for y in x %}{{ y.seen }}{% endfor %}{% endfor %}"
};


typedef struct {
    faimi_arena_t  *arena;
    faimi_map_t    *asked;     /* members of pages */
    bool            whole;     /* a page was printed, or its members listed */
    const char     *filter;
    char            source[600];
} bed_t;

static bed_t  bed;


static faimi_value_t
page_get(faimi_object_t object, faimi_slice_t key, faimi_arena_t *arena)
{
    (void) arena;
    faimi_map_set(bed.arena, bed.asked, faimi_arena_copy(bed.arena, key),
                  FAIMI_V_NIL);

    return FAIMI_V_STRING(faimi_slice_str(object.data));
}


static faimi_value_t
page_keys(faimi_object_t object, faimi_arena_t *arena)
{
    (void) object;
    bed.whole = true;

    return FAIMI_V_ARRAY(faimi_array_create(arena));
}


static faimi_slice_t
page_text(faimi_object_t object, faimi_arena_t *arena)
{
    (void) arena;
    bed.whole = true;

    return faimi_slice_str(object.data);
}


static const faimi_class_t  page_class = {
    "Page", page_get, page_keys, page_text, NULL
};


static faimi_value_t
site(void)
{
    faimi_map_t    *map;
    faimi_array_t  *pages;

    pages = faimi_array_create(bed.arena);
    faimi_array_push(bed.arena, pages, FAIMI_V_OBJECT(&page_class, "A"));
    faimi_array_push(bed.arena, pages, FAIMI_V_OBJECT(&page_class, "B"));
    map = faimi_map_create(bed.arena);
    faimi_map_set(bed.arena, map, FAIMI_SLICE("pages"), FAIMI_V_ARRAY(pages));

    return FAIMI_V_MAP(map);
}


static unsigned
site_member(void *data, faimi_slice_t member)
{
    (void) data;

    return (member.len == 0) ? FAIMI_VALUE_ANY & ~FAIMI_VALUE_SELF
           : faimi_slice_eq(member, FAIMI_SLICE("pages")) ? FAIMI_VALUE_LIST
           : 0;
}


static faimi_time_t
now(void *data)
{
    (void) data;

    return (faimi_time_t) { .sec = 0 };
}


static void
render(const faimi_template_t *template)
{
    faimi_error_t                    err;
    faimi_render_t                   job;
    faimi_render_env_t               env;
    static faimi_markdown_options_t  options;

    memset(&env, 0, sizeof(env));
    env.site = site();
    env.host.now = now;
    env.markdown = &options;
    memset(&job, 0, sizeof(job));
    job.env = &env;
    job.file = FAIMI_SLICE("t");
    job.template = template;
    job.page = FAIMI_V_MAP(faimi_map_create(bed.arena));

    bed.asked = faimi_map_create(bed.arena);
    bed.whole = false;

    /* many filters refuse pages: what they asked for before is noted */
    (void) faimi_render_content(bed.arena, &job,
                                faimi_buf_create(bed.arena, 100000), &err);
}


/* Whether all that was asked for was found; `seen` never is the name of a
 * filter's argument, and is asked for of all that comes out of it. */
static bool
is_known(const faimi_dataflow_t *flow)
{
    size_t  i;

    if (flow->all || flow->whole) {
        return true;
    }

    for (i = 0; i < bed.asked->n; i++) {
        if (faimi_map_find(flow->names, bed.asked->pairs[i].key) == NULL) {
            printf("# %s: \"%.*s\" is asked for\n", bed.source,
                   FAIMI_FMT(bed.asked->pairs[i].key.u.string));
            return false;
        }
    }

    if (bed.whole) {
        printf("# %s: a page is printed\n", bed.source);
    }

    return !bed.whole;
}


static void
check(const char *input, const char *args, const char *use)
{
    faimi_dataflow_t         flow;
    faimi_template_t        *template;
    const faimi_template_t  *one;

    snprintf(bed.source, sizeof(bed.source), "{%% assign name = 'title' %%}"
             "{%% assign expression = 'i.title' %%}"
             "{%% assign r = %s | %s%s %%}%s", input, bed.filter, args, use);

    CHECK(faimi_render_parse(bed.arena, faimi_slice_str(bed.source),
                             FAIMI_SLICE("t"), 1, &template, NULL)
          == FAIMI_OK);

    memset(&flow, 0, sizeof(flow));
    flow.arena = bed.arena;
    flow.site = site_member;
    one = template;
    faimi_liquid_dataflow(&flow, &one, 1);

    render(template);
    CHECK(is_known(&flow));
}


static void
check_row(const faimi_filter_t *row)
{
    size_t  i, k, n;

    bed.filter = row->name;

    if (row->flow == FAIMI_FLOW_UNSET || row->args == FAIMI_ARGS_UNSET) {
        printf("# %s: its row says not what it does to pages\n", row->name);
    }

    CHECK(row->fn != NULL && row->min <= row->max);
    CHECK(row->flow != FAIMI_FLOW_UNSET);
    CHECK(row->args != FAIMI_ARGS_UNSET);

    for (i = 0; i < sizeof(arguments) / sizeof(arguments[0]); i++) {
        if (arguments[i].n < row->min || arguments[i].n > row->max) {
            continue;
        }

        for (k = 0; k < sizeof(inputs) / sizeof(inputs[0]); k++) {
            for (n = 0; n < sizeof(uses) / sizeof(uses[0]); n++) {
                check(inputs[k], arguments[i].text, uses[n]);
            }
        }
    }
}


static void
check_tables(const faimi_filter_t *const *tables)
{
    const faimi_filter_t  *row;

    for ( /* void */ ; *tables != NULL; tables++) {
        for (row = *tables; row->name != NULL; row++) {
            check_row(row);
        }
    }
}


static faimi_rc_t
run(void *data)
{
    (void) data;

    /* of two filters of one name Jekyll's is the one that is checked twice */
    check_tables(faimi_liquid_filters);
    check_tables(faimi_render_filters);

    return FAIMI_OK;
}


int
main(void)
{
    faimi_guard_t  *guard;

    guard = faimi_guard_create();
    bed.arena = faimi_arena_create(guard, 0);
    CHECK(faimi_guard_run(guard, run, NULL) == FAIMI_OK);
    faimi_arena_destroy(bed.arena);
    faimi_guard_destroy(guard);

    return test_end();
}
