/*
 * libFuzzer: any bytes as a data file of each kind, as a date, as a format of
 * strftime for it, and as a slug of each kind.
 */

#include "faimi_data.h"
#include "fuzz.h"


static void
fuzz_time(fuzz_t *fuzz)
{
    bool           has_time;
    size_t         half;
    faimi_buf_t   *out;
    faimi_time_t   t;

    half = fuzz->input.len / 2;
    memset(&t, 0, sizeof(faimi_time_t));

    if (faimi_dateparse(faimi_slice_sub(fuzz->input, 0, half), 3600, &t,
                         &has_time))
    {
        fuzz_check(faimi_time_make(faimi_time_civil(t), t.offset).sec
                   == t.sec);
    }

    out = faimi_buf_create(fuzz->arena, 1u << 20);
    faimi_strftime(out, t, faimi_slice_sub(fuzz->input, half,
                                              fuzz->input.len));
}


static void
fuzz_files(fuzz_t *fuzz)
{
    size_t          i;
    faimi_buf_t    *out;
    faimi_error_t   err;
    faimi_value_t   v;

    static const char  *const  files[] = { "f.csv", "f.tsv", "f.json" };

    for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        if (faimi_data_parse(fuzz->arena, fuzz->input,
                             faimi_slice_str(files[i]), &v, &err)
            != FAIMI_OK)
        {
            fuzz_check(err.line > 0 && err.message[0] != '\0');
            continue;
        }

        out = faimi_buf_create(fuzz->arena, 1u << 20);
        faimi_json(out, v, fuzz->arena);
        fuzz_check(out->full
                   || faimi_utf8_check(faimi_buf_slice(out)) == out->len);
    }

    fuzz_check(faimi_data_parse(fuzz->arena, fuzz->input,
                                FAIMI_SLICE("f.txt"), &v, &err)
               == FAIMI_ERROR);
}


static void
fuzz_slugs(fuzz_t *fuzz)
{
    int            mode;
    faimi_slice_t  slug;

    for (mode = FAIMI_SLUG_DEFAULT; mode <= FAIMI_SLUG_NONE; mode++) {
        slug = faimi_slug(fuzz->arena, fuzz->input, (faimi_slug_mode_t) mode,
                          fuzz->input.len % 2 == 0);
        fuzz_check(faimi_utf8_check(slug) == slug.len);
    }

    fuzz_check(faimi_slug_mode(fuzz->input) <= FAIMI_SLUG_NONE);
}


static faimi_rc_t
fuzz_run(void *data)
{
    fuzz_t  *fuzz = data;

    fuzz_files(fuzz);
    fuzz_time(fuzz);

    if (faimi_utf8_check(fuzz->input) == fuzz->input.len) {
        fuzz_slugs(fuzz);
    }

    return FAIMI_OK;
}
