/*
 * The operations that Rouge's blocks are turned into (compile_blocks.rb), and
 * the tables that hold them.  compile_tables.rb reads the names below, so that
 * the two cannot disagree.
 *
 * Code is a row of numbers: an operation, its numbers, and then the code of its
 * operands, one after the other.  "n" is a count of operands, "len" the length
 * of an operand's code, which is what is stepped over.
 */

#ifndef FAIMI_HL_OPS_H
#define FAIMI_HL_OPS_H

#include "faimi_base.h"


typedef enum {
    /* values */
    FAIMI_HL_NIL = 0,
    FAIMI_HL_TRUE,
    FAIMI_HL_FALSE,
    FAIMI_HL_INT,            /* number */
    FAIMI_HL_STR,            /* text */
    FAIMI_HL_TOKEN,          /* token */
    FAIMI_HL_LEXER,          /* lexer: made anew where it is delegated to */
    FAIMI_HL_GROUP,          /* group of the match */
    FAIMI_HL_LOCAL,          /* variable */
    FAIMI_HL_IVAR,           /* variable of the lexer */
    FAIMI_HL_LIST,           /* n, items */
    FAIMI_HL_CONCAT,         /* n, texts */
    FAIMI_HL_NEW_LEXER,      /* lexer */
    FAIMI_HL_NEW_PLAIN,      /* token */
    FAIMI_HL_FIND_LEXER,     /* name, text */
    FAIMI_HL_STATE_NAME,     /* of the state on top, as a text */
    FAIMI_HL_STACK_SIZE,
    FAIMI_HL_CLONE,          /* of the lexer, with its stack */

    /* control */
    FAIMI_HL_SEQ,            /* n, operands; the last one's value */
    FAIMI_HL_SET_LOCAL,      /* variable; value */
    FAIMI_HL_SET_IVAR,       /* variable; value */
    FAIMI_HL_IF,             /* len, len; condition, then, else */
    FAIMI_HL_AND,            /* len of the second; two operands */
    FAIMI_HL_OR,             /* the same */
    FAIMI_HL_WHILE,          /* len, len; condition, body */
    FAIMI_HL_CALL,           /* len; a body that may leave */
    FAIMI_HL_LEAVE,          /* value */
    FAIMI_HL_FAIL,           /* the text is no such code: all of it is plain */

    /* on one operand */
    FAIMI_HL_NOT,
    FAIMI_HL_IS_NIL,
    FAIMI_HL_EMPTY,
    FAIMI_HL_LENGTH,
    FAIMI_HL_DOWNCASE,
    FAIMI_HL_UPCASE,
    FAIMI_HL_STRIP,
    FAIMI_HL_RSTRIP,
    FAIMI_HL_CHOMP,
    FAIMI_HL_SQUEEZE,
    FAIMI_HL_ESCAPE,         /* Regexp.escape */
    FAIMI_HL_SAME,
    FAIMI_HL_TO_INT,
    FAIMI_HL_FIRST,
    FAIMI_HL_LAST,
    FAIMI_HL_LIST_POP,
    FAIMI_HL_LIST_SHIFT,
    FAIMI_HL_LIST_ANY,
    FAIMI_HL_LEXER_RESET,
    FAIMI_HL_PAIRS_ZERO,     /* whether all values of a hash are 0 */

    /* on two operands */
    FAIMI_HL_EQ,
    FAIMI_HL_NE,
    FAIMI_HL_LT,
    FAIMI_HL_GT,
    FAIMI_HL_LE,
    FAIMI_HL_GE,
    FAIMI_HL_ADD,
    FAIMI_HL_SUB,
    FAIMI_HL_LIST_PUSH,
    FAIMI_HL_AT,
    FAIMI_HL_STARTS,
    FAIMI_HL_ENDS,
    FAIMI_HL_CONTAINS,
    FAIMI_HL_PAIR_GET,       /* hash, key */
    FAIMI_HL_PAIR_SET,       /* hash, key, value: three */
    FAIMI_HL_SPLIT,          /* text, by, at most: three */
    FAIMI_HL_SUB_TEXT,       /* text, first character, end: three */

    /* tests */
    FAIMI_HL_IN_SET,         /* set; text */
    FAIMI_HL_MATCH,          /* pattern; text */

    /* what a rule does */
    FAIMI_HL_EMIT,           /* token, text */
    FAIMI_HL_PUSH,           /* state */
    FAIMI_HL_PUSH_TOP,
    FAIMI_HL_PUSH_NAMED,     /* name, as a text */
    FAIMI_HL_PUSH_DYNAMIC,   /* len, n, entries */
    FAIMI_HL_POP,            /* how many */
    FAIMI_HL_GOTO,           /* state */
    FAIMI_HL_RESET_STACK,
    FAIMI_HL_IS_STATE,       /* state */
    FAIMI_HL_IN_STATE,       /* state */
    FAIMI_HL_DELEGATE,       /* lexer, text */

    /* entries of a state made while highlighting */
    FAIMI_HL_ENTRY_RULE,     /* line start, n, parts of a pattern; len, code */
    FAIMI_HL_ENTRY_MIXIN,    /* state */
    FAIMI_HL_ENTRY_IF,       /* len, n, len, n; condition, entries, entries */
    FAIMI_HL_ENTRY_DO,       /* code */

    FAIMI_HL_OPS
} faimi_hl_op_t;


