/*
 * What plugins do to HTML: emoji, mentions, tables of contents.  What is
 * expected is what html-pipeline and jekyll-toc print, less the line breaks
 * that their serializer adds; t/conformance/html.rb compares more.
 */

#include <stdlib.h>

#include "faimi_html.h"
#include "faimi_html_reader.h"
#include "test.h"


typedef struct {
    const char  *html;
    const char  *expected;     /* NULL: stays as it is */
} html_row_t;


static const html_row_t  emoji[] = {
    { "a :+1: b", "a <img class=\"emoji\" title=\":+1:\" alt=\":+1:\""
      " src=\"https://x/emoji/unicode/1f44d.png\" height=\"20\""
      " width=\"20\"> b" },
    { "::a:", ":<img class=\"emoji\" title=\":a:\" alt=\":a:\""
      " src=\"https://x/emoji/unicode/1f170.png\" height=\"20\""
      " width=\"20\">" },
    { ":nosuch:a:", ":nosuch<img class=\"emoji\" title=\":a:\" alt=\":a:\""
      " src=\"https://x/emoji/unicode/1f170.png\" height=\"20\""
      " width=\"20\">" },
    { ":a:a:", "<img class=\"emoji\" title=\":a:\" alt=\":a:\""
      " src=\"https://x/emoji/unicode/1f170.png\" height=\"20\""
      " width=\"20\">a:" },
    { "12:30:00 and : : and ::", NULL },
    { "<pre>:a:</pre><p><code>:a:</code> <tt>:a:</tt></p>", NULL },
    { "<p title=':a:'>x</p><!-- :a: -->", NULL },
    { ":a :b", NULL },
    { "<title>:a:</title><body class=\"x\">x</body>:a:", NULL },
    { "<title>:a:</title><body>\n &lt;:a:</body>",
      "<title>:a:</title><body>\n &lt;<img class=\"emoji\" title=\":a:\""
      " alt=\":a:\" src=\"https://x/emoji/unicode/1f170.png\" height=\"20\""
      " width=\"20\"></body>" }
};


#define LINK(name)                                                            \
    "<a href=\"https://github.com/" name "\" class=\"user-mention\">@" name   \
    "</a>"

static const html_row_t  mentions[] = {
    { "@a", LINK("a") },
    { "x @foo-bar.", "x " LINK("foo-bar") "." },
    { "@a@b", LINK("a") "@b" },
    { "@@a", "@" LINK("a") },
    { "@a @b", LINK("a") " " LINK("b") },
    { "x\n@a", "x\n" LINK("a") },
    { "\xc3\xa9@a", "\xc3\xa9" LINK("a") },
    { "(@a_1-)", "(" LINK("a_1-") ")" },
    { "@x..y", LINK("x") "..y" },
    { "@x.y", NULL },
    { "@x/y", NULL },
    { "me@example.org", NULL },
    { "@mention and @Mentioned", NULL },
    { "<a href=x>@a</a><PRE>@a</pre><style>@a</style>", NULL },
    { "<script>if (a<b) @a</script>", NULL },
    { "<code><b>@a</b></code> @b", "<code><b>@a</b></code> " LINK("b") },
    { "</code>@a", "</code>" LINK("a") }
};


#define ANCHOR(id)                                                            \
    "<a class=\"anchor\" href=\"#" id "\" aria-hidden=\"true\">"              \
    "<span class=\"octicon octicon-link\"></span></a>"

static const html_row_t  anchors[] = {
    { "<h2 id=\"q\">x</h2>", "<h2 id=\"q\">" ANCHOR("q") "x</h2>" },
    { "<h2>\xc3\x9cn &amp; <em>X</em> y!</h2>",
      "<h2>" ANCHOR("%C3%BCn--x-y") "\xc3\x9cn &amp; <em>X</em> y!</h2>" },
    { "<h1>T</h1><h3>T</h3>",
      "<h1>" ANCHOR("t") "T</h1><h3>" ANCHOR("t-1") "T</h3>" },
    { "<h6>&#65;&#x42;</h6>", "<h6>" ANCHOR("ab") "&#65;&#x42;</h6>" },
    { "<h3 class=\"a no_toc\">n</h3>", NULL },
    { "<div class=no_toc_section><p>x<br><h2>n</h2></div><h7>n</h7>", NULL }
};


static const html_row_t  toc[] = {
    { "<h2 id=\"a\">A</h2><h3 id=\"b\">B 'q'</h3><h2 id=\"c\">C</h2>",
      "<ul id=\"toc\" class=\"nav\">\n"
      "<li class=\"entry toc-h2\"><a href=\"#a\">A</a>\n<ul>\n"
      "<li class=\"entry toc-h3\"><a href=\"#b\">B 'q'</a></li>\n</ul>\n"
      "</li>\n<li class=\"entry toc-h2\"><a href=\"#c\">C</a></li>\n</ul>" },
    { "<h4 id=\"a\">A</h4><h2 id=\"b\">B</h2>",
      "<ul id=\"toc\" class=\"nav\">\n"
      "<li class=\"entry toc-h4\"><a href=\"#a\">A</a></li>\n"
      "<li class=\"entry toc-h2\"><a href=\"#b\">B</a></li>\n</ul>" },
    { "<p>x</p>", "<ul id=\"toc\" class=\"nav\">\n</ul>" }
};


