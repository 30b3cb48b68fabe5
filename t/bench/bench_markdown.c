/*
 * How fast Markdown is.
 *
 *     bench_markdown [FILE]
 *
 * The file's body (without a name a page of content/) beside bare cmark; then
 * each construct from 10 KB to 1 MB, with the exponent of its growth (1 is
 * linear).
 *
 * Times are of the processor, so that other work on the machine counts less;
 * each is the best of several rounds.
 */

#include <cmark.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "faimi_markdown.h"


#define PAGE  "content/2025-miccai-workshop.md"


typedef struct {
    faimi_arena_t             *arena;
    faimi_markdown_options_t   options;
    faimi_slice_t              text;
    size_t                     size;     /* of the HTML */
} work_t;


typedef struct {
    const char  *name;
    const char  *once;     /* at the begin */
    const char  *unit;     /* repeated */
} construct_t;


static const construct_t  constructs[] = {
    { "paragraphs", "", "Some words of plain text that fill a line,\nand\n\n" },
    { "one paragraph", "", "words and more words without an end\n" },
    { "headers", "", "## A header of some words\n\n" },
    { "emphasis", "", "some *emphasis* and **strong** and __more__ _x_\n" },
    { "unclosed emphasis", "", "*a **b _c __d " },
    { "links", "", "a [link](http://example.org/x \"t\") and [other][ref] " },
    { "reference definitions", "", "[a name]: http://example.org 'Title'\n" },
    { "open brackets", "", "[a ![b " },
    { "close brackets", "[", "a ] b " },
    { "images", "", "![an image](/a.png){: width=\"100\"}\n" },
    { "code spans", "", "some `code` and ``more ` code`` " },
    { "fenced code", "", "```python\nx = 1\n```\n\n" },
    { "open fences", "", "```x y\n" },
    { "indented code", "", "    x = 1\n\n" },
    { "lists", "", "- an item of some words\n" },
    { "nested lists", "", "- one\n  - two\n    1. three\n" },
    { "loose lists", "", "* an item\n\n  with a paragraph\n\n" },
    { "definition lists", "", "term\n: its definition\n\n" },
    { "block quotes", "", "> a line of a quote\n" },
    { "nested quotes", "", "> > > a line\n> > lazy\n\n" },
    { "tables", "", "| a | b `|` | c |\n" },
    { "HTML blocks", "", "<div class=\"a\">\n <p>text</p>\n</div>\n\n" },
    { "one HTML block", "<div>", "<p class=\"x\">text <b>bold</b></p>\n" },
    { "HTML spans", "", "<b>bold</b> and <a href=\"x\">a link</a>\n" },
    { "stray HTML", "", "</b> <br> </i> &amp; < > &bogus;\n" },
    { "HTML comments", "", "<!-- a comment -->\ntext <!-- c -->\n" },
    { "Markdown in HTML", "", "<div markdown=\"1\">\n*text*\n</div>\n" },
    { "footnotes", "[^1]: a note\n\n", "text[^1] " },
    { "abbreviations", "*[HTML]: x\n*[CSS]: y\n\n", "HTML and CSS too " },
    { "mathematics", "", "with $$x_1 + y$$ and\n\n$$\nz\n$$\n\n" },
    { "attribute lists", "", "text\n{: .class #id key=\"value\"}\n\n" },
    { "quotes and dashes", "", "\"it's 'so'\" -- and --- more... <<x>> " },
    { "entities", "", "&copy; &amp; &#233; &lt; " },
    { "strikethrough", "", "~~gone~~ and ~~not so " },
    { "breaks", "", "a line  \nand one\\\\\nand\n" },
    { "contents", "* toc\n{:toc}\n\n", "## Header\n\n### Below\n\n" },
    { "native elements", "{::options html_to_native=\"true\" /}\n\n",
      "<p>some <b>bold</b> &amp; <code>code</code></p>\n<ul>\n <li>a</li>\n"
      "</ul>\n\n" },
    { "native spans", "{::options html_to_native=\"true\" /}\n\n",
      "some <b>bold</b> <i>text &lt;</i> and <a href=\"x\">a link</a>\n" },
    { "native tables", "{::options html_to_native=\"true\" /}\n\n",
      "<table>\n<tr><td>a</td><td style=\"text-align: right\">b</td></tr>\n"
      "</table>\n\n" },
    { "options", "", "{::options footnote_nr=\"2\" /}\n\n" },
    { NULL, NULL, NULL }
};


