/*
 * Slugs (jekyll/utils.rb, #slugify and
 * #replace_character_sequence_with_hyphen).
 *
 * Ruby does it by four substitutions over the whole text.  Here a character is
 * kept, or becomes part of a run, and a run is one hyphen: one pass over the
 * text.  The mode "latin" goes through I18n.transliterate of the gem i18n,
 * whose table is here.
 */

#include <utf8proc.h>

#include "faimi_buf.h"
#include "faimi_case.h"
#include "faimi_ctype.h"
#include "faimi_slug.h"
#include "faimi_utf8.h"


/* What the gem i18n writes for the letters from U+00C0 to U+017E, two places
 * for each. */
#define FAIMI_SLUG_LATIN_FIRST  0xC0
#define FAIMI_SLUG_LATIN_LAST   0x17E

static const char  faimi_slug_latin[] =
    "A A A A A A AEC E E E E I I I I D N O O O O O x O U U U U Y Thss"
    "a a a a a a aec e e e e i i i i d n o o o o o ? o u u u u y thy "
    "A a A a A a C c C c C c C c D d D d E e E e E e E e E e G g G g "
    "G g G g H h H h I i I i I i I i I i IJijJ j K k k L l L l L l L "
    "l L l N n N n N n 'nNGngO o O o O o OEoeR r R r R r S s S s S s "
    "S s T t T t T t U u U u U u U u U u U u W w Y y Y Z z Z z Z z ";

/* One character may become two (its Latin form) of up to 4 bytes. */
#define FAIMI_SLUG_GROWTH  4


faimi_slug_mode_t
faimi_slug_mode(faimi_slice_t name)
{
    size_t  i;

    static const char  *names[] = {
        "default", "raw", "pretty", "ascii", "latin"
    };

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (faimi_slice_eq(name, faimi_slice_str(names[i]))) {
            return (faimi_slug_mode_t) i;
        }
    }

    return FAIMI_SLUG_NONE;
}


/* \p{M}, \p{L} and \p{Nd} */
static bool
faimi_slug_is_letter(uint32_t c)
{
    utf8proc_category_t  cat;

    if (c < 0x80) {
        return faimi_is_alnum((char) c);
    }

    cat = utf8proc_category((utf8proc_int32_t) c);

    return cat >= UTF8PROC_CATEGORY_LU && cat <= UTF8PROC_CATEGORY_ND;
}


/* What a mode lets stand. */
static bool
faimi_slug_keeps(uint32_t c, faimi_slug_mode_t mode)
{
    switch (mode) {
    case FAIMI_SLUG_NONE:
        return true;

    case FAIMI_SLUG_RAW:
        return c >= 0x80 || !faimi_is_space((char) c);

    case FAIMI_SLUG_ASCII:
        return c < 0x80 && faimi_is_alnum((char) c);

    case FAIMI_SLUG_PRETTY:
        return faimi_slug_is_letter(c)
               || (c > 0 && c < 0x80
                   && strchr("._~!$&'()+,;=@", (int) c) != NULL);

    case FAIMI_SLUG_DEFAULT:
    case FAIMI_SLUG_LATIN:
        break;
    }

    return faimi_slug_is_letter(c);
}


/* A run that ends the one before it ends as a single hyphen. */
static void
faimi_slug_char(faimi_buf_t *out, uint32_t c, faimi_slug_mode_t mode,
    bool cased, bool *run)
{
    if (!faimi_slug_keeps(c, mode)) {
        if (!*run) {
            faimi_buf_char(out, '-');
        }

        *run = true;
        return;
    }

    if (cased) {
        faimi_utf8_add(out, c);

    } else {
        faimi_case_down_char(out, c);
    }

    *run = false;
}


/* A character beyond ASCII as the Latin letters for it, or as "?". */
static void
faimi_slug_latinize(faimi_buf_t *out, uint32_t c, bool cased, bool *run)
{
    const char  *text;

    text = "? ";

    if (c >= FAIMI_SLUG_LATIN_FIRST && c <= FAIMI_SLUG_LATIN_LAST) {
        text = faimi_slug_latin + 2 * (c - FAIMI_SLUG_LATIN_FIRST);
    }

    faimi_slug_char(out, (unsigned char) text[0], FAIMI_SLUG_LATIN, cased,
                    run);

    if (text[1] != ' ') {
        faimi_slug_char(out, (unsigned char) text[1], FAIMI_SLUG_LATIN, cased,
                        run);
    }
}


/* Takes one hyphen off either end. */
static faimi_slice_t
faimi_slug_trim(faimi_slice_t s)
{
    if (s.len > 0 && s.data[0] == '-') {
        s = faimi_slice_sub(s, 1, s.len);
    }

    if (s.len > 0 && s.data[s.len - 1] == '-') {
        s.len--;
    }

    return s;
}


faimi_slice_t
faimi_slug(faimi_arena_t *arena, faimi_slice_t s, faimi_slug_mode_t mode,
    bool cased)
{
    bool            run;
    size_t          at;
    uint32_t        c;
    faimi_buf_t    *out;

    run = false;
    out = faimi_buf_create(arena, s.len * FAIMI_SLUG_GROWTH);

    for (at = 0; at < s.len; /* void */) {
        c = faimi_utf8_next(s, &at);

        if (mode == FAIMI_SLUG_LATIN && c >= 0x80) {
            faimi_slug_latinize(out, c, cased, &run);

        } else {
            faimi_slug_char(out, c, mode, cased, &run);
        }
    }

    s = faimi_buf_slice(out);

    return (mode == FAIMI_SLUG_NONE) ? s : faimi_slug_trim(s);
}
