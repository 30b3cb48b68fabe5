/*
 * SHA-256 through EVP, and the form in which things are put into a digest.
 */

#include <openssl/evp.h>

#include "faimi_digest.h"


faimi_digest_t
faimi_digest(faimi_guard_t *guard, faimi_slice_t s)
{
    faimi_digest_t  d;

    if (!EVP_Digest(s.data, s.len, d.bytes, NULL, EVP_sha256(), NULL)) {
        faimi_guard_raise(guard, FAIMI_NOMEM);
    }

    return d;
}


bool
faimi_digest_eq(const faimi_digest_t *a, const faimi_digest_t *b)
{
    return memcmp(a->bytes, b->bytes, FAIMI_DIGEST_SIZE) == 0;
}


void
faimi_digest_part(faimi_buf_t *b, faimi_slice_t s)
{
    faimi_buf_printf(b, "%zu:", s.len);
    faimi_buf_add(b, s);
}


void
faimi_digest_add(faimi_buf_t *b, const faimi_digest_t *d)
{
    faimi_buf_add(b, faimi_slice((const char *) d->bytes, sizeof(*d)));
}


static void
faimi_digest_map(faimi_buf_t *b, const faimi_map_t *map)
{
    size_t  i;

    faimi_buf_printf(b, "%zu", map->n);

    for (i = 0; i < map->n; i++) {
        faimi_digest_value(b, map->pairs[i].key);
        faimi_digest_value(b, map->pairs[i].value);
    }
}


static void
faimi_digest_array(faimi_buf_t *b, const faimi_array_t *array)
{
    size_t  i;

    faimi_buf_printf(b, "%zu", array->n);

    for (i = 0; i < array->n; i++) {
        faimi_digest_value(b, array->items[i]);
    }
}


void
faimi_digest_value(faimi_buf_t *b, faimi_value_t v)
{
    faimi_buf_printf(b, "<%d>", (int) v.type);

    switch (v.type) {
    case FAIMI_BOOL:
        faimi_buf_char(b, v.u.boolean ? '1' : '0');
        break;
    case FAIMI_INT:
        faimi_buf_printf(b, "%lld", (long long) v.u.integer);
        break;
    case FAIMI_FLOAT:
        faimi_buf_printf(b, "%a", v.u.number);
        break;
    case FAIMI_STRING:
    case FAIMI_BIGINT:
        faimi_digest_part(b, v.u.string);
        break;
    case FAIMI_DATE:
    case FAIMI_TIME:
        faimi_buf_printf(b, "%lld.%d%+d", (long long) v.u.time.sec,
                         (int) v.u.time.nsec, (int) v.u.time.offset);
        break;
    case FAIMI_ARRAY:
        faimi_digest_array(b, v.u.array);
        break;
    case FAIMI_MAP:
        faimi_digest_map(b, v.u.map);
        break;
    default:
        break;
    }
}
