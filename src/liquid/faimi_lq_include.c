/*
 * include, include_relative and include_cached of Jekyll
 * (jekyll/tags/include.rb), render and include of Liquid
 * (liquid/tags/render.rb, include.rb).
 *
 * Jekyll's form names a file as it is written, or computed by outputs in it,
 * and gives parameters in `include`; variables of the page are seen and set in
 * it.  Liquid's `render` isolates: what it includes sees its parameters only.
 *
 * A name is checked before it is looked up.  Templates come from the host by
 * name, parsed; the engine opens nothing.  Nesting is bounded by
 * FAIMI_MAX_INCLUDE_DEPTH, so that a file that includes itself ends with an
 * error.
 *
 * include_cached renders each time: what Jekyll keeps by the name and
 * parameters is, by the plugin's own rule, what would be rendered again.
 */

#include "faimi_lq_uses.h"
#include "faimi_lq_tags.h"
#include "faimi_lq_loop.h"


typedef struct {
    faimi_slice_t      name;
    faimi_lq_expr_t    value;
} faimi_lq_param_t;

typedef struct {
    faimi_slice_t      file;       /* as written */
    faimi_lq_body_t   *computed;   /* the file's name, where it has outputs */
    faimi_lq_expr_t    path;       /* Liquid's own form: the file's name */
    faimi_lq_expr_t   *with;       /* `with` or `for` */
    faimi_slice_t      alias;      /* `as` */
    faimi_lq_param_t  *params;
    size_t             n;
    size_t             cap;
    bool               relative;
    bool               has_params;
    bool               each;       /* render's `for` */
} faimi_lq_include_t;


static const faimi_template_t *
faimi_lq_include_find(faimi_liquid_t *lq, const faimi_lq_include_t *inc,
    faimi_slice_t name)
{
    faimi_error_t            why;
    const faimi_template_t  *template;

    if (lq->includes >= FAIMI_MAX_INCLUDE_DEPTH) {
        faimi_lq_fatal(lq, "\"%.*s\": includes are nested deeper than %d: does "
                       "it include itself?", FAIMI_FMT(name),
                       FAIMI_MAX_INCLUDE_DEPTH);
    }

    why = (faimi_error_t) { .message = "" };
    template = (lq->host->include == NULL) ? NULL
               : lq->host->include(lq->host->data, name, inc->relative, &why);

    if (template == NULL) {
        if (why.message[0] != '\0' && why.file[0] != '\0' && lq->err != NULL) {
            *lq->err = why;
            faimi_guard_raise(faimi_arena_guard(lq->arena), FAIMI_ERROR);
        }

        faimi_lq_fatal(lq, "%s", (why.message[0] != '\0') ? why.message
                       : "there is no such include: create the file, or "
                         "correct its name");
    }

    return template;
}


static void
faimi_lq_include_body(faimi_liquid_t *lq, const faimi_template_t *template,
    faimi_buf_t *out)
{
    const faimi_lq_node_t   *node;
    const faimi_template_t  *outer;

    outer = lq->template;
    node = lq->node;
    lq->template = template;
    lq->includes++;

    faimi_lq_render_body(lq, &template->body, out);

    lq->includes--;
    lq->template = outer;
    lq->node = node;
}


/* IncludeTag::VALID_FILENAME_CHARS, ^[\w/.\-()+~#@]+$, and INVALID_SEQUENCES,
 * "..", "./" and "//": no name can leave the folder of includes. */
static bool
faimi_lq_include_valid(faimi_slice_t name)
{
    size_t  i;

    for (i = 0; i < name.len; i++) {
        if (!faimi_is_word(name.data[i])
            && memchr("/.-()+~#@", name.data[i], 9) == NULL)
        {
            return false;
        }

        if (i > 0 && memchr("./", name.data[i], 2) != NULL
            && memchr("./", name.data[i - 1], 2) != NULL)
        {
            return false;
        }
    }

    return name.len > 0;
}


