/*
 * A site that lives through edits serves what a new one would, and pages
 * change with their keys: t/fuzz/site.h with random bytes.
 *
 *     test_same [SEED [INPUTS]]
 */

#include <stdlib.h>

#include "site.h"
#include "test.h"


#define INPUTS  60


/* An input by its number. */
static void
invent(uint64_t seed, uint8_t *data, size_t size)
{
    size_t  i;

    seed = seed * 0x9E3779B97F4A7C15u + 1;

    for (i = 0; i < size; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        data[i] = (uint8_t) (seed >> 56);
    }
}


/* Without the edits that do not matter. */
static size_t
reduce(uint8_t *data, size_t size)
{
    size_t          at, rest;
    site_counts_t   counts;
    static uint8_t  less[SITE_INPUT];

    for (at = SITE_HEAD; at < size; /* void */ ) {
        rest = (at + SITE_RECORD < size) ? size - at - SITE_RECORD : 0;
        memcpy(less, data, at);
        memcpy(less + at, data + at + SITE_RECORD, rest);
        less[0] -= (at - SITE_HEAD) / SITE_RECORD < less[0] % SITE_FIRST;

        if (!site_run(less, at + rest, &counts, NULL)) {
            memcpy(data, less, at + rest);
            size = at + rest;

        } else {
            at += SITE_RECORD;
        }
    }

    return size;
}


static void
tell(uint8_t *data, uint64_t seed)
{
    char           *text, *line, *rest;
    size_t          size;
    site_counts_t   counts;

    size = reduce(data, SITE_INPUT);
    size = reduce(data, size);
    printf("# input %llu, in short:\n", (unsigned long long) seed);

    if (!site_run(data, size, &counts, &text)) {
        for (line = strtok_r(text, "\n", &rest); line != NULL;
             line = strtok_r(NULL, "\n", &rest))
        {
            printf("# %s\n", line);
        }

        free(text);
    }
}


int
main(int argc, char **argv)
{
    size_t          i, n, failed;
    uint64_t        seed;
    site_counts_t   counts;
    static uint8_t  data[SITE_INPUT];

    seed = (argc > 1) ? strtoull(argv[1], NULL, 10) : 1;
    n = (argc > 2) ? strtoul(argv[2], NULL, 10) : INPUTS;
    memset(&counts, 0, sizeof(counts));

    for (i = 0, failed = 0; i < n && failed < 3; i++) {
        invent(seed + i, data, sizeof(data));

        if (!site_run(data, sizeof(data), &counts, NULL)) {
            tell(data, seed + i);
            failed++;
        }
    }

    printf("# %zu inputs, %zu pages, %zu of them again\n", i, counts.rendered,
           counts.hits);
    CHECK(failed == 0);
    CHECK(counts.hits > counts.rendered);

    return test_end();
}
