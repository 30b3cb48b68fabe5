/*
 * Liquid as Jekyll uses it (ruby-liquid 5.4, error mode warn): a template is
 * parsed once into a tree and rendered any number of times.
 *
 * The tree is read-only after the parse, so that renderings need not lock or
 * copy it; all that changes is in faimi_liquid_t, one for each rendering.
 * Trees point into their source, which therefore must live as long.
 *
 * The engine knows neither files nor sites nor Markdown: what it needs of them
 * comes through faimi_liquid_host_t.
 */

#ifndef FAIMI_LIQUID_H
#define FAIMI_LIQUID_H

#include "faimi_ruby.h"


typedef struct faimi_template_s  faimi_template_t;
typedef struct faimi_liquid_s    faimi_liquid_t;     /* one rendering */
typedef struct faimi_filter_s    faimi_filter_t;     /* faimi_liquid_filter.h */


/* What a template looks at, found when it was parsed; for the cache's key. */
typedef enum {
    FAIMI_REF_INCLUDE,     /* name: the include's file */
    FAIMI_REF_RELATIVE,    /* name: the file of include_relative */
    FAIMI_REF_DYNAMIC,     /* an include whose name is computed; no name */
    FAIMI_REF_LINK,        /* link or post_url; name: its argument */
    FAIMI_REF_VARIABLE,    /* name: the root, or "": any (it is computed);
                              member: what follows, or "" */
    FAIMI_REF_DATA,        /* site.data; name: the member of it, or "" */
    FAIMI_REF_MEMBER,      /* any member looked up; name: the member, or ""
                              where it is computed */
    FAIMI_REF_CLOCK,       /* 'now' or 'today' is given to a filter */
    FAIMI_REF_DATED,       /* a member of something is read as a date, and
                              may say 'now' */
    FAIMI_REF_FILTER,      /* name: a filter of the host's table or unknown */
    FAIMI_REF_TAG          /* name: a tag that the host renders */
} faimi_reference_kind_t;

typedef struct {
    faimi_reference_kind_t  kind;
    faimi_slice_t     name;
    faimi_slice_t     member;
    size_t            line;
    size_t            column;
} faimi_reference_t;


/* What is read strictly: outputs, `if` and `for`.  Jekyll's default, `warn`,
 * takes the lax reading where the strict one does not fit. */
typedef enum {
    FAIMI_LIQUID_WARN = 0,
    FAIMI_LIQUID_LAX,      /* as warn, but `if` and `for` laxly at once */
    FAIMI_LIQUID_STRICT
} faimi_liquid_mode_t;


typedef struct {
    faimi_liquid_mode_t           mode;

    /* Tables of filters in addition to Liquid's own, the list ended by NULL;
     * NULL: there are none.  Of two filters of one name the first in this list
     * is taken, and Liquid's own last.  Templates point to the rows. */
    const faimi_filter_t *const  *filters;
} faimi_liquid_options_t;


/* Parses `source`, the text of `file` from its line `line` on; both must live
 * as long as the arena.  FAIMI_ERROR: a syntax error or a limit, with line
 * and column; `*template` is NULL then.  With the default options. */
faimi_rc_t faimi_liquid_parse(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, size_t line, faimi_template_t **template,
    faimi_error_t *err);

faimi_rc_t faimi_liquid_parse_as(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, size_t line, const faimi_liquid_options_t *options,
    faimi_template_t **template, faimi_error_t *err);

/* The references of a template, each of its kind, name and member once; they
 * live as long as the template. */
const faimi_reference_t *faimi_liquid_references(
    const faimi_template_t *template, size_t *n);

/* Whether a string that is read as a date says "now". */
bool faimi_liquid_is_now(faimi_slice_t s);

/* Whether it is text alone, without any tag or output. */
bool faimi_liquid_is_plain(const faimi_template_t *template);

#endif
