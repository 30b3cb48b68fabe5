/*
 * Code in colour.  What is expected is what Rouge 3.30 prints;
 * t/conformance/highlight.rb compares every language with it.  Without the
 * tables (HIGHLIGHT=no) no language is known, and that is all there is to test.
 */

#include <stdlib.h>

#include "faimi_highlight.h"
#include "test.h"


typedef struct {
    const char  *language;
    const char  *code;
    const char  *html;
} highlight_row_t;


static const highlight_row_t  rows[] = {
    { "ruby", "def a(x)\n  \"#{x}\" # c\nend\n",
      "<span class=\"k\">def</span> <span class=\"nf\">a</span>"
      "<span class=\"p\">(</span><span class=\"n\">x</span>"
      "<span class=\"p\">)</span>\n  <span class=\"s2\">\"</span>"
      "<span class=\"si\">#{</span><span class=\"n\">x</span>"
      "<span class=\"si\">}</span><span class=\"s2\">\"</span>"
      " <span class=\"c1\"># c</span>\n<span class=\"k\">end</span>\n" },
    { "ruby", "x = <<~A + %w(a b)\n  t\nA\n",
      "<span class=\"n\">x</span> <span class=\"o\">=</span>"
      " <span class=\"o\">&lt;&lt;~</span><span class=\"no\">A</span>"
      " <span class=\"o\">+</span> <span class=\"sx\">%w(a b)</span>"
      "<span class=\"sh\">\n  t\n</span><span class=\"no\">A</span>\n" },
    { "js", "let a = `${b}`;",
      "<span class=\"kd\">let</span> <span class=\"nx\">a</span>"
      " <span class=\"o\">=</span> <span class=\"s2\">`</span>"
      "<span class=\"p\">${</span><span class=\"nx\">b</span>"
      "<span class=\"p\">}</span><span class=\"s2\">`</span>"
      "<span class=\"p\">;</span>" },
    { "yaml", "a:\n  - b: 1\n",
      "<span class=\"na\">a</span><span class=\"pi\">:</span>\n"
      "  <span class=\"pi\">-</span> <span class=\"na\">b</span>"
      "<span class=\"pi\">:</span> <span class=\"m\">1</span>\n" },
    { "html", "<b a=\"1\">&amp;</b><style>a{}</style>",
      "<span class=\"nt\">&lt;b</span> <span class=\"na\">a=</span>"
      "<span class=\"s\">\"1\"</span><span class=\"nt\">&gt;</span>"
      "<span class=\"ni\">&amp;amp;</span><span class=\"nt\">&lt;/b&gt;"
      "&lt;style&gt;a</span>"
      "<span class=\"p\">{}</span><span class=\"nt\">&lt;/style&gt;</span>" },
    { "console", "$ ls -l # x\nfile\n",
      "<span class=\"gp\">$</span><span class=\"w\"> </span>"
      "<span class=\"nb\">ls</span> <span class=\"nt\">-l</span>"
      " <span class=\"c\"># x</span>\n<span class=\"go\">file\n</span>" },
    { "json", "{\"a\": \xc3\xa9}",
      "<span class=\"p\">{</span><span class=\"nl\">\"a\"</span>"
      "<span class=\"p\">:</span><span class=\"w\"> </span>"
      "<span class=\"err\">\xc3\xa9</span><span class=\"p\">}</span>" },
    { "php?start_inline=1", "echo 1;",
      "<span class=\"k\">echo</span> <span class=\"mi\">1</span>"
      "<span class=\"p\">;</span>" }
};


typedef struct {
    faimi_arena_t        *arena;         /* as long as the highlighter */
    faimi_arena_t        *work;
    faimi_highlighter_t  *highlighter;
    faimi_slice_t         language;
    faimi_slice_t         code;
    faimi_buf_t          *out;

    faimi_code_deadline_t  deadline;
} highlight_job_t;


static faimi_rc_t
highlight_create(void *data)
{
    highlight_job_t  *job = data;

    job->highlighter = faimi_highlighter_create(job->arena);

    return FAIMI_OK;
}


