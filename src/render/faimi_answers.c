/*
 * Answers: a map of lists by address, each with a map of questions.
 */

#include <stdlib.h>

#include "faimi_answers.h"
#include "faimi_value_tree.h"


/* Fewer items are asked again as fast as an answer is found. */
#define FAIMI_ANSWERS_LEAST  16


struct faimi_answers_s {
    faimi_guard_t      *guard;      /* ends at the arena's limit: not the
                                       rendering's, which goes on */
    faimi_arena_t      *arena;
    const char *const  *changing;
    faimi_map_t        *names;      /* the shared lists */
    faimi_map_t        *lists;      /* address -> address of a map: question
                                       -> address of a faimi_answer_t */
    bool                full;
};

typedef struct {
    faimi_value_t  value;
    size_t         cost;    /* as faimi_liquid_spent() has it */
} faimi_answer_t;

/* What is to be kept, and where: of a list's questions, or of the names. */
typedef struct {
    faimi_answers_t  *answers;
    faimi_map_t      *questions;   /* or NULL */
    faimi_slice_t     name;
    faimi_answer_t    answer;
} faimi_keeping_t;


faimi_answers_t *
faimi_answers_create(const char *const *changing)
{
    faimi_answers_t  *answers;

    answers = calloc(1, sizeof(faimi_answers_t));

    if (answers == NULL) {
        return NULL;
    }

    answers->changing = changing;
    answers->guard = faimi_guard_create();
    answers->arena = answers->guard == NULL ? NULL
                     : faimi_arena_create(answers->guard, FAIMI_MAX_ANSWERS);

    if (answers->arena == NULL) {
        faimi_answers_destroy(answers);
        return NULL;
    }

    return answers;
}


void
faimi_answers_destroy(faimi_answers_t *answers)
{
    if (answers != NULL) {
        faimi_arena_destroy(answers->arena);
        faimi_guard_destroy(answers->guard);
        free(answers);
    }
}


void
faimi_answers_forget(faimi_answers_t *answers)
{
    faimi_arena_reset(answers->arena);
    answers->names = NULL;
    answers->lists = NULL;
    answers->full = false;
}


void
faimi_answers_begin(faimi_answers_t *answers)
{
    if (answers->full) {
        faimi_answers_forget(answers);
    }
}


const faimi_value_t *
faimi_answers_list(const faimi_answers_t *answers, faimi_slice_t name)
{
    return faimi_map_get(answers->names, name);
}


/* Whether questions about a list are worth an answer: objects alone have
 * members whose values are known to stay. */
static bool
faimi_answers_is_list(const faimi_array_t *array)
{
    size_t  i;

    for (i = 0; i < array->n; i++) {
        if (array->items[i].type != FAIMI_OBJECT) {
            return false;
        }
    }

    return array->n >= FAIMI_ANSWERS_LEAST;
}


/* Makes the lists in a kept value known. */
static void
faimi_answers_enter(faimi_answers_t *answers, faimi_value_t v)
{
    size_t  i;

    if (v.type == FAIMI_MAP) {
        for (i = 0; i < v.u.map->n; i++) {
            faimi_answers_enter(answers, v.u.map->pairs[i].value);
        }

    } else if (v.type == FAIMI_ARRAY && faimi_answers_is_list(v.u.array)) {
        faimi_map_put(answers->arena, answers->lists,
                      FAIMI_V_OBJECT(NULL, v.u.array),
                      FAIMI_V_OBJECT(NULL, faimi_map_create(answers->arena)));

    } else if (v.type == FAIMI_ARRAY) {
        for (i = 0; i < v.u.array->n; i++) {
            faimi_answers_enter(answers, v.u.array->items[i]);
        }
    }
}


