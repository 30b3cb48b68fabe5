/*
 * libFuzzer: a whole site and edits of it (site.h).
 */

#include <stdlib.h>

#include "site.h"


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char           *text;
    site_counts_t   counts;

    memset(&counts, 0, sizeof(counts));

    if (!site_run(data, size, &counts, &text)) {
        fputs(text, stderr);
        abort();
    }

    return 0;
}
