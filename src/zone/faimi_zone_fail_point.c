/*
 * The debug build's stop points.  What is asked for is read where the zone is
 * made: under nginx that is in the master, since workers lose the environment.
 * The passes are counted in the zone, so that a worker that is started anew
 * does not begin to count again.
 */

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "faimi_zone_int.h"


#if (FAIMI_DEBUG_FAIL_POINTS)

typedef struct {
    uint32_t  every;         /* 0: never */
    int       signal;
} faimi_fail_point_wish_t;


static faimi_fail_point_wish_t  faimi_fail_point_wishes[FAIMI_FAIL_POINTS];


const char *const  faimi_fail_point_names[FAIMI_FAIL_POINTS] = {
    "begin", "evict", "take", "fill", "seal", "publish", "hash", "retire",
    "give", "list", "last", "replace", "end", "rebuild", "relink"
};

void  (*faimi_fail_point_hook)(faimi_fail_point_t point);


static faimi_fail_point_t
faimi_fail_point_find(faimi_slice_t name)
{
    faimi_slice_t       known;
    faimi_fail_point_t  point;

    for (point = 0; point < FAIMI_FAIL_POINTS; point++) {
        known = faimi_slice_str(faimi_fail_point_names[point]);

        if (faimi_slice_eq(name, known)) {
            break;
        }
    }

    return point;
}


/* wish = name [":" count [":stop"]] */
static void
faimi_fail_point_wish(const char *text, size_t len)
{
    char               *end;
    size_t              name;
    faimi_fail_point_t        point;
    faimi_fail_point_wish_t   wish = { 1, SIGKILL };

    name = strcspn(text, ":,");
    point = faimi_fail_point_find(faimi_slice(text, name));

    if (name < len) {
        wish.every = (uint32_t) strtoul(text + name + 1, &end, 10);
        wish.signal = strncmp(end, ":stop", 5) == 0 ? SIGSTOP : SIGKILL;
    }

    if (point < FAIMI_FAIL_POINTS) {
        faimi_fail_point_wishes[point] = wish;
    }
}


/* FAIMI_FAIL_POINT = wish *("," wish) */
void
faimi_zone_fail_point_init(void)
{
    size_t       len;
    const char  *text;

    text = getenv("FAIMI_FAIL_POINT");

    for ( /* void */ ; text != NULL && *text; text += len) {
        text += (*text == ',');
        len = strcspn(text, ",");
        faimi_fail_point_wish(text, len);
    }
}


void
faimi_zone_fail_point(faimi_zone_t *z, faimi_fail_point_t point)
{
    uint32_t  every;

    if (faimi_fail_point_hook != NULL) {
        faimi_fail_point_hook(point);
        return;
    }

    every = faimi_fail_point_wishes[point].every;

    if (every != 0 && ++z->passes[point] % every == 0) {
        kill(getpid(), faimi_fail_point_wishes[point].signal);
    }
}

#endif