static faimi_slice_t
faimi_lq_include_name(faimi_liquid_t *lq, const faimi_lq_include_t *inc,
    faimi_buf_t *out)
{
    size_t         from;
    faimi_slice_t  name;

    name = inc->file;

    if (inc->computed != NULL) {
        from = out->len;
        faimi_lq_render_body(lq, inc->computed, out);
        name = faimi_lq_cut(lq, out, from);
    }

    if (!faimi_lq_include_valid(name)) {
        faimi_lq_fatal(lq, "\"%.*s\" is no name of an include: letters, digits "
                       "and _ - . / ( ) + ~ # @ make one", FAIMI_FMT(name));
    }

    return name;
}


static faimi_map_t *
faimi_lq_include_params(faimi_liquid_t *lq, const faimi_lq_include_t *inc)
{
    size_t        i;
    faimi_map_t  *map;

    map = faimi_map_create(lq->arena);

    for (i = 0; i < inc->n; i++) {
        faimi_map_set(lq->arena, map, inc->params[i].name,
                      faimi_lq_eval(lq, &inc->params[i].value));
    }

    return map;
}


static void
faimi_lq_render_include(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    faimi_lq_scope_t         scope;
    faimi_lq_include_t      *inc;
    const faimi_template_t  *template;

    inc = data;
    template = faimi_lq_include_find(lq, inc,
                                     faimi_lq_include_name(lq, inc, out));
    scope = (faimi_lq_scope_t) { .up = lq->env.scope };

    if (inc->has_params) {
        scope.names[0] = FAIMI_SLICE("include");
        scope.values[0] = FAIMI_V_MAP(faimi_lq_include_params(lq, inc));
    }

    lq->env.scope = &scope;
    faimi_lq_include_body(lq, template, out);
    lq->env.scope = scope.up;
}


static faimi_lq_param_t *
faimi_lq_include_param(faimi_lq_parser_t *p, faimi_lq_include_t *inc,
    faimi_slice_t name)
{
    if (inc->n == inc->cap) {
        inc->params = faimi_arena_grow(p->arena, inc->params, inc->n,
                                       &inc->cap, sizeof(faimi_lq_param_t));
    }

    inc->params[inc->n].name = name;

    return &inc->params[inc->n++];
}


/* A backslash before a quote of its own kind goes. */
static faimi_slice_t
faimi_lq_include_unquote(faimi_lq_parser_t *p, faimi_slice_t s)
{
    char    quote, *text;
    size_t  i, n;

    quote = s.data[0];
    s = faimi_slice_sub(s, 1, s.len - 1);

    if (faimi_slice_find_char(s, '\\', 0) == s.len) {
        return s;
    }

    text = faimi_alloc_text(p->arena, s.len);

    for (i = 0, n = 0; i < s.len; i++) {
        i += (s.data[i] == '\\' && i + 1 < s.len && s.data[i + 1] == quote);
        text[n++] = s.data[i];
    }

    return faimi_slice(text, n);
}


/* value: '"' {any but '"' and '\' | '\' any} '"', the same with "'", or a name
 * with dots.  Returns its end, or `at`. */
static size_t
faimi_lq_include_value(faimi_slice_t s, size_t at)
{
    size_t  i;

    if (at < s.len && (s.data[at] == '"' || s.data[at] == '\'')) {
        for (i = at + 1; i < s.len && s.data[i] != s.data[at]; i++) {
            i += (s.data[i] == '\\');
        }

        return (i < s.len) ? i + 1 : at;
    }

    for (i = at; i < s.len; i++) {
        if (!faimi_is_word(s.data[i]) && s.data[i] != '-' && s.data[i] != '.')
        {
            break;
        }
    }

    return i;
}


/* params: {segment '=' value blanks} */
static bool
faimi_lq_include_markup(faimi_lq_parser_t *p, faimi_lq_include_t *inc,
    faimi_slice_t s)
{
    size_t             at, end, from;
    faimi_slice_t      name, value;
    faimi_lq_param_t  *param;

    for (at = faimi_lq_skip_space(s, 0); at < s.len; at = from) {
        end = faimi_lq_skip_segment(s, at);
        name = faimi_slice_sub(s, at, end);
        from = faimi_lq_skip_space(s, end);

        if (end == at || from == s.len || s.data[from] != '=') {
            return false;
        }

        from = faimi_lq_skip_space(s, from + 1);
        end = faimi_lq_include_value(s, from);

        if (end == from || (end < s.len && !faimi_is_space(s.data[end]))) {
            return false;
        }

        value = faimi_slice_sub(s, from, end);
        param = faimi_lq_include_param(p, inc, name);
        from = faimi_lq_skip_space(s, end);

        if (value.data[0] == '"' || value.data[0] == '\'') {
            value = faimi_lq_include_unquote(p, value);
            param->value = faimi_lq_string_expr(p, value);

        } else {
            param->value = faimi_lq_parse_expr(p, value);
            faimi_lq_use(p, FAIMI_LQ_USE_PARAM, name, &param->value);
        }
    }

    return true;
}


