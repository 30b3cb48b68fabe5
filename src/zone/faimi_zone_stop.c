#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "faimi_zone_int.h"


/*
 * The debug build's stop points.  What is asked for is read at the first pass:
 * under nginx that is when the master makes the zone, before the workers lose
 * the environment.  The passes are counted in the zone, so that a worker that
 * is started anew does not begin to count again.
 */

#if (FAIMI_DEBUG_STOPS)

typedef struct {
    bool          known;
    faimi_stop_t  point;     /* FAIMI_STOPS: none */
    uint32_t      every;
    int           signal;
} faimi_stop_wish_t;


const char *const  faimi_stop_names[FAIMI_STOPS] = {
    "begin", "evict", "take", "fill", "seal", "publish", "hash", "retire",
    "give", "list", "last", "replace", "end", "rebuild", "relink"
};

void  (*faimi_stop_hook)(faimi_stop_t point);


/* wish = name [":" count [":stop"]] */
static faimi_stop_wish_t
faimi_stop_parse(const char *text)
{
    char               *end;
    size_t              len;
    faimi_stop_wish_t   wish;

    wish = (faimi_stop_wish_t) { true, 0, 1, SIGKILL };
    len = strcspn(text, ":");

    while (wish.point < FAIMI_STOPS
           && !faimi_slice_eq(faimi_slice(text, len),
                   faimi_slice_str(faimi_stop_names[wish.point])))
    {
        wish.point++;
    }

    if (text[len] == ':') {
        wish.every = (uint32_t) strtoul(text + len + 1, &end, 10);
        wish.every += (wish.every == 0);
        wish.signal = strcmp(end, ":stop") == 0 ? SIGSTOP : SIGKILL;
    }

    return wish;
}


void
faimi_zone_stop(faimi_zone_t *z, faimi_stop_t point)
{
    const char                *text;
    static faimi_stop_wish_t   wish;

    if (faimi_stop_hook != NULL) {
        faimi_stop_hook(point);
        return;
    }

    if (!wish.known) {
        text = getenv("FAIMI_STOP");
        wish = faimi_stop_parse(text != NULL ? text : "");
    }

    if (point == wish.point && ++z->passes % wish.every == 0) {
        kill(getpid(), wish.signal);
    }
}

#endif
