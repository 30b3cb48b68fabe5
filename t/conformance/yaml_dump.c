/*
 * Prints the values of YAML files as Ruby's `inspect` would, a line each, for
 * t/conformance/yaml.rb: "= value" or "! file:line:column: message".
 */

#include <stdio.h>
#include <stdlib.h>

#include "faimi_frontmatter.h"
#include "faimi_ruby.h"


typedef struct {
    faimi_arena_t  *arena;
    const char     *path;
} dump_t;


static faimi_rc_t
dump_read(faimi_buf_t *out, const char *path)
{
    FILE    *f;
    char     chunk[65536];
    size_t   n;

    f = fopen(path, "rb");

    if (f == NULL) {
        return FAIMI_ERROR;
    }

    while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0) {
        faimi_buf_add(out, faimi_slice(chunk, n));
    }

    (void) fclose(f);

    return FAIMI_OK;
}


static faimi_rc_t
dump_run(void *data)
{
    char            text[1024];
    dump_t         *dump = data;
    faimi_buf_t    *source, *out;
    faimi_error_t   err;
    faimi_value_t   value;

    source = faimi_buf_create(dump->arena, FAIMI_MAX_SOURCE);
    out = faimi_buf_create(dump->arena, FAIMI_MAX_SOURCE);

    if (dump_read(source, dump->path) != FAIMI_OK) {
        printf("! %s: cannot be read\n", dump->path);
        return FAIMI_ERROR;
    }

    if (faimi_yaml_parse(dump->arena, faimi_buf_slice(source),
                         FAIMI_SLICE("yaml"), 1, &value, &err)
        != FAIMI_OK)
    {
        (void) faimi_error_text(&err, text, sizeof(text));
        printf("! %s\n", text);
        return FAIMI_ERROR;
    }

    faimi_inspect(out, value, dump->arena);
    printf("= %.*s\n", FAIMI_FMT(faimi_buf_slice(out)));

    return FAIMI_OK;
}


int
main(int argc, char **argv)
{
    int             i;
    dump_t          dump;
    faimi_guard_t  *guard;

    guard = faimi_guard_create();
    dump.arena = faimi_arena_create(guard, 0);

    for (i = 1; i < argc; i++) {
        dump.path = argv[i];

        if (faimi_guard_run(guard, dump_run, &dump) == FAIMI_NOMEM) {
            printf("! no memory\n");
        }

        faimi_arena_reset(dump.arena);
    }

    faimi_arena_destroy(dump.arena);
    faimi_guard_destroy(guard);

    return 0;
}
