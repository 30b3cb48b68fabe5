/*
 * Percent-encoding, and the parts of URLs and paths.
 */

#include "faimi_url.h"


/* pchar of RFC 3986 without its letters and digits, "/", and "?", which
 * Jekyll leaves as it is. */
#define FAIMI_URL_PATH      "-._~!$&'()*+,;=:@/?"

/* What may stand in a Location: all reserved characters too. */
#define FAIMI_URL_LOCATION  "-._~!$&'()*+,;=:@/?#[]"


static bool
faimi_url_is_escape(faimi_slice_t s, size_t at)
{
    return at + 2 < s.len && faimi_hex(s.data[at + 1]) >= 0
           && faimi_hex(s.data[at + 2]) >= 0;
}


/* With `kept`, a "%" that begins %XX is safe. */
static faimi_slice_t
faimi_url_encode(faimi_arena_t *arena, faimi_slice_t s, const char *safe,
    bool kept)
{
    char                 c, *out, *p;
    size_t               i;
    static const char    hex[] = "0123456789ABCDEF";

    out = faimi_alloc_text(arena, 3 * s.len);
    p = out;

    for (i = 0; i < s.len; i++) {
        c = s.data[i];

        if (faimi_is_alnum(c) || (c != '\0' && strchr(safe, c) != NULL)
            || (kept && c == '%' && faimi_url_is_escape(s, i)))
        {
            *p++ = c;
            continue;
        }

        *p++ = '%';
        *p++ = hex[(unsigned char) c >> 4];
        *p++ = hex[(unsigned char) c & 15];
    }

    return faimi_slice(out, (size_t) (p - out));
}


faimi_slice_t
faimi_url_escape(faimi_arena_t *arena, faimi_slice_t path)
{
    return faimi_url_encode(arena, path, FAIMI_URL_PATH, false);
}


faimi_slice_t
faimi_url_location(faimi_arena_t *arena, faimi_slice_t url)
{
    return faimi_url_encode(arena, url, FAIMI_URL_LOCATION, true);
}


faimi_slice_t
faimi_url_unescape(faimi_arena_t *arena, faimi_slice_t url)
{
    int     high, low;
    char   *out;
    size_t  i, n;

    out = faimi_alloc_text(arena, url.len);

    for (i = 0, n = 0; i < url.len; i++) {
        high = (i + 2 < url.len) ? faimi_hex(url.data[i + 1]) : -1;
        low = (high < 0) ? -1 : faimi_hex(url.data[i + 2]);

        if (url.data[i] == '%' && low >= 0) {
            out[n++] = (char) (high << 4 | low);
            i += 2;

        } else {
            out[n++] = url.data[i];
        }
    }

    return faimi_slice(out, n);
}


/* Each `from` becomes `to`, which is not longer; from left to right. */
static size_t
faimi_url_replace(char *s, size_t len, const char *from, const char *to)
{
    size_t  i, n, old, new;

    old = strlen(from);
    new = strlen(to);

    i = 0;
    n = 0;

    while (i < len) {
        if (len - i >= old && memcmp(s + i, from, old) == 0) {
            memcpy(s + n, to, new);
            n += new;
            i += old;

        } else {
            s[n++] = s[i++];
        }
    }

    return n;
}


faimi_slice_t
faimi_url_sanitize(faimi_arena_t *arena, faimi_slice_t url)
{
    char    *s;
    size_t   i, n, len;

    s = faimi_alloc_text(arena, url.len + 1);
    s[0] = '/';
    memcpy(s + 1, url.data, url.len);

    len = faimi_url_replace(s, url.len + 1, "..", "/");
    len = faimi_url_replace(s, len, "./", "");

    for (i = 0, n = 0; i < len; i++) {
        if (s[i] != '/' || n == 0 || s[n - 1] != '/') {
            s[n++] = s[i];
        }
    }

    return faimi_slice(s, n);
}


/* scheme: ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) ":" */
static bool
faimi_url_has_scheme(faimi_slice_t url)
{
    size_t  i;

    for (i = 0; i < url.len; i++) {
        if (url.data[i] == ':') {
            return i > 0 && faimi_is_alpha(url.data[0]);
        }

        if (!faimi_is_alnum(url.data[i])
            && (url.data[i] == '\0' || strchr("+-.", url.data[i]) == NULL))
        {
            return false;
        }
    }

    return false;
}


faimi_url_t
faimi_url_split(faimi_slice_t url)
{
    size_t       hash, mark;
    faimi_url_t  u;

    hash = faimi_slice_find_char(url, '#', 0);
    mark = faimi_slice_find_char(url, '?', 0);
    mark = (mark > hash) ? hash : mark;

    u.external = faimi_url_has_scheme(url)
                 || faimi_slice_starts(url, FAIMI_SLICE("//"));
    u.path = faimi_slice_sub(url, 0, mark);
    u.query = faimi_slice_sub(url, mark, hash);
    u.fragment = faimi_slice_sub(url, hash, url.len);

    return u;
}


faimi_slice_t
faimi_path_dir(faimi_slice_t path)
{
    size_t  slash;

    slash = faimi_slice_rfind_char(path, '/');

    return (slash == path.len) ? FAIMI_EMPTY : faimi_slice(path.data, slash);
}


faimi_slice_t
faimi_path_name(faimi_slice_t path)
{
    size_t  slash;

    slash = faimi_slice_rfind_char(path, '/');

    return (slash == path.len) ? path
                               : faimi_slice_sub(path, slash + 1, path.len);
}


faimi_slice_t
faimi_path_ext(faimi_slice_t path)
{
    size_t         dot, i;
    faimi_slice_t  name;

    name = faimi_path_name(path);
    dot = faimi_slice_rfind_char(name, '.');

    for (i = 0; i < dot && name.data[i] == '.'; i++) { /* hidden file */ }

    return (i == dot) ? FAIMI_EMPTY : faimi_slice_sub(name, dot, name.len);
}


faimi_slice_t
faimi_path_join(faimi_arena_t *arena, faimi_slice_t a, faimi_slice_t b)
{
    if (a.len == 0) {
        return b;
    }

    return (b.len == 0) ? a
                        : faimi_arena_printf(arena, "%.*s/%.*s", FAIMI_FMT(a),
                                             FAIMI_FMT(b));
}
