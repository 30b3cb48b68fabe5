/*
 * Patterns by PCRE2.  A lexer has some hundred, and a page uses a few of them:
 * each is compiled when it is first tried.
 *
 * There are two forms of each.  Most code is ASCII, and for that a pattern
 * needs no UTF mode, \b no knowledge of Unicode, and matching is faster.  The
 * other form is for texts with other characters.
 */

#include "faimi_hl_int.h"


/* Steps of PCRE2 within one match: a pattern that needs more is going round
 * in circles. */
#define FAIMI_HL_MATCH_LIMIT  1000000

#define FAIMI_HL_STACK_MIN    (32u << 10)
#define FAIMI_HL_STACK_MAX    (1u << 20)

/* Ruby's \b and \B know the words of Unicode. */
#define FAIMI_HL_WORD         "[\\p{L}\\p{M}\\p{N}\\p{Pc}]"
#define FAIMI_HL_BOUNDARY                                                     \
    "(?:(?<=" FAIMI_HL_WORD ")(?!" FAIMI_HL_WORD ")|"                         \
    "(?<!" FAIMI_HL_WORD ")(?=" FAIMI_HL_WORD "))"
#define FAIMI_HL_NO_BOUNDARY                                                  \
    "(?:(?<=" FAIMI_HL_WORD ")(?=" FAIMI_HL_WORD ")|"                         \
    "(?<!" FAIMI_HL_WORD ")(?!" FAIMI_HL_WORD "))"


/* For texts of one kind: rows as in the tables, each made at its first use. */
typedef struct {
    faimi_hl_regex_t     *regexes;
    const uint16_t     ***candidates;      /* by state, by byte */
} faimi_hl_form_t;

struct faimi_highlighter_s {
    faimi_arena_t          *arena;
    bool                    ready;         /* the rest exists */
    faimi_hl_form_t        *forms[2];      /* ASCII, others */
    size_t                  used;          /* bytes of both */
    pcre2_compile_context  *compile;
    pcre2_match_context    *match;
    pcre2_match_data       *data;
    pcre2_jit_stack        *stack;
};


static void
faimi_highlighter_destroy(void *data)
{
    faimi_highlighter_t  *h = data;

    size_t                i, form;

    for (form = 0; form < 2; form++) {
        for (i = 0; h->ready && i < faimi_hl_tables.npatterns; i++) {
            pcre2_code_free(h->forms[form]->regexes[i].code);
        }
    }

    pcre2_compile_context_free(h->compile);
    pcre2_match_context_free(h->match);
    pcre2_match_data_free(h->data);
    pcre2_jit_stack_free(h->stack);
}


faimi_highlighter_t *
faimi_highlighter_create(faimi_arena_t *arena)
{
    faimi_highlighter_t  *h;

    h = faimi_alloc(arena, sizeof(faimi_highlighter_t));
    h->arena = arena;
    faimi_arena_cleanup(arena, faimi_highlighter_destroy, h);

    return h;
}


static faimi_hl_form_t *
faimi_hl_form(faimi_arena_t *arena)
{
    faimi_hl_form_t  *form;

    form = faimi_alloc(arena, sizeof(faimi_hl_form_t));
    form->regexes = faimi_alloc(arena, faimi_hl_tables.npatterns
                                       * sizeof(faimi_hl_regex_t));
    form->candidates = faimi_alloc(arena, faimi_hl_tables.nstates
                                          * sizeof(uint16_t **));

    return form;
}


/* What a site without code does not need is made when it is asked for. */
void
faimi_hl_ready(faimi_highlighter_t *h)
{
    if (h->ready) {
        return;
    }

    /* An earlier call may have found that memory ends. */
    faimi_highlighter_destroy(h);
    h->forms[0] = faimi_hl_form(h->arena);
    h->forms[1] = faimi_hl_form(h->arena);
    h->compile = pcre2_compile_context_create(NULL);
    h->match = pcre2_match_context_create(NULL);
    h->data = pcre2_match_data_create(FAIMI_HL_GROUPS, NULL);
    h->stack = pcre2_jit_stack_create(FAIMI_HL_STACK_MIN, FAIMI_HL_STACK_MAX,
                                      NULL);

    if (h->compile == NULL || h->match == NULL || h->data == NULL
        || h->stack == NULL)
    {
        faimi_guard_raise(faimi_arena_guard(h->arena), FAIMI_NOMEM);
    }

    (void) pcre2_set_newline(h->compile, PCRE2_NEWLINE_LF);
    (void) pcre2_set_match_limit(h->match, FAIMI_HL_MATCH_LIMIT);
    pcre2_jit_stack_assign(h->match, NULL, h->stack);
    h->ready = true;
}


