/*
 * The code of a rule, walked (faimi_hl_ops.h says how it is laid down).  The
 * depth of the recursion is that of the code, which the tables fix.
 */

#include <stdlib.h>

#include "faimi_hl_int.h"


#define FAIMI_HL_NONE  ((faimi_hl_value_t) { .type = FAIMI_HL_V_NIL })


static faimi_hl_value_t
faimi_hl_number(faimi_hl_type_t type, int64_t n)
{
    return (faimi_hl_value_t) { .type = type, .u.n = n };
}


static faimi_hl_value_t
faimi_hl_slice(faimi_slice_t s)
{
    return (faimi_hl_value_t) { .type = FAIMI_HL_V_TEXT, .u.text = s };
}


static faimi_hl_value_t
faimi_hl_group(const faimi_hl_frame_t *f, size_t i)
{
    if (i >= f->ngroups || f->groups[2 * i] == PCRE2_UNSET) {
        return FAIMI_HL_NONE;
    }

    return faimi_hl_slice(faimi_slice_sub(f->subject, f->groups[2 * i],
                                          f->groups[2 * i + 1]));
}


/* Operands are evaluated in their order; once a body is left, or the run has
 * failed, nothing more is. */
static bool
faimi_hl_stops(const faimi_hl_frame_t *f)
{
    return f->leaving || f->run->failed;
}


static faimi_hl_value_t
faimi_hl_eval_list(faimi_hl_frame_t *f, const int32_t **pc)
{
    int32_t           n;
    faimi_hl_value_t  v, item;

    v.type = FAIMI_HL_V_LIST;
    v.u.list = faimi_hl_list(f->run);

    for (n = *(*pc)++; n > 0 && !faimi_hl_stops(f); n--) {
        item = faimi_hl_eval(f, pc);
        faimi_hl_list_push(f->run, v.u.list, item);
    }

    return v;
}


static faimi_hl_value_t
faimi_hl_eval_concat(faimi_hl_frame_t *f, const int32_t **pc)
{
    int32_t           n;
    faimi_buf_t      *b;
    faimi_hl_value_t  part;

    b = faimi_buf_create(f->run->arena, FAIMI_MAX_OUTPUT);

    for (n = *(*pc)++; n > 0 && !faimi_hl_stops(f); n--) {
        part = faimi_hl_eval(f, pc);

        if (part.type == FAIMI_HL_V_TEXT) {
            faimi_buf_add(b, part.u.text);

        } else if (part.type == FAIMI_HL_V_INT) {
            faimi_buf_printf(b, "%lld", (long long) part.u.n);
        }
    }

    return faimi_hl_slice(faimi_buf_slice(b));
}


static faimi_hl_value_t
faimi_hl_eval_instance(faimi_hl_frame_t *f, const faimi_hl_lexer_t *lexer,
    int64_t token)
{
    faimi_hl_value_t  v;

    v.type = FAIMI_HL_V_INSTANCE;
    v.u.instance = faimi_hl_instance(f->run, lexer);
    v.u.instance->token = token;

    return v;
}


/* Object#clone shares what the variables hold, and the stack is such an object:
 * what the copy pushes the lexer finds there.  A lexer that gives a variable
 * another value is not copied, so that a copy is the lexer itself. */
static faimi_hl_value_t
faimi_hl_eval_clone(faimi_hl_frame_t *f)
{
    faimi_hl_value_t  v;

    v.type = FAIMI_HL_V_INSTANCE;
    v.u.instance = f->instance;

    return v;
}


/* Lexer.find_fancy, and of a guess that is not clear the first
 * (lexers/markdown.rb).  A name with options is beyond the tables, and so is a
 * lexer that is left out of them. */
