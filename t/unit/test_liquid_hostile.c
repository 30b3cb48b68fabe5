/*
 * Templates made to be slow.  Each costs no more than some times what an
 * ordinary template of its length does, or is an error; what is quadratic would
 * cost thousands of times.
 */

#include <stdlib.h>

#include "cost.h"
#include "faimi_liquid_render.h"
#include "faimi_map.h"


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

    return test_end();
}
