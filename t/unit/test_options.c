/*
 * What a site says of its Markdown in _config.yml: `kramdown:` and
 * `highlighter:`.  The pages are what Jekyll makes of them.
 */

#include "test_site.h"


/* The page with this configuration. */
static void
check(const char *config, const char *page, const char *expected)
{
    char          text[1024];
    test_site_t   t;

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", config);
    (void) snprintf(text, sizeof(text), "---\nlayout: none\n---\n%s", page);
    test_site_write(&t, "a.md", text);

    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK_STR(test_site_render(&t, "/a.html"), expected);
    test_site_end(&t);
}


static void
test_values(void)
{
    check("kramdown:\n  typographic_symbols: {ndash: to, mdash: ~}\n",
          "1 -- 2 --- 3 ...\n", "<p>1 to 2  3 \u2026</p>\n");
    check("kramdown:\n  link_defs:\n    home: [/h, Home]\n    'A  b': [/ab]\n",
          "[Home], [x][a b]\n",
          "<p><a href=\"/h\" title=\"Home\">Home</a>, <a href=\"/ab\">x</a>"
          "</p>\n");
    check("kramdown:\n  input: kramdown\n", "#a\n\n~~b~~\n",
          "<h1 id=\"a\">a</h1>\n\n<p>~~b~~</p>\n");
    check("kramdown:\n  html_to_native: true\n  auto_ids: no\n",
          "## <b>a</b>\n", "<h2><strong>a</strong></h2>\n");
    check("kramdown:\n  math_engine:\n  footnote_backlink:\n", "$$a$$[^1]\n\n"
          "[^1]: b\n",
          "<p><span class=\"kdmath\">$a$</span><sup id=\"fnref:1\""
          " role=\"doc-noteref\"><a href=\"#fn:1\" class=\"footnote\""
          " rel=\"footnote\">1</a></sup></p>\n\n"
          "<div class=\"footnotes\" role=\"doc-endnotes\">\n  <ol>\n"
          "    <li id=\"fn:1\" role=\"doc-endnote\">\n      <p>b</p>\n"
          "    </li>\n  </ol>\n</div>\n");
    check("kramdown:\n  forbidden_inline_options: [auto_ids]\n"
          "  toc_levels: [2, 3]\n  smart_quotes: [39, 39, quot, quot]\n",
          "{::options auto_ids=\"false\" header_offset=\"1\" /}\n\n# a \"b\"\n",
          "\n<h2 id=\"a-b\">a \"b\"</h2>\n");
}


/* Null: as if not given where Jekyll has a default; for kramdown it is false,
 * "", or no value. */
static void
test_null(void)
{
    size_t  i;
    char    config[200];

    static const char *const  defaults[] = {
        "auto_ids", "toc_levels", "entity_output", "smart_quotes", "input",
        "hard_wrap", "guess_lang", "footnote_nr", "syntax_highlighter",
        "syntax_highlighter_opts", "auto_id_stripping", "html_to_native",
        "header_offset", "link_defs", "gfm_quirks", "typographic_symbols"
    };

    for (i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++) {
        (void) snprintf(config, sizeof(config), "kramdown:\n  %s:\n",
                        defaults[i]);
        check(config, "# \"a\" -- <b>*b*</b>\n\n    c\n",
              "<h1 id=\"a--b\">\u201Ca\u201D \u2013 <b><em>b</em></b></h1>\n\n"
              "<div class=\"language-plaintext highlighter-rouge\">"
              "<div class=\"highlight\"><pre class=\"highlight\"><code>c\n"
              "</code></pre></div></div>\n");
    }

    check("kramdown:\n", "\"a\"\n", "<p>\u201Ca\u201D</p>\n");
    check("kramdown:\n  parse_span_html:\n", "<b>*b*</b>\n",
          "<p><b>*b*</b></p>\n");
}


/* css_class and default_lang have their `||=`, each at its own place. */
static void
test_null_code(void)
{
    size_t  i;
    char    config[200], html[300];

    static const char *const  opts[][3] = {
        { "css_class: ", "language-plaintext ", "highlight" },
        { "css_class: false", "language-plaintext ", "highlight" },
        { "css_class: a, block: {css_class: }", "language-plaintext ",
          "highlight" },
        { "block: {css_class: }", "language-plaintext ", "highlight" },
        { "css_class: ''", "language-plaintext ", "" },
        { "default_lang: ", "language-plaintext ", "highlight" },
        { "default_lang: false", "language-plaintext ", "highlight" },
        { "block: {default_lang: }", "", "highlight" },
        { "default_lang: ruby, block: {default_lang: }", "", "highlight" },
        { "block: ", "language-plaintext ", "highlight" }
    };

    for (i = 0; i < sizeof(opts) / sizeof(opts[0]); i++) {
        (void) snprintf(config, sizeof(config), "kramdown:\n"
                        "  syntax_highlighter_opts: {%s}\n", opts[i][0]);
        (void) snprintf(html, sizeof(html), "<div class=\"%shighlighter-rouge"
                        "\"><div class=\"highlight\"><pre class=\"%s\"><code>"
                        "a\n</code></pre></div></div>\n", opts[i][1],
                        opts[i][2]);
        check(config, "    a\n", html);
    }

    check("kramdown:\n  syntax_highlighter_opts: {default_lang: ''}\n",
          "`a`\n\n    b\n",
          "<p><code>a</code></p>\n\n<pre><code>b\n</code></pre>\n");
}


