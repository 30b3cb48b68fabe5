/*
 * Templates made to be slow.  Each costs no more than some times what an
 * ordinary template of its length does, or is an error; what is quadratic would
 * cost thousands of times.
 *
 * And templates that are short, but make much of one large text again and
 * again: each must ask the clock on the way.
 */

#include <stdlib.h>

#include "cost.h"
#include "faimi_map.h"
#include "faimi_render.h"


#define SIZE   (128 * 1024)
#define TIMES  50


typedef struct {
    const char  *name;
    const char  *before;
    const char  *again;       /* to the size above */
    const char  *after;
} hostile_t;


static const hostile_t  hostile[] = {
    { "outputs without an end", "", "{{ a ", "" },
    { "outputs that begin", "", "{{", "" },
    { "tags that begin", "", "{%", "" },
    { "braces", "", "{", "" },
    { "tags within raw", "{% raw %}", "{% a %}", "" },
    { "beginnings within raw", "{% raw %}", "{%", "" },
    { "the end of raw", "{% raw %}{% ", "{% a", " %}" },
    { "comments", "", "{% comment %}", "" },
    { "unknown tags in a comment", "{% comment %}", "{% x %}",
      "{% endcomment %}" },
    { "lines of a comment", "{% # ", "\n#", " %}" },
    { "lines of liquid", "{% liquid\n", "echo a\n", "%}" },
    { "open brackets", "{{ ", "[", " }}" },
    { "indices", "{{ a", "[b]", " }}" },
    { "open parentheses", "{{ ", "(", " }}" },
    { "ranges in ranges", "{{ ", "(1..", " }}" },
    { "dots of a range", "{{ (", ".", ") }}" },
    { "members", "{{ a", ".b", " }}" },
    { "noise in a lookup", "{{ ", "!", " }}" },
    { "quotes", "{{ ", "\"'", " }}" },
    { "a quote that is open", "{{ \"", "a ", " }}" },
    { "pipes", "{{ a", "|", " }}" },
    { "filters", "{{ a", "|b", " }}" },
    { "arguments", "{{ a | b: ", "1,", " }}" },
    { "keys", "{{ a | b: ", "c:", " }}" },
    { "keyword arguments", "{{ a | b: ", "c: 1, ", " }}" },
    { "colons", "{{ a | b", ":", " }}" },
    { "commas", "{{ a | b", " ,", " }}" },
    { "ands", "{% if a", " and b", " %}{% endif %}" },
    { "nothing but and", "{% if ", "and ", " %}{% endif %}" },
    { "operators", "{% if ", "= ", "%}{% endif %}" },
    { "white space in a condition", "{% if a", " ", "b %}{% endif %}" },
    { "values of when", "{% case a %}{% when 1", " or 1",
      " %}{% endcase %}" },
    { "attributes of for", "{% for i in a ", "limit:1 ", " %}{% endfor %}" },
    { "a long word", "{% for i in a ", "a", " %}{% endfor %}" },
    { "words of tablerow", "{% tablerow ", "a in ", " %}" },
    { "values of cycle", "{% cycle 1", ",1", " %}" },
    { "a long name", "{% assign ", "a", " %}" },
    { "many names", "{% assign ", "a ", " %}" },
    { "parameters", "{% include a", " b=c", " %}" },
    { "braces in an include", "{% include ", "{{", " %}" },
    { "outputs in an include", "{% include ", "{{a}}", " %}" },
    { "ends in an include", "{% include {{a|", "}}", " %}" },
    { "options of highlight", "{% highlight a ", "b=\"1 1\" ",
      "%}{% endhighlight %}" },
    { "white space that is cut", "", "{%- if a -%}          {%- endif -%}",
      "" },
    { "lines before an error", "", "\n", "{{" },
    { "scripts that are open", "{% capture x %}", "<script",
      "{% endcapture %}{{ x | strip_html }}" },
    { "ampersands", "{% capture x %}&", "a",
      "{% endcapture %}{{ x | escape_once | size }}" },
    { "the last of many", "{% capture x %}", "a", "{% endcapture %}"
      "{% assign y = x | append: 'b' | slice: 65536, 65536 | append: 'b' %}"
      "{{ x | replace_last: y, '' | replace: y, '' | remove: y | size }}" },
    { "characters", "{% capture x %}", "a", "{% endcapture %}"
      "{{ x | split: '' | uniq | sort | size }}" },
    { "what is before and after", "{% capture x %}", "a", "{% endcapture %}"
      "{{ x | replace: 'a', '\\`' | size }}" },
    { "loops in loops", "", "{% for i in (1..9999) %}",
      "" },
    { "floats", "{% assign x = '", "1.5 ", "' | split: ' ' %}"
      "{% for f in x %}{% assign y = f | times: 1.0 %}{% endfor %}"
      "{{ x | uniq | size }}" }
};


