/*
 * Code in colour: the tokens of Rouge, by tables that are made of Rouge when
 * the module is built (compile.rb).  Without the tables (no Ruby or no Rouge
 * on the machine that builds) no language is known, and code stays plain.
 */

#ifndef FAIMI_HIGHLIGHT_H
#define FAIMI_HIGHLIGHT_H

#include "faimi_base.h"


/* Compiled patterns, which are made when first used and kept. */
typedef struct faimi_highlighter_s  faimi_highlighter_t;


/* The version of Rouge that the tables are of, and a digest of the tables
 * ("3.30.0+1a2b3c4d"): pages with code depend on it.  NULL: there are none. */
const char *faimi_highlight_version(void);

/* The lexer of a language, by a tag or an alias of Rouge ("ruby", "js"); -1:
 * there is none. */
int faimi_highlight_find(faimi_slice_t language);

/* The lexer of a code that does not tell it, as Rouge guesses it: by a mode
 * line, by `#!`, by how it begins.  -1: there is none, or it is not clear.
 * `arena` is for work that ends with the call. */
int faimi_highlight_guess(faimi_highlighter_t *highlighter, faimi_slice_t code,
    faimi_arena_t *arena);

/* The name of lexer `lexer`; for lists.  NULL: there are not so many. */
const char *faimi_highlight_tag(int lexer);

/* Lives as long as the arena; its patterns take at most
 * FAIMI_MAX_HIGHLIGHT_MEMORY bytes. */
faimi_highlighter_t *faimi_highlighter_create(faimi_arena_t *arena);

/* Appends `code` (valid UTF-8) as HTML: a <span class="..."> for each token.
 * `deadline` may be NULL; `arena` is for work that ends with the call.
 * FAIMI_ERROR: a limit was hit, or the time is over, or the lexer met what it
 * cannot go on with, as Rouge does by an exception; `out` is as it was, and the
 * code is to be shown plain. */
faimi_rc_t faimi_highlight(faimi_highlighter_t *highlighter, int lexer,
    faimi_slice_t code, const faimi_code_deadline_t *deadline,
    faimi_arena_t *arena, faimi_buf_t *out);

/* The hook that Markdown and Liquid ask for code (faimi_code.h).  The language
 * "guess" is the one that faimi_highlight_guess() finds.  Without a
 * highlighter (NULL) all code is plain. */
faimi_code_hook_t faimi_highlight_hook(faimi_highlighter_t *highlighter,
    faimi_code_deadline_t deadline);

#endif