static faimi_hl_value_t
faimi_hl_eval_find(faimi_hl_frame_t *f, const int32_t **pc)
{
    int                     lexer;
    faimi_slice_t           name;
    faimi_hl_value_t        v, text;
    const faimi_hl_name_t  *row;

    v = faimi_hl_eval(f, pc);
    text = faimi_hl_eval(f, pc);
    name = (v.type == FAIMI_HL_V_TEXT) ? v.u.text : FAIMI_EMPTY;
    row = faimi_hl_name(name);

    if (row != NULL) {
        lexer = row->lexer;

    } else if (faimi_slice_eq(name, FAIMI_SLICE("guess"))) {
        lexer = (text.type == FAIMI_HL_V_TEXT)
                ? faimi_hl_guess(f->run, text.u.text, true)
                : FAIMI_HL_PLAIN;

    } else if (faimi_slice_find_char(name, '?', 0) < name.len) {
        lexer = FAIMI_HL_LEFT_OUT;

    } else {
        return FAIMI_HL_NONE;
    }

    if (lexer == FAIMI_HL_LEFT_OUT) {
        faimi_hl_fail(f->run);
        return FAIMI_HL_NONE;
    }

    return faimi_hl_eval_instance(f, (lexer == FAIMI_HL_PLAIN) ? NULL
                                     : &faimi_hl_tables.lexers[lexer], 0);
}


/* Values. */
static faimi_hl_value_t
faimi_hl_eval_value(faimi_hl_frame_t *f, int32_t op, const int32_t **pc)
{
    const faimi_hl_instance_t  *instance = f->instance;
    const faimi_hl_on_stack_t  *top;

    switch (op) {
    case FAIMI_HL_NIL:
        return FAIMI_HL_NONE;
    case FAIMI_HL_TRUE:
        return faimi_hl_number(FAIMI_HL_V_BOOL, 1);
    case FAIMI_HL_FALSE:
        return faimi_hl_number(FAIMI_HL_V_BOOL, 0);
    case FAIMI_HL_INT:
        return faimi_hl_number(FAIMI_HL_V_INT, *(*pc)++);
    case FAIMI_HL_STR:
        return faimi_hl_slice(faimi_hl_tables.texts[*(*pc)++]);
    case FAIMI_HL_TOKEN:
        return faimi_hl_number(FAIMI_HL_V_TOKEN, *(*pc)++);
    case FAIMI_HL_LEXER:
        return faimi_hl_number(FAIMI_HL_V_LEXER, *(*pc)++);
    case FAIMI_HL_GROUP:
        return faimi_hl_group(f, (size_t) *(*pc)++);
    case FAIMI_HL_LOCAL:
        return f->locals[*(*pc)++];
    case FAIMI_HL_IVAR:
        return instance->ivars[*(*pc)++];
    case FAIMI_HL_LIST:
        return faimi_hl_eval_list(f, pc);
    case FAIMI_HL_CONCAT:
        return faimi_hl_eval_concat(f, pc);
    case FAIMI_HL_NEW_LEXER:
        return faimi_hl_eval_instance(f, &faimi_hl_tables.lexers[*(*pc)++], 0);
    case FAIMI_HL_NEW_PLAIN:
        return faimi_hl_eval_instance(f, NULL, faimi_hl_eval(f, pc).u.n);
    case FAIMI_HL_FIND_LEXER:
        return faimi_hl_eval_find(f, pc);
    case FAIMI_HL_STACK_SIZE:
        return faimi_hl_number(FAIMI_HL_V_INT, (int64_t) instance->depth);
    case FAIMI_HL_CLONE:
        return faimi_hl_eval_clone(f);
    default:
        top = &instance->stack[instance->depth - 1];
        return faimi_hl_slice((top->number < 0) ? FAIMI_EMPTY
                   : faimi_slice_str(faimi_hl_tables.states
                       [instance->lexer->states + top->number].name));
    }
}


static faimi_hl_value_t
faimi_hl_eval_if(faimi_hl_frame_t *f, const int32_t **pc)
{
    int32_t           yes, no;
    const int32_t    *end;
    faimi_hl_value_t  v;

    yes = *(*pc)++;
    no = *(*pc)++;
    v = faimi_hl_eval(f, pc);

    if (faimi_hl_stops(f)) {
        return v;
    }

    end = *pc + yes + no;
    *pc += faimi_hl_is_true(v) ? 0 : yes;
    v = faimi_hl_eval(f, pc);

    if (!faimi_hl_stops(f)) {
        *pc = end;
    }

    return v;
}


static faimi_hl_value_t
faimi_hl_eval_logic(faimi_hl_frame_t *f, int32_t op, const int32_t **pc)
{
    int32_t           second;
    faimi_hl_value_t  v;

    second = *(*pc)++;
    v = faimi_hl_eval(f, pc);

    if (faimi_hl_stops(f)) {
        return v;
    }

    if (faimi_hl_is_true(v) == (op == FAIMI_HL_AND)) {
        return faimi_hl_eval(f, pc);
    }

    *pc += second;

    return v;
}


