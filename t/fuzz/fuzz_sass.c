/*
 * libFuzzer: any bytes as Sass that imports, in either syntax; what it names
 * as paths, from the site's folder and from the theme's.
 */

#include "faimi_limits.h"
#include "faimi_sass.h"
#include "fuzz.h"


static void
fuzz_paths(faimi_slice_t name)
{
    char           buf[FAIMI_MAX_PATH];
    size_t         i, k;
    faimi_slice_t  path;

    static const faimi_slice_t  folders[] = {
        { "", 0 }, { "_sass/a", 7 }, { "~theme/_sass", 12 }
    };

    for (i = 0; i < FAIMI_SASS_CANDIDATES; i++) {
        for (k = 0; k < sizeof(folders) / sizeof(folders[0]); k++) {
            if (!faimi_sass_candidate(folders[k], name, i, buf, &path)) {
                continue;
            }

            fuzz_check(path.len > 0 && path.len <= FAIMI_MAX_PATH
                       && path.data[0] != '/'
                       && memchr(path.data, '\0', path.len) == NULL);
            fuzz_check(!faimi_slice_starts(path, FAIMI_SLICE("../"))
                       && faimi_slice_find(path, FAIMI_SLICE("/../"), 0)
                          == path.len);
            fuzz_check((k == 2) == faimi_slice_starts(path,
                                       FAIMI_SLICE(FAIMI_SASS_THEME)));
        }
    }
}


static faimi_rc_t
fuzz_run(void *data)
{
    int                    i;
    size_t                 n;
    fuzz_t                *fuzz = data;
    faimi_slice_t          name;
    faimi_sass_imports_t   imports;

    for (i = 0; i < 2; i++) {
        imports = (faimi_sass_imports_t) {
            .text = fuzz->input, .indented = i
        };

        for (n = 0; faimi_sass_import(&imports, &name); n++) {
            fuzz_check(name.len > 0 && n < fuzz->input.len);
            fuzz_check(name.data >= fuzz->input.data
                       && name.data + name.len
                          <= fuzz->input.data + fuzz->input.len);
            fuzz_paths(name);
        }
    }

    return FAIMI_OK;
}
