/*
 * The examples of t/spec/liquid-*.md; run from the top of the tree.
 */

#include <glob.h>

#include "liquid.h"


int
main(void)
{
    int             rc;
    glob_t          files;
    faimi_guard_t  *guard;

    if (glob("t/spec/liquid-*.md", 0, NULL, &files) != 0) {
        printf("Bail out! no t/spec/liquid-*.md here\n");
        return 1;
    }

    guard = faimi_guard_create();
    rc = run_specs(guard, FAIMI_LIQUID_WARN, files.gl_pathv);
    faimi_guard_destroy(guard);
    globfree(&files);

    return rc;
}