/* computed: '{{' name ['|' any] '}}', at `at`; returns its end, or `at`.  With
 * filters it goes up to the last "}}". */
static size_t
faimi_lq_include_output(faimi_slice_t s, size_t at)
{
    size_t  i, end;

    i = faimi_lq_skip_space(s, at + 2);

    for (end = i; end < s.len; end++) {
        if (!faimi_is_word(s.data[end]) && s.data[end] != '-'
            && s.data[end] != '.')
        {
            break;
        }
    }

    if (end == i) {
        return at;
    }

    end = faimi_lq_skip_space(s, end);

    if (end < s.len && s.data[end] == '|') {
        for (i = s.len; i > end + 1; i--) {
            if (s.data[i - 1] == '}' && s.data[i - 2] == '}') {
                return i;
            }
        }

        return at;
    }

    return faimi_slice_starts(faimi_slice_sub(s, end, s.len),
                              FAIMI_SLICE("}}")) ? end + 2 : at;
}


/* file: any but '{' {computed {any but blanks and braces}}: its end, or 0
 * where nothing in it is computed. */
static size_t
faimi_lq_include_computed(faimi_slice_t s)
{
    size_t  at, end, last;

    at = faimi_slice_find(s, FAIMI_SLICE("{{"), 0);

    for (last = 0; at < s.len && s.data[at] == '{'; at = last) {
        end = faimi_lq_include_output(s, at);

        if (end == at) {
            break;
        }

        for (last = end; last < s.len && !faimi_is_space(s.data[last]);
             last++)
        {
            if (s.data[last] == '{' || s.data[last] == '}') {
                break;
            }
        }
    }

    return last;
}


/* The name of the file.  Only a literal one can be noted as a reference; with
 * a computed one the page depends on all includes. */
static void
faimi_lq_include_file(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_include_t *inc)
{
    size_t         end;
    faimi_slice_t  s;

    s = faimi_slice_trim(tag->markup);
    end = faimi_lq_include_computed(s);

    if (end > 0) {
        inc->file = faimi_slice_sub(s, 0, end);
        inc->computed = faimi_lq_parse_text(p, inc->file);
        inc->has_params = true;
        faimi_lq_refer(p, FAIMI_REF_DYNAMIC, FAIMI_EMPTY, FAIMI_EMPTY);

    } else {
        while (end < s.len && !faimi_is_space(s.data[end])) {
            end++;
        }

        inc->file = faimi_slice_sub(s, 0, end);
        inc->has_params = (end < s.len);
        faimi_lq_refer(p, inc->relative ? FAIMI_REF_RELATIVE
                                        : FAIMI_REF_INCLUDE, inc->file,
                       FAIMI_EMPTY);
    }

    if (inc->file.len == 0
        || !faimi_lq_include_markup(p, inc, faimi_slice_sub(s, end, s.len)))
    {
        faimi_lq_parse_fail(p, tag->token, "cannot read the include: write "
                            "{%% %.*s file.html name=\"value\" %%}",
                            FAIMI_FMT(tag->name));
    }
}


static bool faimi_lq_partial_markup(faimi_lq_parser_t *p, faimi_slice_t s,
    faimi_lq_include_t *inc);
static void faimi_lq_render_partial(faimi_liquid_t *lq, void *data,
    faimi_buf_t *out);


