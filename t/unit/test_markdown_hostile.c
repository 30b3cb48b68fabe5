/*
 * Hostile Markdown, a megabyte of each kind: it is rendered within a second of
 * the processor, or refused by a limit that says what to do.  First those that
 * cmark's own tests name, then what is hard for the rules of this dialect.
 */

#include <time.h>

#include "markdown.h"
#include "test.h"


#define SIZE     1000000

#ifdef __SANITIZE_ADDRESS__
#define SECONDS  60.0
#else
#define SECONDS  1.0
#endif


/* begin unit* middle unit2* end; `%' is the number of the repetition. */
typedef struct {
    const char  *name;
    const char  *begin;
    const char  *unit;
    const char  *middle;
    const char  *unit2;
    const char  *end;
} hostile_t;


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


int
main(void)
{
    static char       text[SIZE + 1000];

    job_t             job;
    clock_t           start;
    double            seconds;
    faimi_rc_t        rc;
    faimi_guard_t    *guard;
    const hostile_t  *h;

    guard = faimi_guard_create();

    for (h = hostile; h->name != NULL; h++) {
        job_init(guard, &job);
        job.text = make(h, text);
        start = clock();
        rc = job_render(guard, &job);
        seconds = (double) (clock() - start) / CLOCKS_PER_SEC;

        printf("# %s: %.3f s%s%s\n", h->name, seconds,
               (rc == FAIMI_OK) ? "" : ", refused: ",
               (rc == FAIMI_OK) ? "" : job.err.message);
        test_check(seconds < SECONDS, h->name, __FILE__, __LINE__);
        test_check(rc == FAIMI_OK || job.err.message[0] != '\0', h->name,
                   __FILE__, __LINE__);
        faimi_arena_destroy(job.arena);
    }

    faimi_guard_destroy(guard);

    return test_end();
}
