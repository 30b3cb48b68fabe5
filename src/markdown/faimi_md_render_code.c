/*
 * Code blocks and code spans as Jekyll shows them with rouge: its wrapper
 * elements and classes; the spans for tokens are asked of options.code.
 *
 * The reference: kramdown/converter/syntax_highlighter/rouge.rb, and of rouge
 * its formatters HTMLLegacy, HTMLPygments and HTMLTable.
 */

#include <stdlib.h>

#include "faimi_md_render.h"


/* The languages that rouge 3.30 knows, sorted; code in others is plain.  A
 * name is found as Rouge::Lexer.find finds it, in this case. */
static const char *const  faimi_md_languages[] = {
    "Dockerfile", "HAML", "Isabelle", "LaTeX", "OCL", "R", "S", "TeX", "abap",
    "actionscript", "ada", "apache", "apex", "apib", "apiblueprint",
    "applescript", "armasm", "as", "as3", "aug", "augeas", "awk", "bash",
    "bat", "batch", "batchfile", "bbcbasic", "behat", "bib", "bibtex", "biml",
    "bpf", "brainfuck", "brightscript", "brs", "bs", "bsdmake", "bsl", "c",
    "c#", "c++", "ceylon", "cfc", "cfscript", "cl", "clean", "clj", "cljs",
    "clojure", "cmake", "cmhg", "cmm", "coffee", "coffee-script",
    "coffeescript", "common-lisp", "common_lisp", "conf", "config",
    "configuration", "console", "coq", "cpp", "cr", "crystal", "cs", "csharp",
    "css", "csvs", "cucumber", "cuda", "cypher", "cython", "d", "dafny",
    "dart", "datastudio", "diff", "digdag", "django", "dlang", "docker",
    "dockerfile", "dosbatch", "dot", "e-mail", "ecl", "eex", "eiffel", "elisp",
    "elixir", "elm", "emacs-lisp", "email", "eml", "epp", "eps", "erb", "erl",
    "erlang", "eruby", "esc", "escape", "ex", "exs", "factor", "fea", "ff",
    "fluent", "fortran", "freefem", "fsharp", "ftl", "gd", "gdscript",
    "ghc-cmm", "ghc-core", "gherkin", "glsl", "gnumake", "go", "golang",
    "gradle", "graphql", "groovy", "guess", "hack", "haml", "handlebars",
    "haskell", "haxe", "hbs", "hcl", "heex", "hh", "hlsl", "hocon", "hql",
    "hs", "html", "http", "hx", "hy", "hylang", "idlang", "idr", "idris",
    "igorpro", "ini", "io", "irb", "irb_output", "isa", "isabelle", "isbl",
    "j", "janet", "java", "javascript", "jdn", "jinja", "jl", "js", "jsl",
    "json", "json-doc", "jsonc", "jsonnet", "jsp", "jsx", "julia", "kdb+",
    "kotlin", "ksh", "lasso", "lassoscript", "latex", "lean", "leex",
    "lhaskell", "lhs", "liquid", "lisp", "litcoffee", "literate_coffeescript",
    "literate_haskell", "lithaskell", "livescript", "llvm", "ls", "lua",
    "lustre", "lutin", "m", "m68k", "magik", "make", "makefile", "markdown",
    "mason", "mathematica", "matlab", "md", "meson", "mf", "microsoftshell",
    "minizinc", "mkd", "ml", "moon", "moonscript", "mosel", "msgtrans",
    "msshell", "mustache", "mxml", "nasm", "nes", "nesasm", "nginx", "nial",
    "nim", "nimrod", "nix", "nixos", "obj-c", "obj-c++", "obj-cpp", "obj_c",
    "obj_c++", "obj_cpp", "objc", "objc++", "objcpp", "objective_c",
    "objective_cpp", "objectivec", "objectivec++", "objectivecpp", "ocaml",
    "ocl", "openedge", "opentype", "opentype_feature_file", "opentypefeature",
    "pascal", "patch", "perl", "php", "php3", "php4", "php5", "pl",
    "plaintext", "plist", "plsql", "pony", "posh", "postscr", "postscript",
    "powershell", "pp", "praat", "prolog", "prometheus", "properties", "proto",
    "protobuf", "pry", "ps", "puppet", "py", "pyrex", "python", "pyx", "q",
    "qml", "r", "racket", "rb", "react", "realbasic", "reasonml", "rego",
    "rescript", "rhtml", "robot", "robot-framework", "robot_framework", "rs",
    "rs,ignore", "rs,no_run", "rs,should_panic", "ruby", "rust", "rust,ignore",
    "rust,no_run", "rust,should_panic", "s", "sas", "sass", "scala", "scheme",
    "scss", "sed", "sh", "shell", "shell-session", "shell_session", "sieve",
    "slice", "slim", "smalltalk", "smarty", "sml", "solidity", "sparql", "sqf",
    "sql", "squeak", "ssh", "st", "stan", "stata", "supercollider", "swift",
    "systemd", "syzlang", "syzprog", "tap", "tcl", "terminal", "terraform",
    "tex", "text", "tf", "toml", "ts", "tsx", "ttcn3", "tulip", "turtle",
    "twig", "typescript", "udiff", "unit-file", "vala", "varnish",
    "varnishconf", "vb", "vcl", "velocity", "verilog", "vhdl", "vim", "viml",
    "vimscript", "visualbasic", "vue", "vuejs", "winbatch", "wl", "wollok",
    "xml", "xojo", "xpath", "xquery", "yaml", "yang", "yml", "zig", "zir",
    "zsh"
};


