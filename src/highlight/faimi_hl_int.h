/*
 * The inside of the highlighter: values, lexers at work, patterns.
 */

#ifndef FAIMI_HL_INT_H
#define FAIMI_HL_INT_H

#define PCRE2_CODE_UNIT_WIDTH  8

#include <pcre2.h>

#include "faimi_highlight.h"
#include "faimi_hl_ops.h"


#define FAIMI_HL_GROUPS  32     /* of one pattern; no lexer has more */
#define FAIMI_HL_END     UINT16_MAX


typedef struct faimi_hl_value_s     faimi_hl_value_t;
typedef struct faimi_hl_list_s      faimi_hl_list_t;
typedef struct faimi_hl_instance_s  faimi_hl_instance_t;
typedef struct faimi_hl_regex_s     faimi_hl_regex_t;


typedef enum {
    FAIMI_HL_V_NIL = 0,
    FAIMI_HL_V_BOOL,
    FAIMI_HL_V_INT,
    FAIMI_HL_V_TEXT,
    FAIMI_HL_V_TOKEN,
    FAIMI_HL_V_LIST,
    FAIMI_HL_V_LEXER,       /* by number: each delegation begins afresh */
    FAIMI_HL_V_INSTANCE     /* keeps its stack from delegation to delegation */
} faimi_hl_type_t;

struct faimi_hl_value_s {
    faimi_hl_type_t           type;
    union {
        int64_t               n;      /* BOOL, INT, TOKEN, LEXER */
        faimi_slice_t         text;
        faimi_hl_list_t      *list;
        faimi_hl_instance_t  *instance;
    } u;
};

struct faimi_hl_list_s {
    faimi_hl_value_t  *items;
    size_t             n;
    size_t             cap;
};


/* A compiled pattern. */
struct faimi_hl_regex_s {
    pcre2_code     *code;
    bool            tried;         /* code NULL: it does not compile */
    bool            jit;           /* there is machine code for it */
    unsigned char   first[32];     /* bytes that a match can begin with */
};


/* A rule of a state that was made while highlighting. */
typedef struct {
    faimi_hl_regex_t        *regex;
    int32_t                  code;
    bool                     line_start;
    int32_t                  mixin;       /* a state instead; -1: none */
    const faimi_hl_value_t  *locals;      /* as they were then */
} faimi_hl_made_rule_t;

typedef struct {
    faimi_hl_made_rule_t  *rules;
    size_t                 n;
    size_t                 cap;
} faimi_hl_made_t;


/* A state on a stack: one of the tables, or a made one. */
typedef struct {
    int32_t           number;      /* within its lexer; -1: made */
    faimi_hl_made_t  *made;
} faimi_hl_on_stack_t;


/* A lexer at work, as an object of Rouge's lexer class. */
struct faimi_hl_instance_s {
    const faimi_hl_lexer_t  *lexer;       /* NULL: plain text */
    int64_t                  token;       /* of plain text */
    faimi_hl_on_stack_t     *stack;
    size_t                   depth;
    size_t                   cap;
    faimi_hl_value_t        *ivars;
};


/* One call of faimi_highlight(). */
typedef struct {
    faimi_highlighter_t  *h;
    faimi_arena_t        *arena;
    faimi_buf_t          *out;
    int64_t               token;          /* whose span is open; 0: text has
                                             none */
    bool                  ascii;          /* the whole text is */
    bool                  failed;
    size_t                nested;         /* delegations */
    size_t                steps;
    size_t                unasked;        /* work since the clock was asked */
    const faimi_code_deadline_t  *deadline;   /* NULL: none */
    faimi_map_t          *regexes;        /* of made states, by text */
} faimi_hl_run_t;


/* A rule that has matched, while its code runs. */
typedef struct {
    faimi_hl_run_t       *run;
    faimi_hl_instance_t  *instance;
    faimi_slice_t         subject;        /* the text from the match on */
    size_t                groups[2 * FAIMI_HL_GROUPS];
    size_t                ngroups;
    faimi_hl_value_t     *locals;
    bool                  leaving;        /* a body was left */
} faimi_hl_frame_t;