/* Puts what \b means into a pattern. */
static faimi_slice_t
faimi_hl_regex_text(faimi_hl_run_t *run, faimi_slice_t pattern, bool ascii)
{
    size_t        i;
    faimi_buf_t  *b;

    b = faimi_buf_create(run->arena, FAIMI_MAX_OUTPUT);

    for (i = 0; i < pattern.len; i++) {
        if (pattern.data[i] == '\001') {
            faimi_buf_str(b, ascii ? "\\b" : FAIMI_HL_BOUNDARY);

        } else if (pattern.data[i] == '\002') {
            faimi_buf_str(b, ascii ? "\\B" : FAIMI_HL_NO_BOUNDARY);

        } else {
            faimi_buf_char(b, pattern.data[i]);
        }
    }

    return faimi_buf_slice(b);
}


/* The bytes that a match can begin with.  An anchored pattern does not tell
 * them, so this one is compiled without an anchor, too. */
static void
faimi_hl_regex_first(faimi_hl_regex_t *regex, const pcre2_code *code)
{
    int             c;
    uint32_t        type, unit;
    const uint8_t  *bits;

    type = unit = 0;
    bits = NULL;
    (void) pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &type);
    (void) pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
    (void) pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, &bits);

    if (type == 1 && unit < 0x80) {
        /* Whether case counts is not told: both letters may begin. */
        c = faimi_lower((char) unit);
        regex->first[c >> 3] |= (unsigned char) (1u << (c & 7));
        c = faimi_upper((char) unit);
        regex->first[c >> 3] |= (unsigned char) (1u << (c & 7));

        /* Letters beyond ASCII fold to k and s. */
        memset(regex->first + 16, 0xff, 16);

    } else if (type == 0 && bits != NULL) {
        memcpy(regex->first, bits, sizeof(regex->first));

    } else {
        memset(regex->first, 0xff, sizeof(regex->first));
    }
}


static pcre2_code *
faimi_hl_regex_compile(const faimi_highlighter_t *h, faimi_slice_t text,
    uint32_t options)
{
    int         err;
    PCRE2_SIZE  at;

    return pcre2_compile((PCRE2_SPTR) text.data, text.len, options, &err, &at,
                         h->compile);
}


/* Compiles one form of a pattern; true: it did. */
static bool
faimi_hl_regex_make(faimi_hl_run_t *run, faimi_hl_regex_t *regex,
    faimi_slice_t pattern, bool ascii, bool search)
{
    size_t         size, jit;
    uint32_t       options;
    pcre2_code    *loose;
    faimi_slice_t  text;

    regex->tried = true;
    text = faimi_hl_regex_text(run, pattern, ascii);
    options = PCRE2_MULTILINE | (ascii ? 0 : PCRE2_UTF);
    loose = faimi_hl_regex_compile(run->h, text, options);

    if (loose == NULL) {
        return false;
    }

    if (search) {
        regex->code = loose;
    } else {
        faimi_hl_regex_first(regex, loose);
        pcre2_code_free(loose);
        regex->code = faimi_hl_regex_compile(run->h, text,
                                             options | PCRE2_ANCHORED);
    }

    if (regex->code == NULL) {
        return false;
    }

    /* Where there is no just-in-time compiler the interpreter matches. */
    regex->jit = pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE) == 0;
    size = jit = 0;
    (void) pcre2_pattern_info(regex->code, PCRE2_INFO_SIZE, &size);
    (void) pcre2_pattern_info(regex->code, PCRE2_INFO_JITSIZE, &jit);
    run->h->used += size + jit;

    return true;
}


/* A pattern that names other characters cannot do without UTF. */
static bool
faimi_hl_regex_is_ascii(faimi_slice_t pattern)
{
    size_t  i;

    for (i = 0; i < pattern.len; i++) {
        if (faimi_is_high(pattern.data[i])) {
            return false;
        }
    }

    return faimi_slice_find(pattern, FAIMI_SLICE("\\x{"), 0) == pattern.len;
}