static int
faimi_md_language_cmp(const void *key, const void *item)
{
    const faimi_slice_t  *name = key;
    const char *const    *known = item;

    return faimi_slice_cmp(*name, faimi_slice_str(*known));
}


/* lang ::= name ('?' options)?
 * Whether rouge has a lexer for it (Rouge::Lexer.find_fancy). */
static bool
faimi_md_language_known(faimi_slice_t lang)
{
    lang = faimi_slice_sub(lang, 0, faimi_slice_find_char(lang, '?', 0));

    return bsearch(&lang, faimi_md_languages,
                   sizeof(faimi_md_languages) / sizeof(faimi_md_languages[0]),
                   sizeof(faimi_md_languages[0]), faimi_md_language_cmp)
           != NULL;
}


/* Where /\blanguage-\S+/ begins, or the length (extract_code_language of
 * kramdown/converter/html.rb). */
static size_t
faimi_md_language_at(faimi_slice_t s)
{
    size_t  at, end;

    for (at = 0; at < s.len; at++) {
        at = faimi_slice_find(s, FAIMI_SLICE("language-"), at);
        end = at + 9;

        if (end < s.len && !faimi_is_space(s.data[end])
            && (at == 0 || !faimi_utf8_is_word(faimi_utf8_last(s, at))))
        {
            return at;
        }
    }

    return s.len;
}


/* Not the first word alone: an attribute list may add classes before it. */
faimi_slice_t
faimi_md_language(const faimi_md_attrs_t *attrs)
{
    size_t                  at, end;
    faimi_slice_t           s;
    const faimi_md_attr_t  *class;

    class = faimi_md_attr_get(attrs, "class");

    if (class == NULL) {
        return FAIMI_EMPTY;
    }

    s = class->value.s;
    at = faimi_md_language_at(s);

    for (end = at; end < s.len && !faimi_is_space(s.data[end]); end++) {
        /* void */
    }

    return (at == s.len) ? FAIMI_EMPTY : faimi_slice_sub(s, at + 9, end);
}


/* extract_code_language!: takes the class of the language off, and the
 * attribute if nothing is left of it. */
static void
faimi_md_language_off(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs,
    faimi_slice_t lang)
{
    size_t         at;
    faimi_slice_t  s, before, after;

    s = faimi_md_attr_get(attrs, "class")->value.s;
    at = faimi_md_language_at(s);
    before = faimi_slice_sub(s, 0, at);
    after = faimi_slice_sub(s, at + 9 + lang.len, s.len);
    s = faimi_arena_printf(doc->arena, "%.*s%.*s", FAIMI_FMT(before),
                           FAIMI_FMT(after));
    s = faimi_slice_trim(s);

    if (s.len == 0) {
        (void) faimi_md_attr_take(attrs, "class");

    } else {
        faimi_md_attr_set(doc, attrs, FAIMI_SLICE("class"), s);
    }
}


/* {:.show-whitespaces}: blanks and tabs visible, with a class by their place
 * in the line. */
