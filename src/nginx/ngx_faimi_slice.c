/*
 * Texts of the core, which are not terminated, for nginx.
 */

#include "ngx_faimi.h"


ngx_int_t
ngx_faimi_copy(ngx_pool_t *pool, ngx_str_t *dst, faimi_slice_t src)
{
    dst->len = 0;
    dst->data = ngx_pnalloc(pool, src.len + 1);

    if (dst->data == NULL) {
        return NGX_ERROR;
    }

    ngx_memcpy(dst->data, src.data, src.len);
    dst->data[src.len] = '\0';
    dst->len = src.len;

    return NGX_OK;
}
