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


ngx_int_t
ngx_faimi_copy_str(ngx_pool_t *pool, ngx_str_t *dst, const ngx_str_t *src)
{
    return ngx_faimi_copy(pool, dst,
                          faimi_slice((char *) src->data, src->len));
}
