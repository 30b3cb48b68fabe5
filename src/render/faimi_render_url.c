/*
 * URLs in templates: baseurl and url in front of them, and normalised as Jekyll
 * does with Addressable::URI#normalize (jekyll/filters/url_filters.rb).
 *
 * What is normalised is only what changes the bytes of a link: the host in
 * ASCII and small letters, percent-encoding, and segments of dots.  Each part
 * is read once, from its beginning to its end.
 */

#include "faimi_idna.h"
#include "faimi_render.h"


/* Characters that stay unencoded, in addition to letters and digits: in a path
 * (RFC 3986, pchar and "/"), in a query and in a fragment.  Addressable splits
 * a query at "&" and encodes ";" within its pairs. */
#define FAIMI_URL_PCHAR  "-._~!$&'()*+,;=:@/"
#define FAIMI_URL_QUERY  "-._~!$'()*+,=:@/?&"
#define FAIMI_URL_AFTER  "-._~!$&'()*+,;=:@/?"


/* Whether it has a scheme: a ":" before any "/", "?" and "#"
 * (Addressable::URI#absolute?). */
static bool
faimi_render_url_absolute(faimi_slice_t url)
{
    size_t  i;

    for (i = 0; i < url.len; i++) {
        if (url.data[i] == ':') {
            return i > 0;
        }

        if (url.data[i] == '/' || url.data[i] == '?' || url.data[i] == '#') {
            return false;
        }
    }

    return false;
}


/* Each byte decoded where it is %XX, and encoded where it must be.  A
 * character of `marks` divides the part: where it was encoded it is text, and
 * stays encoded. */
static void
faimi_render_url_part(faimi_buf_t *b, faimi_slice_t s, const char *safe,
    const char *marks)
{
    char    c;
    int     high, low;
    size_t  i;

    for (i = 0; i < s.len; i++) {
        c = s.data[i];
        high = (c == '%' && i + 2 < s.len) ? faimi_hex(s.data[i + 1]) : -1;
        low = (high < 0) ? -1 : faimi_hex(s.data[i + 2]);

        if (low >= 0) {
            c = (char) (high << 4 | low);
            i += 2;

            if (c != '\0' && strchr(marks, c) != NULL) {
                faimi_buf_printf(b, "%%%02X", (unsigned char) c);
                continue;
            }
        }

        if (faimi_is_alnum(c) || (c != '\0' && strchr(safe, c) != NULL)) {
            faimi_buf_char(b, c);

        } else {
            faimi_buf_printf(b, "%%%02X", (unsigned char) c);
        }
    }
}


/* RFC 3986, section 5.2.4.  ".." goes back in the output; each byte of it is
 * removed at most once. */
static void
faimi_render_url_dots(faimi_buf_t *b, faimi_slice_t path)
{
    size_t         at, end, root;
    faimi_slice_t  part;

    root = b->len;

    for (at = 0; at < path.len; at = end) {
        end = faimi_slice_find_char(path, '/', at + 1);
        part = faimi_slice_sub(path, at, end);

        if (faimi_slice_eq(part, FAIMI_SLICE("/."))) {
            faimi_buf_str(b, (end == path.len) ? "/" : "");

        } else if (faimi_slice_eq(part, FAIMI_SLICE("/.."))) {
            while (b->len > root && b->data[--b->len] != '/') { /* up */ }

            faimi_buf_str(b, (end == path.len) ? "/" : "");

        } else {
            faimi_buf_add(b, part);
        }
    }
}


static void
faimi_render_url_lower(faimi_buf_t *b, faimi_slice_t s)
{
    size_t  i;

    for (i = 0; i < s.len; i++) {
        faimi_buf_char(b, faimi_lower(s.data[i]));
    }
}


/* Appends scheme "://" [userinfo "@"] host [":" port], in small letters and in
 * ASCII, and returns the rest of the URL.  `web`: it is http or https, whose
 * empty path is "/". */