/* faimi_hl_eval.c: the value of the code at *pc, which moves after it. */
faimi_hl_value_t faimi_hl_eval(faimi_hl_frame_t *f, const int32_t **pc);

/* The same for code whose value nobody asks for. */
void faimi_hl_do(faimi_hl_run_t *run, faimi_hl_instance_t *instance,
    int32_t code);

/* faimi_hl_made.c: makes a state and pushes it. */
void faimi_hl_made(faimi_hl_frame_t *f, const int32_t **pc);

/* faimi_hl_value.c: operations on values alone. */
bool faimi_hl_is_true(faimi_hl_value_t v);
faimi_hl_value_t faimi_hl_binary(faimi_hl_run_t *run, int32_t op,
    faimi_hl_value_t a, faimi_hl_value_t b);
faimi_hl_value_t faimi_hl_list_op(faimi_hl_run_t *run, int32_t op,
    faimi_hl_value_t v);
faimi_hl_value_t faimi_hl_split(faimi_hl_run_t *run, faimi_hl_value_t text,
    faimi_hl_value_t by, faimi_hl_value_t max);
faimi_hl_list_t *faimi_hl_list(faimi_hl_run_t *run);
void faimi_hl_list_push(faimi_hl_run_t *run, faimi_hl_list_t *list,
    faimi_hl_value_t v);
faimi_hl_value_t faimi_hl_pair_get(faimi_hl_value_t hash,
    faimi_hl_value_t key);
void faimi_hl_pair_set(faimi_hl_run_t *run, faimi_hl_value_t hash,
    faimi_hl_value_t key, faimi_hl_value_t value);

/* faimi_hl_guess.c: the lexer of a code by its text, FAIMI_HL_PLAIN if nothing
 * tells it, or FAIMI_HL_LEFT_OUT.  Of several it is the first one, or
 * FAIMI_HL_LEFT_OUT. */
int faimi_hl_guess(faimi_hl_run_t *run, faimi_slice_t code, bool first);

/* faimi_hl_run.c */
const faimi_hl_name_t *faimi_hl_name(faimi_slice_t language);
faimi_hl_instance_t *faimi_hl_instance(faimi_hl_run_t *run,
    const faimi_hl_lexer_t *lexer);
void faimi_hl_reset(faimi_hl_run_t *run, faimi_hl_instance_t *instance);
void faimi_hl_push(faimi_hl_run_t *run, faimi_hl_instance_t *instance,
    faimi_hl_on_stack_t state);
void faimi_hl_emit(faimi_hl_run_t *run, int64_t token, faimi_slice_t text);
void faimi_hl_lex(faimi_hl_run_t *run, faimi_hl_instance_t *instance,
    faimi_slice_t text);
void faimi_hl_fail(faimi_hl_run_t *run);     /* it ends without a result */


/* faimi_hl_regex.c: before the first pattern; raises where memory ends. */
void faimi_hl_ready(faimi_highlighter_t *h);

/* Compiled at their first use; NULL: one does not compile,
 * or memory is used up, and the run has failed. */
faimi_hl_regex_t *faimi_hl_regex(faimi_hl_run_t *run, int32_t pattern);
faimi_hl_regex_t *faimi_hl_regex_made(faimi_hl_run_t *run,
    faimi_slice_t pattern);

/* The rules of a state of the tables that may match where the text goes on with
 * `c`, as numbers within the state, in order, up to FAIMI_HL_END.  They are
 * kept.  NULL: the run has failed. */
const uint16_t *faimi_hl_candidates(faimi_hl_run_t *run, int32_t state, char c);

/* Groups of a match of `text`, as pairs of offsets; 0: it does not match. */
size_t faimi_hl_match(faimi_hl_run_t *run, const faimi_hl_regex_t *regex,
    faimi_slice_t text, size_t groups[2 * FAIMI_HL_GROUPS]);


static inline bool
faimi_hl_may_match(const faimi_hl_regex_t *regex, char c)
{
    unsigned char  byte = (unsigned char) c;

    return regex->first[byte >> 3] & (1u << (byte & 7));
}

#endif
