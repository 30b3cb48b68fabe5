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


#if (FAIMI_DEBUG_STOPS)

typedef struct {
    uint32_t  every;         /* 0: never */
    int       signal;
} faimi_stop_wish_t;


static faimi_stop_wish_t  faimi_stop_wishes[FAIMI_STOPS];


const char *const  faimi_stop_names[FAIMI_STOPS] = {
    "begin", "evict", "take", "fill", "seal", "publish", "hash", "retire",
    "give", "list", "last", "replace", "end", "rebuild", "relink"
};

void  (*faimi_stop_hook)(faimi_stop_t point);


static faimi_stop_t
faimi_stop_find(faimi_slice_t name)
{
    faimi_stop_t  point;

    for (point = 0; point < FAIMI_STOPS; point++) {
        if (faimi_slice_eq(name, faimi_slice_str(faimi_stop_names[point]))) {
            break;
        }
    }

    return point;
}


/* wish = name [":" count [":stop"]] */
static void
faimi_stop_wish(const char *text, size_t len)
{
    char               *end;
    size_t              name;
    faimi_stop_t        point;
    faimi_stop_wish_t   wish = { 1, SIGKILL };

    name = strcspn(text, ":,");
    point = faimi_stop_find(faimi_slice(text, name));

    if (name < len) {
        wish.every = (uint32_t) strtoul(text + name + 1, &end, 10);
        wish.signal = strncmp(end, ":stop", 5) == 0 ? SIGSTOP : SIGKILL;
    }

    if (point < FAIMI_STOPS) {
        faimi_stop_wishes[point] = wish;
    }
}


/* FAIMI_STOP = wish *("," wish) */
void
faimi_zone_stop_init(void)
{
    size_t       len;
    const char  *text;

    for (text = getenv("FAIMI_STOP"); text != NULL && *text; text += len) {
        text += (*text == ',');
        len = strcspn(text, ",");
        faimi_stop_wish(text, len);
    }
}


void
faimi_zone_stop(faimi_zone_t *z, faimi_stop_t point)
{
    uint32_t  every;

    if (faimi_stop_hook != NULL) {
        faimi_stop_hook(point);
        return;
    }

    every = faimi_stop_wishes[point].every;

    if (every != 0 && ++z->passes[point] % every == 0) {
        kill(getpid(), faimi_stop_wishes[point].signal);
    }
}

#endif
