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
faimi_sass_child(void *order, int fd)
{
    (void) order;
    (void) fd;
}
