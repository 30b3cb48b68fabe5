/*
 * What work costs in processor time, compared with other work in the same
 * run: a time in seconds would say more of the machine than of the code.  A
 * busy machine makes work dearer now and then, never cheaper, so the least of
 * a few tries counts.
 */

#ifndef COST_H
#define COST_H

#include <time.h>

#include "test.h"


#define COST_TRIES  4


typedef void (*cost_pt)(void *data);


/* Seconds of processor time, once. */
static inline double
cost_once(cost_pt work, void *data)
{
    struct timespec  begin, end;

    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    work(data);
    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);

    return end.tv_sec - begin.tv_sec + (end.tv_nsec - begin.tv_nsec) / 1e9;
}


/* The same, at best; what costs no more than `enough` is not tried again. */
static inline double
cost(cost_pt work, void *data, double enough)
{
    int     i;
    double  once, least;

    least = cost_once(work, data);

    for (i = 1; i < COST_TRIES && least > enough; i++) {
        once = cost_once(work, data);
        least = (once < least) ? once : least;
    }

    return least;
}


/* Checks that work costs at most `times` of what the yardstick does. */
static inline void
cost_check(const char *name, cost_pt work, void *data, double yardstick,
    double times)
{
    double  is;

    is = cost(work, data, times * yardstick) / yardstick;
    printf("# %s: %.1f times the yardstick\n", name, is);
    test_check(is <= times, name, __FILE__, __LINE__);
}

#endif
