#include "faimi_location.h"
#include "faimi_url.h"


void
faimi_route_location(faimi_buf_t *out, faimi_slice_t target,
    faimi_slice_t query)
{
    faimi_url_t  url;

    url = faimi_url_split(target);
    faimi_buf_add(out, url.path);
    faimi_buf_add(out, url.query);

    if (query.len > 0) {
        faimi_buf_char(out, (url.query.len == 0) ? '?' : '&');
        faimi_buf_add(out, query);
    }

    faimi_buf_add(out, url.fragment);
}
