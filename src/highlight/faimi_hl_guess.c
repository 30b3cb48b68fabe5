/*
 * The language of code that does not tell it, as Rouge guesses it by the text
 * alone: what an editor's mode line says (guessers/modeline.rb), else which
 * lexer's questions the text answers with yes (guessers/source.rb).  Two that
 * do are none; there Rouge raises an error.
 */

#include "faimi_hl_int.h"


/* Modeline::new: so many lines at the begin and at the end are looked at. */
#define FAIMI_HL_MODE_LINES  5


/* The first and last lines; where these overlap a line comes twice. */
static faimi_slice_t
faimi_hl_mode_lines(faimi_arena_t *arena, faimi_slice_t code)
{
    int     n;
    size_t  head, tail;

    while (code.len > 0 && code.data[code.len - 1] == '\n') {
        code.len--;
    }

    for (head = 0, n = 0; n < FAIMI_HL_MODE_LINES && head < code.len; n++) {
        head = faimi_slice_find_char(code, '\n', head) + 1;
    }

    for (tail = code.len, n = 0; n < FAIMI_HL_MODE_LINES && tail > 0; n++) {
        do {
            tail--;
        } while (tail > 0 && code.data[tail - 1] != '\n');
    }

    head = (head > code.len) ? code.len : head - 1;

    return faimi_arena_printf(arena, "%.*s\n%.*s",
                              FAIMI_FMT(faimi_slice_sub(code, 0, head)),
                              FAIMI_FMT(faimi_slice_sub(code, tail,
                                                        code.len)));
}


/* Whether mode lines name a lexer of Rouge's; *lexer is it, or none of the
 * tables if they disagree. */
static bool
faimi_hl_mode(faimi_hl_run_t *run, faimi_slice_t code, int *lexer)
{
    bool                     found;
    size_t                   i, groups[2 * FAIMI_HL_GROUPS];
    faimi_slice_t            lines;
    const faimi_hl_name_t   *row;
    const faimi_hl_regex_t  *regex;

    found = false;
    lines = faimi_hl_mode_lines(run->arena, code);

    for (i = 0; i < FAIMI_HL_MODE_PATTERNS; i++) {
        regex = faimi_hl_regex(run, faimi_hl_tables.modes[i]);

        if (regex == NULL || faimi_hl_match(run, regex, lines, groups) < 2) {
            continue;
        }

        row = faimi_hl_name(faimi_slice_sub(lines, groups[2], groups[3]));

        if (row != NULL) {
            *lexer = (found && *lexer != row->lexer) ? FAIMI_HL_LEFT_OUT
                     : row->lexer;
            found = true;
        }
    }

    return found;
}


/* Lexer.detect? of each lexer: the first question answered with yes decides. */
static int
faimi_hl_ask(faimi_hl_run_t *run, faimi_slice_t code, bool first)
{
    int                         lexer;
    bool                        found;
    size_t                      i, groups[2 * FAIMI_HL_GROUPS];
    int32_t                     decided;
    const faimi_hl_regex_t     *regex;
    const faimi_hl_question_t  *q;

    lexer = FAIMI_HL_PLAIN;
    found = false;
    decided = -1;

    for (i = 0; i < faimi_hl_tables.nquestions && !run->failed; i++) {
        q = &faimi_hl_tables.questions[i];
        regex = (q->group == decided) ? NULL
                : faimi_hl_regex(run, q->pattern);

        if (regex == NULL || faimi_hl_match(run, regex, code, groups) == 0) {
            continue;
        }

        decided = q->group;

        if (q->yes) {
            if (found && !first) {
                return FAIMI_HL_LEFT_OUT;
            }

            lexer = found ? lexer : q->lexer;
            found = true;
        }
    }

    return run->failed ? FAIMI_HL_LEFT_OUT : lexer;
}


int
faimi_hl_guess(faimi_hl_run_t *run, faimi_slice_t code, bool first)
{
    int  lexer;

    return faimi_hl_mode(run, code, &lexer) ? lexer
           : faimi_hl_ask(run, code, first);
}
