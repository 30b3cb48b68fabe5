/*
 * States that are made while highlighting: Rouge's `push do ... end`, whose
 * rules have a part of the text in their patterns, such as the delimiter that
 * ends a string.
 */

#include "faimi_hl_int.h"


static void
faimi_hl_made_add(faimi_hl_frame_t *f, faimi_hl_made_t *made,
    faimi_hl_made_rule_t rule)
{
    if (made->n == made->cap) {
        made->rules = faimi_arena_grow(f->run->arena, made->rules, made->n,
                                       &made->cap,
                                       sizeof(faimi_hl_made_rule_t));
    }

    made->rules[made->n++] = rule;
}


static void
faimi_hl_made_rule(faimi_hl_frame_t *f, faimi_hl_made_t *made,
    const int32_t **pc, const faimi_hl_value_t *locals)
{
    int32_t                n, len;
    faimi_buf_t           *b;
    faimi_hl_value_t       part;
    faimi_hl_made_rule_t   rule;

    b = faimi_buf_create(f->run->arena, FAIMI_MAX_OUTPUT);
    rule.line_start = *(*pc)++;
    rule.mixin = -1;
    rule.locals = locals;

    for (n = *(*pc)++; n > 0 && !f->run->failed; n--) {
        part = faimi_hl_eval(f, pc);

        if (part.type == FAIMI_HL_V_TEXT) {
            faimi_buf_add(b, part.u.text);
        }
    }

    if (f->run->failed) {
        return;
    }

    len = *(*pc)++;
    rule.code = (int32_t) (*pc - faimi_hl_tables.code);
    *pc += len;
    rule.regex = faimi_hl_regex_made(f->run,
                     faimi_arena_copy(f->run->arena, faimi_buf_slice(b)));
    faimi_hl_made_add(f, made, rule);
}


static void  faimi_hl_made_entries(faimi_hl_frame_t *f, faimi_hl_made_t *made,
    const int32_t **pc, int32_t n, const faimi_hl_value_t *locals);


static void
faimi_hl_made_if(faimi_hl_frame_t *f, faimi_hl_made_t *made,
    const int32_t **pc, const faimi_hl_value_t *locals)
{
    bool            yes;
    int32_t         len[2], n[2];
    const int32_t  *end;

    len[0] = *(*pc)++;
    n[0] = *(*pc)++;
    len[1] = *(*pc)++;
    n[1] = *(*pc)++;
    yes = faimi_hl_is_true(faimi_hl_eval(f, pc));
    end = *pc + len[0] + len[1];
    *pc += yes ? 0 : len[0];
    faimi_hl_made_entries(f, made, pc, n[!yes], locals);
    *pc = end;
}


static void
faimi_hl_made_entries(faimi_hl_frame_t *f, faimi_hl_made_t *made,
    const int32_t **pc, int32_t n, const faimi_hl_value_t *locals)
{
    faimi_hl_made_rule_t  rule;

    for ( /* void */ ; n > 0 && !f->run->failed; n--) {
        switch (*(*pc)++) {
        case FAIMI_HL_ENTRY_RULE:
            faimi_hl_made_rule(f, made, pc, locals);
            break;
        case FAIMI_HL_ENTRY_MIXIN:
            memset(&rule, 0, sizeof(faimi_hl_made_rule_t));
            rule.mixin = *(*pc)++;
            faimi_hl_made_add(f, made, rule);
            break;
        case FAIMI_HL_ENTRY_IF:
            faimi_hl_made_if(f, made, pc, locals);
            break;
        default:
            (void) faimi_hl_eval(f, pc);
        }
    }
}


void
faimi_hl_made(faimi_hl_frame_t *f, const int32_t **pc)
{
    size_t             size;
    int32_t            len, n;
    const int32_t     *at;
    faimi_hl_made_t   *made;
    faimi_hl_value_t  *locals;

    len = *(*pc)++;
    n = *(*pc)++;
    at = *pc;
    *pc += len;

    /* The rules see the variables as they are when the state is complete. */
    size = (size_t) f->instance->lexer->nlocals * sizeof(faimi_hl_value_t);
    locals = faimi_alloc(f->run->arena, size + sizeof(faimi_hl_value_t));
    made = faimi_alloc(f->run->arena, sizeof(faimi_hl_made_t));
    faimi_hl_made_entries(f, made, &at, n, locals);
    memcpy(locals, f->locals, size);
    faimi_hl_push(f->run, f->instance, (faimi_hl_on_stack_t) { -1, made });
}