static void
faimi_md_put_spaces(faimi_buf_t *out, faimi_slice_t s)
{
    size_t       from, at, end;
    const char  *where;

    for (from = 0; from < s.len; from = end) {
        for (at = from; at < s.len && !faimi_is_blank(s.data[at]); at++) {
            /* void */
        }

        faimi_buf_html(out, faimi_slice_sub(s, from, at));
        end = faimi_md_skip(s, at, " \t");
        where = (at == 0 || s.data[at - 1] == '\n') ? "-l"
              : (end == s.len || s.data[end] == '\n') ? "-r" : "";

        for ( /* void */ ; at < end; at++) {
            faimi_buf_printf(out, (s.data[at] == ' ')
                             ? "<span class=\"ws-space%s\">&#8901;</span>"
                             : "<span class=\"ws-tab%s\">\t</span>", where);
        }
    }
}


/* convert_codeblock, where nothing highlights: the text escaped, its last line
 * end put after it. */
static void
faimi_md_put_plain(faimi_md_render_t *r, faimi_md_node_t *node,
    faimi_slice_t lang)
{
    faimi_slice_t           code;
    const faimi_md_attr_t  *class;

    code = node->value.s;
    class = faimi_md_attr_get(&node->attrs, "class");

    if (code.len > 0 && code.data[code.len - 1] == '\n') {
        code.len--;
    }

    faimi_buf_str(r->out, "<pre");
    faimi_md_put_attrs(r, &node->attrs);
    faimi_buf_str(r->out, "><code");

    if (lang.len > 0) {
        faimi_buf_str(r->out, " class=\"language-");
        faimi_md_put_escaped(r->out, lang, true);
        faimi_buf_char(r->out, '"');
    }

    faimi_buf_char(r->out, '>');

    if (class != NULL
        && faimi_md_has_word(class->value.s, FAIMI_SLICE("show-whitespaces")))
    {
        faimi_md_put_spaces(r->out, code);

    } else {
        faimi_buf_html(r->out, code);
    }

    faimi_buf_str(r->out, "\n</code></pre>\n");
}


/* add_syntax_highlighter_to_class_attr: "language-x" in front, in place of one
 * that is in front, and "highlighter-rouge" at the end. */
static void
faimi_md_language_class(faimi_md_doc_t *doc, faimi_md_attrs_t *attrs,
    faimi_slice_t lang)
{
    faimi_slice_t           s;
    const faimi_md_attr_t  *class;

    class = faimi_md_attr_get(attrs, "class");
    s = (class == NULL) ? FAIMI_EMPTY : class->value.s;
    s = faimi_arena_printf(doc->arena, "%.*s highlighter-rouge",
                           FAIMI_FMT(s));
    s = faimi_slice_trim_left(s);

    if (lang.len == 0) {
        /* none is known, and none is given */

    } else if (faimi_md_language_at(s) == 0) {
        while (s.len > 0 && !faimi_is_space(s.data[0])) {
            s = faimi_slice_sub(s, 1, s.len);
        }

        s = faimi_arena_printf(doc->arena, "language-%.*s%.*s",
                               FAIMI_FMT(lang), FAIMI_FMT(s));

    } else {
        s = faimi_arena_printf(doc->arena, "language-%.*s %.*s",
                               FAIMI_FMT(lang), FAIMI_FMT(s));
    }

    faimi_md_attr_set(doc, attrs, FAIMI_SLICE("class"), s);
}


/* Whether rouge takes the code: it knows the language, and plain text only
 * where it may guess (syntax_highlighter/rouge.rb). */
static bool
faimi_md_code_taken(const faimi_md_render_t *r,
    const faimi_markdown_code_t *code, faimi_slice_t lang)
{
    if (!r->doc->options.highlight || code->disable) {
        return false;
    }

    if (lang.len == 0) {
        return code->guess_lang;
    }

    if (faimi_slice_eq(lang, FAIMI_SLICE("plaintext"))
        || faimi_slice_eq(lang, FAIMI_SLICE("text")))
    {
        return code->guess_lang;
    }

    return faimi_md_language_known(lang);
}


