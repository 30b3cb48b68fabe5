/*
 * The Liquid engine: errors and their places, limits, references, what hosts
 * and filters get; and memory that ends at every allocation.  What templates
 * render to is in t/spec/liquid-*.md.
 */

#include "faimi_liquid_render.h"
#include "faimi_map.h"
#include "test.h"


typedef struct {
    faimi_guard_t        *guard;
    faimi_arena_t        *arena;
    faimi_liquid_host_t   host;
    faimi_template_t     *partial;
    faimi_template_t     *template;
    const char           *source;
    faimi_buf_t          *out;
    faimi_error_t         err;
    faimi_rc_t            rc;
    bool                  clock;
} bed_t;


/* Includes: "self" is the one in bed->partial, any other is not there. */
static const faimi_template_t *
bed_include(void *data, faimi_slice_t name, bool relative,
    faimi_error_t *err)
{
    bed_t  *bed;

    (void) relative;
    bed = data;

    if (faimi_slice_eq(name, FAIMI_SLICE("self"))) {
        return bed->partial;
    }

    (void) faimi_error_set(err, FAIMI_EMPTY, 0, 0, "no \"%.*s\"",
                           FAIMI_FMT(name));
    return NULL;
}


static faimi_time_t
bed_now(void *data)
{
    (void) data;

    return (faimi_time_t) { .sec = 86400 };
}


static faimi_rc_t
bed_tag(void *data, faimi_liquid_t *lq, faimi_slice_t name,
    faimi_slice_t markup, faimi_buf_t *out, faimi_error_t *err)
{
    (void) lq;
    (void) data;

    if (faimi_slice_eq(markup, FAIMI_SLICE("fail"))) {
        return faimi_error_set(err, FAIMI_EMPTY, 0, 0, "%.*s failed",
                               FAIMI_FMT(name));
    }

    faimi_buf_printf(out, "<%.*s %.*s>", FAIMI_FMT(name), FAIMI_FMT(markup));

    return FAIMI_OK;
}


/* where_exp: name, condition; map_exp: name, expression */
static faimi_value_t
bed_exp(faimi_liquid_t *lq, const faimi_value_t *args, bool cond)
{
    size_t                     i;
    faimi_value_t              v;
    faimi_array_t             *to;
    const faimi_expression_t  *expr;

    expr = cond ? faimi_liquid_condition(lq, args[2].u.string)
                : faimi_liquid_expression(lq, args[2].u.string);
    to = faimi_array_create(faimi_liquid_arena(lq));

    if (expr == NULL || args[0].type != FAIMI_ARRAY) {
        return FAIMI_V_NIL;
    }

    for (i = 0; i < args[0].u.array->n; i++) {
        v = faimi_liquid_evaluate(lq, expr, args[1].u.string,
                                  args[0].u.array->items[i]);

        if (!cond || faimi_value_truthy(v)) {
            faimi_array_push(faimi_liquid_arena(lq), to,
                             cond ? args[0].u.array->items[i] : v);
        }
    }

    return FAIMI_V_ARRAY(to);
}


static faimi_value_t
bed_where_exp(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return bed_exp(lq, args, true);
}


static faimi_value_t
bed_map_exp(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    (void) n;

    return bed_exp(lq, args, false);
}


/* Doubles the list in itself. */
static faimi_value_t
bed_twice(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    faimi_array_t  *to;

    (void) n;
    to = faimi_array_create(faimi_liquid_arena(lq));
    faimi_array_push(faimi_liquid_arena(lq), to, args[0]);
    faimi_array_push(faimi_liquid_arena(lq), to, args[0]);

    return FAIMI_V_ARRAY(to);
}


/* The host's filters come before the engine's own. */
static faimi_value_t
bed_upcase(faimi_liquid_t *lq, const faimi_value_t *args, size_t n)
{
    size_t  from;

    (void) n;
    from = faimi_liquid_scratch(lq)->len;
    faimi_buf_printf(faimi_liquid_scratch(lq), "UP(%.*s %s)",
                     FAIMI_FMT(args[0].u.string),
                     faimi_value_type(faimi_liquid_variable(lq,
                                                     FAIMI_SLICE("page"))));

    return faimi_liquid_taken(lq, from);
}


