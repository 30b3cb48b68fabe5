/*
 * Markdown beyond the spec files: options, limits and their errors, memory
 * that ends at every allocation, CommonMark's library.
 */

#include "markdown.h"
#include "test.h"


static faimi_guard_t  *guard;


static bool
option(job_t *job, const char *name, const char *value)
{
    return faimi_markdown_option(job->arena, &job->options,
                                 faimi_slice_str(name),
                                 FAIMI_V_STRING(faimi_slice_str(value)))
           == FAIMI_OK;
}


/* The HTML of `text`, or the error's text; with one option if `name` is
 * given. */
static void
check(const char *text, const char *name, const char *value,
    const char *expected)
{
    char        message[1024];
    job_t       job;
    faimi_rc_t  rc;

    job_init(guard, &job);
    job.options.file = FAIMI_SLICE("a.md");

    if (name != NULL) {
        CHECK(option(&job, name, value));
    }

    job.text = faimi_slice_str(text);
    rc = job_render(guard, &job);

    if (rc == FAIMI_OK) {
        CHECK_STR(faimi_buf_slice(job.out), expected);

    } else {
        (void) faimi_error_text(&job.err, message, sizeof(message));
        CHECK_STR(faimi_slice_str(message), expected);
    }

    faimi_arena_destroy(job.arena);
}


/* What kramdown breaks down on: a paragraph of nothing but NULs. */
static void
test_nul(void)
{
    job_t  job;

    job_init(guard, &job);
    job.text = FAIMI_SLICE("* \0\n  > a\n"
                           "- [ ] b\n\n\0\n: c\n\nd\n: \0\n  > e\n");
    CHECK(job_render(guard, &job) == FAIMI_OK);
    faimi_arena_destroy(job.arena);
}


/* A place for the footnotes within a footnote: there is none.  (The reference
 * leaves a random text there.) */
static void
test_place_in_note(void)
{
    check("[^n]:* \n    {:footnotes}\n\n[^n]\n", NULL, NULL,
          "\n<p><sup id=\"fnref:n\" role=\"doc-noteref\"><a href=\"#fn:n\""
          " class=\"footnote\" rel=\"footnote\">1</a></sup></p>\n"
          "<div class=\"footnotes\" role=\"doc-endnotes\">\n  <ol>\n"
          "    <li id=\"fn:n\" role=\"doc-endnote\">\n"
          "      <p><a href=\"#fnref:n\" class=\"reversefootnote\""
          " role=\"doc-backlink\">&#8617;</a></p>\n"
          "    </li>\n  </ol>\n</div>\n");
}


static void
test_options(void)
{
    check("# a", NULL, NULL, "<h1 id=\"a\">a</h1>\n");
    check("# a", "auto_ids", "false", "<h1>a</h1>\n");
    check("# a", "auto_id_prefix", "p-", "<h1 id=\"p-a\">a</h1>\n");
    check("# *a*\n", "auto_id_stripping", "false",
          "<h1 id=\"a\"><em>a</em></h1>\n");
    check("# a", "header_offset", "3", "<h4 id=\"a\">a</h4>\n");
    check("# a", "header_offset", "-3", "<h1 id=\"a\">a</h1>\n");
    check("a\nb", "hard_wrap", "true", "<p>a<br />\nb</p>\n");
    check("\"a\" 'b'", "smart_quotes", "apos,apos,quot,quot",
          "<p>\"a\" 'b'</p>\n");
    check("\"a\" 'b'", "smart_quotes", "8218,lsquo,bdquo,ldquo",
          "<p>\u201Ea\u201C \u201Ab\u2018</p>\n");
    check("&copy; --", "entity_output", "numeric", "<p>&#169; &#8211;</p>\n");
    check("&copy; --", "entity_output", ":symbolic",
          "<p>&copy; &ndash;</p>\n");
    check("&#169; --", "entity_output", "as_input", "<p>&#169; &#8211;</p>\n");
    check("$$a$$", "math_engine", "nil",
          "<div class=\"kdmath\">$$\na\n$$</div>\n");
    check("x $$a$$", "math_engine", "",
          "<p>x <span class=\"kdmath\">$a$</span></p>\n");
    check("`a`", "syntax_highlighter", "", "<p><code>a</code></p>\n");
    check("\u4E00\n\u4E8C\nx", "remove_line_breaks_for_cjk", "true",
          "<p>\u4E00\u4E8C\nx</p>\n");
    check("a\n- b", "gfm_quirks", "", "<p>a\n- b</p>\n");
    check("a -- b", "gfm_quirks", "paragraph_end,no_auto_typographic",
          "<p>a -- b</p>\n");
}