/* include: file params; a quoted file is Liquid's own form */
void
faimi_lq_parse_include(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    faimi_lq_include_t  *inc;

    inc = faimi_alloc(p->arena, sizeof(faimi_lq_include_t));
    inc->relative = faimi_slice_eq(tag->name,
                                   FAIMI_SLICE("include_relative"));
    node->data = inc;

    if (tag->markup.len > 0 && memchr("\"'", tag->markup.data[0], 2) != NULL
        && faimi_lq_partial_markup(p, tag->markup, inc))
    {
        node->render = faimi_lq_render_partial;
        return;
    }

    faimi_lq_include_file(p, tag, inc);
    node->render = faimi_lq_render_include;
}


/* What follows `word` and white space, if that is what stands at `*at`. */
static bool
faimi_lq_partial_word(faimi_slice_t s, size_t *at, const char *word)
{
    size_t         from, end;
    faimi_slice_t  w;

    w = faimi_slice_str(word);
    from = faimi_lq_skip_space(s, *at);
    end = from + w.len;

    if (from == *at || end >= s.len || !faimi_is_space(s.data[end])
        || !faimi_slice_eq(faimi_slice_sub(s, from, end), w))
    {
        return false;
    }

    *at = faimi_lq_skip_space(s, end);

    return true;
}


/* The variable's name in the partial: its alias, or the file's last part. */
static faimi_slice_t
faimi_lq_partial_name(const faimi_lq_include_t *inc)
{
    size_t  slash;

    if (inc->alias.len != 0) {
        return inc->alias;
    }

    slash = faimi_slice_rfind_char(inc->file, '/');

    return (slash == inc->file.len) ? inc->file
           : faimi_slice_sub(inc->file, slash + 1, inc->file.len);
}


/* What the partial is given: one value, or each of a list. */
static void
faimi_lq_partial_flow(faimi_lq_parser_t *p, faimi_lq_include_t *inc)
{
    faimi_lq_expr_t  own, *e;

    e = inc->with;

    if (e == NULL) {
        own = (faimi_lq_expr_t) { .kind = FAIMI_LQ_LOOKUP };
        own.u.lookup.root = faimi_alloc(p->arena, sizeof(faimi_lq_expr_t));
        own.u.lookup.root->u.literal = FAIMI_V_STRING(inc->file);
        e = &own;
    }

    faimi_lq_use(p, FAIMI_LQ_USE_ASSIGN, faimi_lq_partial_name(inc), e);
    faimi_lq_use(p, FAIMI_LQ_USE_EACH, faimi_lq_partial_name(inc), e);
}


/* partial: string [('with' | 'for') fragments] ['as' segment] attributes */
static bool
faimi_lq_partial_markup(faimi_lq_parser_t *p, faimi_slice_t s,
    faimi_lq_include_t *inc)
{
    size_t             at, end;
    faimi_slice_t      key, value;
    faimi_lq_param_t  *param;

    at = faimi_lq_fragments(s, 0);
    inc->path = faimi_lq_parse_expr(p, faimi_slice_sub(s, 0, at));

    if (inc->path.kind != FAIMI_LQ_LITERAL
        || inc->path.u.literal.type != FAIMI_STRING)
    {
        return false;
    }

    inc->file = inc->path.u.literal.u.string;
    end = at;
    inc->each = faimi_lq_partial_word(s, &end, "for");

    if (inc->each || faimi_lq_partial_word(s, &end, "with")) {
        at = faimi_lq_fragments(s, end);

        if (at > end) {
            inc->with = faimi_lq_new_expr(p, faimi_slice_sub(s, end, at));
        }
    }

    if (faimi_lq_partial_word(s, &at, "as")) {
        end = faimi_lq_skip_segment(s, at);
        inc->alias = faimi_slice_sub(s, at, end);
    }

    for (at = 0; faimi_lq_attribute(s, &at, &key, &value); /* void */ ) {
        param = faimi_lq_include_param(p, inc, key);
        param->value = faimi_lq_parse_expr(p, value);
        faimi_lq_use(p, FAIMI_LQ_USE_ASSIGN, key, &param->value);
    }

    faimi_lq_partial_flow(p, inc);
    faimi_lq_refer(p, FAIMI_REF_INCLUDE, inc->file, FAIMI_EMPTY);
    faimi_lq_refer(p, FAIMI_REF_VARIABLE, inc->file, FAIMI_EMPTY);

    return true;
}