faimi_hl_regex_t *
faimi_hl_regex(faimi_hl_run_t *run, int32_t pattern)
{
    bool                       ascii;
    faimi_slice_t              text;
    faimi_hl_regex_t          *regex;
    const faimi_hl_pattern_t  *p;

    regex = &run->h->forms[!run->ascii]->regexes[pattern];

    if (!regex->tried && run->h->used < FAIMI_MAX_HIGHLIGHT_MEMORY) {
        p = &faimi_hl_tables.patterns[pattern];
        text = faimi_slice(p->text, p->len);
        ascii = run->ascii && faimi_hl_regex_is_ascii(text);

        (void) faimi_hl_regex_make(run, regex, text, ascii, p->search);
    }

    if (regex->code == NULL) {
        faimi_hl_fail(run);
        return NULL;
    }

    return regex;
}


static const uint16_t *
faimi_hl_candidates_make(faimi_hl_run_t *run, const faimi_hl_state_t *state,
    char c)
{
    size_t                   n;
    int32_t                  i;
    uint16_t                *list;
    const faimi_hl_regex_t  *regex;

    n = ((size_t) state->nrules + 1) * sizeof(uint16_t);
    list = faimi_alloc(run->h->arena, n);
    run->h->used += n;

    for (n = 0, i = 0; i < state->nrules; i++) {
        regex = faimi_hl_regex(run,
                    faimi_hl_tables.rules[state->rules + i].pattern);

        if (regex == NULL) {
            return NULL;
        }

        if (faimi_hl_may_match(regex, c)) {
            list[n++] = (uint16_t) i;
        }
    }

    list[n] = FAIMI_HL_END;

    return list;
}


const uint16_t *
faimi_hl_candidates(faimi_hl_run_t *run, int32_t state, char c)
{
    size_t            n;
    const uint16_t  **list, ***lists;

    lists = &run->h->forms[!run->ascii]->candidates[state];
    n = 256 * sizeof(uint16_t *);

    if (*lists == NULL) {
        *lists = faimi_alloc(run->h->arena, n);
        run->h->used += n;
    }

    list = &(*lists)[(unsigned char) c];

    if (*list == NULL && run->h->used < FAIMI_MAX_HIGHLIGHT_MEMORY) {
        *list = faimi_hl_candidates_make(run, &faimi_hl_tables.states[state],
                                         c);
    }

    if (*list == NULL) {
        faimi_hl_fail(run);
    }

    return *list;
}


static void
faimi_hl_regex_free(void *data)
{
    pcre2_code_free(((faimi_hl_regex_t *) data)->code);
}


/* Patterns that are made of the text are kept for the run. */
faimi_hl_regex_t *
faimi_hl_regex_made(faimi_hl_run_t *run, faimi_slice_t pattern)
{
    size_t                used;
    faimi_hl_regex_t     *regex;
    const faimi_value_t  *found;

    found = faimi_map_find(run->regexes, FAIMI_V_STRING(pattern));

    if (found != NULL) {
        return found->u.object.data;
    }

    regex = faimi_alloc(run->arena, sizeof(faimi_hl_regex_t));
    faimi_arena_cleanup(run->arena, faimi_hl_regex_free, regex);
    used = run->h->used;

    if (run->regexes->n == FAIMI_MAX_HIGHLIGHT_MADE
        || !faimi_hl_regex_make(run, regex, pattern, false, false))
    {
        faimi_hl_fail(run);
        return NULL;
    }

    run->h->used = used;
    faimi_map_set(run->arena, run->regexes, pattern,
                  FAIMI_V_OBJECT(NULL, regex));

    return regex;
}


size_t
faimi_hl_match(faimi_hl_run_t *run, const faimi_hl_regex_t *regex,
    faimi_slice_t text, size_t groups[2 * FAIMI_HL_GROUPS])
{
    int  n;

    n = regex->jit
        ? pcre2_jit_match(regex->code, (PCRE2_SPTR) text.data, text.len, 0, 0,
                          run->h->data, run->h->match)
        : pcre2_match(regex->code, (PCRE2_SPTR) text.data, text.len, 0,
                      PCRE2_NO_UTF_CHECK, run->h->data, run->h->match);

    if (n <= 0) {
        if (n != PCRE2_ERROR_NOMATCH) {
            faimi_hl_fail(run);
        }

        return 0;
    }

    memcpy(groups, pcre2_get_ovector_pointer(run->h->data),
           (size_t) n * 2 * sizeof(size_t));

    return (size_t) n;
}