/* Without GFM: kramdown's own parser. */
static void
test_input(void)
{
    check("#a\n\n#\nb\n\n~~c~~ \\~ d\\\ne\n# f\n- g\n", "input", "kramdown",
          "<h1 id=\"a\">a</h1>\n\n<h1 id=\"b\">\nb</h1>\n\n"
          "<p>~~c~~ \\~ d\\\ne\n# f\n- g</p>\n");
    check("- [ ] a\n\n ~~~\nb\n ~~~\n\n~~~ zz\nd\n ~~~\n~~~\n", "input",
          ":kramdown",
          "<ul>\n  <li>[ ] a</li>\n</ul>\n\n<p>~~~\nb\n ~~~</p>\n\n"
          "<pre><code class=\"language-zz\">d\n ~~~\n</code></pre>\n");
    check("## `c` &amp; 2 *e*", "input", "kramdown",
          "<h2 id=\"c-amp-2-e\"><code class=\"language-plaintext"
          " highlighter-rouge\">c</code> &amp; 2 <em>e</em></h2>\n");
    check("{::options html_to_native=\"true\" /}\n<h3>a\n 1 b\n - </h3>\n",
          "input", "kramdown", "<h3 id=\"ab\">a 1 b - </h3>\n");
    check("## `c` &amp; *e*", "input", "GFM",
          "<h2 id=\"c--e\"><code class=\"language-plaintext"
          " highlighter-rouge\">c</code> &amp; <em>e</em></h2>\n");
}


static void
test_map_options(void)
{
    check("a -- b --- c... << d >>", "typographic_symbols",
          "{ndash: '&ndash;<', mdash: '', ':hellip': 3, laquo_space: x}",
          "<p>a &ndash;&lt; b  c3 xd\u00A0\u00BB</p>\n");
    check("[a] ![A ][U  i]", "link_defs",
          "{a: [/u], 'u I': ['/v&', 'it \"is\"'], b: [/w, ~]}",
          "<p><a href=\"/u\">a</a> <img src=\"/v&amp;\" alt=\"A \""
          " title=\"it &quot;is&quot;\" /></p>\n");
    check("[a], [b][]\n\n[a]: /mine\n", "link_defs", "{a: [/u, t], b: [/w]}",
          "<p><a href=\"/mine\">a</a>, <a href=\"/w\">b</a></p>\n\n");
    check("    a\n\n`b`", "syntax_highlighter_opts", "{disable: true}",
          "<pre><code>a\n</code></pre>\n\n<p><code>b</code></p>\n");
    check("    a\n\n`b`", "syntax_highlighter_opts",
          "{block: {disable: yes}, default_lang: ruby}",
          "<pre><code>a\n</code></pre>\n\n<p><code class=\"language-ruby"
          " highlighter-rouge\">b</code></p>\n");
    check("    a\n    b\n", "syntax_highlighter_opts",
          "{line_numbers: true, start_line: 9, css_class: k}",
          "<div class=\"language-plaintext highlighter-rouge\">"
          "<div class=\"highlight\"><pre class=\"k\"><code>"
          "<table class=\"rouge-table\"><tbody><tr>"
          "<td class=\"rouge-gutter gl\"><pre class=\"lineno\">9\n10\n</pre>"
          "</td><td class=\"rouge-code\"><pre>a\nb\n</pre></td></tr></tbody>"
          "</table></code></pre></div></div>\n");
    check("    a\n", "guess_lang", "false",
          "<pre><code>a\n</code></pre>\n");
    check("{::options typographic_symbols=\"{ndash: x\\}\" /}\n\na -- b",
          NULL, NULL, "\n<p>a x b</p>\n");
    check("{::options ndash=\"x\" footnote_nr=\"3\" /}\n\na[^1] -- b\n\n"
          "[^1]: c", "forbidden_inline_options", "footnote_nr",
          "\n<p>a<sup id=\"fnref:1\" role=\"doc-noteref\"><a href=\"#fn:1\""
          " class=\"footnote\" rel=\"footnote\">1</a></sup> \u2013 b</p>\n\n"
          "<div class=\"footnotes\" role=\"doc-endnotes\">\n  <ol>\n"
          "    <li id=\"fn:1\" role=\"doc-endnote\">\n      <p>c\u00A0"
          "<a href=\"#fnref:1\" class=\"reversefootnote\""
          " role=\"doc-backlink\">&#8617;</a></p>\n    </li>\n  </ol>\n"
          "</div>\n");
    check("{::options hard_wrap=\"true\" link_defs=\"{a: [b]\\}\" /}\n[a]\nb",
          NULL, NULL, "<p>[a]\nb</p>\n");
}


