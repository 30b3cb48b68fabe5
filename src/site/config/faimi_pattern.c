/*
 * faimi.sections.pattern by PCRE2.
 *
 * The expression comes from the site, whose authors may not be those who run
 * the server.  So its matching is bounded in steps, depth and memory: an
 * expression that reaches a limit does not match, and costs no more than that.
 * \C, which could split a character, is not accepted.
 */

#define PCRE2_CODE_UNIT_WIDTH  8
#include <pcre2.h>

#include "faimi_pattern.h"


struct faimi_pattern_s {
    pcre2_code           *code;
    pcre2_match_data     *data;
    pcre2_match_context  *context;
    int                   year;    /* numbers of the groups */
    int                   event;   /* -1: it has none */
};


/* PCRE2 allocates on its own heap.  The cleanup is tied to the arena before
 * the first of these calls, and accepts what is still NULL. */
static void
faimi_pattern_free(void *data)
{
    faimi_pattern_t  *pattern = data;

    pcre2_match_data_free(pattern->data);
    pcre2_match_context_free(pattern->context);
    pcre2_code_free(pattern->code);
}


/* One match block for all calls: a pattern is used by one thread at a time. */
static void
faimi_pattern_prepare(faimi_arena_t *arena, faimi_pattern_t *pattern)
{
    pattern->data = pcre2_match_data_create_from_pattern(pattern->code, NULL);
    pattern->context = pcre2_match_context_create(NULL);

    if (pattern->data == NULL || pattern->context == NULL) {
        faimi_guard_raise(faimi_arena_guard(arena), FAIMI_NOMEM);
    }

    (void) pcre2_set_match_limit(pattern->context, FAIMI_MAX_MATCH);
    (void) pcre2_set_depth_limit(pattern->context, FAIMI_MAX_MATCH);
    (void) pcre2_set_heap_limit(pattern->context, FAIMI_MAX_MATCH);
}


faimi_pattern_t *
faimi_pattern_compile(faimi_arena_t *arena, faimi_slice_t text,
    faimi_error_t *err)
{
    int               code;
    size_t            at;
    unsigned char     message[128];
    faimi_pattern_t  *pattern;

    pattern = faimi_alloc(arena, sizeof(faimi_pattern_t));
    faimi_arena_cleanup(arena, faimi_pattern_free, pattern);

    pattern->code = pcre2_compile((PCRE2_SPTR) text.data, text.len,
                                  PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &code,
                                  &at, NULL);

    if (pattern->code == NULL) {
        (void) pcre2_get_error_message(code, message, sizeof(message));
        (void) faimi_error_set(err, FAIMI_SLICE("_config.yml"), 0, 0,
                               "faimi.sections.pattern: %s at offset %zu; "
                               "the default pattern is used",
                               (char *) message, at);
        return NULL;
    }

    pattern->year = pcre2_substring_number_from_name(pattern->code,
                                                     (PCRE2_SPTR) "year");
    pattern->event = pcre2_substring_number_from_name(pattern->code,
                                                      (PCRE2_SPTR) "event");

    if (pattern->year < 0) {
        (void) faimi_error_set(err, FAIMI_SLICE("_config.yml"), 0, 0,
                               "faimi.sections.pattern has no group "
                               "(?<year>...); the default pattern is used");
        return NULL;
    }

    faimi_pattern_prepare(arena, pattern);

    return pattern;
}


/* A group of the last match, as a view of `url`. */
static faimi_slice_t
faimi_pattern_group(const faimi_pattern_t *pattern, faimi_slice_t url,
    int group)
{
    size_t  *ovector;

    ovector = pcre2_get_ovector_pointer(pattern->data);

    if (group < 0 || ovector[2 * group] == PCRE2_UNSET) {
        return FAIMI_EMPTY;
    }

    return faimi_slice_sub(url, ovector[2 * group], ovector[2 * group + 1]);
}


bool
faimi_pattern_match(const faimi_pattern_t *pattern, faimi_slice_t url,
    faimi_slice_t *year, faimi_slice_t *event)
{
    int  rc;

    rc = pcre2_match(pattern->code, (PCRE2_SPTR) url.data, url.len, 0, 0,
                     pattern->data, pattern->context);

    if (rc < 0) {
        return false;
    }

    *year = faimi_pattern_group(pattern, url, pattern->year);
    *event = faimi_pattern_group(pattern, url, pattern->event);

    return year->len > 0;
}
