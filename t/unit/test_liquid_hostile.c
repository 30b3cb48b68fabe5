/*
 * Templates made to be slow.  Each takes the time of its length, or is an
 * error; what is quadratic would take minutes.
 */

#include <stdlib.h>
#include <time.h>

#include "faimi_liquid_render.h"
#include "faimi_map.h"
#include "test.h"


#define SIZE     (128 * 1024)
#define SECONDS  10


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
    char           *text;
    size_t          i, len;
    work_t          work;
    clock_t         begin;
    faimi_guard_t  *guard;

    for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
        text = make(&hostile[i], &len);
        guard = faimi_guard_create();
        work.arena = faimi_arena_create(guard, FAIMI_MAX_RENDER_MEMORY);
        work.source = faimi_slice(text, len);
        begin = clock();

        (void) faimi_guard_run(guard, run, &work);

        printf("# %s: %.2f s\n", hostile[i].name,
               (double) (clock() - begin) / CLOCKS_PER_SEC);
        CHECK(clock() - begin < SECONDS * CLOCKS_PER_SEC);

        faimi_arena_destroy(work.arena);
        faimi_guard_destroy(guard);
        free(text);
    }

    return test_end();
}