static bool
late(void *data)
{
    int  *times = data;

    return (*times)-- == 0;
}


/* The page's time is looked at before each text, while it is read and while it
 * is written. */
static void
test_late(void)
{
    int     i, times;
    char    message[200];
    job_t   job;
    size_t  n;

    static char  text[100000];

    for (n = 0; n + 10 < sizeof(text); n += 10) {
        memcpy(text + n, "*a* b _c_\n", 10);
    }

    for (i = 0; i < 14; i++) {
        job_init(guard, &job);
        job.text = faimi_slice(text, n);
        job.options.file = FAIMI_SLICE("a.md");
        job.options.late = late;
        job.options.late_data = &times;
        times = i;

        CHECK(job_render(guard, &job) == FAIMI_ERROR);
        (void) faimi_error_text(&job.err, message, sizeof(message));
        CHECK_STR(faimi_slice_str(message),
                  "a.md: the page takes more than 3 s to render: split it");
        faimi_arena_destroy(job.arena);
    }

    job_init(guard, &job);
    job.text = FAIMI_SLICE("a");
    job.options.late = late;
    job.options.late_data = &times;
    times = 2;
    CHECK(job_render(guard, &job) == FAIMI_OK);
    faimi_arena_destroy(job.arena);
}


static void
test_bad_options(void)
{
    size_t  i;
    job_t   job;

    static const char *const  bad[][2] = {
        { "unknown", "1" }, { "footnote_nr", "x" }, { "footnote_nr", "" },
        { "header_offset", "1.5" }, { "toc_levels", "0..3" },
        { "toc_levels", "1..7" }, { "toc_levels", "a" },
        { "toc_levels", "1;2" }, { "toc_levels", "" },
        { "smart_quotes", "a,b,c,d" }, { "smart_quotes", "lsquo,rsquo" },
        { "smart_quotes", "" }, { "typographic_symbols", "x" },
        { "input", "html" }, { "input", "" },
        { "link_defs", "{a: b}" }, { "link_defs", "{a: []}" }
    };

    job_init(guard, &job);

    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        CHECK(!option(&job, bad[i][0], bad[i][1]));
    }

    CHECK(option(&job, "toc_levels", "2,4"));
    CHECK(!job.options.toc_levels[1] && job.options.toc_levels[2]
          && !job.options.toc_levels[3] && job.options.toc_levels[4]);

    faimi_arena_destroy(job.arena);
}


static void
test_lines(void)
{
    check("", NULL, NULL, "\n");
    check("a\r\nb\rc", NULL, NULL, "<p>a\nb\nc</p>\n");
    check("a\r\n\r\nb\r\n", NULL, NULL, "<p>a</p>\n\n<p>b</p>\n");
}


/* `unit` so often that a limit is met, after a first line. */
static void
check_limit(const char *unit, size_t times, const char *expected)
{
    char    *text;
    size_t   i, len;

    len = strlen(unit);
    text = calloc(1, 3 + len * times + 1);
    memcpy(text, "x\n\n", 3);

    for (i = 0; i < times; i++) {
        memcpy(text + 3 + len * i, unit, len);
    }

    check(text, NULL, NULL, expected);
    free(text);
}


/* More attributes than an element may have. */
static void
test_attributes(void)
{
    int     i;
    char    text[16384];
    size_t  n;

    n = (size_t) sprintf(text, "<div ");

    for (i = 0; i <= FAIMI_MAX_ATTRIBUTES; i++) {
        n += (size_t) sprintf(text + n, "a%d ", i);
    }

    (void) sprintf(text + n, ">");
    check(text, NULL, NULL, "a.md:1: too many attributes on one element");
}


