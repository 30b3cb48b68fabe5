/*
 * The parser: its state, and what the parsers of tags call.  An error ends the
 * whole parse at once (faimi_guard_raise), so that no caller tests for it.
 */

#ifndef FAIMI_LQ_PARSE_H
#define FAIMI_LQ_PARSE_H

#include "faimi_lq_tree.h"


/* A piece of a template, or a line of a {% liquid %} tag. */
typedef enum {
    FAIMI_LQ_END = 0,
    FAIMI_LQ_TEXT,
    FAIMI_LQ_OUTPUT,       /* {{ ... }} */
    FAIMI_LQ_TAG           /* {% ... %}; in `lines` every line */
} faimi_lq_token_kind_t;

typedef struct {
    faimi_lq_token_kind_t  kind;
    faimi_slice_t          text;   /* with its delimiters */
    size_t                 line;   /* where it begins */
} faimi_lq_token_t;

typedef struct {
    faimi_slice_t  text;
    size_t         at;
    size_t         line;
    bool           lines;          /* inside of {% liquid %} */
    bool           no_tag_end;     /* no "%}" follows */
    bool           no_output_end;  /* no "}" follows */
} faimi_lq_lexer_t;

/* The references of a template as a set, so that each is kept once. */
typedef struct faimi_lq_references_s  faimi_lq_references_t;

typedef struct {
    faimi_arena_t      *arena;
    faimi_template_t   *template;  /* NULL: an expression at render time */
    faimi_lq_dialect_t  dialect;
    faimi_error_t      *err;
    faimi_lq_lexer_t    lexer;
    faimi_lq_token_t    token;     /* the current one, for errors */
    faimi_liquid_mode_t mode;
    bool                trim;      /* the last token ended in "-%}" */
    size_t              depth;     /* of blocks */
    size_t              nested;    /* of expressions */
    size_t              muted;     /* inside of a comment: no references */
    size_t              column;    /* of byte `column_at` of the source */
    size_t              column_at;
    faimi_lq_references_t  *refs;
    size_t              uses;      /* of the template: allocated */
} faimi_lq_parser_t;

/* A tag as its parser gets it: name and markup point into the source. */
typedef struct {
    faimi_slice_t  name;
    faimi_slice_t  markup;
    size_t         line;
    faimi_slice_t  token;
} faimi_lq_tag_t;

/* Ends the parse with a message (printf's format) at the place of `where`, a
 * part of the source; or else at the current token.  At render
 * time, without a template, the message is lost: callers make their own. */
void faimi_lq_parse_fail(faimi_lq_parser_t *p, faimi_slice_t where,
    const char *fmt, ...) __attribute__((noreturn, format(printf, 3, 4)));

/* The next token; `kind` is FAIMI_LQ_END after the last. */
faimi_lq_token_t faimi_lq_lex(faimi_lq_lexer_t *lexer);

/* Parses up to a tag that the table does not know (`end`, true) or to the end
 * of the text (false). */
bool faimi_lq_parse_body(faimi_lq_parser_t *p, faimi_lq_body_t *body,
    faimi_lq_tag_t *end);

/* An expression: a literal, a lookup or a range.  Never fails: what fits no
 * production is a lookup of the names that are in it (Liquid's lax mode).  The
 * second is the same in the arena; the third the text itself as a literal. */
faimi_lq_expr_t faimi_lq_parse_expr(faimi_lq_parser_t *p, faimi_slice_t s);
faimi_lq_expr_t *faimi_lq_new_expr(faimi_lq_parser_t *p, faimi_slice_t s);
faimi_lq_expr_t faimi_lq_string_expr(faimi_lq_parser_t *p, faimi_slice_t s);

/* A value with its filters: by the strict grammar, or where that does not fit
 * by the lax one (Liquid::Variable; error mode `warn`).  Its filters are looked
 * up in the dialect, and its references and uses are noted. */
faimi_lq_chain_t *faimi_lq_parse_chain(faimi_lq_parser_t *p, faimi_slice_t s);

/* A condition; NULL: a syntax error.  `plain`: as where_exp reads it, where
 * `empty` and `blank` are names like any other. */
faimi_lq_cond_t *faimi_lq_parse_cond(faimi_lq_parser_t *p, faimi_slice_t s);
faimi_lq_cond_t *faimi_lq_parse_cond_strict(faimi_lq_parser_t *p,
    faimi_slice_t s, bool plain);

/* Notes what a template refers to, for the key of cached pages
 * (faimi_lq_references.c): a reference; those of an expression; those of a
 * filter's call, by the columns of its row.  Nothing is noted in a comment, nor
 * of an expression that is parsed at render time. */
faimi_lq_references_t *faimi_lq_references_create(faimi_lq_parser_t *p);
void faimi_lq_refer(faimi_lq_parser_t *p, faimi_reference_kind_t kind,
    faimi_slice_t name, faimi_slice_t member);
void faimi_lq_refer_expr(faimi_lq_parser_t *p, const faimi_lq_expr_t *e);
void faimi_lq_refer_call(faimi_lq_parser_t *p, const faimi_lq_chain_t *chain,
    const faimi_lq_call_t *call);

#endif
