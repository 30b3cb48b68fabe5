/*
 * A text through a lexer, as Rouge's RegexLexer#stream_tokens and #step do it:
 * the rules of the state on top are tried in their order, where the text is
 * now; the first that matches runs its code.  Nothing matches: one character
 * is an error.
 */

#include <stdlib.h>

#include "faimi_hl_int.h"


/* RegexLexer::MAX_NULL_SCANS */
#define FAIMI_HL_NULL_SCANS  5

/* Bytes that may have been looked at between two questions for the time, and
 * what a step counts in addition to them. */
#define FAIMI_HL_ASK_AFTER   1000000
#define FAIMI_HL_STEP_COST   1000

/* Variables of a rule's code that take no memory of the arena. */
#define FAIMI_HL_FEW_LOCALS  16

/* The first tokens of the tables. */
#define FAIMI_HL_TEXT_TOKEN   0
#define FAIMI_HL_ERROR_TOKEN  1


/* Where a lexer is in its text. */
typedef struct {
    faimi_hl_run_t       *run;
    faimi_hl_instance_t  *instance;
    faimi_slice_t         text;
    size_t                at;
    size_t                null_scans;
} faimi_hl_stream_t;


const char *
faimi_highlight_version(void)
{
    return faimi_hl_tables.version;
}


const char *
faimi_highlight_tag(int lexer)
{
    return (lexer >= 0 && (size_t) lexer < faimi_hl_tables.nlexers)
           ? faimi_hl_tables.lexers[lexer].tag : NULL;
}


static int
faimi_hl_name_cmp(const void *key, const void *row)
{
    return faimi_slice_cmp(*(const faimi_slice_t *) key,
                     faimi_slice_str(((const faimi_hl_name_t *) row)->name));
}


const faimi_hl_name_t *
faimi_hl_name(faimi_slice_t language)
{
    return bsearch(&language, faimi_hl_tables.names, faimi_hl_tables.nnames,
                   sizeof(faimi_hl_name_t), faimi_hl_name_cmp);
}


int
faimi_highlight_find(faimi_slice_t language)
{
    const faimi_hl_name_t  *row;

    row = faimi_hl_name(language);

    return (row == NULL || row->lexer < 0) ? -1 : row->lexer;
}


void
faimi_hl_fail(faimi_hl_run_t *run)
{
    run->failed = true;
}


void
faimi_hl_push(faimi_hl_run_t *run, faimi_hl_instance_t *in,
    faimi_hl_on_stack_t state)
{
    if (in->depth == FAIMI_MAX_HIGHLIGHT_STACK) {
        faimi_hl_fail(run);
        return;
    }

    if (in->depth == in->cap) {
        in->stack = faimi_arena_grow(run->arena, in->stack, in->depth,
                                     &in->cap, sizeof(faimi_hl_on_stack_t));
    }

    in->stack[in->depth++] = state;
}


faimi_hl_instance_t *
faimi_hl_instance(faimi_hl_run_t *run, const faimi_hl_lexer_t *lexer)
{
    faimi_hl_instance_t  *in;

    in = faimi_alloc(run->arena, sizeof(faimi_hl_instance_t));
    in->lexer = lexer;

    if (lexer == NULL) {
        return in;
    }

    in->ivars = faimi_alloc(run->arena, ((size_t) lexer->nivars + 1)
                                        * sizeof(faimi_hl_value_t));
    faimi_hl_push(run, in, (faimi_hl_on_stack_t) { 0, NULL });

    /* Lexers that make lexers that make lexers: Rouge has three in a row. */
    if (++run->nested > FAIMI_MAX_HIGHLIGHT_NESTED) {
        faimi_hl_fail(run);
    } else {
        faimi_hl_do(run, in, lexer->init);
    }

    run->nested--;

    return in;
}


void
faimi_hl_reset(faimi_hl_run_t *run, faimi_hl_instance_t *in)
{
    if (in->lexer == NULL) {
        return;
    }

    in->depth = 0;
    faimi_hl_push(run, in, (faimi_hl_on_stack_t) { 0, NULL });
    faimi_hl_do(run, in, in->lexer->start);
}


/* Neighbours of one token share a span; text has none (formatters/html.rb). */
void
faimi_hl_emit(faimi_hl_run_t *run, int64_t token, faimi_slice_t text)
{
    if (text.len == 0) {
        return;
    }

    if (token != run->token) {
        if (run->token != FAIMI_HL_TEXT_TOKEN) {
            faimi_buf_str(run->out, "</span>");
        }

        if (token != FAIMI_HL_TEXT_TOKEN) {
            faimi_buf_str(run->out, "<span class=\"");
            faimi_buf_str(run->out, faimi_hl_tables.tokens[token]);
            faimi_buf_str(run->out, "\">");
        }

        run->token = token;
    }

    faimi_buf_html(run->out, text);
}