static const faimi_filter_t  bed_filters[] = {
    { "group_by_exp", bed_map_exp, 2, 2, FAIMI_FLOW_GROUP,
      FAIMI_ARGS_EXPRESSION },
    { "map_exp", bed_map_exp, 2, 2, FAIMI_FLOW_MAP, FAIMI_ARGS_EXPRESSION },
    { "twice", bed_twice, 0, 0, FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "upcase", bed_upcase, 0, 0, FAIMI_FLOW_TEXT, FAIMI_ARGS_VALUES },
    { "where_exp", bed_where_exp, 2, 2, FAIMI_FLOW_KEEP,
      FAIMI_ARGS_EXPRESSION },
    FAIMI_FILTER_END
};

static const faimi_filter_t *const  bed_tables[] = { bed_filters, NULL };

static const faimi_liquid_options_t  bed_options = {
    FAIMI_LIQUID_WARN, bed_tables
};


static faimi_value_t
page_get(faimi_object_t object, faimi_slice_t key, faimi_arena_t *arena)
{
    (void) arena;

    return faimi_slice_eq(key, FAIMI_SLICE("title"))
           ? FAIMI_V_STRING(faimi_slice_str(object.data)) : FAIMI_V_NIL;
}


static faimi_value_t
page_keys(faimi_object_t object, faimi_arena_t *arena)
{
    faimi_array_t  *keys;

    (void) object;
    keys = faimi_array_create(arena);
    faimi_array_push(arena, keys, FAIMI_V_STRING(FAIMI_SLICE("title")));

    return FAIMI_V_ARRAY(keys);
}


static const faimi_class_t  page_class = {
    "Page", page_get, page_keys, NULL, NULL
};


static faimi_map_t *
bed_globals(faimi_arena_t *arena)
{
    int             i;
    faimi_map_t    *map;
    faimi_array_t  *list;

    map = faimi_map_create(arena);
    list = faimi_array_create(arena);

    for (i = 1; i <= 3; i++) {
        faimi_array_push(arena, list, FAIMI_V_INT(i));
    }

    faimi_map_set(arena, map, FAIMI_SLICE("list"), FAIMI_V_ARRAY(list));
    faimi_map_set(arena, map, FAIMI_SLICE("page"),
                  FAIMI_V_OBJECT(&page_class, "A page"));

    return map;
}


static faimi_rc_t
bed_work(void *data)
{
    bed_t           *bed;
    faimi_liquid_t  *lq;

    bed = data;
    bed->rc = faimi_liquid_parse_as(bed->arena, faimi_slice_str(bed->source),
                                    FAIMI_SLICE("page.md"), 10, &bed_options,
                                    &bed->template, &bed->err);

    if (bed->rc != FAIMI_OK) {
        return bed->rc;
    }

    if (bed->partial == NULL) {
        bed->partial = bed->template;
    }

    bed->out = faimi_buf_create(bed->arena, 1000);
    lq = faimi_liquid_create(bed->arena, &bed->host, bed_globals(bed->arena),
                             NULL);
    bed->rc = faimi_liquid_render(lq, bed->template, bed->out, &bed->err);
    bed->clock = faimi_liquid_used_clock(lq);

    return bed->rc;
}


static void
bed_open(bed_t *bed, const char *source)
{
    memset(bed, 0, sizeof(bed_t));
    bed->guard = faimi_guard_create();
    bed->arena = faimi_arena_create(bed->guard, 64 << 20);
    bed->source = source;
    bed->host = (faimi_liquid_host_t) { .include = bed_include,
                                        .now = bed_now, .tag = bed_tag,
                                        .data = bed };
}


static void
bed_close(bed_t *bed)
{
    faimi_arena_destroy(bed->arena);
    faimi_guard_destroy(bed->guard);
}


static void
renders(const char *source, const char *expected)
{
    bed_t  bed;

    bed_open(&bed, source);
    CHECK(faimi_guard_run(bed.guard, bed_work, &bed) == FAIMI_OK);

    if (bed.rc == FAIMI_OK) {
        CHECK_STR(faimi_buf_slice(bed.out), expected);

    } else {
        printf("# %s: %s\n", source, bed.err.message);
    }

    bed_close(&bed);
}