/* rouge's HTMLTable: a column of line numbers next to the lines. */
static void
faimi_md_put_numbered(faimi_md_render_t *r, const faimi_markdown_code_t *code,
    faimi_slice_t lang, faimi_slice_t s)
{
    size_t        at;
    int64_t       line;
    faimi_buf_t  *out = r->out;

    faimi_buf_str(out, "<table class=\"rouge-table\"><tbody><tr>"
                       "<td class=\"rouge-gutter gl\"><pre class=\"lineno\">");
    at = 0;
    line = code->start_line;

    do {
        faimi_buf_printf(out, "%lld\n", (long long) line++);
        at = faimi_slice_find_char(s, '\n', at) + 1;
    } while (at < s.len);

    faimi_buf_str(out, "</pre></td><td class=\"rouge-code\"><pre>");
    faimi_code_put(&r->doc->options.code, lang, s, r->doc->arena, out);

    if (s.len == 0 || s.data[s.len - 1] != '\n') {
        faimi_buf_char(out, '\n');
    }

    faimi_buf_str(out, "</pre></td></tr></tbody></table>");
}


/* As the formatter writes it. */
static void
faimi_md_put_highlighted(faimi_md_render_t *r,
    const faimi_markdown_code_t *code, faimi_slice_t lang, faimi_slice_t s)
{
    bool          wrap;
    faimi_buf_t  *out = r->out;

    wrap = code->wrap && !code->bare;

    if (wrap) {
        faimi_buf_str(out, "<div class=\"highlight\"><pre class=\"");
        faimi_buf_add(out, code->css_class);
        faimi_buf_str(out, "\"><code>");
    }

    if (code->line_numbers && !code->bare) {
        faimi_md_put_numbered(r, code, lang, s);

    } else {
        faimi_code_put(&r->doc->options.code, lang, s, r->doc->arena, out);
    }

    faimi_buf_str(out, wrap ? "</code></pre></div>" : "");
}


/* convert_codeblock.  The word of a fence goes to rouge with its options,
 * while the class has the name alone. */
void
faimi_md_put_code(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    faimi_slice_t                 lang, lexer;
    const faimi_markdown_code_t  *code;

    code = &r->doc->options.block_code;
    lang = faimi_md_language(&node->attrs);
    /* the fence's word goes to rouge with its options, the class has none */
    lexer = (node->u.text.len > 0) ? node->u.text
          : (lang.len > 0) ? lang : code->default_lang;

    if (lang.len > 0) {
        faimi_md_language_off(r->doc, &node->attrs, lang);
    }

    faimi_md_put_indent(r, indent);

    if (!faimi_md_code_taken(r, code, lexer)) {
        faimi_md_put_plain(r, node, lang);
        return;
    }

    lang = (lang.len > 0) ? lang : code->default_lang;
    faimi_md_language_class(r->doc, &node->attrs, lang);

    faimi_buf_str(r->out, "<div");
    faimi_md_put_attrs(r, &node->attrs);
    faimi_buf_char(r->out, '>');
    faimi_md_put_highlighted(r, code, lexer, node->value.s);
    faimi_md_put_indent(r, indent);
    faimi_buf_str(r->out, "</div>\n");
}


/* convert_codespan.  The attributes are copied: in a header the span is
 * written twice, if there is a table of contents. */
void
faimi_md_put_codespan(faimi_md_render_t *r, faimi_md_node_t *node, int indent)
{
    bool                          taken;
    faimi_slice_t                 lang;
    faimi_md_attrs_t              attrs;
    const faimi_markdown_code_t  *code;

    (void) indent;

    code = &r->doc->options.span_code;
    lang = faimi_md_language(&node->attrs);
    lang = (lang.len > 0) ? lang : code->default_lang;
    taken = faimi_md_code_taken(r, code, lang);
    memset(&attrs, 0, sizeof(faimi_md_attrs_t));

    /* a header's code is written twice if there is a table of contents */
    faimi_md_attrs_copy(r->doc, &attrs, &node->attrs);

    if (taken) {
        faimi_md_language_class(r->doc, &attrs, lang);
    }

    faimi_buf_str(r->out, "<code");
    faimi_md_put_attrs(r, &attrs);
    faimi_buf_char(r->out, '>');

    if (taken) {
        faimi_md_put_highlighted(r, code, lang, node->value.s);

    } else {
        faimi_buf_html(r->out, node->value.s);
    }

    faimi_buf_str(r->out, "</code>");
}