static faimi_rc_t
highlight_run(void *data)
{
    int               lexer;
    highlight_job_t  *job = data;

    job->out = faimi_buf_create(job->work, FAIMI_MAX_OUTPUT);
    lexer = faimi_highlight_find(job->language);

    return (lexer < 0) ? FAIMI_NOT_FOUND
           : faimi_highlight(job->highlighter, lexer, job->code, &job->deadline,
                             job->work, job->out);
}


static void
test_rows(faimi_guard_t *guard, highlight_job_t *job)
{
    size_t  i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        job->language = faimi_slice_str(rows[i].language);
        job->code = faimi_slice_str(rows[i].code);
        CHECK(faimi_guard_run(guard, highlight_run, job) == FAIMI_OK);
        CHECK_STR(faimi_buf_slice(job->out), rows[i].html);
        faimi_arena_reset(job->work);
    }
}


/* A name must be all of a language's name. */
static void
test_names(void)
{
    CHECK(faimi_highlight_find(FAIMI_SLICE("rb"))
          == faimi_highlight_find(FAIMI_SLICE("ruby")));
    CHECK(faimi_highlight_find(FAIMI_SLICE("rub")) == -1);
    CHECK(faimi_highlight_find(FAIMI_SLICE("rubyy")) == -1);
    CHECK(faimi_highlight_find(FAIMI_SLICE("")) == -1);
    CHECK(faimi_highlight_find(FAIMI_SLICE("plaintext")) == -1);
    CHECK(faimi_highlight_find(FAIMI_SLICE("guess")) == -1);
    CHECK(faimi_highlight_tag(-1) == NULL);
    CHECK(faimi_highlight_tag(100000) == NULL);
}


/* Text in, text out: without its tags the HTML is the code, escaped. */
static bool
same_text(highlight_job_t *job)
{
    size_t        i;
    faimi_buf_t  *plain, *escaped;

    plain = faimi_buf_create(job->work, FAIMI_MAX_OUTPUT);
    escaped = faimi_buf_create(job->work, FAIMI_MAX_OUTPUT);
    faimi_buf_html(escaped, job->code);

    for (i = 0; i < job->out->len; i++) {
        if (job->out->data[i] == '<') {
            while (job->out->data[i] != '>') {
                i++;
            }

        } else {
            faimi_buf_char(plain, job->out->data[i]);
        }
    }

    return faimi_slice_eq(faimi_buf_slice(plain), faimi_buf_slice(escaped));
}


static faimi_rc_t
highlight_whole(void *data)
{
    faimi_rc_t        rc;
    highlight_job_t  *job = data;

    rc = highlight_run(job);

    if (rc == FAIMI_OK) {
        CHECK(same_text(job));
    }

    return rc;
}


/* No language loses a character of what is not its own, and a block that runs
 * into a limit stays plain. */
static void
test_hostile(faimi_guard_t *guard, highlight_job_t *job)
{
    int          lexer;
    char        *text;
    size_t       i, n, len;
    faimi_rc_t   rc;
    const char  *const  parts[] = {
        "{", "((", "<<A\n", "\"#{", "'", "/*", "%w(", "\xc3\xa9 ", "<% ",
        "`", "-\n ", "\\", "a.b:c;d\n"
    };

    text = malloc(20000);

    for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        len = strlen(parts[i]);

        for (n = 0; n + len < 2000; n += len) {
            memcpy(text + n, parts[i], len);
        }

        job->code = faimi_slice(text, n);

        for (lexer = 0; faimi_highlight_tag(lexer) != NULL; lexer++) {
            job->language = faimi_slice_str(faimi_highlight_tag(lexer));

            if (job->language.len > 0) {
                rc = faimi_guard_run(guard, highlight_whole, job);
                test_check(rc == FAIMI_OK || rc == FAIMI_ERROR,
                           faimi_highlight_tag(lexer), __FILE__, __LINE__);
                faimi_arena_reset(job->work);
            }
        }
    }

    free(text);
}


/* Texts that make a lexer look far ahead at each of their places: one long
 * line, one that opens and never closes. */
