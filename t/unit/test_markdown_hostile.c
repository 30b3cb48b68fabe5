/*
 * Hostile Markdown, a megabyte of each kind: it is rendered at no more than a
 * few times the cost of a megabyte of prose, or refused by a limit that says
 * what to do; what is quadratic would cost thousands of times.  First what
 * cmark's own tests name, then what is hard for the rules of this dialect.  All
 * of them twice: with Jekyll's options, and with those that make more work.
 */

#include "cost.h"
#include "markdown.h"


#define SIZE   1000000
#define TIMES  50


#define X10(s)   s s s s s s s s s s
#define X100(s)  X10(X10(s))


/* begin unit* middle unit2* end; `%' is the number of the repetition. */
typedef struct {
    const char  *name;
    const char  *begin;
    const char  *unit;
    const char  *middle;
    const char  *unit2;
    const char  *end;
} hostile_t;


/* One rendering of it. */
typedef struct {
    faimi_guard_t  *guard;
    faimi_slice_t   text;
    bool            all;        /* with all options */
    bool            said;       /* rendered, or refused with a reason */
} work_t;


/* The yardstick. */
static const hostile_t  ordinary = {
    "prose", "", "A *word* or two, with [a link](/to/somewhere \"title\").\n"
    "And `code`, and what is **strong**, over a few lines\nof a paragraph.\n\n",
    "", "", ""
};


