/*
 * The examples of t/spec/markdown-*.md and of the spec files of the other
 * converters; run from the top of the tree.
 */

#include <glob.h>

#include "markdown.h"


int
main(void)
{
    int             failed, count;
    char          **name;
    glob_t          files;
    faimi_guard_t  *guard;

    if (glob("t/spec/markdown-*.md", 0, NULL, &files) != 0
        || glob("t/spec/smartify.md", GLOB_APPEND, NULL, &files) != 0
        || glob("t/spec/commonmark.md", GLOB_APPEND, NULL, &files) != 0)
    {
        printf("Bail out! no spec files of Markdown here\n");
        return 1;
    }

    guard = faimi_guard_create();
    failed = count = 0;

    for (name = files.gl_pathv; *name != NULL; name++) {
        failed += spec_run(guard, *name, &count);
    }

    printf("1..%d\n", count);
    faimi_guard_destroy(guard);
    globfree(&files);

    return failed != 0;
}