typedef struct {
    const char  *language;
    const char  *part;
} highlight_slow_t;

static const highlight_slow_t  slow[] = {
    { "markdown", "[" }, { "markdown", "*a " }, { "markdown", "a_" },
    { "html", "<!--" }, { "html", "<a " }, { "ruby", "%w(" },
    { "ruby", "<<A " }, { "javascript", "/a" }, { "javascript", "`${" },
    { "javascript", "(a, " }, { "yaml", "a: &b " }, { "yaml", "- " },
    { "c", "/*" }, { "c", "a b(" }, { "cpp", "R\"(" }, { "css", "a:b" },
    { "perl", "s/a" }, { "perl", "<<A;" }, { "shell", "$((" },
    { "python", "'''" }, { "php", "<?php \"{$" }, { "java", "a<b " },
    { "liquid", "{{ a | b" }, { "erb", "<%" }, { "sql", "/*" },
    { "diff", "+" }, { "swift", "\"\\(" }, { "json", "[" }, { "tex", "{$" }
};


/* How often a run has asked for the time, and after how many questions it is
 * over; 0: never. */
typedef struct {
    size_t  asked;
    size_t  last;
} highlight_clock_t;


static bool
highlight_late(void *data)
{
    highlight_clock_t  *clock = data;

    return ++clock->asked == clock->last;
}


/* The clock is asked while such a text is highlighted; once the time is over
 * nothing has been written, and it was not asked again. */
static void
test_deadline(faimi_guard_t *guard, highlight_job_t *job)
{
    char               *text;
    size_t              i, n, len;
    highlight_clock_t   clock;

    text = malloc(20000);
    job->deadline = (faimi_code_deadline_t) { highlight_late, &clock };

    for (i = 0; i < sizeof(slow) / sizeof(slow[0]); i++) {
        len = strlen(slow[i].part);

        for (n = 0; n + len < 20000; n += len) {
            memcpy(text + n, slow[i].part, len);
        }

        job->language = faimi_slice_str(slow[i].language);
        job->code = faimi_slice(text, n);
        clock = (highlight_clock_t) { 0, 3 };

        if (faimi_guard_run(guard, highlight_whole, job) != FAIMI_OK) {
            CHECK(clock.asked <= 3);
            CHECK(job->out->len == 0);
        }

        faimi_arena_reset(job->work);
    }

    /* a text of that length that any lexer goes through */
    memset(text, '\n', 20000);
    memset(text, 'a', 10000);
    job->language = FAIMI_SLICE("json");
    job->code = faimi_slice(text, 20000);
    clock = (highlight_clock_t) { 0, 0 };
    CHECK(faimi_guard_run(guard, highlight_whole, job) == FAIMI_OK);
    CHECK(clock.asked > 10);
    clock = (highlight_clock_t) { 0, 3 };
    CHECK(faimi_guard_run(guard, highlight_whole, job) == FAIMI_ERROR);
    CHECK(clock.asked == 3);
    CHECK(job->out->len == 0);

    faimi_arena_reset(job->work);
    memset(&job->deadline, 0, sizeof(faimi_code_deadline_t));
    free(text);
}


int
main(void)
{
    faimi_guard_t    *guard;
    highlight_job_t   job;

    guard = faimi_guard_create();
    memset(&job, 0, sizeof(highlight_job_t));
    job.arena = faimi_arena_create(guard, 0);
    job.work = faimi_arena_create(guard, 0);
    CHECK(faimi_guard_run(guard, highlight_create, &job) == FAIMI_OK);

    if (faimi_highlight_version() == NULL) {
        CHECK(faimi_highlight_find(FAIMI_SLICE("ruby")) == -1);
        CHECK(faimi_highlight_tag(0) == NULL);

    } else {
        test_rows(guard, &job);
        test_names();
        test_hostile(guard, &job);
        test_deadline(guard, &job);
    }

    faimi_arena_destroy(job.work);
    faimi_arena_destroy(job.arena);
    faimi_guard_destroy(guard);

    return test_end();
}