static const hostile_t  hostile[] = {
    { "nested strong emphasis", "", "*a **a ", "b", " a** a*", "" },
    { "many emphasis closers", "", "a_ ", "", "", "" },
    { "many emphasis openers", "", "_a ", "", "", "" },
    { "many link closers", "", "a]", "", "", "" },
    { "many link openers", "", "[a", "", "", "" },
    { "mismatched openers and closers", "", "*a_ ", "", "", "" },
    { "openers that close each other", "", "*a ", "", "_a*_ ", "" },
    { "openers and closers, by three", "a**b", "c* ", "", "", "" },
    { "link openers and emphasis closers", "", "[ a_", "", "", "" },
    { "pattern [ (](", "", "[ (](", "", "", "" },
    { "pattern ![[]()", "", "![[]()", "", "", "" },
    { "hard link", "", "**x [a*b**c*](d)", "", "", "" },
    { "nested brackets", "", "[", "a", "]", "" },
    { "nested block quotes", "", "> ", "a", "", "" },
    { "deeply nested lists", "", "- ", "a", "", "" },
    { "backticks", "", "e``````````", "", "", "" },
    { "unclosed links A", "", "[a](<b", "", "", "" },
    { "unclosed links B", "", "[a](b", "", "", "" },
    { "unclosed <!--", "</", "<!--", "", "", "" },
    { "many references", "", "[%]: u\n", "", "[%] ", "" },
    { "tables", "", "aaa\rbbb\n-\v\n", "", "", "" },
    { "empty lines in deep lists", "- - - - - - x", "\n", "", "", "y" },

    { "strong openers", "", "**a ", "", "", "" },
    { "all openers", "", "*a **b _c __d [e ~~f ", "", "", "" },
    { "all openers, without blanks", "", "**a*b_c__d[e<i>", "", "", "" },
    { "openers in elements", "", "<b>*c</b> ", "", "", "" },
    { "brackets in elements", "", "<b>[c</b> ", "", "", "" },
    { "brackets in elements, closed", "", "<b>[c</b> ", "", "]", "" },
    { "images in elements", "", "<b>![c</b> ", "", "", "" },
    { "emphasis over brackets", "[ ", "*[* ", "", "", "" },
    { "links in links", "", "[a [b](c) d](e ", "", "", "" },
    { "unclosed titles", "", "[a](x \"", "", "", "" },
    { "unclosed images", "", "![a ", "", "", "" },
    { "brackets and a definition", "[a]: b\n\n", "[", "", "]", "" },
    { "long names", "[a]: b\n\n", "[a a a a a", "", "]", "" },
    { "unclosed attribute A", "", "<a href='", "", "", "" },
    { "unclosed attribute B", "", "<b x=\"", "", "", "" },
    { "unclosed instruction", "<div>", "<?", "", "", "" },
    { "unclosed comments", "", "<!--\n", "", "", "" },
    { "unclosed elements", "", "<b>", "", "", "" },
    { "unclosed blocks A", "", "<div>", "", "", "" },
    { "unclosed blocks B", "", "<div>\n", "", "", "" },
    { "unclosed paragraphs", "", "<p markdown=1>", "", "", "" },
    { "unclosed tags in raw HTML", "<div>", "<a b=\"", "", "", "" },
    { "angle brackets", "<div>", "<", "", "", "" },
    { "end tags", "<p markdown=1>", "</", "", "", "" },
    { "autolinks", "", "<http:", "", "", "" },
    { "mail addresses", "", "<a@", "", "", "" },
    { "unclosed mathematics", "", "$$a ", "", "", "" },
    { "mathematics as blocks", "", "$$a\n\n", "", "", "" },
    { "open fences", "", "```a\n", "", "", "" },
    { "fences that close in part", "", "`````a\nx\n```\n", "", "", "" },
    { "mixed fences", "", "```~~~\n", "", "", "" },
    { "a long mixed fence", "", "~`", "", "", "" },
    { "long mixed fences", "", "~`~`~`~`~`~`\n", "", "", "" },
    { "strikethrough", "", "~~a ", "", "", "" },
    { "strikethrough and brackets", "", "~~a [~~b ", "", "", "" },
    { "quotes", "", "\"'", "", "", "" },
    { "dashes", "", "-", "", "", "" },
    { "dots", "", ".", "", "", "" },
    { "ampersands", "", "&a", "", "", "" },
    { "backslashes", "", "\\", "", "", "" },
    { "braces", "", "{:", "", "", "" },
    { "open attribute lists", "", "{: x\n", "", "", "" },
    { "many classes", "x\n{: ", ".a ", "", "", "}" },
    { "many attributes", "x\n{: ", "a%=\"x\" ", "", "", "}" },
    { "many attributes of a tag", "<div ", "a% ", "", "", ">" },
    { "unclosed values", "x\n{: ", "a=\" ", "", "", "}" },
    { "chained definitions", "",
      "{:a: a b c}\n{:b: a c}\n", "", "", "x\n{: a}" },
    { "attribute lists of a span", "*x*", "{: .a}", "", "", "" },
    { "extensions as blocks", "", "{::comment}\n", "", "{:/options}\n", "" },
    { "extensions as spans", "a ", "{::comment} ", "", "", "" },
    { "footnotes", "", "[^%]: n\n", "", "[^%] ", "" },
    { "footnotes in a row", "", "[^%]: [^%1]\n", "", "", "\n[^1]\n" },
    { "one footnote", "[^1]: x\n\n", "[^1] ", "", "", "" },
    { "headers", "", "# a\n", "", "", "" },
    { "contents", "* toc\n{:toc}\n\n", "# a\n## b\n", "", "", "" },
    { "abbreviations", "", "*[a%]: x\n", "", "a1 ", "" },
    { "abbreviations like the text", "", "*[a a a a%]: x\n", "\n", "a ", "" },
    { "many columns", "", "|", "", "", "" },
    { "many rows", "a|a|a|a|a|a|a|a|a|a|a|a|a|a|a\n", "a|\n", "", "", "" },
    { "open code in a table", "", "a|`b\n", "", "", "" },
    { "code elements in a table", "", "<code>a|", "", "", "" },
    { "definition lists", "", "a\n: b\n\n", "", "", "" },
    { "many definitions", "a\n", ": b\n", "", "", "" },
    { "lists that alternate", "", "- a\n1. b\n", "", "", "" },
    { "list with a wide indent", "-", " ", "a\n- b\n  - c\n", "", "" },
    { "list with tabs", "- a\n", "\t", "b\n", "", "" },
    { "lists and rules", "", "- a\n\n***\n", "", "", "" },
    { "lines that continue", "", "```a b\n", "", "", "" },
    { "titles on the next line", "", "[a]: b\n\"c\" d\n", "", "", "" },
    { "underlined headers", "", "a\n-\n", "", "", "" },
    { "blank lines", "", "\n", "", "", "" },
    { "blanks", "", " ", "", "", "" },
    { "one line", "", "a ", "", "", "" },
    { "task boxes", "", "- [ ] a\n", "", "", "" },
    { "breaks", "", "a\\\n", "", "", "" },

    { "nested elements of a line", "<div>", "<i>", "a", "</i>", "</div>" },
    { "nested spans", "", "<i>", "a", "</i>", "" },
    { "nested spans with texts", "", "<u>a ", "a", " b</u>", "" },
    { "nested spans, again and again", "",
      "<i><b><u><q><s><i><b><u><q><s>a<br>b</s></q></u></b></i></s></q>"
      "</u></b></i>", "", "", "" },
    { "elements without a text", "", "<i><br>", "", "", "" },
    { "emphasis around nothing", "<div>", "<em>", "<br><br>", "<br>", "" },
    { "images as brackets", "", "[<img>](u) ", "", "", "" },
    { "images in nested brackets", "", "[", "", "<img>](u)", "" },
    { "images in open brackets", "", "[a ![b <img> ", "", "", "" },
    { "images and closing brackets", "", "[", "<img>", "]", "" },
    { "deep spans", X100("<u>") X100("<u>") "a ", "<br>", "", "", "" },
    { "deep spans with texts", X100("<u>") X100("<u>"), "a<br> b", "", "", "" },
    { "deep emphasis", "<div>" X100("<em>") X100("<em>") X100("<em>"), "<br>",
      "", "", "" },
    { "deep emphasis with texts", "<div>" X100("<em>") X100("<em>"), "a<br>",
      "", "", "" },
    { "deep code", "<div>" X100("<u>") X100("<code>"), "a<br>", "", "", "" },
    { "deep headers", "<div>" X100("<h1>") X100("<h1>"), "a<br>", "", "", "" },
    { "deep blocks", "<div>" X100("<article>") X100("<nav>"), "a<br> \n", "",
      "", "" },
    { "nested headers", "<div>", "<h1>", "a", "</h1>", "</div>" },
    { "nested lists of HTML", "", "<ul><li>", "a", "</li></ul>", "" },
    { "nested code", "<div>", "<code>", "a", "</code>", "" },
    { "nested code spans", "", "<code>", "a", "</code>", "" },
    { "nested quotes of HTML", "", "<blockquote> ", "a", " </blockquote>", "" },
    { "nested tables", "", "<table><tr><td>", "a", "</td></tr></table>", "" },
    { "tables in tables", "", "<table>", "a", "</table>", "" },
    { "cells of one row", "<table><tr>",
      "<td style=\"text-align: left\">a</td>", "", "", "</tr></table>" },
    { "rows of one cell", "<table>",
      "<tr><td style=\"a: b; text-align: left\">a</td></tr>", "", "",
      "</table>" },
    { "sections of a table", "<table>", "<tbody><tr><td>a</td></tr></tbody>",
      "", "", "</table>" },
    { "a long style", "<table><tr><td style=\"", "text-align: ", "", "",
      "\">a</td></tr></table>" },
    { "classes of highlighters", "<code class=\"", " highlighter-a", "", "",
      "\">a</code>" },
    { "references in HTML", "<div>", "&lt;&bogus;", "", "", "</div>" },
    { "white space in HTML", "<div>", " \n ", "", "", "</div>" },
    { "elements and white space", "<div>", "<br> \n", "", "", "</div>" },
    { "blocks and white space", "<div>", "<hr> \n", "", "", "</div>" },
    { "comments in HTML", "<div>", "<!-- --> ", "", "", "</div>" },
    { "mathematics in scripts", "<div>",
      "<script type=\"math/tex\">a</script> ", "", "", "</div>" },
    { "Markdown in native elements", "",
      "<div markdown=\"1\">\n<p>a</p>\nb\n</div>\n", "", "", "" },
    { "paragraphs that go on", "", "<p>a</p>\nb\n", "", "", "" },
    { "options", "", "{::options footnote_nr=\"3\" /}\n", "", "", "" },
    { "options of a line", "a ", "{::options footnote_nr=\"3\" /}", "", "",
      "" },
    { "options with maps", "",
      "{::options typographic_symbols=\"{hellip: x\\}\" /}\n", "", "", "" },
    { "an option with a large map", "{::options typographic_symbols=\"{",
      "a%: b, ", "", "", "\\}\" /}\n" },
    { "an option with nested lists", "{::options link_defs=\"", "[", "", "",
      "\" /}\n" },
    { NULL, NULL, NULL, NULL, NULL, NULL }
};