static faimi_hl_value_t
faimi_hl_eval_while(faimi_hl_frame_t *f, const int32_t **pc)
{
    int32_t         condition, body;
    const int32_t  *at, *begin;

    condition = *(*pc)++;
    body = *(*pc)++;
    begin = *pc;

    for ( ;; ) {
        at = begin;

        if (!faimi_hl_is_true(faimi_hl_eval(f, &at)) || faimi_hl_stops(f)) {
            break;
        }

        (void) faimi_hl_eval(f, &at);

        if (f->leaving || ++f->run->steps > FAIMI_MAX_HIGHLIGHT_STEPS) {
            faimi_hl_fail(f->run);
        }

        if (faimi_hl_stops(f)) {
            break;
        }
    }

    *pc = begin + condition + body;

    return FAIMI_HL_NONE;
}


static faimi_hl_value_t
faimi_hl_eval_call(faimi_hl_frame_t *f, const int32_t **pc)
{
    int32_t           len;
    const int32_t    *at;
    faimi_hl_value_t  v;

    len = *(*pc)++;
    at = *pc;
    v = faimi_hl_eval(f, &at);
    f->leaving = false;
    *pc += len;

    return v;
}


/* Control. */
static faimi_hl_value_t
faimi_hl_eval_control(faimi_hl_frame_t *f, int32_t op, const int32_t **pc)
{
    int32_t           n;
    faimi_hl_value_t  v;

    v = FAIMI_HL_NONE;

    switch (op) {
    case FAIMI_HL_SEQ:
        for (n = *(*pc)++; n > 0 && !faimi_hl_stops(f); n--) {
            v = faimi_hl_eval(f, pc);
        }

        return v;
    case FAIMI_HL_SET_LOCAL:
        n = *(*pc)++;
        v = faimi_hl_eval(f, pc);
        f->locals[n] = v;
        return v;
    case FAIMI_HL_SET_IVAR:
        n = *(*pc)++;
        v = faimi_hl_eval(f, pc);
        f->instance->ivars[n] = v;
        return v;
    case FAIMI_HL_IF:
        return faimi_hl_eval_if(f, pc);
    case FAIMI_HL_AND:
    case FAIMI_HL_OR:
        return faimi_hl_eval_logic(f, op, pc);
    case FAIMI_HL_WHILE:
        return faimi_hl_eval_while(f, pc);
    case FAIMI_HL_CALL:
        return faimi_hl_eval_call(f, pc);
    case FAIMI_HL_LEAVE:
        v = faimi_hl_eval(f, pc);
        f->leaving = true;
        return v;
    default:
        faimi_hl_fail(f->run);
        return v;
    }
}


static faimi_hl_value_t
faimi_hl_eval_unary(faimi_hl_frame_t *f, int32_t op, const int32_t **pc)
{
    faimi_hl_value_t  v;

    v = faimi_hl_eval(f, pc);

    switch (op) {
    case FAIMI_HL_NOT:
        return faimi_hl_number(FAIMI_HL_V_BOOL, !faimi_hl_is_true(v));
    case FAIMI_HL_IS_NIL:
        return faimi_hl_number(FAIMI_HL_V_BOOL, v.type == FAIMI_HL_V_NIL);
    case FAIMI_HL_SAME:
        return v;
    case FAIMI_HL_LEXER_RESET:
        if (v.type == FAIMI_HL_V_INSTANCE) {
            faimi_hl_reset(f->run, v.u.instance);
        }

        return v;
    default:
        return faimi_hl_list_op(f->run, op, v);
    }
}


/* text[from...end], in characters. */
static faimi_hl_value_t
faimi_hl_eval_sub_text(faimi_hl_value_t of, int64_t from, int64_t end)
{
    if (of.type != FAIMI_HL_V_TEXT || from < 0 || end < 0
        || from > (int64_t) faimi_utf8_len(of.u.text))
    {
        return FAIMI_HL_NONE;
    }

    return faimi_hl_slice(faimi_slice_sub(of.u.text,
               faimi_utf8_offset(of.u.text, (size_t) from),
               faimi_utf8_offset(of.u.text, (size_t) ((end > from) ? end
                                                                : from))));
}