/* The yardstick. */
static const hostile_t  ordinary = {
    "ordinary", "{% assign a = 'b,c' | split: ',' %}",
    "<p>{{ a | first }}</p>\n{% for i in a %}{% if i == 'b' %}{{ i | upcase }},"
    "{% endif %}{% endfor %}\n", ""
};


typedef struct {
    faimi_arena_t  *arena;
    faimi_slice_t   source;
} work_t;


static faimi_rc_t
run(void *data)
{
    work_t               *work;
    faimi_buf_t          *out;
    faimi_error_t         err;
    faimi_template_t     *template;
    faimi_liquid_host_t   host;

    work = data;
    host = (faimi_liquid_host_t) { .data = NULL };

    if (faimi_liquid_parse(work->arena, work->source, FAIMI_SLICE("page.md"),
                           1, &template, &err) != FAIMI_OK)
    {
        return FAIMI_OK;
    }

    out = faimi_buf_create(work->arena, FAIMI_MAX_OUTPUT);
    (void) faimi_liquid_render(faimi_liquid_create(work->arena, &host,
                                            faimi_map_create(work->arena),
                                                   NULL),
                               template, out, &err);

    return FAIMI_OK;
}


static void
work(void *data)
{
    work_t         *w = data;
    faimi_guard_t  *guard;

    guard = faimi_guard_create();
    w->arena = faimi_arena_create(guard, FAIMI_MAX_RENDER_MEMORY);

    (void) faimi_guard_run(guard, run, w);

    faimi_arena_destroy(w->arena);
    faimi_guard_destroy(guard);
}


static char *
make(const hostile_t *h, size_t *len)
{
    char    *text;
    size_t   i, n;

    n = strlen(h->again);
    text = malloc(SIZE + 1000);
    (void) strcpy(text, h->before);
    *len = strlen(text);

    for (i = 0; i < SIZE / n; i++) {
        memcpy(text + *len, h->again, n);
        *len += n;
    }

    (void) strcpy(text + *len, h->after);
    *len += strlen(h->after);

    return text;
}


/* `s` and `t` are texts of 256 KB that are the same but for their place in
 * memory; `l` is a list with both. */
static const char  large[] =
    "{% assign s = 'ab c' %}{% for i in (1..16) %}"
    "{% assign s = s | append: s %}{% endfor %}"
    "{% assign t = s | append: '' %}"
    "{% assign l = s | split: '~' | push: t | push: s %}"
    "{% for i in (1..1000) %}";

/* What is done with them 1,000 times. */
static const char  *again[] = {
    "{{ s | upcase | size }}", "{{ s | downcase | size }}",
    "{{ s | capitalize | size }}", "{{ s | number_of_words }}",
    "{{ s | number_of_words: 'cjk' }}", "{{ s | jsonify | size }}",
    "{{ s | inspect | size }}", "{{ s | xml_escape | size }}",
    "{{ s | normalize_whitespace | size }}", "{{ s | slugify | size }}",
    "{{ s | cgi_escape | size }}", "{{ s | uri_escape | size }}",
    "{{ s | strip_index | size }}", "{{ s | date: '%Y' | size }}",
    "{{ s | to_integer }}", "{{ s | plus: 1 }}", "{{ s | times: s }}",
    "{{ s | at_least: 1 }}", "{{ s | slice: 0 }}", "{{ s | slice: -1 }}",
    "{{ s | split: ' ' | size }}", "{{ s | split: s | size }}",
    "{{ s | replace: 'b', 'c' | size }}", "{{ s | remove: 'x' | size }}",
    "{{ s | replace_last: 'x', 'y' | size }}",
    "{{ s | escape | size }}", "{{ s | escape_once | size }}",
    "{{ s | strip_html | size }}", "{{ s | strip_newlines | size }}",
    "{{ s | truncatewords: 5 }}", "{{ s | truncate: 5 }}",
    "{{ s | url_encode | size }}", "{{ s | url_decode | size }}",
    "{{ s | base64_encode | size }}", "{{ s | strip | size }}",
    "{{ s | concat: l | size }}", "{{ s.size }}", "{{ [s] }}",
    "{{ site[s] }}", "{{ forloop[s] }}",
    "{% if s == t %}{% endif %}", "{% if s != t %}{% endif %}",
    "{% if s < t %}{% endif %}", "{% if s >= t %}{% endif %}",
    "{% if s contains 'x' %}{% endif %}",
    "{% if l contains 'x' or l contains t %}{% endif %}",
    "{% if site contains s %}{% endif %}",
    "{% case s %}{% when t %}{% endcase %}",
    "{{ l | sort | size }}", "{{ l | sort_natural | size }}",
    "{{ l | uniq | size }}", "{{ l | join | size }}",
    "{{ l | sort: 'x' | size }}", "{{ l | where: 'x', 'x' | size }}",
    "{{ l | group_by: 'x' | size }}", "{{ l | map: 'x' | size }}",
    "{{ l | where_exp: 'i', 'i == t' | size }}",
    "{{ l | find_exp: 'i', 'i contains \"x\"' | size }}",
    "{{ l | group_by_exp: 'i', 'i' | size }}",
    "{{ l | array_to_sentence_string | size }}", "{{ l | jsonify | size }}",
    "{{ l | sample | size }}", "{{ pages | where: 'content', t | size }}",
    "{{ pages | sort: 'content' | size }}",
    "{{ pages | sort_natural: 'content' | size }}",
    "{{ pages | group_by: 'content' | size }}",
    "{{ pages | map: 'content' | uniq | size }}",
    "{{ pages | jsonify | size }}",
    "{% for i in (1..s) limit: 1 %}{% endfor %}",
    "{% ifchanged %}{{ s }}{% endifchanged %}",
    "{% capture x %}{{ s }}{% endcapture %}"
};

