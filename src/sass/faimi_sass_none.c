/*
 * In place of faimi_sass_child.c where there is no libsass.
 */

#include "faimi_sass_int.h"


const char *
faimi_sass_version(void)
{
    return NULL;
}


void
faimi_sass_work(const faimi_sass_order_t *order, faimi_sass_put_pt put,
    void *to)
{
    (void) order;
    (void) put;
    (void) to;
}
