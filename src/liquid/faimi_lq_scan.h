/*
 * Text scanning of the lax syntax: what ruby-liquid finds with regular
 * expressions.  None of these allocates, each is one pass.
 */

#ifndef FAIMI_LQ_SCAN_H
#define FAIMI_LQ_SCAN_H

#include "faimi_base.h"


/* Ruby's \s: not \0, unlike faimi_slice_trim(). */
size_t faimi_lq_skip_space(faimi_slice_t s, size_t at);

/* The end of the run of letters, digits, "_" and "-". */
size_t faimi_lq_skip_segment(faimi_slice_t s, size_t at);
size_t faimi_lq_skip_word(faimi_slice_t s, size_t at);

/* A fragment is a quoted string, or a run of quoted strings and characters
 * other than white space, "," and "|".  The end of the one at `at`, or `at`
 * where there is none. */
size_t faimi_lq_fragment(faimi_slice_t s, size_t at);

/* The same, but a string may go on: "a"b is one. */
size_t faimi_lq_fragment_run(faimi_slice_t s, size_t at);

/* Fragments without anything between them. */
size_t faimi_lq_fragments(faimi_slice_t s, size_t at);

/* The first fragment at or after `*at`, which moves past it. */
bool faimi_lq_find_fragment(faimi_slice_t s, size_t *at,
    faimi_slice_t *fragment);

/* The next `key: fragment` at or after `*at`, which moves past it. */
bool faimi_lq_attribute(faimi_slice_t s, size_t *at, faimi_slice_t *key,
    faimi_slice_t *value);

/* The name that assign and capture give: the first run of word characters,
 * "-", ".", brackets and parentheses at or after `*at`, moved past it. */
bool faimi_lq_target(faimi_slice_t s, size_t *at, faimi_slice_t *name);

/* Whether the word `and` or `or` stands at `at`; its length, or 0. */
size_t faimi_lq_junction(faimi_slice_t s, size_t at);


/* The strict syntax: a token at a time.  `kind` is a punctuation character or
 * one of these; FAIMI_LQ_S_BAD fits nothing. */
enum {
    FAIMI_LQ_S_END = 256,
    FAIMI_LQ_S_BAD,
    FAIMI_LQ_S_NAME,
    FAIMI_LQ_S_STRING,
    FAIMI_LQ_S_NUMBER,
    FAIMI_LQ_S_COMPARE,
    FAIMI_LQ_S_DOTS
};

typedef struct {
    faimi_slice_t  text;
    size_t         at;       /* after the current token */
    size_t         end;      /* of the last token that was taken */
    int            kind;     /* of the current token */
    faimi_slice_t  token;
    size_t         depth;
} faimi_lq_strict_t;

void faimi_lq_strict_begin(faimi_lq_strict_t *st, faimi_slice_t text);

/* Takes the current token if it is of that kind, or that name. */
bool faimi_lq_strict_take(faimi_lq_strict_t *st, int kind,
    faimi_slice_t *token);
bool faimi_lq_strict_word(faimi_lq_strict_t *st, faimi_slice_t name);

/* Whether `name :` comes next. */
bool faimi_lq_strict_is_key(const faimi_lq_strict_t *st);

/* Takes an expression, or `name: expression`; its text without white space
 * between tokens, as the lax parser of expressions wants it. */
bool faimi_lq_strict_expr(faimi_lq_strict_t *st, faimi_arena_t *arena,
    faimi_slice_t *text);
bool faimi_lq_strict_argument(faimi_lq_strict_t *st, faimi_arena_t *arena,
    faimi_slice_t *text);

#endif