static faimi_slice_t
faimi_render_url_host(faimi_buf_t *b, faimi_slice_t url, bool *web)
{
    size_t  at, host, end;

    *web = false;
    end = faimi_slice_find(url, FAIMI_SLICE("://"), 0);

    if (!faimi_render_url_absolute(url) || end == url.len) {
        return url;
    }

    for (at = end += 3; end < url.len && strchr("/?#", url.data[end]) == NULL;
         end++)
    {
        at = (url.data[end] == '@') ? end + 1 : at;
    }

    host = faimi_slice_find_char(faimi_slice_sub(url, 0, end), ':', at);
    faimi_render_url_lower(b, faimi_slice_sub(url, 0, at));
    faimi_idna_host(b, faimi_slice_sub(url, at, host));
    faimi_render_url_lower(b, faimi_slice_sub(url, host, end));
    *web = faimi_slice_eq_ci(faimi_slice_sub(url, 0, 4), FAIMI_SLICE("http"));

    return faimi_slice_sub(url, end, url.len);
}


static faimi_slice_t
faimi_render_url_normalize(faimi_arena_t *arena, faimi_slice_t url)
{
    bool           web;
    size_t         hash, mark;
    faimi_buf_t   *b, *path;
    faimi_slice_t  rest;

    b = faimi_buf_create(arena, FAIMI_MAX_SOURCE);
    path = faimi_buf_create(arena, FAIMI_MAX_SOURCE);
    rest = faimi_render_url_host(b, url, &web);
    hash = faimi_slice_find_char(rest, '#', 0);
    mark = faimi_slice_find_char(rest, '?', 0);
    mark = (mark > hash) ? hash : mark;

    faimi_render_url_part(path,
                          faimi_slice_trim(faimi_slice_sub(rest, 0, mark)),
                          FAIMI_URL_PCHAR, "/");
    faimi_render_url_dots(b, faimi_buf_slice(path));

    if (web && mark == 0) {
        faimi_buf_char(b, '/');
    }

    if (mark + 1 < hash) {
        faimi_buf_char(b, '?');
        faimi_render_url_part(b, faimi_slice_sub(rest, mark + 1, hash),
                              FAIMI_URL_QUERY, "+&");
    }

    if (hash + 1 < rest.len) {
        faimi_buf_char(b, '#');
        faimi_render_url_part(b, faimi_slice_sub(rest, hash + 1, rest.len),
                              FAIMI_URL_AFTER, "");
    }

    return faimi_buf_slice(b);
}


/* #ensure_leading_slash adds one to these. */
static bool
faimi_render_url_bare(faimi_slice_t s)
{
    return s.len > 0 && s.data[0] != '/';
}


/* URLFilters#compute_relative_url: a URL with a scheme is returned
 * untouched. */
faimi_slice_t
faimi_render_relative_url(faimi_arena_t *arena,
    const faimi_render_env_t *env, faimi_slice_t url)
{
    faimi_slice_t  base;

    if (faimi_render_url_absolute(url)) {
        return url;
    }

    base = env->baseurl;
    url = faimi_arena_printf(arena, "%s%.*s%s%.*s",
                             faimi_render_url_bare(base) ? "/" : "",
                             FAIMI_FMT(base),
                             faimi_render_url_bare(url) ? "/" : "",
                             FAIMI_FMT(url));

    return faimi_render_url_normalize(arena, url);
}


/* URLFilters#compute_absolute_url: without `url:` it is the relative one. */
faimi_slice_t
faimi_render_absolute_url(faimi_arena_t *arena,
    const faimi_render_env_t *env, faimi_slice_t url)
{
    if (faimi_render_url_absolute(url)) {
        return url;
    }

    url = faimi_render_relative_url(arena, env, url);

    if (env->url.len == 0) {
        return url;
    }

    return faimi_render_url_normalize(arena,
               faimi_arena_printf(arena, "%.*s%.*s", FAIMI_FMT(env->url),
                                  FAIMI_FMT(url)));
}