/* `expected` is "line:column: " and how the message begins. */
static void
fails(const char *source, const char *expected)
{
    char           text[1024];
    bed_t          bed;
    size_t         n;
    faimi_slice_t  got;

    bed_open(&bed, source);
    CHECK(faimi_guard_run(bed.guard, bed_work, &bed) == FAIMI_ERROR);

    n = faimi_error_text(&bed.err, text, sizeof(text));
    got = faimi_slice(text, n);
    CHECK(faimi_slice_starts(got, FAIMI_SLICE("page.md:")));
    CHECK_STR(faimi_slice_sub(got, 8, 8 + strlen(expected)), expected);

    bed_close(&bed);
}


/* A page is UTF-8: a byte that is not becomes U+FFFD where it is printed. */
static void
test_bytes(void)
{
    renders("{{ '/2FiYw==' | base64_decode }}", "\357\277\275abc");
    renders("{{ 'YWL/' | base64_decode }}", "ab\357\277\275");
}


/* A plugin's tag that Jekyll's tests here have not. */
static void
test_gist(void)
{
    renders("{% gist user/1234567 %}", "<script src=\"https://gist.github.com/"
            "user/1234567.js\"> </script>");
    renders("{% gist 28949e1d5ee2 best.md %}", "<script src=\"https://gist."
            "github.com/28949e1d5ee2.js?file=best.md\"> </script>");
    renders("{% assign g = \"me/4\" %}{% assign f = \"b.c\" %}{% gist g f %}",
            "<script src=\"https://gist.github.com/me/4.js?file=b.c\"> "
            "</script>");
    fails("{% gist %}", "10:1: \"gist\" needs a gist, and may have a file");
    fails("{% gist a b c %}", "10:1: \"gist\" needs a gist");
    fails("{% gist a\"b %}", "10:1: \"gist\" needs a gist");
}


static void
test_syntax_errors(void)
{
    fails("{% if x %}\n\nabc", "10:1: \"if\" is never closed: add {% endif %}");
    fails("a\n  {% for i in x %}{% if y %}{% endfor %}",
          "11:29: \"endfor\" does not close \"if\" of line 11: put");
    fails("é {{ x", "10:3: \"{{\" has no \"}}\"");
    fails("\n\n {% assign x = 1", "12:2: \"{%\" has no \"%}\"");
    fails("{%  %}", "10:1: a tag without a name");
    fails("{% inclde x %}", "10:1: unknown tag \"inclde\": did you mean "
          "\"include\"?");
    fails("{% ednif %}", "10:1: unknown tag \"ednif\": did you mean "
          "\"endif\"?");
    fails("{% frobnicate %}", "10:1: unknown tag \"frobnicate\": take it out");
    fails("{% if x %}{% when 1 %}{% endif %}", "10:11: \"when\" does not "
          "belong here");
    fails("{% elsif %}", "10:1: \"elsif\" does not belong here");
    fails("{% endfor %}", "10:1: \"endfor\" without a block that is open");
    fails("{% capture x %}{% else %}{% endcapture %}",
          "10:16: \"capture\" has no \"else\"");
    fails("{% if %}{% endif %}", "10:1: cannot read the condition \"\"");
    fails("{% for x of y %}{% endfor %}", "10:1: cannot read the loop \"x of "
          "y\": write {% for item in list %}");
    fails("{% liquid\n  assign a = 1\n  if a\n%}", "12:3: \"if\" is never");
    fails("{% liquid\n  assign a = 1\n  fi a\n%}", "12:3: unknown tag \"fi\"");
    fails("{%\n\n# a\nx %}", "13:1: a line of this comment has no \"#\"");
    fails("{% include a b=\"c\" d %}", "10:1: cannot read the include");
    fails("{% highlight %}{% endhighlight %}", "10:1: \"highlight\" needs");
}


static void
test_render_errors(void)
{
    fails("\n {% include nope %}", "11:2: no \"nope\"");
    fails("{% include a..b %}", "10:1: \"a..b\" is no name of an include");
    fails("{% link x %}", "10:1: x: there is no such page");
    fails("a\n{% seo fail %}", "11:1: seo failed");
    renders("{% seo  a b %}{% feed_meta %}", "<seo a b><feed_meta >");
    renders("{{ 'x' | slice }}{{ 1 | no_such_filter: 2 }}",
            "Liquid error (line 10): wrong number of arguments (given 1, "
            "expected 2..3)1");
    renders("a\n{{ 1 | divided_by: 0 }}",
            "a\nLiquid error (line 11): divided by 0");
}


