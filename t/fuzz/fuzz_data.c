/*
 * libFuzzer: any bytes as CSV, as a date, as a format of strftime for it, and
 * as a slug.
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

    if (faimi_time_parse(faimi_slice_sub(fuzz->input, 0, half), 3600, &t,
                         &has_time))
    {
        fuzz_check(faimi_time_make(faimi_time_civil(t), t.offset).sec
                   == t.sec);
    }

    out = faimi_buf_create(fuzz->arena, 1u << 20);
    faimi_time_format(out, t, faimi_slice_sub(fuzz->input, half,
                                              fuzz->input.len));
}


static faimi_rc_t
fuzz_run(void *data)
{
    fuzz_t         *fuzz = data;
    faimi_error_t   err;
    faimi_slice_t   slug;
    faimi_value_t   v;

    if (faimi_data_parse(fuzz->arena, fuzz->input, FAIMI_SLICE("f.csv"), &v,
                         &err)
        != FAIMI_OK)
    {
        fuzz_check(err.line > 0 && err.message[0] != '\0');
    }

    fuzz_time(fuzz);

    if (faimi_utf8_check(fuzz->input) == fuzz->input.len
        && fuzz->input.len > 0)
    {
        slug = faimi_slug(fuzz->arena, fuzz->input,
                          (faimi_slug_mode_t) (fuzz->input.data[0] & 3),
                          false);
        fuzz_check(faimi_utf8_check(slug) == slug.len);
    }

    return FAIMI_OK;
}