/* A pattern in PCRE2's syntax; \001 and \002 stand for \b and \B. */
typedef struct {
    const char  *text;
    uint32_t     len;
    bool         search;       /* anywhere in the text, else where it stands */
} faimi_hl_pattern_t;

typedef struct {
    int32_t  pattern;
    int32_t  code;             /* where it begins */
    int32_t  resume;           /* rule of the same state; -1: none */
    bool     line_start;
} faimi_hl_rule_t;

typedef struct {
    const char  *name;
    int32_t      rules;        /* the first */
    int32_t      nrules;
} faimi_hl_state_t;

typedef struct {
    const char  *tag;
    int32_t      states;       /* the first; "root" is that */
    int32_t      nstates;
    int32_t      start;        /* code that runs at every fresh start */
    int32_t      init;         /* code that gives the variables their values */
    int32_t      nlocals;
    int32_t      nivars;
} faimi_hl_lexer_t;

/* In the place of a lexer's number. */
#define FAIMI_HL_LEFT_OUT  (-1)     /* Rouge has it, and the tables have not */
#define FAIMI_HL_PLAIN     (-2)     /* Rouge's lexer of plain text */

typedef struct {
    const char  *name;         /* tag or alias; sorted */
    int32_t      lexer;
} faimi_hl_name_t;

/* What a lexer asks of a text whose language is not known; all questions of one
 * lexer are a group. */
typedef struct {
    int32_t  group;
    int32_t  lexer;
    int32_t  pattern;
    bool     yes;              /* what a match decides */
} faimi_hl_question_t;

#define FAIMI_HL_MODE_PATTERNS  3   /* Guessers::Modeline::MODELINES */

typedef struct {
    int32_t  words;            /* the first; sorted */
    int32_t  nwords;
} faimi_hl_set_t;

typedef struct {
    const char                *version;     /* of Rouge; NULL: no tables */
    const faimi_hl_pattern_t  *patterns;
    const faimi_hl_rule_t     *rules;
    const faimi_hl_state_t    *states;
    const faimi_hl_lexer_t    *lexers;
    const faimi_hl_name_t     *names;
    const faimi_hl_question_t *questions;
    const int32_t             *modes;
    const faimi_hl_set_t      *sets;
    const faimi_slice_t       *words;
    const faimi_slice_t       *texts;
    const char *const         *tokens;      /* short names; Text, Error, ... */
    const int32_t             *code;
    size_t                     npatterns;
    size_t                     nstates;
    size_t                     nlexers;
    size_t                     nnames;
    size_t                     nquestions;
} faimi_hl_tables_t;

extern const faimi_hl_tables_t  faimi_hl_tables;

#endif
