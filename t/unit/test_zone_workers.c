#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "test_zone.h"


/*
 * Real processes at work in one zone, each with nothing in its mind but random
 * puts, reads and breakages; one after the other is killed at a moment that
 * nobody has chosen, and replaced.  Whatever is read must be right, and in the
 * end the zone must be sound.  With FAIMI_STRESS set it takes a minute.
 */

#define WORKERS  4
#define KEYS     60
#define PATHS    20
#define SIZE     (256 * 1024)


static faimi_zone_t      *zone;
static _Atomic uint32_t  *lock;        /* the holder's process id */


static faimi_zone_t *
enter(void)
{
    uint32_t  nobody, me;

    me = (uint32_t) getpid();

    for (nobody = 0; !atomic_compare_exchange_weak(lock, &nobody, me);
         nobody = 0)
    {
        sched_yield();
    }

    (void) faimi_zone_enter(zone);

    return zone;
}


static void
leave(void)
{
    atomic_store(lock, 0);
}


/* The tag of an entry says which bytes it has: see put(). */
static bool
is_right(const faimi_zone_found_t *found, const char *data)
{
    char    etag[32];
    size_t  from, len;

    if (found->etag_len == 0) {
        return true;
    }

    snprintf(etag, sizeof(etag), "%.*s", (int) found->etag_len, data);

    return sscanf(etag, "\"%zx-%zx\"", &from, &len) == 2
           && len == found->body_len
           && memcmp(data + found->etag_len, "text/html", 9) == 0
           && memcmp(data + found->etag_len + found->type_len, body + from, len)
              == 0;
}


static void
read_something(uint32_t n)
{
    bool                 found;
    char                *data;
    faimi_zone_found_t   what;

    enter();
    found = (n % 8 == 0) ? faimi_zone_last(zone, path(n % PATHS), &what)
            : (n % 8 == 1) ? faimi_zone_source(zone, path(n % PATHS), &what)
            : faimi_zone_peek(zone, key(n % KEYS), &what);
    leave();

    if (!found) {
        return;
    }

    data = malloc(what.etag_len + what.type_len + what.body_len + 1);
    enter();
    found = faimi_zone_copy(zone, &what, data);
    leave();

    if (found && !is_right(&what, data)) {
        printf("# worker %d has read what nobody has written\n", getpid());
        fflush(stdout);
        _exit(1);
    }

    free(data);
}


static void
work(void)
{
    uint32_t  n;
    size_t    len;

    srand((unsigned int) getpid());

    for ( ;; ) {
        n = (uint32_t) rand();
        len = (size_t) rand() % ((n % 50 == 0) ? 200000 : 20000);

        if (n % 4 == 0) {
            enter();
            put(zone, n % KEYS, path(n % PATHS),
                content((uint32_t) rand(), len), 1000, NULL);
            leave();

        } else if (n % 4 == 1) {
            enter();
            tell(zone, n % PATHS, content((uint32_t) rand(), len), n % 3 == 0);
            leave();

        } else {
            read_something(n / 4);
        }
    }
}


static pid_t
spawn(void)
{
    pid_t  pid;

    fflush(stdout);
    pid = fork();

    if (pid == 0) {
        work();
    }

    return pid;
}


/* As nginx's master does: bury the dead, and unlock what they held. */
static bool
kill_one(pid_t pid)
{
    int       status;
    uint32_t  holder;

    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    holder = (uint32_t) pid;
    (void) atomic_compare_exchange_strong(lock, &holder, 0);

    return WIFSIGNALED(status);
}


int
main(void)
{
    int                  i, deaths, wrong;
    char                *mem;
    pid_t                pids[WORKERS];
    time_t               end;
    faimi_zone_stats_t   st;

    fill_body();
    mem = mmap(NULL, SIZE + 4096, PROT_READ | PROT_WRITE,
               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    lock = (void *) (mem + SIZE);
    zone = faimi_zone_format(mem, SIZE, 1);
    end = time(NULL) + (getenv("FAIMI_STRESS") ? 60 : 3);

    for (i = 0; i < WORKERS; i++) {
        pids[i] = spawn();
    }

    for (deaths = 0, wrong = 0; time(NULL) < end && wrong == 0; deaths++) {
        usleep(500 + (unsigned int) rand() % 3000);
        i = rand() % WORKERS;
        wrong += !kill_one(pids[i]);
        pids[i] = spawn();
    }

    for (i = 0; i < WORKERS; i++) {
        wrong += !kill_one(pids[i]);
    }

    enter();
    CHECK(wrong == 0);
    CHECK(sound(zone));
    faimi_zone_stats(zone, &st);
    CHECK(st.rebuilds > 0 && st.entries > 0 && st.sources > 0);
    printf("# %d deaths, %lu of them inside, %lu hits, %lu stores\n", deaths,
           (unsigned long) st.rebuilds, (unsigned long) st.hits,
           (unsigned long) st.stores);

    return test_end();
}