static faimi_hl_value_t
faimi_hl_eval_binary(faimi_hl_frame_t *f, int32_t op, const int32_t **pc)
{
    faimi_hl_value_t  a, b, c;

    a = faimi_hl_eval(f, pc);
    b = faimi_hl_eval(f, pc);

    switch (op) {
    case FAIMI_HL_PAIR_GET:
        return faimi_hl_pair_get(a, b);
    case FAIMI_HL_PAIR_SET:
        c = faimi_hl_eval(f, pc);
        faimi_hl_pair_set(f->run, a, b, c);
        return c;
    case FAIMI_HL_SPLIT:
        c = faimi_hl_eval(f, pc);
        return faimi_hl_split(f->run, a, b, c);
    case FAIMI_HL_SUB_TEXT:
        c = faimi_hl_eval(f, pc);
        return faimi_hl_eval_sub_text(a, b.u.n, c.u.n);
    default:
        return faimi_hl_binary(f->run, op, a, b);
    }
}


static int
faimi_hl_word_cmp(const void *key, const void *word)
{
    return faimi_slice_cmp(*(const faimi_slice_t *) key,
                           *(const faimi_slice_t *) word);
}


static bool
faimi_hl_in_set(int32_t number, faimi_hl_value_t v)
{
    const faimi_hl_set_t  *set;

    set = &faimi_hl_tables.sets[number];

    return v.type == FAIMI_HL_V_TEXT
           && bsearch(&v.u.text, faimi_hl_tables.words + set->words,
                      (size_t) set->nwords, sizeof(faimi_slice_t),
                      faimi_hl_word_cmp) != NULL;
}


static faimi_hl_value_t
faimi_hl_eval_test(faimi_hl_frame_t *f, int32_t op, const int32_t **pc)
{
    size_t             groups[2 * FAIMI_HL_GROUPS];
    int32_t            number;
    faimi_hl_regex_t  *regex;
    faimi_hl_value_t   v;

    number = *(*pc)++;
    v = faimi_hl_eval(f, pc);

    if (op == FAIMI_HL_IN_SET) {
        return faimi_hl_number(FAIMI_HL_V_BOOL, faimi_hl_in_set(number, v));
    }

    regex = (v.type == FAIMI_HL_V_TEXT) ? faimi_hl_regex(f->run, number)
                                        : NULL;

    if (regex == NULL
        || faimi_hl_match(f->run, regex, v.u.text, groups) == 0)
    {
        return FAIMI_HL_NONE;
    }

    return faimi_hl_number(FAIMI_HL_V_INT, (int64_t) groups[0]);
}


static void
faimi_hl_eval_pop(faimi_hl_frame_t *f, faimi_hl_value_t times)
{
    size_t  n;

    n = (times.type == FAIMI_HL_V_INT) ? (size_t) times.u.n : 1;

    if (f->instance->depth == 0) {
        faimi_hl_fail(f->run);
        return;
    }

    f->instance->depth -= (n < f->instance->depth) ? n : f->instance->depth;
}


static faimi_hl_value_t
faimi_hl_eval_in_state(const faimi_hl_frame_t *f, int32_t state, bool any)
{
    size_t  i;

    for (i = f->instance->depth; i > 0; i--) {
        if (state >= 0 && f->instance->stack[i - 1].number == state) {
            return faimi_hl_number(FAIMI_HL_V_BOOL, 1);
        }

        if (!any) {
            break;
        }
    }

    return faimi_hl_number(FAIMI_HL_V_BOOL, 0);
}


static void
faimi_hl_eval_push_named(faimi_hl_frame_t *f, faimi_hl_value_t name)
{
    int32_t                  i;
    const faimi_hl_state_t  *states;

    states = faimi_hl_tables.states + f->instance->lexer->states;

    for (i = 0; i < f->instance->lexer->nstates; i++) {
        if (name.type == FAIMI_HL_V_TEXT
            && faimi_slice_eq(name.u.text, faimi_slice_str(states[i].name)))
        {
            faimi_hl_push(f->run, f->instance,
                          (faimi_hl_on_stack_t) { i, NULL });
            return;
        }
    }

    faimi_hl_fail(f->run);
}


