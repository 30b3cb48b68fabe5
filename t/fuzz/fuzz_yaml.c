/*
 * libFuzzer: any bytes as a file with front matter, and as a YAML document.
 * Whatever is read must print and be within the limits.
 *
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined ... fuzz_yaml.c
 */

#include "faimi_frontmatter.h"
#include "fuzz.h"


static void
fuzz_document(fuzz_t *fuzz)
{
    faimi_buf_t    *out;
    faimi_error_t   err;
    faimi_value_t   v;

    err.line = 0;

    if (faimi_yaml_parse(fuzz->arena, fuzz->input, FAIMI_SLICE("f"), 1, &v,
                         &err)
        != FAIMI_OK)
    {
        fuzz_check(err.line > 0 && err.message[0] != '\0');
        return;
    }

    out = faimi_buf_create(fuzz->arena, FAIMI_MAX_OUTPUT);
    faimi_inspect(out, v, fuzz->arena);
    fuzz_check(out->full
               || faimi_utf8_check(faimi_buf_slice(out)) == out->len);
    faimi_json(out, v, fuzz->arena);
    fuzz_check(faimi_value_eq(v, v) || out->len > 0);
}


static faimi_rc_t
fuzz_run(void *data)
{
    fuzz_t               *fuzz = data;
    faimi_map_t          *map;
    faimi_error_t         err;
    faimi_frontmatter_t   fm;

    fuzz_document(fuzz);

    fm = faimi_frontmatter_split(fuzz->input);
    fuzz_check(fm.body.len <= fuzz->input.len);
    fuzz_check(fm.yaml.len + fm.body.len <= fuzz->input.len);

    return faimi_frontmatter_parse(fuzz->arena, &fm, FAIMI_SLICE("f"), &map,
                                   &err);
}
