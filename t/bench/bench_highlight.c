/*
 * How fast code in colour is.
 *
 *     bench_highlight [LANGUAGE FILE]
 *
 * With a language and a file it prints seconds for 1, 10, 100 and 1,000 KB of
 * that text over and over, and the exponent of their growth (1 is linear);
 * without, it runs highlight.rb, which calls it so and sets Rouge next to it.
 *
 * Times are of the processor; each is the best of several rounds, after one
 * that compiles the patterns.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "faimi_highlight.h"


#define STEPS  4     /* sizes: 1 KB and three times ten times that */


typedef struct {
    faimi_arena_t        *arena;
    faimi_highlighter_t  *highlighter;
    int                   lexer;
    faimi_slice_t         code;
} work_t;


static double
now(void)
{
    struct timespec  t;

    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);

    return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}


static faimi_rc_t
create(void *data)
{
    work_t  *w = data;

    w->highlighter = faimi_highlighter_create(w->arena);

    return FAIMI_OK;
}


static faimi_rc_t
highlight(void *data)
{
    work_t  *w = data;

    return faimi_highlight(w->highlighter, w->lexer, w->code, NULL, w->arena,
                           faimi_buf_create(w->arena, FAIMI_MAX_OUTPUT));
}


/* Seconds for `size` bytes; negative: the text stays plain. */
static double
measure(faimi_guard_t *guard, work_t *w, const char *text, size_t size)
{
    int             rounds;
    double          best, start;
    faimi_rc_t      rc;
    faimi_arena_t  *arena;

    best = 1e9;
    rc = FAIMI_OK;
    arena = w->arena;
    w->arena = faimi_arena_create(guard, FAIMI_MAX_RENDER_MEMORY);
    w->code = faimi_slice(text, size);

    for (rounds = size > 100000 ? 3 : 20; rounds > 0 && rc == FAIMI_OK;
         rounds--)
    {
        start = now();
        rc = faimi_guard_run(guard, highlight, w);
        best = fmin(best, now() - start);
        faimi_arena_reset(w->arena);
    }

    faimi_arena_destroy(w->arena);
    w->arena = arena;

    return (rc == FAIMI_OK) ? best : -1;
}


/* The file's lines over and over, up to a line end if there is one. */
static char *
repeated(const char *name, size_t size)
{
    char    *text;
    FILE    *f;
    size_t   n, at;

    text = malloc(size);
    f = fopen(name, "r");
    n = (f == NULL || text == NULL) ? 0 : fread(text, 1, size, f);

    if (n == 0) {
        (void) fprintf(stderr, "cannot read %s\n", name);
        exit(2);
    }

    (void) fclose(f);

    for (at = n; at < size; at++) {
        text[at] = text[at - n];
    }

    return text;
}


static int
bench(const char *language, const char *file)
{
    int             i;
    char           *text;
    double          seconds[STEPS];
    size_t          size;
    work_t          w;
    faimi_guard_t  *guard;

    w.lexer = faimi_highlight_find(faimi_slice_str(language));

    if (w.lexer < 0) {
        (void) fprintf(stderr, "%s: no such language\n", language);
        return 2;
    }

    guard = faimi_guard_create();
    w.arena = faimi_arena_create(guard, 0);
    (void) faimi_guard_run(guard, create, &w);
    text = repeated(file, 1000000);

    for (i = 0, size = 1000; i < STEPS; i++, size *= 10) {
        seconds[i] = measure(guard, &w, text, size);
        (void) printf("%.9f ", seconds[i]);
    }

    (void) printf("%.2f\n", log10(seconds[STEPS - 1] / seconds[0])
                            / (STEPS - 1));
    free(text);
    faimi_arena_destroy(w.arena);
    faimi_guard_destroy(guard);

    return 0;
}


int
main(int argc, char **argv)
{
    if (argc == 3) {
        return bench(argv[1], argv[2]);
    }

    if (faimi_highlight_version() == NULL) {
        (void) puts("code: this build has no colours");
        return 0;
    }

    (void) execlp("ruby", "ruby", "-W0", "t/bench/highlight.rb", argv[0],
                  (char *) NULL);
    perror("ruby");

    return 1;
}