static double
now(void)
{
    struct timespec  t;

    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);

    return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}


static faimi_rc_t
render(void *data)
{
    work_t       *w = data;
    faimi_buf_t  *out;

    out = faimi_buf_create(w->arena, FAIMI_MAX_OUTPUT);
    w->size = 0;

    if (faimi_markdown_render(w->arena, w->text, &w->options, out, NULL)
        != FAIMI_OK)
    {
        return FAIMI_ERROR;
    }

    w->size = out->len;

    return FAIMI_OK;
}


/* Seconds for one render, the best of `rounds`; negative: it was refused. */
static double
time_ours(faimi_slice_t text, int rounds)
{
    double          best, start;
    work_t          w;
    faimi_rc_t      rc;
    faimi_guard_t  *guard;

    guard = faimi_guard_create();
    w.arena = faimi_arena_create(guard, FAIMI_MAX_RENDER_MEMORY);
    w.text = text;
    faimi_markdown_defaults(&w.options);
    rc = FAIMI_OK;

    for (best = 1e9; rounds > 0 && rc == FAIMI_OK; rounds--) {
        start = now();
        rc = faimi_guard_run(guard, render, &w);
        faimi_arena_reset(w.arena);
        best = fmin(best, now() - start);
    }

    faimi_arena_destroy(w.arena);
    faimi_guard_destroy(guard);

    return (rc == FAIMI_OK) ? best : -1;
}


static double
time_cmark(faimi_slice_t text, int rounds)
{
    char    *html;
    double   best, start;

    for (best = 1e9; rounds > 0; rounds--) {
        start = now();
        html = cmark_markdown_to_html(text.data, text.len, CMARK_OPT_UNSAFE);
        free(html);
        best = fmin(best, now() - start);
    }

    return best;
}


static int
bench_file(const char *name)
{
    static char     data[1 << 20];

    FILE           *f;
    double          ours, theirs;
    size_t          at;
    faimi_slice_t   text;

    f = fopen(name, "r");

    if (f == NULL) {
        (void) fprintf(stderr, "cannot read %s\n", name);
        return 1;
    }

    text = faimi_slice(data, fread(data, 1, sizeof(data), f));
    (void) fclose(f);

    if (faimi_slice_starts(text, FAIMI_SLICE("---\n"))) {
        at = faimi_slice_find(text, FAIMI_SLICE("\n---\n"), 0);
        text = faimi_slice_sub(text, at + 5, text.len);
    }

    ours = time_ours(text, 2000);
    theirs = time_cmark(text, 2000);
    (void) printf("%zu bytes: ours %.1f us, cmark %.1f us, ratio %.2f\n",
                  text.len, ours * 1e6, theirs * 1e6, ours / theirs);

    return 0;
}


static faimi_slice_t
make(const construct_t *c, char *data, size_t size)
{
    size_t  n, len;

    n = strlen(c->once);
    memcpy(data, c->once, n);
    len = strlen(c->unit);

    for ( /* void */ ; n + len < size; n += len) {
        memcpy(data + n, c->unit, len);
    }

    return faimi_slice(data, n);
}


static int
bench_constructs(void)
{
    static char         data[1000000];

    size_t              i;
    double              small, medium, large;
    const construct_t  *c;

    (void) printf("%-24s %10s %10s %10s  exponent\n", "", "10 KB, us",
                  "100 KB", "1 MB");

    for (c = constructs; c->name != NULL; c++) {
        small = time_ours(make(c, data, 10000), 100);
        medium = time_ours(make(c, data, 100000), 20);
        large = time_ours(make(c, data, sizeof(data)), 3);
        i = (large > 0) ? 100 : 10;

        (void) printf("%-24s %10.0f %10.0f %10.0f  %.2f%s\n", c->name,
                      small * 1e6, medium * 1e6, large * 1e6,
                      log((i == 100 ? large : medium) / small)
                      / log((double) i), (i == 100) ? "" : " (refused)");
        (void) fflush(stdout);
    }

    return 0;
}


int
main(int argc, char **argv)
{
    return bench_file((argc > 1) ? argv[1] : PAGE) || bench_constructs();
}