/* A rule has matched: its code runs. */
static void
faimi_hl_apply(faimi_hl_stream_t *s, faimi_hl_frame_t *f, int32_t code,
    const faimi_hl_value_t *locals)
{
    size_t             size;
    const int32_t     *pc;
    faimi_hl_value_t   few[FAIMI_HL_FEW_LOCALS];

    /* Nothing keeps them: a made state has a copy. */
    size = (size_t) s->instance->lexer->nlocals * sizeof(faimi_hl_value_t);
    f->locals = (size <= sizeof(few)) ? few : faimi_alloc(s->run->arena, size);

    if (locals != NULL) {
        memcpy(f->locals, locals, size);

    } else {
        memset(f->locals, 0, size);
    }

    pc = faimi_hl_tables.code + code;
    (void) faimi_hl_eval(f, &pc);
}


/* Tries one rule.  1: it matched; 0: it did not; -1: it matched, and too many
 * in a row have matched nothing. */
static int
faimi_hl_try(faimi_hl_stream_t *s, const faimi_hl_regex_t *regex,
    bool line_start, int32_t code, const faimi_hl_value_t *locals)
{
    faimi_hl_frame_t  f;

    if (regex == NULL || !faimi_hl_may_match(regex, s->text.data[s->at])) {
        return 0;
    }

    /* StringScanner#beginning_of_line? */
    if (line_start && s->at > 0 && s->text.data[s->at - 1] != '\n') {
        return 0;
    }

    f.subject = faimi_slice_sub(s->text, s->at, s->text.len);
    f.ngroups = faimi_hl_match(s->run, regex, f.subject, f.groups);

    if (f.ngroups == 0) {
        return 0;
    }

    f.run = s->run;
    f.instance = s->instance;
    f.leaving = false;
    s->at += f.groups[1];
    faimi_hl_apply(s, &f, code, locals);

    if (f.groups[1] > 0) {
        s->null_scans = 0;
        return 1;
    }

    return (++s->null_scans > FAIMI_HL_NULL_SCANS) ? -1 : 1;
}


/* The rules of a state of the tables. */
static bool
faimi_hl_step_state(faimi_hl_stream_t *s, int32_t number)
{
    int                      tried;
    int32_t                  from;
    const uint16_t          *list;
    const faimi_hl_rule_t   *rule;
    const faimi_hl_state_t  *state;

    number += s->instance->lexer->states;
    state = &faimi_hl_tables.states[number];
    list = faimi_hl_candidates(s->run, number, s->text.data[s->at]);

    for (from = 0; !s->run->failed && *list != FAIMI_HL_END; list++) {
        if (*list < from) {
            continue;
        }

        rule = &faimi_hl_tables.rules[state->rules + *list];
        tried = faimi_hl_try(s, faimi_hl_regex(s->run, rule->pattern),
                             rule->line_start, rule->code, NULL);

        if (tried > 0) {
            return true;
        }

        if (tried < 0) {
            if (rule->resume < 0 || s->at >= s->text.len) {
                return false;
            }

            from = rule->resume;
        }
    }

    return false;
}


static bool
faimi_hl_step_made(faimi_hl_stream_t *s, const faimi_hl_made_t *made)
{
    int                          tried;
    size_t                       i;
    const faimi_hl_made_rule_t  *rule;

    for (i = 0; i < made->n && !s->run->failed; i++) {
        rule = &made->rules[i];

        if (rule->mixin >= 0) {
            if (faimi_hl_step_state(s, rule->mixin)) {
                return true;
            }

            continue;
        }

        tried = faimi_hl_try(s, rule->regex, rule->line_start, rule->code,
                             rule->locals);

        if (tried != 0) {
            return tried > 0;
        }
    }

    return false;
}


/* One character that no rule knows. */
static void
faimi_hl_unknown(faimi_hl_stream_t *s)
{
    size_t  from;

    from = s->at;
    (void) faimi_utf8_next(s->text, &s->at);
    faimi_hl_emit(s->run, FAIMI_HL_ERROR_TOKEN,
                  faimi_slice_sub(s->text, from, s->at));
}


/* Counts a step at a place with `ahead` bytes before it.  Each rule of a state
 * may look at all of them: that is why the clock is asked after so many bytes
 * and not after so many steps. */
static bool
faimi_hl_spend(faimi_hl_run_t *run, size_t ahead)
{
    if (++run->steps > FAIMI_MAX_HIGHLIGHT_STEPS) {
        return false;
    }

    run->unasked += ahead + FAIMI_HL_STEP_COST;

    if (run->deadline == NULL || run->unasked < FAIMI_HL_ASK_AFTER) {
        return true;
    }

    run->unasked = 0;

    return !run->deadline->late(run->deadline->data);
}