static faimi_rc_t
faimi_answers_keep_work(void *data)
{
    faimi_value_t     v;
    faimi_answer_t   *answer;
    faimi_keeping_t  *k = data;
    faimi_answers_t  *answers;

    answers = k->answers;

    if (answers->lists == NULL) {
        answers->names = faimi_map_create(answers->arena);
        answers->lists = faimi_map_create(answers->arena);
    }

    v = faimi_value_copy(answers->arena, k->answer.value);
    faimi_answers_enter(answers, v);
    k->name = faimi_arena_copy(answers->arena, k->name);

    if (k->questions == NULL) {
        faimi_map_set(answers->arena, answers->names, k->name, v);

    } else {
        answer = faimi_alloc(answers->arena, sizeof(faimi_answer_t));
        *answer = (faimi_answer_t) { v, k->answer.cost };
        faimi_map_set(answers->arena, k->questions, k->name,
                      FAIMI_V_OBJECT(NULL, answer));
    }

    k->answer.value = v;

    return FAIMI_OK;
}


/* Without room all is taken for unknown until the next rendering: what was
 * being written may be there by half. */
static faimi_value_t
faimi_answers_keep(faimi_keeping_t *k)
{
    faimi_answers_t  *answers;

    answers = k->answers;

    if (!answers->full
        && faimi_guard_run(answers->guard, faimi_answers_keep_work, k)
           != FAIMI_OK)
    {
        answers->full = true;
        answers->names = NULL;
        answers->lists = NULL;
    }

    return k->answer.value;
}


faimi_value_t
faimi_answers_keep_list(faimi_answers_t *answers, faimi_slice_t name,
    faimi_value_t v)
{
    faimi_keeping_t  k;

    k = (faimi_keeping_t) { .answers = answers, .name = name,
                            .answer.value = v };

    return faimi_answers_keep(&k);
}


/* A member of a member may be of anything. */
static bool
faimi_answers_stays(const faimi_answers_t *answers, faimi_value_t property)
{
    size_t         i;
    faimi_slice_t  name;

    if (property.type != FAIMI_STRING) {
        return false;
    }

    name = property.u.string;

    for (i = 0; answers->changing[i] != NULL; i++) {
        if (faimi_slice_eq(name, faimi_slice_str(answers->changing[i]))) {
            return false;
        }
    }

    return faimi_slice_find_char(name, '.', 0) == name.len;
}


/* The questions of a list; NULL: no answer is kept. */
static faimi_map_t *
faimi_answers_questions(const faimi_answers_t *answers,
    const faimi_question_t *q)
{
    const faimi_value_t  *v;

    if (answers == NULL || answers->lists == NULL
        || !faimi_answers_stays(answers, q->property))
    {
        return NULL;
    }

    v = faimi_map_find(answers->lists,
                       FAIMI_V_OBJECT(NULL, (void *) q->items));

    return (v != NULL) ? v->u.object.data : NULL;
}


/* Not by printf: a name may have a NUL in it. */
static faimi_slice_t
faimi_answers_name(faimi_arena_t *arena, const faimi_question_t *q)
{
    faimi_buf_t  *b;

    b = faimi_buf_create(arena, SIZE_MAX);
    faimi_buf_str(b, q->filter);
    faimi_buf_str(b, (q->way < 0) ? " - " : " + ");
    faimi_buf_add(b, q->property.u.string);

    return faimi_buf_slice(b);
}


bool
faimi_answers_take(const faimi_answers_t *answers, const faimi_question_t *q)
{
    return faimi_answers_questions(answers, q) != NULL;
}


faimi_value_t
faimi_answers_give(faimi_answers_t *answers, faimi_liquid_t *lq,
    const faimi_question_t *q, faimi_answer_pt make)
{
    size_t                 spent;
    faimi_map_t           *questions;
    faimi_keeping_t        k;
    const faimi_value_t   *v;
    const faimi_answer_t  *known;

    questions = faimi_answers_questions(answers, q);

    if (questions == NULL) {
        return make(lq, q);
    }

    k = (faimi_keeping_t) { .answers = answers, .questions = questions };
    k.name = faimi_answers_name(faimi_liquid_arena(lq), q);
    v = faimi_map_get(questions, k.name);

    if (v != NULL) {
        known = v->u.object.data;
        faimi_liquid_spend_text(lq, known->cost);
        return known->value;
    }

    spent = faimi_liquid_spent(lq);
    k.answer.value = make(lq, q);
    k.answer.cost = faimi_liquid_spent(lq) - spent;

    return faimi_answers_keep(&k);
}