static void
faimi_hl_eval_delegate(faimi_hl_frame_t *f, faimi_hl_value_t lexer,
    faimi_hl_value_t text)
{
    faimi_hl_instance_t  *instance;

    if (text.type == FAIMI_HL_V_NIL) {
        text = faimi_hl_group(f, 0);
    }

    if (lexer.type == FAIMI_HL_V_INSTANCE) {
        instance = lexer.u.instance;

    } else if (lexer.type == FAIMI_HL_V_LEXER) {
        instance = faimi_hl_instance(f->run,
                                     &faimi_hl_tables.lexers[lexer.u.n]);
        faimi_hl_reset(f->run, instance);

    } else {
        faimi_hl_fail(f->run);
        return;
    }

    if (text.type == FAIMI_HL_V_TEXT) {
        faimi_hl_lex(f->run, instance, text.u.text);
    }
}


/* What a rule does. */
static faimi_hl_value_t
faimi_hl_eval_effect(faimi_hl_frame_t *f, int32_t op, const int32_t **pc)
{
    faimi_hl_value_t      a, b;
    faimi_hl_instance_t  *in = f->instance;

    switch (op) {
    case FAIMI_HL_EMIT:
        a = faimi_hl_eval(f, pc);
        b = faimi_hl_eval(f, pc);

        if (a.type == FAIMI_HL_V_TOKEN && b.type == FAIMI_HL_V_TEXT) {
            faimi_hl_emit(f->run, a.u.n, b.u.text);
        }

        break;
    case FAIMI_HL_PUSH:
        faimi_hl_push(f->run, in,
                      (faimi_hl_on_stack_t) { *(*pc)++, NULL });
        break;
    case FAIMI_HL_PUSH_TOP:
        if (in->depth > 0) {
            faimi_hl_push(f->run, in, in->stack[in->depth - 1]);
        }

        break;
    case FAIMI_HL_PUSH_NAMED:
        faimi_hl_eval_push_named(f, faimi_hl_eval(f, pc));
        break;
    case FAIMI_HL_PUSH_DYNAMIC:
        faimi_hl_made(f, pc);
        break;
    case FAIMI_HL_POP:
        faimi_hl_eval_pop(f, faimi_hl_eval(f, pc));
        break;
    case FAIMI_HL_GOTO:
        if (in->depth == 0) {
            faimi_hl_fail(f->run);
            break;
        }

        in->stack[in->depth - 1] = (faimi_hl_on_stack_t) { *(*pc)++, NULL };
        break;
    case FAIMI_HL_RESET_STACK:
        in->depth = 0;
        faimi_hl_push(f->run, in, (faimi_hl_on_stack_t) { 0, NULL });
        break;
    case FAIMI_HL_IS_STATE:
    case FAIMI_HL_IN_STATE:
        return faimi_hl_eval_in_state(f, *(*pc)++, op == FAIMI_HL_IN_STATE);
    default:
        a = faimi_hl_eval(f, pc);
        b = faimi_hl_eval(f, pc);
        faimi_hl_eval_delegate(f, a, b);
    }

    return FAIMI_HL_NONE;
}


faimi_hl_value_t
faimi_hl_eval(faimi_hl_frame_t *f, const int32_t **pc)
{
    int32_t  op;

    op = *(*pc)++;

    if (op < FAIMI_HL_SEQ) {
        return faimi_hl_eval_value(f, op, pc);
    }

    if (op < FAIMI_HL_NOT) {
        return faimi_hl_eval_control(f, op, pc);
    }

    if (op < FAIMI_HL_EQ) {
        return faimi_hl_eval_unary(f, op, pc);
    }

    if (op < FAIMI_HL_IN_SET) {
        return faimi_hl_eval_binary(f, op, pc);
    }

    return (op < FAIMI_HL_EMIT) ? faimi_hl_eval_test(f, op, pc)
           : faimi_hl_eval_effect(f, op, pc);
}


void
faimi_hl_do(faimi_hl_run_t *run, faimi_hl_instance_t *instance, int32_t code)
{
    const int32_t     *pc;
    faimi_hl_frame_t   f;

    memset(&f, 0, sizeof(faimi_hl_frame_t));
    f.run = run;
    f.instance = instance;
    f.subject = FAIMI_EMPTY;
    f.locals = faimi_alloc(run->arena, ((size_t) instance->lexer->nlocals + 1)
                                       * sizeof(faimi_hl_value_t));
    pc = faimi_hl_tables.code + code;
    (void) faimi_hl_eval(&f, &pc);
}
