/*
 * What is asked of an index, while it is made and later.
 */

#include <stdio.h>

#include "faimi_build.h"


faimi_file_t *
faimi_index_layout(const faimi_index_t *index, faimi_slice_t name)
{
    const faimi_value_t  *v;

    v = faimi_map_get(index->layouts, name);

    return (v == NULL) ? NULL : v->u.object.data;
}


void
faimi_index_each(const faimi_index_t *index, faimi_index_each_pt fn,
    void *data)
{
    size_t  i, k;

    for (i = 0; i < index->config->ngroups; i++) {
        for (k = 0; k < index->groups[i].n; k++) {
            if (!index->groups[i].items[k]->hidden) {
                fn(data, index->groups[i].items[k]);
            }
        }
    }

    for (i = 0; i < index->pages.n; i++) {
        fn(data, index->pages.items[i]);
    }

    for (i = 0; i < index->made.n; i++) {
        fn(data, index->made.items[i]);
    }
}


bool
faimi_index_moment(const faimi_tz_t *tz, faimi_value_t v, faimi_time_t *t)
{
    char  digits[32];

    switch (v.type) {
    case FAIMI_DATE:
        *t = faimi_tz_make(tz, faimi_time_civil(v.u.time));
        return true;
    case FAIMI_TIME:
        *t = faimi_tz_local(tz, v.u.time);
        return true;
    case FAIMI_STRING:
        return faimi_tz_read(tz, v.u.string, t);
    case FAIMI_INT:
        /* Document#merge_date! parses the text of whatever it is */
        (void) snprintf(digits, sizeof(digits), "%lld",
                        (long long) v.u.integer);
        return faimi_tz_read(tz, faimi_slice_str(digits), t);
    default:
        return false;
    }
}


faimi_time_t
faimi_index_time(const faimi_config_t *config, faimi_time_t now)
{
    faimi_time_t  t;

    return faimi_index_moment(config->tz,
                              faimi_map_at(config->values, "time"), &t)
           ? t : now;
}


void
faimi_build_until(faimi_build_t *build, int64_t sec)
{
    if (build->index->ahead == 0 || sec < build->index->ahead) {
        build->index->ahead = sec;
    }
}