static void
test_limits(void)
{
    static const char  deep[] = "a.md:3: markup is nested too deeply here:"
                                " close what is open, or nest less";

    check_limit("> ", 100, deep);
    check_limit("1. ", 100, deep);
    check_limit("<b>", 1000, deep);
    check_limit("<div>", 2000, deep);
    check_limit("<div markdown=\"1\">", 100, deep);
    check_limit("![", 1000, deep);
    check_limit("|", 2000, "a.md:3: a table has too many columns");
    check("{:a: b}\n{:b: a}\n\nx\n{: a}\n", NULL, NULL,
          "a.md:4: markup is nested too deeply here: close what is open,"
          " or nest less");
}


/* Everything at least once. */
static const char  everything[] =
    "* toc\n{:toc}\n\n# *A* `b` [c](d)[^1]\n\ntext \"q\" -- ~~s~~ &copy;\\\n"
    "<b class=\"x\">HTML *y*</b> $$m$$ [ref] ![i](j \"k\"){: .l}\n\n"
    "| a | `b|c` |\n|:--|--:|\n| d |\n\n- one\n  - [ ] two\n\n    three\n\n"
    "term\n: def\n\n> quote\n\n```ruby\nx\n```\n\n    code\n{: .y}\n\n"
    "<div markdown=\"1\">\n## In\n<p>raw &amp; <br></p>\n</div>\n\n"
    "{::comment}\nz\n{:/}\n\n*[HTML]: x\n\n[ref]: /r 't'\n{: .u}\n\n"
    "[^1]: note[^2]\n\n[^2]: other\n\n{:ald: .v}\n\n***\n{: ald}\n\n"
    "a *b **c _d __e [f ![g `h <i>j\n";

/* And what options add. */
static const char  converted[] =
    "{::options html_to_native=\"true\" typographic_symbols=\"{ndash: x\\}\"\n"
    "syntax_highlighter_opts=\"{line_numbers: true\\}\" /}\n\n"
    "a <b>b</b> <code class=\"highlighter-x y\">c &lt;</code> -- [<img>](d)\n\n"
    "<div> e &hellip; <p>f\n g &x;</p>\n <ul><li>h</li></ul> <hr></div>\n\n"
    "<table><tr><td style=\"a: b; text-align: left\">i</td></tr></table>\n\n"
    "<pre class=\"j\"><code class=\"language-k\">l</code></pre>\n\n"
    "<h2>m <a href=\"n\">o</a></h2>\n\n    p\n\n"
    "<script type=\"math/tex\">% <![CDATA[ q ]]></script>\n";


/* Memory that ends at one allocation after the other, until it is enough. */
static void
check_memory(job_kind_t kind, const char *text, size_t least)
{
    job_t       job;
    size_t      n;
    faimi_rc_t  rc;

    for (n = 1, rc = FAIMI_NOMEM; rc == FAIMI_NOMEM && n < 10000; n++) {
        job_init(guard, &job);
        job.kind = kind;
        job.text = faimi_slice_str(text);
        faimi_guard_fail_at(guard, n);
        rc = job_render(guard, &job);
        faimi_guard_fail_at(guard, 0);
        faimi_arena_destroy(job.arena);
    }

    CHECK(rc == FAIMI_OK);
    CHECK(n > least);
}


static void
test_memory(void)
{
    check_memory(JOB_MARKDOWN, everything, 100);
    check_memory(JOB_MARKDOWN, converted, 100);
    check_memory(JOB_SMARTIFY, converted, 20);
    check_memory(JOB_COMMONMARK, "a *b* &#87654321;\n\n    c\n", 5);
}


/* An output that is full is an error, wherever that happens. */
static faimi_rc_t
work_small(void *data)
{
    job_t        *job = data;
    faimi_buf_t  *out;

    out = faimi_buf_create(job->arena, job->options.line);

    return faimi_markdown_render(job->arena, job->text, &job->options, out,
                                 &job->err);
}