static size_t
repeat(char *text, size_t n, size_t end, const char *unit)
{
    int          i;
    const char  *p;

    for (i = 1; unit[0] != '\0' && n < end; i++) {
        for (p = unit; *p != '\0'; p++) {
            if (*p == '%') {
                n += (size_t) sprintf(text + n, "%d", i);

            } else {
                text[n++] = *p;
            }
        }
    }

    return n;
}


static faimi_slice_t
make(const hostile_t *h, char *text)
{
    bool    two;
    size_t  n;

    two = h->unit2[0] != '\0';
    n = (size_t) sprintf(text, "%s", h->begin);
    n = repeat(text, n, two ? SIZE / 2 : SIZE, h->unit);
    n += (size_t) sprintf(text + n, "%s", h->middle);
    n = repeat(text, n, SIZE, h->unit2);
    n += (size_t) sprintf(text + n, "%s", h->end);

    return faimi_slice(text, n);
}


/* Options that leave nothing out. */
static void
set_all(faimi_markdown_options_t *options)
{
    size_t  i;

    options->html_to_native = true;
    options->parse_block_html = true;
    options->hard_wrap = true;
    options->backlink_inline = true;
    options->join_cjk = true;
    options->entity_output = FAIMI_ENTITY_SYMBOLIC;
    options->block_code.line_numbers = true;
    options->span_code.line_numbers = true;

    for (i = 0; i < FAIMI_MARKDOWN_SYMBOLS; i++) {
        options->symbols[i] = FAIMI_SLICE("<&>");
    }
}