void
faimi_hl_lex(faimi_hl_run_t *run, faimi_hl_instance_t *in, faimi_slice_t text)
{
    bool                        done;
    faimi_hl_stream_t           s;
    const faimi_hl_on_stack_t  *top;

    if (in->lexer == NULL) {
        faimi_hl_emit(run, in->token, text);
        return;
    }

    if (++run->nested > FAIMI_MAX_HIGHLIGHT_NESTED) {
        faimi_hl_fail(run);
    }

    s = (faimi_hl_stream_t) { run, in, text, 0, 0 };

    while (s.at < text.len && !run->failed) {
        if (in->depth == 0 || !faimi_hl_spend(run, text.len - s.at)) {
            faimi_hl_fail(run);
            break;
        }

        top = &in->stack[in->depth - 1];
        done = (top->number >= 0) ? faimi_hl_step_state(&s, top->number)
                                  : faimi_hl_step_made(&s, top->made);

        if (!done && s.at < text.len) {
            faimi_hl_unknown(&s);
        }
    }

    run->nested--;
}


static bool
faimi_hl_is_ascii(faimi_slice_t s)
{
    size_t  i;

    for (i = 0; i < s.len && !faimi_is_high(s.data[i]); i++) {
        /* void */
    }

    return i == s.len;
}


static faimi_hl_run_t
faimi_hl_begin(faimi_highlighter_t *h, faimi_slice_t code,
    faimi_arena_t *arena)
{
    faimi_hl_run_t  run;

    faimi_hl_ready(h);
    memset(&run, 0, sizeof(faimi_hl_run_t));
    run.h = h;
    run.arena = arena;
    run.token = FAIMI_HL_TEXT_TOKEN;
    run.ascii = faimi_hl_is_ascii(code);
    run.regexes = faimi_map_create(arena);

    return run;
}


int
faimi_highlight_guess(faimi_highlighter_t *h, faimi_slice_t code,
    faimi_arena_t *arena)
{
    int             lexer;
    faimi_hl_run_t  run;

    if (faimi_hl_tables.nquestions == 0) {
        return -1;
    }

    run = faimi_hl_begin(h, code, arena);
    lexer = faimi_hl_guess(&run, code, false);

    return (lexer < 0) ? -1 : lexer;
}


faimi_rc_t
faimi_highlight(faimi_highlighter_t *h, int lexer, faimi_slice_t code,
    const faimi_code_deadline_t *deadline, faimi_arena_t *arena,
    faimi_buf_t *out)
{
    size_t                len;
    faimi_hl_run_t        run;
    faimi_hl_instance_t  *instance;

    run = faimi_hl_begin(h, code, arena);
    run.out = out;
    run.deadline = (deadline == NULL || deadline->late == NULL) ? NULL
                   : deadline;
    len = out->len;

    instance = faimi_hl_instance(&run, &faimi_hl_tables.lexers[lexer]);
    faimi_hl_reset(&run, instance);
    faimi_hl_lex(&run, instance, code);

    if (run.token != FAIMI_HL_TEXT_TOKEN) {
        faimi_buf_str(out, "</span>");
    }

    if (run.failed) {
        faimi_buf_cut(out, len);
        return FAIMI_ERROR;
    }

    return FAIMI_OK;
}


/* Lexer.find_fancy: a language may have options, of which "a?" has none. */
static int
faimi_hl_lookup(faimi_highlighter_t *h, faimi_slice_t language,
    faimi_slice_t code, faimi_arena_t *arena)
{
    int     lexer;
    size_t  name;

    if (faimi_slice_eq(language, FAIMI_SLICE("guess"))) {
        return faimi_highlight_guess(h, code, arena);
    }

    lexer = faimi_highlight_find(language);
    name = faimi_slice_find_char(language, '?', 0);

    return (lexer < 0 && name + 1 == language.len)
           ? faimi_highlight_find(faimi_slice_sub(language, 0, name)) : lexer;
}


static bool
faimi_hl_hook(const faimi_code_hook_t *hook, faimi_slice_t language,
    faimi_slice_t code, faimi_arena_t *arena, faimi_buf_t *out)
{
    int  lexer;

    lexer = faimi_hl_lookup(hook->data, language, code, arena);

    return lexer >= 0
           && faimi_highlight(hook->data, lexer, code, &hook->deadline, arena,
                              out) == FAIMI_OK;
}


faimi_code_hook_t
faimi_highlight_hook(faimi_highlighter_t *h, faimi_code_deadline_t deadline)
{
    return (faimi_code_hook_t) { (h == NULL) ? NULL : faimi_hl_hook, h,
                                 deadline };
}
