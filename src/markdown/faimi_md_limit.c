/*
 * What ends a document early: errors, nesting, work and time.  None of these
 * functions returns when its limit is hit; the guard takes the stack down to
 * faimi_md_run().
 *
 * kramdown has no such limits.  Steps are what makes the parser linear: each
 * piece of work that may be done again for the same text takes some of a budget
 * that grows with the text (FAIMI_MAX_MARKDOWN_STEPS for each byte of it).
 */

#include "faimi_md_parser.h"


void
faimi_md_fail(faimi_md_doc_t *doc, const char *what)
{
    size_t  line, column;

    faimi_error_locate(doc->text, doc->at, &line, &column);
    (void) faimi_error_set(doc->err, doc->options.file,
                           line + doc->options.line - 1, 0, "%s", what);
    faimi_guard_raise(doc->guard, FAIMI_ERROR);
}


void
faimi_md_enter(faimi_md_doc_t *doc, size_t *depth, size_t limit)
{
    if (++*depth > limit) {
        faimi_md_fail(doc, "markup is nested too deeply here:"
                           " close what is open, or nest less");
    }
}


void
faimi_md_look(faimi_md_doc_t *doc, size_t n)
{
    doc->looked += n;

    if (doc->looked < FAIMI_MD_LOOK) {
        return;
    }

    doc->looked = 0;

    if (doc->options.late != NULL && doc->options.late(doc->options.late_data))
    {
        (void) faimi_error_set(doc->err, doc->options.file, 0, 0,
                               "the page takes more than %d s to render: "
                               "split it", FAIMI_MAX_RENDER_TIME);
        faimi_guard_raise(doc->guard, FAIMI_ERROR);
    }
}


void
faimi_md_step(faimi_md_doc_t *doc, size_t n)
{
    if (n > doc->steps) {
        faimi_md_fail(doc, "too much markup is left open here:"
                           " escape it with backslashes, or close it");
    }

    doc->steps -= n;
    faimi_md_look(doc, n);
}