static void
test_strict_errors(void)
{
    bed_t  bed;

    bed_open(&bed, "a\n {{ 1 | divided_by: 0 }}");
    bed.host.strict = true;
    CHECK(faimi_guard_run(bed.guard, bed_work, &bed) == FAIMI_ERROR);
    CHECK(bed.err.line == 11 && bed.err.column == 2);
    CHECK_STR(faimi_slice_str(bed.err.message), "divided by 0");
    bed_close(&bed);
}


static void
test_host(void)
{
    renders("{{ 'a' | upcase }} {{ page.title }} {{ page.nope }}{{ page }}",
            "UP(a object) A page Page");
    renders("{% for k in page %}{{ k }}={{ page[k] }}{% endfor %}",
            "title=A page");
    renders("{{ list | where_exp: 'x', 'x > 1 and x != 3' | join }}", "2");
    renders("{{ list | map_exp: 'x', 'x | plus: 1 | times: list.size' | join "
            "}}", "6 9 12");
    renders("{{ list | where_exp: 'x', 'x >' }}",
            "Liquid error (line 10): \"x >\" is no condition: write it as in "
            "an if tag");
    renders("{% assign x = 5 %}{{ list | where_exp: 'x', 'x == 2' }}{{ x }}",
            "25");
    renders("{{ 'now' | date: '%Y-%m-%d' }} {{ 0 | date: '%s' }}",
            "1970-01-02 0");
}


static faimi_rc_t
work_two(void *data)
{
    bed_t             *bed;
    faimi_liquid_t    *lq;
    faimi_template_t  *second;

    bed = data;
    bed->out = faimi_buf_create(bed->arena, 1000);
    lq = faimi_liquid_create(bed->arena, &bed->host, bed_globals(bed->arena),
                             NULL);

    (void) faimi_liquid_parse(bed->arena, faimi_slice_str(bed->source),
                              FAIMI_SLICE("a"), 1, &bed->template, NULL);
    (void) faimi_liquid_parse(bed->arena, FAIMI_SLICE("{{ x }}{{ n }}"
                              "{% increment n %}{% cycle 1, 2 %}"),
                              FAIMI_SLICE("b"), 1, &second, NULL);

    (void) faimi_liquid_render(lq, bed->template, bed->out, NULL);

    return faimi_liquid_render(lq, second, bed->out, NULL);
}


/* A page and its layout: what was assigned is gone, counters go on. */
static void
test_two_templates(void)
{
    bed_t  bed;

    bed_open(&bed, "{% assign x = 1 %}{% increment n %}{% cycle 1, 2 %}|");
    CHECK(faimi_guard_run(bed.guard, work_two, &bed) == FAIMI_OK);
    CHECK_STR(faimi_buf_slice(bed.out), "01|111");
    bed_close(&bed);
}


static void
test_limits(void)
{
    char   deep[4000];
    bed_t  bed;
    int    i;

    fails("{% include self %}", "10:1: \"self\": includes are nested deeper");
    fails("\n{% for i in (1..99999999999) %}{% endfor %}",
          "11:1: the page takes more than 10000000 steps");
    fails("{{ (1..99999999999) | join }}", "10:1: the page takes more than");
    fails("{% for i in (1..99) %}{% for k in (1..99) %}{{ i }}{% endfor %}"
          "{% endfor %}", "10:45: the page grows beyond 1000 bytes");
    fails("{% assign a = '' | split: ',' %}{% for i in (1..64) %}"
          "{% assign a = a | twice %}{% endfor %}{{ a }}",
          "10:93: the page takes more than 10000000 steps");
    fails("{% assign a = '' | split: ',' %}{% for i in (1..999) %}"
          "{% assign a = a | twice | slice: 0, 1 %}{% endfor %}{{ a }}",
          "10:108: a list is nested deeper than 128 levels");

    deep[0] = '\0';

    for (i = 0; i < 101; i++) {
        (void) strcat(deep, "{% if a %}");
    }

    fails(deep, "10:1001: blocks are nested deeper than 100 levels");

    bed_open(&bed, "{% assign a = 'x' %}{% for i in (1..99) %}\n"
             "{% assign a = a | append: a %}{% endfor %}");
    CHECK(faimi_guard_run(bed.guard, bed_work, &bed) != FAIMI_OK);
    CHECK(bed.err.line == 11);
    bed_close(&bed);
}