static void
test_full(void)
{
    job_t       job;
    size_t      n;
    faimi_rc_t  rc;

    for (n = 1, rc = FAIMI_ERROR; rc == FAIMI_ERROR && n < 100000; n += 7) {
        job_init(guard, &job);
        job.text = faimi_slice_str(everything);
        job.options.line = n;
        rc = faimi_guard_run(guard, work_small, &job);
        faimi_arena_destroy(job.arena);
    }

    CHECK(rc == FAIMI_OK);
    CHECK(n > 1000);
}


static void
check_commonmark(job_t *job, const char *text, const char *expected)
{
    job->text = faimi_slice_str(text);
    CHECK(job_render(guard, job) == FAIMI_OK);
    CHECK_STR(faimi_buf_slice(job->out), expected);
}


static void
test_commonmark(void)
{
    job_t  job;

    job_init(guard, &job);
    job.kind = JOB_COMMONMARK;
    job.commonmark.file = FAIMI_SLICE("a.md");

    check_commonmark(&job, "# *a*\n\n<b>\"c\"</b>\n\n<p>d</p>\n",
                     "<h1><em>a</em></h1>\n<p><!-- raw HTML omitted -->"
                     "&quot;c&quot;<!-- raw HTML omitted --></p>\n"
                     "<!-- raw HTML omitted -->\n");

    CHECK(faimi_commonmark_option(&job.commonmark, FAIMI_SLICE("unsafe"))
          == FAIMI_OK);
    CHECK(faimi_commonmark_option(&job.commonmark, FAIMI_SLICE("SMART"))
          == FAIMI_OK);
    check_commonmark(&job, "<b>\"c\"</b>\n",
                     "<p><b>\u201Cc\u201D</b></p>\n");

    CHECK(faimi_commonmark_extension(&job.commonmark,
                                     FAIMI_SLICE("tagfilter")) == FAIMI_OK);
    check_commonmark(&job, "<b><Title> <titles> <xmp/>\n",
                     "<p><b>&lt;Title> <titles> &lt;xmp/></p>\n");

    CHECK(faimi_commonmark_option(&job.commonmark, FAIMI_SLICE("SOURCEPOS"))
          == FAIMI_OK);
    CHECK(faimi_commonmark_option(&job.commonmark, FAIMI_SLICE("nobreaks"))
          == FAIMI_OK);
    check_commonmark(&job, "a\nb\n",
                     "<p data-sourcepos=\"1:1-2:1\">a b</p>\n");

    CHECK(faimi_commonmark_option(&job.commonmark, FAIMI_SLICE("FOOTNOTES"))
          == FAIMI_ERROR);
    CHECK(faimi_commonmark_option(&job.commonmark, FAIMI_SLICE("x"))
          == FAIMI_NOT_FOUND);
    CHECK(faimi_commonmark_extension(&job.commonmark, FAIMI_SLICE("table"))
          == FAIMI_ERROR);
    CHECK(faimi_commonmark_extension(&job.commonmark, FAIMI_SLICE("TABLE"))
          == FAIMI_NOT_FOUND);

    faimi_arena_destroy(job.arena);
}


static void
test_commonmark_limits(void)
{
    job_t   job;
    char   *text;

    job_init(guard, &job);
    job.kind = JOB_COMMONMARK;
    job.commonmark.file = FAIMI_SLICE("a.md");
    text = malloc(FAIMI_MAX_COMMONMARK + 1);
    memset(text, 'a', FAIMI_MAX_COMMONMARK + 1);
    job.text = faimi_slice(text, FAIMI_MAX_COMMONMARK + 1);
    CHECK(job_render(guard, &job) == FAIMI_ERROR);
    CHECK_STR(faimi_slice_str(job.err.message), "the page is longer than"
              " 1048576 bytes: split it");
    CHECK_STR(faimi_slice_str(job.err.file), "a.md");

    /* quotes and lists that only the stack of a recursion would bound */
    memset(text, '>', 50000);
    job.text = faimi_slice(text, 50000);
    CHECK(job_render(guard, &job) == FAIMI_OK);

    free(text);
    faimi_arena_destroy(job.arena);
}


int
main(void)
{
    guard = faimi_guard_create();

    test_nul();
    test_options();
    test_place_in_note();
    test_input();
    test_map_options();
    test_bad_options();
    test_late();
    test_lines();
    test_limits();
    test_attributes();
    test_memory();
    test_full();
    test_commonmark();
    test_commonmark_limits();

    faimi_guard_destroy(guard);

    return test_end();
}
