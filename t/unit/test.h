/*
 * The unit tests' few tools: a check prints a TAP line (prove reads it), and
 * a test's main() ends with `return test_end();`.
 */

#ifndef TEST_H
#define TEST_H

#include <stdio.h>

#include "faimi_ruby.h"


static int  test_count, test_failed;


#define CHECK(x)  test_check((x), #x, __FILE__, __LINE__)

#define CHECK_STR(got, expected)                                              \
    test_check_str((got), faimi_slice_str(expected), __FILE__, __LINE__)


static inline void
test_check(int ok, const char *what, const char *file, int line)
{
    test_count++;
    test_failed += !ok;
    printf("%sok %d - %s\n", ok ? "" : "not ", test_count, what);

    if (!ok) {
        printf("# at %s:%d\n", file, line);
    }
}


static inline void
test_check_str(faimi_slice_t got, faimi_slice_t expected, const char *file,
    int line)
{
    int  ok;

    ok = faimi_slice_eq(got, expected);
    test_check(ok, "text", file, line);

    if (!ok) {
        printf("#      got: [%.*s]\n# expected: [%.*s]\n", FAIMI_FMT(got),
               FAIMI_FMT(expected));
    }
}


static inline int
test_end(void)
{
    printf("1..%d\n", test_count);

    return test_failed != 0;
}

#endif