/* Looks at the clock until the page is late.  Making the texts takes some. */
#define LOOKS  80


static bool
late(void *data)
{
    size_t  *looks = data;

    return ++*looks > LOOKS;
}


/* Two pages whose content is the same. */
static faimi_map_t *
globals(faimi_arena_t *arena)
{
    int             i;
    char           *text;
    faimi_map_t    *map, *page;
    faimi_array_t  *pages;

    pages = faimi_array_create(arena);

    for (i = 0; i < 2; i++) {
        text = faimi_alloc_text(arena, SIZE);
        memset(text, 'x', SIZE);
        page = faimi_map_create(arena);
        faimi_map_set(arena, page, FAIMI_SLICE("content"),
                      FAIMI_V_STRING(faimi_slice(text, SIZE)));
        faimi_array_push(arena, pages, FAIMI_V_MAP(page));
    }

    map = faimi_map_create(arena);
    faimi_map_set(arena, map, FAIMI_SLICE("pages"), FAIMI_V_ARRAY(pages));
    faimi_map_set(arena, map, FAIMI_SLICE("site"),
                  FAIMI_V_MAP(faimi_map_create(arena)));

    return map;
}


static faimi_rc_t
run_again(void *data)
{
    work_t               *w;
    faimi_rc_t            rc;
    size_t                looks;
    faimi_buf_t          *out;
    faimi_error_t         err;
    faimi_template_t     *template;
    faimi_liquid_host_t   host;

    w = data;
    looks = 0;
    host = (faimi_liquid_host_t) { .late = late, .data = &looks };
    err.message[0] = '\0';

    CHECK(faimi_render_parse(w->arena, w->source, FAIMI_SLICE("t"), 1,
                             &template, &err) == FAIMI_OK);

    out = faimi_buf_create(w->arena, FAIMI_MAX_OUTPUT);
    rc = faimi_liquid_render(faimi_liquid_create(w->arena, &host,
                                                 globals(w->arena), NULL),
                             template, out, &err);

    CHECK(rc == FAIMI_ERROR);
    CHECK(strstr(err.message, "s to render") != NULL);

    if (rc != FAIMI_ERROR || strstr(err.message, "s to render") == NULL) {
        printf("# %.*s: %zu looks, %s\n", FAIMI_FMT(w->source), looks,
               err.message);
    }

    return FAIMI_OK;
}


static void
test_again(const char *body)
{
    char            source[1000];
    work_t          w;
    faimi_guard_t  *guard;

    snprintf(source, sizeof(source), "%s%s{%% endfor %%}", large, body);
    guard = faimi_guard_create();
    w.arena = faimi_arena_create(guard, FAIMI_MAX_RENDER_MEMORY);
    w.source = faimi_slice_str(source);

    CHECK(faimi_guard_run(guard, run_again, &w) == FAIMI_OK);

    faimi_arena_destroy(w.arena);
    faimi_guard_destroy(guard);
}


int
main(void)
{
    char    *text;
    double   yardstick;
    size_t   i, len;
    work_t   w;

    text = make(&ordinary, &len);
    w.source = faimi_slice(text, len);
    yardstick = cost(work, &w, 0);
    free(text);

    for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
        text = make(&hostile[i], &len);
        w.source = faimi_slice(text, len);
        cost_check(hostile[i].name, work, &w, yardstick, TIMES);
        free(text);
    }

    for (i = 0; i < sizeof(again) / sizeof(again[0]); i++) {
        test_again(again[i]);
    }

    return test_end();
}