typedef struct {
    faimi_guard_t     *guard;
    faimi_arena_t     *arena;
    const html_row_t  *row;
    int                what;
    faimi_buf_t       *out;
    bool               done;
} html_job_t;


static faimi_rc_t
html_run(void *data)
{
    html_job_t                      *job = data;

    faimi_slice_t                    html;
    const faimi_slice_t              no_toc = FAIMI_SLICE("no_toc_section");
    const faimi_html_toc_options_t   options = {
        1, 6, false, FAIMI_SLICE("toc"), FAIMI_SLICE("nav"), FAIMI_EMPTY,
        FAIMI_SLICE("entry"), FAIMI_SLICE("toc-"), &no_toc, 1
    };

    job->out = faimi_buf_create(job->arena, 1 << 20);
    html = faimi_slice_str(job->row->html);

    switch (job->what) {
    case 0:
        job->done = faimi_html_emoji(job->out, html, FAIMI_SLICE("https://x/"));
        break;
    case 1:
        job->done = faimi_html_mentions(job->out, html,
                                        FAIMI_SLICE(FAIMI_HTML_MENTIONS_BASE));
        break;
    case 2:
        faimi_html_anchors(job->out, html, &options, job->arena);
        break;
    default:
        faimi_html_toc(job->out, html, &options, job->arena);
    }

    return FAIMI_OK;
}


static void
html_rows(faimi_guard_t *guard, int what, const html_row_t *rows, size_t n)
{
    size_t      i;
    html_job_t  job;

    for (i = 0; i < n; i++) {
        memset(&job, 0, sizeof(html_job_t));
        job.arena = faimi_arena_create(guard, 0);
        job.row = &rows[i];
        job.what = what;
        CHECK(faimi_guard_run(guard, html_run, &job) == FAIMI_OK);

        if (what < 2 && rows[i].expected == NULL) {
            CHECK(!job.done && job.out->len == 0);
        } else {
            CHECK_STR(faimi_buf_slice(job.out), (rows[i].expected == NULL)
                      ? rows[i].html : rows[i].expected);
        }

        faimi_arena_destroy(job.arena);
    }
}


/* Every name is found, and what stands next to them is not. */
static void
test_names(void)
{
    CHECK_STR(faimi_slice_str(faimi_html_emoji_file(FAIMI_SLICE("+1"))),
              "1f44d");
    CHECK_STR(faimi_slice_str(faimi_html_emoji_file(FAIMI_SLICE("zzz"))),
              "1f4a4");
    CHECK_STR(faimi_slice_str(faimi_html_emoji_file(
                  FAIMI_SLICE("basketball_man"))), "26f9-2642");
    CHECK(faimi_html_emoji_file(FAIMI_SLICE("+")) == NULL);
    CHECK(faimi_html_emoji_file(FAIMI_SLICE("zzzz")) == NULL);
    CHECK(faimi_html_emoji_file(FAIMI_SLICE("")) == NULL);
}


/* Texts that a tokenizer could be slow on: the work must grow as they do, so
 * they are long enough for a square to be felt. */
static void
test_hostile(faimi_guard_t *guard)
{
    size_t             i, j, len;
    char              *text;
    html_row_t         row;
    static const char  *const parts[] = {
        "<", "</", "<a", "<a ", "<a b=\"", "<!--", "<script>", "</a>", ":a",
        "@a", "<h1>", "<b>", "<h1></b>", "<style></styl"
    };

    for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        len = strlen(parts[i]);
        text = malloc(len * 50000 + 1);

        for (j = 0; j < 50000; j++) {
            memcpy(text + j * len, parts[i], len + 1);
        }

        row = (html_row_t) { text, NULL };

        for (j = 0; j < 4; j++) {
            html_job_t  job = { guard, faimi_arena_create(guard, 0), &row,
                                (int) j, NULL, false };

            CHECK(faimi_guard_run(guard, html_run, &job) == FAIMI_OK);
            faimi_arena_destroy(job.arena);
        }

        free(text);
    }
}


#define ROWS(rows)  rows, sizeof(rows) / sizeof((rows)[0])


int
main(void)
{
    faimi_guard_t  *guard;

    guard = faimi_guard_create();
    html_rows(guard, 0, ROWS(emoji));
    html_rows(guard, 1, ROWS(mentions));
    html_rows(guard, 2, ROWS(anchors));
    html_rows(guard, 3, ROWS(toc));
    test_names();
    test_hostile(guard);
    faimi_guard_destroy(guard);

    return test_end();
}