static void
work(void *data)
{
    job_t       job;
    work_t     *w = data;
    faimi_rc_t  rc;

    job_init(w->guard, &job);
    job.text = w->text;

    if (w->all) {
        set_all(&job.options);
    }

    rc = job_render(w->guard, &job);
    w->said = (rc == FAIMI_OK || job.err.message[0] != '\0');

    if (rc != FAIMI_OK) {
        printf("# refused: %s\n", job.err.message);
    }

    faimi_arena_destroy(job.arena);
}


static void
check(work_t *w, const hostile_t *h, double prose)
{
    char  name[100];

    (void) snprintf(name, sizeof(name), "%s%s", h->name,
                    w->all ? ", all options" : "");
    cost_check(name, work, w, prose, TIMES);
    test_check(w->said, "done, or refused with a reason", __FILE__, __LINE__);
}


int
main(void)
{
    static char       text[SIZE + 4000];

    work_t            w;
    double            prose;
    const hostile_t  *h;

    w.guard = faimi_guard_create();
    w.text = make(&ordinary, text);
    w.all = false;
    prose = cost(work, &w, 0);

    for (h = hostile; h->name != NULL; h++) {
        w.text = make(h, text);

        w.all = false;
        check(&w, h, prose);
        w.all = true;
        check(&w, h, prose);
    }

    faimi_guard_destroy(w.guard);

    return test_end();
}