/* Liquid's own include: once for each item of a list, in a scope on top. */
static void
faimi_lq_render_partial(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    size_t                   i;
    faimi_value_t            v;
    faimi_lq_scope_t         scope;
    faimi_lq_include_t      *inc;
    const faimi_template_t  *template;

    if (lq->env.isolated) {
        (void) faimi_liquid_fail(lq, "include usage is not allowed in this "
                                 "context");
        return;
    }

    inc = data;
    template = faimi_lq_include_find(lq, inc, inc->file);
    v = (inc->with != NULL) ? faimi_lq_eval(lq, inc->with)
        : faimi_lq_variable(lq, FAIMI_V_STRING(inc->file));

    scope = (faimi_lq_scope_t) { .up = lq->env.scope };
    scope.map = faimi_lq_include_params(lq, inc);
    lq->env.scope = &scope;

    for (i = 0; i < ((v.type == FAIMI_ARRAY) ? v.u.array->n : 1); i++) {
        faimi_lq_step(lq, 1);
        faimi_map_set(lq->arena, scope.map, faimi_lq_partial_name(inc),
                      (v.type == FAIMI_ARRAY) ? v.u.array->items[i] : v);
        faimi_lq_include_body(lq, template, out);
    }

    lq->env.scope = scope.up;
}


/* One turn of {% render %}, in an environment of its own
 * (Context#new_isolated_subcontext).  Steps and limits are those of the
 * page. */
static void
faimi_lq_render_isolated(faimi_liquid_t *lq, const faimi_lq_include_t *inc,
    const faimi_template_t *template, faimi_value_t v,
    faimi_lq_forloop_t *loop, faimi_buf_t *out)
{
    faimi_map_t     *params;
    faimi_lq_env_t   outer;

    faimi_lq_step(lq, 1);
    params = faimi_lq_include_params(lq, inc);

    if (loop != NULL && faimi_map_get(params, FAIMI_SLICE("forloop")) == NULL)
    {
        faimi_map_set(lq->arena, params, FAIMI_SLICE("forloop"),
                      faimi_lq_forloop_value(loop));
    }

    if (v.type != FAIMI_NIL) {
        faimi_map_set(lq->arena, params, faimi_lq_partial_name(inc), v);
    }

    outer = lq->env;
    lq->env = faimi_lq_env(lq, NULL, faimi_map_create(lq->arena));
    lq->env.assigns = params;
    lq->env.isolated = true;

    faimi_lq_include_body(lq, template, out);

    lq->env = outer;
}


static void
faimi_lq_render_render(faimi_liquid_t *lq, void *data, faimi_buf_t *out)
{
    size_t                   i;
    faimi_value_t            v;
    faimi_lq_seq_t           seq;
    faimi_lq_forloop_t      *loop;
    faimi_lq_include_t      *inc;
    const faimi_template_t  *template;

    inc = data;
    template = faimi_lq_include_find(lq, inc, inc->file);
    v = (inc->with == NULL) ? FAIMI_V_NIL : faimi_lq_eval(lq, inc->with);

    if (!inc->each || !faimi_lq_seq(lq, v, &seq)) {
        faimi_lq_render_isolated(lq, inc, template, v, NULL, out);
        return;
    }

    loop = faimi_lq_forloop(lq, inc->file, seq.n, NULL);

    for (i = 0; i < seq.n; i++) {
        faimi_lq_render_isolated(lq, inc, template, faimi_lq_seq_at(&seq, i),
                                 loop, out);
        loop->index++;
    }
}


/* render: any partial */
void
faimi_lq_parse_render(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    faimi_lq_node_t *node)
{
    size_t               at;
    faimi_slice_t        s;
    faimi_lq_include_t  *inc;

    inc = faimi_alloc(p->arena, sizeof(faimi_lq_include_t));
    s = tag->markup;

    for (at = 0; at < s.len && s.data[at] != '"' && s.data[at] != '\''; at++) {
        /* up to the name */
    }

    if (!faimi_lq_partial_markup(p, faimi_slice_sub(s, at, s.len), inc)) {
        faimi_lq_parse_fail(p, tag->token, "\"render\" needs the name of a "
                            "file in quotes: {%% render \"file\" %%}");
    }

    node->render = faimi_lq_render_render;
    node->data = inc;
}