static bool
has_ref(const bed_t *bed, faimi_reference_kind_t kind, const char *name,
    const char *member)
{
    size_t              i, n;
    const faimi_reference_t  *refs;

    refs = faimi_liquid_references(bed->template, &n);

    for (i = 0; i < n; i++) {
        if (refs[i].kind == kind
            && faimi_slice_eq(refs[i].name, faimi_slice_str(name))
            && faimi_slice_eq(refs[i].member, faimi_slice_str(member)))
        {
            return true;
        }
    }

    return false;
}


/* `source` refers to that, and with `!` before the name does not. */
static void
refers(const char *source, faimi_reference_kind_t kind, const char *name,
    const char *member)
{
    bool   wanted;
    bed_t  bed;

    wanted = (name[0] != '!');
    bed_open(&bed, source);
    (void) faimi_guard_run(bed.guard, bed_work, &bed);
    CHECK(bed.template != NULL);
    CHECK(has_ref(&bed, kind, name + !wanted, member) == wanted);

    if (has_ref(&bed, kind, name + !wanted, member) != wanted) {
        printf("# %s\n", source);
    }

    bed_close(&bed);
}


static void
test_refs(void)
{
    refers("{{ site.pages }}", FAIMI_REF_VARIABLE, "site", "pages");
    refers("{{ site['pages'].x }}", FAIMI_REF_VARIABLE, "site", "pages");
    refers("{{ site[x] }}", FAIMI_REF_VARIABLE, "site", "");
    refers("{{ site[x] }}", FAIMI_REF_MEMBER, "", "");
    refers("{{ site | inspect }}", FAIMI_REF_VARIABLE, "site", "");
    refers("{{ site | inspect }}", FAIMI_REF_FILTER, "inspect", "");
    refers("{{ [x] }}", FAIMI_REF_VARIABLE, "", "");
    refers("{{ a.b.c }}", FAIMI_REF_MEMBER, "c", "");
    refers("{{ x | sort: 'a.b' | size }}", FAIMI_REF_MEMBER, "b", "");
    refers("{{ x | sort: 'a' }}", FAIMI_REF_FILTER, "!sort", "");
    refers("{{ x | map: y }}", FAIMI_REF_MEMBER, "", "");
    refers("{{ x | append: y }}", FAIMI_REF_MEMBER, "!", "");
    refers("{% assign k = 'title' %}", FAIMI_REF_MEMBER, "title", "");
    refers("{{ x | where_exp: 'i', 'i.a == site.time' }}",
           FAIMI_REF_VARIABLE, "site", "time");
    refers("{{ x | where_exp: 'i', 'i.a == site.time' }}",
           FAIMI_REF_VARIABLE, "i", "a");
    refers("{{ x | group_by_exp: 'i', 'i.d | date: \"%Y\"' }}",
           FAIMI_REF_VARIABLE, "i", "d");
    refers("{{ x | where_exp: 'i', y }}", FAIMI_REF_VARIABLE, "", "");
    refers("{% if a and b.c contains d.e %}{% endif %}",
           FAIMI_REF_VARIABLE, "d", "e");
    refers("{% for i in (a.b..2) limit: c.d %}{% endfor %}",
           FAIMI_REF_VARIABLE, "c", "d");
    refers("{% case a.b %}{% when c.d %}{% endcase %}",
           FAIMI_REF_VARIABLE, "c", "d");
    refers("{% comment %}{{ a.b }}{% endcomment %}",
           FAIMI_REF_VARIABLE, "!a", "b");
    refers("{% include self x=a.b %}", FAIMI_REF_VARIABLE, "a", "b");
    refers("{% include self %}", FAIMI_REF_INCLUDE, "self", "");
    refers("{% include_relative self %}", FAIMI_REF_RELATIVE, "self", "");
    refers("{% include_cached self %}", FAIMI_REF_INCLUDE, "self", "");
    refers("{% include {{ a.b }} %}", FAIMI_REF_DYNAMIC, "", "");
    refers("{% include {{ a.b }} %}", FAIMI_REF_VARIABLE, "a", "b");
    refers("{% link a/b.md %}", FAIMI_REF_LINK, "a/b.md", "");
    refers("{% seo %}", FAIMI_REF_TAG, "seo", "");
    refers("{{ 'now' | date: '%Y' }}", FAIMI_REF_CLOCK, "", "");
    refers("{{ 'Today' }}", FAIMI_REF_CLOCK, "", "");
    refers("{{ x | date: '%Y' }}", FAIMI_REF_CLOCK, "", "");
    refers("{{ x.y | date: '%Y' }}", FAIMI_REF_CLOCK, "!", "");
    refers("{{ x.y | date: '%Y' }}", FAIMI_REF_DATED, "", "");
    refers("{{ x | date: '%Y' }}", FAIMI_REF_DATED, "!", "");
    refers("{{ site.data.x.y }}", FAIMI_REF_DATA, "x", "");
    refers("{{ site.data[x] }}", FAIMI_REF_DATA, "", "");
    refers("{% assign d = site.data %}", FAIMI_REF_DATA, "", "");
    refers("{{ site.data.x }}", FAIMI_REF_DATA, "!", "");
    refers("{{ '2020-01-01' | date: '%Y' }}", FAIMI_REF_CLOCK, "!", "");
    refers("{% increment x %}", FAIMI_REF_VARIABLE, "x", "");
    refers("{% highlight c %}{% endhighlight %}", FAIMI_REF_VARIABLE,
           "highlighter_prefix", "");
}