static void
test_highlighter(void)
{
    check("highlighter: ''\n", "`a`\n", "<p><code>a</code></p>\n");
    check("highlighter:\n", "`a`\n", "<p><code class=\"language-plaintext"
          " highlighter-rouge\">a</code></p>\n");
    check("highlighter: false\nkramdown:\n  syntax_highlighter: false\n",
          "`a`\n", "<p><code class=\"language-plaintext highlighter-rouge\">a"
          "</code></p>\n");
    check("highlighter: none\n", "`a`\n", "<p><code>a</code></p>\n");
    check("highlighter: none\nkramdown:\n  syntax_highlighter: rouge\n",
          "`a`\n", "<p><code class=\"language-plaintext highlighter-rouge\">a"
          "</code></p>\n");
    check("kramdown:\n  syntax_highlighter_opts:\n    span: {disable: true}\n"
          "    default_lang: ruby\n    css_class: k\n", "`a`\n\n    b\n",
          "<p><code>a</code></p>\n\n<div class=\"language-ruby"
          " highlighter-rouge\"><div class=\"highlight\"><pre class=\"k\">"
          "<code><span class=\"n\">b</span>\n</code></pre></div></div>\n");
    check("kramdown:\n  guess_lang: false\n  syntax_highlighter_opts: {wrap:"
          " true}\n", "`a` `b`{: .language-ruby}\n",
          "<p><code>a</code> <code class=\"language-ruby highlighter-rouge\">"
          "<span class=\"n\">b</span></code></p>\n");
}


/* A value that is none is reported, and the default stays. */
static void
test_problems(void)
{
    size_t       i;
    char         config[200];
    test_site_t  t;

    static const char *const  bad[][2] = {
        { "toc_levels", "9" }, { "footnote_nr", "many" }, { "input", "html" },
        { "link_defs", "{a: b}" }, { "typographic_symbols", "[a]" },
        { "smart_quotes", "a,b" }, { "syntax_highlighter_opts", "none" },
        { "header_offset", "" }, { "link_defs", "" }, { "gfm_quirks", "" },
        { "typographic_symbols", "" }, { "forbidden_inline_options", "" }
    };

    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        test_site_begin(&t);
        (void) snprintf(config, sizeof(config), "kramdown:\n  %s: %s\n",
                        bad[i][0], bad[i][1]);
        test_site_write(&t, "_config.yml", config);
        test_site_write(&t, "a.md", "---\nlayout: none\n---\n\"a\"[^1]\n");
        CHECK(test_site_start(&t, false) == FAIMI_OK);
        (void) snprintf(config, sizeof(config), "kramdown.%s: this is no value"
                        " of it", bad[i][0]);
        CHECK(has(test_site_list(&t, faimi_site_problems), config));
        CHECK_STR(test_site_render(&t, "/a.html"),
                  "<p>\u201Ca\u201D[^1]</p>\n");
        test_site_end(&t);
    }

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "kramdown: [hard_wrap]\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    CHECK(has(test_site_list(&t, faimi_site_problems),
              "kramdown: should be a map"));
    test_site_end(&t);
}


static void
test_commonmark(void)
{
    test_site_t    t;
    faimi_slice_t  problems;

    check("markdown: CommonMark\n", "<b>a</b>\n",
          "<p><!-- raw HTML omitted -->a<!-- raw HTML omitted --></p>\n");
    check("markdown: commonmark\ncommonmark:\n  options: [unsafe, SMART]\n",
          "<b>\"a\"</b>\n\n    \"b\"\n",
          "<p><b>\u201Ca\u201D</b></p>\n<div class=\"highlighter-rouge\">"
          "<div class=\"highlight\"><pre class=\"highlight\"><code>\"b\"\n"
          "</code></pre></div></div>\n");
    check("markdown: CommonMark\ncommonmark:\n  options: [UNSAFE, 1]\n",
          "<p>\n", "<!-- raw HTML omitted -->\n");
    check("markdown: CommonMark\ncommonmark:\n  options: UNSAFE\n"
          "  extensions: tagfilter\n", "<p>\n",
          "<!-- raw HTML omitted -->\n");

    test_site_begin(&t);
    test_site_write(&t, "_config.yml", "markdown: CommonMark\n"
                    "commonmark: {options: [FOOTNOTES, x],"
                    " extensions: [table, tagfilter]}\n");
    CHECK(test_site_start(&t, false) == FAIMI_OK);
    problems = test_site_list(&t, faimi_site_problems);
    CHECK(has(problems, "commonmark.options: FOOTNOTES is not in libcmark"));
    CHECK(has(problems, "commonmark.options: x is not known to CommonMark"));
    CHECK(has(problems, "commonmark.extensions: table is not in libcmark"));
    CHECK(!has(problems, "tagfilter"));
    test_site_end(&t);
}


int
main(void)
{
    test_values();
    test_null();
    test_null_code();
    test_commonmark();
    test_highlighter();
    test_problems();

    return test_end();
}