static void
test_ref_places(void)
{
    bed_t               bed;
    size_t              n;
    const faimi_reference_t  *refs;

    bed_open(&bed, "é\nä {{ a }}{{ a }} {{ b.c }}");
    CHECK(faimi_guard_run(bed.guard, bed_work, &bed) == FAIMI_OK);
    refs = faimi_liquid_references(bed.template, &n);
    CHECK(n == 3);
    CHECK(refs[0].line == 11 && refs[0].column == 3);
    CHECK(refs[1].line == 11 && refs[1].column == 18);
    CHECK(!faimi_liquid_is_plain(bed.template));
    bed_close(&bed);

    bed_open(&bed, "text alone { { } }");
    CHECK(faimi_guard_run(bed.guard, bed_work, &bed) == FAIMI_OK);
    CHECK(faimi_liquid_is_plain(bed.template));
    bed_close(&bed);
}


static void
test_clock(void)
{
    bed_t  bed;

    bed_open(&bed, "{% capture x %}no{% endcapture %}"
             "{{ x | append: 'w' | date: '%d' }}");
    CHECK(faimi_guard_run(bed.guard, bed_work, &bed) == FAIMI_OK);
    CHECK_STR(faimi_buf_slice(bed.out), "02");
    CHECK(bed.clock);
    bed_close(&bed);
}


/* Every allocation fails once: nothing leaks, nothing breaks. */
static void
test_memory(void)
{
    bed_t        bed;
    size_t       n;
    faimi_rc_t   rc;
    const char  *source;

    source = "{% assign x = list | sort | concat: list | uniq %}"
             "{% for i in x reversed %}{% if i > 1 and i != 'é' %}"
             "{{ i | append: '!' | date: '%Y' }}{% endif %}{% endfor %}"
             "{% capture y %}{% cycle 'a', x %}{% endcapture %}{{ y }}"
             "{% tablerow i in (1..3) cols: 2 %}{{ i }}{% endtablerow %}"
             "{{ list | where_exp: 'i', 'i > 1' | join: ', ' }}"
             "{% include {{ 'none' | append: 'x' }} a=\"b\\\"\" %}";

    for (n = 1, rc = FAIMI_NOMEM; rc == FAIMI_NOMEM && n < 10000; n++) {
        bed_open(&bed, source);
        faimi_guard_fail_at(bed.guard, n);
        rc = faimi_guard_run(bed.guard, bed_work, &bed);
        faimi_guard_fail_at(bed.guard, 0);
        bed_close(&bed);
    }

    CHECK(n > 50 && n < 10000);
    CHECK(rc == FAIMI_ERROR);
}


int
main(void)
{
    test_gist();
    test_bytes();
    test_syntax_errors();
    test_render_errors();
    test_strict_errors();
    test_host();
    test_two_templates();
    test_limits();
    test_refs();
    test_ref_places();
    test_clock();
    test_memory();

    return test_end();
}
